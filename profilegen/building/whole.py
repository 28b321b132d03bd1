"""The build of a site where something has changed: the school is read, and whom it concerns is built."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from profilegen.building.converting import build_and_convert
from profilegen.building.dressing import wishes_of_school
from profilegen.building.listing import Listing, list_students, relist_beside
from profilegen.building.narrowing import bring_to_heel, not_taken_out
from profilegen.building.recalling import Today, originals_lost, stamps_beside
from profilegen.building.site import Home, Site, claim_folder
from profilegen.building.unchanged import roots_beside
from profilegen.building.work import Outcome, TakenOut, Work
from profilegen.checks import check_school
from profilegen.ejecting.originals import changed_in_school
from profilegen.loading.cards import card_from_json
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.school import load_school
from profilegen.loading.theme_folders import fingerprint_of_all
from profilegen.loading.themes import ThemeError, load_theme
from profilegen.model.audience import Audience
from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.model.school import School, StudentCard
from profilegen.problems import Place, Problem, UsageError
from profilegen.remembering.memory import Memory, Remembered, RememberedWhole
from profilegen.remembering.survey import Survey, digest_of_file, school_stamps, site_print, student_stamps, with_young
from profilegen.remembering.watching import WatchedDay, span_of
from profilegen.rules import problem

if TYPE_CHECKING:
    from concurrent.futures import Executor

_KEPT_AT_ONCE = 64  # students whose memory is written together


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for: whose folder, which site, and how."""

    today: Today
    memory: Memory
    is_default: bool  # whether the site is where builds put it unasked
    theme: str = ""
    only: tuple[str, ...] | None = None
    jobs: int = 1
    executor: Executor | None = None
    progress: Callable[[int, int, str], None] | None = None
    converting: Callable[[str], None] | None = None
    occasion: Occasion = EVERYDAY


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: of each student, and of the site as a whole."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    pages: int
    taken_out: tuple[TakenOut, ...]


def build_whole(order: Order) -> Result:
    """Builds what is not as the last build left it. UsageError for what cannot be asked for."""
    today, before = order.today, order.today.recalled.whole
    home, site, beside, day = today.home, today.site, today.beside, today.day
    inputs, profiles = _survey(home)
    known = today.everybody_known()
    school, problems = load_school(home.school, _known_cards(known, inputs))
    chosen = _chosen(order, school)
    _check_theme(order.theme, school)
    claim_folder(site, site.cache.parent, school.student_ids, is_default=order.is_default)
    heal((site, *beside))
    days: set[date] = set()
    problems += check_school(school, WatchedDay.like(day, days)) + _public_problems(site, school)
    problems += tuple(wishes_of_school(school))
    problems += changed_in_school(home.school)
    same_school = before is not None and before.inputs.still_holds(home.school, inputs.stamps)
    why = {student: today.why_again(student, None if same_school else school) for student in chosen}
    themes = fingerprint_of_all(home.school)
    work = Work(_for_workers(school), site, beside, day, order.theme, themes, profiles, occasion=order.occasion)
    outcomes = tuple(_built(why, work, order))
    heal((site,))  # after a worker that was lost half-way
    left_alone = school.student_ids if order.only is not None else ()
    others = [one for one in left_alone if one not in why and today.why_again(one, school)]
    taken_out = bring_to_heel(work, outcomes, others)
    whole = replace(work, school=school)
    listing = list_students(whole, outcomes, before, today)
    refused = listing.problems + tuple(not_taken_out(taken_out))
    if not (same_school and not taken_out and before and _as_before(before, known, outcomes, beside)):
        refused += relist_beside(whole)
    problems += refused
    if order.only is None:
        if not site.showcase:  # which shows the least of what is there
            _prune_store(site, known if before else {}, outcomes)
        since, until = span_of(day, days)
        read = RememberedWhole(inputs, chosen, since, until, listing.theme, "", problems=problems)
        _keep(order, read, listing, outcomes, settled=not refused and not listing.unsettled)
    return Result(outcomes, problems, listing.pages, taken_out)


def _survey(home: Home) -> tuple[Survey, dict[str, str]]:
    """The school's own files just before they are read, and of them the stamps of the students' profiles."""
    if home.lone:
        return Survey(), {home.alone: student_stamps(home.school).get("profile.yaml", "")}
    inputs = with_young(home.school, school_stamps(home.school))
    profiles = {path.split("/")[1]: stamp for path, stamp in inputs.stamps.items() if path.endswith("/profile.yaml")}
    return inputs, profiles


