"""Reading a PDF, in a process of its own: PDFium cannot be stopped, and a few bytes can keep it busy for hours.

Writes to the standard output: a line of JSON about the document, then for each page a line of JSON and its pixels,
three bytes each. Nothing in a document is run, filled in or followed.
"""

from __future__ import annotations

import ctypes
import json
import sys
import unicodedata
from array import array
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from typing import Any, NamedTuple

from profilegen.media.apart import limit_itself
from profilegen.media.reading_order import Letter, in_reading_order, whole_words

LONG_SIDE = 2000  # pixels of a page's longer side
MOST_LETTERS = 20_000
_LONGEST_PAGE = 14_400  # points, five metres: PDF knows no larger page, and PDFium keeps a record of each point
_MOST_LOOKED_AT = 200_000  # letters of a page
_PAGES_AT_ONCE = 10  # PDFium keeps the pictures of every page that it has seen, until the document is closed
_MOST_OBJECTS = 200_000  # lines, pictures and pieces of text of a page
_MOST_LOOKED_THROUGH = 40_000_000  # pixels, of all letters together
_INK = 48  # of 255: what a letter makes darker by less is its blurred edge
_FAINTEST = 0.1  # of what black letters on white would change
_MOST_HIDDEN, _MOST_COVERED = 0.2, 0.5  # of a letter that is seen, by whatever lies over it; by other letters
_SCAN, _MOST_OVER_SCAN = 0.8, 200  # of the page, that a scan of it covers at least; things that lie on it
_MOST_SECONDS = 600
_MOST_MEMORY = 4 << 30
_MARKS_OF_LAYERS = (b"/OCProperties", b"/OCG", b"/OCMD", b"/ViewState")
_NOT_OPENED, _PASSWORD, _SECURITY = 2, 4, 5
_Box = tuple[float, float, float, float]
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D}  # what PDFium makes of a hyphen at the end of a line


def main(source: str, most_pages: str) -> None:
    """Sends the pages of this file, or none where there are more than `most_pages`; for "0", their number alone."""
    limit_itself(_MOST_SECONDS, _MOST_MEMORY)
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(source)
    except PdfiumError as error:
        if error.err_code == _NOT_OPENED:
            raise  # says nothing about the document
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

    def part(self, page: Any, letter: Letter) -> tuple[range, range]:
        """Where this letter is: its columns and its rows, none where it is not on the page."""
        (x1, y1), (x2, y2) = self._pixel(page, letter.left, letter.bottom), self._pixel(page, letter.right, letter.top)
        columns = range(max(0, min(x1, x2)), min(self.width, max(x1, x2) + 1))
        return columns, range(max(0, min(y1, y2)), min(self.height, max(y1, y2) + 1))

    def row(self, columns: range, row: int) -> bytes:
        """These pixels of a row."""
        start = (row * self.width + columns.start) * 3
        return self.pixels[start : start + 3 * len(columns)]

    def is_plain(self, columns: range, rows: range) -> bool:
        """Whether there is one colour and nothing else in this part."""
        return len({self.row(range(at, at + 1), row) for row in rows for at in columns}) < 2

    def _pixel(self, page: Any, x: float, y: float) -> tuple[int, int]:
        from pypdfium2 import raw

        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, self.width, self.height, 0, x, y, across, down)
        return across.value, down.value


def _painted(page: Any, with_notes: bool = True) -> _Paper:
    """The page as it would be printed on white, upright, with what has been written on it and filled in."""
    from pypdfium2 import PdfBitmap, raw

    points = page.get_size()
    width, height = (max(1, round(side * LONG_SIDE / max(points))) for side in points)
    with closing(PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR)) as bitmap:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        flags = raw.FPDF_REVERSE_BYTE_ORDER | (raw.FPDF_ANNOT if with_notes else 0)
        how = (bitmap, page, 0, 0, width, height, 0, flags)
        raw.FPDF_RenderPageBitmap(*how)
        if page.formenv and with_notes:
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
            seen = whole_words(_letters(page, words, paper, layered)) if words.count_chars() else ()
            letters = list(islice(in_reading_order(seen), MOST_LETTERS))
    except PdfiumError:
        return ""
    text = "".join(chr(letter.number) for letter in letters)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")  # on Windows, some are pairs


