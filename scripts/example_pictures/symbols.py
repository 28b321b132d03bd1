"""Pictures that speak without many words: a timetable, tickets, a menu, a step card, maps of places and sounds."""

from __future__ import annotations

import math

from PIL import Image

from .board import Board, filled
from .charts import FELT, LINE, say
from .geometry import Path, Point, arc, blob, box, circle, ellipse, leaf, moved, rounded, scaled, smooth, spaced, star, wobbled
from .picture import LANDSCAPE, PORTRAIT, SQUARE, Picture
from .plans import arrow
from .strokes import Tool, draw, hatched, outline
from .texture import Colour, colour, mixed, shaded

BOLD = Tool(14, swell=0.05, shake=0.6, opaque=True)
FIRM = Tool(10, swell=0.05, shake=0.5, opaque=True)
INK = colour("22262b")
WHITE = colour("fffdf6")


def shape(board: Board, path: Path, tint: str, tool: Tool | None = FIRM) -> None:
    """A filled shape with a firm dark edge."""
    board.lay(colour(tint), filled([path]))
    if tool:
        outline(board, path, INK, tool)


def card(board: Board, frame: tuple[float, float, float, float], tint: str = "fffdf6", r: float = 34) -> None:
    """A card with a firm edge."""
    shape(board, rounded(*frame, r), tint, BOLD)


def small_bus(board: Board, x: float, y: float, k: float) -> None:
    """A bus, its middle at x, y."""
    shape(board, rounded(x - 100 * k, y - 66 * k, x + 100 * k, y + 56 * k, 20 * k), "d9482f")
    for i in range(3):
        shape(board, box(x + (-86 + 60 * i) * k, y - 46 * k, x + (-36 + 60 * i) * k, y - 2 * k), "cfe6ee", FIRM.sized(7))
    for dx in (-56, 56):
        shape(board, circle(x + dx * k, y + 58 * k, 26 * k), "3a3d42")


def register(board: Board, x: float, y: float, k: float) -> None:
    """A list with ticks."""
    shape(board, box(x - 76 * k, y - 96 * k, x + 76 * k, y + 96 * k), "f7f2e2")
    shape(board, rounded(x - 34 * k, y - 116 * k, x + 34 * k, y - 82 * k, 10 * k), "8a9096", FIRM.sized(7))
    for i in range(4):
        yy = y + (-52 + 38 * i) * k
        draw(board, [[(x - 12 * k, yy), (x + 58 * k, yy)]], INK, FIRM.sized(8))
        if i < 3:
            draw(board, [[(x - 58 * k, yy), (x - 46 * k, yy + 13 * k), (x - 26 * k, yy - 16 * k)]], colour("2f8a4f"), FIRM)


def sums(board: Board, x: float, y: float, k: float) -> None:
    """Maths: counters and a plus."""
    for i in range(3):
        shape(board, circle(x - 66 * k, y + (-62 + 62 * i) * k, 25 * k), "e2a33a", FIRM.sized(8))
    for i in range(2):
        shape(board, circle(x + 66 * k, y + (-31 + 62 * i) * k, 25 * k), "3f79a8", FIRM.sized(8))
    draw(board, [[(x - 28 * k, y), (x + 28 * k, y)], [(x, y - 28 * k), (x, y + 28 * k)]], INK, BOLD)


def small_train(board: Board, x: float, y: float, k: float) -> None:
    """A blue and yellow train seen from the front."""
    shape(board, [(x - 70 * k, y + 60 * k), (x - 74 * k, y - 50 * k), *arc(x, y - 50 * k, 74 * k, 62 * k, 180, 360, 20), (x + 70 * k, y + 60 * k)], "2c4f86")
    shape(board, [(x - 72 * k, y - 6 * k), (x + 72 * k, y - 6 * k), (x + 70 * k, y + 60 * k), (x - 70 * k, y + 60 * k)], "f0c93e")
    shape(board, box(x - 52 * k, y - 70 * k, x - 6 * k, y - 20 * k), "cfe6ee", FIRM.sized(7))
    shape(board, box(x + 6 * k, y - 70 * k, x + 52 * k, y - 20 * k), "cfe6ee", FIRM.sized(7))
    for dx in (-42, 42):
        shape(board, circle(x + dx * k, y + 28 * k, 14 * k), "fffdf6", FIRM.sized(7))
    draw(board, [[(x - 92 * k, y + 104 * k), (x - 60 * k, y + 62 * k)], [(x + 92 * k, y + 104 * k), (x + 60 * k, y + 62 * k)], [(x - 80 * k, y + 88 * k), (x + 80 * k, y + 88 * k)]], INK, FIRM)


