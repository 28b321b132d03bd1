"""`profilegen reports`: the reports of a class in one file, to be printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from profilegen.cli.days import Day


@click.command()
@click.argument("class_name", metavar="CLASS")
@click.argument("path", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--year", default="", help="The school year, like 2025/26 [default: the newest that has reports].")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="Where to.")
@click.option("--theme", default="", help="Another theme than the school's.")
@click.option("--today", type=Day(), help="The day that expiries look at [default: today].")
def reports(class_name: str, path: Path, year: str, file: Path | None, theme: str, today: date | None) -> None:
    """Print the reports of a class, each from a new sheet on: profilegen reports "4 Oak"."""
    from profilegen.classroom.paper import save_sheet
    from profilegen.classroom.reports import read_reports, reports_sheet
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress
    from profilegen.model.addresses import slug_of

    with shown_progress("Reading", quiet=False) as shown:
        found = read_reports(path, class_name, year=year, today=today, progress=shown.progress)
    target = file or Path(f"reports-{slug_of(found.class_name)}-{slug_of(found.year)}.html")
    save_sheet(target, reports_sheet(found, theme=theme))
    words.say(f"{words.counted(len(found.letters), 'report', 'reports')} of {found.year}: {words.shown_path(target)}")
    words.say_problems(found.scores, with_advice=True)
    if found.without:
        words.say(words.harmless(f"Without a report of that year: {', '.join(found.without)}."))
    words.say("This file is for teachers: it holds everybody's. Print it, two-sided if you like, and keep it safe.")
    words.say("Each report begins on a new sheet, so the back of a report of one page is left empty.")
