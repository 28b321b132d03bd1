"""What the staff know of a student's arrivals from other schools: untrusted as everything is that came from outside.

A record that an arrival brought means what it meant where it was written: its skills are those of that school's
frameworks, and an id in it is that school's pupil, whoever has the same id here.
"""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from profilegen.loading.folders import Contents, Found, contents_of, files_below, is_link
from profilegen.loading.frameworks import read_framework_files
from profilegen.loading.records import read_written, validated
from profilegen.model.elsewhere import elsewhere
from profilegen.model.known_skills import KnownSkills
from profilegen.model.records import Arrival, Framework, Growth, Media, Record, SkillUse, Source, Strength
from profilegen.model.school import Arrived, Filed, School
from profilegen.problems import Place, Problem, Severity
from profilegen.rules import problem

ARRIVALS = "arrivals"
ASIDE = "arrived"
"""The folder in a student's own where another version of a file waits until the student has chosen."""

_LARGEST = 4 * 1024 * 1024
_LARGEST_TOGETHER = 8 * 1024 * 1024  # all that is read of one student's arrivals: some six seconds
_MOST_ARRIVALS = 50
_MOST_FRAMEWORKS = 50
_MOST_TOLD = 50
AnyRecord = TypeVar("AnyRecord", bound=Record)


def read_arrivals(school: School, student_id: str) -> tuple[tuple[Arrived, ...], tuple[Problem, ...]]:
    """A student's arrivals, the earliest first. What is wrong with one is told, and costs that one alone."""
    where = school.arrivals_folder(student_id)
    if not (_is_plain_folder(school.folder / ARRIVALS) and _is_plain_folder(where)):
        return (), ()
    name = ARRIVALS if school.lone else f"{ARRIVALS}/{student_id}"
    contents = contents_of(Found(where, name, name))
    problems = [*contents.problems]
    arrived, room = [], _Room()
    for folder in contents.folders[: -_MOST_ARRIVALS - 1 : -1]:  # the latest, which this school's own staff wrote
        one, found = _arrived(folder, room)
        problems += found
        arrived += [one] if one else []
    if len(contents.folders) > _MOST_ARRIVALS:
        message = f"There are more than {_MOST_ARRIVALS} arrivals here; the others are not read."
        problems.append(problem("unexpected-file", message, "Move away those that are none.", Place(name)))
    return tuple(sorted(arrived, key=lambda one: (one.record.arrived_on, one.name))), tuple(problems)


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


def _arrived(folder: Found, room: _Room) -> tuple[Arrived | None, tuple[Problem, ...]]:
    file = folder.inside("arrival.yaml")
    if not room.has_for(file):
        return None, (_too_much(file),)
    written = read_written(file, _LARGEST)
    record, mistakes = validated(written, Arrival)
    problems = tuple(one.problem for one in mistakes)
    if record is None or any(one.severity is Severity.ERROR for one in problems):
        return None, problems
    frameworks, found = _frameworks(folder, room)
    record = record.model_copy(update={"brought": tuple(map(_composed, record.brought))})
    return Arrived(folder.last, record, frameworks), (*problems, *found)


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

    def is_brought(self, path: str) -> bool:
        """Whether a record came from another school."""
        return any(path in one.brought for one in self.arrivals)

    def people(self, path: str) -> Collection[str]:
        """The ids in a record that are pupils of another school. A lone folder knows nobody anyway."""
        if self.is_lone:
            return ()
        return {student for one in self.arrivals if path in one.brought for student in one.record.people}

    def settled(self, filed: Filed[AnyRecord], path: str = "") -> Filed[AnyRecord]:
        """The record with its skills and people as the school meant them that it came from; any other as it is.

        A translation has come with its original, whose `path` is given.
        """
        path = path or filed.path
        if not self.is_brought(path):
            return filed
        return replace(filed, record=self._settled(filed.record, path, self.people(path)))

    def _settled(self, record: AnyRecord, path: str, people: Collection[str]) -> AnyRecord:
        changed = dict(self._own_changes(record, path, people))
        for name in record.model_words:
            value = getattr(record, name)
            if isinstance(value, Record):
                changed[name] = self._settled(value, path, people)
            elif isinstance(value, tuple) and value and isinstance(value[0], Record):
                changed[name] = tuple(self._settled(one, path, people) for one in value)
        return record.model_copy(update=changed) if changed else record

    def _own_changes(self, record: Record, path: str, people: Collection[str]) -> Iterator[tuple[str, Any]]:
        if isinstance(record, SkillUse | Strength | Growth):
            if record.skill and (found := self.known.find_brought(record.skill, path)):
                yield "belongs_to", found.key
        elif isinstance(record, Media) and any(one in people for one in record.shows or ()):
            yield "shows", tuple(elsewhere(one) if one in people else one for one in record.shows or ())
        elif isinstance(record, Source) and record.student in people:
            yield "student", elsewhere(record.student)


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
