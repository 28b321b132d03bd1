"""`profilegen import forms` and `profilegen export comments`: what they say, ask, and answer with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from profilegen.build import check
from profilegen.cli.main import main
from profilegen.exchange.form_map import plain_header, read_map
from profilegen.exchange.proposing import proposed_map
from tests.exchange.small_school import TODAY, answers, small_school, take_in, whole, write

FORMS = Path(__file__).parents[2] / "starter_kit" / "forms"
HEADER = ("Timestamp", "Who is this about?", "Your name", "Comment")
ROWS = [
    ("01/07/2026 14:03:22", "Amina Yusuf", "Dee", "She asks."),
    ("01/07/2026 14:03:22", "Noah", "Dee", "\x1b[31mHe waits."),
]


def run(*arguments: object) -> int:
    """The exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return int(ended.value.code or 0)


def test_what_would_be_done_is_said_and_a_dry_run_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the map."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [HEADER, *ROWS])
    before = whole(tmp_path)
    assert run("import", "forms", file, school, "--as", "testimonials", "--dry-run") == 1
    said = capsys.readouterr().out
    assert whole(tmp_path) == before
    assert "student             Who is this about?" in said
    assert "Days are read day-first" in said
    assert "row 3: “Noah”" in said
    assert "Noah Bright, known as Nono (noah-t6r3, 4 Oak)" in said
    assert "\x1b" not in said


