"""Symbols that can be read without reading: a bus, a train, a house, a dog, a horse's head."""

from __future__ import annotations

from .board import Board, filled
from .geometry import Path, Point, arc, box, circle, ellipse, moved, rounded, scaled, smooth, trace
from .strokes import Tool, draw, outline
from .texture import colour

BOLD = Tool(14, swell=0.05, shake=0.6, opaque=True)
FIRM = Tool(10, swell=0.05, shake=0.5, opaque=True)
INK = colour("22262b")
WHITE = colour("fffdf6")


def shape(board: Board, path: Path, tint: str, tool: Tool | None = FIRM) -> None:
    """A filled shape with a firm dark edge."""
    board.lay(colour(tint), filled([path]))
    if tool:
        outline(board, path, INK, tool)


def card(board: Board, frame: tuple[float, float, float, float], tint: str = "fffdf6", r: float = 34) -> None:
    """A card with a firm edge."""
    shape(board, rounded(*frame, r), tint, BOLD)


def small_bus(board: Board, x: float, y: float, k: float) -> None:
    """A bus, its middle at x, y."""
    shape(board, rounded(x - 100 * k, y - 66 * k, x + 100 * k, y + 56 * k, 20 * k), "d9482f")
    for i in range(3):
        shape(
            board, box(x + (-86 + 60 * i) * k, y - 46 * k, x + (-36 + 60 * i) * k, y - 2 * k), "cfe6ee", FIRM.sized(7)
        )
    for dx in (-56, 56):
        shape(board, circle(x + dx * k, y + 58 * k, 26 * k), "3a3d42")


def register(board: Board, x: float, y: float, k: float) -> None:
    """A list with ticks."""
    shape(board, box(x - 76 * k, y - 96 * k, x + 76 * k, y + 96 * k), "f7f2e2")
    shape(board, rounded(x - 34 * k, y - 116 * k, x + 34 * k, y - 82 * k, 10 * k), "8a9096", FIRM.sized(7))
    for i in range(4):
        yy = y + (-52 + 38 * i) * k
        draw(board, [[(x - 12 * k, yy), (x + 58 * k, yy)]], INK, FIRM.sized(8))
        if i < 3:
            draw(
                board,
                [[(x - 58 * k, yy), (x - 46 * k, yy + 13 * k), (x - 26 * k, yy - 16 * k)]],
                colour("2f8a4f"),
                FIRM,
            )


def sums(board: Board, x: float, y: float, k: float) -> None:
    """Maths: counters and a plus."""
    for i in range(3):
        shape(board, circle(x - 66 * k, y + (-62 + 62 * i) * k, 25 * k), "e2a33a", FIRM.sized(8))
    for i in range(2):
        shape(board, circle(x + 66 * k, y + (-31 + 62 * i) * k, 25 * k), "3f79a8", FIRM.sized(8))
    draw(board, [[(x - 28 * k, y), (x + 28 * k, y)], [(x, y - 28 * k), (x, y + 28 * k)]], INK, BOLD)


def small_train(board: Board, x: float, y: float, k: float) -> None:
    """A blue and yellow train seen from the front."""
    shape(
        board,
        [
            (x - 70 * k, y + 60 * k),
            (x - 74 * k, y - 50 * k),
            *arc(x, y - 50 * k, 74 * k, 62 * k, 180, 360, 20),
            (x + 70 * k, y + 60 * k),
        ],
        "2c4f86",
    )
    shape(
        board,
        [(x - 72 * k, y - 6 * k), (x + 72 * k, y - 6 * k), (x + 70 * k, y + 60 * k), (x - 70 * k, y + 60 * k)],
        "f0c93e",
    )
    shape(board, box(x - 52 * k, y - 70 * k, x - 6 * k, y - 20 * k), "cfe6ee", FIRM.sized(7))
    shape(board, box(x + 6 * k, y - 70 * k, x + 52 * k, y - 20 * k), "cfe6ee", FIRM.sized(7))
    for dx in (-42, 42):
        shape(board, circle(x + dx * k, y + 28 * k, 14 * k), "fffdf6", FIRM.sized(7))
    draw(
        board,
        [
            [(x - 92 * k, y + 104 * k), (x - 60 * k, y + 62 * k)],
            [(x + 92 * k, y + 104 * k), (x + 60 * k, y + 62 * k)],
            [(x - 80 * k, y + 88 * k), (x + 80 * k, y + 88 * k)],
        ],
        INK,
        FIRM,
    )


