"""For the youngest: a recording becomes a reflection at once, with a title from the day, and nothing is typed."""

from __future__ import annotations

from datetime import date

from profilegen.rendering.words import Words
from profilegen.starting import StartingError
from profilegen.studio.changes import Change
from profilegen.studio.forms import as_text
from profilegen.studio.keeping import Keeper, Kept
from profilegen.studio.uploads import Received

_MOST_IN_A_DAY = 200


def title_from_the_day(words: Words, day: date, number: int) -> str:
    """What a piece is called that nobody gave a name, in the language of its pages: the day, and which of that day."""
    if number == 1:
        return words.say("What I said on {day}").format(day=words.day(day))
    return words.say("What I said on {day}, number {number}").format(day=words.day(day), number=words.number(number))


def _titles(keeper: Keeper) -> set[str]:
    """What the reflections that are there are called."""
    found = (keeper.read(record).fields for record in keeper.records() if record.startswith("reflections/"))
    return {as_text(fields.get("title")) for fields in found if fields}


def keep_as_reflection(keeper: Keeper, received: Received, words: Words, today: date) -> Kept:
    """A reflection that shows this file, in which is whoever made it. ProfilegenError, OSError."""
    entry: Change = {"file": received.path, "shows": [keeper.student]}
    taken = _titles(keeper)  # files of titles in other letters than Latin have numbers: no name tells that one is taken
    for number in range(1, _MOST_IN_A_DAY):
        title = title_from_the_day(words, today, number)
        if title in taken and number < _MOST_IN_A_DAY - 1:
            continue
        fields: dict[str, Change] = {"title": title, "date": today.isoformat(), "media": [entry]}
        try:
            return keeper.create("reflection", title, fields, today)
        except StartingError:
            if number == _MOST_IN_A_DAY - 1:
                raise
    raise AssertionError  # the loop returns or raises
