"""What a law asks of a report, and what of it is missing. The rules are data: `profilegen.model.report_law`.

Nothing here knows a country. A requirement of some year groups holds where the student's is known; where it is not, and
where nobody may know whether an examination was taken, what is missing is said as advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from profilegen.model.addresses import fold
from profilegen.model.audience import Audience
from profilegen.model.records import Report, Result
from profilegen.model.report_law import ReportRules, Requirement, YearGroup
from profilegen.model.school import Filed, Key, School, Student
from profilegen.model.school_years import is_same_year, school_year, years_named
from profilegen.problems import Problem
from profilegen.rules import problem_at

_MISSING, _UNSURE = "report-incomplete", "report-unsure"
_SAY_WHICH = "year_group: in the report or the class says which year group it is."
_GAP = re.compile(r"\{name\}|\{year\}")
_NOTHING = " .…-–—\n\t"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One report, and all that tells whether a requirement holds for it."""

    student: Student
    school: School
    rules: ReportRules
    filed: Filed[Report]

    @property
    def report(self) -> Report:
        return self.filed.record

    @property
    def year_group(self) -> str:
        """The year group that the student was in, by its name in the rules; "" where it cannot be known.

        The report says it, or the student's class: that of another school year was so many groups further on.
        """
        if self.report.year_group:
            return _named(self.report.year_group, self.rules.year_groups)
        groups = [group.name for group in self.rules.year_groups]
        then = years_named(self.report.school_year)
        for one in self.school.classes:
            now = years_named(one.record.school_year)
            known = _named(one.record.year_group, self.rules.year_groups)
            if self.student.id in one.record.students and known and now and then:
                place = groups.index(known) - (now[0] - then[0])
                return groups[place] if 0 <= place < len(groups) else ""
        return ""


def report_problems(
    student: Student, school: School, rules: ReportRules, year: str, *, some_unread: bool = False
) -> Iterator[Problem]:
    """What the report of this school year does not say, or that there is none. A teacher has no report.

    With `some_unread` a report of theirs could not be read: it may be the one, so nobody says that there is none.
    """
    if student.profile.record.kind != "student" and not school.learns_here(student.id):
        return
    filed = next((one for one in student.reports if is_same_year(one.record.school_year, year)), None)
    if filed is None and some_unread:
        return
    if filed is None:
        message = f"There is no report of {_name(student)} for {year}. ({rules.name})"
        hint = "Write one in the folder reports. If they were at another school then, nothing is missing."
        yield problem_at(_MISSING, message, hint, student.profile.places).of_student(student.id)
        return
    asked = _Asked(student, school, rules, filed)
    for requirement in rules.requirements:
        yield from (found.of_student(student.id) for found in _missing(asked, requirement))


def _missing(asked: _Asked, requirement: Requirement) -> Iterator[Problem]:
    """What of one requirement is missing: nothing where it does not hold, or is met."""
    year = asked.report.school_year
    group = asked.year_group
    if any(is_same_year(one, year) for one in requirement.not_in):
        return
    is_proved = requirement.when == "taken" and _was_taken(asked, requirement)
    is_unknown = bool(requirement.for_) and not group
    if requirement.for_ and group and group not in requirement.for_ and not is_proved:
        return
    doubt = _doubt(asked.report, requirement, is_proved, is_unknown)
    words = {"{name}": _name(asked.student), "{year}": year}
    sentence = _GAP.sub(lambda gap: words[gap[0]], requirement.sentence)
    hint = f"{requirement.hint} {_SAY_WHICH}" if is_unknown and not is_proved else requirement.hint
    for key, addition in _LOOKING[requirement.what](asked.report, requirement):
        message = f"{sentence}{addition}{doubt} ({requirement.paragraph}.)"
        yield problem_at(_UNSURE if doubt else _MISSING, message, hint, asked.filed.places, *key)


