"""Photographs of cloth and card: a sampler and its mistake, five spelling cards."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageFilter

from .board import Board, Patch, filled, whole
from .camera import developed, laid_flat, photograph, table, wood
from .charts import FELT, LINE, say
from .geometry import Path, Point, arc, box, circle, ellipse, rounded, smooth, trace
from .lettering import lettered, width_of
from .paint import shadow
from .picture import LANDSCAPE, Picture
from .solid import Camera, Face, spun, tube
from .strokes import Tool, draw, stroked
from .texture import clouds, colour, faded, glow, levels, lit, paper, relief, shaded, weave

CHART_RED, CHART_BLACK = "R", "B"
DIAMONDS = (
    "....R....",
    "...R.R...",
    "..R.B.R..",
    ".R.BBB.R.",
    "R.BB.BB.R",
    ".R.BBB.R.",
    "..R.B.R..",
    "...R.R...",
    "....R....",
)
ROOSTER = (
    "..RR............",
    ".RRRR......R....",
    ".RBRR.....RRR...",
    "BRRRR....RR.RR..",
    ".RRRR...RR...RR.",
    "..RRRR..R.RR..R.",
    "..RRRRRRRR.RR...",
    "..RRRBRBRRR.R...",
    "...RRRBRBRRR....",
    "...RRRRRRRR.....",
    "....RRRRRR......",
    ".....R..R.......",
    ".....B..B.......",
    "....BB.BB.......",
)
OAK = (
    "......B......",
    ".....BB......",
    "....BB.BB....",
    "...BBRBBBB...",
    "....BBRBB....",
    "..BBBBRBBBB..",
    ".BBBRBRBRBBB.",
    "..BBBRRRBBB..",
    "...BBBRBBB...",
    ".BBBRBRBRBBB.",
    "..BB.RRR.BB..",
    "......R......",
    "......R......",
)


def _stitched(board: Board, places: list[tuple[float, float, str]], cell: float) -> None:
    """Put a cross stitch at each place, with a thread's light and a small shadow."""
    for key, tint in ((CHART_RED, colour("b3202a")), (CHART_BLACK, colour("26222a"))):
        here = [(x, y) for x, y, k in places if k == key]
        if not here:
            continue
        for turn in (0, 1):
            half = cell * 0.43
            legs: list[Path] = [
                [(x - half, y + (half if turn else -half)), (x + half, y + (-half if turn else half))] for x, y in here
            ]
            patch = stroked(legs, Tool(cell * 0.3, swell=0.1, shake=0), board.rng)
            board.glaze((70, 60, 60), patch.moved(2, 3).blurred(1.5).faded(0.5))
            board.lay(shaded(tint, 0.86 if turn == 0 else 1.06), patch)
            rim = ImageChops.subtract(patch.mask, ImageChops.offset(patch.mask, 1, 2))
            board.shine((84, 74, 70), patch.with_mask(rim))


def _linen(board: Board, tint: str, thread: int) -> None:
    board.image = lit(Image.new("RGB", board.size, colour(tint)), weave(board.size, board.rng, thread), 0.16)
    board.image = lit(board.image, clouds(board.size, board.rng, 500, 2), 0.05)


def _band(
    rows: tuple[str, ...], repeats: int, left: float, top: float, cell: float, slip_from: int = 999
) -> list[tuple[float, float, str]]:
    places = []
    for copy in range(repeats):
        for r, row in enumerate(rows):
            for c, key in enumerate(row):
                if key != ".":
                    drop = 1 if copy >= slip_from else 0
                    places.append((left + (copy * len(row) + c) * cell, top + (r + drop) * cell, key))
    return places


def sampler(board: Board) -> None:
    """Three bands on white linen: diamonds, roosters, oak leaves."""
    rng = board.rng
    wide, high = board.size
    board.image = wood(board.size, colour("8f7152"), rng, 3, 0.2)
    cloth = Board(Image.new("RGB", (1480, 1090), colour("f1ece0")), rng)
    _linen(cloth, "f1ece0", 4)
    cell = 12.4
    places = _band(DIAMONDS, 12, 76, 120, cell) + _band(ROOSTER, 7, 56, 400, cell) + _band(OAK, 8, 92, 742, cell)
    for y in (66, 296, 666, 962):
        places += [(60 + k * cell, y + (k % 2) * cell, "R") for k in range(110)]
        places += [(60 + k * cell, y - cell + (k % 2) * cell * 3, "B") for k in range(0, 110, 4)]
    _stitched(cloth, places, cell)
    turned = cloth.image.rotate(1.2, Image.Resampling.BICUBIC, expand=True)
    mask = Image.new("L", cloth.size, 255).rotate(1.2, Image.Resampling.BICUBIC, expand=True)
    fray = lit(mask.filter(ImageFilter.GaussianBlur(3)), clouds(mask.size, rng, 6, 2), 0.8)
    mask = levels(fray, 110, 150)
    left, top = (wide - turned.width) // 2, (high - turned.height) // 2
    patch = Patch(mask, left, top)
    shadow(board, patch, 8, 12, 14, 0.55)
    board.place(turned, patch)
    folds = relief(clouds(board.size, rng, 620, 2), None, 5.0, 6)
    board.image = lit(board.image, folds, 0.16)
    light = glow(board.size, wide * 0.2, high * 0.1, wide * 1.0, high * 1.3)
    board.shine((60, 52, 40), whole(board.size, faded(light, 0.5)))
    developed(board, glowing=0.06)


