"""Photographs of things made by younger hands: a shield, a pulley, a train, a bird feeder."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

from .board import Board, filled
from .camera import Shade, backdrop, defocus, developed, laid_flat, photograph, table, wood
from .geometry import circle, leaf, trace, wobbled
from .kitchen import Lumps
from .lettering import lettered
from .paint import gouache
from .picture import LANDSCAPE, PORTRAIT, Picture
from .solid import Camera, Face, Vec, ball, beam, block, disc, lathe, plus, shifted, slab, spun, surface, tube
from .strokes import PAINT, draw
from .texture import Colour, colour, lit, mixed, shaded, streaks, varied

Paint = Callable[[float, float], Colour]


def classroom(board: Board, camera: Camera, top: str, wall: tuple[str, str]) -> None:
    """A table in front of a blurred classroom wall with pinned-up papers."""
    backdrop(board, colour(wall[0]), colour(wall[1]), lamp_at=(0.2, 0.1))
    rng = board.rng
    for _ in range(7):
        x, y = rng.uniform(0, board.size[0]), rng.uniform(0, board.size[1] * 0.28)
        tint = colour(rng.choice(("d8b45f", "c9776a", "7fa3a0", "e4dcc8", "93a86f")))
        board.lay(
            mixed(tint, colour(wall[0]), 0.45),
            filled([[(x, y), (x + 170, y + 6), (x + 164, y + 150), (x - 6, y + 140)]]),
        )
    table(board, camera, wood((1500, 1000), colour(top), rng, 0, 0.1), (-95, -50, 95, 62))
    defocus(board, lambda y: max(0.0, 1 - y * 1.45) + max(0.0, (y - 0.88) * 3), most=24)


def _painted_shield(rng: Random) -> Image.Image:
    face = Board(Image.new("RGB", (1000, 1240), colour("a3262b")), rng)
    face.image = lit(face.image, streaks(face.size, rng, 200, 9, 82), 0.16)
    gold, dark = colour("e0ac3a"), colour("8a6216")
    gouache(face, [(24, 24), (976, 24), (976, 1216), (24, 1216)], gold)
    gouache(face, [(62, 62), (938, 62), (938, 1178), (62, 1178)], colour("a8282d"), angle=84, streak=0.2)
    for side in (-1, 1):
        for k in range(6):
            base = (500 + side * 150, 560 + k * 22 - 60)
            tip = (500 + side * (385 - k * 22), 300 + k * 118)
            gouache(
                face,
                wobbled(leaf(base, tip, 36, 0.1 * side * (1 if k < 3 else -1)), rng, 4, closed=True),
                gold,
                angle=30,
            )
            draw(face, [[base, tip]], dark, PAINT.sized(6))
    for up in (-1, 1):
        bolt = [
            (500 - 26, 620 + up * 170),
            (500 + 34, 620 + up * 250),
            (500 - 20, 620 + up * 330),
            (500, 620 + up * 500),
        ]
        draw(face, [bolt], gold, PAINT.sized(34))
        draw(face, [[(470, 620 + up * 440), (500, 620 + up * 510), (535, 620 + up * 445)]], gold, PAINT.sized(20))
    return face.image


def shield(board: Board) -> None:
    """A Roman shield of bent cardboard leaning on the wall, with a yoghurt pot in the middle."""
    rng = board.rng
    camera = Camera((16, -135, 60), (0, 0, 36.5), *board.size, lens=1.78)
    classroom(board, camera, "b99a76", ("9db0ae", "7f908c"))
    art = _painted_shield(rng)
    pixels = art.resize((250, 310), Image.Resampling.LANCZOS).tobytes()

    def at(u: float, v: float) -> Vec:
        a = (u - 0.5) * 1.75
        return 36 * math.sin(a), 14 - 22 * (math.cos(a) - 0.64) + v * 6, 1.0 + 74 * v

    def paint(u: float, v: float) -> Colour:
        k = 3 * (min(249, int(u * 250)) + 250 * min(309, int((1 - v) * 310)))
        return pixels[k], pixels[k + 1], pixels[k + 2]

    faces = surface(at, 130, 150, paint, both=True)
    edge = surface(lambda u, v: plus(at(u, 1), (0, v * 1.2, 0)), 60, 1, colour("a9825a"), both=True)
    photograph(board, camera, [*faces, *edge], soft=0.9, texture=0.03)
    photograph(board, camera, _yoghurt_pot((0, 9.0, 38.5)), shadow=0, texture=0.02)
    developed(board)


def _yoghurt_pot(foot: Vec) -> list[Face]:
    silver = colour("c4c6c4")
    profile = trace("7.2 0, 7.2 0.6, 5.6 0.8, 5.2 4, 4.7 7.2, 4.3 7.8, 0.05 7.9")
    pot = lathe(profile, lambda u, v: shaded(silver, 0.95 + 0.08 * math.sin(u * 90)), turns=64, gloss=0.7)
    return shifted(spun(pot, 90, "x"), foot)


def pulley(board: Board) -> None:
    """A cotton reel on a broom handle between two chairs; a digger in a bucket goes up."""
    rng = board.rng
    camera = Camera((18, -235, 92), (0, 0, 57), *board.size, lens=1.72)
    backdrop(board, colour("c4cfc8"), colour("a9b6ae"), lamp_at=(0.15, 0.2))
    table(board, camera, wood((1500, 1300), colour("ad8b66"), rng, 9, 0.14), (-170, -90, 170, 120))
    defocus(board, lambda y: max(0.0, 1 - y * 1.5), most=12)
    faces: list[Face] = []
    for side in (-1, 1):
        faces += _chair((side * 41, 8, 0), colour("4f7c94") if side < 0 else colour("b9573f"))
    faces += tube([(-64 + 8 * k, -11, 92) for k in range(17)], 1.7, colour("d6b27c"), around=16, gloss=0.2)
    reel = lathe(trace("5.4 0, 5.4 1.3, 2.6 2.2, 2.6 6.8, 5.4 7.7, 5.4 9"), colour("c6544a"), turns=40, gloss=0.3)
    caps = disc((0, 0, 9), 5.4, colour("d8c49c")) + [
        Face(f.corners[::-1], f.tint, 0, (0, 0, -1), True) for f in disc((0, 0, 0), 5.4, colour("d8c49c"))
    ]
    faces += shifted(spun([*reel, *caps], 90, "y"), (-4.5, -11, 92))
    string = colour("eee6d2")
    faces += tube([(0, -13.8, 92 - 2.2 * k) for k in range(18)], 0.45, string, around=6)
    pull: list[Vec] = [(0.6 + 1.55 * k, -8 - 1.4 * k, 92 - 4.5 * k + 0.02 * k * k) for k in range(18)]
    faces += tube(pull, 0.45, string, around=6)
    photograph(board, camera, faces, soft=0.6, shadow=0.5, texture=0.02)
    photograph(board, camera, _bucket((0, -13.8, 30)), soft=0.9, shadow=0.35, texture=0.02)
    developed(board)


def _chair(foot: Vec, tint: Colour) -> list[Face]:
    x, y, _ = foot
    metal = colour("8f9496")
    faces: list[Face] = []
    for dx in (-16, 16):
        faces += tube([(x + dx, y - 17, 46 - 4.6 * k) for k in range(11)], 1.3, metal, around=10, gloss=0.6)
        faces += tube([(x + dx, y + 17, 92 - 9.2 * k) for k in range(11)], 1.3, metal, around=10, gloss=0.6)

    def seat(u: float, v: float) -> Vec:
        return x - 19 + 38 * u, y - 20 + 38 * v, 47 - 2.4 * math.sin(math.pi * u) * math.sin(math.pi * v)

    def back(u: float, v: float) -> Vec:
        return x - 18 + 36 * u, y + 17 + 3 * math.sin(math.pi * u) + 2 * v, 66 + 24 * v

    faces += surface(seat, 16, 16, tint, gloss=0.25, both=True) + surface(back, 16, 12, tint, gloss=0.25, both=True)
    return faces + slab((x - 19, y - 20.5, 45), (x + 19, y - 19.5, 47), shaded(tint, 0.85), cuts=(8, 1, 1))


def _bucket(foot: Vec) -> list[Face]:
    """A seaside bucket with a yellow digger looking out."""
    x, y, z = foot
    blue = colour("3f79a8")
    faces = lathe(trace("7 0, 7.6 3, 9.6 17, 10.2 17, 10.2 18"), blue, foot=foot, turns=48, gloss=0.4, both=True)
    handle: list[Vec] = [
        (x + 10 * math.cos(math.pi * t / 20), y, z + 17.5 + 9.5 * math.sin(math.pi * t / 20)) for t in range(21)
    ]
    faces += tube(handle, 0.5, colour("eceae2"), around=8)
    yellow, black = colour("e8b62c"), colour("33322f")
    faces += block((x - 5, y - 4, z + 15), (9, 0, 0), (0, 8, 0), (0, 0, 8.5), yellow, cuts=(5, 5, 5), gloss=0.3)
    faces += block(
        (x - 3.6, y - 4.1, z + 18.6), (6.2, 0, 0), (0, 0.2, 0), (0, 0, 3.8), colour("9fc3cf"), cuts=(3, 1, 3), gloss=0.5
    )
    arm: list[Vec] = [(x + 4, y, z + 19), (x + 8, y - 1, z + 25), (x + 13, y - 1, z + 25.5), (x + 16, y - 1, z + 20)]
    faces += tube(arm, 1.1, yellow, around=8, gloss=0.3)
    scoop = surface(
        lambda u, v: (
            x + 16 + 3 * math.cos(math.pi * u + 1.2),
            y - 4 + 6 * v,
            z + 17.5 + 3 * math.sin(math.pi * u + 1.2),
        ),
        12,
        6,
        black,
        both=True,
    )
    return faces + scoop


def train(board: Board) -> None:
    """Two carriages of cardboard, ruled and painted stripe by stripe."""
    rng = board.rng
    camera = Camera((-92, -66, 36), (-6, 1, 6.5), *board.size, lens=1.75)
    classroom(board, camera, "c2a67e", ("c6b8a4", "a39683"))
    faces: list[Face] = []
    for y in (-5, 5):
        faces += beam((-60, y, 0.5), (70, y, 0.5), 1.0, 0.8, colour("8f9295"), cuts=40, gloss=0.5)
    for k in range(26):
        x = -56 + 5 * k
        faces += slab((x - 0.9, -8.5, 0), (x + 0.9, 8.5, 0.35), colour("7d5f45"), cuts=(1, 4, 1))
    faces += _carriage(-31, 29, rng, nose=True) + _carriage(1.5, 31, rng, nose=False)
    shades = [Shade((0.3, 0, 8), 5)]
    photograph(board, camera, faces, soft=0.6, texture=0.02, shades=shades)
    art = Image.new("RGB", (300, 84), colour("f0c93e"))
    pen = ImageDraw.Draw(art)
    for path in lettered("43 102", (150, 18), 50, rng, wild=0.7, align="centre"):
        pen.line(path, fill=colour("22262b"), width=8, joint="curve")
    laid_flat(board, camera, art, [(-33.9, 3.9, 7.6), (-33.9, -3.9, 7.6), (-33.9, -3.9, 5.4), (-33.9, 3.9, 5.4)])
    developed(board)


def _carriage(x0: float, long: float, rng: Random, *, nose: bool) -> list[Face]:
    blue = colour("2c4f86")
    side, front = _livery(rng)
    faces = surface(lambda u, v: (x0 + long * u, -6, 2.4 + 11 * v), 120, 60, side)
    faces += surface(lambda u, v: (x0 + long * u, 6, 2.4 + 11 * v), 20, 10, blue, both=True)
    faces += _roof(x0, long, nose)

    def end(u: float, v: float) -> Vec:
        return (x0 - (2.8 * math.sin(math.pi * min(1, v * 0.62)) if nose else 0), 6 - 12 * u, 2.4 + 11 * v)

    faces += surface(end, 48, 44, front if nose else blue, both=True)
    faces += surface(lambda u, v: (x0 + long, -6 + 12 * u, 2.4 + 12 * v), 12, 12, shaded(blue, 0.9), both=True)
    faces += slab((x0 + 1, -5, 1.2), (x0 + long - 1, 5, 2.4), colour("3b3a38"), cuts=(20, 4, 1))
    for wx in (x0 + 4, x0 + 8.5, x0 + long - 8.5, x0 + long - 4):
        faces += _wheel((wx, -5.1, 2.3))
    return faces


def _livery(rng: Random) -> tuple[Paint, Paint]:
    """Return the colours of a carriage's side and of its front: stripes, windows, doors, lamps."""
    blue, yellow, glass = colour("2c4f86"), colour("ecc23a"), colour("2a3438")

    def side(u: float, v: float) -> Colour:
        if 0.56 < v < 0.82:
            return glass if 0.16 < (u * 8) % 1 < 0.84 else blue
        if 0.3 < v < 0.48 or 0.06 < v < 0.16:
            return yellow
        door = abs(u - 0.09) < 0.004 or abs(u - 0.16) < 0.004
        return shaded(blue, 0.6) if door else varied(blue, rng, 3)

    def front(u: float, v: float) -> Colour:
        if 0.62 < v < 0.9 and 0.1 < u < 0.9:
            return shaded(glass, 1.3) if 0.47 < u < 0.53 else glass
        if 0.1 < v < 0.2 and (0.1 < u < 0.26 or 0.74 < u < 0.9):
            return colour("fbf3d0")
        return varied(colour("f0c93e"), rng, 3)

    return side, front


