"""What students of a made-up school write: words from a fixed list, chosen by a seeded generator, the same everywhere.

Both profilegen's school and the peer's site are written from these values, so both publish the same texts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SCHOOL_NAME = "Benchmark School"
SCHOOL_YEAR = "2026/27"
CLASS_SIZE = 30
SKILLS = {
    "listening": "Listening",
    "speaking": "Speaking",
    "problem-solving": "Problem Solving",
    "creativity": "Creativity",
    "adapting": "Adapting",
    "planning": "Planning",
    "leadership": "Leadership",
    "teamwork": "Teamwork",
}
"""Of the framework skills-builder-2: ids and names."""

_WORD_LIST = (
    "bridge paper glue weight string river stone garden seed kite wind paint wheel light shadow measure cut fold test "
    "again because first then better careful slow quick broke held learned tried asked showed wrote drew built changed "
    "my the a our with without under over before after when until next time we I it was were had made"
)
_WORDS = _WORD_LIST.split()


@dataclass(frozen=True, slots=True)
class ReflectionTexts:
    """One reflection: its body is two paragraphs of Markdown, the second of which begins in bold."""

    slug: str
    title: str
    date: str
    body: tuple[str, str]
    skill: str
    next_step: str


@dataclass(frozen=True, slots=True)
class TestimonialTexts:
    """What one mentor said of a student."""

    slug: str
    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class StudentTexts:
    """One student with all that they and others wrote."""

    id: str
    first_name: str
    name: str
    tagline: str
    about: str
    reflections: tuple[ReflectionTexts, ...]
    testimonials: tuple[TestimonialTexts, ...]


def student_texts(students: int, reflections: int, testimonials: int, words: int) -> Iterator[StudentTexts]:
    """So many students, each with so many reflections of so many words, and so many testimonials of 40 words."""
    chance = random.Random(2026)  # noqa: S311 - the same school every time
    for number in range(students):
        about = _paragraph(chance, 40)
        tagline = _sentence(chance)
        yield StudentTexts(
            id=student_id(number),
            first_name=f"Kid{number}",
            name=f"Kid{number} Benchmark",
            tagline=tagline,
            about=about,
            reflections=tuple(_reflection(at, words, chance) for at in range(reflections)),
            testimonials=tuple(_testimonial(at, chance) for at in range(testimonials)),
        )


def student_id(number: int) -> str:
    """The id of the student with this number, counted from 0."""
    return f"kid{number}-{number % 10000:04d}"


def classes(students: int) -> Iterator[tuple[str, str, Sequence[str]]]:
    """Each class of these students: the name of its file, its own name, and the ids of its students."""
    for start in range(0, students, CLASS_SIZE):
        number = start // CLASS_SIZE
        members = [student_id(one) for one in range(start, min(start + CLASS_SIZE, students))]
        yield f"class-{number}", f"Class {number}", members


def _reflection(at: int, words: int, chance: random.Random) -> ReflectionTexts:
    first, second = _paragraph(chance, words // 2), _paragraph(chance, words - words // 2)
    return ReflectionTexts(
        slug=f"piece-{at}",
        title=f"Piece {at} {_sentence(chance)}",
        date=f"2026-0{at % 9 + 1}-1{at % 10}",
        body=(first, f"**{second[:30].rstrip()}** {second}"),
        skill=list(SKILLS)[at % len(SKILLS)],
        next_step=_sentence(chance),
    )


def _testimonial(at: int, chance: random.Random) -> TestimonialTexts:
    return TestimonialTexts(f"said-{at}", f"Mr Author {at}", f"2026-05-1{at % 10}", _paragraph(chance, 40))


def _paragraph(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=5))
