"""What a build wrote: a small file inside each folder that it made, so that the next one knows what is its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from profilegen.opening import open_plainly

MANIFEST = ".profilegen.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the site that lies in the store under this name, `size` bytes large, as this encoder made it."""

    name: str
    size: int
    encoder: str = ""


SiteFile = bytes | Stored


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a folder by path, each with its size and a digest of its content; and what later builds must know.

    `claims` are the opaque words of `profilegen.model.walking.claims_of`; `notes` is what the school's pages need.
    `kind` tells apart what a folder is the site of, in opaque words; "" in those of older versions.
    """

    audience: str
    files: Mapping[str, str]
    claims: tuple[str, ...] = ()
    notes: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""

    def to_bytes(self) -> bytes:
        """The manifest as JSON, the same bytes for the same content."""
        content = {
            "version": _VERSION,
            "audience": self.audience,
            "kind": self.kind,
            "files": dict(sorted(self.files.items())),
            "claims": sorted(self.claims),
            "notes": dict(self.notes),
        }
        return (json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode("utf-8")


def digest_of(content: SiteFile) -> str:
    """What tells two contents apart."""
    if isinstance(content, Stored):
        return f"{content.size} {content.name} {content.encoder}".strip()
    return f"{len(content)} {hashlib.sha256(content).hexdigest()}"


def manifest_for(
    audience: str,
    files: Mapping[str, SiteFile],
    claims: Collection[str] = (),
    notes: Mapping[str, Any] | None = None,
    kind: str = "",
) -> Manifest:
    """The manifest of these files; `claims`, `notes` and `kind` as `Manifest` has them."""
    digests = {path: digest_of(content) for path, content in files.items()}
    return Manifest(audience, digests, tuple(sorted(claims)), notes or {}, kind)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder that a build of this version wrote; None for any other folder.

    The folder may come from anywhere, and what a manifest names is removed when the time comes: one that names a path
    outside its folder is none.
    """
    try:
        with open_plainly(folder / MANIFEST) as opened:
            content = json.loads(opened.read())
        if content["version"] != _VERSION or not all(map(_stays_inside, content["files"])):
            return None
        return Manifest(
            audience=str(content["audience"]),
            files={str(path): str(digest) for path, digest in content["files"].items()},
            claims=tuple(map(str, content["claims"])),
            notes=dict(content["notes"]),
            kind=str(content.get("kind", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    return not any(part in ("", ".", "..") or "\\" in part or ":" in part or "\0" in part for part in parts)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest in one step: a site whose manifest is lost could not be taken down."""
    part = folder / f"{MANIFEST}.new"
    write_fresh(part, manifest.to_bytes())
    part.replace(folder / MANIFEST)


def write_fresh(file: Path, content: bytes) -> None:
    """Writes a file that is new. What was there goes, and is not written through: it could be a link to anywhere."""
    file.unlink(missing_ok=True)
    with file.open("xb") as opened:
        opened.write(content)
