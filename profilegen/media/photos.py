"""The derivatives of a photo: every variant that a theme asks for, as WebP and as a fallback, made at most once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from profilegen.baring.hashing import hash_of
from profilegen.media.encoding import encoded
from profilegen.media.recipes import (
    ENCODER_VERSION,
    Variant,
    derivative_name,
    record_key,
    sizes_for,
    targets_for,
)
from profilegen.media.refusals import MOST_PIXELS, PictureError
from profilegen.media.store import Store

FallbackType = Literal["image/jpeg", "image/png"]

_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One derivative: `webp` and `fallback` are names in the store, both `width` × `height`."""

    variant: str
    width: int
    height: int
    webp: str
    fallback: str
    fallback_type: FallbackType


@dataclass(frozen=True, slots=True)
class PictureSet:
    """A picture ready to be shown: its average colour, whether anything shows through it, and its derivatives.

    `files` are in the order of the variants asked for, each variant's smallest first.
    """

    colour: str
    transparent: bool
    files: tuple[PictureFile, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What a record keeps of a source; everything else about its derivatives follows from it."""

    width: int
    height: int
    colour: str
    transparent: bool


def make_derivatives(
    source: Path, sha256: str, variants: Sequence[Variant], store: Store, most_pixels: int = MOST_PIXELS
) -> PictureSet:
    """The picture in the file `source` (whose SHA-256 is `sha256`) in all variants, each in the store afterwards.

    What the store already holds is not made again, and then the source is not opened at all.
    Raises PictureError where the file gives no picture, OSError where the store cannot be written.
    """
    key = record_key(variants)
    known = _recalled(store, sha256, key)
    if known is None or known.width * known.height > most_pixels:  # made where the limit was wider
        known = _make(source, sha256, variants, store, most_pixels)
    files = tuple(file for variant in variants for file in _files(known, sha256, variant))
    return PictureSet(known.colour, known.transparent, files)


def _recalled(store: Store, sha256: str, key: str) -> _Known | None:
    match store.recall(sha256, key, ENCODER_VERSION):
        case {"width": int(width), "height": int(height), "colour": str(colour), "transparent": bool(transparent)} if (
            min(width, height) > 0 and _COLOUR.fullmatch(colour)
        ):
            return _Known(width, height, colour, transparent)
    return None  # nothing known, or a record that something else wrote


def _make(source: Path, sha256: str, variants: Sequence[Variant], store: Store, most_pixels: int) -> _Known:
    from profilegen.media.pixels import average_colour, cut, read_source  # Pillow: a tenth of a second to load

    picture = read_source(source, variants, most_pixels)
    _check_unchanged(source, sha256)
    known = _Known(picture.width, picture.height, average_colour(picture), picture.transparent)
    store.forget_other_encoders(sha256, ENCODER_VERSION)
    names = []
    for target, pixels in cut(picture, targets_for(picture.width, picture.height, variants)):
        for suffix, content in encoded(pixels):
            name = derivative_name(sha256, Variant("", (), target.crop), target.size[0], suffix)
            store.add(name, content)
            names.append(name)
    store.remember(sha256, record_key(variants), ENCODER_VERSION, asdict(known), names)
    return known


def _check_unchanged(source: Path, sha256: str) -> None:
    """Derivatives are kept under their source's hash for ever: one that changed since then must not give any."""
    if hash_of(source) != sha256:
        raise PictureError("It was changed while the site was being built.", "Build again.")


def _files(known: _Known, sha256: str, variant: Variant) -> Iterator[PictureFile]:
    fallback_type: FallbackType = "image/png" if known.transparent else "image/jpeg"
    suffix = ".png" if known.transparent else ".jpg"
    for width, height in sizes_for(known.width, known.height, variant):
        webp = derivative_name(sha256, variant, width, ".webp")
        fallback = derivative_name(sha256, variant, width, suffix)
        yield PictureFile(variant.name, width, height, webp, fallback, fallback_type)
