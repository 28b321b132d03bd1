"""Storks over wide fields, and a story's map."""

from __future__ import annotations

import math
from random import Random

from PIL import Image

from .board import Board, filled
from .charts import FELT, LINE, say
from .geometry import Path, Point, arc, blob, box, circle, ellipse, leaf, moved, scaled, smooth, spaced, trace, wobbled
from .picture import LANDSCAPE, PORTRAIT, Picture
from .strokes import FINE_PENCIL, PENCIL, Tool, draw, hatched, outline, shade
from .texture import colour, paper

GRAPHITE = colour("3a393e")


def stork_nest(board: Board) -> None:
    """Two storks on a nest on a telegraph pole, and very much sky."""
    rng = board.rng
    board.image = paper(board.size, colour("f3efe6"), rng, 0.06, 0.02)
    horizon = 1220.0
    draw(board, [wobbled([(20, horizon), (1180, horizon - 6)], rng, 1.5, 90)], GRAPHITE, FINE_PENCIL.sized(3))
    for k in range(9):
        x = -500.0 + k * 270
        draw(board, [[(560 + (x - 560) * 0.12, horizon + 4), (x, 1600)]], GRAPHITE, FINE_PENCIL.soft(0.4))
    for _ in range(260):
        y = horizon + 380 * rng.random() ** 1.6 + 8
        x, run = rng.uniform(0, 1150), 8 + (y - horizon) * 0.22
        draw(board, [[(x, y), (x + run, y - rng.uniform(0, 3))]], GRAPHITE, FINE_PENCIL.soft(rng.uniform(0.25, 0.6)))
    for k in range(16):
        x = 40 + k * 74 + rng.uniform(-20, 20)
        tree = blob(x, horizon - 14, rng.uniform(14, 34), rng.uniform(10, 26), rng, 0.2)
        shade(board, tree, GRAPHITE, FINE_PENCIL.soft(0.5), 6, 60)
    for _ in range(7):
        x, y = rng.uniform(40, 900), rng.uniform(120, 1000)
        draw(board, [smooth([(x, y), (x + 120, y - 16), (x + 260, y - 4)])], GRAPHITE, FINE_PENCIL.soft(0.2))
    _pole(board)
    _nest(board, rng)
    _stork(board, (500, 770), 0.98, flip=False, bent=False)
    _stork(board, (800, 772), 0.94, flip=True, bent=True)


def _nest(board: Board, rng: Random) -> None:
    nest = wobbled(
        smooth(
            trace("350 800, 430 730, 640 716, 850 732, 920 800, 860 872, 640 896, 410 872"),
            closed=True,
        ),
        rng,
        8,
        40,
        closed=True,
    )
    board.lay(colour("efeadf"), filled([nest]))
    for _ in range(230):
        x, y = rng.uniform(360, 910), rng.uniform(730, 880)
        a = rng.gauss(0, 0.4)
        run = rng.uniform(40, 130)
        draw(
            board,
            [
                smooth(
                    [
                        (x - run * math.cos(a), y - run * math.sin(a) * 0.6),
                        (x, y + rng.uniform(-8, 8)),
                        (x + run * math.cos(a), y + run * math.sin(a) * 0.6),
                    ]
                )
            ],
            GRAPHITE,
            FINE_PENCIL.soft(rng.uniform(0.35, 0.85)),
        )


def _pole(board: Board) -> None:
    rng, tool = board.rng, PENCIL.sized(4)
    post: Path = [(612, 870), (676, 870), (684, 1560), (604, 1560)]
    board.lay(colour("efeadf"), filled([post]))
    draw(board, [[post[0], post[3]], [post[1], post[2]]], GRAPHITE, tool)
    draw(
        board,
        hatched([(650, 880), (676, 880), (684, 1560), (652, 1560)], rng, 9, 84, 0.4),
        GRAPHITE,
        FINE_PENCIL.soft(0.5),
    )
    arm = box(400, 930, 890, 962)
    board.lay(colour("efeadf"), filled([arm]))
    outline(board, arm, GRAPHITE, tool)
    for x in (424, 520, 770, 866):
        draw(board, [[*arc(x, 916, 13, 16, 180, 360, 10), (x + 13, 930), (x - 13, 930), (x - 13, 916)]], GRAPHITE, tool)
        draw(
            board,
            [
                smooth([(x, 912), (x - 300, 960), (-40, 940 + (x - 400) * 0.1)]),
                smooth([(x, 912), (x + 260, 966), (1240, 930 + (x - 400) * 0.1)]),
            ],
            GRAPHITE,
            FINE_PENCIL.soft(0.6),
        )


