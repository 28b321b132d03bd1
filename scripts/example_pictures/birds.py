"""Herons and a robin: a searching pencil, two states of a linocut, four pressings of a foam print."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageChops, ImageFilter

from .board import Board, Patch, clipped, filled, whole
from .geometry import Path, Point, blob, circle, ellipse, leaf, moved, scaled, smooth, trace, wobbled
from .paint import pressed, roughened, shadow
from .picture import PORTRAIT, Picture
from .strokes import FINE_PENCIL, PENCIL, Tool, draw, hatched, stroked
from .texture import clouds, colour, faded, levels, lit, paper, streaks


def _heron_lines() -> dict[str, Path]:
    """The heron's parts, drawn once and used for sketch, proof and print."""
    return {
        "neck_front": smooth(trace("792 412, 742 430, 700 440, 690 490, 740 548, 826 600, 872 700, 838 820, 770 900")),
        "neck_back": smooth(trace("700 356, 640 388, 606 456, 622 532, 690 590, 760 642, 782 712, 742 780, 640 830")),
        "crown": smooth([(700, 356), (744, 336), (796, 352), (822, 380)]),
        "beak_top": [(818, 376), (1000, 424)],
        "beak_low": smooth([(796, 412), (860, 426), (1000, 426)]),
        "crest": smooth([(726, 346), (640, 340), (560, 372), (520, 410)]),
        "back": smooth(trace("640 830, 520 850, 400 930, 300 1050, 236 1166")),
        "tail": smooth([(236, 1166), (210, 1214), (290, 1196), (360, 1150)]),
        "belly": smooth(trace("770 900, 744 1000, 640 1070, 500 1108, 360 1150")),
        "wing": smooth(trace("640 880, 700 930, 672 1010, 560 1066, 420 1092, 300 1136")),
        "leg_1": [(560, 1096), (580, 1250), (548, 1262), (560, 1470)],
        "leg_2": [(640, 1070), (668, 1230), (638, 1244), (654, 1480)],
    }


def heron_body() -> Path:
    """The heron's outline without beak and legs, as one closed shape."""
    part = _heron_lines()
    return [
        *part["crown"],
        *part["neck_front"],
        *part["belly"],
        *part["tail"][::-1],
        *part["back"][::-1],
        *part["neck_back"][::-1],
    ]


def _again(path: Path, rng: Random, off: float) -> Path:
    dx, dy = rng.uniform(-off, off), rng.uniform(-off, off)
    return wobbled(moved(path, dx, dy), rng, off * 0.5, 120)


def heron_sketch(board: Board) -> None:
    """A quick drawing in a sketchbook: every line looked for three times, the neck drawn twice."""
    rng = board.rng
    board.image = paper(board.size, colour("efeae0"), rng, 0.07, 0.03)
    ink, parts = colour("3b3a40"), _heron_lines()
    pencil = PENCIL.sized(3.6)
    draw(board, [_again(ellipse(520, 980, 260, 118, -32), rng, 12) for _ in range(3)], ink, pencil.soft(0.3))
    draw(board, [_again(ellipse(752, 390, 62, 44, 12), rng, 6) for _ in range(2)], ink, pencil.soft(0.3))
    old_neck = [moved(parts[name], 74 if name == "neck_front" else 66, -8) for name in ("neck_front", "neck_back")]
    draw(board, [_again(p, rng, 9) for p in old_neck for _ in range(2)], ink, pencil.soft(0.28))
    for name, path in parts.items():
        count = 2 if name.startswith(("beak", "leg")) else 4
        draw(board, [_again(path, rng, 7) for _ in range(count)], ink, pencil.soft(0.5))
        draw(board, [_again(path, rng, 2.5)], ink, pencil.sized(4.6).soft(0.85))
    _feathers(board, pencil)
    draw(board, [circle(764, 384, 9), circle(764, 384, 6), [(762, 386), (766, 382)]], ink, pencil.sized(4))
    for _ in range(64):
        x, lean = (
            rng.choice((rng.uniform(60, 330), rng.uniform(860, 1140), rng.uniform(60, 1140))),
            rng.uniform(-50, 60),
        )
        top = rng.uniform(180, 900) if not 330 < x < 860 else rng.uniform(1150, 1380)
        reed = smooth([(x, 1530 + rng.uniform(-40, 30)), (x + lean * 0.3, (1530 + top) / 2), (x + lean, top)])
        draw(board, [reed], ink, pencil.soft(rng.uniform(0.25, 0.7)))
    for _ in range(34):
        y, x, run = rng.uniform(1380, 1540), rng.uniform(60, 900), rng.uniform(60, 260)
        draw(
            board,
            [smooth([(x, y), (x + run / 2, y + rng.uniform(-5, 5)), (x + run, y + rng.uniform(-4, 4))])],
            ink,
            pencil.soft(0.4),
        )
    smudge = filled([blob(450, 1090, 190, 50, rng)], 60, 1).blurred(24)
    board.glaze(colour("a9a6a8"), smudge.faded(0.55))