def lunch(board: Board, x: float, y: float, k: float) -> None:
    """A plate, a fork, a spoon, an apple."""
    shape(board, circle(x, y, 62 * k), "fffdf6")
    draw(board, [circle(x, y, 42 * k) + circle(x, y, 42 * k)[:1]], colour("b9b3a5"), FIRM.sized(5))
    shape(board, circle(x, y + 4 * k, 28 * k), "d9482f", FIRM.sized(8))
    draw(board, [smooth([(x, y - 22 * k), (x + 4 * k, y - 36 * k), (x + 14 * k, y - 44 * k)])], colour("4f8a45"), FIRM)
    draw(
        board,
        [
            [(x - 92 * k, y - 76 * k), (x - 92 * k, y + 84 * k)],
            [(x - 106 * k, y - 76 * k), (x - 106 * k, y - 40 * k), (x - 78 * k, y - 40 * k), (x - 78 * k, y - 76 * k)],
            [(x + 92 * k, y - 20 * k), (x + 92 * k, y + 84 * k)],
        ],
        INK,
        FIRM,
    )
    shape(board, ellipse(x + 92 * k, y - 48 * k, 17 * k, 30 * k), "b9c0c4", FIRM.sized(8))


def house(board: Board, x: float, y: float, k: float) -> None:
    """Home, with a chimney."""
    shape(board, box(x + 36 * k, y - 96 * k, x + 60 * k, y - 40 * k), "8a5a44")
    shape(board, box(x - 72 * k, y - 16 * k, x + 72 * k, y + 92 * k), "f0dcb0")
    shape(board, [(x - 96 * k, y - 10 * k), (x, y - 100 * k), (x + 96 * k, y - 10 * k)], "b5432f")
    shape(board, box(x - 20 * k, y + 26 * k, x + 20 * k, y + 92 * k), "2f7a6a", FIRM.sized(8))
    for dx in (-50, 34):
        shape(board, box(x + dx * k, y + 6 * k, x + (dx + 22) * k, y + 30 * k), "cfe6ee", FIRM.sized(6))


def dog(board: Board, x: float, y: float, k: float) -> None:
    """A small patient dog."""
    body = smooth(
        [
            (x - 90 * k, y + 40 * k),
            (x - 80 * k, y - 20 * k),
            (x + 40 * k, y - 30 * k),
            (x + 70 * k, y + 20 * k),
            (x + 64 * k, y + 60 * k),
            (x - 80 * k, y + 64 * k),
        ],
        closed=True,
    )
    for dx in (-70, -40, 30, 56):
        shape(board, box(x + dx * k - 11 * k, y + 40 * k, x + dx * k + 11 * k, y + 110 * k), "a9713f", FIRM.sized(8))
    draw(
        board,
        [smooth([(x - 84 * k, y), (x - 124 * k, y - 30 * k), (x - 118 * k, y - 76 * k)])],
        INK,
        BOLD.sized(22 * k),
    )
    shape(board, body, "b9814a")
    shape(
        board,
        smooth(
            [
                (x + 30 * k, y - 90 * k),
                (x + 80 * k, y - 104 * k),
                (x + 150 * k, y - 60 * k),
                (x + 140 * k, y - 30 * k),
                (x + 60 * k, y - 10 * k),
                (x + 26 * k, y - 40 * k),
            ],
            closed=True,
        ),
        "b9814a",
    )
    shape(
        board,
        smooth(
            [(x + 24 * k, y - 90 * k), (x + 50 * k, y - 96 * k), (x + 46 * k, y - 20 * k), (x + 14 * k, y - 30 * k)],
            closed=True,
        ),
        "7a4f2a",
    )
    board.lay(INK, filled([circle(x + 90 * k, y - 72 * k, 8 * k), ellipse(x + 146 * k, y - 56 * k, 14 * k, 11 * k)]))
    draw(board, [[(x + 24 * k, y - 16 * k), (x + 62 * k, y + 8 * k)]], colour("d9482f"), BOLD)


def waves(board: Board, at: Point, rows: int) -> None:
    x, y = at
    lines = [smooth([(x + 22 * i, y + 24 * row + (7 if i % 2 else -7)) for i in range(5)]) for row in range(rows)]
    draw(board, lines, colour("1f6f9e"), FIRM)


def horse_head(board: Board, x: float, y: float, k: float) -> None:
    """A horse's head and neck, looking right."""

    def put(path: Path) -> Path:
        return moved(scaled(path, k), x, y)

    shape(
        board,
        put(
            smooth(
                trace("-110 130, -90 10, -50 -80, 0 -110, 50 -90, 104 10, 122 50, 96 80, 50 66, 10 30, 0 130"),
                closed=True,
            )
        ),
        "a9683a",
    )
    shape(board, put([(-30, -96), (-20, -146), (6, -104)]), "a9683a")
    draw(
        board,
        [
            put(smooth([(-30 - 14 * i, -96 + 34 * i), (-70 - 12 * i, -80 + 40 * i), (-84 - 8 * i, -40 + 40 * i)]))
            for i in range(5)
        ],
        colour("4a2c1e"),
        BOLD.sized(15),
    )
    board.lay(INK, filled([put(circle(18, -52, 9)), put(circle(100, 50, 6))]))
