"""Looking for wordings: a table of patterns, each with what around it makes it harmless.

People write freely, so each row is a plain pattern and the exceptions that were met with it. To add one, add the
sentence to `tests/checks/wordings.yaml` first. Every repetition has an upper limit: the longest text that a file may
hold is searched in a moment, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

AROUND = 40
"""How many characters before and after a find may make it harmless."""


def _always(_found: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern, and what makes a find of it harmless: words just before, just after, or somewhere around it.

    `needs` are some letters (in lower case) of which one must be in the text: most texts need no more than this look,
    and so most patterns need never be compiled (all of them take 40 ms). Make one with `wording`. `counts` has the last
    word on a find, for what a pattern cannot say, such as 12 > 10.
    """

    needs: tuple[str, ...]
    finds: str
    unless_before: str
    unless_after: str
    unless_near: str
    counts: Callable[[re.Match[str]], bool]

    def first_in(self, text: str, lower: str) -> re.Match[str] | None:
        """The first find that counts in a text (given in lower case too), or None."""
        for some in self.needs:  # a plain loop: sixty rows look at each comment, and nearly all end here
            if some in lower:
                break
        else:
            return None
        return next((found for found in _exactly(self.finds).finditer(text) if self._holds(found)), None)

    def _holds(self, found: re.Match[str]) -> bool:
        before, after = before_and_after(found)
        return (
            not (self.unless_before and _in_any_case(f"(?:{self.unless_before})$").search(before))
            and not (self.unless_after and _in_any_case(self.unless_after).match(after))
            and not (self.unless_near and any(map(_in_any_case(self.unless_near).search, (before, after))))
            and self.counts(found)
        )


@cache
def _exactly(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _in_any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def wording(
    needs: str,
    finds: str,
    *,
    unless_before: str = "",
    unless_after: str = "",
    unless_near: str = "",
    counts: Callable[[re.Match[str]], bool] = _always,
) -> Wording:
    """A row of a table.

    `needs` has | between. Exceptions ignore case; `finds` does so only inside (?i:…), as `A` and `a` are not one mark.
    """
    return Wording(tuple(needs.split("|")), finds, unless_before, unless_after, unless_near, counts)


def one_of(words: str) -> str:
    """A pattern for one of several words, given with spaces between; `_` in a word stands for a space in the text."""
    return "(?:" + "|".join(word.replace("_", r"\s") for word in words.split()) + ")"


def before_and_after(found: re.Match[str]) -> tuple[str, str]:
    """The characters on either side of a find, up to `AROUND` of them."""
    start, end = found.span()
    return found.string[max(0, start - AROUND) : start], found.string[end : end + AROUND]


def first_found(text: str, wordings: Iterable[Wording]) -> str:
    """The earliest words that one of these finds in a text (of several there the longest), on one line; "" for none."""
    lower = text.lower()
    finds = (found for one in wordings if (found := one.first_in(text, lower)))
    earliest = min(finds, key=lambda found: (found.start(), -found.end()), default=None)
    return " ".join(earliest.group().split()).lstrip("*.!?(–— ") if earliest else ""
