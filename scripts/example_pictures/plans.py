"""Plans: a canal lock, a bike stand with its dimensions, a stool in eight parts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image, ImageDraw

from .board import Board, filled
from .charts import FELT, LINE, say
from .geometry import Path, Point, arc, between, box, circle, ellipse, moved, rounded, smooth, spaced, trace, wobbled
from .picture import LANDSCAPE, Picture
from .strokes import Tool, draw, hatched, outline
from .texture import Colour, colour, mixed, shaded

GRAPHITE = colour("3d3c42")
HARD = Tool(2.6, swell=0.15, shake=0.2, opaque=True)
FIRM = Tool(4.4, swell=0.15, shake=0.25, opaque=True)


def arrow(board: Board, path: Sequence[Point], tint: Colour, tool: Tool, head: float = 26) -> None:
    """Draw a line with an arrow head at its end."""
    (x0, y0), (x1, y1) = path[-2], path[-1]
    a = math.atan2(y1 - y0, x1 - x0)
    barbs: Path = [(x1 - head * math.cos(a + d), y1 - head * math.sin(a + d)) for d in (-0.5, 0.5)]
    draw(board, [list(path), [barbs[0], (x1, y1), barbs[1]]], tint, tool)


def dimension(board: Board, a: Point, b: Point, text: str, *, off: float = 0, size: float = 30) -> None:
    """Draw a dimension line with an arrow at both ends and its measure beside it."""
    upright = abs(a[0] - b[0]) < abs(a[1] - b[1])
    a, b = ((a[0] + off, a[1]), (b[0] + off, b[1])) if upright else ((a[0], a[1] + off), (b[0], b[1] + off))
    middle = between(a, b, 0.5)
    arrow(board, [middle, a], GRAPHITE, HARD, 17)
    arrow(board, [middle, b], GRAPHITE, HARD, 17)
    tick = 16
    ends = [
        [(p[0] - tick, p[1]), (p[0] + tick, p[1])] if upright else [(p[0], p[1] - tick), (p[0], p[1] + tick)]
        for p in (a, b)
    ]
    draw(board, ends, GRAPHITE, HARD)
    if text:
        at = (middle[0] - size * 1.5, middle[1]) if upright else (middle[0], middle[1] - size * 1.5)
        say(board, text, at, size, "3d3c42", tool=FIRM, align="centre", wild=0.5, turn=-90 if upright else 0)


def lock_gates(board: Board) -> None:
    """A canal lock from above: gates that shut against the water, and a boat between them."""
    rng = board.rng
    board.image = Image.new("RGB", board.size, colour("f6f0e0"))
    grass, stone, water, low = colour("cfd8ad"), colour("d9d0bf"), colour("8fc0d2"), colour("b9dbe2")
    board.lay(grass, filled([box(0, 130, 1600, 1100)]))
    draw(board, hatched(box(0, 130, 1600, 1100), rng, 46, 12, 0.5), colour("bfcb98"), LINE)
    canal: Path = trace(
        "0 420, 330 420, 430 470, 1170 470, 1270 420, 1600 420, 1600 810, 1270 810, 1170 760, 430 760, 330 810, 0 810"
    )
    wide = [(x, y - 42 if y < 600 else y + 42) for x, y in canal]
    board.lay(stone, filled([wide]))
    board.lay(water, filled([[p for p in canal if p[0] <= 430]]))
    board.lay(mixed(water, low, 0.45), filled([box(430, 470, 1170, 760)]))
    board.lay(low, filled([[p for p in canal if p[0] >= 1170]]))
    outline(board, wobbled(canal, rng, 2, 80, closed=True), GRAPHITE, FIRM)
    outline(board, wobbled(wide, rng, 2, 80, closed=True), GRAPHITE, FIRM)
    for x in range(30, 1600, 96):
        draw(board, [[(x, 384), (x, 414)], [(x + 40, 818), (x + 40, 846)]], colour("8f8778"), HARD)
    for x in (490, 1110):
        _gate(board, x)
    _narrow_boat(board)
    ripples = [
        smooth([(x, y), (x + 30, y - 7), (x + 60, y), (x + 90, y - 7)])
        for x, y in ((60, 500), (170, 610), (50, 720), (220, 470), (1330, 500), (1450, 600), (1300, 730), (1480, 700))
    ]
    draw(board, ripples, colour("4f8ba3"), LINE)
    for y in (560, 670):
        arrow(board, [(110, y), (330, y)], colour("1d5a86"), FELT.sized(11), 36)
    arrow(board, [(1240, 615), (1500, 615)], colour("1d5a86"), FELT.sized(11), 36)
    for start, mid, end in (((500, 430), (560, 350), (640, 500)), ((500, 800), (560, 880), (640, 730))):
        arrow(board, smooth([start, mid, end]), colour("1d5a86"), LINE.sized(6), 26)
    _lock_words(board)


def _gate(board: Board, x: float) -> None:
    timber = colour("8a6238")
    for side in (-1, 1):
        hinge, tip = (x, 615 + side * 148), (x - 74, 615)
        draw(board, [[hinge, tip]], timber, Tool(24, swell=0, shake=0.6, opaque=True))
        arm = (x + 170 * 0.45, 615 + side * 300)
        draw(board, [[hinge, arm]], colour("f3efe2"), Tool(24, swell=0, shake=0.6, opaque=True))
        draw(board, [[hinge, arm]], GRAPHITE, HARD)
        board.lay(GRAPHITE, filled([circle(*hinge, 13)]))
        paddle = between(hinge, tip, 0.5)
        board.lay(colour("c8452f"), filled([box(paddle[0] - 14, paddle[1] - 14, paddle[0] + 14, paddle[1] + 14)]))


def _narrow_boat(board: Board) -> None:
    hull = smooth(
        trace("560 615, 610 560, 700 548, 980 548, 1020 570, 1026 615, 1020 660, 980 682, 700 682, 610 670"),
        closed=True,
    )
    board.lay(colour("2f5a4a"), filled([hull]))
    board.lay(colour("b93a32"), filled([rounded(690, 566, 968, 664, 12)]))
    for k in range(5):
        board.lay(colour("f2d98a"), filled([circle(724 + 52 * k, 615, 14)]))
    board.lay(colour("e5c06a"), filled([ellipse(622, 615, 22, 30)]))
    outline(board, hull, GRAPHITE, FIRM)
    outline(board, rounded(690, 566, 968, 664, 12), GRAPHITE, HARD)


def _lock_words(board: Board) -> None:
    say(board, "HOW A LOCK WORKS", (800, 34), 66, "3d3c42", tool=FIRM.sized(7), align="centre")
    for text, at, to in (
        ("UPPER GATE", (430, 200), (452, 520)),
        ("LOWER GATE", (1200, 200), (1076, 520)),
        ("PADDLE", (250, 960), (450, 694)),
        ("CHAMBER", (800, 960), (800, 730)),
    ):
        say(board, text, at, 44, "3d3c42", tool=FIRM.sized(5), align="centre")
        up = at[1] < 500
        arrow(board, [(at[0], at[1] + (60 if up else -16)), to], GRAPHITE, HARD.sized(3.4), 20)
    say(board, "HIGH WATER", (150, 866), 34, "1d5a86", tool=FIRM, align="centre")
    say(board, "LOW WATER", (1440, 866), 34, "1d5a86", tool=FIRM, align="centre")
    say(
        board,
        "THE V POINTS AT THE HIGH WATER, SO THE WATER PUSHES IT SHUT",
        (800, 1136),
        36,
        "3d3c42",
        tool=FIRM,
        align="centre",
    )


def bike_stand_plan(board: Board) -> None:
    """Front and side of a steel stand, in millimetres; one measure thought better of."""
    board.image = Image.new("RGB", board.size, colour("f7f5ee"))
    pen = ImageDraw.Draw(board.image)
    pen.rectangle((40, 40, 1560, 1160), outline=GRAPHITE, width=4)
    foot = 800
    say(board, "FRONT", (440, 110), 40, "3d3c42", tool=FIRM, align="centre", wild=0.5)
    say(board, "SIDE", (1210, 110), 40, "3d3c42", tool=FIRM, align="centre", wild=0.5)
    for k in range(3):
        x = 220 + 210 * k
        for r in (0, 22):
            hoop: Path = [
                (x + r / 2, foot),
                (x + r / 2, 300),
                *arc(x + 60, 300, 60 - r / 2, 70 - r / 2, 180, 360, 30),
                (x + 120 - r / 2, foot),
            ]
            draw(board, [hoop], GRAPHITE, FIRM)
    draw(board, [[*box(170, foot, 800, foot + 26), (170, foot)]], GRAPHITE, FIRM)
    draw(board, hatched(box(170, foot, 800, foot + 26), board.rng, 12, 45, 0.1), GRAPHITE, HARD)
    draw(board, [[(100, foot + 26), (870, foot + 26)]], GRAPHITE, HARD)
    side_view: Path = [(1060, foot), (1060, 420), *arc(1210, 420, 150, 190, 180, 360, 40), (1360, foot)]
    inner: Path = [(1084, foot), (1084, 420), *arc(1210, 420, 126, 166, 180, 360, 40), (1336, foot)]
    draw(
        board,
        [side_view, inner, [*box(1030, foot, 1390, foot + 26), (1030, foot)], [(980, foot + 26), (1450, foot + 26)]],
        GRAPHITE,
        FIRM,
    )
    wheel = Tool(2.4, swell=0, shake=0, opaque=True)
    ring = spaced(circle(1210, foot - 196, 190), 16)
    draw(board, [[a, b] for a, b in zip(ring[::2], ring[1::2], strict=False)], colour("8f979c"), wheel)
    draw(board, [[(440, 190), (440, 900)], [(1210, 180), (1210, 900)]], colour("b3542f"), wheel)
    dimension(board, (220, foot), (430, foot), "400", off=110)
    dimension(board, (170, foot), (800, foot), "1200", off=200)
    dimension(board, (130, 230), (130, foot), "750", off=-18)
    dimension(board, (1060, foot), (1360, foot), "600", off=110)
    dimension(board, (340, 560), (430, 560), "", off=0)
    say(board, "60", (385, 508), 32, "3d3c42", tool=FIRM, align="centre", wild=0.4)
    draw(
        board,
        [wobbled([(352, 540), (420, 504)], board.rng, 2), wobbled([(350, 528), (422, 518)], board.rng, 2)],
        colour("c2392b"),
        FIRM,
    )
    say(board, "75", (470, 440), 52, "c2392b", tool=FIRM.sized(6), align="centre", wild=1.4)
    arrow(board, [(440, 480), (404, 506)], colour("c2392b"), FIRM, 18)
    _title_block(board, ["BIKE STAND", "STEEL TUBE 42 DIA.", "ALL SIZES IN mm", "SCALE 1:10"])


def _title_block(board: Board, lines: list[str]) -> None:
    pen = ImageDraw.Draw(board.image)
    pen.rectangle((1100, 960, 1560, 1160), outline=GRAPHITE, width=4)
    for k, line in enumerate(lines):
        pen.line((1100, 960 + 50 * k, 1560, 960 + 50 * k), fill=GRAPHITE, width=2)
        say(board, line, (1120, 972 + 50 * k), 26, "3d3c42", tool=HARD.sized(3.4), wild=0.4)


def cutting_list(board: Board) -> None:
    """An exploded stool: eight numbered parts, and what to cut."""
    board.image = Image.new("RGB", board.size, colour("f8f5ec"))
    pen = ImageDraw.Draw(board.image)
    pen.rectangle((40, 40, 1560, 1160), outline=GRAPHITE, width=4)
    ash = colour("ecd9b4")
    seat = ellipse(480, 250, 300, 92)
    board.lay(shaded(ash, 0.9), filled([moved(seat, 0, 40)]))
    board.lay(ash, filled([seat]))
    draw(
        board,
        [seat + seat[:1], arc(480, 290, 300, 92, 0, 180), [(180, 250), (180, 290)], [(780, 250), (780, 290)]],
        GRAPHITE,
        FIRM,
    )
    for x, y in ((300, 250), (480, 300), (660, 245)):
        draw(board, [ellipse(x, y, 26, 10), [(x - 10, y - 4), (x + 10, y + 4)]], GRAPHITE, HARD)
    legs = (((330, 470), (220, 1010)), ((490, 520), (480, 1080)), ((640, 470), (750, 1010)))
    for k, (top, foot) in enumerate(legs):
        _leg(board, top, foot, ash)
        draw(
            board,
            [
                [p, q]
                for p, q in zip(
                    spaced([(300 + 180 * k, (250, 300, 245)[k]), top], 16)[::2],
                    spaced([(300 + 180 * k, (250, 300, 245)[k]), top], 16)[1::2],
                    strict=False,
                )
            ],
            colour("b3542f"),
            HARD,
        )
        _wedge(board, (322 + 165 * k, 130 if k != 1 else 120))
    for a, b in (((262, 820), (420, 846)), ((540, 846), (700, 820))):
        _rail(board, a, b, ash)
    _part_numbers(board)
    _cutting_table(board)


def _part_numbers(board: Board) -> None:
    balloons = (
        (480, 250, 850, 150),
        (322, 130, 180, 110),
        (487, 120, 560, 84),
        (652, 130, 760, 96),
        (270, 740, 130, 690),
        (484, 980, 600, 1060),
        (700, 740, 850, 690),
        (620, 834, 880, 900),
    )
    for n, (x, y, bx, by) in enumerate(balloons, 1):
        draw(board, [[(bx, by), (x + (bx - x) * 0.12, y + (by - y) * 0.12)]], GRAPHITE, HARD)
        board.lay(colour("f8f5ec"), filled([circle(bx, by, 30)]))
        draw(board, [circle(bx, by, 30) + circle(bx, by, 30)[:1]], colour("b3542f"), FIRM)
        say(board, str(n), (bx, by - 18), 36, "3d3c42", tool=FIRM, align="centre", wild=0.4)


def _leg(board: Board, top: Point, foot: Point, tint: Colour) -> None:
    dx, dy = foot[0] - top[0], foot[1] - top[1]
    long = math.hypot(dx, dy)
    nx, ny = -dy / long, dx / long
    outer = [(t, w) for t, w in ((0, 14), (0.08, 14), (0.09, 22), (0.4, 34), (0.75, 27), (1, 17))]
    left = smooth([(top[0] + dx * t + nx * w, top[1] + dy * t + ny * w) for t, w in outer], steps=6)
    right = smooth([(top[0] + dx * t - nx * w, top[1] + dy * t - ny * w) for t, w in outer], steps=6)
    shape = left + right[::-1]
    board.lay(tint, filled([shape]))
    draw(board, [shape + shape[:1]], GRAPHITE, FIRM)
    grain = [[between(left[i], right[i], 0.3), between(left[i + 8], right[i + 8], 0.34)] for i in (6, 16)]
    draw(board, grain, colour("c3a878"), HARD)


def _wedge(board: Board, at: Point) -> None:
    x, y = at
    shape: Path = [(x - 26, y - 26), (x + 26, y - 26), (x + 8, y + 44), (x - 8, y + 44)]
    board.lay(colour("8a6244"), filled([shape]))
    draw(board, [shape + shape[:1]], GRAPHITE, FIRM)


def _rail(board: Board, a: Point, b: Point, tint: Colour) -> None:
    bar = [(a[0], a[1] - 15), (b[0], b[1] - 15), (b[0], b[1] + 15), (a[0], a[1] + 15)]
    board.lay(tint, filled([bar, ellipse(*a, 8, 15), ellipse(*b, 8, 15)]))
    draw(
        board, [bar[:2], bar[2:], ellipse(*a, 8, 15) + ellipse(*a, 8, 15)[:1], arc(*b, 8, 15, -90, 90)], GRAPHITE, FIRM
    )


def _cutting_table(board: Board) -> None:
    pen = ImageDraw.Draw(board.image)
    say(board, "THREE-LEGGED STOOL", (930, 210), 42, "3d3c42", tool=FIRM.sized(6), wild=0.5)
    say(board, "CUTTING LIST (mm)", (930, 280), 32, "b3542f", tool=FIRM, wild=0.5)
    rows = (
        ("1", "SEAT", "ASH", "330 × 330 × 38"),
        ("2", "WEDGE", "WALNUT", "38 × 24 × 5"),
        ("3", "WEDGE", "WALNUT", "38 × 24 × 5"),
        ("4", "WEDGE", "WALNUT", "38 × 24 × 5"),
        ("5", "LEG", "ASH", "460 × 38 × 38"),
        ("6", "LEG", "ASH", "460 × 38 × 38"),
        ("7", "LEG", "ASH", "460 × 38 × 38"),
        ("8", "RAIL", "ASH", "280 × 22 × 22"),
    )
    for k, row in enumerate(rows):
        y = 350 + 62 * k
        pen.line((925, y - 16, 1530, y - 16), fill=colour("a9a49a"), width=2)
        for text, x in zip(row, (934, 984, 1110, 1290), strict=True):
            say(board, text, (x, y), 26, "3d3c42", tool=HARD.sized(3.4), wild=0.4)
    pen.line((925, 350 + 62 * 8 - 16, 1530, 350 + 62 * 8 - 16), fill=colour("a9a49a"), width=2)
    say(board, "RAIL 8: CUT TWO. GRAIN ALONG", (934, 890), 26, "3d3c42", tool=HARD.sized(3.4), wild=0.5)
    say(board, "THE LEG, ALWAYS.", (934, 940), 26, "3d3c42", tool=HARD.sized(3.4), wild=0.5)


PICTURES = [
    Picture("amina-x3f9", "lock-gates.png", lock_gates, LANDSCAPE, colours=40),
    Picture("amina-x3f9", "bike-stand-plan.png", bike_stand_plan, LANDSCAPE, colours=16),
    Picture("rhys-p6c1", "cutting-list.png", cutting_list, LANDSCAPE, colours=24),
]
