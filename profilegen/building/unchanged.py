"""The shortest build: everything is as the last one left it, so that there is nothing to read and nothing to write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from profilegen.building.recalling import Today
from profilegen.building.site import Home, Site, sites_beside
from profilegen.publishing.swapping import left_beside
from profilegen.remembering.memory import Recalled, Remembered, RememberedWhole, from_line
from profilegen.remembering.survey import manifest_stamp, school_stamps, site_print


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What is known without looking further."""

    whole: RememberedWhole
    students: tuple[Remembered, ...]


def unchanged(recalled: Recalled, home: Home, site: Site, day: date) -> Unchanged | None:
    """What the last build knew, if a build of today would come to the same; None where it has to be done."""
    whole = recalled.whole
    if whole is None or not whole.since <= day <= whole.until:
        return None
    everybody = frozenset([home.alone] if home.lone else map(_student_in, whole.inputs.stamps))
    beside = sites_beside(site, home, everybody)
    if not (_is_as_left(whole, (site, *beside), everybody) and is_as_read(whole, home)):
        return None
    today = Today(home, site, beside, day)
    if not today.is_theme(whole.theme):
        return None
    students = tuple(one for name in whole.students if (one := from_line(recalled.lines.get(name, b""))))
    if len(students) < len(whole.students) or any(today.why_again(one) for one in students):
        return None
    return Unchanged(whole, students)


def _student_in(path: str) -> str:
    """The student whose folder this stamp is of; "" for other paths."""
    folder, _, student = path.rstrip("/").partition("/")
    return student.split("/")[0] if folder == "students" else ""


def is_as_read(whole: RememberedWhole, home: Home) -> bool:
    """Whether the school's own files, who its students are, and their profiles are as they were."""
    return whole.inputs.still_holds(home.school, {} if home.lone else school_stamps(home.school))


def _is_as_left(whole: RememberedWhole, sites: Sequence[Site], everybody: Collection[str]) -> bool:
    """Whether nothing is left over, nobody has left, and the pages that list students are as they were."""
    site, *beside = sites
    if whole.beside != roots_beside(beside) or site_print(site.folder, without="students") != whole.site:
        return False
    return not any(_has_leavers(one, everybody) or _has_leftovers(one) for one in sites)


def roots_beside(beside: Sequence[Site]) -> dict[str, str]:
    """The stamps of the other sites' own manifests, by their folders."""
    return {str(site.folder): manifest_stamp(site.folder) for site in beside}


def _has_leavers(site: Site, everybody: Collection[str]) -> bool:
    return not site.alone and not set(site.student_ids()).issubset(everybody)


def _has_leftovers(site: Site) -> bool:
    places = (site.folder.parent,) if site.alone else (site.folder.parent, site.folder / "students")
    return any(left_beside(place) for place in places)
