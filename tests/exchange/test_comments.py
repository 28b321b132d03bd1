"""A year of comments by spreadsheet: out with the students' work beside it, filled in, and back into the reports."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from profilegen.build import check
from profilegen.exchange.comment_book import HEADER, save_workbook, workbook_of
from profilegen.exchange.comments import comment_sheet
from profilegen.exchange.forms import carry_out
from profilegen.problems import Severity, UsageError
from tests.exchange.small_school import answers, plan, records, small_school, take_in, whole, write

TODAY = date(2026, 7, 20)
REPORT = """\
# written in June
school_year: "2025/26"
progress:
subjects:
  - subject: Science
    achievements: >
      She plans fair tests,
      and says *why*.
    next:
  - subject: Art
    achievements: She draws birds.
    next: Wings.
by: Mr O
"""


def school_with_work(folder: Path) -> Path:
    """Amina has a report that was begun, and work; Noah Reed has one piece, which only he may see."""
    school = small_school(folder)
    write(school / "students/amina-x7k2/reports/2025-26.yaml", REPORT)
    rain = "title: Rain gauge\ndate: 2026-03-02\nsubject: Science\naudience: "
    write(school / "students/amina-x7k2/reflections/rain.yaml", f"{rain}family\n")
    write(
        school / "students/amina-x7k2/reflections/kite.yaml",
        "title: =Kite()\ndate: 2026-05-02\nsubject: Art\nfeatured: yes\n",
    )
    write(school / "students/noah-k2m9/reflections/secret.yaml", f"{rain}private\n")
    return school


def opened(made: bytes) -> Any:
    """The workbook's one sheet, as somebody opens it to write."""
    return openpyxl.load_workbook(io.BytesIO(made)).active


def filled_in(school: Path, to: Path, words: dict[tuple[str, str], dict[str, str]], **asked: Any) -> Path:
    """The spreadsheet of Oak, with these words in its cells: by student and subject, by column."""
    book: Any = openpyxl.load_workbook(io.BytesIO(workbook_of(comment_sheet(school, "oak", today=TODAY, **asked))))
    for row in book.active.iter_rows(min_row=2):
        for head, text in words.get((row[1].value, row[3].value), {}).items():
            cell = row[HEADER.index(head)]
            assert not cell.protection.locked
            cell.value = text
    book.save(to)
    return to


def test_a_row_for_each_student_and_subject_with_their_work_beside_it(tmp_path: Path) -> None:
    """A to Z; what the report says already is there, and nothing that the teachers' view hides."""
    sheet = comment_sheet(school_with_work(tmp_path / "school"), "4 Oak", today=TODAY)
    assert [(row.name, row.subject) for row in sheet.rows[:4]] == [
        ("Amina Yusuf", "Science"),
        ("Amina Yusuf", "Art"),
        ("Noah Reed", "Science"),
        ("Noah Reed", "Art"),
    ]
    science, art, noah = sheet.rows[:3]
    assert science.achievements == "She plans fair tests, and says *why*."
    assert (science.work, art.work) == ("• Rain gauge (2026-03-02)", "• =Kite() (2026-05-02, featured)")
    assert (noah.work, noah.progress, sheet.rows[3].progress) == ("", "", None)


def test_subjects_can_be_named_and_have_to_be_where_none_is_known(tmp_path: Path) -> None:
    """A report's other subjects stay in its student's rows."""
    school = school_with_work(tmp_path / "school")
    sheet = comment_sheet(school, "oak", ["Music", "art"], today=TODAY)
    assert [row.subject for row in sheet.rows][:5] == ["Music", "Art", "Science", "Music", "art"]
    with pytest.raises(UsageError, match="No subject"):
        comment_sheet(small_school(tmp_path / "new"), "oak", today=TODAY)
    oak = school / "classes/oak.yaml"
    oak.rename(school / "classes/4-oak.yaml")
    for spelt in ("4 Oak", "4-oak", "4 OAK ", "4 Öak"):
        assert comment_sheet(school, spelt, ["Music"], today=TODAY).class_id == "4-oak"
    (school / "classes/4-oak.yaml").rename(school / "classes/mighty-oak.yaml")
    assert comment_sheet(school, "Mighty Oak", ["Music"], today=TODAY).class_id == "mighty-oak"
    with pytest.raises(UsageError, match="no class “ook”"):
        comment_sheet(school, "ook", today=TODAY)


