"""A BagIt 1.0 bag (RFC 8493): lists of sums, what they sum up, and how the names of files are written in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from profilegen import __version__
from profilegen.packing.formats import (
    ALGORITHMS,
    BAG_INFO,
    BAGIT,
    DATA,
    DECLARATION,
    SOFTWARE,
    manifest,
    tag_manifest,
)


class Sums:
    """The sums of one file, taken as its bytes go by."""

    def __init__(self, algorithms: Iterable[str] = ALGORITHMS) -> None:
        self._sums = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
        self.size = 0

    def watching(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same bytes, summed up."""
        for piece in pieces:
            self.add(piece)
            yield piece

    def add(self, piece: bytes) -> None:
        """Adds the next bytes."""
        self.size += len(piece)
        for one in self._sums.values():
            one.update(piece)

    def digests(self) -> dict[str, bytes]:
        """The sums so far."""
        return {name: one.digest() for name, one in self._sums.items()}


@dataclass
class Ledger:
    """The files of a bag as they are written, with their sums one behind the other: there may be many files."""

    files: dict[str, bytes] = field(default_factory=dict)
    octets: int = 0
    streams: int = 0

    def note(self, path: str, sums: Sums) -> None:
        """Remembers a file that went by."""
        digests = sums.digests()
        self.files[path] = b"".join(digests[name] for name in ALGORITHMS)
        if path.startswith(DATA):
            self.octets += sums.size
            self.streams += 1

    def lines(self, algorithm: str, *, payload: bool) -> Iterator[bytes]:
        """The lines of a manifest, sorted by path: of the payload, or of the tag files."""
        sizes = [hashlib.new(name, usedforsecurity=False).digest_size for name in ALGORITHMS]
        start = sum(sizes[: ALGORITHMS.index(algorithm)])
        end = start + sizes[ALGORITHMS.index(algorithm)]
        for path in sorted(self.files):
            if path.startswith(DATA) == payload:
                yield manifest_line(self.files[path][start:end].hex(), path)


def manifest_line(digest: str, path: str) -> bytes:
    """One line of a manifest, as we write it."""
    return f"{digest}  {written_path(path)}\n".encode()


def written_path(path: str) -> str:
    """A path as a manifest writes it: line ends and the sign that encodes them are encoded (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def bag_info(ledger: Ledger, identifier: str, day: date) -> bytes:
    """bag-info.txt: no name, and nobody to write to."""
    lines = (
        f"Bag-Software-Agent: {SOFTWARE} {__version__}",
        f"Bagging-Date: {day.isoformat()}",
        f"External-Identifier: {identifier}",
        f"Payload-Oxum: {ledger.octets}.{ledger.streams}",
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def tag_files(ledger: Ledger, identifier: str, day: date) -> Iterator[tuple[str, int, Iterable[bytes]]]:
    """The files beside the payload, in the order in which they are written: each may sum up those before it.

    The caller notes each in the ledger before it asks for the next. The size stands beside, and no file is ever whole
    in memory: a list of many thousand files is long.
    """
    yield BAGIT, len(DECLARATION), (DECLARATION,)
    info = bag_info(ledger, identifier, day)
    yield BAG_INFO, len(info), (info,)
    for payload, name in ((True, manifest), (False, tag_manifest)):
        lists = [(algorithm, sum(map(len, ledger.lines(algorithm, payload=payload)))) for algorithm in ALGORITHMS]
        frozen = ledger if payload else Ledger(dict(ledger.files))  # a tag manifest lists no tag manifest
        for algorithm, size in lists:
            yield name(algorithm), size, frozen.lines(algorithm, payload=payload)
