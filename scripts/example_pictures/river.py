"""A river in a tray of sand, with flags to time a cork by."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from .board import Board
from .camera import developed, laid_flat, photograph, table, wood
from .kitchen import Lumps
from .lettering import lettered
from .picture import LANDSCAPE, Picture
from .solid import Camera, Face, Vec, slab, surface
from .texture import Colour, colour, mixed, varied


def river_model(board: Board) -> None:
    """Sand in a tray, a bend cut by blue water, and three flags to time a cork by."""
    rng = board.rng
    camera = Camera((4, -88, 72), (0.5, -2, 0), *board.size, lens=1.3)
    table(board, camera, wood((1600, 1100), colour("8fa6a3"), rng, 0, 0.06), (-110, -70, 110, 110))
    photograph(board, camera, _tray(), soft=0.8, texture=0.02)
    waves, fine = Lumps(rng, 14, 0.35), Lumps(rng, 12, 1.3)

    def middle(x: float) -> float:
        return 9.0 * math.sin(x * 0.125 + 0.5) * min(1, (x + 44) / 24)

    def height(x: float, y: float) -> float:
        off = abs(y - middle(x)) / math.sqrt(1 + (1.125 * math.cos(x * 0.125 + 0.5)) ** 2)
        bank = 1 / (1 + math.exp(-(off - 4.3) * 1.5))
        return 2.2 + 2.6 * bank + (0.5 * waves.at((x, y, 0)) + 0.16 * fine.at((x, y, 0))) * bank

    def at(u: float, v: float) -> Vec:
        x, y = -38 + 76 * u, -22 + 44 * v
        return x, y, height(x, y)

    def tint(u: float, v: float) -> Colour:
        x, y, z = at(u, v)
        if z < 2.9:
            ripple = 0.5 + 0.5 * math.sin((x * 1.1 + math.cos((y - middle(x)) * 0.8) * 2.4) * 2)
            return mixed(
                mixed(colour("1f6f9e"), colour("4ba3c4"), ripple * 0.5), colour("d9f0f2"), 0.22 if ripple > 0.93 else 0
            )
        wet = max(0.0, 1 - (z - 2.9) / 1.5)
        return varied(mixed(colour("dcbd85"), colour("9c7a4a"), wet), rng, 12)

    sand = surface(at, 180, 110, tint)
    photograph(board, camera, sand, shadow=0, texture=0.06)
    for letter, (x, off) in {"A": (-26, 6.6), "B": (1, 7.2), "C": (25, -6.6)}.items():
        _flag(board, camera, (x, middle(x) + off, 4.6), letter)
    developed(board)


def _tray() -> list[Face]:
    plastic = colour("c65a3e")
    faces: list[Face] = []
    for a, b in (
        ((-40, -24, 0), (40, -22, 6.2)),
        ((-40, 22, 0), (40, 24, 6.2)),
        ((-40, -22, 0), (-38, 22, 6.2)),
        ((38, -22, 0), (40, 22, 6.2)),
    ):
        faces += slab(a, b, plastic, cuts=(20, 10, 3), gloss=0.25)
    return faces


def _flag(board: Board, camera: Camera, foot: Vec, letter: str) -> None:
    x, y, z = foot
    stick = slab((x - 0.5, y - 0.1, z - 1), (x + 0.5, y + 0.1, z + 11), colour("ddb987"), cuts=(1, 1, 8))
    photograph(board, camera, stick, soft=0.4, shadow=0.5, ground=z - 0.6)
    art = Image.new("RGB", (200, 150), colour("f6efdc"))
    pen = ImageDraw.Draw(art)
    for path in lettered(letter, (100, 30), 88, board.rng, wild=1.4, align="centre"):
        pen.line(path, fill=colour("b3322c"), width=15, joint="curve")
    laid_flat(
        board,
        camera,
        art,
        [(x, y - 0.2, z + 11), (x + 6.6, y - 0.4, z + 10.8), (x + 6.4, y - 0.4, z + 6.2), (x, y - 0.2, z + 6.2)],
    )


PICTURES = [
    Picture("priya-h9w2", "river-model.jpg", river_model, LANDSCAPE),
]
