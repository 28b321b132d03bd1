"""The sheet of comments as an Excel workbook: what may be filled in is open, all else is locked, and it can be printed.

Every text is written as text, whatever it begins with, so that no cell can run as a formula. The same sheet is the same
bytes: nothing in the file says when it was made.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from profilegen.exchange.comments import CommentRow, CommentSheet
from profilegen.exchange.pile import write_whole
from profilegen.exchange.tables import clean
from profilegen.problems import UsageError

HEADER = (
    "Student",
    "profilegen id",
    "Class",
    "Subject",
    "Their work",
    "Achievements",
    "Next steps",
    "General progress",
    "Ready?",
    "School year",
)
READY_CHOICES = ("yes", "not yet")
LONGEST_COMMENT = 4_000

_WIDTHS = (20, 16, 14, 18, 34, 44, 36, 36, 9, 12)
_HIDDEN = (1, 2, 9)
_LONGEST_CELL = 32_000
_FIXED = datetime(2000, 1, 1, tzinfo=UTC)
_FIXED_IN_ZIP = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_HEAD_COLOUR, _LOCKED_COLOUR, _LINE_COLOUR = "1F3A4D", "F1F3F4", "B8C1C7"
_PROMPTS = {
    "F": "What this student has achieved in this subject, and where one can see it.",
    "G": "What this student can do next.",
    "H": "Once a student: the year as a whole.",
}


def workbook_of(sheet: CommentSheet) -> bytes:
    """The workbook's bytes."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    book.properties.creator = "profilegen"
    book.properties.created = _FIXED.replace(tzinfo=None)
    page = book.active
    page.title = "Comments"
    _write_row(page, 1, HEADER)
    for number, row in enumerate(sheet.rows, start=2):
        _write_row(page, number, _cells(sheet, row))
    _set_out(page, len(sheet.rows) + 1)
    _lock(page, sheet.rows)
    _offer_choices(page, len(sheet.rows) + 1)
    _make_printable(page, sheet)
    written = io.BytesIO()
    book.save(written)
    return _without_times(written.getvalue())


def save_workbook(target: Path, made: bytes) -> None:
    """Writes it. UsageError where the file is there with anything else in it: it may hold comments already."""
    if target.is_file() and target.read_bytes() == made:
        return
    if target.exists() or target.is_symlink():
        hint = "Import it first, or choose another name with --to."
        raise UsageError(f"{target} is there already, perhaps with comments in it, so it is not written over.", hint)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, made)


def _cells(sheet: CommentSheet, row: CommentRow) -> tuple[str, ...]:
    return (
        row.name,
        row.student,
        sheet.class_id,
        row.subject,
        row.work,
        row.achievements,
        row.next_steps,
        row.progress or "",
        "",
        sheet.school_year,  # so that comments which come back after the summer are not taken for the next year's
    )


def _write_row(page: Any, number: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts, start=1):
        write_text(page.cell(row=number, column=column), text)


def write_text(cell: Any, text: str) -> None:
    """Puts a text into a cell as text: a program that opens it shows it, and never works it out."""
    if plain := clean(text)[:_LONGEST_CELL]:
        cell.value = plain
        cell.data_type = "s"  # openpyxl takes what begins with = for a formula
        cell.quotePrefix = plain.startswith(("=", "+", "-", "@"))  # stays text when somebody edits the cell


# How it looks


def _set_out(page: Any, last: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Side(style="thin", color=_LINE_COLOUR)
    for place, width in enumerate(_WIDTHS):
        column = page.column_dimensions[get_column_letter(place + 1)]
        column.width, column.hidden = width, place in _HIDDEN
    for row in page.iter_rows(min_row=1, max_row=last, max_col=len(HEADER)):
        for cell in row:
            quoted = cell.quotePrefix
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.quotePrefix = quoted
    for cell in page[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD_COLOUR)
    page.freeze_panes = "E2"


def _lock(page: Any, rows: Sequence[CommentRow]) -> None:
    """Cells to fill in are open and white. What stands in the report already is locked, and so is everything else."""
    from openpyxl.styles import PatternFill, Protection

    for number, row in enumerate(rows, start=2):
        is_open = {
            "F": not row.achievements,
            "G": not row.next_steps,
            "H": row.progress == "",
            "I": not (row.achievements and row.next_steps and row.progress != ""),
        }
        for cell in page[number]:
            if is_open.get(cell.column_letter):
                cell.protection = Protection(locked=False)
            else:
                cell.fill = PatternFill("solid", fgColor=_LOCKED_COLOUR)
    page.protection.sheet = True
    page.protection.formatColumns = False  # False: allowed, in the words of the file format
    page.protection.formatRows = False


def _offer_choices(page: Any, last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    ready = DataValidation(type="list", formula1=f'"{",".join(READY_CHOICES)}"', allow_blank=True)
    ready.promptTitle, ready.prompt = "Ready?", "not yet: this row is not taken over. Empty means yes."
    ready.errorTitle, ready.error = "Ready?", "Choose yes or not yet."
    ready.showInputMessage = ready.showErrorMessage = True
    page.add_data_validation(ready)
    ready.add(f"I2:I{max(last, 2)}")
    for column, prompt in _PROMPTS.items():
        words = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_COMMENT))
        words.promptTitle, words.prompt = HEADER["ABCDEFGHI".index(column)], prompt
        words.errorTitle, words.error = "Too long", f"A comment has at most {LONGEST_COMMENT} letters."
        words.allow_blank = words.showInputMessage = words.showErrorMessage = True
        page.add_data_validation(words)
        words.add(f"{column}2:{column}{max(last, 2)}")


def _make_printable(page: Any, sheet: CommentSheet) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", "9"  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.print_title_rows = "1:1"
    page.oddHeader.left.text = f"{sheet.class_name}  {sheet.school_year}".replace("&", "&&")
    page.oddFooter.right.text = "&P / &N"


def _without_times(made: bytes) -> bytes:
    """The same workbook with nothing in it that tells the moment of its making."""
    still = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(still, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                moment = _FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode("ascii")
                content = _MODIFIED.sub(rb"\g<1>" + moment + rb"\g<2>", content)
            part = zipfile.ZipInfo(name, _FIXED_IN_ZIP)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            after.writestr(part, content)
    return still.getvalue()
