"""A school of a few students in a folder, and files of answers as Google Forms and Microsoft Forms export them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from profilegen.exchange.form_fields import FormKind
from profilegen.exchange.forms import Done, Plan, carry_out, plan_import, save_map

TODAY = date(2026, 7, 20)
STUDENTS = {
    "amina-x7k2": "name: Amina Yusuf",
    "zoe-b4d6": "name: Zoë Dvořák\nknown_as: Zo",
    "noah-k2m9": "name: Noah Reed",
    "noah-t6r3": "name: Noah Bright\nknown_as: Nono",
}


def small_school(folder: Path, students: Mapping[str, str] = STUDENTS, settings: str = "") -> Path:
    """A school with these students, in the class Oak of 2025/26."""
    write(folder / "school.yaml", f"name: Hillside\nframework: skills-builder-2\n{settings}")
    listed = "".join(f"  - {student}\n" for student in students)
    write(folder / "classes/oak.yaml", f"name: 4 Oak\nschool_year: 2025/26\nstudents:\n{listed}")
    for student, profile in students.items():
        write(folder / "students" / student / "profile.yaml", profile + "\n")
    return folder


def write(path: Path, text: str) -> Path:
    """A file with this text, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def answers(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    """A file of answers: CSV as Google writes it, or a spreadsheet, as its name says."""
    if path.suffix == ".xlsx":
        book: Any = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
            for cell in book.active[book.active.max_row]:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # as both makers write texts
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return path


def plan(school: Path, file: Path, kind: FormKind, *, map_file: Path | None = None, today: date = TODAY) -> Plan:
    """What an import would do."""
    return plan_import(file, kind, school, map_file=map_file, today=today)


def take_in(school: Path, file: Path, kind: FormKind, *, map_file: Path | None = None, today: date = TODAY) -> Done:
    """What it does."""
    made = plan(school, file, kind, map_file=map_file, today=today)
    save_map(made.used)
    return carry_out(made)


def records(school: Path, student: str, folder: str) -> list[dict[str, Any]]:
    """A student's records of one kind, as YAML says them."""
    files = sorted((school / "students" / student / folder).glob("*.yaml"))
    return [yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader) for file in files]  # noqa: S506 - texts only


def whole(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }
