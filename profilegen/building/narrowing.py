"""Bringing sites to heel: an old site never shows what it no longer may.

Each student's folder carries its claims (`profilegen.model.walking.claims_of`). Where today's view for that audience no
longer makes one of them, the folder goes: from every site beside the one that is built, and from that one too where the
student's new site could not be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from profilegen.building.papers import take_papers_away
from profilegen.building.site import Site
from profilegen.building.work import Outcome, TakenOut, Work
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.occasion import of_showcase
from profilegen.model.school import School, Student
from profilegen.model.viewing import for_occasion, view_for
from profilegen.model.walking import claims_of
from profilegen.problems import Place, Problem
from profilegen.publishing.manifest import read_manifest
from profilegen.publishing.swapping import remove_built, remove_presumed
from profilegen.rules import problem


def take_out_what_narrowed(student: Student, work: Work, sites: Iterable[Site]) -> tuple[TakenOut, ...]:
    """Takes the student out of each of these sites that shows more than it may today; says from which."""
    return tuple(_take_out(site, student.id) for site in sites if _shows_too_much(student, site, work))


def _shows_too_much(student: Student, site: Site, work: Work) -> bool:
    if not site.holds(student.id):
        return False
    folder = site.student_folder(student.id)
    manifest = read_manifest(folder)
    if manifest is None:  # in the product's own place, a site that lost its manifest may show anything
        return site.is_in_its_place and (folder / "index.html").exists()
    if not manifest.claims:
        return False
    seen = view_for(student, work.school, site.audience, work.today)
    view = for_occasion(seen, of_showcase(student.id, site.showcase), work.today) if site.showcase else seen
    return view is None or not set(manifest.claims) <= claims_of(view)


def bring_others_to_heel(students: Iterable[str], work: Work) -> tuple[TakenOut, ...]:
    """The same for students who are not built now, in every site; of whom nothing can be read, out of the wide ones."""
    sites = (work.site, *work.beside)
    taken: tuple[TakenOut, ...] = ()
    for name in students:
        if any(_is_there(site, name) for site in sites if site.holds(name)):
            student, _ = load_student(work.school, name)
            taken += take_out_what_narrowed(student, work, sites) if student else take_out_unreadable(name, sites)
    return taken


def take_away(site: Site, student_id: str) -> None:
    """Removes a student's folder from a site. OSError where the disk refuses."""
    folder = site.student_folder(student_id)
    if not remove_built(folder) and site.is_in_its_place:
        remove_presumed(folder)
    take_papers_away(site, student_id)
    site.tidy()


def _take_out(site: Site, student_id: str) -> TakenOut:
    try:
        take_away(site, student_id)
    except OSError as error:
        return TakenOut(student_id, site.audience.word, str(site.folder), error.strerror or str(error))
    return TakenOut(student_id, site.audience.word, str(site.folder))


def take_out_leavers(school: School, site: Site) -> tuple[TakenOut, ...]:
    """Takes out of a site everybody who is not a student of this school any more."""
    leavers = set(site.student_ids()) - set(school.student_ids) if site.showcase or not site.alone else set()
    taken = (_take_out(site, student) for student in sorted(leavers) if _is_there(site, student))
    return tuple(replace(one, has_left=True) for one in taken)


def take_out_unreadable(student_id: str, sites: Iterable[Site]) -> tuple[TakenOut, ...]:
    """Where profile.yaml cannot be read, nobody knows what it allows: out of school and public at once.

    Private, teachers and family keep the last good one.
    """
    wide = (site for site in sites if site.audience >= Audience.SCHOOL and site.holds(student_id))
    return tuple(_take_out(site, student_id) for site in wide if _is_there(site, student_id))


def _is_there(site: Site, student_id: str) -> bool:
    folder = site.student_folder(student_id)
    return read_manifest(folder) is not None or (site.is_in_its_place and (folder / "index.html").exists())


def bring_to_heel(work: Work, outcomes: Sequence[Outcome], others: Iterable[str] = ()) -> tuple[TakenOut, ...]:
    """What no site may show any more goes: narrowed views, leavers, and students of whom nothing can be read.

    `others` are students who have changed and are not built now.
    """
    sites = (work.site, *work.beside)
    taken = [one for outcome in outcomes for one in outcome.taken_out]
    taken += bring_others_to_heel(others, work)
    for outcome in outcomes:
        if not outcome.readable:
            taken += take_out_unreadable(outcome.student, sites)
    taken += [one for site in sites for one in take_out_leavers(work.school, site)]
    return tuple(sorted(set(taken), key=lambda one: (one.audience, one.student, one.folder)))


def not_taken_out(taken: Iterable[TakenOut]) -> Iterator[Problem]:
    """Where the disk refused, a person has to do it: told of at every build."""
    for one in taken:
        if one.failure:
            message = f"{one.student} could not be taken out of the site in {one.folder}: {one.failure}."
            hint = "It shows what it may no longer show. Remove that student's folder there by hand."
            yield problem("not-published", message, hint, Place("school.yaml"), student=one.student)
