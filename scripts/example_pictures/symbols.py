"""Pictures that speak without many words: a timetable, tickets, a route map, a menu, a step card."""

from __future__ import annotations

from PIL import Image

from .board import Board, filled
from .charts import LINE, say
from .geometry import Path, Point, arc, box, circle, ellipse, rounded, smooth, trace, wobbled
from .marks import (
    BOLD,
    FIRM,
    INK,
    WHITE,
    card,
    dog,
    horse_head,
    house,
    lunch,
    register,
    shape,
    small_bus,
    small_train,
    sums,
    waves,
)
from .picture import LANDSCAPE, PORTRAIT, Picture
from .plans import arrow
from .strokes import Tool, draw, hatched, outline
from .texture import colour


def timetable(board: Board) -> None:
    """Six symbols in a row and a green arrow at now."""
    board.image = Image.new("RGB", board.size, colour("dfe8ea"))
    card(board, (30, 60, 2370, 840), "f6f2e6", 50)
    marks = (
        (small_bus, "BUS"),
        (register, "REGISTER"),
        (sums, "MATHS"),
        (small_train, "TRAIN"),
        (lunch, "LUNCH"),
        (house, "HOME"),
    )
    for k, (mark, word) in enumerate(marks):
        x = 240 + k * 384
        card(board, (x - 168, 230, x + 168, 690), "fffdf6" if k != 3 else "dff0d8")
        mark(board, x, 420, 1.22)
        say(board, word, (x, 594), 48, "22262b", tool=FIRM.sized(9), align="centre", wild=0.3)
    x = 240 + 3 * 384
    board.lay(
        colour("2f9a4f"),
        filled([[(x - 44, 84), (x + 44, 84), (x + 44, 150), (x + 88, 150), (x, 222), (x - 88, 150), (x - 44, 150)]]),
    )
    outline(
        board,
        [(x - 44, 84), (x + 44, 84), (x + 44, 150), (x + 88, 150), (x, 222), (x - 88, 150), (x - 44, 150)],
        INK,
        FIRM,
    )
    for k in range(3):
        draw(board, [[(170 + k * 384, 742), (220 + k * 384, 790), (312 + k * 384, 716)]], colour("2f9a4f"), BOLD)


def _stick_person(board: Board, x: float, y: float, k: float, tint: str) -> None:
    shape(board, circle(x, y - 100 * k, 42 * k), "f0c9a0")
    shape(
        board,
        [(x - 56 * k, y + 110 * k), (x - 46 * k, y - 46 * k), (x + 46 * k, y - 46 * k), (x + 56 * k, y + 110 * k)],
        tint,
    )
    for side in (-1, 1):
        draw(board, [[(x + side * 46 * k, y - 36 * k), (x + side * 80 * k, y + 40 * k)]], INK, BOLD)
    draw(
        board,
        [
            arc(x, y - 96 * k, 18 * k, 16 * k, 20, 160, 8),
            [(x - 15 * k, y - 110 * k), (x - 14 * k, y - 109 * k)],
            [(x + 15 * k, y - 110 * k), (x + 16 * k, y - 109 * k)],
        ],
        INK,
        FIRM.sized(8),
    )


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
        board.lay(
            colour("cdbb9a"),
            filled([circle(x, y + 22 + 36 * i, 11), circle(x + 1330, y + 22 + 36 * i + turn * 14, 11)]),
        )
    outline(board, wobbled(edge, board.rng, 2, 90, closed=True), INK, FIRM)
    small_train(board, x + 180, y + 150, 1.15)
    if kind < 2:
        _stick_person(
            board,
            x + 520,
            y + (160 if kind == 0 else 186),
            1.1 if kind == 0 else 0.8,
            "d9482f" if kind == 0 else "2f7a6a",
        )
    else:
        dog(board, x + 520, y + 176, 1.05)
    say(board, word, (x + 720, y + 62 + turn * 8), 84, "22262b", tool=BOLD, wild=0.8)
    small = colour("22262b")
    house(board, x + 772, y + 240, 0.56)
    arrow(board, [(x + 850, y + 246), (x + 980, y + 247)], small, BOLD, 34)
    waves(board, (x + 1010, y + 222), 3)
    say(board, "43 102", (x + 1120, y + 226), 40, "22262b", tool=FIRM.sized(7), wild=0.8)


