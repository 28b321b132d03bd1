"""Rules of sense: what can be read, and still cannot be meant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from profilegen.checks.parts import LaidOut, places_in
from profilegen.loading.plain_words import did_you_mean, listed
from profilegen.model.audience import Audience
from profilegen.model.forms import groups_in
from profilegen.model.limits import CEILINGS, Limits
from profilegen.model.records import Achievement, Conference, Record
from profilegen.model.school import Filed, School
from profilegen.model.translating import WORDS_NOT_SHOWN, WORDS_OF_THE_HEADER, without_original
from profilegen.problems import Problem
from profilegen.rules import problem_at

_OF_THE_PAST = frozenset(("date", "on", "recorded_on"))  # `until` and a goal's `by` look ahead


def future_date(laid: LaidOut) -> Iterator[Problem]:
    """Nothing is dated after today but what looks ahead."""
    for part in laid.as_written:
        for field, day in _days_to_come(part.group, laid.today):
            yield part.problem("future-date", *_still_to_come(day), field)


def translation_differs(laid: LaidOut) -> Iterator[Problem]:
    """A translation says in other words what its original says, and nothing more."""
    for original, other in _translations(laid):
        for key in without_original(original.record, other.record):
            name = PurePosixPath(original.path).name
            yield problem_at(
                "translation-differs",
                f"This has no original in “{name}”, so it is not shown.",
                f"Write it in {name} first, in your other language. Drafts, goals and subjects need to be as many "
                "there as here; pictures, skills and feedback must name the same file, skill, or author and day.",
                other.places,
                *key,
            )


def translation_not_shown(laid: LaidOut) -> Iterator[Problem]:
    """Some words stand on a page in the original's language only."""
    for original, other in _translations(laid):
        as_written = dict(groups_in(original.record))
        for key, group in groups_in(other.record):
            for field in WORDS_OF_THE_HEADER if key == ("header",) else WORDS_NOT_SHOWN.get(type(group), ()):
                word = getattr(group, field)
                if word and word != getattr(as_written.get(key), field, ""):
                    message = f"This is shown only as {PurePosixPath(original.path).name} has it."
                    hint = "You can take it out here, or leave it: the rest of this translation is shown."
                    yield problem_at("translation-not-shown", message, hint, other.places, *key, field)


def _translations(laid: LaidOut) -> Iterator[tuple[Filed[Record], Filed[Record]]]:
    """Every original with each of its translations."""
    for filed in (laid.student.profile, *laid.student.records()):
        yield from ((filed, other) for other in filed.translations.values())


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


def teachers_among_students(school: School, _today: date) -> Iterator[Problem]:
    """Whoever the staff put among the students of a class is one, even if the profile says `kind: teacher`."""
    for group in school.classes:
        for number, one in enumerate(group.record.students):
            card = school.cards.get(one)
            if card and card.kind == "teacher" and school.learns_here(one):
                yield problem_at(
                    "unknown-choice",
                    f"The profile of {card.name} says kind: teacher, and stands among the students of "
                    f"{group.record.name}. It counts as a student's.",
                    f"Take {one} out of students: here, or kind: teacher out of that profile.yaml.",
                    places_in(f"classes/{group.id}.yaml", school),
                    "students",
                    number,
                )


def limits_that_do_not_hold(school: School, _today: date) -> Iterator[Problem]:
    """Each limit in school.yaml is one that there is, and within what any school may set."""
    for name, value in school.settings.limits.items():
        told = _why_it_does_not_hold(name, value)
        if told:
            yield problem_at("limit-mistake", *told, places_in("school.yaml", school), "limits", name)


def _why_it_does_not_hold(name: str, value: int) -> tuple[str, str] | None:
    if name not in CEILINGS:
        meant = did_you_mean(name, CEILINGS)
        message = f"There is no limit “{name}”." + (f" Did you mean “{meant}”?" if meant else "")
        return message, f"Change it to {meant}:" if meant else f"There may be: {listed(CEILINGS)}."
    most, usual = CEILINGS[name], getattr(Limits(), name)
    if value > most:
        return f"{name} cannot be more than {most}, so {most} holds.", f"Write {name}: {most}"
    if value < 1:
        hint = f"Write a number from 1 to {most}, or take the line out."
        return f"{name} cannot be {value}, so {usual} holds, as if nothing were written.", hint
    return None


def _days_to_come(group: Record, today: date) -> Iterator[tuple[str, date]]:
    ahead = isinstance(group, Conference)  # which is planned
    for field in () if ahead else _OF_THE_PAST & type(group).model_fields.keys():
        day = getattr(group, field)
        if day is not None and day > today:
            yield field, day


def _still_to_come(day: date) -> tuple[str, str]:
    return (
        f"{day.isoformat()} is still to come.",
        "Check the year, the month and the day, in that order. All right? Then check this computer’s clock.",
    )
