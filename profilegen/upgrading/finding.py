"""Every file of a school or a student's folder that is a record of its own, and of which kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from profilegen.building.site import Home
from profilegen.loading.folders import Contents, Found, contents_of
from profilegen.loading.record_folders import RECORD_FOLDERS, language_in_name
from profilegen.loading.records import MARKDOWN_ENDINGS, YAML_ENDINGS, stem_of
from profilegen.model.records import (
    Arrival,
    ClassRecord,
    Crosswalk,
    Framework,
    Profile,
    Record,
    Reflection,
    SchoolSettings,
)

_OF_A_SCHOOL: dict[str, type[Record]] = {"classes": ClassRecord, "frameworks": Framework, "crosswalks": Crosswalk}


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record's file: where it is, its path from the folder that is upgraded, and what it is a record of."""

    file: Path
    name: str
    kind: type[Record]

    @property
    def is_markdown(self) -> bool:
        """Whether its fields stand above a text."""
        return self.name.lower().endswith(MARKDOWN_ENDINGS)


def record_files(home: Home) -> Iterator[RecordFile]:
    """The records of this home, in the order of their names. What came from another school stays as that wrote it."""
    around = Found(home.school.resolve(), "", "")
    if home.lone or home.student:
        yield from _of_student(around.inside("students").inside(home.student) if home.student else around)
        return
    contents = contents_of(around)
    yield from (_record(one, SchoolSettings) for one in contents.files if one.last == "school.yaml")
    for name, kind in _OF_A_SCHOOL.items():
        yield from _in_folder(contents, name, kind)
    for arrived in _folders_of(contents, "arrivals"):
        yield from _arrivals(contents_of(arrived))
    for student in _folders_of(contents, "students"):
        yield from _of_student(student)


def _of_student(folder: Found) -> Iterator[RecordFile]:
    contents = contents_of(folder)
    for one in contents.files:
        if language_in_name(stem_of(one))[0] == "profile" and one.last.endswith(".yaml"):
            yield _record(one, Profile)
    for name, kind in RECORD_FOLDERS.items():
        yield from _in_folder(contents, name, kind)
    for place in contents.folders:
        if place.last == "arrivals":
            yield from _arrivals(contents_of(place))


def _arrivals(moves: Contents) -> Iterator[RecordFile]:
    for move in moves.folders:
        yield from (_record(one, Arrival) for one in contents_of(move).files if one.last == "arrival.yaml")


def _in_folder(contents: Contents, name: str, kind: type[Record]) -> Iterator[RecordFile]:
    endings = YAML_ENDINGS + (MARKDOWN_ENDINGS if kind is Reflection else ())
    for folder in contents.folders:
        if folder.last == name:
            files = contents_of(folder).files
            yield from (_record(one, kind) for one in files if one.last.lower().endswith(endings))


def _folders_of(contents: Contents, name: str) -> Iterator[Found]:
    for folder in contents.folders:
        if folder.last == name:
            yield from contents_of(folder).folders


def _record(found: Found, kind: type[Record]) -> RecordFile:
    return RecordFile(found.path, found.name, kind)
