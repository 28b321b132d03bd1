"""Photographs of models that were built and tested: towers, bridges, tins on top."""

from __future__ import annotations

import itertools
import math
from random import Random

from .board import Board
from .camera import Shade, backdrop, defocus, developed, photograph, table, wood
from .geometry import trace
from .picture import LANDSCAPE, PORTRAIT, Picture
from .solid import Camera, Face, Vec, beam, block, disc, lathe, plus, slab, spun, surface, tube
from .texture import Colour, colour, shaded, varied

CARD = colour("c49a6c")
CARD_EDGE = colour("a87e52")


def desk(board: Board, camera: Camera, tint: str = "c9a77c", wall: tuple[str, str] = ("aebbbd", "8f9a97")) -> None:
    """Set up a school desk in front of a blurred wall."""
    backdrop(board, colour(wall[0]), colour(wall[1]))
    top = wood((1600, 1000), colour(tint), board.rng, 4, 0.13)
    table(board, camera, top, (-85, -45, 85, 60))
    defocus(board, lambda y: max(0.0, 1 - y * 1.55) + max(0.0, (y - 0.86) * 2.2), most=12)


def tin(foot: Vec, rng: Random, turn: float = 0.0, label: Colour | None = None) -> list[Face]:
    """A tin of beans: ribbed ends, a paper label with a band and a picture of beans."""
    label = label or colour("2f8a86")
    cream, metal = colour("f2e6cd"), colour("b9bec2")
    bean = colour("c9612f")

    def paint(u: float, v: float) -> Colour:
        u = (u + turn) % 1
        if v < 0.09 or v > 0.91:
            return shaded(metal, 0.86 + 0.2 * (round(v * 60) % 2))
        if 0.36 < v < 0.64:
            spot = ((u * 6) % 1 - 0.5) ** 2 * 3.2 + ((v - 0.5) / 0.11) ** 2 * 0.42
            return bean if spot < 0.33 else cream
        if 0.32 < v < 0.36 or 0.64 < v < 0.68:
            return shaded(label, 0.7)
        return label

    side = [
        (3.7, 0.0),
        (3.7, 0.25),
        (3.55, 0.45),
        *((3.55, 0.45 + 9.6 * i / 52) for i in range(1, 53)),
        (3.7, 10.3),
        (3.7, 10.6),
    ]
    body = lathe(side, paint, foot=foot, turns=88, gloss=0.22)
    lid = disc(plus(foot, (0, 0, 10.35)), 3.45, shaded(metal, 1.05), turns=40, gloss=0.5)
    rim = lathe([(3.7, 10.6), (3.45, 10.6), (3.4, 10.35)], shaded(metal, 1.1), foot=foot, turns=48, gloss=0.6)
    return [*body, *lid, *rim]


def book(corner: Vec, size: Vec, cover: Colour, rng: Random, turn: float = 0.0) -> list[Face]:
    """A closed book lying down, its pages towards the right."""
    pages = colour("efe5d0")
    x, y, z = corner
    w, d, h = size
    board_h = min(0.35, h * 0.14)

    def leaves(u: float, v: float) -> Colour:
        return shaded(pages, 0.9 + 0.1 * math.sin(v * 60 + math.sin(u * 9)))

    faces = [
        *slab((x, y, z), (x + w, y + d, z + board_h), cover, cuts=(8, 6, 1)),
        *slab((x, y + 0.3, z + board_h), (x + w - 0.4, y + d - 0.3, z + h - board_h), leaves, cuts=(10, 8, 7))[:-160],
        *slab((x, y, z + h - board_h), (x + w, y + d, z + h), cover, cuts=(8, 6, 1)),
        *slab((x, y, z), (x + 0.4, y + d, z + h), shaded(cover, 0.92), cuts=(1, 6, 5)),
    ]
    return spun(faces, turn, about=(x + w / 2, y + d / 2, 0))


def pile(x: float, top: float, count: int, rng: Random, colours: list[str]) -> list[Face]:
    """A pile of books that ends at height `top`."""
    faces: list[Face] = []
    each = top / count
    for k in range(count):
        w, d = 17 - rng.uniform(0, 2), 21 - rng.uniform(0, 3)
        faces += book(
            (x - w / 2, -d / 2, k * each),
            (w, d, each - 0.05),
            colour(colours[k % len(colours)]),
            rng,
            rng.uniform(-6, 6),
        )
    return faces


def brick(foot: Vec, rng: Random) -> list[Face]:
    """A house brick, its faces full of little pits."""
    tint = colour("b56a50")

    def pitted(u: float, v: float) -> Colour:
        return shaded(varied(tint, rng, 9), 0.72 if rng.random() < 0.05 else 1.0)

    x, y, z = foot
    faces = slab((x, y, z), (x + 21.5, y + 10, z + 6.6), pitted, cuts=(46, 22, 14))
    return spun(faces, -14, about=(x + 10, y + 5, 0))


