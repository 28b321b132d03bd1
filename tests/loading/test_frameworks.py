"""The skill frameworks that come with profilegen, and a school's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen import bundled
from profilegen.loading.folders import Found
from profilegen.loading.frameworks import read_frameworks
from profilegen.model.school import find_skill
from tests.loading.worlds import rules, told, written

BUNDLED = ("communication-first", "learning-habits", "skills-builder-2")


def test_three_frameworks_come_with_profilegen_and_are_sound() -> None:
    frameworks, problems = read_frameworks(None)
    assert (tuple(sorted(frameworks)), problems) == (BUNDLED, ()), told(problems)
    assert all(framework.source and framework.licence for framework in frameworks.values())


def test_the_eight_essential_skills_have_names_and_numbers_and_no_statements() -> None:
    framework = read_frameworks(None)[0]["skills-builder-2"]
    assert [skill.name for skill in framework.skills] == [
        "Listening",
        "Speaking",
        "Problem Solving",
        "Creativity",
        "Adapting",
        "Planning",
        "Leadership",
        "Teamwork",
    ]
    for skill in framework.skills:
        assert [step.number for step in skill.steps] == list(range(16))
        assert not skill.about and not any(step.name for step in skill.steps)


@pytest.mark.parametrize(
    ("word", "skill_id"),
    [
        ("Staying Positive", "adapting"),
        ("staying-positive", "adapting"),
        ("aiming high", "planning"),
        ("Planning", "planning"),
        ("TEAMWORK", "teamwork"),
    ],
)
def test_former_names_are_understood(word: str, skill_id: str) -> None:
    found = find_skill(word, read_frameworks(None)[0], "skills-builder-2")
    assert found is not None and (found[0], found[1].id) == ("skills-builder-2", skill_id)


def test_no_two_bundled_frameworks_mean_different_skills_by_one_id() -> None:
    ids = [skill.id for framework in read_frameworks(None)[0].values() for skill in framework.skills]
    assert len(ids) == len(set(ids))


def test_a_school_may_put_its_own_words_in_place_of_a_bundled_framework(tmp_path: Path) -> None:
    own = "name: Ours\nskills: [{id: teamwork, name: Working together, steps: [{number: 1, name: I take my turn}]}]\n"
    written(tmp_path, {"skills-builder-2.yaml": own, "more.yaml": own.replace("Ours", "More")})
    frameworks, problems = read_frameworks(Found(tmp_path, "frameworks", "frameworks"))
    assert problems == ()
    assert sorted(frameworks) == sorted([*BUNDLED, "more"])
    assert frameworks["skills-builder-2"].name == "Ours"


@pytest.mark.parametrize(
    "skills",
    [
        "  - {id: a, name: A}\n  - {id: a, name: B}\n",
        "  - {id: a, name: A}\n  - {id: b, name: B, was: [a]}\n",
        "  - {id: a, name: A, was: [c]}\n  - {id: b, name: B, was: [c]}\n",
    ],
)
def test_a_word_that_means_two_skills_leaves_the_framework_out(skills: str, tmp_path: Path) -> None:
    written(tmp_path, {"ours.yaml": "name: Ours\nskills:\n" + skills})
    frameworks, (problem,) = read_frameworks(Found(tmp_path, "frameworks", "frameworks"))
    assert ("ours" in frameworks, problem.rule, problem.place.line) == (False, "duplicate-id", 4)
    assert "“A”" in problem.message


def test_a_broken_framework_leaves_the_others(tmp_path: Path) -> None:
    written(tmp_path, {"ours.yaml": "name: Ours\n", "notes.txt": ""})
    frameworks, problems = read_frameworks(Found(tmp_path, "frameworks", "frameworks"))
    assert (tuple(sorted(frameworks)), rules(problems)) == (BUNDLED, ["missing-field"])


def test_the_bundled_files_say_what_belongs_to_whom() -> None:
    text = (bundled.frameworks() / "skills-builder-2.yaml").read_text(encoding="utf-8")
    assert "Skills Builder Partnership" in text
