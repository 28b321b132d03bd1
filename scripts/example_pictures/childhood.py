"""Felt pen and crayon by smaller hands: a snail, dumplings, the plan of a game, a card from Leah."""

from __future__ import annotations

import itertools
import math

from PIL import Image

from .board import Board, filled
from .charts import FELT, say
from .geometry import Path, Point, arc, between, blob, box, circle, leaf, smooth, trace, wobbled
from .picture import LANDSCAPE, SQUARE, Picture
from .plans import arrow
from .strokes import CRAYON, Tool, draw, hatched, outline, scribbled, shade
from .texture import Colour, colour, mixed, paper

WIDE_FELT = Tool(15, swell=0.1, shake=1.6, opaque=True)


def snail(board: Board) -> None:
    """A snail with everything named, by someone of eight who has looked hard."""
    rng = board.rng
    board.image = Image.new("RGB", board.size, colour("fbf6e8"))
    big = CRAYON.sized(26)
    shade(board, [(0, 960), (1600, 940), (1600, 1190), (0, 1190)], colour("7fb25a"), big.soft(0.8), 36, 4)
    body = smooth(
        trace(
            "230 960, 300 880, 560 850, 980 860, 1120 700, 1190 560, 1290 540, 1330 640, "
            "1290 800, 1250 930, 1000 985, 500 990"
        ),
        closed=True,
    )
    board.lay(colour("f3dfb4"), filled([body]))
    shade(board, body, colour("dcb271"), big.soft(0.8), 30, 12)
    outline(board, wobbled(body, rng, 7, 70, closed=True), colour("6b4526"), CRAYON.sized(17))
    shell = circle(690, 600, 330)
    board.lay(colour("f6cf8e"), filled([shell]))
    for k, tint in enumerate(("e2762f", "efa63c", "c9502b", "f0c04f")):
        shade(board, circle(690, 600, 320 - 84 * k), colour(tint), big.soft(0.85), 30, 30 + 40 * k)
    spiral: Path = [
        p for k in range(5) for p in arc(690, 600, 330 - k * 68, 326 - k * 67, k * 360 + 60, k * 360 + 410, 30)
    ]
    draw(board, [wobbled(spiral, rng, 5, 50)], colour("8a3a1e"), CRAYON.sized(19))
    for x, y, tip in ((1215, 560, (1170, 350)), (1275, 548, (1330, 330))):
        draw(board, [smooth([(x, y), between((x, y), tip, 0.5), tip])], colour("6b4526"), CRAYON.sized(17))
        board.lay(colour("fbf6e8"), filled([circle(tip[0], tip[1] - 26, 36)]))
        draw(
            board,
            [circle(tip[0], tip[1] - 26, 36) + circle(tip[0], tip[1] - 26, 36)[:3]],
            colour("2b2a33"),
            CRAYON.sized(12),
        )
        board.lay(colour("2b2a33"), filled([circle(tip[0] + 6, tip[1] - 24, 13)]))
    for x, y, tip in ((1300, 700, (1372, 740)), (1290, 730, (1350, 790))):
        draw(board, [[(x, y), tip]], colour("6b4526"), CRAYON.sized(12))
    draw(board, [smooth([(1190, 716), (1230, 748), (1276, 730)])], colour("b3322c"), CRAYON.sized(13))
    _snail_words(board)


def _snail_words(board: Board) -> None:
    pen, red = WIDE_FELT, colour("c8362e")
    for text, at, size, path in (
        ("EYES ON STICKS", (820, 90), 62, [(1310, 180), (1330, 240)]),
        ("SHELL", (60, 210), 78, [(260, 300), (400, 400)]),
        ("FOOT", (90, 1070), 76, [(270, 1080), (380, 1000)]),
        ("MOUTH", (1270, 880), 60, [(1380, 860), (1272, 765)]),
        ("SLIME", (700, 1090), 60, [(690, 1110), (560, 1020)]),
    ):
        say(board, text, at, size, "2c4f9e", tool=pen, wild=2.6)
        arrow(board, path, red, pen.sized(12), 40)


