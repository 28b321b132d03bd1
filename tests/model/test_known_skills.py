"""The skills of other schools: however many a pack has, and however they are called, it costs no more than others."""

from __future__ import annotations

import time
from datetime import date

from profilegen.model.addresses import LONGEST_SLUG
from profilegen.model.known_skills import MOST_BROUGHT, MOST_OF_A_FRAMEWORK, KnownSkills
from profilegen.model.records import Arrival, Framework
from profilegen.model.school import Arrived
from tests.model.worlds import school


def framework(skills: int) -> Framework:
    made = [{"id": f"s{number}", "name": f"Skill {number}"} for number in range(skills)]
    return Framework.model_validate({"name": "F", "skills": made})


def arrived(name: str, frameworks: dict[str, Framework]) -> Arrived:
    day = date(2026, 9, 2).isoformat()
    return Arrived(name, Arrival.model_validate({"packed_on": day, "arrived_on": day}), frameworks)


def test_names_that_are_cut_to_the_same_one_cost_no_more_than_others() -> None:
    """Of four thousand it took four seconds, and it grew with their square."""
    long = "f" * LONGEST_SLUG
    many = {f"{long}{number}": framework(MOST_OF_A_FRAMEWORK) for number in range(MOST_BROUGHT // MOST_OF_A_FRAMEWORK)}
    begun = time.perf_counter()
    known = KnownSkills(school(), (arrived("a", many),))
    anchors = {known.find_brought(f"s{number}", "") for number in range(10)}
    assert anchors == {None}
    assert time.perf_counter() - begun < 8  # and not half a minute
    found = [known.at(f"{'f' * (LONGEST_SLUG - len(end))}{end}") for end in ("-2", "-9999")]
    assert None not in found


def test_of_a_framework_that_came_from_elsewhere_so_many_skills_count() -> None:
    known = KnownSkills(school(), (arrived("a", {"big": framework(MOST_OF_A_FRAMEWORK + 1), "small": framework(3)}),))
    assert [(one.framework_id, one.has, one.counts) for one in known.left_out] == [("big", 501, 500)]
    assert known.at("big-s499") is not None
    assert known.at("big-s500") is None


def test_and_so_many_of_all_together() -> None:
    count = MOST_BROUGHT // MOST_OF_A_FRAMEWORK + 1
    known = KnownSkills(
        school(), (arrived("a", {f"f{number:02}": framework(500 - number) for number in range(count)}),)
    )
    assert sum(one.counts for one in known.left_out) < 500


def test_names_stay_apart_where_one_already_has_a_number() -> None:
    skills = [
        {"id": word, "name": f"N{number}"} for number, word in enumerate(("talk-2", "Talk", "talk!", "talk?", "TALK."))
    ]
    ours = Framework.model_validate({"name": "F", "skills": skills})
    known = KnownSkills(school(), (arrived("a", {"f": ours}),))
    assert [known.at(f"f-talk{end}") is not None for end in ("", "-2", "-3", "-4", "-5")] == [True] * 5
    assert known.anchor_of("f talk") == "f-talk-6"
