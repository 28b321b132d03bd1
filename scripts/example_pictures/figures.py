"""People in painted scenes, seen from behind: a body, arms, a wrap, an apron."""

from __future__ import annotations

import math

from .board import Board
from .geometry import Point, arc, box, ellipse, leaf, smooth
from .paint import gouache
from .strokes import PAINT, Tool, draw
from .texture import Colour, colour, shaded

DAB = PAINT.sized(16)


def person_from_behind(
    board: Board,
    foot: Point,
    tall: float,
    coat: str,
    hair: str,
    skin: str,
    *,
    wrap: str = "",
    legs: str = "2e3640",
    arms: tuple[float, float] = (30, 30),
    apron: str = "",
) -> None:
    """A painted figure seen from behind; each arm hangs at an angle outwards from straight down."""
    x, y = foot
    u = tall / 7.2
    for side in (-1, 1):
        gouache(
            board,
            [
                (x + side * u * 0.12, y - 3.4 * u),
                (x + side * u * 0.85, y - 3.4 * u),
                (x + side * u * 0.72, y),
                (x + side * u * 0.2, y),
            ],
            colour(legs),
            angle=86,
        )
        gouache(board, ellipse(x + side * u * 0.48, y, u * 0.42, u * 0.16), colour("241f1e"))
    for side, lift in zip((-1, 1), arms, strict=True):
        _arm(board, (x + side * u * 0.92, y - 5.35 * u), side, lift, u, (colour(coat), colour(skin)))
    body = smooth(
        [
            (x - u * 0.95, y - 3.1 * u),
            (x - u * 0.98, y - 4.4 * u),
            (x - u * 1.12, y - 5.3 * u),
            (x - u * 0.5, y - 5.75 * u),
            (x + u * 0.5, y - 5.75 * u),
            (x + u * 1.12, y - 5.3 * u),
            (x + u * 0.98, y - 4.4 * u),
            (x + u * 0.95, y - 3.1 * u),
        ],
        closed=True,
    )
    gouache(board, body, colour(coat), angle=80, streak=0.12)
    shade_side = [p for p in body if p[0] > x + u * 0.35]
    gouache(board, smooth(shade_side[::4], closed=True), shaded(colour(coat), 0.8), angle=80)
    if apron:
        apron_strings(board, (x, y - 4.2 * u), u, apron)
    _head_from_behind(board, skin, x, y, u, wrap, hair)


def _head_from_behind(board: Board, skin: str, x: float, y: float, u: float, wrap: str, hair: str) -> None:
    gouache(
        board,
        [
            (x - u * 0.28, y - 6.1 * u),
            (x + u * 0.28, y - 6.1 * u),
            (x + u * 0.34, y - 5.6 * u),
            (x - u * 0.34, y - 5.6 * u),
        ],
        shaded(colour(skin), 0.9),
    )
    for side in (-1, 1):
        gouache(board, ellipse(x + side * u * 0.6, y - 6.5 * u, u * 0.12, u * 0.2), colour(skin))
    gouache(board, ellipse(x, y - 6.55 * u, u * 0.6, u * 0.7), colour(wrap or hair), angle=30, streak=0.16)
    if wrap:
        gouache(board, ellipse(x + u * 0.2, y - 7.2 * u, u * 0.42, u * 0.3, -20), shaded(colour(wrap), 1.08))
        draw(
            board,
            [arc(x, y - 6.9 * u, u * 0.6, u * 0.6, 20, 160, 12), arc(x, y - 7.2 * u, u * 0.6, u * 0.7, 30, 150, 12)],
            shaded(colour(wrap), 0.8),
            DAB.sized(u * 0.09),
        )


def _arm(board: Board, shoulder: Point, side: int, lift: float, u: float, tints: tuple[Colour, Colour]) -> None:
    a = math.radians(90 - lift * side)
    elbow = (shoulder[0] + 1.25 * u * math.cos(a), shoulder[1] + 1.25 * u * math.sin(a))
    b = math.radians(90 - lift * 1.6 * side)
    hand = (elbow[0] + 1.2 * u * math.cos(b), elbow[1] + 1.2 * u * math.sin(b))
    draw(board, [[shoulder, elbow]], tints[0], Tool(u * 0.5, swell=0, shake=0, opaque=True))
    draw(board, [[elbow, hand]], tints[1], Tool(u * 0.34, swell=0, shake=0, opaque=True))


def apron_strings(board: Board, waist: Point, u: float, tint: str) -> None:
    x, y = waist
    bow = [leaf((x, y), (x + side * u * 0.62, y - u * 0.16), u * 0.2, 0.1 * side) for side in (-1, 1)]
    band = [box(x - u * 0.98, y - u * 0.1, x + u * 0.98, y + u * 0.1)]
    straps = [[(x - u * 0.6, y - 1.5 * u), (x + u * 0.4, y)], [(x + u * 0.6, y - 1.5 * u), (x - u * 0.4, y)]]
    draw(board, straps, colour(tint), Tool(u * 0.17, swell=0.1, opaque=True))
    for shape in band + bow:
        gouache(board, shape, colour(tint))
    draw(
        board,
        [
            smooth([(x, y), (x - u * 0.16, y + u * 0.5), (x - u * 0.3, y + u)]),
            smooth([(x, y), (x + u * 0.2, y + u * 0.5), (x + u * 0.24, y + u)]),
        ],
        colour(tint),
        Tool(u * 0.14, swell=0.2, opaque=True),
    )
