"""The moves before this one go along: what is known of each, the frameworks of that school, and the list of its pack.

They are the staff's, and name what came then. A piece that is private by now, or another pupil whom nothing shows that
goes along, is not named again: lists are narrowed to what goes along. Where that changes nothing, every byte stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from profilegen.baring.bare import as_it_is
from profilegen.loading.folders import Found, contents_of, files_below
from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.records import MARKDOWN_ENDINGS
from profilegen.loading.text_files import LARGEST, text_of
from profilegen.loading.yaml_text import parse
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

Fields = dict[str, Any]

_KIND = "arrival"
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\Z")
_OTHERS = "others"


def arrivals(folder: Path, packed: Iterable[Piece]) -> Iterator[Piece]:
    """The files below data/arrivals/. `folder` is where the staff keep a student's arrivals, `packed` what goes along
    of the student's own folder. What cannot be read stays behind. OSError."""
    if folder.is_symlink() or not folder.is_dir():
        return
    known = {one.path.removeprefix(PROFILE): one for one in packed}
    for inner in contents_of(Found(folder, "", "")).folders:
        raw = _read(inner.path / ARRIVAL, LARGEST_ARRIVAL)
        fields = fields_of(raw, ARRIVAL, LARGEST_ARRIVAL) if raw is not None else None
        if raw is not None and fields is not None:
            place = f"{ARRIVALS}{inner.last}/"
            yield Piece(f"{place}{ARRIVAL}", _KIND, _narrowed(raw, fields, known))
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


def _narrowed(raw: bytes, fields: Fields, known: Mapping[str, Piece]) -> bytes:
    brought = texts_in(fields.get("brought"))
    stays = [one for one in brought if one in known]
    records = [fields_of(known[one].source, one) for one in stays if isinstance(known[one].source, bytes)]
    people = texts_in(fields.get("people"))
    named = people_in(records)
    shown = [one for one in people if one in named]
    if stays == brought and shown == people:
        return raw
    return as_yaml({**fields, "brought": stays, "people": shown})


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
    return text.encode("utf-8")


def texts_in(value: object) -> list[str]:
    """The texts of a field that holds a list, or one text instead of a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one]


def people_in(records: Iterable[Fields | None]) -> set[str]:
    """The ids of students that these records name: whom a picture shows, and who wrote something."""
    return {one for fields in records for one in _people(fields) if _ID.match(one) and one != _OTHERS}


def _people(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for inner in value:
            yield from _people(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "shows":
                yield from texts_in(inner)
            elif name == "from" and isinstance(inner, dict):
                yield from texts_in(inner.get("student"))
            yield from _people(inner)
