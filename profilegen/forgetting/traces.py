"""What a program may take away of somebody who has left: what is theirs, and the copies that were made of it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from profilegen.building.papers import CARDS, FIRST_PAGE, PRINT_FOLDER, SUMMARY
from profilegen.building.site import (
    CACHE_FOLDER,
    CONFERENCE_FOLDER,
    PACKS_FOLDER,
    REGISTER,
    SHARED_FOLDER,
    SLIPS_FOLDER,
    UPGRADED_FOLDER,
    Home,
    Site,
    every_site,
    folders_in,
    home_of,
    register_without,
)
from profilegen.forgetting.naming import Called
from profilegen.forgetting.reading import Mention, mentions_in, mentions_in_text
from profilegen.hosting.addresses import read_addresses
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.audience import AUDIENCE_WORDS
from profilegen.model.records import Profile
from profilegen.model.school import School, Student
from profilegen.packing.formats import ARRIVALS_FOLDER
from profilegen.packing.identifiers import IDENTIFIERS, known_identifiers
from profilegen.printing.saving import is_ours
from profilegen.problems import UsageError
from profilegen.studio.changes import Change
from profilegen.studio.rewriting import NotRewrittenError, rewritten

Kind = Literal["folder", "site", "line", "copy", "made"]

_CONSENTS = "consents.yaml"


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that goes: what it is, where (from the school's folder where it lies in it), and its file or folder.

    A `line` is an entry of a file that stays: `before` is the whole file, `after` what it says without the entry.
    """

    kind: Kind
    told: str
    path: Path
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Traces:
    """Everything there is of a student: what goes, what a person has to read, and the sources of their derivatives."""

    school: Path
    student: str
    called: Called
    sites: tuple[Site, ...]
    goes: tuple[Trace, ...]
    to_read: tuple[Mention, ...]
    originals: frozenset[str] = frozenset()  # SHA-256
    is_hosted: bool = False
    is_in_git: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether there is no trace at all."""
        return not self.goes and not self.to_read


def find_traces(folder: Path, student_id: str, names: tuple[str, ...] = ()) -> Traces:
    """Looks everywhere in a school's folder; nothing is changed. `names` are what else they are called by.

    UsageError where the folder is no school, or nothing in it is of such a student.
    """
    home = home_of(folder)
    if home.lone or home.student:
        raise UsageError("Somebody is forgotten by a school.", "Name the school's folder: profilegen forget ID PATH.")
    place = home.school.resolve()
    school, _ = load_school(place)
    student = load_student(school, student_id)[0] if student_id in school.student_ids else None
    sites = tuple(one for one in every_site(home, school.student_ids) if one.alone in ("", student_id))
    goes = tuple(_traces(place, home, school, student_id, sites))
    if not goes and not names:
        meant = did_you_mean(student_id, sorted(school.student_ids))
        hint = f"Did you mean {meant}?" if meant else "Use the name of a folder in students, or add --name."
        raise UsageError(f"There is no student “{student_id}” here.", hint)
    called = Called.of(student_id, _profiles(student), names, school.student_ids)
    passed_over = {_inside(one.path, place) for one in goes if one.kind != "line"}
    passed_over |= {"_site", ".git", *(f"{CACHE_FOLDER}/{part}" for part in ("store", "memory"))}
    passed_over |= {_inside(one.folder, place) for one in sites}
    lines = {_inside(one.path, place): one.after for one in goes if one.kind == "line"}
    found = [*mentions_in(place, called, passed_over | lines.keys())]
    found += (one for name, text in lines.items() for one in mentions_in_text(text, name, called))
    return Traces(
        place,
        student_id,
        called,
        sites,
        goes,
        tuple(sorted(found, key=lambda one: (one.file, one.line))),
        frozenset(file.sha256 for file in student.media.values()) if student else frozenset(),
        _is_hosted(place, student_id),
        (place / ".git").exists() or any((above / ".git").exists() for above in place.parents),
    )


def _profiles(student: Student | None) -> Iterator[Profile]:
    if student is not None:
        yield student.profile.record
        yield from (one.record for one in student.profile.translations.values())


def _inside(path: Path, school: Path) -> str:
    """The path from the school's folder, with `/`; of what lies elsewhere, a path that is none in there."""
    return path.relative_to(school).as_posix() if path.is_relative_to(school) else path.as_posix()