def lunch(board: Board, x: float, y: float, k: float) -> None:
    """A plate, a fork, a spoon, an apple."""
    shape(board, circle(x, y, 62 * k), "fffdf6")
    draw(board, [circle(x, y, 42 * k) + circle(x, y, 42 * k)[:1]], colour("b9b3a5"), FIRM.sized(5))
    shape(board, circle(x, y + 4 * k, 28 * k), "d9482f", FIRM.sized(8))
    draw(board, [smooth([(x, y - 22 * k), (x + 4 * k, y - 36 * k), (x + 14 * k, y - 44 * k)])], colour("4f8a45"), FIRM)
    draw(board, [[(x - 92 * k, y - 76 * k), (x - 92 * k, y + 84 * k)], [(x - 106 * k, y - 76 * k), (x - 106 * k, y - 40 * k), (x - 78 * k, y - 40 * k), (x - 78 * k, y - 76 * k)], [(x + 92 * k, y - 20 * k), (x + 92 * k, y + 84 * k)]], INK, FIRM)
    shape(board, ellipse(x + 92 * k, y - 48 * k, 17 * k, 30 * k), "b9c0c4", FIRM.sized(8))


def house(board: Board, x: float, y: float, k: float) -> None:
    """Home, with a chimney."""
    shape(board, box(x + 36 * k, y - 96 * k, x + 60 * k, y - 40 * k), "8a5a44")
    shape(board, box(x - 72 * k, y - 16 * k, x + 72 * k, y + 92 * k), "f0dcb0")
    shape(board, [(x - 96 * k, y - 10 * k), (x, y - 100 * k), (x + 96 * k, y - 10 * k)], "b5432f")
    shape(board, box(x - 20 * k, y + 26 * k, x + 20 * k, y + 92 * k), "2f7a6a", FIRM.sized(8))
    for dx in (-50, 34):
        shape(board, box(x + dx * k, y + 6 * k, x + (dx + 22) * k, y + 30 * k), "cfe6ee", FIRM.sized(6))


def timetable(board: Board) -> None:
    """Six symbols in a row and a green arrow at now."""
    board.image = Image.new("RGB", board.size, colour("dfe8ea"))
    card(board, (30, 60, 2370, 840), "f6f2e6", 50)
    marks = ((small_bus, "BUS"), (register, "REGISTER"), (sums, "MATHS"), (small_train, "TRAIN"), (lunch, "LUNCH"), (house, "HOME"))
    for k, (mark, word) in enumerate(marks):
        x = 240 + k * 384
        card(board, (x - 168, 230, x + 168, 690), "fffdf6" if k != 3 else "dff0d8")
        mark(board, x, 420, 1.22)
        say(board, word, (x, 594), 48, "22262b", tool=FIRM.sized(9), align="centre", wild=0.3)
    x = 240 + 3 * 384
    board.lay(colour("2f9a4f"), filled([[(x - 44, 84), (x + 44, 84), (x + 44, 150), (x + 88, 150), (x, 222), (x - 88, 150), (x - 44, 150)]]))
    outline(board, [(x - 44, 84), (x + 44, 84), (x + 44, 150), (x + 88, 150), (x, 222), (x - 88, 150), (x - 44, 150)], INK, FIRM)
    for k in range(3):
        draw(board, [[(170 + k * 384, 742), (220 + k * 384, 790), (312 + k * 384, 716)]], colour("2f9a4f"), BOLD)


def _stick_person(board: Board, x: float, y: float, k: float, tint: str) -> None:
    shape(board, circle(x, y - 100 * k, 42 * k), "f0c9a0")
    shape(board, [(x - 56 * k, y + 110 * k), (x - 46 * k, y - 46 * k), (x + 46 * k, y - 46 * k), (x + 56 * k, y + 110 * k)], tint)
    for side in (-1, 1):
        draw(board, [[(x + side * 46 * k, y - 36 * k), (x + side * 80 * k, y + 40 * k)]], INK, BOLD)
    draw(board, [arc(x, y - 96 * k, 18 * k, 16 * k, 20, 160, 8), [(x - 15 * k, y - 110 * k), (x - 14 * k, y - 109 * k)], [(x + 15 * k, y - 110 * k), (x + 16 * k, y - 109 * k)]], INK, FIRM.sized(8))


