"""By which words somebody is found in what others wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from profilegen.model.names import given_name, is_east_asian, latin
from profilegen.model.records import Profile

_BARE = re.compile(r"[^\w]+")
_SHORTEST = 2  # letters; one alone names nobody
_SHORTEST_IN_BYTES = 4


@dataclass(frozen=True)
class Called:
    """A student's id, and every word that they are called by, in part or whole."""

    student: str
    words: tuple[str, ...]
    others: frozenset[str] = frozenset()  # ids of other students: noah-t6r1 is no mention of another Noah

    @classmethod
    def of(
        cls, student: str, profiles: Iterable[Profile], more: Iterable[str] = (), others: Iterable[str] = ()
    ) -> Called:
        """By their profile, its translations and what somebody knows besides: names in full, and the words of each."""
        names = [*more]
        for profile in profiles:
            names += [profile.name, profile.known_as, *profile.name_for.values()]
        return cls(student, tuple(dict.fromkeys(_words_of(filter(None, names)))), frozenset(others) - {student})

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the id, or one of the words as a word of its own, in text that went through `latin`."""
        ways = [rf"(?<![a-z0-9]){re.escape(self.student)}(?![a-z0-9])"]
        for word in sorted(map(latin, self.words), key=len, reverse=True):
            parts = r"[\W_]+".join(map(re.escape, filter(None, _BARE.split(word))))
            ways.append(parts if is_east_asian(word) else rf"(?<![^\W_]){parts}(?![^\W_])")
        return re.compile("|".join(ways))

    @cached_property
    def in_bytes(self) -> re.Pattern[bytes]:
        """The same as far as it goes in files that are no text: as written, but for the case of letters of ASCII.

        Very short words are left out: they stand in any photo by chance.
        """
        words = [self.student, *(word for word in self.words if len(word.encode("utf-8")) >= _SHORTEST_IN_BYTES)]
        spelt = {word.encode(coding) for word in words for coding in ("utf-8", "utf-16-le")}
        ways = sorted(map(re.escape, spelt), key=len, reverse=True)
        return re.compile(rb"(?<![A-Za-z])(?:" + b"|".join(ways) + rb")(?![A-Za-z])", re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        """Whether a line, or a file's name, names them."""
        plain = latin(text)
        return self.pattern.search(self._other_ids.sub(" ", plain) if self.others else plain) is not None

    @cached_property
    def _other_ids(self) -> re.Pattern[str]:
        ids = "|".join(map(re.escape, sorted(self.others)))
        return re.compile(rf"(?<![a-z0-9-])(?:{ids})(?![a-z0-9-])")


def _words_of(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield " ".join(name.replace(",", " ").split())
        if not is_east_asian(name):
            yield from (part for part in name.replace(",", " ").split() if len(part.strip(".")) >= _SHORTEST)
        elif len(given_name(name)) >= _SHORTEST:
            yield given_name(name)
