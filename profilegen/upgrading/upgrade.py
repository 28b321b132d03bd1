"""The story of an upgrade: what would change, all of it shown first; then one file after the other, the old one kept.

What a file said before is kept in `.profilegen/upgraded/<day>-<number>/`, under its own path: beside the records, in
no pack and no site, and `forget` knows it.
"""

from __future__ import annotations

import difflib
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.building.locking import Waiting, locked
from profilegen.building.site import CACHE_FOLDER, UPGRADED_FOLDER, home_of, site_for
from profilegen.loading.folders import Found
from profilegen.loading.school import neither
from profilegen.loading.text_files import LARGEST, text_of
from profilegen.model.audience import Audience
from profilegen.model.schema import TABLE, Table
from profilegen.opening import open_plainly
from profilegen.problems import UsageError
from profilegen.publishing.manifest import write_fresh
from profilegen.studio.rewriting import NotRewrittenError
from profilegen.upgrading.finding import RecordFile, record_files
from profilegen.upgrading.rewriting import upgraded

_LARGEST_ARRIVAL = 4 << 20
_MOST_A_DAY = 10_000
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600  # what is kept is for nobody else who uses this computer


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A file that is of an older version, as it is now and as it will be."""

    file: Path
    name: str
    before: bytes
    after: bytes

    def difference(self) -> Iterator[str]:
        """A unified diff, line by line, without line ends."""
        old, new = (text.decode("utf-8", "replace").splitlines() for text in (self.before, self.after))
        yield from difflib.unified_diff(old, new, self.name, self.name, lineterm="")


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done: `left` are files that a person has to look at, each with the reason."""

    folder: Path
    version: int
    records: int
    rewrites: tuple[Rewrite, ...]
    left: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What was done: the files written, where the old ones are, and which stayed as they are, with the reason."""

    written: tuple[str, ...]
    kept: Path | None
    refused: tuple[tuple[str, str], ...]


def plan_upgrade(folder: Path, table: Table = TABLE) -> Plan:
    """Reads every record of a school's or a student's folder; nothing is written. UsageError where it is neither."""
    home = home_of(folder)
    if not any((home.school / name).exists() for name in ("school.yaml", "profile.yaml")):
        raise neither(home.school)
    rewrites: list[Rewrite] = []
    left: list[tuple[str, str]] = []
    records = 0
    for one in record_files(home):
        records += 1
        try:
            before, after = _read(one, table)
        except NotRewrittenError as error:
            left.append((one.name, f"{error.message} {error.hint}"))
            continue
        if after != before:
            rewrites.append(Rewrite(one.file, one.name, before, after))
    return Plan(home.school.resolve(), table.version, records, tuple(rewrites), tuple(left))


def _read(one: RecordFile, table: Table) -> tuple[bytes, bytes]:
    """The file as it is, and as today's version writes it."""
    most = _LARGEST_ARRIVAL if one.name.endswith("/arrival.yaml") else LARGEST
    try:
        with open_plainly(one.file) as opened:
            before = opened.read(most + 1)
    except OSError as error:
        raise NotRewrittenError(f"It cannot be opened: {error.strerror or error}.", "May you open it?") from None
    _, problems = text_of(before, Found(one.file, one.name, one.name), most)
    if problems:
        raise NotRewrittenError(problems[0].message, problems[0].hint)
    after = upgraded(before.decode("utf-8"), one.kind, table, markdown=one.is_markdown)
    return before, after.encode("utf-8")


def upgrade(plan: Plan, *, today: date | None = None, waiting: Waiting | None = None) -> Upgraded:
    """Does what was planned. Stopped at any instant, each file is whole, old or new, and the next run goes on.

    A file that somebody has changed since it was planned stays as it is. OSError where the old ones cannot be kept.
    """
    home = home_of(plan.folder)
    written: list[str] = []
    refused: list[tuple[str, str]] = []
    if not plan.rewrites:
        return Upgraded((), None, ())
    with locked(home, site_for(plan.folder, Audience.FAMILY, alone=home.alone), waiting):
        kept = _new_place(plan.folder, today or date.today())
        for one in plan.rewrites:
            try:
                is_written = _write(one, kept)
            except OSError as error:
                refused.append((one.name, f"{error.strerror or error}."))
                continue
            if is_written:
                written.append(one.name)
            else:
                refused.append((one.name, "It was changed meanwhile. Do it once more."))
    return Upgraded(tuple(written), kept, tuple(refused))


def _new_place(folder: Path, day: date) -> Path:
    """An empty folder of this day for what files said before."""
    around = folder / CACHE_FOLDER / UPGRADED_FOLDER
    if around.resolve() != around:
        raise UsageError(f"{around} is a link to somewhere else.", "Take the link away, and try again.")
    around.mkdir(parents=True, exist_ok=True)
    around.chmod(_FOLDER_MODE)
    for number in range(1, _MOST_A_DAY):
        place = around / f"{day.isoformat()}-{number}"
        try:
            place.mkdir(mode=_FOLDER_MODE)
        except FileExistsError:
            continue
        return place
    raise UsageError(f"There is no room for more in {around}.", "Delete what is no longer needed there.")


def _write(one: Rewrite, kept: Path) -> bool:
    """Keeps the old file, then puts the new one in its place in one step; False where it is not what was planned."""
    if not _is_as_planned(one):
        return False
    mode = stat.S_IMODE(one.file.stat().st_mode)
    copy = kept.joinpath(*one.name.split("/"))
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.touch(mode=_FILE_MODE)
    copy.write_bytes(one.before)
    part = one.file.with_name(f".{one.file.name}.new")  # one that a killed run left is written anew
    write_fresh(part, b"")
    part.chmod(_FILE_MODE)
    part.write_bytes(one.after)
    part.chmod(mode)
    if _is_as_planned(one):  # still
        part.replace(one.file)
        return True
    part.unlink()
    copy.unlink()
    return False


def _is_as_planned(one: Rewrite) -> bool:
    try:
        with open_plainly(one.file) as opened:
            return opened.read(len(one.before) + 1) == one.before
    except OSError:
        return False
