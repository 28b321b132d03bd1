"""The sheet a picture is made on, and the masks that say where paint goes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .geometry import Path, Point, bounds
from .texture import Colour, Size, clouds, grain, relief

FINE = 3
"""How many times larger a mask is drawn before it is reduced, so that edges come out smooth."""


@dataclass(frozen=True)
class Patch:
    """A grey mask and where its upper left corner lies on the board."""

    mask: Image.Image
    left: int
    top: int

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The rectangle it covers."""
        return self.left, self.top, self.left + self.mask.width, self.top + self.mask.height

    def with_mask(self, mask: Image.Image) -> Patch:
        """Return the same place with another mask of the same size."""
        return Patch(mask, self.left, self.top)

    def blurred(self, radius: float) -> Patch:
        """Return the mask with a soft edge."""
        return self.with_mask(self.mask.filter(ImageFilter.GaussianBlur(radius)))

    def moved(self, dx: float, dy: float) -> Patch:
        """Return the same mask elsewhere."""
        return Patch(self.mask, self.left + round(dx), self.top + round(dy))

    def faded(self, share: float) -> Patch:
        """Return the mask at a share of its strength."""
        return self.with_mask(self.mask.point([min(255, round(v * share)) for v in range(256)]))

    def times(self, other: Image.Image) -> Patch:
        """Return the mask multiplied by a grey picture of the same size."""
        return self.with_mask(ImageChops.multiply(self.mask, other))


class Board:
    """A picture in the making: its pixels, its paper's tooth, and its own random source."""

    def __init__(self, sheet: Image.Image, rng: Random) -> None:
        self.image = sheet
        self.rng = rng

    @property
    def size(self) -> Size:
        """Width and height in pixels."""
        return self.image.size

    @cached_property
    def tooth(self) -> Image.Image:
        """The bumps of the paper that crayon and pencil catch on: even greys, 0 to 255."""
        return grain(self.size, Random(11), 1.15)

    @cached_property
    def pools(self) -> Image.Image:
        """Slow unevenness, where wet paint gathers."""
        return clouds(self.size, Random(23), 150, 4)

    @cached_property
    def bumps(self) -> Image.Image:
        """The light on the paper's surface, for pasting onto cut shapes."""
        return relief(grain(self.size, Random(37), 1.6), None, 1.0, 1)

    def local(self, texture: Image.Image, patch: Patch) -> Image.Image:
        """Return the part of a board-sized texture that lies under a patch."""
        return texture.crop(patch.box)

    def lay(self, tint: Colour, patch: Patch) -> None:
        """Paint opaque colour through a mask."""
        self.image.paste(tint, patch.box, patch.mask)

    def glaze(self, tint: Colour, patch: Patch) -> None:
        """Paint transparent colour through a mask: it darkens what is below, as ink and watercolour do."""
        below = self.image.crop(patch.box)
        above = ImageChops.multiply(below, Image.new("RGB", below.size, tint))
        self.image.paste(above, patch.box, patch.mask)

    def shine(self, tint: Colour, patch: Patch) -> None:
        """Add light through a mask."""
        below = self.image.crop(patch.box)
        above = ImageChops.screen(below, Image.new("RGB", below.size, tint))
        self.image.paste(above, patch.box, patch.mask)

    def place(self, picture: Image.Image, patch: Patch) -> None:
        """Paint another picture, as large as the mask, through it."""
        self.image.paste(picture, patch.box, patch.mask)


def filled(paths: Iterable[Sequence[Point]], pad: int = 8, fine: int = FINE) -> Patch:
    """Return a mask with the paths filled; paths inside each other do not cut holes."""
    shapes = [list(path) for path in paths if len(path) > 2]
    left, top, wide, high = _frame(shapes, pad)
    big = Image.new("L", (wide * fine, high * fine), 0)
    pen = ImageDraw.Draw(big)
    for shape in shapes:
        pen.polygon([((x - left) * fine, (y - top) * fine) for x, y in shape], fill=255)
    return Patch(big.reduce(fine), left, top)


def ringed(outer: Path, inner: Path, pad: int = 8) -> Patch:
    """Return a mask of what lies inside `outer` but not inside `inner`."""
    whole = filled([outer], pad)
    hole = Image.new("L", whole.mask.size, 0)
    cut = filled([inner], 2)
    hole.paste(cut.mask, (cut.left - whole.left, cut.top - whole.top))
    return whole.with_mask(ImageChops.subtract(whole.mask, hole))


def clipped(patch: Patch, clip: Patch) -> Patch:
    """Return the part of a mask that lies inside another."""
    window = Image.new("L", patch.mask.size, 0)
    window.paste(clip.mask, (clip.left - patch.left, clip.top - patch.top))
    return patch.times(window)


def whole(size: Size, mask: Image.Image | None = None) -> Patch:
    """Return a mask over the whole board."""
    return Patch(mask or Image.new("L", size, 255), 0, 0)


def _frame(shapes: Sequence[Sequence[Point]], pad: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = bounds(shapes)
    x, y = math.floor(left) - pad, math.floor(top) - pad
    return x, y, max(1, math.ceil(right) + pad - x), max(1, math.ceil(bottom) + pad - y)


def frame_of(shapes: Sequence[Sequence[Point]], pad: int) -> tuple[int, int, int, int]:
    """Return left, top, width and height of whole pixels around all shapes, with `pad` to spare."""
    return _frame(shapes, pad)
