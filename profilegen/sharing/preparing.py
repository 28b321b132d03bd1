"""What is shared of a student: their site as it is built today, and the files that the build says are in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.build import Progress, build_site
from profilegen.building.locking import Waiting
from profilegen.building.site import Site
from profilegen.loading.media_files import KnownOriginals
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.names import given_name, without_surname
from profilegen.model.occasion import EVERYDAY, MOVING, Occasion
from profilegen.model.viewing import view_for
from profilegen.problems import Place, Problem, Severity
from profilegen.publishing.manifest import read_manifest
from profilegen.rules import problem
from profilegen.showcasing import make_room

_STOPPED = {"theme-mistake", "not-published", "internal-error"}
"""Problems that leave a student's older site standing: it is not what they would share today."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of what is shared: its path inside, with `/`, where it lies, and how many bytes it has."""

    path: str
    source: Path
    size: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A student's site, ready to be packed. `first_name` is what this audience calls them."""

    student: str
    first_name: str
    lang: str
    folder: Path
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Preparation:
    """Who can be shared, the problems of those who cannot, and the site that holds them."""

    site: Site | None
    students: tuple[Prepared, ...]
    problems: tuple[Problem, ...]


def prepare(
    home: Path,
    students: tuple[str, ...],
    audience: Audience,
    day: date,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
    known: KnownOriginals | None = None,
    moving_to: Path | None = None,
    occasion: Occasion = EVERYDAY,
) -> Preparation:
    """Builds these students' sites in their place and finds what is in them.

    It is built where builds always put it, and not in a folder of its own: so nothing in the clear can be left behind
    that the school does not know of and `clean --sites` does not find, and what was built before is not built again.
    A site that moves on to another school is built in `moving_to`, as it leaves something out. `occasion` may be a
    showcase on its own, of one student.
    `known` spares whoever reads the students too from reading films once more.
    """
    is_lone = not (home / "school.yaml").exists()
    only = None if is_lone or occasion.is_showcase else students
    occasion = MOVING if moving_to else occasion
    if occasion.is_showcase:
        make_room(home, occasion, audience, waiting)
    summary = build_site(
        home, audience, out=moving_to, only=only, today=day, progress=progress, waiting=waiting, occasion=occasion
    )
    stopped = {one.student for one in summary.problems if one.rule in _STOPPED and one.severity is Severity.ERROR}
    school, _ = load_school(home)
    ready, problems = [], [one for one in summary.problems if _concerns(one, students)]
    for student_id in students:
        student, _ = load_student(school, student_id, known)
        view = view_for(student, school, audience, day) if student else None
        folder = summary.site.student_folder(student_id) if summary.site else home
        manifest = read_manifest(folder) if view and student_id not in stopped else None
        if view is None or manifest is None:
            problems.append(_nothing_to_share(student_id, audience, is_lone))
            continue
        members = tuple(_members(folder, sorted(manifest.files)))
        name = student.profile.record.name if student else ""
        plain = given_name(without_surname(view.first_name, name))  # `name_for` may say all of another name
        ready.append(Prepared(student_id, plain, view.lang, folder, members))
    return Preparation(summary.site, tuple(ready), tuple(problems))


def _concerns(one: Problem, students: tuple[str, ...]) -> bool:
    """Whether somebody who is shared has this problem, or the school as a whole; not all consents of a school."""
    return one.student in students or (not one.student and one.severity is Severity.ERROR)


def _nothing_to_share(student: str, audience: Audience, is_lone: bool) -> Problem:
    file = "profile.yaml" if is_lone else f"students/{student}/profile.yaml"
    return problem(
        "not-published",
        f"There is nothing of {student} to share with {audience.word}.",
        "Mend what the errors above name; `audience` in profile.yaml says how widely this profile may be seen.",
        Place(file),
        student=student,
    )


def _members(folder: Path, paths: list[str]) -> Iterator[Member]:
    """Each file that the build wrote: what else may lie there is nobody's to give away, and a link leads elsewhere."""
    for path in paths:
        source = folder.joinpath(*path.split("/"))
        found = os.lstat(source)
        if stat.S_ISREG(found.st_mode) and source.parent.resolve().is_relative_to(folder.resolve()):
            yield Member(path, source, found.st_size)
