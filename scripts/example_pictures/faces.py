"""Portraits by the people in them: cut paper, gouache, ink, crayon. None is a photograph."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from PIL import Image

from .board import Board, filled
from .geometry import Path, Point, arc, circle, ellipse, leaf, rounded, smooth, trace, wobbled
from .paint import cut, gouache, wall
from .picture import FACE, Picture
from .strokes import CRAYON, PAINT, PRECISE, Tool, draw, outline, shade
from .texture import colour


def closed(points: Sequence[Point]) -> Path:
    """A smooth closed shape through the points."""
    return smooth(points, closed=True)


def amina(board: Board) -> None:
    """Cut paper: a yellow headwrap, safety goggles pushed up, a steady look."""
    wall(board, colour("2f6f6a"), streak=0.0)
    cut(board, circle(640, 250, 330), colour("3a817a"), lift=3)
    skin, dark, yellow = colour("7d4a30"), colour("5f3522"), colour("efb827")
    cut(
        board,
        closed(trace("80 960, 110 770, 250 690, 450 660, 650 690, 800 770, 840 960")),
        colour("d8542f"),
        lift=7,
    )
    cut(board, closed(trace("330 690, 450 650, 575 690, 560 790, 450 830, 345 790")), colour("f3e9d6"), lift=3)
    cut(board, [*arc(450, 560, 92, 170, 160, 20), (548, 720), (450, 786), (352, 720)], dark, lift=2)
    cut(
        board,
        closed(trace("272 420, 286 300, 450 232, 614 300, 630 420, 608 560, 540 668, 450 704, 360 668, 292 560")),
        skin,
        lift=5,
    )
    for x in (262, 638):
        cut(board, ellipse(x, 478, 30, 52, 6 if x < 450 else -6), skin, lift=2)
        cut(board, circle(x, 548, 15), yellow, lift=2)
    cut(
        board,
        closed(trace("252 372, 266 232, 340 150, 470 112, 590 150, 646 250, 652 368, 560 306, 450 290, 340 310")),
        yellow,
        lift=6,
    )
    cut(board, closed(trace("480 170, 520 60, 630 30, 700 80, 680 160, 590 196")), colour("f7c945"), lift=5)
    cut(board, closed(trace("500 180, 600 120, 720 150, 730 210, 640 250, 540 220")), colour("d99b1c"), lift=4)
    for start, end in (((300, 330), (450, 170)), ((380, 300), (540, 170)), ((480, 290), (620, 216))):
        cut(board, leaf(start, end, 9, 0.08), colour("d99b1c"), lift=1)
    _goggles(board)
    _amina_face(board, dark)


def _goggles(board: Board) -> None:
    cut(board, [(246, 330), (654, 330), (654, 366), (246, 366)], colour("2b2d31"), lift=3)
    for x in (362, 538):
        cut(board, rounded(x - 84, 296, x + 84, 408, 46), colour("33363b"), lift=4)
        cut(board, rounded(x - 66, 312, x + 66, 392, 34), colour("a9d3d6"), lift=1)
        cut(board, [(x - 40, 380), (x - 6, 318), (x + 16, 318), (x - 18, 380)], colour("dff1ef"), lift=0.5)


def _amina_face(board: Board, dark: tuple[int, int, int]) -> None:
    white, ink = colour("f6efe2"), colour("2a1a14")
    for x in (376, 524):
        cut(board, leaf((x - 44, 490), (x + 44, 490), 23), white, lift=1)
        cut(board, circle(x + 3, 489, 20), ink, lift=0.5)
        cut(board, circle(x + 10, 482, 6), white, lift=0.3)
        cut(board, leaf((x - 54, 452), (x + 52, 446), 9, -0.1), ink, lift=1)
    cut(board, closed(trace("450 500, 470 556, 486 584, 450 600, 416 584, 430 556")), dark, lift=1)
    cut(board, leaf((388, 632), (514, 630), 15, 0.1), colour("b4493c"), lift=1.5)
    cut(board, leaf((396, 630), (506, 628), 4, 0.1), colour("7c2a24"), lift=0.3)


def rhys(board: Board) -> None:
    """Block colours, side view: red hair, and a carpenter's pencil behind the ear."""
    wall(board, colour("e9dfca"), streak=0.04)
    gouache(board, [(0, 0), (900, 0), (900, 330), (0, 470)], colour("8fb0a8"), angle=-8)
    gouache(
        board,
        closed(trace("120 980, 170 800, 330 700, 520 680, 700 760, 800 980")),
        colour("28405e"),
        angle=70,
    )
    gouache(board, trace("330 700, 360 560, 560 560, 548 720, 450 770"), colour("d69e7f"))
    face: Path = [
        *smooth(trace("330 300, 400 220, 520 210, 600 260, 622 330")),
        *smooth(trace("622 330, 628 372, 620 398, 640 430, 684 486")),
        *smooth([(684, 486), (680, 504), (640, 510)]),
        *smooth(trace("640 510, 640 528, 658 540, 640 556, 652 574, 636 590")),
        *smooth(trace("636 590, 640 630, 606 662, 540 668, 470 640, 400 560, 340 470")),
    ]
    gouache(board, face, colour("eebb9a"), angle=60)
    gouache(
        board,
        smooth(
            trace("636 592, 640 630, 606 662, 540 668, 470 640, 412 572, 500 610, 580 624"),
            closed=True,
        ),
        colour("dba383"),
    )
    hair = colour("b8431f")
    gouache(
        board,
        closed(
            trace(
                "300 600, 250 470, 256 320, 330 200, 470 140, 590 160, 652 232, 640 300, "
                "560 286, 490 320, 470 400, 440 440, 420 520, 380 590"
            )
        ),
        hair,
        angle=40,
        streak=0.12,
    )
    for k in range(7):
        draw(
            board,
            [smooth([(300 + k * 44, 560 - k * 52), (330 + k * 40, 380 - k * 24), (420 + k * 30, 220 - k * 2)])],
            colour("d8632f") if k % 2 else colour("8f3216"),
            PAINT.sized(9),
        )
    _rhys_face(board)


