"""Growth over years: two pieces side by side, by the student's own choice, where a reader may see both."""

from __future__ import annotations

from typing import Any

import pytest

from profilegen.model.audience import Audience
from profilegen.model.carrying import carried
from profilegen.model.viewing import view_for
from profilegen.model.views import StudentView
from tests.model.worlds import TODAY, achievement, reflection, school, student

PAIR = {"skill": "Listening", "title": "Further", "then": "reflections/first.yaml", "now": "reflections/latest.yaml"}


def seen(audience: Audience = Audience.FAMILY, first: str = "family", **profile: Any) -> StudentView:
    records = (
        reflection("first", date="2024-10-14", audience=first),
        reflection("latest", date="2026-10-14", audience="school"),
        achievement("mile", audience="family"),
    )
    one = student(*records, **{"growth": [{**PAIR, "says": "I *hear* more."}], **profile})
    view = view_for(one, school(one), audience, TODAY)
    assert view is not None
    return view


def test_the_two_stand_side_by_side_with_the_students_own_words() -> None:
    (pair,) = seen().growth
    assert (pair.then.title, pair.now.title, pair.title, pair.says) == (
        "My first",
        "My latest",
        "Further",
        "I *hear* more.",
    )


def test_they_stand_in_the_story_of_their_skill_too() -> None:
    (story,) = seen().skills
    assert (story.name, len(story.growth), story.pieces) == ("Listening", 1, ())


@pytest.mark.parametrize("first", ["private", "teachers"])
def test_a_reader_who_may_not_see_both_sees_no_pair(first: str) -> None:
    view = seen(first=first)
    assert (view.growth, view.skills) == ((), ())


@pytest.mark.parametrize(
    ("audience", "shown"), [(Audience.PRIVATE, 1), (Audience.FAMILY, 1), (Audience.SCHOOL, 0), (Audience.PUBLIC, 0)]
)
def test_it_goes_to_the_family_unless_show_says_more(audience: Audience, shown: int) -> None:
    one = student(reflection("first", audience="school"), reflection("latest", audience="school"), growth=[PAIR])
    view = view_for(one, school(one), audience, TODAY)
    assert len(view.growth if view else ()) == shown


def test_show_lets_the_school_see_it() -> None:
    view = seen(Audience.SCHOOL, first="school", show={"growth": "school"})
    assert len(view.growth) == 1


def test_nothing_is_chosen_by_a_program() -> None:
    assert seen(growth=[]).growth == ()


def test_the_order_is_the_students() -> None:
    other = {"then": "achievements/mile.yaml", "now": "reflections/first.yaml"}
    assert [pair.then.title for pair in seen(growth=[other, PAIR]).growth] == ["Swam a mile", "My first"]


@pytest.mark.parametrize(("first", "parts"), [("family", []), ("private", [("growth", 0)])])
def test_a_pack_leaves_a_pair_at_home_with_its_piece(first: str, parts: list[tuple[str, int]]) -> None:
    one = student(reflection("first", audience=first), reflection("latest"), growth=[PAIR])
    packed = carried(one, school(one), TODAY)
    assert packed is not None
    profile = next(record for record in packed.records if record.path == "profile.yaml")
    assert [cut.key for cut in profile.cuts] == parts
