"""A bag as it was handed over: in a zip or unpacked in a folder. What it holds is looked at before anything is read.

Whatever comes from outside may mean harm: names that lead elsewhere, links, two names for one file, a few bytes that
become a terabyte. All of it is told in one sentence each, and nothing is written anywhere.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from profilegen.loading.folders import is_link
from profilegen.opening import open_plainly
from profilegen.packing.formats import BAGIT
from profilegen.problems import ProfilegenError
from profilegen.sharing.travelling import why_not_a_path

MOST_FILES = 200_000
MOST_BYTES = 1 << 40
_DEEPEST = 40
_PIECE = 1 << 20


class NoBagError(ProfilegenError):
    """What was handed over is no bag at all, or is not to be opened."""


class Holding(Protocol):
    """A bag that can be read. `unsafe` are sentences on what is wrong with it before a file is opened."""

    @property
    def unsafe(self) -> tuple[str, ...]:
        """What may not be unpacked, a sentence each."""

    @property
    def sizes(self) -> dict[str, int]:
        """How many bytes each file has, by its path in the bag, as it was handed over."""

    def pieces(self, path: str) -> Iterator[bytes]:
        """A file's bytes. OSError or NoBagError where they cannot be had."""

    def close(self) -> None:
        """Lets go of it."""


@dataclass(frozen=True)
class Folder:
    """A bag that was unpacked, or never packed."""

    root: Path
    unsafe: tuple[str, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)

    def pieces(self, path: str) -> Iterator[bytes]:
        """A file's bytes. OSError for a link that took its place meanwhile."""
        with open_plainly(self.root.joinpath(*path.split("/"))) as opened:
            while piece := opened.read(_PIECE):
                yield piece

    def close(self) -> None:
        """There is nothing to let go of."""


def folder_of_bag(folder: Path) -> Folder:
    """The bag in this folder, or in the one folder inside it. NoBagError where there is none."""
    root = folder
    if not (folder / BAGIT).is_file():
        inner = [one for one in sorted(folder.iterdir()) if one.is_dir() and (one / BAGIT).is_file()]
        if len(inner) != 1 or inner[0].is_symlink():
            raise NoBagError(
                f"{folder} is no pack: there is no {BAGIT} in it.", "Name the zip, or the unpacked folder."
            )
        root = inner[0]
    sizes: dict[str, int] = {}
    unsafe: list[str] = []
    for path, status in _walked(root, "", 0):
        if is_link(status) or not stat.S_ISREG(status.st_mode):
            unsafe.append(f"“{shown(path)}” is a link or a device, and no file.")
        else:
            sizes[path] = status.st_size
        if len(sizes) + len(unsafe) > MOST_FILES:
            raise NoBagError(f"There are more than {MOST_FILES:,} files in it.")
    return Folder(root, (*unsafe, *unsafe_names(sizes)), sizes)


def _walked(folder: Path, before: str, depth: int) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda one: one.name)
    for entry in found:
        path, status = f"{before}{entry.name}", entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode) and not is_link(status):
            if depth == _DEEPEST:
                raise NoBagError(f"Folders are nested more than {_DEEPEST} deep in it.")
            yield from _walked(folder / entry.name, f"{path}/", depth + 1)
        else:
            yield path, status


def unsafe_names(paths: Iterable[str]) -> Iterator[str]:
    """What is wrong with these paths, a sentence each: they lead out, or are no names somewhere, or are twins."""
    alike: dict[str, str] = {}
    for path in paths:
        if why := why_not_a_path(path):
            yield f"“{shown(path)}” is not unpacked: {why}."
        twin = alike.setdefault(folded(path), path)
        if twin != path:
            yield f"“{shown(path)}” and “{shown(twin)}” are one and the same file on some computers."


def folded(path: str) -> str:
    """A path as a disk sees it that knows neither capitals nor forms of accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def shown(path: str) -> str:
    """A path for a sentence: without signs that could turn it about, and not longer than a line."""
    text = "".join(sign if sign.isprintable() else "�" for sign in path)
    return text if len(text) <= 200 else f"{text[:100]}…{text[-99:]}"
