"""Letters of a page, as they are painted, in the order in which they are read.

Some programs paint Arabic from left to right, and PDFium passes it on like that, cut into pieces. Words are put right
here; where whole lines are painted in that way, the order of their words is left as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

_MOST_APART = 0.25  # of their height, that letters of one word may be apart


class Letter(NamedTuple):
    """A letter's number in Unicode and its box on the page; `painted` is false for a break that PDFium adds."""

    number: int
    left: float
    bottom: float
    right: float
    top: float
    painted: bool


def in_reading_order(letters: Iterable[Letter]) -> Iterator[Letter]:
    """The same letters, each word that is written from right to left in the order of its letters."""
    word: list[Letter] = []
    breaks: list[Letter] = []
    for letter in letters:
        if word and not letter.painted and chr(letter.number).isspace():
            breaks.append(letter)
        elif _is_leftward(letter) and (not breaks or _goes_on(word[-1], letter)):
            breaks.clear()
            word.append(letter)
        else:
            yield from _read(word)
            yield from breaks
            word, breaks = [], []
            if _is_leftward(letter):
                word.append(letter)
            else:
                yield letter
    yield from _read(word)
    yield from breaks


def whole_words(letters: Iterable[tuple[Letter, bool | None]]) -> Iterator[Letter]:
    """The letters of words of which every letter can be seen, and all that stands between words.

    Each letter comes with whether it is seen; None for marks that go with their word.
    """
    word: list[tuple[Letter, bool | None]] = []
    for letter, seen in letters:
        if chr(letter.number).isspace():
            yield from _if_seen(word)
            word = []
            yield letter
        else:
            word.append((letter, seen))
    yield from _if_seen(word)


def _if_seen(word: list[tuple[Letter, bool | None]]) -> list[Letter]:
    seen = {known for _, known in word}
    return [letter for letter, _ in word] if True in seen and False not in seen else []


def _is_leftward(letter: Letter) -> bool:
    """Whether it belongs to a script that is written from right to left."""
    return letter.painted and unicodedata.bidirectional(chr(letter.number)) in ("R", "AL", "NSM")


def _goes_on(last: Letter, letter: Letter) -> bool:
    """Whether this letter stands to the right of the last, in the same line, without a gap."""
    height = max(last.top - last.bottom, letter.top - letter.bottom)
    same_line = min(last.top, letter.top) > max(last.bottom, letter.bottom)
    return same_line and letter.left > last.left and letter.left - last.right < height * _MOST_APART


def _read(word: list[Letter]) -> list[Letter]:
    rises = sum(1 if later.left > earlier.left else -1 for earlier, later in pairwise(word))
    return word[::-1] if rises > 0 else word
