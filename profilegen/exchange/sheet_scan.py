"""What the values of a sheet do not tell: which cells are merged, and which formulas were never worked out."""

from __future__ import annotations

import re
import zipfile
from xml.parsers import expat

from profilegen.exchange.cells import MOST_PROBLEMS
from profilegen.problems import Place, Problem
from profilegen.rules import problem

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CHUNK = 256 * 1024


def hidden_in(name: str, archive: zipfile.ZipFile, part: str) -> list[Problem]:
    """Walks once through a sheet's XML. `name` is the workbook's, `part` the sheet's in the archive."""
    scan = _Scan(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    with archive.open(part) as stream:
        while len(scan.found) < MOST_PROBLEMS and (chunk := stream.read(_CHUNK)):
            parser.Parse(chunk, False)
    return scan.found


class _Scan:
    """Where the walk is, and what it has found."""

    def __init__(self, name: str) -> None:
        self.found: list[Problem] = []
        self._name = name
        self._cell = ""
        self._is_formula = self._is_text = self._in_value = self._has_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "c":
            self._cell, self._is_text = attributes.get("r", "")[:10], attributes.get("t") == "str"
            self._is_formula = self._has_value = False
        elif local == "f":
            self._is_formula = True
        elif local == "v":
            self._in_value = True
            self._has_value = self._is_text  # a formula may well come to an empty text, but to no empty number
        elif local == "mergeCell":
            self._merged(attributes.get("ref", "")[:20])

    def text(self, said: str) -> None:
        if self._in_value and said.strip():
            self._has_value = True

    def end(self, tag: str) -> None:
        local = tag.rpartition(":")[2]
        if local == "v":
            self._in_value = False
        elif local == "c" and self._is_formula and not self._has_value:
            message = f"Cell {self._cell} holds a formula that was never worked out, and is read as empty."
            hint = "Open the file in Excel or Google Sheets and save it again: then the values are in it."
            self._tell(self._cell, message, hint)

    def _merged(self, reference: str) -> None:
        message = f"The cells {reference} are merged: what is written there counts for the first of them only."
        self._tell(reference, message, "Take the merging apart, and write the text into each row.")

    def _tell(self, reference: str, message: str, hint: str) -> None:
        place = Place(self._name, *_row_and_column(reference))
        self.found.append(problem("unreadable-cell", message, hint, place))


def _row_and_column(reference: str) -> tuple[int, int]:
    found = _REFERENCE.match(reference)
    if not found:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
