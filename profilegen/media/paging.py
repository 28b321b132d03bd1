"""Reading a PDF, in a process of its own: PDFium cannot be stopped, and a few bytes can keep it busy for hours.

Writes to the standard output: a line of JSON about the document, then for each page a line of JSON and its pixels,
three bytes each. Nothing in a document is run, filled in or followed.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from typing import Any, NamedTuple

from profilegen.media.apart import limit_itself
from profilegen.media.reading_order import Letter, in_reading_order

LONG_SIDE = 2000  # pixels of a page's longer side
MOST_LETTERS = 20_000
_LONGEST_PAGE = 14_400  # points, five metres: PDF knows no larger page, and PDFium keeps a record of each point
_MOST_LOOKED_AT = 200_000  # letters of a page
_PAGES_AT_ONCE = 10  # PDFium keeps the pictures of every page that it has seen, until the document is closed
_AROUND = 2  # pixels around a letter, since a dash fills all of its own place
_MOST_SECONDS = 300
_MOST_MEMORY = 4 << 30
_MARKS_OF_LAYERS = (b"/OCProperties", b"/OCG", b"/OCMD", b"/ViewState")
_PASSWORD, _SECURITY = 4, 5
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D}  # what PDFium makes of a hyphen at the end of a line


def main(source: str, most_pages: str) -> None:
    """Sends the pages of this file, or none where there are more than `most_pages`; for "0", their number alone."""
    limit_itself(_MOST_SECONDS, _MOST_MEMORY)
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(source)
    except PdfiumError as error:
        return _tell({"refused": {_PASSWORD: "locked", _SECURITY: "locked"}.get(error.err_code, "damaged")})
    with closing(document):
        pages = len(document)
        _tell({"pages": pages} if pages else {"refused": "empty"})
        layered = 0 < pages <= int(most_pages) and _may_have_layers(document)
    if pages <= int(most_pages):
        for first in range(0, pages, _PAGES_AT_ONCE):
            with closing(PdfDocument(source)) as document:
                _show_forms(document)
                for number in range(first, min(first + _PAGES_AT_ONCE, pages)):
                    _send_page(document, number, layered)


def _tell(facts: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(facts).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()


def _show_forms(document: Any) -> None:
    """Lets filled-in fields be painted as they were last seen. Where PDFium could run scripts, they are left out."""
    from pypdfium2 import PDFIUM_INFO, PdfiumError

    if "V8" not in PDFIUM_INFO.flags:
        with suppress(PdfiumError):
            document.init_forms()


def _send_page(document: Any, number: int, layered: bool) -> None:
    """One page, and nothing of it stays in memory."""
    from pypdfium2 import PdfiumError

    longest = max(document.get_page_size(number))
    if not 0 < longest <= _LONGEST_PAGE:
        return _tell({"refused": "size"})
    try:
        page = document[number]
    except PdfiumError:
        return _tell({"refused": "page"})
    with closing(page):
        paper = _painted(page)
        text = _text(page, paper, layered)
        _tell({"size": page.get_size(), "width": paper.width, "height": paper.height, "text": text})
    sys.stdout.buffer.write(paper.pixels)
    sys.stdout.buffer.flush()


class _Paper(NamedTuple):
    """A painted page: rows of red, green and blue."""

    width: int
    height: int
    pixels: bytes

    def shows(self, page: Any, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether anything can be seen in this part of the page, given in points: more than one plain colour."""
        (x1, y1), (x2, y2) = self._pixel(page, left, bottom), self._pixel(page, right, top)
        first, last = max(0, min(x1, x2) - _AROUND), min(self.width, max(x1, x2) + _AROUND)
        rows = range(max(0, min(y1, y2) - _AROUND), min(self.height, max(y1, y2) + _AROUND))
        if first >= last or not rows:
            return False
        start = (rows[0] * self.width + first) * 3
        plain = self.pixels[start : start + 3] * (last - first)
        return any(
            self.pixels[at : at + len(plain)] != plain for at in (3 * (row * self.width + first) for row in rows)
        )

    def _pixel(self, page: Any, x: float, y: float) -> tuple[int, int]:
        from pypdfium2 import raw

        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, self.width, self.height, 0, x, y, across, down)
        return across.value, down.value


