"""What a plan says is written aside and placed: new files, versions to choose from, and where they came from."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from profilegen.arriving.delivery import Delivery, is_record
from profilegen.arriving.differences import differences
from profilegen.arriving.earlier import SUMS, sums_of
from profilegen.arriving.here import Here
from profilegen.arriving.merging import Fate
from profilegen.arriving.placing import Ready, Staging, staging
from profilegen.arriving.plan import Plan
from profilegen.arriving.provenance import Came, arrival_yaml, carried_arrival, free_name
from profilegen.arriving.welcoming import Pupil
from profilegen.loading.arrivals import version_of
from profilegen.packing.formats import (
    ARRIVAL,
    ARRIVALS,
    ARRIVALS_FOLDER,
    ARRIVED_DESCRIPTION,
    ARRIVED_FOLDER,
    ARRIVED_SCHOOL,
    DESCRIPTION,
    SCHOOL,
)

DIFFERENCES = "differences.txt"
_LARGEST_CARRIED_DESCRIPTION = 4 << 20


def write(taken: Delivery, plan: Plan, here: Here, day: date) -> None:
    """Writes all that the plan says, and places it. NotUnpackedError where the pack changed meanwhile, or names what
    cannot be written down; UsageError for a link in the way; OSError."""
    with staging(plan.home) as aside:
        own = "" if plan.is_lone else f"students/{plan.pupil.id}/"
        for one in plan.choices:
            if one.fate is Fate.NEW:
                aside.put(f"{own}{one.path}", taken.pieces(taken.profile[one.path]))
            elif one.fate is Fate.DIFFERS:
                aside.put(f"{own}{ARRIVED_FOLDER}/{plan.folder}/{one.path}", taken.pieces(taken.profile[one.path]))
        _write_arrivals(taken, plan, here, day, aside)
        lone = plan.pupil.id if plan.is_lone else ""
        student = "" if plan.is_lone else plan.pupil.id
        aside.place(Ready(student, lone, taken.label.identifier, plan.folder or "arrived", sum_of_pack(taken)))


def _write_arrivals(taken: Delivery, plan: Plan, here: Here, day: date, aside: Staging) -> None:
    place = f"{ARRIVALS_FOLDER}/" if plan.is_lone else f"{ARRIVALS_FOLDER}/{plan.pupil.id}/"
    brought = frozenset(one.path for one in plan.of(Fate.NEW) if is_record(one.path))
    beside = {one.path: one.beside for one in plan.of(Fate.DIFFERS) if is_record(one.path)}
    versions = {
        path: version_of(here.file(path)) if other == path and path in here.files else ""
        for path, other in beside.items()
    }
    carried = _write_carried(taken, plan, place, brought | versions.keys(), aside)
    if not plan.folder:
        return
    place = f"{place}{plan.folder}/"
    aside.put(f"{place}{ARRIVAL}", (arrival_yaml(taken, day, Came(brought, versions, plan.classmates, carried)),))
    aside.put(f"{place}{SUMS}", sums_of(taken))
    aside.put(f"{place}{ARRIVED_DESCRIPTION}", taken.pieces(DESCRIPTION))
    for path in taken.school_files:
        aside.put(f"{place}{ARRIVED_SCHOOL}{path.removeprefix(SCHOOL)}", taken.pieces(path))
    if plan.of(Fate.DIFFERS):
        lines = differences(taken, here, plan.choices, plan.folder, "" if plan.is_lone else plan.pupil.id)
        aside.put(f"{place}{DIFFERENCES}", (line.encode("utf-8") for line in lines))


def _write_carried(taken: Delivery, plan: Plan, place: str, came: frozenset[str], aside: Staging) -> tuple[str, ...]:
    """The moves before this one; the names that their folders get here."""
    used = {plan.folder} if plan.is_lone else {plan.folder, *names_of_moves(plan.home, plan.pupil)}
    written = []
    for name in plan.carried:
        arrival = carried_arrival(taken, name, came, is_new=plan.pupil.is_new, is_vouched=bool(plan.folder))
        if arrival is None:
            continue
        free = free_name(name, used)
        used.add(free)
        written.append(free)
        aside.put(f"{place}{free}/{ARRIVAL}", (arrival,))
        for path in taken.arrivals[name]:
            inner = path.removeprefix(f"{ARRIVALS}{name}/")
            if inner != ARRIVAL and not _is_too_large(taken, path, inner):
                aside.put(f"{place}{free}/{inner}", taken.pieces(path))
    return tuple(written)


def _is_too_large(taken: Delivery, path: str, inner: str) -> bool:
    return inner == ARRIVED_DESCRIPTION and taken.holding.sizes[path] > _LARGEST_CARRIED_DESCRIPTION


def names_of_moves(home: Path, pupil: Pupil) -> set[str]:
    """The names that folders of moves have already, among the staff's or the student's."""
    places = (home / ARRIVALS_FOLDER / pupil.id, home / "students" / pupil.id / ARRIVED_FOLDER)
    return {one.name for place in places if place.is_dir() for one in place.iterdir()}


def sum_of_pack(taken: Delivery) -> str:
    """What tells this pack from every other: the sum of all sums."""
    found = hashlib.sha256()
    for path in sorted(taken.sums):
        found.update(path.encode("utf-8") + b"\0" + taken.sums[path])
    return found.hexdigest()
