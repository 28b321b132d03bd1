"""The overview of a school's classes, from the standings of its students. By class, and always from A to Z."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from profilegen.model.addresses import slug_of
from profilegen.model.school import School
from profilegen.model.school_views import (
    ClassOverviewView,
    ClassView,
    OverviewLoopView,
    OverviewRowView,
    OverviewView,
    StandingView,
    StudentCardView,
)

Standings = Mapping[str, StandingView | None]
"""By student; teachers are not in it: who says `kind: teacher`, and is no student in a class either."""

_NO_CLASS = "without_class"  # no slug has such a line in it


def overview_of(
    school: School, classes: Sequence[ClassView], others: Sequence[StudentCardView], standings: Standings
) -> OverviewView:
    """Every class that has students in this overview, and then those who are in no class."""
    members = {group.id: group.record.students for group in school.classes}
    made = [_class_overview(group, members.get(group.id, ()), standings) for group in classes]
    made.append(_overview(None, others, standings))
    return OverviewView(tuple(one for one in made if one.rows), school.settings.reflection_prompts)


def _class_overview(group: ClassView, members: Sequence[str], standings: Standings) -> ClassOverviewView:
    shown = {card.id for card in group.students}
    return _overview(group, group.students, standings, not_shown=len({*members} - shown))


def _overview(
    group: ClassView | None, cards: Sequence[StudentCardView], standings: Standings, not_shown: int = 0
) -> ClassOverviewView:
    year = group.school_year if group else ""
    rows = tuple(_row(card, standings[card.id], year) for card in cards if card.id in standings)
    loops = [OverviewLoopView(row.student, loop) for row in rows if row.standing for loop in row.standing.loops]
    terms = [row.standing.term for row in rows if row.standing]
    return ClassOverviewView(
        anchor=slug_of(group.id) if group else _NO_CLASS,
        rows=rows,
        group=group,
        term=terms[0] if terms else "",
        loops=tuple(sorted(loops, key=lambda one: one.loop.since)),  # of one day, from A to Z as the rows are
        not_shown=not_shown,
    )


def _row(card: StudentCardView, standing: StandingView | None, year: str) -> OverviewRowView:
    """`year` is the class's school year; without one, any report counts."""
    years = {slug_of(one) for one in standing.reports} if standing else set()
    return OverviewRowView(card, slug_of(year) in years if year else bool(years), standing)
