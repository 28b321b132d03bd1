"""Photographs of two clay horses: one that broke, one that lies down."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from .board import Board
from .camera import Shade, developed, photograph
from .geometry import smooth
from .kitchen import Lumps
from .picture import LANDSCAPE, Picture
from .playthings import classroom
from .solid import Camera, Face, Tint, Vec, ball, tube
from .texture import Colour, colour, mixed, shaded, varied


def _spine(*points: Vec, steps: int = 16) -> list[Vec]:
    flat = smooth([(p[0], p[2]) for p in points], steps=steps)
    deep = smooth([(p[1], 0.0) for p in points], steps=steps)
    return [(x, y, z) for (x, z), (y, _) in zip(flat, deep, strict=True)]


def _clay(tint: str, rng: Random, rough: float) -> Tint:
    waves = Lumps(rng, 9, 12)
    base = colour(tint)
    return lambda u, v: varied(
        shaded(base, 1 + rough * waves.at((math.cos(math.tau * u), math.sin(math.tau * u), v * 2))), rng, 2
    )


def _lumpy(radius: float, rng: Random, amount: float, taper: tuple[float, ...]) -> Callable[[float], float]:
    phase = rng.uniform(0, 6)

    def at(t: float) -> float:
        place = t * (len(taper) - 1)
        k = min(int(place), len(taper) - 2)
        size = taper[k] + (taper[k + 1] - taper[k]) * (place - k)
        return radius * size * (1 + amount * math.sin(t * 17 + phase))

    return at


def horse_1(board: Board) -> None:
    """Grey school clay, thumb marks all over; the fourth leg lies beside it."""
    rng = board.rng
    camera = Camera((7, -66, 27), (-2.2, -2, 9.0), *board.size, lens=1.5)
    classroom(board, camera, "b58c62", ("b9b2a4", "97907f"))
    clay = _clay("b3a593", rng, 0.07)
    waves = Lumps(rng, 8, 2.6)

    def lump(way: Vec) -> float:
        return 1 + 0.06 * waves.at(way)

    faces = ball((0, 0, 9.6), (8.4, 4.2, 4.5), clay, fine=34, bump=lump)
    faces += tube(
        _spine((-5.4, 0, 11.2), (-8.4, 0, 14), (-10.2, 0, 17.4)),
        _lumpy(2.7, rng, 0.05, (1.1, 0.9, 0.8)),
        clay,
        around=26,
    )
    faces += ball((-12.2, 0, 17.6), (3.9, 2.2, 2.3), clay, fine=22, bump=lump)
    faces += ball((-15.2, 0, 16.6), (1.7, 1.7, 1.5), clay, fine=16)
    for y in (-1.1, 1.1):
        faces += tube(
            _spine((-10.4, y, 19), (-10.2, y * 1.3, 20.6), (-9.9, y * 1.4, 21.8)),
            _lumpy(0.9, rng, 0.02, (1, 0.7, 0.2)),
            clay,
            around=12,
        )
    faces += _standing(clay, rng, lump)
    faces += _broken_leg(clay, rng)
    photograph(
        board,
        camera,
        faces,
        soft=0.5,
        texture=0.06,
        melt=4.5,
        shades=[Shade((0, 0, 10), 4.6), Shade((-12, 0, 17.6), 2.4)],
    )
    photograph(board, camera, _eye((-13.0, -2.1, 18.4), 0.45), shadow=0)
    developed(board)


def _standing(clay: Tint, rng: Random, lump: Callable[[Vec], float]) -> list[Face]:
    """Three legs, the stump of the fourth, tail and mane."""
    faces: list[Face] = []
    for x, y, lean in ((-5.2, -2.4, -0.6), (-4.8, 2.4, 0.4), (5.2, 2.5, 0.5)):
        faces += tube(
            _spine((x, y, 8), (x + lean * 0.5, y, 4), (x + lean, y, 0)),
            _lumpy(1.75, rng, 0.07, (1.15, 0.95, 1.1)),
            clay,
            around=20,
        )
    faces += ball((5.4, -2.9, 6.6), (1.5, 1.2, 0.8), colour("8d8070"), fine=14, bump=lump)
    faces += tube(
        _spine((7.6, 0, 11.4), (10, 0.4, 10), (10.6, 0.6, 6.4)), _lumpy(1.1, rng, 0.1, (1, 0.9, 0.3)), clay, around=16
    )
    for k in range(6):
        z = 20.2 - 1.35 * k
        faces += ball((-9.0 + 0.62 * k, 0, z), (1.2, 0.9, 1.0), colour("a39583"), fine=12, bump=lump)
    return faces


def _broken_leg(clay: Tint, rng: Random) -> list[Face]:
    """The fourth leg on the table, with crumbs."""
    faces = tube(
        _spine((4, -10.4, 1.5), (8, -11.2, 1.6), (12, -9.8, 1.5)),
        _lumpy(1.7, rng, 0.07, (1.1, 0.95, 1.15)),
        clay,
        around=20,
    )
    for _ in range(12):
        r = rng.uniform(0.15, 0.45)
        faces += ball((rng.uniform(0, 12), rng.uniform(-11, -5), r), (r, r, r), colour("a79a88"), fine=6)
    return faces


def _eye(at: Vec, r: float) -> list[Face]:
    return ball(at, (r, r * 0.5, r), colour("2a211c"), fine=8, gloss=0.8)


def horse_2(board: Board) -> None:
    """Lying down, legs folded, glazed chestnut, the mane plaited from strings of clay."""
    rng = board.rng
    camera = Camera((6, -64, 27), (-0.5, 0, 5.6), *board.size, lens=1.8)
    classroom(board, camera, "c3a27c", ("a9b7b4", "8b9a97"))
    waves = Lumps(rng, 5, 1.4)
    deep, high = colour("7d3f1d"), colour("a8602c")

    def glaze(u: float, v: float) -> Colour:
        return mixed(deep, high, 0.5 + 0.4 * waves.at((math.cos(math.tau * u), math.sin(math.tau * u), v * 1.5)))

    gloss = 0.75
    faces = ball((1, 0, 4.7), (9.6, 5.0, 4.5), glaze, fine=44, gloss=gloss)
    faces += ball((6.4, -1, 4.6), (4.6, 4.6, 4.2), glaze, fine=32, gloss=gloss)
    faces += tube(
        _spine((-5, 0, 5.6), (-8.6, -0.4, 9), (-9.6, -0.8, 13.2), steps=12),
        _lumpy(3.1, rng, 0.0, (1.15, 0.88, 0.72)),
        glaze,
        around=36,
        gloss=gloss,
    )
    faces += tube(
        _spine((-9.0, -0.8, 14.6), (-11.6, -1.2, 13.8), (-14.6, -1.8, 11.6), (-15.6, -2, 10.8), steps=12),
        _lumpy(2.35, rng, 0.0, (0.9, 1.0, 0.7, 0.5)),
        glaze,
        around=34,
        gloss=gloss,
    )
    faces += _folded(glaze, rng, gloss)
    photograph(board, camera, faces, soft=0.6, texture=0.012, melt=4.0, shades=[Shade((-12, -1.4, 13.2), 2.4)])
    nostril = ball((-15.2, -3.0, 11.4), (0.3, 0.2, 0.3), colour("2a1710"), fine=8)
    photograph(board, camera, _plait(rng) + _eye((-11.2, -3.2, 14.2), 0.45) + nostril, shadow=0, texture=0.01)
    developed(board)


def _folded(glaze: Tint, rng: Random, gloss: float) -> list[Face]:
    """Ears, the legs tucked under, and the tail swept round."""
    faces: list[Face] = []
    for y in (-2.2, 0.6):
        faces += tube(
            _spine((-8.4, y, 15.4), (-8.2, y, 17), (-8.0, y * 1.1, 18.2)),
            _lumpy(0.8, rng, 0, (1, 0.8, 0.15)),
            glaze,
            around=16,
            gloss=gloss,
        )
    faces += tube(
        _spine((-4, -4, 3), (-9, -5.4, 2), (-12.4, -5.2, 1.5), (-9.6, -6.6, 1.1), (-6, -6.8, 1.0), steps=10),
        _lumpy(1.5, rng, 0, (1.3, 1.0, 0.9, 0.85, 0.95)),
        glaze,
        around=24,
        gloss=gloss,
    )
    faces += tube(
        _spine((7.4, -4.4, 3.4), (3.4, -6.2, 2.4), (0.4, -6.4, 1.5), (4, -7.4, 1.2), (7, -7.2, 1.1), steps=10),
        _lumpy(1.6, rng, 0, (1.4, 1.1, 0.9, 0.85, 0.95)),
        glaze,
        around=24,
        gloss=gloss,
    )
    for x, y, z, r in ((-6, -6.8, 1.0, 1.42), (7, -7.2, 1.1, 1.5), (-4, -4, 3, 1.95), (7.4, -4.4, 3.4, 2.2)):
        faces += ball((x, y, z), (r, r, r), glaze, fine=20, gloss=gloss)
    faces += tube(
        _spine((10, 0, 6), (13, -1.4, 4), (12, -4.6, 1.6), (8.6, -8.8, 0.9), steps=10),
        _lumpy(1.0, rng, 0.06, (0.9, 1.1, 0.9, 0.3)),
        colour("3f2013"),
        around=20,
        gloss=gloss,
    )
    return faces


def _plait(rng: Random) -> list[Face]:
    """Three strings of clay, over and under, down the neck."""
    faces: list[Face] = []
    dark = colour("5a2f14")
    for strand in range(3):
        path: list[Vec] = []
        for k in range(130):
            t = k / 129
            a = t * 26 + strand * math.tau / 3
            x, z = -7.3 + 3.7 * t * t + 0.5 * t, 16.6 - 9.4 * t
            path.append(
                (
                    x + 0.42 * math.sin(2 * a),
                    -2.2 - 1.2 * math.sin(math.pi * t) + 0.75 * math.cos(a),
                    z + 0.75 * math.sin(a) * 0.6,
                )
            )
        faces += tube(path, 0.62, shaded(dark, 0.75 + 0.24 * strand), around=14, gloss=0.12)
    return faces + ball((-2.9, -2.3, 6.6), (0.9, 0.9, 0.9), colour("d39a3a"), fine=12, gloss=0.8)


CHART_RED, CHART_BLACK = "R", "B"


PICTURES = [
    Picture("tilly-r1s7", "horse-1.jpg", horse_1, LANDSCAPE),
    Picture("tilly-r1s7", "horse-2.jpg", horse_2, LANDSCAPE),
]
