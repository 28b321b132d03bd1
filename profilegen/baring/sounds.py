"""MP3 and FLAC: what was written about the sound stands before it, and behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from profilegen.baring.plan import CannotBareError, Literal, Stretch, Zeros, read_at

Parts = Iterator[Stretch | Literal | Zeros]

_ID3V1 = 128
_APE_FOOTER = 32
_FLAC_KEPT = frozenset((0, 3, 5))  # what the samples are, where they are, and a cue sheet's times
_LAST = 0x80


def bare_mp3(opened: BinaryIO, size: int) -> Parts:
    """The frames of an MP3, without the tags before and behind them."""
    start, end = 0, size
    while read_at(opened, start, min(3, end - start)) == b"ID3":
        head = read_at(opened, start, 10)
        length = 0
        for byte in head[6:]:
            length = length << 7 | byte & 0x7F
        start += 10 + length + (10 if head[5] & 0x10 else 0)
        if start >= size:
            raise CannotBareError
    if read_at(opened, start, 4) == b"fLaC":
        raise CannotBareError
    if end - start > _ID3V1 and read_at(opened, end - _ID3V1, 3) == b"TAG":
        end -= _ID3V1
    if end - start > _APE_FOOTER and read_at(opened, end - _APE_FOOTER, 8) == b"APETAGEX":
        footer = read_at(opened, end - _APE_FOOTER, _APE_FOOTER)
        has_header = int.from_bytes(footer[20:24], "little") >> 31
        end -= int.from_bytes(footer[12:16], "little") + (_APE_FOOTER if has_header else 0)
        if end <= start:
            raise CannotBareError
    yield Stretch(start, end)


def bare_flac(opened: BinaryIO, size: int) -> Parts:
    """The frames of a FLAC and what a player needs of its blocks, without names, comments and covers."""
    yield Stretch(0, 4)
    at, kept = 4, list[tuple[int, int]]()
    while True:
        head = read_at(opened, at, 4)
        end = at + 4 + int.from_bytes(head[1:])
        if end > size:
            raise CannotBareError
        if head[0] & ~_LAST in _FLAC_KEPT:
            kept.append((at, end))
        at = end
        if head[0] & _LAST:
            break
    for number, (start, end) in enumerate(kept, start=1):
        first = read_at(opened, start, 1)[0]
        rightly = first & ~_LAST | (_LAST if number == len(kept) else 0)
        yield Stretch(start, start + 1) if rightly == first else Literal(bytes([rightly]))
        yield Stretch(start + 1, end)
    yield Stretch(at, size)
