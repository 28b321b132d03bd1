"""Days as people write them: 2026-10-14, and in no other way."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)


def day_written(text: str) -> date:
    """The day that `text` names. ValueError for another spelling, or a day that the calendar does not have."""
    match = _DAY.match(text.strip())
    if match is None:
        raise ValueError(text)
    year, month, day = map(int, match.groups())
    return date(year, month, day)


def is_spelt_as_a_day(text: str) -> bool:
    """Whether it looks like a day, though the calendar may not have it."""
    return _DAY.match(text.strip()) is not None