def dog(board: Board, x: float, y: float, k: float) -> None:
    """A small patient dog."""
    body = smooth([(x - 90 * k, y + 40 * k), (x - 80 * k, y - 20 * k), (x + 40 * k, y - 30 * k), (x + 70 * k, y + 20 * k), (x + 64 * k, y + 60 * k), (x - 80 * k, y + 64 * k)], closed=True)
    for dx in (-70, -40, 30, 56):
        shape(board, box(x + dx * k - 11 * k, y + 40 * k, x + dx * k + 11 * k, y + 110 * k), "a9713f", FIRM.sized(8))
    draw(board, [smooth([(x - 84 * k, y), (x - 124 * k, y - 30 * k), (x - 118 * k, y - 76 * k)])], INK, BOLD.sized(22 * k))
    shape(board, body, "b9814a")
    shape(board, smooth([(x + 30 * k, y - 90 * k), (x + 80 * k, y - 104 * k), (x + 150 * k, y - 60 * k), (x + 140 * k, y - 30 * k), (x + 60 * k, y - 10 * k), (x + 26 * k, y - 40 * k)], closed=True), "b9814a")
    shape(board, smooth([(x + 24 * k, y - 90 * k), (x + 50 * k, y - 96 * k), (x + 46 * k, y - 20 * k), (x + 14 * k, y - 30 * k)], closed=True), "7a4f2a")
    board.lay(INK, filled([circle(x + 90 * k, y - 72 * k, 8 * k), ellipse(x + 146 * k, y - 56 * k, 14 * k, 11 * k)]))
    draw(board, [[(x + 24 * k, y - 16 * k), (x + 62 * k, y + 8 * k)]], colour("d9482f"), BOLD)


def tickets(board: Board) -> None:
    """One adult, one child, one dog: all aboard."""
    board.image = Image.new("RGB", board.size, colour("cdbb9a"))
    draw(board, hatched(box(0, 0, 1600, 1200), board.rng, 40, 3, 0.3), colour("c3b08d"), LINE)
    for k, (word, tint) in enumerate((("ADULT", "f6d873"), ("CHILD", "a9d3e2"), ("DOG", "f2b8a0"))):
        x, y, turn = 120 + 60 * (k % 2), 60 + 372 * k, (-1.5, 1.2, -0.8)[k]
        _ticket(board, (x, y), turn, word, tint, k)


def _ticket(board: Board, at: Point, turn: float, word: str, tint: str, kind: int) -> None:
    x, y = at
    edge: Path = [(x, y), (x + 1330, y + turn * 14), (x + 1330, y + 330 + turn * 14), (x, y + 330)]
    notched = filled([edge])
    board.lay(colour("a8946e"), notched.moved(10, 14).blurred(5).faded(0.7))
    board.lay(colour(tint), notched)
    for i in range(9):
        hole = circle(x + 350, y + 22 + 36 * i, 8)
        board.lay(colour("cdbb9a"), filled([hole]))
        board.lay(colour("cdbb9a"), filled([circle(x, y + 22 + 36 * i, 11), circle(x + 1330, y + 22 + 36 * i + turn * 14, 11)]))
    outline(board, wobbled(edge, board.rng, 2, 90, closed=True), INK, FIRM)
    small_train(board, x + 180, y + 150, 1.15)
    if kind < 2:
        _stick_person(board, x + 520, y + (160 if kind == 0 else 186), 1.1 if kind == 0 else 0.8, "d9482f" if kind == 0 else "2f7a6a")
    else:
        dog(board, x + 520, y + 176, 1.05)
    say(board, word, (x + 720, y + 62 + turn * 8), 84, "22262b", tool=BOLD, wild=0.8)
    small = colour("22262b")
    house(board, x + 772, y + 240, 0.56)
    arrow(board, [(x + 850, y + 246), (x + 980, y + 247)], small, BOLD, 34)
    _waves(board, (x + 1010, y + 222), 3)
    say(board, "43 102", (x + 1120, y + 226), 40, "22262b", tool=FIRM.sized(7), wild=0.8)


