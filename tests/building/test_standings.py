"""A standing among the notes of a student's folder: nothing is lost, and what cannot be read is none."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from profilegen.building.standings import standing_as_json, standing_from_json
from tests.classroom.many import many_students


def noted() -> dict[str, object]:
    overview = many_students(1).overview
    assert overview is not None
    standing = overview.classes[0].rows[0].standing
    assert standing is not None
    full = replace(standing, ended=("photos",), reports=("2026/27",))
    found = json.loads(json.dumps(standing_as_json(full)))
    assert standing_from_json(found) == full
    return dict(found)


def test_everything_comes_back_as_it_was() -> None:
    assert noted()["loops"]


@pytest.mark.parametrize("name", sorted(noted()))
def test_a_note_without_one_of_its_fields_is_none(name: str) -> None:
    """Another version of the product noted it in another way."""
    found = noted()
    del found[name]
    assert standing_from_json(found) is None


@pytest.mark.parametrize("spoilt", [None, "", 7, [], [1], {}, {"term": None}, "standing"])
def test_what_is_no_note_is_none(spoilt: object) -> None:
    assert standing_from_json(spoilt) is None


@pytest.mark.parametrize(
    "spoilt",
    [{"without_alt": "many"}, {"without_alt": float("inf")}, {"prompts": ["first"]}, {"loops": [{}]}, {"loops": 3}],
)
def test_a_spoilt_field_makes_it_none(spoilt: dict[str, object]) -> None:
    assert standing_from_json(noted() | spoilt) is None
