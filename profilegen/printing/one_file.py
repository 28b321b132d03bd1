"""A page in one file that needs nothing beside it: style sheets, fonts and pictures stand in it."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

from profilegen.planning.looks import Look
from profilegen.rendering.palette_css import palette_css
from profilegen.rendering.staying import POLICY

ONE_FILE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
"""What such a file may load: what stands in it. It runs nothing, and asks nobody."""

_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
SHEET = re.compile(r'<link rel="stylesheet" href="theme/([^"]+)"( media="print")?>')
_SCRIPT = re.compile(r'<script src="[^"]*"(?: defer)?></script>\n?')
_FILE_IN_CSS = re.compile(r'url\("?(?!data:)([^")]+)"?\)')
_SOURCE = re.compile(r"<source [^>]*>\s*")
_IMG = re.compile(r'<img\b(?:[^>"]|"[^"]*")*>')
_ATTRIBUTE = re.compile(r'\s+([^\s="/>]+)(?:="[^"]*")?')
_CHOICE_OF_SIZES = frozenset(("srcset", "sizes"))
_TO_A_PAGE = re.compile(r'(<a\b[^>]*?)\shref="(?!#|https?:|mailto:)[^"]*"', re.IGNORECASE)
_PICTURE = re.compile(r'(<img [^>]*?\bsrc=")media/([^"]+)(")')


def as_one_file(page: str, look: Look, read: Callable[[str], bytes], own_css: str = "") -> str:
    """A rendered page of the first folder with all that it shows inside of it; `own_css` comes after its style sheets.

    `read` gives the bytes of a derivative by its name. Each picture is there in the one size that `src` names. Links
    to other pages of the site are links no more.
    """
    styled = SHEET.sub(lambda sheet: f"<style{sheet[2] or ''}>\n{css_of(sheet[1], look)}\n</style>", page)
    styled = _TO_A_PAGE.sub(r"\1", _SCRIPT.sub("", styled)).replace(POLICY, ONE_FILE_POLICY, 1)
    styled = styled.replace("</head>", f"<style>\n{own_css}</style>\n</head>", 1) if own_css else styled
    styled = _IMG.sub(_in_one_size, _SOURCE.sub("", styled))
    return _PICTURE.sub(lambda found: f"{found[1]}{as_data(found[2], read(found[2]))}{found[3]}", styled)


def _in_one_size(img: re.Match[str]) -> str:
    """A picture without a choice. Attribute by attribute: an alternative text may speak of `srcset=`."""
    return _ATTRIBUTE.sub(lambda found: "" if found[1] in _CHOICE_OF_SIZES else found[0], img[0])


def css_of(name: str, look: Look) -> str:
    """A style sheet of a theme, with the files that it names inside of it."""
    if name == "palette.css":
        return palette_css(look)
    css = look.theme.static[name].read_text(encoding="utf-8")
    inside = _FILE_IN_CSS.sub(partial(_file, PurePosixPath(name).parent, look), css)
    return inside.replace("</", "<\\/")  # the same to CSS, and to HTML no end of the style sheet


def as_data(name: str, content: bytes) -> str:
    """The address of a file that stands in the page itself; its name says what it is."""
    return f"data:{_TYPES[PurePosixPath(name).suffix.lower()]};base64,{base64.b64encode(content).decode('ascii')}"


def _file(folder: PurePosixPath, look: Look, found: re.Match[str]) -> str:
    """A file that a style sheet names, inside of it; nothing where there is no such file."""
    parts: list[str] = []
    for part in (folder / found[1]).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    name = "/".join(parts)
    return f'url("{as_data(name, look.theme.static[name].read_bytes())}")' if name in look.theme.static else "none"
