"""What the command line says: problems with their line and a caret, and summaries that a teacher understands."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.problems import Problem, Severity

if TYPE_CHECKING:  # the build loads much, and --help needs none of it
    from profilegen.build import Summary

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_LONGEST_SOURCE = 100


def wants_colour() -> bool | None:
    """False where NO_COLOR asks for none; else as the terminal can."""
    return False if os.environ.get("NO_COLOR") else None


def say(text: str = "") -> None:
    """One line to the reader."""
    click.echo(text, color=wants_colour())


def complain(text: str, hint: str = "") -> None:
    """What stopped the command, to standard error."""
    click.echo(click.style(harmless(text), fg="red"), err=True, color=wants_colour())
    if hint:
        click.echo(harmless(hint), err=True, color=wants_colour())


def tell(text: str) -> None:
    """Something to know while one waits, to standard error."""
    click.echo(harmless(text), err=True, color=wants_colour())


def megabytes(size: int) -> str:
    """A number of bytes as people say it: `12.3 MB`."""
    return f"{size / 1_000_000:,.1f} MB"


def problem_lines(problem: Problem) -> Iterable[str]:
    """A problem as lines: what and where, the line of the file with a caret, and the hint."""
    word = click.style(problem.severity.value, fg=_COLOURS[problem.severity], bold=True)
    yield f"{word}: {harmless(problem.message)}"
    yield click.style(f"  {harmless(str(problem.place))}  [{problem.rule}]", dim=True)
    if problem.source.strip():
        number = str(problem.place.line)
        source, column = _shortened(harmless(problem.source), problem.place.column)
        yield f"    {number} | {source}"
        yield f"    {' ' * len(number)} | {' ' * (column - 1)}^"
    for place, line in enumerate(problem.hint.splitlines()):
        yield f"  {' ' if place else '→'} {harmless(line)}"
    yield ""


def harmless(text: str) -> str:
    """Text from people without what would steer a terminal, or turn the reader's line about."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter in "\t\u200c\u200d" else "�" for letter in text)


def _shortened(source: str, column: int) -> tuple[str, int]:
    """A long line around its column, so that the caret still stands below the mistake."""
    text = source.rstrip().replace("\t", " ")
    column = max(1, min(column, len(text) + 1))
    if len(text) <= _LONGEST_SOURCE:
        return text, column
    start = max(0, min(column - _LONGEST_SOURCE // 2, len(text) - _LONGEST_SOURCE))
    return text[start : start + _LONGEST_SOURCE], column - start


def say_problems(problems: Sequence[Problem], *, with_advice: bool) -> None:
    """All problems, the worst first; without advice, only how much of it there is."""
    worst_first = [problem for severity in Severity for problem in problems if problem.severity is severity]
    for problem in worst_first:
        if with_advice or problem.severity is not Severity.ADVICE:
            for line in problem_lines(problem):
                say(line)


def say_whom_to_ask(names: Sequence[str]) -> None:
    """Who is in a showcase and agreed to families at most, where there is anybody: it may go to somebody else."""
    if names:
        say(harmless(f"Before you give it to somebody outside your family, ask: {', '.join(names)}."))
        say("Their words, or pictures of them, were agreed to for families only.")


def counted(number: int, one: str, many: str) -> str:
    """`1 error`, `3 errors`."""
    return f"{number} {one if number == 1 else many}"


def problems_counted(summary: Summary) -> str:
    """`2 errors, 1 warning and 5 pieces of advice`, or `No problems`."""
    parts = [
        counted(number, one, many)
        for severity, one, many in (
            (Severity.ERROR, "error", "errors"),
            (Severity.WARNING, "warning", "warnings"),
            (Severity.ADVICE, "piece of advice", "pieces of advice"),
        )
        if (number := summary.count(severity))
    ]
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else "No problems"


def as_json(summary: Summary, *, explain: bool = False) -> str:
    """What `--format json` prints; with `explain`, `built` says of each student why it was built again, or not."""
    import json

    content: dict[str, object] = {
        "version": 1,
        "problems": [problem.as_json() for problem in summary.problems],
        "summary": {
            "errors": summary.count(Severity.ERROR),
            "warnings": summary.count(Severity.WARNING),
            "advice": summary.count(Severity.ADVICE),
            "students": summary.students,
            "pages": summary.pages,
            "written": summary.written,
            "failed": summary.failed,
        },
    }
    if explain:
        content["built"] = [{"student": student, "why": why} for student, why in summary.why]
    return json.dumps(content, ensure_ascii=False, indent=2)


def shown_path(path: Path) -> str:
    """A path as short as can be from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
