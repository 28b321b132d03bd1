"""Photographs from the workshop: a stool, a bike stand, a turbine."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw

from .board import Board
from .camera import Lamp, Shade, backdrop, defocus, developed, photograph, table, wood
from .geometry import smooth, trace
from .joints import curl
from .kitchen import Lumps
from .picture import LANDSCAPE, PORTRAIT, Picture
from .solid import Camera, Face, Tint, Vec, ball, block, lathe, plus, surface, tube
from .texture import Colour, clouds, colour, lit, shaded, speckle, varied


def stool(board: Board) -> None:
    """Three legs, a dished seat, and walnut wedges that show."""
    rng = board.rng
    camera = Camera((8, -108, 84), (0, 0, 22), *board.size, lens=1.66)
    backdrop(board, colour("a9a49a"), colour("77706a"), lamp_at=(0.15, 0.1))
    floor = wood((1400, 1400), colour("8d7a66"), rng, 7, 0.2)
    table(board, camera, floor, (-90, -70, 90, 90))
    defocus(board, lambda y: max(0.0, 1 - y * 1.7) + max(0.0, (y - 0.9) * 3), most=16)
    faces: list[Face] = []
    for k in range(3):
        a = math.radians(-62 + 120 * k)
        top: Vec = (9.5 * math.cos(a), 9.5 * math.sin(a), 43)
        foot: Vec = (19 * math.cos(a), 19 * math.sin(a), 0)
        spine = [plus(foot, (top[0] - foot[0], top[1] - foot[1], 43), t / 30) for t in range(31)]
        faces += tube(
            spine, lambda t: 1.35 + 1.1 * math.sin(math.pi * min(1, t * 1.25)), _ash(rng), around=34, gloss=0.1
        )
    for k in range(3):
        a, b = math.radians(-62 + 120 * k), math.radians(58 + 120 * k)
        low: Vec = (16 * math.cos(a), 16 * math.sin(a), 15)
        end: Vec = (16 * math.cos(b), 16 * math.sin(b), 15)
        faces += tube(
            [plus(low, (end[0] - low[0], end[1] - low[1], 0), t / 14) for t in range(15)],
            0.95,
            _ash(rng),
            around=14,
            gloss=0.1,
        )
    photograph(board, camera, faces, soft=0.7, shades=[Shade((0, 0, 46), 14)], shadow=0.5)
    photograph(board, camera, _seat(rng), soft=0.8, shadow=0.45)
    shavings: list[Face] = []
    for _ in range(46):
        x, y = rng.uniform(-46, 44), rng.uniform(-38, 34)
        if math.hypot(x, y) > 15:
            shavings += curl((x, y, 0.1), rng, colour("e2cda3"), rng.uniform(0.6, 1.7))
    photograph(board, camera, shavings, soft=0.5)
    developed(board)


def _ash(rng: Random) -> Tint:
    waves = Lumps(rng, 6, 3)
    return lambda u, v: shaded(colour("dcc397"), 1 + 0.06 * math.sin(u * 40 + 3 * waves.at((u, v * 2, 0))))


def _seat(rng: Random) -> list[Face]:
    waves = Lumps(rng, 5, 0.12)
    base = colour("ddc497")
    wedges = [
        (
            9.2 * math.cos(math.radians(-62 + 120 * k)),
            9.2 * math.sin(math.radians(-62 + 120 * k)),
            math.radians(28 + 120 * k),
        )
        for k in range(3)
    ]

    def grain(x: float, y: float) -> Colour:
        for wx, wy, way in wedges:
            dx, dy = x - wx, y - wy
            if math.hypot(dx, dy) < 1.9:
                across = -dx * math.sin(way) + dy * math.cos(way)
                return (
                    colour("573524") if abs(across) < 0.38 else shaded(base, 0.8 if math.hypot(dx, dy) > 1.7 else 0.93)
                )
        return shaded(
            base, 1 + 0.05 * math.sin(y * 2.6 + 2.2 * waves.at((x, y * 0.4, 0))) + 0.03 * math.sin(y * 7 + x * 0.2)
        )

    def top(u: float, v: float) -> Vec:
        r = 16.5 * v
        return (
            r * math.cos(math.tau * u),
            r * math.sin(math.tau * u),
            45.2 - 1.4 * math.cos(min(1, v) * math.pi / 2) ** 1.2,
        )

    def top_tint(u: float, v: float) -> Colour:
        return grain(16.5 * v * math.cos(math.tau * u), 16.5 * v * math.sin(math.tau * u))

    side = lathe(
        trace("15.2 41.6, 16.3 42.4, 16.9 43.6, 16.9 44.6, 16.5 45.2"),
        lambda u, v: shaded(base, 0.97 + 0.05 * math.sin(v * 40)),
        turns=72,
        gloss=0.12,
    )
    return [*side, *surface(top, 150, 60, top_tint, gloss=0.12, both=True)]


def bike_stand(board: Board) -> None:
    """Three green hoops on paving; a wheel in the first."""
    rng = board.rng
    camera = Camera((-62, -190, 92), (4, 4, 30), *board.size, lens=1.62)
    backdrop(board, colour("a65f49"), colour("8f5040"), lamp_at=(0.2, 0.1))
    _brick_wall(board)
    table(board, camera, _paving(board), (-330, -170, 330, 130))
    defocus(board, lambda y: max(0.0, 1 - y * 1.9) + max(0.0, (y - 0.88) * 3), most=10)
    green = colour("2f7a4f")
    faces: list[Face] = []
    for k in range(3):
        x = -46 + 46 * k
        hoop: list[Vec] = [
            (x, -20, 0),
            *((x, -20, 3 + 5 * t) for t in range(11)),
            *_arch(x),
            *((x, 20, 53 - 5 * t) for t in range(11)),
            (x, 20, 0),
        ]
        faces += tube(hoop, 2.3, green, around=26, gloss=0.4)
    for y in (-20, 20):
        faces += tube([(-60 + 10 * t, y, 2.2) for t in range(13)], 2.0, shaded(green, 0.95), around=12, gloss=0.4)
    faces += _wheel((-40, -2, 34.5), 33, rng)
    photograph(board, camera, faces, Lamp((-0.6, -0.4, 0.75)), soft=0.35, texture=0.02)
    developed(board)


def _arch(x: float) -> list[Vec]:
    return [(x, -20 * math.cos(math.pi * t / 30), 55 + 20 * math.sin(math.pi * t / 30)) for t in range(31)]


def _wheel(hub: Vec, r: float, rng: Random) -> list[Face]:
    """A bicycle wheel standing between the bars: tyre, rim, crossed spokes."""
    ring = [math.tau * k / 90 for k in range(91)]
    lean = 0.06

    def at(a: float, reach: float, off: float = 0.0) -> Vec:
        return hub[0] + off + lean * reach * math.sin(a), hub[1] + reach * math.cos(a), hub[2] + reach * math.sin(a)

    faces = tube([at(a, r - 1.9) for a in ring], 1.9, colour("33322f"), around=12, gloss=0.2)
    faces += tube([at(a, r - 4.6) for a in ring], 0.95, colour("c3c6c6"), around=10, gloss=0.9)
    for k in range(32):
        a, b = math.tau * k / 32, math.tau * (k + (4.5 if k % 2 else -4.5)) / 32
        faces += tube([at(b, 2.2, 2.4 * (1 if k % 4 < 2 else -1)), at(a, r - 5)], 0.2, colour("d4d7d8"), around=4)
    return faces + tube(
        [plus(hub, (-4.5, 0, 0)), plus(hub, (0, 0, 0)), plus(hub, (4.5, 0, 0))], 2.0, colour("9fa4a6"), gloss=0.8
    )


def _brick_wall(board: Board) -> None:
    pen = ImageDraw.Draw(board.image)
    for row in range(9):
        for k in range(-1, 12):
            x, y = k * 170 + (85 if row % 2 else 0), row * 62 - 20
            tint = varied(colour("a4604b"), board.rng, 14)
            pen.rectangle((x + 4, y + 4, x + 164, y + 56), fill=tint)


def _paving(board: Board) -> Image.Image:
    slab_map = Image.new("RGB", (1400, 800), colour("8b8880"))
    pen = ImageDraw.Draw(slab_map)
    for row in range(8):
        for k in range(-1, 12):
            x, y = k * 130 + (65 if row % 2 else 0), row * 100
            pen.rectangle((x + 2, y + 2, x + 127, y + 97), fill=varied(colour("aca79b"), board.rng, 8))
    slab_map = lit(slab_map, clouds(slab_map.size, board.rng, 60, 4), 0.1)
    return lit(slab_map, speckle(slab_map.size, board.rng), 0.09)


def turbine(board: Board) -> None:
    """Three blades of white guttering on a post, and the fan that blows them."""
    rng = board.rng
    camera = Camera((34, -118, 46), (-1, 0, 31), *board.size, lens=1.72)
    backdrop(board, colour("c2c7bd"), colour("9aa39b"), lamp_at=(0.2, 0.2))
    table(board, camera, wood((1600, 1000), colour("b9936a"), rng, 4, 0.15), (-90, -50, 90, 60))
    defocus(board, lambda y: max(0.0, 1 - y * 1.4) + max(0.0, (y - 0.9) * 3), most=14)
    photograph(board, camera, _fan((-23, 14, 0)), soft=1.0, shadow=0.45)
    hub: Vec = (8, -7, 45)
    faces = [
        *block((-2, -11, 0), (20, 0, 0), (0, 20, 0), (0, 0, 2.2), colour("a77f52"), cuts=(10, 10, 2)),
        *block(
            (6.3, -2, 2.2),
            (3.4, 0, 0),
            (0, 3.4, 0),
            (0, 0, 45),
            lambda u, v: shaded(colour("c09a68"), 1 + 0.06 * math.sin(u * 11 + v * 2)),
            cuts=(6, 3, 30),
        ),
        *tube([(8, 2, 45), (8, -3, 45), (8, -6, 45)], 2.3, colour("c9a23c"), around=20, gloss=0.5),
        *ball(hub, (2.7, 1.8, 2.7), colour("b5453a"), gloss=0.4),
        *_wire([(8.6, 2, 43), (11, 3, 30), (10.5, 1, 14), (14, -5, 2.6), (22, -12, 0.5), (34, -14, 0.4)], "b23b36"),
        *_wire([(7.6, 2, 43), (6, 4, 28), (5.8, 2, 12), (11, -8, 2.6), (20, -17, 0.5), (33, -20, 0.4)], "2d3136"),
    ]
    for k in range(3):
        faces += _blade(hub, 90 + 16 + 120 * k)
    photograph(board, camera, faces, soft=0.8, texture=0.02)
    developed(board)


def _blade(hub: Vec, degrees: float) -> list[Face]:
    """A strip cut from plastic guttering: hollow, narrower at the tip, set at a slant."""
    a = math.radians(degrees)
    out, side = (math.cos(a), math.sin(a)), (-math.sin(a), math.cos(a))

    def at(u: float, v: float) -> Vec:
        reach = 1.5 + 23.5 * u
        wide = (4.6 - 2.6 * u) * (min(1.0, u * 7) * 0.75 + 0.25) * min(1.0, (1.03 - u) * 9) ** 0.5
        off = (v - 0.5) * wide * 1.2
        bow = 1.5 * (1 - (2 * v - 1) ** 2) - 1.1 * (v - 0.5)
        return (
            hub[0] + out[0] * reach + side[0] * off,
            hub[1] - 0.6 + bow + 0.9 * (v - 0.5),
            hub[2] + out[1] * reach + side[1] * off,
        )

    return surface(at, 40, 14, colour("eceae4"), gloss=0.35, both=True)


def _wire(points: list[Vec], tint: str) -> list[Face]:
    flat = smooth([(p[0], p[1]) for p in points])
    high = smooth([(p[2], 0.0) for p in points])
    return tube([(x, y, z) for (x, y), (z, _) in zip(flat, high, strict=True)], 0.32, colour(tint), around=8, gloss=0.3)


def _fan(foot: Vec) -> list[Face]:
    """A desk fan, seen from in front: base, neck, cage of rings, four blades."""
    x, y, _ = foot
    white, grey = colour("dfe2e0"), colour("8d979c")
    middle: Vec = (x, y, 40)
    faces = lathe(trace("11 0, 11 1.5, 7 3.2, 2 4.5, 1.8 27"), white, foot=foot, turns=44, gloss=0.3)
    for k in range(5):
        a0 = math.tau * k / 5 + 0.3

        def petal(u: float, v: float, a0: float = a0) -> Vec:
            r, a = 3 + 12.5 * u, a0 + (v - 0.5) * (0.5 + 0.5 * math.sin(math.pi * u)) * 1.5
            return middle[0] + r * math.cos(a), middle[1] - 1 + 3 * (v - 0.5), middle[2] + r * math.sin(a)

        faces += surface(petal, 12, 8, colour("7fa3ad"), gloss=0.3, both=True)
    faces += ball(middle, (3.2, 3, 3.2), grey, gloss=0.4)
    for r, off in ((17.5, 0.0), (16.5, -3), (12.5, -4.2), (8.5, -5), (4.5, -5.4)):
        ring: list[Vec] = [
            (middle[0] + r * math.cos(math.tau * k / 60), middle[1] + off, middle[2] + r * math.sin(math.tau * k / 60))
            for k in range(61)
        ]
        faces += tube(ring, 0.28, white, around=6, gloss=0.3)
    for k in range(24):
        a = math.tau * k / 24
        spoke: list[Vec] = [
            (middle[0] + r * math.cos(a), middle[1] + off, middle[2] + r * math.sin(a))
            for r, off in ((17.5, 0), (16.5, -3), (12.5, -4.2), (8.5, -5), (4.5, -5.4))
        ]
        faces += tube(spoke, 0.2, white, around=5)
    return faces + ball((middle[0], middle[1] - 5.5, middle[2]), (3, 0.6, 3), white)


PICTURES = [
    Picture("rhys-p6c1", "stool.jpg", stool, PORTRAIT, orientation=8),
    Picture("amina-x3f9", "bike-stand.jpg", bike_stand, LANDSCAPE),
    Picture("amina-x3f9", "turbine.jpg", turbine, PORTRAIT),
]
