"""WebP, WAV and AVI: files of named chunks, in which what was written about them has chunks of its own."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from profilegen.baring.plan import (
    CannotBareError,
    Literal,
    Stretch,
    Zeros,
    exif_with_turn,
    patched,
    read_at,
    turn_in_exif,
)

Parts = Iterator[Stretch | Literal | Zeros]

_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04  # bits that say what is there
_RIFF_KEPT = frozenset((b"fmt ", b"data", b"fact", b"cue ", b"idx1", b"ds64"))
_LISTS_KEPT = frozenset((b"hdrl", b"movi", b"rec "))
_LARGEST_EXIF = 1 << 20


def _chunks(opened: BinaryIO, size: int) -> Iterator[tuple[int, int, bytes]]:
    """Each chunk inside: where it begins and ends, and its name."""
    end = min(size, 8 + int.from_bytes(read_at(opened, 4, 4), "little"))
    at = 12
    while at + 8 <= end:
        head = read_at(opened, at, 8)
        length = int.from_bytes(head[4:], "little")
        after = min(at + 8 + length + length % 2, size)
        if after < at + 8 + length:
            raise CannotBareError
        yield at, after, head[:4]
        at = after


def bare_webp(opened: BinaryIO, size: int) -> Parts:
    """A picture keeps its pixels, its frames, its colour profile and which way up it is."""
    kept: list[Stretch | Literal | Zeros] = []
    turn = 1
    for at, end, name in _chunks(opened, size):
        if name in _WEBP_KEPT:
            kept.append(Stretch(at, end))
        elif name == b"EXIF" and end - at < _LARGEST_EXIF:
            turn = turn_in_exif(read_at(opened, at + 8, end - at - 8).removeprefix(b"Exif\0\0"))
    first = kept[0] if kept else None
    if not isinstance(first, Stretch):
        raise CannotBareError
    if read_at(opened, first.start, 4) == b"VP8X":
        flags = read_at(opened, first.start + 8, 1)[0]
        rightly = flags & ~(_WEBP_EXIF | _WEBP_XMP) | (_WEBP_EXIF if turn != 1 else 0)
        kept[:1] = [
            Stretch(first.start, first.start + 8),
            Stretch(first.start + 8, first.start + 9) if rightly == flags else Literal(bytes([rightly])),
            Stretch(first.start + 9, first.end),
        ]
        if turn != 1:
            exif = exif_with_turn(turn)
            kept.append(Literal(b"EXIF" + struct.pack("<I", len(exif)) + exif))
    length = 4 + sum(part.size for part in kept)
    is_as_it_was = length == int.from_bytes(read_at(opened, 4, 4), "little")
    yield Stretch(0, 4)
    yield Stretch(4, 8) if is_as_it_was else Literal(struct.pack("<I", length))
    yield Stretch(8, 12)
    yield from kept


def bare_riff(opened: BinaryIO, size: int) -> Parts:
    """A recording keeps its samples; what was written about them becomes empty room, so that nothing moves."""
    patches: list[tuple[int, Literal | Zeros]] = []
    for at, end, name in _chunks(opened, size):
        is_list_kept = name == b"LIST" and read_at(opened, at + 8, 4) in _LISTS_KEPT
        if name not in _RIFF_KEPT and not is_list_kept:
            patches += [(at, Literal(b"JUNK")), (at + 8, Zeros(end - at - 8))]
    yield from patched(size, patches)
