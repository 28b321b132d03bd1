"""What lies in a student's media folder, and what of it any piece of theirs shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from profilegen.loading.folders import is_ignored
from profilegen.loading.media_files import kind_of
from profilegen.loading.text_files import LARGEST
from profilegen.model.school import MediaKind
from profilegen.opening import open_plainly
from profilegen.studio.keeping import Keeper
from profilegen.studio.uploads import MEDIA

_WRITTEN = (".yaml", ".yml", ".md", ".markdown")
_MOST = 2_000
_BEGINNING = 64


@dataclass(frozen=True, slots=True)
class Original:
    """A file: its path in the media folder, what it is, and whether a piece names it."""

    path: str
    kind: MediaKind
    film: bool
    is_used: bool


def shelf_of(keeper: Keeper) -> tuple[Original, ...]:
    """All of them, the newest first. OSError."""
    folder, files = keeper.folder / MEDIA, _files(keeper)
    files.sort(key=lambda file: (-file.stat().st_mtime, file.name))
    written = _all_that_is_written(keeper)
    return tuple(_original(file, folder, written) for file in files)


def paths_of(keeper: Keeper) -> list[str]:
    """Their paths alone, by name, for choosing one. OSError."""
    folder = keeper.folder / MEDIA
    return sorted(file.relative_to(folder).as_posix() for file in _files(keeper))


def _files(keeper: Keeper) -> list[Path]:
    """Every plain file there that is a student's, and not a system's own."""
    folder = keeper.folder / MEDIA
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [file for file in folder.rglob("*") if _is_plain(file, folder)][:_MOST]


def kinds_by_name(paths: Iterable[str]) -> dict[str, str]:
    """What each is, as its name says, which is enough for a form: picture, sound, film, document, captions, other."""
    found = ((path, *kind_of(path, b"")) for path in paths)
    return {path: ("film" if film else "sound") if kind == "recording" else kind for path, kind, film in found}


def is_used(keeper: Keeper, path: str) -> bool:
    """Whether anything that is written in the folder, or is being written, names this file. In doubt, yes."""
    return _is_named(path, _all_that_is_written(keeper))


def _is_plain(file: Path, folder: Path) -> bool:
    above = [file, *file.parents][: len(file.relative_to(folder).parts)]
    return file.is_file() and not any(one.is_symlink() or is_ignored(one.name) for one in above)


def _original(file: Path, folder: Path, written: str) -> Original:
    with open_plainly(file) as opened:
        kind, film = kind_of(file.name, opened.read(_BEGINNING))
    path = file.relative_to(folder).as_posix()
    return Original(path, kind, film, _is_named(path, written))


def _is_named(path: str, written: str) -> bool:
    return normalize("NFC", path).casefold() in written


def _all_that_is_written(keeper: Keeper) -> str:
    """Every record, whoever may write it, and every draft, as one text to look for names in."""
    texts = [str(draft.fields) for draft in keeper.drafts()]
    for file in keeper.folder.rglob("*"):
        if file.suffix.lower() in _WRITTEN and file.is_file() and not file.is_symlink():
            with open_plainly(file) as opened:
                texts.append(opened.read(LARGEST).decode("utf-8-sig", "replace"))
    return normalize("NFC", "\n".join(texts)).casefold()
