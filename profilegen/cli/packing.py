"""`profilegen pack`, `verify` and `keys`: the profile moves on, and the other end can check it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from profilegen.cli.days import Day

if TYPE_CHECKING:  # --help needs none of it
    from profilegen.packing.pack import Pack
    from profilegen.packing.signing import PublicKey
    from profilegen.packing.verify import Verified

_FOLDER = click.Path(path_type=Path, file_okay=False)
_PATH = click.argument("path", type=_FOLDER, default=Path())
REASONS = {
    "private": "the student keeps it private",
    "teachers-only": "for teachers at this school only",
    "report": "a school report",
    "conference-notes": "what the student means to say at the conference",
    "showcase-ended": "its time is over",
    "no-agreement": "its author has not agreed",
    "no-consent": "somebody who is shown has not agreed",
    "leads-to-what-is-left-out": "it leads to something that is left out",
    "full-name-of-another-student": "another student's full name: the first name goes along",
    "not-shown-by-what-is-packed": "nothing that goes along shows it",
    "cannot-be-read": "it cannot be read, so nobody knows whom it is for: mend it, and pack again",
    "not-part-of-a-profile": "it is no part of a profile",
    "version-not-chosen-yet": "another version of it came with a pack, and the student has not chosen between the two",
}
"""Each reason why something stays behind, as the end of a sentence."""


@click.command()
@click.argument("student")
@_PATH
@click.option("--to", type=click.Path(path_type=Path), help="Where to [default: _packs in the school].")
@click.option("--sign", is_flag=True, help="Sign it with the school's key: profilegen keys new.")
@click.option("--originals", is_flag=True, help="Keep what cameras wrote about pictures and recordings: places, times.")
@click.option(
    "--everything", is_flag=True, help="Private pieces and reports too: the student's own copy, for nobody else."
)
@click.option("--today", type=Day(), help="The day that expiries look at, and that the pack bears [default: today].")
def pack(
    student: str, path: Path, to: Path | None, sign: bool, originals: bool, everything: bool, today: date | None
) -> int:
    """Pack a profile for the next school, college or job: one file that anybody can open and check.

    STUDENT is an id, a name or a folder; PATH the school that the student is in.
    """
    from profilegen.building.site import home_of
    from profilegen.cli import words
    from profilegen.cli.progress import shown_progress
    from profilegen.packing.keys import signing_key
    from profilegen.packing.pack import PackWish
    from profilegen.packing.pack import pack as pack_student

    key = signing_key(home_of(path).school) if sign else None
    wish = PackWish(everything=everything, originals=originals, key=key)
    with shown_progress("Packing", quiet=False) as shown:
        made = pack_student(student, path, to, wish, today=today, progress=shown.progress, waiting=words.tell)
    _say(made, wish.everything)
    return 1 if made.has_errors else 0


def _say(made: Pack, everything: bool) -> None:
    from profilegen.cli import words

    words.say_problems(made.problems, with_advice=False)
    if made.file is None:
        words.say(words.harmless(f"Nothing of {made.student} was packed."))
        return
    _say_withheld(made)
    for path in made.kept:
        words.say(words.harmless(f"May still hold what its camera or program wrote about it: {path}"))
    files = words.counted(made.files, "file", "files")
    words.say(words.harmless(f"{made.student}: {words.shown_path(made.file)} ({files}, {words.megabytes(made.size)})"))
    if everything:
        words.say("This is the student's own copy: it holds what is private, and reports. Give it to nobody else.")
    words.say("The pack is not locked: whoever has it can read it. Check it with: profilegen verify")


def _say_withheld(made: Pack) -> None:
    """What stays behind, by name: whoever packs may know."""
    from profilegen.cli import words

    whole = [one for one in made.withheld if not one.is_part]
    parts = Counter((one.path, one.what, one.why.value) for one in made.withheld if one.is_part)
    if made.withheld:
        words.say("Left out on purpose:")
    for one in whole:
        words.say(words.harmless(f"  {one.path}: {REASONS[one.why.value]}"))
    for (path, what, why), number in parts.items():
        times = f" ({number})" if number > 1 else ""
        words.say(words.harmless(f"  of {path}, {what}{times}: {REASONS[why]}"))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@_PATH
def verify(file: Path, path: Path) -> int:
    """Check a pack: is it complete, is it unaltered, who signed it, and do you trust them?

    FILE is the zip, or the folder that was unpacked from it. PATH is your school: it knows whose keys you trust.
    """
    from profilegen.building.site import home_of
    from profilegen.cli import words
    from profilegen.packing.keys import trusted_keys
    from profilegen.packing.verify import verify as look

    trusted = trusted_keys(home_of(path).school)
    found = look(file)
    words.say(_complete(found))
    for sentence in (*found.unsafe, *found.incomplete):
        words.say(words.harmless(f"  {sentence}"))
    words.say(_unaltered(found))
    for sentence in found.altered:
        words.say(words.harmless(f"  {sentence}"))
    for line in _signed(found, found.signer(trusted)):
        words.say(words.harmless(line))
    for note in found.notes:
        words.say(words.harmless(f"Note: {note}"))
    return 0 if found.is_sound else 1


def _complete(found: Verified) -> str:
    if found.unsafe:
        return "Complete?   It was not looked into: it is damaged, or may do harm. Do not unpack it."
    return f"Complete?   {'Yes' if found.is_complete else 'No'}, {found.files} files."


def _unaltered(found: Verified) -> str:
    if found.unsafe:
        return "Unaltered?  Nobody can tell."
    return f"Unaltered?  {'Yes, every file is as it was packed.' if found.is_unaltered else 'No.'}"


def _signed(found: Verified, by: PublicKey | None) -> tuple[str, ...]:
    if found.unsafe:
        return ("Signed?     Nobody can tell.",)
    if not found.has_signature:
        return ("Signed?     No. So nobody can tell who packed it.",)
    if found.signature is None or found.is_badly_signed:
        return ("Signed?     The signature is WRONG: it is not under this pack. Ask the school for a new one.",)
    key = found.signature.by
    if not found.is_unaltered:
        return (f"Signed?     The lists were signed with the key of “{key.school}”, but the pack was altered since.",)
    if by is None:
        return (
            f"Signed?     With a key that calls itself “{key.school}”, and that you do not know: {key.fingerprint}",
            "            Ask that school on the telephone for these figures, and for its key (profilegen keys trust).",
        )
    return (f"Signed?     By {by.school}, whose key you trust: {key.fingerprint}",)


@click.group()
def keys() -> None:
    """The key that your school signs packs with, and the keys of schools that you trust."""


@keys.command("new")
@_PATH
@click.option("--name", default="", help="The name under which the school signs [default: that in school.yaml].")
def new_(path: Path, name: str) -> int:
    """Make the school's key. There is one, once: it is never written over."""
    from profilegen.building.site import home_of
    from profilegen.cli import words
    from profilegen.loading.school import load_school
    from profilegen.packing.keys import new_key

    home = home_of(path).school
    made = new_key(home, name or load_school(home)[0].settings.name)
    words.say(words.harmless(f"The key of “{made.key.school}” is made. Its figures: {made.key.fingerprint}"))
    words.say(words.harmless(f"Give this file to other schools: {words.shown_path(made.file)}"))
    words.say("Read them the figures on the telephone: so they know that the file is yours.")
    words.say(
        "Keep a copy of the folder _keys in the school's safe, and give it to nobody: who has it can sign for you."
    )
    return 0


