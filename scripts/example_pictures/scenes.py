"""Painted scenes: a steel band on a stage, a street of stairs."""

from __future__ import annotations

import math

from PIL import Image

from .board import Board, filled
from .figures import DAB, person_from_behind
from .geometry import (
    Path,
    Point,
    arc,
    between,
    box,
    circle,
    ellipse,
    leaf,
    moved,
    rounded,
    scaled,
    smooth,
    trace,
    wobbled,
)
from .paint import gouache, vignette, wall
from .picture import LANDSCAPE, PORTRAIT, Picture
from .strokes import draw
from .texture import Colour, colour, levels, lit, paper, ramp_mask, shaded, varied


def pan_band(board: Board) -> None:
    """Five players and their pans on a school stage, from behind, under warm lights."""
    rng = board.rng
    wall(board, colour("3a2233"), angle=88, streak=0.2)
    for k in range(16):
        x = k * 108.0
        gouache(
            board,
            [(x, 0), (x + 54, 0), (x + 60, 780), (x - 8, 780)],
            varied(colour("6b1f34"), rng, 12),
            angle=88,
            streak=0.16,
        )
    for x, tint in ((260, "ffd27a"), (800, "ffb25e"), (1340, "ffd27a")):
        cone = filled([[(x - 16, 0), (x + 16, 0), (x + 300, 860), (x - 300, 860)]], 90, 1).blurred(34)
        board.shine(colour(tint), cone.times(ramp_mask(cone.mask.size, -90)).faded(0.6))
        gouache(board, rounded(x - 46, -20, x + 46, 54, 14), colour("221a20"))
        gouache(board, ellipse(x, 56, 40, 15), colour("fff0c4"))
    gouache(board, box(0, 770, 1600, 1200), colour("a4683c"), angle=2, streak=0.16)
    for k in range(9):
        draw(board, [[(800 + (k - 4) * 200, 770), (800 + (k - 4) * 480, 1200)]], colour("7d4a2a"), DAB.sized(5))
    for x in (260, 800, 1340):
        pool = filled([ellipse(x, 930, 330, 90)], 100, 1).blurred(40)
        board.shine(colour("ffc27a"), pool.faded(0.5))
    for _ in range(30):
        x = rng.uniform(0, 1600)
        gouache(
            board,
            ellipse(x, 762 + rng.uniform(-6, 16), rng.uniform(26, 40), 40),
            shaded(colour("2b1c26"), rng.uniform(0.7, 1.3)),
        )
    players = (
        (230, "28585e", "1d1614", "6b4430", ""),
        (520, "7a3b52", "3b2518", "d1a07c", ""),
        (812, "d8542f", "1d1614", "7d4a30", "efb827"),
        (1090, "355a8c", "8a4a2b", "e2b594", ""),
        (1372, "4f7a45", "1d1614", "8a5a3c", ""),
    )
    for k, (x, coat, hair, skin, wrap) in enumerate(players):
        y = 1080 + (24 if k % 2 else 0)
        for side in (-1, 1):
            _pan(board, (x + side * 92, y - 268), 96)
        person_from_behind(
            board, (x, y + 30), 610 + (k * 37) % 60, coat, hair, skin, wrap=wrap, arms=(26 + k * 3 % 9, 24 + k * 5 % 11)
        )
    board.image = lit(board.image, board.tooth, 0.04)
    vignette(board, 0.5)


def _pan(board: Board, at: Point, r: float) -> None:
    x, y = at
    draw(
        board,
        [[(x - r * 0.8, y), (x - r * 0.9, y + 300)], [(x + r * 0.8, y), (x + r * 0.9, y + 300)]],
        colour("8c8f96"),
        DAB.sized(10),
    )
    gouache(
        board,
        [(x - r, y), (x + r, y), (x + r * 0.94, y + 92), (x - r * 0.94, y + 92)],
        colour("8f979f"),
        angle=88,
        streak=0.25,
    )
    draw(board, [[(x - r * 0.6, y + 40), (x - r * 0.58, y + 88)]], colour("dfe4e6"), DAB.sized(16))
    gouache(board, ellipse(x, y, r, r * 0.3), colour("d9dcd8"))
    gouache(board, ellipse(x, y + 4, r * 0.88, r * 0.24), colour("a9b0b4"))
    for dx, dy in ((-0.5, -0.04), (0.5, -0.03), (0, -0.13), (-0.22, 0.12), (0.25, 0.12)):
        gouache(board, ellipse(x + dx * r, y + 4 + dy * r, r * 0.2, r * 0.07), colour("e9c98a"))


