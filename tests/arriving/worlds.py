"""Two schools, and a pupil who moves between them."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from profilegen.arriving.unpack import Unpacked, UnpackWish, unpack
from profilegen.packing.formats import FORMAT
from profilegen.packing.pack import PackWish, pack
from tests.building.worlds import write
from tests.packing.bags import IDENTIFIER, ours

PACKED, ARRIVED = date(2026, 9, 2), date(2026, 11, 23)
LEA = "lea-k7m2"
NAME = "name: Lea Ode\n"


BRIDGE = b"title: A bridge\ndate: 2026-03-01\n"
GOOD: dict[str, Any] = {
    "format": FORMAT,
    "format_version": 1,
    "schema": 1,
    "made_on": "2026-09-02",
    "identifier": IDENTIFIER,
    "student": LEA,
    "school": "Old School",
    "holds": "what-the-family-may-see",
    "left_out": [],
}


def a_pack(to: Path, more: dict[str, bytes] | None = None, **said: Any) -> Path:
    """A sound pack of ours with these files, and a pack.json that says this."""
    usual = {"data/profile/profile.yaml": NAME.encode(), "data/profile/reflections/bridge.yaml": BRIDGE}
    return a_pack_of(to, {**usual, **(more or {})}, **said)


def a_pack_of(to: Path, files: Mapping[str, bytes], /, **said: Any) -> Path:
    """The same of these files alone."""
    listing = [{"path": path, "kind": "record"} for path in sorted(files)]
    described = json.dumps({**GOOD, "files": listing, **said}).encode()
    return ours(to, pieces={**files, "data/pack.json": described}, key=None)


def school(root: Path, name: str, student: str = LEA, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A school with one pupil, if there are files of hers. All that she writes is for the family."""
    hers = {f"students/{student}/{path}": content for path, content in (files or {}).items()}
    return write(root, {"school.yaml": f"name: {name}\n", **hers})


def reflection(title: str, **more: str) -> str:
    """A small record."""
    return f"title: {title}\ndate: 2026-03-01\n" + "".join(f"{key}: {value}\n" for key, value in more.items())


def packed(home: Path, to: Path, student: str = LEA, *, today: date = PACKED, **wish: Any) -> Path:
    """Her pack."""
    made = pack(student, home, to, PackWish(**wish), today=today)
    assert made.file, made.problems
    return made.file


def into(home: Path, file: Path, *, today: date = ARRIVED, agreed: bool = True, **wish: Any) -> Unpacked:
    """Unpacks into a school, and agrees to it."""
    return unpack(
        file, into=home, wish=UnpackWish(**wish), today=today, agreed=lambda plan: agreed, choose=lambda: "zzzz"
    )


def alone(to: Path, file: Path, *, today: date = ARRIVED, **wish: Any) -> Unpacked:
    """Unpacks into a folder of its own."""
    return unpack(file, to=to, wish=UnpackWish(**wish), today=today)


def tree(root: Path) -> dict[str, bytes]:
    """Every file but those of the cache, by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".profilegen" not in path.parts and "_packs" not in path.parts
    }


def set_of_records(home: Path, student: str = LEA) -> set[tuple[str, str]]:
    """Every version of every file of the pupil, live or put aside: its path and a sum."""
    found = set()
    for path, content in tree(home / "students" / student).items():
        plain = path.split("/", 2)[2] if path.startswith("arrived/") else path
        found.add((unicodedata.normalize("NFC", plain), hashlib.sha256(content).hexdigest()))
    return found
