"""Two screens of a game about a frog, as its maker's computer showed them."""

from __future__ import annotations

from PIL import Image

from .board import Board
from .picture import LANDSCAPE, Picture
from .texture import colour

PIXEL = 20


def _pixels(board: Board, rows: tuple[str, ...], at: tuple[int, int], inks: dict[str, str], size: int = PIXEL) -> None:
    """Paint a little picture of squares; a dot is see-through."""
    for r, row in enumerate(rows):
        for c, key in enumerate(row):
            if key != ".":
                board.image.paste(
                    colour(inks[key]),
                    (at[0] + c * size, at[1] + r * size, at[0] + (c + 1) * size, at[1] + (r + 1) * size),
                )


FROG = (
    "..ww....ww..",
    ".wkkw..wkkw.",
    ".gwwggggwwg.",
    ".gggggggggg.",
    "gggggggggggg",
    "ggrggggggrgg",
    "gggrrrrrrggg",
    ".gggggggggg.",
    "ggdggddggdgg",
    "gg.gg..gg.gg",
)
LILY = ("...ggggg...", ".ggGggGggg.", "gggGgGgg...", "ggggGgg....", "gggGgGgggg.", ".ggGggGggg.", "...ggggg...")
LOG = (
    ".bbbbbbbbbbbbbb.",
    "bBbbbbBBbbbbbbyy",
    "bbbBbbbbbbBbbyyb",
    "bbbbbbBbbbbbbyyb",
    "bBBbbbbbbBbbbbyy",
    ".bbbbbbbbbbbbbb.",
)
PIKE = (
    "....................oo..",
    "....oooooooooooo...ooo..",
    "..ooowoooooooooooooooo..",
    ".ooowkoooOOoooOOooooo...",
    "ooooooooooooooooooooo...",
    "wrwrwrooOOoooOOooooooo..",
    ".oooooooooooooooo..ooo..",
    "....oooooooooo......oo..",
)
HEART = (".rr.rr.", "rwrrrrr", "rrrrrrr", ".rrrrr.", "..rrr..", "...r...")
REED = ("..b..", ".bbb.", ".bbb.", ".bbb.", "..g..", "g.g..", "g.g.g", ".gg.g", "..ggg", "..g..", "..g..")
FONT = {
    "S": ("xxx", "x..", "xxx", "..x", "xxx"),
    "C": ("xxx", "x..", "x..", "x..", "xxx"),
    "O": ("xxx", "x.x", "x.x", "x.x", "xxx"),
    "R": ("xx.", "x.x", "xx.", "x.x", "x.x"),
    "E": ("xxx", "x..", "xx.", "x..", "xxx"),
    "0": ("xxx", "x.x", "x.x", "x.x", "xxx"),
    "M": ("x...x", "xx.xx", "x.x.x", "x...x", "x...x"),
    "I": ("x", "x", "x", "x", "x"),
    "N": ("x..x", "xx.x", "x.xx", "x..x", "x..x"),
    "D": ("xx.", "x.x", "x.x", "x.x", "xx."),
    "T": ("xxx", ".x.", ".x.", ".x.", ".x."),
    "H": ("x.x", "x.x", "xxx", "x.x", "x.x"),
    "P": ("xxx", "x.x", "xxx", "x..", "x.."),
    "K": ("x.x", "x.x", "xx.", "x.x", "x.x"),
    "!": ("x", "x", "x", ".", "x"),
    "2": ("xxx", "..x", "xxx", "x..", "xxx"),
    "4": ("x.x", "x.x", "xxx", "..x", "..x"),
    " ": ("..", "..", "..", "..", ".."),
}


def _pixel_words(board: Board, text: str, at: tuple[int, int], size: int, tint: str) -> None:
    x = at[0]
    for letter in text:
        _pixels(board, FONT[letter], (x, at[1]), {"x": tint}, size)
        x += (len(FONT[letter][0]) + 1) * size


def game_1(board: Board) -> None:
    """The first version: everything is a rectangle, and nothing scores."""
    board.image = Image.new("RGB", board.size, colour("2f6fd0"))
    board.image.paste(colour("3fbf4a"), (740, 980, 860, 1100))
    board.image.paste(colour("8a8f96"), (200, 360, 640, 460))
    board.image.paste(colour("8a8f96"), (960, 660, 1400, 760))
    _pixel_words(board, "SCORE 0", (60, 60), 14, "ffffff")


def game_2(board: Board) -> None:
    """Later: a real frog, lily pads, two rows of logs, three hearts, and a warning."""
    board.image = Image.new("RGB", board.size, colour("1f5f8f"))
    for y in range(0, 1200, 40):
        for x in range((y // 40 * 60) % 140, 1600, 140):
            board.image.paste(colour("2f76a8"), (x, y, x + 60, y + 20))
    board.image.paste(colour("4f9a3f"), (0, 0, 1600, 160))
    board.image.paste(colour("4f9a3f"), (0, 1060, 1600, 1200))
    for x in range(0, 1600, 80):
        board.image.paste(colour("6fbf4f"), (x + (x // 80 % 3) * 20, 140, x + 40 + (x // 80 % 3) * 20, 180))
        board.image.paste(colour("6fbf4f"), (x, 1040, x + 40, 1060))
    inks = {
        "g": "3fae4a",
        "G": "2a7f38",
        "b": "8a5a34",
        "B": "6b4224",
        "y": "d9b27c",
        "o": "7f8f4a",
        "O": "5f6f34",
        "w": "ffffff",
        "k": "1b1b1f",
        "r": "e0402f",
        "d": "2a7f38",
    }
    for x in (60, 660, 1260):
        _pixels(board, LOG, (x, 240), inks)
    for x in (-120, 420, 960, 1500):
        _pixels(board, LOG, (x, 460), inks)
    for k in range(3):
        for y in (270, 300, 330):
            board.image.paste(colour("a9d3e6"), (20 + 600 * k, y, 50 + 600 * k, y + 8))
    for x, y in ((140, 860), (560, 700), (1040, 880), (1340, 700)):
        _pixels(board, LILY, (x, y), inks)
    _pixels(board, PIKE, (700, 640), inks, 18)
    _pixels(board, FROG, (1030, 820), inks | {"g": "7fd04a", "d": "4f9a2f", "r": "b5302a"})
    for x in (30, 1480):
        _pixels(board, REED, (x, 840), {"b": "6b4224", "g": "3f8a3a"})
    for k in range(3):
        _pixels(board, HEART, (1180 + 130 * k, 24), {"r": "e0402f", "w": "ffc9c0"}, 16)
    _pixel_words(board, "SCORE 240", (40, 34), 14, "ffffff")
    board.image.paste(colour("6b4224"), (380, 1080, 400, 1190))
    board.image.paste(colour("d9b27c"), (120, 1076, 700, 1166))
    _pixel_words(board, "MIND THE PIKE!", (146, 1094), 11, "4a2a14")


PICTURES = [
    Picture("noah-t6r1", "game-screen-1.png", game_1, LANDSCAPE, colours=8),
    Picture("noah-t6r1", "game-screen-2.png", game_2, LANDSCAPE, colours=32),
]