def _waves(board: Board, at: Point, rows: int) -> None:
    x, y = at
    lines = [smooth([(x + 22 * i, y + 24 * row + (7 if i % 2 else -7)) for i in range(5)]) for row in range(rows)]
    draw(board, lines, colour("1f6f9e"), FIRM)


def route_map(board: Board) -> None:
    """Lines at forty-five degrees, six stations, one sea."""
    board.image = Image.new("RGB", board.size, colour("f8f6ef"))
    board.lay(colour("cfe6ee"), filled([[(1180, 1200), (1320, 980), (1600, 880), (1600, 1200)]]))
    routes = (("d9482f", [(150, 300), (560, 300), (820, 560), (820, 900), (1000, 1080), (1330, 1080)]), ("2c6fb0", [(150, 880), (460, 880), (780, 560), (1060, 280), (1450, 280)]), ("3f9a52", [(360, 1080), (360, 660), (720, 300)]))
    rail = Tool(34, swell=0, shake=0, opaque=True)
    for tint, path in routes:
        draw(board, [path], colour(tint), rail)
    stations = (("Home", (150, 300), (150, 190)), ("Shop", (560, 300), (560, 190)), ("Nana", (360, 880), (250, 950)), ("School", (801, 541), (1010, 520)), ("Swimming", (1450, 280), (1370, 170)), ("Sea", (1330, 1080), (1330, 960)))
    for name, (x, y), at in stations:
        change = name in ("School", "Nana", "Shop")
        board.lay(INK, filled([circle(x, y, 46 if change else 38)]))
        board.lay(WHITE, filled([circle(x, y, 31 if change else 24)]))
        say(board, name, (at[0], at[1]), 62, "22262b", tool=FIRM, align="centre", wild=0.25)
    for x, y in ((150, 880), (360, 1080), (720, 300), (820, 800)):
        board.lay(INK, filled([box(x - 12, y - 26, x + 12, y + 26)]))
    house(board, 150, 440, 0.62)
    small_train(board, 1120, 700, 0.9)
    _waves(board, (1420, 1040), 4)
    for k, (tint, word) in enumerate((("d9482f", "RED LINE"), ("2c6fb0", "BLUE LINE"), ("3f9a52", "GREEN LINE"))):
        draw(board, [[(560, 1000 + 62 * k), (620, 1000 + 62 * k)]], colour(tint), rail.sized(24))
        say(board, word, (650, 982 + 62 * k), 34, "22262b", tool=FIRM.sized(7), wild=0.25)


def menu(board: Board) -> None:
    """A café menu that nobody needs to read to understand."""
    board.image = Image.new("RGB", board.size, colour("f7ead0"))
    for k in range(12):
        board.lay(colour("b5432f") if k % 2 else colour("fbf6ea"), filled([[(k * 100, 0), (k * 100 + 100, 0), (k * 100 + 100, 90), *arc(k * 100 + 50, 90, 50, 40, 0, 180, 10)]]))
    say(board, "CAFE", (600, 190), 150, "2f5f5a", tool=Tool(24, swell=0.15, shake=1, opaque=True), align="centre", wild=0.8)
    draw(board, [[(728, 158), (776, 124)]], colour("2f5f5a"), Tool(20, swell=0.15, opaque=True))
    for k, (word, price) in enumerate((("TEA", "60p"), ("COFFEE", "80p"), ("JUICE", "50p"), ("SCONE", "70p"), ("SOUP", "£1"))):
        y = 470 + 226 * k
        card(board, (70, y - 96, 1130, y + 96), "fffaf0", 26)
        _dish(board, k, 200, y)
        say(board, word, (350, y - 38), 76, "3a2a24", tool=BOLD, wild=0.6)
        say(board, price, (1080, y - 52), 104, "b5432f", tool=BOLD.sized(18), align="right", wild=0.6)


