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
    from profilegen.exchange.names import Register
    from profilegen.problems import Problem

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
    code = PROBLEMS if ready.plan.doubts or is_something_left_out(ready.plan.listed.problems) else FINE
    if not ready.plan.changes_something:
        say("There is nothing to do.")
    elif may_go_on("Shall this be done?", yes=yes, dry_run=dry_run):
        _say_all(_done_lines(enrol(ready, today=today), path))
    return code


def is_something_left_out(problems: Iterable[Problem]) -> bool:
    """Whether any of them is an error, for which a row was left out: a warning is told, and fails nothing."""
    from profilegen.problems import Severity

    return any(one.severity is Severity.ERROR for one in problems)


def who_is(student: str, register: Register) -> str:
    """A student as a teacher knows them: name, id, class."""
    known = register.student(student)
    also = f", known as {known.known_as}" if known.known_as else ""
    classes = f", {known.classes[-1]}" if known.classes else ""
    return f"{known.name or student}{also} ({student}{classes})"


def _say_all(lines: Iterable[str]) -> None:
    from profilegen.cli.words import harmless, say

    for line in lines:
        say(harmless(line))


def _plan_lines(plan: Plan) -> Iterator[str]:
    from profilegen.cli.words import counted

    for change in plan.classes:
        if change.id or change.changes_something:
            yield from _class_lines(change, some_unread=is_something_left_out(plan.listed.problems))
    if plan.doubts:
        yield f"{counted(len(plan.doubts), 'row is', 'rows are')} left out:"
        for doubt in plan.doubts[:_MOST_SHOWN]:
            yield from _doubt_lines(doubt, plan.register)
        yield from _and_more(len(plan.doubts))
    yield from _about_the_file(plan)


def _class_lines(change: ClassChange, *, some_unread: bool) -> Iterator[str]:
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
    if change.leavers and some_unread:
        yield "    Or in a row of it that could not be read: see below."
    if change.leavers:
        yield f"    Nobody is deleted. If they have left, take their lines out of {file}."
    for teacher in change.teachers:
        yield f"  {teacher.name} ({teacher.id}) keeps a teacher’s profile, and stands among the students of {file}."
        yield "    If they teach this class, write their name below “teachers:” there, and take that line out."
    yield from _year_lines(change, file)
    yield from _twice(change)


def _year_lines(change: ClassChange, file: str) -> Iterator[str]:
    """What becomes of the list's year groups."""
    if change.year_group:
        yield f"  Year group: {change.year_group}"
    elif len(change.years_not_kept) > 1:
        said = ", ".join(change.years_not_kept)
        yield f"  Year groups in the list: {said}. They are not kept: a class has one, or none."
    elif change.years_not_kept:
        said = change.years_not_kept[0]
        yield f"  The list says {said}, and {file} does not. It is not kept: write “year_group: {said}” there yourself."


def _twice(change: ClassChange) -> Iterator[str]:
    """Two students of one name are no mistake, but somebody should see it."""
    rows: dict[str, list[int]] = {}
    for row in change.new:
        rows.setdefault(row.name, []).append(row.row)
    for name, numbers in rows.items():
        if len(numbers) > 1:
            where = " and ".join(map(str, numbers))
            yield f"  {name} stands in rows {where}: these are made as {len(numbers)} students."


def _doubt_lines(doubt: Doubt, register: Register) -> Iterator[str]:
    named = f"{doubt.name}: " if doubt.name else ""
    yield f"  row {doubt.row}: {named}{doubt.why}"
    if doubt.candidates:
        yield f"    Could be: {'; '.join(who_is(one, register) for one in doubt.candidates)}"
    if doubt.hint:
        yield f"    → {doubt.hint}"


def _about_the_file(plan: Plan) -> Iterator[str]:
    listed = plan.listed
    if listed.was_in_capitals and any(change.new for change in plan.classes):
        yield "All names of the list are in capitals. New students’ names are written in ordinary letters, as above."
        yield "  → Look at them: not every capital can be known. Each can be mended in the student’s profile.yaml."
    for problem in listed.problems:
        row = f", row {problem.place.line}" if problem.place.line else ""
        yield f"{problem.place.file}{row}: {problem.message}"
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
    if done.made:
        made = counted(len(done.made), "student's folder", "students' folders")
        yield f"Made {made} in {shown_path(path / 'students')}."
    if done.joined:
        yield f"{counted(len(done.joined), 'student', 'students')} put into a class."
