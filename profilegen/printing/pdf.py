"""A profile as a PDF: printed once to count its sheets, and once more with their numbers in the contents."""

from __future__ import annotations

import ctypes
from pathlib import Path

from profilegen.printing.book import with_sheet_numbers
from profilegen.printing.browsers import pdf_of
from profilegen.printing.saving import PDF_MARK

_MOST_PRINTS = 3


def book_as_pdf(page: str, browser: Path) -> bytes:
    """The PDF of a book's page, with the number of the sheet beside each line of its contents.

    Browsers do not know `target-counter()`, so a first print says where everything stands. Numbers take room, and where
    they have pushed something to another sheet, it is printed once more. MissingPartError where there is no PDF.
    """
    numbers: dict[str, int] = {}
    for _ in range(_MOST_PRINTS):
        printed = pdf_of(with_sheet_numbers(page, numbers), browser)
        found = sheets_of(printed)
        if found == numbers:
            break
        numbers = found
    return printed + PDF_MARK


def sheets_of(pdf: bytes) -> dict[str, int]:
    """On which sheet, from 1, each id stands that the page links to; none where pypdfium2 is not there to say so."""
    try:
        import pypdfium2
        from pypdfium2 import raw
    except ImportError:
        return {}
    document = pypdfium2.PdfDocument(pdf)
    try:
        found: dict[str, int] = {}
        for number in range(raw.FPDF_CountNamedDests(document.raw)):
            size = ctypes.c_long(0)
            raw.FPDF_GetNamedDest(document.raw, number, None, size)
            name = ctypes.create_string_buffer(max(size.value, 2))
            place = raw.FPDF_GetNamedDest(document.raw, number, name, size)
            sheet = raw.FPDFDest_GetDestPageIndex(document.raw, place) if place else -1
            if sheet >= 0:
                found[name.raw.decode("utf-16-le", "replace").rstrip("\0")] = sheet + 1
        return found
    finally:
        document.close()
