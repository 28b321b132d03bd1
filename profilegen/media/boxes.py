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
from profilegen.media.refusals import MediaError
from profilegen.model.limits import Limits

_HOLDING = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"edts", b"mvex"}
_LOCKED = {b"drms", b"drmi", b"encv", b"enca", b"aavd"}
_MOST_BOXES = 10_000
_BOXES_A_MINUTE = 11 * 60  # of a recording in fragments of a second
_LONGEST_HEAD, _LOOKED_AT = 16, 16  # bytes of a box, and of its content
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
    head: bytes = b""  # the first bytes of its content


def check_boxes(source: Path, limits: Limits) -> None:
    """Raises RecordingError for a file that is cut off, locked, or made to cost; OSError where it cannot be read."""
    try:
        _check_boxes(source, max(_MOST_BOXES, _BOXES_A_MINUTE * limits.recording_minutes))
    except (MediaError, OSError):
        raise
    except MemoryError as error:
        raise refusals.no_memory() from error
    except Exception as error:  # what nobody has thought of
        raise refusals.damaged() from error


def _check_boxes(source: Path, most: int) -> None:
    size = source.stat().st_size
    with source.open("rb", buffering=0) as stream:  # so that each box costs its own few bytes, wherever it lies
        found = _walk(stream, _Box(b"", 0, size), size)
        kinds = [box.kind for box in islice(found, most + 1)]
    if len(kinds) > most:
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
        _check(box, size)
        yield box
        if box.kind in _HOLDING:
            yield from _walk(stream, box, size, level + 1)
        at = box.end


def _box_at(stream: BinaryIO, at: int, end: int) -> _Box | None:
    """The box that begins here; None where its own header is more than it has, or more than its holder has left."""
    stream.seek(at)
    read = stream.read(min(_LONGEST_HEAD + _LOOKED_AT, end - at))
    if len(read) < 8:
        return None  # the file has become shorter just now
    length, kind = struct.unpack_from(">I4s", read)
    taken = 16 if length == 1 else 8
    if length == 1:
        length = int.from_bytes(read[8:16])
    start, stop = at + taken, min(at + length, end) if length else end
    if stop < start:
        return None
    return _Box(kind, start, stop, read[taken : min(taken + _LOOKED_AT, stop - at)])


def _check(box: _Box, size: int) -> None:
    head = box.head
    if len(head) < _LOOKED_AT and box.kind in (b"stsz", b"trun"):
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
