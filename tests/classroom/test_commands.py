"""`strips` and `meeting` on the command line: what is written, where, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building.worlds import every_byte, write
from tests.classroom.test_overview import run
from tests.classroom.worlds import TODAY, a_class


def test_strips_are_written_where_one_stands_and_the_school_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school = a_class(tmp_path / "school", 4)
    before = every_byte(school)
    desk = tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    assert run("strips", "4 Oak", school, "--today", TODAY) == 0
    assert [file.name for file in desk.iterdir()] == ["strips-4-oak.html"]
    assert "4 comments for 1 group" in (said := capsys.readouterr().out)
    assert "Read every strip before you print" in said
    assert every_byte(school) == before


def test_a_sheet_takes_the_place_of_an_older_one_and_of_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school, file = a_class(tmp_path / "school", 4), tmp_path / "mine.html"
    assert run("strips", "4-oak", school, "--today", TODAY, "--to", file) == 0
    assert run("strips", "4-oak", school, "--today", TODAY, "--to", file) == 0
    write(tmp_path, {"mine.html": "My own notes.\n"})
    assert run("strips", "4-oak", school, "--today", TODAY, "--to", file) == 2
    assert "profilegen did not make it" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "My own notes.\n"


def test_the_meeting_of_a_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    school = write(a_class(tmp_path / "school", 1), {"students/t-1/profile.yaml": "name: Ada\nkind: teacher\n"})
    file = tmp_path / "meeting.html"
    assert run("meeting", school, "--month", "2026-10", "--to", file) == 0
    assert "October 2026" in file.read_text(encoding="utf-8")
    assert "1 teacher" in capsys.readouterr().out
    assert run("meeting", school, "--month", "October", "--to", file) == 2
    assert "is no month" in capsys.readouterr().err


def test_without_a_class_of_this_name_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "strips.html"
    assert run("strips", "nobody", a_class(tmp_path / "school", 1), "--to", file) == 2
    assert not file.exists()
