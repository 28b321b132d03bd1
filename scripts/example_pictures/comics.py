"""Zoe's pigeon: thumbnails, six crowded panels, four quiet ones, a cover, and a stall to sell it on."""

from __future__ import annotations

import math

from PIL import Image

from .board import Board, clipped, filled
from .geometry import Path, Point, arc, box, circle, ellipse, leaf, smooth, turned, wobbled
from .lettering import paragraph
from .picture import LANDSCAPE, PORTRAIT, Picture
from .pigeon import CORAL, HEAVY, INK, NIB, PAGE, SCRAWL, bubble, bus, panel, pigeon, rain, say, stop_sign
from .plans import arrow
from .strokes import Tool, draw, hatched, outline, scribbled
from .texture import colour, mixed


def thumbs(board: Board) -> None:
    """Nine tiny panels of stick people, arrows everywhere, half of it crossed out."""
    rng = board.rng
    board.image = Image.new("RGB", board.size, colour("f3efe4"))
    grey, pen = colour("4a474e"), SCRAWL
    say(board, ["PAGE 1 - MISSES HIS OWN BUS"], (600, 60), 44, tool=pen.sized(5), tint=grey)
    for k in range(9):
        x, y = 90 + k % 3 * 350, 170 + k // 3 * 440
        frame = wobbled(box(x, y, x + 300, y + 340), rng, 5, 90, closed=True)
        for _ in range(2):
            outline(board, wobbled(frame, rng, 3, 70, closed=True), grey, pen)
        draw(board, [[(x + 10, y + 280), (x + 290, y + 276)]], grey, pen)
        _thumb(board, k, x, y)
        say(board, [str(k + 1)], (x + 26, y + 12), 30, tool=pen.sized(4), tint=grey)
    for k in (4, 7):
        x, y = 90 + k % 3 * 350, 170 + k // 3 * 440
        draw(board, scribbled(box(x + 30, y + 50, x + 270, y + 310), rng, 36, 40), colour("3a383e"), pen.sized(5))
    draw(
        board,
        [wobbled([(60, 1040), (360, 1400)], rng, 10), wobbled([(380, 1030), (80, 1410)], rng, 10)],
        colour("3a383e"),
        pen.sized(6),
    )
    for path in (
        [(390, 320), (430, 290), (446, 320)],
        [(740, 330), (770, 300), (792, 330)],
        [(1000, 520), (700, 570), (240, 600)],
        [(560, 770), (900, 540), (930, 620)],
    ):
        arrow(board, smooth(path), CORAL, pen.sized(6), 26)
    say(board, ["TOO MANY!"], (900, 1420), 52, tool=pen.sized(7), tint=CORAL)
    say(board, ["BIG ONE HERE?"], (600, 1500), 46, tool=pen.sized(6), tint=CORAL)
    arrow(board, smooth([(430, 1500), (330, 1460), (260, 1390)]), CORAL, pen.sized(6), 26)


def _thumb(board: Board, k: int, x: float, y: float) -> None:
    grey, pen = colour("4a474e"), SCRAWL
    if k in (0, 1, 3, 5, 6):
        px = x + 80 + 34 * (k % 3)
        draw(
            board,
            [
                circle(px, y + 160, 24),
                [(px, y + 184), (px - 6, y + 240), (px - 30, y + 280)],
                [(px - 6, y + 240), (px + 24, y + 280)],
                [(px - 40, y + 210), (px + 36, y + 200)],
                [(px + 22, y + 156), (px + 44, y + 164), (px + 22, y + 170)],
                [(px - 26, y + 138), (px + 30, y + 136)],
            ],
            grey,
            pen,
        )
    if k in (1, 2, 4, 6, 8):
        draw(
            board,
            [
                [*box(x + 150, y + 150, x + 280, y + 250), (x + 150, y + 150)],
                circle(x + 180, y + 262, 16),
                circle(x + 250, y + 262, 16),
                [(x + 150, y + 200), (x + 280, y + 200)],
            ],
            grey,
            pen,
        )
    if k in (0, 2, 7, 8):
        draw(board, [[(x + 60, y + 278), (x + 60, y + 110)], circle(x + 60, y + 90, 22)], grey, pen)
    if k in (0, 3, 4, 5):
        draw(
            board,
            [
                ellipse(x + 200, y + 70, 70, 34),
                [(x + 160, y + 96), (x + 130, y + 130)],
                [(x + 158, y + 64), (x + 240, y + 62)],
                [(x + 160, y + 78), (x + 226, y + 78)],
            ],
            grey,
            pen,
        )


