"""Photographs from the kitchen: three loaves that learned to rise, and a plate of scones."""

from __future__ import annotations

import math
from random import Random

from PIL import Image, ImageDraw

from .board import Board
from .camera import Shade, backdrop, defocus, developed, laid_flat, photograph, table
from .geometry import trace
from .lettering import lettered
from .picture import LANDSCAPE, Picture
from .solid import Camera, Face, Vec, ball, block, disc, lathe, plus, spun, surface, tube
from .texture import Colour, colour, lit, mixed, paper, shaded, streaks, varied


class Lumps:
    """A smooth random function of a direction: the sum of a few waves."""

    def __init__(self, rng: Random, count: int = 9, finest: float = 9) -> None:
        self._waves = [
            (rng.gauss(0, finest), rng.gauss(0, finest), rng.gauss(0, finest), rng.uniform(0, math.tau))
            for _ in range(count)
        ]

    def at(self, p: Vec) -> float:
        """Return a value around 0, mostly between -1 and 1."""
        total = sum(math.sin(a * p[0] + b * p[1] + c * p[2] + d) for a, b, c, d in self._waves)
        return total / math.sqrt(len(self._waves))


def kitchen(board: Board, camera: Camera, cloth: str = "7d93a0") -> None:
    """A worktop by a window, a chopping board on it."""
    backdrop(board, colour("d6cdbd"), colour("a79a88"), lamp_at=(0.15, 0.15))
    top = paper((1200, 800), colour(cloth), board.rng, 0.08, 0.08)
    top = lit(top, streaks(top.size, board.rng, 300, 4), 0.06)
    table(board, camera, top, (-80, -40, 80, 50))
    defocus(board, lambda y: max(0.0, 1 - y * 1.7) + max(0.0, (y - 0.88) * 3), most=14)


def chopping_board(rng: Random, tint: str = "b98a55", half: tuple[float, float] = (24, 13)) -> list[Face]:
    """A thick wooden board lying on the worktop."""
    base = colour(tint)
    waves = Lumps(rng, 7, 1.0)

    def grain(u: float, v: float) -> Colour:
        return shaded(
            base, 1 + 0.05 * math.sin(v * 46 + 2 * waves.at((u * 2, v, 0))) + 0.04 * math.sin(v * 117 + u * 3)
        )

    w, d = half
    return block((-w, -d, 0), (2 * w, 0, 0), (0, 2 * d, 0), (0, 0, 1.6), grain, cuts=(40, 60, 3), gloss=0.06)


