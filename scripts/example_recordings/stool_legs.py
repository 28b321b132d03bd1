"""Rhys’s film: why three legs never rock, drawn on the screen while he explains it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from random import Random

from example_pictures.board import Board
from example_pictures.geometry import Path, Point
from example_pictures.lettering import lettered
from example_pictures.strokes import PRECISE, draw
from example_pictures.texture import colour
from PIL import Image

from . import voices
from .sound import finished, put, room
from .speech import Cue, Line, Speech
from .stage import FINE, Film, Pen, Script, dot, eased, filmed, line, moments, painted

SIZE = (640, 360)
Spot = tuple[float, float, float]
_INK, _SLATE, _TOUCHES, _HANGS = colour("22303a"), colour("8fa0a8"), colour("2d7d52"), colour("c4452f")
_LEG = 1.75
_SQUARE: tuple[Point, ...] = ((-1.15, -1.15), (1.15, -1.15), (1.15, 1.15), (-1.15, 1.15))
_THREE: tuple[Point, ...] = tuple(
    (1.45 * math.cos(math.radians(a)), 1.45 * math.sin(math.radians(a))) for a in (45, 165, 285)
)
_UNEVEN = (0.0, 0.26, 0.02, 0.34)


def shot(speech: Speech) -> Film:
    """Return the film: the stool with four legs, three points, the stool with three."""
    sound = room(speech.seconds, Random(3), 0.0012)
    put(sound, speech.sound, 0)
    return Film(SIZE, _frames(speech), finished(sound))


def _frames(speech: Speech) -> Iterator[Image.Image]:
    cues = speech.cues
    pages = {words: painted(words, SIZE, _page(words), (252, 252, 248)) for words in _headings(cues).values()}
    for t in moments(speech.seconds):
        heading = next(words for start, words in reversed(_headings(cues).items()) if t >= start)

        def add(image: Image.Image, pen: Pen, t: float = t) -> None:
            if t < cues[2].start:
                _four_legs(pen, t)
            elif t < cues[3].start:
                _three_points(pen, t - cues[2].start)
            else:
                _three_legs(pen, t - cues[3].start)

        yield filmed(pages[heading], add)


def _headings(cues: Sequence[Cue]) -> dict[float, str]:
    return {0.0: "4 legs: one waits", cues[2].start: "3 points: one flat", cues[3].start: "3 legs: all touch"}


def _page(words: str) -> Callable[[Board], None]:
    def paint(board: Board) -> None:
        grid: list[Path] = [[(x, 0), (x, SIZE[1] * FINE)] for x in range(40, SIZE[0] * FINE, 40)]
        grid += [[(0, y), (SIZE[0] * FINE, y)] for y in range(40, SIZE[1] * FINE, 40)]
        draw(board, grid, colour("e3e9ec"), PRECISE.sized(1.5))
        draw(board, lettered(words, (60, 44), 58, board.rng, wild=0.9), _INK, PRECISE.sized(7))

    return paint


def _seen(spot: Spot) -> Point:
    """Look at the room from a corner, a little from above."""
    x, y, z = spot
    return 640 + (x - y) * 118, 500 + (x + y) * 50 - z * 118


def _four_legs(pen: Pen, t: float) -> None:
    """Rest on the higher diagonal, and rock from one of the other two feet to the other."""
    low, high = _UNEVEN[0], _UNEVEN[1] + _UNEVEN[3]
    tip = 0.5 + 0.5 * math.copysign(eased(abs(math.sin(t * 1.9)) * 1.6), math.sin(t * 1.9))
    first = low + (high - low - _UNEVEN[2]) * tip
    feet = (first, _UNEVEN[1], high - first, _UNEVEN[3])
    spots = [(x, y, z) for (x, y), z in zip(_SQUARE, feet, strict=True)]
    _floor(pen, _SQUARE, _UNEVEN)
    _stool(pen, spots, [z - ground < 0.03 for z, ground in zip(feet, _UNEVEN, strict=True)])


def _three_points(pen: Pen, t: float) -> None:
    heights = _moving(t * 0.7)
    spots = [(x, y, z + 0.9) for (x, y), z in zip(_THREE, heights, strict=True)]
    corners = [_seen(spot) for spot in spots]
    pen.polygon(corners, fill=(143, 190, 165, 150))
    line(pen, [*corners, corners[0]], _TOUCHES, 4)
    for corner, (x, y, _) in zip(corners, spots, strict=True):
        line(pen, [_seen((x, y, 0)), corner], _SLATE, 3)
        dot(pen, corner, 15, _TOUCHES)


def _three_legs(pen: Pen, t: float) -> None:
    heights = _moving(t)
    _floor(pen, _THREE, heights)
    _stool(pen, [(x, y, z) for (x, y), z in zip(_THREE, heights, strict=True)], [True] * 3)


def _moving(t: float) -> tuple[float, ...]:
    return tuple(0.2 + 0.2 * math.sin(t * speed + start) for speed, start in ((1.5, 0), (1.1, 2), (1.9, 4)))


def _floor(pen: Pen, places: Sequence[Point], heights: Sequence[float]) -> None:
    half = 0.62
    for (x, y), z in sorted(zip(places, heights, strict=True), key=lambda slate: sum(slate[0])):
        corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
        top = [_seen((cx, cy, z)) for cx, cy in corners]
        base = [_seen((cx, cy, -0.3)) for cx, cy in corners]
        pen.polygon([top[3], top[2], base[2], base[3]], fill=colour("6f8089"))
        pen.polygon([top[2], top[1], base[1], base[2]], fill=colour("7c8d96"))
        pen.polygon(top, fill=colour("b4c1c6"), outline=_SLATE)


def _stool(pen: Pen, feet: Sequence[Spot], touching: Sequence[bool]) -> None:
    """Draw a stool whose feet are at these places; where one hangs in the air, it is red."""
    lift = _plane(feet)
    rim: list[Point] = []
    for k in range(40):
        x, y = 1.2 * math.cos(k * math.tau / 40), 1.2 * math.sin(k * math.tau / 40)
        rim.append(_seen((x, y, lift(x, y) + _LEG)))
    for (x, y, z), touches in zip(feet, touching, strict=True):
        top = (x * 0.62, y * 0.62, lift(x * 0.62, y * 0.62) + _LEG)
        line(pen, [_seen((x, y, z)), _seen(top)], colour("b98a52"), 15)
        dot(pen, _seen((x, y, z)), 13, _TOUCHES if touches else _HANGS)
    pen.polygon([(x, y + 20) for x, y in rim], fill=colour("a87a45"))
    pen.polygon(rim, fill=colour("d9ae74"), outline=colour("8a6336"))


def _plane(feet: Sequence[Spot]) -> Callable[[float, float], float]:
    """Return the height of the flat that three of the feet stand on, as a function of place."""
    (x0, y0, z0), (x1, y1, z1), (x2, y2, z2) = feet[:3]
    ax, ay, az, bx, by, bz = x1 - x0, y1 - y0, z1 - z0, x2 - x0, y2 - y0, z2 - z0
    flat = ax * by - ay * bx
    slope_x, slope_y = (az * by - ay * bz) / flat, (ax * bz - az * bx) / flat
    return lambda x, y: z0 + slope_x * (x - x0) + slope_y * (y - y0)


SCRIPT = Script(
    (
        Line("Why does a stool with three legs never rock?", 0.5),
        Line("Put four feet on an uneven floor. Three touch, and the fourth waits its turn.", 0.5),
        Line("Any three points lie in one flat. A fourth has to be lucky.", 0.5),
        Line("With three legs there is no fourth. Move any slate you like.", 0.5),
        Line("So it never rocks. It can still fall over. That is another film."),
    ),
    voices.RHYS,
    shot,
)