def _dish(board: Board, kind: int, x: float, y: float) -> None:
    if kind in (0, 1):
        shape(board, [(x - 56, y - 34), (x + 44, y - 34), (x + 34, y + 52), (x - 46, y + 52)], "8fb7b0" if kind == 0 else "d9a45c")
        draw(board, [arc(x + 46, y + 4, 28, 26, -80, 80, 10)], INK, FIRM)
        shape(board, ellipse(x - 6, y - 34, 50, 11), "a9602f" if kind == 0 else "4a2c1e", FIRM.sized(7))
        draw(board, [smooth([(x - 30 + 26 * i, y - 54), (x - 38 + 26 * i, y - 70), (x - 26 + 26 * i, y - 86)]) for i in range(2)], colour("9a8f80"), FIRM.sized(7))
    elif kind == 2:
        shape(board, [(x - 42, y - 50), (x + 42, y - 50), (x + 30, y + 62), (x - 30, y + 62)], "f2a33a")
        draw(board, [[(x + 6, y + 10), (x + 38, y - 84)]], colour("b5432f"), BOLD)
        shape(board, circle(x - 40, y - 52, 25), "f6c445", FIRM.sized(7))
    elif kind == 3:
        shape(board, rounded(x - 58, y - 10, x + 58, y + 50, 18), "ecd9ae")
        shape(board, smooth([(x - 64, y), (x - 50, y - 44), (x, y - 56), (x + 50, y - 44), (x + 64, y)], closed=True), "c98a4a")
        draw(board, [[(x - 56, y + 18), (x + 56, y + 18)]], colour("b5202f"), BOLD)
    else:
        shape(board, [(x - 72, y - 12), (x + 72, y - 12), *arc(x, y - 12, 72, 70, 0, 180, 20)], "3f79a8")
        shape(board, ellipse(x, y - 12, 72, 20), "d9662f", FIRM.sized(8))
        draw(board, [[(x + 30, y - 16), (x + 84, y - 82)]], INK, BOLD)


def horse_head(board: Board, x: float, y: float, k: float) -> None:
    """A horse's head and neck, looking right."""
    def put(path: Path) -> Path:
        return moved(scaled(path, k), x, y)

    shape(board, put(smooth([(-110, 130), (-90, 10), (-50, -80), (0, -110), (50, -90), (104, 10), (122, 50), (96, 80), (50, 66), (10, 30), (0, 130)], closed=True)), "a9683a")
    shape(board, put([(-30, -96), (-20, -146), (6, -104)]), "a9683a")
    draw(board, [put(smooth([(-30 - 14 * i, -96 + 34 * i), (-70 - 12 * i, -80 + 40 * i), (-84 - 8 * i, -40 + 40 * i)])) for i in range(5)], colour("4a2c1e"), BOLD.sized(15))
    board.lay(INK, filled([put(circle(18, -52, 9)), put(circle(100, 50, 6))]))


def horse_card(board: Board) -> None:
    """Five steps with a horse: halter, brush, hoof, water, thank you."""
    board.image = Image.new("RGB", board.size, colour("e6ecd8"))
    for k, word in enumerate(("HALTER", "BRUSH", "HOOF", "WATER", "THANK YOU")):
        x = 256 + k * 472
        card(board, (x - 214, 90, x + 214, 810))
        shape(board, circle(x - 140, 164, 44), ("d9482f", "e2a33a", "3f9a52", "3f79a8", "8d5bb0")[k], FIRM)
        say(board, str(k + 1), (x - 140, 138), 52, "fffdf6", tool=FIRM, align="centre", wild=0.3)
        _horse_step(board, k, x, 430)
        say(board, word, (x, 710), 46 if k < 4 else 40, "22262b", tool=FIRM, align="centre", wild=0.4)


