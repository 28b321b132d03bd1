"""Rules of sense: what can be read, and still cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from profilegen.checks.parts import LaidOut, places_in
from profilegen.model.audience import Audience
from profilegen.model.forms import groups_in
from profilegen.model.records import Achievement, Record
from profilegen.model.school import School
from profilegen.problems import Place, Problem
from profilegen.rules import problem, problem_at

_OF_THE_PAST = frozenset(("date", "on", "recorded_on"))  # `until` and a goal's `by` look ahead


def future_date(laid: LaidOut) -> Iterator[Problem]:
    """Nothing is dated after today but what looks ahead."""
    for part in laid.as_written:
        for field, day in _days_to_come(part.group, laid.today):
            yield part.problem("future-date", *_still_to_come(day), field)


def translation_not_shown(laid: LaidOut) -> Iterator[Problem]:
    """A page offers a reflection in both languages; other records are shown as they were first written."""
    student = laid.student
    for filed in (*student.testimonials, *student.achievements, *student.showcases, *student.reports):
        for language in filed.translations:
            path = PurePosixPath(filed.places.file)
            place = Place(str(path.with_name(f"{path.stem}.{language}{path.suffix}")))
            message = "This translation is not shown: this version shows translations of reflections only."
            yield problem("translation-not-shown", message, "Keep the file: a later version will show it.", place)


def consents_of_the_future(school: School, today: date) -> Iterator[Problem]:
    """Nor is a consent recorded on a day to come."""
    for one in sorted(school.consents):
        for key, group in groups_in(school.consents[one]):
            for field, day in _days_to_come(group, today):
                places = places_in("consents.yaml", school)
                yield problem_at("future-date", *_still_to_come(day), places, one, *key, field)


def result_not_shown(laid: LaidOut) -> Iterator[Problem]:
    """Only a qualification has a result."""
    for part in laid.as_written:
        match part.group:
            case Achievement(result=result, kind=kind) if result and kind != "qualification":
                yield part.problem(
                    "result-not-shown",
                    f"“{result}” is not shown: only a qualification has a result.",
                    "If this is a qualification, write kind: qualification. If not, say in description: what you did.",
                    "result",
                )


def default_audience_too_wide(school: School, _today: date) -> Iterator[Problem]:
    """What names no audience never goes public."""
    if school.settings.default_audience is Audience.PUBLIC:
        yield problem_at(
            "unknown-choice",
            "default_audience cannot be public: what names no audience goes to school at most.",
            "Write default_audience: school. Who wants to go public says so in each record.",
            places_in("school.yaml", school),
            "default_audience",
        )


def _days_to_come(group: Record, today: date) -> Iterator[tuple[str, date]]:
    for field in _OF_THE_PAST & type(group).model_fields.keys():
        day = getattr(group, field)
        if day is not None and day > today:
            yield field, day


def _still_to_come(day: date) -> tuple[str, str]:
    return (
        f"{day.isoformat()} is still to come.",
        "Check the year, the month and the day, in that order. All right? Then check this computer’s clock.",
    )
