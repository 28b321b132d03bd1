"""The prompts and guides: complete, within what the product does, and inviting no comparison."""

from __future__ import annotations

import re
from typing import Any

import pytest

from profilegen import bundled
from profilegen.loading.captions import cues_in
from profilegen.loading.yaml_text import parse

AGES = ("early", "primary", "secondary", "sixth-form")


def prompts_for(age: str) -> dict[str, Any]:
    prompts = parse((bundled.starter_kit() / "prompts" / f"{age}.yaml").read_text(encoding="utf-8"), age)
    assert prompts.fields is not None and not prompts.mistakes
    return prompts.fields


def guide(name: str) -> str:
    return (bundled.starter_kit() / "guides" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("age", AGES)
def test_prompts_for_each_age_have_questions_and_beginnings(age: str) -> None:
    prompts = prompts_for(age)
    assert set(prompts) == {"name", "about", "prompts", "sentence_starters"}
    assert len(prompts["prompts"]) >= 10
    assert len(set(prompts["prompts"])) == len(prompts["prompts"])
    assert all(starter.strip() and "…" in starter for starter in prompts["sentence_starters"])


def test_the_prompts_are_those_four_and_no_question_comes_twice() -> None:
    files = sorted((bundled.starter_kit() / "prompts").iterdir())
    assert {path.stem for path in files} == set(AGES)
    questions = [question for age in AGES for question in prompts_for(age)["prompts"]]
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("age", AGES)
def test_no_prompt_invites_comparison_or_scores(age: str) -> None:
    text = (bundled.starter_kit() / "prompts" / f"{age}.yaml").read_text(encoding="utf-8").lower()
    assert not re.search(
        r"better than (?!your own)|best in|class average|compared with (?!my own)|score|grade|rank", text
    )


def test_the_teachers_guide_says_what_noindex_is_not() -> None:
    assert "`noindex` is not privacy" in guide("teachers")


def test_the_captions_that_the_students_guide_shows_are_sound() -> None:
    (shown,) = (block for block in guide("students").split("```\n") if block.startswith("WEBVTT"))
    cues, problems = cues_in(shown, "bridge.vtt")
    assert (len(cues), problems) == (2, ())


def test_the_captions_that_the_template_of_a_reflection_shows_are_the_same() -> None:
    template = (bundled.starter_kit() / "templates" / "reflection.yaml").read_text(encoding="utf-8")
    lines = template[template.index("##   WEBVTT") :].split("## download:")[0].split("\n")
    cues, problems = cues_in("\n".join(line.removeprefix("##").strip() for line in lines), "bridge.vtt")
    assert (len(cues), problems) == (2, ())
