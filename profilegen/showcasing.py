"""A showcase as a site of its own: for one reader, until its day, with nothing else of the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from profilegen.build import Summary, build_site
from profilegen.building.locking import Waiting, locked
from profilegen.building.narrowing import take_away
from profilegen.building.site import (
    SHARED_FOLDER,
    SHOWCASES_FOLDER,
    Home,
    every_site,
    folders_in,
    home_of,
    site_for,
)
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.student import load_student
from profilegen.model.addresses import fold
from profilegen.model.agreed_at_home import agreed_at_home
from profilegen.model.audience import Audience
from profilegen.model.occasion import Occasion, of_showcase
from profilegen.model.records import Showcase
from profilegen.model.school import Filed, School, Student
from profilegen.model.showcase_alone import showcase_alone
from profilegen.model.viewing import view_for
from profilegen.printing.book import student_in
from profilegen.problems import Severity, UsageError


@dataclass(frozen=True, slots=True)
class Chosen:
    """A showcase that may be built today: for whom, and as what. `ask` is who agreed to families at most."""

    student: str
    slug: str
    audience: Audience
    ask: tuple[str, ...] = ()

    @property
    def occasion(self) -> Occasion:
        """What its site is made for."""
        return of_showcase(self.student, self.slug)


def build_showcase(
    folder: Path,
    name: str,
    student_id: str = "",
    *,
    out: Path | None = None,
    today: date | None = None,
    waiting: Waiting | None = None,
    **options: Any,
) -> Summary:
    """Builds the site of one showcase: `_site/showcases/<student>/<showcase>` in this folder, or `out`.

    `name` is its file name or title. `options` are those of `build_site`. UsageError where there is no such student or
    showcase, where its day is over, and where its own audience may not see it; an older site of it is gone then.
    """
    day = today or date.today()
    chosen = choose_showcase(folder, name, student_id, day, waiting)
    make_room(folder, chosen.occasion, chosen.audience, waiting, out)
    built = build_site(
        folder, chosen.audience, out=out, today=day, waiting=waiting, occasion=chosen.occasion, **options
    )
    return replace(built, ask=chosen.ask)


def choose_showcase(folder: Path, name: str, student_id: str, day: date, waiting: Waiting | None = None) -> Chosen:
    """The showcase of this name, as it may be built on this day.

    Errors as `build_showcase` has them. What may not be made may not stand from before either, so it goes first.
    """
    home = home_of(folder)
    if not (student_id or home.lone or home.student) and (home.school / "school.yaml").is_file():
        raise UsageError("A school has many showcases.", "Say whose it is: --student ID, the name of a folder.")
    school, student, _ = student_in(folder, student_id)
    found = _called(student.showcases, name)
    try:
        filed = _only(found, student, school, name)
        audience = filed.record.audience or Audience.FAMILY
        _refuse_ended(filed, day)
        _refuse_unseen(student, school, filed, audience, day)
    except UsageError as error:
        slug = found[0].slug if found else _bare(name)
        older = tuple(_take_older_away(home, student.id, slug, waiting)) if len(found) < 2 else ()
        raise UsageError(error.message, " ".join((error.hint, *older)).strip()) from None
    ask = agreed_at_home(student, school, filed.record.shows, audience, day)
    return Chosen(student.id, filed.slug, audience, ask)


def _bare(name: str) -> str:
    return fold(name.strip().removeprefix("showcases/").removesuffix(".yaml"))


def _called(showcases: Sequence[Filed[Showcase]], name: str) -> tuple[Filed[Showcase], ...]:
    """Those of this name: the file's own name goes before any title."""
    wanted = _bare(name)
    by_file = tuple(one for one in showcases if one.slug == wanted)
    return by_file or tuple(one for one in showcases if fold(one.record.title) == wanted)


def _take_older_away(home: Home, student: str, slug: str, waiting: Waiting | None) -> Iterator[str]:
    """Takes away each site of a showcase that may not be shown any more, and names the copies that people have."""
    for one in every_site(home, (student,)):
        if (one.alone, one.showcase) == (student, slug):
            with locked(home, one, waiting):
                take_away(one, student)
            yield f"Its site in {one.folder} was taken away."
    for kind in folders_in(f"{home.school / SHARED_FOLDER}"):
        copies = home.school / SHARED_FOLDER / kind / student / slug
        if slug and kind.startswith(SHOWCASES_FOLDER) and copies.is_dir():
            yield f"A copy from before lies in {copies}: remove it."


def _only(found: Sequence[Filed[Showcase]], student: Student, school: School, name: str) -> Filed[Showcase]:
    """UsageError where there is none, or more than one."""
    if len(found) == 1:
        return found[0]
    showcases = student.showcases
    known = ", ".join(sorted(one.slug for one in showcases))
    if found:
        raise UsageError(f"There are {len(found)} showcases called “{name}”.", f"Say which: {known}.")
    _refuse_mistaken(student, school, name)
    meant = did_you_mean(name, [one.slug for one in showcases])
    hint = f"Did you mean {meant}?" if meant else f"There is: {known or 'none; `profilegen new showcase` makes one'}."
    raise UsageError(f"There is no showcase “{name}” here.", hint)


def _refuse_mistaken(student: Student, school: School, name: str) -> None:
    """Of one that is there and cannot be read, what is wrong with it."""
    path = f"showcases/{_bare(name)}.yaml"
    for one in load_student(school, student.id)[1]:
        if one.severity is Severity.ERROR and one.place.file.removeprefix(f"students/{student.id}/") == path:
            line = f", line {one.place.line}" if one.place.line else ""
            raise UsageError(f"“{name}” cannot be built. {path}{line}: {one.message}", one.hint)


def _refuse_ended(filed: Filed[Showcase], day: date) -> None:
    until = filed.record.until
    if until is not None and day > until:
        message = f"“{filed.record.title}” was meant until {until.isoformat()}, and that day is over."
        raise UsageError(message, f"Write a later day into `until` in {filed.path}, if it is still meant.")


def _refuse_unseen(student: Student, school: School, filed: Filed[Showcase], audience: Audience, day: date) -> None:
    view = view_for(student, school, audience, day)
    if view is not None and showcase_alone(view, filed.slug, day) is not None:
        return
    message = f"“{filed.record.title}” is meant for {audience.word}, and they may not see it, or any piece of it."
    hint = "`audience` of the showcase, of its pieces and of profile.yaml decide; `profilegen check` says more."
    if audience is Audience.PUBLIC:
        hint = "Public needs `publishing` in school.yaml and the student's consent too; `profilegen check` says more."
    raise UsageError(message, hint)


def make_room(
    folder: Path, occasion: Occasion, audience: Audience, waiting: Waiting | None = None, out: Path | None = None
) -> None:
    """What stands in the place of a showcase for other people goes first: the student has chosen them anew since."""
    home = home_of(folder)
    site = site_for(folder, audience, out, occasion.student, occasion.alone)
    for one in every_site(home, (occasion.student,)):
        is_it = (one.folder, one.alone, one.showcase) == (site.folder, occasion.student, occasion.alone)
        if is_it and one.audience is not audience:
            with locked(home, site, waiting):
                take_away(one, occasion.student)
