"""Painted scenes: a steel band, a street of stairs, a mural, a café, a window at night."""

from __future__ import annotations

import math

from PIL import Image

from .board import Board, clipped, filled, whole
from .geometry import Path, Point, arc, between, blob, box, circle, ellipse, leaf, moved, rounded, scaled, smooth, wobbled
from .paint import bloom, gouache, shadow, spatter, vignette, wall, wash
from .picture import LANDSCAPE, PORTRAIT, Picture
from .strokes import PAINT, Tool, draw
from .texture import Colour, colour, glow, levels, lit, mixed, paper, ramp_mask, shaded, varied

DAB = PAINT.sized(16)


def person_from_behind(
    board: Board, foot: Point, tall: float, coat: str, hair: str, skin: str, *, wrap: str = "", legs: str = "2e3640",
    arms: tuple[float, float] = (30, 30), apron: str = "",
) -> None:
    """A painted figure seen from behind; each arm hangs at an angle outwards from straight down."""
    x, y = foot
    u = tall / 7.2
    for side in (-1, 1):
        gouache(board, [(x + side * u * 0.12, y - 3.4 * u), (x + side * u * 0.85, y - 3.4 * u), (x + side * u * 0.72, y), (x + side * u * 0.2, y)], colour(legs), angle=86)
        gouache(board, ellipse(x + side * u * 0.48, y, u * 0.42, u * 0.16), colour("241f1e"))
    for side, lift in zip((-1, 1), arms, strict=True):
        _arm(board, (x + side * u * 0.92, y - 5.35 * u), side, lift, u, (colour(coat), colour(skin)))
    body = smooth([(x - u * 0.95, y - 3.1 * u), (x - u * 0.98, y - 4.4 * u), (x - u * 1.12, y - 5.3 * u), (x - u * 0.5, y - 5.75 * u), (x + u * 0.5, y - 5.75 * u), (x + u * 1.12, y - 5.3 * u), (x + u * 0.98, y - 4.4 * u), (x + u * 0.95, y - 3.1 * u)], closed=True)
    gouache(board, body, colour(coat), angle=80, streak=0.12)
    shade_side = [p for p in body if p[0] > x + u * 0.35]
    gouache(board, smooth(shade_side[::4], closed=True), shaded(colour(coat), 0.8), angle=80)
    if apron:
        _apron_strings(board, (x, y - 4.2 * u), u, apron)
    gouache(board, [(x - u * 0.28, y - 6.1 * u), (x + u * 0.28, y - 6.1 * u), (x + u * 0.34, y - 5.6 * u), (x - u * 0.34, y - 5.6 * u)], shaded(colour(skin), 0.9))
    for side in (-1, 1):
        gouache(board, ellipse(x + side * u * 0.6, y - 6.5 * u, u * 0.12, u * 0.2), colour(skin))
    gouache(board, ellipse(x, y - 6.55 * u, u * 0.6, u * 0.7), colour(wrap or hair), angle=30, streak=0.16)
    if wrap:
        gouache(board, ellipse(x + u * 0.2, y - 7.2 * u, u * 0.42, u * 0.3, -20), shaded(colour(wrap), 1.08))
        draw(board, [arc(x, y - 6.9 * u, u * 0.6, u * 0.6, 20, 160, 12), arc(x, y - 7.2 * u, u * 0.6, u * 0.7, 30, 150, 12)], shaded(colour(wrap), 0.8), DAB.sized(u * 0.09))


def _arm(board: Board, shoulder: Point, side: int, lift: float, u: float, tints: tuple[Colour, Colour]) -> None:
    a = math.radians(90 - lift * side)
    elbow = (shoulder[0] + 1.25 * u * math.cos(a), shoulder[1] + 1.25 * u * math.sin(a))
    b = math.radians(90 - lift * 1.6 * side)
    hand = (elbow[0] + 1.2 * u * math.cos(b), elbow[1] + 1.2 * u * math.sin(b))
    draw(board, [[shoulder, elbow]], tints[0], Tool(u * 0.5, swell=0, shake=0, opaque=True))
    draw(board, [[elbow, hand]], tints[1], Tool(u * 0.34, swell=0, shake=0, opaque=True))


