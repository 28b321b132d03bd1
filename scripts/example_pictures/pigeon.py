"""What Zoe's comics are made of: panels, speech bubbles, rain, a bus, a stop, and the pigeon."""

from __future__ import annotations

import math
from collections.abc import Callable

from .board import Board, filled
from .geometry import Path, Point, between, box, circle, ellipse, moved, rounded, scaled, smooth, trace, wobbled
from .lettering import paragraph, width_of
from .strokes import Tool, draw, hatched, outline
from .texture import Colour, colour, mixed

INK = colour("17161a")
PAGE = colour("fbf8f1")
CORAL = colour("f26b5b")
NIB = Tool(6, swell=0.55, shake=0.5, opaque=True)
HEAVY = Tool(10, swell=0.3, shake=0.8, opaque=True)
SCRAWL = Tool(3.4, swell=0.4, shake=1.2, opaque=True)


def say(
    board: Board, lines: list[str], at: Point, size: float, *, tool: Tool = NIB, tint: tuple[int, int, int] = INK
) -> None:
    """Letter centred lines."""
    draw(board, paragraph(lines, at, size, board.rng, align="centre", leading=1.55, wild=0.8), tint, tool)


def bubble(board: Board, lines: list[str], at: Point, tail: Point, size: float = 30) -> None:
    """A speech bubble, as large as its words need."""
    x, y = at
    half = max(width_of(line, size) for line in lines) / 2 + size * 1.0
    high = len(lines) * size * 0.8 + size * 0.7
    shape = wobbled(ellipse(x, y, half * 1.12, high * 1.12), board.rng, 2, 50, closed=True)
    point: Path = [between((x, y), tail, 0.35), tail]
    spread = 16.0
    way = math.atan2(tail[1] - y, tail[0] - x) + math.pi / 2
    foot = [(point[0][0] + s * spread * math.cos(way), point[0][1] + s * spread * math.sin(way)) for s in (-1, 1)]
    tool = NIB.sized(6)
    board.lay(INK, filled([[foot[0], tail, foot[1]]]).blurred(0.4))
    outline(board, [foot[0], tail, foot[1]], INK, tool)
    outline(board, shape, INK, tool)
    board.lay(PAGE, filled([shape]))
    board.lay(PAGE, filled([[foot[0], between(between(foot[0], foot[1], 0.5), tail, 0.96), foot[1]]]))
    say(board, lines, (x, y - len(lines) * size * 0.775 + size * 0.28), size, tool=NIB.sized(size * 0.14))


def panel(board: Board, frame: tuple[float, float, float, float], tint: tuple[int, int, int] = PAGE) -> Path:
    """A ruled box; returns its path for clipping."""
    path = box(*frame)
    board.lay(tint, filled([path]))
    return path


def pigeon(
    board: Board,
    at: Point,
    k: float,
    *,
    flip: bool = False,
    cap: bool = True,
    tint: tuple[int, int, int] | None = None,
    look: float = 0,
) -> None:
    """The pigeon in a driver's cap, its feet at `at`, `k` times its full size."""

    def put(path: Path) -> Path:
        mirrored = [(-x, y) for x, y in path] if flip else list(path)
        return moved(scaled(mirrored, k), *at)

    body = put(
        smooth(
            trace("-210 -70, -120 -180, -10 -260, 60 -300, 120 -280, 150 -200, 130 -110, 60 -50, -60 -40"),
            closed=True,
        )
    )
    tail = put([(-150, -140), (-330, -60), (-320, -20), (-120, -60)])
    head = put(circle(92, -330, 74))
    nib = HEAVY.sized(max(3.5, 11 * k))
    feet: list[Path] = [
        [(-10, -50), (-16, 0), (-60, 8)],
        [(-16, 0), (26, 10)],
        [(60, -54), (62, 0), (20, 10)],
        [(62, 0), (104, 10)],
    ]
    legs = [put(foot) for foot in feet]
    draw(board, legs, CORAL if tint else INK, nib)
    for shape in (tail, body, head):
        board.lay(tint or PAGE, filled([shape]))
        outline(board, shape, INK, nib)
    board.lay(tint or PAGE, filled([put(smooth([(40, -300), (130, -290), (140, -240), (60, -240)], closed=True))]))
    _wing_and_ruff(board, put, nib, k)
    _beak_and_eye(board, put, tint, nib, k, look)
    if cap:
        _cap(board, put, nib)