def inks(board: Board) -> None:
    """Six panels, all ink, all talking at once."""
    board.image = Image.new("RGB", board.size, PAGE)
    frames = [
        (50, 50, 640, 520),
        (670, 50, 1150, 520),
        (50, 550, 500, 1040),
        (530, 550, 1150, 1040),
        (50, 1070, 720, 1550),
        (750, 1070, 1150, 1550),
    ]
    paths = [panel(board, f) for f in frames]
    stop_sign(board, (120, 500), 0.5)
    pigeon(board, (300, 480), 0.72)
    draw(board, hatched(box(50, 486, 640, 520), board.rng, 9, 0), INK, SCRAWL, filled([paths[0]]))
    bus(board, (640, 480), 0.7)
    _speed_lines(board, (680, 1150), (60, 480))
    board.lay(INK, filled([paths[2]]))
    pigeon(board, (230, 1090), 1.1, look=0.6)
    bus(board, (760, 1000), 0.52)
    pigeon(board, (640, 1006), 0.42)
    _speed_lines(board, (540, 760), (760, 990))
    draw(board, hatched(paths[3], board.rng, 15, 0), INK, SCRAWL, filled([box(540, 1008, 1150, 1040)]))
    board.lay(PAGE, filled([box(40, 1042, 730, 1560)]))
    for k in range(5):
        _passenger(board, (120 + 120 * k, 1500), k)
    draw(board, [[(50, 1510), (720, 1510)]], INK, HEAVY)
    pigeon(board, (890, 1530), 0.66, flip=True)
    rain(board, paths[5], 26, 76, INK, SCRAWL)
    _white_out(board, frames)
    for path in paths:
        outline(board, path, INK, HEAVY)
    bubble(board, ["MORNING! I AM THE", "DRIVER OF THE 43"], (450, 110), (396, 218), 27)
    bubble(board, ["THE 43 IS", "ON TIME TODAY"], (960, 118), (850, 240), 25)
    bubble(board, ["WAIT.", "WHO IS DRIVING?"], (228, 615), (300, 690), 26)
    bubble(board, ["STOP! THAT IS MY BUS!"], (830, 612), (710, 824), 26)
    bubble(board, ["IS THAT", "THE DRIVER?"], (190, 1136), (150, 1270), 24)
    bubble(board, ["HE HAS", "THE HAT"], (400, 1130), (370, 1270), 24)
    bubble(board, ["THEN WHO", "HAS THE BUS?"], (600, 1180), (600, 1276), 22)
    bubble(board, ["NOT AGAIN."], (950, 1130), (852, 1262), 28)


def _white_out(board: Board, frames: list[tuple[int, int, int, int]]) -> None:
    """Clean the gutters after drawing over them, as with a white pen."""
    mask = Image.new("L", board.size, 255)
    for left, top, right, bottom in frames:
        mask.paste(0, (left, top, right, bottom))
    board.image.paste(PAGE, (0, 0), mask)


def _speed_lines(board: Board, xs: tuple[float, float], ys: tuple[float, float]) -> None:
    rng = board.rng
    lines = []
    for _ in range(26):
        y, x = rng.uniform(*ys), rng.uniform(xs[0], xs[1] - 40)
        lines.append([(x, y), (min(xs[1], x + rng.uniform(60, 190)), y)])
    draw(board, lines, INK, SCRAWL)


