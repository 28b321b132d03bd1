"""Every rule is found in its broken example, at its place, and nothing else is. A healthy school has no problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.rules import RULES
from tests.checks.examples import HEALTHY, IN_BUILDING, Expected, example_of
from tests.checks.schools import problems_of


@pytest.mark.parametrize("rule", sorted(RULES.keys() - IN_BUILDING.keys()))
def test_the_broken_example_of_a_rule_breaks_that_rule_and_no_other(rule: str, tmp_path: Path) -> None:
    """The problem is found where it is, with a sentence and a hint."""
    example = example_of(rule)
    try:
        folder = example.put_into(tmp_path)
    except OSError as error:
        pytest.skip(f"this machine cannot make such a file: {error}")
    problems = problems_of(folder)
    found = [Expected(problem.rule, problem.place.file, problem.place.line) for problem in problems]
    assert sorted(map(str, found)) == sorted(map(str, example.expected))
    for problem in problems:
        assert problem.message.endswith((".", "?", "!", ".”"))
        assert len(problem.hint) > 10


def test_a_healthy_school_has_no_problem() -> None:
    """Consents, agreements, alt texts, responses, public pages: all as they should be."""
    assert problems_of(HEALTHY) == []