def _feathers(board: Board, pencil: Tool) -> None:
    rng, ink = board.rng, colour("3b3a40")
    for k in range(26):
        t = k / 26
        x, y = 640 - 360 * t + rng.uniform(-20, 20), 900 + 190 * t + rng.uniform(-44, 34)
        draw(board, [smooth([(x, y), (x - 56, y + 22), (x - 118, y + 74)])], ink, pencil.soft(rng.uniform(0.3, 0.65)))
    body = heron_body()
    lower = [p for p in body if p[1] > 820]
    lines = hatched(smooth([*lower[::6]], closed=True), rng, 15, -54)
    draw(board, lines, ink, FINE_PENCIL.sized(3).soft(0.22), filled([body]))


def _reed(x: float, foot: float, top: float, lean: float, width: float) -> list[Path]:
    """A bulrush: a tapering stem, a brown head, one long blade."""
    tip = (x + lean, top)
    stem = leaf((x, foot), tip, width * 0.4, 0.02)
    head = ellipse(tip[0] - lean * 0.06, top + 70, width * 1.15, 84, math.degrees(math.atan2(lean, foot - top)))
    blade = leaf((x + 8, foot), (x + lean * 2.4 + 60, top + (foot - top) * 0.3), width * 0.9, 0.07)
    return [stem, head, blade]


def _water(y: float, x0: float, x1: float, thick: float) -> Path:
    return leaf((x0, y), (x1, y + 6), thick, 0.008)


def _carved(shape: Path, gap: float, rng: Random, angle: float, wide: float) -> list[Path]:
    """Gouge marks: short tapering cuts along parallel lines inside a shape."""
    cuts: list[Path] = []
    for line in hatched(shape, rng, gap, angle, 0.25):
        (x0, y0), (x1, y1) = line[0], line[-1]
        length = math.hypot(x1 - x0, y1 - y0)
        t = rng.uniform(0, 0.1)
        while length * (1 - t) > 24:
            step = min(rng.uniform(40, 110) / length, 1 - t)
            a, b = (
                (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t),
                (x0 + (x1 - x0) * (t + step * 0.8), y0 + (y1 - y0) * (t + step * 0.8)),
            )
            cuts.append(leaf(a, b, wide * rng.uniform(0.6, 1.2)))
            t += step
    return cuts


def _plate(shapes: list[Path], value: int, onto: Image.Image) -> Image.Image:
    patch = filled(shapes, 4)
    onto.paste(value, patch.box, patch.mask)
    return onto


def _heron_plate(rng: Random, *, final: bool) -> Image.Image:
    """The block: white prints, black is cut away."""
    size = (1200, 1600)
    block = Image.new("L", size, 0)
    frame: Path = [(110, 120), (1090, 112), (1094, 1486), (106, 1492)]
    _plate([wobbled(frame, rng, 3, 60, closed=True)], 255, block)
    if final:
        _plate([circle(820, 330, 196)], 0, block)
        sky: Path = [(124, 134), (1076, 134), (1076, 1180), (124, 1180)]
        _plate(_carved(sky, 62, rng, -4, 3.2), 0, block)
    else:
        sky = [(124, 134), (1076, 134), (1076, 1470), (124, 1470)]
        _plate(_carved(sky, 20, rng, 62, 3.4), 0, block)
        _plate(_carved(sky, 34, rng, -40, 2.8), 0, block)
    body, parts = heron_body(), _heron_lines()
    halo = stroked([[*body, body[0]]], Tool(30, swell=0.1, shake=1), rng)
    block.paste(0, halo.box, halo.mask)
    _plate([body], 0, block)
    _heron_ink(block, body, parts, rng, final=final)
    inside = Image.new("L", size, 0)
    _plate([frame], 255, inside)
    return ImageChops.multiply(block, inside)


