"""All files of a site as one stream of bytes: first how long the index is, then the index, then each file.

4 bytes     the length of the index, the most significant first
index       JSON, deflated (zlib): {"start", "files": {path: [place, length, size, type, deflated]}, "left_out": [path]}
files       one after the other; `place` counts from the end of the index
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from profilegen.opening import open_plainly
from profilegen.sharing.preparing import Member

LARGEST_RECORDING = 150_000_000
"""Bytes of a recording in a locked profile: it is unlocked whole, in the memory of a telephone, before it plays."""

_AT_ONCE = 1 << 20
_LEVEL = 9
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".woff2": "font/woff2",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".avif": "image/avif",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".pdf": "application/pdf",
}
_DEFLATED = frozenset((".html", ".css", ".js", ".svg", ".txt", ".vtt"))
_ORDER = {".html": 0, ".css": 0, ".js": 0, ".woff2": 1, ".mp4": 3, ".webm": 3, ".m4a": 3, ".mp3": 3}
"""Texts come first, then fonts, then pictures as the first page shows them: few parts are unlocked until it stands."""

_START = "index.html"


@dataclass(frozen=True, slots=True)
class Archive:
    """A site as one stream of `size` bytes. `left_out` are recordings that are too large to be locked."""

    size: int
    head: bytes
    bodies: tuple[bytes | Member, ...]
    left_out: tuple[Member, ...]

    def stream(self) -> Iterator[bytes]:
        """The bytes, a piece at a time. OSError where a file cannot be read, or is not as long as it was."""
        yield self.head
        for body in self.bodies:
            if isinstance(body, bytes):
                yield body
            else:
                yield from _poured(body)


def archive_of(members: Iterable[Member]) -> Archive:
    """The archive of these files; texts are made small here, all else is read when it is streamed."""
    members = tuple(members)
    first_page = next((b"".join(_poured(one)).decode("utf-8") for one in members if one.path == _START), "")

    def place_of(one: Member) -> tuple[int, int, str]:
        place = first_page.find(one.path)
        return _ORDER.get(_ending(one), 2), place if place >= 0 else len(first_page), one.path

    in_order = sorted(members, key=place_of)
    left_out = tuple(one for one in in_order if one.size > LARGEST_RECORDING and _is_recording(one))
    bodies: list[bytes | Member] = []
    files: dict[str, tuple[int, int, int, str, int]] = {}
    place = 0
    for one in in_order:
        if one in left_out:
            continue
        is_text = _ending(one) in _DEFLATED
        body = zlib.compress(b"".join(_poured(one)), _LEVEL) if is_text else one
        length = len(body) if isinstance(body, bytes) else body.size
        kind = _TYPES.get(_ending(one), "application/octet-stream")
        files[one.path] = (place, length, one.size, kind, int(is_text))
        bodies.append(body)
        place += length
    head = _head(files, left_out)
    return Archive(len(head) + place, head, tuple(bodies), left_out)


def _head(files: Mapping[str, tuple[int, int, int, str, int]], left_out: tuple[Member, ...]) -> bytes:
    index = {"start": _START, "files": files, "left_out": [one.path for one in left_out]}
    packed = zlib.compress(json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), _LEVEL)
    return len(packed).to_bytes(4, "big") + packed


def _ending(member: Member) -> str:
    return PurePosixPath(member.path).suffix.lower()


def _is_recording(member: Member) -> bool:
    return _TYPES.get(_ending(member), "").startswith(("video/", "audio/"))


def _poured(member: Member) -> Iterator[bytes]:
    length = 0
    with open_plainly(member.source) as opened:
        while piece := opened.read(_AT_ONCE):
            length += len(piece)
            yield piece
    if length != member.size:
        raise OSError(5, "This file was changed while it was read", str(member.source))
