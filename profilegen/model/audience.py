"""The five audiences, from narrowest to widest. What each may see is decided in `profilegen.model.viewing`."""

from __future__ import annotations

from enum import IntEnum


class Audience(IntEnum):
    """Who a site is made for. A wider audience has a larger value, so the narrowest of several is their `min`.

    None is 0, so that private is never taken for “none given”.
    """

    PRIVATE = 1
    TEACHERS = 2
    FAMILY = 3
    SCHOOL = 4
    PUBLIC = 5

    @property
    def word(self) -> str:
        """The word people write, and the name of the site's folder: `family`."""
        return self.name.lower()

    @property
    def sees_several_students(self) -> bool:
        """Whether this audience's site has pages that list students."""
        return self in (Audience.TEACHERS, Audience.SCHOOL, Audience.PUBLIC)


AUDIENCE_WORDS: tuple[str, ...] = tuple(audience.word for audience in Audience)


def audience_named(word: str) -> Audience:
    """The audience that `word` names; KeyError where none does."""
    return {audience.word: audience for audience in Audience}[word.strip().lower()]
