"""Grace’s introduction: her café table, laid piece by piece in cut paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from random import Random

from example_pictures.board import Board
from example_pictures.geometry import Point, blob, box, circle, ellipse, moved, rounded
from example_pictures.lettering import lettered
from example_pictures.paint import cut, wall
from example_pictures.strokes import MARKER, draw
from example_pictures.texture import colour
from PIL import Image

from . import voices
from .encoding import FRAMES_A_SECOND
from .sound import finished, put, room
from .sounds import cup, knock
from .speech import Line, Speech
from .stage import FINE, Film, Script, eased, moments, painted

SIZE = (640, 360)
_SLIDE = 0.5  # seconds that a piece of paper takes to its place
_STEP = 2  # frames: moved by hand, as in all stop-motion


def shot(speech: Speech) -> Film:
    """Return the film; each thing comes to the table with its words, below the sign, where her face is already."""
    sound = room(speech.seconds, Random(8))
    put(sound, speech.sound, 0)
    for cue, noise in ((2, cup()), (3, knock(300)), (4, knock(520))):
        put(sound, noise, speech.cues[cue].start + _SLIDE - 0.1, 0.3)
    return Film(SIZE, _frames(speech), finished(sound))


def _frames(speech: Speech) -> Iterator[Image.Image]:
    table = painted("table", SIZE, _table)
    arrivals = [(cue.start - 0.15, lay) for cue, lay in zip(speech.cues[2:], _PIECES, strict=True)]
    for number, t in enumerate(moments(speech.seconds)):
        while arrivals and t >= arrivals[0][0] + _SLIDE:
            table = _with(table, arrivals.pop(0)[1], 0)
        step = (number - number % _STEP) / FRAMES_A_SECOND
        frame = _with(table, _face, _nod(speech, step))
        if arrivals and step >= arrivals[0][0]:
            frame = _with(frame, arrivals[0][1], 1 - eased((step - arrivals[0][0]) / _SLIDE))
        yield frame.reduce(FINE)


def _nod(speech: Speech, t: float) -> float:
    """How far the paper face is from its place: it nods while she speaks."""
    speaks = any(cue.start <= t < cue.end for cue in speech.cues)
    return 0.035 * abs(math.sin(t * 4.2)) if speaks else 0.0


def _with(table: Image.Image, lay: Callable[[Board, float], None], away: float) -> Image.Image:
    board = Board(table.copy(), Random(5))
    lay(board, away)
    return board.image


def _table(board: Board) -> None:
    wall(board, colour("f3e6d2"))
    for k in range(-1, 9):
        cut(board, box(k * 160, -20, k * 160 + 78, 760), colour("e2856e"), lift=1)
    cut(board, box(-20, -20, 1300, 96), colour("4e6e68"), lift=4)
    cut(board, rounded(330, 40, 950, 262, 26), colour("fdf8ec"))
    draw(board, lettered("HELLO", (640, 88), 128, board.rng, wild=1.2, align="centre"), colour("c4452f"), MARKER)


def _face(board: Board, away: float) -> None:
    x, y = 186.0, 470 + 420 * away
    cut(board, ellipse(x, y - 22, 112, 104), colour("3a2a22"))
    for k in (-104, -78, 78, 104):
        cut(board, rounded(x + k - 13, y - 40, x + k + 13, y + 168 - abs(k) / 2, 12), colour("3a2a22"), lift=2)
    cut(board, ellipse(x, y + 12, 88, 98), colour("8d5a3b"))
    for side in (-1, 1):
        cut(board, circle(x + side * 34, y - 6, 10), colour("2a1c16"), lift=1)
    smile = [(x + 44 * math.cos(a), y + 30 + 30 * math.sin(a)) for a in (k * math.pi / 16 for k in range(17))]
    cut(board, smile, colour("fbf3e4"), lift=1)


def _tea(board: Board, away: float) -> None:
    x, y = 520.0, 520 + 320 * away
    cut(board, ellipse(x, y, 170, 96), colour("fdf8ec"))
    cut(board, circle(x + 104, y - 34, 44), colour("3f7f8c"), lift=3)
    cut(board, circle(x + 104, y - 34, 24), colour("fdf8ec"), lift=1)
    cut(board, ellipse(x, y - 30, 108, 92), colour("3f7f8c"))
    cut(board, ellipse(x, y - 50, 88, 58), colour("9a5b2e"), lift=2)
    for k in (0, 1):
        cut(board, box(x - 150 + k * 40, y + 28 - k * 12, x - 120 + k * 40, y + 58 - k * 12), colour("ffffff"), lift=3)


def _scone(board: Board, away: float) -> None:
    x, y = 880.0 + 520 * away, 524.0
    cut(board, ellipse(x, y, 158, 92), colour("cfdcc9"))
    cut(board, moved(blob(0, 0, 86, 66, Random(9), 0.08), x - 14, y - 18), colour("d9a45c"))
    cut(board, moved(blob(0, 0, 58, 40, Random(10), 0.14), x - 10, y - 34), colour("a92f3c"), lift=2)
    cut(board, moved(blob(0, 0, 34, 22, Random(11), 0.14), x - 8, y - 48), colour("fffaf0"), lift=2)


def _menu(board: Board, away: float) -> None:
    x = 1150.0 + 260 * away
    corners: list[Point] = [(x - 92, 300), (x + 84, 282), (x + 96, 560), (x - 80, 578)]
    cut(board, corners, colour("fdf8ec"))
    for k, tint in enumerate(("3f7f8c", "9a5b2e", "d9a45c")):
        cut(board, circle(x - 44, 356 + k * 78, 24), colour(tint), lift=2)
        cut(board, box(x - 4, 348 + k * 78, x + 58, 362 + k * 78), colour("4e6e68"), lift=1)


_PIECES = (_tea, _scone, _menu)

SCRIPT = Script(
    (
        Line("Hello! Come in. Sit down.", 0.6),
        Line("I am Grace. I am the boss of hello.", 0.6),
        Line("Tea. Two sugars. He says one.", 0.5),
        Line("A scone. I made it. Push, lift.", 0.5),
        Line("Now you. What would you like?"),
    ),
    voices.GRACE,
    shot,
)