def _apron_strings(board: Board, waist: Point, u: float, tint: str) -> None:
    x, y = waist
    bow = [leaf((x, y), (x + side * u * 0.62, y - u * 0.16), u * 0.2, 0.1 * side) for side in (-1, 1)]
    band = [box(x - u * 0.98, y - u * 0.1, x + u * 0.98, y + u * 0.1)]
    straps = [[(x - u * 0.6, y - 1.5 * u), (x + u * 0.4, y)], [(x + u * 0.6, y - 1.5 * u), (x - u * 0.4, y)]]
    draw(board, straps, colour(tint), Tool(u * 0.17, swell=0.1, opaque=True))
    for shape in band + bow:
        gouache(board, shape, colour(tint))
    draw(board, [smooth([(x, y), (x - u * 0.16, y + u * 0.5), (x - u * 0.3, y + u)]), smooth([(x, y), (x + u * 0.2, y + u * 0.5), (x + u * 0.24, y + u)])], colour(tint), Tool(u * 0.14, swell=0.2, opaque=True))


def pan_band(board: Board) -> None:
    """Five players and their pans on a school stage, from behind, under warm lights."""
    rng = board.rng
    wall(board, colour("3a2233"), angle=88, streak=0.2)
    for k in range(16):
        x = k * 108
        gouache(board, [(x, 0), (x + 54, 0), (x + 60, 780), (x - 8, 780)], varied(colour("6b1f34"), rng, 12), angle=88, streak=0.16)
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
    for k in range(30):
        x = rng.uniform(0, 1600)
        gouache(board, ellipse(x, 762 + rng.uniform(-6, 16), rng.uniform(26, 40), 40), shaded(colour("2b1c26"), rng.uniform(0.7, 1.3)))
    players = ((230, "28585e", "1d1614", "6b4430", ""), (520, "7a3b52", "3b2518", "d1a07c", ""), (812, "d8542f", "1d1614", "7d4a30", "efb827"), (1090, "355a8c", "8a4a2b", "e2b594", ""), (1372, "4f7a45", "1d1614", "8a5a3c", ""))
    for k, (x, coat, hair, skin, wrap) in enumerate(players):
        y = 1080 + (24 if k % 2 else 0)
        for side in (-1, 1):
            _pan(board, (x + side * 92, y - 268), 96)
        person_from_behind(board, (x, y + 30), 610 + (k * 37) % 60, coat, hair, skin, wrap=wrap, arms=(26 + k * 3 % 9, 24 + k * 5 % 11))
    board.image = lit(board.image, board.tooth, 0.04)
    vignette(board, 0.5)


def _pan(board: Board, at: Point, r: float) -> None:
    x, y = at
    draw(board, [[(x - r * 0.8, y), (x - r * 0.9, y + 300)], [(x + r * 0.8, y), (x + r * 0.9, y + 300)]], colour("8c8f96"), DAB.sized(10))
    gouache(board, [(x - r, y), (x + r, y), (x + r * 0.94, y + 92), (x - r * 0.94, y + 92)], colour("8f979f"), angle=88, streak=0.25)
    draw(board, [[(x - r * 0.6, y + 40), (x - r * 0.58, y + 88)]], colour("dfe4e6"), DAB.sized(16))
    gouache(board, ellipse(x, y, r, r * 0.3), colour("d9dcd8"))
    gouache(board, ellipse(x, y + 4, r * 0.88, r * 0.24), colour("a9b0b4"))
    for dx, dy in ((-0.5, -0.04), (0.5, -0.03), (0, -0.13), (-0.22, 0.12), (0.25, 0.12)):
        gouache(board, ellipse(x + dx * r, y + 4 + dy * r, r * 0.2, r * 0.07), colour("e9c98a"))


