"""How far long work has come: a bar with the time left on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from profilegen.cli.words import harmless

if TYPE_CHECKING:  # the build loads much, and --help needs none of it
    from profilegen.build import Converting, Progress


_LINES_IN_ALL = 4  # plain lines for one piece of work
_WORTH_TELLING = 20  # students below which plain lines say nothing worth reading


@dataclass(frozen=True, slots=True)
class Shown:
    """Functions that show how far work has come; None where nothing is to be shown."""

    progress: Progress | None = None
    converting: Converting | None = None


@contextmanager
def shown_progress(label: str, *, quiet: bool) -> Iterator[Shown]:
    """Shows progress on standard error while the block runs."""
    if quiet:
        yield Shown()
    elif sys.stderr.isatty() and not os.environ.get("CI"):
        with _bar(label) as shown:
            yield shown
    else:
        yield Shown(_plain(label), _each_once())


@contextmanager
def _bar(label: str) -> Iterator[Shown]:
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

        def converting(name: str) -> None:
            if not bar.live.is_started:
                shown.enter_context(bar)
            bar.update(task, description=f"Converting {harmless(name)}")

        yield Shown(progress, converting)


def _plain(label: str) -> Progress:
    def progress(done: int, total: int, student: str) -> None:
        every = max(1, total // _LINES_IN_ALL)
        if total >= _WORTH_TELLING and (done % every == 0 or done == total):
            click.echo(f"{label}: {done} of {total} students", err=True)

    return progress


def _each_once() -> Converting:
    told: set[str] = set()

    def converting(name: str) -> None:
        if name not in told:
            told.add(name)
            click.echo(f"Converting {harmless(name)}", err=True)

    return converting
