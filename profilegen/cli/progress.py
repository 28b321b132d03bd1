"""How far long work has come: a bar with the time left on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # the build loads much, and --help needs none of it
    from profilegen.build import Progress


_LINES_IN_ALL = 4  # plain lines for one piece of work
_WORTH_TELLING = 20  # students below which plain lines say nothing worth reading


@contextmanager
def shown_progress(label: str, *, quiet: bool) -> Iterator[Progress | None]:
    """A function that shows progress on standard error while the block runs."""
    if quiet:
        yield None
    elif sys.stderr.isatty() and not os.environ.get("CI"):
        with _bar(label) as progress:
            yield progress
    else:
        yield _plain(label)


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with ExitStack() as shown:
        bar = Bar(*columns, console=Console(stderr=True), transient=True)
        task = bar.add_task(label, total=None)

        def progress(done: int, total: int, student: str) -> None:
            if not bar.live.is_started:  # only now: a build that waits for another one makes no progress
                shown.enter_context(bar)
            bar.update(task, completed=done, total=total, description=f"{label} {student}")

        yield progress


def _plain(label: str) -> Progress:
    def progress(done: int, total: int, student: str) -> None:
        every = max(1, total // _LINES_IN_ALL)
        if total >= _WORTH_TELLING and (done % every == 0 or done == total):
            click.echo(f"{label}: {done} of {total} students", err=True)

    return progress
