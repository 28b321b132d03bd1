"""Posters and pages for the wall: a cell in two languages, a winter concert, bread with thyme."""

from __future__ import annotations

import math
from random import Random

from PIL import Image

from .arabic import CELL_WALL, NUCLEUS, VACUOLE, ZAATAR, arabic, arabic_width
from .board import Board, filled
from .charts import FELT, LINE, say
from .geometry import Path, Point, arc, blob, box, circle, ellipse, leaf, smooth, trace, turned, wobbled
from .lettering import paragraph, width_of
from .paint import wash
from .picture import PORTRAIT, Picture
from .plans import arrow
from .strokes import FINE_PENCIL, PENCIL, Tool, draw, hatched, outline
from .texture import colour, shaded

CALLIGRAPHY = Tool(11, swell=0.7, shake=0.3, opaque=True)


def cell_poster(board: Board) -> None:
    """A plant cell; every part has two names."""
    board.image = Image.new("RGB", board.size, colour("f3efdf"))
    rng = board.rng
    board.lay(colour("5b3f7a"), filled([wobbled(box(0, 0, 1200, 250), rng, 4, 120, closed=True)]))
    say(
        board,
        "INSIDE A PLANT CELL",
        (600, 84),
        88,
        "f6f0dc",
        tool=Tool(15, swell=0.2, shake=0.8, opaque=True),
        align="centre",
    )
    outer = smooth(
        trace(
            "180 500, 260 420, 600 400, 940 430, 1020 520, 1030 1000, 1000 1240, "
            "900 1300, 560 1310, 240 1290, 170 1200, 160 820"
        ),
        closed=True,
    )
    inner = [(600 + (x - 600) * 0.925, 860 + (y - 860) * 0.925) for x, y in outer]
    membrane = [(600 + (x - 600) * 0.89, 860 + (y - 860) * 0.89) for x, y in outer]
    board.lay(colour("3f7f4a"), filled([outer]))
    draw(board, hatched(outer, rng, 17, 40, 0.15), colour("5b9a5f"), LINE, filled([outer]))
    board.lay(colour("a9cf8f"), filled([inner]))
    board.lay(colour("dcebc2"), filled([membrane]))
    vacuole = blob(690, 950, 240, 230, rng, 0.1, 8)
    board.lay(colour("b9a3d6"), filled([vacuole]))
    draw(
        board,
        [
            smooth([(560 + 40 * k, 820 + 60 * k), (640 + 40 * k, 800 + 60 * k), (720 + 40 * k, 826 + 60 * k)])
            for k in range(4)
        ],
        colour("cdbde4"),
        FELT,
        filled([vacuole]),
    )
    outline(board, vacuole, colour("5b3f7a"), FELT)
    _chloroplasts(board)
    _nucleus(board, rng)
    outline(board, outer, colour("24502f"), Tool(14, swell=0.2, shake=1, opaque=True))
    _cell_label(board, "NUCLEUS", NUCLEUS, (250, 330), (360, 560))
    _cell_label(board, "CELL WALL", CELL_WALL, (800, 330), (1000, 560))
    _cell_label(board, "VACUOLE", VACUOLE, (640, 1440), (700, 1150))


def _nucleus(board: Board, rng: Random) -> None:
    board.lay(colour("8a5fb0"), filled([circle(380, 660, 118)]))
    draw(
        board, hatched(circle(380, 660, 118), rng, 22, 30, 0.4), colour("9b74c0"), LINE, filled([circle(380, 660, 118)])
    )
    board.lay(colour("4a2d6b"), filled([circle(404, 642, 44)]))
    outline(board, circle(380, 660, 118), colour("3b2257"), FELT.sized(11))


