"""A look at the boxes of an MP4 or QuickTime file before FFmpeg reads them: whether they are all there, and sane.

FFmpeg believes what the boxes count: four bytes can make it ask for gigabytes. Here nothing is read but headers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from profilegen.media import recording_refusals as refusals

_HOLDING = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"edts", b"mvex"}
_LOCKED = {b"drms", b"drmi", b"encv", b"enca", b"aavd"}
_MOST_BOXES = 100_000  # a recording in fragments has ten for each second
_MOST_LEVELS = 8
_MOST_TRACKS = 64
_MOST_IN_ONE_RUN = 10_000  # samples of a fragment that takes no bytes to describe each
_RUN_DESCRIBES_SAMPLES = 0xF00
_SMALL = 1_000_000  # bytes; what a little file counts does no harm


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int  # of its content
    end: int


def check_boxes(source: Path) -> None:
    """Raises RecordingError for a file that is cut off, locked, or made to cost; OSError where it cannot be read."""
    size = source.stat().st_size
    with source.open("rb") as stream:
        found = _walk(stream, _Box(b"", 0, size), size)
        kinds = [box.kind for box in islice(found, _MOST_BOXES + 1)]
    if len(kinds) > _MOST_BOXES:
        raise refusals.built_to_cost()
    if not {b"moov", b"moof"} & set(kinds):
        raise refusals.cut_off()
    if kinds.count(b"trak") > _MOST_TRACKS:
        raise refusals.built_to_cost()


def _walk(stream: BinaryIO, holder: _Box, size: int, level: int = 0) -> Iterator[_Box]:
    """Every box within `holder`, each checked; those that hold boxes before what is in them."""
    if level > _MOST_LEVELS:
        raise refusals.built_to_cost()
    at = holder.start
    while at + 8 <= holder.end:
        box = _box_at(stream, at, holder.end)
        if box is None:
            return
        _check(stream, box, size)
        yield box
        if box.kind in _HOLDING:
            yield from _walk(stream, box, size, level + 1)
        at = box.end


def _box_at(stream: BinaryIO, at: int, end: int) -> _Box | None:
    stream.seek(at)
    head = stream.read(16)
    length, kind = struct.unpack_from(">I4s", head)
    start = at + 8
    if length == 1 and len(head) == 16:
        length, start = int.from_bytes(head[8:]), at + 16
    if length == 0:
        return _Box(kind, start, end)
    return _Box(kind, start, min(at + length, end)) if at + length > start - 1 else None


def _check(stream: BinaryIO, box: _Box, size: int) -> None:
    stream.seek(box.start)
    head = stream.read(min(16, box.end - box.start))
    if len(head) < 16 and box.kind in (b"stsz", b"trun"):
        return  # too short to count anything
    if box.kind == b"stsd" and head[12:16] in _LOCKED:
        raise refusals.locked()
    if box.kind == b"stsz":
        each, samples = struct.unpack_from(">II", head, 4)
        if each * samples > 2 * size + _SMALL or (each == 0 and samples * 4 > size):
            raise refusals.cut_off()
    if box.kind == b"trun":
        flags, samples = struct.unpack_from(">II", head)
        most = size if flags & _RUN_DESCRIBES_SAMPLES else _MOST_IN_ONE_RUN
        if samples > most:
            raise refusals.built_to_cost()
