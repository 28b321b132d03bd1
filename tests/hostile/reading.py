"""Reading pages as a browser does, and what must never be on one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib

_SCRIPTS = re.compile(r"(\.\./)*(search\.js|theme/[a-z/]+\.js)")
_ADDRESSES = {"href", "src", "srcset", "action", "formaction", "poster", "data", "xlink:href", "background", "cite"}
_SAID = {"alt", "title", "aria-label", "content", "placeholder", "data-page", "summary", "value"}
_NEVER = {
    "iframe",
    "object",
    "embed",
    "base",
    "applet",
    "frame",
    "frameset",
    "style",
    "math",
    "foreignobject",
    "portal",
}
_CONTROL = re.compile(r"[\x00-\x20\u2028\u2029]")


def parsed(page: bytes | str) -> Element:
    """The page's tree, as the standard's own parser makes it."""
    tree: Any = html5lib.HTMLParser(namespaceHTMLElements=False).parse(
        page.decode("utf-8") if isinstance(page, bytes) else page
    )
    return tree if isinstance(tree, Element) else tree.getroot()


def elements(tree: Element) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element's tag and attributes, in the order of the page; comments have the tag "!"."""
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else "!"
        yield tag.rpartition("}")[2], {str(name): str(value) for name, value in element.attrib.items()}


def assert_inert(tree: Element) -> None:
    """No script but the theme's own files, nothing that acts, nothing that reaches out."""
    for tag, attributes in elements(tree):
        where = f"<{tag} {attributes}>"
        assert tag.lower() not in _NEVER, where
        if tag == "script":
            assert _SCRIPTS.fullmatch(attributes.get("src", "")), where
        for name, value in attributes.items():
            assert not name.lower().startswith("on"), where
            assert name.lower() not in ("style", "srcdoc"), where
            if name.lower() in _ADDRESSES:
                address = _CONTROL.sub("", value).lower()
                assert not address.startswith(("javascript:", "vbscript:", "data:", "file:", "//")), where
    assert not any(script.text for script in tree.iter("script"))


def words(tree: Element) -> str:
    """All text of the page, and what its attributes say to people."""
    said = [value for _, attributes in elements(tree) for name, value in attributes.items() if name in _SAID]
    return "\n".join([*tree.itertext(), *said])