def _chloroplasts(board: Board) -> None:
    rng = board.rng
    for x, y, turn in (
        (300, 900, 60),
        (300, 1090, 80),
        (420, 1220, 10),
        (640, 1240, -5),
        (860, 1220, -20),
        (950, 1060, 80),
        (960, 700, 70),
        (820, 560, 20),
        (620, 520, -10),
        (560, 640, 40),
    ):
        body = ellipse(x, y, 66, 36, turn)
        board.lay(colour("4f9a45"), filled([body]))
        bands = [turned([(x - 40 + 16 * k, y - 22), (x - 40 + 16 * k, y + 22)], (x, y), turn) for k in range(6)]
        draw(board, bands, colour("8fcf6a"), LINE, filled([body]))
        outline(board, wobbled(body, rng, 1.5, 30, closed=True), colour("24502f"), LINE)


def _cell_label(board: Board, english: str, word: tuple[str, ...], at: Point, to: Point) -> None:
    x, y = at
    wide_en, wide_ar = width_of(english, 46), arabic_width(word, 80)
    half = max(wide_en, wide_ar) / 2 + 26
    tag = wobbled(box(x - half, y - 60, x + half, y + 152), board.rng, 2, 90, closed=True)
    arrow(
        board,
        [(x, y + 148 if to[1] > y else y - 60), to],
        colour("2b2233"),
        Tool(7, swell=0.2, shake=0.5, opaque=True),
        26,
    )
    board.lay(colour("fffdf2"), filled([tag]))
    outline(board, tag, colour("2b2233"), LINE)
    say(board, english, (x, y - 42), 46, "2b2233", tool=FELT, align="centre", wild=0.6)
    draw(board, arabic(word, (x + wide_ar / 2, y + 88), 80, board.rng, 0.5), colour("5b3f7a"), CALLIGRAPHY.sized(8))


def choir_poster(board: Board) -> None:
    """Birds on wires, singing; the wires are a stave."""
    board.image = Image.new("RGB", board.size, colour("1d3a4a"))
    rng = board.rng
    for _ in range(150):
        x, y = rng.uniform(0, 1200), rng.uniform(0, 1600)
        board.lay(colour("dfeaea"), filled([circle(x, y, rng.uniform(2, 7))], 2))
    board.lay(colour("f2e2b4"), filled([circle(950, 1010, 108)]))
    big = Tool(19, swell=0.25, shake=0.8, opaque=True)
    draw(
        board,
        paragraph(["CYNGERDD", "Y GAEAF"], (600, 120), 132, rng, align="centre", leading=1.45, wild=0.7),
        colour("f4efe0"),
        big,
    )
    lines = [[(x, 620 + 84 * k + 26 * math.sin(x / 210 + 0.4)) for x in range(-20, 1240, 30)] for k in range(5)]
    draw(board, lines, colour("f4efe0"), Tool(6, swell=0.1, shake=0.2, opaque=True))
    _choir(board)
    small = Tool(14, swell=0.25, shake=0.7, opaque=True)
    draw(
        board,
        paragraph(["WINTER CONCERT"], (600, 1150), 100, rng, align="centre", wild=0.7),
        colour("f2e2b4"),
        small.sized(16),
    )
    draw(
        board,
        paragraph(
            ["12 RHAGFYR · 12 DECEMBER".replace("·", "-"), "7 PM"],
            (600, 1330),
            54,
            rng,
            align="centre",
            leading=1.7,
            wild=0.6,
        ),
        colour("f4efe0"),
        small.sized(8),
    )
    hills = [
        *smooth(trace("-20 1560, 200 1500, 460 1548, 760 1490, 1000 1536, 1220 1500")),
        (1220, 1620),
        (-20, 1620),
    ]
    board.lay(colour("f4efe0"), filled([hills]))


def _choir(board: Board) -> None:
    for x, row, tint in (
        (120, 2, "d9573f"),
        (300, 1, "e2a33a"),
        (470, 3, "f4efe0"),
        (640, 0, "d9573f"),
        (800, 2, "8fc0b8"),
        (960, 1, "e2a33a"),
        (1110, 3, "f4efe0"),
    ):
        y = 620 + 84 * row + 26 * math.sin(x / 210 + 0.4)
        _singing_bird(board, (x, y), tint)


