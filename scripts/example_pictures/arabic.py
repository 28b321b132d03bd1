"""A few joined Arabic letters as pen strokes, enough for the labels in Layla's pictures.

Each piece starts on the base line at x = 0 and runs to the left; its width says where the next one joins.
"""

from __future__ import annotations

from random import Random

from .geometry import Path, Point, smooth

_Piece = tuple[float, list[list[Point]], list[Point]]

ALIF = 1.0
PIECES: dict[str, _Piece] = {
    # name: width, strokes, dots
    "alif": (0.34, [[(-0.1, -ALIF), (-0.12, 0.02)]], []),
    "lam-": (0.5, [[(-0.12, -ALIF), (-0.14, -0.1), (-0.22, 0.0), (-0.5, 0.0)]], []),
    "-lam-": (0.4, [[(0.0, 0.0), (-0.16, 0.0)], [(-0.16, -ALIF), (-0.18, -0.08), (-0.24, 0.0), (-0.4, 0.0)]], []),
    "-noon-": (0.36, [[(0.0, 0.0), (-0.14, 0.0), (-0.16, -0.26), (-0.19, -0.02), (-0.36, 0.0)]], [(-0.17, -0.5)]),
    "-ta-": (
        0.38,
        [[(0.0, 0.0), (-0.16, 0.0), (-0.18, -0.26), (-0.21, -0.02), (-0.38, 0.0)]],
        [(-0.1, -0.5), (-0.28, -0.52)],
    ),
    "-fa-": (
        0.5,
        [
            smooth(
                [
                    (0.0, 0.0),
                    (-0.2, -0.02),
                    (-0.38, -0.14),
                    (-0.36, -0.32),
                    (-0.22, -0.34),
                    (-0.16, -0.2),
                    (-0.26, -0.02),
                    (-0.5, 0.0),
                ],
                steps=5,
            )
        ],
        [(-0.26, -0.58)],
    ),
    "-jeem-": (0.56, [[(0.0, 0.0), (-0.56, 0.0)], [(-0.44, -0.34), (-0.3, -0.3), (-0.04, -0.01)]], [(-0.3, 0.26)]),
    "-kha-": (0.56, [[(0.0, 0.0), (-0.56, 0.0)], [(-0.44, -0.34), (-0.3, -0.3), (-0.04, -0.01)]], [(-0.3, -0.58)]),
    "-dal": (
        0.5,
        [[(0.0, 0.0), (-0.14, -0.02)], smooth([(-0.1, -0.36), (-0.2, -0.1), (-0.24, 0.02), (-0.46, 0.02)], steps=5)],
        [],
    ),
    "ra": (0.46, [smooth([(-0.08, -0.22), (-0.12, 0.06), (-0.24, 0.24), (-0.46, 0.34)], steps=5)], []),
    "-ra": (0.5, [smooth([(0.0, 0.0), (-0.14, 0.02), (-0.2, 0.14), (-0.32, 0.28), (-0.52, 0.36)], steps=5)], []),
    "zay": (0.5, [smooth([(-0.08, -0.22), (-0.12, 0.06), (-0.24, 0.24), (-0.46, 0.34)], steps=5)], [(-0.1, -0.48)]),
    "ayn-": (
        0.6,
        [
            smooth([(-0.06, -0.4), (-0.24, -0.5), (-0.36, -0.34), (-0.28, -0.14), (-0.1, -0.02)], steps=5),
            [(-0.1, -0.02), (-0.3, 0.0), (-0.6, 0.0)],
        ],
        [],
    ),
    "-waw": (
        0.66,
        [
            smooth(
                [
                    (0.0, 0.0),
                    (-0.22, -0.04),
                    (-0.34, -0.2),
                    (-0.24, -0.34),
                    (-0.12, -0.22),
                    (-0.2, -0.04),
                    (-0.38, 0.0),
                ],
                steps=5,
            ),
            smooth([(-0.34, -0.16), (-0.37, 0.08), (-0.48, 0.3), (-0.8, 0.4)], steps=5),
        ],
        [],
    ),
    "teh": (
        0.5,
        [
            smooth(
                [
                    (-0.22, -0.44),
                    (-0.4, -0.24),
                    (-0.42, -0.04),
                    (-0.24, 0.02),
                    (-0.1, -0.1),
                    (-0.16, -0.3),
                    (-0.26, -0.42),
                ],
                steps=5,
            )
        ],
        [(-0.16, -0.66), (-0.34, -0.66)],
    ),
    "yeh": (
        0.8,
        [
            smooth(
                [
                    (-0.14, -0.26),
                    (-0.34, -0.34),
                    (-0.42, -0.18),
                    (-0.2, -0.04),
                    (-0.16, 0.14),
                    (-0.42, 0.28),
                    (-0.74, 0.16),
                    (-0.78, -0.06),
                ],
                steps=5,
            )
        ],
        [(-0.36, 0.5), (-0.54, 0.5)],
    ),
    "space": (0.36, [], []),
}

NUCLEUS = ("alif", "lam-", "-noon-", "-waw", "alif", "teh")
CELL_WALL = ("alif", "lam-", "-jeem-", "-dal", "alif", "ra", "space", "alif", "lam-", "-kha-", "-lam-", "-waw", "yeh")
VACUOLE = ("alif", "lam-", "-fa-", "-jeem-", "-waw", "teh")
ZAATAR = ("zay", "ayn-", "-ta-", "-ra")


def arabic_width(word: tuple[str, ...], size: float) -> float:
    """Return how wide a word will be."""
    return sum(PIECES[name][0] for name in word) * size


def arabic(word: tuple[str, ...], right: Point, size: float, rng: Random, wild: float = 1.0) -> list[Path]:
    """Return the strokes of a word; `right` is where it starts, on the base line at the right."""
    paths: list[Path] = []
    x, y = right
    shake = 0.012 * wild

    def put(point: Point) -> Point:
        return x + (point[0] + rng.uniform(-shake, shake)) * size, y + (point[1] + rng.uniform(-shake, shake)) * size

    for name in word:
        width, strokes, dots = PIECES[name]
        paths.extend([put(p) for p in stroke] for stroke in strokes)
        paths.extend([put(dot), put((dot[0] + 0.03, dot[1] + 0.03))] for dot in dots)
        x -= width * size
    return paths
