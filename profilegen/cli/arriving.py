"""`profilegen unpack`: a profile arrives, and what is here already stays as it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day
from profilegen.cli.exchange import DRY_RUN, YES
from profilegen.cli.packing import REASONS

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.arriving.merging import Choice
    from profilegen.arriving.plan import Plan
    from profilegen.arriving.unpack import Unpacked

_MOST_LINES = 100
_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option("--into", type=_FOLDER, metavar="SCHOOL", help="The school that the student comes to.")
@click.option(
    "--to", type=_FOLDER, metavar="FOLDER", help="Without a school: a new folder [default: the student's id]."
)
@click.option("--as", "as_id", default="", metavar="ID", help="Whose it is, where the pack does not say so.")
@click.option("--again", is_flag=True, help="Bring back what came before and was taken away here since.")
@click.option("--today", type=Day(), help="The day of the arrival [default: today].")
@DRY_RUN
@YES
def unpack(
    file: Path,
    into: Path | None,
    to: Path | None,
    as_id: str,
    again: bool,
    today: date | None,
    dry_run: bool,
    yes: bool,
) -> int:
    """Unpack a profile: FILE is a pack, or the folder that was unpacked from one. It is checked first.

    Into a school, or into a new folder. Nothing that is here is ever replaced: what differs is laid beside it, and the
    student chooses.
    """
    from profilegen.arriving.label import NotUnpackedError
    from profilegen.arriving.unpack import UnpackWish
    from profilegen.arriving.unpack import unpack as unpack_file
    from profilegen.cli import words
    from profilegen.problems import UsageError

    if into is not None and to is not None:
        raise UsageError("A school and a folder of its own: it can only be one.", "Use --into, or --to.")

    def shown(plan: Plan) -> None:
        for line in _plan_lines(plan):
            words.say(words.harmless(line))

    def agreed(plan: Plan) -> bool:
        return yes or _asked(plan)

    wish = UnpackWish(as_id, again, dry_run)
    try:
        done = unpack_file(
            file, into=into, to=to, wish=wish, today=today, shown=shown, agreed=agreed, waiting=words.tell
        )
    except NotUnpackedError as error:
        words.complain(f"It is not unpacked. {error.message}", error.hint)
        for reason in error.reasons[:_MOST_LINES]:
            words.complain(f"  {reason}")
        if len(error.reasons) > _MOST_LINES:
            words.complain(f"  and {len(error.reasons) - _MOST_LINES} more.")
        return 1
    for line in _done_lines(done, dry_run=dry_run):
        words.say(words.harmless(line))
    return 1 if done.is_declined else 0


def _asked(plan: Plan) -> bool:
    """Whether somebody at the terminal agrees; without one, nobody does."""
    from profilegen.arriving.merging import Fate
    from profilegen.cli import words

    new, beside = len(plan.of(Fate.NEW)), len(plan.of(Fate.DIFFERS))
    whose = f"{plan.pupil.called or plan.name}, {plan.pupil.id}"
    files = words.counted(new, "new file", "new files") + (f" and {beside} that differ" if beside else "")
    why = "It is the student's own copy: private pieces come too." if plan.label.is_everything else ""
    if plan.signer is None and not plan.pupil.is_new:
        why = f"{why} It is not signed by a school that you trust.".strip()
    if not sys.stdin.isatty():
        words.complain(f"{why} There is no terminal to ask on, so nothing was written.", "Add --yes to add its files.")
        return False
    return click.confirm(words.harmless(f"{why} Add its {files} to {whose}?"), default=False)


def _plan_lines(plan: Plan) -> Iterator[str]:
    label = plan.label
    yield f"The profile of {plan.name}, packed {f'at {label.school} ' if label.school else ''}on {label.packed_on}."
    yield _signed(plan)
    yield from _who(plan)
    yield from _files(plan)
    yield from _cut(f"Not taken in: {path}. A file of this name is the staff's." for path in plan.passed_over)
    yield from _cut(f"What is known of an earlier move is not kept: {name}: {why}." for name, why in plan.left)
    if plan.is_unfinished:
        yield "An unpacking that was stopped before waits: the next one without --dry-run finishes it first."


def _cut(lines: Iterable[str]) -> Iterator[str]:
    """So many lines as somebody reads."""
    found = list(lines)
    yield from found[:_MOST_LINES]
    if len(found) > _MOST_LINES:
        yield f"  and {len(found) - _MOST_LINES} more."


def _signed(plan: Plan) -> str:
    if plan.signer is not None:
        return f"Signed by {plan.signer.school}, whose key you trust: {plan.signer.fingerprint}"
    if plan.has_unknown_signature:
        return "Signed with a key that you do not know, so nobody can tell who packed it: profilegen verify"
    return "Not signed, so nobody can tell who packed it."


def _who(plan: Plan) -> Iterator[str]:
    pupil = plan.pupil
    if plan.is_lone:
        yield f"It goes into a folder of its own: {plan.home}"
    elif pupil.is_new:
        why = f" ({pupil.how})" if pupil.how else ""
        yield f"A new pupil here, with the id {pupil.id}{why}."
    else:
        yield f"Here already: {pupil.called or 'a profile that cannot be read'}, {pupil.id} ({pupil.how})."
        if pupil.called and pupil.called != plan.name:
            yield f"The names differ: {plan.name} in the pack, {pupil.called} here. Is it the same person?"


def _files(plan: Plan) -> Iterator[str]:
    from profilegen.arriving.merging import SHORTENED, Fate
    from profilegen.cli.words import counted

    numbers = (
        counted(len(plan.of(fate)), f"file is {fate.value}", f"files are {fate.value}")
        for fate in (Fate.NEW, Fate.SAME)
    )
    differing = counted(len(plan.of(Fate.DIFFERS)), "file differs", "files differ")
    yield f"{', '.join(numbers)}, {differing}."
    if shorter := sum(one.why == SHORTENED for one in plan.of(Fate.SAME)):
        came = counted(shorter, "of the same came", "of the same came")
        yield f"{came} without parts that were left out where it was packed. What is here stays whole."
    yield from _named("Put aside for the student to choose:", plan.of(Fate.DIFFERS))
    yield from _named("Put aside before, and not chosen yet:", plan.of(Fate.WAITING))
    gone = "They came before, and were changed or taken away here since. They are not brought back (that does --again):"
    yield from _named(gone, plan.of(Fate.GONE))
    if plan.came_before:
        yield "These came before and were taken away here; they come again with this newer pack:"
        yield from _cut(f"  {path}" for path in plan.came_before)


def _named(title: str, choices: tuple[Choice, ...]) -> Iterator[str]:
    if choices:
        yield title
    yield from _cut(f"  {one.path}{f': {one.why}' if one.why else ''}" for one in choices)


def _done_lines(done: Unpacked, *, dry_run: bool) -> Iterator[str]:
    plan = done.plan
    if done.finished:
        yield f"An unpacking that was stopped before has been finished: that of {done.finished}."
    if dry_run or done.is_declined:
        yield "Nothing was written."
        if done.is_declined:
            return
    elif not done.is_written:
        yield "Nothing new came with it, so nothing was changed."
    else:
        yield f"Unpacked: {plan.student_folder}"
        yield from _what_to_do(plan)
    yield from _losses(plan)


def _what_to_do(plan: Plan) -> Iterator[str]:
    from profilegen.arriving.merging import Fate

    if plan.of(Fate.DIFFERS):
        kept = f"arrivals/{plan.pupil.id}/{plan.folder}/differences.txt"
        yield f"What differs is told in {kept}, and lies in {plan.student_folder / 'arrived' / plan.folder}."
    if plan.pupil.is_new and not plan.is_lone:
        yield f"{plan.pupil.id} is in no class yet: add that id to a file in classes."
        yield "Pictures and recordings that show a student stay hidden until consents.yaml says so."
        yield "One that does not say whom it shows goes to the family."


def _losses(plan: Plan) -> Iterator[str]:
    """What was not carried: of our own packs, just what the old school or the student left out on purpose."""
    if not plan.label.left_out:
        yield "Nothing was left out of it."
        return
    yield "Left out of it on purpose, where it was packed:"
    of_file = {True: ", a part of a file that is here", False: ""}
    yield from _cut(
        f"  {one.how_many} × {one.what}{of_file[one.is_part]}: {REASONS.get(one.why, one.why)}"
        for one in plan.label.left_out
    )