def dumplings(board: Board) -> None:
    """Twelve in a steamer: eleven neat, one not."""
    rng = board.rng
    board.image = paper(board.size, colour("fbf7ec"), rng, 0.03, 0.02)
    ink, middle = colour("2b2a2e"), (700.0, 730.0)
    wood_tint = colour("e2bd82")
    board.lay(wood_tint, filled([circle(*middle, 610)]))
    draw(board, [arc(*middle, r, r, 0, 360, 80) for r in (600, 586, 570)], colour("c2935a"), FELT.sized(6))
    board.lay(colour("f2dcae"), filled([circle(*middle, 545)]))
    for k in range(26):
        x = 155 + k * 43
        half = math.sqrt(max(0, 545**2 - (x - 700) ** 2))
        draw(board, [wobbled([(x, 730 - half), (x, 730 + half)], rng, 2, 80)], colour("d9b97e"), FELT.sized(7))
    outline(board, circle(*middle, 610), ink, WIDE_FELT.sized(12))
    outline(board, circle(*middle, 545), ink, FELT)
    ring = [
        (700 + 390 * math.cos(math.tau * k / 9 - 0.5), 730 + 390 * math.sin(math.tau * k / 9 - 0.5)) for k in range(9)
    ]
    inner = [
        (700 + 150 * math.cos(math.tau * k / 3 + 0.5), 730 + 150 * math.sin(math.tau * k / 3 + 0.5)) for k in range(3)
    ]
    for k, place in enumerate(ring + inner):
        _dumpling(board, place, burst=k == 10)
    for k in range(4):
        x = 400 + 200 * k
        draw(board, [smooth([(x, 110), (x - 30, 76), (x + 20, 50), (x - 6, 14)])], colour("a9b7bd"), WIDE_FELT)


def _dumpling(board: Board, at: Point, *, burst: bool) -> None:
    x, y = at
    ink = colour("2b2a2e")
    skin = wobbled(
        smooth(
            trace("-108 20, -88 -50, 0 -84, 88 -50, 108 20, 60 66, -60 66", (x, y)),
            closed=True,
        ),
        board.rng,
        4,
        50,
        closed=True,
    )
    board.lay(colour("d9c49a"), filled([skin]).moved(5, 9))
    board.lay(colour("fffaf0"), filled([skin]))
    draw(
        board,
        hatched([p for p in skin if p[1] > y + 10], board.rng, 13, 30, 0.2),
        colour("e9d8b4"),
        FELT.sized(5),
        filled([skin]),
    )
    outline(board, skin, ink, FELT)
    if burst:
        _burst_open(board, x, y, ink)
    else:
        _pleats_and_smile(board, x, y, ink)


def _pleats_and_smile(board: Board, x: float, y: float, ink: Colour) -> None:
    pleats = [
        smooth(
            [
                (x - 66 + 26 * k, y - 52 - 16 * math.sin(math.pi * (k + 0.5) / 6)),
                (x - 58 + 24 * k, y - 26),
                (x - 50 + 20 * k, y - 14),
            ]
        )
        for k in range(6)
    ]
    draw(board, pleats, ink, FELT.sized(6))
    draw(
        board,
        [
            [(x - 26, y + 16), (x - 25, y + 18)],
            [(x + 26, y + 16), (x + 27, y + 18)],
            arc(x, y + 18, 18, 16, 20, 160, 8),
        ],
        ink,
        FELT,
    )
    board.lay(colour("f2b3a4"), filled([circle(x - 52, y + 28, 11), circle(x + 52, y + 28, 11)]))


def _burst_open(board: Board, x: float, y: float, ink: Colour) -> None:
    gap = smooth(
        trace("-20 -80, 6 -50, -10 -30, 24 -6, 60 -30, 54 -66", (x, y)),
        closed=True,
    )
    board.lay(
        colour("b5703f"),
        filled([gap, blob(x + 70, y - 70, 36, 24, board.rng, 0.3), blob(x + 112, y - 26, 20, 14, board.rng, 0.3)]),
    )
    board.lay(
        colour("6f9a45"), filled([circle(x + 30, y - 44, 7), circle(x + 74, y - 74, 7), circle(x + 6, y - 56, 5)])
    )
    outline(board, gap, ink, FELT.sized(7))
    draw(
        board,
        [
            [(x - 30, y + 20), (x - 29, y + 22)],
            [(x + 22, y + 20), (x + 23, y + 22)],
            arc(x - 4, y + 56, 20, 18, 205, 335, 8),
        ],
        ink,
        FELT,
    )
    board.lay(colour("6ab4d6"), filled([leaf((x - 34, y + 56), (x - 32, y + 28), 7)]))


