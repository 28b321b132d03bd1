"""A pack that is at the door: verified, still open, and looked through for what it may put where."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from profilegen import bundled
from profilegen.arriving.label import Label, NotUnpackedError, label_of, one_line
from profilegen.loading.folders import is_ignored
from profilegen.loading.record_folders import RECORD_FOLDERS, language_in_name
from profilegen.loading.records import MARKDOWN_ENDINGS, YAML_ENDINGS
from profilegen.loading.text_files import LARGEST
from profilegen.packing.arrivals import Fields, fields_of
from profilegen.packing.formats import (
    ARRIVAL,
    ARRIVALS,
    ARRIVED_DESCRIPTION,
    ARRIVED_SCHOOL,
    DATA,
    LARGEST_ARRIVAL,
    PROFILE,
    SCHOOL,
)
from profilegen.packing.holding import Holding, NoBagError, folded, shown
from profilegen.packing.lists import content_of
from profilegen.packing.signing import PublicKey
from profilegen.packing.verify import Verified, opened_bag, payload_sums, sentences_of, verified

_KEPT = (PROFILE, SCHOOL, ARRIVALS)
_DEEPEST = 20
_LONGEST = 1000  # letters of a path
_THE_STAFFS = frozenset(
    [
        *("school.yaml", "consents.yaml", "identifiers.yaml", "trusted_keys.yaml", "addresses.yaml", "imported.yaml"),
        *("students", "classes", "frameworks", "themes", "crosswalks", "arrivals", "arrived"),
    ]
)
"""Names that mean something else than a student's own files, in a lone student's folder or in a school."""


@dataclass(frozen=True)
class Delivery:
    """A sound pack. Paths of `profile` are seen from the student's folder, in NFC, each with its path in the bag;
    `passed_over` are those that no student's folder may get. `signer` is the trusted key that signed it, if one did."""

    holding: Holding = field(repr=False)
    label: Label
    verified: Verified = field(repr=False)
    signer: PublicKey | None
    algorithm: str
    sums: dict[str, bytes] = field(repr=False)  # by path in the bag
    profile: dict[str, str] = field(repr=False)
    passed_over: tuple[str, ...] = ()

    @cached_property
    def name(self) -> str:
        """The student's name in full. NotUnpackedError where profile.yaml does not say it."""
        fields = self.fields("profile.yaml") if "profile.yaml" in self.profile else None
        name = (fields or {}).get("name")
        if not isinstance(name, str) or not name.strip():
            raise NotUnpackedError("There is no profile.yaml in it that says a name, so nobody can tell whose it is.")
        return one_line(name)

    @cached_property
    def settings(self) -> Fields:
        """What the old school's school.yaml says, as text; nothing where there is none."""
        path = f"{SCHOOL}school.yaml"
        return fields_of(self._small(path), path) or {} if path in self.holding.sizes else {}

    @cached_property
    def arrivals(self) -> dict[str, tuple[str, ...]]:
        """The earlier moves that it carries: the name of each one's folder, and its paths in the bag."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.holding.sizes):
            if path.startswith(ARRIVALS):
                found.setdefault(path.split("/")[2], []).append(path)
        return {name: tuple(paths) for name, paths in found.items()}

    @cached_property
    def school_files(self) -> tuple[str, ...]:
        """The paths in the bag of what the profile needs of the old school."""
        return tuple(sorted(path for path in self.holding.sizes if path.startswith(SCHOOL)))

    @cached_property
    def leans_on_no_school(self) -> bool:
        """Whether a lone student's folder packed it, with no skills but those that come with profilegen."""
        return not self.label.school and all(map(self._is_bundled, self.school_files))

    def _is_bundled(self, path: str) -> bool:
        name = path.removeprefix(f"{SCHOOL}frameworks/")
        files = (bundled.frameworks() / f"{name.rpartition('.')[0]}{ending}" for ending in YAML_ENDINGS)
        own = next((file for file in files if "/" not in name and file.is_file()), None)
        return own is not None and own.read_bytes() == self._small(path)

    def size(self, path: str) -> int:
        """How many bytes a file of the profile has."""
        return self.holding.sizes[self.profile[path]]

    def digest(self, path: str) -> bytes:
        """The sum of a file of the profile."""
        return self.sums[self.profile[path]]

    def content(self, path: str) -> bytes:
        """A file of the profile that is a record; its beginning, if it is larger than a record can be."""
        return self._small(self.profile[path])

    def fields(self, path: str) -> Fields | None:
        """What a record of the profile says, as text; None where it cannot be read."""
        return fields_of(self.content(path), path)

    def arrival_fields(self, name: str) -> Fields | None:
        """What the arrival.yaml of an earlier move says."""
        path = f"{ARRIVALS}{name}/{ARRIVAL}"
        if path not in self.holding.sizes or self.holding.sizes[path] > LARGEST_ARRIVAL:
            return None
        return fields_of(content_of(self.holding, path, LARGEST_ARRIVAL), path, LARGEST_ARRIVAL)

    def pieces(self, inside: str) -> Iterator[bytes]:
        """The bytes of a file by its path in the bag, held against the list once more.

        NotUnpackedError where they are not what was verified; OSError.
        """
        taken = hashlib.new(self.algorithm, usedforsecurity=False)
        try:
            for piece in self.holding.pieces(inside):
                taken.update(piece)
                yield piece
        except NoBagError as error:
            raise NotUnpackedError(error.message, error.hint) from None
        if taken.digest() != self.sums.get(inside):
            raise NotUnpackedError(f"“{shown(inside)}” changed while it was unpacked.", "Ask for the pack once more.")

    def _small(self, inside: str) -> bytes:
        found = bytearray()
        for piece in self.holding.pieces(inside):
            found += piece
            if len(found) > LARGEST:
                break
        return bytes(found[: LARGEST + 1])


