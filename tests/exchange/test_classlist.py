"""`import classlist`: from what a school's system exports to students' folders, twice without a byte of difference."""

from __future__ import annotations

import csv as csv_module
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profilegen.cli.main import main
from profilegen.exchange import enrolling, pile
from profilegen.exchange.class_plan import ClassChange
from profilegen.exchange.classlist import ClassList, class_list
from profilegen.exchange.enrolling import Prepared, enrol, prepared, usual_school_year
from profilegen.exchange.pile import NotWrittenError
from profilegen.exchange.tables import TableError, read_table
from profilegen.loading.school import load_school
from profilegen.loading.yaml_text import parse
from profilegen.problems import ProfilegenError, UsageError
from profilegen.starting import new_class, new_school, new_student
from tests.built_sites import LOOK_AT_ALL

TODAY = date(2026, 9, 7)

SIMS = """\
Hillside Primary School,,,,,,,
Class List,,,,,,,
Produced on 07/09/2026 08:15,,,,,,,
,,,,,,,
Legal Surname,Legal Forename,Preferred Forename,Reg,Year,UPN,DOB,Adno
YUSUF,Amina,Mina,4 Oak,Year  4,H823200112001,01/02/2018,004211
O'Neil,Seán,Seán,4 Oak,Year  4,H823200112002,11/12/2017,004212
,,,,,,,
Total Students: 2,,,,,,,
"""
ARBOR = """\
"First name","Last name","Preferred first name","Year group","Registration form","UPN","Email addresses","SEN status"
"Amina","Yusuf","Mina","Year 4","4 Oak","H823200112001","amina@hillside.example.org","SEN Support"
"Seán","O'Neil","","Year 4","4 Oak","H823200112002","sean@hillside.example.org",""
"""
BROMCOM = """\
Admission Number\tLegal Last Name\tLegal First Name\tPreferred First Name\tGender\tYear Group\tTutor Group
004211\tYusuf\tAmina\tMina\tFemale\t4\t4 Oak
004212\tO'Neil\tSeán\tSeán\tMale\t4\t4 Oak
"""
SCHOLARPACK = """\
Pupil Name;Preferred Name;Class;Year;Pupil Premium;Date of Birth;FSM
Yusuf, Amina;Mina;4 Oak;4;Y;2018-02-01;Yes
O'Neil, Seán;;4 Oak;4;N;2017-12-11;No
"""
GROUPED = """\
Students by registration group
Registration Group: 4 Oak,
Surname,Forename,Known as
Yusuf,Amina,Mina
O'Neil,Seán,
Page 1 of 1
"""
NAMES_ALONE = "Student,Known as,Form\nAmina Yusuf,Mina,4 Oak\nSeán O'Neil,,4 Oak\n"

EXPORTS: dict[str, bytes] = {
    "SIMS": SIMS.replace("YUSUF", "Yusuf").replace("\n", "\r\n").encode("windows-1252"),
    "Arbor": ARBOR.encode("utf-8-sig"),
    "Bromcom": BROMCOM.encode("utf-16"),
    "ScholarPack": SCHOLARPACK.encode("utf-8"),
    "a grouped report": GROUPED.encode("utf-8"),
    "Google Sheets": NAMES_ALONE.encode("utf-8"),
}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    folder = tmp_path / "hillside"
    new_school(folder, "Hillside", schemas={})
    return folder


def csv(folder: Path, content: str | bytes) -> Path:
    path = folder / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def listed(folder: Path, content: str, **options: Any) -> ClassList:
    return class_list(read_table(csv(folder, content)), **options)


def planned(school: Path, content: str | bytes, **options: Any) -> Prepared:
    return prepared(csv(school.parent, content), school, today=TODAY, **options)


def imported(school: Path, content: str | bytes, **options: Any) -> Prepared:
    """Imports a list; what was planned for it."""
    ready = planned(school, content, **options)
    if ready.plan.changes_something:
        enrol(ready, today=TODAY)
    return ready


def only_class(ready: Prepared) -> ClassChange:
    (change,) = ready.plan.classes
    return change


