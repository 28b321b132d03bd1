"""The story of packing: who, what goes along, and how it becomes one file that can be checked at the other end."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from profilegen.build import Progress
from profilegen.building.locking import Waiting, locked
from profilegen.building.site import CACHE_FOLDER, PACKS_FOLDER, SITES_FOLDER, home_of, site_for
from profilegen.loading.media_files import KnownOriginals
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.carrying import carried
from profilegen.packing.assembling import Job, Parcel
from profilegen.packing.bag import Ledger, Sums, tag_files
from profilegen.packing.formats import MARK
from profilegen.packing.payload import Piece, Withheld
from profilegen.packing.signing import SchoolKey, signature_file
from profilegen.problems import Place, Problem, ProfilegenError, Severity, UsageError, in_order
from profilegen.rules import problem
from profilegen.sharing.choosing import choose
from profilegen.sharing.places import SOURCES
from profilegen.sharing.preparing import Prepared, prepare
from profilegen.sharing.travelling import names_that_do_not_travel
from profilegen.sharing.zipping import Poured, pour_zip

_SITE = "_site"
"""Beside the packs: what stands in them, built. The school knows of it, so what is withdrawn is taken out of it too."""


@dataclass(frozen=True, slots=True)
class PackWish:
    """How a pack is to be: for the next school, or `everything` for the student alone; media as `originals`, or without
    what cameras wrote about them; signed with `key`, or not."""

    everything: bool = False
    originals: bool = False
    key: SchoolKey | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """What came of it: the file (None where nothing could be packed), what stayed behind, and the problems on the way.

    `kept` are the paths of originals that may still hold what a camera wrote about them.
    """

    student: str
    file: Path | None = None
    files: int = 0
    size: int = 0
    identifier: str = ""
    withheld: tuple[Withheld, ...] = ()
    kept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether nothing could be packed, or a record was left out for its mistakes."""
        return self.file is None or any(one.severity is Severity.ERROR for one in self.problems)


