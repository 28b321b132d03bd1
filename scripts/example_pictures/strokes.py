"""Lines: pencil, pen, brush, crayon and chalk, with pressure that swells and fades."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from PIL import Image, ImageChops, ImageDraw

from .board import Board, Patch, clipped, filled, frame_of
from .geometry import Path, Point, scanned, spaced, turned, wobbled
from .texture import Colour, levels


@dataclass(frozen=True)
class Tool:
    """What one holds in the hand. `tooth` is how much the paper's bumps break the line: 0 ink, 1 dry crayon."""

    width: float
    tooth: float = 0.0
    strength: float = 1.0
    swell: float = 0.2
    shake: float = 0.0
    opaque: bool = False

    def sized(self, width: float) -> Tool:
        """Return the same tool, thinner or thicker."""
        return replace(self, width=width)

    def soft(self, strength: float) -> Tool:
        """Return the same tool pressed with another strength."""
        return replace(self, strength=strength)


PENCIL = Tool(3.0, tooth=0.6, strength=0.72, swell=0.3, shake=0.5)
FINE_PENCIL = Tool(2.0, tooth=0.45, strength=0.7, swell=0.25, shake=0.25)
COLOUR_PENCIL = Tool(5.0, tooth=0.75, strength=0.75, swell=0.25, shake=0.8)
CRAYON = Tool(15.0, tooth=0.62, strength=0.92, swell=0.15, shake=2.2)
CHALK = Tool(12.0, tooth=0.9, strength=0.9, swell=0.2, shake=1.0, opaque=True)
PASTEL = Tool(16.0, tooth=0.6, strength=0.9, swell=0.25, shake=1.0, opaque=True)
PEN = Tool(4.0, strength=0.95, swell=0.25, shake=0.4)
FINE_PEN = Tool(2.4, strength=0.92, swell=0.15, shake=0.2)
BRUSH = Tool(11.0, tooth=0.15, strength=0.95, swell=0.75, shake=0.5)
MARKER = Tool(13.0, tooth=0.05, strength=0.85, swell=0.05, shake=0.6)
PAINT = Tool(12.0, tooth=0.1, strength=1.0, swell=0.3, shake=0.5, opaque=True)
PRECISE = Tool(3.0, strength=1.0, swell=0.0, opaque=True)


def stroked(paths: Iterable[Sequence[Point]], tool: Tool, rng: Random, fine: int = 2) -> Patch:
    """Return the mask of lines drawn with a tool, before the paper breaks them."""
    lines = [_shaken(path, tool, rng) for path in paths if len(path) > 1]
    left, top, wide, high = frame_of(lines, math.ceil(tool.width) + 4)
    big = Image.new("L", (wide * fine, high * fine), 0)
    pen = ImageDraw.Draw(big)
    for line in lines:
        _ribbon(pen, [((x - left) * fine, (y - top) * fine) for x, y in line], tool, rng, fine)
    return Patch(big.reduce(fine), left, top)


def _shaken(path: Sequence[Point], tool: Tool, rng: Random) -> Path:
    if tool.shake <= 0:
        return list(path)
    return wobbled(path, rng, tool.shake, max(10.0, tool.width * 2.2))


def _ribbon(pen: ImageDraw.ImageDraw, line: Path, tool: Tool, rng: Random, fine: int) -> None:
    steps = spaced(line, max(2.0, tool.width * fine * 0.35))
    phase, last = rng.uniform(0, math.tau), len(steps) - 1
    previous: tuple[float, float, float] | None = None
    for i, (x, y) in enumerate(steps):
        ends = min(1.0, (min(i, last - i) + 1.2) / 4) if tool.swell > 0.4 else 1.0
        press = 1 + tool.swell * 0.5 * math.sin(phase + i * 0.23) + rng.uniform(-0.12, 0.12) * tool.swell
        r = max(0.45, tool.width * fine / 2 * press * ends)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=255)
        if previous:
            pen.line((previous[0], previous[1], x, y), fill=255, width=max(1, round(min(r, previous[2]) * 2)))
        previous = (x, y, r)


def draw(board: Board, paths: Iterable[Sequence[Point]], tint: Colour, tool: Tool, clip: Patch | None = None) -> None:
    """Draw lines on the board, inside `clip` if one is given."""
    lines = [path for path in paths if len(path) > 1]
    if not lines:
        return
    patch = stroked(lines, tool, board.rng)
    if clip:
        patch = clipped(patch, clip)
    apply(board, patch, tint, tool)


def apply(board: Board, patch: Patch, tint: Colour, tool: Tool) -> None:
    """Put a mask of lines on the board as this tool would leave it."""
    if tool.tooth > 0:
        patch = patch.times(_caught(board.local(board.tooth, patch), tool.tooth))
    patch = patch.faded(tool.strength)
    if tool.opaque:
        board.lay(tint, patch)
    else:
        board.glaze(tint, patch)


def _caught(tooth: Image.Image, share: float) -> Image.Image:
    """Return where wax or graphite stays: all of it for share 0, only the bumps' tops for share 1."""
    low = round(70 * share)
    tops = levels(tooth, low, low + 90)
    return ImageChops.lighter(tops, Image.new("L", tops.size, round(255 * (1 - share) ** 1.6)))


def hatched(path: Sequence[Point], rng: Random, gap: float, angle: float, jitter: float = 0.35) -> list[Path]:
    """Return parallel lines inside a closed path, each a little out of place."""
    centre = (path[0][0], path[0][1])
    level = turned(path, centre, -angle)
    ys = [p[1] for p in level]
    lines: list[Path] = []
    y = min(ys) + gap / 2
    while y < max(ys):
        crossings = scanned(level, y)
        for x0, x1 in zip(crossings[::2], crossings[1::2], strict=False):
            slip = gap * jitter
            lines.append(
                turned(
                    [
                        (x0 + rng.uniform(-slip, slip), y + rng.uniform(-slip, slip)),
                        (x1 + rng.uniform(-slip, slip), y + rng.uniform(-slip, slip)),
                    ],
                    centre,
                    angle,
                )
            )
        y += gap * rng.uniform(0.85, 1.15)
    return lines


def scribbled(path: Sequence[Point], rng: Random, gap: float, angle: float) -> list[Path]:
    """Return zigzag lines that fill a closed path the way a child fills it."""
    lines = hatched(path, rng, gap, angle, 0.3)
    joined: list[Path] = []
    for i, line in enumerate(lines):
        ordered = line if i % 2 == 0 else line[::-1]
        near = joined and math.dist(joined[-1][-1], ordered[0]) < gap * 5
        if near:
            joined[-1].extend(ordered)
        else:
            joined.append(list(ordered))
    return joined


def shade(
    board: Board, path: Sequence[Point], tint: Colour, tool: Tool, gap: float, angle: float, *, tidy: bool = False
) -> None:
    """Fill a shape with lines: scribbled, or in tidy parallel hatching that stays inside."""
    lines = hatched(path, board.rng, gap, angle, 0.15) if tidy else scribbled(path, board.rng, gap, angle)
    draw(board, lines, tint, tool, filled([path]) if tidy else None)


def outline(board: Board, path: Sequence[Point], tint: Colour, tool: Tool) -> None:
    """Draw a closed shape's edge."""
    draw(board, [[*path, path[0]]], tint, tool)
