"""School years: what people write (`2025/26`), and which days belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from profilegen.model.records import Term

_YEARS = re.compile(r"(\d{4})(?:\s*[-/–—]\s*(\d{4}|\d{2}))?", re.UNICODE)
_STARTS_IN = 7
"""From this month on, a term belongs to the school year that begins in its calendar year: Scotland starts in August."""


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """The days of a school year, the first and the last among them; holidays after it still belong to it."""

    first_day: date
    last_day: date

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def years_named(written: str) -> tuple[int, int] | None:
    """The calendar years of `2025/26`, `2025-26` or `2025–2026`; of `2026` this one twice. None for other words."""
    found = _YEARS.fullmatch(written.strip())
    if found is None:
        return None
    first = int(found[1])
    second = first if found[2] is None else int(found[2]) + (first // 100 * 100 if len(found[2]) == 2 else 0)
    if second < first and len(found[2] or "") == 2:  # 1999/00
        second += 100
    return (first, second) if 1900 <= first <= second <= first + 1 <= 9998 else None


def is_same_year(written: str, other: str) -> bool:
    """Whether two spellings mean one school year: `2025/26` and `2025-26`."""
    years = years_named(written)
    return years == years_named(other) if years else written.strip() == other.strip()


def newest_year(written: Iterable[str]) -> str:
    """The latest of these school years, as it is written; "" where none of them names one."""
    known = [(years, one) for one in written if (years := years_named(one))]
    return max(known)[1] if known else ""


def school_year(written: str, terms: Iterable[Term] = ()) -> SchoolYear | None:
    """The days of the school year that somebody wrote; None where it names none.

    It goes from the first day of its first term to the day before the next year's, as far as the school's terms tell.
    Else it goes from 1 September to 31 August; one that lies within a calendar year goes from January to December.
    """
    years = years_named(written)
    if years is None:
        return None
    starts = sorted(term.starts for term in terms)
    usual, following = _usual_start(years), _usual_start((years[0] + 1, years[1] + 1))
    first = _first_term(starts, years) or usual
    after = _first_term(starts, (years[0] + 1, years[1] + 1)) or max(following, first)
    return SchoolYear(first, after - timedelta(days=1))


def _usual_start(years: tuple[int, int]) -> date:
    return date(years[0], 9 if years[0] < years[1] else 1, 1)


def _first_term(starts: Iterable[date], years: tuple[int, int]) -> date | None:
    """The first day of a school year's first term, where the terms tell. Its terms lie within twelve months."""
    month = _STARTS_IN if years[0] < years[1] else 1
    earliest, end = date(years[0], month, 1), date(years[0] + 1, month, 1)
    first = next((day for day in starts if earliest <= day < end), None)
    # a list that begins in spring tells nothing of where that year began
    return first if first and first < _months_on(earliest, 4) else None


def _months_on(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, day.day)