def _letters(page: Any, words: Any, paper: _Paper, layered: bool) -> Iterator[tuple[Letter, bool | None]]:
    """The letters, each with whether it can be seen, and what PDFium adds between them, such as ends of lines.

    What lies outside the page, under a bar or a picture, or white on white, was not meant to be read.
    """
    shown = _objects_always_shown(page) if layered else None
    found = [_letter(words, index) for index in range(min(words.count_chars(), _MOST_LOOKED_AT))]
    objects = list(islice(_objects(page), _MOST_OBJECTS + 1))
    if len(objects) > _MOST_OBJECTS:
        return
    sight = _Sight(page, paper, objects, found)
    for letter, piece in found:
        if not letter.painted or unicodedata.category(chr(letter.number)) in ("Mn", "Me", "Cf"):
            yield letter, None
        elif shown is not None and piece not in shown:
            yield letter, False
        else:
            yield letter, sight.sees(letter, piece)


def _letter(words: Any, index: int) -> tuple[Letter, int]:
    """A letter and the piece of text that it is painted with."""
    from pypdfium2 import raw

    number = raw.FPDFText_GetUnicode(words, index)
    known = _HYPHENS.get(number, number) if number <= sys.maxunicode else 0
    painted = raw.FPDFText_IsGenerated(words, index) != 1
    left, bottom, right, top = words.get_charbox(index)
    return Letter(known, left, bottom, right, top, painted), _address(raw.FPDFText_GetTextObject(words, index))


def _objects(page: Any) -> Iterator[tuple[int, Any]]:
    """All that is painted, in that order, each with its kind; also what is within other objects."""
    from pypdfium2 import raw

    return _objects_in(page, raw.FPDFPage_CountObjects(page), raw.FPDFPage_GetObject)


def _objects_in(holder: Any, count: int, get: Any) -> Iterator[tuple[int, Any]]:
    from pypdfium2 import raw

    for index in range(count):
        one = get(holder, index)
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _objects_in(one, raw.FPDFFormObj_CountObjects(one), raw.FPDFFormObj_GetObject)
        else:
            yield kind, one


class _Sight:
    """What can be seen of a page's letters.

    For that the page is painted once more without its letters: a letter is seen where that makes a difference. How
    much of one it would have to make is seen from the letters alone. Afterwards, nothing else can be painted.
    """

    def __init__(
        self, page: Any, paper: _Paper, objects: list[tuple[int, Any]], letters: list[tuple[Letter, int]]
    ) -> None:
        from pypdfium2 import raw

        self._page, self._paper, self._bounds = page, paper, page.get_bbox()
        texts = [one for kind, one in objects if kind == raw.FPDF_PAGEOBJ_TEXT]
        self._unseen = {_address(one) for one in texts if raw.FPDFTextObj_GetTextRenderMode(one) == 3}
        self._left = _MOST_LOOKED_THROUGH
        self._order = {_address(one): number for number, one in enumerate(texts, start=1)}
        self._owners = self._painted_last(letters)
        self._over_scan = _over_scan(page) if self._unseen else None
        for one in texts:
            raw.FPDFPageObj_SetIsActive(one, False)
        self._without = _painted(page)
        for kind, one in objects:
            raw.FPDFPageObj_SetIsActive(one, kind == raw.FPDF_PAGEOBJ_TEXT)
            raw.FPDFPageObj_SetFillColor(one, 0, 0, 0, 255)
            raw.FPDFPageObj_SetStrokeColor(one, 0, 0, 0, 255)
        self._alone = _painted(page, with_notes=False)

    def sees(self, letter: Letter, piece: int) -> bool:
        """Whether most of this letter is in the picture of the page."""
        left, bottom, right, top = self._bounds
        x, y = (letter.left + letter.right) / 2, (letter.bottom + letter.top) / 2
        if not (left <= x <= right and bottom <= y <= top):
            return False
        columns, rows = self._paper.part(self._page, letter)
        self._left -= len(columns) * len(rows)
        if self._left < 0 or piece not in self._order:
            return False
        if piece in self._unseen:
            return self._is_scanned(letter, columns, rows)
        own = sum(self._of_row(columns, row).count(self._order[piece]) for row in rows)
        return own >= _MOST_COVERED * len(columns) * len(rows) and self._makes_difference(columns, rows)

    def _painted_last(self, letters: list[tuple[Letter, int]]) -> array[int]:
        """For each pixel the piece of text that is painted there last, by its number; 0 for none."""
        width, left = self._paper.width, _MOST_LOOKED_THROUGH
        owners = array("I", bytes(4 * width * self._paper.height))
        visible = [(self._order.get(piece, 0), letter) for letter, piece in letters if piece not in self._unseen]
        for number, letter in sorted(visible, key=lambda one: one[0]):
            if not letter.painted or chr(letter.number).isspace():
                continue
            columns, rows = self._paper.part(self._page, letter)
            left -= len(columns) * len(rows)
            if left < 0:
                return array("I", bytes(len(owners) * 4))  # nothing is known of any
            piece = array("I", [number]) * len(columns)
            for row in rows:
                owners[row * width + columns.start : row * width + columns.start + len(columns)] = piece
        return owners

    def _of_row(self, columns: range, row: int) -> array[int]:
        start = row * self._paper.width + columns.start
        return self._owners[start : start + len(columns)]

    def _makes_difference(self, columns: range, rows: range) -> bool:
        ink = changed = 0
        for row in rows:
            alone = self._alone.row(columns, row)[::3]
            shown, without = self._paper.row(columns, row), self._without.row(columns, row)
            for at, light in enumerate(alone):
                if light > 255 - _INK:
                    continue
                ink += 1
                least, first = _FAINTEST * (255 - light), 3 * at
                changed += (
                    abs(shown[first] - without[first]) >= least
                    or abs(shown[first + 1] - without[first + 1]) >= least
                    or abs(shown[first + 2] - without[first + 2]) >= least
                )
        return ink > 0 and changed >= (1 - _MOST_HIDDEN) * ink

    def _is_scanned(self, letter: Letter, columns: range, rows: range) -> bool:
        """A scanner's reader writes its letters unseen over the scan of them. Whatever else lies there hides them."""
        if self._over_scan is None or self._paper.is_plain(columns, rows):
            return False
        return not any(
            left < letter.right and right > letter.left and bottom < letter.top and top > letter.bottom
            for left, bottom, right, top in self._over_scan
        )


