"""Text with commas, semicolons or tabs between its cells: which encoding, which sign between them, which rows."""

from __future__ import annotations

import contextlib
import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from profilegen.exchange.cells import (
    LONGEST_CELL,
    MOST_ROWS,
    SAVE_AS,
    OverlongRows,
    Row,
    bounded,
    clean,
    too_many_rows,
    unreadable,
)
from profilegen.problems import Place, Problem
from profilegen.rules import problem

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLED_ROWS = 200
_LONGEST_FIELD = 2**27  # more than a file may hold
_NAMED_DELIMITER = "sep="  # the first line of a CSV file that was written for Excel


def rows_of_text(name: str, raw: bytes) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows of such a file, and what was doubtful in reading it. TableError where it is no text."""
    text, problems = _decoded(name, raw)
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        raise unreadable(name, "This file holds signs that are no text (NUL).", SAVE_AS, row)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    with _cells_of_any_length():
        return _rows(name, text, problems)


@contextlib.contextmanager
def _cells_of_any_length() -> Iterator[None]:
    """The reader gives up at a cell of 131,072 letters; the file's size bounds them already."""
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows(name: str, text: str, problems: tuple[Problem, ...]) -> tuple[list[Row], tuple[Problem, ...]]:
    delimiter, skipped = _delimiter(text)
    body = text.split("\n", 1)[1] if skipped and "\n" in text else "" if skipped else text
    rows: list[Row] = []
    overlong = OverlongRows(name)
    for number, cells in enumerate(_reader(body, delimiter), start=1 + skipped):
        if not any(cells):
            continue
        if overlong.leaves_out(number, cells, is_first=not rows):
            _refuse_swallowed_rows(name, body, delimiter, number, cells)
            continue
        rows.append(_row(name, number, cells))
        if len(rows) > MOST_ROWS + 1:
            raise too_many_rows(name)
    return rows, (*problems, *overlong.told)


def _refuse_swallowed_rows(name: str, text: str, delimiter: str, number: int, cells: list[str]) -> None:
    """TableError where a long cell is no long text but the rows below it, for want of a quotation mark."""
    between = max(1, len(cells) - 1)
    lines = [line for cell in cells if len(cell) > LONGEST_CELL for line in cell.split("\n")]
    if text.count('"') % 2 or sum(line.count(delimiter) >= between for line in lines) > 1:
        hint = f"Is a quotation mark not closed? A cell holds at most {LONGEST_CELL:,} letters."
        raise unreadable(name, "From this row on, one cell has no end.", hint, number)


def _row(name: str, number: int, cells: list[str]) -> Row:
    return Row(number, tuple(map(clean, bounded(name, number, tuple(cells)))))


def _decoded(name: str, raw: bytes) -> tuple[str, tuple[Problem, ...]]:
    try:
        if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return raw.decode("utf-16"), ()
        if raw[:200].count(0) > len(raw[:200]) // 3:
            return raw.decode("utf-16-le" if raw[:1] != b"\0" else "utf-16-be"), ()
    except UnicodeDecodeError:
        raise unreadable(name, "This file begins as UTF-16 text, but is damaged.", SAVE_AS) from None
    try:
        return raw.removeprefix(BOM_UTF8).decode("utf-8"), ()
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
    try:
        text = raw.decode("windows-1252")
    except UnicodeDecodeError:
        hint = "Save it as “CSV UTF-8” or as an Excel workbook (.xlsx)."
        message = "There is a letter that belongs to no encoding that profilegen knows."
        raise unreadable(name, message, hint, row) from None
    message = "This file is not UTF-8, so it is read as Windows writes text (Windows-1252)."
    hint = "Look whether the accents in the names are right. If not, save it as “CSV UTF-8” or .xlsx."
    return text, (problem("table-advice", message, hint, Place(name, row)),)


def _delimiter(text: str) -> tuple[str, int]:
    """The sign between cells, and how many rows were there only to say so."""
    first = text.split("\n", 1)[0]
    if first.lower().startswith(_NAMED_DELIMITER) and len(first) == len(_NAMED_DELIMITER) + 1:
        return first[-1], 1
    return max(_DELIMITERS, key=lambda one: _evenness(text, one)), 0  # of equals, the first


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows have the usual number of cells, and that number: a comma in a name makes uneven rows."""
    widths: Counter[int] = Counter()
    with contextlib.suppress(csv.Error):
        widths.update(len(cells) for cells in islice(_reader(text, delimiter), _SAMPLED_ROWS) if any(cells))
    several = [(count, width) for width, count in widths.items() if width > 1]
    return max(several, default=(0, 0))


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