def _passenger(board: Board, foot: Point, k: int) -> None:
    x, y = foot
    tall = 150 + 34 * (k * 7 % 3)
    coat = smooth([(x - 52, y), (x - 46, y - tall * 0.6), (x, y - tall * 0.82), (x + 46, y - tall * 0.6), (x + 52, y)])
    head = circle(x, y - tall * 0.95, 34)
    for shape in (coat, head):
        board.lay(PAGE, filled([shape]))
        outline(board, shape, INK, HEAVY.sized(8))
    if k % 2:
        draw(board, hatched(coat, board.rng, 16, 45), INK, SCRAWL, filled([coat]))
    else:
        board.lay(INK, filled([coat])) if k == 2 else draw(board, [[(x, y), (x, y - tall * 0.7)]], INK, NIB)
    hair = [p for p in circle(x, y - tall * 0.95, 38) if p[1] < y - tall * 0.95 + (8 if k % 2 else -8)]
    board.lay(INK, filled([hair]))
    board.lay(INK, filled([circle(x - 11, y - tall * 0.93, 5), circle(x + 13, y - tall * 0.93, 5)]))


def final(board: Board) -> None:
    """Four panels. The biggest has nobody in it."""
    board.image = Image.new("RGB", board.size, PAGE)
    frames = [(50, 50, 585, 470), (615, 50, 1150, 470), (50, 500, 1150, 1270), (50, 1300, 1150, 1550)]
    paths = [panel(board, f) for f in frames]
    board.lay(CORAL, filled([box(50, 340, 585, 470)]))
    stop_sign(board, (500, 420), 0.44)
    pigeon(board, (250, 430), 0.78)
    board.lay(CORAL, filled([box(615, 340, 1150, 470)]))
    bus(board, (850, 430), 0.62, tint=PAGE)
    _speed_lines(board, (630, 860), (190, 400))
    board.lay(INK, filled([paths[3]]))
    pigeon(board, (600, 1690), 1.0, look=0.2)
    board.lay(PAGE, filled([box(40, 476, 1160, 1296)]))
    _empty_stop(board, paths[2])
    _white_out(board, frames)
    for path in paths:
        outline(board, path, INK, HEAVY)
    bubble(board, ["8.14. PERFECT."], (178, 116), (270, 190), 25)
    bubble(board, ["43?"], (290, 1400), (520, 1430), 46)


def _empty_stop(board: Board, frame: Path) -> None:
    clip = filled([frame])
    board.lay(mixed(CORAL, PAGE, 0.72), clip)
    board.lay(CORAL, clipped(filled([box(40, 1110, 1160, 1280)]), clip))
    shelter: Path = [(230, 1112), (230, 760), (700, 740), (700, 1112)]
    board.lay(PAGE, filled([shelter]))
    draw(
        board,
        [
            shelter,
            [(196, 770), (740, 736)],
            [(196, 770), (196, 744), (740, 706), (740, 736)],
            [(230, 1030), (700, 1030)],
            [(460, 752), (460, 1112)],
        ],
        INK,
        HEAVY.sized(12),
    )
    draw(
        board,
        [[(290, 1060), (640, 1060)], [(320, 1060), (320, 1112)], [(610, 1060), (610, 1112)]],
        INK,
        HEAVY.sized(14),
    )
    stop_sign(board, (880, 1130), 0.6, tint=PAGE)
    for x, y, r in ((420, 1206, 150), (860, 1190, 110), (1010, 1236, 70)):
        puddle = ellipse(x, y, r, r * 0.17)
        board.lay(PAGE, filled([puddle]))
        draw(board, [puddle + puddle[:1], ellipse(x + 10, y, r * 0.3, r * 0.05)], INK, NIB)
    rain(board, frame, 30, 74, INK, NIB.sized(5), 0.42)
    draw(board, [smooth([(560, 1084), (590, 1072), (606, 1090)])], INK, NIB)
    feather = leaf((520, 1148), (610, 1128), 12, 0.12)
    board.lay(PAGE, filled([feather]))
    outline(board, feather, INK, NIB)
    draw(board, [[(505, 1152), (600, 1131)]], INK, NIB.sized(4))


