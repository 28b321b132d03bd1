"""Making room: what a build can make again is taken away. Nothing that a person wrote is ever touched."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from profilegen.building.locking import Waiting, locked
from profilegen.building.papers import take_papers_away
from profilegen.building.recalling import student_folders
from profilegen.building.site import (
    CONFERENCE_FOLDER,
    PACKS_FOLDER,
    SHARED_FOLDER,
    SLIPS_FOLDER,
    Home,
    Site,
    caches_of,
    every_site,
    home_of,
    site_for,
)
from profilegen.media.store import Store
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from profilegen.publishing.swapping import heal_beside, remove_built
from profilegen.remembering.memory import MEMORY_FOLDER

_STORE = "store"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What went: bytes of the caches, and the folders of sites.

    `left` are the folders of what was shared, and of its slips: they stay, but whoever takes sites down must know.
    """

    freed: int = 0
    sites: tuple[Path, ...] = ()
    left: tuple[Path, ...] = ()


def clean(folder: Path, *, most: int | None = None, sites: bool = False, waiting: Waiting | None = None) -> Cleaned:
    """Takes away derivatives and memories; the next build makes them again. Sites stay unless `sites` says otherwise.

    With `most`, only derivatives go, those unused for longest first, until the store holds at most so many bytes.
    The list of sites made elsewhere is kept: without it they could not be brought to heel. UsageError where the folder
    is neither a school nor a student's.
    """
    home = home_of(folder)
    if not any((home.school / name).exists() for name in ("school.yaml", "profile.yaml")):
        raise UsageError(f"“{folder}” is neither a school nor a student's folder.", "Name one of the two.")
    site = site_for(folder, Audience.FAMILY, alone=home.alone)
    if not site.cache.is_dir() and not sites:
        return Cleaned()
    with locked(home, site, waiting):
        caches = (site.cache,) if home.student else caches_of(home, student_folders(home))
        if most is not None:
            return Cleaned(sum(Store(cache / _STORE).shrink(most) for cache in caches))
        heal_beside(site.folder, neighbours=True)
        built = tuple(_removed(home, site)) if sites else ()
        left = tuple(_shared(home)) if sites else ()
        return Cleaned(sum(map(_emptied, caches)), built, left)


def _emptied(cache: Path) -> int:
    """Empties a cache of what builds make again; says how many bytes that was."""
    parts = [cache / _STORE, cache / MEMORY_FOLDER]
    size = sum(file.stat().st_size for part in parts for file in part.rglob("*") if file.is_file())
    for part in parts:
        shutil.rmtree(part, ignore_errors=True)
    return size


def _shared(home: Home) -> Iterator[Path]:
    """What was shared from here. A student's folder in a school has none of its own."""
    for name in () if home.student else (SHARED_FOLDER, SLIPS_FOLDER, CONFERENCE_FOLDER, PACKS_FOLDER):
        if (home.school / name).is_dir():
            yield home.school / name


def _removed(home: Home, site: Site) -> Iterator[Path]:
    """Takes down sites: of one student alone where it is a student's folder, else every one that is known."""
    for one in every_site(home, student_folders(home)):
        if home.student and one.cache != site.cache:
            continue
        heal_beside(one.folder, neighbours=one.is_in_its_place)
        with contextlib.suppress(OSError):
            one.heal()
        folders = (one.folder,) if one.alone else (*map(one.student_folder, one.student_ids()), one.folder)
        if sum(remove_built(folder) for folder in folders):
            yield one.folder
        take_papers_away(one)
        one.tidy()
        if one.is_in_its_place:
            with contextlib.suppress(OSError):
                one.room.rmdir()  # `_site`, when nothing is left in it
