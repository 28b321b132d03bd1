"""`new_student`: a folder whose name tells no surname, and a profile that is right from its first minute."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from profilegen import starting
from profilegen.loading.yaml_text import parse
from profilegen.model.addresses import holds_surname, surname_words
from profilegen.starting import StartingError, new_student

ODD_NAMES = [
    "No",
    "O'Neil",
    "A: B",
    "#1",
    "علي حسن",
    "- Dash",
    "null",
    "1.10",
    "«name»",
    '"Q" \\n',
    "王小明",
    "Zoë 🎈",
    "&a *b",
]


def name_in(student: Path) -> object:
    profile = parse((student / "profile.yaml").read_text(encoding="utf-8"), "profile.yaml")
    assert profile.fields is not None and not profile.mistakes
    return profile.fields["name"]


def test_a_student_of_a_school_goes_into_its_students_folder(tmp_path: Path) -> None:
    (tmp_path / "school.yaml").write_text("name: Hillside\n", encoding="utf-8")
    student = new_student(tmp_path, "Amina Yusuf", choose=lambda: "x7k2")
    assert student == tmp_path / "students" / "amina-x7k2"
    assert {path.name for path in student.iterdir()} == {
        "profile.yaml",
        "reflections",
        "testimonials",
        "achievements",
        "showcases",
        "conferences",
        "statements",
        "reports",
        "media",
    }


def test_without_a_school_the_student_goes_into_the_folder_itself(tmp_path: Path) -> None:
    assert new_student(tmp_path / "mine", "Amina", choose=lambda: "x7k2") == tmp_path / "mine" / "amina-x7k2"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Amina Yusuf", "amina"),
        ("Zoë Müller", "zoe"),
        ("Łukasz Nowak", "lukasz"),
        ("Siân-Marie Price", "sian-marie"),
        ("D’Arcy Bell", "darcy"),
        ("علي حسن", "student"),
        ("王小明", "student"),
        ("Yusuf, Amina", "amina"),
        ("CON Air", "con"),
        ("x" * 90, "x" * 55),
    ],
)
def test_an_id_is_the_first_name_and_four_characters(tmp_path: Path, name: str, first: str) -> None:
    student_id = new_student(tmp_path, name).name
    assert re.fullmatch(rf"{first}-[a-z0-9]{{4}}", student_id)
    assert len(student_id) <= 60


@given(st.text(min_size=1, max_size=80))
def test_every_name_gives_an_id_that_travels_and_no_word_of_chance(name: str) -> None:
    try:
        student_id = f"{starting._first_name(starting._sound(name, 'It'))}-{starting._random_tail()}"
    except StartingError:
        return
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", student_id)
    assert len(student_id) <= 60
    assert not re.search("[aeiou]", student_id[-4:])


def test_an_id_holds_no_surname(tmp_path: Path) -> None:
    name = "Amina Yusuf-Khan O'Neil"
    assert not holds_surname(new_student(tmp_path, name).name, surname_words(name))


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_comes_out_as_it_went_in(tmp_path: Path, name: str) -> None:
    assert name_in(new_student(tmp_path, name)) == name


@given(st.text(min_size=1, max_size=60))
def test_any_text_written_as_yaml_reads_as_the_same_text(text: str) -> None:
    try:
        sound = starting._sound(text, "It")
    except StartingError:
        return
    written = f"from:\n  name: {starting.as_yaml(sound)}\n  role: other\n"
    assert parse(written, "") == replace(
        parse(written, ""), fields={"from": {"name": sound, "role": "other"}}, mistakes=()
    )
    assert yaml.load(written, Loader=yaml.CSafeLoader) == {"from": {"name": sound, "role": "other"}}


def test_an_id_that_is_taken_is_never_given_twice(tmp_path: Path) -> None:
    tails = chain(["aaaa", "aaaa", "aaaa", "bbbb"], repeat("cccc"))
    students = [new_student(tmp_path, name, choose=lambda: next(tails)) for name in ("Ali A", "Ali B")]
    assert [student.name for student in students] == ["ali-aaaa", "ali-bbbb"]
    assert [name_in(student) for student in students] == ["Ali A", "Ali B"]


def test_where_no_id_is_free_the_search_ends(tmp_path: Path) -> None:
    first = new_student(tmp_path, "Ali A", choose=lambda: "aaaa")
    with pytest.raises(StartingError, match="ali"):
        new_student(tmp_path, "Ali B", choose=lambda: "aaaa")
    assert name_in(first) == "Ali A"


def test_chance_is_different_each_time(tmp_path: Path) -> None:
    assert len({new_student(tmp_path, "Ali").name for _ in range(20)}) == 20


def test_a_profile_that_cannot_be_written_leaves_no_folder_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = Path.open

    def full(path: Path, mode: str = "r", **how: Any) -> Any:
        if mode == "x":
            raise OSError(28, "No space left on device")
        return really_open(path, mode, **how)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StartingError, match="No space left on device"):
        new_student(tmp_path, "Ali", choose=lambda: "aaaa")
    assert list(tmp_path.iterdir()) == []