def cover(board: Board) -> None:
    """The zine's cover, black and coral."""
    board.image = Image.new("RGB", board.size, PAGE)
    board.lay(CORAL, filled([wobbled(circle(600, 900, 470), board.rng, 5, 90, closed=True)]))
    title = Tool(40, swell=0.25, shake=1.6, opaque=True)
    draw(board, paragraph(["PIGEON"], (600, 110), 178, board.rng, align="centre", wild=1.2), INK, title)
    stop_sign(board, (870, 1430), 1.1)
    pigeon(board, (520, 1440), 1.36, tint=PAGE)
    ground = [wobbled([(90, 1452), (1110, 1446)], board.rng, 5, 90)]
    draw(board, ground, INK, HEAVY.sized(14))
    board.lay(INK, filled([wobbled(box(80, 330, 400, 560), board.rng, 5, 80, closed=True)]))
    draw(board, paragraph(["43"], (240, 370), 150, board.rng, align="centre", wild=1.2), CORAL, title.sized(30))
    say(board, ["A ZINE BY ZOE"], (600, 1492), 50, tool=HEAVY.sized(8))
    rain(board, box(70, 330, 1130, 1420), 90, 76, INK, NIB, 0.22)


def stall(board: Board) -> None:
    """A market stall with zines pegged on strings; three people look, their backs to us."""
    rng = board.rng
    board.image = Image.new("RGB", board.size, colour("f7efdf"))
    board.lay(mixed(CORAL, PAGE, 0.75), filled([box(0, 0, 1600, 760)]))
    board.lay(colour("e9dcc2"), filled([box(0, 900, 1600, 1200)]))
    for k in range(11):
        strip: Path = [
            (90 + 130 * k, 70),
            (220 + 130 * k, 70),
            (226 + 130 * k, 240),
            *arc(155 + 130 * k + 3, 240, 66, 48, 0, 180, 12),
            (94 + 130 * k, 240),
        ]
        board.lay(CORAL if k % 2 else PAGE, filled([strip]))
        outline(board, strip, INK, NIB)
    draw(board, [[(110, 240), (110, 960)], [(1500, 240), (1500, 960)], [(60, 70), (1540, 70)]], INK, HEAVY.sized(16))
    for row in range(2):
        y = 380 + row * 210
        draw(board, [smooth([(110, y - 20), (800, y + 26), (1500, y - 20)])], INK, NIB)
        for k in range(8):
            _zine(
                board,
                (190 + 168 * k + row * 40, y + 4 + 18 * math.sin(math.pi * (k + 0.5) / 8)),
                rng.uniform(-5, 5),
                (k * 3 + row) % 5,
            )
    table = box(70, 800, 1540, 860)
    board.lay(PAGE, filled([table, box(110, 860, 1500, 1010)]))
    draw(board, hatched(box(110, 860, 1500, 1010), rng, 26, 90, 0.2), CORAL, NIB)
    outline(board, table, INK, HEAVY)
    outline(board, box(110, 860, 1500, 1010), INK, HEAVY)
    for k in range(4):
        pile_top = box(180 + 90 * k, 770 - 8 * k, 262 + 90 * k, 800)
        board.lay(PAGE, filled([pile_top]))
        draw(board, [pile_top + pile_top[:1], [(180 + 90 * k, 785), (262 + 90 * k, 785)]], INK, NIB.sized(4))
    sign = wobbled(box(1296, 876, 1488, 984), board.rng, 3, 60, closed=True)
    board.lay(PAGE, filled([sign]))
    outline(board, sign, INK, HEAVY)
    say(board, ["ZINES", "£1"], (1392, 888), 34, tool=HEAVY.sized(6))
    _backs(board)


