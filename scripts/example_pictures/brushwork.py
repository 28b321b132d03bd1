"""A painted face: braids, a striped apron, every brush mark left to see."""

from __future__ import annotations

from random import Random

from .board import Board, filled
from .faces import closed
from .geometry import Path, Point, leaf, smooth, trace
from .paint import gouache, wall
from .picture import FACE, Picture
from .strokes import PAINT, draw
from .texture import Colour, colour


def grace(board: Board) -> None:
    """Paint: braids, a striped apron, a big smile; every brush mark left to see."""
    rng = board.rng
    wall(board, colour("e7b64c"), angle=14, streak=0.16)
    _sunny_wall(board, rng)
    skin, shade_, deep = colour("8a5236"), colour("6c3c27"), colour("2b1913")
    _painted(
        board,
        closed(trace("210 470, 230 250, 330 150, 460 120, 590 150, 690 260, 706 470, 640 560, 260 560")),
        deep,
        80,
    )
    _painted(board, closed(trace("80 980, 130 800, 300 720, 600 720, 770 800, 820 980")), colour("f4efe4"), 20)
    _painted(board, trace("366 600, 540 600, 556 740, 450 800, 350 740"), shade_, 60)
    apron: Path = trace("268 980, 282 800, 330 712, 368 716, 372 800, 536 800, 540 716, 576 712, 622 800, 640 980")
    _painted(board, apron, colour("f6f1e6"), 88)
    for k in range(7):
        draw(
            board,
            [[(292 + 54 * k, 800 if 1 < k < 5 else 815), (290 + 55 * k, 980)]],
            colour("2f5f8a"),
            PAINT.sized(23),
            filled([apron]),
        )
    _painted(
        board,
        closed(trace("268 380, 290 270, 450 214, 612 270, 634 380, 610 540, 540 640, 450 672, 360 640, 292 540")),
        skin,
        64,
    )
    draw(
        board,
        [smooth([(600, 330), (622, 440), (590, 560), (530, 636)]), smooth([(616, 400), (598, 520), (556, 600)])],
        shade_,
        PAINT.sized(26).soft(0.6),
    )
    draw(
        board,
        [smooth([(300, 360), (294, 440), (320, 540)]), smooth([(330, 310), (400, 262), (470, 252)])],
        colour("a9694a"),
        PAINT.sized(24).soft(0.7),
    )
    _braids(board)
    _smile(board, deep, shade_)


def _braids(board: Board) -> None:
    for side in (-1, 1):
        for row in range(3):
            _braid(board, (450 + side * (206 + row * 34), 330 + row * 40), 420 - row * 40, side * (10 + row * 16))
    for k in range(9):
        draw(board, [smooth([(450, 128), (290 + 40 * k, 180), (264 + 47 * k, 290)])], colour("4a2f24"), PAINT.sized(8))


def _sunny_wall(board: Board, rng: Random) -> None:
    for _ in range(26):
        x, y = rng.uniform(0, 900), rng.uniform(0, 800)
        draw(
            board,
            [smooth([(x, y), (x + 70, y - 20), (x + 150, y - 10)])],
            colour(rng.choice(("f0c869", "dda53a", "f4d584"))),
            PAINT.sized(34).soft(0.5),
        )


def _smile(board: Board, deep: Colour, shade_: Colour) -> None:
    """Eyes, nose, the smile, and warm cheeks."""
    for x in (372, 530):
        _painted(board, leaf((x - 46, 430), (x + 46, 430), 24), colour("f7f2ea"), 0)
        draw(board, [[(x, 428), (x + 2, 431)]], deep, PAINT.sized(36))
        draw(board, [[(x + 8, 421), (x + 9, 422)]], colour("ffffff"), PAINT.sized(10))
        draw(board, [smooth([(x - 50, 430), (x, 400), (x + 50, 428)])], deep, PAINT.sized(11))
        draw(board, [smooth([(x - 56, 376), (x, 354), (x + 54, 374)])], deep, PAINT.sized(17))
    draw(board, [smooth(trace("436 440, 428 500, 416 524, 450 538, 488 522"))], shade_, PAINT.sized(13))
    _painted(board, closed(trace("340 556, 450 570, 566 552, 530 620, 454 642, 376 622")), colour("8c2f33"), 0)
    _painted(board, closed(trace("362 562, 450 574, 544 560, 520 592, 452 602, 388 594")), colour("fbf7ef"), 0)
    for x in (316, 590):
        draw(board, [smooth([(x - 26, 520), (x, 512), (x + 26, 520)])], colour("b5623f"), PAINT.sized(30).soft(0.5))


def _painted(board: Board, path: Path, tint: tuple[int, int, int], angle: float) -> None:
    gouache(board, path, tint, angle=angle, rough=2.2, streak=0.2)


def _braid(board: Board, top: Point, long: float, drift: float) -> None:
    rng = board.rng
    for k in range(int(long // 26)):
        x, y = top[0] + drift * k / 8, top[1] + 26 * k
        side = 1 if k % 2 else -1
        draw(
            board,
            [smooth([(x - 12 * side, y), (x + 4 * side, y + 14), (x + 12 * side, y + 32)])],
            colour(rng.choice(("2b1913", "3f261c"))),
            PAINT.sized(23),
        )
        draw(board, [smooth([(x - 8 * side, y + 4), (x + 4 * side, y + 16)])], colour("6b4636"), PAINT.sized(5))
    bead = (top[0] + drift * (long // 26) / 8, top[1] + long + 8)
    draw(
        board, [[bead, (bead[0] + 1, bead[1] + 3)]], colour(rng.choice(("c9443a", "2f7a7a", "f4efe4"))), PAINT.sized(27)
    )


PICTURES = [
    Picture("grace-m7u2", "avatar.png", grace, FACE, colours=56),
]
