"""The story of a build. `build_site` is the product's one entry; what it needs for work is loaded when there is any."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from profilegen.building.locking import Waiting, locked
from profilegen.building.papers import is_of_a_conference
from profilegen.building.recalling import Today, setting_of
from profilegen.building.site import Home, Site, home_of, site_for
from profilegen.building.unchanged import Unchanged, unchanged
from profilegen.model.audience import Audience
from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.problems import Problem, Severity, UsageError, in_order
from profilegen.publishing.swapping import heal_beside
from profilegen.remembering.memory import memory_of

if TYPE_CHECKING:  # a build that finds nothing changed needs none of it
    from concurrent.futures import Executor

    from profilegen.building.whole import Result
    from profilegen.building.work import TakenOut

Progress = Callable[[int, int, str], None]
"""Called with how many students are done, how many there are, and whose turn it was."""

Converting = Callable[[str], None]
"""Called with the name of the recording or document that is being converted, when all else is done."""


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
    why: tuple[tuple[str, str], ...] = ()  # of each student, why they were built again; "" who were not
    ask: tuple[str, ...] = ()  # of a showcase: who is in it and agreed to families at most

    def count(self, severity: Severity) -> int:
        """How many problems there are of this severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def first_page(self) -> Path | None:
        """The page to open first: the site's own, or else the first student's. None where there is neither."""
        if self.site is None:
            return None
        folders = chain([self.site.folder], map(self.site.student_folder, self.site.student_ids()))
        return next((folder / "index.html" for folder in folders if (folder / "index.html").is_file()), None)


def check(folder: Path, *, today: date | None = None, progress: Progress | None = None) -> Summary:
    """Everything that is wrong or could be better in a school's or student's folder; nothing is written.

    UsageError where the folder is neither.
    """
    from profilegen.building.dressing import Wardrobe, wishes_of_school
    from profilegen.checks import check_school, check_student
    from profilegen.loading.school import load_school
    from profilegen.loading.student import load_student

    day = today or date.today()
    home = home_of(folder)
    school, problems = load_school(home.school)
    problems += (*check_school(school, day), *wishes_of_school(school))
    wardrobe = Wardrobe(school)
    students = (home.student,) if home.student else school.student_ids
    for done, student_id in enumerate(students, start=1):
        student, found = load_student(school, student_id)
        problems += found
        if student is not None:
            problems += (*check_student(student, school, day), *wardrobe.wishes_of(student, day))
        if progress is not None:
            progress(done, len(students), student_id)
    return Summary(in_order(home.own(problems)), students=len(students))


def check_reports(
    folder: Path, rules: str, *, year: str = "", today: date | None = None, progress: Progress | None = None
) -> Summary:
    """What a law asks of reports and is missing, student by student; nothing is written.

    `rules` are the name of rules that come with profilegen (`england-2005`), or the path of a file of one's own. `year`
    is the school year of the reports; the newest that anybody has a report of if left out. UsageError where the folder
    is no school or student's, or where there are no such rules.
    """
    from profilegen.building.report_check import check_each_report, newest_report_year
    from profilegen.loading.report_rules import load_report_rules
    from profilegen.loading.school import load_school

    law, problems = load_report_rules(rules)
    home = home_of(folder)
    school, _ = load_school(home.school)
    students = (home.student,) if home.student else tuple(school.student_ids)
    year = year or newest_report_year(school, students, today or date.today())
    found = check_each_report(school, students, law, year, progress)
    return Summary(in_order((*problems, *home.own(found))), students=len(students))


def build_site(
    folder: Path,
    audience: Audience = Audience.FAMILY,
    *,
    out: Path | None = None,
    theme: str = "",
    only: Sequence[str] | None = None,
    jobs: int | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    converting: Converting | None = None,
    executor: Executor | None = None,
    waiting: Waiting | None = None,
    occasion: Occasion = EVERYDAY,
) -> Summary:
    """Builds the site of one audience from a school's or a lone student's folder.

    Everything sound is built; every mistake comes back as a problem; who has not changed is passed over. `only` names
    students to build, and None is everybody; the others stay as they are. `today` is what expiries look at. `executor`
    runs the students elsewhere. `waiting` is told of another build that has to end first. `occasion` is what the site
    is made for: see `profilegen.model.occasion`. ProfilegenError where the build as a whole cannot be: a folder that is
    no school, an `out` that is somebody else's.
    """
    home = _home_for(folder, occasion)
    site = site_for(folder, audience, out, home.alone, occasion.alone)
    _refuse_conferences(site, occasion)
    day = today or date.today()
    memory = memory_of(site.cache, site.word, setting_of(home, theme, occasion))
    with locked(home, site, waiting):
        heal_beside(site.folder, neighbours=site.is_in_its_place)
        today_here = Today(home, site, day, memory.recall())
        known = unchanged(today_here) if only is None else None
        if known is not None:
            return _summary_of_unchanged(known, home, site)
        from profilegen.building.whole import Order, build_whole

        order = Order(
            today_here,
            memory,
            out is None,
            theme,
            None if only is None else tuple(only),
            jobs or usable_cores(),
            executor,
            progress,
            converting,
            occasion,
        )
        return _summary(build_whole(order), home, site)


def _home_for(folder: Path, occasion: Occasion) -> Home:
    """A showcase of one student is built as that student's, with the school's consents and in the school's place."""
    home = home_of(folder)
    _refuse_other_folders(home)
    return home if home.lone or not occasion.student else replace(home, student=occasion.student)


def _refuse_other_folders(home: Home) -> None:
    if not any((home.school / name).exists() for name in ("school.yaml", "profile.yaml")):
        from profilegen.loading.school import neither

        raise neither(home.school)


def _refuse_conferences(site: Site, occasion: Occasion) -> None:
    """The hall of a conference is none any more after an ordinary build."""
    if occasion == EVERYDAY and is_of_a_conference(site):
        raise UsageError(f"{site.folder} is a part of a conference.", "`profilegen conference` makes it again.")


def _summary_of_unchanged(known: Unchanged, home: Home, site: Site) -> Summary:
    problems = (*known.whole.problems, *(problem for one in known.students for problem in one.problems))
    return Summary(
        problems=in_order(home.own(problems)),
        students=sum(one.pages > 0 for one in known.students),
        pages=known.whole.pages + sum(one.pages for one in known.students),
        site=site,
        why=tuple((one.student, "") for one in known.students),
    )


def _summary(result: Result, home: Home, site: Site) -> Summary:
    outcomes = result.outcomes
    problems = (*result.problems, *(problem for outcome in outcomes for problem in outcome.problems))
    return Summary(
        problems=in_order(home.own(problems)),
        students=sum(outcome.pages > 0 for outcome in outcomes),
        pages=result.pages + sum(outcome.pages for outcome in outcomes),
        written=sum(outcome.written for outcome in outcomes),
        failed=sum(outcome.failed for outcome in outcomes),
        taken_out=tuple(one for one in result.taken_out if not one.failure),
        site=site,
        why=tuple((outcome.student, outcome.why) for outcome in outcomes),
    )


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
