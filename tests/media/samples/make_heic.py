"""Writes the HEIC samples of this folder. The product only reads HEIC, so this needs `pip install pillow-heif`.

The picture is 64 × 48 stored, with red, green, blue and white corners (from the top left, clockwise). `upright` is
shown as stored; `turned` is shown a quarter turn clockwise, by HEIC's own means, as phones do, and its EXIF says so
too; `private` carries EXIF with a place and an XMP packet.
"""

from __future__ import annotations

from pathlib import Path

import pillow_heif  # type: ignore[import-not-found, import-untyped, unused-ignore]
from PIL import Image

FOLDER = Path(__file__).parent
CORNERS = (((0, 0), "red"), ((32, 0), "green"), ((32, 24), "blue"), ((0, 24), "white"))


def picture() -> Image.Image:
    image = Image.new("RGB", (64, 48))
    for place, colour in CORNERS:
        image.paste(colour, (*place, place[0] + 32, place[1] + 24))
    return image


def main() -> None:
    pillow_heif.register_heif_opener()
    picture().save(FOLDER / "upright.heic", quality=90)
    turned = Image.Exif()
    turned[0x0112] = 6
    picture().save(FOLDER / "turned.heic", quality=90, exif=turned.tobytes())
    private = Image.Exif()
    private[0x010F] = "CANARY-MAKER"
    private.get_ifd(0x8825)[29] = "CANARY-GPS"
    picture().save(FOLDER / "private.heic", quality=90, exif=private.tobytes(), xmp=b"<x>CANARY-XMP</x>")


if __name__ == "__main__":
    main()
