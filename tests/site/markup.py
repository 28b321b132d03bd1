"""A page as a flat list of its elements: enough to ask what stands where, and quick enough to ask it of every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


@dataclass(slots=True)
class Element:
    """One element: its tag, its attributes, the tags that it stands in (outermost first), and all its text."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]
    line: int
    text: str = ""

    def __str__(self) -> str:
        shown = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"line {self.line}: <{self.tag}{shown}>"


@dataclass(frozen=True, slots=True)
class Markup:
    """The elements of a page, in the order of its source."""

    elements: tuple[Element, ...]

    def all(self, *tags: str) -> Iterator[Element]:
        """The elements with one of these tags."""
        return (element for element in self.elements if element.tag in tags)

    def first(self, tag: str) -> Element:
        """The first element with this tag. AssertionError where there is none."""
        found = next(self.all(tag), None)
        assert found is not None, f"no <{tag}>"
        return found

    def meta(self, name: str) -> str:
        """What a <meta> says, by its name or http-equiv. AssertionError where it says nothing."""
        for element in self.all("meta"):
            if name.lower() in (element.attributes.get(key, "").lower() for key in ("name", "http-equiv")):
                return element.attributes.get("content", "")
        raise AssertionError(f"no <meta> {name}")


@lru_cache(maxsize=4096)
def markup_of(file: Path) -> Markup:
    """Reads a page."""
    reader = _Reader()
    reader.feed(file.read_text(encoding="utf-8"))
    reader.close()
    return Markup(tuple(reader.elements))


@dataclass
class _Reader(HTMLParser):
    elements: list[Element] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = Element(tag, attributes, tuple(one.tag for one in self.open), self.getpos()[0])
        self.elements.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data
