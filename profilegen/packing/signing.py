"""The school's signature under a pack: Ed25519 (RFC 8032) over the school's name and the tag manifest.

The tag manifest sums up every list of the bag, and these every file; so one signature covers all of it. It stands in a
file of its own beside the lists, which other programs for BagIt leave alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from profilegen.packing.formats import SIGNATURE, tag_manifest

ALGORITHM, SIGNED = "Ed25519", tag_manifest("sha512")
LONGEST_NAME = 200
_BEGINNING = b"profilegen pack 1\n"  # so that a signature under anything else is none under a pack
_GROUPS, _GROUP = 8, 5
_PUBLIC, _SIGNATURE = 32, 64  # bytes


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a school is known by: its name as it calls itself, and the public half of its key."""

    school: str
    public: bytes

    @property
    def fingerprint(self) -> str:
        """The key in few figures, which two people can compare on the telephone: 40 of them, in groups of five.

        They are 132 bits of the key's SHA-256: who wants another key with the same figures has to try for ever.
        """
        number = int.from_bytes(hashlib.sha256(self.public).digest()) % 10 ** (_GROUPS * _GROUP)
        figures = f"{number:0{_GROUPS * _GROUP}d}"
        return " ".join(figures[at : at + _GROUP] for at in range(0, len(figures), _GROUP))

    @property
    def text(self) -> str:
        """The public half in base64."""
        return b64encode(self.public).decode("ascii")


@dataclass(frozen=True, slots=True)
class SchoolKey:
    """The school's key, both halves."""

    school: str
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def public(self) -> PublicKey:
        """The half that everybody may know."""
        return PublicKey(self.school, self.private.public_key().public_bytes_raw())


@dataclass(frozen=True, slots=True)
class Signature:
    """What stands under a pack: who says that they signed it, and whether that is so."""

    by: PublicKey
    is_good: bool


def signature_file(key: SchoolKey, signed: bytes) -> tuple[str, bytes]:
    """The name and content of the file with the signature under this tag manifest; the same each time."""
    return SIGNATURE, _written(key.public, key.private.sign(_message(key.school, signed)))


def _message(school: str, signed: bytes) -> bytes:
    return _BEGINNING + json.dumps(school).encode("ascii") + b"\n" + signed


def _written(by: PublicKey, signature: bytes) -> bytes:
    content = {
        "algorithm": ALGORITHM,
        "signed": SIGNED,
        "school": by.school,
        "public_key": by.text,
        "signature": b64encode(signature).decode("ascii"),
    }
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def read_signature(content: bytes, signed: bytes) -> Signature | None:
    """The signature in this file under this tag manifest; None where the file is not as one is written here."""
    try:
        said: Any = json.loads(content)
        by = public_key(said["school"], said["public_key"])
        signature = b64decode(said["signature"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if by is None or len(signature) != _SIGNATURE or _written(by, signature) != content:
        return None
    try:
        Ed25519PublicKey.from_public_bytes(by.public).verify(signature, _message(by.school, signed))
    except (InvalidSignature, ValueError):
        return Signature(by, is_good=False)
    return Signature(by, is_good=True)


def public_key(school: object, text: object) -> PublicKey | None:
    """A public key from its words; None where they are none."""
    if not isinstance(school, str) or not isinstance(text, str) or not is_name(school):
        return None
    try:
        public = b64decode(text, validate=True)
    except ValueError:
        return None
    found = PublicKey(school, public)
    return found if len(public) == _PUBLIC and found.text == text else None


def is_name(school: str) -> bool:
    """Whether a school may be called so under a signature: one line of letters that can be seen."""
    return (
        bool(school.strip()) and len(school) <= LONGEST_NAME and school.isprintable() and not re.search(r"\s\s", school)
    )
