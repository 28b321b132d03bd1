"""What a law asks of a school's reports, student by student. One student is held at a time, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from profilegen.checks.report_rules import report_problems
from profilegen.loading.student import load_student
from profilegen.model.report_law import ReportRules
from profilegen.model.school import School
from profilegen.model.school_years import newest_year
from profilegen.problems import Problem, Severity


def newest_report_year(school: School, students: Sequence[str], today: date) -> str:
    """The newest school year that any of them has a report of; that of today where nobody has one."""
    loaded = (load_student(school, one)[0] for one in students)
    years = (filed.record.school_year for student in loaded if student for filed in student.reports)
    return newest_year(years) or _this_year(today)


def check_each_report(
    school: School,
    students: Sequence[str],
    law: ReportRules | None,
    year: str,
    progress: Callable[[int, int, str], None] | None = None,
) -> Iterator[Problem]:
    """What their reports of this year do not say, and what in the reports cannot be read."""
    for done, one in enumerate(students, start=1):
        student, problems = load_student(school, one)
        of_reports = [found for found in problems if student is None or "reports/" in found.place.file]
        yield from of_reports
        if student and law:
            unread = any(found.severity is Severity.ERROR for found in of_reports)
            yield from report_problems(student, school, law, year, some_unread=unread)
        if progress is not None:
            progress(done, len(students), one)


def _this_year(day: date) -> str:
    """The usual school year of a day."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
