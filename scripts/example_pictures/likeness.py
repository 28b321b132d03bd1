"""Two drawings of the same face: before looking, and after."""

from __future__ import annotations

from PIL import Image, ImageFilter

from .board import Board, clipped, filled
from .faces import closed
from .geometry import Path, blob, circle, ellipse, leaf, smooth, trace, wobbled
from .picture import PORTRAIT, Picture
from .strokes import PENCIL, Tool, apply, draw, outline, scribbled, shade, stroked
from .texture import Colour, clouds, colour, levels, paper, ramp_mask

HEAD = closed(trace("330 760, 350 520, 600 380, 850 520, 872 760, 838 980, 740 1160, 600 1226, 462 1160, 364 980"))


def portrait_1(board: Board) -> None:
    """Pencil, before looking: the eyes crowd the forehead, the outline is careful and afraid."""
    rng = board.rng
    board.image = paper(board.size, colour("f1ede4"), rng, 0.06, 0.03)
    ink, tool = colour("2f2d34"), PENCIL.sized(5.5)
    head = wobbled(HEAD, rng, 5, 60, closed=True)
    outline(board, head, ink, tool)
    outline(board, wobbled(HEAD, rng, 7, 50, closed=True), ink, tool.soft(0.4))
    wrap = trace("322 620, 330 420, 440 290, 620 250, 780 300, 880 430, 884 630")
    draw(board, [smooth(wrap), smooth(trace("322 620, 480 520, 600 500, 730 520, 884 630"))], ink, tool)
    draw(
        board,
        [
            smooth([(640, 260), (700, 160), (800, 170), (780, 300)]),
            smooth([(380, 520), (600, 300)]),
            smooth([(560, 500), (740, 300)]),
        ],
        ink,
        tool,
    )
    _careful_features(board, ink, tool)
    rubbed = filled([blob(600, 800, 180, 60, rng), blob(480, 700, 90, 40, rng)], 60, 1).blurred(24)
    board.lay(colour("f4f0e8"), rubbed.faded(0.5))
    shade(board, [(470, 1200), (730, 1200), (720, 1290), (484, 1290)], ink, tool.soft(0.4), 22, 14)


def _careful_features(board: Board, ink: Colour, tool: Tool) -> None:
    for x in (478, 722):
        draw(
            board,
            [leaf((x - 84, 612), (x + 84, 612), 42), circle(x, 612, 34), circle(x, 612, 30), circle(x, 612, 12)],
            ink,
            tool,
        )
        draw(
            board,
            [
                [(x - 60 + 15 * k, 580 - 3 * (4 - abs(4 - k))), (x - 68 + 17 * k, 556 - 4 * (4 - abs(4 - k)))]
                for k in range(9)
            ],
            ink,
            tool,
        )
        draw(board, [smooth([(x - 84, 540), (x, 520), (x + 84, 540)])], ink, tool.sized(6))
    draw(board, [[(580, 640), (560, 860), (640, 862)], [(556, 850), (570, 872)], [(628, 872), (646, 850)]], ink, tool)
    draw(
        board,
        [
            smooth(trace("490 1010, 560 990, 600 1002, 640 990, 720 1010, 600 1050, 490 1010")),
            [(490, 1010), (720, 1010)],
        ],
        ink,
        tool,
    )
    draw(
        board,
        [
            [(500, 1190), (496, 1340)],
            [(700, 1190), (706, 1340)],
            smooth([(496, 1340), (330, 1400), (200, 1540)]),
            smooth([(706, 1340), (880, 1400), (1000, 1540)]),
        ],
        ink,
        tool,
    )
    for x in (326, 876):
        draw(
            board,
            [smooth([(x, 700), (x + (-40 if x < 600 else 40), 690), (x + (-36 if x < 600 else 36), 800), (x, 820)])],
            ink,
            tool,
        )


def portrait_2(board: Board) -> None:
    """Charcoal, after looking: light from the left, the eyes half-way down, shadow doing the work of lines."""
    rng = board.rng
    board.image = paper(board.size, colour("d9d0c2"), rng, 0.12, 0.05)
    coal, head = colour("2b2726"), filled([HEAD], 40)
    dark = Tool(26, tooth=0.75, strength=0.8, swell=0.4, shake=2)
    background = scribbled(trace("700 130, 1150 90, 1160 1480, 880 1500, 900 500"), rng, 30, 62)
    apply(board, stroked(background, dark.soft(0.5), rng), coal, dark.soft(0.5))
    _smudge(board, [(880, 480), (1130, 460), (1130, 1400), (900, 1400)], 70, 0.5)
    shoulders = closed(trace("90 1640, 170 1420, 430 1320, 770 1320, 1040 1420, 1130 1640"))
    _smudge(board, shoulders, 16, 0.7)
    _smudge(board, trace("506 1208, 704 1208, 722 1360, 600 1400, 488 1360"), 17, 0.6)
    skin = head.times(ramp_mask(head.mask.size, 4)).faded(1.0)
    board.glaze(colour("a3968c"), head.faded(0.5))
    board.glaze(coal, skin.blurred(26).faded(0.62))
    board.shine(colour("efe6da"), clipped(filled([blob(440, 840, 120, 270, rng)], 90, 1).blurred(50), head).faded(0.75))
    _charcoal_features(board, coal)
    _charcoal_wrap(board, coal)
    soft = board.image.filter(ImageFilter.GaussianBlur(5))
    patches = levels(clouds(board.size, rng, 180, 2), 100, 190)
    board.image = Image.composite(soft, board.image, patches)
    soft_line = Tool(9, tooth=0.35, strength=0.75, swell=0.8, shake=1.5)
    draw(board, [smooth([(352, 700), (366, 980), (462, 1160), (560, 1216)])], coal, soft_line.sized(8))
    apply(
        board,
        stroked([smooth([(870, 740), (838, 980), (740, 1160), (610, 1226)])], soft_line.sized(15), rng),
        coal,
        soft_line,
    )


