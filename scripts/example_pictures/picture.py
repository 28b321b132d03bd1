"""One picture of the example school, and how it becomes a file."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path as FilePath
from random import Random

from PIL import Image

from .board import Board
from .texture import Size

Drawing = Callable[[Board], None]
LANDSCAPE: Size = (1600, 1200)
PORTRAIT: Size = (1200, 1600)
SQUARE: Size = (1400, 1400)
FACE: Size = (900, 900)

_UPRIGHT, _LIES_LEFT, _UPSIDE_DOWN, _LIES_RIGHT = 1, 6, 3, 8
_TURNS = {
    _LIES_LEFT: Image.Transpose.ROTATE_90,
    _UPSIDE_DOWN: Image.Transpose.ROTATE_180,
    _LIES_RIGHT: Image.Transpose.ROTATE_270,
}
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class Picture:
    """Who made it, what it is called, how large it is and who draws it.

    `orientation` is an EXIF value: the pixels are stored turned, as a phone held sideways stores them.
    `colours` is how many a PNG keeps, `kilobytes` the most a JPEG may weigh.
    """

    student: str
    file: str
    draw: Drawing
    size: Size = LANDSCAPE
    orientation: int = _UPRIGHT
    colours: int = 48
    kilobytes: int = 175

    @property
    def path(self) -> FilePath:
        """Where it lies under the school's folder of students."""
        return FilePath(self.student, "media", self.file)

    def drawn(self) -> Image.Image:
        """Draw it. The random source is seeded by its name, so it is always the same picture."""
        seed = zlib.crc32(f"{self.student}/{self.file}".encode())
        board = Board(Image.new("RGB", self.size, (250, 247, 240)), Random(seed))
        self.draw(board)
        return board.image

    def encoded(self) -> bytes:
        """Return the file's bytes, in the format its name asks for."""
        image = self.drawn()
        if self.file.endswith(".png"):
            return _png(image, self.colours)
        if self.orientation != _UPRIGHT:
            image = image.transpose(_TURNS[self.orientation])
        form = "WEBP" if self.file.endswith(".webp") else "JPEG"
        return _lossy(image, form, self.orientation, self.kilobytes)


def _png(image: Image.Image, colours: int) -> bytes:
    flat = image.quantize(colours, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE)
    out = io.BytesIO()
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def _lossy(image: Image.Image, form: str, orientation: int, kilobytes: int) -> bytes:
    """Return the best quality, from 84 downwards, that stays within the weight."""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    packed = b""
    for quality in (84, 78, 72, 66, 60, 54, 48):
        out = io.BytesIO()
        image.save(out, form, quality=quality, exif=exif.tobytes(), optimize=True, method=4)
        packed = out.getvalue()
        if len(packed) <= kilobytes * 1024:
            break
    return packed
