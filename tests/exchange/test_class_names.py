"""`import classlist`: who is meant by a row where names are alike, turned about, titled, or in capitals."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.exchange.capitals import are_all_in_capitals, in_ordinary_case
from profilegen.exchange.class_counting import Options, count_rows
from profilegen.exchange.classlist import Listed
from profilegen.loading.yaml_text import parse
from profilegen.model.names import given_name
from profilegen.starting import new_school, new_student
from tests.exchange.test_classlist import (
    a_class,
    csv,
    everything_in,
    imported,
    members,
    only_class,
    planned,
    run,
    students_of,
)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    folder = tmp_path / "hillside"
    new_school(folder, "Hillside", schemas={})
    return folder


# Two of one name


SPELLINGS = ("Oliver Smith", "OLIVER SMITH", "Óliver Smith", "Smith, Oliver", "oliver smith")


@pytest.mark.parametrize(("one", "other"), [*product(SPELLINGS[:3], SPELLINGS[:3])])
@pytest.mark.parametrize("written", SPELLINGS)
def test_of_any_two_of_one_folded_name_neither_is_taken_nor_named_as_a_leaver(
    school: Path, one: str, other: str, written: str
) -> None:
    both = a_class(school, one, other)
    ready = imported(school, f'Name,Class\n"{written}",4 Oak\n')
    assert [sorted(doubt.candidates) for doubt in ready.plan.doubts] == [sorted(both)]
    assert (only_class(ready).there, only_class(ready).leavers) == ((), ())


def test_the_class_tells_two_of_one_name_apart(school: Path) -> None:
    (here,) = a_class(school, "Oliver Smith")
    (there,) = a_class(school, "Oliver Smith", called="5 Elm")
    ready = imported(school, "Name,Class\nOliver Smith,4 Oak\nAnn Day,5 Elm\n")
    oak, elm = ready.plan.classes
    assert [known.id for known in oak.there] == [here] and [one.id for one in elm.leavers] == [there]
    assert ready.plan.doubts == ()


def test_an_id_tells_two_of_one_name_apart(school: Path) -> None:
    one, other = a_class(school, "Oliver Smith", "Oliver Smith")
    change = only_class(imported(school, f"Name,Class,profilegen id\nOliver Smith,4 Oak,{other}\n"))
    assert [known.id for known in change.there] == [other] and [left.id for left in change.leavers] == [one]


def test_a_leaver_and_a_student_of_another_class_are_both_asked_about(school: Path) -> None:
    """The leaver is in no class any more; who is asked about is no leaver of the other class."""
    leaver = new_student(school, "Oliver Smith").name
    (moved,) = a_class(school, "Oliver Smith", called="3 Fir")
    for option in (False, True):
        ready = planned(school, "Name,Class\nOliver Smith,4 Oak\nAnn Day,3 Fir\n", moved=option)
        (doubt,) = ready.plan.doubts
        assert sorted(doubt.candidates) == sorted((leaver, moved))
        assert all(change.leavers == () for change in ready.plan.classes)


def test_two_rows_are_told_apart_by_what_only_one_of_them_can_be(school: Path) -> None:
    amina, mina = a_class(school, "Amina Yusuf", "Mina Yusuf")
    profile = school / "students" / amina / "profile.yaml"
    profile.write_text("name: Amina Yusuf\nknown_as: Mina\n", encoding="utf-8")
    change = only_class(imported(school, "Name,Class\nMina Yusuf,4 Oak\nAmina Yusuf,4 Oak\n"))
    assert [known.id for known in change.there] == [mina, amina] and change.new == ()


def known_as(school: Path, student: str, name: str, called: str) -> None:
    (school / "students" / student / "profile.yaml").write_text(f"name: {name}\nknown_as: {called}\n", encoding="utf-8")


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("called", ["4 Oak", "5 Elm"])
@pytest.mark.parametrize(
    ("member", "row"),
    [
        (("Alexander Jones", "Alex"), "Alexandra,Jones,Alex"),
        (("Alexander Jones", "Alex"), "Alex,Jones,"),
        (("Robert Smith", "Bob"), "Bob,Smith,"),
        (("Bob Smith", ""), "Robert,Smith,Bob"),
        (("Hùng Nguyễn", ""), "Hưng,Nguyễn,"),
    ],
)
def test_a_name_that_somebody_is_known_as_does_not_outweigh_another_forename(
    school: Path, member: tuple[str, str], row: str, called: str, moved: bool
) -> None:
    (there,) = a_class(school, member[0], called=called)
    known_as(school, there, *member)
    ready = imported(school, f"Forename,Surname,Preferred name,Class\n{row},4 Oak\n", moved=moved)
    (doubt,) = ready.plan.doubts
    assert doubt.candidates == (there,) and not ready.plan.changes_something
    ready = planned(school, f"Forename,Surname,Preferred name,Class,profilegen id\n{row},4 Oak,{there}\n")
    assert ready.plan.doubts == ()  # an id says that it is them


@pytest.mark.parametrize(
    ("there", "other"),
    [
        ("Robert,Smith,Bob", "Bob,Smith,"),
        ("Robert,Smith,Bob", "Rob,Smith,Bob"),
        ("Bob,Smith,", "Robert,Smith,Bob"),
        ("Zoe,Lee,", "Zoë,Lee,"),
        ("Nguyễn Văn,Hùng,", "Nguyễn Văn,Hưng,"),
        ("कमल,सिंह,", "कोमल,सिंह,"),
        ("Anne-Marie,Lee,", "Annemarie,Lee,"),
        ("Alexander,Jones,Alex", "Alexandra,Jones,Alex"),
    ],
)
@pytest.mark.parametrize("comes_first", [False, True])
def test_who_is_written_letter_for_letter_is_there_and_the_other_one_is_new(
    school: Path, there: str, other: str, comes_first: bool
) -> None:
    header = "Forename,Surname,Preferred name,Class\n"
    imported(school, f"{header}{there},4 Oak\n")
    (student,) = members(school)
    rows = [f"{other},4 Oak\n", f"{there},4 Oak\n"]
    ready = imported(school, header + "".join(rows if comes_first else rows[::-1]))
    change = only_class(ready)
    assert ready.plan.doubts == () and [known.id for known in change.there] == [student]
    assert [known.listed.row for known in change.there] == [3 if comes_first else 2]
    assert [one.name.split()[0] for one in change.new] == [other.split(",")[0].split()[0]]


def test_of_two_rows_that_could_be_one_student_neither_is_taken(school: Path) -> None:
    (zoe,) = a_class(school, "Zoe Lee")
    text = "Name,Class\nZoë Lee,4 Oak\nZóe Lee,4 Oak\n"
    for moved in (False, True):
        ready = imported(school, text, moved=moved)
        assert [doubt.candidates for doubt in ready.plan.doubts] == [(zoe,), (zoe,)]
        assert (only_class(ready).there, only_class(ready).new, only_class(ready).leavers) == ((), (), ())


def test_who_is_asked_about_in_one_class_has_not_moved_to_another(school: Path) -> None:
    (zoe,) = a_class(school, "Zoe Lee")
    text = "Name,Class\nZoë Lee,4 Oak\nZóe Lee,4 Oak\nZOE LEE,5 Elm\n"
    ready = planned(school, text, moved=True)
    assert [doubt.candidates for doubt in ready.plan.doubts] == [(zoe,)] * 3


STUDENTS = ("a", "b", "c", "d")
ROWS = st.lists(
    st.tuples(st.sets(st.sampled_from(STUDENTS)), st.sets(st.sampled_from(STUDENTS)), st.booleans()), max_size=6
)


@given(ROWS)
def test_counting_takes_nobody_twice_and_is_certain_only_where_nobody_else_can_be_meant(
    drawn: list[tuple[set[str], set[str], bool]],
) -> None:
    options = {
        number: Options(tuple(sorted(exact)), tuple(sorted(near - exact)))
        for number, (exact, near, _) in enumerate(drawn)
    }
    rows = [Listed(number, "Tom", settles_order=settled) for number, (_, _, settled) in enumerate(drawn)]
    found = count_rows(rows, lambda row: options[row.row])
    taken = {student for _, student in found.certain}
    assert len(taken) == len(found.certain)
    assert all(student in options[row.row].exact for row, student in found.certain)
    assert all({*options[row.row].all} <= taken for row in found.rest)  # who is left over has no one left to be
    assert all(free.all and not taken & {*free.all} for _, free in found.unsure)
    told = [row.row for row, _ in (*found.certain, *found.unsure)] + [row.row for row in found.rest]
    assert sorted(told) == list(range(len(drawn)))
    for row, _ in found.certain:  # everybody whom a certain row could have been is somebody's
        assert {*options[row.row].all} <= taken


# The order of a name


@pytest.mark.parametrize(
    ("header", "row", "certain"),
    [
        ("Name,Class", "Mei Li,4 Oak", None),
        ("Name,Class", "Li Mei,4 Oak", None),
        ("Name,Class", '"Li, Mei",4 Oak', 0),
        ("Name,Class", '"Mei, Li",4 Oak', 1),
        ("Forename,Surname,Class", "Mei,Li,4 Oak", 0),
        ("Surname,Forename,Class", "Mei,Li,4 Oak", 1),
    ],
)
def test_mei_li_and_li_mei_need_a_comma_or_columns(school: Path, header: str, row: str, certain: int | None) -> None:
    both = a_class(school, "Mei Li", "Li Mei")
    ready = planned(school, f"{header}\n{row}\n")
    there = [known.id for known in only_class(ready).there]
    assert there == ([] if certain is None else [both[certain]])
    assert [sorted(doubt.candidates) for doubt in ready.plan.doubts] == ([sorted(both)] if certain is None else [])


def test_what_the_hint_says_settles_a_turned_name(school: Path) -> None:
    mei, li = a_class(school, "Mei Li", "Li Mei")
    (doubt,) = planned(school, "Name,Class\nMei Li,4 Oak\n").plan.doubts
    assert "profilegen id" in doubt.hint and "comma" in doubt.hint
    change = only_class(planned(school, f"Name,Class,profilegen id\nMei Li,4 Oak,{mei}\n"))
    assert ([known.id for known in change.there], [one.id for one in change.leavers]) == ([mei], [li])
    ready = planned(school, "Name,Class,profilegen id\nLee Ann,4 Oak,\nAnn Lee,4 Oak,new\n")
    assert [one.name for one in only_class(ready).new] == ["Lee Ann", "Ann Lee"]


def test_somebody_new_whose_name_is_anothers_turned_about_is_made_once(school: Path) -> None:
    (li,) = a_class(school, "Li Mei")
    text = "Name,Class,profilegen id\nMei Li,4 Oak,new\n"
    assert [one.name for one in only_class(imported(school, text)).new] == ["Mei Li"] and li in members(school)
    before = everything_in(school)
    assert not imported(school, text).plan.changes_something and everything_in(school) == before


def test_somebody_new_is_made_once_beside_a_doubtful_row_of_the_name(school: Path) -> None:
    """The doubtful row must not take the new student for its own the next time, or there would be one more."""
    a_class(school, "Tom Lee", called="3 Fir")
    text = "Name,Class,profilegen id\nTom Lee,4 Oak,\nTom Lee,4 Oak,new\n"
    assert len(imported(school, text).plan.doubts) == 1
    before = everything_in(school)
    assert len(imported(school, text).plan.doubts) == 1 and everything_in(school) == before


def test_both_of_them_in_one_list_are_both_there(school: Path) -> None:
    a_class(school, "Mei Li", "Li Mei")
    ready = planned(school, "Name,Class\nMei Li,4 Oak\nLi Mei,4 Oak\n")
    assert ready.plan.doubts == () and len(only_class(ready).there) == 2


@pytest.mark.parametrize("moved", [False, True])
def test_a_turned_name_makes_no_second_student(school: Path, moved: bool) -> None:
    (li,) = a_class(school, "Li Mei", called="3 Fir")
    ready = planned(school, "Name,Class\nMei Li,4 Oak\n", moved=moved)
    assert [doubt.candidates for doubt in ready.plan.doubts] == [(li,)]
    assert only_class(planned(school, "Forename,Surname,Class\nMei,Li,4 Oak\n")).new


# What stands around a name


@pytest.mark.parametrize(
    "written", ["Miss Nia Evans", "Nia Evans (4 Oak)", "Nia Evans - 4 Oak", "Mr. Nia Evans [4-oak]", "Evans, Miss Nia"]
)
def test_titles_and_classes_around_the_name_of_somebody_known_are_taken_off(school: Path, written: str) -> None:
    (nia,) = a_class(school, "Nia Evans")
    for text in (f'Name,Class\n"{written}",4 Oak\n', f'Name\n"{written}"\n'):
        ready = planned(school, text, class_name="4 Oak")
        assert [known.id for known in only_class(ready).there] == [nia] and ready.plan.doubts == ()


def test_a_class_behind_the_name_is_the_rows_class(school: Path) -> None:
    (nia,) = a_class(school, "Nia Evans")
    (other,) = a_class(school, "Nia Evans", called="5 Elm")
    oak, elm = planned(school, "Name\nNia Evans (4 Oak)\nNia Evans (5 Elm)\n").plan.classes
    assert [known.id for known in (*oak.there, *elm.there)] == [nia, other]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Miss Nia Evans", "Is “Miss” a title?"),
        ("Nia Evans (Nell)", "more than one name"),
        ("Nia Evans (5 Elm)", "another class"),
    ],
)
def test_what_is_left_of_somebody_new_or_in_contradiction_is_doubtful(school: Path, written: str, why: str) -> None:
    a_class(school, "Ben Ash", called="5 Elm")
    (doubt,) = planned(school, f"Name,Class\n{written},4 Oak\n").plan.doubts
    assert why in doubt.why and doubt.hint


@pytest.mark.parametrize("said", ["Miss Tom Lee,4 Oak\nTom Lee,4 Oak", "Tom Lee (4 Oak),\nAnn Day,4 Oak"])
def test_a_list_with_titles_or_classes_behind_names_makes_nobody_the_second_time(school: Path, said: str) -> None:
    imported(school, f"Name,Class\n{said}\n")
    before = everything_in(school)
    again = imported(school, f"Name,Class\n{said}\n")
    assert everything_in(school) == before and not again.plan.changes_something


def test_a_class_behind_a_new_name_is_taken_off(school: Path) -> None:
    (new,) = only_class(planned(school, "Name,Class\nNia Evans (4 Oak),4 Oak\n")).new
    assert new.name == "Nia Evans"


@pytest.mark.parametrize("written", ["Mrs Nia Evans", "Dr Nia Evans", '"Evans, Prof. Nia"'])
@pytest.mark.parametrize("is_there", [False, True])
def test_a_row_with_a_title_that_no_student_has_is_doubtful(school: Path, written: str, is_there: bool) -> None:
    a_class(school, "Nia Evans" if is_there else "Ben Ash")
    ready = imported(school, f"Name,Class\n{written},4 Oak\n")
    (doubt,) = ready.plan.doubts
    assert "title" in doubt.why and not ready.plan.changes_something


@pytest.mark.parametrize(
    ("forename", "surname", "name"),
    [
        ("小雨", "王", "王小雨"),
        ("雨", "王", "王雨"),
        ("小雨", "欧阳", "欧阳 小雨"),
        ("花子", "山田", "山田 花子"),
        ("花子", "佐々木", "佐々木 花子"),
        ("はな", "すずき", "すずき はな"),
        ("三千代", "森", "森 三千代"),
        ("민준", "김", "김민준"),
        ("Ming", "王", "Ming 王"),
    ],
)
def test_in_east_asian_script_the_surname_is_written_first(
    school: Path, forename: str, surname: str, name: str
) -> None:
    text = f"Forename,Surname,Class\n{forename},{surname},4 Oak\n"
    imported(school, text)
    ((written, _),) = students_of(school).values()
    assert written == name and given_name(written) == forename
    again = imported(school, text)
    assert again.plan.doubts == () and not again.plan.changes_something


# A class's name alone in its row


GROUPS = ("Oak", "Amina Karimi", "Ben Stone", "Elm", "Cara Moss", "4 Ash", "Dan Pike")


def test_a_class_that_the_school_has_begins_with_its_name_alone(school: Path) -> None:
    for called in ("Elm", "4 Ash"):
        a_class(school, called=called)
    ready = imported(school, "Name\n" + "\n".join(GROUPS), class_name="Oak")
    assert [one.name for one in only_class(ready).new] == ["Amina Karimi", "Ben Stone"]
    assert ready.plan.doubts == () and ready.plan.listed.passed_over == (2, 5, 7)
    everybody = planned(school, "Name\n" + "\n".join(GROUPS)).plan.classes
    assert [(one.name, len(one.new)) for one in everybody] == [("Oak", 0), ("Elm", 1), ("4 Ash", 1)]


@pytest.mark.parametrize("header", ["Name", "Name,Known as", "Surname,Forename"])
def test_what_stands_below_a_class_that_nobody_knows_is_doubtful(school: Path, header: str) -> None:
    rows = [", ".join(reversed(one.split())) if header == "Surname,Forename" else one for one in GROUPS]
    rows = ["4 Ash" if one == "Ash, 4" else one for one in rows]
    ready = imported(school, "\n".join((header, *rows)), class_name="Oak")
    assert [one.name for one in only_class(ready).new] == ["Amina Karimi", "Ben Stone"]
    assert [doubt.row for doubt in ready.plan.doubts] == [5, 6, 7, 8]
    assert "row 5" in ready.plan.doubts[1].why and all(doubt.hint for doubt in ready.plan.doubts)


def test_one_word_among_full_names_may_be_a_class(school: Path) -> None:
    ready = imported(school, "Name\nAmina Karimi\nElm\nCara Moss\n王小雨\n", class_name="Oak")
    assert [doubt.row for doubt in ready.plan.doubts] == [3, 4, 5] and len(students_of(school)) == 1
    ready = planned(school, "Name\nAmina Karimi\n王小雨\nCara Moss\n", class_name="Oak")
    assert ready.plan.doubts == ()


@pytest.mark.parametrize("text", ["Name\nAmina\nBen\nCara\nBen S\n", "Class: Oak,\nName,\nAmina,\nBen Stone,\n"])
def test_a_list_of_first_names_or_with_headings_has_students_of_one_word(school: Path, text: str) -> None:
    ready = planned(school, text, class_name="Oak")
    assert ready.plan.doubts == () and "Amina" in [one.name for one in only_class(ready).new]


# Capitals


@pytest.mark.parametrize(
    ("written", "ordinary"),
    [
        ("O'BRIEN", "O'Brien"),
        ("O’NEIL", "O’Neil"),
        ("McDONALD", "McDonald"),
        ("MCDONALD", "McDonald"),
        ("MACK", "Mack"),
        ("VAN DER BERG", "Van Der Berg"),
        ("SMITH-JONES", "Smith-Jones"),
        ("NUR'AINI", "Nur'aini"),
        ("ZOË", "Zoë"),
        ("王小明", "王小明"),
        ("", ""),
    ],
)
def test_capitals_in_ordinary_letters(written: str, ordinary: str) -> None:
    assert in_ordinary_case(written) == ordinary


@pytest.mark.parametrize(
    ("names", "are"),
    [
        (["SEÁN O'BRIEN", "TOM McDONALD"], True),
        (["SEÁN O'BRIEN", "Tom LEE"], False),
        (["王小明"], False),
        ([], False),
    ],
)
def test_capitals_are_those_of_all_names(names: list[str], are: bool) -> None:
    assert are_all_in_capitals(names) is are


def test_a_list_in_capitals_becomes_ordinary_names_and_the_plan_says_so(
    school: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Surname,Forename,Class\nO'BRIEN,SEAN,4 Oak\nMcDONALD,ANNE-MARIE,4 Oak\n"
    assert run(csv(school.parent, text), school, "--yes") == 0
    told = capsys.readouterr().out
    assert "All names of the list are in capitals" in told and "    Anne-Marie McDonald" in told
    assert sorted(name for name, _ in students_of(school).values()) == ["Anne-Marie McDonald", "Sean O'Brien"]
    before = everything_in(school)
    assert run(csv(school.parent, text), school, "--yes") == 0
    assert everything_in(school) == before and "capitals" not in capsys.readouterr().out


def test_surnames_alone_in_capitals_stay_as_they_are(school: Path) -> None:
    ready = planned(school, "Surname,Forename,Class\nO'BRIEN,Sean,4 Oak\n")
    assert only_class(ready).new[0].name == "Sean O'BRIEN" and not ready.plan.listed.was_in_capitals


# Year groups


def test_the_year_group_of_a_new_class_is_kept(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Name,Class,Year\nBen Ash,4 Oak,4\nTom Lee,4 Oak,Y4\nAnn Day,Mixed,3\nKim Fir,Mixed,4\n"
    assert run(csv(school.parent, text), school, "--yes") == 0
    told = capsys.readouterr().out
    assert "  Year group: Year 4\n" in told
    assert "Year groups in the list: Year 3, Year 4. They are not kept" in told
    fields = parse((school / "classes" / "4-oak.yaml").read_text(encoding="utf-8"), "").fields
    assert fields and fields["year_group"] == "Year 4" and len(members(school)) == 2
    mixed = parse((school / "classes" / "mixed.yaml").read_text(encoding="utf-8"), "").fields
    assert mixed and "year_group" not in mixed
    before = everything_in(school)
    assert run(csv(school.parent, text), school, "--yes") == 0
    assert "Year 4, and" not in capsys.readouterr().out and everything_in(school) == before


@pytest.mark.parametrize("cell", ["2026", "2026/27", "H823200112001", "=1+1", "x" * 50])
def test_what_is_no_year_group_is_not_kept_and_the_column_is_named(school: Path, cell: str) -> None:
    ready = imported(school, f"Name,Class,Year\nBen Ash,4 Oak,{cell}\n")
    assert ready.plan.listed.unused == ("Year",) and only_class(ready).year_group == ""
    fields = parse((school / "classes" / "4-oak.yaml").read_text(encoding="utf-8"), "").fields
    assert fields and "year_group" not in fields


def test_a_year_group_that_a_class_does_not_say_is_told(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_class(school, "Tom Lee")
    before = everything_in(school)
    assert run(csv(school.parent, "Name,Class,Year\nTom Lee,4 Oak,4\n"), school, "--yes") == 0
    assert "write “year_group: Year 4” there yourself" in capsys.readouterr().out
    assert everything_in(school) == before


# Who is no leaver, and what people are called


def test_a_teachers_profile_in_a_class_is_no_leaver(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tom, teacher = a_class(school, "Tom Lee", "Nia Evans")
    profile = school / "students" / teacher / "profile.yaml"
    profile.write_text("name: Nia Evans\nkind: teacher\n", encoding="utf-8")
    ready = planned(school, "Name,Class\nTom Lee,4 Oak\n")
    change = only_class(ready)
    assert (change.leavers, [one.id for one in change.teachers]) == ((), [teacher])
    run(csv(school.parent, "Name,Class\nTom Lee,4 Oak\n"), school, "--dry-run")
    told = capsys.readouterr().out
    assert f"Nia Evans ({teacher}) keeps a teacher’s profile" in told and "not in the list" not in told
    (school / "students" / tom / "profile.yaml").write_text("name: Tom Lee\nkind: teacher\n", encoding="utf-8")
    change = only_class(planned(school, "Name,Class\nTom Lee,4 Oak\n"))  # a circle of teachers
    assert (change.leavers, change.teachers) == ((), ())


def test_a_row_that_is_too_long_costs_nobody_else_their_place(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_class(school, "Tom Lee")
    text = f"Name,Class,House\nTom Lee,4 Oak,{'x' * 30_001}\nAnn Day,4 Oak,Red\n"
    assert run(csv(school.parent, text), school, "--yes") == 1
    told = capsys.readouterr().out
    assert "list.csv, row 2: A cell of this row holds more than 30,000 letters" in told
    assert "Or in a row of it that could not be read" in told
    assert sorted(name for name, _ in students_of(school).values()) == ["Ann Day", "Tom Lee"]


def test_whoever_could_be_meant_is_told_by_name(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (amina,) = a_class(school, "Amina Karimi", called="3 Fir")
    (amina_too,) = a_class(school, "Ben Ash", called="5 Elm")
    text = f"Name,Class,profilegen id\nAmina Karimi,4 Oak,\nTom Lee,4 Oak,{amina_too}\n"
    assert run(csv(school.parent, text), school, "--dry-run") == 1
    told = capsys.readouterr().out
    assert f"Could be: Amina Karimi ({amina}, 3 Fir)" in told
    assert f"The id is that of Ben Ash ({amina_too})" in told
