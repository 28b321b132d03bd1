"""The story of sharing: whom, what may be seen of them today, and what a family takes home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from profilegen.build import Progress
from profilegen.building.locking import Waiting, locked
from profilegen.building.site import home_of
from profilegen.model.audience import Audience
from profilegen.model.occasion import EVERYDAY
from profilegen.problems import Place, Problem, Severity, UsageError, in_order
from profilegen.rules import problem
from profilegen.sharing.archive import LARGEST_RECORDING, Archive, archive_of
from profilegen.sharing.choosing import Chosen, choose
from profilegen.sharing.locking import README, write_locked, zip_locked
from profilegen.sharing.passphrases import new_passphrase
from profilegen.sharing.places import LOCKED_FOLDER, Places
from profilegen.sharing.placing import new_file, remove_our_zips
from profilegen.sharing.preparing import Preparation, Prepared, prepare
from profilegen.sharing.slips import slips_sheet
from profilegen.sharing.travelling import names_that_do_not_travel, plain_name
from profilegen.sharing.words import written
from profilegen.sharing.zipping import write_zip
from profilegen.showcasing import Chosen as ChosenShowcase
from profilegen.showcasing import choose_showcase


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made: a zip, a locked folder, or the zip of a locked folder.

    `slips` is the folder of the sheets with the passphrases; `_slips` in the school if left out.
    """

    zip: bool = True
    lock: bool = False
    passphrases: int = 1
    slips: Path | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """What was made of one student: the zip, the locked folder and its slips, where they were asked for."""

    student: str
    zip: Path | None = None
    folder: Path | None = None
    slips: Path | None = None
    passphrases: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Shared:
    """What came of it: what each student takes home, and the problems on the way.

    `older` are the copies that were made before of whoever takes nothing home today. `ask` is who is in a showcase and
    agreed to families at most.
    """

    packed: tuple[Packed, ...]
    problems: tuple[Problem, ...]
    older: tuple[Path, ...] = ()
    ask: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether somebody's profile, or a record of one, could not be shared."""
        return any(one.severity is Severity.ERROR for one in self.problems)