def _painted(page: Any) -> _Paper:
    """The page as it would be printed on white, upright, with what has been written on it and filled in."""
    from pypdfium2 import PdfBitmap, raw

    points = page.get_size()
    width, height = (max(1, round(side * LONG_SIDE / max(points))) for side in points)
    with closing(PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)) as bitmap:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        how = (bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER)
        raw.FPDF_RenderPageBitmap(*how)
        if page.formenv:
            raw.FPDF_FFLDraw(page.formenv, *how)
        rows, stride = bytes(bitmap.buffer), bitmap.stride
    if stride == width * 3:
        return _Paper(width, height, rows)
    return _Paper(width, height, b"".join(rows[at : at + width * 3] for at in range(0, stride * height, stride)))


def _text(page: Any, paper: _Paper, layered: bool) -> str:
    """What is written on the page, as far as possible in the order of reading; "" where that cannot be told."""
    from pypdfium2 import PdfiumError

    try:
        with closing(page.get_textpage()) as words:
            letters = list(islice(in_reading_order(_letters(page, words, paper, layered)), MOST_LETTERS))
    except PdfiumError:
        return ""
    text = "".join(chr(letter.number) for letter in letters)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")  # on Windows, some are pairs


def _letters(page: Any, words: Any, paper: _Paper, layered: bool) -> Iterator[Letter]:
    """The letters that can be seen, and what PDFium adds between them, such as ends of lines.

    What lies outside the page, under a black bar, or white on white, was not meant to be read. A scanner's reader
    writes its letters unseen over the scan of them: those stay.
    """
    from pypdfium2 import raw

    left, bottom, right, top = page.get_bbox()
    shown = _objects_always_shown(page) if layered else None
    for index in range(min(words.count_chars(), _MOST_LOOKED_AT)):
        number = raw.FPDFText_GetUnicode(words, index)
        left_edge, lower, right_edge, upper = words.get_charbox(index)
        painted = raw.FPDFText_IsGenerated(words, index) != 1
        known = _HYPHENS.get(number, number) if number <= sys.maxunicode else 0
        letter = Letter(known, left_edge, lower, right_edge, upper, painted)
        x, y = (letter.left + letter.right) / 2, (letter.bottom + letter.top) / 2
        if painted and not (left <= x <= right and bottom <= y <= top):
            continue
        if painted and not chr(known).isspace() and not paper.shows(page, *letter[1:5]):
            continue
        if painted and shown is not None and _address(raw.FPDFText_GetTextObject(words, index)) not in shown:
            continue
        yield letter


def _may_have_layers(document: Any) -> bool:
    """Whether anything in it could be switched off. PDFium does not say; written anew, a document shows its names."""
    scanner = _Scanner()
    try:
        document.save(scanner, flags=3)  # without its encryption
    except Exception:  # what cannot be written cannot be looked through either
        return True
    return scanner.found


class _Scanner:
    """A file that keeps nothing of what is written to it, but looks for marks of layers."""

    def __init__(self) -> None:
        self.found = False
        self._end = b""

    def write(self, content: bytes) -> int:
        joined = self._end + bytes(content)
        self.found = self.found or any(mark in joined for mark in _MARKS_OF_LAYERS)
        self._end = joined[-20:]
        return len(content)


def _objects_always_shown(page: Any) -> set[int]:
    """The text objects that lie on the page itself and in no layer: those within others could be hidden with them."""
    from pypdfium2 import raw

    objects = (raw.FPDFPage_GetObject(page, index) for index in range(raw.FPDFPage_CountObjects(page)))
    return {_address(one) for one in objects if "OC" not in _marks(one)}


def _marks(one: Any) -> set[str]:
    from pypdfium2 import raw

    names = set()
    for index in range(raw.FPDFPageObj_CountMarks(one)):
        buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
        mark = raw.FPDFPageObj_GetMark(one, index)
        raw.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64, length)
        names.add(buffer.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0"))
    return names


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0