def route_map(board: Board) -> None:
    """Lines at forty-five degrees, six stations, one sea."""
    board.image = Image.new("RGB", board.size, colour("f8f6ef"))
    board.lay(colour("cfe6ee"), filled([[(1180, 1200), (1320, 980), (1600, 880), (1600, 1200)]]))
    routes = (
        ("d9482f", trace("150 300, 560 300, 820 560, 820 900, 1000 1080, 1330 1080")),
        ("2c6fb0", trace("150 880, 460 880, 780 560, 1060 280, 1450 280")),
        ("3f9a52", [(360, 1080), (360, 660), (720, 300)]),
    )
    rail = Tool(34, swell=0, shake=0, opaque=True)
    for tint, path in routes:
        draw(board, [path], colour(tint), rail)
    stations = (
        ("Home", (150, 300), (150, 190)),
        ("Shop", (560, 300), (560, 190)),
        ("Nana", (360, 880), (250, 950)),
        ("School", (801, 541), (1010, 520)),
        ("Swimming", (1450, 280), (1370, 170)),
        ("Sea", (1330, 1080), (1330, 960)),
    )
    for name, (x, y), at in stations:
        change = name in ("School", "Nana", "Shop")
        board.lay(INK, filled([circle(x, y, 46 if change else 38)]))
        board.lay(WHITE, filled([circle(x, y, 31 if change else 24)]))
        say(board, name, (at[0], at[1]), 62, "22262b", tool=FIRM, align="centre", wild=0.25)
    for x, y in ((150, 880), (360, 1080), (720, 300), (820, 800)):
        board.lay(INK, filled([box(x - 12, y - 26, x + 12, y + 26)]))
    house(board, 150, 440, 0.62)
    small_train(board, 1120, 700, 0.9)
    waves(board, (1420, 1040), 4)
    for k, (tint, word) in enumerate((("d9482f", "RED LINE"), ("2c6fb0", "BLUE LINE"), ("3f9a52", "GREEN LINE"))):
        draw(board, [[(560, 1000 + 62 * k), (620, 1000 + 62 * k)]], colour(tint), rail.sized(24))
        say(board, word, (650, 982 + 62 * k), 34, "22262b", tool=FIRM.sized(7), wild=0.25)


def menu(board: Board) -> None:
    """A café menu that nobody needs to read to understand."""
    board.image = Image.new("RGB", board.size, colour("f7ead0"))
    for k in range(12):
        board.lay(
            colour("b5432f") if k % 2 else colour("fbf6ea"),
            filled(
                [[(k * 100, 0), (k * 100 + 100, 0), (k * 100 + 100, 90), *arc(k * 100 + 50, 90, 50, 40, 0, 180, 10)]]
            ),
        )
    say(
        board,
        "CAFE",
        (600, 190),
        150,
        "2f5f5a",
        tool=Tool(24, swell=0.15, shake=1, opaque=True),
        align="centre",
        wild=0.8,
    )
    draw(board, [[(728, 158), (776, 124)]], colour("2f5f5a"), Tool(20, swell=0.15, opaque=True))
    for k, (word, price) in enumerate(
        (("TEA", "60p"), ("COFFEE", "80p"), ("JUICE", "50p"), ("SCONE", "70p"), ("SOUP", "£1"))
    ):
        y = 470 + 226 * k
        card(board, (70, y - 96, 1130, y + 96), "fffaf0", 26)
        _dish(board, k, 200, y)
        say(board, word, (350, y - 38), 76, "3a2a24", tool=BOLD, wild=0.6)
        say(board, price, (1080, y - 52), 104, "b5432f", tool=BOLD.sized(18), align="right", wild=0.6)


def _dish(board: Board, kind: int, x: float, y: float) -> None:
    if kind in (0, 1):
        shape(
            board,
            [(x - 56, y - 34), (x + 44, y - 34), (x + 34, y + 52), (x - 46, y + 52)],
            "8fb7b0" if kind == 0 else "d9a45c",
        )
        draw(board, [arc(x + 46, y + 4, 28, 26, -80, 80, 10)], INK, FIRM)
        shape(board, ellipse(x - 6, y - 34, 50, 11), "a9602f" if kind == 0 else "4a2c1e", FIRM.sized(7))
        draw(
            board,
            [
                smooth([(x - 30 + 26 * i, y - 54), (x - 38 + 26 * i, y - 70), (x - 26 + 26 * i, y - 86)])
                for i in range(2)
            ],
            colour("9a8f80"),
            FIRM.sized(7),
        )
    elif kind == 2:
        shape(board, [(x - 42, y - 50), (x + 42, y - 50), (x + 30, y + 62), (x - 30, y + 62)], "f2a33a")
        draw(board, [[(x + 6, y + 10), (x + 38, y - 84)]], colour("b5432f"), BOLD)
        shape(board, circle(x - 40, y - 52, 25), "f6c445", FIRM.sized(7))
    elif kind == 3:
        shape(board, rounded(x - 58, y - 10, x + 58, y + 50, 18), "ecd9ae")
        shape(
            board,
            smooth(trace("-64 0, -50 -44, 0 -56, 50 -44, 64 0", (x, y)), closed=True),
            "c98a4a",
        )
        draw(board, [[(x - 56, y + 18), (x + 56, y + 18)]], colour("b5202f"), BOLD)
    else:
        shape(board, [(x - 72, y - 12), (x + 72, y - 12), *arc(x, y - 12, 72, 70, 0, 180, 20)], "3f79a8")
        shape(board, ellipse(x, y - 12, 72, 20), "d9662f", FIRM.sized(8))
        draw(board, [[(x + 30, y - 16), (x + 84, y - 82)]], INK, BOLD)


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
    (_halter, _brushed, _hoof, _water, _thanks)[kind](board, x, y)