def _stork(board: Board, foot: Point, k: float, *, flip: bool, bent: bool) -> None:
    tool = PENCIL.sized(4)

    def put(path: Path) -> Path:
        return moved(scaled([(-x, y) for x, y in path] if flip else path, k), *foot)

    neck = (
        [(-70, -330), (-118, -420), (-96, -520), (-60, -566)]
        if not bent
        else [(-70, -330), (-150, -400), (-120, -480), (-40, -500)]
    )
    top = neck[-1]
    body = smooth(trace("-110 -330, -60 -380, 60 -350, 190 -230, 120 -190, -10 -210, -90 -260"), closed=True)
    shapes = [
        put(body),
        put([(p[0] - 22, p[1]) for p in smooth(neck)] + [(p[0] + 20, p[1] + 8) for p in smooth(neck)][::-1]),
        put(ellipse(top[0] - 14, top[1] - 16, 44, 36)),
    ]
    for shape in shapes:
        board.lay(colour("f6f2ea"), filled([shape]))
    for shape in shapes[::2]:
        outline(board, shape, GRAPHITE, tool)
    draw(
        board,
        [put([(p[0] - 22, p[1]) for p in smooth(neck)]), put([(p[0] + 20, p[1] + 8) for p in smooth(neck)])],
        GRAPHITE,
        tool,
    )
    wing = put(smooth(trace("20 -300, 110 -270, 250 -170, 150 -190, 50 -230"), closed=True))
    for angle in (34, 40, 30):
        shade(board, wing, GRAPHITE, PENCIL.sized(5).soft(0.85), 7, angle if not flip else -angle)
    beak = put(
        [(top[0] - 50, top[1] - 22), (top[0] - 190, top[1] + (14 if not bent else 90)), (top[0] - 46, top[1] - 2)]
    )
    board.lay(colour("efe6d8"), filled([beak]))
    outline(board, beak, GRAPHITE, tool)
    shade(board, beak, GRAPHITE, FINE_PENCIL.soft(0.6), 7, 12)
    draw(
        board,
        [put(circle(top[0] - 24, top[1] - 22, 6)), put([(top[0] - 36, top[1] - 22), (top[0] - 12, top[1] - 20)])],
        GRAPHITE,
        tool,
    )
    legs = [put([(-6, -210), (-14, -90), (-8, 0)]), put([(36, -206), (44, -90), (38, 0)])]
    draw(board, legs, GRAPHITE, tool.sized(6))
    feathers = [put([(-60 + 30 * i, -340 + 12 * i), (-20 + 34 * i, -310 + 18 * i)]) for i in range(5)]
    draw(board, feathers, GRAPHITE, FINE_PENCIL.soft(0.5))


def story_map(board: Board) -> None:
    """A mountain, a tea shop, an umbrella with an elephant on it, and a dragon who was cut."""
    board.image = Image.new("RGB", board.size, colour("f4e6c4"))
    sea = smooth(trace("-20 900, 200 860, 420 950, 600 1080, 640 1220, -20 1220"), closed=True)
    board.lay(colour("9fcfd6"), filled([sea]))
    draw(
        board,
        [
            smooth(
                [
                    (60 + 120 * k, 1010 + 50 * (k % 3)),
                    (90 + 120 * k, 996 + 50 * (k % 3)),
                    (120 + 120 * k, 1010 + 50 * (k % 3)),
                ]
            )
            for k in range(5)
        ],
        colour("3f8a9a"),
        LINE,
    )
    _mountains(board)
    _tea_shop(board, (330, 620))
    _umbrella(board, (1320, 900))
    _dragon(board, (420, 230))
    _dotted_path(board)
    for text, at, size in (
        ("COLD MOUNTAIN", (1330, 520), 46),
        ("TEA SHOP", (330, 750), 48),
        ("THE LOST UMBRELLA", (1300, 1110), 42),
        ("THE SEA OF SOUP", (270, 1130), 40),
    ):
        say(board, text, at, size, "4a3320", tool=FELT, align="centre", wild=1.5)
    _compass(board, (1460, 200))


