"""The lists of a bag as other programs write them too: what they say, and what is wrong with them, a sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from profilegen.packing.formats import BAG_INFO, BAGIT
from profilegen.packing.holding import MOST_FILES, Holding, NoBagError, shown

STRONG = ("sha256", "sha384", "sha512")
KNOWN = ("md5", "sha1", "sha224", *STRONG)
_LARGEST = 128_000_000  # bytes of one list
_SMALL = 1_000_000
_LIST = re.compile(r"(tag)?manifest-([a-z0-9]{1,20})\.txt", re.ASCII)
_LINE = re.compile(r"([0-9A-Fa-f]{16,128})[ \t]+(\S.*)\Z", re.ASCII)
_VERSION = re.compile(r"BagIt-Version:[ \t]*([0-9]{1,3})\.([0-9]{1,3})[ \t]*")
_ENCODING = re.compile(r"Tag-File-Character-Encoding:[ \t]*([A-Za-z0-9_.-]{1,40})[ \t]*")
_ENCODINGS = ("utf-8", "utf-16", "iso-8859-1", "us-ascii")
_LINE_ENDS = re.compile("\r\n|\r|\n")
_ENCODED = {"%0a": "\n", "%0d": "\r", "%25": "%"}
_LONGEST_LABEL = 100


@dataclass(frozen=True)
class Listing:
    """One manifest: the digest of each path, in small letters, and what is wrong with the list itself."""

    name: str
    algorithm: str
    is_of_tags: bool
    digests: dict[str, str] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()


def content_of(holding: Holding, path: str, most: int = _SMALL) -> bytes:
    """A small file as a whole. NoBagError where it is larger than such a file can be."""
    found = bytearray()
    for piece in holding.pieces(path):
        found += piece
        if len(found) > most:
            raise NoBagError(f"“{shown(path)}” is larger than such a file can be.")
    return bytes(found)


def encoding_of(holding: Holding) -> str:
    """How the lists are written, by bagit.txt. NoBagError where that does not say what it has to."""
    if BAGIT not in holding.sizes:
        raise NoBagError(f"It is no pack: there is no {BAGIT} in it.")
    raw = content_of(holding, BAGIT)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NoBagError(f"{BAGIT} is not written in UTF-8, as it has to be.") from None
    lines = [line for line in _LINE_ENDS.split(text) if line]
    version = _VERSION.fullmatch(lines[0]) if lines else None
    encoding = _ENCODING.fullmatch(lines[1]) if len(lines) == 2 else None
    if version is None or encoding is None:
        raise NoBagError(f"{BAGIT} does not say what it has to: a version and an encoding, on a line each.")
    if (int(version[1]), int(version[2])) > (1, 0):
        raise NoBagError(f"It is written by BagIt {version[1]}.{version[2]}, which is newer than this program.")
    if encoding[1].lower() not in _ENCODINGS:
        raise NoBagError(f"Its lists are written in {encoding[1]}, which cannot be read here.")
    return encoding[1].lower()


def listings(holding: Holding, encoding: str) -> Iterator[Listing]:
    """Every manifest and tag manifest of the bag."""
    for path in sorted(holding.sizes):
        found = _LIST.fullmatch(path)
        if found:
            yield _listing(holding, path, found[2], encoding, is_of_tags=bool(found[1]))


def _listing(holding: Holding, path: str, algorithm: str, encoding: str, *, is_of_tags: bool) -> Listing:
    try:
        text = content_of(holding, path, _LARGEST).decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return Listing(path, algorithm, is_of_tags, wrong=(f"{path} cannot be read: it is not written in {encoding}.",))
    digests: dict[str, str] = {}
    wrong: list[str] = []
    for number, line in enumerate(_LINE_ENDS.split(text), start=1):
        found = _LINE.match(line)
        if found is None:
            wrong += [f"Line {number} of {path} is no line of such a list."] if line.strip() else []
        else:
            named = _named(found[2], holding)
            if named in digests:
                wrong.append(f"{path} lists “{shown(named)}” twice.")
            digests[named] = found[1].lower()
        if len(digests) > MOST_FILES or len(wrong) > 100:
            wrong.append(f"{path} is no such list.")
            break
    return Listing(path, algorithm, is_of_tags, digests, tuple(wrong))


def _named(written: str, holding: Holding) -> str:
    """The path that a line names. Some programs write a star before it, or ./, or forget to encode a %."""
    plain = written if written in holding.sizes else written.removeprefix("*").removeprefix("./")
    decoded = re.sub("%0[aAdD]|%25", lambda sign: _ENCODED[sign[0].lower()], plain)
    return decoded if decoded in holding.sizes or plain not in holding.sizes else plain


def info_of(holding: Holding, encoding: str) -> dict[str, str]:
    """bag-info.txt: each label in small letters, with its first value. Nothing where there is none or it is damaged."""
    if BAG_INFO not in holding.sizes:
        return {}
    text = content_of(holding, BAG_INFO).decode(encoding, "replace").removeprefix("\ufeff")
    found: dict[str, str] = {}
    for line in _LINE_ENDS.split(text):
        label, colon, value = line.partition(":")
        if colon and not line[0].isspace() and len(label) <= _LONGEST_LABEL:
            found.setdefault(label.strip().lower(), value.strip())
    return found
