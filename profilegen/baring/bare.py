"""An original without what its camera or program wrote about it, every sample and pixel byte for byte as it was.

Nothing is decoded and nothing is encoded: a plan says which stretches of the file stay, and what stands in place of the
others. So the largest film costs no memory and no second file. What is kept is what the picture or sound needs: which
way up it is, its colour profile, its times. What goes are places, days, names, comments, covers and thumbnails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from profilegen.baring.boxes import bare_film, bare_still
from profilegen.baring.ogg import bare_ogg
from profilegen.baring.pictures import bare_gif, bare_jpeg, bare_png
from profilegen.baring.plan import CannotBareError, Literal, Plan, Stretch, Zeros, merged, size_of
from profilegen.baring.riff import bare_riff, bare_webp
from profilegen.baring.sounds import bare_flac, bare_mp3
from profilegen.baring.webm import bare_webm
from profilegen.opening import open_plainly

_PIECE = 1 << 20
_STILL_BRANDS = frozenset(b"heic heix heim heis hevc hevx mif1 msf1 avif avis".split())
_BY_START: tuple[tuple[bytes, Callable[[BinaryIO, int], Plan]], ...] = (
    (b"\xff\xd8\xff", bare_jpeg),
    (b"\x89PNG\r\n\x1a\n", bare_png),
    (b"GIF8", bare_gif),
    (b"OggS", bare_ogg),
    (b"fLaC", bare_flac),
    (b"ID3", bare_mp3),
    (b"#!AMR", lambda _, size: (Stretch(0, size),)),  # has no room for words
    (b"\x1aE\xdf\xa3", bare_webm),
)
_MP4_BOXES = frozenset((b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"))


@dataclass(frozen=True, slots=True)
class Bare:
    """A file as it travels: where it lies, what of it stays, and how many bytes that is.

    An empty plan is the whole file: there may be many. `is_changed` where something was taken away; `is_known` where
    the format is one where that can be done.
    """

    source: Path
    plan: tuple[Stretch | Literal | Zeros, ...]
    size: int
    is_changed: bool = False
    is_known: bool = True

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, a megabyte at a time. OSError where the file is shorter by now than it was."""
        with open_plainly(self.source) as opened:
            for part in self.plan or (Stretch(0, self.size),):
                yield from _pieces_of(part, opened)


def as_it_is(source: Path, *, is_known: bool = True) -> Bare:
    """The file with nothing taken away. OSError."""
    with open_plainly(source) as opened:
        size = opened.seek(0, 2)
    return Bare(source, (), size, is_known=is_known)


def bare(source: Path) -> Bare:
    """The file without what was written about it; as it is, and not `is_known`, where the format does not allow it.

    OSError where the file cannot be read.
    """
    with open_plainly(source) as opened:
        size = opened.seek(0, 2)
        plan = _plan_of(opened, size)
        if plan is None:
            return as_it_is(source, is_known=False)
        if _changes_nothing(plan, opened, size):
            return as_it_is(source)
    return Bare(source, plan, size_of(plan), is_changed=True)


def bare_content(opened: BinaryIO) -> Iterator[bytes]:
    """What `bare` leaves of an opened file, a megabyte at a time: all of it where the format does not allow more."""
    size = opened.seek(0, 2)
    for part in _plan_of(opened, size) or (Stretch(0, size),):
        yield from _pieces_of(part, opened)


def _plan_of(opened: BinaryIO, size: int) -> tuple[Stretch | Literal | Zeros, ...] | None:
    """What stays of a file; None where nobody can tell."""
    opened.seek(0)
    read = _reader(opened.read(64))
    if read is None:
        return None
    try:
        return merged(read(opened, size))
    except (CannotBareError, IndexError, ValueError):  # what is not as its format says is no place to cut
        return None


def _changes_nothing(plan: tuple[Stretch | Literal | Zeros, ...], opened: BinaryIO, size: int) -> bool:
    """Whether the plan makes the very file: what is written anew may stand there already."""
    reached = 0
    for part in plan:
        if isinstance(part, Stretch):
            if part.start != reached:
                return False
        else:
            opened.seek(reached)
            for piece in _pieces_of(part, opened):
                if opened.read(len(piece)) != piece:
                    return False
        reached += part.size
    return reached == size


def _reader(start: bytes) -> Callable[[BinaryIO, int], Plan] | None:
    for beginning, read in _BY_START:
        if start.startswith(beginning):
            return read
    if start[:4] == b"RIFF":
        return bare_webp if start[8:12] == b"WEBP" else bare_riff if start[8:12] in (b"WAVE", b"AVI ") else None
    if start[4:8] == b"ftyp" and start[8:12] in _STILL_BRANDS:
        return bare_still
    if start[4:8] in _MP4_BOXES:
        return bare_film
    if len(start) > 2 and start[0] == 0xFF and start[1] & 0xF6 == 0xF0:  # AAC without a container: frames alone
        return lambda _, size: (Stretch(0, size),)
    return bare_mp3 if len(start) > 2 and start[0] == 0xFF and start[1] & 0xE6 == 0xE2 else None  # layer III


def _pieces_of(part: Stretch | Literal | Zeros, opened: BinaryIO) -> Iterator[bytes]:
    if isinstance(part, Literal):
        yield part.content
        return
    left = part.size
    if isinstance(part, Stretch):
        opened.seek(part.start)
    while left:
        piece = opened.read(min(left, _PIECE)) if isinstance(part, Stretch) else bytes(min(left, _PIECE))
        if not piece:
            raise OSError(0, "it became shorter while it was read")
        left -= len(piece)
        yield piece
