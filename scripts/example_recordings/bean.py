"""Hania's film: twelve days of a bean in a jar, a picture every playtime."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from random import Random

from example_pictures.board import Board
from example_pictures.geometry import Path, Point, box, ellipse, leaf, moved, rounded
from example_pictures.lettering import lettered
from example_pictures.paint import gouache, wall, wash
from example_pictures.strokes import CRAYON, FINE_PEN, draw, outline
from example_pictures.texture import Colour, colour, mixed
from PIL import Image

from . import voices
from .sound import finished, put, room
from .speech import Cue, Line, Speech
from .stage import FINE, Film, Pen, Script, along, dot, ends, filmed, line, moments, painted

SIZE = (640, 360)
_SEED: Point = (640, 500)
_STEM, _LEAF, _ROOT, _BEAN = colour("7ba04a"), colour("5e8f3c"), colour("e9dfc4"), colour("a8663f")
_TALLEST = 395


def shot(speech: Speech) -> Film:
    """Return the film, with each day at the words about it."""
    sound = room(speech.seconds, Random(4))
    put(sound, speech.sound, 0)
    return Film(SIZE, _frames(speech), finished(sound))


def _frames(speech: Speech) -> Iterator[Image.Image]:
    background = painted("bean", SIZE, _window_sill)
    days = _calendar(speech.cues)
    signs = {day: painted(f"day {day}", (116, 46), _sign(day)) for day in range(1, 13)}
    for t in moments(speech.seconds):
        day = along(days, t)

        def add(image: Image.Image, pen: Pen, day: float = day) -> None:
            pen.rectangle((988, 56, 1220, 150), fill=(60, 50, 40, 60))
            image.paste(signs[int(day)], (982, 50))
            _plant(pen, day)
            _weather(pen, int(day))

        yield filmed(background, add)


def _calendar(cues: tuple[Cue, ...]) -> list[tuple[float, float]]:
    """When it is which day: five days of nothing, then everything at once."""
    over = ends(cues)
    return [(0, 1), (over[0], 1.2), (over[2], 5.2), (over[3], 7.4), (over[4], 9), (over[5], 12), (over[6], 12.6)]


def _window_sill(board: Board) -> None:
    wall(board, colour("e9e2cd"))
    wash(board, box(90, 40, 420, 470), colour("a9c7d6"), 0.7)
    for bar in (box(80, 30, 430, 52), box(80, 455, 430, 478), box(80, 30, 100, 478), box(410, 30, 430, 478)):
        gouache(board, bar, colour("fbf8f0"))
    gouache(board, box(246, 40, 264, 470), colour("fbf8f0"))
    gouache(board, box(-20, 622, 1300, 740), colour("c99f6b"), streak=0.12)
    gouache(board, rounded(500, 470, 780, 632, 26), colour("5b4334"))
    draw(board, [_side(500), _side(780)], colour("8fa9ad"), FINE_PEN.sized(6))
    outline(board, ellipse(640, 352, 140, 15), colour("8fa9ad"), FINE_PEN.sized(5))
    _ruler(board)


def _side(x: float) -> Path:
    return [(x, 352), (x, 610), (x + (18 if x < 640 else -18), 632)]


def _ruler(board: Board) -> None:
    gouache(board, box(850, 142, 900, 626), colour("e3bd6c"), angle=90)
    ticks: list[Path] = []
    for number in range(11):
        y = 610 - number * 44
        ticks.append([(850, y), (876 if number % 5 else 890, y)])
    draw(board, ticks, colour("5a4522"), FINE_PEN.sized(3))


def _sign(day: int) -> Callable[[Board], None]:
    def paint(board: Board) -> None:
        wall(board, colour("fffaf0"), streak=0.02)
        draw(board, lettered(f"day {day}", (24, 18), 48, board.rng, wild=2.2), colour("b5483a"), CRAYON.sized(9))

    return paint


def _weather(pen: Pen, day: int) -> None:
    """Every playtime had its own light."""
    dark = 8 + 9 * abs(math.sin(day * 2.4))
    pen.rectangle((0, 0, SIZE[0] * FINE, SIZE[1] * FINE), fill=(70, 60, 40, round(dark)))


def _plant(pen: Pen, day: float) -> None:
    grown = along([(1, 0.0), (5, 0.03), (6, 0.16), (7, 0.3), (9, 0.58), (12, 0.97), (12.6, 1)], day)
    _roots(pen, along([(2, 0.0), (7, 1.0)], day))
    stem = _stem(grown, day)
    if grown > 0.02:
        line(pen, stem, _STEM, 7 + 7 * grown)
    _leaves(pen, stem, grown)
    _seed(pen, stem, grown)


def _roots(pen: Pen, share: float) -> None:
    if share <= 0:
        return
    deep = 112 * share
    line(pen, [(_SEED[0] + 4 * math.sin(k), _SEED[1] + deep * k / 8) for k in range(9)], _ROOT, 6)
    for k in range(1, 7):
        y, reach = 16 * k, min(90.0, max(0.0, deep - 16 * k) * 1.1)
        side = -1 if k % 2 else 1
        if reach > 6:
            line(pen, [(_SEED[0], _SEED[1] + y), (_SEED[0] + side * reach, _SEED[1] + y + reach * 0.3)], _ROOT, 3)


def _stem(grown: float, day: float) -> Path:
    """Up, and bent over at the tip like an elbow until it is strong enough to lift its head."""
    bend = along([(0.0, 175), (0.3, 165), (0.58, 25), (1.0, 8)], grown)
    lean = 3 * math.sin(day * 5.1) * grown
    x, y = _SEED
    path, step = [(x, y)], (24 + _TALLEST * grown) / 28 if grown > 0.02 else 0.1
    for k in range(28):
        turn = math.radians(-90 + lean * k / 28 + bend * max(0.0, (k / 27 - 0.55) / 0.45) ** 1.2)
        x, y = x + step * math.cos(turn), y + step * math.sin(turn)
        path.append((x, y))
    return path


def _leaves(pen: Pen, stem: Path, grown: float) -> None:
    for place, opens in ((0.68, 0.55), (1.0, 0.68)):
        size = min(1.0, max(0.0, (grown - opens) / 0.3)) * (1.0 if place < 1 else 0.85)
        if size > 0.05:
            x, y = stem[round(place * 28)]
            for side in (-1, 1):
                tip = (x + side * 118 * size, y - (36 - 50 * (1 - size)) * size - 12)
                pen.polygon(leaf((x, y), tip, 34 * size, 0.16 * side), fill=_shade(side))
                line(pen, [(x, y), ((x + tip[0]) / 2, (y + tip[1]) / 2 - 4)], mixed(_LEAF, (255, 255, 230), 0.35), 3)


def _shade(side: int) -> Colour:
    return _LEAF if side < 0 else mixed(_LEAF, (255, 250, 200), 0.18)


def _seed(pen: Pen, stem: Path, grown: float) -> None:
    """The bean is carried up by its own stem, opens, and shrivels."""
    at = stem[-1] if grown < 0.62 else stem[round(0.55 * 28)]
    size = along([(0.0, 1.0), (0.6, 0.95), (1.0, 0.45)], grown)
    gap = along([(0.3, 0.0), (0.6, 9.0)], grown)
    tint = mixed(_BEAN, _STEM, along([(0.2, 0.0), (0.7, 0.7)], grown))
    for side in (-1, 1):
        pen.polygon(moved(ellipse(at[0], at[1], 17 * size, 27 * size, 24 * side), side * gap, 0), fill=tint)
    dot(pen, (at[0] - 5, at[1] - 8), 4 * size, mixed(tint, (255, 255, 255), 0.45))


SCRIPT = Script(
    (
        Line("This is my bean, in the jar.", 0.4),
        Line("First there was nothing. I looked every day.", 0.4),
        Line("I said it is broken. But it was only slow.", 0.5),
        Line("Look! It comes out bent, like an elbow.", 0.5),
        Line("Then it pulls its head out.", 0.5),
        Line("Now it is bigger than the ruler.", 0.5),
        Line("Next I will do one in the dark."),
    ),
    voices.HANIA,
    shot,
)
