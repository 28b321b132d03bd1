"""The story of unpacking: verified first, then planned, then written aside, and placed so that nothing is replaced."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from profilegen.arriving.delivery import Delivery, delivery
from profilegen.arriving.earlier import Earlier, earlier_arrivals
from profilegen.arriving.here import Here, what_is_here
from profilegen.arriving.label import NotUnpackedError
from profilegen.arriving.merging import Before, Choice, Fate, merged
from profilegen.arriving.placing import UNPACKING, is_unfinished, refuse_links, settle
from profilegen.arriving.plan import Plan
from profilegen.arriving.provenance import folder_name, sound_arrivals
from profilegen.arriving.welcoming import Pupil, is_id, pupil_for
from profilegen.arriving.writing import names_of_moves, sum_of_pack, write
from profilegen.building.locking import Waiting, locked
from profilegen.building.site import CACHE_FOLDER, home_of, site_for
from profilegen.loading.school import load_school
from profilegen.model.addresses import id_for
from profilegen.model.audience import Audience
from profilegen.packing.formats import ARRIVALS_FOLDER, ARRIVED_FOLDER
from profilegen.packing.keys import signing_key, trusted_keys
from profilegen.problems import UsageError


@dataclass(frozen=True, slots=True)
class UnpackWish:
    """How it is to be unpacked: into the folder of `as_id`, as the staff say; with what came before and was taken away
    here since (`again`); only looked at (`dry_run`)."""

    as_id: str = ""
    again: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What came of it. `finished`: whose unpacking that was stopped before has been finished first; `is_written`:
    something was written now; `is_declined`: somebody had to agree, and did not."""

    plan: Plan
    is_written: bool = False
    finished: str = ""
    is_declined: bool = False


Shown = Callable[[Plan], None]
"""Called with the plan before anything is written."""
Agreed = Callable[[Plan], bool]
"""Called where somebody has to agree to the plan; whether they do."""


def unpack(
    file: Path,
    *,
    into: Path | None = None,
    to: Path | None = None,
    wish: UnpackWish = UnpackWish(),
    today: date | None = None,
    shown: Shown = lambda plan: None,
    agreed: Agreed = lambda plan: False,
    waiting: Waiting | None = None,
    choose: Callable[[], str] | None = None,
) -> Unpacked:
    """Unpacks a pack into a school, or, without one, into a new folder: `to`, or the student's id here.

    What is there is never replaced, and what a plan `needs_a_yes` for is written only where `agreed` says so.
    NotUnpackedError, with the reasons, for a pack that must not be unpacked.
    UsageError for a place that cannot be. OSError where the disk says no; then nothing is half in its place, and the
    next run finishes or sweeps away what was begun. `choose` supplies the ends of new ids.
    """
    day = today or date.today()
    known = home_of(into or Path()).school
    with delivery(file, trusted_keys(known)) as taken:
        if taken.label.packed_on > day + timedelta(days=1):  # elsewhere it may be tomorrow already
            raise NotUnpackedError(f"It says that it was packed on {taken.label.packed_on}, which is yet to come.")
        if into is None:
            return _alone(taken, to or Path(_own_id(taken)), wish, day, shown, waiting)
        return _into_school(taken, _school_at(into), wish, day, _Asking(shown, agreed), waiting, choose)


@dataclass(frozen=True, slots=True)
class _Asking:
    shown: Shown
    agreed: Agreed


def _own_id(taken: Delivery) -> str:
    return taken.label.student if is_id(taken.label.student) else id_for(taken.name)


def finish_unpacking(school: Path, waiting: Waiting | None = None) -> str:
    """Finishes what an unpacking that was stopped left behind, or sweeps it away; whose it was. UsageError for a link
    in the way. OSError."""
    home = home_of(school).school
    if not (home / CACHE_FOLDER / UNPACKING).exists():
        return ""
    with locked(home_of(school), site_for(school, Audience.FAMILY), waiting):
        finished = settle(home)
    return (finished.student or finished.lone) if finished else ""


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
    asking: _Asking,
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
        if not pupil.is_new and _is_our_own(taken, home):
            plan = replace(plan, classmates=frozenset(school.student_ids))
        if wish.dry_run and is_unfinished(home):
            plan = replace(plan, is_unfinished=True)
        asking.shown(plan)
        is_to_be = plan.changes_something and not wish.dry_run
        is_declined = is_to_be and plan.needs_a_yes and not asking.agreed(plan)
        if is_to_be and not is_declined:
            write(taken, plan, here, day)
    return Unpacked(plan, is_to_be and not is_declined, finished.student if finished else "", is_declined)


def _is_our_own(taken: Delivery, home: Path) -> bool:
    """Whether this school's own key signed it. Its name is no proof: anybody can write it."""
    if taken.signer is None:
        return False
    try:
        return signing_key(home).public.fingerprint == taken.signer.fingerprint
    except UsageError:
        return False


def _planned(
    taken: Delivery, home: Path, pupil: Pupil, here: Here, earlier: tuple[Earlier, ...], wish: UnpackWish, day: date
) -> Plan:
    same_word = [one for one in earlier if one.identifier == taken.label.identifier]
    of_day, listed = _came_before(taken, same_word)
    choices = merged(taken, here, Before() if wish.again else Before(of_day))
    plan = _plan(taken, home, pupil, choices, is_lone=False)
    if not plan.changes_something:
        return plan
    used = names_of_moves(home, pupil)
    name = folder_name(taken, day, used)
    return replace(
        plan,
        folder=name,
        came_before=tuple(one.path for one in plan.of(Fate.NEW) if one.path in listed),
    )


def _came_before(taken: Delivery, earlier: list[Earlier]) -> tuple[frozenset[str], set[str]]:
    """What came in packs of this very day; and every path that ever came."""
    of_day: set[str] = set()
    listed: set[str] = set()
    packed_on = taken.label.packed_on.isoformat()
    for one in earlier:
        for file in one.came():
            listed.add(file.partition("  ")[2])
            if one.packed_on == packed_on:
                of_day.add(file)
    return frozenset(of_day), listed


def _plan(taken: Delivery, home: Path, pupil: Pupil, choices: tuple[Choice, ...], *, is_lone: bool) -> Plan:
    carried, left = sound_arrivals(taken)
    return Plan(
        home,
        pupil,
        taken.label,
        taken.name,
        taken.signer,
        taken.verified.has_signature and taken.signer is None,
        choices,
        carried=carried,
        left=left,
        passed_over=taken.passed_over,
        is_lone=is_lone,
    )


# Into a folder of its own


def _alone(taken: Delivery, to: Path, wish: UnpackWish, day: date, shown: Shown, waiting: Waiting | None) -> Unpacked:
    home = to.resolve()
    if wish.as_id:
        raise UsageError("--as names a student of a school.", "Name the school too: --into.")
    pack = sum_of_pack(taken)
    is_same = _refuse_what_is_there(to, home, pack)
    choices = tuple(Choice(path, Fate.NEW) for path in sorted(taken.profile))
    plan = _plan(taken, home, Pupil(id_for(home.name), is_new=True), choices, is_lone=True)
    name = "" if taken.leans_on_no_school else folder_name(taken, day, taken.arrivals)
    plan = replace(plan, folder=name)
    shown(plan)
    if wish.dry_run:
        return Unpacked(plan)
    with _new_folder(home), locked(home_of(home), site_for(home, Audience.FAMILY), waiting):
        finished = settle(home)
        if finished is None or not is_same:
            _refuse_what_is_there(to, home, pack)
            write(taken, plan, Here(), day)
    return Unpacked(plan, True, finished.lone if finished else "")


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
