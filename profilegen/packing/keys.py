"""The school's key in `_keys`, made once and never written over; and the keys of other schools that are trusted.

The private half never leaves `_keys`: not in a pack, a site, a cache or a log. Whoever has it can sign as the school.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from profilegen.event.keys import KEYS_FOLDER, KeyDamagedError
from profilegen.loading.folders import Found
from profilegen.loading.text_files import read_text
from profilegen.loading.yaml_text import parse
from profilegen.opening import open_plainly
from profilegen.packing.signing import PublicKey, SchoolKey, is_name, public_key
from profilegen.problems import UsageError
from profilegen.publishing.manifest import write_fresh
from profilegen.publishing.private_files import is_kept_apart, keep_private

TRUSTED = "trusted_keys.yaml"
PUBLIC_FILE = "school-key.pub"
_PRIVATE_FILE = "school_signing_key.pem"  # with underscores, which no conference's key has
_NAME = re.compile(rb"school: (\"[^\n]*\")\n")
_FORM = "profilegen school key 1"
_LARGEST = 16 * 1024
_LARGEST_LIST = 1 << 20
_HEAD = """\
# The keys of other schools whose packs this school trusts: the key on the left, the school's name on the right.
# Before you add one, compare its figures with somebody at that school, on the telephone: profilegen keys trust FILE
"""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made, and the file with its public half, to be given to other schools."""

    key: PublicKey
    file: Path


def new_key(home: Path, name: str) -> NewKey:
    """Makes the school's key under this name. UsageError where there is one already, or nobody can be called so."""
    if not is_name(name):
        raise UsageError("Say under which name the school signs.", 'For example: --name "Hillside School"')
    folder = home / KEYS_FOLDER
    if (folder / _PRIVATE_FILE).exists() or is_kept_apart(folder):
        raise UsageError(
            f"There is a key in {folder} already, and it is never written over: packs are signed with it.",
            "Look at it with: profilegen keys show",
        )
    made = SchoolKey(name, Ed25519PrivateKey.generate())
    content = made.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    keep_private(folder / _PRIVATE_FILE, b"school: %s\n%s" % (json.dumps(name).encode("ascii"), content))
    return NewKey(signing_key(home).public, write_public(home))


def signing_key(home: Path) -> SchoolKey:
    """The school's key. UsageError where there is none, KeyDamagedError where it cannot be read: it stays as it is."""
    folder = home / KEYS_FOLDER
    if is_kept_apart(folder):
        raise _damaged(f"{KEYS_FOLDER} is a link to somewhere else")
    try:
        content = _content(folder / _PRIVATE_FILE)
    except FileNotFoundError:
        raise UsageError("This school has no key to sign with.", "Make one with: profilegen keys new") from None
    except OSError:
        raise _damaged("it cannot be opened") from None
    named = _NAME.match(content)
    try:
        name = json.loads(named[1]) if named else ""
        private = load_pem_private_key(content[named.end() if named else 0 :], None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise _damaged("it is damaged, or no key of profilegen’s") from None
    if not isinstance(private, Ed25519PrivateKey) or not is_name(name):
        raise _damaged("it is a key of another sort")
    return SchoolKey(name, private)


def _content(file: Path) -> bytes:
    with open_plainly(file) as opened:
        return opened.read(_LARGEST)


def _damaged(why: str) -> KeyDamagedError:
    return KeyDamagedError(
        f"The key {KEYS_FOLDER}/{_PRIVATE_FILE} cannot be read: {why}.",
        "It stays as it is. Bring it back from a copy of the folder.",
    )


def write_public(home: Path) -> Path:
    """Writes the public half as a small text beside the private one, anew each time. Says where."""
    file = home / KEYS_FOLDER / PUBLIC_FILE
    part = file.with_name(f".{file.name}.new")
    write_fresh(part, public_text(signing_key(home).public))
    part.replace(file)
    return file


def public_text(key: PublicKey) -> bytes:
    """The file that goes to other schools."""
    return f"{_FORM}\nschool: {json.dumps(key.school, ensure_ascii=False)}\nkey: {key.text}\n".encode()


def read_public(file: Path) -> PublicKey:
    """The public key in such a file. UsageError where it holds none. OSError."""
    try:
        lines = _content(file).decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n").split("\n")
        found = public_key(json.loads(lines[1].removeprefix("school: ")), lines[2].removeprefix("key: "))
    except (ValueError, IndexError):
        found = None
    if found is None or lines[0] != _FORM or len(lines) != 3:
        raise UsageError(f"{file} is no school's public key.", f"Ask that school for its file {PUBLIC_FILE}.")
    return found


# Whom one trusts


def trusted_keys(home: Path) -> tuple[PublicKey, ...]:
    """The keys that this school trusts, its own first if it has one. UsageError where the list cannot be read."""
    own: tuple[PublicKey, ...] = ()
    if (home / KEYS_FOLDER / _PRIVATE_FILE).is_file():
        own = (signing_key(home).public,)
    return (*own, *_listed(home)[1])


def trust(home: Path, key: PublicKey) -> bool:
    """Adds a key to those that are trusted; whether it was not there before. UsageError where the list is damaged."""
    text, known = _listed(home)
    if any(one.public == key.public for one in known):
        return False
    added = f"{(text or _HEAD).rstrip()}\n{json.dumps(key.text)}: {json.dumps(key.school, ensure_ascii=False)}\n"
    if _understood(added) != (*known, key):
        raise UsageError(f"{TRUSTED} is written in a way that profilegen cannot add to.", "It was not changed.")
    part = home / f".{TRUSTED}.new"
    write_fresh(part, added.encode("utf-8"))
    part.replace(home / TRUSTED)
    return True


def _listed(home: Path) -> tuple[str, tuple[PublicKey, ...]]:
    file = home / TRUSTED
    if file.is_symlink():
        raise UsageError(f"{file} is a link to somewhere else.", "Put the file itself there.")
    if not file.exists():
        return "", ()
    text, problems = read_text(Found(file, TRUSTED, TRUSTED), _LARGEST_LIST)
    if problems:
        raise UsageError(f"{TRUSTED} cannot be read. {problems[0].message}", problems[0].hint)
    return text, _understood(text)


def _understood(text: str) -> tuple[PublicKey, ...]:
    written = parse(text, TRUSTED)
    found = [public_key(name, key) for key, name in (written.fields or {}).items()]
    keys = tuple(one for one in found if one is not None)
    if written.mistakes or len(keys) != len(found):
        raise UsageError(f"{TRUSTED} cannot be read.", "Write a key and a school's name on each line, or take it out.")
    return keys
