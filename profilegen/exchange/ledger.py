"""What was imported already, so that the same answer is never taken in twice.

An answer is known by its *mark*: a fingerprint of who is meant, who says it, its day, and its words. Capitals, spaces,
punctuation, and which of the two numbers is the month do not count, so that the same answer from the CSV and from the
spreadsheet, or under a corrected map, has the same mark. Nor does an e-mail address: it would be easy to find out what
was fingerprinted. Two answers with one mark, as when somebody presses the button twice, are one.

An answer was imported when one of these says so:

1. `imported.yaml` in the school's folder lists its mark. It is kept by the staff, like consents.yaml; it holds marks
   and nothing else. So what a student rewrote, renamed or deleted does not come back.
2. A record of the student has the same author, day and words: its mark is made of the record itself. So a ledger that
   was lost, or that an interrupted import never wrote, costs nothing.
3. A record's file ends in the first letters of the mark (`reflection-2026-07-01-3fa9c1d2.yaml`): the ledger is lost
   and the student has rewritten the words.

Only a record that was both deleted, or both rewritten and renamed, under a ledger that was lost comes again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date

from profilegen.exchange.pile import Pile
from profilegen.exchange.plain_text import letters_of

LEDGER = "imported.yaml"
SHORT = 8  # letters of a mark in a file's name

_LENGTH = 20
_LINE = re.compile(rf"[ \t]*-[ \t]+['\"]?([0-9a-f]{{{_LENGTH}}})['\"]?[ \t]*(?:[ \t]#.*)?", re.ASCII)
_IMPORTED = re.compile(r"imported:[ \t]*(?:\[[ \t]*\])?([ \t]*(?:#.*)?)", re.ASCII)
_IN_NAME = re.compile(rf"-([0-9a-f]{{{SHORT}}})(?:\.[a-z]+)\Z", re.ASCII)
_HEAD = """\
## Which answers to forms were imported, so that none comes in twice. Kept by the staff; written by profilegen.
## A line is a fingerprint: it says nothing of anybody. Take one out, and that answer can be imported once more.
imported:
"""


def mark_of(kind: str, student: str, day: date | None, *words: str) -> str:
    """The mark of an answer, or of the record that was made of it: of whom, of what day, in what words."""
    numbers = f"{day.year}-{min(day.month, day.day)}-{max(day.month, day.day)}" if day else ""
    said = "\x1f".join((kind, student, numbers, *map(letters_of, words)))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:_LENGTH]


class Ledger:
    """The marks in a school's `imported.yaml`, and those that an import adds."""

    def __init__(self, marks: Iterable[str]) -> None:
        self._before = frozenset(marks)
        self._marks = set(self._before)

    @classmethod
    def read(cls, pile: Pile) -> Ledger:
        """The ledger of a school. Lines that are no marks are read over. NotWrittenError where it cannot be read."""
        lines = (pile.text(LEDGER) or "").split("\n")
        return cls(line[1] for one in lines if (line := _LINE.fullmatch(one)))

    def __contains__(self, mark: str) -> bool:
        return mark in self._marks

    def add(self, mark: str) -> None:
        """This answer is imported from now on."""
        self._marks.add(mark)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything new in it."""
        return self._marks != self._before

    def put(self, pile: Pile) -> None:
        """The ledger goes onto the pile, if there is anything new in it. What people wrote into it stays."""
        if self.is_changed:
            pile.put(LEDGER, _with_marks(pile.text(LEDGER) or "", sorted(self._marks - self._before)))


def _with_marks(text: str, marks: list[str]) -> str:
    """The ledger's text with these marks below its last, or below its head where it has none yet."""
    lines = text.removesuffix("\n").split("\n") if text.strip() else _HEAD.removesuffix("\n").split("\n")
    heads = [number for number, line in enumerate(lines) if _IMPORTED.fullmatch(line)]
    if not heads:
        lines += _HEAD.removesuffix("\n").split("\n")
        heads = [len(lines) - 1]
    lines[heads[-1]] = _IMPORTED.sub(r"imported:\1", lines[heads[-1]])
    last = max((number for number, line in enumerate(lines) if _LINE.fullmatch(line)), default=heads[-1])
    before = _LINE.fullmatch(lines[last])
    indent = lines[last][: lines[last].index("-")] if before else "  "
    lines[last + 1 : last + 1] = [f"{indent}- {mark}" for mark in marks]
    return "\n".join(lines) + "\n"


def short_mark_in(file: str) -> str:
    """The first letters of the mark that a record's file was named after; "" for any other file."""
    found = _IN_NAME.search(file)
    return found[1] if found else ""