def everything_in(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def students_of(school: Path) -> dict[str, tuple[str, str]]:
    """Everybody's name, and what they are known as."""
    loaded, problems = load_school(school)
    assert problems == ()
    return {student: (card.name, card.known_as) for student, card in loaded.cards.items()}


def members(school: Path, class_file: str = "4-oak.yaml") -> list[str]:
    written = parse((school / "classes" / class_file).read_text(encoding="utf-8"), class_file)
    assert not written.mistakes and written.fields
    return list(written.fields.get("students") or [])  # type: ignore[arg-type]


# What school systems export


@pytest.mark.parametrize("system", EXPORTS)
def test_what_a_school_system_exports_becomes_students(school: Path, system: str) -> None:
    imported(school, EXPORTS[system])
    assert sorted(students_of(school).values()) == [("Amina Yusuf", "Mina"), ("Seán O'Neil", "")]
    assert [student.split("-")[0] for student in members(school)] == ["amina", "sean"]
    (oak,) = load_school(school)[0].classes
    assert (oak.record.name, oak.record.school_year) == ("4 Oak", "2026/27")


@pytest.mark.parametrize("system", EXPORTS)
def test_imported_twice_it_changes_no_byte(school: Path, system: str) -> None:
    imported(school, EXPORTS[system])
    before = everything_in(school)
    again = imported(school, EXPORTS[system])
    assert not again.plan.changes_something and len(only_class(again).there) == 2
    assert everything_in(school) == before


def test_one_systems_list_after_anothers_changes_no_byte(school: Path) -> None:
    imported(school, EXPORTS["SIMS"])
    before = everything_in(school)
    for system in EXPORTS:
        assert imported(school, EXPORTS[system]).plan.doubts == ()
    assert everything_in(school) == before


def test_nothing_that_identifies_a_child_is_anywhere_afterwards(school: Path) -> None:
    for content in EXPORTS.values():
        imported(school, content)
    made = b"\n".join(everything_in(school).values()) + "\n".join(everything_in(school)).encode()
    for secret in (
        b"H8232001",
        b"004211",
        b"2018-02-01",
        b"01/02/2018",
        b"hillside.example",
        b"SEN Support",
        b"Female",
    ):
        assert secret not in made


def test_columns_that_are_left_out_are_named(tmp_path: Path) -> None:
    assert listed(tmp_path, ARBOR).left_out == ("UPN", "Email addresses", "SEN status")
    found = listed(tmp_path, "Name,Class,House,Parent Forename,Medical notes\nBen Ash,4 Oak,Red,Jo,none\n")
    assert (found.left_out, found.unused) == (("Parent Forename", "Medical notes"), ("House",))


def test_an_excel_list_with_titles_dates_and_leading_zeros(school: Path, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for cells in (
        ("Hillside Primary School",),
        ("Class list", None, None, date(2026, 9, 7)),
        (),
        ("No.", "Surname", "First Name", "Tutor Group", "Date of Birth", "Adm No"),
        (1, "Yusuf", "Amina", "007", date(2018, 2, 1), 4211),
        (2, "Lee", "Tom", "007", date(2017, 12, 11), 4212),
        (None, "Count", 2),
    ):
        sheet.append(cells)
    sheet.merge_cells("A1:F1")
    sheet["F5"].number_format = sheet["F6"].number_format = "000000"
    path = tmp_path / "list.xlsx"
    workbook.save(path)
    ready = prepared(path, school, today=TODAY)
    enrol(ready, today=TODAY)
    assert sorted(students_of(school).values()) == [("Amina Yusuf", ""), ("Tom Lee", "")]
    assert (school / "classes" / "007.yaml").is_file()
    assert ready.plan.listed.passed_over == (7,)
    assert ready.plan.listed.problems == ()


# Headers


@pytest.mark.parametrize(
    ("header", "name", "known_as"),
    [
        ("Forename,Surname,Known as", "Amina Yusuf", "Mina"),
        ("LEGAL FIRST NAME,Family Name,Preferred name", "Amina Yusuf", "Mina"),
        ("Given name(s),LAST_NAME,goes by", "Amina Yusuf", ""),
        ("Student Forename,Student Surname,Pupil Preferred Forename", "Amina Yusuf", "Mina"),
        ("Pupil's first name,Pupil’s surname,preferred-forename", "Amina Yusuf", "Mina"),
    ],
)
def test_headers_have_many_names(tmp_path: Path, header: str, name: str, known_as: str) -> None:
    (found,) = listed(tmp_path, f"{header},Class\nAmina,Yusuf,{known_as},4 Oak\n").students
    assert (found.name, found.known_as, found.class_name) == (name, known_as, "4 Oak")


def test_of_a_chosen_and_a_legal_name_the_chosen_one_is_known_as(tmp_path: Path) -> None:
    text = "Legal Forename,Legal Surname,Preferred Forename,Preferred Surname,Form\nAmina,Yusuf,Mina,Karimi,4 Oak\n"
    (found,) = listed(tmp_path, text).students
    assert (found.name, found.known_as) == ("Amina Karimi", "Mina")


def test_the_first_of_several_first_names_is_no_other_name(tmp_path: Path) -> None:
    text = "Forename,Surname,Known as,Class\nAmina Fatima,Yusuf,Amina,4 Oak\n"
    assert listed(tmp_path, text).students[0].known_as == ""


@pytest.mark.parametrize("preferred", ["", "Amina", "AMINA", "amina ", "Amina Yusuf"])
def test_a_preferred_name_that_is_no_other_is_not_written_down(tmp_path: Path, preferred: str) -> None:
    text = f"Forename,Surname,Preferred,Preferred Name,Form\nAmina,Yusuf,,{preferred},4 Oak\n"
    assert listed(tmp_path, text).students[0].known_as == ""


def test_a_list_without_names_for_its_columns_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="which column") as refused:
        listed(tmp_path, "Amina,Yusuf,4 Oak\nTom,Lee,4 Oak\n")
    assert "Forename" in refused.value.hint


def test_a_header_alone_is_a_list_of_nobody(school: Path) -> None:
    assert planned(school, "Forename,Surname,Class\n").plan.classes == ()


def test_two_columns_of_one_name_that_differ_are_told(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="Two columns"):
        listed(tmp_path, "Forename,Surname,Surname,Class\nAmina,Yusuf,Karimi,4 Oak\n")
    assert (
        listed(tmp_path, "Forename,Surname,Surname,Class\nAmina,Yusuf,Yusuf,4 Oak\n").students[0].name == "Amina Yusuf"
    )


def test_what_a_footer_says_is_not_repeated(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It may well be a date of birth."""
    text = "Registration group: 3 Ash,\nForename,Surname\nTom,Lee\nDate:,born 03/04/2017\n"
    run(csv(school.parent, text), school, "--dry-run")
    told = capsys.readouterr().out
    assert "Not a student: row 4" in told
    assert "born" not in told and "2017" not in told


def test_headers_that_come_again_are_no_students(tmp_path: Path) -> None:
    found = listed(tmp_path, "Name,Class\nBen Ash,4 Oak\nName,Class\nTom Lee,4 Oak\n")
    assert [one.name for one in found.students] == ["Ben Ash", "Tom Lee"]


def test_headings_between_the_rows_say_the_class_of_those_below(tmp_path: Path) -> None:
    found = listed(tmp_path, "Surname,Forename\nClass: 4 Oak,\nAsh,Ben\nClass: 5 Elm,\nLee,Tom\n")
    assert [(one.name, one.class_name) for one in found.students] == [("Ben Ash", "4 Oak"), ("Tom Lee", "5 Elm")]


def test_a_student_is_not_taken_for_a_total(tmp_path: Path) -> None:
    text = "Surname,Forename,Class\nBoys,Tom,4 Oak\nTotal,Ann,4 Oak\nCount,Lee,4 Oak\nTotal,30,\nBoys,14,\nPage 2,,\n"
    found = listed(tmp_path, text)
    assert [one.name for one in found.students] == ["Tom Boys", "Ann Total", "Lee Count"]
    assert found.passed_over == (5, 6, 7)


@pytest.mark.parametrize("year", ["4", "Y4", "Yr 4", "Year 4", "04"])
def test_where_there_is_only_a_year_it_is_the_class(tmp_path: Path, year: str) -> None:
    assert listed(tmp_path, f"Name,NC Year\nBen Ash,{year}\n").students[0].class_name == "Year 4"


def test_one_class_of_a_whole_schools_list(school: Path) -> None:
    text = "Name,Class\nBen Ash,4 Oak\nTom Lee,5 Elm\n?!,5 Elm\nAnn Day,4 OAK\n"
    ready = imported(school, text, class_name="4 oak")
    assert [one.name for one in only_class(ready).new] == ["Ben Ash", "Ann Day"] and ready.plan.doubts == ()
    with pytest.raises(TableError, match="6 Fir") as refused:
        planned(school, text, class_name="6 Fir")
    assert "5 Elm" in refused.value.hint


def test_a_list_that_says_no_class_wants_one(school: Path) -> None:
    with pytest.raises(TableError) as refused:
        planned(school, "Name\nBen Ash\n")
    assert "--class" in refused.value.hint
    assert only_class(planned(school, "Name\nBen Ash\n", class_name="4 Oak")).name == "4 Oak"


# Doubtful rows


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (",Yusuf", "forename is missing"),
        ("Amina,", "surname is missing"),
        ("-,-", "no name"),
        ("Amina H823200112001,Yusuf", "UPN"),
        ("H8232001120A1,Yusuf", "not look like"),
        ("h823200112001,Yusuf", "UPN"),
        ("Amina,H82320011200B", "UPN"),
        ("=cmd|' /C calc'!A0,Yusuf", "not look like"),
        ("@amina,Yusuf", "not look like"),
        ("Amina,yusuf@example.org", "not look like"),
        ("Amina 2,Yusuf", "not look like"),
        ("<b>Amina</b>,Yusuf", "not look like"),
        ("Zo?,Yusuf", "letter of it was lost"),
        ("ZoÃ«,Yusuf", "letter of it was lost"),
        ("Zo\ufffd,Yusuf", "letter of it was lost"),
        ("Amina (Mina),Yusuf", "more than one name"),
        ("Amina/Mina,Yusuf", "more than one name"),
        ('"Yusuf, Amina",Yusuf', "more than one name"),
        ("A" * 130 + ",Yusuf", "longer than"),
    ],
)
def test_a_row_that_is_not_surely_a_name_is_left_out_with_why(school: Path, cells: str, why: str) -> None:
    ready = imported(school, f"Forename,Surname,Class\n{cells},4 Oak\nTom,Lee,4 Oak\n")
    (doubt,) = ready.plan.doubts
    assert why in doubt.why and doubt.row == 2 and doubt.hint
    assert "23200112" not in f"{doubt.name}{doubt.why}{doubt.hint}"
    assert list(students_of(school).values()) == [("Tom Lee", "")]


@pytest.mark.parametrize("cell", ["=1+1", "-", "x" * 61, "H823200112001"])
def test_what_is_no_class_makes_none(school: Path, cell: str) -> None:
    ready = imported(school, f"Name,Class\nBen Ash,{cell}\nTom Lee,4 Oak\n")
    assert [doubt.row for doubt in ready.plan.doubts] == [2]
    assert [path.name for path in (school / "classes").iterdir()] == ["4-oak.yaml"]


def test_a_comma_that_has_torn_a_name_apart_makes_no_class_of_a_first_name(school: Path) -> None:
    ready = planned(school, "Name,Class\nYusuf, Amina,4 Oak\n")
    assert "more cells" in ready.plan.doubts[0].why and not ready.plan.changes_something


def test_a_row_without_a_class_is_left_out(school: Path) -> None:
    ready = imported(school, "Name,Class\nBen Ash,4 Oak\nTom Lee,\n")
    assert [(doubt.name, doubt.row) for doubt in ready.plan.doubts] == [("Tom Lee", 3)]


@pytest.mark.parametrize(
    "name", ["O’Neil-Smith, Zoë", "No", "null", "Yes No", "علي حسن", "王小明", "D'Arcy: Bell", "true"]
)
def test_names_of_all_sorts_come_through_letter_for_letter(school: Path, name: str) -> None:
    content = f'Name,Known as,Class\n"{name}",{name.split(",")[0]} x,4 Oak\n'
    imported(school, content)
    ((written, known_as),) = students_of(school).values()
    assert sorted(written.split()) == sorted(name.replace(",", "").split()) and known_as == f"{name.split(',')[0]} x"
    assert not imported(school, content).plan.changes_something


# Who is there already


def a_class(school: Path, *names: str, called: str = "4 Oak", year: str = "2026/27") -> list[str]:
    file = new_class(school, called, year)
    return [new_student(school, name, class_id=file.stem).name for name in names]


def test_leavers_are_named_and_stay(school: Path) -> None:
    tom, ann = a_class(school, "Tom Lee", "Ann Day")
    before = everything_in(school)
    change = only_class(imported(school, "Name,Class\nAnn Day,4 Oak\n"))
    assert [one.id for one in change.leavers] == [tom] and [one.id for one in change.there] == [ann]
    assert everything_in(school) == before


def test_a_profile_that_its_student_has_changed_is_still_theirs(school: Path) -> None:
    (amina,) = a_class(school, "Amina Yusuf")
    profile = school / "students" / amina / "profile.yaml"
    profile.write_text("name: yusuf, AMINA\nknown_as: Minnie\nabout: Hello\n", encoding="utf-8")
    before = everything_in(school)
    for name in ("Amina Yusuf", '"Yusuf, Amina"', "Minnie Yusuf"):
        assert not imported(school, f"Name,Class\n{name},4 Oak\n").plan.changes_something
    assert everything_in(school) == before


def test_two_of_one_name_in_one_class_are_both_made_and_both_known_again(school: Path) -> None:
    text = "Name,Class\nTom Lee,4 Oak\nAnn Day,4 Oak\nTom Lee,4 Oak\n"
    imported(school, text)
    assert sorted(name for name, _ in students_of(school).values()) == ["Ann Day", "Tom Lee", "Tom Lee"]
    assert len(set(members(school))) == 3
    before = everything_in(school)
    assert len(only_class(imported(school, text)).there) == 3
    assert everything_in(school) == before


def test_a_third_of_the_name_is_one_student_more(school: Path) -> None:
    imported(school, "Name,Class\n" + "Tom Lee,4 Oak\n" * 2)
    change = only_class(imported(school, "Name,Class\n" + "Tom Lee,4 Oak\n" * 3))
    assert (len(change.there), len(change.new)) == (2, 1) and len(members(school)) == 3


def test_one_of_two_of_one_name_has_left_and_nobody_knows_which(school: Path) -> None:
    imported(school, "Name,Class\n" + "Tom Lee,4 Oak\n" * 2)
    ready = imported(school, "Name,Class\nTom Lee,4 Oak\n")
    (doubt,) = ready.plan.doubts
    assert sorted(doubt.candidates) == sorted(members(school)) and "who has left" in doubt.why
    change = only_class(ready)
    assert (change.there, change.leavers, change.changes_something) == ((), (), False)


def test_two_of_one_name_in_two_classes_of_one_list_are_two(school: Path) -> None:
    text = "Name,Class\nTom Lee,4 Oak\nTom Lee,5 Elm\n"
    imported(school, text)
    before = everything_in(school)
    assert len(students_of(school)) == 2 and members(school) != members(school, "5-elm.yaml")
    assert imported(school, text).plan.doubts == () and everything_in(school) == before


def test_a_name_in_another_class_is_doubtful(school: Path) -> None:
    (tom,) = a_class(school, "Tom Lee", called="3 Fir")
    ready = imported(school, "Name,Class\nTom Lee,4 Oak\nAnn Day,4 Oak\n")
    (doubt,) = ready.plan.doubts
    assert doubt.candidates == (tom,) and "--moved" in doubt.hint and "second person" in doubt.why
    assert sorted(name for name, _ in students_of(school).values()) == ["Ann Day", "Tom Lee"]


def test_moved_students_join_their_new_class_and_their_old_one_is_not_touched(school: Path) -> None:
    (tom,) = a_class(school, "Tom Lee", called="3 Fir", year="2025/26")
    old = (school / "classes" / "3-fir.yaml").read_bytes()
    (joining,) = only_class(imported(school, "Name,Class\nTom Lee,4 Oak\n", moved=True)).joining
    assert (joining.id, joining.classes) == (tom, ("3-fir",)) and members(school) == [tom]
    assert (school / "classes" / "3-fir.yaml").read_bytes() == old
    assert not imported(school, "Name,Class\nTom Lee,4 Oak\n", moved=True).plan.changes_something


@pytest.mark.parametrize(
    ("there", "text"),
    [
        (("Tom Lee", "Tom Lee"), "Name,Class\nTom Lee,4 Oak\n"),
        (("Tom Lee",), "Name,Class\nTom Lee,4 Oak\nTom Lee,4 Oak\n"),
        (("Tom Lee",), "Name,Class\nTom Lee,4 Oak\nTom Lee,5 Elm\n"),
    ],
)
def test_moved_helps_only_where_one_can_be_meant(school: Path, there: tuple[str, ...], text: str) -> None:
    a_class(school, *there, called="3 Fir")
    ready = planned(school, text, moved=True)
    assert len(ready.plan.doubts) == text.count("Tom") and not ready.plan.changes_something


def test_who_has_moved_is_the_same_the_second_time(school: Path) -> None:
    """Others of that name, who are new, do not count: they are there when the list comes again."""
    (tom,) = a_class(school, "Tom Ash Lee", called="3 Fir")
    with (school / "students" / tom / "profile.yaml").open("w", encoding="utf-8") as profile:
        profile.write("name: Tom Ash Lee\nknown_as: Minnie\n")
    text = "Name,Known as,Class\nTom Lee,,5 Elm\nTom Lee,,5 Elm\nTom Lee,Minnie,4 Oak\n"
    assert len(imported(school, text, moved=True).plan.doubts) == 0 and len(members(school)) == 1
    before = everything_in(school)
    assert not imported(school, text, moved=True).plan.changes_something and everything_in(school) == before


@pytest.mark.parametrize("header", ["profilegen id", "ID"])
def test_a_column_of_ids_says_which(school: Path, header: str) -> None:
    tom, other = a_class(school, "Tom Lee", "Tom Lee", called="3 Fir")
    text = f"Name,Class,{header}\nTom Lee,4 Oak,{other}\nTom Lee,4 Oak,new\n"
    change = only_class(imported(school, text))
    assert [one.id for one in change.joining] == [other] and len(change.new) == 1
    before = everything_in(school)
    assert not imported(school, text).plan.changes_something and everything_in(school) == before
    assert tom not in members(school)


def test_an_id_that_is_not_there_or_is_another_students_is_doubtful(school: Path) -> None:
    (tom,) = a_class(school, "Tom Lee", called="3 Fir")
    rows = ("Tom Lee,4 Oak,tom-0000", f"Ann Day,4 Oak,{tom}", f"Tom Lee,4 Oak,{tom}", f"Tom Lee,4 Oak,{tom}")
    ready = planned(school, "\n".join(("Name,Class,profilegen id", *rows)))
    assert [doubt.row for doubt in ready.plan.doubts] == [2, 3, 5]
    assert [one.id for one in only_class(ready).joining] == [tom]


def test_the_ids_of_a_school_system_are_not_read(tmp_path: Path) -> None:
    found = listed(tmp_path, "ID,Name,Class\n4211,Ben Ash,4 Oak\n", known_ids=["ben-x7f3"])
    assert found.left_out == ("ID",) and found.students[0].id == ""


def test_somebody_who_is_in_the_class_under_a_like_name_is_not_made_again(school: Path) -> None:
    (amina,) = a_class(school, "Amina Yusuf-Karimi")
    ready = imported(school, "Name,Class\nAmina Yusuf,4 Oak\n")
    assert [doubt.candidates for doubt in ready.plan.doubts] == [(amina,)]
    assert only_class(ready).leavers == () and len(students_of(school)) == 1


def test_a_profile_that_cannot_be_read_is_asked_about(school: Path) -> None:
    (amina,) = a_class(school, "Amina Yusuf")
    (school / "students" / amina / "profile.yaml").write_text("name: [", encoding="utf-8")
    ready = planned(school, "Name,Class\nAmina Yusuf,4 Oak\nBen Ash,4 Oak\n")
    assert [doubt.candidates for doubt in ready.plan.doubts] == [(amina,)]
    assert [one.name for one in only_class(ready).new] == ["Ben Ash"]


ODD_NAMES = st.sampled_from(
    [
        "Tom Lee",
        "Tom Leigh",
        "Lee, Tom",
        "Lee Tom",
        "Tom, Lee",
        "Miss Tom Lee",
        "Tom Lee (4 Oak)",
        "TOM LEE",
        "Tommy Lee",
        "Amina",
        "Zoë O’Neil",
        "Zoe ONeil",
        "Year",
        "Name",
        "Total",
    ]
) | st.text(max_size=12)
ODD_CLASSES = st.sampled_from(["4 Oak", "4 OAK", "4-oak", "5 Elm", "海星", "CON", "class"]) | st.text(max_size=6)
ROWS = st.lists(st.tuples(ODD_NAMES, st.sampled_from(["", "Tom", "Minnie"]), ODD_CLASSES), max_size=8)


@settings(
    max_examples=60 if LOOK_AT_ALL else 12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=ROWS, after=ROWS, moved=st.booleans())
def test_any_two_lists_one_after_the_other_each_twice(
    tmp_path: Path, before: list[tuple[str, ...]], after: list[tuple[str, ...]], moved: bool
) -> None:
    """Nobody is lost or made twice, no file is broken, and the second time changes no byte."""
    with tempfile.TemporaryDirectory(dir=tmp_path) as folder:
        school = Path(folder) / "hillside"
        new_school(school, "Hillside", schemas={})
        for rows in (before, after):
            text = io.StringIO(newline="")
            csv_module.writer(text).writerows([("Name", "Known as", "Class"), *rows, ("Ann Day", "", "1 Ivy")])
            there = students_of(school)
            try:
                ready = imported(school, text.getvalue(), moved=moved)
            except (TableError, NotWrittenError):  # a NUL in it; two classes that would want one file
                assert students_of(school) == there
                continue
            new = sum(len(change.new) for change in ready.plan.classes)
            assert len(students_of(school)) == len(there) + new and there.items() <= students_of(school).items()
            done = everything_in(school)
            assert not imported(school, text.getvalue(), moved=moved).plan.changes_something
            assert everything_in(school) == done


# Classes


def test_a_classs_comments_order_and_line_ends_stay(school: Path) -> None:
    (tom,) = a_class(school, "Tom Lee")
    file = school / "classes" / "4-oak.yaml"
    written = f"# ours\r\nstudents: # by age\r\n  - {tom}  # since May\r\nschool_year: 2026/27\r\nname: 4 Oak\r\n"
    file.write_bytes(written.encode())
    imported(school, "Name,Class\nAnn Day,4 Oak\nTom Lee,4 Oak\nBen Ash,4 Oak\n")
    ann, ben = members(school)[1:]
    longer = written.replace("# since May\r\n", f"# since May\r\n  - {ann}\r\n  - {ben}\r\n")
    assert file.read_bytes() == longer.encode()


def test_a_class_that_nobody_can_be_added_to_stops_everything_before_it_begins(school: Path) -> None:
    file = school / "classes" / "4-oak.yaml"
    file.write_text("name: 4 Oak\nschool_year: 2026/27\nstudents: tom-x7f3\n", encoding="utf-8")
    before = everything_in(school)
    with pytest.raises(ProfilegenError, match=r"4-oak\.yaml"):
        planned(school, "Name,Class\nBen Ash,4 Oak\nAnn Day,3 Fir\n")
    assert everything_in(school) == before


def test_a_class_is_known_by_its_name_and_not_by_its_file(school: Path) -> None:
    imported(school, "Name,Class\nBen Ash,海星\n")
    before = everything_in(school)
    with pytest.raises(NotWrittenError, match=r"class\.yaml"):
        planned(school, "Name,Class\nTom Lee,class\nAnn Day,3 Fir\n")
    assert not imported(school, "Name,Class\nBen Ash,海星\n").plan.changes_something
    assert everything_in(school) == before
    imported(school, "Name,Class\nTom Lee,海豹\n")
    assert len(members(school, "class-2.yaml")) == 1


def test_a_class_whose_file_is_broken_is_not_made_a_second_time(school: Path) -> None:
    (school / "classes" / "4-oak.yaml").write_text("name: [\n", encoding="utf-8")
    with pytest.raises(ProfilegenError, match="mistake in it") as refused:
        planned(school, "Name,Class\nBen Ash,4 Oak\n")
    assert "profilegen check" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Name,Class,Academic Year\nBen Ash,4 Oak,2027/2028\n", "2027/28"),
        ("Name,Class,School Year\nBen Ash,4 Oak,4\n", "2026/27"),
        ("Name,Class\nBen Ash,4 Oak\n", "2026/27"),
    ],
)
def test_a_new_class_has_the_lists_school_year_or_the_present_one(school: Path, text: str, year: str) -> None:
    assert only_class(planned(school, text)).school_year == year


def test_the_present_school_year_is_written_as_the_school_writes_it(school: Path) -> None:
    a_class(school, called="1 Elm", year="2026-2027")
    loaded = load_school(school)[0]
    assert [usual_school_year(loaded, day) for day in (TODAY, date(2027, 8, 31))] == ["2026-2027"] * 2
    assert usual_school_year(loaded, date(2027, 9, 1)) == "2027/28"


def test_the_present_school_year_begins_with_the_schools_terms(school: Path) -> None:
    terms = ("{name: A, starts: 2026-08-17, ends: 2026-12-18}", "{name: B, starts: 2027-01-05, ends: 2027-07-02}")
    (school / "school.yaml").write_text(f"name: Hillside\nterms: [{', '.join(terms)}]\n", encoding="utf-8")
    loaded = load_school(school)[0]
    days = (date(2026, 8, 20), date(2027, 6, 1), date(2027, 8, 1))
    assert [usual_school_year(loaded, day) for day in days] == ["2026/27"] * 3


def test_a_class_of_last_year_is_pointed_out(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_class(school, "Tom Lee", year="2001-2002")
    assert only_class(planned(school, "Name,Class\nBen Ash,4 Oak\n")).present_year == "2026/27"
    a_class(school, "Ann Day", called="5 Elm", year="2026-27")
    assert only_class(planned(school, "Name,Class\nBen Ash,5 Elm\n")).present_year == ""
    assert only_class(planned(school, "Name,Class,School year\nBen Ash,5 Elm,2026/2027\n")).new
    run(csv(school.parent, "Name,Class\nBen Ash,4 Oak\n"), school, "--dry-run")
    assert "class of 2001-2002" in capsys.readouterr().out


def test_a_class_of_another_school_year_is_not_added_to(school: Path) -> None:
    a_class(school, "Tom Lee", year="2025/26")
    ready = planned(school, "Name,Class\nBen Ash,4 Oak\n", school_year="2026/27")
    (doubt,) = ready.plan.doubts
    assert "2025/26" in doubt.why and not ready.plan.changes_something


# In the middle of it


TEXT = "Name,Known as,Class\nAmina Yusuf,Mina,4 Oak\nTom Lee,,4 Oak\nTom Lee,,4 Oak\nBen Ash,,5 Elm\n"


class Stopped(BaseException):
    """What a power cut is to a program: nothing catches it."""


def stopping_at(number: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Everything that changes the disk ends the program at its nth turn."""
    turns = iter(range(10_000))

    def counted(do: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            if next(turns) == number:
                raise Stopped
            return do(*arguments, **named)

        return step

    steps: list[tuple[Any, str]] = [(Path, name) for name in ("mkdir", "rename", "write_bytes", "touch", "unlink")]
    steps += [(enrolling, name) for name in ("write_whole", "new_student", "new_class")]
    for owner, name in (*steps, (pile, "write_whole"), (os, "replace")):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    return turns


LAST = 120


@pytest.mark.parametrize("number", range(LAST) if LOOK_AT_ALL else range(0, LAST, 6))
def test_stopped_anywhere_nothing_is_half_written_and_the_next_run_completes(
    school: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        stopping_at(number, patched)
        try:
            imported(school, TEXT)
            was_stopped = False
        except Stopped:
            was_stopped = True
    for path in [*school.glob("students/*/profile.yaml"), *school.glob("classes/*.yaml")]:
        assert not parse(path.read_text(encoding="utf-8"), path.name).mistakes
    assert load_school(school)[1] == ()
    if was_stopped:
        imported(school, TEXT)
    assert sorted(students_of(school).values()) == [
        *(("Amina Yusuf", "Mina"), ("Ben Ash", "")),
        *(("Tom Lee", ""), ("Tom Lee", "")),
    ]
    assert len(members(school)) == 3 and len(members(school, "5-elm.yaml")) == 1
    left = [path.name for path in school.rglob("*") if path.name.startswith(".4-oak") or path.name == "importing"]
    assert left == []
    assert not imported(school, TEXT).plan.changes_something


def test_the_last_of_these_stops_comes_after_the_end(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So none was left out."""
    with monkeypatch.context() as patched:
        turns = stopping_at(9_999, patched)
        imported(school, TEXT)
    assert 60 < next(turns) <= LAST


def test_what_a_killed_import_left_aside_is_swept_away(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)  # as if nobody came to tidy up
        stopping_at(60, patched)
        with pytest.raises(Stopped):
            imported(school, TEXT)
    assert (school / ".profilegen" / "importing").is_dir() and load_school(school)[1] == ()
    imported(school, TEXT)
    assert not (school / ".profilegen" / "importing").exists() and len(students_of(school)) == 4


def test_a_folder_without_a_class_that_somebody_has_written_in_is_not_taken(school: Path) -> None:
    tom = new_student(school, "Tom Lee").name
    with (school / "students" / tom / "profile.yaml").open("a", encoding="utf-8") as profile:
        profile.write("\n")
    (doubt,) = planned(school, "Name,Class\nTom Lee,4 Oak\n").plan.doubts
    assert doubt.candidates == (tom,)


def test_a_second_import_at_the_same_time_is_refused(school: Path) -> None:
    ready = planned(school, TEXT)
    with enrolling._alone(school), pytest.raises(ProfilegenError, match="Another import"):
        enrol(ready, today=TODAY)
    assert students_of(school) == {}


def test_a_school_that_has_changed_since_the_plan_is_not_written_to(school: Path) -> None:
    ready = planned(school, TEXT)
    a_class(school, "Tom Lee")
    before = everything_in(school)
    with pytest.raises(ProfilegenError, match="changed meanwhile"):
        enrol(ready, today=TODAY)
    assert everything_in(school) == before


def test_an_id_that_is_taken_is_not_taken_again(school: Path) -> None:
    new_student(school, "Tom Lee", choose=lambda: "x7f3")
    tails = iter(["x7f3", "x7f3", "b2c4"])
    enrol(planned(school, "Name,Class\nTom Ash,4 Oak\n"), today=TODAY, choose=lambda: next(tails))
    assert members(school) == ["tom-b2c4"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("folder", ["students", "classes", ".profilegen"])
def test_nothing_is_written_through_a_link(school: Path, tmp_path: Path, folder: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    if (school / folder).exists():
        (school / folder).rmdir()
    (school / folder).symlink_to(outside)
    with pytest.raises(ProfilegenError, match="link"):
        imported(school, TEXT)
    assert list(outside.iterdir()) == []


def test_a_profile_is_as_new_student_writes_it(school: Path, tmp_path: Path) -> None:
    imported(school, "Name,Class\nTom Lee,4 Oak\n")
    (tom,) = members(school)
    alone = new_student(tmp_path / "alone", "Tom Lee")
    assert everything_in(school / "students" / tom) == everything_in(alone)
    assert {path.name for path in (school / "students" / tom).iterdir()} == {path.name for path in alone.iterdir()}


# The command


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["import", "classlist", *(str(argument) for argument in arguments)])
    return int(ended.value.code or 0)


def test_the_command_shows_first_and_makes_then(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = csv(school.parent, EXPORTS["Arbor"])
    before = everything_in(school)
    assert run(file, school, "--dry-run") == 0
    told = capsys.readouterr().out
    assert "Amina Yusuf, known as Mina" in told and "dry run" in told
    assert "Left out on purpose, and not read: UPN, Email addresses, SEN status" in told
    assert everything_in(school) == before
    assert run(file, school, "--yes") == 0
    assert "Made 2 students' folders" in capsys.readouterr().out
    assert run(file, school, "--yes") == 0
    assert "There is nothing to do." in capsys.readouterr().out


def test_without_a_terminal_and_without_yes_nothing_is_done(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything_in(school)
    assert run(csv(school.parent, TEXT), school) == 2
    assert "--yes" in capsys.readouterr().err and everything_in(school) == before


@pytest.mark.parametrize(("answer", "made"), [(True, 4), (False, 0)])
def test_on_a_terminal_it_asks(school: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, made: int) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.confirm", lambda *_, **__: answer)
    assert run(csv(school.parent, TEXT), school) == 0
    assert len(students_of(school)) == made


def test_rows_that_are_left_out_are_answered_with_one(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(csv(school.parent, "Name,Class\nH823200112001,4 Oak\nBen Ash,4 Oak\n"), school, "--yes") == 1
    told = capsys.readouterr().out
    assert "row 2: A number that identifies a child" in told and "H8232" not in told
    assert len(members(school)) == 1


def test_a_class_that_will_not_be_made_is_not_announced(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_class(school, "Tom Lee", called="3 Fir")
    assert run(csv(school.parent, "Name,Class\nTom Lee,4 Oak\n"), school, "--yes") == 1
    told = capsys.readouterr().out
    assert "a new class" not in told and "Moved class" in told and not (school / "classes" / "4-oak.yaml").exists()


def test_a_list_cannot_steer_the_terminal(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(csv(school.parent, "Name,Class,\x1b[2JHouse\x07\nBen \x1b[31mAsh,4\u202e Oak\x9b,x\n"), school, "--dry-run")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", capsys.readouterr().out)


@pytest.mark.parametrize("folder", ["students/nobody", "."])
def test_a_folder_that_is_no_school_is_wrong_usage(tmp_path: Path, folder: str) -> None:
    (tmp_path / "profile.yaml").write_text("name: Tom\n", encoding="utf-8")
    assert run(csv(tmp_path, TEXT), tmp_path / folder, "--yes") == 2
    with pytest.raises(UsageError):
        prepared(tmp_path / "list.csv", tmp_path, today=TODAY)


def test_a_file_that_is_no_list_is_told_without_a_traceback(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(csv(school.parent, b"\xd0\xcf\x11\xe0" + bytes(600)), school, "--yes") == 1
    told = capsys.readouterr().err
    assert ".xls" in told and "Traceback" not in told and "mistake" not in told
