"""Shapes as lists of points: curves, ellipses, leaves, and the wobble that makes a hand visible."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from random import Random

Point = tuple[float, float]
Path = list[Point]


def trace(places: str, at: Point = (0.0, 0.0)) -> Path:
    """Return the points written as "x y, x y, …", as seen from the place `at`."""
    pairs = (place.split() for place in places.split(","))
    return [(at[0] + float(x), at[1] + float(y)) for x, y in pairs]


def smooth(points: Sequence[Point], *, closed: bool = False, steps: int = 10) -> Path:
    """Return a Catmull-Rom curve through `points`, with `steps` points between each pair."""
    if len(points) < 3:
        return list(points)
    count = len(points)
    spans = count if closed else count - 1
    curve: Path = []
    for i in range(spans):
        if closed:
            p0, p1, p2, p3 = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            p0, p1, p2, p3 = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        curve.extend(_span(p0, p1, p2, p3, step / steps) for step in range(steps))
    if not closed:
        curve.append(points[-1])
    return curve


def _span(p0: Point, p1: Point, p2: Point, p3: Point, t: float) -> Point:
    def along(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)

    return along(p0[0], p1[0], p2[0], p3[0]), along(p0[1], p1[1], p2[1], p3[1])


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 40) -> Path:
    """Return an arc from `start` to `end` degrees, clockwise on the page, 0 at three o'clock."""
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]


def ellipse(cx: float, cy: float, rx: float, ry: float, turn: float = 0, steps: int = 72) -> Path:
    """Return a closed ellipse, turned by `turn` degrees."""
    ring = arc(cx, cy, rx, ry, 0, 360, steps)[:-1]
    return turned(ring, (cx, cy), turn) if turn else ring


def circle(cx: float, cy: float, r: float) -> Path:
    """Return a closed circle."""
    return ellipse(cx, cy, r, r)


def box(x0: float, y0: float, x1: float, y1: float) -> Path:
    """Return a rectangle by two corners."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> Path:
    """Return a rectangle with rounded corners of radius `r`."""
    return [
        *arc(x1 - r, y0 + r, r, r, -90, 0, 8),
        *arc(x1 - r, y1 - r, r, r, 0, 90, 8),
        *arc(x0 + r, y1 - r, r, r, 90, 180, 8),
        *arc(x0 + r, y0 + r, r, r, 180, 270, 8),
    ]


def blob(cx: float, cy: float, rx: float, ry: float, rng: Random, rough: float = 0.12, lobes: int = 9) -> Path:
    """Return a closed organic shape, near an ellipse but never one."""
    points: Path = []
    for i in range(lobes):
        a = math.tau * (i + rng.uniform(-0.25, 0.25)) / lobes
        grow = 1 + rng.uniform(-rough, rough)
        points.append((cx + rx * grow * math.cos(a), cy + ry * grow * math.sin(a)))
    return smooth(points, closed=True)


def leaf(base: Point, tip: Point, width: float, bend: float = 0.0) -> Path:
    """Return a leaf from base to tip; `bend` curves it sideways, as a share of its length."""
    dx, dy = tip[0] - base[0], tip[1] - base[1]
    length = math.hypot(dx, dy) or 1
    nx, ny = -dy / length, dx / length

    def at(t: float, side: float) -> Point:
        off = side * width + bend * length * math.sin(math.pi * t)
        return base[0] + dx * t + nx * off, base[1] + dy * t + ny * off

    there = [at(t, s) for t, s in ((0, 0), (0.18, 0.62), (0.42, 1), (0.72, 0.62), (1, 0))]
    back = [at(t, -s) for t, s in ((1, 0), (0.72, 0.62), (0.42, 1), (0.18, 0.62), (0, 0))]
    return smooth(there) + smooth(back)


def star(cx: float, cy: float, outer: float, inner: float, points: int = 5, turn: float = -90) -> Path:
    """Return a star with the given number of points."""
    corners: Path = []
    for i in range(points * 2):
        r = outer if i % 2 == 0 else inner
        a = math.radians(turn + 180 * i / points)
        corners.append((cx + r * math.cos(a), cy + r * math.sin(a)))
    return corners


def turned(path: Iterable[Point], centre: Point, degrees: float) -> Path:
    """Return the path turned clockwise about a centre."""
    a = math.radians(degrees)
    cos, sin = math.cos(a), math.sin(a)
    cx, cy = centre
    return [(cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos) for x, y in path]


def moved(path: Iterable[Point], dx: float, dy: float) -> Path:
    """Return the path moved."""
    return [(x + dx, y + dy) for x, y in path]


def scaled(path: Iterable[Point], fx: float, fy: float | None = None, about: Point = (0, 0)) -> Path:
    """Return the path scaled about a point."""
    fy = fx if fy is None else fy
    return [(about[0] + (x - about[0]) * fx, about[1] + (y - about[1]) * fy) for x, y in path]


def spaced(path: Sequence[Point], gap: float) -> Path:
    """Return the path walked at even steps of `gap`, with its last point kept."""
    if len(path) < 2:
        return list(path)
    walked: Path = [path[0]]
    left = gap
    for (x0, y0), (x1, y1) in itertools.pairwise(path):
        length = math.hypot(x1 - x0, y1 - y0)
        done = 0.0
        while length - done >= left and length > 0:
            done += left
            walked.append((x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length))
            left = gap
        left -= length - done
    if walked[-1] != path[-1]:
        walked.append(path[-1])
    return walked


def wobbled(path: Sequence[Point], rng: Random, amount: float, gap: float = 28, *, closed: bool = False) -> Path:
    """Return the path as a hand would draw it: off by up to `amount`, changing about every `gap` pixels."""
    ring = [*path, path[0]] if closed else list(path)
    stops = spaced(ring, gap)
    if closed and len(stops) > 3:
        stops = stops[:-1]
    shaken = [(x + rng.uniform(-amount, amount), y + rng.uniform(-amount, amount)) for x, y in stops]
    return smooth(shaken, closed=closed, steps=6)


def bounds(paths: Iterable[Sequence[Point]]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of all paths together."""
    points = [p for path in paths for p in path]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def scanned(path: Sequence[Point], y: float) -> list[float]:
    """Return, sorted, where a level line at `y` crosses the closed path."""
    crossings: list[float] = []
    for (x0, y0), (x1, y1) in zip(path, [*path[1:], path[0]], strict=True):
        if (y0 <= y) != (y1 <= y):
            crossings.append(x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return sorted(crossings)


def between(a: Point, b: Point, t: float) -> Point:
    """Return the point a share `t` of the way from a to b."""
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