def straw(a: Vec, b: Vec, stripe: Colour, bend: float = 0.0) -> list[Face]:
    """A striped drinking straw, kinked in the middle if `bend` is given."""
    count = 26
    spine: list[Vec] = []
    for k in range(count + 1):
        t = k / count
        sag = bend * (1 - abs(2 * t - 1))
        spine.append((a[0] + (b[0] - a[0]) * t - sag, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t))

    def paint(u: float, v: float) -> Colour:
        return stripe if (v * 9 + u * 1.0) % 1 < 0.4 else colour("f4efe6")

    return tube(spine, 0.58, paint, around=12, gloss=0.25)


def tape(at: Vec, rng: Random) -> list[Face]:
    """A wrap of masking tape round a joint."""
    cream = colour("dcc48c")
    return tube([plus(at, (0, 0, -0.7)), plus(at, (0.1, 0, 0)), plus(at, (0, 0, 0.7))], 0.75, cream, around=10)


def straw_tower(board: Board) -> None:
    """Five storeys of straws on three legs, leaning left, where one leg has folded."""
    rng = board.rng
    camera = Camera((10, -108, 42), (-1, 0, 33.5), *board.size, lens=1.9)
    desk(board, camera, "c6a478", ("b9c4c0", "93a09b"))
    stripes = [colour(c) for c in ("d1495b", "2e7fa1", "e2a33a", "5b9a5f")]
    faces = brick((5.5, 3, 0), rng)

    def corner(leg: int, z: float) -> Vec:
        a = math.tau * leg / 3 + 0.5
        r = 12.5 * (1 - z / 84)
        lean = -0.0032 * z * z
        return r * math.cos(a) - 4 + lean, r * math.sin(a) + 3, z * (1 - 0.0006 * z)

    heights = [0.0, 15.0, 29.0, 42.0, 54.0, 65.0]
    for k, (low, high) in enumerate(itertools.pairwise(heights)):
        for leg in range(3):
            bend = 4.6 if (k == 0 and leg == 1) else rng.uniform(-0.3, 0.3)
            faces += straw(corner(leg, low), corner(leg, high), stripes[(k + leg) % 4], bend)
            faces += straw(corner(leg, high), corner((leg + 1) % 3, high), stripes[(k + leg + 1) % 4])
            faces += straw(corner(leg, low), corner((leg + 1) % 3, high), stripes[(k + leg + 2) % 4])
            faces += tape(corner(leg, high), rng)
    photograph(board, camera, faces, shadow=0.5, soft=0.8)
    developed(board)


def deck(span: float, sag: float, wide: float, z: float, rng: Random, *, twist: float = 0.0) -> list[Face]:
    """A strip of cardboard between two ends, hanging through by `sag`."""
    far = span / 2 + 7

    def level(x: float) -> float:
        t = min(1.0, abs(x) / (span / 2))
        kink = max(0.0, abs(x) - span / 2) * 0.06 if sag > 3 else 0.0
        return z - sag * math.pow(1 - t * t, 1.3) + kink

    def top(u: float, v: float) -> Vec:
        x = -far + 2 * far * u
        return x, -wide / 2 + wide * v, level(x) + twist * (v - 0.5) * u * u

    def corrugated(u: float, v: float) -> Colour:
        return shaded(CARD, 0.97 + 0.05 * math.sin(u * 210) + 0.02 * math.sin(v * 31 + u * 7))

    def edge(u: float, v: float) -> Vec:
        x = -far + 2 * far * u
        return x, -wide / 2, level(x) - 0.55 + 0.55 * v + twist * -0.5 * u * u

    def fluted(u: float, v: float) -> Colour:
        return shaded(CARD_EDGE, 0.75 + 0.35 * (math.sin(u * 420) > 0))

    return [
        *surface(top, 110, 12, corrugated, both=True),
        *surface(edge, 240, 1, fluted, both=True),
    ]


