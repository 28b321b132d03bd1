"""What a student's build asks of the school, and of the day: so that it is done again when an answer changes.

Nothing has to be declared, and so nothing can be forgotten: the school's cards, consents and ids, and the day itself,
are handed over in forms that take note of each question.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Generic, TypeVar, overload

from profilegen.model.school import School

Answer = TypeVar("Answer")
_ALL = "*"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: of the school, such as `cards:amina-x3f9`, and on which days the answer to `today` turns."""

    questions: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)


def watched(school: School, today: date, asked: Asked) -> tuple[School, WatchedDay]:
    """The same school and the same day, but that every question to them is noted in `asked`."""

    def noting(kind: str) -> Callable[[str], None]:
        return lambda name: asked.questions.add(f"{kind}:{name}")

    observed = replace(
        school,
        cards=_Watched(school.cards, noting("cards")),
        consents=_Watched(school.consents, noting("consents")),
        student_ids=_WatchedIds(school.student_ids, noting("ids")),
    )
    return observed, WatchedDay.like(today, asked.days)


def answers(school: School, questions: Collection[str]) -> str:
    """What the school answers to these questions, and what it says to everybody, as one opaque word."""
    hashed = hashlib.sha256(_said_to_all(school).encode("utf-8"))
    for question in sorted(questions):
        hashed.update(f"\0{question}={_answer(school, question)!r}".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def _answer(school: School, question: str) -> object:
    kind, _, name = question.partition(":")
    if kind == "ids":
        return tuple(school.student_ids) if name == _ALL else name in school.student_ids
    known: Mapping[str, object] = school.cards if kind == "cards" else school.consents
    return sorted(known.items()) if name == _ALL else known.get(name)


def _said_to_all(school: School) -> str:
    return _settings_as_text(_ById(school))


@dataclass(frozen=True, slots=True)
class _ById:
    """A school as a key, by what it is rather than by what it holds: schools are never changed."""

    school: School

    def __hash__(self) -> int:
        return id(self.school)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.school is self.school


@lru_cache(maxsize=4)
def _settings_as_text(key: _ById) -> str:
    school = key.school
    crosswalks = sorted(school.crosswalks.items())
    return repr((school.lone, school.settings, sorted(school.frameworks.items()), crosswalks))


def span_of(today: date, days: Collection[date]) -> tuple[date, date]:
    """The first and the last day on which each comparison with these days comes out as it does today."""
    if today in days:
        return today, today
    since = max((day + _DAY for day in days if day < today), default=date.min)
    until = min((day - _DAY for day in days if day > today), default=date.max)
    return since, until


class WatchedDay(date):
    """A day that notes every day it is compared with."""

    noted: set[date]

    @classmethod
    def like(cls, day: date, noted: set[date]) -> WatchedDay:
        """The same day, watched."""
        made = cls(day.year, day.month, day.day)
        made.noted = noted
        return made

    def _note(self, other: object) -> None:
        if isinstance(other, date):
            self.noted.add(other)

    def __lt__(self, other: date) -> bool:
        self._note(other)
        return super().__lt__(other)

    def __le__(self, other: date) -> bool:
        self._note(other)
        return super().__le__(other)

    def __gt__(self, other: date) -> bool:
        self._note(other)
        return super().__gt__(other)

    def __ge__(self, other: date) -> bool:
        self._note(other)
        return super().__ge__(other)

    def __eq__(self, other: object) -> bool:
        self._note(other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        self._note(other)
        return super().__ne__(other)

    __hash__ = date.__hash__

    def __reduce__(self) -> tuple[type[date], tuple[int, int, int]]:
        return date, (self.year, self.month, self.day)


class _Watched(Mapping[str, Answer], Generic[Answer]):
    """A mapping that notes what it is asked for."""

    def __init__(self, known: Mapping[str, Answer], note: Callable[[str], None]) -> None:
        self._known = known
        self._note = note

    def __getitem__(self, name: str) -> Answer:
        self._note(name)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return name in self._known

    def __iter__(self) -> Iterator[str]:
        self._note(_ALL)
        return iter(self._known)

    def __len__(self) -> int:
        self._note(_ALL)
        return len(self._known)


class _WatchedIds(Sequence[str]):
    """A list of ids that notes what it is asked for."""

    def __init__(self, known: Sequence[str], note: Callable[[str], None]) -> None:
        self._known = known
        self._ids = frozenset(known)
        self._note = note

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return name in self._ids

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        self._note(_ALL)
        return self._known[at]

    def __iter__(self) -> Iterator[str]:
        self._note(_ALL)
        return iter(self._known)

    def __len__(self) -> int:
        self._note(_ALL)
        return len(self._known)
