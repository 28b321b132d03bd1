"""The originals in a student's media folder: what each is, by its first bytes before its ending, and its hash."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from profilegen.baring.hashing import hash_of_opened
from profilegen.loading.folders import Found, files_below
from profilegen.model.school import MediaFile, MediaKind
from profilegen.opening import open_plainly
from profilegen.problems import Place, Problem
from profilegen.rules import problem

_PICTURES = frozenset(
    ["jpg", "jpeg", "jpe", "png", "webp", "heic", "heif", "avif", "gif", "tif", "tiff", "svg", "svgz"]
)
_SOUNDS = frozenset(
    ["mp3", "m4a", "wav", "ogg", "oga", "opus", "aac", "amr", "flac", "wma", "aif", "aiff", "mka", "weba"]
)
_CAPTIONS = frozenset(("vtt", "srt"))
_FILMS = frozenset(["mp4", "mov", "webm", "m4v", "mkv", "3gp", "3g2", "avi", "mpg", "mpeg", "wmv", "ogv"])
_PICTURE_BRANDS = frozenset(b"heic heix heim heis hevc hevx mif1 msf1 avif avis".split())
_BEGINNINGS: tuple[tuple[bytes, MediaKind], ...] = (
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"<svg", "picture"),
    (b"%PDF-", "document"),
    (b"ID3", "recording"),
    (b"OggS", "recording"),
    (b"fLaC", "recording"),
    (b"#!AMR", "recording"),
    (b"\x1aE\xdf\xa3", "recording"),  # Matroska and WebM
)
_BEGINNING = 32


class KnownOriginals:
    """Originals that were read before, for whoever looks at one folder again and again, as somebody who writes does.

    A file of another size or time is read anew, and so is one that was written only just now: within the same tick of
    the clock it may change once more. Who publishes what a file says does not ask here.
    """

    _MOST = 10_000
    _JUST_NOW = 2_000_000_000  # nanoseconds: no file system counts in larger steps

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int, int], MediaFile]] = {}

    def read(self, found: Found, folder: Found) -> MediaFile:
        """The original, read or remembered. OSError."""
        status = found.path.stat()
        look = (status.st_size, status.st_mtime_ns, status.st_ino)
        seen, original = self._known.get(found.path, (None, None))
        if original is None or seen != look or original.path != found.name:
            original = _read_one(found, folder)
            if abs(time.time_ns() - status.st_mtime_ns) > self._JUST_NOW:
                self._remember(found.path, look, original)
        return original

    def _remember(self, path: Path, look: tuple[int, int, int], original: MediaFile) -> None:
        while len(self._known) >= self._MOST:
            self._known.pop(next(iter(self._known)), None)
        self._known[path] = look, original


def read_media(
    folder: Found, known: KnownOriginals | None = None
) -> tuple[Mapping[str, MediaFile], tuple[Problem, ...]]:
    """Every original by its path in the media folder. What cannot be opened is left out, with a problem."""
    read_one = known.read if known else _read_one
    found, problems = files_below(Found(folder.path, "", folder.file))
    media: dict[str, MediaFile] = {}
    unread: list[Problem] = []
    for file in found:
        try:
            original = read_one(file, folder)
            media[file.name], mistakes = _with_cues(original, file) if original.kind == "captions" else (original, ())
            unread.extend(mistakes)
        except OSError as error:
            message = f"“{file.last}” cannot be opened ({error.strerror or 'no reason given'})."
            unread.append(problem("unreadable-file", message, "Look whether you may open it.", Place(file.file)))
    return media, (*problems, *unread)


def _read_one(found: Found, folder: Found) -> MediaFile:
    with open_plainly(found.path) as opened:
        beginning = opened.read(_BEGINNING)
        sha256 = hash_of_opened(opened)
        size = opened.seek(0, 2)
    kind, film = kind_of(found.name, beginning)
    on_disk = found.path.relative_to(folder.path).as_posix()
    spelling = on_disk if on_disk != found.name else ""
    return MediaFile(found.name, sha256, size, kind, film, other_spelling=spelling)


def _with_cues(original: MediaFile, found: Found) -> tuple[MediaFile, tuple[Problem, ...]]:
    from profilegen.loading.captions import read_captions  # few students have any

    cues, problems = read_captions(found)
    return replace(original, cues=cues), problems


def kind_of(name: str, beginning: bytes) -> tuple[MediaKind, bool]:
    """What a file is, and whether it is a film. Endings are often wrong, so the first bytes count first."""
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    kind = _kind_by_beginning(beginning) or _kind_by_ending(ending)
    film = kind == "recording" and ending not in _SOUNDS and (ending == "ogv" or not _is_sound(beginning))
    return kind or "other", film


def _kind_by_beginning(beginning: bytes) -> MediaKind | None:
    for start, kind in _BEGINNINGS:
        if beginning.startswith(start):
            return kind
    if beginning[:4] == b"RIFF":
        return {b"WEBP": "picture", b"WAVE": "recording", b"AVI ": "recording"}.get(beginning[8:12])  # type: ignore[return-value]
    if beginning[4:8] == b"ftyp":
        return "picture" if beginning[8:12] in _PICTURE_BRANDS else "recording"
    return None


def _kind_by_ending(ending: str) -> MediaKind | None:
    if ending in _PICTURES:
        return "picture"
    if ending in _SOUNDS or ending in _FILMS:
        return "recording"
    if ending in _CAPTIONS:
        return "captions"
    return "document" if ending == "pdf" else None


def _is_sound(beginning: bytes) -> bool:
    return beginning.startswith((b"ID3", b"fLaC", b"OggS", b"#!AMR")) or beginning[8:12] in (b"WAVE", b"M4A ", b"M4B ")
