"""Rules of sense: what can be read, and still cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from profilegen.checks.parts import everything_filed, walk
from profilegen.model.audience import Audience
from profilegen.model.school import Key, Places, School, Student
from profilegen.problems import Problem
from profilegen.rules import problem_at

_OF_THE_PAST = frozenset(("date", "on", "recorded_on"))  # `until` and a goal's `by` look ahead


def future_date(student: Student, _school: School, today: date) -> Iterator[Problem]:
    """Nothing is dated after today but what looks ahead."""
    for filed in everything_filed(student):
        for key, day in _dates_to_come(filed.record, today):
            yield problem_at("future-date", *_still_to_come(day), filed.places, *key)


def consents_of_the_future(school: School, today: date) -> Iterator[Problem]:
    """Nor is a consent recorded on a day to come."""
    for one in sorted(school.consents):
        for key, day in _dates_to_come(school.consents[one], today):
            yield problem_at("future-date", *_still_to_come(day), Places("consents.yaml"), one, *key)


def result_not_shown(student: Student, _school: School, _today: date) -> Iterator[Problem]:
    """Only a qualification has a result."""
    for filed in student.achievements:
        if filed.record.result and filed.record.kind != "qualification":
            yield problem_at(
                "result-not-shown",
                f"“{filed.record.result}” is not shown: only a qualification has a result.",
                "If this is a qualification, write kind: qualification. If not, say in description: what you did.",
                filed.places,
                "result",
            )


def default_audience_too_wide(school: School, _today: date) -> Iterator[Problem]:
    """What names no audience never goes public."""
    if school.settings.default_audience is Audience.PUBLIC:
        yield problem_at(
            "unknown-choice",
            "default_audience cannot be public: what names no audience goes to school at most.",
            "Write default_audience: school. Who wants to go public says so in each record.",
            Places("school.yaml"),
            "default_audience",
        )


def unknown_framework(school: School, _today: date) -> Iterator[Problem]:
    """The framework that the school names exists."""
    if school.settings.framework and school.framework is None:
        known = ", ".join(sorted(school.frameworks)) or "none"
        yield problem_at(
            "broken-reference",
            f"There is no framework “{school.settings.framework}”.",
            f"Write one of these: {known}. Or add {school.settings.framework}.yaml to the folder frameworks/.",
            Places("school.yaml"),
            "framework",
        )


def _dates_to_come(record: object, today: date) -> Iterator[tuple[Key, date]]:
    for key, value in walk(record):
        if isinstance(value, date) and value > today and key[-1] in _OF_THE_PAST:
            yield key, value


def _still_to_come(day: date) -> tuple[str, str]:
    return (
        f"{day.isoformat()} is still to come.",
        "Check the year, the month and the day, in that order. All right? Then check this computer’s clock.",
    )
