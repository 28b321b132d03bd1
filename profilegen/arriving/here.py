"""What a student has here already: every file, how some disks would spell it, and versions that wait to be chosen."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from profilegen.baring.bare import bare
from profilegen.baring.hashing import hash_of, hash_of_opened
from profilegen.loading.folders import is_link
from profilegen.loading.text_files import LARGEST
from profilegen.opening import open_plainly
from profilegen.packing.formats import ARRIVED_FOLDER
from profilegen.packing.holding import folded

_DEEPEST = 40
_PIECE = 1 << 20


@dataclass(frozen=True)
class Here:
    """A student's `folder` as it lies there. `files` are plain files by their paths in NFC, as they are spelt; `aside`
    are the same paths with each version of them that lies in arrived/; `spelt` is how each file and folder on the way
    is spelt."""

    folder: Path = Path()
    files: dict[str, str] = field(default_factory=dict)
    aside: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)

    def file(self, path: str) -> Path:
        """Where one of the files is."""
        return self.folder / self.files[path]

    def twin_of(self, path: str) -> str:
        """What is there under a name that some disks cannot tell from this one, or in its way; "" for nothing."""
        parts = path.split("/")
        for length in range(1, len(parts) + 1):
            part = "/".join(parts[:length])
            there = self.spelt.get(folded(part))
            if there is None:
                return ""
            is_whole = length == len(parts)
            if there != (part if is_whole else f"{part}/"):
                return there.rstrip("/")
        return ""


def what_is_here(folder: Path) -> Here:
    """Looks at a student's folder, which need not be there. OSError."""
    found = Here(folder)
    if not os.path.lexists(folder):
        return found
    for path, status in _walked(folder, "", 0):
        name = unicodedata.normalize("NFC", path)
        is_plain = stat.S_ISREG(status.st_mode) and not is_link(status)
        if name.partition("/")[0] == ARRIVED_FOLDER:
            inner = name.split("/", 2)
            if is_plain and len(inner) == 3:
                found.aside[inner[2]] = (*found.aside.get(inner[2], ()), folder / path)
            continue
        if stat.S_ISDIR(status.st_mode) and not is_link(status):
            found.spelt[folded(name)] = f"{name}/"
            continue
        found.spelt[folded(name)] = name if is_plain else f"{name} (a link)"
        if is_plain:
            found.files[name] = path
    return found


def _walked(folder: Path, before: str, depth: int) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda one: one.name)
    for entry in found:
        path, status = f"{before}{entry.name}", entry.stat(follow_symlinks=False)
        yield path, status
        if stat.S_ISDIR(status.st_mode) and not is_link(status) and depth < _DEEPEST:
            yield from _walked(folder / entry.name, f"{path}/", depth + 1)


def has_sum(file: Path, algorithm: str, size: int, digest: bytes) -> bool:
    """Whether a file has just these bytes. OSError."""
    if file.stat().st_size != size:
        return False
    with open_plainly(file) as opened:
        return _sum(iter(lambda: opened.read(_PIECE), b""), algorithm) == digest


def shows_the_same(file: Path, size: int, pieces: Iterable[bytes]) -> bool:
    """Whether an original shows or sounds the very same as these bytes, of which there are `size`, whatever cameras and
    programs wrote about the one or the other. OSError."""
    without = bare(file)
    if not without.is_known or without.size > size:  # then it could only be the same byte for byte
        return False
    with tempfile.TemporaryFile() as aside:
        aside.writelines(pieces)
        return hash_of_opened(aside) == hash_of(file)


def _sum(pieces: Iterable[bytes], algorithm: str) -> bytes:
    taken = hashlib.new(algorithm, usedforsecurity=False)
    for piece in pieces:
        taken.update(piece)
    return taken.digest()


def beginning_of(file: Path) -> bytes:
    """A record's bytes; of a larger file, one more than a record may have. OSError."""
    with open_plainly(file) as opened:
        return opened.read(LARGEST + 1)
