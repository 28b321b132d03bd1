"""What the staff know of a student's arrivals from other schools: untrusted as everything is that came from outside.

A record that an arrival brought means what it meant where it was written: its skills are those of that school's
frameworks, and an id in it is that school's pupil, whoever has the same id here.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from profilegen.loading.folders import Contents, Found, contents_of, files_below, is_link
from profilegen.loading.frameworks import read_framework_files
from profilegen.loading.records import read_written, validated
from profilegen.loading.text_files import LARGEST
from profilegen.model.elsewhere import elsewhere
from profilegen.model.known_skills import KnownSkill, KnownSkills
from profilegen.model.records import Arrival, Framework, Growth, Media, Record, SkillUse, Source, Strength
from profilegen.model.school import Arrived, Filed, School
from profilegen.opening import open_plainly
from profilegen.problems import Place, Problem, Severity
from profilegen.rules import problem

ARRIVALS = "arrivals"
FILE = "arrival.yaml"
ASIDE = "arrived"
"""The folder in a student's own where another version of a file waits until the student has chosen."""

LARGEST_ARRIVAL = 4 * 1024 * 1024
_LARGEST_TOGETHER = 8 * 1024 * 1024  # all that is read of one student's arrivals: some six seconds
_MOST_ARRIVALS = 50
_MOST_FRAMEWORKS = 50
_MOST_TOLD = 50
_RECORD = re.compile(r"[a-z]+/[^/\\]+|profile(\.[\w-]+)?\.yaml")
_OTHERS = "others"
AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class ReadArrivals:
    """A student's arrivals, the earliest first, and what is wrong with others. `is_whole`: every one that is there
    could be read, so that it is known whom each record means."""

    arrived: tuple[Arrived, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = True


def read_arrivals(school: School, student_id: str) -> ReadArrivals:
    """What the staff keep of a student's arrivals. What is wrong with one is told, and costs that one alone."""
    where = school.arrivals_folder(student_id)
    if not (os.path.lexists(school.folder / ARRIVALS) and os.path.lexists(where)):
        return ReadArrivals()
    name = ARRIVALS if school.lone else f"{ARRIVALS}/{student_id}"
    if not (_is_plain_folder(school.folder / ARRIVALS) and _is_plain_folder(where)):
        return ReadArrivals(problems=(_unsure(name),), is_whole=False)
    contents = contents_of(Found(where, name, name))
    looked_into = {one.file for one in contents.folders}  # a name that some disks cannot have is told, and read
    unread = [one.place.file for one in contents.problems if one.place.file not in looked_into]
    problems, room = [*contents.problems], _Room()
    records: list[tuple[Found, Arrival]] = []
    for folder in contents.folders[: -_MOST_ARRIVALS - 1 : -1]:  # the latest first
        record, found = _record_of(folder, room)
        problems += found
        if record is None:
            unread.append(folder.inside(FILE).file)
        else:
            records.append((folder, record))
    if len(contents.folders) > _MOST_ARRIVALS:
        message = f"There are more than {_MOST_ARRIVALS} arrivals here; the others are not read."
        problems.append(problem("unexpected-file", message, "Move away those that are none.", Place(name)))
        unread.append(name)
    arrived, found = _with_frameworks(_believed(records, school.student_folder(student_id)), room)
    problems += (*found, *map(_unsure, unread[:1]))
    return ReadArrivals(tuple(arrived), tuple(problems), is_whole=not unread)


def _unsure(file: str) -> Problem:
    message = (
        "This may say which pieces came from another school, and cannot be read. So nobody can tell whom they name."
    )
    hint = "Until it is mended or moved away, pictures of others go to the family at most, where they agreed to it."
    return problem("unreadable-file", message, hint, Place(file))


def _is_plain_folder(path: Path) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not is_link(status)


@dataclass(slots=True)
class _Room:
    """How many bytes may still be read."""

    left: int = _LARGEST_TOGETHER

    def has_for(self, file: Found) -> bool:
        """Whether a file fits; then its bytes are taken."""
        try:
            self.left -= file.path.lstat().st_size
        except OSError:
            return True  # whoever opens it says so
        return self.left >= 0


def _record_of(folder: Found, room: _Room) -> tuple[Arrival | None, tuple[Problem, ...]]:
    file = folder.inside(FILE)
    if not room.has_for(file):
        return None, (_too_much(file),)
    written = read_written(file, LARGEST_ARRIVAL)
    record, mistakes = validated(written, Arrival)
    problems = tuple(one.problem for one in mistakes)
    if record is None or any(one.severity is Severity.ERROR for one in problems):
        return None, problems
    return record.model_copy(update={"brought": tuple(map(_composed, record.brought))}), problems


def _with_frameworks(
    records: Iterable[tuple[Found, Arrival]], room: _Room
) -> tuple[list[Arrived], tuple[Problem, ...]]:
    """The arrivals, the earliest first; of too many frameworks those of the latest are read."""
    arrived: list[Arrived] = []
    problems: list[Problem] = []
    for folder, record in records:
        frameworks, found = _frameworks(folder, room)
        arrived.append(Arrived(folder.last, record, frameworks))
        problems += found
    return sorted(arrived, key=lambda one: (one.record.arrived_on, one.name)), tuple(problems)


# What is believed of it


def _believed(records: list[tuple[Found, Arrival]], student: Path) -> Iterator[tuple[Found, Arrival]]:
    """Each arrival with the records that it speaks for.

    One that this school wrote: those that came with it, and those put aside that were chosen since. One that a pack
    carried: no other than came with that pack; and nobody vouches for who signed it.
    """
    carried: dict[str, set[str]] = {}
    for folder, record in sorted(records, key=lambda one: (one[1].arrived_on, one[0].last), reverse=True):
        if (came := carried.get(folder.last)) is not None:
            brought = tuple(path for path in record.brought if path in came)
            yield folder, record.model_copy(update={"brought": brought, "signed_by": "", "fingerprint": ""})
            continue
        brought = (*record.brought, *chosen_since(record, student, folder.last))
        for name in record.carried:
            if name != folder.last:
                carried.setdefault(name, set()).update(brought)
        yield folder, record.model_copy(update={"brought": brought})


def chosen_since(record: Arrival, student: Path, name: str) -> Iterator[str]:
    """The records that were put aside when it arrived and are not what the school had then, nor lie aside any more:
    the student has chosen the other version, or made something of it. `name` is that of the arrival's folder."""
    for one in record.aside:
        path = _composed(one.file)
        if _RECORD.fullmatch(path) and _spelt(student / ASIDE / name, path) is None:
            here = _spelt(student, path)
            if here is not None and version_of(here) != one.ours:
                yield path


def version_of(file: Path) -> str:
    """By which a record's version is known; "" where it cannot be read."""
    try:
        with open_plainly(file) as opened:
            return hashlib.sha256(opened.read(LARGEST + 1)).hexdigest()
    except OSError:
        return ""


def _spelt(folder: Path, path: str) -> Path | None:
    """Where a file lies, in whichever form of its name; None where it does not."""
    if os.path.lexists(folder / path):
        return folder / path
    if path.isascii():
        return None
    before, _, last = path.rpartition("/")
    try:
        return next((folder / before / one for one in os.listdir(folder / before) if _composed(one) == last), None)  # noqa: PTH208
    except OSError:
        return None


def _frameworks(folder: Found, room: _Room) -> tuple[Mapping[str, Framework], tuple[Problem, ...]]:
    inner = _folder(contents_of(folder), "school")
    ours = _folder(contents_of(inner), "frameworks") if inner else None
    if ours is None:
        return {}, ()
    contents = contents_of(ours)
    files = tuple(file for file in contents.files[:_MOST_FRAMEWORKS] if room.has_for(file))
    frameworks, problems = read_framework_files(replace(contents, files=files))
    return frameworks, (*problems, *((_too_much(ours),) if len(files) < len(contents.files) else ()))


def _too_much(found: Found) -> Problem:
    message = "There is more here than is read of one student's arrivals."
    return problem("unreadable-file", message, "Move away arrivals that nobody needs any more.", Place(found.file))


def _folder(contents: Contents, name: str) -> Found | None:
    return next((one for one in contents.folders if one.last == name), None)


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


# Records that came from elsewhere


@dataclass(frozen=True, slots=True)
class Origins:
    """Where the records of a student came from: asked by the path of each in the student's folder."""

    known: KnownSkills
    arrivals: tuple[Arrived, ...]
    is_lone: bool
    student: str = ""  # whose records they are
    is_whole: bool = True  # where not, an id in any record may mean another school's pupil
    _known_meanings: dict[tuple[int, ...], Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def is_brought(self, path: str) -> bool:
        """Whether a record came from another school."""
        return any(path in one.brought for one in self.arrivals)

    def people(self, path: str) -> Collection[str]:
        """The ids in a record that are another school's: of its pupils, or of this one. A lone folder knows nobody."""
        return self._meant(path).keys()

    def _meant(self, path: str) -> Mapping[str, str]:
        """Whom each of these ids means here. The school where the record was written is asked first."""
        bringers = () if self.is_lone else tuple(n for n, one in enumerate(self.arrivals) if path in one.brought)
        if bringers not in self._known_meanings:
            self._known_meanings[bringers] = self._meant_in(self.arrivals[number] for number in bringers)
        return self._known_meanings[bringers]

    def _meant_in(self, arrivals: Iterable[Arrived]) -> Mapping[str, str]:
        meant: dict[str, str] = {}
        for one in arrivals:
            if one.record.student:
                meant.setdefault(one.record.student, self.student)
            for student in one.record.people:
                meant.setdefault(student, elsewhere(student))
        return meant

    def settled(self, filed: Filed[AnyRecord], path: str = "") -> Filed[AnyRecord]:
        """The record with its skills and people as the school meant them that it came from; any other as it is.

        A translation has come with its original, whose `path` is given.
        """
        path = path or filed.path
        if not self.is_brought(path) and (self.is_whole or self.is_lone):
            return filed
        return replace(filed, record=self._settled(filed.record, path, self._meant(path)))

    def _settled(self, record: AnyRecord, path: str, meant: Mapping[str, str]) -> AnyRecord:
        changed = dict(self._own_changes(record, path, meant))
        for name in record.model_words:
            value = getattr(record, name)
            if isinstance(value, Record):
                changed[name] = self._settled(value, path, meant)
            elif isinstance(value, tuple) and value and isinstance(value[0], Record):
                changed[name] = tuple(self._settled(one, path, meant) for one in value)
        return record.model_copy(update=changed) if changed else record

    def _own_changes(self, record: Record, path: str, meant: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
        if isinstance(record, SkillUse | Strength | Growth):
            if record.skill and (found := self._skill_of_old(record.skill, path)):
                yield "belongs_to", found.key
        elif isinstance(record, Media) and record.shows:
            yield "shows", tuple(dict.fromkeys(who for one in record.shows for who in self._shown(one, meant)))
        elif isinstance(record, Source) and record.student:
            *_, author = self._shown(record.student, meant)
            yield "student", author

    def _skill_of_old(self, word: str, path: str) -> KnownSkill | None:
        """profile.yaml is written on, year by year: what is in it means a skill of this school, if there is one."""
        if path == "profile.yaml" and self.known.find(word) is not None:
            return None
        return self.known.find_brought(word, path)

    def _shown(self, student: str, meant: Mapping[str, str]) -> Iterator[str]:
        """Whom an id means. Where that is not known it is both: who has it here, and another school's pupil."""
        yield meant.get(student, student)
        if not self.is_whole and not self.is_lone and student not in (*meant, self.student, _OTHERS):
            yield elsewhere(student)


# Versions that wait


def versions_to_choose(contents: Contents, arrivals: tuple[Arrived, ...]) -> Iterator[Problem]:
    """Every file of which another school has another version, for the student to choose."""
    schools = {one.name: one.record.from_ for one in arrivals}
    aside = _folder(contents, ASIDE)
    for folder in contents_of(aside).folders if aside else ():
        files, _ = files_below(folder)
        whose = f"from {schools[folder.last]}" if schools.get(folder.last) else "from another school"
        for file in files[:_MOST_TOLD]:
            path = file.name.removeprefix(f"{folder.name}/")
            message = f"There is another version of “{path}” here, {whose}. Only the one in its own place is shown."
            hint = f"Look at both. Keep the one you want as {path}, and move or delete this one."
            yield problem("version-to-choose", message, hint, Place(file.file))
        if len(files) > _MOST_TOLD:
            message = f"There are {len(files) - _MOST_TOLD} more such versions in this folder, {whose}."
            hint = "Choose between those that are named first."
            yield problem("version-to-choose", message, hint, Place(folder.file))
