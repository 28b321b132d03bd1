"""The pages of a PDF as they come from the process that reads it, and what is said where none come."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO, Any

from profilegen.media.apart import QUIETLY, command, folder_of
from profilegen.media.paging import LONG_SIDE, MOST_LETTERS
from profilegen.media.refusals import DocumentError, PartMissingError, PassingError

_LIBRARY = "pypdfium2"
_LONGEST_WAIT = 60  # seconds for one page, by the clock
_LONGEST_LINE = 1_000_000  # bytes
_FETCH_AGAIN = (
    "Copy it again from where it came from, or save it as PDF once more in the program that it was made with."
)
_SAVE_ANEW = "Open it in a PDF program, print it to a new PDF file, and use that."
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_REFUSED = {
    "locked": ("The document is locked with a password.", "Save a copy without the password, and use the copy."),
    "damaged": ("This is not a PDF document that can be read: it is cut off or damaged.", _FETCH_AGAIN),
    "empty": ("The document has no pages.", _FETCH_AGAIN),
    "page": ("A page of the document is damaged.", _SAVE_ANEW),
    "size": ("A page of the document has no size, or is larger than five metres.", _SAVE_ANEW),
}


class UnfinishedDocumentError(DocumentError, PassingError):
    """Reading did not come to its end: for a slow document, a full memory, or a computer that slept. Who knows."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page: its size in points, its pixels in rows of red, green and blue, and its own text."""

    points: tuple[float, float]
    width: int
    height: int
    pixels: bytes
    text: str


def count_pages(source: Path) -> int:
    """How many pages it has. Raises DocumentError, PartMissingError."""
    with _reader(source, 0) as pages:
        return pages.count


@contextmanager
def read_pages(source: Path, most: int) -> Iterator[_Reader]:
    """The document, `count` pages of it; none can be read where there are more than `most`. Errors as above."""
    with _reader(source, most) as pages:
        yield pages


@contextmanager
def _reader(source: Path, most: int) -> Iterator[_Reader]:
    if not folder_of(_LIBRARY):
        reason = "This is a PDF document, and the part that reads such documents is not installed."
        raise PartMissingError(reason, "pip install pypdfium2")
    reading = command("profilegen.media.paging", _LIBRARY, str(source.absolute()), str(most))
    with subprocess.Popen(  # noqa: S603 - this very Python, and a module of ours
        reading,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=QUIETLY,
    ) as process:
        try:
            yield _Reader(process)
        finally:
            with suppress(OSError):
                process.kill()


class _Reader:
    """Takes pages from the process, each within its time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.count = int(self._within_time(_facts)["pages"])

    def pages(self) -> Iterator[ReadPage]:
        """One page after the other."""
        for _ in range(self.count):
            yield self._within_time(_page)

    def _within_time(self, take: Any) -> Any:
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        clock = Timer(_LONGEST_WAIT, self._process.kill)
        clock.start()
        try:
            return take(self._process.stdout)
        except (ValueError, KeyError, TypeError, EOFError) as error:
            reason = "The document cannot be read: doing so takes too long, or too much memory."
            raise UnfinishedDocumentError(reason, _SAVE_ANEW) from error
        finally:
            clock.cancel()


def _facts(stream: IO[bytes]) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(stream.readline(_LONGEST_LINE))
    if "refused" in facts:
        raise DocumentError(*_REFUSED[facts["refused"]])
    return facts


def _page(stream: IO[bytes]) -> ReadPage:
    facts = _facts(stream)
    width, height = int(facts["width"]), int(facts["height"])
    wanted = width * height * 3
    pixels = stream.read(wanted) if 0 < wanted <= LONG_SIDE * LONG_SIDE * 3 else b""
    if len(pixels) != wanted or not wanted:
        raise EOFError
    across, down = facts["size"]
    return ReadPage((float(across), float(down)), width, height, pixels, tidied(facts["text"]))


def tidied(text: str) -> str:
    """A page's text in lines, paragraphs apart by one empty line, without anything that is not to be read."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    readable = "".join(letter for letter in normal if letter == "\n" or not _unreadable(letter))
    lines = [" ".join(line.split()) for line in readable.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MOST_LETTERS].rstrip()


def _unreadable(letter: str) -> bool:
    """Control characters, places in fonts that have no meaning elsewhere, and what turns the direction of text."""
    return unicodedata.category(letter) in ("Cs", "Co", "Cn", "Cc") or letter in _TURNING
