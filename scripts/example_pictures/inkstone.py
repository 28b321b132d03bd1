"""Lines that must be right first time: a kolam in rice flour, bamboo in ink."""

from __future__ import annotations

import math

from PIL import Image

from .board import Board, filled
from .geometry import Path, Point, between, blob, box, circle, ellipse, leaf, rounded, smooth, wobbled
from .paint import bloom, pressed, wash
from .picture import PORTRAIT, SQUARE, Picture
from .plans import arrow
from .strokes import Tool, draw
from .texture import colour, levels, mixed, paper, streaks


def kolam(board: Board) -> None:
    """White rice-flour loops round a grid of dots; one loop does not close."""
    rng = board.rng
    board.image = Image.new("RGB", board.size, colour("7a3226"))
    white = colour("f8efe2")
    step, middle = 136.0, 700.0
    dots = [
        (middle + (c - 4) * step, middle + (r - 4) * step)
        for r in range(9)
        for c in range(9)
        if abs(r - 4) + abs(c - 4) <= 4
    ]
    board.lay(white, filled([wobbled(circle(x, y, 12), rng, 1.5, 9, closed=True) for x, y in dots]))
    chalk = Tool(12, swell=0.3, shake=0.6, opaque=True)
    reach = step * 0.5
    lines: list[Path] = []
    for x, y in dots:
        for k in range(4):
            neighbour = (
                round((x + step * math.cos(math.radians(90 * k)) - middle) / step),
                round((y + step * math.sin(math.radians(90 * k)) - middle) / step),
            )
            inside = abs(neighbour[0]) + abs(neighbour[1]) <= 4
            lines.append(_kolam_edge((x, y), 90 * k, reach, inside=inside))
    gap_at = (middle + 3 * step, middle + 1 * step)
    kept = [
        line for line in lines if math.dist(line[len(line) // 2], (gap_at[0] + reach * 1.02, gap_at[1])) > step * 0.3
    ]
    draw(board, kept, white, chalk)
    stub = _kolam_edge(gap_at, 0, reach, inside=False)
    draw(board, [stub[: len(stub) * 2 // 5]], white, chalk)
    end = (gap_at[0] + reach * 1.25, gap_at[1] + 8)
    arrow(board, [(end[0] + 150, end[1] + 96), (end[0] + 30, end[1] + 20)], colour("f0b84a"), chalk.sized(11), 36)
    for x, y in ((90, 90), (1310, 90), (90, 1310), (1310, 1310)):
        petals = [
            leaf((x, y), (x + 62 * math.cos(a), y + 62 * math.sin(a)), 13) for a in [math.tau * k / 8 for k in range(8)]
        ]
        draw(board, [p + p[:1] for p in petals], white, chalk.sized(6))


def _kolam_edge(at: Point, way: float, reach: float, *, inside: bool) -> Path:
    """The line on one side of a dot: it crosses to the next dot's line, or turns back round this one."""
    x, y = at
    a = math.radians(way)
    ahead, side = (math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))

    def put(u: float, v: float) -> Point:
        return x + ahead[0] * u * reach + side[0] * v * reach, y + ahead[1] * u * reach + side[1] * v * reach

    if inside:
        return [put(0.5, -0.5), put(1, 0), put(0.5, 0.5)]
    return smooth([put(0.5, -0.5), put(0.86, -0.36), put(1.02, 0.0), put(0.86, 0.36), put(0.5, 0.5)])


def bamboo_1(board: Board) -> None:
    """Too much water: fat leaves, all alike, and a puddle."""
    rng = board.rng
    board.image = paper(board.size, colour("f3eddc"), rng, 0.06, 0.04)
    ink = colour("34353a")
    for k in range(4):
        y = 1500 - k * 330
        wash(board, wobbled(box(520, y - 320, 612, y), rng, 9, 70, closed=True), colour("6b6c70"), 0.8)
    for k in range(13):
        x, y = 566 + rng.uniform(-60, 60), 300 + k * 84
        side = -1 if k % 2 else 1
        tip = (x + side * rng.uniform(190, 250), y + rng.uniform(10, 90))
        shape = smooth(
            [(x, y), between((x, y), tip, 0.4), tip, (tip[0] - side * 30, tip[1] + 50), (x + side * 80, y + 74)],
            closed=True,
        )
        wash(board, shape, colour("55565c"), 0.9, edge=0.7)
    bloom(board, blob(720, 1390, 260, 110, rng, 0.25), colour("4a4b52"), 0.9, 26)
    wash(board, blob(730, 1400, 280, 104, rng, 0.3, 8), colour("5a5b62"), 0.8, edge=1.0)
    for k in range(4):
        x = 640 + k * 70
        draw(
            board,
            [smooth([(x, 1440), (x + 6, 1500 + 14 * k), (x + 2, 1560)])],
            ink,
            Tool(9, tooth=0.1, strength=0.6, swell=0.8),
        )
    thumb = filled([ellipse(960, 1480, 40, 54, 14)], 16)
    board.glaze(colour("7a7a7e"), thumb.times(levels(board.local(board.tooth, thumb), 90, 170)).faded(0.7))


def bamboo_2(board: Board) -> None:
    """Three stems with clear joints; each leaf one stroke, thin to thick to thin."""
    rng = board.rng
    board.image = paper(board.size, colour("f1e9d4"), rng, 0.06, 0.04)
    for x, lean, wide, depth in ((820, -30, 30, 0.35), (420, 60, 62, 0.9), (640, 10, 44, 0.62)):
        _stem(board, x, lean, wide, depth)
    for at, count, depth in (
        ((470, 330), 5, 1.0),
        ((410, 690), 4, 1.0),
        ((660, 230), 5, 0.7),
        ((700, 560), 4, 0.7),
        ((500, 1010), 4, 0.95),
        ((820, 420), 3, 0.4),
        ((800, 800), 3, 0.4),
    ):
        for k in range(count):
            a = math.radians(90 + (k - (count - 1) / 2) * 34 + rng.uniform(-9, 9) + (24 if at[0] > 600 else -24))
            long = rng.uniform(150, 280)
            tip = (at[0] + long * math.cos(a), at[1] + long * math.sin(a) * 0.9)
            blade = leaf(at, tip, rng.uniform(13, 25), rng.uniform(-0.07, 0.07))
            patch = filled([blade], 8)
            dry = levels(streaks(patch.mask.size, rng, 60, 3, math.degrees(a)), 20, 110)
            board.glaze(mixed(colour("1b1c20"), colour("8a8b8e"), 1 - depth), patch.times(dry))
    _seal(board, (150, 1370))


def _stem(board: Board, x: float, lean: float, wide: float, depth: float) -> None:
    rng = board.rng
    ink = mixed(colour("1f2024"), colour("9a9b9c"), 1 - depth)
    y, top = 1560.0, 60.0
    long = 190.0
    while y > top:
        t0, t1 = (1560 - y) / 1500, (1560 - y + long) / 1500
        a, b = (x + lean * t0, y), (x + lean * t1, y - long + 13)
        half = wide / 2
        piece = smooth(
            [
                (a[0] - half * 1.1, a[1]),
                (a[0] - half * 0.86, (a[1] + b[1]) / 2),
                (b[0] - half * 1.12, b[1]),
                (b[0] + half * 1.12, b[1]),
                (a[0] + half * 0.86, (a[1] + b[1]) / 2),
                (a[0] + half * 1.1, a[1]),
            ],
            closed=True,
        )
        patch = filled([piece], 8)
        dry = levels(streaks(patch.mask.size, rng, 200, 3, 88), 40, 150)
        board.glaze(ink, patch.times(dry).faded(0.85))
        draw(
            board,
            [smooth([(b[0] - half * 1.3, b[1] - 9), (b[0], b[1] - 2), (b[0] + half * 1.3, b[1] - 10)])],
            colour("1b1c20"),
            Tool(max(6, wide * 0.17), swell=0.9, strength=depth),
        )
        y -= long
        long *= 1.05


def _seal(board: Board, at: Point) -> None:
    x, y = at
    red = colour("b3281f")
    pressed(
        board, filled([wobbled(rounded(x, y, x + 140, y + 140, 12), board.rng, 2, 30, closed=True)], 10), red, wear=0.5
    )
    cream = colour("f1e4cc")
    marks: list[Path] = []
    for dx in (0, 60):
        marks += [
            [(x + 36 + dx, y + 24), (x + 18 + dx, y + 56)],
            [(x + 20 + dx, y + 52), (x + 66 + dx, y + 50)],
            [(x + 44 + dx, y + 52), (x + 44 + dx, y + 116)],
        ]
    marks.append([(x + 104, y + 116), (x + 92, y + 108)])
    draw(board, marks, cream, Tool(8, swell=0.2, shake=0.8, opaque=True))


PICTURES = [
    Picture("priya-h9w2", "kolam.png", kolam, SQUARE, colours=12),
    Picture("jiayi-n5z3", "bamboo-1.jpg", bamboo_1, PORTRAIT),
    Picture("jiayi-n5z3", "bamboo-2.jpg", bamboo_2, PORTRAIT),
]
