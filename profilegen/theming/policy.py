"""The content security policy that every page carries: a second wall behind all that a theme is checked for."""

from __future__ import annotations

from collections.abc import Mapping

POLICY: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "img-src": ("'self'", "data:"),
    "style-src": ("'self'",),
    "font-src": ("'self'",),
    "script-src": ("'self'",),
    "media-src": ("'self'", "data:"),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
"""What a page may load: the files of its own folder, and captions that stand in the page itself."""

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
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in POLICY.items())


def _directives(content: str) -> dict[str, tuple[str, ...]]:
    """Names and sources. Of two with one name, browsers take the first."""
    directives: dict[str, tuple[str, ...]] = {}
    for part in content.split(";"):
        name, *sources = part.split() or [""]
        if name:
            directives.setdefault(name.lower(), tuple(source.lower() for source in sources))
    return directives