def _heron_ink(block: Image.Image, body: Path, parts: dict[str, Path], rng: Random, *, final: bool) -> None:
    """What is left standing on the white bird: wing, crown, beak, eye; and reeds and water around it."""
    wing = [*parts["back"][8:], *parts["tail"], *parts["wing"][::-1]]
    _plate([wing], 255, block)
    for k in range(11 if final else 6):
        x, y = 610 - k * 31, 906 + k * 23
        _plate([leaf((x, y), (x - 92, y + 96), 8, 0.05)], 0, block)
    _plate([[(700, 356), *parts["crown"], (822, 382), (760, 362)], leaf((740, 346), (510, 416), 12, -0.06)], 255, block)
    _plate([[(812, 372), (1010, 424), (1006, 432), (800, 416)]], 0 if not final else 255, block)
    if not final:
        _plate([leaf((804, 394), (1000, 428), 9)], 255, block)
    lines = stroked([[*body, body[0]], parts["neck_front"], parts["neck_back"]], Tool(9, swell=0.5, shake=0.6), rng)
    block.paste(255, lines.box, lines.mask)
    legs = stroked([parts["leg_1"], parts["leg_2"]], Tool(30, swell=0.1, shake=0.6), rng)
    block.paste(0, legs.box, legs.mask)
    legs = stroked([parts["leg_1"], parts["leg_2"]], Tool(13, swell=0.2, shake=0.6), rng)
    block.paste(255, legs.box, legs.mask)
    for k in range(7):
        x = 792 - k * 7
        _plate([leaf((x, 600 + k * 42), (x + 9, 634 + k * 42), 7)], 255, block)
    _plate([circle(766, 386, 17 if final else 20)], 255, block)
    if final:
        _plate([circle(766, 386, 11)], 0, block)
        _plate([circle(768, 386, 5.5)], 255, block)
        _final_water(block, rng)
    else:
        _busy_reeds(block, rng)


def _final_water(block: Image.Image, rng: Random) -> None:
    for y, x0, x1 in ((1306, 300, 930), (1376, 420, 1040), (1440, 190, 770)):
        _plate([wobbled(_water(y, x0, x1, 11), rng, 1.5, 50, closed=True)], 0, block)
    for x, top, lean in ((182, 470, 30), (262, 300, -22), (1008, 620, -26)):
        reed = _reed(x, 1300, top, lean, 15)
        edge = stroked([[*p, p[0]] for p in reed], Tool(16, swell=0.1, shake=0.4), rng)
        block.paste(0, edge.box, edge.mask)
        _plate(reed, 255, block)


def _busy_reeds(block: Image.Image, rng: Random) -> None:
    for _ in range(15):
        x = rng.choice((rng.uniform(130, 360), rng.uniform(880, 1060), rng.uniform(130, 1060)))
        top = rng.uniform(240, 700) if not 330 < x < 880 else rng.uniform(1180, 1260)
        reed = _reed(x, 1480, top, rng.uniform(-50, 50), rng.uniform(8, 14))
        edge = stroked([[*p, p[0]] for p in reed], Tool(9, swell=0.1, shake=0.4), rng)
        block.paste(0, edge.box, edge.mask)
        _plate(reed, 255, block)
    for k in range(9):
        _plate([_water(1300 + k * 20, 130 + rng.uniform(0, 200), 700 + rng.uniform(0, 350), 5)], 0, block)


def _mirrored(block: Image.Image) -> Patch:
    return Patch(block, 0, 0)


def heron_proof(board: Board) -> None:
    """The first proof: too little ink, rolled unevenly, the eye gone."""
    rng = board.rng
    board.image = paper(board.size, colour("ece5d3"), rng, 0.05, 0.03)
    plate = _mirrored(_heron_plate(rng, final=False).resize(board.size, Image.Resampling.LANCZOS))
    patchy = levels(clouds(board.size, rng, 300, 3), 40, 128)
    streaky = levels(streaks(board.size, rng, 500, 46, 86), -140, 150)
    ghost = plate.times(ImageChops.multiply(patchy, streaky)).mask
    pressed(board, whole(board.size, ImageChops.lighter(faded(plate.mask, 0.4), ghost)), colour("27406e"), wear=0.6)
    thumb = roughened(filled([ellipse(985, 1342, 32, 43, 20)], 20), rng, 3, 6)
    board.glaze(colour("5b6f95"), thumb.times(board.local(levels(board.tooth, 90, 170), thumb)).faded(0.8))


def heron_print(board: Board) -> None:
    """The edition: dark blue on cream, and room to breathe."""
    rng = board.rng
    board.image = paper(board.size, colour("f1e8d2"), rng, 0.05, 0.02)
    block = _heron_plate(rng, final=True)
    dent = block.filter(ImageFilter.GaussianBlur(5))
    board.image = lit(board.image, ImageChops.subtract(dent, ImageChops.offset(dent, 4, 4), 4, 128), 0.2)
    pressed(board, _mirrored(block), colour("1d3560"), wear=0.42)