def _singing_bird(board: Board, at: Point, tint: str) -> None:
    x, y = at
    ink = colour("14242e")
    body = smooth(
        trace("-52 -20, -40 -76, 6 -104, 48 -80, 52 -30, 20 -2, -26 0", (x, y)),
        closed=True,
    )
    board.lay(colour(tint), filled([body, [(x - 44, y - 34), (x - 112, y + 28), (x - 84, y + 36), (x - 20, y - 4)]]))
    board.lay(shaded(colour(tint), 0.72), filled([leaf((x + 18, y - 56), (x - 62, y - 6), 19, -0.1)]))
    board.lay(
        colour("e8a13a"),
        filled(
            [
                [(x + 44, y - 88), (x + 92, y - 104), (x + 48, y - 72)],
                [(x + 46, y - 76), (x + 86, y - 58), (x + 42, y - 62)],
            ]
        ),
    )
    board.lay(ink, filled([circle(x + 22, y - 80, 7)]))
    draw(
        board,
        [[(x - 6, y - 4), (x - 8, y + 12)], [(x + 12, y - 4), (x + 12, y + 12)]],
        colour("e8a13a"),
        Tool(6, swell=0, opaque=True),
    )
    note = (x + 104, y - 170)
    board.lay(colour("f4efe0"), filled([ellipse(*note, 17, 12, -20)]))
    draw(
        board,
        [[(note[0] + 14, note[1] - 2), (note[0] + 15, note[1] - 64), (note[0] + 40, note[1] - 44)]],
        colour("f4efe0"),
        Tool(6, swell=0, opaque=True),
    )


def recipe(board: Board) -> None:
    """Bread with thyme, sesame and oil, in pencil and watercolour."""
    rng = board.rng
    board.image = Image.new("RGB", board.size, colour("faf5e8"))
    word_width = arabic_width(ZAATAR, 250)
    draw(
        board,
        arabic(ZAATAR, (600 + word_width / 2, 290), 250, rng, 0.5),
        colour("3f5f35"),
        Tool(34, swell=0.7, shake=0.4, opaque=True),
    )
    draw(
        board,
        paragraph(["ZA'ATAR BREAD"], (600, 440), 70, rng, align="centre", wild=0.8),
        colour("4a3a2e"),
        LINE.sized(8),
    )
    _thyme(board, (210, 880))
    _sesame(board, (600, 790))
    _oil(board, (980, 900))
    for text, x in (("THYME", 210), ("SESAME", 600), ("OIL", 980)):
        say(board, text, (x, 930), 44, "4a3a2e", tool=LINE, align="centre")
    _flat_bread(board, (600, 1270))


def _thyme(board: Board, foot: Point) -> None:
    rng = board.rng
    for lean in (-70, -10, 60):
        stem = smooth([foot, (foot[0] + lean * 0.4, foot[1] - 140), (foot[0] + lean, foot[1] - 290)])
        draw(board, [stem], colour("6b4f34"), PENCIL.sized(4))
        for k in range(3, len(stem) - 1, 2):
            for side in (-1, 1):
                x, y = stem[k]
                tip = (x + side * rng.uniform(26, 44), y - rng.uniform(14, 30))
                wash(board, leaf((x, y), tip, 10), colour(rng.choice(("7d9a5f", "5f8350", "94ad72"))), 0.85)


