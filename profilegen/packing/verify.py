"""The story of verifying: is it complete, is it unaltered, who signed it, and is that somebody you trust?

Each question has its own answer. Nothing is written, and nothing of the bag is believed before it was summed up.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from profilegen.packing.bag import Sums, manifest_line
from profilegen.packing.formats import (
    ALGORITHMS,
    DATA,
    DESCRIPTION,
    FORMAT,
    FORMAT_VERSION,
    LARGEST_DESCRIPTION,
    SCHEMA_VERSION,
    SIGNATURE,
    SOFTWARE,
    manifest,
    tag_manifest,
)
from profilegen.packing.holding import Holding, NoBagError, folder_of_bag, shown
from profilegen.packing.lists import KNOWN, STRONG, Listing, content_of, encoding_of, info_of, listings
from profilegen.packing.signing import SIGNED, PublicKey, Signature, read_signature
from profilegen.packing.zipped import Zipped, zip_of_bag

_FETCH = "fetch.txt"
_OXUM = re.compile(r"([0-9]{1,20})\.([0-9]{1,20})", re.ASCII)
_MOST_TOLD = 1000  # sentences of one sort


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found out, in sentences, each about one file where it can be.

    `unsafe` is what nobody should unpack, `incomplete` what is missing, `altered` what is not as it was packed, or was
    added. `notes` are worth knowing and no fault. `description` is pack.json (None where there is none that can be
    read); believe it only where the bag `is_unaltered`.
    """

    unsafe: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_ours: bool = False
    has_signature: bool = False
    signature: Signature | None = None
    files: int = 0
    identifier: str = ""
    description: dict[str, Any] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether all is there that is listed, and nothing has to be fetched."""
        return not self.incomplete and not self.unsafe

    @property
    def is_unaltered(self) -> bool:
        """Whether every file is as it was packed, and none was added."""
        return not self.altered and not self.unsafe

    @property
    def is_badly_signed(self) -> bool:
        """Whether there is a signature, and it is not under this very bag."""
        return self.has_signature and not (self.signature and self.signature.is_good)

    @property
    def is_sound(self) -> bool:
        """Whether it may be believed: complete, unaltered, and not signed by somebody who did not sign it."""
        return self.is_complete and self.is_unaltered and not self.is_badly_signed

    def signer(self, trusted: Iterable[PublicKey]) -> PublicKey | None:
        """The trusted key that signed it, by the name under which it is trusted; None where none did."""
        by = self.signature.by.public if self.signature and self.signature.is_good else None
        return next((one for one in trusted if one.public == by), None)


def verify(file: Path) -> Verified:
    """Looks at a pack: a zip, or the folder that was unpacked from one. Reads every file once, in little memory.

    Never raises for what is in it. OSError where the file itself cannot be read.
    """
    try:
        with closing(opened_bag(file)) as holding:
            return verified(holding)
    except NoBagError as error:
        return _no_bag(error)


def opened_bag(file: Path) -> Holding:
    """The bag in a zip or a folder, for whoever closes it. NoBagError for what is none; OSError."""
    return folder_of_bag(file) if file.is_dir() else zip_of_bag(file)


def verified(holding: Holding) -> Verified:
    """The same of a bag that is open, and stays so: whoever unpacks reads what was verified. Never raises for what is
    in it. OSError where the file itself cannot be read."""
    try:
        return Verified(unsafe=_some(holding.unsafe)) if holding.unsafe else _Look(holding).found()
    except NoBagError as error:
        return _no_bag(error)


def _no_bag(error: NoBagError) -> Verified:
    return Verified(unsafe=(f"{error.message} {error.hint}".strip(),))


def payload_sums(holding: Holding) -> tuple[str, dict[str, bytes]]:
    """How the payload of a sound bag is summed up, and the sum of each of its files.

    NoBagError where there is no list with strong sums.
    """
    lists = {one.algorithm: one for one in listings(holding, encoding_of(holding)) if not one.is_of_tags}
    found = next((lists[name] for name in STRONG if name in lists), None)
    if found is None:
        raise NoBagError("There is no list of the files in it with sums that can be relied upon.")
    known = _by_spelling(found)
    paths = (path for path in holding.sizes if path.startswith(DATA))
    return found.algorithm, {path: bytes.fromhex(known[unicodedata.normalize("NFC", path)]) for path in paths}


class _Look:
    """One bag, as it is looked at."""

    def __init__(self, holding: Holding) -> None:
        self.holding = holding
        encoding = encoding_of(holding)
        self.lists = tuple(listings(holding, encoding))
        self.digests = {one.name: _by_spelling(one) for one in self.lists}
        self.info = info_of(holding, encoding)
        self.is_ours = self.info.get("bag-software-agent", "").split(" ")[0] == SOFTWARE
        self.incomplete: list[str] = []
        self.altered = [sentence for one in self.lists for sentence in one.wrong]
        self.notes: list[str] = []

    def found(self) -> Verified:
        self._lists_are_there()
        self._everything_is_listed()
        self._everything_is_there()
        self._everything_is_as_it_was()
        self._oxum()
        if self.is_ours:
            self._to_the_last_byte()
        self.lists, self.digests = (), {}  # of many thousand files they are long, and so is what comes next
        description = self._description()
        signed = SIGNATURE in self.holding.sizes
        return Verified(
            incomplete=_some(self.incomplete),
            altered=_some(self.altered),
            notes=tuple(self.notes),
            is_ours=self.is_ours,
            has_signature=signed,
            signature=self._signature() if signed else None,
            files=len(self.holding.sizes),
            identifier=self.info.get("external-identifier", ""),
            description=description,
        )

    # Lists

    def _of(self, *, tags: bool) -> list[Listing]:
        return [one for one in self.lists if one.is_of_tags == tags]

    def _lists_are_there(self) -> None:
        wanted = [name(one) for one in ALGORITHMS for name in (manifest, tag_manifest)] if self.is_ours else []
        names = {one.name for one in self.lists}
        self.incomplete += (f"{one} is missing." for one in wanted if one not in names)
        payload = {one.algorithm for one in self._of(tags=False)}
        if not payload and not wanted:
            self.incomplete.append("There is no list of the files in it, so nobody can tell what is missing.")
        elif not payload & {*STRONG}:
            self.altered.append(
                "Its sums are too weak: whoever alters a file can make the sum fit (use sha256 or sha512)."
            )
        if not self._of(tags=True) and not self.is_ours:
            self.notes.append("Its lists are not summed up themselves: who alters a file and its line is not noticed.")
        if _FETCH in self.holding.sizes:
            self.incomplete.append(f"{_FETCH} says that parts of it are on the internet. They are not fetched.")
        self.notes += (
            f"{one.name} is of a sort that is not known here." for one in self.lists if one.algorithm not in KNOWN
        )

    def _everything_is_listed(self) -> None:
        """Every payload file stands in every list of the payload; of ours, every other file in every tag manifest."""
        own = {one.name for one in self._of(tags=True)} | {SIGNATURE}
        for path in self.holding.sizes:
            is_payload, normal = path.startswith(DATA), unicodedata.normalize("NFC", path)
            if path in own or (path == _FETCH and not is_payload):
                continue
            for one in self._of(tags=not is_payload):
                if normal not in self.digests[one.name] and (is_payload or self.is_ours):
                    self.altered.append(f"“{shown(path)}” was added: it is not in {one.name}.")
                    break

    def _everything_is_there(self) -> None:
        there = {unicodedata.normalize("NFC", path) for path in self.holding.sizes}
        for one in self.lists:
            for path in one.digests:
                if unicodedata.normalize("NFC", path) not in there:
                    self.incomplete.append(f"“{shown(path)}” is missing.")
                if path.startswith(DATA) == one.is_of_tags:
                    self.altered.append(f"“{shown(path)}” does not belong into {one.name}.")
        self.incomplete = list(dict.fromkeys(self.incomplete))

    # Content

    def _everything_is_as_it_was(self) -> None:
        lists = [one for one in self.lists if one.algorithm in KNOWN]
        for path in sorted(self.holding.sizes):
            normal = unicodedata.normalize("NFC", path)
            expected = [(one.algorithm, found) for one in lists if (found := self.digests[one.name].get(normal))]
            if not expected:
                continue
            sums = Sums({algorithm for algorithm, _ in expected})
            try:
                for piece in self.holding.pieces(path):
                    sums.add(piece)
            except NoBagError:  # the zip has a sum of its own, and that told it first
                self.altered.append(f"“{shown(path)}” was altered.")
                continue
            except OSError:
                self.altered.append(f"“{shown(path)}” cannot be read.")
                continue
            digests = sums.digests()
            if any(digests[algorithm].hex() != digest for algorithm, digest in expected):
                self.altered.append(f"“{shown(path)}” was altered.")

    def _oxum(self) -> None:
        said = self.info.get("payload-oxum")
        if said is None:
            return
        sizes = [size for path, size in self.holding.sizes.items() if path.startswith(DATA)]
        found = _OXUM.fullmatch(said)
        if found is None or (int(found[1]), int(found[2])) != (sum(sizes), len(sizes)):
            told = f"It should hold {shown(said)} bytes and files, and holds {sum(sizes)}.{len(sizes)} (Payload-Oxum)."
            is_less = found is not None and (sum(sizes) < int(found[1]) or len(sizes) < int(found[2]))
            (self.incomplete if is_less else self.altered).append(told)

    def _to_the_last_byte(self) -> None:
        """Of our own packs it is known how the lists of the lists are written, and the zip around it all."""
        for one in self._of(tags=True):
            lines = [manifest_line(one.digests[path], path) for path in sorted(one.digests)]
            if content_of(self.holding, one.name) != b"".join(lines):
                self.altered.append(f"“{one.name}” was altered.")
        if isinstance(self.holding, Zipped):
            self.altered += self.holding.inexact

    # What it says of itself

    def _description(self) -> dict[str, Any] | None:
        if DESCRIPTION not in self.holding.sizes:
            return None
        try:
            said = json.loads(content_of(self.holding, DESCRIPTION, LARGEST_DESCRIPTION))
        except (ValueError, RecursionError, NoBagError, OSError):
            return None
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            return None
        for word, known in (("format_version", FORMAT_VERSION), ("schema", SCHEMA_VERSION)):
            if not isinstance(said.get(word), int) or said[word] > known:
                self.notes.append("A newer profilegen made it. To unpack it, install that version, or a later one.")
                break
        return said

    def _signature(self) -> Signature | None:
        if SIGNED not in self.holding.sizes:
            return None
        try:
            return read_signature(content_of(self.holding, SIGNATURE), content_of(self.holding, SIGNED))
        except (OSError, NoBagError):
            return None


def _by_spelling(one: Listing) -> dict[str, str]:
    """The digests by path, whichever Unicode form the list is written in."""
    if all(map(str.isascii, one.digests)):
        return one.digests
    return {unicodedata.normalize("NFC", path): digest for path, digest in one.digests.items()}


def _some(sentences: Iterable[str]) -> tuple[str, ...]:
    """Each sentence once; of very many, the first thousand, and how many more there are."""
    told = tuple(dict.fromkeys(sentences))
    more = len(told) - _MOST_TOLD
    return told if more <= 0 else (*told[:_MOST_TOLD], f"And {more:,} more.")


def sentences_of(found: Verified) -> Iterator[str]:
    """Everything that is wrong, the worst first."""
    yield from found.unsafe
    yield from found.incomplete
    yield from found.altered