def test_no_cell_can_run_as_a_formula(tmp_path: Path) -> None:
    """Whatever a title, name or comment begins with, it is text: in the file, and after somebody edits the cell."""
    school = school_with_work(tmp_path / "school")
    write(school / "students/zoe-b4d6/profile.yaml", 'name: =HYPERLINK("http://x") Dvořák\n')
    write(
        school / "students/zoe-b4d6/reports/25.yaml",
        "school_year: 2025/26\nprogress: '@SUM(1)'\n"
        "subjects: [{subject: -2+3, achievements: '+1 for trying', next: '#N/A'}]\n",
    )
    page = opened(workbook_of(comment_sheet(school, "oak", ["=cmd|' /C calc'!A0"], today=TODAY)))
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    starts = {cell.value[0]: cell.quotePrefix for cell in cells if cell.value[0] in "=+-@"}
    assert starts == dict.fromkeys("=+-@", True)


def test_only_what_is_to_be_filled_in_is_open(tmp_path: Path) -> None:
    """Names, ids, work and what the report says already are locked; a choice is a drop-down; it prints wide."""
    page = opened(workbook_of(comment_sheet(school_with_work(tmp_path / "school"), "oak", today=TODAY)))
    is_open = {
        row[3].value: "".join("x" if not cell.protection.locked else "." for cell in row)
        for row in page.iter_rows(max_row=3)
    }
    assert is_open == {"Subject": "..........", "Science": "......xxx.", "Art": ".........."}
    assert page.protection.sheet
    assert page.freeze_panes == "E2"
    assert [page.column_dimensions[letter].hidden for letter in "ABCD"] == [False, True, True, False]
    (ready,) = [one for one in page.data_validations.dataValidation if one.type == "list"]
    assert (ready.formula1, str(ready.sqref)) == ('"yes,not yet"', "I2:I9")
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.print_title_rows) == ("landscape", 1, "$1:$1")
    assert page["E2"].alignment.wrap_text


def test_the_same_class_is_the_same_bytes_and_a_sheet_in_work_is_not_written_over(tmp_path: Path) -> None:
    """Somebody may have written in it."""
    sheet = comment_sheet(school_with_work(tmp_path / "school"), "oak", today=TODAY)
    made = workbook_of(sheet)
    time.sleep(1.1)
    assert workbook_of(sheet) == made
    target = tmp_path / "comments-oak.xlsx"
    save_workbook(target, made)
    save_workbook(target, made)
    target.write_bytes(made + b"x")
    with pytest.raises(UsageError, match="perhaps with comments"):
        save_workbook(target, made)


def test_filled_in_it_goes_into_the_reports_and_keeps_what_was_there(tmp_path: Path) -> None:
    """No line that said something is changed; a second time, no byte is."""
    school = school_with_work(tmp_path / "school")
    said = {
        ("amina-x7k2", "Science"): {"Next steps": "Graphs:\n- a title\n- units", "General progress": "A *busy* year."},
        ("noah-k2m9", "Art"): {"Achievements": "He mixes greens."},
        ("noah-t6r3", "Art"): {"Achievements": "Half a thought", "Ready?": "not yet"},
    }
    file = filled_in(school, tmp_path / "comments-oak.xlsx", said)
    made = plan(school, file, "reports")
    assert (made.left_out, made.remarks, len(made.taken)) == ((), (), 2)
    carry_out(made)
    text = (school / "students/amina-x7k2/reports/2025-26.yaml").read_text(encoding="utf-8")
    assert [line for line in REPORT.split("\n") if line not in text.split("\n")] == ["progress:", "    next:"]
    assert text.count("She plans fair tests") == 1
    (amina,) = records(school, "amina-x7k2", "reports")
    assert amina["subjects"][0]["next"].strip() == "Graphs:\n\\- a title\n\\- units"
    assert amina["progress"] == r"A \*busy\* year."
    noah = (school / "students/noah-k2m9/reports/2025-26.yaml").read_text(encoding="utf-8")
    assert noah == "school_year: 2025/26\nsubjects:\n  - subject: Art\n    achievements: He mixes greens.\n"
    assert not (school / "students/noah-t6r3/reports").exists()
    before = whole(school)
    take_in(school, file, "reports")
    assert whole(school) == before
    again = filled_in(school, tmp_path / "again.xlsx", {})
    assert not plan(school, again, "reports").changes_something
    assert not [one for one in check(school, today=TODAY).problems if one.severity is Severity.ERROR]