def _known_cards(known: Mapping[str, Remembered], inputs: Survey) -> dict[str, StudentCard]:
    """The cards of those whose profiles have the stamps they had."""
    cards: dict[str, StudentCard] = {}
    for name, one in known.items():
        path = f"students/{name}/profile.yaml"
        is_same = inputs.stamps.get(path) == one.inputs.stamps.get("profile.yaml")
        is_old = path not in inputs.young and "profile.yaml" not in one.inputs.young
        if one.card and is_same and is_old and (card := card_from_json(name, one.card)):
            cards[name] = card
    return cards


def _for_workers(school: School) -> School:
    """What the building of a student needs of a school: no places, and no classes."""
    return replace(school, places={}, classes=())


def _chosen(order: Order, school: School) -> tuple[str, ...]:
    if order.today.home.student:
        return (order.today.home.student,)
    unknown = [student for student in order.only or () if student not in school.student_ids]
    if unknown:
        alike = [student for student in school.student_ids if student.startswith(f"{unknown[0].lower()}-")]
        meant = alike[0] if len(alike) == 1 else did_you_mean(unknown[0], school.student_ids)
        hint = f"Did you mean {meant}?" if meant else "Use the name of a folder in students/."
        raise UsageError(f"There is no student “{unknown[0]}” here.", hint)
    return tuple(school.student_ids) if order.only is None else order.only


def _check_theme(theme: str, school: School) -> None:
    """A theme asked for by name must be there: UsageError, before anything is touched."""
    if theme:
        try:
            load_theme(theme, school.folder)
        except ThemeError as error:
            raise UsageError(error.message, error.hint) from None


def heal(sites: Iterable[Site]) -> None:
    """Finishes what a stopped build left of these sites."""
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


def _built(why: Mapping[str, str], work: Work, order: Order) -> list[Outcome]:
    """The outcome of each student, by name: remembered where nothing has changed, made where something has."""
    outcomes = [_as_remembered(student, order.today) for student in why if not why[student]]
    due = [student for student in why if why[student]]
    order.memory.begin()
    waiting: list[tuple[str, bytes]] = []
    try:
        for outcome in build_and_convert(due, work, order.jobs, order.executor, order.converting):
            outcomes.append(replace(outcome, why=why[outcome.student]))
            waiting += [(outcome.student, outcome.line)] if outcome.line else []
            if len(waiting) == _KEPT_AT_ONCE:
                order.memory.add(waiting)
                waiting.clear()
            if order.progress is not None:
                order.progress(len(outcomes), len(why), outcome.student)
    finally:
        order.memory.add(waiting)
    return sorted(outcomes, key=lambda one: one.student)


def _as_remembered(student_id: str, today: Today) -> Outcome:
    one = today.known(student_id)
    assert one is not None  # noqa: S101 - who is not known has to be built
    return Outcome(
        student_id,
        one.problems,
        one.pages,
        readable=one.readable,
        originals=one.originals,
        theme=one.theme,
        listed=one.listed,
        line=today.recalled.lines[student_id],
    )


def _as_before(
    before: RememberedWhole, known: Mapping[str, Remembered], outcomes: Iterable[Outcome], beside: Sequence[Site]
) -> bool:
    """Whether every site beside this one is as the last build left it: then none lists more than it may."""
    return before.beside == roots_beside(beside) and all(
        outcome.student in known and known[outcome.student].beside == stamps_beside(outcome.student, beside)
        for outcome in outcomes
    )


def _prune_store(site: Site, known: Mapping[str, Remembered], outcomes: Sequence[Outcome]) -> None:
    """Derivatives of originals that are gone go too; only a build of everybody knows that."""
    if any(not outcome.readable or outcome.failed for outcome in outcomes):
        return
    originals = {outcome.student: outcome.originals for outcome in outcomes}
    if not known or originals_lost(known.values(), originals):
        site.store.prune({sha256 for one in originals.values() for sha256 in one})


def _keep(order: Order, read: RememberedWhole, listing: Listing, outcomes: Sequence[Outcome], settled: bool) -> None:
    """Writes the memory of this build, in place of the last one's. `read` says what is known of the school's files."""
    today = order.today
    inputs = read.inputs.young.items()
    settled &= all(digest_of_file(f"{today.home.school}/{path}") == sha for path, sha in inputs)
    settled &= all(outcome.line for outcome in outcomes)
    whole = replace(
        read,
        students=tuple(outcome.student for outcome in outcomes),
        site=site_print(today.site.folder, {}, without="students"),
        pages=listing.pages,
        listing=listing.word,
        beside=roots_beside(today.beside),
    )
    lines = {outcome.student: outcome.line for outcome in outcomes if outcome.line}
    order.memory.rewrite(whole if settled else None, lines)
