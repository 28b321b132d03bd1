"""A rendered page as a list of its elements: what is asked of a theme is asked of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its tag, its attributes, the tags that it stands in (outermost first), and the tag as written."""

    tag: str
    attributes: Mapping[str, str]
    inside: tuple[str, ...]
    written: str

    def says(self, name: str) -> str:
        """An attribute without the space around it; "" where it is not there."""
        return self.attributes.get(name, "").strip()


def elements_of(page: bytes) -> tuple[Element, ...]:
    """The elements of a page, in the order in which they are written."""
    reader = _Reader()
    reader.feed(page.decode("utf-8"))
    reader.close()
    return tuple(reader.found)


def with_tag(elements: tuple[Element, ...], *tags: str) -> Iterator[Element]:
    """Those with one of these tags."""
    return (element for element in elements if element.tag in tags)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}  # of two with one name, the first counts
        self.found.append(Element(tag, attributes, tuple(self._open), self.get_starttag_text() or ""))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
