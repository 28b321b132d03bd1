"""Tables that people bring: a CSV file or a spreadsheet, as plain clean text, row by row.

Everything in such a file is untrusted, and everything about it is bounded: its size, its rows, its columns, the letters
of a cell. What cannot be read at all is one `TableError`; what can be read but for a cell is a table with problems.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from profilegen.exchange.cells import LONGEST_CELL as LONGEST_CELL
from profilegen.exchange.cells import MOST_COLUMNS as MOST_COLUMNS
from profilegen.exchange.cells import MOST_ROWS as MOST_ROWS
from profilegen.exchange.cells import SAVE_AS
from profilegen.exchange.cells import Row as Row
from profilegen.exchange.cells import TableError as TableError
from profilegen.exchange.cells import clean as clean
from profilegen.exchange.cells import unreadable as unreadable
from profilegen.exchange.delimited import rows_of_text
from profilegen.exchange.workbooks import rows_of_workbook
from profilegen.opening import open_plainly
from profilegen.problems import Place, Problem
from profilegen.rules import problem

LARGEST_FILE = 20 * 1024 * 1024

_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": "This is an old Excel file (.xls), which profilegen does not read.",
    b"%PDF": "This is a PDF, not a table.",
    b"{\\rtf": "This is a text from a word processor, not a table.",
}
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_MARKUP = re.compile(rb"\s*<(!doctype|html|table|\?xml|head|body)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. Each row has as many cells as the header; rows without a word are left out.

    `name` is the file's name, `header_number` the row that the header stands in, `problems` what could not be read.
    Dates of a spreadsheet are `2026-09-01` or `2026-09-01T10:20:00`.
    """

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    header_number: int = 1

    def beginning_at(self, number: int) -> Table:
        """The same table with the row of this number for its header, and only what stands below it."""
        header = next(row.cells for row in self.rows if row.number == number)
        below = tuple(row for row in self.rows if row.number > number)
        concerning = tuple(one for one in self.problems if not 0 < one.place.line < number)
        return replace(self, header=header, rows=below, header_number=number, problems=concerning)

    def problem_at(self, number: int, message: str, hint: str = "") -> Problem:
        """A problem in a row of this table."""
        return problem("unreadable-cell", message, hint, Place(self.name, number))


def read_table(path: Path) -> Table:
    """Reads a CSV file (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252) or an Excel workbook's first sheet.

    What sort of file it is, its first bytes say and not its ending. TableError where it cannot be read.
    """
    raw = _bytes_of(path)
    _refuse_other_programs(path.name, raw)
    rows, problems = rows_of_workbook(path.name, raw) if raw.startswith(_ZIP) else rows_of_text(path.name, raw)
    return table_of(path.name, rows, problems)


def table_of(name: str, rows: list[Row], problems: tuple[Problem, ...] = ()) -> Table:
    """The table of these rows, of which the first that says something is the header."""
    said = [row for row in rows if any(row.cells)]
    if not said:
        hint = "Was the right list exported, and the right file chosen?"
        raise unreadable(name, "There is nothing in this file.", hint)
    width = max(_width(row.cells) for row in said)
    even = tuple(Row(row.number, (row.cells + ("",) * width)[:width]) for row in said)
    return Table(name, even[0].cells, even[1:], problems, even[0].number)


def _width(cells: tuple[str, ...]) -> int:
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1]), 0)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            hint = SAVE_AS if path.suffix.lower() == ".numbers" else "Name the file in it."
            raise unreadable(path.name, "This is a folder, not a file.", hint)
        with open_plainly(path.resolve()) as file:
            raw = file.read(LARGEST_FILE + 1)
    except (OSError, RuntimeError) as error:  # links that go in a circle are a RuntimeError before Python 3.13
        reason = getattr(error, "strerror", "") or str(error)
        raise unreadable(path.name, f"This file cannot be opened ({reason}).", "Look how its name is spelt.") from None
    if len(raw) > LARGEST_FILE:
        hint = "Take out what is not needed, such as pictures, and export it again."
        raise unreadable(path.name, f"This file is larger than {LARGEST_FILE // 1024 // 1024} MB.", hint)
    return raw


def _refuse_other_programs(name: str, raw: bytes) -> None:
    if raw.startswith(b"\xd0\xcf\x11\xe0") and _PASSWORD in raw:
        hint = "Open it in Excel, save a copy without a password (File, Info, Protect Workbook), and delete that after."
        raise unreadable(name, "This workbook is locked with a password.", hint)
    for beginning, message in _BEGINNINGS.items():
        if raw.startswith(beginning):
            raise unreadable(name, message, SAVE_AS)
    if raw.startswith(_EMPTY_ZIP):
        raise unreadable(name, "There is nothing in this file.", SAVE_AS)
    if _MARKUP.match(raw.removeprefix(b"\xef\xbb\xbf")):
        raise unreadable(name, "This is a web page or XML, whatever its name says, and not a table.", SAVE_AS)