def pack(
    student: str,
    folder: Path,
    to: Path | None = None,
    wish: PackWish = PackWish(),
    *,
    today: date | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> Pack:
    """Packs one student: named by folder, or by id or name in the school `folder`.

    The pack is `to`, or `_packs/<id>/<first name>-pack.zip` in the school. There is none, and the problems say why,
    where a profile is not even for the family or holds a name that does not travel. UsageError for a student who is not
    there, or where something else stands in the pack's place. ProfilegenError where a file changes while it is packed.
    OSError where the disk says no. Then there is no new pack, and the old one stands.
    """
    ((home, (student_id,)),) = choose([student], folder).items()
    day, known = today or date.today(), KnownOriginals()
    site = None if wish.everything else home / PACKS_FOLDER / _SITE
    ready = prepare(home, (student_id,), Audience.FAMILY, day, progress, waiting, known, site)
    told = in_order(one for one in ready.problems if _is_told(one, wish))
    built = ready.site or site_for(home, Audience.FAMILY)
    job = _job(home, student_id, next(iter(ready.students), None), wish, day, known)
    del ready, known  # all that was said of many thousand files need not lie in memory while they are packed
    if job is None:
        return Pack(student_id, problems=told)
    target = _target(home, to, job.top, student_id, lone=job.school.lone)
    with locked(home_of(home), built, waiting):  # so that no build takes a file away while it is read
        parcel = job.parcel(home)
        del job
        made = _sent(parcel, target, wish.key)
    return replace(made, problems=in_order((*told, *made.problems)))


def _is_told(one: Problem, wish: PackWish) -> bool:
    """Advice is not; nor is, of the student's own copy, that there are no pages which the family could see."""
    return one.severity is not Severity.ADVICE and not (wish.everything and one.rule == "not-published")


def _job(
    home: Path, student_id: str, prepared: Prepared | None, wish: PackWish, day: date, known: KnownOriginals
) -> Job | None:
    """The student, and what of them goes along; None where nothing may, or profile.yaml cannot be read."""
    school, _ = load_school(home)
    student, _ = load_student(school, student_id, known)
    chosen = carried(student, school, day, everything=wish.everything) if student else None
    if student is None or chosen is None or not (prepared or wish.everything):
        return None
    return Job(school, student, chosen, prepared, day, everything=wish.everything, originals=wish.originals)


def _sent(parcel: Parcel, target: Path, key: SchoolKey | None) -> Pack:
    """Writes the pack, unless it holds a name that does not travel."""
    student, about = parcel.about.student, parcel.about
    paths = (f"{parcel.top}/{one.path}" for one in parcel.pieces)
    if refused := (*names_that_do_not_travel(paths, student), *_percent_signs(parcel)):
        return Pack(student, withheld=parcel.withheld, problems=refused)
    write_bag(target, parcel.top, parcel.pieces, about.identifier, about.day, key)
    kept = tuple(one.path for one in parcel.pieces if one.has_metadata)
    size = target.stat().st_size
    return Pack(student, target, len(parcel.pieces), size, about.identifier, parcel.withheld, kept)


def _percent_signs(parcel: Parcel) -> Iterator[Problem]:
    """The standard encodes this sign in a list of files, and the program that most archives check bags with cannot read
    that: such a pack would be whole, and be called incomplete."""
    for one in parcel.pieces:
        if "%" in one.path:
            message = f"“{one.path}” cannot be put into a pack: not every program that checks one reads a % rightly."
            hint = "Give the file that it comes from another name."
            yield problem("not-published", message, hint, Place(one.path), student=parcel.about.student)


def write_bag(
    target: Path, top: str, pieces: Iterable[Piece], identifier: str, day: date, key: SchoolKey | None = None
) -> None:
    """Writes the bag as a zip in one step, each file read once. `pieces` are sorted by path.

    Nothing in it is made smaller. It would save a twentieth, as media are small already; and deflate has bits that mean
    nothing and bytes that differ from one computer's zlib to another's, while in a pack every byte counts.

    UsageError where something else stands at `target`. OSError.
    """
    with _new_pack(target) as part:
        pour_zip(part, _poured(top, pieces, identifier, day, key), MARK, as_they_are=True)


def _poured(top: str, pieces: Iterable[Piece], identifier: str, day: date, key: SchoolKey | None) -> Iterator[Poured]:
    """The payload, and then the files that sum it up: they are made while it goes by."""
    ledger = Ledger()
    for piece in pieces:
        sums = Sums()
        yield Poured(f"{top}/{piece.path}", piece.size, sums.watching(piece.pieces()))
        if sums.size != piece.size:
            raise ProfilegenError(
                f"{piece.path} changed while it was packed.", "Wait until nobody writes, and pack again."
            )
        ledger.note(piece.path, sums)
    last = b""
    for path, size, content in tag_files(ledger, identifier, day):
        sums = Sums()
        last = b"" if key is None else b"".join(content)
        yield Poured(f"{top}/{path}", size, sums.watching((last,) if last else content))
        ledger.note(path, sums)
    if key is not None:
        name, signature = signature_file(key, last)
        yield Poured(f"{top}/{name}", len(signature), (signature,))


# Its place


def _target(home: Path, to: Path | None, top: str, student: str, *, lone: bool) -> Path:
    """Where the pack goes. UsageError for a place among what people write."""
    target = to or home / PACKS_FOLDER / student / f"{top}.zip"
    if target.is_dir():
        target = target / f"{top}.zip"
    inside = target.parent.resolve()
    if inside.is_relative_to(home.resolve()):
        parts = inside.relative_to(home.resolve()).parts
        kept = {*SOURCES, SITES_FOLDER, CACHE_FOLDER, "_keys"}
        if (lone and not parts) or (parts and parts[0].casefold() in kept):
            raise UsageError(
                f"{target} lies among the files that people write, and a pack must not.",
                "Choose a place outside with --to.",
            )
    return target


@contextmanager
def _new_pack(target: Path) -> Iterator[Path]:
    """A new file beside `target`, which takes its place when the block ends well.

    Its name is always the same for one target: whoever packs holds the school's lock, so what lies there was left by a
    run that was killed, and goes.
    """
    if os.path.lexists(target) and not is_our_pack(target):
        raise UsageError(
            f"{target} is there already, and is no pack that profilegen made.", "Choose another place with --to."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    word = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]
    part = target.with_name(f".{word}.new")
    part.unlink(missing_ok=True)
    try:
        part.touch(exist_ok=False)
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def is_our_pack(file: Path) -> bool:
    """Whether this is a zip with our mark at its end."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - len(MARK)))
        return opened.read() == MARK