def _rhys_face(board: Board) -> None:
    """Ear, pencil, brow, eye, mouth, freckles, and the neck of the jumper."""
    gouache(board, closed(trace("404 430, 440 396, 476 420, 474 480, 436 520, 410 490")), colour("e0a283"))
    draw(board, [smooth([(424, 440), (452, 428), (458, 462), (432, 490)])], colour("b97a5c"), PAINT.sized(7))
    gouache(board, trace("296 452, 306 420, 640 330, 656 344, 652 362, 316 468"), colour("c93a2b"), angle=-15)
    gouache(board, [(640, 330), (688, 330), (652, 364)], colour("e6c998"))
    gouache(board, [(672, 329), (690, 329), (676, 341)], colour("2b2a2c"), rough=0.6)
    draw(board, [smooth([(556, 384), (590, 366), (616, 374)])], colour("8f3216"), PAINT.sized(13))
    draw(board, [smooth(trace("570 416, 592 404, 612 412, 590 424, 572 418"))], colour("2b3038"), PAINT.sized(9))
    draw(board, [smooth([(600, 558), (624, 556), (648, 556)])], colour("a9553f"), PAINT.sized(8))
    for _ in range(26):
        x, y = board.rng.uniform(520, 620), board.rng.uniform(440, 530)
        draw(board, [[(x, y), (x + 2, y + 1)]], colour("c98462"), PAINT.sized(6).soft(0.7))
    draw(
        board,
        [smooth([(300, 730), (420, 790), (560, 730)]), smooth([(310, 760), (430, 820), (570, 756)])],
        colour("3d5a80"),
        PAINT.sized(10),
    )


def zoe(board: Board) -> None:
    """A comic face: all fringe, a pencil in the teeth, one colour."""
    coral, ink, rng = colour("f26b5b"), colour("17161a"), board.rng
    board.image = Image.new("RGB", board.size, colour("f7f2e8"))
    board.lay(coral, filled([circle(450, 450, 400)]))
    tool = PAINT.sized(11)
    body = closed(trace("120 960, 170 800, 330 730, 580 730, 740 800, 790 960"))
    board.lay(colour("fbf8f1"), filled([body]))
    stripes = [[(100, 820 + 52 * k), (820, 812 + 52 * k)] for k in range(3)]
    draw(board, stripes, ink, PRECISE.sized(24), filled([body]))
    outline(board, body, ink, tool)
    neck: Path = trace("380 640, 376 748, 450 786, 530 748, 524 640")
    board.lay(colour("fbf8f1"), filled([neck]))
    draw(board, [neck], ink, tool)
    face = closed(trace("250 400, 280 560, 360 670, 452 702, 546 668, 624 556, 650 400, 450 220"))
    board.lay(colour("fbf8f1"), filled([face]))
    outline(board, face, ink, tool)
    hair = closed(
        trace(
            "196 520, 176 380, 230 220, 360 120, 520 106, 660 190, 728 340, 716 520, "
            "664 610, 656 470, 600 512, 560 478, 520 520, 470 484, 420 524, 370 486, "
            "320 520, 268 484, 246 610"
        )
    )
    board.lay(ink, filled([hair]))
    shine = [
        smooth([(300 + 46 * k, 260 + 8 * abs(k - 4)), (292 + 46 * k, 330), (288 + 44 * k, 400 - 14 * (k % 2))])
        for k in range(9)
    ]
    draw(board, shine, coral, Tool(9, swell=0.9, opaque=True))
    draw(board, [smooth([(440, 540), (424, 580), (452, 590)])], ink, tool)
    mouth = closed(trace("366 622, 450 606, 536 622, 524 660, 450 672, 378 660"))
    board.lay(ink, filled([mouth]))
    board.lay(colour("fbf8f1"), filled([[(380, 622), (522, 622), (516, 640), (386, 640)]]))
    pencil = trace("216 668, 232 640, 640 616, 694 634, 646 650, 230 690")
    board.lay(coral, filled([pencil]))
    board.lay(colour("fbf8f1"), filled([[(640, 616), (694, 634), (646, 650)]]))
    outline(board, pencil, ink, tool.sized(9))
    draw(
        board,
        [[(640, 616), (646, 650)], [(252, 640), (252, 688)], [(676, 630), (694, 634), (680, 642)]],
        ink,
        tool.sized(8),
    )
    for x, y in ((300, 580), (330, 600), (310, 622), (590, 580), (566, 600)):
        board.lay(coral, filled([circle(x + rng.uniform(-4, 4), y, 8)]))


