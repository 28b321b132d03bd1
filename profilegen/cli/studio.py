"""`profilegen studio`: what it says, and how it ends."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from profilegen.cli.words import say, tell
from profilegen.problems import UsageError

if TYPE_CHECKING:  # no other command needs a server
    from profilegen.studio.running import Opened


def studio_until_stopped(path: Path, *, open_it: bool, **options: Any) -> None:
    """Opens the studio and the browser. Ctrl-C is how it ends, and so no failure."""
    from profilegen.studio.running import open_studio

    def opened(one: Opened) -> None:
        say(f"The studio is open at {one.address}")
        if one.is_open:
            tell(
                "Everybody in this network can reach this address, and what is sent is not encrypted. Use it only in a "
                "network that you trust, tell the address only to your class, and end it with Ctrl-C after the lesson. "
                "Whoever has the address sees the names on the cards of the class."
            )
            for student in one.without_passphrase:
                tell(
                    f"{student} has no passphrase yet, and cannot come in: profilegen studio --set-passphrase "
                    f"--student {student}"
                )
        else:
            say("Only this machine can look. Everything is saved in the folder. Ctrl-C ends it.")
        if open_it:
            webbrowser.open(one.address)

    with suppress(KeyboardInterrupt):
        open_studio(path, opened=opened, **options)
    say("The studio is closed. Everything that was saved is in the folder.")


def set_passphrase(path: Path, student: str) -> None:
    """Asks for a passphrase twice, and keeps what cannot be read back: the school's, or one student's."""
    from profilegen.studio.passphrases import Passphrase, PassphraseError
    from profilegen.studio.working import Studio

    studio = Studio(path)
    kept: Passphrase = studio.passphrase(student) if student else studio.school_passphrase()
    whose = student or "a teacher's list of the class"
    words = click.prompt(f"A passphrase for {whose}", hide_input=True, confirmation_prompt=True)
    try:
        kept.set(words)
    except PassphraseError as error:
        raise UsageError(error.message, error.hint) from None
    say(f"Kept for {whose}. It stays in the folder's .profilegen, as a hash that nobody can read back.")
