"""`profilegen share`: what a family takes home."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from profilegen.cli.days import Day
from profilegen.model.audience import AUDIENCE_WORDS

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.sharing.share import Packed, Shared

_FOLDER = click.Path(path_type=Path, file_okay=False)
_MOST = 12  # passphrases for one lock


@click.command()
@click.argument("students", nargs=-1, metavar="STUDENT…")
@click.option("--class", "class_name", default="", metavar="NAME", help="Everybody in this class.")
@click.option("--showcase", default="", metavar="NAME", help="This showcase alone, for its own audience.")
@click.option("--zip", "zipped", is_flag=True, help="One zip each; this is what you get if you say nothing.")
@click.option("--lock", "locks", is_flag=True, help="Behind a passphrase, as a folder; with --zip as a zip too.")
@click.option(
    "--passphrases",
    type=click.IntRange(1, _MOST),
    default=1,
    show_default=True,
    help="With --lock: how many, each on a slip of its own.",
)
@click.option("--slips", type=_FOLDER, help="Where the slips go [default: _slips in the school].")
@click.option("--show-passphrases", "shows", is_flag=True, help="Say them here too, on the screen.")
@click.option(
    "--for", "audience", type=click.Choice(AUDIENCE_WORDS), default="family", show_default=True, help="Who will see it."
)
@click.option(
    "--school", type=_FOLDER, default=Path(), help="The school that the students are in [default: the present folder]."
)
@click.option("--out", type=_FOLDER, help="Where to [default: _shared in the school].")
@click.option("--today", type=Day(), help="The day that expiries look at [default: today].")
def share(
    students: tuple[str, ...],
    school: Path,
    audience: str,
    zipped: bool,
    locks: bool,
    passphrases: int,
    slips: Path | None,
    shows: bool,
    **options: Any,
) -> int:
    """Make what a family takes home, for each STUDENT (a folder, an id or a name): profilegen share amina-x3f9."""
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress
    from profilegen.model.audience import audience_named
    from profilegen.sharing.share import Wish
    from profilegen.sharing.share import share as share_students

    if not students and not options["class_name"]:
        raise click.UsageError("Say whom to share: a student's folder, id or name, or --class NAME.")
    source = click.get_current_context().get_parameter_source("audience")
    if options["showcase"] and source is not click.core.ParameterSource.DEFAULT:
        raise click.UsageError("--showcase is for its own audience, without --for.")
    if not locks and (slips or shows or passphrases > 1):
        raise click.UsageError("--passphrases, --slips and --show-passphrases go with --lock.")
    wish = Wish(zipped or not locks, locks, passphrases, slips)
    with shown_progress("Sharing", quiet=False) as shown:
        options |= {"progress": shown.progress, "waiting": words.tell}
        found = share_students(students, school, audience_named(audience), wish, **options)
    _say(found, shows=shows)
    return 1 if found.has_errors else 0


def _say(found: Shared, *, shows: bool) -> None:
    from profilegen.cli import words

    words.say_problems(found.problems, with_advice=False)
    for copy in found.older:
        words.say(words.harmless(f"An older copy is in {words.shown_path(copy)}: remove it."))
    for one in found.packed:
        for place in filter(None, (one.folder, one.zip)):
            words.say(words.harmless(f"{one.student}: {words.shown_path(place)}"))
        _say_slips(one, shows=shows)
    if found.packed:
        words.say_whom_to_ask(found.ask)
    if any(one.slips for one in found.packed):
        words.say("Print the slips and then delete them: they are the only place where the passphrases stand.")
        words.say("What was locked also stands open in _site: `profilegen clean --sites` takes every built site down.")
        words.say("Whoever has a locked folder and a passphrase sees everything, and that cannot be taken back.")
    elif found.packed:
        words.say("Whoever has a copy of a zip has it: it is not locked. `--lock` locks it with a passphrase.")


def _say_slips(one: Packed, *, shows: bool) -> None:
    from profilegen.cli import words

    if one.slips:
        words.say(words.harmless(f"  its slips: {words.shown_path(one.slips)}"))
    for passphrase in one.passphrases if shows else ():
        words.say(f"  passphrase: {passphrase}")