def test_without_a_terminal_it_needs_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 with a sentence; with --yes it is done, and the second time there is nothing to do."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [HEADER, ROWS[0]])
    before = whole(school)
    assert run("import", "forms", file, school, "--as", "testimonials") == 2
    assert "Add --yes" in capsys.readouterr().err
    assert whole(school) == before
    assert run("import", "forms", file, school, "--as", "testimonials", "--yes") == 0
    assert "1 answer taken in, of 1 student." in capsys.readouterr().out
    assert run("import", "forms", file, school, "--as", "testimonials") == 0
    assert "There is nothing to do." in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_remark_on_what_goes_in_is_a_warning(tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It fails only where somebody asks for that; an answer that is left out always does."""
    school = small_school(tmp_path / "school")
    write(school / "students/amina-x7k2/reflections/kite.yaml", "title: Kite\ndate: 2026-05-01\n")
    header = ("Timestamp", "Whose work is it?", "What is the work called?", "Your name", "I am …", "Comment")
    row = ("2026-07-01", "Amina Yusuf", "Kite", "Dee", "A teacher", "Why?")
    command = ("import", "forms", answers(tmp_path / "a.csv", [header, row]), school, "--as", "feedback")
    options = ("--format", form, "--dry-run")
    assert run(*command, *options) == 0
    assert "They say that they are a teacher" in capsys.readouterr().out
    assert run(*command, *options, "--strict") == 1
    answers(tmp_path / "a.csv", [header, row, ("2026-07-01", "Nobody Atall", *row[2:])])
    assert run(*command, *options) == 1


def test_a_row_that_is_too_long_is_told_and_the_others_go_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With exit 1, as something was left out."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [HEADER, (*ROWS[0][:3], "x" * 40_000), ROWS[0]])
    assert run("import", "forms", file, school, "--as", "testimonials", "--yes") == 1
    told = capsys.readouterr().out
    assert "answers.csv:2:4" in told and "more than 30,000 letters, so the row is left out" in told
    assert "1 answer taken in, of 1 student." in told


def test_a_class_that_is_spelt_otherwise_is_asked_about_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the lines for the map; written there, the answers go in."""
    school = small_school(tmp_path / "school")
    header = ("Timestamp", "Who is this about?", "Which class are they in?", "Your name", "Comment")
    spelt = ("4o", "Oak Class", "4O")
    rows = [(ROWS[0][0], "Amina Yusuf", spelt[number % 3], f"Author {number}", "Text") for number in range(20)]
    file = answers(tmp_path / "a.csv", [header, *rows, (ROWS[0][0], "Nobody Atall", "9 Elm", "Kim", "Text")])
    command = ("import", "forms", file, school, "--as", "testimonials", "--today", TODAY, "--yes")
    assert run(*command) == 1
    told = capsys.readouterr().out
    assert "20 answers write “4o” or “Oak Class”: is that 4 Oak? (rows 2, 3, 4, 5, 6," in told
    assert "13 and 8 more)" in told and told.count("Amina Yusuf") == 0 and "“Nobody Atall”" in told
    beside = tmp_path / "a.csv.map.yaml"
    lines = told[told.index("    classes:") :].split("\n")[:5]
    write(beside, beside.read_text(encoding="utf-8") + "\n".join(line[4:] for line in lines) + "\n")
    assert run(*command) == 1
    assert "20 answers taken in, of 1 student." in capsys.readouterr().out


def test_json_for_scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --yes it only says; doubtful answers come with their candidates."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [HEADER, *ROWS])
    before = whole(tmp_path)
    assert run("import", "forms", file, school, "--as", "testimonials", "--format", "json") == 1
    said = json.loads(capsys.readouterr().out)
    assert whole(tmp_path) == before
    assert (said["imported"], said["summary"]) == (False, {"taken": 1, "left_out": 1, "known": 0})
    assert (said["left_out"][0]["row"], sorted(said["left_out"][0]["candidates"])) == (3, ["noah-k2m9", "noah-t6r3"])
    assert run("import", "forms", file, school, "--as", "testimonials", "--format", "json", "--yes") == 1
    assert json.loads(capsys.readouterr().out)["imported"]


def test_a_map_that_is_not_enough_is_saved_to_be_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence says which column is missing."""
    school = small_school(tmp_path / "school")
    file = answers(tmp_path / "answers.csv", [("A", "B"), ("Amina Yusuf", "Hello")])
    assert run("import", "forms", file, school, "--as", "testimonials", "--yes") == 1
    said = capsys.readouterr().err
    assert "which column has the student's name" in said
    text = (tmp_path / "answers.csv.map.yaml").read_text(encoding="utf-8")
    write(
        tmp_path / "answers.csv.map.yaml",
        text.replace("leave\n  - column: B", "student\n  - column: B").replace(
            "column: B\n    field: leave", "column: B\n    field: text"
        ),
    )
    assert run("import", "forms", file, school, "--as", "testimonials", "--yes") == 1
    assert "which column is “from”" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7", b"\xd0\xcf\x11\xe0old"])
def test_a_file_that_is_no_table_is_a_sentence(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """And nothing is written."""
    school = small_school(tmp_path / "school")
    (tmp_path / "answers.xlsx").write_bytes(content)
    before = whole(tmp_path)
    assert run("import", "forms", tmp_path / "answers.xlsx", school, "--as", "reports", "--yes") == 1
    assert "profilegen itself" not in capsys.readouterr().err
    assert whole(tmp_path) == before


def test_comments_go_out_and_come_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With one command each."""
    school = small_school(tmp_path / "school")
    target = tmp_path / "comments.xlsx"
    assert run("export", "comments", school, "--class", "oak", "--subjects", "Art, Music", "--to", target) == 0
    assert "4 students of 4 Oak" in capsys.readouterr().out
    assert run("import", "forms", target, school, "--as", "reports", "--yes") == 0
    assert "8 rows have nothing to take in." in capsys.readouterr().out
    target.write_bytes(b"mine")
    assert run("export", "comments", school, "--class", "oak", "--subjects", "Art", "--to", target) == 2
    assert target.read_bytes() == b"mine"


# The sample forms


def questions(form: str) -> tuple[str, ...]:
    """The questions of a sample form, as its page has them for copying."""
    lines = (FORMS / f"{form}.md").read_text(encoding="utf-8").split("\n")
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    return tuple(rows[1:])


SAMPLES = sorted(path.stem for path in FORMS.glob("*.md"))
MACHINES = {
    "google": ("Timestamp", "Email Address"),
    "microsoft": ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time"),
}


@pytest.mark.parametrize("maker", sorted(MACHINES))
@pytest.mark.parametrize("form", SAMPLES)
def test_the_map_of_a_sample_form_fits_it_and_is_what_would_be_proposed(form: str, maker: str) -> None:
    """Copied word for word into either, every question finds its field, and nothing else does."""
    header = (*MACHINES[maker], *questions(form))
    kind = "testimonials" if form == "family" else form
    found = read_map(FORMS / f"{form}.map.yaml", kind, header)  # type: ignore[arg-type]
    assert (found.unmapped, found.absent) == ((), ())
    assert found.fields == proposed_map(kind, header).fields  # type: ignore[arg-type]
    assert all(field != "leave" for head, field in zip(header, found.fields, strict=True) if head in questions(form))
    assert plain_header("Email") not in [plain_header(one) for one in questions(form)]


@pytest.mark.parametrize("form", SAMPLES)
def test_the_commands_on_a_sample_forms_page_work(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As they stand there, in a school that has the forms."""
    school = small_school(tmp_path / "school")
    write(
        school / "students/amina-x7k2/reflections/kite.yaml",
        "title: Kite\ndate: 2026-05-01\n"
        "feedback:\n  - from: {name: B, role: teacher}\n    date: 2026-06-02\n    comment: Why?\n",
    )
    for file in FORMS.iterdir():
        write(school / "forms" / file.name, file.read_text(encoding="utf-8"))
    words = {
        "class": "4 oak",
        "Class": "4 Oak",
        "may see": "My family",
        "called": "Kite",
        "name": "Amina Yusuf",
        "about": "Amina Yusuf",
        "Student": "Amina Yusuf",
        "Whose": "Amina Yusuf",
        "day": "2026-06-01",
        "skills": "Teamwork",
    }
    cells = [next((cell for word, cell in words.items() if word in one), "Yes") for one in questions(form)]
    cells = ["Ben" if question == "Your name" else cell for question, cell in zip(questions(form), cells, strict=True)]
    answers(school / "answers.csv", [("Timestamp", *questions(form)), ("2026/07/01 2:03:22 PM GMT+1", *cells)])
    monkeypatch.chdir(school)
    text = (FORMS / f"{form}.md").read_text(encoding="utf-8")
    commands = re.findall("^profilegen (import .*)$", text, re.MULTILINE)
    assert len(commands) == 2
    before = whole(school)
    assert run(*commands[0].split()) == 0
    assert whole(school) == before
    assert run(*commands[1].split(), "--yes") == 0
    assert whole(school) != before


@pytest.mark.parametrize("form", SAMPLES)
def test_a_sample_forms_page_says_how_other_spellings_of_classes_are_told(form: str, tmp_path: Path) -> None:
    """What stands there can be written below the map, and is understood."""
    text = (FORMS / f"{form}.md").read_text(encoding="utf-8")
    lines = re.search("```yaml\n(.*?)```", text, re.DOTALL)
    assert lines
    kind = "testimonials" if form == "family" else form
    sample = (FORMS / f"{form}.map.yaml").read_text(encoding="utf-8")
    file = write(tmp_path / "map.yaml", sample + lines[1])
    assert read_map(file, kind, questions(form)).classes == {"4o": "4 Oak"}  # type: ignore[arg-type]


def test_a_sample_map_is_no_record_of_the_school(tmp_path: Path) -> None:
    """It lies in a folder that nobody reads for records."""
    school = small_school(tmp_path / "school")
    write(school / "forms/family.map.yaml", (FORMS / "family.map.yaml").read_text(encoding="utf-8"))
    take_in(school, answers(tmp_path / "answers.csv", [HEADER, ROWS[0]]), "testimonials")
    told = [one.place.file for one in check(school, today=TODAY).problems]
    assert not [file for file in told if file.startswith(("forms", "imported"))]
