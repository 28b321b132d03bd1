"""`new_theme`: a theme of the school's own that looks like another until somebody changes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from profilegen import bundled
from profilegen.loading.themes import ThemeError, load_theme
from profilegen.starting import StartingError, new_school, new_theme


@pytest.fixture
def school(tmp_path: Path) -> Path:
    new_school(tmp_path, "Hillside", schemas={})
    return tmp_path


def test_a_theme_has_settings_a_sheet_a_template_and_a_word_on_each(school: Path) -> None:
    folder = new_theme(school, "Our House")
    assert folder == school / "themes" / "our-house"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == {
        "theme.yaml", "README.md", "static/our-house.css", "templates/page.html"
    }  # fmt: skip
    for path in folder.rglob("*.*"):
        assert "«" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("below", ["base", "journal", "crisp", "gallery", "meadow"])
def test_it_can_be_used_at_once(below: str, school: Path) -> None:
    new_theme(school, "ours", below)
    theme, original = load_theme("ours", school), load_theme(below)
    assert theme.palettes == original.palettes
    assert theme.static.keys() == original.static.keys() | {"ours.css"}


def test_a_theme_may_start_from_another_of_the_school_s(school: Path) -> None:
    new_theme(school, "first", bare=True)
    folder = new_theme(school, "second", "first")
    assert '{% extends "journal/page.html" %}' in (folder / "templates" / "page.html").read_text(encoding="utf-8")
    assert [name for name, _ in load_theme("second", school).chain] == ["second", "first", "journal", "base"]


def test_its_palette_switched_on_can_be_read(school: Path) -> None:
    settings = new_theme(school, "ours") / "theme.yaml"
    text = re.sub("^( *)# ?(?!#)", r"\1", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
    settings.write_text(text, encoding="utf-8", newline="\n")
    theme = load_theme("ours", school)
    assert (theme.default_palette, "corners" in theme.options, "wide" in theme.variants) == ("ours", True, True)


def test_every_token_in_its_sheet_is_one_of_base(school: Path) -> None:
    sheet = (new_theme(school, "ours") / "static" / "ours.css").read_text(encoding="utf-8")
    base = (bundled.themes() / "base" / "static" / "base.css").read_text(encoding="utf-8")
    tokens = re.findall(r"/\* (--[a-z0-9-]+):", sheet)
    assert len(tokens) > 6
    assert [token for token in tokens if f"{token}:" not in base] == []


@pytest.mark.parametrize("name", ["journal", "base", "Journal"])
def test_no_theme_takes_the_name_of_another(name: str, school: Path) -> None:
    with pytest.raises(StartingError, match="already"):
        new_theme(school, name)
    assert not (school / "themes").exists()


def test_nothing_is_overwritten(school: Path) -> None:
    settings = new_theme(school, "ours") / "theme.yaml"
    settings.write_text("name: ours\nextends: crisp\n", encoding="utf-8", newline="\n")
    with pytest.raises(StartingError, match="already"):
        new_theme(school, "Ours")
    assert settings.read_text(encoding="utf-8") == "name: ours\nextends: crisp\n"


def test_a_theme_to_start_from_has_to_be_there(school: Path) -> None:
    with pytest.raises(ThemeError, match="fireworks"):
        new_theme(school, "ours", "fireworks")
    assert not (school / "themes").exists()


def test_a_theme_wants_a_school(tmp_path: Path) -> None:
    with pytest.raises(StartingError, match="not a school"):
        new_theme(tmp_path, "ours")
    assert list(tmp_path.iterdir()) == []


def test_a_name_in_another_script_is_asked_for_again(school: Path) -> None:
    with pytest.raises(StartingError, match="海星"):
        new_theme(school, "海星")
