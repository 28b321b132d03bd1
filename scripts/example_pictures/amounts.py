"""Fractions one can eat, and rain in drops as tall as it was deep."""

from __future__ import annotations

import math

from PIL import Image

from .board import Board, filled
from .charts import FELT, THIN, _dashes, say
from .geometry import Path, Point, arc, box, circle, ellipse, smooth, trace, wobbled
from .picture import LANDSCAPE, Picture
from .strokes import draw, hatched, outline
from .texture import colour, mixed, shaded


def fractions(board: Board) -> None:
    """A pancake in eighths, three of them eaten up by colour; and a strip that proves 1/2 = 4/8."""
    board.image = Image.new("RGB", board.size, colour("fdf1d3"))
    rng, ink = board.rng, colour("5a3620")
    say(board, "FRACTIONS YOU CAN EAT", (800, 54), 86, "b5432f", align="centre", tool=FELT.sized(13), wild=1.8)
    board.lay(colour("cfdfe3"), filled([ellipse(470, 640, 420, 410)]))
    outline(board, ellipse(470, 640, 420, 410), colour("7fa0aa"), FELT)
    pancake = wobbled(circle(470, 640, 340), rng, 6, 90, closed=True)
    board.lay(colour("eebb62"), filled([pancake]))
    for k in range(3):
        wedge: Path = [(470, 640), *arc(470, 640, 336, 336, -90 + 45 * k, -45 + 45 * k, 16)]
        board.lay(colour("d96f4e"), filled([wedge]))
        draw(board, hatched(wedge, rng, 26, 30 + 45 * k, 0.2), colour("b5432f"), FELT.sized(8), filled([wedge]))
    for k in range(8):
        a = math.radians(-90 + 45 * k)
        draw(board, [wobbled([(470, 640), (470 + 344 * math.cos(a), 640 + 344 * math.sin(a))], rng, 3, 60)], ink, FELT)
    outline(board, pancake, colour("a5642a"), FELT.sized(15))
    for _ in range(38):
        a, r = rng.uniform(0, math.tau), 330 * rng.random() ** 0.5
        draw(board, [circle(470 + r * math.cos(a), 640 + r * math.sin(a), rng.uniform(3, 9))], colour("c98a3c"), THIN)
    _fraction(board, "3", "8", (1090, 250), 120, "b5432f")
    say(board, "OF THE PANCAKE", (1166, 300), 36, "5a3620", tool=FELT, wild=1.8)
    say(board, "IS MINE.", (1166, 376), 36, "5a3620", tool=FELT, wild=1.8)
    _strip(board)


def _fraction(board: Board, top: str, bottom: str, at: Point, size: float, tint: str) -> None:
    x, y = at
    say(board, top, (x, y), size * 0.8, tint, align="centre", tool=FELT.sized(12), wild=1.5)
    draw(board, [[(x - size * 0.4, y + size), (x + size * 0.4, y + size * 0.98)]], colour(tint), FELT.sized(11))
    say(board, bottom, (x, y + size * 1.2), size * 0.8, tint, align="centre", tool=FELT.sized(12), wild=1.5)


def _strip(board: Board) -> None:
    for row, (parts, taken, tint) in enumerate(((2, 1, "2f7a8a"), (8, 4, "4f9a5a"))):
        y = 630 + row * 170
        for k in range(parts):
            piece = box(950 + k * 592 / parts, y, 950 + (k + 1) * 592 / parts, y + 110)
            board.lay(mixed(colour(tint), (255, 255, 255), 0.3 if k < taken else 0.85), filled([piece]))
            outline(board, wobbled(piece, board.rng, 2, 60, closed=True), shaded(colour(tint), 0.6), FELT)
    draw(board, _dashes((1246, 590), (1246, 950), 16), colour("b5432f"), FELT)
    _fraction(board, "1", "2", (1060, 968), 92, "2f7a8a")
    say(board, "=", (1200, 1022), 86, "5a3620", tool=FELT.sized(12))
    _fraction(board, "4", "8", (1350, 968), 92, "4f9a5a")


def rain_poster(board: Board) -> None:
    """Five weeks of rain; each bar is a drop as tall as the water was deep."""
    board.image = Image.new("RGB", board.size, colour("dfeaf0"))
    rng = board.rng
    cloud = smooth(
        trace(
            "180 250, 220 130, 380 90, 520 130, 680 70, 860 110, 1010 70, 1200 110, "
            "1360 120, 1440 220, 1380 300, 800 320, 260 320"
        ),
        closed=True,
    )
    board.lay(colour("5f7f96"), filled([cloud]))
    outline(board, cloud, colour("324a5c"), FELT.sized(11))
    say(board, "RAIN IN OUR GAUGE", (810, 152), 92, "ffffff", align="centre", tool=FELT.sized(15), wild=1.5)
    foot = 1040
    board.lay(colour("c8b48a"), filled([wobbled(box(0, foot, 1600, 1200), rng, 5, 90, closed=True)]))
    for k, mm in enumerate((4, 11, 0, 23, 9)):
        x, high = 270 + k * 265, mm * 27.0
        if mm:
            drop = _drop(x, foot, 78, max(high, 90))
            board.lay(colour("3f8fc4"), filled([drop]))
            draw(board, hatched(drop, rng, 26, 76, 0.2), colour("66aad6"), FELT, filled([drop]))
            board.lay(colour("e4f3fa"), filled([ellipse(x - 34, foot - 74, 13, 26, 16)]))
            outline(board, drop, colour("1d5a86"), FELT.sized(10))
        else:
            draw(
                board,
                [
                    circle(x, foot - 120, 58),
                    *[
                        [
                            (x + 74 * math.cos(a), foot - 120 + 74 * math.sin(a)),
                            (x + 110 * math.cos(a), foot - 120 + 110 * math.sin(a)),
                        ]
                        for a in [math.tau * i / 10 for i in range(10)]
                    ],
                ],
                colour("e0962a"),
                FELT.sized(13),
            )
            board.lay(colour("f6c445"), filled([circle(x, foot - 120, 54)]))
        label_y = foot - max(high, 90) - 92 if mm else foot - 320
        say(board, f"{mm} mm", (x, label_y), 58, "1d3f5c", align="centre", tool=FELT.sized(10), wild=1.5)
        say(board, f"WEEK {k + 1}", (x, foot + 50), 48, "4a3a20", align="centre", tool=FELT, wild=1.5)


def _drop(x: float, foot: float, half: float, high: float) -> Path:
    round_part = arc(x, foot - half, half, half, -20, 200, 24)
    neck = smooth(
        [
            (x - half * 0.94, foot - half * 1.3),
            (x - half * 0.4, foot - half - (high - half) * 0.5),
            (x, foot - high),
            (x + half * 0.4, foot - half - (high - half) * 0.5),
            (x + half * 0.94, foot - half * 1.3),
        ]
    )
    return [*round_part, *neck]


PICTURES = [
    Picture("jiayi-n5z3", "fractions.png", fractions, LANDSCAPE, colours=32),
    Picture("priya-h9w2", "rain-poster.png", rain_poster, LANDSCAPE, colours=24),
]
