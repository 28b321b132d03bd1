"""The keys of a school's conferences: one for each event, made once, kept by the staff in `_keys`.

A site that is made for a meeting holds the public half, with which anybody can seal and nobody can open. The private
half never leaves the school's folder. Without it, what families wrote cannot be read by anyone: so a key is never
written over, and where its file is damaged, none is put in its place.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from profilegen.opening import open_plainly
from profilegen.problems import ProfilegenError, UsageError
from profilegen.publishing.private_files import keep_private

KEYS_FOLDER = "_keys"
_ENDING = ".pem"
_EVENT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?", re.ASCII)
_LARGEST = 16 * 1024  # bytes: a key has a few hundred


class KeyDamagedError(ProfilegenError):
    """A key that is there and cannot be read. Nothing is put in its place."""


@dataclass(frozen=True)
class EventKey:
    """The key of one event."""

    event: str
    private: EllipticCurvePrivateKey = field(repr=False)

    @cached_property
    def public_bytes(self) -> bytes:
        """The public half as a point that is not compressed: 65 bytes."""
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def public(self) -> str:
        """The same in base64: what a page seals with."""
        return b64encode(self.public_bytes).decode("ascii")


class _Keys(Mapping[str, EventKey]):
    """The keys of a school by the names of their events. Each is read when it is asked for, and once."""

    def __init__(self, school: Path) -> None:
        self._folder = school / KEYS_FOLDER
        self._read: dict[str, EventKey] = {}

    def __getitem__(self, event: str) -> EventKey:
        if event not in self._read:
            found = _key_in(self._folder, event) if is_event(event) else None
            if found is None:
                raise KeyError(event)
            self._read[event] = found
        return self._read[event]

    def __iter__(self) -> Iterator[str]:
        files = sorted(self._folder.glob(f"*{_ENDING}")) if self._folder.is_dir() else []
        return (file.stem for file in files if is_event(file.stem))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def is_event(name: str) -> bool:
    """Whether an event may be called so: small letters, digits and hyphens, at most 60 of them."""
    return _EVENT.fullmatch(name) is not None


def event_key(school: Path, event: str) -> EventKey:
    """The key of an event in a school's folder. Where there is none, one is made, for its owner's eyes alone.

    UsageError where no event can be called so. KeyDamagedError where the key is there and cannot be read: it stays as
    it is. OSError where the disk says no.
    """
    if not is_event(event):
        raise UsageError(
            f"“{event[:80]}” cannot be the name of an event.", "Use small letters, digits and hyphens: autumn-2026"
        )
    folder = school / KEYS_FOLDER
    found = _key_in(folder, event)
    if found is not None:
        return found
    made = generate_private_key(SECP256R1())
    keep_private(_file(folder, event), made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    kept = _key_in(folder, event)  # which may be another's, made in the same moment: then that one holds for both
    if kept is None:
        raise _damaged(_file(folder, event), "it went as soon as it was written")
    return kept


def keys_of(school: Path) -> Mapping[str, EventKey]:
    """The keys of a school by the names of their events. One that is damaged says so when it is asked for."""
    return _Keys(school)


def _file(folder: Path, event: str) -> Path:
    return folder / f"{event}{_ENDING}"


def _key_in(folder: Path, event: str) -> EventKey | None:
    """The key of an event; None where there is none. KeyDamagedError where it cannot be read."""
    file = _file(folder, event)
    if folder.is_symlink():
        raise _damaged(file, f"{KEYS_FOLDER} is a link to somewhere else")
    try:
        with open_plainly(file) as opened:
            content = opened.read(_LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _damaged(file, error.strerror or "it is not a plain file") from error
    try:
        key = load_pem_private_key(content[:_LARGEST], None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _damaged(file, "it is damaged, or no key of profilegen’s") from error
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise _damaged(file, "it is a key of another sort")
    return EventKey(event, key)


def _damaged(file: Path, why: str) -> KeyDamagedError:
    return KeyDamagedError(
        f"The key {KEYS_FOLDER}/{file.name} cannot be read: {why}.",
        "It stays as it is: only this very key opens what was sealed to it. Bring it back from a copy of the folder.",
    )
