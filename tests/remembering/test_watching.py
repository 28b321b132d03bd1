"""What a build asks of the school and of the day is noted by itself, so that nothing can be forgotten."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from profilegen.model.audience import Audience
from profilegen.model.records import Consent, Consents, SchoolSettings
from profilegen.model.school import School, StudentCard
from profilegen.remembering.watching import Asked, WatchedDay, answers, span_of, watched

TODAY = date(2026, 11, 22)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def _school(**changes: object) -> School:
    photos = Consents(photos=Consent(widest=Audience.SCHOOL, until=date(2027, 8, 31)))
    known: dict[str, object] = {
        "settings": SchoolSettings(name="Hillside"),
        "cards": {one: StudentCard(one, one.title()) for one in ("amina", "ben", "cleo")},
        "consents": {"amina": photos},
        "student_ids": ("amina", "ben", "cleo"),
    }
    return School(Path(), **{**known, **changes})  # type: ignore[arg-type]


@given(days, st.lists(days, max_size=6), days)
def test_within_the_span_every_comparison_comes_out_the_same(today: date, others: list[date], another: date) -> None:
    """The span is the longest stretch of days around today of which that is true for certain."""
    asked: set[date] = set()
    day = WatchedDay.like(today, asked)
    for other in others:
        assert (day < other, day <= other, day == other, day > other, day >= other) == (
            today < other,
            today <= other,
            today == other,
            today > other,
            today >= other,
        )
    since, until = span_of(today, asked)
    assert since <= today <= until
    if since <= another <= until:
        assert [another < other for other in others] == [today < other for other in others]
        assert [another > other for other in others] == [today > other for other in others]
    elif another > until:
        assert any((another > other) != (today > other) or (another < other) != (today < other) for other in others)


def test_a_comparison_is_noted_from_either_side() -> None:
    asked: set[date] = set()
    day = WatchedDay.like(TODAY, asked)
    first, second = date(2026, 12, 1), date(2026, 10, 1)
    assert day <= first
    assert second < day
    assert asked == {first, second}
    assert span_of(TODAY, asked) == (second + timedelta(days=1), first - timedelta(days=1))


def test_a_watched_day_travels_as_a_plain_one() -> None:
    assert type(pickle.loads(pickle.dumps(WatchedDay.like(TODAY, set())))) is date  # noqa: S301 - our own


def test_only_what_was_asked_for_counts() -> None:
    school, asked = _school(), Asked()
    observed, today = watched(school, TODAY, asked)
    assert observed.covers("amina", "photos", Audience.SCHOOL, today)
    assert asked.questions == {"cards:amina", "consents:amina"}
    assert asked.days == {date(2027, 8, 31)}
    said = answers(school, asked.questions)
    others = {**school.cards, "ben": StudentCard("ben", "Another")}
    assert answers(_school(cards=others), asked.questions) == said
    assert answers(_school(consents={}), asked.questions) != said
    assert answers(_school(settings=SchoolSettings(name="Seaview")), asked.questions) != said


def test_asking_for_somebody_who_is_not_there_counts_too() -> None:
    """Who comes later changes the answer."""
    school, asked = _school(), Asked()
    observed, _ = watched(school, TODAY, asked)
    assert "dana" not in observed.student_ids
    assert observed.cards.get("dana") is None
    said = answers(school, asked.questions)
    assert answers(_school(student_ids=("amina", "ben", "cleo", "dana")), asked.questions) != said


def test_looking_at_everybody_depends_on_everybody() -> None:
    school, asked = _school(), Asked()
    observed, _ = watched(school, TODAY, asked)
    assert [card.name for card in observed.cards.values()] == ["Amina", "Ben", "Cleo"]
    assert list(observed.student_ids) == list(school.student_ids)
    said = answers(school, asked.questions)
    assert answers(_school(cards={}), asked.questions) != said
    assert answers(_school(student_ids=("amina",)), asked.questions) != said
