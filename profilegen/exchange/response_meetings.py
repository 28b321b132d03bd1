"""Which conference a response is of, as far as the school knows: its day, and the class that was invited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from profilegen.building.site import CONFERENCE_FOLDER
from profilegen.model.addresses import slug_of
from profilegen.model.days import day_written
from profilegen.model.school import ClassGroup, School
from profilegen.opening import open_plainly

_MARK, _LARGEST = "conference.json", 4096  # bytes
_DAY_IN_NAME = re.compile(r"-(\d{4}-\d{2}-\d{2})\Z", re.ASCII)
_FIRST = date(2020, 1, 1)
_FAR = timedelta(days=60)
_TOMORROW = timedelta(days=1)  # the laptop may be in another time zone


@dataclass(frozen=True, slots=True)
class Meeting:
    """A conference. `day` is None, and `group` is None, where that is not known."""

    day: date | None = None
    group: ClassGroup | None = None


def meeting_of(event: str, school: School) -> Meeting:
    """What is known of an event: from its name, and from the conferences in the school's folder."""
    ending = _DAY_IN_NAME.search(event)
    day, group = _as_day(ending[1] if ending else ""), None
    for folder, said in _marks_in(school):
        if said.get("event") == event:
            day = day or _as_day(said.get("day"))
            group = group or _group(said.get("class"), folder, event, school)
    return Meeting(day, group)


def day_at(written: date, meeting: Meeting, today: date) -> tuple[date, str]:
    """The day that a response is given, and what to tell of it: a clock that was wrong is not believed."""
    is_far = meeting.day is not None and abs(written - meeting.day) > _FAR
    if is_far or not _FIRST <= written <= today + _TOMORROW:
        instead = min(meeting.day or today, today)
        whose = "the day of the conference" if instead == meeting.day else "today"
        return instead, f"Its day, {written}, cannot be right. Instead, it gets {whose}, {instead}."
    if meeting.day is not None and written != meeting.day:
        return written, f"Its day, {written}, is not that of the conference, {meeting.day}."
    return written, ""


def who_was_not_invited(student: str, name: str, meeting: Meeting) -> str:
    """What to tell where a student is not of the class whose conference it was; "" elsewhere."""
    if meeting.group is None or student in meeting.group.record.students:
        return ""
    return f"The conference was that of {meeting.group.record.name}, and {name} is not in that class."


def _marks_in(school: School) -> Iterator[tuple[str, dict[str, Any]]]:
    """What the mark in each conference's folder says."""
    above = school.folder / CONFERENCE_FOLDER
    if not above.is_dir() or above.is_symlink():
        return
    for folder in sorted(one for one in above.iterdir() if one.is_dir() and not one.is_symlink()):
        try:
            with open_plainly(folder / _MARK) as file:
                said = json.loads(file.read(_LARGEST))
        except (OSError, ValueError, RecursionError):
            continue
        if isinstance(said, dict):
            yield folder.name, said


def _group(said: Any, folder: str, event: str, school: School) -> ClassGroup | None:
    """The class that a mark names; else the one after which folder and event are called, where that is certain."""
    if isinstance(said, str) and said:
        return next((one for one in school.classes if said in (one.id, one.record.name)), None)
    if not event.startswith(f"{folder}-") or slug_of(school.settings.name) == folder:
        return None
    return next((one for one in school.classes if slug_of(one.id) == folder), None)


def _as_day(said: Any) -> date | None:
    try:
        return day_written(said) if isinstance(said, str) and said else None
    except ValueError:
        return None