def noah(board: Board) -> None:
    """Crayon, age eight: a round face, big ears, a green jumper, and a snail for company."""
    rng = board.rng
    board.image = Image.new("RGB", board.size, colour("f8f3e6"))
    big = CRAYON.sized(20)
    shade(board, [(0, 20), (900, 0), (900, 300), (0, 330)], colour("9cc7e0"), big.soft(0.6), 34, -12)
    body = wobbled(closed(trace("130 980, 160 780, 300 690, 580 690, 730 780, 760 980")), rng, 9, 70, closed=True)
    shade(board, body, colour("4d9a4a"), big, 21, 72)
    outline(board, body, colour("27662f"), big)
    draw(board, [smooth([(330, 704), (450, 750), (560, 704)])], colour("27662f"), big)
    for x in (214, 680):
        ear = wobbled(ellipse(x, 440, 66, 84), rng, 7, 50, closed=True)
        shade(board, ear, colour("f0b58f"), big, 20, 40)
        outline(board, ear, colour("a5593a"), CRAYON)
        draw(
            board,
            [smooth([(x - 20, 420), (x + 14, 400), (x + 16, 460), (x - 10, 474)])],
            colour("a5593a"),
            CRAYON.sized(10),
        )
    face = wobbled(ellipse(448, 430, 232, 256), rng, 8, 80, closed=True)
    board.lay(colour("fbe3cd"), filled([face]))
    shade(board, face, colour("f3bd97"), big.soft(0.75), 24, 58)
    outline(board, face, colour("a5593a"), CRAYON)
    hair = [
        smooth(
            [
                (240 + 22 * k, 300 - 8 * abs(10 - k) * -0.4),
                (236 + 23 * k + rng.uniform(-14, 14), 190),
                (250 + 21 * k + rng.uniform(-26, 26), 120 + 4 * abs(10 - k)),
            ]
        )
        for k in range(20)
    ]
    draw(board, hair, colour("7a4a24"), big)
    for x in (360, 536):
        draw(board, [ellipse(x, 410, 15, 20), ellipse(x, 410, 6, 9)], colour("2b2a33"), CRAYON)
    draw(board, [smooth([(450, 430), (474, 492), (440, 500)])], colour("a5593a"), CRAYON)
    draw(board, [smooth([(330, 544), (400, 600), (500, 602), (566, 540)])], colour("c8372f"), CRAYON.sized(17))
    for x in (306, 592):
        shade(board, circle(x, 510, 34), colour("ee8d86"), CRAYON.soft(0.7), 17, 20)
    _shoulder_snail(board, rng)


def _shoulder_snail(board: Board, rng: Random) -> None:
    body = closed(trace("560 742, 600 700, 740 700, 792 640, 822 660, 810 740, 700 764"))
    shade(board, body, colour("c9a878"), CRAYON, 14, 10)
    outline(board, wobbled(body, rng, 5, 40, closed=True), colour("6d4a2c"), CRAYON.sized(10))
    spiral: Path = [
        p for k in range(4) for p in arc(660, 650, 84 - k * 20, 80 - k * 19, k * 360 + 90, k * 360 + 430, 24)
    ]
    shade(board, circle(660, 650, 80), colour("e08a3c"), CRAYON, 16, -30)
    draw(board, [spiral], colour("8f3c22"), CRAYON.sized(11))
    draw(
        board,
        [
            [(800, 650), (796, 590)],
            [(814, 656), (846, 604)],
            circle(796, 584, 8),
            circle(848, 598, 8),
            smooth([(786, 700), (800, 712), (814, 700)]),
        ],
        colour("6d4a2c"),
        CRAYON.sized(9),
    )


PICTURES = [
    Picture("amina-x3f9", "avatar.png", amina, FACE, colours=64),
    Picture("rhys-p6c1", "avatar.png", rhys, FACE, colours=40),
    Picture("zoe-d4y6", "avatar.png", zoe, FACE, colours=16),
    Picture("noah-b2k8", "avatar.png", noah, FACE, colours=40),
]
