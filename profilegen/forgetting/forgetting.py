"""The story of forgetting: what goes is taken away, what others can see of it first, and nothing of anybody else's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.building.listing import relist_beside
from profilegen.building.locking import Waiting, locked
from profilegen.building.narrowing import take_away
from profilegen.building.site import CACHE_FOLDER, home_of, site_for
from profilegen.building.work import Work
from profilegen.forgetting.traces import Trace, Traces
from profilegen.loading.school import load_school
from profilegen.media.recipes import SOURCE_LETTERS
from profilegen.model.audience import Audience
from profilegen.publishing.manifest import write_fresh
from profilegen.remembering.memory import MEMORY_FOLDER


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went, and what could not be taken away, with the reason."""

    gone: tuple[Trace, ...]
    refused: tuple[tuple[Trace, str], ...] = ()


def forget(traces: Traces, *, today: date | None = None, waiting: Waiting | None = None) -> Forgotten:
    """Takes away what `find_traces` found, in its order. Stopped half-way, it can be begun again.

    A file that was changed meanwhile stays. The folder goes last, and only when all else has gone: it tells who it was.
    """
    home = home_of(traces.school)
    site = site_for(traces.school, Audience.FAMILY)
    gone: list[Trace] = []
    refused: list[tuple[Trace, str]] = []
    with locked(home, site, waiting):
        for one in traces.goes:
            if one.kind == "folder":
                _clear_cache(traces)
                refused += _relisted(traces, one, today or date.today())
            if one.kind == "folder" and refused:
                refused.append((one, "Something else could not be taken away; it goes last."))
                continue
            try:
                _take(one, traces)
                gone.append(one)
            except OSError as error:
                refused.append((one, error.strerror or str(error)))
            except _ChangedError as error:
                refused.append((one, str(error)))
    return Forgotten(tuple(gone), tuple(refused))


class _ChangedError(Exception):
    """A file that is not what it was when somebody agreed to its change."""


def _take(one: Trace, traces: Traces) -> None:
    if one.kind == "line":
        _write_without(one)
    elif one.kind == "site":
        site = next(site for site in traces.sites if site.student_folder(traces.student) == one.path)
        take_away(site, traces.student)
    elif one.path.is_dir() and not one.path.is_symlink():
        shutil.rmtree(one.path)
    else:
        one.path.unlink(missing_ok=True)


def _write_without(one: Trace) -> None:
    if one.path.read_bytes().decode("utf-8") != one.before:
        raise _ChangedError("It was changed meanwhile. Do it once more.")
    part = one.path.with_name(f".{one.path.name}.new")
    write_fresh(part, one.after.encode("utf-8"))
    part.replace(one.path)


def _clear_cache(traces: Traces) -> None:
    """The pictures and recordings made of theirs, and what builds remember of everybody: it is all made again."""
    cache = traces.school / CACHE_FOLDER
    shutil.rmtree(cache / MEMORY_FOLDER, ignore_errors=True)
    for path in _derived(cache / "store", traces.originals):
        path.unlink(missing_ok=True)


def _derived(store: Path, originals: frozenset[str]) -> Iterator[Path]:
    for sha256 in sorted(originals):
        yield from (store / sha256[:2]).glob(f"{sha256[:SOURCE_LETTERS]}-*")


def _relisted(traces: Traces, folder: Trace, today: date) -> Iterator[tuple[Trace, str]]:
    """The pages that list students, made anew now that they are in no site; the reason for each that could not be."""
    school, _ = load_school(traces.school)
    work = Work(school, site_for(traces.school, Audience.FAMILY), traces.sites, today)
    for problem in relist_beside(work):
        yield folder, f"{problem.message} {problem.hint}"
