"""`profilegen export cv`: what somebody takes to a college or an employer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from profilegen.cli.days import Day
from profilegen.model.audience import AUDIENCE_WORDS

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("cv")
@click.argument("student")
@click.argument("path", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--for", "audience", type=click.Choice(AUDIENCE_WORDS), default="family", show_default=True)
@click.option("--showcase", default="", metavar="NAME", help="Show the work that this showcase shows.")
@click.option("--out", "file", type=_FILE, help="The HTML file [default: cv-ID.html]; others are beside it.")
@click.option("--json", "as_json", is_flag=True, help="As JSON Resume too, which other programs read.")
@click.option("--pdf", is_flag=True, help="As a PDF too; a browser has to be installed.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--today", type=Day(), help="The day that expiries look at [default: today].")
def cv(
    student: str,
    path: Path,
    audience: str,
    showcase: str,
    file: Path | None,
    as_json: bool,
    pdf: bool,
    paper: str,
    today: date | None,
) -> None:
    """Make a CV of a student's profile: profilegen export cv amina-x3f9.

    STUDENT is the name of their folder, or the folder itself. Every word in it is from the profile: look at it, and add
    by hand how you can be reached.
    """
    from profilegen.applying.cv import cv_page, read_cv
    from profilegen.applying.json_resume import json_resume
    from profilegen.cli import words
    from profilegen.model.audience import audience_named
    from profilegen.printing.browsers import needed_browser
    from profilegen.printing.pdf import book_as_pdf
    from profilegen.printing.saving import save_own
    from profilegen.printing.sheets import paper_named

    browser = needed_browser() if pdf else None
    folder, student = (Path(student), "") if (Path(student) / "profile.yaml").is_file() else (path, student)
    made = read_cv(folder, student, audience_named(audience), showcase=showcase, today=today)
    target = (file or Path(made.file_name)).with_suffix(".html")
    page = cv_page(made, paper_named(paper))
    save_own(target, page.encode("utf-8"), option="--out", for_us_alone=True)
    words.say(f"It says what is for {audience}: {words.shown_path(target)}")
    if browser:
        save_own(target.with_suffix(".pdf"), book_as_pdf(page, browser), option="--out", for_us_alone=True)
        words.say(f"As a PDF: {words.shown_path(target.with_suffix('.pdf'))}")
    if as_json:
        resume = target.with_suffix(".json")
        if resume.exists() and "jsonresume" not in resume.read_text(encoding="utf-8", errors="replace"):
            raise click.UsageError(f"{resume} is there already, and profilegen did not make it. Choose --out.")
        resume.touch(mode=0o600)
        resume.write_text(json_resume(made), encoding="utf-8", newline="\n")
        words.say(f"As JSON Resume: {words.shown_path(resume)}")
    words.say("It holds no way to reach you. Add that by hand, for this reader alone.")
