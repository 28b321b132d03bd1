"""`profilegen overview`, `strips` and `meeting`: what a teacher looks at and prints. No record is changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.model.school_views import ClassOverviewView, OverviewRowView, StandingView

_FOLDER = click.Path(path_type=Path, file_okay=False)
_PATH = click.argument("path", type=_FOLDER, default=Path())
_TODAY = click.option("--today", type=Day(), help="The day that terms and expiries look at [default: today].")
_TO = click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="Where to.")
_CLASS = click.option("--class", "class_name", default="", metavar="NAME", help="Only this class.")


class Month(click.ParamType[date]):
    """A month such as 2026-11; its first day."""

    name = "month"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The first day of the month that was typed."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(str(value), "%Y-%m").date()
        except ValueError:
            self.fail(f"“{value}” is no month. Write it like 2026-11.", param, ctx)


@click.command()
@_PATH
@_CLASS
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")
@_TODAY
def overview(path: Path, class_name: str, form: str, today: date | None) -> None:
    """See what is there and what is still to do, by class and from A to Z."""
    from profilegen.classroom.overview import overview_as_json, read_overview
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress

    with shown_progress("Reading", quiet=form == "json") as shown:
        found = read_overview(path, class_name, today=today, progress=shown.progress)
    if form == "json":
        words.say(json.dumps(overview_as_json(found), ensure_ascii=False, indent=2))
        return
    for one in found.classes:
        for line in _class_lines(one, has_prompts=bool(found.prompts)):
            words.say(words.harmless(line))
    for number, prompt in enumerate(found.prompts, start=1):
        words.say(words.harmless(f"Question {number}: {prompt}"))
    if not found.classes:
        words.say("No student here can be shown to teachers.")


def _class_lines(one: ClassOverviewView, *, has_prompts: bool) -> Iterator[str]:
    """A class: its name, a table of its students, and what waits for an answer."""
    facts = (one.group.name, one.group.school_year, one.term) if one.group else ("Students without a class", one.term)
    yield " · ".join(filter(None, facts))
    headings = ["Student", "Introduction", "Reflection", "Testimonial", "Pictures", "Recordings", "Consent", "Report"]
    headings += ["Feedback", "Agreements", *(["Questions"] if has_prompts else [])]
    yield from _table([headings, *(_cells(row, has_prompts) for row in one.rows)])
    if one.not_shown:
        yield f"  {one.not_shown} more in the class: not for teachers to see, or to be mended. `profilegen check` says."
    if one.loops:
        yield "  Comments that wait for an answer, oldest first:"
    for waiting in one.loops:
        author = waiting.loop.author.name or waiting.loop.author.role
        yield f"    since {waiting.loop.since}  {waiting.student.name}: “{waiting.loop.title}”, from {author}"
    yield ""


def _cells(row: OverviewRowView, has_prompts: bool) -> list[str]:
    """Each thing in words: has, not yet, or how many are missing."""
    standing = row.standing
    if standing is None:
        return [row.student.name]
    consent = "run out" if standing.ended else _missing(standing.withheld_media)
    open_feedback = len(standing.loops) + standing.hidden_loops
    cells = [
        row.student.name,
        _has(standing.introduction),
        _has(standing.reflection),
        _has(standing.testimonial),
        f"{standing.without_alt} missing" if standing.without_alt else _all_done("pictures", standing),
        f"{standing.without_transcript} missing" if standing.without_transcript else _all_done("recordings", standing),
        consent if standing.consent else "not yet",
        _has(row.report),
        f"{open_feedback} open" if open_feedback else _all_done("feedback", standing),
        f"{standing.waiting_for_agreement} waiting"
        if standing.waiting_for_agreement
        else _all_done("agreements", standing),
    ]
    return [*cells, ", ".join(map(str, standing.prompts)) or "not yet"] if has_prompts else cells


def _has(there: bool) -> str:
    return "yes" if there else "not yet"


def _all_done(what: str, standing: StandingView) -> str:
    return "–" if what in standing.none_of else "yes"


def _missing(number: int) -> str:
    return f"{number} missing" if number else "yes"


def _table(rows: list[list[str]]) -> Iterator[str]:
    """The rows with their columns below each other, whatever the script."""
    from rich.cells import cell_len, set_cell_size

    widths = [max(map(cell_len, column)) for column in zip(*(row for row in rows if len(row) > 1), strict=True)]
    for row in rows:
        yield "  " + "  ".join(set_cell_size(cell, width) for cell, width in zip(row, widths, strict=False)).rstrip()


@click.command()
@click.argument("class_name", metavar="CLASS")
@_PATH
@_TO
@click.option("--since", type=Day(), help="Comments since this day [default: since the present term began].")
@_TODAY
def strips(class_name: str, path: Path, file: Path | None, since: date | None, today: date | None) -> None:
    """Print recent comments without names, to cut apart and match to the pieces: profilegen strips "4 Oak"."""
    from profilegen.classroom.paper import save_sheet
    from profilegen.classroom.strips import read_strips, strips_sheet
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress
    from profilegen.model.addresses import slug_of

    with shown_progress("Reading", quiet=False) as shown:
        found = read_strips(path, class_name, since=since, today=today, progress=shown.progress)
    target = file or Path(f"strips-{slug_of(found.class_name)}.html")
    save_sheet(target, strips_sheet(found))
    count = words.counted(sum(map(len, found.groups)), "comment", "comments")
    groups = words.counted(len(found.groups), "group", "groups")
    words.say(f"{count} for {groups}, and the answers on the last sheets: {words.shown_path(target)}")
    if found.older:
        words.say(f"{words.counted(found.older, 'older comment', 'older comments')} left out: a sheet holds twelve.")
    if found.with_scores:
        words.say(f"{words.counted(found.with_scores, 'comment', 'comments')} left out: they read like a score.")
    words.say(
        "Read every strip before you print: a machine took out the names in the school’s files, and knows no others."
    )


@click.command()
@_PATH
@_CLASS
@_TO
@click.option("--month", type=Month(), help="The month of the meeting, like 2026-11 [default: the present one].")
@_TODAY
def meeting(path: Path, class_name: str, file: Path | None, month: date | None, today: date | None) -> None:
    """Print the pack for a meeting of teachers: the agenda, and a sheet each, from profiles with kind: teacher."""
    from profilegen.classroom.meeting import meeting_sheet, read_meeting
    from profilegen.classroom.paper import save_sheet
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress

    with shown_progress("Reading", quiet=False) as shown:
        found = read_meeting(path, class_name, month=month, today=today, progress=shown.progress)
    target = file or Path(f"meeting-{found.month:%Y-%m}.html")
    save_sheet(target, meeting_sheet(found))
    words.say(f"{words.counted(len(found.members), 'teacher', 'teachers')}: {words.shown_path(target)}")
