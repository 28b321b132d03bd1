"""WebM and Matroska: names, days, tags, covers and chapters become empty room, so that nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from profilegen.baring.plan import CannotBareError, Literal, Stretch, Zeros, patched, read_at

_EBML, _SEGMENT, _INFO, _CLUSTER, _VOID, _CRC = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1F43B675, 0xEC, 0xBF
_EMPTIED = frozenset((0x1254C367, 0x1941A469, 0x1043A770))  # Tags, Attachments, Chapters
_INFO_KEPT = frozenset((0x2AD7B1, 0x4489, 0x4D80, 0x5741))  # unit of time, length, and the two programs' names
_PROGRAMS = frozenset((0x4D80, 0x5741))
_OTHERS = frozenset((0x114D9B74, 0x1654AE6B, 0x1C53BB6B))  # SeekHead, Tracks, Cues
_TOP = _EMPTIED | _OTHERS | {_INFO, _CLUSTER, _SEGMENT, _EBML}
_MOST = 2_000_000  # elements that are looked at

Element = tuple[int, int, int, int | None]
"""An element: its id, where it begins, where its content begins, and where it ends (None: nobody said)."""


def bare_webm(opened: BinaryIO, size: int) -> Iterator[Stretch | Literal | Zeros]:
    """The recording as it is, with empty room where something was written about it."""
    patches: list[tuple[int, Literal | Zeros]] = []
    at = 0
    for _ in range(_MOST):
        if at >= size:
            yield from patched(size, patches)
            return
        name, start, content, end = _element(opened, at, size)
        if name in _EMPTIED or name in (_VOID, _CRC):
            patches += _emptied(start, content, end)
        elif name == _INFO:
            patches += _info(opened, content, end)
        is_entered = name == _SEGMENT or (name == _CLUSTER and end is None) or end is None
        at = content if is_entered else end  # type: ignore[assignment]  # asked before
    raise CannotBareError


def _element(opened: BinaryIO, at: int, size: int) -> Element:
    first = read_at(opened, at, 1)[0]
    width = 9 - first.bit_length()
    if width > 4:
        raise CannotBareError
    name = int.from_bytes(read_at(opened, at, width))
    first = read_at(opened, at + width, 1)[0]
    length = 9 - first.bit_length()
    if length > 8:
        raise CannotBareError
    said = int.from_bytes(read_at(opened, at + width, length)) & ((1 << 7 * length) - 1)
    content = at + width + length
    if said == (1 << 7 * length) - 1:
        return name, at, content, None
    if content + said > size and name not in (_SEGMENT, _CLUSTER):
        raise CannotBareError
    return name, at, content, min(content + said, size)


def _emptied(start: int, content: int, end: int | None) -> Iterator[tuple[int, Literal | Zeros]]:
    """A void element of the same length."""
    if end is None:
        raise CannotBareError
    room = end - start
    if room < 9:
        yield start, Literal(bytes([_VOID, 0x80 | room - 2]))
        yield start + 2, Zeros(room - 2)
    else:
        yield start, Literal(bytes([_VOID, 0x01]) + (room - 9).to_bytes(7))
        yield start + 9, Zeros(room - 9)


def _info(opened: BinaryIO, at: int, end: int | None) -> Iterator[tuple[int, Literal | Zeros]]:
    if end is None:
        raise CannotBareError
    while at < end:
        name, start, content, after = _element(opened, at, end)
        if after is None:
            raise CannotBareError
        if name in _PROGRAMS:
            yield content, Zeros(after - content)
        elif name not in _INFO_KEPT:
            yield from _emptied(start, content, after)
        at = after
