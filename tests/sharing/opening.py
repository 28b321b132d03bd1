"""Opens a locked profile as its description says, without the product's own code: what a stranger could write."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_PART = re.compile(rb'profilegenPart\("([0-9a-f]{32})","(\d{4,})","([A-Za-z0-9+/=]+)"\);\n')


@dataclass(frozen=True)
class Locked:
    """A locked folder: what stands in the open on its page, and its parts."""

    folder: Path

    @property
    def head(self) -> dict[str, Any]:
        page = (self.folder / "index.html").read_text(encoding="utf-8")
        found = re.search(r'<script type="application/json" id="lock_head">(.*?)</script>', page)
        assert found
        return dict(json.loads(found[1]))

    @property
    def part_files(self) -> list[Path]:
        return sorted(self.folder.glob("part-*.js"))

    def sealed(self, number: int) -> bytes:
        """The bytes of one part, still locked."""
        found = _PART.fullmatch((self.folder / f"part-{number:04}.js").read_bytes())
        assert found and int(found[2]) == number and found[1].decode() == self.head["lock"]
        return b64decode(found[3], validate=True)

    def content_key(self, words: str) -> bytes:
        """InvalidTag where these words open none of the keys."""
        head = self.head
        for number, (salt, nonce, wrapped) in enumerate(head["keys"], start=1):
            key = hashlib.pbkdf2_hmac("sha256", words.encode(), b64decode(salt), head["rounds"], 32)
            try:
                return AESGCM(key).decrypt(
                    b64decode(nonce), b64decode(wrapped), b"profilegen key 1 " + head["lock"].encode()
                )
            except Exception:
                if number == len(head["keys"]):
                    raise
        raise AssertionError("no keys")

    def stream(self, key: bytes) -> bytes:
        """Everything, unlocked."""
        head, whole = self.head, bytearray()
        for number in range(1, head["parts"] + 1):
            told = f"profilegen part 1 {head['lock']} {number} {head['parts']}".encode()
            whole += AESGCM(key).decrypt(number.to_bytes(12, "big"), self.sealed(number), told)
        return bytes(whole)

    def files(self, words: str) -> dict[str, bytes]:
        """Every file of the site by its path."""
        whole = self.stream(self.content_key(words))
        length = int.from_bytes(whole[:4], "big")
        index = json.loads(zlib.decompress(whole[4 : 4 + length]))
        found = {}
        for path, (place, size, full, _, deflated) in index["files"].items():
            body = whole[4 + length + place :][:size]
            found[path] = zlib.decompress(body) if deflated else body
            assert len(found[path]) == full
        return found
