"""A class as its teachers see it: the students' views, read afresh from the folder. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from profilegen.building.site import home_of
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.addresses import fold, slug_of
from profilegen.model.audience import Audience
from profilegen.model.school import ClassGroup, School, Student
from profilegen.model.viewing import view_for
from profilegen.model.views import StudentView
from profilegen.problems import UsageError

Progress = Callable[[int, int, str], None]
"""Called with how many students are read, how many there are, and whose turn it was."""


@dataclass(frozen=True, slots=True)
class Read:
    """A student, and what their teachers may see of them."""

    student: Student
    view: StudentView


def open_school(folder: Path, class_name: str = "") -> tuple[School, tuple[str, ...]]:
    """A school, and whom to read in it: everybody, one class, or the one student whose folder it is.

    With a class, the school has this one only. UsageError where the folder is none, or the class is not there.
    """
    home = home_of(folder)
    school, _ = load_school(home.school)
    if home.student:
        return school, (home.student,)
    if not class_name:
        return school, tuple(school.student_ids)
    group = class_named(school, class_name)
    there = frozenset(school.student_ids)
    members = tuple(student for student in dict.fromkeys(group.record.students) if student in there)
    return replace(school, classes=(group,)), members


def class_named(school: School, name: str) -> ClassGroup:
    """The class of this id or name, however it is spelt. UsageError where there is none, or more than one."""
    exact = [group for group in school.classes if group.id == name]
    wanted = {fold(name.strip()), slug_of(name)}
    found = exact or [one for one in school.classes if wanted & _spellings(one)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"There are {len(found)} classes called “{name}”.", f"Say which: {_ids(found)}.")
    meant = did_you_mean(name, [group.id for group in school.classes])
    hint = f"Did you mean {meant}?" if meant else f"There are: {_ids(school.classes) or 'none'}."
    raise UsageError(f"There is no class “{name}” here.", hint)


def _spellings(group: ClassGroup) -> set[str]:
    return {fold(group.id), fold(group.record.name), slug_of(group.record.name)}


def _ids(groups: Iterable[ClassGroup]) -> str:
    return ", ".join(group.id for group in groups)


def read_students(
    school: School, students: Iterable[str], today: date, progress: Progress | None = None
) -> Iterator[Read]:
    """Those students whom teachers may see today. Who cannot be read, or keeps all to themselves, is left out."""
    chosen = tuple(students)
    for done, student_id in enumerate(chosen, start=1):
        student, _ = load_student(school, student_id)
        view = view_for(student, school, Audience.TEACHERS, today) if student else None
        if progress is not None:
            progress(done, len(chosen), student_id)
        if student and view:
            yield Read(student, view)
