"""The moves before this one go along: what is known of each, the frameworks of that school, and the list of its pack.

They are the staff's, and name what came then. A piece that is private by now, or another pupil whom nothing shows that
goes along, is not named again: lists are narrowed to what goes along. Where that changes nothing, every byte stays.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from profilegen.baring.bare import as_it_is
from profilegen.loading.arrivals import chosen_since
from profilegen.loading.folders import Found, contents_of, files_below
from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.records import MARKDOWN_ENDINGS, validated
from profilegen.loading.text_files import LARGEST, text_of
from profilegen.loading.yaml_text import parse
from profilegen.model.records import Arrival
from profilegen.opening import open_plainly
from profilegen.packing.formats import (
    ARRIVAL,
    ARRIVALS,
    ARRIVED_DESCRIPTION,
    ARRIVED_SCHOOL,
    LARGEST_ARRIVAL,
    LARGEST_DESCRIPTION,
    PROFILE,
)
from profilegen.packing.payload import Piece
from profilegen.problems import Severity

Fields = dict[str, Any]

_KIND = "arrival"
_AN_ID = re.compile(r"[^\W_][\w.-]{0,119}")  # whatever a folder of students may be called somewhere
_MOST_WORDS = 2000  # of a record that cannot be read
_OTHERS = "others"
_BREAKS = frozenset("\x85\u2028\u2029")


def arrivals(folder: Path, student: Path, packed: Iterable[Piece]) -> Iterator[Piece]:
    """The files below data/arrivals/. `folder` is where the staff keep the arrivals of the student whose own folder is
    `student`, `packed` what goes along of that. What cannot be read stays behind. OSError."""
    if folder.is_symlink() or not folder.is_dir():
        return
    known = {one.path.removeprefix(PROFILE): one for one in packed}
    found = [
        (inner, _read(inner.path / ARRIVAL, LARGEST_ARRIVAL)) for inner in contents_of(Found(folder, "", "")).folders
    ]
    sound = [(inner, raw, arrival) for inner, raw in found if raw is not None and (arrival := arrival_of(raw))]
    names = {inner.last for inner, _, _ in sound}
    for inner, raw, arrival in sound:
        fields = fields_of(raw, ARRIVAL, LARGEST_ARRIVAL)
        if fields is not None:
            place = f"{ARRIVALS}{inner.last}/"
            chosen = frozenset(chosen_since(arrival, student, inner.last))
            yield Piece(f"{place}{ARRIVAL}", _KIND, _narrowed(raw, fields, known, chosen, names))
            described = _read(inner.path / ARRIVED_DESCRIPTION, LARGEST_DESCRIPTION)
            if described is not None and (told := _described(described, known)) is not None:
                yield Piece(f"{place}{ARRIVED_DESCRIPTION}", _KIND, told)
            yield from _of_school(inner.path / ARRIVED_SCHOOL.rstrip("/"), place)


def _of_school(folder: Path, place: str) -> Iterator[Piece]:
    if folder.is_symlink() or not folder.is_dir():
        return
    for file in files_below(Found(folder, "", ""))[0]:
        yield Piece(f"{place}{ARRIVED_SCHOOL}{file.name}", _KIND, as_it_is(file.path))


def _read(file: Path, most: int) -> bytes | None:
    try:
        with open_plainly(file) as opened:
            raw = opened.read(most + 1)
    except OSError:
        return None
    return raw if len(raw) <= most else None


def _narrowed(
    raw: bytes, fields: Fields, known: Mapping[str, Piece], chosen: Collection[str], names: Collection[str]
) -> bytes:
    """`chosen` are records that count as brought by now: what lay aside for them stays behind, and is not named."""
    brought, carried = texts_in(fields.get("brought")), texts_in(fields.get("carried"))
    stays = (
        sorted({one for one in (*brought, *chosen) if one in known})
        if chosen
        else [one for one in brought if one in known]
    )
    goes = [one for one in carried if one in names]
    records = [fields_of(known[one].source, one) for one in stays if isinstance(known[one].source, bytes)]
    people = texts_in(fields.get("people"))
    named = people_in(records)
    shown = [one for one in people if one in named]
    if stays == brought and shown == people and goes == carried and "aside" not in fields:
        return raw
    return as_yaml({**fields, "brought": stays, "people": shown, "aside": [], "carried": goes})


def _described(raw: bytes, known: Mapping[str, Piece]) -> bytes | None:
    """The pack.json of then, without the files that do not go along any more; None where it cannot be read."""
    try:
        said = json.loads(raw)
        files = [one for one in said["files"] if _goes_along(one["path"], known)]
        if len(files) == len(said["files"]):
            return raw
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return f"{json.dumps({**said, 'files': files}, ensure_ascii=False, indent=1)}\n".encode()


def _goes_along(path: str, known: Mapping[str, Piece]) -> bool:
    return not path.startswith(PROFILE) or path.removeprefix(PROFILE) in known


# What records and arrivals say


def fields_of(raw: object, path: str, largest: int = LARGEST) -> Fields | None:
    """What a record says, as text: the same for two files that mean the same. None where it cannot be read."""
    if not isinstance(raw, bytes):
        return None
    text, problems = text_of(raw, Found("", path, path), largest)
    if problems:
        return None
    written = (parse_front_matter if path.lower().endswith(MARKDOWN_ENDINGS) else parse)(text, path)
    return written.fields if not written.mistakes else None


def as_yaml(fields: Fields) -> bytes:
    """An arrival.yaml, without fields that hold nothing."""
    held = {name: value for name, value in fields.items() if value not in ([], "", None)}
    text: str = yaml.safe_dump(held, allow_unicode=True, sort_keys=False, width=110)
    if not _BREAKS.isdisjoint(text):  # a name with such a letter would come back as another
        text = yaml.safe_dump(held, allow_unicode=False, sort_keys=False, width=110)
    return text.encode("utf-8")


def arrival_of(raw: bytes) -> Arrival | None:
    """The arrival that such a file is for this school when it is read; None for one that it would not believe."""
    text, problems = text_of(raw, Found("", ARRIVAL, ARRIVAL), LARGEST_ARRIVAL)
    record, mistakes = validated(parse(text, ARRIVAL), Arrival)
    is_sound = not any(one.severity is Severity.ERROR for one in (*problems, *(said.problem for said in mistakes)))
    return record if is_sound else None


def texts_in(value: object) -> list[str]:
    """The texts of a field that holds a list, or one text instead of a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one]


def people_in(records: Iterable[Fields | None]) -> set[str]:
    """The ids of students that these records name: whom a picture shows, and who wrote something."""
    said = (unicodedata.normalize("NFC", one.strip()) for fields in records for one in _people(fields))
    return {one for one in said if _AN_ID.fullmatch(one) and one != _OTHERS}


def words_that_may_be_ids(raw: bytes) -> set[str]:
    """The same of a record that cannot be read: when it is mended, it must mean nobody here either."""
    words = _AN_ID.finditer(unicodedata.normalize("NFC", raw.decode("utf-8", "replace")))
    return {one.group().rstrip(".-") for one in islice(words, _MOST_WORDS)} - {_OTHERS}


def _people(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _people(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in ("shows", "student"):
                yield from texts_in(inner)
            yield from _people(inner)
