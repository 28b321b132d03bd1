"""Noah T’s film: a marble run that is as slow as he can make it, filmed with the phone held the tall way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from example_pictures.board import Board
from example_pictures.geometry import Path, Point, between, box, circle, rounded
from example_pictures.lettering import lettered
from example_pictures.paint import cut, felt, gouache, wall
from example_pictures.strokes import MARKER, draw
from example_pictures.texture import colour, mixed
from PIL import Image

from . import voices
from .sound import Samples, finished, put, room
from .sounds import knock, rolling
from .speech import Cue, Line, Speech
from .stage import Film, Pen, Script, dot, filmed, moments, painted

SIZE = (360, 640)
_R = 19
_RAMPS: tuple[tuple[Point, Point], ...] = (
    ((96, 190), (590, 282)),
    ((624, 372), (130, 464)),
    ((96, 554), (590, 646)),
    ((624, 736), (130, 828)),
    ((96, 918), (590, 1010)),
)
_CUP: Point = (640, 1176)
_NORMAL, _BUMPY, _FELT = (0, 1), (2, 3), (4,)
_ROUGHNESS = {0: 0.35, 1: 0.4, 2: 1.0, 3: 1.0, 4: 0.04}


def shot(speech: Speech) -> Film:
    """Return the film; the marble comes to each ramp when Noah says so."""
    times = _times(speech.cues)
    return Film(SIZE, _frames(speech, times), _heard(speech, times))


def _times(cues: tuple[Cue, ...]) -> list[float]:
    """When the marble comes onto each ramp, and at the end into the cup."""
    go, bumpy, slow, cup = cues[0].end - 0.25, cues[2].start, cues[3].start + 0.3, cues[4].start - 0.25
    return [go, (go + bumpy) / 2, bumpy, (bumpy + slow) / 2, slow, cup]


def _frames(speech: Speech, times: list[float]) -> Iterator[Image.Image]:
    background = painted("marble run", SIZE, _wall_of_ramps)
    for t in moments(speech.seconds):
        at, before = _marble(times, t), _marble(times, t - 0.05)

        def add(image: Image.Image, pen: Pen, at: Point = at, before: Point = before) -> None:
            for share, strength in ((0.0, 40), (0.5, 70)):
                x, y = between(before, at, share)
                pen.ellipse((x - _R, y - _R, x + _R, y + _R), fill=(40, 70, 140, strength))
            _glass(pen, at)
            _front_of_the_cup(pen)

        yield filmed(background, add)


def _marble(times: list[float], t: float) -> Point:
    """Where the middle of the marble is: it waits, rolls ever faster down each ramp, drops, and lies in the cup."""
    if t < times[0]:
        return _lifted(_RAMPS[0][0])
    for number, (start, end) in enumerate(pairwise(times)):
        if t < end:
            return _on_ramp(number, (t - start) / (end - start), fall=min(0.3, 0.24 / (end - start)))
    return _CUP


def _on_ramp(number: int, share: float, fall: float) -> Point:
    start, end = _RAMPS[number]
    if share < 1 - fall:
        power = 1.05 if number in _FELT else 1.5
        x, y = _lifted(between(start, end, (share / (1 - fall)) ** power))
        bump = abs((x / 26) % 2 - 1) * 9 if number in _BUMPY else 0
        return x, y - bump
    down = (share - 1 + fall) / fall
    low = _lifted(_RAMPS[number + 1][0]) if number + 1 < len(_RAMPS) else _CUP
    x, y = _lifted(end)
    return x + (low[0] - x) * down, y + (low[1] - y) * down * down


def _lifted(p: Point) -> Point:
    return p[0], p[1] - _R - 12


def _glass(pen: Pen, at: Point) -> None:
    x, y = at
    dot(pen, at, _R, colour("2f5fa8"))
    dot(pen, (x + 3, y + 4), _R * 0.7, colour("4a86cf"))
    pen.arc((x - 12, y - 12, x + 12, y + 12), 30, 150, fill=colour("e8b13d"), width=5)
    dot(pen, (x - 6, y - 8), 5, (240, 248, 255))


def _front_of_the_cup(pen: Pen) -> None:
    x, y = _CUP
    pen.polygon([(x - 62, y - 34), (x + 62, y - 34), (x + 50, y + 46), (x - 50, y + 46)], fill=colour("d9573f"))
    pen.polygon([(x - 60, y - 22), (x + 60, y - 22), (x + 58, y - 8), (x - 58, y - 8)], fill=colour("f0e7d6"))


def _wall_of_ramps(board: Board) -> None:
    wall(board, colour("c7d3d6"))
    gouache(board, box(30, 120, 690, 1270), colour("bd9466"), angle=90, streak=0.1)
    for number, (start, end) in enumerate(_RAMPS):
        _ramp(board, number, start, end)
    for words, at in (("normal", (250, 330)), ("bumpy", (262, 690)), ("felt", (280, 1056))):
        draw(board, lettered(words, at, 46, board.rng, wild=1.8), colour("3b2f25"), MARKER.sized(7))
    draw(board, lettered("SLOW", (190, 30), 78, board.rng, wild=1.4), colour("2f5fa8"), MARKER.sized(13))
    x, y = _CUP
    gouache(board, [(x - 62, y - 34), (x + 62, y - 34), (x + 50, y + 46), (x - 50, y + 46)], colour("a83f2c"))


def _ramp(board: Board, number: int, start: Point, end: Point) -> None:
    tint = colour(("e3c558", "e3c558", "dd8a4e", "dd8a4e", "6f9e6a")[number])
    strip: Path = [start, end, (end[0], end[1] + 22), (start[0], start[1] + 22)]
    if number in _FELT:
        felt(board, strip, tint)
    else:
        cut(board, strip, tint)
    if number in _BUMPY:
        for k in range(1, 12):
            x, y = between(start, end, k / 12)
            cut(board, circle(x, y, 9), mixed(tint, (90, 50, 20), 0.3), lift=2)
    for x, y in (start, end):
        cut(board, rounded(x - 16, y + 4, x + 16, y + 34, 5), colour("f1ead7"), lift=2)


def _heard(speech: Speech, times: list[float]) -> Samples:
    rng = Random(77)
    sound = room(speech.seconds, rng)
    put(sound, speech.sound, 0)
    for number, (start, end) in enumerate(pairwise(times)):
        put(sound, rolling(end - start - 0.12, rng, _ROUGHNESS[number]), start, 0.16)
        put(sound, knock(420 - 30 * number), end - 0.03, 0.3)
    put(sound, knock(900, 0.2), times[-1], 0.35)
    return finished(sound)


SCRIPT = Script(
    (
        Line("Ready? Go!", 0.5),
        Line("The top bit is normal. Fast is easy.", 0.3),
        Line("Now it’s bumpy, it has to climb.", 0.3),
        Line("And this is felt, off my mum’s sewing. It goes like a snail with a bad leg.", 0.5),
        Line("In the cup! Eleven seconds. The first one took two.", 0.5),
        Line("Next I want a bit where it goes up."),
    ),
    voices.NOAH_T,
    shot,
)