def _name(student: Student) -> str:
    """What teachers call the student by."""
    profile = student.profile.record
    return profile.name_for.get(Audience.TEACHERS.word) or profile.name


def _doubt(report: Report, requirement: Requirement, is_proved: bool, is_unknown: bool) -> str:
    """Why what is missing may not be asked for, or may be there; "" where neither is so."""
    if is_unknown and not is_proved:
        return f" It is asked of {_span(requirement.for_)}, and nothing says which year group this was."
    if requirement.what == "results" and not all(one.qualification for one in report.results):
        return " A result that is there says no qualification, and may be one of them."
    if requirement.when == "taken" and not is_proved:
        return " It is asked only where there are any, which cannot be known here."
    return ""


def _span(groups: Iterable[str]) -> str:
    names = list(groups)
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _was_taken(asked: _Asked, requirement: Requirement) -> bool:
    """Whether one of the student's own achievements of that year is such a qualification."""
    days = school_year(asked.report.school_year, asked.school.settings.terms)
    qualifications = (one.record for one in asked.student.achievements if one.record.kind == "qualification")
    return days is not None and any(one.date in days and _is_called(one.title, requirement) for one in qualifications)


# What may be missing: each gives the place and what to add to the sentence, once for each thing that is


def _subjects(report: Report, requirement: Requirement) -> Iterator[tuple[Key, str]]:
    said = {fold(one.subject.strip()) for one in report.subjects if _says(one.achievements)}
    if not said:
        yield ("subjects",), ""
    elif missing := [name for name in requirement.subjects if fold(name.strip()) not in said]:
        yield ("subjects",), f" Not of: {', '.join(missing)}."
    for number, one in enumerate(report.subjects if said else ()):
        if not _says(one.achievements) and one.subject not in requirement.subjects:
            yield ("subjects", number, "achievements"), f" Not of: {one.subject}."


def _progress(report: Report, _: Requirement) -> Iterator[tuple[Key, str]]:
    if not _says(report.progress):
        yield ("progress",), ""


def _discussion(report: Report, _: Requirement) -> Iterator[tuple[Key, str]]:
    if not _says(report.discussion):
        yield ("discussion",), ""


def _attendance(report: Report, _: Requirement) -> Iterator[tuple[Key, str]]:
    if report.attendance is None or report.attendance.possible == 0:
        yield ("attendance",), ""


def _unauthorised(report: Report, _: Requirement) -> Iterator[tuple[Key, str]]:
    if report.attendance is None or report.attendance.unauthorised is None:
        yield ("attendance",), ""


def _results(report: Report, requirement: Requirement) -> Iterator[tuple[Key, str]]:
    if not any(_is_such(one, requirement) for one in report.results):
        yield ("results",), ""


def _grades(report: Report, requirement: Requirement) -> Iterator[tuple[Key, str]]:
    for number, one in enumerate(report.results):
        if _is_such(one, requirement) and not _says(one.result):
            yield ("results", number), f" It is: {one.subject}."


_LOOKING = {
    "subjects": _subjects,
    "progress": _progress,
    "discussion": _discussion,
    "attendance": _attendance,
    "unauthorised": _unauthorised,
    "results": _results,
    "grades": _grades,
}


def _says(text: str) -> bool:
    """Dots and dashes stand where somebody meant to write."""
    return bool(text.strip(_NOTHING))


def _is_such(result: Result, requirement: Requirement) -> bool:
    return _is_called(result.qualification or result.subject, requirement)


def _is_called(words: str, requirement: Requirement) -> bool:
    folded = fold(words)
    return not requirement.called or any(fold(word) in folded for word in requirement.called)


def _named(written: str, groups: Iterable[YearGroup]) -> str:
    """The year group that a word means; "" for none."""
    wanted = fold(written.strip())
    return next(
        (group.name for group in groups if wanted in {fold(word.strip()) for word in (group.name, *group.also)}), ""
    )
