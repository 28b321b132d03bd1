"""The files that students' sites and school pages have in common: theme, pictures, and links that lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from profilegen.loading.themes import ThemeError
from profilegen.media.made import Made
from profilegen.media.photos import PictureSet
from profilegen.media.recipes import ENCODER_VERSION
from profilegen.media.store import Store
from profilegen.model.theme import READING_FONTS
from profilegen.planning.looks import Look
from profilegen.publishing.audit import broken_links
from profilegen.publishing.manifest import SiteFile, Stored
from profilegen.rendering.palette_css import palette_css
from profilegen.rendering.pictures import MEDIA_FOLDER, file_names

_THEME_FOLDER = "theme"
_OF_SCHOOL, _OF_CONFERENCE, _OF_MEETING = "school/", "conference/", "meeting/"
_OF_KIOSK, _OF_PAPER = "kiosk/", "paper/"
_COMMENT_OR_INDENT = re.compile(
    rb"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\))|/\*.*?\*/|[ \t\r]*\n\s*""", re.DOTALL
)


def shared_files(
    look: Look,
    made: Made,
    store: Store,
    *,
    of_school: bool = False,
    of_conference: bool = False,
    of_meeting: bool = False,
    of_kiosk: bool = False,
) -> dict[str, SiteFile]:
    """The theme's static files, the palette's style sheet, and the derivatives of these originals, by path.

    What lies in a theme's `static/school/` is for the pages of a school alone (`of_school`), what lies in its
    `static/conference/` for students who show a conference, in `static/meeting/` for a family's own table, in
    `static/kiosk/` for a screen in the hall, and in `static/paper/` for no site: a profile on paper has it inside.
    """
    names = dict.fromkeys(_names_of(made))
    others = {_OF_SCHOOL: of_school, _OF_CONFERENCE: of_conference, _OF_MEETING: of_meeting}
    others |= {_OF_KIOSK: of_kiosk, _OF_PAPER: False}
    not_here = tuple(name for name, is_here in others.items() if not is_here)
    static = [one for one in _static(look, store) if not one[0].startswith(not_here)]
    return {
        **{f"{_THEME_FOLDER}/{path}": stored for path, stored in static},
        f"{_THEME_FOLDER}/palette.css": palette_css(look, _pictures_of(made)).encode("utf-8"),
        **{f"{MEDIA_FOLDER}/{name}": _stored(name, store) for name in names},
    }


def kept_apart(look: Look) -> frozenset[str]:
    """The addresses of the theme's files that no student's site has: those of a school, a kiosk, and paper."""
    apart = (_OF_PAPER, _OF_SCHOOL, _OF_KIOSK)
    return frozenset(f"{_THEME_FOLDER}/{path}" for path in look.theme.static if path.startswith(apart))


def _pictures_of(made: Made) -> list[PictureSet]:
    """Every picture, each page of a document too."""
    pages = (page.picture for document in made.documents.values() for page in document.pages)
    return [*made.pictures.values(), *pages]


def _names_of(made: Made) -> Iterator[str]:
    for picture in _pictures_of(made):
        yield from file_names(picture)
    for recording in made.recordings.values():
        yield recording.file
    for document in made.documents.values():
        if document.copy:
            yield document.copy


def _stored(name: str, store: Store) -> Stored:
    return Stored(name, store.path_of(name).stat().st_size, ENCODER_VERSION)


def _static(look: Look, store: Store) -> tuple[tuple[str, Stored], ...]:
    """The theme's static files; looked at anew where somebody has emptied the store since, or written into it."""
    files = tuple((path, file) for path, file in look.theme.static.items() if _is_worn(path, look))
    kept = _stored_static(look.theme.fingerprint, files, store)
    if any(store.state_of(stored.name) != state for _, stored, state in kept):
        _stored_static.cache_clear()
        kept = _stored_static(look.theme.fingerprint, files, store)
    return tuple((path, stored) for path, stored, _ in kept)


def _is_worn(path: str, look: Look) -> bool:
    """Whether a static file is of use in this look. What lies in `fonts/<name>/` is of the font of that name.

    A font for reading goes to those who chose it, and with it no other font goes: they weigh the most of all files.
    """
    folders = path.split("/")[:-1]
    if len(folders) < 2 or folders[0] != "fonts" or folders[1] not in look.theme.fonts:
        return True
    return folders[1] == look.font or not {folders[1], look.font} & set(READING_FONTS)


@lru_cache(maxsize=32)
def _stored_static(
    fingerprint: str, static: tuple[tuple[str, Path], ...], store: Store
) -> tuple[tuple[str, Stored, str], ...]:
    """The static files, kept in the store once and linked from there; `fingerprint` tells a changed theme apart."""
    read = ((path, file.suffix.lower(), _lean(path, file.read_bytes())) for path, file in static)
    kept = ((path, Stored(store.keep(content, suffix), len(content))) for path, suffix, content in read)
    return tuple((path, stored, store.state_of(stored.name)) for path, stored in kept)


def _lean(path: str, content: bytes) -> bytes:
    """A style sheet without its comments and indents: a tenth of what is copied to each student. Others as they are."""
    if not path.endswith(".css"):
        return content
    return _COMMENT_OR_INDENT.sub(lambda found: found[1] or (b"\n" if b"\n" in found[0] else b" "), content)


def check_links(pages: Mapping[str, bytes], files: Collection[str]) -> None:
    """ThemeError where a page links to what is not in the site."""
    broken = broken_links(pages, files)
    if broken:
        first = broken[0]
        raise ThemeError(
            f"The page {first.page} links to {first.address}, which is not in the site.",
            f"This is a mistake in the theme ({len(broken)} such links). The old site still stands.",
        )
