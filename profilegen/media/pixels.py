"""From a file to upright sRGB pixels, no larger than the derivatives need. One decode, whatever is made of it.

The order is the speed: a JPEG is decoded at an eighth, a quarter or half where that is enough; it is shrunk
first, and only the small picture is turned and has its colours converted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageCms

from profilegen.media.opening import opened
from profilegen.media.recipes import Target, Variant, crop_box, targets_for
from profilegen.media.refusals import MOST_PIXELS, PictureError

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_FILTER = Image.Resampling.BICUBIC  # Lanczos takes a third longer, for a difference that photos do not show
_NOTICEABLE = 2  # of 255: profiles that differ less from sRGB are sRGB under another name


@dataclass(frozen=True, slots=True)
class Source:
    """A source's upright size, and its pixels as large as they are needed, in L, RGB or (where transparent) RGBA."""

    width: int
    height: int
    pixels: Image.Image

    @property
    def transparent(self) -> bool:
        """Whether anything shows through it."""
        return self.pixels.mode == "RGBA"


def read_source(path: Path, variants: Sequence[Variant], most_pixels: int = MOST_PIXELS) -> Source:
    """The picture in this file, decoded once for all the variants. Raises PictureError."""
    with opened(path, most_pixels) as found:
        width, height = found.upright_size
        room = _largest(width, height, variants)
        stored = room[::-1] if found.turn >= 5 else room
        profile = found.picture.info.get("icc_profile")
        found.picture.draft(None, stored)
        small = _shrunk(_plain(found.picture), stored)
        coloured = _in_srgb(small, profile if isinstance(profile, bytes) else b"")
        upright = coloured.transpose(_TURNS[found.turn]) if found.turn in _TURNS else coloured
        return Source(width, height, _bare(upright))


def cut(source: Source, targets: Sequence[Target]) -> Iterator[tuple[Target, Image.Image]]:
    """Each target with its pixels. `targets` come largest first, and each is made from the last that was whole."""
    whole = source.pixels
    for target in targets:
        if target.crop:
            box = crop_box(whole.size)
            yield target, whole.resize(target.size, _FILTER, box=box)
        else:
            whole = _shrunk(whole, target.size)
            yield target, whole


def average_colour(source: Source) -> str:
    """The colour that stands in for the picture while it loads, as `#rrggbb`."""
    red, green, blue = source.pixels.resize((1, 1), Image.Resampling.BOX).convert("RGB").tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"


def _largest(width: int, height: int, variants: Sequence[Variant]) -> tuple[int, int]:
    """The size that is enough for every target; the source's own where nothing is asked for."""
    wholes = [target.whole for target in targets_for(width, height, variants)] or [(width, height)]
    return max(whole[0] for whole in wholes), max(whole[1] for whole in wholes)


def _shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture if picture.size == size else picture.resize(size, _FILTER)


def _bare(picture: Image.Image) -> Image.Image:
    """The pixels alone, in a new image: whatever else the old one knew (comment, EXIF, profile) stays behind."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _plain(picture: Image.Image) -> Image.Image:
    """The picture in L, RGB, RGBA or CMYK, where it can be resized well; RGBA only if something shows through."""
    if picture.mode == "F" or picture.mode.startswith("I"):
        return _eight_bits(picture)
    if picture.has_transparency_data:
        layered = picture if picture.mode == "RGBA" else picture.convert("RGBA")  # a copy of 100 megapixels is 400 MB
        lowest, _ = layered.getchannel("A").getextrema()
        return layered if lowest != 255 else layered.convert("RGB")
    if picture.mode in {"L", "RGB", "CMYK"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Grey in 16 or 32 bits, scaled: Pillow's own conversion cuts off everything above 255."""
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    grey = picture.convert("F")
    low, high = _range(grey)
    factor = 255 / (high - low) if high > low else 1.0
    return grey.point(lambda value: value * factor + (0.5 - low * factor)).convert("L")


def _range(grey: Image.Image) -> tuple[float, float]:
    """From black to white: 0 to 1 or 0 to 65535 where the values keep to it, their own extremes otherwise."""
    low, high = grey.getextrema()
    if not (isinstance(low, float) and isinstance(high, float) and abs(low) < 1e30 and abs(high) < 1e30):
        raise PictureError("The picture's brightness is not in numbers.", "Save it as JPEG or PNG.")
    if low < 0 or high > 65_535:
        return low, high
    return 0.0, 1.0 if high <= 1 else 255.0 if high <= 255 else 65_535.0


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The picture in sRGB, transparency untouched. A profile that cannot be used is left aside, as browsers do."""
    if picture.mode == "RGBA":
        coloured = _in_srgb(picture.convert("RGB"), profile)
        coloured.putalpha(picture.getchannel("A"))
        return coloured
    transform = _transform(profile, picture.mode) if profile else None
    if transform is not None:
        converted = ImageCms.applyTransform(picture, transform)
        return picture if converted is None else converted
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """From this profile to sRGB, made once for all photos of one camera; None if it is unusable, or changes nothing."""
    try:
        origin = ImageCms.ImageCmsProfile(BytesIO(profile))
        transform = ImageCms.buildTransform(origin, ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None
    return None if mode == "RGB" and _changes_nothing(transform) else transform


def _changes_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    steps = range(0, 256, 17)
    colours = Image.frombytes("RGB", (64, 64), bytes(v for r in steps for g in steps for b in steps for v in (r, g, b)))
    converted = ImageCms.applyTransform(colours, transform)
    if converted is None:
        return False
    return max(ImageChops.difference(colours, converted).tobytes()) <= _NOTICEABLE
