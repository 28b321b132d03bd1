"""`new_school`: a folder that a teacher can start to work in at once."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from profilegen import bundled
from profilegen.loading.yaml_text import parse
from profilegen.starting import StartingError, new_school

SCHEMAS = {"profile.json": '{"title": "Profile"}\n', "school.json": "{}\n"}


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_school_has_its_settings_consents_folders_and_help_for_editors(tmp_path: Path) -> None:
    school = tmp_path / "hillside"
    made = new_school(school, "Hillside School", schemas=SCHEMAS)
    assert {path.relative_to(school).as_posix() for path in made} == set(files_in(school))
    assert set(files_in(school)) >= {
        "school.yaml",
        "consents.yaml",
        "README.md",
        ".editorconfig",
        ".gitignore",
        ".vscode/settings.json",
        ".vscode/extensions.json",
        ".vscode/schemas/profile.json",
        "guides/teachers.md",
        "prompts/primary.yaml",
    }
    assert (school / "students").is_dir()
    assert (school / "classes").is_dir()


def test_the_school_has_the_name_it_was_given(tmp_path: Path) -> None:
    new_school(tmp_path, "Ysgol #1: “Y Bryn”", schemas={})
    settings = parse((tmp_path / "school.yaml").read_text(encoding="utf-8"), "school.yaml")
    assert settings.fields is not None and not settings.mistakes
    assert settings.fields["name"] == "Ysgol #1: “Y Bryn”"
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith("# Ysgol #1: “Y Bryn”\n")


def test_schemas_are_written_as_they_were_given(tmp_path: Path) -> None:
    new_school(tmp_path, "Hillside", schemas={"profile.json": '{"description": "«name»"}'})
    assert (tmp_path / ".vscode/schemas/profile.json").read_text(encoding="utf-8") == '{"description": "«name»"}'


def test_no_other_token_is_left_over(tmp_path: Path) -> None:
    new_school(tmp_path, "Hillside", schemas={})
    assert not [name for name, content in files_in(tmp_path).items() if "«".encode() in content]


@pytest.mark.parametrize("there", ["school.yaml", "README.md", ".vscode/settings.json", "prompts/early.yaml"])
def test_where_one_file_is_there_already_nothing_is_overwritten_and_nothing_else_made(
    tmp_path: Path, there: str
) -> None:
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    with pytest.raises(StartingError, match="already") as refusal:
        new_school(tmp_path, "Hillside", schemas=SCHEMAS)
    assert refusal.value.hint
    assert files_in(tmp_path) == {there: b"mine"}


def test_a_folder_with_other_files_may_become_a_school(tmp_path: Path) -> None:
    (tmp_path / "class list.xlsx").write_bytes(b"mine")
    new_school(tmp_path, "Hillside", schemas={})
    assert (tmp_path / "class list.xlsx").read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["", "   ", "two\nlines", "bell\a", "half \ud800", "line\u2028separator"])
def test_a_name_that_no_file_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(StartingError) as refusal:
        new_school(tmp_path / "school", name, schemas={})
    assert refusal.value.hint
    assert not (tmp_path / "school").exists()


def test_a_folder_that_cannot_be_made_is_said_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "hillside").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(StartingError, match="hillside") as refusal:
        new_school(tmp_path / "hillside", "Hillside", schemas={})
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("file", "schema"),
    [
        ("school.yaml", "school"),
        ("consents.yaml", "consents"),
        ("classes/oak.yaml", "class"),
        ("frameworks/ours.yaml", "framework"),
        ("students/amina-x7k2/profile.yaml", "profile"),
        ("students/amina-x7k2/profile.cy.yaml", "profile"),
        ("profile.yaml", "profile"),
        ("students/amina-x7k2/reflections/bridge.yaml", "reflection"),
        ("students/amina-x7k2/testimonials/sam.yaml", "testimonial"),
        ("students/amina-x7k2/achievements/badge.yaml", "achievement"),
        ("students/amina-x7k2/showcases/interview.yaml", "showcase"),
        ("students/amina-x7k2/reports/2026.yaml", "report"),
    ],
)
def test_an_editor_finds_the_one_schema_of_each_file(tmp_path: Path, file: str, schema: str) -> None:
    new_school(tmp_path, "Hillside", schemas={})
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    patterns = {name: [globs] if isinstance(globs, str) else globs for name, globs in settings["yaml.schemas"].items()}
    found = [name for name, globs in patterns.items() if any(fnmatch(file, glob) for glob in globs)]
    assert found == [f"./.vscode/schemas/{schema}.json"]


def test_the_editor_is_set_up_without_a_word_to_the_outside(tmp_path: Path) -> None:
    new_school(tmp_path, "Hillside", schemas={})
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["yaml.schemaStore.enable"] is False
    assert settings["redhat.telemetry.enabled"] is False


def test_the_readme_names_only_files_and_folders_that_are_there(tmp_path: Path) -> None:
    new_school(tmp_path, "Hillside", schemas={})
    table = re.findall(r"^\| `([^`]+)` \|", (tmp_path / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(table) > 4
    assert [name for name in table if not (tmp_path / name).exists()] == []


def test_what_profilegen_makes_is_kept_out_of_version_control(tmp_path: Path) -> None:
    new_school(tmp_path, "Hillside", schemas={})
    assert {"_site/", ".profilegen/"} <= set((tmp_path / ".gitignore").read_text(encoding="utf-8").split("\n"))


def test_every_file_is_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    new_school(tmp_path, "Ysgol Tŷ", schemas=SCHEMAS)
    assert bundled.starter_kit().is_dir()
    for name, content in files_in(tmp_path).items():
        content.decode("utf-8")
        assert b"\r" not in content and content.endswith(b"\n"), name
