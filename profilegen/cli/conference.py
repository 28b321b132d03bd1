"""`profilegen conference`: everything that one afternoon needs, in one folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.event.folder import Afternoon
    from profilegen.event.paper import Printed

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("path", type=_FOLDER, default=Path())
@click.option("--class", "class_name", default="", metavar="NAME", help="Only this class.")
@click.option("--out", type=_FOLDER, help="Where to [default: _conference in the school].")
@click.option("--day", type=Day(), help="The day of the conference [default: today].")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--pdf", is_flag=True, help="What is to be printed as PDFs too; a browser has to be installed.")
@click.option("--address", default="", metavar="https://…", help="Where the host's folder is: for QR cards.")
@click.option("--also-in", "languages", multiple=True, metavar="LANG", help="A further slip for everybody: ar, pl, uk.")
@click.option("--today", type=Day(), help="The day that expiries look at [default: today].")
def conference(
    path: Path,
    class_name: str,
    out: Path | None,
    day: date | None,
    paper: str,
    pdf: bool,
    address: str,
    languages: tuple[str, ...],
    today: date | None,
) -> int:
    """Make the folder for a student conference: a screen for the hall, each student's own screens, cards and slips.

    It works from a stick, without any network. Made again, it is the same conference with what has changed since.
    """
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress
    from profilegen.event.conference import make_conference
    from profilegen.event.paper import Wish
    from profilegen.printing.browsers import needed_browser
    from profilegen.printing.sheets import paper_named

    if pdf:
        needed_browser()  # before anything is made
    wish = Wish(paper_named(paper), address, languages, pdf)
    with shown_progress("Making", quiet=False) as shown:
        made = make_conference(
            path,
            wish,
            class_name=class_name,
            out=out,
            day=day,
            today=today,
            progress=shown.progress,
            waiting=words.tell,
        )
    return _told(made.afternoon, made.printed)


def _told(afternoon: Afternoon, printed: Printed) -> int:
    from profilegen.cli import words
    from profilegen.problems import Severity

    errors = [one for one in afternoon.problems if one.severity is Severity.ERROR]
    warnings = sum(one.severity is Severity.WARNING for one in afternoon.problems)
    words.say_problems(errors, with_advice=False)
    if warnings:
        words.say(f"{words.counted(warnings, 'warning', 'warnings')} too: `profilegen check` says which.")
    for student, reason in printed.failed:
        words.say(words.harmless(f"{student} has no summary on paper. {reason}"))
    for one in afternoon.guests:
        if not one.has_meeting:
            words.say(words.harmless(f"{one.student} has nothing that families may see, and so no screens."))
        elif not one.has_planned:
            words.say(words.harmless(f"{one.student} has no plan yet: `profilegen new conference`, or the studio."))
    shown = words.counted(len(afternoon.students), "student", "students")
    words.say(f"For {shown}, on {afternoon.day.isoformat()}: open {words.shown_path(afternoon.start)}")
    words.say("It stays as it is today. Make it again when something has changed, and delete it when it is over.")
    return 1 if errors or printed.failed else 0
