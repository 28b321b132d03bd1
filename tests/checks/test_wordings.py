"""The rules on wording: what each finds and what it leaves alone, from a table that anybody can extend."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from profilegen.checks.contacts import CONTACTS, contact_in
from profilegen.checks.praise import PRAISE, praise_in
from profilegen.checks.scores import SCORES, score_in
from profilegen.checks.wordings import Wording

LOOKS: dict[str, Callable[[str], str]] = {"score": score_in, "praise": praise_in, "contact": contact_in}
TABLE = yaml.safe_load(Path(__file__).with_name("wordings.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("look", "text"), [(look, text) for look in LOOKS for text in TABLE[look]["found"]])
def test_found(look: str, text: str) -> None:
    """A wording that the rule is about is found, and what is quoted stands in the text."""
    found = LOOKS[look](text)
    assert found
    assert found in " ".join(text.split())


@pytest.mark.parametrize(("look", "text"), [(look, text) for look in LOOKS for text in TABLE[look]["fine"]])
def test_left_alone(look: str, text: str) -> None:
    """What only looks like it is left alone."""
    assert LOOKS[look](text) == ""


def test_the_first_of_several_is_quoted() -> None:
    """Who mends one is shown the one that stands first."""
    assert score_in("It began at Level 3, and is now 8/10.") == "Level 3"


def test_the_star_of_a_grade_is_quoted_and_the_stars_of_bold_are_not() -> None:
    """Markdown's own signs are no part of the score."""
    assert score_in("This is A* work.") == "A*"
    assert score_in("**85 %** A careful piece.") == "85 %"


@pytest.mark.parametrize(("look", "rows"), [("score", SCORES), ("praise", PRAISE), ("contact", CONTACTS)])
def test_every_row_is_needed(look: str, rows: tuple[Wording, ...]) -> None:
    """A row without a sentence that it alone finds is a row that nobody knows the reason of."""
    finders = [{row for row in rows if row.first_in(text, text.lower())} for text in TABLE[look]["found"]]
    assert [row.finds for row in rows if {row} not in finders] == []


def test_words_over_two_lines_are_quoted_in_one() -> None:
    """A long comment is folded over lines."""
    assert score_in("You had 8 out\nof 10.") == "8 out of 10"


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    "piece",
    ["a", "7", "7/", "an ", "got a ", "1/2 cup ", "A*", "0", "+1", "a.b-", "you are so ", "than the ", " ", "٣", "桥"],
)
def test_the_longest_text_is_searched_in_a_moment(look: str, piece: str) -> None:
    """No wording searches back and forth: 100,000 characters take half a second, and would take minutes if one did."""
    text = piece * (100_000 // len(piece))
    start = time.process_time()
    LOOKS[look](text)
    assert time.process_time() - start < 10
