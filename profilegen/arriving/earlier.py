"""What is known here of earlier moves of a student: which packs came, and which files were in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from profilegen.loading.folders import Found, contents_of
from profilegen.loading.records import read_written
from profilegen.opening import open_plainly
from profilegen.packing.formats import (
    ARRIVAL,
    ARRIVED_DESCRIPTION,
    LARGEST_ARRIVAL,
    LARGEST_DESCRIPTION,
    PROFILE,
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One arrival: the name of its folder, whose pack of which day it was, the files of the student's folder that
    were in that pack, and the sum of its pack.json."""

    name: str
    identifier: str
    packed_on: str
    listed: frozenset[str]
    pack: bytes


def earlier_arrivals(folder: Path) -> tuple[Earlier, ...]:
    """Every arrival in such a folder that can be read; what cannot is passed over."""
    if folder.is_symlink() or not folder.is_dir():
        return ()
    return tuple(filter(None, map(_earlier, contents_of(Found(folder, "", "")).folders)))


def _earlier(found: Found) -> Earlier | None:
    fields = read_written(found.inside(ARRIVAL), LARGEST_ARRIVAL).fields
    identifier, packed_on = ((fields or {}).get(name) for name in ("identifier", "packed_on"))
    if fields is None or not isinstance(identifier, str) or not isinstance(packed_on, str):
        return None
    brought = fields.get("brought")
    listed = frozenset(one for one in brought if isinstance(one, str)) if isinstance(brought, list) else frozenset()
    raw = _description(found.path / ARRIVED_DESCRIPTION)
    return Earlier(found.last, identifier, packed_on, listed | frozenset(_listed(raw)), hashlib.sha256(raw).digest())


def _description(file: Path) -> bytes:
    try:
        with open_plainly(file) as opened:
            return opened.read(LARGEST_DESCRIPTION)
    except OSError:
        return b""


def _listed(raw: bytes) -> Iterator[str]:
    """The files of the student's folder that a pack.json lists."""
    try:
        said = json.loads(raw, object_hook=lambda one: one.get("path", one))  # of many files, no more than the paths
        paths = said["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return
    yield from (one.removeprefix(PROFILE) for one in paths if isinstance(one, str) and one.startswith(PROFILE))