def _robin(scale: float, at: Point) -> dict[str, list[Path]]:
    """A round robin, as simple as foam allows."""

    def put(path: Path) -> Path:
        return moved(scaled(path, scale), *at)

    body = smooth(
        trace("-150 40, -120 -70, -40 -150, 60 -150, 120 -90, 140 0, 100 100, 0 150, -90 128"),
        closed=True,
    )
    breast = smooth(trace("10 -128, 84 -120, 122 -60, 132 10, 96 86, 30 104, 8 40, 20 -40"), closed=True)
    wing = smooth(trace("-124 20, -60 -40, 0 -10, 8 50, -60 92, -150 108"), closed=True)
    return {
        "body": [
            put(body),
            put([(-130, 40), (-250, 96), (-236, 128), (-110, 110)]),
            put([(118, -96), (176, -76), (120, -62)]),
        ],
        "breast": [put(breast)],
        "white": [put(wing), put(circle(76, -96, 13))],
        "brown": [put(scaled(wing, 0.8, 0.8, (-60, 40))), put(circle(78, -96, 7))],
        "lines": [
            put([(-10, 146), (-20, 206), (-50, 216)]),
            put([(-20, 206), (8, 218)]),
            put([(50, 136), (46, 200), (16, 214)]),
            put([(46, 200), (78, 212)]),
        ],
    }


def robin_print(board: Board) -> None:
    """The same foam block four times, with four presses: too light, too wet, crooked, just right."""
    rng = board.rng
    board.image = paper(board.size, colour("efe8da"), rng, 0.05, 0.03)
    for k, (wear, dx, dy) in enumerate(((1.5, 0, 0), (0.05, 5, -3), (0.7, 14, 12), (0.35, 0, 0))):
        x, y = 62 + k * 476, 236 + rng.uniform(-18, 18)
        sheet = [(x, y), (x + 448, y + rng.uniform(-6, 6)), (x + 451, y + 706), (x - 3, y + 700)]
        patch = filled([sheet], 6)
        shadow(board, patch, 5, 8, 8, 0.35)
        board.place(paper(patch.mask.size, colour("fbf6ea"), rng, 0.04, 0.02), patch)
        _one_robin(board, (x + 224, y + 348), wear, (dx, dy), wet=k == 1)


def _one_robin(board: Board, at: Point, wear: float, slip: Point, *, wet: bool) -> None:
    rng, brown, orange = board.rng, colour("6a4a35"), colour("dd6a26")
    robin = _robin(1.0, (at[0] + 18, at[1] - 22))
    size = board.size
    block = Image.new("L", size, 0)
    _plate(robin["body"], 255, block)
    _plate(robin["breast"] + robin["white"], 0, block)
    _plate(robin["brown"], 255, block)
    legs = stroked(robin["lines"], Tool(9, swell=0.1, shake=0.5), rng)
    block.paste(255, legs.box, legs.mask)
    twig = stroked(
        [smooth([(at[0] - 204, at[1] + 212), (at[0], at[1] + 188), (at[0] + 204, at[1] + 204)])],
        Tool(19, swell=0.6, shake=1.5),
        rng,
    )
    block.paste(255, twig.box, twig.mask)
    for dx, side in ((-150, -1), (126, 1), (160, -1)):
        _plate([leaf((at[0] + dx, at[1] + 204), (at[0] + dx + 40, at[1] + 204 + side * 54), 16)], 255, block)
    left, top = int(at[0] - 230), int(at[1] - 330)
    crop = (left, top, left + 460, top + 660)
    plate = Patch(block.crop(crop), left, top)
    orange_patch = filled(robin["breast"], 12)
    pressed(board, orange_patch.moved(*slip), orange, wear=wear * 0.8)
    pressed(board, plate.blurred(2.5) if wet else plate, brown, wear=wear)
    if wet:
        spot = clipped(
            filled([blob(at[0] - 80, at[1] + 120, 80, 34, rng), blob(at[0] + 90, at[1] + 20, 50, 40, rng)], 20).blurred(
                5
            ),
            plate,
        )
        board.glaze(colour("7a5236"), spot.faded(0.8))


PICTURES = [
    Picture("amina-x3f9", "heron-sketch.jpg", heron_sketch, PORTRAIT, kilobytes=210),
    Picture("amina-x3f9", "heron-proof.jpg", heron_proof, (1050, 1400), kilobytes=260),
    Picture("amina-x3f9", "heron-print.jpg", heron_print, PORTRAIT, kilobytes=210),
    Picture("omar-y5a6", "robin-print.jpg", robin_print, (2000, 1180)),
]
