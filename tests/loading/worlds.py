"""Tiny schools on the disk, written as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from profilegen.loading.folders import Found
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.school import School, Student
from profilegen.problems import Problem

AMINA = "amina-x3f9"
BEN = "ben-7k2q"
JPEG = b"\xff\xd8\xff\xe0 the rest of a picture"
REFLECTION = "title: My bridge\ndate: 2026-10-14\n"


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    """The folder, with these files in it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return folder


def school_of_amina(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A school with one student. Names that begin with `./` are in her folder, the others in the school's."""
    hers = {name.replace("./", f"students/{AMINA}/", 1): content for name, content in files.items()}
    least: dict[str, str | bytes] = {
        "school.yaml": "name: Hillside\n",
        f"students/{AMINA}/profile.yaml": "name: Amina\n",
    }
    return written(folder, least | hers)


def amina(folder: Path, files: dict[str, str | bytes]) -> tuple[Student, tuple[Problem, ...]]:
    """Amina, loaded from a school with these files, and her problems."""
    student, problems = load_student(loaded(school_of_amina(folder, files)), AMINA)
    assert student is not None, told(problems)
    return student, problems


def loaded(folder: Path) -> School:
    """A school that has no problems of its own."""
    school, problems = load_school(folder)
    assert not problems, told(problems)
    return school


def found(folder: Path, name: str, content: str | bytes) -> Found:
    """A file in a folder, as the walk finds it."""
    written(folder, {name: content})
    return Found(folder / name, name, name)


def told(problems: Iterable[Problem]) -> list[str]:
    """Problems in one line each: what a failing test shows."""
    return [f"{one.rule} {one.place} {one.message}" for one in problems]


def rules(problems: Iterable[Problem]) -> list[str]:
    """The rules that these problems break."""
    return [one.rule for one in problems]
