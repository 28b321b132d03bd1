"""The plan of a file without what was written about it: which stretches stay, and what stands in the others' place."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO


class CannotBareError(Exception):
    """The file is not as its format says, or holds what cannot be taken out of it without encoding it anew."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes of the file that stay as they are."""

    start: int
    end: int

    @property
    def size(self) -> int:
        """How many."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Literal:
    """Other bytes."""

    content: bytes

    @property
    def size(self) -> int:
        """How many."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Zeros:
    """Nothing, in the room of what was there: so that nothing behind it moves."""

    size: int


Plan = Iterable[Stretch | Literal | Zeros]


_MOST_LOOKED_AT, _MOST_PARTS = 1_000_000, 100_000
"""A film of four hours has some ten thousand: what has more was made to keep a computer busy."""


def merged(plan: Plan) -> tuple[Stretch | Literal | Zeros, ...]:
    """The plan with stretches that touch made one, and without empty parts: an unchanged file is one stretch.

    CannotBareError where it is in more pieces than any recording.
    """
    parts: list[Stretch | Literal | Zeros] = []
    for number, part in enumerate(plan):
        if number > _MOST_LOOKED_AT or len(parts) > _MOST_PARTS:
            raise CannotBareError
        last = parts[-1] if parts else None
        if isinstance(part, Stretch) and isinstance(last, Stretch) and last.end == part.start:
            parts[-1] = Stretch(last.start, part.end)
        elif part.size:
            parts.append(part)
    return tuple(parts)


def size_of(plan: Plan) -> int:
    """How many bytes the plan makes."""
    return sum(part.size for part in plan)


def patched(size: int, patches: Iterable[tuple[int, Literal | Zeros]]) -> Iterator[Stretch | Literal | Zeros]:
    """The file with these parts written over what stands there. CannotBareError where two of them overlap."""
    reached = 0
    for start, patch in sorted(patches, key=lambda one: one[0]):
        if start < reached or start + patch.size > size:
            raise CannotBareError
        yield Stretch(reached, start)
        yield patch
        reached = start + patch.size
    yield Stretch(reached, size)


def read_at(opened: BinaryIO, start: int, size: int) -> bytes:
    """Exactly these bytes. CannotBareError where the file ends before."""
    opened.seek(start)
    content = opened.read(size)
    if len(content) != size:
        raise CannotBareError
    return content


def turn_in_exif(tiff: bytes) -> int:
    """Which way up a picture is, by its Exif (1 to 8); 1 where that cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None:
            return 1
        (start,) = struct.unpack_from(f"{order}4xI", tiff)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(count):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if (tag, kind) == (0x0112, 3):
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def exif_with_turn(turn: int) -> bytes:
    """An Exif that says which way up the picture is and nothing else."""
    return b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">H", turn) + bytes(6)
