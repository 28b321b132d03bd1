"""pack.json: what a pack is, for programs; and what it leaves out, by numbers and never by names.

A pack goes to people who may not know that a private piece exists, let alone what it is called. So what was left out is
counted by its sort and its reason. Whoever packs is told the names on the screen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from profilegen import __version__
from profilegen.packing.formats import DESCRIPTION, FORMAT, FORMAT_VERSION, SCHEMA_VERSION, SOFTWARE
from profilegen.packing.gathering import how_many
from profilegen.packing.payload import Piece, Withheld


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a pack as a whole, in pack.json and on the first page.

    `first_name` is what the family calls the student, `school` the school's name ("" for a lone folder's).
    """

    identifier: str
    student: str
    first_name: str
    school: str
    lang: str
    languages: tuple[str, ...]
    frameworks: tuple[str, ...]
    day: date
    everything: bool
    originals: bool
    has_site: bool


def description(about: About, pieces: Iterable[Piece], withheld: tuple[Withheld, ...]) -> Piece:
    """data/pack.json, the same bytes for the same pack."""
    content = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "schema": SCHEMA_VERSION,
        "made_with": f"{SOFTWARE} {__version__}",
        "made_on": about.day.isoformat(),
        "identifier": about.identifier,
        "student": about.student,
        "school": about.school,
        "holds": "everything" if about.everything else "what-the-family-may-see",
        "media": "originals" if about.originals else "without-metadata",
        "site": "family" if about.has_site else None,
        "languages": list(about.languages),
        "frameworks": list(about.frameworks),
        "left_out": [
            {"what": what, "why": why.value, "of_a_file_that_is_here": is_part, "how_many": number}
            for (what, why, is_part), number in how_many(withheld).items()
        ],
    }
    head = json.dumps(content, ensure_ascii=False, indent=1).removesuffix("\n}")
    files = ",\n".join(f"  {_file(one)}" for one in sorted(pieces, key=lambda one: one.path))
    return Piece(DESCRIPTION, "description", f'{head},\n "files": [\n{files}\n ]\n}}\n'.encode())


def _file(piece: Piece) -> str:
    """What is said of a file, on one line: of many thousand files the list is long enough."""
    said: dict[str, Any] = {"path": piece.path, "kind": piece.kind, "bytes": piece.size}
    if piece.changed:
        said["taken_out"] = list(piece.changed)
    if piece.has_metadata:
        said["metadata"] = "kept"
    return json.dumps(said, ensure_ascii=False)
