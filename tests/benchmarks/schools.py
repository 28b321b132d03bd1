"""Schools of any size for benchmarks, as profilegen reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.texts import SCHOOL_NAME, SCHOOL_YEAR, ReflectionTexts, StudentTexts, classes, student_texts

_TWO_WIDTHS = """\
name: two-widths
about: The journal with pictures 480 and 1200 pixels wide, as the peers make them.
extends: journal
variants:
  picture: {widths: [480, 1200], for: pictures}
  thumb: {widths: [480], for: pictures}
"""


def write_school(root: Path, students: int, reflections: int = 10, testimonials: int = 5, words: int = 180) -> Path:
    """Writes a school of so many students, each with so many records of so many words, and returns it."""
    _write_settings(root, students)
    for student in student_texts(students, reflections, testimonials, words):
        _write_student(root / "students" / student.id, student)
    return root


def write_photo_school(root: Path, photos: Sequence[Path], each: int = 10) -> Path:
    """Writes a school whose students show these photos, `each` of them so many, one in a reflection; returns it.

    Its theme asks for pictures of 480 and 1200 pixels, nothing else. The photos are moved into the students' folders.
    """
    students = -(-len(photos) // each)
    _write_settings(root, students, "theme: two-widths\n")
    write_text(root / "themes/two-widths/theme.yaml", _TWO_WIDTHS)
    for number, student in enumerate(student_texts(students, each, testimonials=1, words=60)):
        folder = root / "students" / student.id
        _write_student(folder, student, photos[number * each : (number + 1) * each])
    return root


def reflection_file(root: Path, student: str, slug: str) -> Path:
    """Where `write_school` keeps this reflection of this student."""
    return root / "students" / student / f"reflections/{slug}.yaml"


def write_text(path: Path, text: str) -> None:
    """Writes a text file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_settings(root: Path, students: int, more: str = "") -> None:
    settings = f"name: {SCHOOL_NAME}\nframework: skills-builder-2\ndefault_audience: school\n"
    write_text(root / "school.yaml", settings + more)
    for file, name, ids in classes(students):
        members = "".join(f"  - {one}\n" for one in ids)
        write_text(root / f"classes/{file}.yaml", f"name: {name}\nschool_year: {SCHOOL_YEAR}\nstudents:\n{members}")


def _write_student(folder: Path, student: StudentTexts, photos: Sequence[Path] = ()) -> None:
    write_text(
        folder / "profile.yaml", f"name: {student.name}\ntagline: {student.tagline}\nabout: |\n  {student.about}\n"
    )
    shown = [*photos, *[None] * len(student.reflections)]
    for reflection, photo in zip(student.reflections, shown, strict=False):
        write_text(folder / f"reflections/{reflection.slug}.yaml", _reflection(reflection) + _media(folder, photo))
    for said in student.testimonials:
        write_text(
            folder / f"testimonials/{said.slug}.yaml",
            f"from: {{name: {said.author}, role: mentor}}\ndate: {said.date}\ntext: {said.text}\n"
            "agreed: {on: 2026-06-01, widest: school}\n",
        )


def _reflection(reflection: ReflectionTexts) -> str:
    body = "\n\n  ".join(reflection.body)
    return (
        f"title: {reflection.title}\ndate: {reflection.date}\nsubject: Science\nbody: |\n  {body}\n"
        f"skills: [{reflection.skill}]\nnext_step: {reflection.next_step}\n"
    )


def _media(folder: Path, photo: Path | None) -> str:
    """The line that shows this photo, which moves into the student's media folder; nothing without one."""
    if photo is None:
        return ""
    (folder / "media").mkdir(parents=True, exist_ok=True)
    photo.rename(folder / "media" / photo.name)
    return f"media: [{{file: {photo.name}, alt: What I made, shows: []}}]\n"
