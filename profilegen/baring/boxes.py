"""MP4, MOV, M4A and HEIC: files of boxes. What was written about them becomes empty room, so that nothing moves.

Phones keep the place in a box of words, action cameras in a track of its own beside picture and sound: the samples of
every track that is neither picture, sound nor words are emptied too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from profilegen.baring.plan import CannotBareError, Literal, Stretch, Zeros, patched, read_at

_LARGEST_HEADER = 64_000_000  # bytes of the boxes that describe a film
_MOST_BOXES = 100_000
_MOST_SAMPLES = 4_000_000  # sixty frames a second for eighteen hours
_HOLDERS = frozenset((b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"))
_EMPTIED = frozenset((b"udta", b"meta", b"uuid", b"free", b"skip", b"wide"))
_WITH_TIMES = frozenset((b"mvhd", b"tkhd", b"mdhd"))
_PLAYED = frozenset((b"vide", b"soun", b"subt", b"sbtl", b"text", b"clcp", b"tmcd", b"auxv"))

Patches = Iterator[tuple[int, Literal | Zeros]]


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its name, where it begins, where its content does, and where it ends."""

    name: bytes
    start: int
    content: int
    end: int


def boxes(opened: BinaryIO, at: int, end: int) -> Iterator[Box]:
    """The boxes between two places. CannotBareError where one leads out of what holds it."""
    for _ in range(_MOST_BOXES):
        if at + 8 > end:
            return
        head = read_at(opened, at, 8)
        size, content = int.from_bytes(head[:4]), at + 8
        if size == 1:
            size, content = int.from_bytes(read_at(opened, at + 8, 8)), at + 16
        after = at + size if size else end
        if after < content or after > end:
            raise CannotBareError
        yield Box(head[4:], at, content, after)
        at = after
    raise CannotBareError


def bare_film(opened: BinaryIO, size: int) -> Iterator[Stretch | Literal | Zeros]:
    """The recording as it is, with empty room where something was written about it."""
    patches: list[tuple[int, Literal | Zeros]] = []
    is_in_fragments, has_other_tracks = False, False
    for box in boxes(opened, 0, size):
        if box.name == b"moov":
            if box.end - box.start > _LARGEST_HEADER:
                raise CannotBareError
            for track in boxes(opened, box.content, box.end):
                if track.name == b"trak" and _handler(opened, track) not in _PLAYED:
                    patches += ((at, Zeros(length)) for at, length in _samples(opened, track))
                    has_other_tracks = True
            patches += _in_header(opened, box)
        elif box.name in _EMPTIED:
            patches += _emptied(box)
        is_in_fragments |= box.name == b"moof"
    if is_in_fragments and has_other_tracks:
        raise CannotBareError
    yield from patched(size, patches)


def _emptied(box: Box) -> Patches:
    if box.name != b"free":
        yield box.start + 4, Literal(b"free")
    yield box.content, Zeros(box.end - box.content)


def _in_header(opened: BinaryIO, around: Box) -> Patches:
    for box in boxes(opened, around.content, around.end):
        if box.name in _EMPTIED:
            yield from _emptied(box)
        elif box.name in _WITH_TIMES:
            width = 8 if read_at(opened, box.content, 1) == b"\1" else 4
            yield box.content + 4, Zeros(2 * width)  # when it was made, and when it was changed
        elif box.name in _HOLDERS:
            yield from _in_header(opened, box)


def _inside(opened: BinaryIO, box: Box, *names: bytes) -> Box | None:
    found: Box | None = box
    for name in names:
        if found is not None:
            found = next((one for one in boxes(opened, found.content, found.end) if one.name == name), None)
    return found


def _handler(opened: BinaryIO, track: Box) -> bytes:
    found = _inside(opened, track, b"mdia", b"hdlr")
    return read_at(opened, found.content + 8, 4) if found else b""


# The samples of a track


def _samples(opened: BinaryIO, track: Box) -> Iterator[tuple[int, int]]:
    """Where each chunk of a track's samples stands, and how long it is."""
    table = _inside(opened, track, b"mdia", b"minf", b"stbl")
    if table is None:
        return
    found = {
        box.name: read_at(opened, box.content, box.end - box.content) for box in boxes(opened, table.content, table.end)
    }
    if b"stsz" not in found or b"stsc" not in found:
        raise CannotBareError
    sizes = _sizes(found[b"stsz"])
    offsets = _numbers(found[b"co64"], 8) if b"co64" in found else _numbers(found.get(b"stco", bytes(8)), 4)
    done = 0
    for offset, count in zip(offsets, _samples_in_chunks(found[b"stsc"], len(offsets)), strict=True):
        length = sum(sizes[done : done + count])
        done += count
        if length:
            yield offset, length


