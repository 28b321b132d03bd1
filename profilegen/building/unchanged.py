"""The shortest build: everything is as the last one left it, so that there is nothing to read and nothing to write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from profilegen.building.recalling import Today, student_folders
from profilegen.building.site import Home, Site
from profilegen.publishing.swapping import left_beside
from profilegen.remembering.memory import Remembered, RememberedWhole
from profilegen.remembering.survey import manifest_stamp, school_stamps, site_print


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What is known without looking further."""

    whole: RememberedWhole
    students: tuple[Remembered, ...]


def unchanged(today: Today) -> Unchanged | None:
    """What the last build knew, if a build of today would come to the same; None where it has to be done."""
    whole = today.recalled.whole
    if whole is None or not whole.since <= today.day <= whole.until:
        return None
    if not (_is_as_left(whole, today) and _is_as_read(whole, today.home) and today.is_theme(whole.theme)):
        return None
    if any(today.why_again(student) for student in whole.students):
        return None
    return Unchanged(whole, tuple(one for student in whole.students if (one := today.known(student))))


def _is_as_read(whole: RememberedWhole, home: Home) -> bool:
    """Whether the school's own files, who its students are, and their profiles are as they were."""
    return whole.inputs.still_holds(home.school, {} if home.lone else school_stamps(home.school))


def _is_as_left(whole: RememberedWhole, today: Today) -> bool:
    """Whether nothing is left over, nobody has left, and the pages that list students are as they were."""
    if (
        whole.beside != roots_beside(today.beside)
        or site_print(today.site.folder, {}, without="students") != whole.site
    ):
        return False
    everybody = student_folders(today.home)
    sites = (today.site, *today.beside)
    return not any(_has_leavers(site, everybody) or left_beside(site.folder / "students") for site in sites)


def roots_beside(beside: Sequence[Site]) -> dict[str, str]:
    """The stamps of the other sites' own manifests, by their folders."""
    return {str(site.folder): manifest_stamp(site.folder) for site in beside}


def _has_leavers(site: Site, everybody: Collection[str]) -> bool:
    return bool(site.showcase or not site.alone) and not set(site.student_ids()).issubset(everybody)
