"""Pages that show how one thought: surds put right, a referee's path, a chess position."""

from __future__ import annotations

from PIL import Image, ImageDraw

from .board import Board, filled
from .charts import FELT, LINE, THIN, say, squared
from .geometry import Path, Point, box, circle, moved, scaled, smooth, spaced, trace, wobbled
from .picture import LANDSCAPE, PORTRAIT, SQUARE, Picture
from .plans import HARD, arrow
from .strokes import Tool, draw, hatched, outline
from .texture import Colour, colour

BIRO = Tool(4.2, swell=0.3, shake=0.6, opaque=True)


def surds_page(board: Board) -> None:
    """An exercise-book page: blue biro, a wrong turning crossed out in red, the right line in a box."""
    squared(board, "fcfcf7", "c9dbe8", 40, margin="e7a9a4")
    blue, red = "22418f", "c8362e"
    for k in range(4):
        pen = ImageDraw.Draw(board.image)
        pen.ellipse((34, 190 + 400 * k, 66, 222 + 400 * k), fill=colour("d9d6cc"))
    say(board, "Surds", (160, 92), 76, blue, tool=BIRO.sized(6))
    draw(board, [wobbled([(156, 190), (420, 188)], board.rng, 2)], colour(blue), BIRO)
    say(board, "1)  Simplify √12", (160, 268), 54, blue, tool=BIRO)
    for k, line in enumerate(("√12 = √4 × √3", "= 2√3")):
        say(board, line, (300 + 155 * k, 368 + 98 * k), 58, blue, tool=BIRO)
    say(board, "2)  Simplify √50", (160, 600), 54, blue, tool=BIRO)
    say(board, "√50 = √25 + √25 = 10", (300, 704), 58, blue, tool=BIRO)
    cross = [wobbled([(290, 742), (1010, 730)], board.rng, 4, 90), wobbled([(296, 720), (1000, 754)], board.rng, 4, 90)]
    draw(board, cross, colour(red), BIRO.sized(6))
    say(board, "No! times, not add", (660, 816), 44, red, tool=BIRO.sized(5), turn=-3)
    say(board, "Check: √50 is about 7.07", (300, 916), 52, blue, tool=BIRO)
    say(board, "10 is too big.", (300, 1010), 52, blue, tool=BIRO)
    say(board, "√50 = √25 × √2", (300, 1124), 58, blue, tool=BIRO)
    say(board, "= 5√2", (455, 1224), 58, blue, tool=BIRO)
    frame = wobbled(box(240, 1352, 960, 1520), board.rng, 4, 120, closed=True)
    draw(board, [frame + frame[:2]], colour(blue), BIRO.sized(7))
    say(board, "√50 = 5√2", (330, 1394), 84, blue, tool=BIRO.sized(8))
    draw(board, [smooth([(1010, 1440), (1040, 1480), (1130, 1370)])], colour("2f8a4f"), BIRO.sized(9))


def ref_positions(board: Board) -> None:
    """A pitch from above: the referee's long S, two assistants, and one place too far away."""
    rng = board.rng
    board.image = Image.new("RGB", board.size, colour("5f9f57"))
    for k in range(10):
        if k % 2:
            board.lay(colour("6bab61"), filled([box(k * 160, 0, k * 160 + 160, 1200)]))
    chalk, tool = colour("f7f7ee"), FELT.sized(10)
    pitch: list[Path] = [
        [*box(90, 100, 1510, 1100), (90, 100)],
        [(800, 100), (800, 1100)],
        [*circle(800, 600, 150), (950, 600)],
    ]
    for x, side in ((90, 1), (1510, -1)):
        pitch += [
            [(x, 340), (x + side * 250, 340), (x + side * 250, 860), (x, 860)],
            [(x, 480), (x + side * 90, 480), (x + side * 90, 720), (x, 720)],
            [(x, 540), (x - side * 40, 540), (x - side * 40, 660), (x, 660)],
        ]
    draw(board, [wobbled(p, rng, 3, 120) for p in pitch], chalk, tool)
    path = smooth(trace("190 980, 360 760, 600 820, 800 640, 960 420, 1180 430, 1400 210"), steps=20)
    stops = spaced(path, 36)
    draw(board, [[a, b] for a, b in zip(stops[::2], stops[1::2], strict=False)], colour("1d2a6b"), FELT.sized(15))
    arrow(board, [stops[-3], stops[-1]], colour("1d2a6b"), FELT.sized(14), 50)
    say(board, "ME", (170, 1010), 50, "1d2a6b", tool=FELT.sized(10), align="centre", wild=1.6)
    for x, y in ((560, 1128), (1040, 66)):
        draw(
            board,
            [[(x - 24, y - 24), (x + 24, y + 24)], [(x + 24, y - 24), (x - 24, y + 24)]],
            colour("e4412f"),
            FELT.sized(14),
        )
    say(board, "ASSISTANT", (620, 1120), 40, "fff6d8", tool=FELT, wild=1.4)
    say(board, "ASSISTANT", (1100, 34), 40, "fff6d8", tool=FELT, wild=1.4)
    spot = wobbled(circle(1290, 880, 84), rng, 5, 60, closed=True)
    draw(board, [spot + spot[:6]], colour("f4d53c"), FELT.sized(13))
    board.lay(colour("e4412f"), filled([circle(1290, 880, 20)]))
    say(board, "too far away", (1110, 990), 62, "f4d53c", tool=FELT.sized(11), align="centre", wild=1.5)
    gap = spaced([(1000, 430), (1240, 810)], 22)
    draw(board, [[a, b] for a, b in zip(gap[::2], gap[1::2], strict=False)], colour("f4d53c"), FELT)
    say(board, "38 m?", (1150, 600), 46, "f4d53c", tool=FELT, wild=1.5)