def _roof(x0: float, long: float, nose: bool) -> list[Face]:
    def roof(u: float, v: float) -> Vec:
        a = math.pi * v
        return x0 + long * u, -6 * math.cos(a), 13.4 + 2.2 * math.sin(a)

    def cap(u: float, v: float) -> Vec:
        a = math.pi * v
        bulge = 2.6 * (1 - u) if nose else 0.0
        return x0 - bulge, -6 * math.cos(a), 13.4 + 2.2 * math.sin(a) * u

    faces = surface(cap, 8, 20, colour("ecc23a" if nose else "2c4f86"), both=True)
    faces += surface(
        roof, 40, 20, lambda u, v: shaded(colour("8b8f92"), 0.92 if (u * 10) % 1 < 0.06 else 1), both=True, gloss=0.15
    )
    return faces


def _wheel(hub: Vec) -> list[Face]:
    wheel = lathe(
        [(0.1, 0), (2.0, 0), (2.0, 0.9), (0.1, 0.9)],
        lambda u, v: shaded(colour("4a4947"), 1.2 if v < 0.5 else 0.9),
        turns=28,
        gloss=0.3,
        both=True,
    )
    return shifted(spun(wheel, 90, "x"), hub)


def feeder(board: Board) -> None:
    """A bottle, two wooden spoons as perches, seeds, and a winter branch."""
    rng = board.rng
    wide, high = board.size
    board.image = Image.new("RGB", board.size, colour("a9b9a4"))
    for _ in range(46):
        x, y, r = rng.uniform(-60, wide + 60), rng.uniform(-60, high + 60), rng.uniform(40, 190)
        board.lay(
            varied(colour(rng.choice(("8da384", "b9c6a8", "cdd3b6", "76906f", "d9d7bf"))), rng, 8),
            filled([circle(x, y, r)], fine=1).blurred(26).faded(0.55),
        )
    defocus(board, lambda y: 1.0, most=30)
    camera = Camera((4, -70, 24), (0, 0, 20), *board.size, lens=1.62)
    bark: list[Vec] = [
        (-26 + 2 * k, 1 + 0.6 * math.sin(k * 0.7), 41.5 + 1.2 * math.sin(k * 0.42) + 0.06 * k) for k in range(27)
    ]
    waves = Lumps(rng, 8, 2)
    faces = tube(
        bark,
        lambda t: 1.9 - 0.9 * t + 0.18 * math.sin(t * 40),
        lambda u, v: shaded(colour("6b5848"), 1 + 0.22 * waves.at((u * 4, v * 30, 0))),
        around=22,
    )
    for start, way in ((6, -1), (12, 1), (20, -1)):
        b = bark[start]
        twig: list[Vec] = [(b[0] + 1.2 * k, b[1] - 0.3 * k, b[2] + way * (0.55 * k + 0.03 * k * k)) for k in range(9)]
        faces += tube(twig, lambda t: 0.6 - 0.5 * t, colour("6f5b4a"), around=8)
    faces += tube([(0, 0, 40 - 1.1 * k) for k in range(9)], 0.22, colour("c23b33"), around=6)
    photograph(board, camera, faces, shadow=0, texture=0.04)
    _bottle(board, camera, rng)
    developed(board, warmth=0.02)


