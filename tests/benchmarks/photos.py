"""Photos as a telephone takes them, 12 megapixels each, but of nothing: blotches of colour under a sensor's grain."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

TWELVE_MEGAPIXELS = (4032, 3024)
_TURNS = (1, 6, 1, 8, 1, 3, 1, 1)  # EXIF orientation: some are held upright, one upside down
_ORIENTATION, _MAKE, _MODEL, _TAKEN = 0x0112, 0x010F, 0x0110, 0x0132
_QUALITY = 90


def take_photos(folder: Path, number: int, size: tuple[int, int] = TWELVE_MEGAPIXELS) -> Sequence[Path]:
    """Writes so many photos into the folder, each different and each the same every time; 3 to 5 MB at full size."""
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor() as pool:  # Pillow lets go of the interpreter while it works
        return tuple(pool.map(lambda at: _take(folder / f"photo-{at:03d}.jpg", at, size), range(number)))


def _take(path: Path, at: int, size: tuple[int, int]) -> Path:
    chance = random.Random(at)  # noqa: S311 - the same photos every time
    scene = _blotches(chance, size, 170)
    scene = Image.blend(scene, _blotches(chance, size, 24), 0.3)
    scene = Image.blend(scene, _blotches(chance, size, 8), 0.12)
    grain = _plate(chance, "L", (size[0] // 2, size[1] // 2)).resize(size, Image.Resampling.BILINEAR)
    photo = Image.blend(scene, Image.merge("RGB", (grain, grain, grain)), chance.uniform(0.13, 0.24))
    exif = Image.Exif()
    exif[_ORIENTATION] = _TURNS[at % len(_TURNS)]
    exif[_MAKE], exif[_MODEL], exif[_TAKEN] = "Benchmark", f"Camera {at}", "2026:05:14 10:30:00"
    photo.save(path, "JPEG", quality=_QUALITY, exif=exif)
    return path


def _blotches(chance: random.Random, size: tuple[int, int], each: int) -> Image.Image:
    """Soft patches of any colour, about `each` pixels wide."""
    few = (size[0] // each + 1, size[1] // each + 1)
    return _plate(chance, "RGB", few).resize(size, Image.Resampling.BICUBIC)


def _plate(chance: random.Random, mode: str, size: tuple[int, int]) -> Image.Image:
    return Image.frombytes(mode, size, chance.randbytes(size[0] * size[1] * len(mode)))
