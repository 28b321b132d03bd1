"""`profilegen export ucas`, and `profilegen import statement`, which takes back what was written on its worksheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day
from profilegen.cli.exchange import DRY_RUN, FILE, FINE, FOLDER, PROBLEMS, YES, may_go_on

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.studio.statements import Plan

_WHO_SEES_IT = {"private": "for the student alone", "teachers": "which teachers may see"}
_WIDEST, _MOST_SHOWN = 96, 20


@click.command("ucas")
@click.argument("student")
@FOLDER
@click.option("--statement", default="", metavar="NAME", help="Which of theirs [default: the newest].")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="The file [default: ucas-ID.html].")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--today", type=Day(), help="The day that expiries look at [default: today].")
def ucas(student: str, path: Path, statement: str, file: Path | None, paper: str, today: date | None) -> None:
    """Make a worksheet for a personal statement: profilegen export ucas rhys-p6c1.

    STUDENT is the name of their folder, or the folder itself. The sheet has the three questions of UCAS, the student's
    own evidence beside each, and counts while they write. Every word is theirs. It is for them alone: it names private
    pieces.
    """
    from profilegen.applying.statement import read_worksheet, worksheet_page
    from profilegen.cli import words
    from profilegen.printing.saving import save_own
    from profilegen.printing.sheets import paper_named

    folder, student = (Path(student), "") if (Path(student) / "profile.yaml").is_file() else (path, student)
    sheet = read_worksheet(folder, student, statement=statement, today=today)
    target = file or Path(f"{sheet.file_name}.html")
    save_own(target, worksheet_page(sheet, paper_named(paper)).encode("utf-8"), option="--to", for_us_alone=True)
    words.say(f"Made {words.shown_path(target)}: open it in a browser, or print it.")
    words.say(f"It is for {sheet.student} alone: it names pieces that nobody else may see.")
    words.say("“Save” on it gives a file. `profilegen import statement FILE` puts that into the profile.")


@click.command("statement")
@FILE
@FOLDER
@click.option("--student", "student", default="", help="Whose: the name of the student's folder.")
@click.option("--today", type=Day(), help="The day it is [default: today].")
@DRY_RUN
@YES
def statement(file: Path, path: Path, student: str, today: date | None, dry_run: bool, yes: bool) -> int:
    """Take in a statement that was saved on its worksheet: profilegen import statement statement.yaml.

    It goes into the student's folder statements. What will be done is shown first. A statement of the same title
    becomes what the file says; what it said before can be brought back in the studio.
    """
    from profilegen.studio.statements import carry_out, plan_statement

    plan = plan_statement(file, path, student, today=today or date.today())
    _say_all(_plan_lines(plan))
    code = PROBLEMS if plan.evidence_left_out else FINE
    if not plan.changes_something:
        _say_all(["There is nothing to do: it is there already."])
    elif may_go_on("Take this in?", yes=yes, dry_run=dry_run):
        record = carry_out(plan)
        _say_all(
            [
                f"Written: {record}. What it said before can be brought back in the studio."
                if plan.record
                else f"Made {record}."
            ]
        )
    return code


def _plan_lines(plan: Plan) -> Iterator[str]:
    from profilegen.cli.words import counted

    said = plan.statement
    yield f"{_short(said.title)}, for {_short(said.for_)}: of {plan.student}"
    yield f"  {f'changes {plan.record}' if plan.record else 'a new statement'}, {_WHO_SEES_IT[plan.audience.word]}"
    if plan.asked > plan.audience:
        yield "  The file asks for teachers to see it. Only the student can say so, in the studio."
    if not plan.says_whose:
        yield f"  The file does not say whose it is. Is it of {plan.student}?"
    for answer, length, before in plan.lengths[:_MOST_SHOWN]:
        was = "" if before is None or before == length else f" (until now {before:,})"
        yield f"  {_short(answer)}: {length:,} characters{was}"
    for name in plan.unknown_questions[:_MOST_SHOWN]:
        yield f"  {_short(name)} is no question of {_short(said.form)}; it is kept."
    for path in plan.evidence_left_out[:_MOST_SHOWN]:
        yield f"  left out: {_short(path)} is no piece of this student."
    if plan.answers_not_in_file:
        names = _short(", ".join(plan.answers_not_in_file))
        number = counted(len(plan.answers_not_in_file), "answer is", "answers are")
        yield f"  {number} not in the file, and so taken away: {names}"


def _short(text: str) -> str:
    """On one line, as much as one looks at."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _say_all(lines: Iterable[str]) -> None:
    from profilegen.cli.words import harmless, say

    for line in lines:
        say(harmless(line))
