"""What the folder of a theme may hold that comes from outside: how much, and of which kinds.

A stranger's theme has no scripts. The policy of a page keeps a script from asking the network for anything, but not
from sending the reader elsewhere with all that it has read. So no file here has the name of a script; and as a browser
would run a file of another name too, its pages may name the product's scripts alone (`rendering.staying`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from profilegen.loading.theme_styles import outside_requests
from profilegen.model.theme import ThemeRecord
from profilegen.problems import ProfilegenError

MOST_FILES = 500
MOST_BYTES = 20_000_000
MOST_TEMPLATES_BYTES = 500_000
MOST_STATIC_BYTES = 4_000_000
"""Of one theme. Its static files are copied to every student: `theme check` asks for a tenth of this."""

LARGEST = {"templates": 100_000, "static": 2_000_000, "locale": 512 * 1024}
"""Bytes of one file in these folders."""

_LARGEST_OTHER = 5_000_000  # previews, and what people keep beside a theme
_KINDS = ".css .woff2 .woff .ttf .otf .png .jpg .jpeg .webp .avif .gif .svg .ico .txt .md .license"
_MOST_WIDTHS = 16
_WIDEST = 4_000
_IN_DRAWINGS = re.compile(
    rb"<!|<\?(?!xml\s)|<[\w.-]*:|<\s*(?!/?(?:svg|g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|defs|title|desc"
    rb"|linearGradient|radialGradient|stop|clipPath|mask|pattern|symbol|use)\b)[^/?!\s>][^\s>]*+"
    rb"|\son[a-z]+\s*=|\b(?:href|src)\s*=\s*[\"']?\s*+(?!#)|url\s*\(\s*[\"']?\s*+(?!#)|&(?!(?:amp|lt|gt|quot|apos);)"
    rb"|javascript|style\s*=|encoding\s*=\s*[\"'](?!utf-8)|\0",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--(?:[^-]|-(?!-))*+-->")
_SAFE_VALUE = re.compile(r"[^;{}<>\\@/]*+")


class ThemeError(ProfilegenError):
    """A theme that cannot be used, and why."""


def everything_in(folder: Path, most: int) -> list[Path]:
    """What is in a folder and in the folders in it, links too but nothing behind them; little more than `most`."""
    found: list[Path] = []
    waiting = [folder]
    while waiting and len(found) <= most:
        for entry in _entries(waiting.pop()):
            found.append(Path(entry.path))
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            if len(found) > most:
                break
    return sorted(found)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError:  # what cannot be looked into gives nothing to a page
        return


def check_files(name: str, folder: Path) -> None:
    """ThemeError where a theme that is not the product's own holds what it may not, or too much."""
    files = everything_in(folder, MOST_FILES)
    if len(files) > MOST_FILES:
        raise _refused(name, f"has more than {MOST_FILES} files and folders", "Keep only what its pages need.")
    sizes: dict[str, int] = {}
    for file in (folder, *files):
        if file.is_symlink():
            raise _refused(name, f"holds a link to somewhere else: {file.name}", "Copy the file itself there.")
        if file.is_file():
            within = file.relative_to(folder)
            size = file.stat().st_size
            kind = within.parts[0] if len(within.parts) > 1 else ""
            sizes[kind] = sizes.get(kind, 0) + size
            _check_size(name, within.as_posix(), size, LARGEST.get(kind, _LARGEST_OTHER))
            if kind == "static":
                _check_static(name, file, within)
    _check_size(name, "all files together", sum(sizes.values()), MOST_BYTES)
    _check_size(name, "all of templates/ together", sizes.get("templates", 0), MOST_TEMPLATES_BYTES)
    _check_size(name, "all of static/ together", sizes.get("static", 0), MOST_STATIC_BYTES)


def _check_size(name: str, what: str, size: int, most: int) -> None:
    if size > most:
        has = f"is too large: {what}: {_kilobytes(size)}, and {_kilobytes(most)} is the most"
        raise _refused(name, has, "Make it smaller, or leave it out.")


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1000):,} KB"


def _check_static(name: str, file: Path, within: Path) -> None:
    kind = file.suffix.lower()
    if any(part.lower().endswith((".js", ".mjs")) for part in within.parts):
        hint = "Its pages have the scripts of the themes that come with profilegen. Take the file away."
        raise _refused(name, f"holds a script, {within.as_posix()}, which would run in families' browsers", hint)
    if kind and kind not in _KINDS.split():
        hint = "static/ is for style sheets (.css), fonts (.woff2), pictures, and .txt files such as licences."
        raise _refused(name, f"holds {within.as_posix()}, which is nothing that a page shows", hint)
    if kind == ".css":
        _check_style(name, file, within.as_posix())
    elif kind == ".svg" and (found := _IN_DRAWINGS.search(_COMMENT.sub(b"", file.read_bytes()))):
        has = found[0].decode("utf-8", "replace").strip()
        hint = "A drawing here is shapes, colours and words alone: save it as plain SVG, or as PNG."
        raise _refused(name, f"holds the drawing {within.as_posix()}, with “{has}” in it", hint)
    elif not kind and file.read_bytes()[:512].lstrip(b"\xef\xbb\xbf \t\r\n\f").startswith(b"<"):
        raise _refused(name, f"holds {within.as_posix()}, which a browser could take for a page", "Name it .txt.")


def _check_style(name: str, file: Path, within: str) -> None:
    try:
        found = outside_requests(file.read_text("utf-8-sig"))
    except UnicodeDecodeError:
        raise _refused(name, f"holds {within}, which is not written in UTF-8", "Save it again as UTF-8.") from None
    if found:
        line, address = found[0]
        hint = "Put the file into static/ and write its relative address: a profile asks for nothing from outside."
        raise _refused(name, f"reaches outside of the site in {within}, line {line}: {address}", hint)


def check_record(name: str, record: ThemeRecord) -> None:
    """ThemeError where its theme.yaml asks for too many pictures, or has in it what a style sheet would carry out."""
    widths = [width for variant in record.variants.values() for width in variant.widths]
    if len(widths) > _MOST_WIDTHS or any(not 0 < width <= _WIDEST for width in widths):
        hint = f"At most {_MOST_WIDTHS} widths in all, each of 1 to {_WIDEST:,} pixels."
        raise _refused(name, "asks for too many pictures, or too large ones", hint)
    choices = (word for option in record.options.values() for word in (option.default, *option.choices))
    for value in (*record.fonts.values(), *record.options, *choices):
        if not _SAFE_VALUE.fullmatch(value) or "url(" in value.lower():
            raise _refused(name, f"has “{value[:80]}” in theme.yaml, which is no name", "Write plain words there.")


def _refused(name: str, has: str, hint: str) -> ThemeError:
    return ThemeError(f"The theme “{name}” {has}.", hint)
