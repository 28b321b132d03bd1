"""Stills: a film's poster frame, a document's page. Pictures of our own making, in fixed sizes, whatever the theme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from profilegen.media.encoding import encoded
from profilegen.media.photos import PictureFile, PictureSet
from profilegen.media.recipes import LONGEST_SIDE, SOURCE_LETTERS
from profilegen.media.store import Store

if TYPE_CHECKING:
    from PIL import Image

_FALLBACK_TYPE: Final = "image/jpeg"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_STEM = re.compile(rf"[0-9a-f]{{{SOURCE_LETTERS}}}-[a-z0-9]+-")
_MOST_FILES = 16


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


def still_from_facts(facts: Mapping[str, Any], stem: str = "") -> PictureSet:
    """The still that `still_as_facts` wrote down. KeyError, TypeError or ValueError for anything else.

    `stem` is how all its names have to begin: letters of its source, "-", its label, "-". Without it, they only have to
    be of one source and one label.
    """
    files = tuple(PictureFile(**file) for file in facts["files"])
    found = _STEM.match(files[0].webp) if files else None
    stem = stem or (found[0] if found else "")
    if not (
        files
        and stem
        and len(files) <= _MOST_FILES
        and _COLOUR.fullmatch(facts["colour"])
        and facts["transparent"] is False
        and all(_is_ours(file, stem) for file in files)
    ):
        raise ValueError("not what is remembered of a still")
    return PictureSet(facts["colour"], transparent=False, files=files)


def is_whole(number: object, allowed: range) -> bool:
    """Whether this is a whole number in the range; JSON's `true` is none."""
    return type(number) is int and number in allowed


def _is_ours(file: PictureFile, stem: str) -> bool:
    return (
        (file.variant, file.fallback_type) == ("", _FALLBACK_TYPE)
        and is_whole(file.width, range(1, LONGEST_SIDE + 1))
        and is_whole(file.height, range(1, LONGEST_SIDE + 1))
        and (file.webp, file.fallback) == (f"{stem}{file.width}.webp", f"{stem}{file.width}.jpg")
    )


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
    return PictureFile("", width, height, webp, fallback, _FALLBACK_TYPE)


def _average_colour(picture: Image.Image) -> str:
    from PIL import Image

    red, green, blue = picture.resize((1, 1), Image.Resampling.BOX).tobytes()
    return f"#{red:02x}{green:02x}{blue:02x}"
