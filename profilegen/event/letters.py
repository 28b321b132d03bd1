"""How much room a text takes on paper, before a browser sets it: rather too much than too little."""

from __future__ import annotations

from unicodedata import east_asian_width


def width_of(text: str) -> int:
    """A text's width in Latin letters; those of Chinese, Japanese and Korean are twice as wide."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
