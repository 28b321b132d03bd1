"""Bags to try `verify` on: a small sound one, and the means to spoil it in every way there is."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from profilegen.packing.pack import write_bag
from profilegen.packing.payload import Piece
from profilegen.packing.signing import SchoolKey

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
HILL = SchoolKey("Hillside School", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
IDENTIFIER = "urn:uuid:6249c09a-b4ec-4de7-98d9-44b76bfb3654"


def ours(to: Path, *, key: SchoolKey | None = HILL, pieces: Mapping[str, bytes] | None = None) -> Path:
    """One of our own packs, as small as it can be."""
    held = pieces or {
        "data/pack.json": b"{}\n",
        "data/profile/a photo.jpg": b"\xff\xd8 bits \xff\xd9",
        "data/ż.yaml": b"a: b",
    }
    sorted_pieces = [Piece(path, "record", held[path]) for path in sorted(held)]
    write_bag(to, "Lea-pack", sorted_pieces, IDENTIFIER, date(2026, 11, 22), key)
    return to


def a_bag(**changes: bytes | None) -> dict[str, bytes]:
    """Somebody else's sound bag by path; `changes` put other content in place of a file, or take it away (None)."""
    files = {"data/a.txt": b"hello", "data/in/b.txt": b"", "bagit.txt": BAGIT, "bag-info.txt": b"Payload-Oxum: 5.2\n"}
    files["manifest-sha256.txt"] = listed(files, "sha256", payload=True)
    files["tagmanifest-sha256.txt"] = listed(files, "sha256", payload=False)
    for path, content in changes.items():
        if content is None:
            del files[path]
        else:
            files[path] = content
    return files


def listed(files: Mapping[str, bytes], algorithm: str, *, payload: bool, between: str = "  ", end: str = "\n") -> bytes:
    """The manifest of these files."""
    lines = (
        f"{hashlib.new(algorithm, content).hexdigest()}{between}{path}{end}"
        for path, content in sorted(files.items())
        if path.startswith("data/") == payload and not path.startswith("tagmanifest")
    )
    return "".join(lines).encode()


def in_folder(root: Path, files: Mapping[str, bytes]) -> Path:
    """The bag as a folder."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return root


def in_zip(to: Path, files: Mapping[str, bytes], top: str = "bag/") -> Path:
    """The bag in a zip, under whatever names it was given."""
    with ZipFile(to, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(ZipInfo(top + path), content)
    return to
