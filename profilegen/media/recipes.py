"""Which derivatives a picture gives: their sizes, their names, and what they are keyed by. Pure: nothing is read.

A theme declares variants; a recipe is the part of a variant that decides pixels. Two variants with the
same recipe share their derivatives, whatever the theme calls them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import PIL

Crop = Literal["", "square"]
Size = tuple[int, int]

WEBP_QUALITY = 80
WEBP_METHOD = 2  # 4 takes half as long again for a tenth fewer bytes
JPEG_QUALITY = 82  # not progressive: a fifth more time in all, for a fallback that hardly anyone loads

LONGEST_SIDE = 16_383  # WebP holds no more
SOURCE_LETTERS = 16  # of a source's SHA-256, at the start of every name made from it

ENCODER_VERSION = f"1 pillow-{PIL.__version__}"
"""Changes whenever the same source and recipe would give other bytes: count the number up with any change here,
in `pixels` or in `photos`."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What a theme declares: `Variant("card", (320, 640))`, `Variant("avatar", (96, 192), crop="square")`."""

    name: str
    widths: tuple[int, ...]
    crop: Crop = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the pixels of a variant: everything but its name."""

    widths: tuple[int, ...]
    crop: Crop


@dataclass(frozen=True, slots=True)
class Target:
    """One derivative to make: its crop and its size; `whole` is the size the uncropped picture needs for it."""

    crop: Crop
    size: Size
    whole: Size


def recipe_of(variant: Variant) -> Recipe:
    """The variant without its name, widths in order and each once."""
    return Recipe(tuple(sorted(set(variant.widths))), variant.crop)


def sizes_for(width: int, height: int, variant: Variant) -> tuple[Size, ...]:
    """The (width, height) of each derivative of an upright `width` × `height` picture, smallest first.

    Nothing is enlarged: where the picture is narrower than a width that is asked for, its own width is made, once.
    """
    return tuple(target.size for target in _targets(width, height, recipe_of(variant)))


def targets_for(width: int, height: int, variants: Iterable[Variant]) -> tuple[Target, ...]:
    """Every derivative that the variants need, each once, largest first: the order in which one is cut from another."""
    unique = {target: None for variant in variants for target in _targets(width, height, recipe_of(variant))}
    return tuple(sorted(unique, key=lambda target: (*target.whole, target.crop), reverse=True))


def derivative_name(sha256: str, variant: Variant, width: int, suffix: str) -> str:
    """The file name of a derivative, as in `3fa2b1c4d5e6f708-square-96.webp`: nothing of the original's name."""
    parts = (sha256[:SOURCE_LETTERS], variant.crop, str(width))
    return "-".join(part for part in parts if part) + suffix


def record_key(variants: Sequence[Variant]) -> str:
    """Twelve letters that stand for these variants' recipes, in any order and under any names."""
    recipes = sorted({(recipe.crop, recipe.widths) for recipe in map(recipe_of, variants)})
    return hashlib.sha256(repr(recipes).encode("utf-8")).hexdigest()[:12]


def crop_box(size: Size) -> tuple[int, int, int, int]:
    """The square cut from a picture of this size: centred on the middle of its upper third, where faces are."""
    width, height = size
    side = min(size)
    left = (width - side) // 2
    top = min(max(height // 3 - side // 2, 0), height - side)
    return left, top, left + side, top + side


def _targets(width: int, height: int, recipe: Recipe) -> tuple[Target, ...]:
    make = _square if recipe.crop == "square" else _whole
    return tuple(dict.fromkeys(make(width, height, wanted) for wanted in recipe.widths))


def _whole(width: int, height: int, wanted: int) -> Target:
    tallest = max(1, LONGEST_SIDE * width // height)  # the width at which the height still fits
    made = min(wanted, width, LONGEST_SIDE, tallest)
    size = (made, min(LONGEST_SIDE, max(1, _rounded(height * made, width))))
    return Target("", size, size)


def _square(width: int, height: int, wanted: int) -> Target:
    shorter = min(width, height)
    side = min(wanted, shorter)
    whole = (-(-width * side // shorter), -(-height * side // shorter))
    return Target("square", (side, side), whole)


def _rounded(number: int, divisor: int) -> int:
    """Halves go up, in whole numbers: the same on every machine."""
    return (2 * number + divisor) // (2 * divisor)
