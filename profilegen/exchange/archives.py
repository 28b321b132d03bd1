"""A workbook is a zip of XML. Before anything opens it: is it a workbook, small enough, and without tricks?"""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

from profilegen.exchange.cells import SAVE_AS, TableError, unreadable

MOST_PARTS = 2_000
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_RATIO = 200  # a sheet of one word a million times over packs to a hundredth
MOST_SHEETS = 50
MOST_ELEMENTS = 3_000_000  # in all parts together
MOST_OF = {  # so that a few KB cannot take minutes: each of these is an object while a workbook is read
    "sheet": (MOST_SHEETS, "sheets"),
    "row": (200_000, "rows"),
    "c": (500_000, "cells"),
    "si": (200_000, "texts"),
    "xf": (100_000, "formats"),
    "mergeCell": (20_000, "merged cells"),
    "definedName": (5_000, "names"),
}
_WORTH_A_LOOK = 5 * 1024 * 1024  # unpacked; below it, any ratio is harmless: `MOST_OF` bounds what is read

_WORKBOOK = "xl/workbook.xml"
_TYPES = "[Content_Types].xml"
_OTHERS = {
    "word/document.xml": "This is a Word document, not a table.",
    "ppt/presentation.xml": "This is a PowerPoint file, not a table.",
    "Index/Document.iwa": "This is a Numbers file, which profilegen does not read.",
    "index.xml": "This is an old Numbers file, which profilegen does not read.",
    "xl/workbook.bin": "This is a binary Excel file (.xlsb), which profilegen does not read.",
}
_KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_CHUNK = 64 * 1024


def sound_archive(name: str, raw: bytes) -> zipfile.ZipFile:
    """The archive of a workbook that may be opened. TableError where it is something else, too large, or a trap."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        parts = archive.infolist()
        _refuse_traps(name, parts, len(raw))
        _refuse_others(name, archive)
        count = _Count(name)
        for part in parts:
            _walk(name, archive, part, count)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise damaged(name) from error
    return archive


def damaged(name: str) -> TableError:
    """What to say of a workbook that breaks while it is read."""
    hint = "Open it in Excel or Google Sheets, and save it again as an Excel workbook (.xlsx) or as CSV."
    return unreadable(name, "This workbook is damaged, or not written as Excel writes it.", hint)


def _refuse_traps(name: str, parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    too_dense = [
        part
        for part in parts
        if part.file_size > _WORTH_A_LOOK and part.file_size > LARGEST_RATIO * max(part.compress_size, 1)
    ]
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or too_dense or unpacked > 10 * LARGEST_RATIO * packed:
        hint = "Copy the list into a new workbook, and save that. A class list needs a few hundred KB at most."
        raise unreadable(name, "This workbook would unpack to far more than a list needs, so it is not opened.", hint)
    names = [part.filename for part in parts]
    odd = any(one.startswith("/") or "\\" in one or ":" in one or ".." in one.split("/") for one in names)
    if odd or len({one.lower() for one in names}) < len(names):
        raise unreadable(name, "This workbook holds parts with names that no spreadsheet program writes.", SAVE_AS)
    if any(part.flag_bits & _ENCRYPTED or part.compress_type not in _KNOWN_METHODS for part in parts):
        raise unreadable(name, "This workbook is packed or locked in a way that Excel does not use.", SAVE_AS)


def _refuse_others(name: str, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    lower = {one.lower() for one in names}
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise unreadable(name, "This is an OpenDocument file (.ods), which profilegen does not read.", SAVE_AS)
    for part, message in _OTHERS.items():
        if part in names or (part.startswith("Index/") and any(one.endswith(".iwa") for one in lower)):
            raise unreadable(name, message, SAVE_AS)
    types = archive.read(_TYPES) if _TYPES in names else b""
    if b"macroEnabled" in types or any(one.endswith("vbaproject.bin") or "macrosheets/" in one for one in lower):
        hint = "In Excel, save it as “Excel Workbook (*.xlsx)”, without macros, or as CSV."
        raise unreadable(name, "This workbook holds macros, which are programs, so it is not opened.", hint)
    if _WORKBOOK not in names or not types:
        raise unreadable(name, "This is a zip archive, not a workbook.", SAVE_AS)


class _Count:
    """How many elements a workbook has in all, and how many of those that take time and memory when they are read."""

    def __init__(self, name: str) -> None:
        self.elements = 0
        self._name = name
        self._left = {element: most for element, (most, _) in MOST_OF.items()}

    def add(self, element: str, attributes: object) -> None:
        """One more. TableError where these are more than any list has."""
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise self._refusal(f"{MOST_ELEMENTS:,} XML elements")
        local = element.rpartition(":")[2]
        if local in self._left:
            self._left[local] -= 1
            if self._left[local] < 0:
                most, called = MOST_OF[local]
                raise self._refusal(f"{most:,} {called}")

    def _refusal(self, what: str) -> TableError:
        hint = "Copy the list into a new workbook, and save that."
        return unreadable(self._name, f"This workbook has more than {what}, so it is not read.", hint)


def _walk(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo, count: _Count) -> None:
    """Reads a part without keeping any of it: it may declare no entities, in whatever encoding, and is counted."""
    parser = expat.ParserCreate()
    before = count.elements

    def declared(*doctype: object) -> None:
        hint = "Open it in Excel or Google Sheets, and save it again."
        raise unreadable(name, "This workbook declares XML of its own (a DTD), which no spreadsheet needs.", hint)

    parser.StartElementHandler = count.add
    parser.StartDoctypeDeclHandler = declared
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        # others are pictures, mostly; but a sheet may have any name. What breaks further on is told when it is read.
        if count.elements == before and part.filename.endswith((".xml", ".rels")):
            raise damaged(name) from error
