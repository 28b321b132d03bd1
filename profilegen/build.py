"""The story of a build, one line a stage. `build_site` is the product's one entry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from filelock import FileLock

from profilegen.building.narrowing import take_out_leavers, take_out_unreadable
from profilegen.building.school_pages import build_school_pages
from profilegen.building.site import Site, claim_folder, site_for, sites_beside
from profilegen.building.work import Outcome, TakenOut, Work
from profilegen.building.workers import build_students, usable_cores
from profilegen.checks import check_school, check_student
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.school import School
from profilegen.problems import Place, Problem, ProfilegenError, Severity, UsageError, in_order
from profilegen.publishing.manifest import manifest_for
from profilegen.publishing.swapping import heal, publish_in_place
from profilegen.rules import problem

Progress = Callable[[int, int, str], None]
"""Called with how many students are done, how many there are, and whose turn it was."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a check or a build."""

    problems: tuple[Problem, ...]
    students: int = 0  # who were looked at; for a build: who are in the site
    pages: int = 0
    written: int = 0  # students whose site changed
    taken_out: tuple[TakenOut, ...] = ()
    site: Site | None = None

    def count(self, severity: Severity) -> int:
        """How many problems there are of this severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def first_page(self) -> Path | None:
        """The page to open first; None where the site has none of its own."""
        index = self.site.folder / "index.html" if self.site else None
        return index if index and index.is_file() else None


def check(folder: Path, *, today: date | None = None, progress: Progress | None = None) -> Summary:
    """Everything that is wrong or could be better in a school's or student's folder; nothing is written.

    UsageError where the folder is neither.
    """
    day = today or date.today()
    school, problems = load_school(folder)
    problems += check_school(school, day)
    for done, student_id in enumerate(school.student_ids, start=1):
        student, found = load_student(school, student_id)
        problems += found + (check_student(student, school, day) if student else ())
        _tell(progress, done, len(school.student_ids), student_id)
    return Summary(in_order(problems), students=len(school.student_ids))


def build_site(
    folder: Path,
    audience: Audience = Audience.FAMILY,
    *,
    out: Path | None = None,
    theme: str = "",
    only: Sequence[str] = (),
    jobs: int | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Summary:
    """Builds the site of one audience from a school's or a lone student's folder.

    Everything sound is built; every mistake comes back as a problem. `only` names students to build, the others stay
    as they are. `today` is what expiries look at. `executor` runs the students elsewhere. ProfilegenError where the
    build as a whole cannot be: a folder that is no school, an `out` that is somebody else's.
    """
    school, problems = load_school(folder)
    site = site_for(school, audience, out)
    chosen = _chosen(school, only)
    with _lock(site):
        claim_folder(site)
        beside = sites_beside(site, school)
        _heal((site, *beside))
        day = today or date.today()
        problems += check_school(school, day) + _public_problems(site, school)
        work = Work(replace(school, places={}), site, beside, day, theme)
        outcomes = _collect(chosen, work, jobs or usable_cores(), executor, progress)
        taken_out = _bring_to_heel(work, outcomes)
        pages, found = _school_pages(work, taken_out)
        _prune_store(work, outcomes, is_whole=not only)
    problems += found + tuple(problem for outcome in outcomes for problem in outcome.problems)
    return Summary(
        problems=in_order(problems),
        students=sum(outcome.pages > 0 for outcome in outcomes),
        pages=pages + sum(outcome.pages for outcome in outcomes),
        written=sum(outcome.written for outcome in outcomes),
        taken_out=taken_out,
        site=site,
    )


def _chosen(school: School, only: Sequence[str]) -> tuple[str, ...]:
    unknown = [student for student in only if student not in school.student_ids]
    if unknown:
        raise UsageError(f"There is no student “{unknown[0]}” here.", "Use the name of a folder in students/.")
    return tuple(only) or school.student_ids


def _lock(site: Site) -> FileLock:
    """Two builds at once would prune each other's work: the second waits."""
    try:
        site.cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ProfilegenError(
            f"profilegen cannot write in {site.cache.parent}: {error.strerror}.",
            "Copy the folder to a place that you may write to, and build there.",
        ) from None
    return FileLock(site.cache / "lock")


def _heal(sites: Sequence[Site]) -> None:
    for site in sites:
        heal(site.folder.parent if site.lone else site.folder / "students")


def _public_problems(site: Site, school: School) -> tuple[Problem, ...]:
    """Why a public site stays empty, said once."""
    if site.audience is not Audience.PUBLIC or school.settings.publishing.public:
        return ()
    place = Place("profile.yaml" if school.lone else "school.yaml")
    message = "Nothing may go public from here: that needs a school.yaml with `publishing: {public: yes}`."
    hint = "Build for another audience, such as --for family, or let the school decide about public pages first."
    return (problem("public-not-allowed", message, hint, place),)


def _collect(
    chosen: Sequence[str], work: Work, jobs: int, executor: Executor | None, progress: Progress | None
) -> tuple[Outcome, ...]:
    outcomes = []
    for outcome in build_students(chosen, work, jobs, executor):
        outcomes.append(outcome)
        _tell(progress, len(outcomes), len(chosen), outcome.student)
    return tuple(sorted(outcomes, key=lambda one: one.student))


def _tell(progress: Progress | None, done: int, total: int, student: str) -> None:
    if progress is not None:
        progress(done, total, student)


def _bring_to_heel(work: Work, outcomes: Sequence[Outcome]) -> tuple[TakenOut, ...]:
    """What no site may show any more goes: narrowed views, leavers, and students of whom nothing can be read."""
    sites = (work.site, *work.beside)
    taken = [one for outcome in outcomes for one in outcome.taken_out]
    for outcome in outcomes:
        if not outcome.readable:
            taken += take_out_unreadable(outcome.student, sites)
    if not work.school.lone:
        taken += [one for site in sites for one in take_out_leavers(work.school, site)]
    return tuple(sorted(taken, key=lambda one: (one.audience, one.student)))


def _school_pages(work: Work, taken_out: Sequence[TakenOut]) -> tuple[int, tuple[Problem, ...]]:
    """The pages that list students: of this site, and of those beside it that have just lost one."""
    touched = {one.folder for one in taken_out}
    found: tuple[Problem, ...] = ()
    pages = 0
    for site in (work.site, *(one for one in work.beside if str(one.folder) in touched)):
        try:
            made = build_school_pages(work.school, site, work.theme if site == work.site else "")
            pages += made if site == work.site else 0
        except ProfilegenError as error:
            publish_in_place(site.folder, {}, manifest_for(site.audience.word, {}), site.store)
            found += (problem("theme-mistake", error.message, error.hint, Place("school.yaml")),)
    return pages, found


def _prune_store(work: Work, outcomes: Sequence[Outcome], *, is_whole: bool) -> None:
    """Derivatives of originals that are gone go too; only a build of everybody knows that."""
    if is_whole and all(outcome.readable and not outcome.failed for outcome in outcomes):
        work.site.store.prune({sha256 for outcome in outcomes for sha256 in outcome.originals})
