"""`profilegen import forms` and `profilegen export comments`: answers in, and a spreadsheet to write comments in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from profilegen.cli.days import Day
from profilegen.cli.exchange import (
    DRY_RUN,
    FILE,
    FINE,
    FOLDER,
    PROBLEMS,
    YES,
    is_something_left_out,
    may_go_on,
    who_is,
)

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.exchange.answers import LeftOut
    from profilegen.exchange.forms import Done, Plan
    from profilegen.exchange.names import Register

_KINDS = ("testimonials", "reflections", "feedback", "responses", "reports")
_MOST_SHOWN = 200
_LONGEST_QUESTION = 60
_MOST_SPELLINGS = 20
_MOST_ROWS = 12


@click.command()
@FILE
@FOLDER
@click.option("--as", "kind", type=click.Choice(_KINDS), required=True, help="What the answers become.")
@click.option(
    "--map", "map_file", type=click.Path(path_type=Path), help="Which column is which [default: FILE.map.yaml]."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")
@click.option("--today", type=Day(), help="The day that answers without a day get [default: today].")
@DRY_RUN
@click.option("--strict", is_flag=True, help="Exit with 1 for a remark too.")
@YES
def forms(
    file: Path,
    path: Path,
    kind: Any,
    map_file: Path | None,
    form: str,
    today: date | None,
    dry_run: bool,
    strict: bool,
    yes: bool,
) -> int:
    """Take in answers to a form: profilegen import forms answers.csv --as testimonials.

    FILE is what Google Forms or Microsoft Forms export, as CSV or .xlsx. Without a map, one is proposed from the
    questions and saved beside FILE. Answers whose student is not certain are listed and left out. No answer goes in
    twice. With --format json, nothing is done without --yes.
    """
    from profilegen.exchange.forms import save_map

    dry_run = dry_run or (form == "json" and not yes)
    plan = _planned(file, kind, path, map_file, today or date.today(), dry_run=dry_run, is_unasked=yes)
    is_saved = not dry_run and save_map(plan.used)
    if form == "json":
        return _answer_as_json(plan, dry_run=dry_run, strict=strict)
    _say_all(_plan_lines(plan, is_saved=is_saved))
    if not plan.changes_something:
        _say_all(["There is nothing to do."])
    elif may_go_on(_question(plan), yes=yes, dry_run=dry_run):
        return _carry_out(plan, strict=strict)
    return _code(plan, strict=strict)


def _planned(
    file: Path, kind: Any, path: Path, map_file: Path | None, today: date, *, dry_run: bool, is_unasked: bool
) -> Plan:
    """The plan. Where a proposed map is not enough to make one, it is saved all the same, to be filled in by hand."""
    from profilegen.cli.words import shown_path, tell
    from profilegen.exchange.form_map import MapError
    from profilegen.exchange.forms import FormsError, plan_import, propose_map, save_map

    try:
        return plan_import(file, kind, path, map_file=map_file, today=today, is_unasked=is_unasked)
    except (MapError, FormsError):
        if not dry_run and map_file is None and save_map(proposed := propose_map(file, kind)):
            tell(f"A map was proposed and saved as {shown_path(proposed.path)}, but it is not enough yet.")
        raise


def _carry_out(plan: Plan, *, strict: bool) -> int:
    from profilegen.exchange.forms import carry_out

    done = carry_out(plan)
    _say_all(_done_lines(done))
    return PROBLEMS if done.refused else _code(plan, strict=strict)


def _answer_as_json(plan: Plan, *, dry_run: bool, strict: bool) -> int:
    from profilegen.cli.words import say
    from profilegen.exchange.forms import carry_out

    done = None if dry_run else carry_out(plan)
    say(_as_json(plan, done))
    return PROBLEMS if done is not None and done.refused else _code(plan, strict=strict)


def _code(plan: Plan, *, strict: bool) -> int:
    """An answer that is left out is a problem. A remark on one that goes in is a warning, which fails if asked to."""
    if plan.left_out or is_something_left_out(plan.problems):
        return PROBLEMS
    return PROBLEMS if strict and (plan.remarks or plan.problems) else FINE


def _question(plan: Plan) -> str:
    from profilegen.cli.words import counted

    return f"Take in {counted(len(plan.taken), 'answer', 'answers')}?"


def _say_all(lines: Iterable[str]) -> None:
    from profilegen.cli.words import harmless, say

    for line in lines:
        say(harmless(line))


def _plan_lines(plan: Plan, *, is_saved: bool) -> Iterator[str]:
    from profilegen.cli.words import counted, problem_lines

    for one in plan.problems:
        yield from problem_lines(one)
    yield f"{counted(len(plan.table.rows), 'answer', 'answers')} in {plan.table.name}."
    yield from _map_lines(plan, is_saved=is_saved)
    yield from _day_lines(plan)
    yield f"{counted(len(plan.taken), 'answer goes', 'answers go')} in, as {plan.kind}."
    if plan.known:
        yield f"{counted(plan.known, 'answer', 'answers')} imported before, or in the file twice: passed over."
    if plan.unchanged:
        yield f"{counted(plan.unchanged, 'row has', 'rows have')} nothing to take in."
    if plan.left_out:
        yield f"{counted(len(plan.left_out), 'answer is', 'answers are')} left out, because something is not certain:"
        yield from _left_out_lines((one for one in plan.left_out if not one.class_name), plan.register)
        yield from _unknown_class_lines(plan)
    if plan.remarks:
        yield "Something to look at in what goes in:" if plan.taken else "And besides:"
        yield from _left_out_lines(plan.remarks, plan.register)


def _map_lines(plan: Plan, *, is_saved: bool) -> Iterator[str]:
    from profilegen.cli.words import shown_path

    used = plan.used
    if not used.text:
        yield f"The columns are read as {shown_path(used.path)} says."
        for column in used.form_map.unmapped:
            yield f"  The map does not know the column “{_short(column)}”: it is left."
        for column in used.form_map.absent:
            yield f"  The answers have no column “{_short(column)}”."
        return
    saved = f"saved as {shown_path(used.path)}" if is_saved else "not saved: this is a dry run"
    yield f"A map was proposed from the questions ({saved}):"
    for head, name in zip(plan.table.header, used.form_map.fields, strict=True):
        if head:
            yield f"  {name:<20}{_short(head)}"


def _day_lines(plan: Plan) -> Iterator[str]:
    days = plan.days
    whose = "as the school's locale has it" if days.by_locale else "as the map says"
    if days.contradicting:
        one, other = days.contradicting
        yield (
            f"Days are written in two orders: “{_short(one)}” begins with the day, “{_short(other)}” with the month. "
            f"Where a day could be both, it is read {days.order}, {whose}. Look at them."
        )
    elif days.by_locale:
        yield (
            f"No day of a column tells whether 01/07/2026 is in July or in January. Days are read {days.order} there, "
            f"{whose}. Is that wrong? Write `dates:` into the map."
        )


def _left_out_lines(left_out: Iterable[LeftOut], register: Register) -> Iterator[str]:
    listed = sorted(left_out, key=lambda one: one.row)
    for one in listed[:_MOST_SHOWN]:
        written = f"“{_short(one.written)}”: " if one.written else ""
        yield f"  row {one.row}: {written}{one.why}"
        for student in one.candidates:
            yield f"      {who_is(student, register)}"
    if len(listed) > _MOST_SHOWN:
        yield f"  … and {len(listed) - _MOST_SHOWN} more."


def _unknown_class_lines(plan: Plan) -> Iterator[str]:
    """The answers whose class the school does not have, by the class that may be meant: one question for all."""
    from profilegen.cli.words import counted, shown_path
    from profilegen.exchange.yaml_lines import scalar

    for meant, some in _by_class_meant(plan).items():
        spellings = [*{one.class_name.casefold(): one.class_name for one in some}.values()][:_MOST_SPELLINGS]
        written = " or ".join(f"“{_short(one)}”" for one in spellings)
        many = counted(len(some), "answer writes", "answers write")
        if not meant:
            yield f"  {many} {written}: the school has no such class ({_rows(some)})."
            continue
        yield f"  {many} {written}: is that {meant}? ({_rows(some)})"
        yield f"  If it is, write into the map, {shown_path(plan.used.path)}:"
        yield "    classes:" if not plan.used.form_map.classes else "    (below “classes:”)"
        for one in spellings:
            yield f"      - written: {scalar(one)}"
            yield f"        class: {scalar(meant)}"


def _by_class_meant(plan: Plan) -> dict[str, list[LeftOut]]:
    """These answers by the class that may be meant; "" where that cannot be told."""
    written: dict[str, list[LeftOut]] = defaultdict(list)
    for one in sorted(plan.left_out, key=lambda one: one.row):
        if one.class_name:
            written[one.class_name.casefold()].append(one)
    meant: dict[str, list[LeftOut]] = defaultdict(list)
    for some in written.values():
        meant[_class_of_most(some, plan.register)] += some
    return meant


def _class_of_most(answers: Sequence[LeftOut], register: Register) -> str:
    """The one class that more than half of the answers may mean by their names; "" where there is none, or several."""
    classes: Counter[str] = Counter()
    for one in answers:
        classes.update({name for student in one.candidates for name in register.student(student).classes[1::2]})
    first = [name for name, number in classes.items() if number == max(classes.values()) > len(answers) / 2]
    return first[0] if len(first) == 1 else ""


def _rows(answers: Iterable[LeftOut]) -> str:
    rows = sorted(one.row for one in answers)
    more = f" and {len(rows) - _MOST_ROWS} more" if len(rows) > _MOST_ROWS else ""
    return f"row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows[:_MOST_ROWS]))}{more}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUESTION else line[: _LONGEST_QUESTION - 1].rstrip() + "…"


def _done_lines(done: Done) -> Iterator[str]:
    from profilegen.cli.words import counted

    students = len({one.student for one in done.taken})
    yield f"{counted(len(done.taken), 'answer', 'answers')} taken in, of {counted(students, 'student', 'students')}."
    for one, why in done.refused:
        yield f"  row {one.row}: {why}"


def _as_json(plan: Plan, done: Done | None) -> str:
    """What `--format json` prints. `imported` says whether it was done, or would be."""
    import json

    content = {
        "version": 1,
        "imported": done is not None,
        "map": str(plan.used.path),
        "days": plan.days.order,
        "taken": [{"row": one.row, "student": one.student, "file": one.file} for one in plan.taken],
        "left_out": [_left_out_as_json(one) for one in plan.left_out],
        "remarks": [_left_out_as_json(one) for one in plan.remarks],
        "refused": [{"row": one.row, "why": why} for one, why in (done.refused if done else ())],
        "problems": [one.as_json() for one in plan.problems],
        "summary": {"taken": len(plan.taken), "left_out": len(plan.left_out), "known": plan.known},
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _left_out_as_json(one: LeftOut) -> dict[str, Any]:
    return {"row": one.row, "written": one.written, "why": one.why, "candidates": list(one.candidates)}


@click.command()
@FOLDER
@click.option("--class", "class_name", required=True, metavar="NAME", help="Which class.")
@click.option("--to", type=click.Path(path_type=Path), help="Which file [default: comments-CLASS.xlsx].")
@click.option("--subjects", default="", help='Which subjects: "English, Mathematics" [default: those there are].')
@click.option("--today", type=Day(), help="The day that expiries look at, like 2026-10-14 [default: today].")
def comments(path: Path, class_name: str, to: Path | None, subjects: str, today: date | None) -> int:
    """Write a spreadsheet for a class's comments: profilegen export comments --class oak.

    It has a row for each student and subject, with their work beside it. Filled in, it is taken back with:
    profilegen import forms comments-oak.xlsx --as reports
    """
    from profilegen.cli.words import counted, say, shown_path
    from profilegen.exchange.comment_book import save_workbook, workbook_of
    from profilegen.exchange.comments import comment_sheet

    asked = [one.strip() for one in subjects.split(",") if one.strip()]
    sheet = comment_sheet(path, class_name, asked, today=today or date.today())
    target = to or Path(f"comments-{sheet.class_id}.xlsx")
    save_workbook(target, workbook_of(sheet))
    students = len({row.student for row in sheet.rows})
    say(f"{counted(students, 'student', 'students')} of {sheet.class_name}: {shown_path(target)}")
    for student in sheet.left_out:
        say(f"  {student} is not in it: this profile cannot be read. profilegen check says why.")
    say(f"Fill it in, then: profilegen import forms {shown_path(target)} --as reports")
    return PROBLEMS if sheet.left_out else FINE
