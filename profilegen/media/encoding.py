"""Pixels to the bytes of a derivative: WebP, and the fallback beside it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from profilegen.media.recipes import JPEG_QUALITY, WEBP_METHOD, WEBP_QUALITY

if TYPE_CHECKING:
    from PIL import Image


def encoded(pixels: Image.Image) -> Iterator[tuple[str, bytes]]:
    """The picture as WebP, then as JPEG, or as PNG where something shows through: endings and contents."""
    yield ".webp", _saved(pixels, "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD)
    if pixels.mode == "RGBA":
        yield ".png", _saved(pixels, "PNG")
    else:
        yield ".jpg", _saved(pixels, "JPEG", quality=JPEG_QUALITY)


def _saved(pixels: Image.Image, form: str, **settings: int) -> bytes:
    buffer = BytesIO()
    pixels.save(buffer, form, **settings)
    return buffer.getvalue()
