"""The parts of every table: rows of clean text, how large anything may be, and why a file is not read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from profilegen.problems import Place, Problem, ProfilegenError
from profilegen.rules import problem

MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 30_000
MOST_PROBLEMS = 50

SAVE_AS = "Open it in the program that it comes from, and save or export it as CSV or as an Excel workbook (.xlsx)."

# Signs that are no text, or that turn what stands after them about. Joiners stay: Persian, Hindi and emoji need them.
_NO_TEXT = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: `number` is that of the row as a person sees it, from 1; `cells` are clean text."""

    number: int
    cells: tuple[str, ...]


class TableError(ProfilegenError):
    """A file that is no table, or none that may be read: `problem` says why, and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.place.file}: {problem.message}", problem.hint)
        self.problem = problem

    def __reduce__(self) -> tuple[type[TableError], tuple[Problem]]:  # type: ignore[override]  # its one argument
        return type(self), (self.problem,)


def unreadable(name: str, message: str, hint: str, row: int = 0) -> TableError:
    """The error that says why a file is not read, and in which row that was seen."""
    return TableError(problem("unreadable-table", message, hint, Place(name, row)))


def too_many_rows(name: str) -> TableError:
    """What to say of a file that is longer than any school's list."""
    hint = "Export one class or one year at a time, and delete rows that are not needed."
    return unreadable(name, f"This table has more than {MOST_ROWS:,} rows.", hint, MOST_ROWS + 2)


def bounded(name: str, number: int, cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells, if they are few enough. TableError with the row where they are not."""
    if len(cells) > MOST_COLUMNS and any(cells[MOST_COLUMNS:]):
        hint = "Delete the columns that are not needed."
        raise unreadable(name, f"This table has more than {MOST_COLUMNS} columns.", hint, number)
    return cells[:MOST_COLUMNS]


class OverlongRows:
    """The rows of a table that are left out for a cell that is too long, as problems in `told`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.told: list[Problem] = []

    def leaves_out(self, number: int, cells: Sequence[str], *, is_first: bool) -> bool:
        """Whether this row is left out. TableError where it is the first, that names the columns, or one of many."""
        column = next((place for place, cell in enumerate(cells, start=1) if len(cell) > LONGEST_CELL), 0)
        if not column:
            return False
        message = f"A cell of this row holds more than {LONGEST_CELL:,} letters"
        if is_first or len(self.told) == MOST_PROBLEMS:
            hint = "Is a quotation mark not closed, or did a whole text slip into one cell?"
            raise unreadable(self._name, f"{message}.", hint, number)
        hint = "Shorten it, and import the file once more: what is in already does not come twice."
        place = Place(self._name, number, column)
        self.told.append(problem("unreadable-table", f"{message}, so the row is left out.", hint, place))
        return True


def clean(text: str) -> str:
    """A cell's text: NFC, line ends as `\\n`, no signs that cannot be seen, one space for many, none around it."""
    if not text or (text.isascii() and text.isalnum()):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n")
    seen = _NO_TEXT.sub("", lines.replace("\u2029", "\n"))
    return unicodedata.normalize("NFC", "\n".join(_SPACES.sub(" ", line).strip() for line in seen.split("\n"))).strip()
