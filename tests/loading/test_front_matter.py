"""A reflection in Markdown: the same fields between two lines of ---, the text below them as its body."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.loading.records import read_record
from profilegen.model.records import Reflection
from tests.loading.worlds import found

FIELDS = "---\ntitle: My bridge\ndate: 2026-10-14\n---\n"


def test_fields_and_text_make_one_record(tmp_path: Path) -> None:
    text = "\ufeff\n" + FIELDS + "\n# Why it held\n\nTriangles.\n\n---\n\nAnd glue.\n"
    filed, problems = read_record(found(tmp_path, "bridge.md", text), Reflection)
    assert filed is not None and problems == ()
    assert (filed.record.title, filed.slug) == ("My bridge", "bridge")
    assert filed.record.body == "# Why it held\n\nTriangles.\n\n---\n\nAnd glue."
    assert filed.places.at("title").line == 3
    assert (filed.places.at("body").line, filed.places.source_at("body")) == (7, "# Why it held")


def test_a_text_of_the_fields_alone_is_enough(tmp_path: Path) -> None:
    filed, problems = read_record(found(tmp_path, "bridge.md", FIELDS), Reflection)
    assert filed is not None and (filed.record.body, problems) == ("", ())


def test_a_mistake_in_the_fields_has_its_line_in_the_file(tmp_path: Path) -> None:
    text = "---\ntitle: My bridge\ndate: soon\n---\nText.\n"
    _, (problem,) = read_record(found(tmp_path, "bridge.md", text), Reflection)
    assert (problem.rule, problem.place.line, problem.place.column, problem.source) == (
        "wrong-type",
        3,
        7,
        "date: soon",
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("# My bridge\n\nIt held.\n", 1, "does not begin with its fields"),
        ("", 1, "does not begin with its fields"),
        ("---\ntitle: My bridge\ndate: 2026-10-14\n\nIt held.\n", 1, "no second line of ---"),
        ("---\ntitle: A\ndate: 2026-10-14\nbody: One.\n---\nTwo.\n", 4, "Which of the two"),
    ],
)
def test_front_matter_that_is_not_whole_is_told(text: str, line: int, says: str, tmp_path: Path) -> None:
    filed, (problem,) = read_record(found(tmp_path, "bridge.md", text), Reflection)
    assert filed is None
    assert (problem.rule, problem.place.line) == ("front-matter", line)
    assert says in problem.message


def test_a_body_without_text_below_is_fine(tmp_path: Path) -> None:
    filed, problems = read_record(found(tmp_path, "a.md", FIELDS.replace("---\n", "---\nbody: One.\n", 1)), Reflection)
    assert filed is not None and (filed.record.body, problems) == ("One.", ())


def test_a_text_without_end_is_refused(tmp_path: Path) -> None:
    _, (problem,) = read_record(found(tmp_path, "a.md", FIELDS + "word " * 21_000), Reflection)
    assert problem.rule == "wrong-type"
    assert "30,000" in problem.message