def _smudge(board: Board, path: Path, blur: float, strength: float) -> None:
    patch = filled([path], round(blur * 2.4), 1).blurred(blur)
    board.glaze(colour("2f2a29"), patch.times(levels(board.local(board.pools, patch), -120, 210)).faded(strength))


def _charcoal_features(board: Board, coal: tuple[int, int, int]) -> None:
    fine = Tool(9, tooth=0.55, strength=0.9, swell=0.5, shake=0.8)
    for x in (482, 716):
        _smudge(board, ellipse(x, 792, 96, 46), 20, 0.55)
        board.lay(
            colour("cfc5b8") if x < 600 else colour("8e8379"),
            filled([leaf((x - 62, 806), (x + 62, 806), 25)]).blurred(2),
        )
        board.lay(coal, filled([circle(x + 4, 802, 25)]).blurred(2))
        board.lay(colour("efe7da"), filled([circle(x - 6, 792, 6)]).blurred(1))
        draw(board, [smooth([(x - 68, 808), (x - 20, 774), (x + 30, 776), (x + 70, 806)])], coal, fine.sized(11))
        draw(board, [smooth([(x - 50, 826), (x, 838), (x + 52, 826)])], coal, fine.sized(5).soft(0.5))
        draw(board, [smooth([(x - 82, 734), (x - 10, 706), (x + 84, 730)])], coal, fine.sized(17))
    _smudge(board, trace("612 800, 650 960, 676 1000, 612 1020, 590 960"), 14, 0.6)
    draw(board, [smooth(trace("560 990, 572 1014, 600 1018, 630 1014, 648 988"))], coal, fine)
    board.shine(colour("efe6da"), filled([blob(582, 930, 16, 60, board.rng)], 30, 1).blurred(11).faded(0.8))
    _smudge(board, leaf((500, 1082), (712, 1080), 22, 0.05), 6, 0.55)
    _smudge(
        board,
        smooth(trace("520 1070, 572 1048, 604 1056, 640 1046, 696 1068, 606 1082"), closed=True),
        4,
        0.55,
    )
    draw(board, [smooth(trace("490 1074, 560 1082, 604 1088, 650 1081, 720 1072"))], coal, fine.sized(7))
    _smudge(board, ellipse(604, 1138, 66, 10), 9, 0.35)
    _smudge(board, ellipse(800, 960, 60, 200, 8), 44, 0.5)


def _charcoal_wrap(board: Board, coal: tuple[int, int, int]) -> None:
    wrap = closed(trace("310 690, 316 460, 420 300, 600 240, 790 300, 896 470, 896 690, 760 560, 600 530, 440 562"))
    knot = closed(trace("620 270, 660 140, 790 110, 880 190, 830 300, 720 330"))
    for shape in (wrap, knot):
        patch = filled([shape], 10)
        board.lay(colour("cdc3b3"), patch)
        board.glaze(coal, patch.times(ramp_mask(patch.mask.size, 12)).faded(0.85))
        outline(board, shape, coal, Tool(8, tooth=0.35, strength=0.7, swell=0.9, shake=1.5))
    for start, mid, end in (
        ((340, 640), (420, 440), (640, 270)),
        ((460, 560), (560, 420), (720, 280)),
        ((600, 530), (700, 400), (790, 320)),
        ((740, 550), (800, 450), (850, 390)),
        ((690, 300), (740, 200), (840, 190)),
    ):
        _smudge(board, smooth([start, mid, end, (mid[0] + 40, mid[1] + 26)], closed=True), 9, 0.6)
        draw(board, [smooth([start, mid, end])], coal, Tool(10, tooth=0.6, strength=0.8, swell=0.9, shake=1.5))


PICTURES = [
    Picture("amina-x3f9", "portrait-1.jpg", portrait_1, PORTRAIT),
    Picture("amina-x3f9", "portrait-2.jpg", portrait_2, PORTRAIT, kilobytes=210),
]
