"""The pack for a learning community's monthly meeting, made of its teachers' own profiles (`kind: teacher`).

What a teacher promised is the `next_step` of their newest reflection before the month, or else of their first goal that
has one; what came of it are the reflections since. Nobody is compared, and the order is always from A to Z.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from pathlib import Path

from profilegen.classroom.paper import sheet
from profilegen.classroom.reading import Progress, open_school, read_students
from profilegen.model.names import place_in_alphabet
from profilegen.model.school import School
from profilegen.model.views import GoalView, ReflectionView, StudentView
from profilegen.problems import UsageError
from profilegen.rendering.markdown import excerpt

_WORDS = 40  # of each reflection; the whole of it is in the profile
_FEW_WORDS = 20
_PIECES = 2  # of each teacher, the newest: theirs is one sheet
_TARGETS = 3
_MINUTES_EACH = 3
_LEAST_FOR_ALL = 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """What somebody tried: the beginning of their reflection, what they show with it, and what they will try next."""

    title: str
    day: date
    words: str
    learned: str  # what is not there yet, in their own judgement
    next_step: str
    pictures: int
    recordings: int
    documents: int


@dataclass(frozen=True, slots=True)
class Member:
    """One teacher's sheet. `promised_on` is None where the promise is a goal's, or there is none."""

    name: str
    lang: str
    targets: tuple[GoalView, ...]
    promise: str
    promised_on: date | None
    came_of_it: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A month's meeting. `month` is its first day; `minutes` are for hearing everybody."""

    community: str
    language: str
    month: date
    minutes: int
    members: tuple[Member, ...]


def read_meeting(
    folder: Path,
    class_name: str = "",
    *,
    month: date | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> Meeting:
    """The meeting of a school's teachers, or of one class of them, in the month of this day.

    UsageError where no profile there says `kind: teacher`.
    """
    day = today or date.today()
    first = (month or day).replace(day=1)
    school, students = open_school(folder, class_name)
    views = [read.view for read in read_students(school, students, day, progress) if _teaches(read.view, school)]
    if not views:
        raise UsageError(
            "There is no teacher’s profile here that teachers may see.",
            "Write kind: teacher into the profile.yaml of each teacher who takes part.",
        )
    return Meeting(
        community=school.classes[0].record.name if class_name else school.settings.name,
        language=school.settings.locale,
        month=first,
        minutes=max(_LEAST_FOR_ALL, 5 * ceil(_MINUTES_EACH * len(views) / 5)),
        members=tuple(
            _member(view, first) for view in sorted(views, key=lambda one: (place_in_alphabet(one.name), one.id))
        ),
    )


def _teaches(view: StudentView, school: School) -> bool:
    return view.kind == "teacher" and not school.learns_here(view.id)


def meeting_sheet(meeting: Meeting) -> bytes:
    """The agenda, and then a sheet for each teacher."""
    return sheet(meeting.language, "meeting.html", meeting=meeting)


def _member(view: StudentView, month: date) -> Member:
    promise, promised_on = _promise(view, month)
    since = promised_on or (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=31)).replace(day=1)
    pieces = [one for one in view.reflections if since <= one.date < after and not _is_of(one, promise, promised_on)]
    return Member(
        name=view.name,
        lang=view.lang,
        targets=view.goals[:_TARGETS],
        promise=promise,
        promised_on=promised_on,
        came_of_it=tuple(_evidence(one) for one in reversed(pieces[:_PIECES])),
    )


def _promise(view: StudentView, month: date) -> tuple[str, date | None]:
    for one in view.reflections:  # newest first
        if one.date < month and one.next_step:
            return one.next_step, one.date
    return next((goal.next_step for goal in view.goals if goal.next_step), ""), None


def _is_of(piece: ReflectionView, promise: str, promised_on: date | None) -> bool:
    """Whether this is the very reflection that ends with the promise."""
    return promised_on is not None and piece.date == promised_on and piece.next_step == promise


def _evidence(piece: ReflectionView) -> Evidence:
    kinds: Sequence[str] = [media.kind for media in piece.media]
    return Evidence(
        title=piece.title,
        day=piece.date,
        words=excerpt(piece.body, _WORDS),
        learned=excerpt(piece.judgement.not_yet, _FEW_WORDS) if piece.judgement else "",
        next_step=piece.next_step,
        pictures=kinds.count("picture"),
        recordings=kinds.count("recording"),
        documents=kinds.count("document"),
    )
