"""Excel workbooks (.xlsx): looked at as an archive first, then read cell by cell, as what a person sees there."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from profilegen.exchange.archives import damaged, sound_archive
from profilegen.exchange.cells import (
    MOST_COLUMNS,
    MOST_PROBLEMS,
    MOST_ROWS,
    SAVE_AS,
    OverlongRows,
    Row,
    TableError,
    bounded,
    clean,
    too_many_rows,
    unreadable,
)
from profilegen.exchange.sheet_scan import hidden_in
from profilegen.problems import Place, Problem
from profilegen.rules import problem

MOST_WALKED = 5 * MOST_ROWS  # in all sheets together, with those that hold nothing but a colour
LAST_ROW = 1_048_576  # of any Excel sheet
MOST_PASSED = 4 * LAST_ROW  # in all sheets together, with those that are not there at all
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how Excel writes a sign that XML cannot hold: _x000D_
_ZEROS = re.compile(r"0{2,20}\Z")
_IN_QUOTES = re.compile(r'"[^"]*"|\\.|\[[^]]*\]')
_AS_EXCEL_SHOWS = ".15g"


def rows_of_workbook(name: str, raw: bytes) -> tuple[list[Row], tuple[Problem, ...]]:
    """The rows of the first sheet that holds something, and what of it cannot be known from the file.

    Hidden sheets are not read. TableError where the workbook may not be opened, or is damaged.
    """
    archive = sound_archive(name, raw)
    try:
        with warnings.catch_warnings():  # openpyxl warns of styles and charts, which are not read
            warnings.simplefilter("ignore")
            return _first_rows(name, raw, archive)
    except TableError:
        raise
    except Exception as error:  # whatever openpyxl trips over in a broken file
        raise damaged(name) from error


def _first_rows(name: str, raw: bytes, archive: zipfile.ZipFile) -> tuple[list[Row], tuple[Problem, ...]]:
    import openpyxl

    _refuse_shared_parts(name, raw)
    workbook = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        budget = _Budget(name)
        for place, sheet in enumerate(sheets):
            errors: list[Problem] = []
            overlong = OverlongRows(name)
            rows = list(_rows_of_sheet(name, sheet, errors, overlong, budget))
            if rows:
                part = sheet._worksheet_path  # openpyxl tells merged cells only of workbooks that it holds whole
                problems = [*overlong.told, *errors, *hidden_in(name, archive, part), *_others(name, sheets[place:])]
                return rows, tuple(problems[:MOST_PROBLEMS])
    finally:
        workbook.close()
    return [], ()


def _refuse_shared_parts(name: str, raw: bytes) -> None:
    """Each sheet has a part of its own: fifty that share one would be fifty times the work."""
    from openpyxl.reader.excel import ExcelReader

    reader = ExcelReader(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    parts = [relation.target for _, relation in reader.parser.find_sheets()]
    if len({*parts}) < len(parts):
        raise unreadable(name, "Two sheets of this workbook are one and the same part of the file.", SAVE_AS)


class _Budget:
    """How far the sheets of a workbook are walked, all together: each of them could be as long as it may be."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._passed = self._walked = 0

    def passed(self) -> None:
        """One row more, be it there or not. TableError where there are too many."""
        self._passed += 1
        if self._passed > MOST_PASSED:
            raise too_many_rows(self._name)

    def walked(self) -> None:
        """One row more that is there."""
        self._walked += 1
        if self._walked > MOST_WALKED:
            raise too_many_rows(self._name)


def _rows_of_sheet(
    name: str, sheet: Any, problems: list[Problem], overlong: OverlongRows, budget: _Budget
) -> Iterator[Row]:
    from openpyxl.cell.read_only import EMPTY_CELL

    sheet.reset_dimensions()  # what a file says about its size is often wrong
    nothing, said = None, 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        budget.passed()
        if cells is nothing and number <= LAST_ROW:  # there may be a million between two rows, and they are one
            continue
        budget.walked()
        if number > LAST_ROW:
            raise too_many_rows(name)
        there = tuple((place, cell) for place, cell in enumerate(cells, start=1) if cell is not EMPTY_CELL)
        if len(problems) < MOST_PROBLEMS:
            problems.extend(_errors(name, number, there))
        texts = {place: text for place, cell in there if (text := _text(cell))}
        if not texts:
            nothing = nothing if there else cells
            continue
        in_order = tuple(texts.get(place, "") for place in range(1, max(texts) + 1))
        if overlong.leaves_out(number, in_order, is_first=not said):
            continue
        said += 1
        if said > MOST_ROWS + 1:
            raise too_many_rows(name)
        yield Row(number, tuple(map(clean, bounded(name, number, in_order))))


def _text(cell: Any) -> str:
    """What a person sees in a cell; dates and times as ISO text."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), value) if "_x" in value else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return _moment(value, cell.number_format)


def _number(value: float, form: str) -> str:
    """A number as Excel shows it: without `.0`, and with the zeros that its format asks for."""
    if abs(value) >= 1e15 or value != int(value):
        return f"{value:{_AS_EXCEL_SHOWS}}"
    whole = str(int(value))
    plain = _IN_QUOTES.sub("", form or "").split(";")[0]
    return whole.zfill(len(plain)) if _ZEROS.match(plain) and value >= 0 else whole


def _moment(value: object, form: str) -> str:
    """A date, a time or both. A midnight of a format without hours is a day."""
    if isinstance(value, datetime):
        rounded = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        has_hours = re.search("[hs]", _IN_QUOTES.sub("", form or "").lower()) is not None
        return rounded.isoformat() if has_hours or rounded.time() != time() else rounded.date().isoformat()
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _errors(name: str, number: int, cells: tuple[tuple[int, Any], ...]) -> Iterator[Problem]:
    for place, cell in cells:
        if cell.data_type == "e" and cell.value is not None:
            shown = clean(str(cell.value))[:20]
            message = f"Cell {_letters(place)}{number} shows the error {shown}, and is read as empty."
            yield _problem(name, number, place, message, "Mend its formula in the spreadsheet.")


def _others(name: str, sheets: list[Any]) -> Iterator[Problem]:
    """The first of these sheets was read; whoever has more should know."""
    if len(sheets) > 1:
        title = clean(str(sheets[0].title))
        message = f"Only the sheet “{title}” is read, which is the first of {len(sheets)}."
        hint = "If the list is on another sheet, move that to the front."
        yield problem("table-advice", message, hint, Place(name))


def _problem(name: str, row: int, column: int, message: str, hint: str) -> Problem:
    return problem("unreadable-cell", message, hint, Place(name, row, column))


def _letters(column: int) -> str:
    """The letters over a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
