"""`new_class`, and a student added to a class's list with all comments kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.class_list import with_student
from profilegen.loading.yaml_text import parse
from profilegen.starting import StartingError, new_class, new_school, new_student


@pytest.fixture
def school(tmp_path: Path) -> Path:
    new_school(tmp_path, "Hillside", schemas={})
    return tmp_path


def fields_of(path: Path) -> dict[str, object]:
    written = parse(path.read_text(encoding="utf-8"), path.name)
    assert written.fields is not None and not written.mistakes
    return dict(written.fields)


def test_a_class_is_named_after_its_name(school: Path) -> None:
    path = new_class(school, "Year 5: Oak & Ash", "2026/27")
    assert path == school / "classes" / "year-5-oak-ash.yaml"
    assert fields_of(path)["name"] == "Year 5: Oak & Ash"
    assert fields_of(path)["school_year"] == "2026/27"


@pytest.mark.parametrize(
    ("name", "file"), [("Żółwie", "zolwie.yaml"), ("7", "7.yaml"), ("CON", "class-con.yaml"), ("海星", "class.yaml")]
)
def test_every_class_gets_a_file_name_that_travels(school: Path, name: str, file: str) -> None:
    assert new_class(school, name, "2026/27").name == file


def test_two_classes_whose_names_leave_nothing_to_write_are_numbered(school: Path) -> None:
    assert [new_class(school, name, "2026/27").name for name in ("海星", "海豹")] == ["class.yaml", "class-2.yaml"]


def test_a_class_that_is_there_is_not_overwritten(school: Path) -> None:
    path = new_class(school, "Oak", "2025/26")
    before = path.read_bytes()
    with pytest.raises(StartingError, match=r"oak\.yaml") as refusal:
        new_class(school, "OAK", "2026/27")
    assert refusal.value.hint
    assert path.read_bytes() == before


def test_a_class_wants_a_school(tmp_path: Path) -> None:
    with pytest.raises(StartingError, match=r"no school\.yaml"):
        new_class(tmp_path, "Oak", "2026/27")
    assert list(tmp_path.iterdir()) == []


def test_a_class_wants_a_school_year(school: Path) -> None:
    with pytest.raises(StartingError, match="school year"):
        new_class(school, "Oak", " ")


def test_students_join_a_new_class_in_order_and_its_comments_stay(school: Path) -> None:
    path = new_class(school, "Oak", "2026/27")
    comments = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    ids = [new_student(school, name, class_id="oak").name for name in ("Amina Yusuf", "Ben Carter")]
    assert fields_of(path)["students"] == ids
    assert [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("#")] == comments
    assert list(path.parent.iterdir()) == [path]


def test_a_class_that_does_not_exist_stops_before_anything_is_made(school: Path) -> None:
    new_class(school, "Oak", "2026/27")
    with pytest.raises(StartingError, match="elm") as refusal:
        new_student(school, "Amina Yusuf", class_id="elm")
    assert "oak" in refusal.value.hint
    assert list((school / "students").iterdir()) == []


@pytest.mark.parametrize("class_id", ["../school", "", "Oak.yaml"])
def test_a_class_is_named_by_its_id_only(school: Path, class_id: str) -> None:
    new_class(school, "Oak", "2026/27")
    with pytest.raises(StartingError):
        new_student(school, "Amina Yusuf", class_id=class_id)


def test_where_the_list_cannot_be_changed_safely_the_student_is_made_and_the_line_is_given(school: Path) -> None:
    path = new_class(school, "Oak", "2026/27")
    path.write_text("name: Oak\nschool_year: 2026/27\nstudents: everybody\n", encoding="utf-8")
    with pytest.raises(StartingError, match=r"classes/oak\.yaml") as refusal:
        new_student(school, "Amina Yusuf", class_id="oak", choose=lambda: "x7k2")
    assert "- amina-x7k2" in refusal.value.hint
    assert (school / "students" / "amina-x7k2" / "profile.yaml").is_file()
    assert path.read_text(encoding="utf-8") == "name: Oak\nschool_year: 2026/27\nstudents: everybody\n"


LISTS = {
    "a list": (
        "students:\n  - a-1 # moved up\n  # new ones below\n",
        "students:\n  - a-1 # moved up\n  - b-2\n  # new ones below\n",
    ),
    "not indented": ("students:\n- a-1\nname: Oak\n", "students:\n- a-1\n- b-2\nname: Oak\n"),
    "wide": ("students:\n    -   a-1\n", "students:\n    -   a-1\n    -   b-2\n"),
    "brackets": ("students: [a-1, a-2]  # two\n", "students: [a-1, a-2, b-2]  # two\n"),
    "brackets on lines": ("students: [\n  a-1,\n  ]\n", "students: [\n  a-1, b-2,\n  ]\n"),
    "empty brackets": ("students: []\n", "students: [b-2]\n"),
    "blank": ("students: # none yet\n# - a-1\nname: Oak\n", "students: # none yet\n  - b-2\n# - a-1\nname: Oak\n"),
    "absent": ("name: Oak # a tree\n", "name: Oak # a tree\nstudents:\n  - b-2\n"),
    "no last line break": ("students:\n  - a-1", "students:\n  - a-1\n  - b-2"),
    "from Windows": ("name: Oak\r\nstudents:\r\n  - a-1\r\n", "name: Oak\r\nstudents:\r\n  - a-1\r\n  - b-2\r\n"),
    "with a BOM": ("\ufeffstudents:\n  - a-1\n", "\ufeffstudents:\n  - a-1\n  - b-2\n"),
    "quoted, in other scripts": (
        "name: 橡樹 🌳\nstudents:\n  - 'a-1'\n",
        "name: 橡樹 🌳\nstudents:\n  - 'a-1'\n  - b-2\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), LISTS.values(), ids=LISTS)
def test_an_id_is_put_where_a_person_would_put_it(before: str, after: str) -> None:
    assert with_student(before, "b-2") == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but a comment\n",
        "- a list\n",
        "{name: Oak, school_year: 2026/27}\n",
        "students: somebody\n",
        "students: {a-1: yes}\n",
        "students: |\n  a-1\n",
        "students:\n  - &one a-1\n",
        "students: &all\n  - a-1\nteachers: *all\n",
        "students:\n  - [a-1]\n",
        "students:\n  - a-1\n   a-2\n",
        "students:\n\t- a-1\n",
        "name: Oak\n...\n",
        "name: [Oak\n",
        "students: " + "[" * 30_000,
    ],
)
def test_a_shape_that_is_not_understood_is_left_alone_or_changed_by_one_id_only(text: str) -> None:
    longer = with_student(text, "b-2")
    if longer is not None:
        before, after = parse(text, "").fields, parse(longer, "").fields
        assert before is not None and after is not None
        assert after == before | {"students": [*before.get("students", []), "b-2"]}