def _dotted_path(board: Board) -> None:
    path = smooth(
        trace(
            "500 690, 620 730, 720 640, 860 560, 1000 520, 1060 640, 960 780, 860 900, 1000 1010, 1180 1000, 1260 960"
        ),
        steps=20,
    )
    stops = spaced(path, 34)
    board.lay(colour("b5322a"), filled([circle(x, y, 9) for x, y in stops]))
    cross: list[Path] = [[(1230, 1000), (1290, 1060)], [(1290, 1000), (1230, 1060)]]
    draw(board, cross, colour("b5322a"), FELT.sized(14))
    for x in range(700, 1000, 100):
        y = 1110 + (x * 7 % 50)
        board.lay(colour("6f9a4f"), filled([circle(x, y - 40, 34), circle(x + 26, y - 30, 26)]))
        draw(board, [[(x, y), (x, y - 30)]], colour("6b4a2f"), FELT)


def _mountains(board: Board) -> None:
    for x, y, k in ((980, 420, 1.0), (1180, 470, 0.75), (820, 470, 0.62)):
        peak: Path = [
            (x - 220 * k, y),
            (x - 60 * k, y - 300 * k),
            (x, y - 350 * k),
            (x + 70 * k, y - 280 * k),
            (x + 230 * k, y),
        ]
        board.lay(colour("a9a0b8"), filled([peak]))
        board.lay(
            colour("fbf8ef"),
            filled(
                [
                    [
                        (x - 84 * k, y - 254 * k),
                        (x - 60 * k, y - 300 * k),
                        (x, y - 350 * k),
                        (x + 70 * k, y - 280 * k),
                        (x + 96 * k, y - 230 * k),
                        (x + 44 * k, y - 256 * k),
                        (x, y - 214 * k),
                        (x - 40 * k, y - 250 * k),
                    ]
                ]
            ),
        )
        draw(board, [peak], colour("4f4663"), FELT.sized(9))
        draw(
            board,
            [
                [(x + 40 * k + 30 * i, y - 180 * k + 50 * i), (x + 20 * k + 30 * i, y - 90 * k + 40 * i)]
                for i in range(3)
            ],
            colour("4f4663"),
            LINE,
        )


def _tea_shop(board: Board, at: Point) -> None:
    x, y = at
    board.lay(colour("e9b872"), filled([box(x - 130, y - 60, x + 130, y + 110)]))
    board.lay(
        colour("b5432f"), filled([[(x - 170, y - 56), (x - 110, y - 170), (x + 110, y - 170), (x + 170, y - 56)]])
    )
    draw(
        board,
        [
            trace("-170 -56, -110 -170, 110 -170, 170 -56, -170 -56", (x, y)),
            [*box(x - 130, y - 56, x + 130, y + 110), (x - 130, y - 56)],
        ],
        colour("4a3320"),
        FELT,
    )
    board.lay(colour("6b4a2f"), filled([box(x + 30, y + 6, x + 90, y + 110)]))
    board.lay(colour("fff3c4"), filled([box(x - 100, y, x - 20, y + 60)]))
    cup: Path = [(x - 40, y - 140), (x + 30, y - 140), (x + 18, y - 84), (x - 28, y - 84)]
    board.lay(colour("fbf8ef"), filled([cup]))
    draw(
        board,
        [
            cup + cup[:1],
            arc(x + 30, y - 116, 18, 16, -80, 80, 8),
            *[
                smooth([(x - 24 + 22 * i, y - 190), (x - 32 + 22 * i, y - 212), (x - 20 + 22 * i, y - 236)])
                for i in range(3)
            ],
        ],
        colour("4a3320"),
        LINE,
    )


