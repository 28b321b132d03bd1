"""The days of answers, and their times, in the spellings of Google Forms and Microsoft Forms.

`01/07/2026` is July in Britain and January in the United States. A column tells which it means as soon as one of its
days is past the twelfth. Where none is, or where they contradict each other, the map or the school's locale decides for
those that can mean both, and nobody is left to wonder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

DayOrder = Literal["day-first", "month-first"]
DAY_ORDERS: tuple[DayOrder, ...] = ("day-first", "month-first")

_REST = r"(?=$|[\s,T])"  # a time of day may follow
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_REST}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_REST}")
_DAY_AND_NAME = re.compile(rf"(\d{{1,2}})\.?[ -]([A-Za-z]{{3,9}})\.?,?[ -](\d{{4}}){_REST}")
_NAME_AND_DAY = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){_REST}")
_TIME = re.compile(
    r"[\s,T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?"
    r"(?:\s*([ap])\.?m\b\.?)?(?:\s*(?:GMT|UTC)(?:([+-])(\d{1,2})(?::?(\d{2}))?)?)?\s*\Z",
    re.IGNORECASE,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """When an answer was given: on which day, and in which second of it, None where no time is written."""

    day: date
    second: int | None = None


@dataclass(frozen=True, slots=True)
class OrderFound:
    """What the days of a file say of their order; `rows` are those that say it."""

    day_first: tuple[str, ...] = ()
    month_first: tuple[str, ...] = ()
    either: tuple[str, ...] = ()

    @property
    def order(self) -> DayOrder | None:
        """The order that all days fit; None where none of them tells, or where they contradict each other."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return "day-first" if self.day_first else "month-first"

    @property
    def is_mixed(self) -> bool:
        """Whether no order fits all of them."""
        return bool(self.day_first and self.month_first)


def order_of(cells: Iterable[str]) -> OrderFound:
    """What order of day and month these cells are written in."""
    day_first, month_first, either = [], [], []
    for cell in cells:
        if numbers := _YEAR_LAST.match(cell):
            first, second = int(numbers[1]), int(numbers[2])
            if first > 12:
                day_first.append(cell)
            elif second > 12:
                month_first.append(cell)
            elif first != second:
                either.append(cell)
    return OrderFound(tuple(day_first), tuple(month_first), tuple(either))


def is_year_first(cell: str) -> bool:
    """Whether a cell is written as a spreadsheet's real dates are given: 2026-07-01."""
    return bool(_YEAR_FIRST.match(cell))


def day_of(cell: str, order: DayOrder) -> date | None:
    """The day that a cell names; None where it names none. What can only be meant in the other order, is."""
    if numbers := _YEAR_FIRST.match(cell):
        return _day(numbers[1], numbers[2], numbers[3])
    if numbers := _YEAR_LAST.match(cell):
        year = numbers[3] if len(numbers[3]) == 4 else f"20{numbers[3]}"
        day, month = (numbers[1], numbers[2]) if order == "day-first" else (numbers[2], numbers[1])
        return _day(year, month, day) or (_day(year, day, month) if int(month) > 12 else None)
    if words := _DAY_AND_NAME.match(cell):
        return _day(words[3], _month(words[2]), words[1])
    if words := _NAME_AND_DAY.match(cell):
        return _day(words[3], _month(words[1]), words[2])
    return None


def second_of(cell: str) -> int | None:
    """The second of the day that a cell ends in, in Greenwich where it says how far from there; None without a time."""
    found = _TIME.search(cell)
    if not found:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4] in "pP" else 0)
    from_greenwich = int(found[6] or 0) * 60 + int(found[7] or 0)
    minute -= -from_greenwich if found[5] == "-" else from_greenwich
    return (hour * 60 + minute) * 60 + second


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _month(name: str) -> str:
    """The month's number; 0, which no day has, for any other word."""
    found = (number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()))
    return str(next(found, 0))


def order_in(locale: str) -> DayOrder:
    """The order that a locale writes days in: en-US writes the month first, nearly everybody else the day."""
    from babel import Locale, UnknownLocaleError

    try:
        pattern = str(Locale.parse(locale, sep="-").date_formats["short"].pattern)
    except (UnknownLocaleError, ValueError, KeyError):
        return "day-first"
    return "month-first" if 0 <= pattern.find("M") < pattern.find("d") else "day-first"