def test_where_a_report_says_something_else_it_stays_and_the_row_is_told(tmp_path: Path) -> None:
    """From a form, too; and what is new in the same row goes in."""
    school = school_with_work(tmp_path / "school")
    header = ("Student (first name and surname)", "Class", "Subject", "Achievements", "Next steps", "General progress")
    rows = [
        ("Amina Yusuf", "oak", "science", "She plans fair tests, and says *why*.", "Graphs", ""),
        ("Amina Yusuf", "oak", "ART", "She paints.", "Wings.", "A year."),
        ("Amina Yusuf", "oak", "Music", "", "Scales", ""),
        ("Amina Yusuf", "oak", "", "Good", "", ""),
        ("Noah", "oak", "Art", "Good", "", ""),
        ("Amina Yusuf", "oak", "Drama", "", "", "Another year."),
    ]
    file = answers(tmp_path / "answers.csv", [header, *rows])
    made = plan(school, file, "reports")
    assert [one.row for one in made.taken] == [2, 3]
    assert sorted(one.row for one in (*made.left_out, *made.remarks)) == [3, 4, 5, 6, 7]
    carry_out(made)
    (amina,) = records(school, "amina-x7k2", "reports")
    assert amina["subjects"] == [
        {"subject": "Science", "achievements": "She plans fair tests, and says *why*.\n", "next": "Graphs"},
        {"subject": "Art", "achievements": "She draws birds.", "next": "Wings."},
    ]
    assert amina["progress"] == "A year."


def test_of_which_year_has_to_be_certain(tmp_path: Path) -> None:
    """The class's, where the row names one; else the only one of the student's classes; else the map's."""
    school = small_school(tmp_path / "school")
    write(school / "classes/elm.yaml", "name: Elm\nschool_year: 2024/25\nstudents:\n  - amina-x7k2\n")
    rows = [("Student", "Subject", "Achievements"), ("Amina Yusuf", "Art", "Birds")]
    file = answers(tmp_path / "answers.csv", rows)
    made = plan(school, file, "reports")
    assert len(made.left_out) == 1
    mapped = write(tmp_path / "m.yaml", f"{made.used.text}school_year: 2024/25\n")
    take_in(school, file, "reports", map_file=mapped)
    named = answers(tmp_path / "named.csv", [(*rows[0], "Class"), (*rows[1], "4 Oak")])
    take_in(school, named, "reports")
    assert [one["school_year"] for one in records(school, "amina-x7k2", "reports")] == ["2024/25", "2025/26"]


def test_comments_of_one_year_do_not_land_in_the_next_years_reports(tmp_path: Path) -> None:
    """Written in July and brought back in September, when the class's file is of another year: told, or by the map."""
    school = small_school(tmp_path / "school")
    file = filled_in(
        school, tmp_path / "comments-oak.xlsx", {("amina-x7k2", "Art"): {"Achievements": "Birds."}}, subjects=["Art"]
    )
    oak = school / "classes/oak.yaml"
    oak.write_text(oak.read_text(encoding="utf-8").replace("2025/26", "2026/27"), encoding="utf-8")
    made = plan(school, file, "reports")
    assert made.taken == ()
    assert [(one.row, "2025/26" in one.why and "2026/27" in one.why) for one in made.left_out] == [(2, True)]
    mapped = write(tmp_path / "m.yaml", f"{made.used.text}school_year: 2025-26\n")
    take_in(school, file, "reports", map_file=mapped)
    (amina,) = records(school, "amina-x7k2", "reports")
    assert amina["school_year"] == "2025-26"


def test_a_report_with_plain_words_among_its_subjects_is_left_alone(tmp_path: Path) -> None:
    """Whatever somebody wrote there: it is told, and the right subject is counted from the first entry."""
    file = answers(tmp_path / "a.csv", [("Student", "Subject", "Achievements"), ("Amina Yusuf", "Maths", "Sums")])
    for number, subjects in enumerate(ODD_SUBJECTS):
        school = small_school(tmp_path / f"school{number}")
        text = f"school_year: 2025/26\nsubjects:{subjects}"
        report = write(school / "students/amina-x7k2/reports/2025-26.yaml", text)
        made = plan(school, file, "reports")
        assert len(made.left_out) == 1, subjects
        carry_out(made)
        assert report.read_text(encoding="utf-8") == text


ODD_SUBJECTS = (
    "\n  - English\n  - subject: Maths\n    next: more\n",
    "\n  subject: Maths\n  next: more\n",
    " {subject: Maths}\n",
    " Maths\n",
    "\n  - [Maths]\n  - subject: Maths\n    next: more\n",
)


def test_a_report_with_a_mistake_in_it_is_left_alone(tmp_path: Path) -> None:
    """And told."""
    school = small_school(tmp_path / "school")
    broken = write(school / "students/amina-x7k2/reports/2025-26.yaml", "school_year: 2025/26\nsubjects: [\n")
    file = answers(tmp_path / "a.csv", [("Student", "Subject", "Achievements"), ("Amina Yusuf", "Art", "Birds")])
    made = plan(school, file, "reports")
    assert len(made.left_out) == 1
    carry_out(made)
    assert broken.read_text(encoding="utf-8") == "school_year: 2025/26\nsubjects: [\n"
