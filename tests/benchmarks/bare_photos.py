"""The least that Pillow needs for the photos: what profilegen's pictures are measured against.

    python -m tests.benchmarks.bare_photos SCHOOL OUT

One decode, at a scale that is still large enough for 1200 pixels; from it 1200 and 480 wide, each as WebP and JPEG.
No store, no hashes, no colour profiles, no care for anything that is not a plain JPEG.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageOps

WIDTHS = (1200, 480)
_ORIENTATION = 0x0112
_LYING = range(5, 9)  # orientations in which width and height change places


def make_pictures(photo: Path, out: Path) -> None:
    """The four derivatives of a photo, in the folder `out`."""
    with Image.open(photo) as picture:
        width, height = _stored(picture)
        picture.draft("RGB", (width, height))
        small = ImageOps.exif_transpose(picture.resize((width, height), Image.Resampling.BICUBIC))
    for wide in WIDTHS:
        small = small.resize((wide, round(small.height * wide / small.width)), Image.Resampling.BICUBIC)
        small.save(out / f"{photo.stem}-{wide}.webp", "WEBP", quality=80, method=2)
        small.save(out / f"{photo.stem}-{wide}.jpg", "JPEG", quality=82)


def _stored(picture: Image.Image) -> tuple[int, int]:
    """The size of the widest derivative, as the file has it before it is turned."""
    widest = WIDTHS[0]
    if picture.getexif().get(_ORIENTATION) in _LYING:
        return round(picture.width * widest / picture.height), widest
    return widest, round(picture.height * widest / picture.width)


def main() -> None:
    """Makes the pictures of every photo in the school, one after the other."""
    school, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    for photo in sorted(school.glob("students/*/media/*.jpg")):
        make_pictures(photo, out)


if __name__ == "__main__":
    main()
