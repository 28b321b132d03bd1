"""Putting what is shared into its place in one step: there is a whole one or none, and nothing of anybody's is lost."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from profilegen.problems import UsageError

MARK = b"profilegen"
"""The comment of each zip that is made here: so we know our own."""

_PAGE_MARK = b'<meta name="generator" content="profilegen">'

_IS_BEGUN = re.compile(r"\.[0-9a-f]{12}\.(?:new|old)")
_HEAD = 4000  # bytes at the beginning of a page, in which the mark stands
_TAIL = 64  # bytes at the end of a zip, in which its comment stands
_LONG_AGO = 3600  # seconds after which nobody writes any more what was begun
_LITTER = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))  # what computers put into folders that are looked at


@contextmanager
def new_file(target: Path, *, for_us_alone: bool = False) -> Iterator[Path]:
    """A new file beside `target`, which takes its place when the block ends well and is removed when it does not.

    `for_us_alone`: nobody else who uses this computer may read it, where the system knows such a thing.

    UsageError where something stands there that was not made here.
    """
    if os.path.lexists(target) and not is_our_file(target):
        raise _taken(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target.parent)
    part = target.with_name(f".{secrets.token_hex(6)}.new")
    try:
        part.touch(mode=0o600 if for_us_alone else 0o666, exist_ok=False)
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def new_folder(target: Path, is_written_here: Callable[[str], bool]) -> Iterator[Path]:
    """The same for a folder: what was there before goes, whole, when the new one is in its place.

    `is_written_here` says which names such a folder has; a file of another name is somebody's, and nothing goes.
    """
    if os.path.lexists(target):
        _refuse_another_s(target, is_written_here)
    target.parent.mkdir(parents=True, exist_ok=True)
    _sweep(target.parent)
    word = secrets.token_hex(6)
    part, old = target.with_name(f".{word}.new"), target.with_name(f".{word}.old")
    part.mkdir()
    try:
        yield part
        if target.exists():
            target.rename(old)
        part.rename(target)
    finally:
        if old.exists() and not target.exists():
            old.rename(target)
        for left in (part, old):
            shutil.rmtree(left, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Removes what was begun here and stopped so hard that nobody could clear up; not what a neighbour writes now."""
    for left in [path for path in folder.iterdir() if _IS_BEGUN.fullmatch(path.name)]:
        with contextlib.suppress(FileNotFoundError):  # a neighbour's that is in its place by now
            if time.time() - left.lstat().st_mtime < _LONG_AGO:
                continue
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()


def is_our_file(file: Path) -> bool:
    """Whether this is a zip or page that was made here."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened:
        if file.suffix != ".zip":
            return _PAGE_MARK in opened.read(_HEAD)
        opened.seek(max(0, file.stat().st_size - _TAIL))
        return opened.read().endswith(MARK)


def _refuse_another_s(folder: Path, is_written_here: Callable[[str], bool]) -> None:
    """UsageError for what is no folder of ours and not empty, and for one that holds a file of somebody else."""
    if folder.is_symlink() or not folder.is_dir():
        raise _taken(folder)
    inside = [path for path in sorted(folder.iterdir()) if path.name not in _LITTER]
    if inside and not is_our_file(folder / "index.html"):
        raise _taken(folder)
    for path in inside:
        if path.is_dir() or not is_written_here(path.name):
            told = f"“{path.name}” is in {folder}, and profilegen did not put it there."
            raise UsageError(told, "Move it elsewhere, or choose another place with --out.")


def remove_our_zips(folder: Path, but: Path | None = None) -> None:
    """Removes the zips that were made here before, all `but` the one of today."""
    for file in sorted(folder.glob("*.zip")):
        if file != but and is_our_file(file):
            file.unlink()


def _taken(target: Path) -> UsageError:
    return UsageError(f"{target} is there already, and profilegen did not make it.", "Choose another place with --out.")
