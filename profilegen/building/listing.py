"""The pages that list students: made anew where something in them has changed, in this site and in those beside it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from profilegen.building.recalling import Today
from profilegen.building.school_pages import Notes, build_school_pages, lists_too_much, occasion_of, remove_school_pages
from profilegen.building.site import Site
from profilegen.building.work import Outcome, Work
from profilegen.model.viewing import wish_of
from profilegen.problems import Place, Problem, ProfilegenError
from profilegen.publishing.swapping import PublishError
from profilegen.remembering.memory import RememberedWhole, ThemeUsed
from profilegen.remembering.survey import manifest_stamp, site_print
from profilegen.rules import problem


@dataclass(frozen=True, slots=True)
class Listing:
    """How many such pages there are, what was wrong, and what they were made from."""

    pages: int = 0
    problems: tuple[Problem, ...] = ()
    word: str = ""
    theme: ThemeUsed | None = None
    unsettled: bool = False  # whether the school's own theme could not be used: mended, it will be other pages


def list_students(work: Work, outcomes: Sequence[Outcome], before: RememberedWhole | None, today: Today) -> Listing:
    """This site's own pages, unless they are as they should be: `before` says what the last build made."""
    if not work.site.lists_students:
        return _made(work, work.site)
    word = _word_for(work, {one.student: one for one in outcomes})
    is_as_before = before is not None and before.listing == word and today.is_theme(before.theme)
    if before is not None and is_as_before and site_print(work.site.folder, {}, without="students") == before.site:
        return Listing(before.pages, (), word, before.theme)
    notes = {one.student: one.notes for one in outcomes if one.notes}
    return replace(_made(work, work.site, notes), word=word)


def relist_beside(work: Work) -> tuple[Problem, ...]:
    """Makes the pages of other sites anew that list somebody, or say something of them, that they no longer may."""
    touched = (site for site in work.beside if lists_too_much(work.school, site))
    return tuple(found for site in touched for found in _made(work, site).problems)


def _word_for(work: Work, outcomes: Mapping[str, Outcome]) -> str:
    """A digest of all that the pages are made from, but for the theme."""
    school = work.school
    hashed = hashlib.sha256(repr((school.settings, school.classes)).encode("utf-8", "surrogatepass"))
    for student in work.site.student_ids():
        outcome = outcomes.get(student)
        is_fresh = outcome is not None and outcome.pages > 0
        said = outcome.listed if outcome and is_fresh else manifest_stamp(work.site.student_path(student))
        hashed.update(repr((student, school.cards.get(student), said)).encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def _made(work: Work, site: Site, notes: Mapping[str, Notes] | None = None) -> Listing:
    try:
        return _tried(work, site, notes)
    except OSError as error:
        _take_down(work, site)
        message = f"The school's pages in {site.folder} could not be written: {error.strerror or error}."
        hint = "Is the disk full, or the folder write-protected? Mend that and build again."
        return Listing(problems=(problem("not-published", message, hint, Place("school.yaml")),))


def _take_down(work: Work, site: Site) -> None:
    """What could not be made anew goes where it lists too much, as far as the disk lets it."""
    with contextlib.suppress(OSError):
        if lists_too_much(work.school, site):
            remove_school_pages(site)
    _take_overview_away(site)


def _take_overview_away(site: Site) -> None:
    """No claims are kept of its many words, so nobody can tell whether an old one still says what teachers may see."""
    with contextlib.suppress(OSError):
        (site.folder / "overview.html").unlink(missing_ok=True)


def _tried(work: Work, site: Site, notes: Mapping[str, Notes] | None) -> Listing:
    """What a theme spoils is taken down where it lists too much. OSError where the disk refuses."""
    is_this = site == work.site
    try:
        theme_asked, occasion = (work.theme, work.occasion) if is_this else ("", occasion_of(site))
        pages, theme = build_school_pages(work.school, site, theme_asked, notes, occasion)
    except ProfilegenError as error:
        if not is_this or lists_too_much(work.school, site):
            remove_school_pages(site)
        _take_overview_away(site)
        rule = "not-published" if isinstance(error, PublishError) else "theme-mistake"
        return Listing(problems=(problem(rule, error.message, error.hint, Place("school.yaml")),))
    wished = work.theme or wish_of(work.school.settings.theme).name
    return Listing(pages, theme=theme, unsettled=theme is not None and wished not in ("", theme.names[0]))
