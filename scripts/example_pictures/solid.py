"""Small three-dimensional scenes, for pictures that look photographed: surfaces made of many little faces.

The world is in centimetres: x to the right, y away from the camera, z up, the table top at z = 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .geometry import Point
from .texture import Colour

Vec = tuple[float, float, float]
Tint = Colour | Callable[[float, float], Colour]


def plus(a: Vec, b: Vec, k: float = 1.0) -> Vec:
    """Return a + k·b."""
    return a[0] + k * b[0], a[1] + k * b[1], a[2] + k * b[2]


def minus(a: Vec, b: Vec) -> Vec:
    """Return a − b."""
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def dot(a: Vec, b: Vec) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """Return the vector product."""
    return a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]


def unit(a: Vec) -> Vec:
    """Return the vector with length one."""
    length = math.sqrt(dot(a, a)) or 1.0
    return a[0] / length, a[1] / length, a[2] / length


@dataclass(frozen=True)
class Camera:
    """Where the picture is taken from; `lens` is the picture's width over the view's width at distance one."""

    eye: Vec
    target: Vec
    width: int
    height: int
    lens: float = 1.5
    axes: tuple[Vec, Vec, Vec] = field(init=False)

    def __post_init__(self) -> None:
        """Work out right, down and forward once."""
        forward = unit(minus(self.target, self.eye))
        right = unit(cross(forward, (0, 0, 1)))
        object.__setattr__(self, "axes", (right, cross(forward, right), forward))

    def depth(self, p: Vec) -> float:
        """Return how far in front of the camera a place is."""
        return dot(minus(p, self.eye), self.axes[2])

    def see(self, p: Vec) -> Point:
        """Return where on the picture a place in the world is."""
        rel = minus(p, self.eye)
        right, down, forward = self.axes
        far = max(dot(rel, forward), 0.1)
        k = self.lens * self.width / far
        return self.width / 2 + dot(rel, right) * k, self.height / 2 + dot(rel, down) * k


@dataclass(frozen=True)
class Face:
    """A small flat piece of a surface."""

    corners: tuple[Vec, ...]
    tint: Colour
    gloss: float = 0.0
    normal: Vec = (0, 0, 0)
    both: bool = False


def facing(corners: Sequence[Vec]) -> Vec:
    """Return the direction a piece faces; corners run anticlockwise when seen from outside."""
    if len(corners) == 4:
        return unit(cross(minus(corners[2], corners[0]), minus(corners[3], corners[1])))
    return unit(cross(minus(corners[1], corners[0]), minus(corners[2], corners[0])))


def surface(
    at: Callable[[float, float], Vec], nu: int, nv: int, tint: Tint, *, gloss: float = 0.0, both: bool = False
) -> list[Face]:
    """Return the faces of a surface given as a function of u and v, both from 0 to 1."""
    grid = [[at(i / nu, j / nv) for j in range(nv + 1)] for i in range(nu + 1)]
    faces: list[Face] = []
    for i in range(nu):
        for j in range(nv):
            corners = (grid[i][j], grid[i + 1][j], grid[i + 1][j + 1], grid[i][j + 1])
            paint = tint((i + 0.5) / nu, (j + 0.5) / nv) if callable(tint) else tint
            faces.append(Face(corners, paint, gloss, facing(corners), both))
    return faces


def lathe(
    profile: Sequence[tuple[float, float]],
    tint: Tint,
    *,
    foot: Vec = (0, 0, 0),
    turns: int = 48,
    gloss: float = 0.0,
    both: bool = False,
) -> list[Face]:
    """Return a turned shape: `profile` is (radius, height) from the foot upwards, spun about a standing axis."""
    last = len(profile) - 1

    def at(u: float, v: float) -> Vec:
        r, z = profile[round(v * last)]
        a = math.tau * u
        return foot[0] + r * math.cos(a), foot[1] + r * math.sin(a), foot[2] + z

    return surface(at, turns, last, tint, gloss=gloss, both=both)


def disc(centre: Vec, r: float, tint: Tint, *, turns: int = 40, rings: int = 5, gloss: float = 0.0) -> list[Face]:
    """Return a round flat top, facing up."""
    return surface(
        lambda u, v: (
            centre[0] + r * (1 - v) * math.cos(math.tau * u),
            centre[1] + r * (1 - v) * math.sin(math.tau * u),
            centre[2],
        ),
        turns,
        rings,
        tint,
        gloss=gloss,
    )


def ball(
    centre: Vec,
    radii: Vec,
    tint: Tint,
    *,
    fine: int = 28,
    gloss: float = 0.0,
    bump: Callable[[Vec], float] | None = None,
) -> list[Face]:
    """Return a ball or egg; `bump` gives, for a direction, how far the surface stands out (1 = not at all)."""

    def at(u: float, v: float) -> Vec:
        a, b = math.tau * u, math.pi * (v - 0.5)
        way = (math.cos(a) * math.cos(b), math.sin(a) * math.cos(b), math.sin(b))
        k = bump(way) if bump else 1.0
        return centre[0] + radii[0] * way[0] * k, centre[1] + radii[1] * way[1] * k, centre[2] + radii[2] * way[2] * k

    return surface(at, fine * 2, fine, tint, gloss=gloss)


def tube(
    spine: Sequence[Vec],
    r: float | Callable[[float], float],
    tint: Tint,
    *,
    around: int = 14,
    gloss: float = 0.0,
    flat: float = 1.0,
) -> list[Face]:
    """Return a round bar along a spine, closed at both ends; `r` may change from 0 to 1 along it."""
    rings = _rings(spine, r, around, flat)
    last = len(rings) - 1
    sides = surface(
        lambda u, v: rings[round(v * last)][round(u * around) % around], around, last, tint, gloss=gloss, both=True
    )
    end_tint = tint(0.5, 1.0) if callable(tint) else tint
    start_tint = tint(0.5, 0.0) if callable(tint) else tint
    caps = [
        Face(tuple(rings[-1]), end_tint, gloss, facing(rings[-1][:3]), both=True),
        Face(tuple(rings[0][::-1]), start_tint, gloss, facing(rings[0][2::-1]), both=True),
    ]
    return sides + caps


def _rings(spine: Sequence[Vec], r: float | Callable[[float], float], around: int, flat: float) -> list[list[Vec]]:
    """Return the cross-sections along a spine; each keeps the turn of the one before, so that the bar never twists."""
    rings: list[list[Vec]] = []
    side: Vec = (0.0, 0.0, 0.0)
    angles = [math.tau * k / around for k in range(around)]
    for i in range(len(spine)):
        ahead = unit(minus(spine[min(i + 1, len(spine) - 1)], spine[max(i - 1, 0)]))
        if i == 0:
            side = cross(ahead, (0, 0, 1) if abs(ahead[2]) < 0.95 else (0, 1, 0))
        side = unit(plus(side, ahead, -dot(side, ahead)))
        up = cross(side, ahead)
        here = r(i / (len(spine) - 1)) if callable(r) else r
        rings.append([plus(plus(spine[i], side, here * math.cos(a)), up, here * flat * math.sin(a)) for a in angles])
    return rings


def slab(a: Vec, b: Vec, tint: Tint, *, cuts: tuple[int, int, int] = (6, 6, 6), gloss: float = 0.0) -> list[Face]:
    """Return an upright box between two opposite corners (a the lower left near one)."""
    return block(a, (b[0] - a[0], 0, 0), (0, b[1] - a[1], 0), (0, 0, b[2] - a[2]), tint, cuts=cuts, gloss=gloss)


def block(
    a: Vec, ex: Vec, ey: Vec, ez: Vec, tint: Tint, *, cuts: tuple[int, int, int] = (6, 6, 6), gloss: float = 0.0
) -> list[Face]:
    """Return a box with one corner at `a` and three edges."""
    nx, ny, nz = cuts

    def panel(corner: Vec, e: Vec, f: Vec, ne: int, nf: int) -> list[Face]:
        return surface(lambda u, v: plus(plus(corner, e, u), f, v), ne, nf, tint, gloss=gloss)

    return [
        *panel(a, ex, ez, nx, nz),
        *panel(plus(plus(a, ex), ey), (-ex[0], -ex[1], -ex[2]), ez, nx, nz),
        *panel(plus(a, ex), ey, ez, ny, nz),
        *panel(plus(a, ey), (-ey[0], -ey[1], -ey[2]), ez, ny, nz),
        *panel(plus(a, ez), ex, ey, nx, ny),
        *panel(plus(a, ey), ex, (-ey[0], -ey[1], -ey[2]), nx, ny),
    ]


def beam(a: Vec, b: Vec, wide: float, high: float, tint: Tint, *, cuts: int = 8, gloss: float = 0.0) -> list[Face]:
    """Return a squared bar from a to b."""
    along = minus(b, a)
    ahead = unit(along)
    side = unit(cross(ahead, (0, 0, 1))) if abs(ahead[2]) < 0.97 else (1.0, 0.0, 0.0)
    up = cross(side, ahead)
    corner = plus(plus(a, side, -wide / 2), up, -high / 2)
    ex = (side[0] * wide, side[1] * wide, side[2] * wide)
    ez = (up[0] * high, up[1] * high, up[2] * high)
    return block(corner, ex, along, ez, tint, cuts=(1, cuts, 1), gloss=gloss)


def shifted(faces: Iterable[Face], by: Vec) -> list[Face]:
    """Return the faces moved."""
    return [Face(tuple(plus(c, by) for c in f.corners), f.tint, f.gloss, f.normal, f.both) for f in faces]


def spun(faces: Iterable[Face], degrees: float, axis: str = "z", about: Vec = (0, 0, 0)) -> list[Face]:
    """Return the faces turned about an axis through a place."""
    a = math.radians(degrees)
    c, s = math.cos(a), math.sin(a)

    def turn(p: Vec) -> Vec:
        x, y, z = minus(p, about)
        if axis == "z":
            x, y = x * c - y * s, x * s + y * c
        elif axis == "y":
            x, z = x * c + z * s, -x * s + z * c
        else:
            y, z = y * c - z * s, y * s + z * c
        return plus((x, y, z), about)

    moved: list[Face] = []
    for f in faces:
        corners = tuple(turn(p) for p in f.corners)
        moved.append(Face(corners, f.tint, f.gloss, facing(corners), f.both))
    return moved
