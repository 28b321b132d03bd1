"""Comment strips: recent feedback without names, to be cut apart and matched to the pieces by those who made them.

Four students (a few more where four do not divide those who have comments, fewer where there are fewer) get the
comments on their own pieces, and find out which belongs to which: so a comment is read, and thought about. Students and
comments are put in the order of a hash of them: the same each time, and it tells nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path

from profilegen.checks.scores import score_in
from profilegen.classroom.blanks import Blanks
from profilegen.classroom.paper import sheet
from profilegen.classroom.reading import Progress, Read, open_school, read_students
from profilegen.model.school import School
from profilegen.model.standing import present_term
from profilegen.problems import UsageError
from profilegen.rendering.markdown import to_plain

_IN_A_GROUP = 4
_ON_A_SHEET = 12


@dataclass(frozen=True, slots=True)
class Strip:
    """One comment. What is above the line is printed on it, what is below only on the teacher's answer sheet."""

    number: int
    comment: str
    asks: str
    lang: str

    student: str
    piece: str
    day: date
    left: tuple[str, ...] = ()  # words in it that are names here too, for the teacher to look at


@dataclass(frozen=True, slots=True)
class Strips:
    """The strips of a class, a tuple for each group of students.

    `older` counts comments that found no room, `with_scores` those that read like a score and so are left out.
    """

    class_name: str
    language: str
    groups: tuple[tuple[Strip, ...], ...]
    since: date | None
    older: int = 0
    with_scores: int = 0


@dataclass(frozen=True, slots=True)
class _Comment:
    """A comment before it is known where it goes."""

    student: str
    name: str
    day: date
    piece: str
    address: str
    author: str
    comment: str
    asks: str
    lang: str

    @property
    def place(self) -> str:
        """Where it stands among others."""
        return _hash(self.student, self.address, self.day.isoformat(), self.author, self.comment)


def read_strips(
    folder: Path,
    class_name: str,
    *,
    since: date | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> Strips:
    """The strips of a class: its comments since a day, or since the present term began.

    UsageError where there is no such class, or nothing has been said.
    """
    day = today or date.today()
    school, students = open_school(folder, class_name)
    if len(school.classes) != 1:
        raise UsageError("A student’s own folder has no class.", "Give the school’s folder.")
    term = present_term(school.settings.terms, day)
    first = since or (term.starts if term else None)
    reads = read_students(school, students, day, progress)
    learners = [read for read in reads if read.view.kind == "student" or school.learns_here(read.student.id)]
    found = [one for read in learners for one in _comments(read) if first is None or one.day >= first]
    sound = [one for one in found if not score_in(f"{one.comment}\n{one.asks}")]
    name = school.classes[0].record.name
    if found and not sound:
        raise UsageError(
            f"Every comment in {name} reads like a score, and scores are not printed.",
            "Take the scores out of the comments. What was learned, and what comes next, help more.",
        )
    if not sound:
        when = f" since {first.isoformat()}" if first else ""
        raise UsageError(f"Nobody in {name} has written feedback{when}.", "Say --since with an earlier day.")
    chosen = _grouped(sound)
    return Strips(
        class_name=name,
        language=school.settings.locale,
        groups=tuple(_numbered(chosen, Blanks((*_names_of(school), *(one.author for one in sound))))),
        since=first,
        older=len(sound) - sum(map(len, chosen)),
        with_scores=len(found) - len(sound),
    )


def strips_sheet(strips: Strips) -> bytes:
    """The strips, a sheet a group, and behind them the answers for the teacher."""
    return sheet(strips.language, "strips.html", strips=strips)


def _comments(read: Read) -> Iterator[_Comment]:
    for piece in read.view.reflections:
        for feedback in piece.feedback:
            if comment := to_plain(feedback.comment):
                yield _Comment(
                    student=read.student.id,
                    name=read.view.name,
                    day=feedback.date,
                    piece=piece.title,
                    address=piece.address,
                    author=feedback.author.name,
                    comment=comment,
                    asks=feedback.asks,
                    lang=piece.lang,
                )


def _grouped(comments: Sequence[_Comment]) -> list[list[_Comment]]:
    """The comments by group, each group's in an order that tells nothing; of each student the newest that have room."""
    by_student: dict[str, list[_Comment]] = {}
    for one in sorted(comments, key=lambda one: (one.day, one.place), reverse=True):
        by_student.setdefault(one.student, []).append(one)
    students = sorted(by_student, key=_hash)
    groups = max(1, len(students) // _IN_A_GROUP)
    members = [students[start::groups] for start in range(groups)]
    return [_one_group([by_student[student] for student in group]) for group in members]


def _one_group(comments: Sequence[Sequence[_Comment]]) -> list[_Comment]:
    """Of each student the newest, then of each the next, while the sheet has room; of everybody one in any case."""
    turns = [one for turn in zip_longest(*comments) for one in turn if one]
    return sorted(turns[: max(_ON_A_SHEET, len(comments))], key=lambda one: one.place)


def _hash(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def _names_of(school: School) -> Iterator[str]:
    """Every name that anybody here goes by, and the class’s teachers; of an unread profile what its id says."""
    for card in school.cards.values():
        yield from (card.name, card.known_as, *card.name_for.values())
    for student in school.student_ids:
        if student not in school.cards:
            yield student.rpartition("-")[0].replace("-", " ") or student
    for group in school.classes:
        yield from group.record.teachers


def _numbered(groups: Sequence[Sequence[_Comment]], blanks: Blanks) -> Iterator[tuple[Strip, ...]]:
    number = 0
    for group in groups:
        strips = []
        for one in group:
            number += 1
            comment, asks = blanks.taken_out_of(one.comment), blanks.taken_out_of(one.asks)
            left = blanks.left_in(f"{one.comment}\n{one.asks}")
            strips.append(Strip(number, comment, asks, one.lang, one.name, one.piece, one.day, left))
        yield tuple(strips)
