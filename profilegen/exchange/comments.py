"""A year of comments as a spreadsheet: a row for each student and subject, their own work beside it, cells to fill in.

What a report says already stands in its cells, locked: importing adds to reports and never changes them. The work is
what the teachers' view shows (`view_for`), and nothing else of the student.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from profilegen.classroom.reading import class_named
from profilegen.exchange.plain_text import as_typed, letters_of
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.addresses import fold
from profilegen.model.audience import Audience
from profilegen.model.names import place_in_alphabet
from profilegen.model.school import School
from profilegen.model.viewing import view_for
from profilegen.model.views import ReflectionView, ReportView, StudentView
from profilegen.problems import UsageError

MOST_PIECES = 5


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A row: of whom, in what subject, with what work; and what their report says already.

    `progress` is None in all rows of a student but the first.
    """

    student: str
    name: str
    subject: str
    work: str
    achievements: str = ""
    next_steps: str = ""
    progress: str | None = None


@dataclass(frozen=True, slots=True)
class CommentSheet:
    """What the spreadsheet of a class says. `left_out` are ids of students who cannot be read."""

    class_id: str
    class_name: str
    school_year: str
    rows: tuple[CommentRow, ...]
    left_out: tuple[str, ...] = ()


def comment_sheet(folder: Path, class_name: str, subjects: Sequence[str] = (), *, today: date) -> CommentSheet:
    """The rows of a class, students A to Z. Without `subjects`, those of its students' reports and reflections.

    UsageError where the folder is no school, there is no such class, or no subject is known.
    """
    school, _ = load_school(folder)
    group = class_named(school, class_name)
    views = {student: _view(school, student, today) for student in group.record.students}
    known = sorted((view for view in views.values() if view), key=lambda view: (place_in_alphabet(view.name), view.id))
    chosen = _unlike(subjects or _subjects_of(known))
    if not chosen:
        message = f"No subject of {group.record.name} is known: its students have no reports, and no subjects named."
        raise UsageError(message, 'Say which: --subjects "English, Mathematics, Science"')
    names = Counter(view.name for view in known)
    rows = (
        replace(row, name=f"{row.name} ({row.student})") if names[row.name] > 1 else row
        for view in known
        for row in _rows(view, group.record.school_year, chosen)
    )
    left_out = tuple(student for student, view in views.items() if view is None)
    return CommentSheet(group.id, group.record.name, group.record.school_year, tuple(rows), left_out)


def _view(school: School, student_id: str, today: date) -> StudentView | None:
    student, _ = load_student(school, student_id)
    return view_for(student, school, Audience.TEACHERS, today) if student else None


# Subjects


def _subjects_of(views: Sequence[StudentView]) -> Iterator[str]:
    """Those of reports, in their order, and then those of reflections, A to Z."""
    for view in views:
        for report in view.reports:
            yield from (one.subject for one in report.subjects)
    yield from sorted({one.subject for view in views for one in view.reflections if one.subject}, key=fold)


def _unlike(subjects: Iterable[str]) -> dict[str, str]:
    """Each subject once, whatever its capitals, by its letters."""
    found: dict[str, str] = {}
    for subject in subjects:
        if subject.strip():
            found.setdefault(letters_of(subject), subject.strip())
    return found


# Rows


def _rows(view: StudentView, school_year: str, chosen: dict[str, str]) -> Iterator[CommentRow]:
    """A student's rows: the chosen subjects, and then what else their report has."""
    report = next((one for one in view.reports if letters_of(one.school_year) == letters_of(school_year)), None)
    there = {letters_of(one.subject): one for one in report.subjects} if report else {}
    for number, (key, subject) in enumerate({**chosen, **{key: one.subject for key, one in there.items()}}.items()):
        said = there.get(key)
        yield CommentRow(
            view.id,
            view.name,
            said.subject if said else subject,
            work_of(view, subject),
            as_typed(said.achievements) if said else "",
            as_typed(said.next) if said else "",
            _progress(report) if number == 0 else None,
        )


def _progress(report: ReportView | None) -> str:
    return as_typed(report.progress) if report else ""


def work_of(view: StudentView, subject: str) -> str:
    """The student's pieces of a subject, featured ones first; where there are none, what they feature elsewhere."""
    own = [one for one in view.reflections if letters_of(one.subject) == letters_of(subject)]
    pieces = sorted(own, key=lambda one: not one.featured) or [one for one in view.reflections if one.featured]
    return "\n".join(_piece(one, with_subject=not own) for one in pieces[:MOST_PIECES])


def _piece(piece: ReflectionView, *, with_subject: bool) -> str:
    where = f", {piece.subject}" if with_subject and piece.subject else ""
    chosen = ", featured" if piece.featured else ""
    return f"• {' '.join(piece.title.split())} ({piece.date.isoformat()}{where}{chosen})"
