"""`profilegen forget`: every trace of somebody who has left, and what a person has to read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day
from profilegen.cli.exchange import DRY_RUN, FINE, PROBLEMS, YES, may_go_on

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.forgetting.forgetting import Forgotten
    from profilegen.forgetting.traces import Traces

_MOST_LINES = 40  # of one file


@click.command()
@click.argument("student", metavar="STUDENT")
@click.argument("path", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--name", "names", multiple=True, metavar="NAME", help="Look for this name too; may be given again.")
@click.option("--today", type=Day(), help="The day that expiries look at [default: today].")
@DRY_RUN
@YES
def forget(student: str, path: Path, names: tuple[str, ...], today: date | None, dry_run: bool, yes: bool) -> int:
    """Forget somebody who has left: STUDENT is the name of their folder, in the school PATH.

    Everything that goes is shown first: folder, sites, lists, copies. What others wrote about them is named, file by
    file, for a person to read: a program must not change anybody's words. It cannot be undone.
    """
    from profilegen.arriving.unpack import finish_unpacking
    from profilegen.cli import words
    from profilegen.forgetting.forgetting import forget as forget_them
    from profilegen.forgetting.traces import find_traces

    if not dry_run and (whose := finish_unpacking(path, words.tell)):  # else it would come back with the next one
        words.say(f"An unpacking that was stopped before has been finished: that of {whose}.")
    traces = find_traces(path, student, names)
    for line in _lines(traces):
        words.say(words.harmless(line))
    code = PROBLEMS if traces.to_read else FINE
    if not traces.goes:
        words.say("There is nothing to take away.")
    elif may_go_on("Shall this be taken away for good?", yes=yes, dry_run=dry_run):
        done = forget_them(traces, today=today, waiting=words.tell)
        for line in _done_lines(done):
            words.say(words.harmless(line))
        return PROBLEMS if done.refused else code
    return code


def _lines(traces: Traces) -> Iterator[str]:
    if traces.goes:
        yield "This goes:"
        for one in traces.goes:
            yield f"  {one.told}: {_place(one.path, traces.school)}"
        yield "  pictures and recordings that were made of theirs, and what builds remember of everybody"
    if not traces.called.words:
        yield "Their profile cannot be read, so only their id was looked for: add --name with each of their names."
    if traces.to_read:
        yield "This a person has to read, as others wrote it:"
        for file, found in groupby(traces.to_read, key=lambda mention: mention.file):
            yield f"  {file}"
            mentions = [*found]
            for mention in mentions[:_MOST_LINES]:
                yield f"    {f'line {mention.line}: {mention.words}' if mention.line else mention.why}"
            if len(mentions) > _MOST_LINES:
                yield f"    and {len(mentions) - _MOST_LINES} more lines."
        yield "  Built sites say the same until that is changed, and built again."
        yield "  A picture that shows them: take it out, or show another one. Nobody else may decide that."
    yield from _elsewhere(traces)


def _elsewhere(traces: Traces) -> Iterator[str]:
    yield "What nobody can see from here: sticks, copies at home, backups, other computers, and pictures without words."
    if traces.is_hosted:
        yield "They are on the web: make the host's folder again with --without, put it there, and delete it there."
    if traces.is_in_git:
        yield "The folder is kept in Git, whose history keeps everything: ask whoever looks after it."


def _place(path: Path, school: Path) -> str:
    return str(path.relative_to(school)) if path.is_relative_to(school) else str(path)


def _done_lines(done: Forgotten) -> Iterator[str]:
    from profilegen.cli.words import counted

    for one, reason in done.refused:
        yield f"Could not be taken away: {one.path}. {reason}"
    if done.refused:
        yield "Mend that, and do it once more."
    else:
        yield f"{counted(len(done.gone), 'trace', 'traces')} taken away. Build again, so that every page knows it."
