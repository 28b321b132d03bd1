"""Who can be in a picture or a recording: the class, by first names, and how widely each has agreed to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from profilegen.model.audience import Audience
from profilegen.model.names import place_in_alphabet
from profilegen.model.reader import called
from profilegen.model.school import School

_WIDEST_FIRST = tuple(sorted(Audience, reverse=True))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be ticked. `photos` and `recordings`: the word of the widest audience agreed to today, or private."""

    id: str
    name: str
    photos: str
    recordings: str
    is_me: bool = False


def people_for(school: School, student: str, today: date) -> tuple[Person, ...]:
    """The student first, then everybody who is in a class with them, as a class knows each other.

    Whoever sits here is always among them, by id where there is a mistake in their own profile: it is no reason why
    they could not say that they are in a picture.
    """
    mates = {one for group in school.classes if student in group.record.students for one in group.record.students}
    names = {
        one: called(school.cards[one], Audience.PRIVATE if one == student else Audience.SCHOOL)
        for one in mates | {student}
        if one in school.cards
    }
    names.setdefault(student, student)
    order = sorted(names, key=lambda one: (one != student, place_in_alphabet(names[one]), one))
    return tuple(
        Person(
            one,
            names[one],
            _widest(school, one, "photos", today),
            _widest(school, one, "recordings", today),
            is_me=one == student,
        )
        for one in order
    )


def _widest(school: School, student: str, what: Literal["photos", "recordings"], today: date) -> str:
    widest = next((one for one in _WIDEST_FIRST if school.covers(student, what, one, today)), Audience.PRIVATE)
    return widest.word
