"""Taking the picture: light, shadow on the table, focus, and the faults of a real lens."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .board import Board, whole
from .geometry import Path, Point
from .solid import Camera, Face, Vec, dot, minus, plus, unit
from .texture import Colour, Size, clouds, faded, glow, levels, lit, mixed, ramp_mask, shaded, speckle, streaks

FINE = 2


@dataclass(frozen=True)
class Lamp:
    """The light: where it comes from (a direction towards it), its colour, and the colour of the room."""

    way: Vec = (-0.55, -0.52, 0.72)
    key: float = 0.74
    sky: float = 0.56
    warm: tuple[float, float, float] = (1.04, 1.0, 0.93)
    cool: tuple[float, float, float] = (0.93, 0.98, 1.07)


@dataclass(frozen=True)
class Shade:
    """A ball that stands in the light: it lets a scene's parts throw shadow on each other."""

    centre: Vec
    r: float


def photograph(
    board: Board,
    camera: Camera,
    faces: Sequence[Face],
    lamp: Lamp | None = None,
    *,
    shades: Sequence[Shade] = (),
    shadow: float = 0.62,
    soft: float = 1.0,
    texture: float = 0.03,
    ground: float = 0.0,
    melt: float = 0.0,
) -> Image.Image:
    """Render faces onto the board, with their shadow on the level `ground`; return their mask.

    `melt` blurs the joins between faces, in pixels, for clay and dough.
    """
    lamp = lamp or Lamp()
    if shadow:
        cast_shadow(board, camera, faces, unit(lamp.way), shadow, soft, ground)
    picture, mask = rendered(board.size, camera, faces, lamp, shades)
    if melt:
        behind = board.image.copy()
        behind.paste(picture, (0, 0), mask)
        picture = behind.filter(ImageFilter.GaussianBlur(melt))
    if texture:
        picture = lit(picture, board.tooth, texture)
        picture = lit(picture, board.pools, texture)
    board.image.paste(picture, (0, 0), mask)
    return mask


def rendered(
    size: Size, camera: Camera, faces: Sequence[Face], lamp: Lamp, shades: Sequence[Shade] = ()
) -> tuple[Image.Image, Image.Image]:
    """Return the lit faces as a picture, and the mask of where they are."""
    big = (size[0] * FINE, size[1] * FINE)
    picture, mask = Image.new("RGB", big), Image.new("L", big, 0)
    pen, stencil = ImageDraw.Draw(picture), ImageDraw.Draw(mask)
    way = unit(lamp.way)
    for _, face in sorted(_visible(camera, faces), key=lambda pair: -pair[0]):
        corners = [(x * FINE, y * FINE) for x, y in map(camera.see, face.corners)]
        pen.polygon(corners, fill=_lit(face, way, lamp, camera, shades))
        stencil.polygon(corners, fill=255)
    return picture.reduce(FINE), mask.reduce(FINE)


def _visible(camera: Camera, faces: Sequence[Face]) -> list[tuple[float, Face]]:
    seen: list[tuple[float, Face]] = []
    for face in faces:
        count = len(face.corners)
        cx = sum(c[0] for c in face.corners) / count
        cy = sum(c[1] for c in face.corners) / count
        cz = sum(c[2] for c in face.corners) / count
        view = minus(camera.eye, (cx, cy, cz))
        turned_away = dot(face.normal, view) <= 0
        if turned_away and not face.both:
            continue
        if turned_away:
            face = Face(face.corners, face.tint, face.gloss, (-face.normal[0], -face.normal[1], -face.normal[2]), True)
        seen.append((dot(view, view), face))
    return seen


def _lit(face: Face, way: Vec, lamp: Lamp, camera: Camera, shades: Sequence[Shade]) -> Colour:
    middle = face.corners[0]
    key = max(0.0, dot(face.normal, way)) * lamp.key
    if shades and key:
        key *= _open(middle, way, shades)
    sky = lamp.sky * (0.62 + 0.38 * face.normal[2]) * (0.8 + 0.2 * min(1.0, max(middle[2], 0) / 5))
    shine = 0.0
    if face.gloss:
        half = unit(plus(way, unit(minus(camera.eye, middle))))
        shine = face.gloss * max(0.0, dot(face.normal, half)) ** 28 * 190 * (1 if key else 0.3)
    r, g, b = (
        min(255, max(0, round(face.tint[i] * (key * lamp.warm[i] + sky * lamp.cool[i]) + shine))) for i in range(3)
    )
    return r, g, b


def _open(place: Vec, way: Vec, shades: Sequence[Shade]) -> float:
    """Return how much of the light reaches a place, from 0 to 1."""
    share = 1.0
    for shade in shades:
        rel = minus(shade.centre, place)
        ahead = dot(rel, way)
        if ahead <= shade.r * 0.9:
            continue
        miss = math.sqrt(max(dot(rel, rel) - ahead * ahead, 0))
        blur = 0.25 * shade.r + 0.04 * ahead
        share = min(share, max(0.0, min(1.0, (miss - shade.r + blur) / (2 * blur))))
    return share


