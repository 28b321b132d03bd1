"""Passphrases: kept as scrypt hashes, in words, or in pictures for those who do not write yet."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import threading
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from profilegen.opening import open_plainly
from profilegen.problems import ProfilegenError
from profilegen.studio.files import replace_file
from profilegen.studio.sentences import Sentence

PICTURES = ("sun", "moon", "star", "tree", "fish", "boat", "house", "flower", "key", "leaf", "cloud", "kite")
"""What a picture passphrase is chosen from. The drawings are in `templates/parts/drawings.html`."""
PICTURES_IN_ONE = 4
SHORTEST = 6

_COST, _BLOCK, _PARALLEL = 1 << 14, 8, 1
_AT_ONCE = 2  # hashes: each takes 16 MB
_LARGEST = 4096
_FREE_TRIES = 5
_LONGEST_WAIT = 60.0

Kind = Literal["words", "pictures"]


class PassphraseError(ProfilegenError):
    """A passphrase that will not do."""


@dataclass(frozen=True, slots=True)
class Passphrase:
    """The passphrase that this file keeps, if it is there."""

    file: Path

    @property
    def is_set(self) -> bool:
        """Whether one is asked for at all. A file that cannot be read asks, and lets nobody in."""
        return self.file.exists()

    @property
    def kind(self) -> Kind:
        """How it is asked for."""
        return "pictures" if self._kept().get("kind") == "pictures" else "words"

    def set(self, words: str, kind: Kind = "words") -> None:
        """Keeps a new one. PassphraseError where it is too short; OSError."""
        plain = _plain(words)
        if kind == "pictures" and (len(plain.split()) != PICTURES_IN_ONE or not set(plain.split()) <= set(PICTURES)):
            raise PassphraseError("This needs four pictures.", "Choose four. The same one twice is fine.")
        if kind == "words" and len(plain) < SHORTEST:
            raise PassphraseError(
                Sentence("This needs at least {number} letters.", number=SHORTEST),
                "Three short words are easy to keep.",
            )
        salt = secrets.token_bytes(16)
        kept = {"kind": kind, "salt": salt.hex(), "hash": _hashed(plain, salt).hex()}
        self.file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self.file, f"{json.dumps(kept)}\n".encode("ascii"))
        self.file.chmod(0o600)

    def matches(self, words: str) -> bool:
        """Whether these are the words. Takes the same time either way."""
        kept = self._kept()
        try:
            salt, known = bytes.fromhex(kept["salt"]), bytes.fromhex(kept["hash"])
        except (KeyError, ValueError, TypeError):
            return False
        return hmac.compare_digest(_hashed(_plain(words[:1000]), salt), known)

    def _kept(self) -> dict[str, str]:
        try:
            with open_plainly(self.file) as file:
                said = json.loads(file.read(_LARGEST))
        except (OSError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}


def _plain(words: str) -> str:
    """Capitals, spaces and the Unicode form of an accent do not count: it is typed on many keyboards."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def _hashed(words: str, salt: bytes) -> bytes:
    return hashlib.scrypt(words.encode("utf-8"), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, dklen=32)


Outcome = Literal["right", "wrong", "wait"]


class Patience:
    """Guessing gets slow: after a few wrong tries at one door, each next one has to wait twice as long."""

    def __init__(self) -> None:
        self.few = threading.Semaphore(_AT_ONCE)  # held by whoever hashes
        self._lock = threading.Lock()
        self._wrong: dict[str, tuple[int, float]] = {}

    def waits(self, door: str) -> float:
        """The seconds until this door may be tried again."""
        with self._lock:
            return max(0.0, self._wrong.get(door, (0, 0.0))[1] - time.monotonic())

    def try_words(self, door: str, passphrase: Passphrase, words: str) -> Outcome:
        """Whether these are the words. A try counts before it is looked at: many at once are many tries."""
        if not self._may_try(door):
            return "wait"
        with self.few:
            if not (passphrase.is_set and passphrase.matches(words)):
                return "wrong"
        with self._lock:
            self._wrong.pop(door, None)
        return "right"

    def _may_try(self, door: str) -> bool:
        """Counts a try as a wrong one, unless it is too early for one."""
        with self._lock:
            tries, until = self._wrong.get(door, (0, 0.0))
            if time.monotonic() < until:
                return False
            wait = min(2.0 ** max(tries + 1 - _FREE_TRIES, 0), _LONGEST_WAIT) if tries + 1 >= _FREE_TRIES else 0.0
            self._wrong[door] = tries + 1, time.monotonic() + wait
            return True
