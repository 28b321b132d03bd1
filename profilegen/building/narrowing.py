"""Bringing other audiences' sites to heel: an old site never shows what it no longer may.

Each student's folder carries its claims (`profilegen.model.walking.claims_of`). Where today's view for that audience no
longer makes one of them, the folder goes: from every site of the school, whichever is being built.
"""

from __future__ import annotations

from profilegen.building.site import Site
from profilegen.building.work import TakenOut, Work
from profilegen.model.audience import Audience
from profilegen.model.school import School, Student
from profilegen.model.viewing import view_for
from profilegen.model.walking import claims_of
from profilegen.publishing.manifest import read_manifest
from profilegen.publishing.swapping import remove_built


def take_out_what_narrowed(student: Student, work: Work) -> tuple[TakenOut, ...]:
    """Takes the student out of each site beside this one that shows more than it may today; says from which."""
    narrowed = (site for site in work.beside if _shows_too_much(student, site, work))
    return tuple(_take_out(site, student.id) for site in narrowed)


def _shows_too_much(student: Student, site: Site, work: Work) -> bool:
    manifest = read_manifest(site.student_folder(student.id))
    if manifest is None or not manifest.claims:
        return False
    view = view_for(student, work.school, site.audience, work.today)
    return view is None or not set(manifest.claims) <= claims_of(view)


def _take_out(site: Site, student_id: str) -> TakenOut:
    remove_built(site.student_folder(student_id))
    return TakenOut(student_id, site.audience.word, str(site.folder))


def take_out_leavers(school: School, site: Site) -> tuple[TakenOut, ...]:
    """Takes out of a site everybody who is not a student of this school any more."""
    leavers = set(site.student_ids()) - set(school.student_ids)
    return tuple(_take_out(site, student) for student in sorted(leavers))


def take_out_unreadable(student_id: str, sites: tuple[Site, ...]) -> tuple[TakenOut, ...]:
    """Where profile.yaml cannot be read, nobody knows what it allows: out of school and public at once.

    Private, teachers and family keep the last good one.
    """
    wide = (site for site in sites if site.audience >= Audience.SCHOOL)
    return tuple(_take_out(site, student_id) for site in wide if read_manifest(site.student_folder(student_id)))