def sampler_mistake(board: Board) -> None:
    """Close up: from here on the diamonds are one stitch too low; the needle waits."""
    rng = board.rng
    _linen(board, "efe9db", 13)
    cell = 40.0
    places = _band(DIAMONDS, 5, -60, 420, cell, slip_from=3)
    places = [p for p in places if p[0] < 1300]
    places += [(-60 + k * cell, 300 + (k % 2) * cell, "R") for k in range(36)]
    _stitched(board, places, cell)
    thread = smooth(trace("1290 690, 1380 760, 1320 900, 1420 1010, 1330 1090, 1180 1040, 1110 960"), steps=16)
    patch = stroked([thread], Tool(11, swell=0.1, shake=0), rng)
    shadow(board, patch, 6, 9, 6, 0.5)
    board.lay(colour("b3202a"), patch)
    board.shine((90, 70, 66), patch.with_mask(ImageChops.subtract(patch.mask, ImageChops.offset(patch.mask, 2, 3))))
    _needle(board, (1120, 966), (560, 1096))
    folds = relief(clouds(board.size, rng, 700, 2), None, 5.0, 6)
    board.image = lit(board.image, folds, 0.14)
    light = glow(board.size, 500, 480, 1100, 900)
    board.shine((56, 50, 40), whole(board.size, faded(light, 0.5)))
    blurred = board.image.filter(ImageFilter.GaussianBlur(5))
    edge = glow(board.size, 800, 640, 1500, 1000)
    board.image = Image.composite(board.image, blurred, levels(edge, 20, 90))
    developed(board, glowing=0.06)


def _needle(board: Board, eye: Point, tip: Point) -> None:
    dx, dy = tip[0] - eye[0], tip[1] - eye[1]
    long = math.hypot(dx, dy)
    nx, ny = -dy / long, dx / long

    def side(w: float, t: float) -> Point:
        return eye[0] + dx * t + nx * w, eye[1] + dy * t + ny * w

    body: Path = [
        side(3, -0.03),
        side(9, 0),
        side(11, 0.06),
        side(7, 0.14),
        side(6, 0.6),
        side(1, 1),
        side(-1, 1),
        side(-6, 0.6),
        side(-7, 0.14),
        side(-11, 0.06),
        side(-9, 0),
        side(-3, -0.03),
    ]
    patch = filled([body])
    shadow(board, patch, 9, 14, 8, 0.6)
    board.lay(colour("b9bcc2"), patch)
    board.lay(colour("f4f6f8"), filled([[side(2, 0.1), side(4, 0.14), side(3, 0.6), side(0.5, 0.95), side(1, 0.6)]]))
    board.lay(
        colour("5a4a48"),
        filled([[side(3, 0.02), side(4, 0.06), side(2, 0.1), side(-2, 0.1), side(-4, 0.06), side(-3, 0.02)]]),
    )


def spelling_cards(board: Board) -> None:
    """Five cards on a table; each word has a picture that remembers its hard part."""
    rng = board.rng
    camera = Camera((0, -36, 68), (0, -1.5, 0), *board.size, lens=1.0)
    table(board, camera, wood((1700, 1300), colour("7d94a0"), rng, 0, 0.07), (-100, -80, 100, 90))
    spots = (
        (-17, 13.5, -4, "BECAUSE"),
        (17, 14, 3, "DEFINITELY"),
        (0, 0.6, -1.5, "NECESSARY"),
        (-17, -12.5, 4, "SEPARATE"),
        (17, -13, -4, "REFEREE"),
    )
    for x, y, turn, word in spots:
        ghost = spun(
            [
                Face(
                    (
                        (x - 15, y - 5.6, 0.25),
                        (x + 15, y - 5.6, 0.25),
                        (x + 15, y + 5.6, 0.25),
                        (x - 15, y + 5.6, 0.25),
                    ),
                    colour("ffffff"),
                    0,
                    (0, 0, 1),
                )
            ],
            turn,
            about=(x, y, 0),
        )
        photograph(board, camera, ghost, soft=1.2, shadow=0.7, texture=0)
        corners = ghost[0].corners
        art = _spelling_card(word, rng)
        laid_flat(board, camera, art, [corners[3], corners[2], corners[1], corners[0]])
    pen = tube(
        [(-6 + 1.0 * k, -23.5 + 0.2 * k, 0.75) for k in range(15)],
        0.7,
        lambda u, v: colour("d9482f") if v < 0.72 else colour("f4efe4"),
        around=20,
        gloss=0.4,
    )
    photograph(board, camera, pen, soft=0.5)
    developed(board, warmth=0.03)


