"""Rows of a class list that name the class of the rows below them: `Class: 4 Oak`, or the name of a class alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from profilegen.exchange.names import folded
from profilegen.model.names import is_east_asian

_HEADING = re.compile(
    r"(?:reg(?:istration)?(?: (?:group|form|class))?|tutor group|class|form)\s*[:=-]\s*(\S.*)\Z", re.IGNORECASE
)
_WORDS_OF_CLASSES = frozenset(("class", "form", "group", "year"))


def heading_of(cells: Iterable[str]) -> str:
    """The class that a row names for the rows below it: `Class: 4 Oak` in one cell, or in two beside each other."""
    said = [cell for cell in cells if cell]
    if len(said) == 2 and said[0].rstrip().endswith((":", "=")):
        said = [" ".join(said)]
    found = _HEADING.match(said[0]) if len(said) == 1 else None
    return found[1].strip() if found else ""


def single_cell(cells: Iterable[str]) -> str:
    """What a row says that says one thing only; "" of any other."""
    said = [" ".join(cell.split()) for cell in cells if cell]
    return said[0] if len(said) == 1 else ""


def may_be_a_class(said: str) -> bool:
    """Whether what stands alone in a row is a class rather than a student: one word, a number, or `Oak class`."""
    words = said.lower().split()
    if not words or is_east_asian(said):
        return False
    return len(words) == 1 or any(map(str.isdigit, said)) or not _WORDS_OF_CLASSES.isdisjoint(words)


class BareHeadings:
    """The way down a list whose rows say no class: which class a row of its name alone has begun.

    `known` are classes, folded, that are asked for or are the school's. Another name alone in its row, among full
    names, may be a student or a class: whatever stands below it is doubtful, until a class that is known begins.
    """

    def __init__(self, rows: Iterable[tuple[str, ...]], known: frozenset[str], *, in_one_column: bool) -> None:
        singles = [single_cell(cells) for cells in rows if any(cells)]
        begins = sum(1 for said in singles if folded(said) in known)
        odd = sum(1 for said in singles if may_be_a_class(said) and folded(said) not in known)
        self._are_odd = begins > 0 or (in_one_column and 0 < 2 * odd <= len(singles))
        self._known = known
        self.unknown = 0

    def begun_by(self, cells: tuple[str, ...]) -> str:
        """The known class that begins with this row; "" where none does."""
        said = single_cell(cells)
        if folded(said) not in self._known:
            return ""
        self.unknown = 0
        return said

    def is_odd(self, number: int, cells: tuple[str, ...]) -> bool:
        """Whether this row may begin a class that nobody knows. From then on `unknown` is its number."""
        is_odd = self._are_odd and may_be_a_class(single_cell(cells))
        if is_odd:
            self.unknown = number
        return is_odd
