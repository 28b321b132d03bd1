"""Painted rooms: the school's café, and a kitchen window at night."""

from __future__ import annotations

from .board import Board, filled
from .figures import DAB, apron_strings, person_from_behind
from .geometry import Point, arc, box, circle, ellipse, leaf, rounded, smooth, trace
from .paint import gouache, shadow, vignette, wall
from .picture import LANDSCAPE, PORTRAIT, Picture
from .strokes import draw
from .texture import colour, lit, mixed, shaded


def cafe(board: Board) -> None:
    """The school café: one striped apron, one cup held out, two customers."""
    wall(board, colour("e9c79a"), angle=86, streak=0.1)
    gouache(board, box(0, 0, 1600, 120), colour("8c4a3a"), streak=0.1)
    for k in range(3):
        x = 260 + 540 * k
        draw(board, [[(x, 0), (x, 170)]], colour("3a2a24"), DAB.sized(6))
        gouache(board, [(x - 30, 170), (x + 30, 170), (x + 84, 250), (x - 84, 250)], colour("2f6f6a"), angle=80)
        pool = filled([ellipse(x, 330, 220, 140)], 120, 1).blurred(50)
        board.shine(colour("ffd98a"), pool.faded(0.5))
    _shelf(board, 420)
    for x, coat, hair, skin in ((560, "6a5a8c", "6b4a2f", "ecc3a0"), (1090, "3f6f4f", "2b1c16", "a06a48")):
        _customer(board, (x, 900), coat, hair, skin)
    gouache(board, box(-20, 800, 1620, 880), colour("f0dcb8"), streak=0.12)
    gouache(board, box(-20, 880, 1620, 1200), colour("b5643f"), angle=88, streak=0.14)
    for k in range(12):
        draw(board, [[(40 + 140 * k, 890), (40 + 140 * k, 1200)]], colour("94492b"), DAB.sized(6))
    _cakes(board)
    person_from_behind(board, (800, 1420), 900, "f4efe4", "2b1913", "8a5236", arms=(30, 74), apron="2f5f8a")
    _striped(board)
    gouache(board, [(1092, 690), (1160, 690), (1150, 764), (1102, 764)], colour("fbf6ea"))
    draw(board, [arc(1164, 724, 20, 20, -80, 90, 10)], colour("fbf6ea"), DAB.sized(9))
    draw(
        board,
        [smooth([(1112 + 18 * i, 670), (1104 + 18 * i, 640), (1118 + 18 * i, 612)]) for i in range(3)],
        colour("fff6e2"),
        DAB.sized(7).soft(0.7),
    )
    board.image = lit(board.image, board.tooth, 0.04)


def _striped(board: Board) -> None:
    """Stripes on the wide back of the apron below the bow."""
    skirt = smooth(trace("690 1190, 684 950, 720 900, 880 900, 916 950, 910 1190"), closed=True)
    gouache(board, skirt, colour("f6f1e6"), angle=88)
    draw(
        board,
        [[(704 + 34 * k, 900), (700 + 35 * k, 1200)] for k in range(7)],
        colour("2f5f8a"),
        DAB.sized(15),
        filled([skirt]),
    )
    apron_strings(board, (800, 900), 125, "2f5f8a")


def _shelf(board: Board, y: float) -> None:
    gouache(board, box(80, y, 1520, y + 20), colour("7a4a30"))
    for k in range(17):
        x, tint = 120 + 84 * k, ("d9573f", "2f6f6a", "f4efe4", "e2a33a", "5f7fa0")[k * 3 % 5]
        if k % 4 == 3:
            gouache(board, [(x - 20, y - 50), (x + 20, y - 50), (x + 15, y), (x - 15, y)], colour("b4603c"))
            for i in range(5):
                gouache(board, leaf((x, y - 50), (x - 40 + 20 * i, y - 104), 10), colour("5f7f45"), rough=0.8)
        else:
            gouache(board, rounded(x - 27, y - 58, x + 27, y, 8), colour(tint))
            draw(board, [arc(x + 29, y - 30, 14, 15, -80, 90, 8)], colour(tint), DAB.sized(7))


def _customer(board: Board, foot: Point, coat: str, hair: str, skin: str) -> None:
    """Someone on the other side of the counter, with a face of few strokes."""
    x, y = foot
    gouache(
        board,
        smooth(trace("-150 0, -136 -200, -60 -270, 60 -270, 136 -200, 150 0", (x, y))),
        colour(coat),
        angle=80,
        streak=0.12,
    )
    gouache(board, box(x - 36, y - 320, x + 36, y - 250), shaded(colour(skin), 0.9))
    gouache(board, ellipse(x, y - 392, 92, 112), colour(hair), angle=40)
    gouache(board, ellipse(x, y - 372, 72, 88), colour(skin), angle=60)
    gouache(
        board,
        smooth(
            trace("-80 -380, -66 -470, 20 -490, 82 -430, 78 -380, 30 -440", (x, y)),
            closed=True,
        ),
        colour(hair),
        angle=40,
    )
    for side in (-1, 1):
        draw(board, [arc(x + side * 27, y - 372, 12, 8, 200, 340, 6)], colour("2b211d"), DAB.sized(7))
    draw(board, [smooth([(x - 24, y - 330), (x, y - 318), (x + 26, y - 332)])], colour("9c3f36"), DAB.sized(8))


def _cakes(board: Board) -> None:
    for x in (180, 340):
        gouache(board, ellipse(x, 792, 76, 16), colour("f7f2e6"))
        for i in range(3):
            gouache(board, rounded(x - 60 + 40 * i, 744, x - 24 + 40 * i, 790, 12), colour("d9a45c"))
            gouache(board, ellipse(x - 42 + 40 * i, 746, 20, 10), colour("b57a3a"))
    for k in range(3):
        gouache(board, ellipse(1400, 792 - 6 * k, 70, 14), colour(("f7f2e6", "e9e2d2", "f7f2e6")[k]))
    gouache(board, rounded(1340, 700, 1460, 776, 20), colour("d9573f"))
    gouache(board, ellipse(1400, 704, 60, 20), colour("f9e9d8"))


