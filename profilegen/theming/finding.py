"""What a check finds, before it is known in which file of the theme it was written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake on a page: the rule, what is wrong and what to do, and words by which to find it in a template.

    `clues` are looked for one after the other in the theme's own templates; `template` is the one to name where none
    of them is found.
    """

    rule: str
    message: str
    hint: str
    template: str
    clues: tuple[str, ...] = ()