@keys.command()
@_PATH
def show(path: Path) -> int:
    """Show the school's own key, and whose keys it trusts."""
    from profilegen.building.site import home_of
    from profilegen.cli import words
    from profilegen.packing.keys import signing_key, trusted_keys, write_public

    home = home_of(path).school
    own = signing_key(home).public
    words.say(words.harmless(f"{own.school}: {own.fingerprint}"))
    words.say(words.harmless(f"  for other schools: {words.shown_path(write_public(home))}"))
    for one in trusted_keys(home)[1:]:
        words.say(words.harmless(f"trusted: {one.school}: {one.fingerprint}"))
    return 0


@keys.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_PATH
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask: the figures were compared.")
def trust(file: Path, path: Path, is_sure: bool) -> int:
    """Trust another school's key: FILE is its school-key.pub. Compare the figures on the telephone first."""
    from profilegen.building.site import home_of
    from profilegen.cli import words
    from profilegen.loading.school import load_school
    from profilegen.packing.keys import read_public
    from profilegen.packing.keys import trust as trust_key

    home = home_of(path).school
    load_school(home)
    key = read_public(file)
    words.say(words.harmless(f"{key.school}: {key.fingerprint}"))
    if not is_sure and not click.confirm("Did that school read you these very figures?"):
        words.say("Nothing was changed.")
        return 1
    is_new = trust_key(home, key)
    words.say(words.harmless(f"{key.school} is trusted{'' if is_new else ' already'}."))
    return 0
