"""The templates: valid at once, complete, and still valid when everything that is switched off is switched on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from profilegen import bundled
from profilegen.loading.yaml_text import parse
from profilegen.model import records
from profilegen.model.records import Consents, Profile, Record, SchoolSettings
from profilegen.model.theme import ThemeRecord

TEMPLATES: dict[str, type[Record]] = {
    "reflection.yaml": records.Reflection,
    "testimonial.yaml": records.Testimonial,
    "achievement.yaml": records.Achievement,
    "conference.yaml": records.Conference,
    "statement.yaml": records.Statement,
    "class.yaml": records.ClassRecord,
    "student/profile.yaml": Profile,
    "teacher/profile.yaml": Profile,
    "teacher/reflection.yaml": records.Reflection,
    "school/school.yaml": SchoolSettings,
    "theme/theme.yaml": ThemeRecord,
}
WORDS = {"title": "A title", "name": "A name", "today": "2026-11-22", "school_year": "2026/27", "extends": "journal"}

SETTLED = {
    "statement.yaml": {"date", "for", "form"},
    "testimonial.yaml": {"text"},
    "student/profile.yaml": {"kind", "schema"},
    "teacher/profile.yaml": {"audience", "kind", "schema"},
    "school/school.yaml": {"locale", "schema"},
    "theme/theme.yaml": {"extends"},
}

EACH_TEMPLATE = pytest.mark.parametrize(("name", "record"), TEMPLATES.items(), ids=TEMPLATES)


def template(name: str) -> str:
    text = (bundled.starter_kit() / "templates" / name).read_text(encoding="utf-8")
    return re.sub("«([a-z_]+)»", lambda token: WORDS[token[1]], text)


def switched_on(text: str) -> str:
    """The template as it is when somebody takes away every single `# `."""
    return re.sub("^( *)# ?(?!#)", r"\1", text, flags=re.MULTILINE)


def fields_in(text: str) -> dict[str, Any]:
    """What the text says: what is not filled in is not there."""
    written = parse(text, "")
    assert written.fields is not None and not written.mistakes
    return written.fields


def names_of(record: type[Record]) -> set[str]:
    return {field.alias or name for name, field in record.model_fields.items()}


@EACH_TEMPLATE
def test_a_fresh_file_is_valid(name: str, record: type[Record]) -> None:
    record.model_validate(fields_in(template(name)))


@EACH_TEMPLATE
def test_a_fresh_file_publishes_nothing_but_what_was_given(name: str, record: type[Record]) -> None:
    needed = {field.alias or key for key, field in record.model_fields.items() if field.is_required()}
    assert set(fields_in(template(name))) == needed | SETTLED.get(name, set())


def test_a_fresh_testimonial_says_nothing_yet() -> None:
    assert fields_in(template("testimonial.yaml"))["text"] == "…\n"


@EACH_TEMPLATE
def test_every_field_is_there_once(name: str, record: type[Record]) -> None:
    keys = re.findall("^(?:# )?([a-z_]+):", template(name), re.MULTILINE)
    assert sorted(keys) == sorted(names_of(record))


@EACH_TEMPLATE
def test_everything_switched_on_is_valid_too(name: str, record: type[Record]) -> None:
    fields = fields_in(switched_on(template(name)))
    record.model_validate(fields)
    examples = set(re.findall("^# ([a-z_]+):", template(name), re.MULTILINE))
    assert examples - {"limits"} <= set(fields)


def test_consents_are_empty_at_first_and_their_example_is_complete() -> None:
    text = template("school/consents.yaml")
    assert fields_in(text) == {}
    examples = fields_in(switched_on(text))
    assert list(examples) == ["amina-x7k2"]
    consent = Consents.model_validate(examples["amina-x7k2"])
    assert consent.photos is not None and consent.photos.until is not None
    assert set(consent.model_fields_set) == names_of(Consents)


@pytest.mark.parametrize("name", [*TEMPLATES, "school/consents.yaml"])
def test_a_template_reads_well_in_a_narrow_window(name: str) -> None:
    lines = (bundled.starter_kit() / "templates" / name).read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if len(line) > 120 or "\t" in line or line != line.rstrip()] == []


def test_all_templates_are_known_here() -> None:
    root = bundled.starter_kit() / "templates"
    found = {path.relative_to(root).as_posix() for path in root.rglob("*.yaml")}
    assert found == {*TEMPLATES, "school/consents.yaml"}
    assert isinstance(root, Path)
