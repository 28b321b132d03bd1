"""`profilegen import responses`: what families wrote back at a conference."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day
from profilegen.cli.exchange import DRY_RUN, FINE, PROBLEMS, YES, may_go_on, who_is

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.event.sealing import Response
    from profilegen.exchange.response_records import Taking
    from profilegen.exchange.responses import Done, Plan, Refused

_WIDTH = 96
_TRUST = (
    "A response is as trustworthy as the laptop it came from: whoever sat there could write any name. Read each before "
    "you take it in."
)
_SHOWN_TO = {"teachers": "the student and the teachers", "family": "the family", "school": "the school"}


@click.command()
@click.argument("files", metavar="FILE… [PATH]", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--today", type=Day(), help="The day it is: no response is of a later one [default: today].")
@DRY_RUN
@YES
def responses(files: tuple[Path, ...], today: date | None, dry_run: bool, yes: bool) -> int:
    """Take in what families wrote back at a conference: profilegen import responses response-*.json.

    FILE is what was saved at a table, or a folder of such files; the school's folder PATH comes last. Each becomes a
    testimonial with all of their words, shown no wider than the family chose; a goal that was agreed on goes into the
    profile. What will be done is shown first. Nothing comes in twice, and nothing is written over. The same words for
    fewer people narrow what is there.
    """
    from profilegen.exchange.responses import carry_out, files_left_aside, plan_responses, response_files

    named, school = _named(files)
    plan = plan_responses(response_files(named), school, today=today or date.today())
    _say_all(_plan_lines(plan, files_left_aside(named)))
    code = PROBLEMS if plan.refused else FINE
    if not plan.changes_something:
        is_for_a_person = plan.refused or plan.remarks
        _say_all(["Nothing was changed." if is_for_a_person else "There is nothing to do."])
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


def _plan_lines(plan: Plan, left_aside: int) -> Iterator[str]:
    from profilegen.cli.words import counted

    yield f"{counted(len(plan.files), 'file', 'files')} looked at."
    if left_aside:
        yield f"{counted(left_aside, 'other file was', 'other files were')} not looked at: not called response-….json."
    if plan.new or any(one.response for one in plan.refused):
        yield from textwrap.wrap(_TRUST, _WIDTH)
    for one in plan.new:
        yield ""
        yield from _taking_lines(one, plan)
    if plan.new:
        yield ""
    if plan.known:
        yield f"{counted(plan.known, 'response', 'responses')} imported before: passed over."
    if plan.refused:
        yield f"{counted(len(plan.refused), 'file is', 'files are')} left out:"
        yield from _refused_lines(plan.refused)
    if plan.remarks:
        yield "Something to look at:"
        for remark in plan.remarks:
            yield f"  {plan.files[remark.row - 1]}: “{_on_one_line(remark.written)}”: {remark.why}"


def _taking_lines(one: Taking, plan: Plan) -> Iterator[str]:
    from profilegen.exchange.desk import Taken
    from profilegen.exchange.response_records import Narrowed

    said = one.response
    yield f"{plan.files[one.row - 1]}: {who_is(said.student, plan.register)}, {_from(said)}"
    yield from _words_of(said)
    if isinstance(one.outcome, Taken):
        yield f"  may be shown to {_SHOWN_TO[said.shown_to]}: {one.outcome.file}"
    if isinstance(one.outcome, Narrowed):
        now, before = _SHOWN_TO[said.shown_to], one.outcome.before.word
        yield f"  now for fewer people, {now} (“widest” was {before}): {one.outcome.file}"
    if one.goal and one.goal.is_new:
        yield f"  a goal, “{_on_one_line(said.goal)}”: {one.goal.file}"


def _from(said: Response) -> str:
    relation = f" ({_on_one_line(said.relation)})" if said.relation.strip() else ""
    return f"from {_on_one_line(said.name)}{relation}, {said.date}"


def _words_of(said: Response) -> Iterator[str]:
    """All that they wrote, each line behind a bar: so that no line of theirs passes for one of ours."""
    goal = "a goal that the student agreed to" if said.goal_agreed else "a goal that they wish for"
    parts = {
        "glad to see": said.comment,
        "to ask or tell": said.question,
        goal: said.goal,
        "how they help": said.help,
        "by when": said.by,
    }
    for name, text in parts.items():
        if text.strip():
            yield f"  {name}:"
            for line in text.strip().splitlines():
                yield from (f"    | {part}".rstrip() for part in textwrap.wrap(line, _WIDTH) or [""])


def _refused_lines(refused: Iterable[Refused]) -> Iterator[str]:
    for one in refused:
        yield f"  {one.file}: {one.why}"
        if one.hint:
            yield f"    → {one.hint}"
        if one.response:
            yield f"  {_from(one.response)}"
            yield from _words_of(one.response)


def _done_lines(done: Done) -> Iterator[str]:
    from profilegen.cli.words import counted

    goals = f", and {counted(done.goals, 'goal', 'goals')}" if done.goals else ""
    yield f"{counted(done.testimonials, 'testimonial', 'testimonials')} taken in{goals}."
    if done.narrowed:
        yield f"{counted(done.narrowed, 'testimonial is', 'testimonials are')} now for fewer people."
    yield from _refused_lines(done.refused)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
