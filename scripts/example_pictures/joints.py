"""Three dovetails, each closer than the last."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from .board import Board, filled, whole
from .camera import Lamp, backdrop, defocus, developed, laid_flat, photograph, table, wood
from .geometry import smooth
from .picture import LANDSCAPE, Picture
from .solid import Camera, Face, Vec, block, plus, spun, surface
from .texture import Colour, colour, glow, levels, lit, ramp_mask, shaded, speckle, streaks, varied

DOT = 90
"""Pixels to a centimetre in the wooden faces of a joint."""


@dataclass(frozen=True)
class Joint:
    """How well a dovetail was cut: gap in pixels, woods, and what is left on it."""

    gap: float
    tails: str
    pins: str
    split: bool = False
    sliver: bool = False
    marks: bool = False
    oil: float = 0.0


def timber(size: tuple[int, int], tint: str, rng: Random, *, end: bool = False, oil: float = 0.0) -> Image.Image:
    """Return a face of wood: long grain, or end grain with its rings and pores."""
    base = colour(tint)
    if end:
        face = Image.new("RGB", size, shaded(base, 0.74))
        face = lit(face, speckle(size, rng).filter(ImageFilter.GaussianBlur(1.4)), 0.5)
        return lit(face, streaks(size, rng, 200, 16, 74), 0.22)
    face = Image.new("RGB", size, base)
    face = lit(face, streaks(size, rng, 900, 26), 0.16)
    face = lit(face, streaks(size, rng, 380, 5), 0.13)
    face = lit(face, streaks(size, rng, 90, 2), 0.09)
    if oil:
        face = Image.blend(face, Image.new("RGB", size, shaded(base, 0.55)), 0.25 * oil)
    return face


def _tail_edges(high: int) -> list[tuple[float, float, float, float]]:
    """Return each tail as top and bottom at its root and at its wide end, in pixels."""
    count, flare = 3, 0.1
    pitch = high / count
    edges = []
    for k in range(count):
        root_top, root_bottom = (k + 0.27) * pitch, (k + 0.73) * pitch
        edges.append((root_top, root_bottom, root_top - flare * pitch, root_bottom + flare * pitch))
    return edges


def _tail_face(joint: Joint, size: tuple[int, int], thick: int, rng: Random) -> Image.Image:
    """The face where the tails show; the joint is at its right-hand side."""
    wide, high = size
    face = timber(size, joint.tails, rng, oil=joint.oil)
    pins = timber((thick, high), joint.pins, rng, end=True, oil=joint.oil)
    mask = Image.new("L", (thick, high), 255)
    pen = ImageDraw.Draw(mask)
    dark = Image.new("L", (thick, high), 0)
    gaps = ImageDraw.Draw(dark)
    for top, bottom, wide_top, wide_bottom in _tail_edges(high):
        pen.polygon([(0, top), (thick, wide_top), (thick, wide_bottom), (0, bottom)], fill=0)
        for y0, y1 in ((top, wide_top), (bottom, wide_bottom)):
            slack = joint.gap * rng.uniform(0.5, 1.2)
            tip = slack * rng.uniform(0.2, 1.3)
            gaps.polygon(
                [(0, y0 - slack / 2), (thick, y1 - tip / 2), (thick, y1 + tip / 2 + 1), (0, y0 + slack / 2 + 1)],
                fill=255,
            )
    gaps.line((1, 0, 1, high), fill=round(min(255, 110 + joint.gap * 12)), width=max(3, round(joint.gap * 0.5)))
    face.paste(pins, (wide - thick, 0), mask)
    face.paste((28, 20, 16), (wide - thick, 0), dark.filter(ImageFilter.GaussianBlur(1.2)))
    pen2 = ImageDraw.Draw(face)
    if joint.split:
        crack = [
            (wide - thick + 8, high * 0.345),
            (wide - thick * 0.66, high * 0.325),
            (wide - thick * 0.3, high * 0.34),
            (wide, high * 0.316),
        ]
        pen2.line([*smooth(crack)], fill=(30, 20, 15), width=9)
        pen2.line([(x, y + 6) for x, y in smooth(crack)], fill=shaded(colour(joint.pins), 1.25), width=3)
    if joint.sliver:
        y = _tail_edges(high)[1][1]
        pen2.polygon(
            [(wide - thick, y - 9), (wide, y + high * 0.033 - 8), (wide, y + high * 0.033 + 8), (wide - thick, y + 8)],
            fill=(222, 190, 138),
        )
        pen2.line([(wide - thick, y + 8), (wide, y + high * 0.033 + 8)], fill=(70, 50, 36), width=2)
    if joint.marks:
        _pencil_marks(pen2, wide - thick, high, rng)
    return face


def _pencil_marks(pen: ImageDraw.ImageDraw, x: int, high: int, rng: Random) -> None:
    grey = (70, 66, 66)
    pen.line((x - 14, 0, x - 12, high), fill=grey, width=3)
    for top, bottom, _, _ in _tail_edges(high):
        for y in (top, bottom):
            pen.line((x - 80, y + rng.uniform(-9, 9), x, y), fill=grey, width=3)
        middle = (top + bottom) / 2
        pen.line(smooth([(x - 130, middle - 20), (x - 90, middle + 24), (x - 60, middle - 26)]), fill=grey, width=4)
    for k in range(2):
        pen.line((x - 200, high * 0.5 - 40 + 80 * k, x - 150, high * 0.5 + 40 - 80 * k), fill=grey, width=4)


def _pin_face(joint: Joint, size: tuple[int, int], thick: int, rng: Random) -> Image.Image:
    """The other face: its own long grain, with the tails' ends let in at the left."""
    _wide, high = size
    face = timber(size, joint.pins, rng, oil=joint.oil)
    ends = timber((thick, high), joint.tails, rng, end=True, oil=joint.oil)
    mask, dark = Image.new("L", (thick, high), 0), Image.new("L", (thick, high), 0)
    pen, gaps = ImageDraw.Draw(mask), ImageDraw.Draw(dark)
    for _, _, top, bottom in _tail_edges(high):
        pen.rectangle((0, top, thick, bottom), fill=255)
        slack = joint.gap * rng.uniform(0.6, 1.4)
        gaps.rectangle((0, top - slack / 2, thick, top + slack / 2), fill=255)
        gaps.rectangle((0, bottom - slack / 2, thick, bottom + slack / 2), fill=255)
        gaps.rectangle((thick - 2 - slack / 2, top, thick, bottom), fill=255)
    face.paste(ends, (0, 0), mask)
    face.paste((28, 20, 16), (0, 0), dark.filter(ImageFilter.GaussianBlur(1.1)))
    return face


