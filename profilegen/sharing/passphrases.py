"""Passphrases made by the product: six words that are easy to read aloud, to type, and to tell apart.

`words.txt` is a list of our own: short, friendly English words, no two of which differ by one letter. Six of them, each
chosen by the operating system's random numbers, are one of more than 2**66 passphrases; with 600,000 rounds of PBKDF2
for each guess, nobody tries them all.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

WORDS_EACH = 6
_LIST = Path(__file__).parent / "words.txt"


@cache
def words() -> tuple[str, ...]:
    """The list, in order."""
    return tuple(_LIST.read_text(encoding="utf-8").split())


def new_passphrase() -> str:
    """Six words with spaces between."""
    return " ".join(secrets.choice(words()) for _ in range(WORDS_EACH))


def folded(passphrase: str) -> str:
    """A passphrase as it is taken, however it was typed: capitals, hyphens and more spaces make no difference.

    `unlock.js` does just the same.
    """
    plain = unicodedata.normalize("NFKC", passphrase).lower()
    return re.sub("[^a-z]+", " ", plain).strip()