def amman_street(board: Board) -> None:
    """Stairs between cream houses, washing, a cat, and the light going gold."""
    rng = board.rng
    board.image = paper(board.size, colour("f6ecd8"), rng, 0.07, 0.03)
    sky = Image.composite(Image.new("RGB", board.size, colour("f4c48a")), Image.new("RGB", board.size, colour("a9c4cf")), levels(ramp_mask(board.size, 90), 0, 100))
    board.image.paste(sky, (0, 0), levels(ramp_mask(board.size, 90), 120, 124, flip=True))
    for k in range(22):
        x, y = rng.uniform(150, 1050), 560 - 250 * rng.random() ** 1.5
        _house(board, (x, y), rng.uniform(90, 150), rng.uniform(90, 200), colour(rng.choice(("e8cda2", "dcbb8b", "f0dcb6", "d3ad80"))), far=True)
    left = ((-60, 300, 330, 980), (-40, 620, 260, 900), (250, 470, 210, 560))
    right = ((860, 260, 420, 1060), (800, 540, 200, 520), (960, 760, 320, 760))
    for x, y, w, h in left[2:] + right[1:2]:
        _house(board, (x, y), w, h, colour("e6c795"), far=False)
    _stairs(board)
    for x, y, w, h in left[:2] + right[:1] + right[2:]:
        _house(board, (x, y), w, h, colour(rng.choice(("eed5a8", "e9cc9b"))), far=False)
    for y, sag in ((360, 70), (560, 60)):
        _washing(board, (290, y), (870, y - 50), sag)
    light = filled([[(0, 0), (620, 0), (1200, 900), (1200, 1600), (760, 1600), (0, 400)]], 80, 1).blurred(60)
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
    gouache(board, wobbled(box(x, y, x + w, y + h), rng, 2, 90, closed=True), varied(tint, rng, 7), angle=88, streak=0.1)
    gouache(board, wobbled(box(x + w * 0.72, y, x + w, y + h), rng, 2, 90, closed=True), shaded(tint, 0.86), angle=88, streak=0.1)
    gouache(board, box(x - 5, y - 9, x + w + 5, y + 5), shaded(tint, 1.1))
    step = 34 if far else 96
    for row in range(int(h // (step * 1.5))):
        for column in range(max(1, int(w // step))):
            if rng.random() < 0.72:
                wx, wy = x + 20 + column * step, y + 26 + row * step * 1.45
                half, tall = step * 0.17, step * 0.5
                if wx + half * 2 < x + w:
                    arch: Path = [(wx, wy + tall), (wx, wy), *arc(wx + half, wy, half, half, 180, 360, 8), (wx + half * 2, wy + tall)]
                    gouache(board, arch, colour(rng.choice(("5a6b78", "4a5560", "7a5a44", "f3c56a"))), rough=0.8)
                    if not far:
                        gouache(board, box(wx - 6, wy + tall, wx + half * 2 + 6, wy + tall + 8), shaded(tint, 1.12), rough=0.6)


def _stairs(board: Board) -> None:
    rng = board.rng
    for k in range(26):
        t = k / 25
        y = 700 + 900 * t**1.35
        half = 90 + 330 * t
        middle = 600 + 36 * math.sin(t * 4.2)
        tread = 8 + 52 * t
        gouache(board, [(middle - half, y), (middle + half, y), (middle + half * 1.03, y + tread), (middle - half * 1.03, y + tread)], varied(colour("e9d2a8"), rng, 7), streak=0.1)
        gouache(board, [(middle - half * 1.03, y + tread * 0.62), (middle + half * 1.03, y + tread * 0.62), (middle + half * 1.04, y + tread * 1.1), (middle - half * 1.04, y + tread * 1.1)], varied(colour("b38d66"), rng, 7), streak=0.1)


def _washing(board: Board, a: Point, b: Point, sag: float) -> None:
    line = [between(a, b, t / 20) for t in range(21)]
    line = [(x, y + sag * math.sin(math.pi * i / 20)) for i, (x, y) in enumerate(line)]
    draw(board, [line], colour("6a5646"), DAB.sized(4))
    for k in range(2, 19, 2):
        x, y = line[k]
        w, h = board.rng.uniform(30, 52), board.rng.uniform(56, 96)
        tint = colour(board.rng.choice(("d9573f", "f3efe4", "4f86a0", "e2a33a", "f3efe4", "7a9a6a")))
        gouache(board, wobbled([(x, y), (x + w, y + 2), (x + w + 4, y + h), (x + 2, y + h - 6)], board.rng, 3, 30, closed=True), tint, angle=86, streak=0.15)


def _cat(board: Board, at: Point, k: float) -> None:
    def put(path: Path) -> Path:
        return moved(scaled(path, k), *at)

    dark = colour("3a2f2c")
    gouache(board, put(smooth([(-60, 0), (-74, -60), (-44, -120), (0, -132), (36, -90), (46, 0)], closed=True)), dark, angle=80)
    gouache(board, put(ellipse(0, -150, 40, 36)), dark)
    for side in (-1, 1):
        gouache(board, put([(side * 34, -160), (side * 30, -204), (side * 8, -178)]), dark, rough=0.8)
    draw(board, [put(smooth([(40, -8), (90, -10), (104, -50), (90, -84)]))], dark, DAB.sized(17 * k))
    for side in (-1, 1):
        board.lay(colour("f0c24a"), filled([put(ellipse(side * 14, -154, 7, 9))]))
        board.lay(dark, filled([put(ellipse(side * 14, -154, 2, 8))]))
    draw(board, [put([(-48 + i * 6, -100 + i * 22), (-26 + i * 4, -92 + i * 22)]) for i in range(4)], colour("6b564c"), DAB.sized(8 * k))


def _plant_pot(board: Board, at: Point) -> None:
    x, y = at
    gouache(board, [(x - 34, y - 50), (x + 34, y - 50), (x + 26, y), (x - 26, y)], colour("b4603c"), angle=86)
    for _ in range(13):
        a = board.rng.uniform(-2.8, -0.3)
        tip = (x + 74 * math.cos(a), y - 50 + 84 * math.sin(a))
        gouache(board, leaf((x, y - 52), tip, 11, board.rng.uniform(-0.1, 0.1)), colour(board.rng.choice(("5f7f45", "7a9a55", "4a6a3c"))), rough=0.8)
    for _ in range(5):
        gouache(board, circle(x + board.rng.uniform(-44, 44), y - board.rng.uniform(70, 118), 8), colour("d84f5a"), rough=0.6)


def mural(board: Board) -> None:
    """Four children paint a river with kingfishers on the playground wall."""
    rng = board.rng
    wall(board, colour("dfe7dc"), streak=0.04)
    for row in range(14):
        for k in range(-1, 13):
            x, y = k * 140 + (70 if row % 2 else 0), row * 66
            draw(board, [[(x, y), (x + 132, y)], [(x, y), (x, y + 60)]], colour("c9d3c7"), DAB.sized(4))
    river = smooth([(-40, 520), (240, 430), (520, 520), (820, 430), (1120, 500), (1380, 420), (1660, 470)]) + smooth([(1660, 790), (1300, 740), (1040, 800), (700, 730), (380, 810), (-40, 740)])
    gouache(board, river, colour("3f93b5"), angle=4, streak=0.14)
    for k in range(9):
        y = 520 + k * 30
        gouache(board, leaf((60 + k * 130, y + 20), (340 + k * 130, y), 13, 0.05), colour("86c7d9"), rough=1)
    gouache(board, smooth([(-40, 300), (200, 240), (520, 320), (900, 230), (1300, 300), (1660, 240), (1660, 440), (1380, 420), (1120, 500), (820, 430), (520, 520), (240, 430), (-40, 520)], closed=True), colour("8fb35c"), angle=10, streak=0.12)
    for x in (120, 330, 700, 1010, 1480):
        gouache(board, leaf((x, 480), (x + 16, 120), 30, 0.05), colour("4f7a3f"), angle=80)
        for side in (-1, 1):
            gouache(board, leaf((x, 420), (x + side * 90, 210), 20, 0.1 * side), colour("6b9a4a"), angle=80)
    for x, y, flip in ((520, 360, 1), (1210, 330, -1), (860, 610, 1)):
        _kingfisher(board, (x, y), flip)
    gouache(board, box(1390, 0, 1660, 800), colour("e3eae0"), streak=0.05)
    draw(board, [smooth([(1390, 470), (1480, 420), (1600, 440)]), smooth([(1390, 770), (1490, 730), (1600, 760)]), ellipse(1490, 300, 70, 42)], colour("9aa79a"), Tool(5, tooth=0.6, strength=0.8, shake=1))
    gouache(board, box(0, 860, 1600, 1200), colour("b9b3a5"), angle=1, streak=0.09)
    for k, (x, coat, hair, skin) in enumerate(((250, "d9573f", "3b2518", "e2b594"), (610, "e2a33a", "1d1614", "8a5a3c"), (1000, "5b79a8", "8a4a2b", "ecc3a0"), (1340, "4f9a5f", "1d1614", "c08a62"))):
        tall = 560 + (k * 53) % 90
        patch = filled([ellipse(x, 1130, 130, 26)], 30, 1).blurred(12)
        board.glaze(colour("7a746a"), patch.faded(0.6))
        person_from_behind(board, (x, 1120), tall, coat, hair, skin, arms=((22, 118) if k % 2 else (126, 18)), legs=("3a4a66", "6a4a3a", "40464a", "55406a")[k])
        _brush(board, (x, 1120), tall, left=k % 2 == 0)
    for x, tint in ((430, "3f93b5"), (780, "e07a2f"), (1180, "8fb35c")):
        gouache(board, [(x - 40, 1060), (x + 40, 1060), (x + 34, 1140), (x - 34, 1140)], colour("d9d6cc"), angle=86)
        gouache(board, ellipse(x, 1060, 40, 13), colour(tint))
    spatter(board, colour("3f93b5"), 60, 9, opaque=True, clip=whole(board.size, levels(ramp_mask(board.size, 90), 190, 200)))
    board.image = lit(board.image, board.tooth, 0.04)


def _brush(board: Board, foot: Point, tall: float, *, left: bool) -> None:
    u = tall / 7.2
    side = -1 if left else 1
    x, y = foot[0] + side * 2.62 * u, foot[1] - 6.6 * u
    draw(board, [[(x - side * 0.1 * u, y + 0.3 * u), (x + side * 0.42 * u, y - 0.5 * u)]], colour("9a6a3c"), DAB.sized(9))
    draw(board, [[(x + side * 0.42 * u, y - 0.5 * u), (x + side * 0.55 * u, y - 0.72 * u)]], colour("e07a2f"), DAB.sized(18))


def _kingfisher(board: Board, at: Point, flip: int) -> None:
    def put(path: Path) -> Path:
        return moved([(x * flip, y) for x, y in path], *at)

    gouache(board, put(smooth([(-100, 60), (-70, -10), (0, -50), (50, -20), (40, 50), (-20, 92)], closed=True)), colour("e07a2f"), angle=60)
    gouache(board, put(smooth([(-150, 110), (-90, -10), (0, -60), (20, -20), (-50, 60)], closed=True)), colour("1f6fb0"), angle=50)
    gouache(board, put(ellipse(46, -60, 50, 42)), colour("1f6fb0"))
    gouache(board, put([(84, -76), (190, -50), (86, -46)]), colour("2b2a2c"), rough=0.8)
    gouache(board, put(ellipse(38, -36, 26, 13)), colour("f4f0e4"), rough=0.8)
    for i in range(4):
        draw(board, [put([(-110 + 26 * i, 50 - 22 * i), (-86 + 26 * i, 36 - 20 * i)])], colour("7cc4e0"), DAB.sized(9))
    board.lay(colour("1b1a1c"), filled([put(circle(60, -66, 8))]))


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
    draw(board, [smooth([(1112 + 18 * i, 670), (1104 + 18 * i, 640), (1118 + 18 * i, 612)]) for i in range(3)], colour("fff6e2"), DAB.sized(7).soft(0.7))
    board.image = lit(board.image, board.tooth, 0.04)


def _striped(board: Board) -> None:
    """Stripes on the wide back of the apron below the bow."""
    skirt = smooth([(690, 1190), (684, 950), (720, 900), (880, 900), (916, 950), (910, 1190)], closed=True)
    gouache(board, skirt, colour("f6f1e6"), angle=88)
    draw(board, [[(704 + 34 * k, 900), (700 + 35 * k, 1200)] for k in range(7)], colour("2f5f8a"), DAB.sized(15), filled([skirt]))
    _apron_strings(board, (800, 900), 125, "2f5f8a")


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
    gouache(board, smooth([(x - 150, y), (x - 136, y - 200), (x - 60, y - 270), (x + 60, y - 270), (x + 136, y - 200), (x + 150, y)]), colour(coat), angle=80, streak=0.12)
    gouache(board, box(x - 36, y - 320, x + 36, y - 250), shaded(colour(skin), 0.9))
    gouache(board, ellipse(x, y - 392, 92, 112), colour(hair), angle=40)
    gouache(board, ellipse(x, y - 372, 72, 88), colour(skin), angle=60)
    gouache(board, smooth([(x - 80, y - 380), (x - 66, y - 470), (x + 20, y - 490), (x + 82, y - 430), (x + 78, y - 380), (x + 30, y - 440)], closed=True), colour(hair), angle=40)
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
            draw(board, [[(x + 33, y), (x + 33, y + 62)], [(x, y + 31), (x + 66, y + 31)]], colour("3a4463"), DAB.sized(5))
    gouache(board, box(578, 160, 622, 1130), colour("e9ddc4"), angle=88)
    gouache(board, box(200, 600, 1000, 632), colour("e9ddc4"))
    for side in (-1, 1):
        x = 600 + side * 470
        curtain = smooth([(x + side * 90, 60), (x - side * 60, 60), (x - side * 40, 420), (x - side * 96, 760), (x + side * 10, 1190), (x + side * 90, 1190)])
        gouache(board, curtain, colour("9c2f35"), angle=88, streak=0.2)
        draw(board, [smooth([(x + side * (60 - 40 * i), 70), (x + side * (66 - 40 * i), 500), (x + side * (80 - 30 * i), 1180)]) for i in range(3)], colour("762128"), DAB.sized(12))
    gouache(board, box(90, 1130, 1110, 1220), colour("f3e8cf"), angle=1)
    gouache(board, box(90, 1216, 1110, 1250), colour("c9b48c"), angle=1)
    for k, tint in enumerate(("a3182c", "d9822b", "5a1f3f", "b8342f", "e0a52f")):
        _jar(board, (236 + 182 * k, 1190), tint, rng.uniform(0.9, 1.12))
    gouache(board, box(0, 1330, 1200, 1600), colour("8f5528"), angle=2, streak=0.14)
    board.image = lit(board.image, board.tooth, 0.04)
    vignette(board, 0.4)


def _jar(board: Board, foot: Point, tint: str, k: float) -> None:
    x, y = foot
    w, h = 66 * k, 190 * k
    shadow(board, filled([ellipse(x + 14, y, w, 14)]), 10, 4, 8, 0.5)
    gouache(board, rounded(x - w, y - h, x + w, y, 22), mixed(colour(tint), (255, 255, 255), 0.2), angle=88, streak=0.1)
    gouache(board, rounded(x - w + 8, y - h * 0.82, x + w - 8, y - 7, 18), colour(tint), angle=88, streak=0.14)
    gouache(board, smooth([(x - w * 1.02, y - h * 0.88), (x - w * 0.8, y - h * 1.12), (x + w * 0.8, y - h * 1.12), (x + w * 1.02, y - h * 0.88), (x, y - h * 0.94)], closed=True), colour("f3ead6"), angle=60)
    draw(board, [[(x - w * 0.86, y - h * 0.96), (x + w * 0.86, y - h * 0.96)]], colour("9c2f35"), DAB.sized(7))
    gouache(board, box(x - w * 0.56, y - h * 0.58, x + w * 0.56, y - h * 0.24), colour("f6f0df"))
    draw(board, [[(x - w * 0.36, y - h * 0.46), (x + w * 0.3, y - h * 0.46)], [(x - w * 0.36, y - h * 0.35), (x + w * 0.12, y - h * 0.35)]], colour("5a4a40"), DAB.sized(4))
    draw(board, [smooth([(x - w * 0.72, y - h * 0.7), (x - w * 0.76, y - h * 0.4), (x - w * 0.72, y - h * 0.12)])], colour("fff3dc"), DAB.sized(8).soft(0.6))


PICTURES = [
    Picture("amina-x3f9", "pan-band.jpg", pan_band, LANDSCAPE),
    Picture("layla-4mh8", "amman-street.jpg", amman_street, PORTRAIT, kilobytes=220),
    Picture("noah-b2k8", "mural.jpg", mural, LANDSCAPE),
    Picture("grace-m7u2", "cafe.jpg", cafe, LANDSCAPE),
    Picture("daryna-q2v7", "window.jpg", window, PORTRAIT),
]
__all__ = ["PICTURES", "blob", "bloom", "clipped", "glow", "wash"]