def _horse_step(board: Board, kind: int, x: float, y: float) -> None:
    red = Tool(15, swell=0, shake=0.4, opaque=True)
    if kind == 0:
        horse_head(board, x - 10, y, 1.35)
        draw(board, [smooth([(x + 54, y - 76), (x + 76, y + 20), (x + 34, y + 70)]), smooth([(x - 40, y - 130), (x - 10, y - 20), (x + 40, y + 60)]), smooth([(x + 36, y + 70), (x - 20, y + 180), (x + 120, y + 210)])], colour("d9482f"), red)
    elif kind == 1:
        shape(board, smooth([(x - 190, y + 100), (x - 170, y - 70), (x, y - 110), (x + 170, y - 60), (x + 190, y + 100)], closed=True), "a9683a")
        shape(board, rounded(x - 90, y - 60, x + 70, y - 6, 20), "e2a33a")
        draw(board, [[(x - 76 + 19 * i, y - 2), (x - 80 + 19 * i, y + 34)] for i in range(8)], INK, FIRM.sized(7))
        draw(board, [smooth([(x + 90, y - 110), (x + 150, y - 70), (x + 180, y - 10)])], INK, FIRM)
        arrow(board, [(x + 172, y - 30), (x + 181, y - 8)], INK, FIRM, 28)
    elif kind == 2:
        shape(board, [(x - 52, y - 210), (x + 44, y - 210), (x + 40, y + 40), (x - 40, y + 40)], "a9683a")
        shape(board, [(x - 50, y + 40), (x + 46, y + 40), (x + 96, y + 160), (x - 84, y + 160)], "5a4a40")
        draw(board, [smooth([(x - 50, y + 30), (x - 70, y + 64), (x - 56, y + 80)]), smooth([(x + 46, y + 30), (x + 66, y + 60), (x + 58, y + 80)])], colour("e6d8c0"), BOLD.sized(20))
        arrow(board, smooth([(x + 140, y + 180), (x + 170, y + 60), (x + 130, y - 40)]), colour("2f9a4f"), BOLD, 40)
    elif kind == 3:
        shape(board, [(x - 120, y - 20), (x + 120, y - 20), (x + 90, y + 180), (x - 90, y + 180)], "8a9096")
        shape(board, ellipse(x, y - 20, 120, 34), "6ab4d6")
        draw(board, [arc(x, y - 20, 116, 140, 185, 355, 24)], INK, FIRM)
        draw(board, [smooth([(x - 60 + 40 * i, y - 24), (x - 46 + 40 * i, y - 32), (x - 30 + 40 * i, y - 24)]) for i in range(3)], colour("2c6fb0"), FIRM.sized(7))
    else:
        horse_head(board, x - 60, y + 30, 1.15)
        heart = smooth([(x + 100, y - 60), (x + 60, y - 110), (x + 60, y - 150), (x + 96, y - 150), (x + 100, y - 130), (x + 106, y - 150), (x + 144, y - 150), (x + 142, y - 106)], closed=True)
        shape(board, heart, "d9482f")
        shape(board, rounded(x + 40, y + 140, x + 190, y + 196, 26), "f0c9a0")
        shape(board, [(x + 90, y + 142), (x + 96, y + 110), (x + 130, y + 100), (x + 140, y + 142)], "e58a2f")


def sound_map(board: Board) -> None:
    """Me in the middle, and every sound where it came from."""
    board.image = Image.new("RGB", board.size, colour("f4efe2"))
    middle = 700.0
    for r in (210, 400, 590):
        ring = spaced(circle(middle, middle, r), 20)
        draw(board, [[a, b] for a, b in zip(ring[::2], ring[1::2], strict=False)], colour("cfc6b2"), LINE)
    draw(board, [[(middle - 44, middle - 44), (middle + 44, middle + 44)], [(middle + 44, middle - 44), (middle - 44, middle + 44)]], INK, BOLD.sized(20))
    say(board, "ME", (middle, middle + 66), 52, "22262b", tool=FIRM, align="centre", wild=1.2)
    _robin_song(board, (360, 330))
    _gate_creak(board, (1080, 400))
    _lorry(board, (1090, 1090))
    _football(board, (330, 1010))
    _rain_sound(board)


def _robin_song(board: Board, at: Point) -> None:
    x, y = at
    shape(board, smooth([(x - 60, y), (x - 40, y - 60), (x + 30, y - 74), (x + 70, y - 30), (x + 50, y + 40), (x - 20, y + 50)], closed=True), "7a563c")
    board.lay(colour("e0662a"), filled([smooth([(x + 14, y - 50), (x + 64, y - 30), (x + 50, y + 34), (x + 4, y + 30)], closed=True)]))
    shape(board, [(x + 66, y - 44), (x + 100, y - 34), (x + 66, y - 26)], "3a3d42", FIRM.sized(6))
    board.lay(INK, filled([circle(x + 40, y - 48, 7)]))
    notes = [smooth([(x + 120 + 46 * i, y - 30 + 34 * i), (x + 134 + 46 * i, y - 70 + 34 * i), (x + 152 + 46 * i, y - 30 + 34 * i), (x + 162 + 46 * i, y - 60 + 34 * i)]) for i in range(4)]
    draw(board, notes, colour("e0662a"), FIRM)
    say(board, "ROBIN", (x - 20, y + 80), 50, "7a563c", tool=FIRM, align="centre", wild=1.2)