def ruler(board: Board, camera: Camera, foot: Vec, high: int) -> None:
    """A wooden ruler standing upright, with a number at each centimetre."""
    strip = Image.new("RGB", (120, (high + 2) * 60), colour("e0bf7c"))
    strip = lit(strip, streaks(strip.size, board.rng, 6, 90), 0.08)
    pen = ImageDraw.Draw(strip)
    bottom = strip.height
    for mm in range((high + 2) * 10):
        y = bottom - mm * 6
        pen.line((0, y, 44 if mm % 10 == 0 else 30 if mm % 5 == 0 else 18, y), fill=colour("4a3423"), width=2)
        if mm % 10 == 0 and mm:
            for path in lettered(str(mm // 10), (84, y - 13), 26, board.rng, wild=0, align="centre"):
                pen.line(path, fill=colour("4a3423"), width=4, joint="curve")
    (x, near, z), tall = foot, high + 2.0
    laid_flat(board, camera, strip, [(x, near, z + tall), (x + 2.2, near, z + tall), (x + 2.2, near, z), (x, near, z)])


def _bread_camera(board: Board) -> Camera:
    return Camera((10, -62, 29), (1.5, 0, 3.4), *board.size, lens=1.85)


def loaf_1(board: Board) -> None:
    """The brick: four centimetres of dense, pale bread."""
    rng, camera = board.rng, _bread_camera(board)
    kitchen(board, camera)
    photograph(board, camera, chopping_board(rng), soft=0.6)
    waves, fine = Lumps(rng, 12, 0.5), Lumps(rng, 14, 1.6)

    def at(u: float, v: float) -> Vec:
        a, b = math.tau * u, math.pi * (v - 0.5)
        lift = _squared(math.cos(b), 0.42)
        x, y = 12.5 * _squared(math.cos(a), 0.62) * lift, 6.4 * _squared(math.sin(a), 0.62) * lift
        z = 3.6 + 2.0 * _squared(math.sin(b), 0.6)
        k = 1 + 0.028 * waves.at((x, y, z))
        return x * k, y * k, 1.6 + (z - 1.6) * (k + 0.05 * waves.at((y, x, 0)))

    def paint(u: float, v: float) -> Colour:
        x, y, z = at(u, v)
        rough = fine.at((x, y, z))
        tint = mixed(
            colour("d2b383"), colour("e6d2a9"), max(0.0, min(1.0, 0.5 + 0.4 * waves.at((x * 1.6, y * 1.6, z))))
        )
        if z < 2.4:
            tint = mixed(tint, colour("a97a48"), min(1.0, (2.4 - z) * 1.4))
        if z > 4.4 and rough > 0.5:
            tint = mixed(tint, colour("f6efdf"), min(0.7, rough - 0.3))
        return varied(shaded(tint, 0.86 if abs(rough + 0.9) < 0.06 else 1.0), rng, 4)

    photograph(board, camera, surface(at, 150, 60, paint), soft=0.7, ground=1.6, texture=0.08, melt=1.6)
    ruler(board, camera, (14.6, 1.0, 1.6), 5)
    developed(board)


def _squared(v: float, power: float) -> float:
    return math.copysign(abs(v) ** power, v)


def loaf_2(board: Board) -> None:
    """Taller, burst down one side, and cut to show its uneven holes."""
    rng = board.rng
    camera = Camera((-30, -56, 30), (-3.2, 0, 4.2), *board.size, lens=1.75)
    kitchen(board, camera)
    photograph(board, camera, chopping_board(rng), soft=0.6)
    waves, fine = Lumps(rng, 12, 0.6), Lumps(rng, 14, 1.8)

    def at(u: float, v: float) -> Vec:
        y, z = _section(math.tau * u)
        x = -7.5 + 20 * v
        end = min(1.0, (1 - v) * 6.0) ** 0.5
        k = 1 + 0.02 * waves.at((x, y, z)) + 0.05 * _lip(x, u, waves)
        return x, y * k * (0.6 + 0.4 * end), 1.7 + (z - 1.7) * k * (0.55 + 0.45 * end)

    def paint(u: float, v: float) -> Colour:
        y, z = _section(math.tau * u)
        x = -7.5 + 20 * v
        brown = max(0.0, min(1.0, (z - 3.0) / 4.4 + 0.2 * waves.at((x * 1.4, y, z))))
        tint = mixed(colour("d9b47c"), colour("9c5a28"), brown)
        burst = _burst(x, u, waves)
        if burst > 0:
            tint = mixed(
                tint, shaded(colour("f1e2c0"), 0.92 + 0.12 * fine.at((x * 2, y * 2, z * 2))), min(1.0, burst * 2.2)
            )
        return varied(tint, rng, 5)

    body = surface(at, 200, 130, paint, both=True)
    photograph(board, camera, [*body, *_crumb(-7.55, rng)], soft=0.7, ground=1.6, texture=0.06, melt=2.2)
    slice_ = spun([*_crumb(0, rng), *_slice_rim()], 78, "y", (0, 0, 1.6))
    slice_ = [Face(tuple(plus(c, (-19.6, -5.4, 1.5)) for c in f.corners), f.tint, 0, f.normal, True) for f in slice_]
    photograph(board, camera, slice_, soft=0.5, ground=1.6, texture=0.06, melt=1.0)
    ruler(board, camera, (-11.4, 6.0, 1.6), 9)
    developed(board)


def _section(angle: float) -> tuple[float, float]:
    """The outline of the tin loaf, cut across."""
    y = 6.4 * _squared(math.cos(angle), 0.62)
    rise = math.sin(angle)
    return y, 3.6 + (4.6 * _squared(rise, 0.72) if rise > 0 else 1.9 * _squared(rise, 0.3))


def _burst(x: float, u: float, waves: Lumps) -> float:
    """How far inside the split this place of the crust is, from 0 to 1: the crust tore along the near side."""
    half = 0.034 * max(0.0, 1 - ((x - 1.5) / 8.5) ** 2) ** 0.5
    off = abs(u - 0.405 - 0.012 * waves.at((x * 1.8, 0, 0)))
    return max(0.0, 1 - off / half) if half else 0.0


def _lip(x: float, u: float, waves: Lumps) -> float:
    """The crust stands up along the upper edge of the split, and sinks inside it."""
    inside = _burst(x, u, waves)
    return -1.6 * inside + (0.9 if 0 < inside < 0.25 else 0.0)


def _crumb(x: float, rng: Random) -> list[Face]:
    """The cut face of a loaf: cream, with holes of every size."""
    holes = [(rng.uniform(-5.4, 5.4), rng.uniform(2.2, 7.7), 0.12 + 0.75 * rng.random() ** 3) for _ in range(70)]
    base = colour("ecdcb6")

    def at(u: float, v: float) -> Vec:
        y, z = _section(math.tau * u)
        return x, y * v, 4.2 + (z - 4.2) * v

    def paint(u: float, v: float) -> Colour:
        _, y, z = at(u, v)
        if v > 0.965:
            return colour("a8703c")
        depth = min(math.hypot(y - hy, (z - hz) * 1.2) / r for hy, hz, r in holes)
        return varied(shaded(base, 0.72 if depth < 0.7 else 0.86 if depth < 1 else 1.0), rng, 4)

    return surface(at, 110, 44, paint, both=True)


def _slice_rim() -> list[Face]:
    def at(u: float, v: float) -> Vec:
        y, z = _section(math.tau * u)
        return 1.4 * v, y, z

    return surface(at, 90, 2, colour("b07a45"), both=True)


def loaf_3(board: Board) -> None:
    """Round, risen, and proud: an ear of wheat cut into the crust."""
    rng = board.rng
    camera = Camera((3, -47, 56), (0.8, 0, 5.0), *board.size, lens=1.5)
    kitchen(board, camera)
    photograph(board, camera, chopping_board(rng, half=(23, 15)), soft=0.6)
    waves, fine = Lumps(rng, 12, 2.0), Lumps(rng, 14, 7)
    cuts = _wheat_ear()

    def at(u: float, v: float) -> Vec:
        x, y, z = _dome(u, v)
        k = 1 + 0.018 * waves.at((x / 5, y / 5, z / 5))
        groove = _near(cuts, x, y) if z > 4 else 9.0
        dip = -0.42 * math.exp(-((groove / 0.34) ** 2)) + 0.2 * math.exp(-(((groove - 0.75) / 0.35) ** 2))
        return x * k, y * k, 1.6 + z * k + dip

    def paint(u: float, v: float) -> Colour:
        x, y, z = _dome(u, v)
        brown = max(0.0, min(1.0, (z - 1.5) / 8 + 0.2 * waves.at((x / 4, y / 4, z / 4))))
        tint = mixed(colour("c98f4c"), colour("7c3f1b"), brown)
        if z > 4:
            tint = mixed(tint, colour("f0dcb0"), 0.9 * math.exp(-((_near(cuts, x, y) / 0.42) ** 2)))
        flour = max(0.0, fine.at((x / 3.4, y / 3.4, z / 3.4)) - 0.1) * 0.32 if z > 5.5 else 0
        return varied(mixed(tint, colour("f3e8d2"), min(0.6, flour)), rng, 5)

    faces = surface(at, 180, 90, paint, gloss=0.08)
    photograph(board, camera, faces, soft=0.8, ground=1.6, texture=0.06, melt=1.2)
    ruler(board, camera, (15.6, -3.0, 1.6), 13)
    developed(board)


def _dome(u: float, v: float) -> Vec:
    a, b = math.tau * u, math.pi * (v - 0.5)
    lift = math.sin(b)
    r = 12.2 * _squared(max(0.0, math.cos(b)), 0.8)
    z = 3.4 + (7.0 * lift if lift > 0 else 3.4 * _squared(lift, 0.5))
    return r * math.cos(a), r * math.sin(a), z


def _wheat_ear() -> list[tuple[Vec, Vec]]:
    stem: list[tuple[Vec, Vec]] = [((0.3, -10.5, 0), (-0.2, -5, 0)), ((-0.2, -5, 0), (0.3, 3.8, 0))]
    for k in range(6):
        y = -6.4 + k * 1.6
        for side in (-1, 1):
            stem.append(((side * 0.8, y, 0), (side * (4.0 - k * 0.2), y + 2.3, 0)))
    return stem


def _near(lines: list[tuple[Vec, Vec]], x: float, y: float) -> float:
    best = 99.0
    for (ax, ay, _), (bx, by, _) in lines:
        dx, dy = bx - ax, by - ay
        t = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
        best = min(best, math.hypot(x - ax - t * dx, y - ay - t * dy))
    return best


def scones(board: Board) -> None:
    """Nine scones: some stood up well, two sat too near the back of the oven."""
    rng = board.rng
    camera = Camera((3, -54, 42), (3.4, -0.6, 1.4), *board.size, lens=1.5)
    kitchen(board, camera, "a8705d")
    plate = lathe(
        trace("0.1 0.3, 9 0.3, 13 0.9, 16.6 1.9, 17 2.1, 16.7 2.2, 12.8 1.25, 9 0.75, 0.1 0.7"),
        colour("e9e6dc"),
        turns=90,
        gloss=0.35,
        both=True,
    )
    photograph(board, camera, plate, soft=0.7, texture=0.01)
    places = trace("-8.4 5.6, 0.2 7.6, 8.6 5.2, -10.2 -1.6, -1.6 0.4, 6.9 -1.9, -6.2 -8.2, 1.6 -7.4, 9.3 -8")
    burnt = {2, 5}
    faces: list[Face] = []
    for k, (x, y) in enumerate(places):
        faces += scone((x, y, 0.8), rng, tall=rng.choice((3.2, 3.9, 5.2, 5.6)), burnt=k in burnt)
    shades = [Shade((x, y, 2.6), 3.0) for x, y in places]
    photograph(board, camera, faces, shadow=0.5, soft=0.6, ground=0.8, texture=0.06, melt=1.5, shades=shades)
    photograph(board, camera, _jam(rng), soft=0.6, texture=0.01)
    developed(board)


def scone(foot: Vec, rng: Random, tall: float, burnt: bool) -> list[Face]:
    """One scone: pale waist, cracked side, brown top."""
    waves, fine = Lumps(rng, 10, 0.7), Lumps(rng, 12, 2.4)
    lean = rng.uniform(-0.12, 0.12)

    def at(u: float, v: float) -> Vec:
        a = math.tau * u
        r, z = _scone_profile(v, tall)
        x, y = r * math.cos(a), r * math.sin(a)
        crack = math.exp(-(((v - 0.40 - 0.05 * waves.at((x, y, 0))) / 0.045) ** 2))
        k = 1 + 0.06 * waves.at((x, y, z)) - 0.09 * crack
        top = 1 + (0.07 * waves.at((x * 1.3, y * 1.3, 0)) if v > 0.6 else 0)
        return foot[0] + x * k + lean * z, foot[1] + y * k, foot[2] + z * top

    def paint(u: float, v: float) -> Colour:
        a = math.tau * u
        r, z = _scone_profile(v, tall)
        x, y = r * math.cos(a), r * math.sin(a)
        rough = fine.at((x, y, z))
        tint = mixed(colour("efdcb2"), colour("bd7a36"), max(0.0, min(1.0, (v - 0.5) * 2.6 + 0.16 * rough)))
        if v < 0.12:
            tint = colour("c79552")
        if burnt:
            tint = mixed(tint, colour("33211a"), max(0.0, min(0.92, 0.34 * x + 0.2 * y + 0.1 + 0.12 * rough)))
        return varied(tint, rng, 6)

    return surface(at, 72, 44, paint)


def _scone_profile(v: float, tall: float) -> tuple[float, float]:
    if v < 0.7:
        return 3.3 + 0.25 * math.sin(v * 5), tall * v / 0.7 * 0.86
    t = (v - 0.7) / 0.3
    return 3.3 * max(0.0, math.cos(t * math.pi / 2)) ** 0.6 + 0.02, tall * (0.86 + 0.14 * math.sin(t * math.pi / 2))


def _jam(rng: Random) -> list[Face]:
    glass = lathe(
        trace("3.4 0, 3.7 0.4, 3.7 5.4, 3.2 6.2, 3.2 7.2"),
        colour("8e1f2b"),
        foot=(22.5, 3, 0),
        turns=60,
        gloss=0.9,
    )
    label = lathe([(3.74, 1.5), (3.74, 4.4)], colour("f1ead8"), foot=(22.5, 3, 0), turns=60)
    top = disc((22.5, 3, 6.9), 3.1, colour("a02834"), gloss=0.9)
    spoon: list[Vec] = [(21.5 + k * 0.5, 2.2 - k * 0.05, 5.0 + k * 0.75) for k in range(14)]
    handle = tube(spoon, lambda t: 0.28 + 0.25 * t, colour("c9ccd0"), gloss=0.9, flat=0.5)
    blob = ball(
        (18.5, -10.5, 0.5), (2.4, 1.7, 0.55), colour("9b1c2c"), gloss=1.2, bump=lambda w: 1 + 0.08 * math.sin(w[0] * 9)
    )
    return [*glass, *label, *top, *handle, *blob]


PICTURES = [
    Picture("ben-7k2q", "loaf-1.jpg", loaf_1, LANDSCAPE),
    Picture("ben-7k2q", "loaf-2.jpg", loaf_2, LANDSCAPE),
    Picture("ben-7k2q", "loaf-3.jpg", loaf_3, LANDSCAPE, orientation=3),
    Picture("grace-m7u2", "scones.jpg", scones, LANDSCAPE),
]