def _spelling_card(word: str, rng: Random) -> Image.Image:
    card = Board(paper((900, 336), colour("fbf6e6"), rng, 0.04, 0.02), rng)
    hard = {"BECAUSE": (2, 7), "DEFINITELY": (4, 7), "NECESSARY": (2, 6), "SEPARATE": (4, 7), "REFEREE": (3, 7)}[word]
    size = min(120.0, 560 / width_of(word, 1))
    tool = Tool(size * 0.13, swell=0.15, shake=0.6, opaque=True)
    x = 44.0
    for k, letter in enumerate(word):
        tint = colour("c8362e") if hard[0] <= k < hard[1] else colour("22344a")
        draw(card, lettered(letter, (x, 168 - size / 2), size, rng, wild=1.3), tint, tool)
        x += width_of(letter, size) + size * 0.2
    {"BECAUSE": _elephant, "DEFINITELY": _finish, "NECESSARY": _shirt, "SEPARATE": _rat, "REFEREE": _whistle}[word](
        card, (760, 168)
    )
    return card.image


def _elephant(card: Board, at: Point) -> None:
    x, y = at
    grey, ink = colour("9aa4ae"), colour("3a4048")
    parts = [
        ellipse(x, y, 76, 60),
        *[box(x - 60 + 34 * k, y + 30, x - 36 + 34 * k, y + 96) for k in range(4)],
        circle(x - 74, y - 30, 46),
    ]
    card.lay(grey, filled(parts))
    draw(
        card,
        [smooth([(x - 104, y - 20), (x - 122, y + 30), (x - 110, y + 76), (x - 128, y + 84)])],
        grey,
        Tool(22, swell=0.2, opaque=True),
    )
    draw(
        card,
        [
            ellipse(x - 46, y - 26, 26, 40) + ellipse(x - 46, y - 26, 26, 40)[:1],
            smooth([(x + 74, y - 10), (x + 96, y + 20), (x + 90, y + 40)]),
        ],
        ink,
        LINE,
    )
    card.lay(ink, filled([circle(x - 88, y - 40, 6)]))


def _finish(card: Board, at: Point) -> None:
    x, y = at
    draw(card, [[(x - 70, y + 100), (x - 70, y - 110)]], colour("5a4636"), FELT)
    for r in range(4):
        for c in range(5):
            card.lay(
                colour("22262b" if (r + c) % 2 else "fffdf6"),
                filled([box(x - 66 + 30 * c, y - 106 + 30 * r, x - 36 + 30 * c, y - 76 + 30 * r)], 2),
            )
    say(card, "FINITE", (x + 10, y + 52), 40, "c8362e", tool=LINE, align="centre")


def _shirt(card: Board, at: Point) -> None:
    x, y = at
    shirt: Path = trace("-40 -90, 40 -90, 108 -40, 78 4, 56 -16, 56 100, -56 100, -56 -16, -78 4, -108 -40", (x, y))
    card.lay(colour("5f9ac0"), filled([shirt]))
    draw(card, [shirt + shirt[:1], arc(x, y - 92, 30, 24, 0, 180)], colour("22344a"), LINE)
    say(card, "1 COLLAR", (x, y - 20), 24, "fffdf6", tool=LINE.sized(4), align="centre")
    say(card, "2 SLEEVES", (x, y + 26), 24, "fffdf6", tool=LINE.sized(4), align="centre")


def _rat(card: Board, at: Point) -> None:
    x, y = at
    card.lay(
        colour("8f8378"),
        filled(
            [
                smooth(
                    trace("-100 40, -60 -10, 20 -50, 80 -10, 84 50, -40 56", (x, y)),
                    closed=True,
                ),
                circle(x - 30, y - 22, 22),
            ]
        ),
    )
    draw(
        card,
        [smooth([(x + 80, y + 40), (x + 124, y + 20), (x + 110, y - 40), (x + 132, y - 80)])],
        colour("d9a08f"),
        FELT,
    )
    card.lay(colour("22262b"), filled([circle(x - 64, y + 14, 6), circle(x - 102, y + 38, 8)]))
    draw(
        card,
        [[(x - 96, y + 44), (x - 134, y + 30)], [(x - 96, y + 48), (x - 136, y + 54)]],
        colour("22262b"),
        LINE.sized(3),
    )


def _whistle(card: Board, at: Point) -> None:
    x, y = at
    card.lay(colour("e2a33a"), filled([circle(x + 20, y + 20, 62), rounded(x - 110, y - 42, x + 30, y + 10, 8)]))
    draw(
        card,
        [
            circle(x + 20, y + 20, 62) + circle(x + 20, y + 20, 62)[:1],
            circle(x + 20, y + 20, 22) + circle(x + 20, y + 20, 22)[:1],
        ],
        colour("5a4020"),
        LINE,
    )
    draw(card, [[(x - 20 + 40 * k, y - 70), (x - 30 + 56 * k, y - 112)] for k in range(3)], colour("c8362e"), LINE)


PICTURES = [
    Picture("daryna-q2v7", "sampler.jpg", sampler, LANDSCAPE, kilobytes=260),
    Picture("daryna-q2v7", "sampler-mistake.jpg", sampler_mistake, LANDSCAPE, kilobytes=230),
    Picture("ben-7k2q", "spelling-cards.jpg", spelling_cards, LANDSCAPE),
]
