"""Ogg (Opus, Vorbis): the comments have a packet of their own near the start. Its words go, its length stays.

So no page moves. What a page holds is summed up in it; that sum is made anew for the pages that are touched.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from profilegen.baring.plan import CannotBareError, Literal, Stretch, Zeros, patched, read_at

_STARTS = (b"OpusTags", b"\x03vorbis")
_MOST_PAGES = 4096  # that are looked at before the sound has to begin
_LARGEST = 8_000_000  # bytes of comments, with a cover


def bare_ogg(opened: BinaryIO, size: int) -> Iterator[Stretch | Literal | Zeros]:
    """The sound as it is, with an empty packet of comments."""
    at, packet, where, patches = 0, bytearray(), list[tuple[int, int]](), list[tuple[int, Literal | Zeros]]()
    pages: dict[int, bytes] = {}
    for _ in range(_MOST_PAGES):
        head = read_at(opened, at, 27)
        lengths = read_at(opened, at + 27, head[26])
        if head[:4] != b"OggS" or len(packet) > _LARGEST:
            raise CannotBareError
        body = at + 27 + len(lengths)
        pages[at] = head + lengths + read_at(opened, body, sum(lengths))
        for length in lengths:
            where.append((body, length))
            packet += read_at(opened, body, length)
            body += length
            if length < 255:
                if packet.startswith(_STARTS):
                    patches += _emptied(bytes(packet), where, pages)
                    yield from patched(size, patches)
                    return
                packet, where = bytearray(), []
        if not where:
            pages = {}
        at = body
    raise CannotBareError


def _emptied(packet: bytes, where: list[tuple[int, int]], pages: dict[int, bytes]) -> Iterator[tuple[int, Literal]]:
    """The packet with no comment, all its room given to the name of the program; and the pages that hold it."""
    start = next(start for start in _STARTS if packet.startswith(start))
    framing = b"\x01" if start == _STARTS[1] else b""
    room = len(packet) - len(start) - 8 - len(framing)
    if room < 0:
        raise CannotBareError
    empty = start + struct.pack("<I", room) + bytes(room) + struct.pack("<I", 0) + framing
    if empty == packet:
        return
    for at, page in pages.items():
        changed, done = bytearray(page), 0
        for body, length in where:
            if at <= body and body + length <= at + len(page):
                changed[body - at : body - at + length] = empty[done : done + length]
            done += length
        changed[22:26] = bytes(4)
        changed[22:26] = struct.pack("<I", _sum(bytes(changed)))
        yield at, Literal(bytes(changed))


def _row(number: int) -> int:
    value = number << 24
    for _ in range(8):
        value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
    return value & 0xFFFFFFFF


_TABLE = tuple(map(_row, range(256)))


def _sum(page: bytes) -> int:
    """Ogg's own sum of a page (RFC 3533, 6): the polynomial of zlib's, but neither turned round nor inverted."""
    value = 0
    for byte in page:
        value = (value << 8) & 0xFFFFFFFF ^ _TABLE[value >> 24 ^ byte]
    return value
