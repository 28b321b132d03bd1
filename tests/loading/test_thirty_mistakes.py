"""The commonest mistakes that people make in YAML: each is found at its place, in plain words, with a hint.

The cases are in mistakes.txt, where anyone can add one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from profilegen.loading import yaml_text
from profilegen.loading.records import read_record
from profilegen.model import records
from profilegen.problems import Problem
from tests.loading.worlds import found, told

KINDS: dict[str, type[records.Record]] = {
    "reflection": records.Reflection,
    "testimonial": records.Testimonial,
    "achievement": records.Achievement,
    "showcase": records.Showcase,
    "profile": records.Profile,
}
CASE = re.compile(
    r"^=== (?P<name>[^(\n]+?)(?: \((?P<kind>\w+)\))?\n(?P<text>.*?)"
    r"^>>> (?P<rule>\S+) (?P<line>\d+):(?P<column>\d+)\n(?P<message>[^\n]+)\n(?P<hint>[^\n]+)\n",
    re.MULTILINE | re.DOTALL,
)
# What a parser says and no reader understands
JARGON = {"parse", "token", "scalar", "mapping", "sequence", "node", "invalid", "syntax", "null", "string", "boolean"}


@dataclass(frozen=True)
class Case:
    """One mistake, and what must be said of it."""

    name: str
    kind: type[records.Record]
    text: str
    answer: tuple[str, int, int]
    message: str
    hint: str


def read_cases() -> list[Case]:
    text = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8")
    return [
        Case(
            case["name"],
            KINDS[case["kind"] or "reflection"],
            case["text"].replace("→", "\t").replace("␣", "\u00a0"),
            (case["rule"], int(case["line"]), int(case["column"])),
            case["message"],
            case["hint"],
        )
        for case in CASE.finditer(text)
    ]


CASES = read_cases()
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def problems_of(case: Case, folder: Path) -> tuple[Problem, ...]:
    return read_record(found(folder, "bridge.yaml", case.text), case.kind)[1]


@each_case
def test_a_mistake_is_answered_at_its_place_in_plain_words_with_a_hint(case: Case, tmp_path: Path) -> None:
    problems = problems_of(case, tmp_path)
    assert [(one.rule, one.place.line, one.place.column) for one in problems] == [case.answer], told(problems)
    assert case.message in problems[0].message
    assert case.hint in problems[0].hint
    assert problems[0].source == case.text.split("\n")[problems[0].place.line - 1]


@each_case
def test_a_machine_without_the_c_parser_gives_the_same_answer(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = problems_of(case, tmp_path)
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.BaseLoader)
    assert told(problems_of(case, tmp_path)) == told(usual)


@each_case
def test_an_answer_is_short_and_in_everyday_words(case: Case, tmp_path: Path) -> None:
    for answer in problems_of(case, tmp_path):
        assert not JARGON & set(re.findall(r"\w+", f"{answer.message} {answer.hint}".lower()))
        assert all(len(sentence.split()) <= 32 for sentence in answer.message.split(". "))


def test_no_case_is_lost_and_they_are_at_least_thirty() -> None:
    text = (Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8")
    assert len({case.name for case in CASES}) == len(re.findall("^===", text, re.MULTILINE)) >= 30


def test_all_mistakes_in_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = "titel: A\ndate: tomorrow\nfeatured: perhaps\nfeatured: no\naudience: everyone\nmedia:\n  - alt: B\n"
    filed, problems = read_record(found(tmp_path, "bridge.yaml", text), records.Reflection)
    assert filed is None
    assert sorted((one.rule, one.place.line) for one in problems) == [
        ("duplicate-key", 4),
        ("missing-field", 7),
        ("unknown-key", 1),
        ("wrong-type", 2),
        ("wrong-type", 5),
    ]