def _halter(board: Board, x: float, y: float) -> None:
    horse_head(board, x - 10, y, 1.35)
    draw(
        board,
        [
            smooth([(x + 54, y - 76), (x + 76, y + 20), (x + 34, y + 70)]),
            smooth([(x - 40, y - 130), (x - 10, y - 20), (x + 40, y + 60)]),
            smooth([(x + 36, y + 70), (x - 20, y + 180), (x + 120, y + 210)]),
        ],
        colour("d9482f"),
        Tool(15, swell=0, shake=0.4, opaque=True),
    )


def _brushed(board: Board, x: float, y: float) -> None:
    for dx in (-128, -84, 30, 74):
        shape(board, box(x + dx - 17, y + 90, x + dx + 17, y + 226), "8f5730", FIRM.sized(8))
    draw(
        board,
        [smooth([(x - 146, y + 30), (x - 188, y + 80), (x - 176, y + 170)])],
        colour("4a2c1e"),
        BOLD.sized(26),
    )
    shape(board, ellipse(x - 26, y + 50, 134, 82), "a9683a")
    horse_head(board, x + 106, y - 70, 0.86)
    shape(board, rounded(x - 106, y - 24, x + 14, y + 16, 16), "e2a33a", FIRM.sized(8))
    draw(board, [[(x - 96 + 17 * i, y + 20), (x - 98 + 17 * i, y + 44)] for i in range(7)], INK, FIRM.sized(6))
    arrow(board, smooth([(x - 10, y - 56), (x - 70, y - 70), (x - 130, y - 40)]), colour("2f9a4f"), FIRM, 28)


def _hoof(board: Board, x: float, y: float) -> None:
    shape(board, [(x - 52, y - 210), (x + 44, y - 210), (x + 40, y + 40), (x - 40, y + 40)], "a9683a")
    shape(board, [(x - 50, y + 40), (x + 46, y + 40), (x + 96, y + 160), (x - 84, y + 160)], "5a4a40")
    draw(
        board,
        [
            smooth([(x - 50, y + 30), (x - 70, y + 64), (x - 56, y + 80)]),
            smooth([(x + 46, y + 30), (x + 66, y + 60), (x + 58, y + 80)]),
        ],
        colour("e6d8c0"),
        BOLD.sized(20),
    )
    arrow(board, smooth([(x + 140, y + 180), (x + 170, y + 60), (x + 130, y - 40)]), colour("2f9a4f"), BOLD, 40)


def _water(board: Board, x: float, y: float) -> None:
    shape(board, [(x - 120, y - 20), (x + 120, y - 20), (x + 90, y + 180), (x - 90, y + 180)], "8a9096")
    shape(board, ellipse(x, y - 20, 120, 34), "6ab4d6")
    draw(board, [arc(x, y - 20, 116, 140, 185, 355, 24)], INK, FIRM)
    draw(
        board,
        [smooth([(x - 60 + 40 * i, y - 24), (x - 46 + 40 * i, y - 32), (x - 30 + 40 * i, y - 24)]) for i in range(3)],
        colour("2c6fb0"),
        FIRM.sized(7),
    )


def _thanks(board: Board, x: float, y: float) -> None:
    horse_head(board, x - 60, y + 30, 1.15)
    heart = smooth(
        trace("100 -60, 60 -110, 60 -150, 96 -150, 100 -130, 106 -150, 144 -150, 142 -106", (x, y)),
        closed=True,
    )
    shape(board, heart, "d9482f")
    shape(board, rounded(x + 40, y + 140, x + 190, y + 196, 26), "f0c9a0")
    shape(board, [(x + 90, y + 142), (x + 96, y + 110), (x + 130, y + 100), (x + 140, y + 142)], "e58a2f")


PICTURES = [
    Picture("sam-j4e9", "timetable.png", timetable, (2400, 900), colours=24),
    Picture("sam-j4e9", "tickets.png", tickets, LANDSCAPE, colours=24),
    Picture("sam-j4e9", "route-map.png", route_map, LANDSCAPE, colours=20),
    Picture("grace-m7u2", "menu.png", menu, PORTRAIT, colours=24),
    Picture("tilly-r1s7", "horse-card.png", horse_card, (2400, 900), colours=24),
]
