"""`profilegen new theme` and `profilegen theme`: what they answer, and with which exit code."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.building.worlds import a_school, write
from tests.cli.test_commands import run


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = a_school(tmp_path / "hillside")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("folder", [(), (".",)])
def test_a_theme_is_started_here_or_there(folder: tuple[str, ...], school: Path) -> None:
    assert run("new", "theme", *folder, "Our House", "--extends", "crisp") == 0
    assert (school / "themes" / "our-house" / "theme.yaml").is_file()
    assert run("new", "theme", "Our House") == 1


def test_a_theme_is_started_in_one_folder(school: Path) -> None:
    assert run("new", "theme", ".", ".", "ours") == 2


def test_the_list_names_the_product_s_and_the_school_s(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("new", "theme", "ours")
    write(school, {"themes/broken/theme.yaml": "name: [\n"})
    capsys.readouterr()
    assert run("theme", "list", "--format", "json") == 0
    themes = {one["name"]: one for one in json.loads(capsys.readouterr().out)["themes"]}
    assert {"journal", "crisp", "gallery", "meadow", "ours", "broken"} <= themes.keys()
    assert (themes["ours"]["own"], themes["ours"]["extends"], themes["crisp"]["own"]) == (True, "journal", False)
    assert themes["crisp"]["options"]["density"]["choices"] == ["comfortable", "compact"]
    assert "harbour" in themes["ours"]["palettes"]
    assert "readable" in themes["ours"]["fonts"]
    assert themes["broken"]["mistake"]
    assert run("theme", "list") == 0
    said = capsys.readouterr().out
    assert "ours  (the school's own)" in said
    assert "option density: comfortable, compact (default comfortable)" in said
    assert "cannot be used:" in said


def test_a_check_that_finds_an_error_is_answered_with_one(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = '{% extends "page.html" %}\n{% block main %}<h1>{{ profile.nam }}</h1>{% endblock %}\n'
    write(
        school, {"themes/ours/theme.yaml": "name: ours\nextends: base\n", "themes/ours/templates/skills.html": template}
    )
    assert run("theme", "check", "ours", "--format", "json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["version"] == 1
    (found,) = [one for one in answer["problems"] if one["file"] == "themes/ours/templates/skills.html"]
    assert (found["rule"], found["severity"], found["line"]) == ("theme-mistake", "error", 2)
    assert "Did you mean “name”?" in found["hint"]
    assert answer["summary"]["pages"] > 200


def test_a_check_of_what_is_no_theme_is_wrong_usage(school: Path) -> None:
    assert run("theme", "check", "fireworks") == 2
    assert run("theme", "check", "students") == 2


def test_eject_makes_the_theme_where_there_is_none_and_says_so(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("theme", "eject", "skills.html", "--theme", "ours", "--extends", "crisp") == 0
    said = capsys.readouterr().out
    assert "Made the theme ours, which extends crisp." in said
    assert "Copied templates/skills.html of base" in said
    assert (school / "themes" / "ours" / "templates" / "skills.html").is_file()
    assert run("theme", "eject", "skills.html", "--theme", "ours") == 1
    assert run("theme", "eject", "skills.html", "--theme", "ours", "--merged") == 0


@pytest.mark.parametrize(
    "arguments",
    [("skils.html", "--theme", "ours"), ("skills.html",), ("skills.html", "--theme", "journal")],
)
def test_eject_makes_nothing_where_it_is_asked_wrongly(arguments: tuple[str, ...], school: Path) -> None:
    assert run("theme", "eject", *arguments) == 2
    assert not (school / "themes").exists()


def test_a_build_shows_what_has_changed_in_an_original(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("theme", "eject", "skills.html", "--theme", "ours")
    register = school / "themes" / "ours" / "ejected.yaml"
    kept = school / "themes" / "ours" / "ejected" / "templates" / "skills.html"
    before = kept.read_text(encoding="utf-8")
    kept.write_text(f"{before}once more\n", encoding="utf-8", newline="\n")
    old, new = (hashlib.sha256(file).hexdigest() for file in (before.encode("utf-8"), kept.read_bytes()))
    register.write_text(register.read_text(encoding="utf-8").replace(old, new), encoding="utf-8", newline="\n")
    capsys.readouterr()
    assert run("build") == 0
    said = capsys.readouterr().out
    assert "templates/skills.html was copied from “base”" in said
    assert "\n    -once more\n" in said
    assert run("build", "--strict") == 1