def truss(
    span: float, y: float, z: float, high: float, bays: int, rng: Random, *, double: bool = False, crush: float = 0.0
) -> list[Face]:
    """A side of the bridge: one row of cardboard triangles, or crossed ones."""
    faces: list[Face] = []
    step = span / bays

    def at(x: float, up: float) -> Vec:
        bent = crush * max(0.0, (x / span + 0.5) - 0.62) ** 1.2
        return x, y + bent * 3.4 * up / high, z + up * (1 - bent * 1.5) - bent * 1.6

    def strip(a: Vec, b: Vec, wide: float = 1.5) -> None:
        tint = shaded(varied(CARD, rng, 5), 0.94)
        faces.extend(beam(a, b, 0.5, wide, tint, cuts=14))

    for k in range(bays):
        x = -span / 2 + k * step
        strip(at(x, 0), at(x + step / 2, high))
        strip(at(x + step / 2, high), at(x + step, 0))
        if double:
            strip(at(x, high), at(x + step / 2, 0.2))
            strip(at(x + step / 2, 0.2), at(x + step, high))
    for k in range(bays * 2):
        x = -span / 2 + k * step / 2
        strip(at(x, 0), at(x + step / 2, 0), 1.2)
        if double or 0 < k < bays * 2 - 1:
            strip(at(x, high), at(x + step / 2, high), 1.3)
    return faces


def bridge_camera(board: Board) -> Camera:
    """All three bridges are photographed from the same place, as a fair test should be."""
    return Camera((14, -118, 42), (0, 0, 13.5), *board.size, lens=1.52)


BOOKS_LEFT = ["7a3b3f", "39616b", "c28b3c", "55694c"]
BOOKS_RIGHT = ["41527a", "a5583d", "6d7f5a", "d0b06a"]


def books(rng: Random, top: float = 15.0, count: int = 4, reach: float = 29.0) -> list[Face]:
    """Two piles of books to stand a bridge on."""
    return pile(-reach, top, count, rng, BOOKS_LEFT) + pile(reach, top, count, rng, BOOKS_RIGHT)


def bridge_1(board: Board) -> None:
    """The first bridge hangs like a hammock under a single tin."""
    rng, camera = board.rng, bridge_camera(board)
    desk(board, camera)
    faces = [*books(rng), *deck(42, 11.2, 11, 15.3, rng), *tin((0.5, -0.4, 4.3), rng, 0.1)]
    photograph(board, camera, faces, shades=[Shade((0.5, -0.4, 9), 4)])
    developed(board)


def bridge_2(board: Board) -> None:
    """One row of triangles a side carries four tins, and gives way at the right."""
    rng, camera = board.rng, bridge_camera(board)
    desk(board, camera)
    faces = [*books(rng), *deck(42, 1.3, 11, 15.4, rng, twist=-1.2)]
    for y in (-5.4, 5.4):
        faces += truss(44, y, 15.4, 5.5, 6, rng, crush=1.5 if y < 0 else 0.7)
    for k, x in enumerate((-12.5, -4.2, 4.2, 12.5)):
        faces += spun(tin((x, 0, 14.3 - (0.5 if k == 3 else 0)), rng, 0.27 * k), 5 if k == 3 else 0, "y", (x, 0, 14))
    photograph(board, camera, faces, shades=[Shade((x, 0, 19), 4) for x in (-12.5, -4.2, 4.2, 12.5)])
    developed(board)


def bridge_3(board: Board) -> None:
    """Crossed triangles and folded feet: eleven tins, and it stays level."""
    rng = board.rng
    camera = Camera((14, -118, 44), (0, 0, 21), *board.size, lens=1.4)
    desk(board, camera)
    faces = [*books(rng, 9.0, 2), *deck(42, 0.1, 12, 13.2, rng)]
    for side in (-1, 1):
        for y in (-4.5, 4.5):
            faces += block(
                (side * 25 - 3, y - 1.2, 9), (6, 0, 0), (0, 2.4, 0), (0, 0, 4), shaded(CARD, 0.93), cuts=(4, 2, 4)
            )
    for y in (-6.0, 6.0):
        faces += truss(44, y, 13.4, 5.0, 6, rng, double=True)
    places = trace("-15.2 0, -7.6 0, 0 0, 7.6 0, 15.2 0, -11.4 1, -3.8 1, 3.8 1, 11.4 1, -3.9 2, 3.9 2")
    labels = [colour(c) for c in ("2f8a86", "2f8a86", "b8433a", "2f8a86", "d09a33")]
    for k, (x, row) in enumerate(places):
        faces += tin((x, 0, 13.3 + row * 10.65), rng, 0.37 * k, labels[k % 5])
    shades = [Shade((x, 0, 18.5 + row * 10.65), 4.2) for x, row in places]
    photograph(board, camera, faces, shades=shades)
    developed(board)


PICTURES = [
    Picture("amina-x3f9", "straw-tower.jpg", straw_tower, PORTRAIT, orientation=6),
    Picture("amina-x3f9", "bridge-1.jpg", bridge_1, LANDSCAPE),
    Picture("amina-x3f9", "bridge-2.jpg", bridge_2, LANDSCAPE),
    Picture("amina-x3f9", "bridge-3.jpg", bridge_3, LANDSCAPE),
]