PIECES: dict[str, list[list[Point]]] = {
    "p": [
        circle(50, 30, 15),
        [(38, 44), (62, 44), (66, 52), (34, 52)],
        [(42, 52), (58, 52), (68, 84), (32, 84)],
        [(24, 84), (76, 84), (76, 94), (24, 94)],
    ],
    "r": [
        trace(
            "26 14, 38 14, 38 24, 45 24, 45 14, 55 14, 55 24, 62 24, 62 14, 74 14, "
            "74 36, 66 42, 66 74, 74 84, 26 84, 34 74, 34 42, 26 36"
        ),
        [(20, 84), (80, 84), (80, 94), (20, 94)],
    ],
    "q": [
        trace("14 28, 30 58, 34 18, 46 56, 50 12, 54 56, 66 18, 70 58, 86 28, 76 80, 24 80"),
        circle(14, 25, 6),
        circle(34, 15, 6),
        circle(50, 10, 6),
        circle(66, 15, 6),
        circle(86, 25, 6),
        [(22, 84), (78, 84), (78, 94), (22, 94)],
    ],
    "k": [
        trace("46 4, 54 4, 54 12, 62 12, 62 20, 54 20, 54 30, 46 30, 46 20, 38 20, 38 12, 46 12"),
        smooth(trace("50 40, 30 32, 12 44, 18 62, 26 80, 74 80, 82 62, 88 44, 70 32"), closed=True),
        [(22, 84), (78, 84), (78, 94), (22, 94)],
    ],
}


def chess_position(board: Board) -> None:
    """White's rook goes to e8: look before you take."""
    step, left = 152, 92
    board.image = Image.new("RGB", board.size, colour("f4eee1"))
    for row in range(8):
        for column in range(8):
            square = box(left + column * step, left + row * step, left + (column + 1) * step, left + (row + 1) * step)
            board.lay(colour("b98d63") if (row + column) % 2 else colour("efdfc2"), filled([square], 2))
            if (row + column) % 2:
                draw(
                    board, hatched(square, board.rng, 13, 38, 0.1), colour("a97c52"), HARD.sized(3), filled([square], 2)
                )
    outline(board, box(left, left, left + 8 * step, left + 8 * step), colour("4a3322"), FELT)
    for k in range(8):
        say(
            board,
            "abcdefgh"[k],
            (left + step * (k + 0.5), left + 8 * step + 18),
            36,
            "4a3322",
            tool=LINE,
            align="centre",
            wild=0.3,
        )
        say(
            board,
            str(8 - k),
            (left - 40, left + step * (k + 0.5) - 18),
            36,
            "4a3322",
            tool=LINE,
            align="centre",
            wild=0.3,
        )
    for spot in ("kg1", "re1", "qd3", "pf2", "pg2", "ph2"):
        _piece(board, spot, colour("fdfaf2"), colour("2a211b"), (left, step))
    for spot in ("kg8", "rd8", "qb6", "pf7", "pg7", "ph6"):
        _piece(board, spot, colour("2e2723"), colour("efe4d0"), (left, step))
    x = left + step * 4.5
    arrow(board, [(x, left + step * 6.95), (x, left + step * 0.5)], colour("b8322a"), FELT.sized(17), 58)


def _piece(board: Board, spot: str, body: Colour, edge: Colour, grid: tuple[int, int]) -> None:
    left, step = grid
    x = left + ("abcdefgh".index(spot[1])) * step
    y = left + (8 - int(spot[2])) * step
    k = step / 100 * 0.92
    shapes = [moved(scaled(shape, k), x + step * 0.04, y + step * 0.035) for shape in PIECES[spot[0]]]
    board.lay(colour("2a211b"), filled([scaled(s, 1.0) for s in shapes]).blurred(1.2))
    for shape in shapes:
        board.lay(body, filled([shape]))
    draw(board, [s + s[:1] for s in shapes], colour("2a211b") if body[0] > 128 else edge, THIN.sized(3.4))


PICTURES = [
    Picture("amina-x3f9", "surds-page.png", surds_page, PORTRAIT, colours=24),
    Picture("ben-7k2q", "ref-positions.png", ref_positions, LANDSCAPE, colours=24),
    Picture("daryna-q2v7", "chess-position.png", chess_position, SQUARE, colours=24),
]