def _traces(school: Path, home: Home, known: School, student: str, sites: tuple[Site, ...]) -> Iterator[Trace]:
    """In the order in which they go: what others can see first, and the folder that tells who it was last."""
    for site in sites:
        if os.path.isdir(site.student_path(student)):  # noqa: PTH112 - as text, see Site
            yield Trace("site", f"the site for {site.audience.word}", site.student_folder(student))
    yield from _copies(school, student)
    for group in known.classes:
        if student in group.record.students:
            others: list[Change] = [one for one in group.record.students if one != student]
            file = school / "classes" / f"{group.id}.yaml"
            yield from _line(file, f"the class {group.record.name}", {"students": others or None})
    if student in known.consents:
        yield from _line(school / _CONSENTS, "the consents", {student: None})
    if student in known_identifiers(school):
        yield from _line(school / IDENTIFIERS, "the word that goes with their packs", {student: None})
    yield from _arrivals(school, student)
    if (school / CACHE_FOLDER / "studio" / student).is_dir():
        yield Trace("made", "drafts and earlier versions", school / CACHE_FOLDER / "studio" / student)
    for kept in folders_in(f"{school / CACHE_FOLDER / UPGRADED_FOLDER}"):
        yield from _upgraded(school / CACHE_FOLDER / UPGRADED_FOLDER / kept, student)
    if registered := register_without(school, student):
        yield Trace("line", "where their showcases were built", school / CACHE_FOLDER / REGISTER, *registered)
    if (school / "students" / student).is_dir():
        yield Trace("folder", "the student's folder", school / "students" / student)


def _upgraded(kept: Path, student: str) -> Iterator[Trace]:
    """What records said before an upgrade: theirs, and the whole of an old list that names them."""
    for of_whom in ("students", "arrivals"):
        if (kept / of_whom / student).is_dir():
            yield Trace("made", "what records said before an upgrade", kept / of_whom / student)
    called = Called(student, ())
    for old in sorted(kept.glob("classes/*")):
        if old.is_file() and not old.is_symlink() and called.is_in(old.read_text(encoding="utf-8", errors="replace")):
            yield Trace("made", "an old list from before an upgrade", old)


def _arrivals(school: Path, student: str) -> Iterator[Trace]:
    """What the staff keep of their moves. The same id among the people of somebody else's old school is another's."""
    if student in folders_in(f"{school / ARRIVALS_FOLDER}"):
        yield Trace("copy", "what is known of where they came from", school / ARRIVALS_FOLDER / student)


def _line(file: Path, told: str, changes: dict[str, Change]) -> Iterator[Trace]:
    """None where the file is written in a way that cannot be changed here: then its line is for a person."""
    with contextlib.suppress(NotRewrittenError, OSError, UnicodeDecodeError):
        before = file.read_bytes().decode("utf-8")
        yield Trace("line", told, file, before, rewritten(before, changes))


def _copies(school: Path, student: str) -> Iterator[Trace]:
    """What was made for families and conferences, and lies in the school's folder still."""
    for kind in folders_in(f"{school / SHARED_FOLDER}"):
        folder = school / SHARED_FOLDER / kind / student
        if folder.is_dir():
            yield Trace("copy", "what was shared", folder)
    if (school / PACKS_FOLDER / student).is_dir():
        yield Trace("copy", "what was packed for another school", school / PACKS_FOLDER / student)
    for sheet in (f"cv-{student}.html", f"cv-{student}.pdf", *_worksheets(school, student)):
        if is_ours(school / sheet) and not (school / sheet).is_symlink():
            yield Trace("copy", "made for an application", school / sheet)
    whole = {f"{student}-{word}.html" for word in AUDIENCE_WORDS}
    for slip in sorted((school / SLIPS_FOLDER).glob(f"{student}*.html")):
        if slip.name in whole or slip.name.startswith(f"{student}."):
            yield Trace("copy", "a sheet of passphrases", slip)
    for event in folders_in(f"{school / CONFERENCE_FOLDER}"):
        place = school / CONFERENCE_FOLDER / event
        was_there = [*(place / PRINT_FOLDER).glob(f"{SUMMARY}{student}.*")]
        if was_there:
            printed = (*was_there, place / FIRST_PAGE, *(place / PRINT_FOLDER).glob(f"{CARDS}.*"))
            yield from (Trace("copy", "printed for a conference", file) for file in sorted(printed) if file.is_file())


def _worksheets(school: Path, student: str) -> Iterator[str]:
    """`ucas-rhys-p6c1-first.html` is of rhys-p6c1, and not of rhys."""
    others = [one for one in folders_in(f"{school / 'students'}") if one.startswith(f"{student}-")]
    for file in sorted(school.glob(f"ucas-{student}*.html")):
        rest = file.name.removeprefix("ucas-").removesuffix(".html")
        mine = rest == student or rest.startswith(f"{student}-")
        if mine and not any(rest == one or rest.startswith(f"{one}-") for one in others):
            yield file.name


def _is_hosted(school: Path, student: str) -> bool:
    return student in read_addresses(school).students