def game_map(board: Board) -> None:
    """The plan of a game: pond, start, finish, and what the pike does."""
    rng = board.rng
    board.image = paper(board.size, colour("fdfaf0"), rng, 0.03, 0.02)
    pond = blob(800, 640, 560, 380, rng, 0.07, 11)
    draw(board, scribbled(pond, rng, 30, 8), colour("8cc6e6"), WIDE_FELT)
    outline(board, pond, colour("1f6fb0"), WIDE_FELT)
    say(board, "FROG GAME", (60, 50), 92, "2f7a3f", tool=WIDE_FELT.sized(17), wild=2)
    for x, y in ((420, 800), (560, 640), (760, 720), (900, 540), (1100, 620)):
        board.lay(colour("5fae4a"), filled([[(x, y), *arc(x, y, 66, 50, 30, 330, 24)]]))
        draw(board, [[(x, y), *arc(x, y, 66, 50, 30, 330, 24), (x, y)]], colour("2f7a3f"), FELT)
    stops = trace("300 960, 420 790, 560 630, 760 710, 900 530, 1100 610, 1300 470")
    for a, b in itertools.pairwise(stops):
        hop = smooth([a, (between(a, b, 0.5)[0], min(a[1], b[1]) - 70), b])
        arrow(board, hop, colour("22262b"), FELT, 30)
    say(board, "START", (60, 1010), 74, "d9482f", tool=WIDE_FELT, wild=2)
    say(board, "FINISH", (1280, 350), 70, "d9482f", tool=WIDE_FELT, wild=2)
    _pike(board, (760, 900))
    cloud = wobbled(box(960, 900, 1570, 1150), rng, 5, 90, closed=True)
    board.lay(colour("fff3b0"), filled([cloud]))
    outline(board, cloud, colour("22262b"), FELT)
    for k, line in enumerate(("IF TOUCHING PIKE", "THEN GO BACK")):
        say(board, line, (1000, 945 + 100 * k), 50, "22262b", tool=FELT.sized(10), wild=1.8)
    arrow(board, smooth([(950, 1030), (900, 1080), (840, 990)]), colour("d9482f"), WIDE_FELT, 40)
    arrow(board, smooth([(580, 1000), (460, 1100), (350, 1060)]), colour("d9482f"), WIDE_FELT, 44)
    say(board, "3 LIVES", (1240, 80), 60, "b5202f", tool=FELT.sized(11), wild=2)
    for k in range(3):
        _heart(board, (1290 + 110 * k, 210), 36)


def _heart(board: Board, at: Point, r: float) -> None:
    x, y = at
    heart = smooth(
        [(x, y + r), (x - r, y), (x - r * 0.7, y - r * 0.7), (x, y - r * 0.3), (x + r * 0.7, y - r * 0.7), (x + r, y)],
        closed=True,
    )
    board.lay(colour("e4412f"), filled([heart]))


def _pike(board: Board, at: Point) -> None:
    x, y = at
    body = smooth(
        trace("-220 0, -90 -66, 80 -56, 190 -10, 80 50, -90 56", (x, y)),
        closed=True,
    )
    tail: Path = [(x + 170, y - 10), (x + 270, y - 80), (x + 250, y), (x + 270, y + 70)]
    board.lay(colour("7a9a3f"), filled([body, tail]))
    draw(board, hatched(body, board.rng, 24, 70, 0.4), colour("5a7a2a"), FELT, filled([body]))
    mouth: Path = [(x - 226, y + 4), (x - 110, y - 20), (x - 110, y + 30)]
    board.lay(colour("b5202f"), filled([mouth]))
    teeth = [
        [(x - 210 + 22 * k, y + 2 - 4 * k), (x - 199 + 22 * k, y + 16), (x - 188 + 22 * k, y - 4 - 4 * k)]
        for k in range(4)
    ]
    board.lay(colour("ffffff"), filled(teeth, 2))
    draw(board, [t + t[:1] for t in teeth], colour("22262b"), FELT.sized(4))
    outline(board, body, colour("22262b"), FELT)
    outline(board, tail, colour("22262b"), FELT)
    board.lay(colour("fff3b0"), filled([circle(x - 96, y - 36, 20)]))
    draw(
        board,
        [
            circle(x - 96, y - 36, 20) + circle(x - 96, y - 36, 20)[:1],
            circle(x - 100, y - 36, 6),
            [(x - 124, y - 64), (x - 76, y - 56)],
        ],
        colour("22262b"),
        FELT.sized(7),
    )


