"""Schools of any size for benchmarks: words from a fixed list, chosen by a seeded generator, the same everywhere."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = (
    "bridge",
    "paper",
    "glue",
    "weight",
    "string",
    "river",
    "stone",
    "garden",
    "seed",
    "kite",
    "wind",
    "paint",
    "wheel",
    "light",
    "shadow",
    "measure",
    "cut",
    "fold",
    "test",
    "again",
    "because",
    "first",
    "then",
    "better",
    "careful",
    "slow",
    "quick",
    "broke",
    "held",
    "learned",
    "tried",
    "asked",
    "showed",
    "wrote",
    "drew",
    "built",
    "changed",
    "my",
    "the",
    "a",
    "our",
    "with",
    "without",
    "under",
    "over",
    "before",
    "after",
    "when",
    "until",
    "next",
    "time",
    "we",
    "I",
    "it",
    "was",
    "were",
    "had",
    "made",
)
_SKILLS = ("listening", "speaking", "problem-solving", "creativity", "adapting", "planning", "leadership", "teamwork")


def write_school(root: Path, students: int, reflections: int = 10, testimonials: int = 5, words: int = 180) -> Path:
    """Writes a school of so many students, each with so many records of so many words, and returns it."""
    chance = random.Random(2026)  # noqa: S311 - the same school every time
    ids = [f"kid{number}-{number % 10000:04d}" for number in range(students)]
    _write(root / "school.yaml", "name: Benchmark School\nframework: skills-builder-2\ndefault_audience: school\n")
    for start in range(0, students, 30):
        members = "".join(f"  - {one}\n" for one in ids[start : start + 30])
        _write(
            root / f"classes/class-{start // 30}.yaml",
            f"name: Class {start // 30}\nschool_year: 2026/27\nstudents:\n{members}",
        )
    for number, student in enumerate(ids):
        _write_student(root / "students" / student, number, reflections, testimonials, words, chance)
    return root


def _write_student(
    folder: Path, number: int, reflections: int, testimonials: int, words: int, chance: random.Random
) -> None:
    about = _paragraph(chance, 40)
    _write(folder / "profile.yaml", f"name: Kid{number} Benchmark\ntagline: {_sentence(chance)}\nabout: |\n  {about}\n")
    for at in range(reflections):
        half = _paragraph(chance, words // 2), _paragraph(chance, words - words // 2)
        _write(
            folder / f"reflections/piece-{at}.yaml",
            f"title: Piece {at} {_sentence(chance)}\ndate: 2026-0{at % 9 + 1}-1{at % 10}\nsubject: Science\n"
            f"body: |\n  {half[0]}\n\n  **{half[1][:30]}** {half[1]}\nskills: [{_SKILLS[at % 8]}]\n"
            f"next_step: {_sentence(chance)}\n",
        )
    for at in range(testimonials):
        _write(
            folder / f"testimonials/said-{at}.yaml",
            f"from: {{name: Mr Author {at}, role: mentor}}\ndate: 2026-05-1{at % 10}\ntext: {_paragraph(chance, 40)}\n"
            "agreed: {on: 2026-06-01, widest: school}\n",
        )


def _paragraph(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=5))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