def _sesame(board: Board, middle: Point) -> None:
    rng = board.rng
    bowl: Path = [
        (middle[0] - 130, middle[1]),
        (middle[0] + 130, middle[1]),
        *arc(middle[0], middle[1], 130, 104, 0, 180, 24),
    ]
    wash(board, bowl, colour("7fa6bd"), 0.8)
    wash(board, ellipse(*middle, 128, 32), colour("e9cf9a"), 0.8)
    seeds = [
        leaf((x, y), (x + rng.uniform(-11, 11), y + rng.uniform(6, 12)), 4)
        for x, y in ((middle[0] + rng.uniform(-110, 110), middle[1] + rng.uniform(-34, 16)) for _ in range(80))
    ]
    board.lay(colour("f3dfb4"), filled(seeds))
    draw(board, [s + s[:1] for s in seeds], colour("a5803f"), FINE_PENCIL.sized(1.6))
    outline(board, ellipse(*middle, 130, 34), colour("4a5560"), PENCIL)
    draw(board, [arc(*middle, 130, 104, 0, 180)], colour("4a5560"), PENCIL)
    draw(
        board,
        [
            smooth(
                [
                    (middle[0] - 90 + 60 * k, middle[1] + 52),
                    (middle[0] - 70 + 60 * k, middle[1] + 40),
                    (middle[0] - 50 + 60 * k, middle[1] + 52),
                ]
            )
            for k in range(4)
        ],
        colour("3f5f7a"),
        PENCIL,
    )


def _oil(board: Board, foot: Point) -> None:
    x, y = foot
    bottle = smooth(trace("-62 0, -66 -140, -50 -190, -20 -220, -20 -300", (x, y)), steps=6) + smooth(
        trace("20 -300, 20 -220, 50 -190, 66 -140, 62 0", (x, y)), steps=6
    )
    wash(board, bottle, colour("c9cf8a"), 0.55)
    wash(board, [(x - 62, y - 4), (x - 64, y - 130), (x + 64, y - 130), (x + 62, y - 4)], colour("b5a02f"), 0.75)
    board.lay(colour("8a5a34"), filled([box(x - 18, y - 334, x + 18, y - 296)]))
    outline(board, bottle, colour("4f5530"), PENCIL)
    draw(board, [smooth([(x - 40, y - 30), (x - 44, y - 100), (x - 36, y - 150)])], colour("fff8d8"), LINE)
    twig = smooth([(x + 30, y - 90), (x, y - 60), (x - 20, y - 40)])
    draw(board, [twig], colour("3f5f35"), PENCIL)
    for k in range(4):
        board.lay(
            colour("4f6b35"), filled([ellipse(x + 24 - 14 * k, y - 92 + 18 * k + (12 if k % 2 else -12), 9, 6, 40)])
        )


def _flat_bread(board: Board, middle: Point) -> None:
    rng = board.rng
    x, y = middle
    wash(board, blob(x, y + 20, 470, 230, rng, 0.03, 12), colour("d9b98a"), 0.5)
    wash(board, blob(x, y, 440, 205, rng, 0.04, 12), colour("e6b873"), 0.9, edge=0.9)
    wash(board, blob(x, y - 8, 380, 168, rng, 0.05, 12), colour("a9a45a"), 0.6)
    for _ in range(30):
        a, r = rng.uniform(0, math.tau), rng.random() ** 0.5
        wash(
            board,
            blob(
                x + 380 * r * math.cos(a),
                y - 8 + 166 * r * math.sin(a),
                rng.uniform(16, 40),
                rng.uniform(8, 20),
                rng,
                0.25,
                7,
            ),
            colour(rng.choice(("5f7040", "7a7a3f", "6b5a2f"))),
            0.55,
        )
    spots = []
    for _ in range(240):
        a, r = rng.uniform(0, math.tau), rng.random() ** 0.5
        spots.append(ellipse(x + 370 * r * math.cos(a), y - 8 + 158 * r * math.sin(a), 5, 3.4, rng.uniform(0, 180)))
    board.lay(colour("f3e3b8"), filled(spots))
    draw(board, [s + s[:1] for s in spots[::2]], colour("8a6a3a"), FINE_PENCIL.sized(1.6))
    outline(board, blob(x, y, 440, 205, rng, 0.03, 12), colour("7a4f24"), PENCIL)


PICTURES = [
    Picture("layla-4mh8", "cell-poster.png", cell_poster, PORTRAIT, colours=32),
    Picture("layla-4mh8", "recipe-zaatar.png", recipe, PORTRAIT, colours=64),
    Picture("rhys-p6c1", "choir-poster.png", choir_poster, PORTRAIT, colours=16),
]
