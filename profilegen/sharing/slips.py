"""The slips: a sheet to print and cut, with one passphrase on each."""

from __future__ import annotations

from collections.abc import Sequence

from profilegen.sharing.words import written


def slips_sheet(lang: str, first_name: str, passphrases: Sequence[str]) -> bytes:
    """A page with a slip for each passphrase, in the student's language. It is to be printed and then deleted."""
    numbered = [(passphrase.split(), number) for number, passphrase in enumerate(passphrases, start=1)]
    return written(lang, "slips.html", first_name=first_name, slips=numbered)
