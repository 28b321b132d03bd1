"""`profilegen import` and `profilegen export`: lists and forms in, spreadsheets out. Others add their commands here."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.exchange.class_plan import ClassChange, Plan
    from profilegen.exchange.classlist import Doubt
    from profilegen.exchange.enrolling import Enrolled

FINE, PROBLEMS, WRONG_USAGE = 0, 1, 2
_MOST_SHOWN = 200


@click.group("import")
def import_() -> None:
    """Take in what a school has already: class lists, and answers to forms."""


@click.group()
def export() -> None:
    """Write what others want to have: spreadsheets to fill in."""


FILE = click.argument("file", type=click.Path(path_type=Path))
FOLDER = click.argument("path", type=click.Path(path_type=Path, file_okay=False), default=Path())
DRY_RUN = click.option("--dry-run", is_flag=True, help="Only say what would be done.")
YES = click.option("--yes", is_flag=True, help="Do it without a question: for scripts.")


def may_go_on(question: str, *, yes: bool, dry_run: bool) -> bool:
    """Whether to do what was said: asks on a terminal. UsageError where there is nobody to ask, and no --yes."""
    from profilegen.cli.words import say
    from profilegen.problems import UsageError

    if dry_run:
        say("Nothing was changed: this was a dry run.")
        return False
    if yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("There is no terminal to ask on, so nothing was changed.", "Add --yes to do it, or --dry-run.")
    agreed = click.confirm(question, default=False)
    if not agreed:
        say("Nothing was changed.")
    return agreed


@import_.command("classlist")
@FILE
@FOLDER
@click.option("--class", "class_name", default="", metavar="NAME", help="Only this class; or the class of everybody.")
@click.option("--year", "school_year", default="", help="The school year, like 2026/27 [default: the present one].")
@click.option("--moved", is_flag=True, help="Who is in another class has moved, and is no second person.")
@DRY_RUN
@YES
def classlist(file: Path, path: Path, class_name: str, school_year: str, moved: bool, dry_run: bool, yes: bool) -> int:
    """Make the students of a class list: profilegen import classlist 4oak.csv.

    FILE is what the school's system exports, as CSV or .xlsx, with a row that says: Forename, Surname, Class. What will
    be done is shown first. Nobody is made twice, changed or deleted. UPN, dates of birth and the like are not read.
    """
    from profilegen.cli.words import say
    from profilegen.exchange.enrolling import enrol, prepared

    today = date.today()
    ready = prepared(file, path, today=today, class_name=class_name, school_year=school_year, moved=moved)
    _say_all(_plan_lines(ready.plan))
    code = PROBLEMS if ready.plan.doubts else FINE
    if not ready.plan.changes_something:
        say("There is nothing to do.")
    elif may_go_on("Shall this be done?", yes=yes, dry_run=dry_run):
        _say_all(_done_lines(enrol(ready, today=today), path))
    return code


def _say_all(lines: Iterable[str]) -> None:
    from profilegen.cli.words import harmless, say

    for line in lines:
        say(harmless(line))


def _plan_lines(plan: Plan) -> Iterator[str]:
    from profilegen.cli.words import counted

    for change in plan.classes:
        if change.id or change.changes_something:
            yield from _class_lines(change)
    if plan.doubts:
        yield f"{counted(len(plan.doubts), 'row is', 'rows are')} left out:"
        for doubt in plan.doubts[:_MOST_SHOWN]:
            yield from _doubt_lines(doubt)
        yield from _and_more(len(plan.doubts))
    yield from _about_the_file(plan)


def _class_lines(change: ClassChange) -> Iterator[str]:
    from profilegen.cli.words import counted

    file = f"classes/{change.id}.yaml" if change.id else "a new class"
    yield f"{change.name}, {change.school_year} ({file})"
    if change.present_year:
        yield f"  It is a class of {change.school_year}, and now it is {change.present_year}. Is it the same class?"
        yield f"    If not, give {file} and the name in it another name first, and keep it."
    if change.new:
        yield f"  {counted(len(change.new), 'new student', 'new students')}:"
        known = (f"    {row.name}{f', known as {row.known_as}' if row.known_as else ''}" for row in change.new)
        yield from list(known)[:_MOST_SHOWN]
        yield from _and_more(len(change.new))
    if change.there:
        yield f"  {counted(len(change.there), 'is', 'are')} there already."
    for one in change.joining:
        before = f", also listed in {', '.join(f'classes/{name}.yaml' for name in one.classes)}" if one.classes else ""
        yield f"  Joins this class: {one.listed.name} ({one.id}){before}"
    for leaver in change.leavers:
        yield f"  In this class, but not in the list: {leaver.name or leaver.id} ({leaver.id})"
    if change.leavers:
        yield f"    Nobody is deleted. If they have left, take their lines out of {file}."
    yield from _twice(change)


def _twice(change: ClassChange) -> Iterator[str]:
    """Two students of one name are no mistake, but somebody should see it."""
    rows: dict[str, list[int]] = {}
    for row in change.new:
        rows.setdefault(row.name, []).append(row.row)
    for name, numbers in rows.items():
        if len(numbers) > 1:
            where = " and ".join(map(str, numbers))
            yield f"  {name} stands in rows {where}: these are made as {len(numbers)} students."


def _doubt_lines(doubt: Doubt) -> Iterator[str]:
    named = f"{doubt.name}: " if doubt.name else ""
    yield f"  row {doubt.row}: {named}{doubt.why}"
    if doubt.candidates:
        yield f"    Could be: {', '.join(doubt.candidates)}"
    if doubt.hint:
        yield f"    → {doubt.hint}"


def _about_the_file(plan: Plan) -> Iterator[str]:
    listed = plan.listed
    for problem in listed.problems:
        yield f"{problem.place.file}: {problem.message}"
        yield f"  → {problem.hint}"
    if listed.passed_over:
        rows = ", ".join(f"row {number}" for number in listed.passed_over[:20])
        yield f"Not a student: {rows}"
    if listed.unused:
        yield f"Not used: {', '.join(listed.unused)}"
    if listed.left_out:
        yield f"Left out on purpose, and not read: {', '.join(listed.left_out)}"


def _and_more(number: int) -> Iterator[str]:
    if number > _MOST_SHOWN:
        yield f"    and {number - _MOST_SHOWN:,} more."


def _done_lines(done: Enrolled, path: Path) -> Iterator[str]:
    from profilegen.cli.words import counted, shown_path

    for file in done.classes:
        yield f"Made {shown_path(path / file)}."
    made = counted(len(done.made), "student's folder", "students' folders")
    yield f"Made {made} in {shown_path(path / 'students')}."
    if done.joined:
        yield f"{counted(len(done.joined), 'student', 'students')} put into a class."
