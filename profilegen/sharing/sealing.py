"""Keys and parts of a locked profile. The page that opens it, `pages/unlock.js`, reads just this.

A random content key of 256 bits locks everything with AES-256-GCM. For each passphrase that key is wrapped, with
AES-256-GCM too, under a key made of the passphrase by PBKDF2-SHA256 with a salt of its own (OWASP asks for 600,000
rounds). A content key is used for one lock alone, so the number of a part is its nonce; the lock's own word, the number
and how many parts there are stand in what is authenticated: a part that was changed, swapped, left out or taken from
elsewhere does not open.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from profilegen.sharing.passphrases import folded

ROUNDS = 600_000
PART_BYTES = 768 * 1024
"""Bytes of the archive in each part; as base64 a million letters."""

FEWEST_PARTS = 4
"""A profile of one page looks like one of thirty."""

_PART_NAME = re.compile(r"part-[0-9]{4,}\.js")
_SALT, _NONCE, _KEY, _WORD = 16, 12, 32, 16  # bytes


@dataclass(frozen=True, slots=True)
class Lock:
    """The keys of one locked profile. `word` is random, stands in every part, and tells parts of two locks apart."""

    word: str
    content_key: bytes

    @classmethod
    def new(cls) -> Lock:
        """A new lock with a new content key."""
        return cls(secrets.token_hex(_WORD), secrets.token_bytes(_KEY))

    def sealed(self, number: int, count: int, content: bytes) -> bytes:
        """One part, locked; the same length as the content and 16 bytes."""
        told = f"profilegen part 1 {self.word} {number} {count}".encode()
        return AESGCM(self.content_key).encrypt(number.to_bytes(_NONCE, "big"), content, told)

    def head(self, passphrases: Sequence[str], count: int, rounds: int = ROUNDS) -> Mapping[str, Any]:
        """What stands in the open on the page: nothing that says anything of what is inside."""
        keys = [self._wrapped(one, rounds) for one in passphrases]
        told = "|".join([self.word, str(count), str(rounds), *(text for key in keys for text in key)])
        check = hashlib.sha256(told.encode()).hexdigest()  # so that a damaged page is not taken for a wrong passphrase
        return {"version": 1, "lock": self.word, "parts": count, "rounds": rounds, "keys": keys, "check": check}

    def _wrapped(self, passphrase: str, rounds: int) -> tuple[str, str, str]:
        salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
        key = hashlib.pbkdf2_hmac("sha256", folded(passphrase).encode(), salt, rounds, _KEY)
        wrapped = AESGCM(key).encrypt(nonce, self.content_key, f"profilegen key 1 {self.word}".encode())
        return _text(salt), _text(nonce), _text(wrapped)


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def parts_for(size: int) -> int:
    """How many parts hold so many bytes. Rounded up (Padmé, arXiv:1806.03160), so that it tells hardly anything."""
    needed = max(FEWEST_PARTS, -(-size // PART_BYTES))
    exponent = needed.bit_length() - 1
    free = exponent - exponent.bit_length()
    mask = (1 << max(0, free)) - 1
    return (needed + mask) & ~mask


def part_name(number: int) -> str:
    """`part-0001.js`: what every locked profile has, whatever is inside."""
    return f"part-{number:04}.js"


def is_part_name(name: str) -> bool:
    """Whether a part is called so."""
    return _PART_NAME.fullmatch(name) is not None


def sealed_parts(lock: Lock, stream: Iterable[bytes], count: int) -> Iterator[tuple[str, bytes]]:
    """The files of the parts by name, one after the other. What is left of the last ones is filled with nothing."""
    number = 0
    for number, content in enumerate(_cut(stream), start=1):
        yield _part(lock, number, count, content)
    for empty in range(number + 1, count + 1):
        yield _part(lock, empty, count, b"")


def _part(lock: Lock, number: int, count: int, content: bytes) -> tuple[str, bytes]:
    """A classic script that hands over its text: a page from file:// may load nothing else."""
    sealed = b64encode(lock.sealed(number, count, content.ljust(PART_BYTES, b"\0")))
    return part_name(number), b'profilegenPart("%s","%04d","%s");\n' % (lock.word.encode(), number, sealed)


def _cut(stream: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in stream:
        held += piece
        while len(held) >= PART_BYTES:
            yield bytes(held[:PART_BYTES])
            del held[:PART_BYTES]
    if held:
        yield bytes(held)
