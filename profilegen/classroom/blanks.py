"""Names taken out of a text, a blank in their place.

Found are the words of the names, whatever their case and accents: also before or behind an apostrophe, with an s, two
of one person's names in one word (`AnneMarie`, `@zoedvorak`), and with the commonest endings of Cyrillic; names in East
Asian script wherever they stand. A name that is a common word of English is left where it is written small, and told.
What is not found: nicknames, other grammatical forms, and names within longer words. So a person reads it through.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import groupby, permutations

from profilegen.classroom.common_words import COMMON_WORDS
from profilegen.model.names import given_name, latin

BLANK = "____"
_APOSTROPHES = "'’‘ʼ`´"
_CYRILLIC_ENDINGS = ("ом", "ем", "ой", "ей", "у", "ю", "а", "я", "е", "ы", "и")
_LONG_ENOUGH = 4  # letters that stand before such an ending


class Blanks:
    """The names to take out."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(unicodedata.normalize("NFC", name) for name in names if name.strip()))

    @cached_property
    def _words(self) -> frozenset[str]:
        """Each part of a name, and any two parts or all of them as one word."""
        found: set[str] = set()
        for name in self._names:
            parts = list(_parts(name))
            found |= {*parts, *map("".join, permutations(parts[:6], 2)), "".join(parts)}
        return frozenset(found - {""})

    @cached_property
    def _without_spaces(self) -> tuple[str, ...]:
        """The names in scripts that put no spaces between words, the longest first."""
        forms = {form for name in self._names for form in (name, given_name(name), name.replace(" ", ""))}
        return tuple(sorted((form for form in forms if len(form) > 1 and _is_unspaced(form)), key=len, reverse=True))

    def taken_out_of(self, text: str) -> str:
        """The text with a blank for every name."""
        plain = unicodedata.normalize("NFC", text)
        for name in self._without_spaces:
            plain = plain.replace(name, BLANK)
        return "".join(self._blanked(run) if is_word else run for is_word, run in _runs(plain))

    def left_in(self, text: str) -> tuple[str, ...]:
        """Those words of the text that may be names, and were left for words."""
        words = (run.strip(_APOSTROPHES) for is_word, run in _runs(unicodedata.normalize("NFC", text)) if is_word)
        found = {word for word in words if _is_small_word(word) and _folded(word) in self._words}
        return tuple(sorted(found))

    def _blanked(self, word: str) -> str:
        found = (form for form in _forms(word.strip(_APOSTROPHES)) if self._is_name(form))
        name = next(found, "")
        return word.replace(name, BLANK, 1) if name else word

    def _is_name(self, word: str) -> bool:
        return _folded(word) in self._words and not _is_small_word(word)


def _parts(name: str) -> Iterator[str]:
    for part in name.replace(",", " ").replace("-", " ").split():
        folded = _folded(part.strip("."))
        if len(folded) > 1:
            yield folded


def _forms(word: str) -> Iterator[str]:
    """What in a word may be the name, the longest first: all of it, or what an apostrophe or an ending leaves."""
    yield word
    for place, letter in enumerate(word):
        if letter in _APOSTROPHES and word[place + 1 :].lower() != "t":  # don’t is no word of Don
            yield from (part for part in (word[:place], word[place + 1 :]) if len(part) > 1)
    if _folded(word) in COMMON_WORDS:  # This is no word of Thi
        return
    for ending in ("s", "S", *_CYRILLIC_ENDINGS):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= (2 if ending in "sS" else _LONG_ENOUGH):
            yield stem


def _folded(word: str) -> str:
    return "".join(letter for letter in latin(word) if unicodedata.category(letter) != "Cf")


def _is_small_word(word: str) -> bool:
    return word.islower() and _folded(word) in COMMON_WORDS


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text as runs of letters and of what is between them."""
    return ((is_word, "".join(run)) for is_word, run in groupby(text, key=_is_of_word))


def _is_of_word(letter: str) -> bool:
    return letter.isalpha() or letter in _APOSTROPHES or unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf")


def _is_unspaced(name: str) -> bool:
    scripts = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")
    return all(unicodedata.name(letter, "").startswith(scripts) for letter in name if letter.isalpha())
