"""`print` on the command line: what is written and where, with and without a browser."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from fnmatch import fnmatch
from pathlib import Path

import pytest

from profilegen import bundled
from profilegen.printing import browsers
from profilegen.printing.book import read_book
from profilegen.printing.pdf import sheets_of
from profilegen.printing.saving import PDF_MARK, save_own
from profilegen.problems import MissingPartError, UsageError
from tests.building.worlds import TODAY, a_school
from tests.classroom.test_overview import run


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without one."""
    monkeypatch.setattr(browsers, "_browsers", lambda: iter(()))


def test_without_a_browser_there_is_a_file_to_print_and_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    school, desk = a_school(tmp_path / "school"), tmp_path / "desk"
    desk.mkdir()
    monkeypatch.chdir(desk)
    assert run("print", "amina-x3f9", school, "--today", TODAY) == 0
    assert [file.name for file in desk.iterdir()] == ["profile-amina-x3f9-family.html"]
    said = capsys.readouterr().out
    assert "For family: profile-amina-x3f9-family.html" in said
    assert "open the HTML file in a browser and choose Print" in said


def test_no_profile_on_paper_is_kept_with_a_school_s_history(tmp_path: Path) -> None:
    """Whoever stands in the school and prints gets the file there, and git would take it along."""
    left_out = (bundled.starter_kit() / "templates/school/.gitignore").read_text(encoding="utf-8").split()
    name = read_book(a_school(tmp_path / "school"), "amina-x3f9", today=TODAY).name
    for ending in (".html", ".pdf"):
        assert any(fnmatch(name + ending, pattern) for pattern in left_out)


def test_a_pdf_that_was_asked_for_and_cannot_be_is_a_missing_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    school, file = a_school(tmp_path / "school"), tmp_path / "amina.pdf"
    assert run("print", "amina-x3f9", school, "--for", "school", "--pdf", "--out", file, "--today", TODAY) == 3
    assert "Install Chrome, Chromium or Edge" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["amina.html", "school"]


def test_no_pdf_asks_no_browser(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = a_school(tmp_path / "school") / "students" / "ben-7k2q", tmp_path / "ben.html"
    assert run("print", folder, "--no-pdf", "--paper", "letter", "--out", file, "--today", TODAY) == 0
    assert "Choose Print" not in (said := capsys.readouterr().out)
    assert "PDF" not in said
    assert "size: 215.9mm 279.4mm" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "ended"), [((), 0), (("--no-pdf",), 0), (("--pdf",), 3)])
def test_no_older_pdf_is_left_beside_a_newer_page(
    tmp_path: Path, words: tuple[str, ...], ended: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may be of another child, or show what may be shown no longer."""
    school, file = a_school(tmp_path / "school"), tmp_path / "profile.pdf"
    save_own(file, b"%PDF-1.4 of another child" + PDF_MARK, option="--out")
    assert run("print", "amina-x3f9", school, "--out", file, "--today", TODAY, *words) == ended
    assert (tmp_path / "profile.html").is_file() and not file.exists()
    assert "The older PDF is removed" in capsys.readouterr().out


def test_a_pdf_of_somebody_else_stays_beside_a_page(tmp_path: Path) -> None:
    school, file = a_school(tmp_path / "school"), tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.4 a letter from home\n%%EOF\n")
    assert run("print", "amina-x3f9", school, "--out", file, "--no-pdf", "--today", TODAY) == 0
    assert file.read_bytes() == b"%PDF-1.4 a letter from home\n%%EOF\n"


def test_what_a_killed_print_left_is_swept_away_an_hour_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("profilegen-print-old", "profilegen-print-new", "profilegen-theme-old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text("a child's page", encoding="utf-8")
        if name.endswith("old"):
            os.utime(tmp_path / name, (time.time() - 4000,) * 2)
    with pytest.raises(MissingPartError):
        browsers.pdf_of("<!doctype html>", Path(sys.executable))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["profilegen-print-new", "profilegen-theme-old"]


def test_what_somebody_else_made_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    school, file = a_school(tmp_path / "school"), tmp_path / "mine.html"
    file.write_text("My own notes.", encoding="utf-8")
    assert run("print", "amina-x3f9", school, "--out", file, "--today", TODAY) == 2
    assert "another name with --out" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "My own notes."


def test_an_own_pdf_is_known_again(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    save_own(file, b"%PDF-1.4 one" + PDF_MARK, option="--out")
    save_own(file, b"%PDF-1.4 two" + PDF_MARK, option="--out")
    assert b"two" in file.read_bytes()
    file.write_bytes(b"%PDF-1.4 a letter from home\n%%EOF\n")
    with pytest.raises(UsageError, match="did not make it"):
        save_own(file, b"%PDF-1.4 three" + PDF_MARK, option="--out")


def test_a_program_that_makes_no_pdf_is_said_by_its_name() -> None:
    with pytest.raises(MissingPartError, match="made no PDF"):
        browsers.pdf_of("<!doctype html>", Path(sys.executable))
    with pytest.raises(MissingPartError, match="does not start"):
        browsers.pdf_of("<!doctype html>", Path("no-such-browser"))


def test_a_browser_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "PATIENCE", 0.5)
    monkeypatch.setattr(browsers, "_flags", lambda folder: ["-c", "import time; time.sleep(60)"])
    with pytest.raises(MissingPartError, match="did not finish"):
        browsers.pdf_of("<!doctype html>", Path(sys.executable))


def test_where_nothing_is_linked_no_sheet_is_numbered(tmp_path: Path) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    file = tmp_path / "one.pdf"
    document.save(file)
    document.close()
    assert sheets_of(file.read_bytes()) == {}
