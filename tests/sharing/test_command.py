"""`profilegen share`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.cli.main import main
from tests.building.worlds import write
from tests.sharing.opening import Locked
from tests.sharing.worlds import a_school

DAY = ("--today", "2026-11-22")


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["share", *words])
    return int(ended.value.code or 0)


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The school in which one stands."""
    monkeypatch.chdir(a_school(tmp_path))
    return tmp_path


def test_a_zip_is_made_and_its_limits_are_said(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ben-7k2q", *DAY) == 0
    told = capsys.readouterr().out
    assert str(Path("_shared", "family", "ben-7k2q", "Benny-profile.zip")) in told
    assert "not locked" in told


def test_a_lock_says_where_the_slips_are_and_no_word_of_them(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ben-7k2q", "--lock", "--passphrases", "2", *DAY) == 0
    told = capsys.readouterr().out
    assert str(Path("_slips", "ben-7k2q-family.html")) in told and "delete" in told and "cannot be taken back" in told
    assert "passphrase:" not in told
    assert not list(school.rglob("*.zip")), "nothing open lies beside what is locked"


def test_a_passphrase_is_said_on_the_screen_where_that_is_asked_for(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("ben-7k2q", "--lock", "--zip", "--show-passphrases", "--out", "given", *DAY) == 0
    told = capsys.readouterr().out
    (passphrase,) = [line.partition("passphrase: ")[2] for line in told.splitlines() if "passphrase: " in line]
    folder = school / "given" / "family-locked" / "ben-7k2q"
    assert "index.html" in Locked(folder / "locked-profile").files(passphrase)
    assert (folder / "locked-profile.zip").is_file()


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nobody",),
        ("ben-7k2q", "--passphrases", "2"),
        ("ben-7k2q", "--lock", "--passphrases", "0"),
        ("ben-7k2q", "--slips", "x"),
        ("ben-7k2q", "--for", "everybody"),
        (".",),
        ("--class", "5 Ash"),
    ],
)
def test_what_makes_no_sense_is_said(school: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    assert capsys.readouterr().err
    assert not (school / "_shared").exists()


def test_who_cannot_be_shared_is_named_and_the_others_are_done(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(school, {"students/ben-7k2q/profile.yaml": "name: [Ben\n"})
    assert run("--class", "4 Oak", *DAY) == 1
    told = capsys.readouterr().out
    assert "nothing of ben-7k2q to share" in told and "Amina-profile.zip" in told