def _numbers(content: bytes, width: int) -> tuple[int, ...]:
    (count,) = struct.unpack_from(">I", content, 4)
    if 8 + count * width > len(content) or count > _MOST_SAMPLES:
        raise CannotBareError
    numbers: tuple[int, ...] = struct.unpack_from(f">{count}{'Q' if width == 8 else 'I'}", content, 8)
    return numbers


def _sizes(content: bytes) -> tuple[int, ...]:
    same, count = int.from_bytes(content[4:8]), int.from_bytes(content[8:12])
    if same:
        if count > _MOST_SAMPLES:
            raise CannotBareError
        return (same,) * count
    return _numbers(content[4:], 4)


def _samples_in_chunks(content: bytes, chunks: int) -> Iterator[int]:
    """How many samples each chunk has: the table says from which chunk on which number holds."""
    (count,) = struct.unpack_from(">I", content, 4)
    if 8 + count * 12 > len(content):
        raise CannotBareError
    rows = [struct.unpack_from(">III", content, 8 + 12 * number) for number in range(count)]
    number = 0
    for chunk in range(1, chunks + 1):
        while number + 1 < len(rows) and rows[number + 1][0] <= chunk:
            number += 1
        if not rows:
            raise CannotBareError
        yield rows[number][1]


# Photos of phones


def bare_still(opened: BinaryIO, size: int) -> Iterator[Stretch | Literal | Zeros]:
    """A HEIC or AVIF as it is, with zeros where its Exif and XMP were. Which way up it is stands elsewhere in it."""
    meta = next((box for box in boxes(opened, 0, size) if box.name == b"meta"), None)
    if meta is None or meta.end - meta.start > _LARGEST_HEADER:
        raise CannotBareError
    inside = {box.name: box for box in boxes(opened, meta.content + 4, meta.end)}
    patches: list[tuple[int, Literal | Zeros]] = []
    if b"iinf" in inside and b"iloc" in inside:
        words = frozenset(_items_of_words(opened, inside[b"iinf"]))
        content = read_at(opened, inside[b"iloc"].content, inside[b"iloc"].end - inside[b"iloc"].content)
        data = inside[b"idat"].content if b"idat" in inside else 0
        patches += ((at, Zeros(length)) for at, length in _extents(content, words, data))
    for box in boxes(opened, 0, size):
        if box.name in _EMPTIED and box.name != b"meta":
            patches += _emptied(box)
    yield from patched(size, patches)


def _items_of_words(opened: BinaryIO, iinf: Box) -> Iterator[int]:
    """The numbers of the items that are Exif, or XMP and other texts."""
    version = read_at(opened, iinf.content, 1)[0]
    for box in boxes(opened, iinf.content + (6 if version == 0 else 8), iinf.end):
        content = read_at(opened, box.content, min(box.end - box.content, 64))
        if box.name != b"infe" or content[0] < 2:
            raise CannotBareError
        wide = content[0] >= 3
        number = int.from_bytes(content[4 : 8 if wide else 6])
        if content[10 if wide else 8 :][:4] in (b"Exif", b"mime", b"uri "):
            yield number


def _extents(content: bytes, words: frozenset[int], data: int) -> Iterator[tuple[int, int]]:
    """Where the content of these items stands in the file (ISO/IEC 14496-12, 8.11.3)."""
    version, widths = content[0], (content[4] >> 4, content[4] & 15, content[5] >> 4, content[5] & 15)
    at = 6
    wide = 4 if version == 2 else 2

    def number(width: int) -> int:
        nonlocal at
        if at + width > len(content):
            raise CannotBareError
        at += width
        return int.from_bytes(content[at - width : at])

    for _ in range(number(wide)):
        item = number(wide)
        method = number(2) & 15 if version else 0
        number(2)
        base = number(widths[2])
        for _ in range(number(2)):
            number(widths[3] if version else 0)
            start, length = base + number(widths[0]), number(widths[1])
            if item in words:
                if method > 1 or not length:
                    raise CannotBareError
                yield start + (data if method == 1 else 0), length
