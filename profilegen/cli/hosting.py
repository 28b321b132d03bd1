"""`profilegen host`: the folder to put onto a web host, each profile at an address that cannot be guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.hosting.hosting import Hosted

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("path", type=_FOLDER, default=Path())
@click.option(
    "--for", "audience", type=click.Choice(["family", "school", "public"]), default="family", show_default=True
)
@click.option("--out", type=_FOLDER, required=True, help="The folder to be put onto the host.")
@click.option("--base", default="/", metavar="/PATH/", show_default=True, help="Where it will be on the host.")
@click.option("--without", multiple=True, metavar="STUDENT", help="Take this profile down, for everybody.")
@click.option("--new-address", "anew", multiple=True, metavar="STUDENT", help="Another address; the old one is gone.")
@click.option("--today", type=Day(), help="The day that expiries look at [default: today].")
def host(
    path: Path, audience: str, out: Path, base: str, without: tuple[str, ...], anew: tuple[str, ...], today: date | None
) -> int:
    """Make the folder for a web host: each profile at an address that cannot be guessed, and no list of them."""
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress
    from profilegen.hosting.addresses import ADDRESSES
    from profilegen.hosting.hosting import host_profiles
    from profilegen.model.audience import audience_named
    from profilegen.problems import Severity

    with shown_progress("Building", quiet=False) as shown:
        hosted = host_profiles(
            path,
            out,
            audience_named(audience),
            base=base,
            without=without,
            anew=anew,
            today=today,
            progress=shown.progress,
            waiting=words.tell,
        )
    words.say_problems(hosted.summary.problems, with_advice=False)
    profiles = words.counted(len(hosted.addresses), "profile", "profiles")
    words.say(f"For {audience}: {profiles}, each at an address of its own, in {words.shown_path(out)}")
    words.say("Make it again at least every month: the host does not look at the calendar.")
    words.say(f"{ADDRESSES} says whose is whose. Keep it like consents.yaml: whoever has an address has the profile.")
    _say_who_is_missing(hosted, audience)
    if hosted.taken_out:
        gone = words.counted(hosted.taken_out, "address leads", "addresses lead")
        words.say(f"{gone} nowhere any more. Put the folder onto the host, and remove there what is no longer in it.")
        words.say("What somebody has saved at home stays there, and browsers keep pages for a while.")
    for other in hosted.elsewhere:
        words.say(f"Make each folder for {other} again too: what was there is still in it, at the old address.")
    return 1 if hosted.summary.count(Severity.ERROR) else 0


def _say_who_is_missing(hosted: Hosted, audience: str) -> None:
    from profilegen.cli import words

    for student in hosted.stopped:
        words.say(words.harmless(f"{student} is not in the folder until the errors of this student are mended."))
    for student in hosted.unseen:
        words.say(words.harmless(f"{student} is not in the folder until {audience} may see this profile."))
    if hosted.down:
        words.say(words.harmless(f"Taken down until they get a new address: {', '.join(hosted.down)}."))
