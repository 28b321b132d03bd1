"""A fresh school with one of each: nothing in it is wrong, and nothing in it is shown that nobody wrote."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from profilegen import Audience, Severity, build_site, bundled, check, json_schemas
from profilegen.starting import new_class, new_record, new_school, new_student

TODAY = date(2026, 11, 22)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    new_school(tmp_path, "Hillside", schemas=json_schemas())
    new_class(tmp_path, "Oak", "2026/27")
    add_one_of_each(new_student(tmp_path, "Amina Yusuf", class_id="oak", choose=lambda: "x7k2"))
    return tmp_path


def add_one_of_each(student: Path) -> None:
    new_record(student, "reflection", "The bridge that broke", TODAY)
    new_record(student, "achievement", "Fifty metres", TODAY)
    new_record(student, "testimonial", "Sam", TODAY)


def rules_broken(folder: Path) -> list[tuple[str, Severity]]:
    return [(problem.rule, problem.severity) for problem in check(folder, today=TODAY).problems]


def test_all_that_a_fresh_school_is_told_is_to_ask_for_agreement(school: Path) -> None:
    assert rules_broken(school) == [("missing-agreement", Severity.WARNING)]


def test_a_lone_student_is_as_sound(tmp_path: Path) -> None:
    student = new_student(tmp_path, "Amina Yusuf")
    add_one_of_each(student)
    assert rules_broken(student) == [("missing-agreement", Severity.WARNING)]


def test_an_empty_school_has_no_problem_at_all(tmp_path: Path) -> None:
    new_school(tmp_path, "Hillside", schemas={})
    assert rules_broken(tmp_path) == []


def test_a_family_reads_the_titles_and_no_waiting_testimonial(school: Path) -> None:
    build_site(school, Audience.FAMILY, today=TODAY)
    pages = [path.read_text(encoding="utf-8") for path in (school / "_site" / "family").rglob("*.html")]
    assert any("The bridge that broke" in page for page in pages)
    assert any("Fifty metres" in page for page in pages)
    assert not [page for page in pages if "Sam" in page]


def test_the_editor_is_given_a_schema_for_every_kind_of_file(school: Path) -> None:
    settings = json.loads((school / ".vscode/settings.json").read_text(encoding="utf-8"))
    mapped = {name.removeprefix("./.vscode/schemas/") for name in settings["yaml.schemas"]}
    assert mapped == set(json_schemas())
    assert all((school / name).is_file() for name in settings["yaml.schemas"])


@pytest.mark.parametrize("template", ["school/school.yaml", "student/profile.yaml"])
def test_the_choices_that_a_template_offers_exist(template: str) -> None:
    text = (bundled.starter_kit() / "templates" / template).read_text(encoding="utf-8")
    theme, palette, font = (
        re.findall(rf"^#   {field}: (.+)$", text, re.MULTILINE) for field in ("name", "palette", "font")
    )
    looks = "".join((bundled.themes() / name / "theme.yaml").read_text(encoding="utf-8") for name in ("base", theme[0]))
    assert re.search(rf"^  {palette[0]}:$", looks, re.MULTILINE)
    assert re.search(rf"^  {font[0]}:", looks, re.MULTILINE)
    for framework in re.findall("^# framework: (.+)$", text, re.MULTILINE):
        assert (bundled.frameworks() / f"{framework}.yaml").is_file()
