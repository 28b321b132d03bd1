"""The story of a build, one line a stage. `build_site` is the product's one entry."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from filelock import FileLock

from profilegen.building.narrowing import take_out_leavers, take_out_unreadable
from profilegen.building.school_pages import build_school_pages, lists_too_much, remove_school_pages
from profilegen.building.site import Site, claim_folder, site_for, sites_beside
from profilegen.building.work import Outcome, TakenOut, Work
from profilegen.building.workers import build_students, usable_cores
from profilegen.checks import check_school, check_student
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.loading.themes import ThemeError, load_theme
from profilegen.model.audience import Audience
from profilegen.model.school import School
from profilegen.problems import Place, Problem, ProfilegenError, Severity, UsageError, in_order
from profilegen.publishing.swapping import PublishError
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
    failed: int = 0  # students whose site could not be made
    taken_out: tuple[TakenOut, ...] = ()
    site: Site | None = None

    def count(self, severity: Severity) -> int:
        """How many problems there are of this severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def first_page(self) -> Path | None:
        """The page to open first: the site's own, or else the first student's. None where there is neither."""
        if self.site is None:
            return None
        folders = (self.site.folder, *map(self.site.student_folder, self.site.student_ids()))
        return next((folder / "index.html" for folder in folders if (folder / "index.html").is_file()), None)


def check(folder: Path, *, today: date | None = None, progress: Progress | None = None) -> Summary:
    """Everything that is wrong or could be better in a school's or student's folder; nothing is written.

    UsageError where the folder is neither.
    """
    day = today or date.today()
    home = _home_of(folder)
    school, problems = load_school(home.school)
    problems += check_school(school, day)
    students = (home.student,) if home.student else school.student_ids
    for done, student_id in enumerate(students, start=1):
        student, found = load_student(school, student_id)
        problems += found + (check_student(student, school, day) if student else ())
        _tell(progress, done, len(students), student_id)
    return Summary(in_order(home.own(problems)), students=len(students))


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
    home = _home_of(folder)
    school, problems = load_school(home.school)
    site = site_for(folder, audience, out, home.student or (school.student_ids[0] if school.lone else ""))
    chosen = _chosen(school, (home.student,) if home.student else only)
    _check_theme(theme, school)
    with _lock(site):
        claim_folder(site, folder, is_default=out is None)
        beside = sites_beside(site, school)
        _heal((site, *beside))
        day = today or date.today()
        problems += check_school(school, day) + _public_problems(site, school)
        work = Work(replace(school, places={}), site, beside, day, theme)
        outcomes = _collect(chosen, work, jobs or usable_cores(), executor, progress)
        taken_out = _bring_to_heel(work, outcomes)
        pages, found = _school_pages(work)
        _prune_store(work, outcomes, is_whole=not only)
    problems += found + tuple(_not_taken_out(taken_out))
    problems += tuple(problem for outcome in outcomes for problem in outcome.problems)
    return Summary(
        problems=in_order(home.own(problems)),
        students=sum(outcome.pages > 0 for outcome in outcomes),
        pages=pages + sum(outcome.pages for outcome in outcomes),
        written=sum(outcome.written for outcome in outcomes),
        failed=sum(outcome.failed for outcome in outcomes),
        taken_out=tuple(one for one in taken_out if not one.failure),
        site=site,
    )


@dataclass(frozen=True, slots=True)
class _Home:
    """Where a folder belongs: a school or a lone student's folder itself, or a student's folder inside a school.

    Inside a school the school's consents hold, wherever one stands when one builds.
    """

    school: Path
    student: str = ""

    def own(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems that this folder's owner can mend, with places as seen from it."""
        inside = f"students/{self.student}/"
        for found in problems:
            if not self.student:
                yield found
            elif found.place.file.startswith(inside):
                yield replace(found, place=replace(found.place, file=found.place.file.removeprefix(inside)))


def _home_of(folder: Path) -> _Home:
    here = folder.resolve()
    school = here.parent.parent
    is_inside = here.parent.name == "students" and (school / "school.yaml").is_file()
    if is_inside and (here / "profile.yaml").is_file() and not (here / "school.yaml").exists():
        return _Home(school, here.name)
    return _Home(folder)


def _check_theme(theme: str, school: School) -> None:
    """A theme asked for by name must be there: UsageError, before anything is touched."""
    if theme:
        try:
            load_theme(theme, school.folder)
        except ThemeError as error:
            raise UsageError(error.message, error.hint) from None


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
        with contextlib.suppress(OSError):  # a stick that may not be written now; what it shows is looked at below
            site.heal()


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
    taken += [one for site in sites for one in take_out_leavers(work.school, site)]
    return tuple(sorted(set(taken), key=lambda one: (one.audience, one.student, one.folder)))


def _not_taken_out(taken: Sequence[TakenOut]) -> Iterator[Problem]:
    for one in taken:
        if one.failure:
            message = f"{one.student} could not be taken out of the site in {one.folder}: {one.failure}."
            hint = "It shows what it may no longer show. Remove that student's folder there by hand."
            yield problem("not-published", message, hint, Place("school.yaml"), student=one.student)


def _school_pages(work: Work) -> tuple[int, tuple[Problem, ...]]:
    """The pages that list students: of this site, and of those beside it that list what they no longer may."""
    found: tuple[Problem, ...] = ()
    pages = 0
    touched = (site for site in work.beside if lists_too_much(work.school, site))
    for site in (work.site, *touched):
        is_this = site == work.site
        try:
            made = build_school_pages(work.school, site, work.theme if is_this else "")
            pages += made if is_this else 0
        except ProfilegenError as error:
            if not is_this or lists_too_much(work.school, site):
                remove_school_pages(site)
            rule = "not-published" if isinstance(error, PublishError) else "theme-mistake"
            found += (problem(rule, error.message, error.hint, Place("school.yaml")),)
        except OSError as error:
            message = f"The school's pages in {site.folder} could not be written: {error.strerror or error}."
            hint = "Is the disk full, or the folder write-protected? Mend that and build again."
            found += (problem("not-published", message, hint, Place("school.yaml")),)
    return pages, found


def _prune_store(work: Work, outcomes: Sequence[Outcome], *, is_whole: bool) -> None:
    """Derivatives of originals that are gone go too; only a build of everybody knows that."""
    if is_whole and all(outcome.readable and not outcome.failed for outcome in outcomes):
        work.site.store.prune({sha256 for outcome in outcomes for sha256 in outcome.originals})
