"""The content security policy that every page carries: a second wall behind all that a theme is checked for."""

from __future__ import annotations

from collections.abc import Mapping

from profilegen.rendering import staying

POLICY: Mapping[str, tuple[str, ...]] = staying.DIRECTIVES
"""What a page may load: written once, where a stranger's pages are held to it."""

_NEVER_INHERITED = ("default-src", "base-uri", "form-action")
_WITHOUT_SOURCES = ("upgrade-insecure-requests", "block-all-mixed-content")


def loosened(content: str) -> str:
    """The first directive of this policy that allows more than `POLICY` does; "" where none does."""
    written = _directives(content)
    for name in _NEVER_INHERITED:  # left out, each of them allows everything
        if name not in written:
            return name
    for name, sources in written.items():
        allowed = POLICY.get(name, ())
        if name not in _WITHOUT_SOURCES and not {*sources} <= {*allowed, "'none'"}:
            return name
    return ""


def as_written() -> str:
    """The policy as a page writes it."""
    return staying.POLICY


def _directives(content: str) -> dict[str, tuple[str, ...]]:
    """Names and sources. Of two with one name, browsers take the first."""
    directives: dict[str, tuple[str, ...]] = {}
    for part in content.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), tuple(source.lower() for source in sources))
    return directives
