"""A file's text: plain, small, UTF-8. Whatever else a file may be is answered with a problem, never read on."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from pathlib import Path

from profilegen.loading.folders import Found
from profilegen.opening import handle_and_size
from profilegen.problems import Place, Problem
from profilegen.rules import problem

LARGEST = 256 * 1024
_OTHER_PROGRAMS = {
    b"PK\x03\x04": "It is a Word, Pages or zip file, not text.",
    b"{\\rtf": "It is an RTF file from a word processor, not plain text.",
    b"%PDF": "It is a PDF, not text.",
    b"\xd0\xcf\x11\xe0": "It is an old Word or Excel file, not text.",
}
_BEGINNINGS = tuple(_OTHER_PROGRAMS)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Control characters, and the places of Unicode that hold no character. Tab and line ends are text.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS = bytes(sign for sign in (*range(0x20), 0x7F) if sign not in b"\t\n\r")
_STARTS_OF_NO_TEXT = (b"\xc2", b"\xef")  # in UTF-8, of the others
_SAVE_AS_UTF_8 = "Open it in your editor, choose “Save as”, and choose “UTF-8” as the encoding."
_PLAIN_TEXT = "Write it in a plain text editor and save it as UTF-8."


def read_text(found: Found, largest: int = LARGEST) -> tuple[str, tuple[Problem, ...]]:
    """A file's text, with line ends as `\\n`; "" and the problem where it cannot be read."""
    try:
        raw = _bytes_of(found.where, largest + 1)
    except OSError as error:
        reason = error.strerror or "no reason given"
        return "", (_unreadable(found, f"This file cannot be opened ({reason}).", "Look whether you may open it."),)
    return text_of(raw, found, largest)


def text_of(raw: bytes, found: Found, largest: int = LARGEST) -> tuple[str, tuple[Problem, ...]]:
    """The same, of bytes that were read already."""
    if refused := _refusal(raw, found, largest):
        return "", (refused,)
    try:
        text = raw.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        return "", (_not_utf_8(raw, error.start, found),)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    strange = _NO_TEXT.search(text) if _may_be_no_text(raw) else None
    return ("", (_control_character(text, strange.start(), found),)) if strange else (text, ())


def _may_be_no_text(raw: bytes) -> bool:
    """Whether it is worth a search: that takes as long as reading the file, and hardly any file holds these bytes."""
    return len(raw.translate(None, _CONTROLS)) < len(raw) or (
        not raw.isascii() and any(start in raw for start in _STARTS_OF_NO_TEXT)
    )


def _bytes_of(path: str | Path, most: int) -> bytes:
    """The beginning of a plain file. Room for as much as there is, and no buffer between: a quarter of the time.

    As many bytes as the file was said to hold are all of it; to read on and find nothing took a tenth of the time.
    """
    handle, size = handle_and_size(path)
    try:
        raw = os.read(handle, min(size + 1, most))
        while len(raw) < most and len(raw) != size and (more := os.read(handle, most - len(raw))):
            raw += more
        return raw
    finally:
        os.close(handle)


def _refusal(raw: bytes, found: Found, largest: int) -> Problem | None:
    if len(raw) > largest:
        message = f"This file is larger than {largest // 1024} KB, so it is not read."
        return _unreadable(
            found, message, "Write a shorter text. Pictures and recordings belong into the media folder."
        )
    if raw.startswith(_UTF_16) or (b"\x00" in raw[:64] and raw[:64].count(b"\x00") >= len(raw[:64]) // 3):
        return _unreadable(found, "This file is saved as UTF-16, which profilegen does not read.", _SAVE_AS_UTF_8)
    for beginning, message in _OTHER_PROGRAMS.items() if raw.startswith(_BEGINNINGS) else ():
        if raw.startswith(beginning):
            return _unreadable(found, message, _PLAIN_TEXT)
    return None


def _not_utf_8(raw: bytes, start: int, found: Found) -> Problem:
    before = raw[:start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
    message = "Here is a letter that is not saved as UTF-8."
    return _unreadable(found, message, _SAVE_AS_UTF_8, Place(found.file, line, column))


def _control_character(text: str, start: int, found: Found) -> Problem:
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    return _unreadable(
        found,
        f"Here is a character that is no text (U+{ord(text[start]):04X}). It cannot be seen in most editors.",
        "Delete this line and type it again.",
        Place(found.file, line, column, column + 1),
    )


def _unreadable(found: Found, message: str, hint: str, place: Place | None = None) -> Problem:
    return problem("unreadable-file", message, hint, place or Place(found.file))
