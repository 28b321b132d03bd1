"""A map of sounds round one listener, and a knot in three steps."""

from __future__ import annotations

import itertools
import math

from PIL import Image

from .board import Board, filled
from .charts import LINE, say
from .geometry import Path, Point, box, circle, smooth, spaced, star, trace, wobbled
from .marks import BOLD, FIRM, INK, shape
from .picture import LANDSCAPE, SQUARE, Picture
from .plans import arrow
from .strokes import Tool, draw, outline
from .texture import Colour, colour


def sound_map(board: Board) -> None:
    """Me in the middle, and every sound where it came from."""
    board.image = Image.new("RGB", board.size, colour("f4efe2"))
    middle = 700.0
    for r in (210, 400, 590):
        ring = spaced(circle(middle, middle, r), 20)
        draw(board, [[a, b] for a, b in zip(ring[::2], ring[1::2], strict=False)], colour("cfc6b2"), LINE)
    draw(
        board,
        [
            [(middle - 44, middle - 44), (middle + 44, middle + 44)],
            [(middle + 44, middle - 44), (middle - 44, middle + 44)],
        ],
        INK,
        BOLD.sized(20),
    )
    say(board, "ME", (middle, middle + 66), 52, "22262b", tool=FIRM, align="centre", wild=1.2)
    _robin_song(board, (360, 330))
    _gate_creak(board, (1080, 400))
    _lorry(board, (1090, 1090))
    _football(board, (330, 1010))
    _rain_sound(board)


def _robin_song(board: Board, at: Point) -> None:
    x, y = at
    shape(
        board,
        smooth(
            trace("-60 0, -40 -60, 30 -74, 70 -30, 50 40, -20 50", (x, y)),
            closed=True,
        ),
        "7a563c",
    )
    board.lay(
        colour("e0662a"),
        filled([smooth([(x + 14, y - 50), (x + 64, y - 30), (x + 50, y + 34), (x + 4, y + 30)], closed=True)]),
    )
    shape(board, [(x + 66, y - 44), (x + 100, y - 34), (x + 66, y - 26)], "3a3d42", FIRM.sized(6))
    board.lay(INK, filled([circle(x + 40, y - 48, 7)]))
    notes = [
        smooth(
            [
                (x + 120 + 46 * i, y - 30 + 34 * i),
                (x + 134 + 46 * i, y - 70 + 34 * i),
                (x + 152 + 46 * i, y - 30 + 34 * i),
                (x + 162 + 46 * i, y - 60 + 34 * i),
            ]
        )
        for i in range(4)
    ]
    draw(board, notes, colour("e0662a"), FIRM)
    say(board, "ROBIN", (x - 20, y + 80), 50, "7a563c", tool=FIRM, align="centre", wild=1.2)


def _gate_creak(board: Board, at: Point) -> None:
    x, y = at
    draw(
        board,
        [
            [(x - 90, y - 80), (x - 90, y + 80)],
            [(x + 90, y - 110), (x + 90, y + 60)],
            [(x - 90, y - 60), (x + 90, y - 90)],
            [(x - 90, y + 50), (x + 90, y + 30)],
            *[[(x - 60 + 36 * i, y - 66 - 6 * i), (x - 60 + 36 * i, y + 46 - 5 * i)] for i in range(4)],
        ],
        colour("4f6b7a"),
        BOLD,
    )
    zig: Path = [(x - 120 - 34 * i, y + 40 + 26 * i + (22 if i % 2 else -22)) for i in range(7)]
    draw(board, [zig], colour("4f6b7a"), FIRM)
    say(board, "GATE", (x, y + 96), 50, "4f6b7a", tool=FIRM, align="centre", wild=1.2)


def _lorry(board: Board, at: Point) -> None:
    x, y = at
    shape(board, box(x - 110, y - 80, x + 60, y + 40), "8d5bb0")
    shape(board, trace("60 -40, 110 -40, 140 0, 140 40, 60 40", (x, y)), "b18ad0")
    for dx in (-66, 20, 104):
        shape(board, circle(x + dx, y + 46, 25), "3a3d42")
    for i in range(4):
        draw(
            board,
            [smooth([(x - 140 - 40 * i + (16 if j % 2 else -16), y - 110 + 40 * j - 26 * i) for j in range(5)])],
            colour("8d5bb0"),
            BOLD.sized(20 - 3 * i),
        )
    say(board, "LORRY", (x, y + 90), 50, "8d5bb0", tool=FIRM, align="centre", wild=1.2)


