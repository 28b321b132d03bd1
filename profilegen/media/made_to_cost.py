"""Pictures that are small as files and allowed in size, and yet made so that reading them would take hours.

No camera and no program writes such a file. What each of these looks at costs nothing for a usual photo.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageFile

_MOST_SCANS = 100  # a progressive JPEG has about ten; each costs a pass over all pixels, and can be 20 bytes long
_START_OF_SCAN = b"\xff\xda"
_MOST_LAYERS = 8  # of a picture that keeps its colours apart
_PIECE = 1 << 20


def made_to_cost(picture: Image.Image, path: Path) -> bool:
    """Whether reading the pixels of this picture, just opened from the file `path`, would be out of all proportion."""
    return _paints_over_itself(picture) or _has_too_many_scans(picture, path)


def _paints_over_itself(picture: Image.Image) -> bool:
    """A TIFF may name the same strip of the file a million times, each time for the same half of the picture."""
    pieces = picture.tile if isinstance(picture, ImageFile.ImageFile) else ()
    if len(pieces) <= _MOST_LAYERS:
        return False
    width, height = picture.size
    boxes = (piece.extents for piece in pieces if piece.extents)
    painted = sum(
        (min(right, width) - left) * (min(lower, height) - upper) for left, upper, right, lower in boxes
    )  # within the picture: the last piece of a row reaches over its edge
    return painted > _MOST_LAYERS * width * height


def _has_too_many_scans(picture: Image.Image, path: Path) -> bool:
    if not picture.info.get("progressive"):
        return False
    scans, end = 0, b""
    with path.open("rb") as stream:
        while scans <= _MOST_SCANS and (piece := stream.read(_PIECE)):
            scans += (end + piece).count(_START_OF_SCAN)
            end = piece[-1:]
    return scans > _MOST_SCANS
