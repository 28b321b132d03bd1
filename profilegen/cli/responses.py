"""`profilegen import responses`: what families wrote back at a conference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day
from profilegen.cli.exchange import DRY_RUN, FINE, PROBLEMS, YES, may_go_on, who_is

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.exchange.response_records import Taking
    from profilegen.exchange.responses import Done, Plan, Refused

_MOST_SHOWN = 200
_LONGEST = 80
_SHOWN_TO = {"teachers": "the student and the teachers", "family": "the family", "school": "the school"}


@click.command()
@click.argument("files", metavar="FILE… [PATH]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--today", type=Day(), help="The day it is: no response is of a later one [default: today].")
@DRY_RUN
@YES
def responses(files: tuple[Path, ...], today: date | None, dry_run: bool, yes: bool) -> int:
    """Take in what families wrote back at a conference: profilegen import responses response-*.json.

    FILE is what was saved at a table, or a folder of such files; the school's folder PATH comes last. Each becomes a
    testimonial, shown no wider than the family chose; a goal that was agreed on goes into the profile. What will be
    done is shown first. Nothing comes in twice, and nothing is written over.
    """
    from profilegen.exchange.responses import carry_out, plan_responses, response_files

    named, school = _named(files)
    plan = plan_responses(response_files(named), school, today=today or date.today())
    _say_all(_plan_lines(plan))
    code = PROBLEMS if plan.refused else FINE
    if not plan.changes_something:
        _say_all(["There is nothing to do."])
    elif may_go_on("Take this in?", yes=yes, dry_run=dry_run):
        done = carry_out(plan)
        _say_all(_done_lines(done))
        return PROBLEMS if done.refused else code
    return code


def _named(paths: tuple[Path, ...]) -> tuple[tuple[Path, ...], Path]:
    """The files, and the school: it is named last, if it is; else it is where one stands."""
    last = paths[-1]
    if len(paths) > 1 and (last / "school.yaml").is_file():
        return paths[:-1], last
    return paths, Path()


def _say_all(lines: Iterable[str]) -> None:
    from profilegen.cli.words import harmless, say

    for line in lines:
        say(harmless(line))


def _plan_lines(plan: Plan) -> Iterator[str]:
    from profilegen.cli.words import counted

    yield f"{counted(len(plan.files), 'file', 'files')} looked at."
    for one in plan.new[:_MOST_SHOWN]:
        yield from _taking_lines(one, plan)
    if len(plan.new) > _MOST_SHOWN:
        yield f"… and {len(plan.new) - _MOST_SHOWN} more."
    if plan.known:
        yield f"{counted(plan.known, 'response', 'responses')} imported before: passed over."
    if plan.refused:
        yield f"{counted(len(plan.refused), 'file is', 'files are')} left out:"
        yield from _refused_lines(plan.refused)
    if plan.remarks:
        yield "Something to look at:"
        for remark in plan.remarks[:_MOST_SHOWN]:
            yield f"  {plan.files[remark.row - 1]}: “{_short(remark.written)}”: {remark.why}"


def _taking_lines(one: Taking, plan: Plan) -> Iterator[str]:
    from profilegen.exchange.desk import Taken

    said = one.response
    relation = f" ({_short(said.relation)})" if said.relation.strip() else ""
    yield f"{who_is(said.student, plan.register)}, from {_short(said.name)}{relation}, {said.date}"
    if isinstance(one.testimonial, Taken):
        yield f"  may be shown to {_SHOWN_TO[said.shown_to]}: {one.testimonial.file}"
    if one.goal:
        yield f"  a goal, “{_short(said.goal)}”: {one.goal.file}"


def _refused_lines(refused: Iterable[Refused]) -> Iterator[str]:
    for one in [*refused][:_MOST_SHOWN]:
        yield f"  {one.file}: {one.why}"
        if one.hint:
            yield f"    → {one.hint}"


def _done_lines(done: Done) -> Iterator[str]:
    from profilegen.cli.words import counted

    goals = f", and {counted(done.goals, 'goal', 'goals')}" if done.goals else ""
    yield f"{counted(done.testimonials, 'testimonial', 'testimonials')} taken in{goals}."
    yield from _refused_lines(done.refused)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