def amman_street(board: Board) -> None:
    """Stairs between cream houses, washing, a cat, and the light going gold."""
    rng = board.rng
    board.image = paper(board.size, colour("f6ecd8"), rng, 0.07, 0.03)
    gouache(board, box(-20, 760, 1220, 1620), colour("dcbb8b"), angle=88, streak=0.1)
    sky = Image.composite(
        Image.new("RGB", board.size, colour("f4c48a")),
        Image.new("RGB", board.size, colour("a9c4cf")),
        levels(ramp_mask(board.size, 90), 0, 100),
    )
    board.image.paste(sky, (0, 0), levels(ramp_mask(board.size, 90), 120, 124, flip=True))
    for _k in range(22):
        x, y = rng.uniform(150, 1050), 560 - 250 * rng.random() ** 1.5
        _house(
            board,
            (x, y),
            rng.uniform(90, 150),
            rng.uniform(90, 200),
            colour(rng.choice(("e8cda2", "dcbb8b", "f0dcb6", "d3ad80"))),
            far=True,
        )
    left = ((-60, 300, 330, 980), (-40, 620, 260, 900), (250, 470, 210, 560))
    right = ((860, 260, 420, 1060), (800, 540, 200, 520), (960, 760, 320, 760))
    for x, y, w, h in left[2:] + right[1:2]:
        _house(board, (x, y), w, h, colour("e6c795"), far=False)
    _stairs(board)
    for x, y, w, h in left[:2] + right[:1] + right[2:]:
        _house(board, (x, y), w, h, colour(rng.choice(("eed5a8", "e9cc9b"))), far=False)
    for y, sag in ((360, 70), (560, 60)):
        _washing(board, (290, y), (870, y - 50), sag)
    light = filled([trace("0 0, 620 0, 1200 900, 1200 1600, 760 1600, 0 400")], 80, 1).blurred(60)
    board.shine(colour("5a3410"), light.faded(0.5))
    cool = filled([[(0, 700), (420, 1100), (560, 1600), (0, 1600)]], 80, 1).blurred(70)
    board.glaze(colour("8a86a8"), cool.faded(0.45))
    _cat(board, (640, 1180), 1.25)
    for x, y in ((330, 1330), (880, 1210), (905, 1240)):
        _plant_pot(board, (x, y))
    board.image = lit(board.image, board.tooth, 0.05)


