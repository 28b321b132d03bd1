"""The command line: what it answers, and with which exit code. No traceback ever reaches its reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from profilegen.cli.main import main
from tests.building.worlds import a_school, write


def run(*arguments: object) -> int:
    """Runs the command in this process; its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "hillside")


def test_a_sound_school_is_fine(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", school, "--for", "school") == 0
    assert "2 students" in capsys.readouterr().out


def test_family_is_built_if_nobody_is_named(school: Path) -> None:
    assert run("build", school) == 0
    assert [path.name for path in (school / "_site").iterdir()] == ["family"]


def test_errors_are_answered_with_one_and_everything_sound_is_built(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(school, {"students/ben-7k2q/reflections/broken.yaml": "title: No date\nsubjct: Art\n"})
    assert run("build", school, "--for", "school") == 1
    assert (school / "_site" / "school" / "students" / "ben-7k2q" / "reflections" / "kite.html").is_file()
    told = capsys.readouterr().out
    assert "students/ben-7k2q/reflections/broken.yaml:2:1" in told
    assert "subject" in told  # did you mean
    assert "2 | subjct: Art\n      | ^" in told


def test_warnings_fail_with_strict_only(school: Path) -> None:
    write(school, {"students/ben-7k2q/reflections/later.yaml": "title: Later\ndate: 2030-01-01\n"})
    assert run("check", school) == 0
    assert run("check", school, "--strict") == 1


def test_a_folder_that_is_no_school_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build", tmp_path) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--for", "everyone"),
        ("build", "--today", "tomorrow"),
        ("build", "--jobs", "0"),
        ("dance",),
        ("check", "/nowhere/at/all"),
        ("build", "--only", "nobody-0000"),
    ],
)
def test_wrong_usage_is_answered_with_two(
    arguments: tuple[str, ...], school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(school)
    assert run(*arguments) == 2


def test_machines_get_json(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(school, {"students/amina-x3f9/reflections/bridge.yaml": "title: B\ndate: 2026-10-14\nmedia: [bridge.jpg]\n"})
    assert run("check", school, "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["version"] == 1
    assert answer["summary"]["students"] == 2
    (missing,) = [problem for problem in answer["problems"] if problem["rule"] == "missing-alt"]
    assert missing["file"] == "students/amina-x3f9/reflections/bridge.yaml"
    assert (missing["severity"], missing["line"], missing["student"]) == ("warning", 3, "amina-x3f9")
    assert set(missing) == {"rule", "severity", "message", "hint", "file", "line", "column", "student"}


def test_check_writes_nothing(school: Path) -> None:
    before = sorted(school.rglob("*"))
    run("check", school)
    assert sorted(school.rglob("*")) == before


def test_a_new_school_with_one_of_each_checks_and_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "school", "Hill Side") == 0
    monkeypatch.chdir(tmp_path / "hill-side")
    assert run("new", "class", "4 Oak", "--year", "2026/27") == 0
    assert run("new", "student", "Amina Karimi", "--class", "4-oak") == 0
    (student,) = (path.name for path in Path("students").iterdir())
    assert student.startswith("amina-")
    for kind, title in (("reflection", "My bridge"), ("testimonial", "Ms Okafor"), ("achievement", "A mile")):
        assert run("new", kind, title, "--student", student) == 0
    assert run("check") == 0
    assert run("build", "--for", "private") == 0


def test_nothing_is_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "school", "hillside") == 0
    settings = (tmp_path / "hillside" / "school.yaml").read_bytes()
    assert run("new", "school", "hillside") == 1
    assert (tmp_path / "hillside" / "school.yaml").read_bytes() == settings


def test_schemas_are_written_for_editors(tmp_path: Path) -> None:
    assert run("schema", tmp_path / "schemas") == 0
    names = sorted(path.stem for path in (tmp_path / "schemas").iterdir())
    assert names == [
        "achievement", "class", "conference", "consents", "crosswalk", "framework", "profile", "reflection", "report",
        "school", "showcase", "statement", "testimonial",
    ]  # fmt: skip
    for path in (tmp_path / "schemas").iterdir():
        assert json.loads(path.read_text("utf-8"))["type"] == "object"


def test_the_doctor_finds_this_machine_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("doctor") == 0
    assert "pillow" in capsys.readouterr().out


def test_no_color_is_honoured(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    write(school, {"students/ben-7k2q/reflections/broken.yaml": "title: No date\n"})
    run("check", school)
    assert "\x1b[" not in capsys.readouterr().out


def test_everything_the_command_line_does_is_in_the_library() -> None:
    import profilegen

    for name in profilegen.__all__:
        assert getattr(profilegen, name) is not None