def cast_shadow(
    board: Board, camera: Camera, faces: Sequence[Face], way: Vec, strength: float, soft: float, ground: float = 0.0
) -> None:
    """Darken the table where the faces stand in the light; higher parts throw softer shadows."""
    small = (board.size[0] // 2, board.size[1] // 2)
    unit_px = camera.lens * camera.width / camera.depth(camera.target) / 2
    bands = ((0.0, 1.2, 0.22), (1.2, 5.0, 0.5), (5.0, 14.0, 1.0), (14.0, 900.0, 1.8))
    total = Image.new("L", small, 0)
    for low, high, blur in bands:
        layer = Image.new("L", small, 0)
        pen = ImageDraw.Draw(layer)
        for face in faces:
            top = max(c[2] for c in face.corners) - ground
            if low <= top < high:
                pen.polygon([_half(camera.see(_down(c, way, ground))) for c in face.corners], fill=255)
        total = ImageChops.lighter(total, layer.filter(ImageFilter.GaussianBlur(max(0.6, blur * soft * unit_px))))
    full = total.resize(board.size, Image.Resampling.BILINEAR)
    board.glaze((44, 38, 46), whole(board.size, faded(full, strength)))


def _half(p: Point) -> Point:
    return p[0] / 2, p[1] / 2


def _down(p: Vec, way: Vec, ground: float) -> Vec:
    k = (p[2] - ground) / way[2]
    return p[0] - way[0] * k, p[1] - way[1] * k, ground


def laid_flat(
    board: Board, camera: Camera, picture: Image.Image, corners: Sequence[Vec], mask: Image.Image | None = None
) -> None:
    """Put a flat picture into the scene so that its corners (upper left first, clockwise) lie at four places."""
    seen = [camera.see(c) for c in corners]
    warp = perspective(seen, [(0, 0), (picture.width, 0), (picture.width, picture.height), (0, picture.height)])
    moved = picture.transform(board.size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BICUBIC)
    whole_mask = mask or Image.new("L", picture.size, 255)
    cover = whole_mask.transform(board.size, Image.Transform.PERSPECTIVE, warp, Image.Resampling.BILINEAR)
    board.image.paste(moved, (0, 0), cover)


def perspective(there: Sequence[Point], here: Sequence[Point]) -> tuple[float, ...]:
    """Return the eight numbers that map four places of the result to four places of the source."""
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(there, here, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for i in range(8):
        pivot = max(range(i, 8), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for k in range(8):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return tuple(row[8] for row in rows)


def wood(size: Size, tint: Colour, rng: Random, planks: int = 0, contrast: float = 0.2) -> Image.Image:
    """Return boards of wood with the grain from left to right."""
    base = Image.new("RGB", size, tint)
    base = lit(base, streaks(size, rng, 420, 5), contrast)
    base = lit(base, streaks(size, rng, 160, 2), contrast * 0.6)
    base = lit(base, clouds(size, rng, 300, 2), contrast * 0.6)
    pen = ImageDraw.Draw(base)
    for k in range(1, planks):
        y = round(size[1] * k / planks)
        pen.line((0, y, size[0], y), fill=shaded(tint, 0.42), width=max(2, size[1] // 400))
        pen.line((0, y + 3, size[0], y + 3), fill=shaded(tint, 1.12), width=2)
    return base


def table(board: Board, camera: Camera, top: Image.Image, reach: tuple[float, float, float, float]) -> None:
    """Cover the world from left, near to right, far with a flat texture at table height."""
    left, near, right, far = reach
    laid_flat(board, camera, top, [(left, far, 0), (right, far, 0), (right, near, 0), (left, near, 0)])


def backdrop(board: Board, upper: Colour, lower: Colour, *, lamp_at: Point = (0.25, 0.2)) -> None:
    """Fill the board with an out-of-focus wall, brighter where the window is."""
    wide, high = board.size
    mask = ramp_mask(board.size, 90)
    board.image = Image.composite(Image.new("RGB", board.size, lower), Image.new("RGB", board.size, upper), mask)
    light = glow(board.size, wide * lamp_at[0], high * lamp_at[1], wide * 0.7, high * 0.9)
    board.shine(mixed(upper, (255, 255, 255), 0.25), whole(board.size, faded(light, 0.35)))


def defocus(board: Board, blur: Callable[[float], float], steps: int = 3, most: float = 9) -> None:
    """Blur rows by a share that depends on how far down the picture they are (0 top, 1 bottom)."""
    sharp = board.image
    column = Image.new("L", (1, 256))
    column.putdata([max(0, min(255, round(255 * blur(y / 255)))) for y in range(256)])
    mask = column.resize(board.size, Image.Resampling.BILINEAR)
    small = sharp.reduce(2).filter(ImageFilter.GaussianBlur(most / 2)).resize(board.size, Image.Resampling.BILINEAR)
    mild = sharp.filter(ImageFilter.GaussianBlur(most / 4))
    half = Image.composite(mild, sharp, levels(mask, 0, 128))
    board.image = Image.composite(small, half, levels(mask, 128, 255))


def developed(
    board: Board, *, warmth: float = 0.04, vignette: float = 0.3, film: float = 0.035, glowing: float = 0.12
) -> None:
    """Finish a photograph: bloom, gentle contrast, warmth, darker corners, a little grain."""
    wide, high = board.size
    haze = board.image.reduce(8).filter(ImageFilter.GaussianBlur(6)).resize(board.size, Image.Resampling.BICUBIC)
    board.image = Image.blend(board.image, ImageChops.screen(board.image, haze), glowing)
    curve = [round(255 * _s_curve(v / 255)) for v in range(256)]
    reds = [min(255, round(v * (1 + warmth))) for v in curve]
    blues = [round(v * (1 - warmth)) for v in curve]
    board.image = board.image.point(reds + curve + blues)
    light = glow(board.size, wide * 0.45, high * 0.45, wide * 1.0, high * 1.05)
    board.glaze((50, 44, 48), whole(board.size, faded(levels(light, 0, 140, flip=True), vignette)))
    if film:
        board.image = lit(board.image, speckle(board.size, board.rng), film)


def _s_curve(v: float) -> float:
    return v + 0.028 * math.sin(math.tau * (v - 0.5))


def silhouette(camera: Camera, places: Sequence[Vec]) -> Path:
    """Return places of the world as a path on the picture."""
    return [camera.see(p) for p in places]