def _house(board: Board, at: Point, w: float, h: float, tint: Colour, *, far: bool) -> None:
    x, y = at
    rng = board.rng
    gouache(
        board, wobbled(box(x, y, x + w, y + h), rng, 2, 90, closed=True), varied(tint, rng, 7), angle=88, streak=0.1
    )
    gouache(
        board,
        wobbled(box(x + w * 0.72, y, x + w, y + h), rng, 2, 90, closed=True),
        shaded(tint, 0.86),
        angle=88,
        streak=0.1,
    )
    gouache(board, box(x - 5, y - 9, x + w + 5, y + 5), shaded(tint, 1.1))
    step = 34 if far else 96
    for row in range(int(h // (step * 1.5))):
        for column in range(max(1, int(w // step))):
            if rng.random() < 0.72:
                wx, wy = x + 20 + column * step, y + 26 + row * step * 1.45
                half, tall = step * 0.17, step * 0.5
                if wx + half * 2 < x + w:
                    arch: Path = [
                        (wx, wy + tall),
                        (wx, wy),
                        *arc(wx + half, wy, half, half, 180, 360, 8),
                        (wx + half * 2, wy + tall),
                    ]
                    gouache(board, arch, colour(rng.choice(("5a6b78", "4a5560", "7a5a44", "f3c56a"))), rough=0.8)
                    if not far:
                        gouache(
                            board,
                            box(wx - 6, wy + tall, wx + half * 2 + 6, wy + tall + 8),
                            shaded(tint, 1.12),
                            rough=0.6,
                        )


def _stairs(board: Board) -> None:
    rng = board.rng
    for k in range(26):
        t = k / 25
        y = 700 + 900 * t**1.35
        half = 90 + 330 * t
        middle = 600 + 36 * math.sin(t * 4.2)
        tread = 8 + 52 * t
        gouache(
            board,
            [
                (middle - half, y),
                (middle + half, y),
                (middle + half * 1.03, y + tread),
                (middle - half * 1.03, y + tread),
            ],
            varied(colour("e9d2a8"), rng, 7),
            streak=0.1,
        )
        gouache(
            board,
            [
                (middle - half * 1.03, y + tread * 0.62),
                (middle + half * 1.03, y + tread * 0.62),
                (middle + half * 1.04, y + tread * 1.1),
                (middle - half * 1.04, y + tread * 1.1),
            ],
            varied(colour("b38d66"), rng, 7),
            streak=0.1,
        )


def _washing(board: Board, a: Point, b: Point, sag: float) -> None:
    line = [between(a, b, t / 20) for t in range(21)]
    line = [(x, y + sag * math.sin(math.pi * i / 20)) for i, (x, y) in enumerate(line)]
    draw(board, [line], colour("6a5646"), DAB.sized(4))
    for k in range(2, 19, 2):
        x, y = line[k]
        w, h = board.rng.uniform(30, 52), board.rng.uniform(56, 96)
        tint = colour(board.rng.choice(("d9573f", "f3efe4", "4f86a0", "e2a33a", "f3efe4", "7a9a6a")))
        gouache(
            board,
            wobbled([(x, y), (x + w, y + 2), (x + w + 4, y + h), (x + 2, y + h - 6)], board.rng, 3, 30, closed=True),
            tint,
            angle=86,
            streak=0.15,
        )


def _cat(board: Board, at: Point, k: float) -> None:
    def put(path: Path) -> Path:
        return moved(scaled(path, k), *at)

    dark = colour("3a2f2c")
    gouache(
        board,
        put(smooth(trace("-60 0, -74 -60, -44 -120, 0 -132, 36 -90, 46 0"), closed=True)),
        dark,
        angle=80,
    )
    gouache(board, put(ellipse(0, -150, 40, 36)), dark)
    for side in (-1, 1):
        gouache(board, put([(side * 34, -160), (side * 30, -204), (side * 8, -178)]), dark, rough=0.8)
    draw(board, [put(smooth([(40, -8), (90, -10), (104, -50), (90, -84)]))], dark, DAB.sized(17 * k))
    for side in (-1, 1):
        board.lay(colour("f0c24a"), filled([put(ellipse(side * 14, -154, 7, 9))]))
        board.lay(dark, filled([put(ellipse(side * 14, -154, 2, 8))]))
    draw(
        board,
        [put([(-48 + i * 6, -100 + i * 22), (-26 + i * 4, -92 + i * 22)]) for i in range(4)],
        colour("6b564c"),
        DAB.sized(8 * k),
    )


def _plant_pot(board: Board, at: Point) -> None:
    x, y = at
    gouache(board, [(x - 34, y - 50), (x + 34, y - 50), (x + 26, y), (x - 26, y)], colour("b4603c"), angle=86)
    for _ in range(13):
        a = board.rng.uniform(-2.8, -0.3)
        tip = (x + 74 * math.cos(a), y - 50 + 84 * math.sin(a))
        gouache(
            board,
            leaf((x, y - 52), tip, 11, board.rng.uniform(-0.1, 0.1)),
            colour(board.rng.choice(("5f7f45", "7a9a55", "4a6a3c"))),
            rough=0.8,
        )
    for _ in range(5):
        gouache(
            board,
            circle(x + board.rng.uniform(-44, 44), y - board.rng.uniform(70, 118), 8),
            colour("d84f5a"),
            rough=0.6,
        )


PICTURES = [
    Picture("amina-x3f9", "pan-band.jpg", pan_band, LANDSCAPE),
    Picture("layla-4mh8", "amman-street.jpg", amman_street, PORTRAIT, kilobytes=220),
]