def share(
    students: Sequence[str],
    folder: Path,
    audience: Audience = Audience.FAMILY,
    wish: Wish = Wish(),
    *,
    class_name: str = "",
    showcase: str = "",
    out: Path | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> Shared:
    """Makes what each of these students takes home.

    `OUT/<audience>/<id>/<first name>-profile.zip`, or locked `OUT/<audience>-locked/<id>/locked-profile`, with a zip of
    it beside it where one is wished for. A student is named by folder, or by id or name in the school `folder`. `out`
    is `_shared` in the school if left out. With `showcase` that one alone is shared, of one student and for its own
    audience, in `OUT/showcases/<id>/<showcase>`. UsageError for a student who is not there, or where
    something else stands in the place of what would be written, or that lies among what people write.
    """
    packed: list[Packed] = []
    problems: list[Problem] = []
    older: list[Path] = []
    day = today or date.today()
    homes = choose(students, folder, class_name)
    occasion = EVERYDAY
    ask: tuple[str, ...] = ()
    if showcase:
        alone = _showcase(homes, showcase, day, waiting)
        audience, occasion, ask = alone.audience, alone.occasion, alone.ask
    chosen = {Places(home, out, wish.slips, audience, occasion.alone): ids for home, ids in homes.items()}
    for places in chosen:
        places.refuse_what_cannot_be(locks=wish.lock)
    for places, ids in chosen.items():
        ready = prepare(places.home, ids, audience, day, progress, waiting, occasion=occasion)
        problems += ready.problems
        made, found = _all_packed(ready, places, wish, waiting)
        packed += made
        problems += found
        taken = {one.student for one in made}
        older += (copy for student in ids if student not in taken for copy in places.copies_of(student))
    return Shared(tuple(packed), in_order(problems), tuple(older), ask)


def _showcase(homes: Chosen, name: str, day: date, waiting: Waiting | None) -> ChosenShowcase:
    """The one showcase that is asked for, of the one student who is named."""
    named = [(home, student) for home, ids in homes.items() for student in ids]
    if len(named) != 1:
        raise UsageError("A showcase is of one student.", "Name just one with --showcase.")
    ((home, student),) = named
    chosen = choose_showcase(home, name, student, day, waiting)
    if chosen.audience is Audience.PRIVATE:
        message = f"The showcase “{chosen.slug}” is private: for the student alone."
        raise UsageError(message, "Only the student can share it: `audience: family` in it, or a wider word.")
    return chosen


def _all_packed(
    ready: Preparation, places: Places, wish: Wish, waiting: Waiting | None
) -> tuple[list[Packed], list[Problem]]:
    """What is made of the students of one home, and what is wrong with it."""
    packed: list[Packed] = []
    problems: list[Problem] = []
    if ready.site is None:
        return packed, problems
    with locked(home_of(places.home), ready.site, waiting):  # so that no build takes a file away while it is read
        for one in ready.students:
            made, found = _packed(one, places, wish)
            packed += made
            problems += found
    return packed, problems


def _packed(student: Prepared, places: Places, wish: Wish) -> tuple[list[Packed], list[Problem]]:
    """What is made of one student, if anything, and what is wrong with it."""
    if found := names_that_do_not_travel(_paths(student, places.showcase), student.student):
        return [], [*found]
    if not wish.lock:
        folder = places.own(places.open, student.student)
        return [Packed(student.student, _zipped(student, folder, places.showcase))], []
    archive = archive_of(student.members)
    return [_locked(student, archive, places, wish)], [*too_large(student, archive)]


def top_folder(student: Prepared, showcase: str = "") -> str:
    """The one folder inside a zip: the first name as this audience knows it, and never a surname."""
    return f"{plain_name(student.first_name)}-{showcase or 'profile'}"


def _paths(student: Prepared, showcase: str) -> list[str]:
    top = top_folder(student, showcase)
    return [f"{top}/{path}" for path in (README, *(one.path for one in student.members))]


def _zipped(student: Prepared, folder: Path, showcase: str) -> Path:
    top = top_folder(student, showcase)
    target = folder / f"{top}.zip"
    write_zip(target, top, student.members, {README: written(student.lang, "readme.txt", locked=False)})
    remove_our_zips(folder, but=target)  # a name that is no longer used is in them
    return target


def _locked(student: Prepared, archive: Archive, places: Places, wish: Wish) -> Packed:
    """The slips and the locked folder stand or fall together: each is of no use without the other."""
    passphrases = tuple(new_passphrase() for _ in range(wish.passphrases))
    folder = places.own(places.locked, student.student) / LOCKED_FOLDER
    slips = places.slip_of(student.student)
    with new_file(slips, for_us_alone=True) as part:
        part.write_bytes(slips_sheet(student.lang, student.first_name, passphrases))
        remove_our_zips(folder.parent)  # one of an older lock: nobody has a slip with its words any more
        write_locked(folder, archive, student.lang, passphrases)
    zipped = zip_locked(folder) if wish.zip else None
    return Packed(student.student, zipped, folder, slips, passphrases)


def too_large(student: Prepared, archive: Archive) -> Iterator[Problem]:
    """The recordings that a locked profile leaves out, with the page that says so."""
    pages = [one for one in student.members if one.path.endswith(".html")]
    for large in archive.left_out:
        name = large.path.rsplit("/", 1)[-1].encode()
        shown = [one.path for one in pages if name in one.source.read_bytes()]
        where, most = (*shown, large.path)[0], LARGEST_RECORDING // 1_000_000
        yield problem(
            "unreadable-media",
            f"A recording of {large.size // 1_000_000} MB on {where} is left out of the lock.",
            f"A locked profile holds recordings of up to {most} MB. Share a zip, or make the recording shorter.",
            Place(where),
            student=student.student,
        )