def _football(board: Board, at: Point) -> None:
    x, y = at
    shape(board, circle(x, y, 66), "fffdf6")
    board.lay(
        INK,
        filled(
            [
                star(x, y, 28, 23, 5),
                *[
                    circle(x + 58 * math.cos(a), y + 58 * math.sin(a), 12)
                    for a in [math.tau * i / 5 - 1.57 for i in range(5)]
                ],
            ]
        ),
    )
    for i in range(4):
        cx, cy = x + 110 + 62 * i, y - 50 - 44 * i
        draw(
            board,
            [[(cx - 20, cy - 16), (cx, cy), (cx - 22, cy + 14)], [(cx, cy), (cx + 20, cy - 14)]],
            colour("2f8a4f"),
            FIRM,
        )
    say(board, "FOOTBALL", (x, y + 96), 50, "2f8a4f", tool=FIRM, align="centre", wild=1.2)


def _rain_sound(board: Board) -> None:
    rng = board.rng
    for _ in range(64):
        x, y = rng.uniform(420, 1010), rng.uniform(40, 190)
        draw(board, [[(x, y), (x - 10, y + rng.uniform(18, 36))]], colour("3f8fc4"), FIRM.sized(rng.uniform(5, 10)))
    say(board, "RAIN", (720, 220), 50, "3f8fc4", tool=FIRM, align="centre", wild=1.2)


def knot(board: Board) -> None:
    """Two half hitches in three small steps, drawn by a friend who draws comics."""
    paper_tint, rope_tint, bark, coral = colour("fbf8f1"), colour("f3e3c0"), colour("d9cdbb"), colour("f26b5b")
    board.image = Image.new("RGB", board.size, paper_tint)
    for k in range(3):
        x = 280 + 520 * k
        frame = wobbled(box(x - 240, 110, x + 240, 1080), board.rng, 3, 120, closed=True)
        outline(board, frame, INK, BOLD)
        say(board, str(k + 1), (x - 200, 150), 96, "17161a", tool=BOLD.sized(17), wild=0.8)
        _hitch_behind(board, k, x, rope_tint)
        limb = [(x - 236, 400), (x + 236, 380), (x + 236, 500), (x - 236, 520)]
        board.lay(bark, filled([limb]))
        draw(
            board,
            [
                limb[:2],
                limb[2:],
                *[
                    smooth(
                        [(x - 200 + 110 * i, 430 + 14 * (i % 2)), (x - 150 + 110 * i, 424), (x - 110 + 110 * i, 440)]
                    )
                    for i in range(4)
                ],
            ],
            INK,
            FIRM,
        )
        _hitch_front(board, k, x, rope_tint)
    arrow(board, smooth([(1210, 980), (1300, 1020), (1400, 980), (1420, 860)]), coral, BOLD.sized(20), 54)


def _rope(board: Board, path: Path, tint: Colour) -> None:
    draw(board, [path], INK, Tool(52, swell=0, shake=0, opaque=True))
    draw(board, [path], tint, Tool(36, swell=0, shake=0, opaque=True))
    stops = spaced(path, 30)
    ticks = []
    for (x0, y0), (x1, y1) in itertools.pairwise(stops):
        a = math.atan2(y1 - y0, x1 - x0) + 0.9
        ticks.append([(x0 - 15 * math.cos(a), y0 - 15 * math.sin(a)), (x0 + 15 * math.cos(a), y0 + 15 * math.sin(a))])
    draw(board, ticks, INK, FIRM.sized(5))


def _hitch_behind(board: Board, k: int, x: float, tint: Colour) -> None:
    if k == 0:
        _rope(board, [(x + 70, 300), (x + 80, 540)], tint)
    else:
        _rope(board, smooth([(x + 60, 340), (x + 84, 440), (x + 60, 560)]), tint)


def _hitch_front(board: Board, k: int, x: float, tint: Colour) -> None:
    over = smooth([(x - 70, 1060), (x - 70, 700), (x - 66, 460), (x - 20, 320), (x + 50, 300), (x + 78, 360)])
    if k == 0:
        _rope(board, smooth([(x + 80, 530), (x + 110, 700), (x + 150, 840)]), tint)
        _rope(board, over, tint)
        return
    _rope(board, smooth([(x + 62, 540), (x - 10, 640), (x - 130, 660), (x - 150, 720), (x - 90, 770)]), tint)
    _rope(board, over, tint)
    _rope(
        board,
        smooth(
            [(x - 100, 765), (x - 20, 740), (x + 20, 690), (x + 100, 720)]
            if k == 1
            else [(x - 100, 765), (x - 10, 745), (x + 10, 690)]
        ),
        tint,
    )
    if k == 2:
        _rope(board, smooth([(x + 6, 700), (x - 20, 800), (x - 120, 810), (x - 146, 866), (x - 90, 900)]), tint)
        _rope(board, [(x - 70, 840), (x - 70, 700)], tint)
        _rope(board, smooth([(x - 96, 900), (x - 10, 880), (x + 30, 830), (x + 150, 870)]), tint)


PICTURES = [
    Picture("omar-y5a6", "sound-map.png", sound_map, SQUARE, colours=24),
    Picture("omar-y5a6", "knot.png", knot, LANDSCAPE, colours=12),
]
