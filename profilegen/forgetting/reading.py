"""Looking for somebody in every file of a school's folder that other people wrote: where a person has to read.

Texts are searched line by line, workbooks and documents by what stands in them, and of all other files the bytes: a
photo may carry a name that no page shows. What nobody can read here is named too.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from profilegen.forgetting.naming import Called
from profilegen.opening import open_plainly

_TEXTS = frozenset((".yaml", ".yml", ".md", ".txt", ".csv", ".tsv", ".srt", ".vtt", ".json", ".jsonl", ".html", ".css"))
_PACKED = frozenset((".xlsx", ".docx", ".pptx", ".odt", ".ods", ".odp", ".zip"))
_LARGEST_TEXT = 20_000_000  # bytes; a larger one is searched as bytes
_MOST_UNPACKED = 100_000_000
_PIECE = 1 << 20
_SHOWN = 90  # letters of a line
_TAG = re.compile(r"<[^>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names them: the file from the school's folder, the line (0 for none), and what stands there."""

    file: str
    line: int = 0
    words: str = ""
    why: str = ""


def mentions_in(school: Path, called: Called, passed_over: Collection[str] = ()) -> Iterator[Mention]:
    """Every place in the school's folder that names them, but for the files and folders that are `passed_over`.

    Those are told by their paths from the school's folder, with `/`.
    """
    for path, name in _files_below(school, "", frozenset(passed_over)):
        if called.is_in(name.rpartition("/")[2]):
            yield Mention(name, why="The file has this name.")
        try:
            yield from _in_file(path, name, called)
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            yield Mention(name, why=f"It cannot be read here ({type(error).__name__}): open it yourself.")


def _files_below(folder: Path, before: str, passed_over: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Plain files, in one order on every machine. A link is followed nowhere."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda one: one.name)
    for one in entries:
        name = f"{before}{one.name}"
        if name in passed_over or one.is_symlink():
            continue
        if one.is_dir():
            yield from _files_below(Path(one.path), f"{name}/", passed_over)
        elif one.is_file():
            yield Path(one.path), name


def _in_file(path: Path, name: str, called: Called) -> Iterator[Mention]:
    ending = path.suffix.lower()
    size = path.stat().st_size
    if ending in _TEXTS and size <= _LARGEST_TEXT:
        yield from _in_text(path, name, called)
    elif ending in _PACKED:
        yield from _in_packed(path, name, called)
    elif ending == ".pdf" and (found := _in_pdf(path, called)) is not None:
        yield from (Mention(name, why=f"It stands on page {number}.") for number in found)
    elif size and _in_bytes(path, called):
        yield Mention(name, why="It stands somewhere inside of it, perhaps where no page shows it.")


def _in_text(path: Path, name: str, called: Called) -> Iterator[Mention]:
    with open_plainly(path) as opened:
        raw = opened.read()
    coding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    yield from mentions_in_text(raw.decode(coding, "replace"), name, called)


def mentions_in_text(text: str, name: str, called: Called) -> Iterator[Mention]:
    """The lines of a text that name them; `name` is its file."""
    for number, line in enumerate(text.splitlines(), start=1):
        if called.is_in(line):
            yield Mention(name, number, _shown(line))


def _shown(line: str) -> str:
    told = " ".join(line.split())
    return told if len(told) <= _SHOWN else f"{told[: _SHOWN - 1]}…"


def _in_packed(path: Path, name: str, called: Called) -> Iterator[Mention]:
    """By the parts of a workbook, document or zip; what is larger than anybody writes is named and not read."""
    left = _MOST_UNPACKED
    with open_plainly(path) as opened, zipfile.ZipFile(opened) as packed:
        for part in packed.infolist():
            if called.is_in(part.filename):
                yield Mention(name, why=f"A file in it has this name: {_shown(part.filename)}")
            with packed.open(part) as inside:
                content = inside.read(left + 1)
            left -= len(content)
            if left < 0:
                yield Mention(name, why="It holds more than can be searched here: open it yourself.")
                return
            if called.is_in(_TAG.sub(" ", content.decode("utf-8", "replace"))):
                yield Mention(name, why=f"It stands in its part {_shown(part.filename)}.")


def _in_pdf(path: Path, called: Called) -> list[int] | None:
    """The pages that name them; None where it cannot be read as a PDF."""
    try:
        import pypdfium2
    except ImportError:
        return None
    with open_plainly(path) as opened:
        raw = opened.read()
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        return None
    try:
        texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    finally:
        document.close()
    return [number for number, text in enumerate(texts, start=1) if called.is_in(text)]


def _in_bytes(path: Path, called: Called) -> bool:
    with open_plainly(path) as opened:
        with contextlib.suppress(OSError, ValueError), mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            return called.in_bytes.search(mapped) is not None
        before = b""
        while piece := opened.read(_PIECE):
            if called.in_bytes.search(before + piece):
                return True
            before = piece[-1000:]
    return False