def _bench(board: Board, camera: Camera, tint: str, wall: tuple[str, str]) -> None:
    backdrop(board, colour(wall[0]), colour(wall[1]), lamp_at=(0.2, 0.1))
    top = wood((1800, 1200), colour(tint), board.rng, 3, 0.22)
    table(board, camera, top, (-60, -30, 60, 44))
    defocus(board, lambda y: max(0.0, 1 - y * 1.5) + max(0.0, (y - 0.86) * 3), most=16)


def _darker(face: Image.Image, share: float, light_at: float) -> Image.Image:
    """Shade a whole face, leaving it brighter towards one end."""
    dark = face.point([round(v * share) for v in range(256)] * 3)
    bright = face.point([min(255, round(v * min(1.15, share + 0.16))) for v in range(256)] * 3)
    mask = ramp_mask(face.size, 0)
    return Image.composite(bright, dark, mask if light_at else mask.point([255 - v for v in range(256)]))


def dovetail(board: Board, joint: Joint, bench: str) -> None:
    """A corner of two boards, standing on the bench with the joint towards the camera."""
    rng = board.rng
    camera = Camera((1.5, -34, 19), (0.6, 3, 4.6), *board.size, lens=1.75)
    _bench(board, camera, bench, ("8b8f8c", "5f5b55"))
    high, long, thick = 9.0, 15.0, 1.9
    a, b = _ways()
    ghost = [
        *block((0, 0, 0), (a[0] * long, a[1] * long, 0), (b[0] * thick, b[1] * thick, 0), (0, 0, high), (0, 0, 0)),
        *block((0, 0, 0), (a[0] * thick, a[1] * thick, 0), (b[0] * long, b[1] * long, 0), (0, 0, high), (0, 0, 0)),
    ]
    photograph(board, camera, ghost, Lamp((-0.5, -0.7, 0.9)), shadow=0.68, soft=0.5)
    size, t = (round(long * DOT), round(high * DOT)), round(thick * DOT)
    left = _darker(_tail_face(joint, size, t, rng), 0.98, 1)
    right = _darker(_pin_face(joint, size, t, rng), 0.66, 0)
    o: Vec = (0, 0, 0)
    la, lb = plus(o, a, long), plus(o, b, long)
    up: Vec = (0, 0, high)
    laid_flat(board, camera, left, [plus(la, up), up, o, la])
    laid_flat(board, camera, right, [up, plus(lb, up), lb, o])
    _top_edges(board, camera, joint, (long, thick, high))
    _chips(board, camera, joint, rng)
    if joint.oil:
        wide, tall = board.size
        light = glow(board.size, wide * 0.34, tall * 0.45, 330, 260)
        board.shine((255, 240, 214), whole(board.size, levels(light, 0, 900)))
    developed(board, warmth=0.05)


