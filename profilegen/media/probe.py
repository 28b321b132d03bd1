"""What a picture's header says: size, format, whether it may be transparent. Its pixels are not read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from profilegen.media.refusals import MOST_PIXELS, PictureError

__all__ = ["PictureError", "PictureFacts", "probe_picture"]


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture as its header describes it: upright `width` and `height`, `format` as in `opening.KINDS`.

    `transparent` means that it has room for transparency; whether it uses it shows when its pixels are read.
    """

    width: int
    height: int
    transparent: bool
    format: str


def probe_picture(path: Path, most_pixels: int = MOST_PIXELS) -> PictureFacts:
    """The facts of the picture in this file. Raises PictureError where it holds none, or one over the limit."""
    from profilegen.media.opening import opened  # Pillow takes 0.07 s to load, and not every student has pictures

    with opened(path, most_pixels) as found:
        width, height = found.upright_size
        return PictureFacts(width, height, found.picture.has_transparency_data, found.kind)
