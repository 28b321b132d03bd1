"""Charts drawn by hand: bars, lines, and the things that were measured. Also the felt pens other modules share."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from .board import Board, filled
from .geometry import Path, Point, arc, box, circle, ellipse, smooth, spaced, trace, wobbled
from .lettering import lettered, paragraph
from .picture import LANDSCAPE, Picture
from .strokes import Tool, draw, hatched, outline, scribbled
from .texture import Colour, colour, mixed, shaded

LINE = Tool(5, swell=0.25, shake=0.8, opaque=True)
THIN = Tool(3, swell=0.2, shake=0.4, opaque=True)
FELT = Tool(9, swell=0.1, shake=1.0, opaque=True)


def squared(board: Board, tint: str = "fbfaf4", rule: str = "c4d8e4", step: int = 40, margin: str = "") -> None:
    """Make the board a sheet of squared paper."""
    board.image = Image.new("RGB", board.size, colour(tint))
    pen = ImageDraw.Draw(board.image)
    for x in range(step, board.size[0], step):
        pen.line((x, 0, x, board.size[1]), fill=colour(rule), width=2)
    for y in range(step, board.size[1], step):
        pen.line((0, y, board.size[0], y), fill=colour(rule), width=2)
    if margin:
        pen.line((step * 3, 0, step * 3, board.size[1]), fill=colour(margin), width=3)


def say(
    board: Board,
    text: str,
    at: Point,
    size: float,
    tint: str = "2b3440",
    *,
    tool: Tool = LINE,
    align: str = "left",
    wild: float = 1.0,
    turn: float = 0.0,
) -> None:
    """Letter one line on the board."""
    draw(board, lettered(text, at, size, board.rng, wild=wild, align=align, turn=turn), colour(tint), tool)


def axes(board: Board, corner: Point, top: float, right: float, tint: str = "2b3440", tool: Tool = LINE) -> None:
    """Draw two axes with arrow heads."""
    x, y = corner
    lines: list[Path] = [
        [(x, y + 8), (x, top)],
        [(x - 8, y), (right, y)],
        [(x - 12, top + 22), (x, top), (x + 12, top + 22)],
        [(right - 22, y - 12), (right, y), (right - 22, y + 12)],
    ]
    draw(board, lines, colour(tint), tool)


def bar(
    board: Board, x: float, foot: float, wide: float, high: float, tint: str, gap: float = 15, angle: float = 58
) -> None:
    """Draw one bar: coloured by hatching, then outlined."""
    shape = box(x, foot - high, x + wide, foot)
    board.lay(mixed(colour(tint), (255, 255, 255), 0.62), filled([shape]))
    draw(board, hatched(shape, board.rng, gap, angle, 0.2), colour(tint), FELT.sized(7), filled([shape]))
    outline(board, shape, shaded(colour(tint), 0.55), LINE)


def small_tin(board: Board, x: float, y: float, wide: float = 62, high: float = 70) -> None:
    """Draw a tin of beans, about as large as one square."""
    body = box(x - wide / 2, y - high, x + wide / 2, y)
    board.lay(colour("2f8a86"), filled([body]))
    board.lay(colour("f4ead2"), filled([box(x - wide / 2, y - high * 0.7, x + wide / 2, y - high * 0.3)]))
    board.lay(colour("c9612f"), filled([ellipse(x, y - high * 0.5, wide * 0.2, high * 0.13)]))
    outline(board, body, colour("1d4a4a"), THIN)
    draw(board, [[(x - wide / 2, y - high), (x + wide / 2, y - high)]], colour("1d4a4a"), LINE)


def bridge_chart(board: Board) -> None:
    """Tins held before it bent: 1, 4, 11."""
    squared(board)
    say(board, "Tins held before it bent", (800, 70), 74, align="centre", tool=LINE.sized(8))
    foot, step = 1000, 64
    axes(board, (240, foot), 200, 1520)
    for n in range(0, 13, 2):
        say(board, str(n), (210, foot - n * step - 17), 34, align="right")
        draw(board, [[(230, foot - n * step), (250, foot - n * step)]], colour("2b3440"), LINE)
    say(board, "TINS", (120, 640), 36, turn=-90)
    for k, (count, label) in enumerate(
        ((1, ["FLAT"]), (4, ["ONE ROW OF", "TRIANGLES"]), (11, ["TRIANGLES", "AND FEET"]))
    ):
        x = 450 + k * 410
        bar(board, x - 105, foot, 210, count * step, ("c9803a", "3a8f8a", "b8433a")[k])
        draw(
            board, paragraph(label, (x, foot + 34), 40, board.rng, align="centre", leading=1.5), colour("2b3440"), LINE
        )
        say(board, str(count), (x, foot - count * step - 92), 66, align="centre", tool=LINE.sized(9))
    _little_bridges(board)


def _little_bridges(board: Board) -> None:
    """A drawing of each bridge, above its bar."""
    ink = colour("7a5630")
    draw(board, [smooth(trace("350 770, 400 806, 450 818, 500 806, 550 770"))], ink, FELT)
    small_tin(board, 450, 814, 36, 44)
    _truss(board, 860, 590, ink)
    for x in (-54, -18, 18, 54):
        small_tin(board, 860 + x, 586, 26, 32)
    _truss(board, 1010, 330, ink)
    draw(board, [[(910 + 25 * i, 330 if i % 2 == 0 else 374) for i in range(9)]], ink, LINE)
    draw(board, [[(918, 376), (918, 404)], [(1102, 376), (1102, 404)]], ink, FELT)


def _truss(board: Board, x: float, y: float, ink: Colour) -> None:
    zigzag: Path = [(x - 100 + 25 * i, y if i % 2 else y + 44) for i in range(9)]
    draw(board, [zigzag, [(x - 100, y + 44), (x + 100, y + 44)], [(x - 100, y), (x + 100, y)]], ink, LINE)


def river_chart(board: Board) -> None:
    """How fast the stream runs at five places across, over a drawing of its bed."""
    squared(board, "fbf9f2", "cfdcd6")
    say(board, "How fast is the stream?", (800, 60), 70, align="centre", tool=LINE.sized(8))
    foot, step = 690, 880
    axes(board, (240, foot), 180, 1520)
    speeds = (0.1, 0.3, 0.5, 0.4, 0.1)
    for n in range(6):
        say(board, f"0.{n}", (212, foot - n * step / 10 - 16), 32, align="right")
        draw(board, [[(230, foot - n * step / 10), (250, foot - n * step / 10)]], colour("2b3440"), LINE)
    say(board, "SPEED (m/s)", (96, 580), 34, turn=-90)
    spots = [(370 + 260 * k, foot - v * step) for k, v in enumerate(speeds)]
    draw(board, [list(spots)], colour("1f6f9e"), LINE.sized(8))
    for k, (x, y) in enumerate(spots):
        draw(
            board,
            [[(x - 14, y - 14), (x + 14, y + 14)], [(x + 14, y - 14), (x - 14, y + 14)]],
            colour("b8433a"),
            LINE.sized(7),
        )
        say(board, str(speeds[k]), (x + (0 if k != 3 else 30), y - 70), 38, align="centre")
        draw(
            board,
            [_dashes((x, y + 24), (x, foot + 120))[i] for i in range(0, len(_dashes((x, y + 24), (x, foot + 120))), 1)],
            colour("8aa3ad"),
            THIN,
        )
        say(board, str(k + 1), (x, foot + 26), 36, align="centre")
    _stream_bed(board, foot + 120)


def _dashes(a: Point, b: Point, dash: float = 14) -> list[Path]:
    stops = spaced([a, b], dash)
    return [[p, q] for p, q in zip(stops[::2], stops[1::2], strict=False)]


def _stream_bed(board: Board, top: float) -> None:
    bed = smooth(
        [
            (300, top),
            (370, top + 70),
            (500, top + 130),
            (640, top + 196),
            (860, top + 262),
            (1060, top + 236),
            (1240, top + 150),
            (1400, top + 70),
            (1470, top),
        ]
    )
    water: Path = [*bed, (300, top)]
    board.lay(colour("bfe0ea"), filled([water]))
    waves = [
        smooth([(340 + 120 * k + 40 * i, top + 30 + 46 * row + (8 if i % 2 else -8)) for i in range(4)])
        for row in range(5)
        for k in range(9)
    ]
    draw(board, waves, colour("5aa5c4"), THIN, filled([[(x, y - 6) for x, y in water]]))
    draw(board, [[(240, top), (300, top)], bed, [(1470, top), (1530, top)]], colour("6b4f34"), FELT)
    for k in range(30):
        x, y = bed[(k * 83) % len(bed)] if k * 83 % len(bed) else bed[5]
        stone = wobbled(ellipse(x, y + 10, 11 + k % 5 * 4, 8 + k % 3 * 3), board.rng, 2, 9, closed=True)
        board.lay(colour(("a99a86", "8f8373", "c3b59d")[k % 3]), filled([stone]))
        outline(board, stone, colour("5a4a3a"), THIN)
    for side, x in ((-1, 250), (1, 1500)):
        for i in range(7):
            draw(
                board,
                [
                    smooth(
                        [
                            (x + i * 9 * side, top),
                            (x + i * 9 * side - 5, top - 30),
                            (x + i * 12 * side, top - 50 - i % 3 * 12),
                        ]
                    )
                ],
                colour("4f8a45"),
                LINE,
            )
    say(board, "DEEPEST AND FASTEST", (900, top + 300), 32, align="left", tint="1f6f9e")
    draw(board, [[(886, top + 312), (868, top + 276)]], colour("1f6f9e"), THIN)


def turbine_chart(board: Board) -> None:
    """Voltage against the angle of the blades; the best one ringed."""
    squared(board, "fbfaf4", "d6d9c6")
    say(board, "Voltage and blade angle", (800, 60), 72, align="centre", tool=LINE.sized(8))
    foot, step = 1010, 430
    axes(board, (260, foot), 190, 1510)
    for n in range(0, 18, 2):
        y = foot - n * step / 10
        say(board, f"{n / 10:.1f}", (228, y - 16), 32, align="right")
        draw(board, [[(250, y), (270, y)]], colour("2b3440"), LINE)
    readings = ((10, 0.4), (20, 1.1), (30, 1.6), (40, 1.2), (50, 0.5))
    spots = [(260 + a * 23, foot - v * step) for a, v in readings]
    draw(board, [smooth([(340, foot - 20), *spots, (1480, foot - 110)])[8:-8]], colour("2f7a5f"), LINE.sized(8))
    for (a, v), (x, y) in zip(readings, spots, strict=True):
        draw(
            board,
            [[(x - 14, y - 14), (x + 14, y + 14)], [(x + 14, y - 14), (x - 14, y + 14)]],
            colour("2b3440"),
            LINE.sized(7),
        )
        say(board, f"{a}°", (x, foot + 26), 40, align="centre")
        say(
            board,
            f"{v} V",
            (x - 36 if a < 30 else x + 36 if a > 30 else x + 96, y - 44 if a != 30 else y - 6),
            38,
            tint="2f7a5f",
            align="right" if a < 30 else "left",
        )
    ring = wobbled(ellipse(*spots[2], 78, 62, -10), board.rng, 5, 60, closed=True)
    draw(board, [ring, ring[3:], [(1040, 240), (990, 280)]], colour("c9412f"), LINE.sized(7))
    say(board, "BEST: 30°", (1060, 196), 50, "c9412f", tool=LINE.sized(7), turn=-4)
    say(board, "ANGLE OF BLADES", (900, 1110), 36, align="centre")
    say(board, "VOLTS", (120, 680), 36, turn=-90)
    for k, angle in enumerate((10, 30, 50)):
        hub, level = 760.0 + k * 150, 800.0
        slant = math.radians(90 - angle)
        draw(board, [[(hub, level - 60), (hub, level + 60)]], colour("8a8f94"), THIN)
        draw(
            board,
            [
                [
                    (hub - 50 * math.cos(slant), level + 50 * math.sin(slant)),
                    (hub + 50 * math.cos(slant), level - 50 * math.sin(slant)),
                ]
            ],
            colour("2f7a5f"),
            FELT,
        )
        say(board, f"{angle}°", (hub, level + 84), 28, align="centre")


def snail_chart(board: Board) -> None:
    """How far in five minutes: Turbo, Gary, and Duchess, who slept."""
    squared(board, "fdf8ea", "dfe4d2", 50)
    say(board, "HOW FAR IN 5 MINUTES", (800, 60), 84, "2c4f9e", align="centre", tool=FELT.sized(13), wild=2.2)
    for k, (name, far, tint) in enumerate((("TURBO", 31, "e0602f"), ("GARY", 12, "3f9a52"), ("DUCHESS", 0, "8d5bb0"))):
        y = 400 + k * 270
        say(board, name, (44, y - 20), 46, tint, tool=FELT, wild=2)
        end = 330 + far * 33
        if far:
            bar_shape = wobbled(box(330, y - 36, end, y + 44), board.rng, 4, 60, closed=True)
            board.lay(mixed(colour(tint), (255, 255, 255), 0.55), filled([bar_shape]))
            draw(board, scribbled(bar_shape, board.rng, 20, 64), colour(tint), FELT.sized(11))
            outline(board, bar_shape, shaded(colour(tint), 0.6), FELT)
        _chart_snail(board, (end + 20, y), tint, asleep=not far)
        say(
            board,
            f"{far} cm",
            (end + 190 if far < 30 else end - 250, y - 40 if far < 30 else y - 146),
            62,
            tool=FELT.sized(11),
            wild=2,
        )
    draw(
        board,
        [wobbled([(330, 250), (330, 1090)], board.rng, 4), wobbled([(330, 1090), (1540, 1090)], board.rng, 4)],
        colour("2b3440"),
        FELT.sized(10),
    )
    for cm in range(0, 36, 5):
        say(board, str(cm), (330 + cm * 33, 1110), 40, align="centre", wild=2, tool=FELT)
    for k in range(3):
        say(board, "z", (420 + k * 50, 800 - k * 48), 44 + k * 22, "8d5bb0", tool=FELT, wild=2)


def _chart_snail(board: Board, at: Point, tint: str, *, asleep: bool) -> None:
    x, y = at
    body = smooth(
        trace("-50 44, -40 10, 60 14, 92 -30, 124 -22, 124 30, 80 46", (x, y)),
        closed=True,
    )
    if not asleep:
        board.lay(colour("ecd2a2"), filled([body]))
        outline(board, body, colour("5a4028"), FELT)
        draw(
            board,
            [
                [(x + 104, y - 28), (x + 100, y - 66)],
                [(x + 116, y - 26), (x + 136, y - 60)],
                smooth([(x + 96, y + 10), (x + 110, y + 18), (x + 120, y + 8)]),
            ],
            colour("5a4028"),
            FELT,
        )
    else:
        draw(board, [[(x - 40, y + 44), (x + 70, y + 44)]], colour("5a4028"), FELT)
    shell = circle(x + 14, y - 24, 60)
    board.lay(mixed(colour(tint), (255, 255, 255), 0.35), filled([shell]))
    spiral = [
        p for k in range(3) for p in arc(x + 14, y - 24, 60 - 19 * k, 60 - 19 * k, 90 + 360 * k, 420 + 360 * k, 20)
    ]
    draw(board, [spiral], shaded(colour(tint), 0.6), FELT.sized(10))


PICTURES = [
    Picture("amina-x3f9", "bridge-chart.png", bridge_chart, LANDSCAPE, colours=32),
    Picture("amina-x3f9", "river-chart.png", river_chart, LANDSCAPE, colours=32),
    Picture("amina-x3f9", "turbine-chart.png", turbine_chart, LANDSCAPE, colours=24),
    Picture("noah-b2k8", "snail-chart.png", snail_chart, LANDSCAPE, colours=32),
]