def _over_scan(page: Any) -> list[_Box] | None:
    """Where something lies on the scan that the page consists of; None where it is no scan, or too much does."""
    from pypdfium2 import raw

    scans, over = 0, list[_Box]()
    for index in range(raw.FPDFPage_CountObjects(page)):
        one = raw.FPDFPage_GetObject(page, index)
        kind, box = raw.FPDFPageObj_GetType(one), _box_of(one)
        if kind == raw.FPDF_PAGEOBJ_IMAGE and _covers(box, page.get_bbox()):
            scans, over = scans + 1, []  # what lies below it does not count
        elif kind != raw.FPDF_PAGEOBJ_TEXT and not _has_only_text(kind, one):
            over.append(box)
    over += _notes(page)
    return over if scans == 1 and len(over) <= _MOST_OVER_SCAN else None


def _has_only_text(kind: int, one: Any) -> bool:
    from pypdfium2 import raw

    if kind != raw.FPDF_PAGEOBJ_FORM:
        return False
    within = _objects_in(one, raw.FPDFFormObj_CountObjects(one), raw.FPDFFormObj_GetObject)
    return all(kind == raw.FPDF_PAGEOBJ_TEXT for kind, _ in within)


def _notes(page: Any) -> Iterator[_Box]:
    """Where something was drawn or stamped on the page later; a link shows nothing."""
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note, box = raw.FPDFPage_GetAnnot(page, index), raw.FS_RECTF()
        if raw.FPDFAnnot_GetSubtype(note) not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
            raw.FPDFAnnot_GetRect(note, box)
            yield box.left, box.bottom, box.right, box.top
        raw.FPDFPage_CloseAnnot(note)


def _box_of(one: Any) -> _Box:
    """Where an object of the page lies; everywhere, where that cannot be told."""
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(one, left, bottom, right, top):
        return -_LONGEST_PAGE, -_LONGEST_PAGE, _LONGEST_PAGE, _LONGEST_PAGE
    return left.value, bottom.value, right.value, top.value


def _covers(box: _Box, page: _Box) -> bool:
    """Whether it covers nearly all of the page."""
    across, down = min(box[2], page[2]) - max(box[0], page[0]), min(box[3], page[3]) - max(box[1], page[1])
    return min(across, down) > 0 and across * down >= _SCAN * (page[2] - page[0]) * (page[3] - page[1])


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
