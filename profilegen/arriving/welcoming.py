"""Who it is that arrives: a pupil who is here already, known by a word, a name or the staff; or a new one."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from profilegen.arriving.delivery import Delivery
from profilegen.arriving.earlier import earlier_arrivals
from profilegen.arriving.label import NotUnpackedError
from profilegen.hosting.addresses import read_addresses
from profilegen.loading.folders import Found, contents_of
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.records import read_written
from profilegen.loading.school import LARGEST_CONSENTS, STUDENT_ID
from profilegen.loading.student import read_profile
from profilegen.model.school import School
from profilegen.packing.formats import ARRIVALS_FOLDER
from profilegen.packing.identifiers import known_identifiers
from profilegen.problems import UsageError
from profilegen.sharing.travelling import why_not_a_path
from profilegen.starting import StartingError, new_student

_TRIES = 50
_IF_THE_SAME = "Ask the school that packed it. If it is the same person: --as {student}"


@dataclass(frozen=True, slots=True)
class Pupil:
    """Whose folder it goes into. `how` is the end of a sentence: by what they are known, or why the id is another.
    `called` is the name by which a pupil is known here; "" for a new one."""

    id: str
    is_new: bool
    how: str = ""
    called: str = ""


def is_id(word: str) -> bool:
    """Whether a student's folder may have this name, here and on every other computer."""
    return bool(STUDENT_ID.match(word)) and not why_not_a_path(word)


def pupil_for(school: School, taken: Delivery, as_id: str = "", choose: Callable[[], str] | None = None) -> Pupil:
    """The pupil of this school whose pack it is. `as_id` is what the staff say; `choose` supplies the ends of new ids.

    UsageError for an `as_id` that nobody has, or an identifiers.yaml that cannot be read. NotUnpackedError where the
    pack says that it is somebody's who is called otherwise here, or is known by another word.
    """
    if as_id:
        return _as_the_staff_say(school, as_id)
    known, how = _known(school, taken)
    if known:
        return Pupil(known, is_new=False, how=how, called=_name_of(school, known))
    return _new(school, taken, choose)


def _as_the_staff_say(school: School, as_id: str) -> Pupil:
    if as_id not in school.student_ids:
        meant = did_you_mean(as_id, school.student_ids)
        raise UsageError(
            f"There is no student “{as_id}” here.",
            f"Did you mean {meant}?" if meant else "Use the name of a folder in students.",
        )
    return Pupil(as_id, is_new=False, how="as you say", called=_name_of(school, as_id))


def _known(school: School, taken: Delivery) -> tuple[str, str]:
    word, said = taken.label.identifier, taken.label.student
    here = known_identifiers(school.folder)
    for student in school.student_ids:
        if here.get(student) == word:
            return _agreed(school, taken, student), "known by the word in identifiers.yaml"
    for student in school.student_ids:
        if any(one.identifier == word for one in earlier_arrivals(school.arrivals_folder(student))):
            return _agreed(school, taken, student), "known from an earlier arrival"
    if said not in school.student_ids or _plain(_name_of(school, said)) != _plain(taken.name):
        return "", ""
    if said in here:
        raise NotUnpackedError(
            f"It is the profile of {taken.name}, and there is one here with that id, {said}. But the word in it is "
            f"{word}, and the one in identifiers.yaml is {here[said]}.",
            _IF_THE_SAME.format(student=said),
        )
    return said, "the same id and the same name"


def _agreed(school: School, taken: Delivery, student: str) -> str:
    """The pupil with the pack's word: anybody can copy a word, so the names must be the same too."""
    called = _name_of(school, student)
    if not called or _plain(called) != _plain(taken.name):
        whose = f"{called}, {student}" if called else f"{student}, whose profile cannot be read"
        raise NotUnpackedError(
            f"It is the profile of {taken.name}, but by the word in it it is that of {whose}.",
            _IF_THE_SAME.format(student=student),
        )
    return student


def _name_of(school: School, student: str) -> str:
    filed, _ = read_profile(Found(school.student_folder(student), "", ""))
    return filed.record.name if filed else ""


def _plain(name: str) -> str:
    """A name for comparing: neither spaces nor capitals nor the form of accents tell two people apart."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _new(school: School, taken: Delivery, choose: Callable[[], str] | None) -> Pupil:
    wanted, used = taken.label.student, frozenset(_used(school))
    if is_id(wanted) and wanted not in used:
        return Pupil(wanted, is_new=True)
    how = f"“{wanted}” is somebody else’s here" if is_id(wanted) else "the one in the pack cannot be used"
    for _ in range(_TRIES):
        made = _made_id(taken.name, choose)
        if made not in used:
            return Pupil(made, is_new=True, how=how)
    raise NotUnpackedError(f"No free id was found for {taken.name}.", "Try again.")


def _made_id(name: str, choose: Callable[[], str] | None) -> str:
    """An id as the product makes them, for no folder yet."""
    with tempfile.TemporaryDirectory() as aside:
        try:
            return new_student(Path(aside), name, choose=choose).name
        except StartingError:  # a name that makes no address
            return new_student(Path(aside), "Student", choose=choose).name


def _used(school: School) -> Iterator[str]:
    """Every id that means somebody here, or did: who comes new must not get what another agreed to."""
    yield from (one.last.casefold() for one in contents_of(Found(school.folder / "students", "", "")).folders)
    yield from (one.last for one in contents_of(Found(school.folder / ARRIVALS_FOLDER, "", "")).folders)
    yield from known_identifiers(school.folder)
    yield from read_addresses(school.folder).students
    consents = read_written(Found(school.folder / "consents.yaml", "", "consents.yaml"), LARGEST_CONSENTS)
    yield from consents.fields or {}
    for file in contents_of(Found(school.folder / "classes", "", "classes")).files:
        students = (read_written(file).fields or {}).get("students")
        yield from (one for one in (students if isinstance(students, list) else [students]) if isinstance(one, str))
