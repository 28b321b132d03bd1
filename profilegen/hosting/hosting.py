"""The story of a host's folder: built for one audience, each profile at its address, and nothing else in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen import bundled
from profilegen.build import Progress, Summary, build_site
from profilegen.building.locking import Waiting, locked
from profilegen.building.site import Home, Site, home_of, site_for
from profilegen.hosting.addresses import HOSTED, Addresses, read_addresses, save_addresses, with_addresses
from profilegen.hosting.host_files import host_files
from profilegen.hosting.host_folder import put_at_the_top, put_profile, refuse_what_is_not_ours, take_out
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.school import School
from profilegen.model.viewing import view_for
from profilegen.problems import Severity, UsageError
from profilegen.publishing.manifest import read_manifest
from profilegen.rendering.words import words_in

_BASE = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*", re.ASCII)
_STOPPED = frozenset({"theme-mistake", "not-published", "internal-error"})
"""Problems that leave a student's older site standing, as in `profilegen.sharing.preparing`, which is a storey above:
it is not what may be shown today, and has no place on the web."""


@dataclass(frozen=True, slots=True)
class Hosted:
    """What came of it: the build, who is at which address, and who is not in the folder."""

    summary: Summary
    folder: Path
    addresses: dict[str, str]
    taken_out: int = 0  # folders that are no longer there
    down: tuple[str, ...] = ()  # students who are taken down
    stopped: tuple[str, ...] = ()  # whose profile cannot be read or made as it is today
    unseen: tuple[str, ...] = ()  # who had an address, and whom this audience may no longer see
    elsewhere: tuple[str, ...] = ()  # audiences whose folders still have an address that leads nowhere now


@dataclass(frozen=True, slots=True)
class _Order:
    """What was asked for."""

    home: Home
    out: Path
    audience: Audience
    base: str
    without: tuple[str, ...]
    anew: tuple[str, ...]
    day: date


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where each site lies that may be shown today, and who has none."""

    ready: dict[str, Path]
    stopped: tuple[str, ...]
    unseen: tuple[str, ...]


def host_profiles(
    folder: Path,
    out: Path,
    audience: Audience = Audience.FAMILY,
    *,
    base: str = "/",
    without: Sequence[str] = (),
    anew: Sequence[str] = (),
    today: date | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> Hosted:
    """Builds, and makes `out` the folder to put onto a web host.

    `base` is its path there. `without` are students to take down, until they are given an address anew; `anew` get
    another address, and their old one leads nowhere: both hold for all audiences. For a student's folder inside a
    school only this student is put there or taken out. UsageError where `out` is somebody else's, or a student unknown.
    """
    home = home_of(folder)
    order = _Order(home, out, audience, base, tuple(without), tuple(anew), today or date.today())
    _check(order)
    known = read_addresses(home.school)
    _refuse_strangers(home, known, (*without, *anew))
    refuse_what_is_not_ours(out, known, audience)
    summary = build_site(folder, audience, today=order.day, progress=progress, waiting=waiting)
    site = summary.site or site_for(folder, audience, alone=home.alone)
    with locked(home, site, waiting):
        return _filled(order, summary, site)


def _filled(order: _Order, summary: Summary, site: Site) -> Hosted:
    """Nobody else builds or hosts meanwhile: the addresses are read again, for another may have given some."""
    home, out, audience = order.home, order.out, order.audience
    known = read_addresses(home.school)
    refuse_what_is_not_ours(out, known, audience)
    school, _ = load_school(home.school)
    standing = _standing(order, school, summary, site)
    addresses = with_addresses(known, audience, standing.ready, anew=order.anew, down=order.without)
    save_addresses(home.school, addresses)
    words = {student: addresses.word_of(student, audience) for student in standing.ready}
    hosted = {student: word for student, word in words.items() if word}
    interface = words_in(school.settings.locale, (("base", bundled.themes() / "base"),))
    put_at_the_top(out, host_files(order.base, interface))
    down = addresses.down
    gone = {word for word, (student, _) in addresses.whose().items() if home.student in ("", student)}
    taken_out = take_out(out, gone - set(hosted.values()))  # first: it needs no room on the disk
    for student, word in hosted.items():
        put_profile(standing.ready[student], out / word)
    return Hosted(
        summary,
        out,
        hosted,
        taken_out,
        tuple(student for student in down if home.student in ("", student)),
        tuple(student for student in standing.stopped if student not in down),
        tuple(student for student in standing.unseen if addresses.word_of(student, audience)),
        _elsewhere(order, known),
    )


def _standing(order: _Order, school: School, summary: Summary, site: Site) -> _Standing:
    stopped = {one.student for one in summary.problems if one.rule in _STOPPED and one.severity is Severity.ERROR}
    ready, unmade, unseen = {}, [], []
    for student_id in _students_of(order.home, school):
        student, _ = load_student(school, student_id)
        folder = site.student_folder(student_id)
        if student is None or student_id in stopped:
            unmade.append(student_id)
        elif view_for(student, school, order.audience, order.day) is None:
            unseen.append(student_id)
        elif read_manifest(folder) is None:
            unmade.append(student_id)
        else:
            ready[student_id] = folder
    return _Standing(ready, tuple(unmade), tuple(unseen))


def _students_of(home: Home, school: School) -> tuple[str, ...]:
    return (home.student,) if home.student else tuple(school.student_ids)


def _elsewhere(order: _Order, known: Addresses) -> tuple[str, ...]:
    changed = {*order.without, *order.anew}
    others = {audience for student in changed for audience in known.audiences_of(student)} - {order.audience}
    return tuple(audience.word for audience in sorted(others))


def _check(order: _Order) -> None:
    out = order.out
    if order.audience not in HOSTED:
        message = f"What is for {order.audience.word} has no place on the web."
        raise UsageError(message, "Host for family, school or public.")
    if not _BASE.fullmatch(order.base):
        raise UsageError(f"“{order.base}” is no path on a host.", "Write it like /profiles/, with / at both ends.")
    here, school = out.resolve(), order.home.school.resolve()
    if here == school or here.is_relative_to(school) or school.is_relative_to(here):
        raise UsageError(f"{out} and the folder that people write in are in each other.", "Choose a folder elsewhere.")


def _refuse_strangers(home: Home, known: Addresses, named: Sequence[str]) -> None:
    """Somebody who has left may still have to be taken down; from a student's own folder only they themselves."""
    school, _ = load_school(home.school)
    students = {home.student} if home.student else {*school.student_ids, *known.students}
    for one in named:
        if one not in students:
            meant = did_you_mean(one, sorted(students))
            raise UsageError(f"There is no student “{one}” here.", f"Did you mean {meant}?" if meant else "")


def address_of(school: Path, student: str, audience: Audience) -> str:
    """The address of a student's profile for an audience below the host's own, such as `mq3…/index.html`.

    "" where it is not hosted.
    """
    return read_addresses(school).page_of(student, audience)
