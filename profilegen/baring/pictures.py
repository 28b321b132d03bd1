"""JPEG, PNG and GIF without what was written about them: their segments, chunks and blocks, sorted out by name."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from profilegen.baring.plan import (
    CannotBareError,
    Literal,
    Stretch,
    Zeros,
    exif_with_turn,
    read_at,
    turn_in_exif,
)

Parts = Iterator[Stretch | Literal | Zeros]

_LARGEST = 100_000_000  # bytes of a picture that is looked through; larger ones travel as they are, and that is told
_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")  # behind a scan: what is no stuffing and no restart
_EOI, _SOS, _APP0, _APP1, _APP2, _APP14, _COM = 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_EXIF = b"Exif\0\0"


def bare_jpeg(opened: BinaryIO, size: int) -> Parts:
    """A photo keeps its pixels, its tables, its colour profile and which way up it is."""
    if size > _LARGEST:
        raise CannotBareError
    content = read_at(opened, 0, size)
    segments = tuple(_jpeg_segments(content))
    turn = max(
        (turn_in_exif(content[at + 10 : end]) for at, end, mark in segments if _is_exif(content, at, mark)), default=1
    )
    yield Stretch(0, 2)
    if turn != 1:
        exif = _EXIF + exif_with_turn(turn)
        yield Literal(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    for at, end, mark in segments:
        if mark == _APP0 and content[at + 4 : at + 9] == b"JFIF\0":
            yield from _without_thumbnail(content, at, end)
        elif _jpeg_keeps(content[at + 4 : at + 16], mark):
            yield Stretch(at, end)


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment from its mark to its end, a scan with its bits; what stands behind the picture is none."""
    at = 2
    while True:
        while content[at + 1] == 0xFF:  # marks may be preceded by any number of these
            at += 1
        mark = content[at + 1]
        if content[at] != 0xFF or mark == 0:
            raise CannotBareError
        if mark == _EOI:
            yield at, at + 2, mark
            return
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if mark == _SOS:
            found = _MARKER.search(content, end)
            if found is None:
                raise CannotBareError
            end = found.start()
        if end > len(content) or end < at + 4:
            raise CannotBareError
        yield at, end, mark
        at = end


def _is_exif(content: bytes, at: int, mark: int) -> bool:
    return mark == _APP1 and content[at + 4 : at + 10] == _EXIF


def _jpeg_keeps(start: bytes, mark: int) -> bool:
    if mark == _APP2:
        return start.startswith(b"ICC_PROFILE\0")
    if mark == _APP14:
        return start.startswith(b"Adobe")  # says how the colours are written
    return mark != _COM and not 0xE0 <= mark <= 0xEF


def _without_thumbnail(content: bytes, at: int, end: int) -> Parts:
    if end == at + 18 or end < at + 18:
        yield Stretch(at, end)
    else:
        yield Literal(b"\xff\xe0\x00\x10" + content[at + 4 : at + 16] + b"\0\0")


_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split())


def bare_png(opened: BinaryIO, size: int) -> Parts:
    """A picture keeps its pixels, its frames, its colours and which way up it is."""
    yield Stretch(0, 8)
    at = 8
    while True:
        head = read_at(opened, at, 8)
        end = at + 12 + int.from_bytes(head[:4])
        if end > size:
            raise CannotBareError
        if head[4:] in _PNG_KEPT:
            yield Stretch(at, end)
        elif head[4:] == b"eXIf" and end - at < _LARGEST:
            turn = turn_in_exif(read_at(opened, at + 8, end - at - 12))
            if turn != 1:
                yield Literal(_chunk(b"eXIf", exif_with_turn(turn)))
        if head[4:] == b"IEND":
            return
        at = end


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def bare_gif(opened: BinaryIO, size: int) -> Parts:
    """A picture keeps its frames, and how they follow each other."""
    if size > _LARGEST:
        raise CannotBareError
    content = read_at(opened, 0, size)
    at = 13 + _table(content[10])
    yield Stretch(0, at)
    while content[at] != 0x3B:
        is_kept = True
        if content[at] == 0x21:
            kind, name = content[at + 1], content[at + 3 : at + 14]
            is_kept = kind == 0xF9 or (kind == 0xFF and name in (b"NETSCAPE2.0", b"ANIMEXTS1.0"))
            end = _behind_blocks(content, at + 2)
        elif content[at] == 0x2C:
            end = _behind_blocks(content, at + 11 + _table(content[at + 9]))
        else:
            raise CannotBareError
        if is_kept:
            yield Stretch(at, end)
        at = end
    yield Stretch(at, at + 1)


def _table(flags: int) -> int:
    """How many bytes a table of colours has, if there is one."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _behind_blocks(content: bytes, at: int) -> int:
    while length := content[at]:
        at += length + 1
    return at + 1
