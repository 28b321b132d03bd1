"""An avatar for whoever has no picture: their initials on a piece of cut paper, in the palette's own colours."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from html import escape

NO_INITIALS = "•"

_TWO_LETTER_SCRIPTS = {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"}  # those that shorten a name to two capitals
_MOST_MARKS = 3  # on one letter: enough for every language, too few to climb out of the circle
_VIRAMA = 9  # the combining class of the sign that joins two consonants of India into one
_WRITTEN_FIRST = range(0x0E40, 0x0E45), range(0x0EC0, 0x0EC5)  # Thai and Lao vowels that stand before their consonant
_ASIDE = re.compile(r"\([^)]{0,100}\)")  # without an end to it, 30,000 brackets take seconds on every page

# On a square of 96, as if cut with scissors from one more sheet; the hash chooses one, and turns it.
_SHAPES = (
    "M-4 63C14 50 30 52 47 60S82 74 100 58V100H-4Z",  # a hill
    "M20 100C8 70 22 36 60 22C80 15 92 18 100 22V100Z",  # a headland
    "M10 100C6 60 14 22 48 20C83 20 90 60 87 100Z",  # an arch
    "M-4 -4H70C76 22 64 40 42 47C24 53 8 66 -4 62Z",  # a corner torn away
    "M86 10C92 46 76 82 22 88C14 50 34 18 86 10Z",  # a leaf
    "M50 10C72 8 90 26 87 50C85 74 66 90 44 86C22 83 8 64 11 43C14 24 30 12 50 10Z",  # a pebble
    "M-4 34C16 22 28 44 48 36S80 20 100 32V64C82 54 68 72 48 68S14 56 -4 68Z",  # a river
    "M48 12C58 30 66 38 86 46C66 56 58 66 50 86C40 66 32 58 12 50C30 40 40 32 48 12Z",  # a star, softly
)


def initials_of(name: str) -> str:
    """The letters that stand for this name: `Amina Khan` AK, `李小龙` 李, `سلمى` س; `•` where it holds no letter.

    Two capitals in Latin, Greek, Cyrillic and Armenian script, otherwise the first letter, each with its marks.
    """
    text = unicodedata.normalize("NFC", name)
    letters = [letter for word in _ASIDE.sub(" ", text).split() if (letter := _first_letter(word))]
    first, *others = letters or [_first_letter(text) or NO_INITIALS]
    if _script(first) not in _TWO_LETTER_SCRIPTS:
        return first
    return _capital(first) + (_capital(others[-1]) if others and _fits_beside(first, others[-1]) else "")


def initials_svg(initials: str, seed: str, paper: str, ink: str) -> str:
    """An inline SVG of these initials in `ink` on `paper` (CSS colours); `seed`, a student's id, chooses the shape.

    It holds no id, no style and no script, so it can stand many times on one page. Whoever places it says what it
    means; beside a written name it means nothing more.
    """
    shape, turn = _cut_paper(seed)
    size = 35 if len(initials) > 1 else 44
    back, front, letters = escape(paper), escape(ink), escape(initials)
    return (
        '<svg class="initials" viewBox="0 0 96 96" focusable="false">'
        f'<rect width="96" height="96" fill="{back}"/>'
        f'<path d="{shape}" fill="{front}" fill-opacity=".11" transform="rotate({turn} 48 48)"/>'
        f'<text x="48" y="48" dy=".35em" text-anchor="middle" font-size="{size}" font-weight="600" fill="{front}">'
        f"{letters}</text></svg>"
    )


def _cut_paper(seed: str) -> tuple[str, int]:
    """A shape and how far it is turned: a quarter turn or none, and a little askew, as if laid by hand."""
    chance = hashlib.sha256(seed.encode("utf-8")).digest()
    quarter = chance[1] % 4 * 90
    return _SHAPES[chance[0] % len(_SHAPES)], (quarter + chance[2] % 17 - 8) % 360


def _first_letter(word: str) -> str:
    """The word's first letter or number as a reader sees it, with its marks; "" if it has none."""
    start = next((at for at, sign in enumerate(word) if unicodedata.category(sign)[0] in "LN"), None)
    if start is None:
        return ""
    end = start + 1
    if any(ord(word[start]) in vowels for vowels in _WRITTEN_FIRST):
        end += _is_letter(word[end : end + 1])
    end = _after_marks(word, end)
    while unicodedata.combining(word[end - 1]) == _VIRAMA and _is_letter(word[end : end + 1]) and end - start < 6:
        end = _after_marks(word, end + 1)
    return word[start:end]


def _after_marks(word: str, at: int) -> int:
    end = at
    while end < len(word) and end - at < _MOST_MARKS and unicodedata.category(word[end])[0] == "M":
        end += 1
    return end


def _is_letter(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] == "L"


def _script(letter: str) -> str:
    return unicodedata.name(letter[0], "").split(" ")[0]


def _fits_beside(first: str, last: str) -> bool:
    return last[0].isdigit() or _script(last) == _script(first)


def _capital(letter: str) -> str:
    """In capitals where that stays one letter: `ß` would become two."""
    capital = letter[0].upper()
    return (capital if len(capital) == 1 else letter[0]) + letter[1:]
