"""A pattern of stars and crosses, with one corner still all compass and ruler."""

from __future__ import annotations

import math

from PIL import Image

from .board import Board, filled
from .geometry import Path, Point, arc, box, circle, leaf, trace, turned
from .picture import SQUARE, Picture
from .strokes import Tool, draw
from .texture import colour, mixed


def tessellation(board: Board) -> None:
    """Eight-pointed stars and crosses; one corner is still all compass and ruler."""
    board.image = Image.new("RGB", board.size, colour("f7f2e4"))
    step, blue, ochre, line = 280, colour("2c5f9e"), colour("d39a3a"), Tool(6, swell=0.1, shake=0.2, opaque=True)
    done = filled([trace("0 0, 1400 0, 1400 560, 1120 840, 840 1120, 560 1400, 0 1400")], 0)
    pattern = Board(Image.new("RGB", board.size, colour("fbf8ee")), board.rng)
    for row in range(-1, 7):
        for column in range(-1, 7):
            x, y = column * step, row * step
            _eight_star(pattern, (x, y), step, (blue, ochre)[(row + column) % 2], line)
    board.image.paste(pattern.image, done.box, done.mask)
    grey, thin = colour("8a8790"), Tool(2.6, swell=0.1, shake=0.1, opaque=True)
    corner = filled([[(1400, 560), (1400, 1400), (560, 1400)]], 4)
    for row in range(2, 7):
        for column in range(2, 7):
            x, y = column * step, row * step
            r = step * 0.5
            rings = [circle(x, y, r), circle(x, y, r * 0.765)]
            rays = [
                [(x, y), (x + r * 1.42 * math.cos(a), y + r * 1.42 * math.sin(a))]
                for a in [math.tau * k / 8 for k in range(8)]
            ]
            draw(board, [ring + ring[:1] for ring in rings] + rays, grey, thin, corner)
            draw(board, [s + s[:1] for s in _squares((x, y), r)], colour("4f5f7a"), thin.sized(3.6), corner)
            board.lay(colour("b3542f"), filled([circle(x, y, 6)])) if x + y > 1980 else None
    for x, y, r, a in ((1120, 1120, 150, 200), (1260, 980, 110, 20), (980, 1260, 120, 130)):
        draw(board, [arc(x, y, r, r, a, a + 90)], colour("b3542f"), thin.sized(4))
    draw(board, [[(1400, 560), (560, 1400)]], colour("b3542f"), thin.sized(4))


def _squares(at: Point, r: float) -> list[Path]:
    x, y = at
    k = r * 0.707 * 1.0
    square = box(x - k, y - k, x + k, y + k)
    return [square, turned(square, at, 45)]


def _eight_star(board: Board, at: Point, step: float, tint: tuple[int, int, int], line: Tool) -> None:
    x, y = at
    r = step * 0.5
    squares = _squares(at, r)
    board.lay(tint, filled(squares))
    inner = [turned(p, at, 0) for p in _squares(at, r * 0.6)]
    board.lay(colour("fbf8ee"), filled(inner))
    board.lay(mixed(tint, (255, 255, 255), 0.25), filled([circle(x, y, r * 0.3)]))
    board.lay(colour("fbf8ee"), filled([_petal(at, r * 0.28, k) for k in range(8)]))
    outline_points: Path = []
    for k in range(16):
        reach = r if k % 2 == 0 else r * 0.765
        a = math.tau * k / 16
        outline_points.append((x + reach * math.cos(a), y + reach * math.sin(a)))
    draw(board, [outline_points + outline_points[:1], *[p + p[:1] for p in inner]], colour("1b2f4f"), line)
    cx, cy = x + step / 2, y + step / 2
    board.lay(colour("e9e2cc"), filled([box(cx - 26, cy - 26, cx + 26, cy + 26)]))
    draw(
        board,
        [turned(box(cx - 30, cy - 30, cx + 30, cy + 30), (cx, cy), 45) + turned([(cx - 30, cy - 30)], (cx, cy), 45)],
        colour("1b2f4f"),
        line.sized(4),
    )


def _petal(at: Point, r: float, k: int) -> Path:
    a = math.tau * k / 8
    return leaf(at, (at[0] + r * math.cos(a), at[1] + r * math.sin(a)), r * 0.16)


PICTURES = [
    Picture("layla-4mh8", "tessellation.png", tessellation, SQUARE, colours=24),
]
