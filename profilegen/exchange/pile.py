"""What an import is going to write: a pile of files, of which nothing is on the disk until somebody says yes.

Each file is written aside, on the same disk, and moved to its place, so that it is the old one or the new one and never
half of it. Whoever is stopped in the middle runs the import again: what is there already is known
(`profilegen.exchange.ledger`), and what was left aside is cleared away.
"""

from __future__ import annotations

import codecs
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from profilegen.opening import open_plainly
from profilegen.problems import ProfilegenError

_LOCK = ".profilegen/import.lock"  # the one that enrolling takes
_ASIDE = ".profilegen/importing"  # and where it makes things
_LARGEST = 4 * 1024 * 1024  # the ledger of a large school, after years


class NotWrittenError(ProfilegenError):
    """A file that could not be read or written, or is not what it was when the import was made ready."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file as it was read, None where there was none, and the text that it is to have."""

    before: bytes | None
    text: str


class Pile:
    """Files by their paths below one folder, each with the text that it is to have; only ours to write in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pages: dict[str, Page] = {}

    def text(self, name: str) -> str | None:
        """A file's text as it is to be, with `\\n` between its lines; None where there is none.

        NotWrittenError where it is there and cannot be read.
        """
        if name not in self._pages:
            raw = self._read(name)
            if raw is None:
                return None
            self._pages[name] = Page(raw, _text_of(raw, name))
        return self._pages[name].text

    def put(self, name: str, text: str) -> None:
        """A file is to have this text."""
        before = self.text(name)
        page = self._pages.get(name)
        if before != text:
            self._pages[name] = Page(page.before if page else None, text)

    def waiting(self) -> tuple[str, ...]:
        """The files that are not as they are to be, by name."""
        return tuple(sorted(name for name, page in self._pages.items() if _bytes_of(page) != page.before))

    def write(self, name: str) -> None:
        """Writes one of them. NotWrittenError, and nothing is changed, if it is no longer what was read."""
        page = self._pages[name]
        if self._read(name) != page.before:
            message = f"{name} was changed meanwhile, so nothing was added to it."
            raise NotWrittenError(message, "Run the same command again.")
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        (self.folder / _ASIDE).mkdir(parents=True, exist_ok=True)
        write_whole(path, _bytes_of(page), self.folder / _ASIDE)
        self._pages[name] = Page(_bytes_of(page), page.text)

    def _read(self, name: str) -> bytes | None:
        """What a plain file holds. No folder on the way to it may be a link to somewhere else."""
        path = self.folder / name
        above = path.parent
        while above != self.folder:
            if above.is_symlink():
                raise NotWrittenError(f"{name} is not written: {above.name} is a link to somewhere else.")
            above = above.parent
        try:
            with open_plainly(path) as file:
                return file.read(_LARGEST + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise NotWrittenError(f"{name} cannot be opened ({error.strerror or 'it is not a plain file'}).") from error


@contextmanager
def only_import(folder: Path) -> Iterator[None]:
    """One import into a school at a time, of forms or of a class list. NotWrittenError while another is running."""
    from filelock import FileLock, Timeout

    lock, aside = folder / _LOCK, folder / _ASIDE
    for one in (lock.parent, aside):
        if one.is_symlink():
            raise NotWrittenError(f"{one.name} in this school is a link to somewhere else.", "Take it away.")
    lock.parent.mkdir(exist_ok=True)
    try:
        with FileLock(lock, timeout=0):
            shutil.rmtree(aside, ignore_errors=True)  # of an import that was stopped
            try:
                yield
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except Timeout:
        raise NotWrittenError("Another import into this school is running.", "Wait until it has ended.") from None


def write_whole(path: Path, content: bytes, aside: Path | None = None) -> None:
    """Puts a file in its place, in one move. It is written in `aside`, a folder of the same disk, or beside itself."""
    beside = (aside or path.parent) / f".{path.name[:80]}.{secrets.token_hex(4)}"
    try:
        beside.write_bytes(content)
        if path.exists():
            shutil.copymode(path, beside)
        os.replace(beside, path)  # noqa: PTH105 - Path.replace is the same; this one tells what it does
    finally:
        beside.unlink(missing_ok=True)


def _text_of(raw: bytes, name: str) -> str:
    if len(raw) > _LARGEST:
        raise NotWrittenError(f"{name} is too large to add to.")
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise NotWrittenError(f"{name} is not saved as UTF-8.", "profilegen check says how to mend it.") from error


def _bytes_of(page: Page) -> bytes:
    """As the file was written before: its mark at the beginning and its line ends stay."""
    before = page.before or b""
    if before and page.text == _text_of(before, ""):
        return before
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    text = page.text.replace("\n", "\r\n") if b"\r\n" in before else page.text
    return mark + text.encode("utf-8")
