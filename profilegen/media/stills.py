"""Stills: a film's poster frame, a document's page. Pictures of our own making, in fixed sizes, whatever the theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from profilegen.media.encoding import encoded
from profilegen.media.photos import PictureFile, PictureSet
from profilegen.media.recipes import SOURCE_LETTERS
from profilegen.media.store import Store

if TYPE_CHECKING:
    from PIL import Image


def keep_still(pixels: Image.Image, sha256: str, label: str, widths: Sequence[int], store: Store) -> PictureSet:
    """This picture in these widths, in the store afterwards under names that begin with its source's `sha256`.

    `label` (a-z, 0-9) tells one still of a source from another. Nothing is enlarged. The files name no variant, and fit
    every one that does not crop. OSError where the store cannot be written.
    """
    upright = pixels if pixels.mode == "RGB" else pixels.convert("RGB")
    made = sorted({min(width, upright.width) for width in widths})
    files = [_file(upright, width, f"{sha256[:SOURCE_LETTERS]}-{label}-{width}", store) for width in made]
    return PictureSet(_average_colour(upright), transparent=False, files=tuple(files))


def still_names(made: PictureSet) -> tuple[str, ...]:
    """Every name that the still has in the store."""
    return tuple(name for file in made.files for name in (file.webp, file.fallback))


def still_as_facts(made: PictureSet) -> dict[str, Any]:
    """The still as plain JSON, for a record of the store."""
    return asdict(made)


def still_from_facts(facts: Mapping[str, Any]) -> PictureSet:
    """The still that `still_as_facts` wrote down. KeyError or TypeError for anything else."""
    return PictureSet(facts["colour"], facts["transparent"], tuple(PictureFile(**file) for file in facts["files"]))


def _file(upright: Image.Image, width: int, stem: str, store: Store) -> PictureFile:
    from PIL import Image

    height = max(1, round(upright.height * width / upright.width))
    size = (width, height)
    pixels = upright if upright.size == size else upright.resize(size, Image.Resampling.BICUBIC)
    names = []
    for suffix, content in encoded(pixels):
        store.add(stem + suffix, content)
        names.append(stem + suffix)
    webp, fallback = names
    return PictureFile("", width, height, webp, fallback, "image/jpeg")


def _average_colour(picture: Image.Image) -> str:
    from PIL import Image

    red, green, blue = picture.resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"
