"""Tiny schools, written inline in the tests, and what is found in them."""

from __future__ import annotations

import io
import wave
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from PIL import Image

from profilegen.checks import check_school, check_student
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.school import School, Student
from profilegen.problems import Problem

TODAY = date(2026, 11, 20)


def picture(side: int = 4) -> bytes:
    """A picture, the smallest that can be opened unless told otherwise."""
    written = io.BytesIO()
    Image.new("RGB", (side, side), (30, 110, 120)).save(written, "PNG")
    return written.getvalue()


def voice() -> bytes:
    """The tenth of a second of sound, as a plain wave file."""
    written = io.BytesIO()
    with wave.open(written, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes(range(256)) * 3)
    return written.getvalue()


def document(pages: int = 1) -> bytes:
    """The smallest PDF that can be opened, of empty pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>"] * pages,
    ]
    written, starts = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        starts.append(len(written))
        written += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    count = len(objects) + 1
    trailer = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\n"
    return f"{written}{trailer}startxref\n{len(written)}\n%%EOF\n".encode("ascii")


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def loaded(folder: Path, student_id: str = "") -> tuple[School, Student]:
    """The school and one student of it, the first if none is named. Fails where anything of it cannot be read."""
    school, problems = load_school(folder)
    student, more = load_student(school, student_id or school.student_ids[0])
    assert student is not None
    assert not [*problems, *more]
    return school, student


def problems_of(folder: Path, today: date = TODAY) -> list[Problem]:
    """Every problem of a school or a lone folder, from reading and from checking."""
    school, problems = load_school(folder)
    found = [*problems, *check_school(school, today)]
    for student_id in school.student_ids:
        student, problems = load_student(school, student_id)
        found += problems
        found += check_student(student, school, today) if student else ()
    return found


def said(folder: Path, *rules: str, today: date = TODAY) -> list[str]:
    """What breaks these rules: `rule file:line`, sorted."""
    problems: Iterable[Problem] = problems_of(folder, today)
    return sorted(f"{one.rule} {one.place.file}:{one.place.line}" for one in problems if one.rule in rules)
