"""An address as a QR code: a square of dark and light modules, drawn by the page itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4
"""Light modules around the square, which ISO/IEC 18004 asks for."""


@dataclass(frozen=True, slots=True)
class Square:
    """`side` counts modules with the quiet zone; `path` is the dark ones, as an SVG path has them."""

    side: int
    path: str


def square_of(address: str) -> Square:
    """The code of this address, with error correction M: it is still read where a seventh of it is spoilt."""
    modules = segno.make_qr(address, error="m", boost_error=False).matrix
    runs = "".join(run for row, line in enumerate(modules) for run in _runs(row, line))
    return Square(len(modules) + 2 * QUIET, runs)


def _runs(row: int, line: Sequence[int]) -> Iterator[str]:
    """The dark runs of one line, each as one rectangle: no hairlines show between them on paper."""
    column = 0
    for is_dark, run in groupby(line, key=bool):
        length = len(list(run))
        if is_dark:
            yield f"M{column + QUIET} {row + QUIET}h{length}v1h-{length}z"
        column += length
