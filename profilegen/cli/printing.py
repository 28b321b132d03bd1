"""`profilegen print`: the whole profile of one student as one file to print, and as a PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from profilegen.cli.days import Day
from profilegen.model.audience import AUDIENCE_WORDS
from profilegen.problems import MissingPartError

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("print")
@click.argument("student")
@click.argument("path", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--for", "audience", type=click.Choice(AUDIENCE_WORDS), default="family", show_default=True)
@click.option("--out", "file", type=_FILE, help="The HTML file [default: profile-ID-AUDIENCE.html]; the PDF is beside.")
@click.option("--pdf/--no-pdf", default=None, help="A PDF too [default: where there is a browser that makes one].")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@click.option("--today", type=Day(), help="The day that expiries look at [default: today].")
def print_(
    student: str, path: Path, audience: str, file: Path | None, pdf: bool | None, paper: str, today: date | None
) -> None:
    """Print the whole profile of a student, of PATH: one file with a cover, contents and every story.

    STUDENT is the name of their folder, or the folder itself.
    """
    from profilegen.cli import words
    from profilegen.model.audience import audience_named
    from profilegen.printing.book import book_page, read_book
    from profilegen.printing.saving import remove_own_pdf, save_own
    from profilegen.printing.sheets import paper_named

    folder, student = (Path(student), "") if (Path(student) / "profile.yaml").is_file() else (path, student)
    book = read_book(folder, student, audience_named(audience), today=today, converting=_say_converting)
    target = (file or Path(book.name)).with_suffix(".html")
    page = book_page(book, paper_named(paper))
    save_own(target, page.encode("utf-8"), option="--out")
    words.say(f"For {audience}: {words.shown_path(target)}")
    for reason in book.left_out:
        words.say(words.harmless(f"Something is not shown. {reason}"))
    had_one = remove_own_pdf(target.with_suffix(".pdf"))  # at once: whatever happens now, no older one is left
    is_made = False
    try:
        is_made = pdf is not False and _make_pdf(page, target.with_suffix(".pdf"), must=bool(pdf))
    finally:
        if had_one and not is_made:
            words.say("The older PDF is removed: it was not of this page.")


def _say_converting(name: str) -> None:
    from profilegen.cli import words

    words.tell(f"Converting {name} …")


def _make_pdf(page: str, target: Path, *, must: bool) -> bool:
    """The PDF beside the page. MissingPartError where it must be and cannot; else False, and a sentence says how to
    print."""
    from profilegen.cli import words
    from profilegen.printing.browsers import needed_browser
    from profilegen.printing.pdf import book_as_pdf
    from profilegen.printing.saving import save_own

    try:
        content = book_as_pdf(page, needed_browser())
    except MissingPartError as error:
        if must:
            raise
        words.say(f"{error.message} To print: open the HTML file in a browser and choose Print.")
        return False
    save_own(target, content, option="--out")
    words.say(f"As a PDF, with bookmarks: {words.shown_path(target)}")
    return True