def _wing_and_ruff(board: Board, put: Callable[[Path], Path], nib: Tool, k: float) -> None:
    wing = put(smooth(trace("-180 -96, -90 -190, 30 -200, 70 -140, -20 -90, -120 -70"), closed=True))
    board.lay(INK, filled([wing]))
    draw(
        board,
        [put([(-140 + 40 * i, -96 - 8 * i), (-60 + 40 * i, -150)]) for i in range(3)],
        PAGE,
        nib.sized(max(2.5, 7 * k)),
    )
    draw(
        board,
        [put(smooth([(62 + 22 * i, -262 + 5 * i), (72 + 22 * i, -244), (84 + 22 * i, -258)])) for i in range(3)],
        INK,
        nib.sized(max(2, 6 * k)),
    )


def _beak_and_eye(
    board: Board, put: Callable[[Path], Path], tint: Colour | None, nib: Tool, k: float, look: float
) -> None:
    beak = put([(158, -346), (236, -320), (160, -306)])
    board.lay(CORAL if tint else mixed(INK, PAGE, 0.2), filled([beak]))
    outline(board, beak, INK, nib.sized(max(3, 7 * k)))
    board.lay(PAGE, filled([put(circle(112, -342, 27))]))
    outline(board, put(circle(112, -342, 27)), INK, nib.sized(max(2.5, 7 * k)))
    board.lay(INK, filled([put(circle(118 + look * 9, -340, 12))]))


def _cap(board: Board, put: Callable[[Path], Path], nib: Tool) -> None:
    crown = put(smooth(trace("10 -380, 2 -440, 80 -470, 180 -440, 176 -384, 90 -372"), closed=True))
    board.lay(INK, filled([crown]))
    outline(board, crown, INK, nib)
    peak = put(smooth([(96, -384), (190, -388), (240, -366), (180, -360)], closed=True))
    board.lay(INK, filled([peak]))
    badge = put(circle(112, -412, 18))
    board.lay(PAGE, filled([badge]))


def bus(board: Board, at: Point, k: float, *, number: str = "43", tint: tuple[int, int, int] = PAGE) -> None:
    """The number 43, seen from its side, its front at the right; lower left corner at `at`."""

    def put(path: Path) -> Path:
        return moved(scaled(path, k), *at)

    nib = HEAVY.sized(max(4, 10 * k))
    shell = put(rounded(0, -330, 640, -40, 36))
    board.lay(tint, filled([shell]))
    outline(board, shell, INK, nib)
    for i in range(4):
        pane = put(rounded(30 + 120 * i, -290, 130 + 120 * i, -180, 12))
        board.lay(INK, filled([pane]))
        draw(board, [put([(50 + 120 * i, -200), (90 + 120 * i, -270)])], PAGE, nib.sized(max(2, 6 * k)))
    door = put(box(530, -290, 600, -60))
    outline(board, door, INK, nib)
    draw(board, [put([(565, -290), (565, -60)]), put([(20, -130), (510, -130)])], INK, nib)
    for x in (140, 480):
        board.lay(INK, filled([put(circle(x, -36, 52))]))
        board.lay(PAGE, filled([put(circle(x, -36, 20))]))
    sign = put(box(180, -380, 330, -320))
    board.lay(PAGE, filled([sign]))
    outline(board, sign, INK, nib)
    say(board, [number], (put([(255, -372)])[0]), 44 * k, tool=nib.sized(max(2.5, 8 * k)))


def stop_sign(board: Board, foot: Point, k: float, *, tint: tuple[int, int, int] = PAGE) -> None:
    """A bus stop: a pole and a round sign."""
    x, y = foot
    nib = HEAVY.sized(max(4, 11 * k))
    draw(board, [[(x, y), (x, y - 620 * k)], [(x - 40 * k, y), (x + 40 * k, y)]], INK, nib.sized(max(5, 17 * k)))
    board.lay(tint, filled([circle(x, y - 690 * k, 92 * k)]))
    outline(board, circle(x, y - 690 * k, 92 * k), INK, nib)
    bar = box(x - 118 * k, y - 716 * k, x + 118 * k, y - 660 * k)
    board.lay(PAGE, filled([bar]))
    outline(board, bar, INK, nib)
    say(board, ["BUS"], (x, y - 709 * k), 40 * k, tool=nib.sized(max(2.5, 8 * k)))


def rain(
    board: Board, frame: Path, gap: float, angle: float, tint: tuple[int, int, int], tool: Tool, share: float = 0.5
) -> None:
    """Rain: short slanting strokes inside a frame."""
    lines: list[Path] = []
    for line in hatched(frame, board.rng, gap, angle, 0.4):
        t = board.rng.uniform(0, 0.08)
        while t < 1:
            step = board.rng.uniform(0.03, 0.09)
            if board.rng.random() < share:
                lines.append([between(line[0], line[1], t), between(line[0], line[1], min(1, t + step))])
            t += step * 1.6
    draw(board, lines, tint, tool, filled([frame]))
