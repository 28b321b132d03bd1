"""File by file: what is new, what is here already, and what differs and is put aside for the student to choose.

Nothing that is here is ever replaced, and nothing is mixed into it. What differs lies beside, byte for byte.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from profilegen.arriving.delivery import Delivery, is_record
from profilegen.arriving.earlier import came_as
from profilegen.arriving.here import Here, beginning_of, has_sum, shows_the_same
from profilegen.arriving.shortened import is_ours_shortened
from profilegen.loading.record_folders import language_in_name
from profilegen.model.addresses import slug_of
from profilegen.packing.arrivals import Fields, fields_of

SHORTENED = "it came without parts that were left out where it was packed"
_MEDIA = "media/"
_REPORTS = "reports"


class Fate(Enum):
    """What becomes of a file that came."""

    NEW = "new"
    SAME = "the same"
    DIFFERS = "differs"
    WAITING = "differs, and waits to be chosen already"
    GONE = "came before, and was changed or taken away here since"


@dataclass(frozen=True, slots=True)
class Choice:
    """A file of the profile and its fate. `why` it is put aside, where it does not simply differ; `beside` is the file
    that is here in its stead."""

    path: str
    fate: Fate
    why: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """The files that came in earlier packs of this student and day: what of them was changed or taken away here does
    not come back."""

    files: frozenset[str] = frozenset()

    def has(self, taken: Delivery, path: str) -> bool:
        """Whether this very file came before."""
        return bool(self.files) and came_as(taken, path) in self.files


def merged(taken: Delivery, here: Here, before: Before = Before()) -> tuple[Choice, ...]:
    """The fate of each file, sorted by path. OSError where a file that is here cannot be read."""
    return _Merge(taken, here, before).made()


class _Merge:
    def __init__(self, taken: Delivery, here: Here, before: Before) -> None:
        self.taken, self.here, self.before = taken, here, before
        self.choices: dict[str, Choice] = {}
        self.named = {_named(path): path for path in taken.profile if is_record(path)}

    def made(self) -> tuple[Choice, ...]:
        stems = _stems(self.here)
        years = self._years_here() if any(path.startswith(f"{_REPORTS}/") for path in self.taken.profile) else {}
        for path in self.taken.profile:
            self.choices[path] = self._of(path, stems, years)
        if self._put_aside():
            self._follow()
        return tuple(self.choices[path] for path in sorted(self.choices))

    def _of(self, path: str, stems: Mapping[tuple[str, str], str], years: Mapping[str, str]) -> Choice:
        if path in self.here.files:
            return self._beside(path)
        if twin := self.here.twin_of(path):
            return self._aside(path, f"some computers cannot tell it from {twin}, which is here", twin)
        if self.before.has(self.taken, path):
            return Choice(path, Fate.GONE if not self._waits(path) else Fate.WAITING)
        if other := self._one_page(path, stems):
            return self._aside(path, f"it would become one page with {other}, which is here", other)
        if path.startswith(f"{_REPORTS}/") and (other := years.get(self._year(path), "")):
            return self._aside(path, f"{other}, which is here, is about the same school year", other)
        if path.startswith(f"{_REPORTS}/") and self.taken.label.is_everything:
            return self._aside(path, "in a student’s own copy a report is not under the school’s hand", "")
        return Choice(path, Fate.NEW)

    def _beside(self, path: str) -> Choice:
        file, given = self.here.file(path), (self.taken.algorithm, self.taken.size(path), self.taken.digest(path))
        if has_sum(file, *given):
            return Choice(path, Fate.SAME)
        if path.startswith(_MEDIA) and shows_the_same(file, given[1], self.taken.pieces(self.taken.profile[path])):
            return Choice(path, Fate.SAME)
        if is_record(path):
            ours = fields_of(beginning_of(file), path)
            theirs = self._fields(path)
            if ours is not None and ours == theirs:
                return Choice(path, Fate.SAME)
            if ours and theirs and is_ours_shortened(theirs, ours, self.taken.label.shortened.get(path, ())):
                return Choice(path, Fate.SAME, SHORTENED)
        return self._aside(path, "", path)

    def _aside(self, path: str, why: str, beside: str) -> Choice:
        if self._waits(path):
            return Choice(path, Fate.WAITING, why, beside)
        return Choice(path, Fate.GONE if self.before.has(self.taken, path) else Fate.DIFFERS, why, beside)

    def _waits(self, path: str) -> bool:
        given = self.taken.algorithm, self.taken.size(path), self.taken.digest(path)
        return any(has_sum(file, *given) for file in self.here.aside.get(path, ()))

    def _one_page(self, path: str, stems: Mapping[tuple[str, str], str]) -> str:
        """The record here that would become one page with a new one, or the original of another; "" for none."""
        if "/" not in path or not is_record(path):
            return ""
        folder, stem = _named(path)
        claims, original = [slug_of(stem)], _original_of(path)
        if original and original not in self.named:  # else its fate is that of its original
            claims.append(slug_of(original[1]))
        return next((stems[folder, one] for one in claims if (folder, one) in stems), "")

    # What follows from what was put aside

    def _follow(self) -> None:
        """A new record that would show another medium than it was written for is put aside too; then so is a
        translation of another original."""
        media = {path.removeprefix(_MEDIA): path for path in self._put_aside() if path.startswith(_MEDIA)}
        for path in self._new_records() if media else ():
            if shown := next((media[word] for word in words_in(self._fields(path)) if word in media), ""):
                self.choices[path] = self._aside(path, f"it shows {shown}, of which another version is here", "")
        originals = {_named(path): path for path in self._put_aside() if is_record(path)}
        for path in self._new_records():
            if original := originals.get(_original_of(path) or ("", ""), ""):
                self.choices[path] = self._aside(
                    path, f"it translates {original}, of which another version is here", ""
                )

    def _put_aside(self) -> list[str]:
        return [path for path, one in self.choices.items() if one.fate in (Fate.DIFFERS, Fate.WAITING)]

    def _new_records(self) -> list[str]:
        return [path for path, one in self.choices.items() if one.fate is Fate.NEW and is_record(path)]

    def _fields(self, path: str) -> Fields | None:
        return self.taken.fields(path)

    def _year(self, path: str) -> str:
        return _year_in(self._fields(path)) if is_record(path) else ""

    def _years_here(self) -> dict[str, str]:
        reports = (path for path in self.here.files if path.startswith(f"{_REPORTS}/") and is_record(path))
        found = {_year_in(fields_of(beginning_of(self.here.file(path)), path)): path for path in reports}
        return {year: path for year, path in found.items() if year}


def _year_in(fields: Fields | None) -> str:
    year = (fields or {}).get("school_year")
    return slug_of(year) if isinstance(year, str) else ""


def _stems(here: Here) -> dict[tuple[str, str], str]:
    """The names that records here claim as pages, and those that translations here lean on."""
    found: dict[tuple[str, str], str] = {}
    for path in here.files:
        if "/" in path and is_record(path):
            folder, stem = _named(path)
            found.setdefault((folder, slug_of(stem)), path)
            base, lang = language_in_name(stem)
            if lang:  # without its original it is a record by itself, and would become another's translation
                found.setdefault((folder, slug_of(base)), path)
    return found


def _named(path: str) -> tuple[str, str]:
    """The folder of a record, and its name without the ending."""
    folder, _, last = path.rpartition("/")
    return folder, last.rpartition(".")[0]


def _original_of(path: str) -> tuple[str, str] | None:
    folder, stem = _named(path)
    base, lang = language_in_name(stem)
    return (folder, base) if lang else None


def words_in(value: object) -> Iterator[str]:
    """Every text in the fields of a record."""
    if isinstance(value, str):
        yield unicodedata.normalize("NFC", value.strip())
    elif isinstance(value, dict):
        for inner in value.values():
            yield from words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)