def _gate_creak(board: Board, at: Point) -> None:
    x, y = at
    draw(board, [[(x - 90, y - 80), (x - 90, y + 80)], [(x + 90, y - 110), (x + 90, y + 60)], [(x - 90, y - 60), (x + 90, y - 90)], [(x - 90, y + 50), (x + 90, y + 30)], *[[(x - 60 + 36 * i, y - 66 - 6 * i), (x - 60 + 36 * i, y + 46 - 5 * i)] for i in range(4)]], colour("4f6b7a"), BOLD)
    zig: Path = [(x - 120 - 34 * i, y + 40 + 26 * i + (22 if i % 2 else -22)) for i in range(7)]
    draw(board, [zig], colour("4f6b7a"), FIRM)
    say(board, "GATE", (x, y + 96), 50, "4f6b7a", tool=FIRM, align="centre", wild=1.2)


def _lorry(board: Board, at: Point) -> None:
    x, y = at
    shape(board, box(x - 110, y - 80, x + 60, y + 40), "8d5bb0")
    shape(board, [(x + 60, y - 40), (x + 110, y - 40), (x + 140, y), (x + 140, y + 40), (x + 60, y + 40)], "b18ad0")
    for dx in (-66, 20, 104):
        shape(board, circle(x + dx, y + 46, 25), "3a3d42")
    for i in range(4):
        draw(board, [smooth([(x - 140 - 40 * i + (16 if j % 2 else -16), y - 110 + 40 * j - 26 * i) for j in range(5)])], colour("8d5bb0"), BOLD.sized(20 - 3 * i))
    say(board, "LORRY", (x, y + 90), 50, "8d5bb0", tool=FIRM, align="centre", wild=1.2)


def _football(board: Board, at: Point) -> None:
    x, y = at
    shape(board, circle(x, y, 66), "fffdf6")
    board.lay(INK, filled([star(x, y, 28, 23, 5), *[circle(x + 58 * math.cos(a), y + 58 * math.sin(a), 12) for a in [math.tau * i / 5 - 1.57 for i in range(5)]]]))
    for i in range(4):
        cx, cy = x + 110 + 62 * i, y - 50 - 44 * i
        draw(board, [[(cx - 20, cy - 16), (cx, cy), (cx - 22, cy + 14)], [(cx, cy), (cx + 20, cy - 14)]], colour("2f8a4f"), FIRM)
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
        draw(board, [limb[:2], limb[2:], *[smooth([(x - 200 + 110 * i, 430 + 14 * (i % 2)), (x - 150 + 110 * i, 424), (x - 110 + 110 * i, 440)]) for i in range(4)]], INK, FIRM)
        _hitch_front(board, k, x, rope_tint)
    arrow(board, smooth([(1210, 980), (1300, 1020), (1400, 980), (1420, 860)]), coral, BOLD.sized(20), 54)


def _rope(board: Board, path: Path, tint: Colour) -> None:
    draw(board, [path], INK, Tool(52, swell=0, shake=0, opaque=True))
    draw(board, [path], tint, Tool(36, swell=0, shake=0, opaque=True))
    stops = spaced(path, 30)
    ticks = []
    for (x0, y0), (x1, y1) in zip(stops, stops[1:], strict=False):
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
    _rope(board, smooth([(x - 100, 765), (x - 20, 740), (x + 20, 690), (x + 100, 720)] if k == 1 else [(x - 100, 765), (x - 10, 745), (x + 10, 690)]), tint)
    if k == 2:
        _rope(board, smooth([(x + 6, 700), (x - 20, 800), (x - 120, 810), (x - 146, 866), (x - 90, 900)]), tint)
        _rope(board, [(x - 70, 840), (x - 70, 700)], tint)
        _rope(board, smooth([(x - 96, 900), (x - 10, 880), (x + 30, 830), (x + 150, 870)]), tint)


PICTURES = [
    Picture("sam-j4e9", "timetable.png", timetable, (2400, 900), colours=24),
    Picture("sam-j4e9", "tickets.png", tickets, LANDSCAPE, colours=24),
    Picture("sam-j4e9", "route-map.png", route_map, LANDSCAPE, colours=20),
    Picture("grace-m7u2", "menu.png", menu, PORTRAIT, colours=24),
    Picture("tilly-r1s7", "horse-card.png", horse_card, (2400, 900), colours=24),
    Picture("omar-y5a6", "sound-map.png", sound_map, SQUARE, colours=24),
    Picture("omar-y5a6", "knot.png", knot, LANDSCAPE, colours=12),
]
__all__ = ["FELT", "PICTURES", "blob", "leaf", "mixed", "shaded"]
