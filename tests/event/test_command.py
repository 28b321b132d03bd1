"""`profilegen conference`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.cli.main import main
from tests.building.worlds import write
from tests.event.test_folder import AMINA, BEN, FILES

DAY = ("--day", "2026-12-03", "--today", "2026-11-22")


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["conference", *words])
    return int(ended.value.code or 0)


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The school in which one stands."""
    monkeypatch.chdir(write(tmp_path, FILES))
    return tmp_path


def test_it_says_what_to_open_and_that_it_stays_as_it_is(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--class", "4 Oak", *DAY) == 0
    told = capsys.readouterr().out
    assert str(Path("_conference", "oak", "start-here.html")) in told and "For 2 students, on 2026-12-03" in told
    assert "delete it when it is over" in told
    printed = school / "_conference" / "oak" / "print"
    assert sorted(one.name for one in printed.iterdir()) == [
        "cards.html",
        f"summary-{AMINA}.html",
        f"summary-{BEN}.html",
    ]


def test_what_was_printed_of_somebody_who_left_goes(school: Path) -> None:
    assert run("--class", "4 Oak", *DAY) == 0
    write(school, {"classes/oak.yaml": f"name: 4 Oak\nschool_year: 2026/27\nstudents: [{BEN}]\n"})
    assert run("--class", "4 Oak", *DAY) == 0
    printed = school / "_conference" / "oak" / "print"
    assert sorted(one.name for one in printed.iterdir()) == ["cards.html", f"summary-{BEN}.html"]
    assert "Amina" not in (printed / "cards.html").read_text(encoding="utf-8")


def test_somebody_who_cannot_be_shown_is_named_and_the_others_are_there(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(school, {f"students/{AMINA}/profile.yaml": "name: [\n"})
    assert run("--class", "4 Oak", *DAY) == 1
    told = capsys.readouterr()
    assert f"{AMINA} has nothing that families may see" in told.out
    assert f"students/{AMINA}/profile.yaml" in told.out + told.err
    assert (school / "_conference/oak/meetings/students" / BEN / "conference.html").is_file()


def test_without_a_browser_no_pdf_is_promised(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("profilegen.printing.browsers.installed_browser", lambda: None)
    assert run("--class", "4 Oak", "--pdf", *DAY) == 3
    assert "no browser" in capsys.readouterr().err
    assert not (school / "_conference").exists(), "nothing is begun that cannot be finished"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--class", "5 Birch"), "no class “5 Birch”"),
        (("--address", "http://example.org"), "https"),
        (("--also-in", "tlh"), "tlh"),
    ],
)
def test_what_cannot_be_meant_is_told(
    school: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert run(*words, *DAY) == 2
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told
