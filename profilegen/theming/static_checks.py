"""What a theme's own files would fetch, what is missing among them, how large they are, and advice on writing them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from profilegen.loading.theme_folders import is_plain
from profilegen.loading.theme_styles import outside_requests
from profilegen.problems import Problem
from profilegen.publishing.manifest import SiteFile, Stored
from profilegen.theming.places import ThemeFiles

LARGEST_THEME = 400 * 1024
"""Bytes that a theme and those below it may put into each student's folder."""

_LARGEST_READ = 2_000_000
_FONTS = (".woff2", ".woff", ".ttf", ".otf")
_LICENCE = re.compile(r"ofl|licen[cs]e|copying", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_URL = re.compile(r"""url\(\s*["']?([^"')]+?)["']?\s*\)|@import\s+["']([^"']+)["']""", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/#\\]", re.IGNORECASE)
_SIDES = r"(?:left|right)"
_PHYSICAL = re.compile(
    rf"(?<![\w-])(?:(?:margin|padding|border)-{_SIDES}(?:-(?:width|style|color))?|{_SIDES}"
    rf"|border-(?:top|bottom)-{_SIDES}-radius)\s*:|(?:float|clear|text-align)\s*:\s*{_SIDES}(?![\w-])",
    re.IGNORECASE,
)
_IMPORTANT = re.compile(r"!\s*important", re.IGNORECASE)
_ASKING = re.compile(
    r"""["'`](?:https?:|wss?:)?//[^"'`\s]+|\b(?:fetch|importScripts|import)\s*\("""
    r"|\b(?:XMLHttpRequest|WebSocket|EventSource|sendBeacon|WebTransport|RTCPeerConnection)\b",
    re.IGNORECASE,
)
_NAMESPACE = re.compile(r"""["'`]https?://www\.w3\.org/[^"'`]*""")
_IN_DRAWING = re.compile(
    r"""<(?:script|foreignObject|iframe)\b|<!ENTITY|\son[a-z]+\s*="""
    r"""|(?:href\s*=\s*["']|src\s*=\s*["']|url\(\s*["']?)\s*(?!data:)(?:[a-z][a-z0-9+.-]*:|/)""",
    re.IGNORECASE,
)


def static_problems(files: ThemeFiles, known: Collection[str] | None = None) -> Iterator[Problem]:
    """Everything that can be said of the theme's own files without a page.

    `known` are all static files, those of the themes below too; None where they cannot be told.
    """
    root = files.folder / "static"
    own = sorted(file for file in root.rglob("*") if is_plain(file, root)) if root.is_dir() else []
    for file in own:
        path = file.relative_to(root).as_posix()
        check = _BY_ENDING.get(file.suffix.lower())
        if check is not None:
            yield from check(files, f"static/{path}", _text(file), known)
    yield from _licences(files, root, own)


def _text(file: Path) -> str:
    with file.open("rb") as opened:
        return opened.read(_LARGEST_READ).decode("utf-8", "replace")


def _sheet(files: ThemeFiles, path: str, text: str, known: Collection[str] | None) -> Iterator[Problem]:
    for line, address in outside_requests(text):
        message = f"This style sheet would ask for something outside of the site: {address}"
        hint = "Put the file into static/, and write its address from here: url(fonts/own.woff2)."
        yield files.problem("theme-outside-request", message, hint, path, line)
    plain = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    for number, words in enumerate(plain.splitlines(), start=1) if known is not None else ():
        yield from _missing_files(files, path, number, words, known or ())
    yield from _advice(files, path, plain)


def _missing_files(files: ThemeFiles, path: str, number: int, line: str, known: Collection[str]) -> Iterator[Problem]:
    folder = posixpath.dirname(path.removeprefix("static/"))
    for found in _URL.finditer(line):
        address = (found[1] or found[2]).strip()
        if _ELSEWHERE.match(address):  # a part of this page, or outside: that is said already
            continue
        wanted = posixpath.normpath(posixpath.join(folder, unquote(re.split("[?#]", address)[0])))
        if wanted not in known:
            message = f"This style sheet asks for {address}, and there is no such file."
            hint = "Look at its spelling, capitals too, and at the folder: addresses are written from the sheet."
            yield files.problem("theme-broken-link", message, hint, path, number)


def _advice(files: ThemeFiles, path: str, plain: str) -> Iterator[Problem]:
    """Said once for each sheet, at the first place."""
    for pattern, message, hint in (
        (
            _PHYSICAL,
            "Left and right change places in a page that is written from right to left",
            "Write margin-inline-start for margin-left, inset-inline-end for right, text-align: start for left.",
        ),
        (
            _IMPORTANT,
            "!important is not needed: the layer “theme” wins over the sheets below",
            "Write the rule in @layer theme { … }, without !important.",
        ),
    ):
        places = [found.start() for found in pattern.finditer(plain) if not _is_for_one_direction(plain, found.start())]
        lines = [plain.count("\n", 0, place) + 1 for place in places]
        if lines:
            times = f" ({len(lines)} places)" if len(lines) > 1 else ""
            yield files.problem("theme-advice", f"{message}{times}.", hint, path, lines[0])


def _is_for_one_direction(sheet: str, place: int) -> bool:
    """Whether the rule around this place says itself for which direction of writing it is."""
    rule = sheet[sheet.rfind("}", 0, place) + 1 : place]
    return "[dir=" in rule or ":dir(" in rule


def _script(files: ThemeFiles, path: str, text: str, known: Collection[str] | None) -> Iterator[Problem]:
    for found in _ASKING.finditer(text):
        if not _NAMESPACE.match(found[0]):
            message = f"This script would ask for something: {found[0][:80]}"
            hint = "A page works from a stick, where no request is answered. Write what it needs into the page."
            yield files.problem("theme-outside-request", message, hint, path, text.count("\n", 0, found.start()) + 1)


def _drawing(files: ThemeFiles, path: str, text: str, known: Collection[str] | None) -> Iterator[Problem]:
    for found in _IN_DRAWING.finditer(text):
        message = f"This drawing runs or asks for something: {found[0].strip()[:80]}"
        hint = "Save it as a plain SVG: shapes only, no script, no link, no picture from elsewhere."
        yield files.problem("theme-outside-request", message, hint, path, text.count("\n", 0, found.start()) + 1)


_BY_ENDING: dict[str, Callable[[ThemeFiles, str, str, Collection[str] | None], Iterator[Problem]]] = {
    ".css": _sheet,
    ".js": _script,
    ".mjs": _script,
    ".svg": _drawing,
}


def _licences(files: ThemeFiles, root: Path, own: list[Path]) -> Iterator[Problem]:
    licensed = {file.parent for file in own if _LICENCE.search(file.name)}
    for font in (file for file in own if file.suffix.lower() in _FONTS):
        if licensed.isdisjoint((font.parent, *(above for above in font.parents if above.is_relative_to(root)))):
            message = "This font comes without its licence."
            hint = "Put the licence beside it, such as OFL.txt. Without one, the school may not pass the font on."
            yield files.problem("theme-advice", message, hint, f"static/{font.relative_to(root).as_posix()}")


def made_problems(files: ThemeFiles, made: Mapping[str, SiteFile], font: str) -> Iterator[Problem]:
    """What is wrong with the files that a build puts beside the pages: the sheet that it writes, and all in all.

    A font's family or an option's choice may say anything, and stands in that sheet. `font` is the one that was chosen:
    the files of others may stay away.
    """
    sizes = {path: file.size if isinstance(file, Stored) else len(file) for path, file in made.items()}
    for sheet in (file.decode("utf-8") for file in made.values() if isinstance(file, bytes)):
        for _, address in outside_requests(sheet):
            message = f"What theme.yaml says would ask for something outside of the site: {address}"
            hint = "A font is named by its family; its file belongs into static/."
            yield files.problem("theme-outside-request", message, hint)
    if sum(sizes.values()) > LARGEST_THEME:
        size = f"{-(-sum(sizes.values()) // 1024)} KB into each student's folder with the font “{font}”"
        hint = f"The largest file is {max(sizes, key=lambda path: sizes[path]).removeprefix('theme/')}."
        message = f"The theme and those below it put {size}, and {LARGEST_THEME // 1024} is the most."
        yield files.problem("theme-too-large", message, hint)