def _bottle(board: Board, camera: Camera, rng: Random) -> None:
    profile = trace("4.9 2.2, 5.4 3.2, 5.4 8, 5.2 9, 5.4 10, 5.4 21, 5.1 23.4, 3.2 27.6, 1.7 29.4, 1.6 31.3")
    spoons: list[Face] = []
    for z, slant in ((8.2, 0.12), (14.6, -0.14)):
        way = 1 if slant > 0 else -1
        handle: list[Vec] = [(way * (-11 + 1.5 * k), -0.3 + 0.02 * k, z + slant * way * (k - 8)) for k in range(15)]
        spoons += tube(handle, 0.62, colour("c99f68"), around=12)
        end = handle[-1]
        spoons += ball((end[0] + way * 2, end[1], end[2]), (3.2, 2.0, 0.75), colour("cfa670"))
        spoons += [
            f
            for k in range(26)
            for f in _seed(
                (end[0] + way * 2 + rng.uniform(-1.8, 1.8), end[1] + rng.uniform(-1.2, 1.0), end[2] + 0.75), rng
            )
        ]
    seeds: list[Face] = []
    for _ in range(620):
        a, z = rng.uniform(math.pi, math.tau), 2.6 + 14.6 * rng.random()
        seeds += _seed((4.9 * math.cos(a), 4.9 * math.sin(a), z), rng)
    back = lathe([(r * 0.96, z) for r, z in profile if z < 17.6], colour("7a6a4c"), turns=40, both=True)
    photograph(board, camera, back, shadow=0)
    photograph(board, camera, seeds + spoons, shadow=0, texture=0.02)
    mask_board = Board(board.image.copy(), rng)
    mask = photograph(mask_board, camera, lathe(profile, colour("dfeef0"), turns=60, gloss=1.3), shadow=0, texture=0)
    board.image = Image.composite(Image.blend(board.image, mask_board.image, 0.26), board.image, mask)
    photograph(
        board, camera, lathe([(1.9, 29.6), (1.9, 31.4), (0.1, 31.5)], colour("3f7fa6"), turns=30, gloss=0.5), shadow=0
    )
    front = [f for f in spoons if f.corners[0][0] ** 2 > 27]
    photograph(board, camera, front, shadow=0, texture=0.02)


def _seed(at: Vec, rng: Random) -> list[Face]:
    tint = colour(rng.choice(("e1c98f", "c9a765", "3a332c", "8f6f45", "eadfc0", "54483a")))
    a = rng.uniform(0, math.tau)
    e = (0.42 * math.cos(a), 0.0, 0.42 * math.sin(a))
    f = (-0.17 * math.sin(a), 0.0, 0.17 * math.cos(a))
    corners = (plus(at, e), plus(at, f), plus(at, e, -1), plus(at, f, -1))
    return [Face(corners, tint, 0, (-0.3, -0.85, 0.4), True)]


PICTURES = [
    Picture("noah-b2k8", "shield.jpg", shield, PORTRAIT),
    Picture("noah-t6r1", "pulley.jpg", pulley, PORTRAIT),
    Picture("sam-j4e9", "train-model.jpg", train, LANDSCAPE),
    Picture("omar-y5a6", "bird-feeder.jpg", feeder, PORTRAIT),
]
