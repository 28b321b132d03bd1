"""Which way up a film is: phones write its frames as the sensor lies, and beside them how to turn them."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from av import VideoFrame

Turn = tuple[str, ...]
"""FFmpeg's filters, in order, that set a frame upright: `("transpose=clock",)`; empty where it is already."""

_MATRIX = struct.Struct("=9i")
_DEGREES: dict[Turn, int] = {(): 0, ("transpose=cclock",): 90, ("hflip", "vflip"): 180, ("transpose=clock",): 270}


def turn_of(frame: VideoFrame) -> Turn:
    """How a decoded frame is to be turned."""
    from av.sidedata.sidedata import SideData, Type

    for found in cast("Iterable[SideData]", frame.side_data):
        content = bytes(found)
        if found.type == Type.DISPLAYMATRIX and len(content) == _MATRIX.size:
            return turn_by(_MATRIX.unpack(content))
    return ()


def turn_by(matrix: tuple[int, ...]) -> Turn:
    """The turn that a display matrix asks for, rounded to quarters; cameras write no others.

    Its nine numbers take a point (x, y) to (x·m0 + y·m3, x·m1 + y·m4).
    """
    right, down, left, lower = matrix[0], matrix[1], matrix[3], matrix[4]
    if abs(down) > abs(right):
        if down > 0:
            return ("transpose=clock",) if left < 0 else ("transpose=cclock_flip",)
        return ("transpose=cclock",) if left >= 0 else ("transpose=clock_flip",)
    return (("hflip",) if right < 0 else ()) + (("vflip",) if lower < 0 else ())


def degrees_of(turn: Turn) -> int | None:
    """The turn in degrees against the clock, as a container keeps it; None where it is mirrored as well."""
    return _DEGREES.get(turn)


def lies_on_its_side(turn: Turn) -> bool:
    """Whether turning swaps width and height."""
    return any(step.startswith("transpose") for step in turn)
