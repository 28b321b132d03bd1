"""`profilegen unpack`: a profile arrives, and what is here already stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day
from profilegen.cli.exchange import DRY_RUN
from profilegen.cli.packing import REASONS

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.arriving.merging import Choice
    from profilegen.arriving.unpack import Plan, Unpacked

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
def unpack(
    file: Path, into: Path | None, to: Path | None, as_id: str, again: bool, today: date | None, dry_run: bool
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

    wish = UnpackWish(as_id, again, dry_run)
    try:
        done = unpack_file(file, into=into, to=to, wish=wish, today=today, shown=shown, waiting=words.tell)
    except NotUnpackedError as error:
        words.complain(f"It is not unpacked. {error.message}", error.hint)
        for reason in error.reasons[:_MOST_LINES]:
            words.complain(f"  {reason}")
        if len(error.reasons) > _MOST_LINES:
            words.complain(f"  and {len(error.reasons) - _MOST_LINES} more.")
        return 1
    for line in _done_lines(done, dry_run=dry_run):
        words.say(words.harmless(line))
    return 0


def _plan_lines(plan: Plan) -> Iterator[str]:
    label = plan.label
    yield f"The profile of {plan.name}, packed {f'at {label.school} ' if label.school else ''}on {label.packed_on}."
    yield _signed(plan)
    yield from _who(plan)
    yield from _files(plan)
    for path in plan.passed_over:
        yield f"Not taken in: {path}. A file of this name is the staff's."


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
    from profilegen.arriving.merging import Fate
    from profilegen.cli.words import counted

    numbers = (
        counted(len(plan.of(fate)), f"file is {fate.value}", f"files are {fate.value}")
        for fate in (Fate.NEW, Fate.SAME)
    )
    differing = counted(len(plan.of(Fate.DIFFERS)), "file differs", "files differ")
    yield f"{', '.join(numbers)}, {differing}."
    yield from _named("Put aside for the student to choose:", plan.of(Fate.DIFFERS))
    yield from _named("Put aside before, and not chosen yet:", plan.of(Fate.WAITING))
    gone = "They came before, and were changed or taken away here since. They are not brought back (that does --again):"
    yield from _named(gone, plan.of(Fate.GONE))
    if plan.came_before:
        yield "These came before and were taken away here; they come again with this newer pack:"
        yield from (f"  {path}" for path in plan.came_before[:_MOST_LINES])


def _named(title: str, choices: tuple[Choice, ...]) -> Iterator[str]:
    if choices:
        yield title
    for one in choices[:_MOST_LINES]:
        yield f"  {one.path}{f': {one.why}' if one.why else ''}"
    if len(choices) > _MOST_LINES:
        yield f"  and {len(choices) - _MOST_LINES} more."


def _done_lines(done: Unpacked, *, dry_run: bool) -> Iterator[str]:
    plan = done.plan
    if done.is_finished:
        yield "An unpacking that was stopped before has been finished."
    if dry_run:
        yield "Nothing was written."
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
        yield "Nobody has agreed to anything here yet: photos and recordings stay hidden until consents.yaml says so."


def _losses(plan: Plan) -> Iterator[str]:
    """What was not carried: of our own packs, just what the old school or the student left out on purpose."""
    if not plan.label.left_out:
        yield "Nothing was left out of it."
        return
    yield "Left out of it on purpose, where it was packed:"
    for one in plan.label.left_out:
        of_file = ", a part of a file that is here" if one.is_part else ""
        yield f"  {one.how_many} × {one.what}{of_file}: {REASONS.get(one.why, one.why)}"
