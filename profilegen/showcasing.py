"""A showcase as a site of its own: for one reader, until its day, with nothing else of the profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from profilegen.build import Summary, build_site
from profilegen.building.locking import Waiting, locked
from profilegen.building.narrowing import take_away
from profilegen.building.site import every_site, home_of, site_for
from profilegen.loading.plain_words import did_you_mean
from profilegen.model.addresses import fold
from profilegen.model.audience import Audience
from profilegen.model.occasion import Occasion, of_showcase
from profilegen.model.records import Showcase
from profilegen.model.school import Filed, School, Student
from profilegen.model.showcase_alone import showcase_alone
from profilegen.model.viewing import view_for
from profilegen.printing.book import student_in
from profilegen.problems import UsageError


@dataclass(frozen=True, slots=True)
class Chosen:
    """A showcase that may be built today: for whom, and as what."""

    student: str
    slug: str
    audience: Audience

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
    showcase, where its day is over, and where its own audience may not see it.
    """
    day = today or date.today()
    chosen = choose_showcase(folder, name, student_id, day)
    make_room(folder, chosen.occasion, chosen.audience, waiting, out)
    return build_site(folder, chosen.audience, out=out, today=day, waiting=waiting, occasion=chosen.occasion, **options)


def choose_showcase(folder: Path, name: str, student_id: str, day: date) -> Chosen:
    """The showcase of this name, as it may be built on this day. Errors as `build_showcase` has them."""
    home = home_of(folder)
    if not (student_id or home.lone or home.student) and (home.school / "school.yaml").is_file():
        raise UsageError("A school has many showcases.", "Say whose it is: --student ID, the name of a folder.")
    school, student, _ = student_in(folder, student_id)
    filed = _named(student.showcases, name)
    audience = filed.record.audience or Audience.FAMILY
    _refuse_ended(filed, day)
    _refuse_unseen(student, school, filed, audience, day)
    return Chosen(student.id, filed.slug, audience)


def _named(showcases: Sequence[Filed[Showcase]], name: str) -> Filed[Showcase]:
    wanted = fold(name.strip().removeprefix("showcases/").removesuffix(".yaml"))
    found = [one for one in showcases if wanted in (one.slug, fold(one.record.title))]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(one.slug for one in showcases))
    if found:
        raise UsageError(f"There are {len(found)} showcases called “{name}”.", f"Say which: {known}.")
    meant = did_you_mean(name, [one.slug for one in showcases])
    hint = f"Did you mean {meant}?" if meant else f"There is: {known or 'none; `profilegen new showcase` makes one'}."
    raise UsageError(f"There is no showcase “{name}” here.", hint)


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
