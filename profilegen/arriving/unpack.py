"""The story of unpacking: verified first, then planned, then written aside, and placed so that nothing is replaced."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from profilegen.arriving.delivery import Delivery, delivery
from profilegen.arriving.differences import differences
from profilegen.arriving.earlier import Earlier, earlier_arrivals
from profilegen.arriving.here import Here, what_is_here
from profilegen.arriving.label import Label, one_line
from profilegen.arriving.merging import Before, Choice, Fate, merged
from profilegen.arriving.placing import Ready, Staging, is_unfinished, refuse_links, settle, staging
from profilegen.arriving.provenance import arrival_yaml, carried_arrival, folder_name, free_name
from profilegen.arriving.welcoming import Pupil, is_id, pupil_for
from profilegen.building.locking import Waiting, locked
from profilegen.building.site import CACHE_FOLDER, home_of, site_for
from profilegen.loading.school import load_school
from profilegen.model.addresses import id_for
from profilegen.model.audience import Audience
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
from profilegen.packing.keys import trusted_keys
from profilegen.packing.signing import PublicKey
from profilegen.problems import UsageError

DIFFERENCES = "differences.txt"


@dataclass(frozen=True, slots=True)
class UnpackWish:
    """How it is to be unpacked: into the folder of `as_id`, as the staff say; with what came before and was taken away
    here since (`again`); only looked at (`dry_run`)."""

    as_id: str = ""
    again: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Plan:
    """What would be done, before anything is.

    `home` is the school's folder, or the lone student's. `folder` is the name of the folder of this move, "" where
    nothing is kept of it. `came_before` are files that were taken away here, and come new with another pack.
    `classmates` are those whom the pack knows by the ids that they have here: it is one of this school's own.
    """

    home: Path
    pupil: Pupil
    label: Label
    name: str
    signer: PublicKey | None
    has_unknown_signature: bool
    choices: tuple[Choice, ...] = field(repr=False)
    folder: str = ""
    carried: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()
    came_before: tuple[str, ...] = ()
    classmates: frozenset[str] = field(default=frozenset(), repr=False)
    is_lone: bool = False

    def of(self, fate: Fate) -> tuple[Choice, ...]:
        """The files with this fate."""
        return tuple(one for one in self.choices if one.fate is fate)

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return any(one.fate in (Fate.NEW, Fate.DIFFERS) for one in self.choices)

    @property
    def student_folder(self) -> Path:
        """Where the student's own files are, or will be."""
        return self.home if self.is_lone else self.home / "students" / self.pupil.id


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of it. `is_finished`: an unpacking that was stopped before has been finished first; `is_written`:
    something was written now."""

    plan: Plan
    is_written: bool = False
    is_finished: bool = False


Shown = Callable[[Plan], None]
"""Called with the plan before anything is written."""


def unpack(
    file: Path,
    *,
    into: Path | None = None,
    to: Path | None = None,
    wish: UnpackWish = UnpackWish(),
    today: date | None = None,
    shown: Shown = lambda plan: None,
    waiting: Waiting | None = None,
    choose: Callable[[], str] | None = None,
) -> Unpacked:
    """Unpacks a pack into a school, or, without one, into a new folder: `to`, or the student's id here.

    What is there is never replaced. NotUnpackedError, with the reasons, for a pack that must not be unpacked.
    UsageError for a place that cannot be. OSError where the disk says no; then nothing is half in its place, and the
    next run finishes or sweeps away what was begun. `choose` supplies the ends of new ids.
    """
    day = today or date.today()
    known = home_of(into or Path()).school
    with delivery(file, trusted_keys(known)) as taken:
        if into is None:
            return _alone(taken, to or Path(_own_id(taken)), wish, day, shown, waiting)
        return _into_school(taken, _school_at(into), wish, day, shown, waiting, choose)


def _own_id(taken: Delivery) -> str:
    return taken.label.student if is_id(taken.label.student) else id_for(taken.name)


# Into a school


def _school_at(into: Path) -> Path:
    home = into.resolve()
    if not (home / "school.yaml").is_file():
        raise UsageError(f"“{into}” is no school: there is no school.yaml in it.", "Name the folder of a school.")
    for name in ("students", ARRIVALS_FOLDER, CACHE_FOLDER):
        refuse_links(home, home / name)
    return home


def _into_school(
    taken: Delivery,
    home: Path,
    wish: UnpackWish,
    day: date,
    shown: Shown,
    waiting: Waiting | None,
    choose: Callable[[], str] | None,
) -> Unpacked:
    with locked(home_of(home), site_for(home, Audience.FAMILY), waiting):
        finished = None if wish.dry_run else settle(home)
        school, _ = load_school(home)
        pupil = pupil_for(school, taken, wish.as_id, choose)
        folder, arrivals = home / "students" / pupil.id, school.arrivals_folder(pupil.id)
        for place in (folder, folder / ARRIVED_FOLDER, arrivals):
            refuse_links(home, place)
        here, earlier = what_is_here(folder), earlier_arrivals(arrivals)
        plan = _planned(taken, home, pupil, here, earlier, wish, day)
        if not pupil.is_new and taken.label.school == one_line(school.settings.name):
            plan = replace(plan, classmates=frozenset(school.student_ids))
        shown(plan)
        if plan.changes_something and not wish.dry_run:
            _write(taken, plan, here, day)
    return Unpacked(plan, plan.changes_something and not wish.dry_run, finished is not None)


def _planned(
    taken: Delivery, home: Path, pupil: Pupil, here: Here, earlier: tuple[Earlier, ...], wish: UnpackWish, day: date
) -> Plan:
    label = taken.label
    packed_on = label.packed_on.isoformat()
    same_word = [one for one in earlier if one.identifier == label.identifier]
    of_day = [one for one in same_word if one.packed_on == packed_on]
    this = hashlib.sha256(b"".join(taken.holding.pieces(DESCRIPTION))).digest()
    before = Before(
        frozenset[str]().union(*(one.listed for one in of_day)),
        frozenset[str]().union(*(one.listed for one in of_day if one.pack == this)),
    )
    choices = merged(taken, here, Before() if wish.again else before)
    listed = frozenset[str]().union(*(one.listed for one in same_word))
    plan = _plan(taken, home, pupil, choices, is_lone=False)
    if not plan.changes_something:
        return plan
    used = _names_in(home, pupil)
    name = folder_name(taken, day, used)
    return replace(
        plan,
        folder=name,
        carried=tuple(taken.arrivals),
        came_before=tuple(one.path for one in plan.of(Fate.NEW) if one.path in listed),
    )


def _plan(taken: Delivery, home: Path, pupil: Pupil, choices: tuple[Choice, ...], *, is_lone: bool) -> Plan:
    return Plan(
        home,
        pupil,
        taken.label,
        taken.name,
        taken.signer,
        taken.verified.has_signature and taken.signer is None,
        choices,
        passed_over=taken.passed_over,
        is_lone=is_lone,
    )


def _names_in(home: Path, pupil: Pupil) -> set[str]:
    """The names that folders of moves have already, among the staff's or the student's."""
    places = (home / ARRIVALS_FOLDER / pupil.id, home / "students" / pupil.id / ARRIVED_FOLDER)
    return {one.name for place in places if place.is_dir() for one in place.iterdir()}


# Into a folder of its own


def _alone(taken: Delivery, to: Path, wish: UnpackWish, day: date, shown: Shown, waiting: Waiting | None) -> Unpacked:
    home = to.resolve()
    if wish.as_id:
        raise UsageError("--as names a student of a school.", "Name the school too: --into.")
    pack = _sum_of(taken)
    is_same = _refuse_what_is_there(to, home, pack)
    choices = tuple(Choice(path, Fate.NEW) for path in sorted(taken.profile))
    plan = _plan(taken, home, Pupil(id_for(home.name), is_new=True), choices, is_lone=True)
    name = "" if taken.leans_on_no_school else folder_name(taken, day, taken.arrivals)
    plan = replace(plan, folder=name, carried=tuple(taken.arrivals))
    shown(plan)
    if wish.dry_run:
        return Unpacked(plan)
    with _new_folder(home), locked(home_of(home), site_for(home, Audience.FAMILY), waiting):
        finished = settle(home)
        if finished is None or not is_same:
            _refuse_what_is_there(to, home, pack)
            _write(taken, plan, Here(), day)
    return Unpacked(plan, True, finished is not None)


def _sum_of(taken: Delivery) -> str:
    """What tells this pack from every other: the sum of all sums."""
    found = hashlib.sha256()
    for path in sorted(taken.sums):
        found.update(path.encode("utf-8") + b"\0" + taken.sums[path])
    return found.hexdigest()


def _refuse_what_is_there(to: Path, home: Path, pack: str) -> bool:
    """UsageError for a folder that holds something; whether it holds the beginnings of this very pack."""
    if to.is_symlink():
        raise UsageError(f"{to} is a link to somewhere else.", "Name the folder itself.")
    inside = next((one for one in (home, *home.parents) if (one / "school.yaml").is_file()), None)
    if inside is not None:
        raise UsageError(f"{to} lies in the school {inside}.", f"To take the student in there: --into {inside}")
    begun = is_unfinished(home)
    if begun is not None and begun.pack == pack:
        return True
    if home.exists() and (not home.is_dir() or any(one.name != CACHE_FOLDER for one in home.iterdir())):
        raise UsageError(f"{to} is there already, and not empty.", "Name a new folder with --to.")
    return False


@contextmanager
def _new_folder(home: Path) -> Iterator[None]:
    """Makes the folder, and takes it away where nothing came of it."""
    is_made = not home.exists()
    home.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        if is_made and is_unfinished(home) is None and not any(one.name != CACHE_FOLDER for one in home.iterdir()):
            shutil.rmtree(home, ignore_errors=True)
        raise


# Writing


def _write(taken: Delivery, plan: Plan, here: Here, day: date) -> None:
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
        aside.place(Ready(student, lone, taken.label.identifier, plan.folder or "arrived", _sum_of(taken)))


def _write_arrivals(taken: Delivery, plan: Plan, here: Here, day: date, aside: Staging) -> None:
    place = f"{ARRIVALS_FOLDER}/" if plan.is_lone else f"{ARRIVALS_FOLDER}/{plan.pupil.id}/"
    brought = frozenset(one.path for one in plan.of(Fate.NEW))
    used = {plan.folder} if plan.is_lone else {plan.folder, *_names_in(plan.home, plan.pupil)}
    for name in plan.carried:
        arrival = carried_arrival(taken, name, brought, is_new=plan.pupil.is_new)
        if arrival is None:
            continue
        free = free_name(name, used)
        used.add(free)
        aside.put(f"{place}{free}/{ARRIVAL}", (arrival,))
        for path in taken.arrivals[name]:
            inner = path.removeprefix(f"{ARRIVALS}{name}/")
            if inner != ARRIVAL:
                aside.put(f"{place}{free}/{inner}", taken.pieces(path))
    if not plan.folder:
        return
    place = f"{place}{plan.folder}/"
    own_id = plan.pupil.id if taken.label.student == plan.pupil.id else ""
    ours = {own_id, *plan.classmates}
    aside.put(f"{place}{ARRIVAL}", (arrival_yaml(taken, day, ours, brought),))
    aside.put(f"{place}{ARRIVED_DESCRIPTION}", taken.pieces(DESCRIPTION))
    for path in taken.school_files:
        aside.put(f"{place}{ARRIVED_SCHOOL}{path.removeprefix(SCHOOL)}", taken.pieces(path))
    if plan.of(Fate.DIFFERS):
        lines = differences(taken, here, plan.choices, plan.folder, "" if plan.is_lone else plan.pupil.id)
        aside.put(f"{place}{DIFFERENCES}", (line.encode("utf-8") for line in lines))
