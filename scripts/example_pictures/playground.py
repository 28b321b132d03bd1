"""A wall that four children paint: a river, and kingfishers."""

from __future__ import annotations

from .board import Board, filled, whole
from .figures import DAB, person_from_behind
from .geometry import Path, Point, box, circle, ellipse, leaf, moved, smooth, trace
from .paint import gouache, spatter, wall
from .picture import LANDSCAPE, Picture
from .strokes import Tool, draw
from .texture import colour, levels, lit, ramp_mask


def mural(board: Board) -> None:
    """Four children paint a river with kingfishers on the playground wall."""
    wall(board, colour("dfe7dc"), streak=0.04)
    for row in range(14):
        for k in range(-1, 13):
            x, y = k * 140 + (70 if row % 2 else 0), row * 66
            draw(board, [[(x, y), (x + 132, y)], [(x, y), (x, y + 60)]], colour("c9d3c7"), DAB.sized(4))
    _painted_river(board)
    gouache(board, box(1390, 0, 1660, 800), colour("e3eae0"), streak=0.05)
    draw(
        board,
        [
            smooth([(1390, 470), (1480, 420), (1600, 440)]),
            smooth([(1390, 770), (1490, 730), (1600, 760)]),
            ellipse(1490, 300, 70, 42),
        ],
        colour("9aa79a"),
        Tool(5, tooth=0.6, strength=0.8, shake=1),
    )
    gouache(board, box(0, 860, 1600, 1200), colour("b9b3a5"), angle=1, streak=0.09)
    _painters(board)
    for x, tint in ((430, "3f93b5"), (780, "e07a2f"), (1180, "8fb35c")):
        gouache(board, [(x - 40, 1060), (x + 40, 1060), (x + 34, 1140), (x - 34, 1140)], colour("d9d6cc"), angle=86)
        gouache(board, ellipse(x, 1060, 40, 13), colour(tint))
    spatter(
        board, colour("3f93b5"), 60, 9, opaque=True, clip=whole(board.size, levels(ramp_mask(board.size, 90), 190, 200))
    )
    board.image = lit(board.image, board.tooth, 0.04)


def _painters(board: Board) -> None:
    for k, (x, coat, hair, skin) in enumerate(
        (
            (250, "d9573f", "3b2518", "e2b594"),
            (610, "e2a33a", "1d1614", "8a5a3c"),
            (1000, "5b79a8", "8a4a2b", "ecc3a0"),
            (1340, "4f9a5f", "1d1614", "c08a62"),
        )
    ):
        tall = 560 + (k * 53) % 90
        patch = filled([ellipse(x, 1130, 130, 26)], 30, 1).blurred(12)
        board.glaze(colour("7a746a"), patch.faded(0.6))
        person_from_behind(
            board,
            (x, 1120),
            tall,
            coat,
            hair,
            skin,
            arms=((22, 118) if k % 2 else (126, 18)),
            legs=("3a4a66", "6a4a3a", "40464a", "55406a")[k],
        )
        _brush(board, (x, 1120), tall, left=k % 2 == 0)


def _painted_river(board: Board) -> None:
    river = smooth(trace("-40 520, 240 430, 520 520, 820 430, 1120 500, 1380 420, 1660 470")) + smooth(
        trace("1660 790, 1300 740, 1040 800, 700 730, 380 810, -40 740")
    )
    gouache(board, river, colour("3f93b5"), angle=4, streak=0.14)
    for k in range(9):
        y = 520 + k * 30
        gouache(board, leaf((60 + k * 130, y + 20), (340 + k * 130, y), 13, 0.05), colour("86c7d9"), rough=1)
    gouache(
        board,
        smooth(
            trace(
                "-40 300, 200 240, 520 320, 900 230, 1300 300, 1660 240, 1660 440, 1380 420, "
                "1120 500, 820 430, 520 520, 240 430, -40 520"
            ),
            closed=True,
        ),
        colour("8fb35c"),
        angle=10,
        streak=0.12,
    )
    for x in (120, 330, 700, 1010, 1480):
        gouache(board, leaf((x, 480), (x + 16, 120), 30, 0.05), colour("4f7a3f"), angle=80)
        for side in (-1, 1):
            gouache(board, leaf((x, 420), (x + side * 90, 210), 20, 0.1 * side), colour("6b9a4a"), angle=80)
    for x, y, flip in ((520, 360, 1), (1210, 330, -1), (860, 610, 1)):
        _kingfisher(board, (x, y), flip)


def _brush(board: Board, foot: Point, tall: float, *, left: bool) -> None:
    u = tall / 7.2
    side = -1 if left else 1
    x, y = foot[0] + side * 2.62 * u, foot[1] - 6.6 * u
    draw(
        board, [[(x - side * 0.1 * u, y + 0.3 * u), (x + side * 0.42 * u, y - 0.5 * u)]], colour("9a6a3c"), DAB.sized(9)
    )
    draw(
        board,
        [[(x + side * 0.42 * u, y - 0.5 * u), (x + side * 0.55 * u, y - 0.72 * u)]],
        colour("e07a2f"),
        DAB.sized(18),
    )


def _kingfisher(board: Board, at: Point, flip: int) -> None:
    def put(path: Path) -> Path:
        return moved([(x * flip, y) for x, y in path], *at)

    gouache(
        board,
        put(smooth(trace("-100 60, -70 -10, 0 -50, 50 -20, 40 50, -20 92"), closed=True)),
        colour("e07a2f"),
        angle=60,
    )
    gouache(
        board,
        put(smooth(trace("-150 110, -90 -10, 0 -60, 20 -20, -50 60"), closed=True)),
        colour("1f6fb0"),
        angle=50,
    )
    gouache(board, put(ellipse(46, -60, 50, 42)), colour("1f6fb0"))
    gouache(board, put([(84, -76), (190, -50), (86, -46)]), colour("2b2a2c"), rough=0.8)
    gouache(board, put(ellipse(38, -36, 26, 13)), colour("f4f0e4"), rough=0.8)
    for i in range(4):
        draw(board, [put([(-110 + 26 * i, 50 - 22 * i), (-86 + 26 * i, 36 - 20 * i)])], colour("7cc4e0"), DAB.sized(9))
    board.lay(colour("1b1a1c"), filled([put(circle(60, -66, 8))]))


PICTURES = [
    Picture("noah-b2k8", "mural.jpg", mural, LANDSCAPE),
]