def is_record(path: str) -> bool:
    """Whether a file in a student's folder is a record: it is read, and can be compared field by field."""
    first, slash, rest = path.partition("/")
    if not slash:
        base = first.rpartition(".")[0]
        return first.endswith(".yaml") and "profile" in (base, language_in_name(base)[0])
    endings = YAML_ENDINGS + MARKDOWN_ENDINGS
    return first in RECORD_FOLDERS and "/" not in rest and rest.lower().endswith(endings)


@contextmanager
def delivery(file: Path, trusted: tuple[PublicKey, ...]) -> Iterator[Delivery]:
    """Opens a pack, verifies it, and keeps it open: what is read later is what was looked at.

    NotUnpackedError, with every reason, for one that must not be unpacked. OSError where the file cannot be read.
    """
    try:
        holding = opened_bag(file)
    except NoBagError as error:
        raise NotUnpackedError(error.message, error.hint) from None
    try:
        yield _looked_through(holding, trusted)
    finally:
        holding.close()


def _looked_through(holding: Holding, trusted: tuple[PublicKey, ...]) -> Delivery:
    found = verified(holding)
    if found.unsafe or not (found.is_complete and found.is_unaltered):
        told = "It may do harm." if found.unsafe else "It is not as it was packed."
        raise NotUnpackedError(told, "Ask for it once more.", tuple(sentences_of(found)))
    if found.is_badly_signed:
        raise NotUnpackedError("The signature in it is not under this pack.", "Ask the school for a new one.")
    label = label_of(found.description)
    _refuse_unlisted(holding, label)
    label = replace(label, files=frozenset())  # of many thousand files they are long
    _refuse_unsafe(holding)
    algorithm, sums = payload_sums(holding)
    paths = sorted(path for path in holding.sizes if path.startswith(PROFILE))
    profile = {unicodedata.normalize("NFC", path.removeprefix(PROFILE)): path for path in paths}
    passed_over = tuple(path for path in profile if _is_the_staffs(path))
    for path in passed_over:
        del profile[path]
    without = replace(found, description=None)  # of many thousand files it is long
    return Delivery(holding, label, without, found.signer(trusted), algorithm, sums, profile, passed_over)


def _refuse_unlisted(holding: Holding, label: Label) -> None:
    """pack.json lists each file: a bag that was made anew, with more or less in it, is another pack."""
    held = {path for path in holding.sizes if path.startswith(_KEPT)}
    listed = {path for path in label.files if path.startswith(_KEPT)}
    reasons = [f"“{shown(path)}” is missing: pack.json lists it." for path in sorted(listed - held)]
    reasons += [f"“{shown(path)}” was added: pack.json does not list it." for path in sorted(held - listed)]
    if reasons:
        raise NotUnpackedError("It is not as it was packed.", "Ask for it once more.", tuple(reasons[:1000]))


def _refuse_unsafe(holding: Holding) -> None:
    reasons = []
    folders = {folded(path.rpartition("/")[0]) for path in holding.sizes}
    folders |= {above for folder in folders for above in _above(folder)}
    for path in holding.sizes:
        if not path.startswith(_KEPT):
            continue
        if why := _why_not(path, folders):
            reasons.append(f"“{shown(path)}” is not unpacked: {why}.")
    if reasons:
        raise NotUnpackedError("It may do harm.", reasons=tuple(reasons[:1000]))


def _above(folder: str) -> Iterator[str]:
    while "/" in folder:
        folder = folder.rpartition("/")[0]
        yield folder


def _why_not(path: str, folders: set[str]) -> str:
    parts = path.removeprefix(DATA).split("/")[1:]
    if len(parts) > _DEEPEST + 2 or len(path) > _LONGEST:
        return "folders are nested too deep for it"
    if any(part.startswith(".") for part in parts):
        return "a name that begins with a full stop is hidden"
    if path.startswith(PROFILE) and (parts[0].startswith("_") or any(map(is_ignored, parts))):
        return "a pack never holds such a file"
    if path.startswith(ARRIVALS) and not _is_of_an_arrival(parts):
        return "it has no place among the earlier moves"
    if folded(path) in folders:
        return "it is a file and a folder at once"
    return ""


def _is_of_an_arrival(parts: list[str]) -> bool:
    rest = "/".join(parts[1:])
    return rest in (ARRIVAL, ARRIVED_DESCRIPTION) or (rest.startswith(ARRIVED_SCHOOL) and rest != ARRIVED_SCHOOL)


def _is_the_staffs(path: str) -> bool:
    return folded(path.partition("/")[0]) in _THE_STAFFS
