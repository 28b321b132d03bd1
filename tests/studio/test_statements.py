"""A statement in the studio: its form, and the sheets that one takes along."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.loading.yaml_text import parse
from profilegen.studio.rewriting import NotRewrittenError, rewritten
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY
from tests.studio.visitors import AMINA, Visitor, a_school, an_app

DESK = f"/s/{AMINA}/"
FIRST = "statements/first.yaml"
STATEMENT = "# mine\ntitle: First\nfor: Furniture\nanswers:\n  - question: why\n    text: I sat on it.\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school whose student has begun a statement."""
    school = a_school(tmp_path / "hillside")
    file = school / "students" / AMINA / FIRST
    file.parent.mkdir()
    file.write_text(STATEMENT, encoding="utf-8", newline="\n")
    return school


@pytest.fixture
def visitor(school: Path) -> Visitor:
    """The student at work."""
    return Visitor(an_app(Studio(school, today=TODAY))).come_in(AMINA)


def test_the_desk_leads_to_both_sheets_and_they_are_saved_and_not_shown(visitor: Visitor) -> None:
    desk = visitor.get(DESK)
    for path, name, says in (
        ("sheets/cv", f"cv-{AMINA}.html", "What I can do"),
        ("sheets/statement", f"ucas-{AMINA}-first.html", "I sat on it."),
    ):
        assert f'href="{DESK}{path}"' in desk
        answer = visitor.client.get(f"{DESK}{path}")
        assert answer.status_code == 200
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert "<!doctype html>" in answer.text and (path == "sheets/cv" or says in answer.text)


def test_the_form_of_a_statement_leads_to_its_worksheet(visitor: Visitor) -> None:
    page = visitor.get(f"{DESK}edit/{FIRST}")
    assert f'href="{DESK}sheets/statement?of={FIRST}"' in page
    assert "audience" not in page.split('class="save-bar"')[0].split('class="form"')[1]
    assert visitor.client.get(f"{DESK}sheets/statement?of={FIRST}").status_code == 200
    for other in ("statements/gone.yaml", "statements/../../ben/statements/x.yaml"):
        assert visitor.client.get(f"{DESK}sheets/statement?of={other}").status_code == 409


def test_an_answer_and_its_evidence_are_changed_in_the_form(visitor: Visitor, school: Path) -> None:
    fields = {"answers.0.text": "I sat on it.\n\nIt broke.", "answers.0.evidence": "reflections/bridge.yaml"}
    visitor.fill_in(f"{DESK}edit/{FIRST}", fields)
    text = (school / "students" / AMINA / FIRST).read_text(encoding="utf-8")
    assert text.startswith("# mine\n")
    answers = (parse(text, "").fields or {})["answers"]
    assert answers == [
        {"question": "why", "text": "I sat on it.\n\nIt broke.\n", "evidence": ["reflections/bridge.yaml"]}
    ]


def test_what_cannot_be_written_here_is_told(visitor: Visitor, school: Path) -> None:
    """A tab after a colon, which our reader can read."""
    file = school / "students" / AMINA / FIRST
    file.write_text(STATEMENT.replace("title: ", "title:\t"), encoding="utf-8", newline="\n")
    with pytest.raises(NotRewrittenError, match="Line 2 of its fields"):
        rewritten(file.read_text(encoding="utf-8"), {"for": "Chairs"})
    assert visitor.client.get(f"{DESK}edit/{FIRST}").status_code == 200


def test_somebody_else_gets_neither(school: Path) -> None:
    visitor = Visitor(an_app(Studio(school, today=TODAY)))
    visitor.come_in()
    assert visitor.client.get(f"{DESK}sheets/statement").status_code != 200
