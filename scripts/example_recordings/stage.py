"""What the drawn films have in common: a painted background, and a pen for what moves before it."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from example_pictures.board import Board
from example_pictures.geometry import Path, Point
from example_pictures.texture import Colour, Size
from PIL import Image, ImageDraw

from .encoding import FRAMES_A_SECOND
from .sound import Samples
from .speech import Cue, Line, Speech, Voice

FINE = 2
"""How many times larger everything is drawn than it is filmed, so that edges come out smooth."""

Pen = ImageDraw.ImageDraw


@dataclass(frozen=True)
class Film:
    """A film before it is encoded: its frames one by one, their size, and its sound."""

    size: Size
    frames: Iterator[Image.Image]
    sound: Samples


@dataclass(frozen=True)
class Script:
    """What is said in a film and by whom, and who draws it once it is known when each line is heard."""

    lines: tuple[Line, ...]
    voice: Voice
    shot: Callable[[Speech], Film]
    rest: float = 0.9


def painted(name: str, size: Size, paint: Callable[[Board], None], sheet: Colour = (250, 247, 240)) -> Image.Image:
    """Return a background of a film of this size, painted FINE times as large."""
    board = Board(Image.new("RGB", (size[0] * FINE, size[1] * FINE), sheet), Random(zlib.crc32(name.encode())))
    paint(board)
    return board.image


def moments(seconds: float) -> Iterator[float]:
    """Return the time of each frame."""
    return (number / FRAMES_A_SECOND for number in range(math.ceil(seconds * FRAMES_A_SECOND)))


def filmed(background: Image.Image, add: Callable[[Image.Image, Pen], None]) -> Image.Image:
    """Return one frame: the background with what `add` draws on it."""
    big = background.copy()
    add(big, ImageDraw.Draw(big, "RGBA"))
    return big.reduce(FINE)


def along(places: Sequence[tuple[float, float]], t: float) -> float:
    """Return the height at `t` of the line through (time, height) pairs, level before the first and after the last."""
    if t <= places[0][0]:
        return places[0][1]
    for (t0, y0), (t1, y1) in pairwise(places):
        if t < t1:
            return y0 + (y1 - y0) * (t - t0) / (t1 - t0)
    return places[-1][1]


def eased(share: float) -> float:
    """Return a share from 0 to 1 that starts and stops gently."""
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def line(pen: Pen, path: Path, tint: Colour, width: float) -> None:
    """Draw a line with round ends and joints."""
    pen.line(path, fill=tint, width=max(1, round(width)), joint="curve")
    for x, y in (path[0], path[-1]):
        dot(pen, (x, y), width / 2, tint)


def dot(pen: Pen, at: Point, r: float, tint: Colour) -> None:
    """Draw a filled circle."""
    pen.ellipse((at[0] - r, at[1] - r, at[0] + r, at[1] + r), fill=tint)


def ends(cues: Sequence[Cue]) -> list[float]:
    """Return when each line is over."""
    return [cue.end for cue in cues]