def window(board: Board) -> None:
    """A kitchen at night: jam jars on the sill, and three windows lit across the yard."""
    rng = board.rng
    wall(board, colour("b9793f"), angle=86, streak=0.12)
    frame = box(150, 110, 1050, 1180)
    gouache(board, frame, colour("e9ddc4"), angle=88)
    night = box(200, 160, 1000, 1130)
    gouache(board, night, colour("1d2b4a"), angle=84, streak=0.14)
    for _ in range(34):
        x, y = rng.uniform(210, 990), rng.uniform(170, 480)
        board.lay(colour("e9e2c4"), filled([circle(x, y, rng.uniform(1.5, 4))]))
    moon = filled([circle(850, 290, 46)], 60).blurred(1)
    board.lay(colour("f6ecc9"), moon)
    board.shine(colour("6a7aa0"), filled([circle(850, 290, 110)], 90, 1).blurred(36).faded(0.7))
    _flats_opposite(board)
    gouache(board, box(578, 160, 622, 1130), colour("e9ddc4"), angle=88)
    gouache(board, box(200, 600, 1000, 632), colour("e9ddc4"))
    for side in (-1, 1):
        x = 600 + side * 470
        curtain = smooth(
            [
                (x + side * 90, 60),
                (x - side * 60, 60),
                (x - side * 40, 420),
                (x - side * 96, 760),
                (x + side * 10, 1190),
                (x + side * 90, 1190),
            ]
        )
        gouache(board, curtain, colour("9c2f35"), angle=88, streak=0.2)
        draw(
            board,
            [
                smooth(
                    [(x + side * (60 - 40 * i), 70), (x + side * (66 - 40 * i), 500), (x + side * (80 - 30 * i), 1180)]
                )
                for i in range(3)
            ],
            colour("762128"),
            DAB.sized(12),
        )
    gouache(board, box(90, 1130, 1110, 1220), colour("f3e8cf"), angle=1)
    gouache(board, box(90, 1216, 1110, 1250), colour("c9b48c"), angle=1)
    for k, tint in enumerate(("a3182c", "d9822b", "5a1f3f", "b8342f", "e0a52f")):
        _jar(board, (236 + 182 * k, 1190), tint, rng.uniform(0.9, 1.12))
    gouache(board, box(0, 1330, 1200, 1600), colour("8f5528"), angle=2, streak=0.14)
    board.image = lit(board.image, board.tooth, 0.04)
    vignette(board, 0.4)


def _flats_opposite(board: Board) -> None:
    block = [(250, 1130), (250, 480), (880, 440), (880, 1130)]
    gouache(board, block, colour("3a4463"), angle=88, streak=0.1)
    lit_windows = {(1, 3), (3, 1), (4, 4)}
    for row in range(6):
        for column in range(5):
            x, y = 292 + column * 118, 530 + row * 100 - column * 7
            bright = (row, column) in lit_windows
            gouache(board, box(x, y, x + 66, y + 62), colour("f7c862" if bright else "27304c"), rough=0.8)
            if bright:
                board.shine(colour("a0702a"), filled([circle(x + 33, y + 31, 70)], 60, 1).blurred(26).faded(0.6))
            draw(
                board,
                [[(x + 33, y), (x + 33, y + 62)], [(x, y + 31), (x + 66, y + 31)]],
                colour("3a4463"),
                DAB.sized(5),
            )


def _jar(board: Board, foot: Point, tint: str, k: float) -> None:
    x, y = foot
    w, h = 66 * k, 190 * k
    shadow(board, filled([ellipse(x + 14, y, w, 14)]), 10, 4, 8, 0.5)
    gouache(board, rounded(x - w, y - h, x + w, y, 22), mixed(colour(tint), (255, 255, 255), 0.2), angle=88, streak=0.1)
    gouache(board, rounded(x - w + 8, y - h * 0.82, x + w - 8, y - 7, 18), colour(tint), angle=88, streak=0.14)
    gouache(
        board,
        smooth(
            [
                (x - w * 1.02, y - h * 0.88),
                (x - w * 0.8, y - h * 1.12),
                (x + w * 0.8, y - h * 1.12),
                (x + w * 1.02, y - h * 0.88),
                (x, y - h * 0.94),
            ],
            closed=True,
        ),
        colour("f3ead6"),
        angle=60,
    )
    draw(board, [[(x - w * 0.86, y - h * 0.96), (x + w * 0.86, y - h * 0.96)]], colour("9c2f35"), DAB.sized(7))
    gouache(board, box(x - w * 0.56, y - h * 0.58, x + w * 0.56, y - h * 0.24), colour("f6f0df"))
    draw(
        board,
        [
            [(x - w * 0.36, y - h * 0.46), (x + w * 0.3, y - h * 0.46)],
            [(x - w * 0.36, y - h * 0.35), (x + w * 0.12, y - h * 0.35)],
        ],
        colour("5a4a40"),
        DAB.sized(4),
    )
    draw(
        board,
        [smooth([(x - w * 0.72, y - h * 0.7), (x - w * 0.76, y - h * 0.4), (x - w * 0.72, y - h * 0.12)])],
        colour("fff3dc"),
        DAB.sized(8).soft(0.6),
    )


PICTURES = [
    Picture("grace-m7u2", "cafe.jpg", cafe, LANDSCAPE),
    Picture("daryna-q2v7", "window.jpg", window, PORTRAIT),
]