def leah_card(board: Board) -> None:
    """A thank-you card: the horse is enormous and delighted, the brusher very small."""
    rng = board.rng
    board.image = paper(board.size, colour("fdf6e3"), rng, 0.03, 0.02)
    pen = WIDE_FELT.sized(17)
    fold = filled([box(0, 0, 14, 1200)])
    board.glaze(colour("d9cdb4"), fold.blurred(6))
    draw(board, scribbled([(0, 1030), (1600, 1010), (1600, 1190), (0, 1190)], rng, 40, 3), colour("7cbf5f"), pen)
    brown = colour("a5642f")
    body = smooth(trace("420 560, 560 470, 860 470, 1010 540, 1030 760, 900 840, 560 850, 410 760"), closed=True)
    head = smooth(
        trace("960 250, 1100 190, 1260 260, 1420 400, 1400 500, 1250 520, 1080 470, 960 400"),
        closed=True,
    )
    neck: Path = [(860, 500), (980, 260), (1110, 420), (1010, 640)]
    legs = [box(x, 800, x + 76, 1080) for x in (450, 580, 830, 940)]
    for shape in (*legs, neck, body, head):
        board.lay(mixed(brown, (255, 255, 255), 0.45), filled([shape]))
        draw(board, scribbled(shape, rng, 27, 30), brown, pen)
    for shape in (body, head):
        outline(board, wobbled(shape, rng, 6, 70, closed=True), colour("4a2a12"), pen)
    for leg in legs:
        draw(board, [leg[::-1][:1] + leg[:1], leg[1:3], [leg[3], leg[0]], [leg[2], leg[3]]], colour("4a2a12"), pen)
    _horse_smile(board, pen)
    _small_tilly(board, (250, 1060))
    say(board, "THANK YOU TILLY", (70, 60), 104, "d9482f", tool=pen.sized(21), wild=2.8)
    say(board, "I was not scerd", (240, 1090), 92, "2c4f9e", tool=pen, wild=2.6)
    for x, y in ((110, 350), (260, 300), (430, 370), (1480, 640), (1500, 800)):
        _heart(board, (x, y), 38)


def _horse_smile(board: Board, pen: Tool) -> None:
    board.lay(colour("fdf6e3"), filled([circle(1120, 320, 46)]))
    draw(
        board,
        [
            circle(1120, 320, 46) + circle(1120, 320, 46)[:2],
            circle(1128, 326, 12),
            smooth([(1150, 430), (1250, 486), (1350, 450), (1396, 390)]),
            trace("1170 446, 1200 476, 1230 474, 1260 492, 1290 476, 1320 478"),
        ],
        colour("22262b"),
        FELT.sized(12),
    )
    draw(
        board,
        [
            smooth([(970 - 26 * k, 250 + 44 * k), (900 - 26 * k, 230 + 50 * k), (880 - 20 * k, 290 + 46 * k)])
            for k in range(6)
        ]
        + [smooth([(420, 600), (300, 660), (310, 800)]), smooth([(416, 620), (340, 700), (350, 820)])],
        colour("4a2a12"),
        pen.sized(22),
    )
    draw(board, [[(990, 240), (1000, 150), (1050, 220)]], colour("4a2a12"), pen)


def _small_tilly(board: Board, foot: Point) -> None:
    x, y = foot
    pen = FELT.sized(11)
    board.lay(colour("f6d3a8"), filled([circle(x, y - 190, 40)]))
    draw(
        board,
        [
            circle(x, y - 190, 40) + circle(x, y - 190, 40)[:2],
            arc(x, y - 184, 18, 16, 20, 160, 8),
            [(x - 12, y - 200), (x - 11, y - 198)],
            [(x + 14, y - 200), (x + 15, y - 198)],
        ],
        colour("22262b"),
        pen.sized(7),
    )
    draw(
        board,
        [smooth([(x - 40, y - 200), (x - 20, y - 244), (x + 24, y - 242), (x + 42, y - 196)])],
        colour("d99a2f"),
        pen.sized(18),
    )
    dress: Path = [(x - 20, y - 148), (x + 22, y - 148), (x + 56, y - 40), (x - 54, y - 40)]
    board.lay(colour("8d5bb0"), filled([dress]))
    draw(
        board,
        [
            [(x - 24, y - 40), (x - 26, y + 10)],
            [(x + 22, y - 40), (x + 26, y + 10)],
            [(x + 16, y - 130), (x + 100, y - 180)],
            [(x - 18, y - 130), (x - 60, y - 90)],
        ],
        colour("22262b"),
        pen,
    )
    board.lay(colour("e2a33a"), filled([box(x + 90, y - 210, x + 150, y - 180)]))
    draw(
        board,
        [[(x + 96 + 12 * k, y - 212), (x + 96 + 12 * k, y - 234)] for k in range(5)],
        colour("22262b"),
        pen.sized(5),
    )


PICTURES = [
    Picture("noah-b2k8", "snail.png", snail, LANDSCAPE, colours=32),
    Picture("jiayi-n5z3", "dumplings.jpg", dumplings, SQUARE),
    Picture("noah-t6r1", "game-map.jpg", game_map, LANDSCAPE),
    Picture("tilly-r1s7", "leah-card.jpg", leah_card, LANDSCAPE),
]
