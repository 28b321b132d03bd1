"""Names that a school system writes in capitals, in ordinary letters again: a proposal, for a person to look over."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MC = re.compile(r"\b(M)(c)(?=[^\W\d_]{2})", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_ONE_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_]['’‘`´]\Z")


def are_all_in_capitals(names: Iterable[str]) -> bool:
    """Whether every word of all these names is in capitals, but for the c of McDONALD, and there is one to tell it."""
    words = [word for name in names for word in _WORD.findall(name)]
    return any(len(word) > 1 and word.isupper() for word in words) and all(map(_is_in_capitals, words))


def _is_in_capitals(word: str) -> bool:
    plain = f"MC{word[2:]}" if word.startswith("Mc") else word
    return plain == plain.upper()


def in_ordinary_case(name: str) -> str:
    """`O'BRIEN` as O'Brien, `McDONALD` as McDonald, `SMITH-JONES` as Smith-Jones, `NUR'AINI` as Nur'aini."""

    def ordinary(found: re.Match[str]) -> str:
        word = found[0]
        before = name[: found.start()]
        if before[-1:] in "'’‘`´" and before and not _ONE_LETTER.search(before):
            return word.lower()
        lower = word[:1] + word[1:].lower()
        return f"Mc{lower[2:3].upper()}{lower[3:]}" if _MC.match(lower) else lower

    return _WORD.sub(ordinary, name)