def _zine(board: Board, top: Point, turn: float, kind: int) -> None:
    x, y = top
    sheet = turned(box(x - 52, y, x + 52, y + 140), top, turn)
    board.lay((PAGE, CORAL, INK, mixed(CORAL, PAGE, 0.6), PAGE)[kind], filled([sheet]))
    outline(board, sheet, INK, NIB.sized(5))
    peg = turned(box(x - 6, y - 14, x + 6, y + 14), top, turn)
    board.lay(colour("d9b27c"), filled([peg]))
    outline(board, peg, INK, NIB.sized(3))
    tint = PAGE if kind == 2 else INK
    if kind in (0, 1):
        pigeon(board, (x - 4, y + 124), 0.17)
    elif kind == 2:
        board.lay(CORAL, filled([circle(x, y + 64, 34)]))
    else:
        draw(
            board,
            [
                turned([(x - 34, y + 34 + 24 * i), (x + 34 - 12 * (i % 2), y + 34 + 24 * i)], top, turn)
                for i in range(4)
            ],
            tint,
            NIB.sized(5),
        )


def _backs(board: Board) -> None:
    for x, tall, hair, coat in (
        (420, 560, "17161a", "17161a"),
        (800, 470, "8a4a2b", "fbf8f1"),
        (1150, 610, "55504e", "f26b5b"),
    ):
        _back(board, (x, 1230), tall, hair, coat)
    draw(board, [smooth([(790 - 20 * i, 830), (800 + 30 * i, 910)]) for i in range(3)], INK, NIB)
    draw(board, hatched(box(655, 960, 945, 1210), board.rng, 34, 0, 0.1), CORAL, HEAVY.sized(13))


def _back(board: Board, feet: Point, tall: float, hair: str, coat: str) -> None:
    x, foot = feet
    shape = smooth(
        [
            (x - 150, foot),
            (x - 140, foot - tall * 0.55),
            (x - 80, foot - tall * 0.74),
            (x, foot - tall * 0.77),
            (x + 80, foot - tall * 0.74),
            (x + 140, foot - tall * 0.55),
            (x + 150, foot),
        ]
    )
    board.lay(colour(coat), filled([shape]))
    outline(board, shape, INK, HEAVY.sized(12))
    draw(
        board,
        [
            smooth([(x - 96, foot), (x - 90, foot - tall * 0.4), (x - 104, foot - tall * 0.55)]),
            smooth([(x + 96, foot), (x + 90, foot - tall * 0.4), (x + 104, foot - tall * 0.55)]),
        ],
        PAGE if coat == "17161a" else INK,
        NIB,
    )
    neck = box(x - 34, foot - tall * 0.84, x + 34, foot - tall * 0.74)
    board.lay(colour("d9a884"), filled([neck]))
    head = ellipse(x, foot - tall * 0.92, 84, 92)
    board.lay(
        colour(hair),
        filled(
            [
                head,
                smooth(
                    [
                        (x - 86, foot - tall * 0.92),
                        (x - 74, foot - tall * 0.78),
                        (x, foot - tall * 0.75),
                        (x + 74, foot - tall * 0.78),
                        (x + 86, foot - tall * 0.92),
                    ],
                    closed=True,
                ),
            ]
        ),
    )
    outline(board, head, INK, HEAVY)


PICTURES = [
    Picture("zoe-d4y6", "comic-thumbs.png", thumbs, PORTRAIT, colours=16),
    Picture("zoe-d4y6", "comic-inks.png", inks, PORTRAIT, colours=8),
    Picture("zoe-d4y6", "comic-final.png", final, PORTRAIT, colours=12),
    Picture("zoe-d4y6", "cover.png", cover, PORTRAIT, colours=12),
    Picture("zoe-d4y6", "zine-stall.jpg", stall, LANDSCAPE),
]