def _umbrella(board: Board, at: Point) -> None:
    x, y = at
    canopy: Path = [
        *arc(x, y - 60, 180, 150, 180, 360, 24),
        *[p for k in range(4) for p in arc(x + 135 - 90 * k, y - 60, 45, 24, 0, -180, 8)],
    ]
    board.lay(colour("7a5fb0"), filled([canopy]))
    outline(board, canopy, colour("3b2a5a"), FELT)
    draw(
        board,
        [[(x, y - 210), (x, y - 236)], smooth([(x, y - 70), (x, y + 70), (x + 30, y + 100), (x + 60, y + 70)])],
        colour("3b2a5a"),
        FELT.sized(12),
    )
    grey = colour("d9d6e4")
    board.lay(
        grey,
        filled(
            [
                ellipse(x + 10, y - 130, 66, 42),
                circle(x - 62, y - 146, 36),
                box(x - 36, y - 110, x - 12, y - 76),
                box(x + 40, y - 110, x + 64, y - 76),
            ]
        ),
    )
    draw(board, [smooth([(x - 88, y - 140), (x - 108, y - 104), (x - 94, y - 84)])], grey, FELT.sized(17))
    draw(
        board,
        [
            ellipse(x - 44, y - 146, 17, 27) + ellipse(x - 44, y - 146, 17, 27)[:1],
            [(x - 76, y - 154), (x - 75, y - 152)],
        ],
        colour("3b2a5a"),
        LINE,
    )


def _dragon(board: Board, at: Point) -> None:
    x, y = at
    green = colour("5f9a5a")
    body = smooth(trace("-260 60, -180 -40, -60 30, 60 -50, 170 -20", (x, y)))
    draw(board, [body], green, Tool(56, swell=0.3, shake=0, opaque=True))
    head = smooth(trace("150 -70, 250 -70, 320 -30, 250 20, 150 10", (x, y)), closed=True)
    board.lay(green, filled([head, [(x - 60, y), (x - 20, y - 150), (x + 50, y - 40)]]))
    draw(
        board,
        [head + head[:1], [(x - 60, y), (x - 20, y - 150), (x + 50, y - 40)], [(x + 230, y - 44), (x + 232, y - 42)]],
        colour("24502f"),
        FELT,
    )
    for k in range(5):
        p = body[8 + k * 7]
        board.lay(colour("e2a33a"), filled([[(p[0] - 18, p[1] - 24), (p[0], p[1] - 62), (p[0] + 18, p[1] - 24)]]))
    draw(
        board,
        [
            smooth([(x + 318, y - 26), (x + 390, y - 50), (x + 440, y - 16)]),
            smooth([(x + 318, y - 20), (x + 390, y), (x + 450, y + 30)]),
        ],
        colour("d9482f"),
        FELT.sized(13),
    )
    cross = [
        wobbled([(x - 300, y - 150), (x + 360, y + 110)], board.rng, 8, 90),
        wobbled([(x - 280, y + 120), (x + 380, y - 140)], board.rng, 8, 90),
    ]
    draw(board, cross, colour("b5202f"), FELT.sized(19))
    say(board, "TOO EASY", (x - 180, y + 110), 44, "b5202f", tool=FELT, align="centre", wild=1.6, turn=-4)


def _compass(board: Board, at: Point) -> None:
    x, y = at
    draw(board, [circle(x, y, 84) + circle(x, y, 84)[:1]], colour("4a3320"), LINE)
    for k in range(4):
        a = math.tau * k / 4 - math.pi / 2
        tip = (x + 120 * math.cos(a), y + 120 * math.sin(a))
        board.lay(colour("b5322a" if k == 0 else "4a3320"), filled([leaf((x, y), tip, 17)]))
    say(board, "N", (x, y - 186), 44, "4a3320", tool=FELT, align="centre")


PICTURES = [
    Picture("daryna-q2v7", "stork-nest.jpg", stork_nest, PORTRAIT, kilobytes=200),
    Picture("priya-h9w2", "story-map.png", story_map, LANDSCAPE, colours=32),
]