def _ways() -> tuple[Vec, Vec]:
    return (-0.87, 0.49, 0.0), (0.72, 0.69, 0.0)


def _top_edges(board: Board, camera: Camera, joint: Joint, sizes: tuple[float, float, float]) -> None:
    long, thick, high = sizes
    a, b = _ways()
    up: Vec = (0, 0, high)
    strip = (round(long * DOT), round(thick * DOT))
    top_b = timber(strip, joint.pins, board.rng, oil=joint.oil)
    top_a = timber(strip, joint.tails, board.rng, oil=joint.oil)
    bright = [min(255, round(v * 1.1)) for v in range(256)] * 3
    far_a, far_b = plus(up, a, long), plus(up, b, long)
    laid_flat(board, camera, top_b.point(bright), [plus(up, a, thick), plus(far_b, a, thick), far_b, up])
    laid_flat(
        board,
        camera,
        top_a.point(bright),
        [plus(far_a, b, thick), plus(plus(up, b, thick), a, thick), plus(up, a, thick), far_a],
    )
    seam = filled(
        [
            [
                camera.see(plus(up, a, thick)),
                camera.see(plus(plus(up, a, thick), b, thick)),
                camera.see(plus(plus(up, a, thick + 0.012 * joint.gap), b, thick)),
                camera.see(plus(up, a, thick + 0.01 * joint.gap)),
            ]
        ]
    )
    board.lay((34, 26, 20), seam)


def _chips(board: Board, camera: Camera, joint: Joint, rng: Random) -> None:
    """Shavings on the bench: many after the first joint, hardly any after the last."""
    count = {True: 26, False: 9}[joint.marks]
    faces: list[Face] = []
    for _ in range(count):
        x, y = rng.uniform(-20, 22), rng.uniform(-14, 1)
        if -7 < x < 7 and y > -3:
            continue
        faces += curl((x, y, 0.1), rng, colour(rng.choice((joint.tails, joint.pins))), rng.uniform(0.25, 0.7))
    photograph(board, camera, faces, soft=0.5, texture=0.02)


def curl(at: Vec, rng: Random, tint: Colour, r: float) -> list[Face]:
    """A plane shaving: a thin ribbon rolled up on itself."""
    turn, wide, rolls = rng.uniform(0, 360), rng.uniform(0.4, 1.3), rng.uniform(0.8, 2.2)

    def ribbon(u: float, v: float) -> Vec:
        a = math.tau * rolls * u
        reach = r * (1 - 0.5 * u)
        return at[0] + reach * math.cos(a), at[1] + wide * (v - 0.5) + u * 0.5, at[2] + r + reach * math.sin(a)

    return spun(surface(ribbon, 26, 2, lambda u, v: varied(shaded(tint, 1.08), rng, 6), both=True), turn, about=at)


def dovetail_1(board: Board) -> None:
    """Wide gaps, a split pin, pencil still on it."""
    dovetail(board, Joint(17, "d8b37c", "c69a64", split=True, marks=True), "8f6f4e")


def dovetail_2(board: Board) -> None:
    """Closer, with one gap filled by a sliver."""
    dovetail(board, Joint(5.5, "d9b780", "bd8f5b", sliver=True), "8a6c4d")


def dovetail_3(board: Board) -> None:
    """Ash and walnut, oiled, and no gaps."""
    dovetail(board, Joint(0.0, "dcc094", "6b4630", oil=0.5), "87694b")


PICTURES = [
    Picture("rhys-p6c1", "dovetail-1.jpg", dovetail_1, LANDSCAPE),
    Picture("rhys-p6c1", "dovetail-2.jpg", dovetail_2, LANDSCAPE),
    Picture("rhys-p6c1", "dovetail-3.jpg", dovetail_3, LANDSCAPE),
]
