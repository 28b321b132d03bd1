"""What is known here of earlier moves of a student: which packs came, and which files were in them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from profilegen.arriving.delivery import Delivery
from profilegen.loading.folders import Found, contents_of
from profilegen.model.records import Arrival
from profilegen.opening import open_plainly
from profilegen.packing.arrivals import arrival_of
from profilegen.packing.formats import ARRIVAL, LARGEST_ARRIVAL

SUMS = "sums.txt"
_LONGEST_LINE = 8192


@dataclass(frozen=True, slots=True)
class Earlier:
    """One arrival that this school wrote: the name of its folder, and whose pack of which day it was."""

    folder: Path
    identifier: str
    packed_on: str

    def came(self) -> Iterator[str]:
        """The files of the student's folder that were in that pack, each as `came_as` says it."""
        with contextlib.suppress(OSError), open_plainly(self.folder / SUMS) as opened:
            while line := opened.readline(_LONGEST_LINE):  # one by one: there may be many thousand
                yield line.decode("utf-8", "replace").rstrip("\n")


def sums_of(taken: Delivery) -> Iterator[bytes]:
    """What `came` reads back, piece by piece."""
    for path in taken.profile:
        yield f"{came_as(taken, path)}\n".encode()


def came_as(taken: Delivery, path: str) -> str:
    """By which a file in a pack is known again: the sum of its content, and its path."""
    return f"{taken.algorithm}:{taken.digest(path).hex()}  {path}"


def earlier_arrivals(folder: Path) -> tuple[Earlier, ...]:
    """Every arrival in such a folder that this school wrote and that can be read. One that a pack carried is a
    stranger's word, and is passed over."""
    if folder.is_symlink() or not folder.is_dir():
        return ()
    found: list[Earlier] = []
    carried: set[str] = set()
    records = ((one.path, _arrival(one)) for one in contents_of(Found(folder, "", "")).folders)
    read = [(path, record) for path, record in records if record]
    for path, record in sorted(read, key=lambda one: (one[1].arrived_on, one[0].name), reverse=True):
        if path.name not in carried:
            carried |= {*record.carried} - {path.name}
            found.append(Earlier(path, record.identifier, record.packed_on.isoformat()))
    return tuple(found)


def _arrival(found: Found) -> Arrival | None:
    try:
        with open_plainly(found.path / ARRIVAL) as opened:
            raw = opened.read(LARGEST_ARRIVAL + 1)
    except OSError:
        return None
    return arrival_of(raw)
