"""differences.txt: what a person has to choose between, field by field, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from profilegen.arriving.delivery import Delivery, is_record
from profilegen.arriving.here import Here, beginning_of
from profilegen.arriving.merging import Choice, Fate, words_in
from profilegen.packing.arrivals import fields_of
from profilegen.packing.formats import ARRIVED_FOLDER
from profilegen.packing.holding import shown

_LONGEST = 70  # letters of a value
_MOST_FIELDS = 100  # of one file
_MOST_REFERENCES = 1000
_HEAD = """\
What came from {school} and differs from what is here. Nothing was replaced: each other version lies in
{place}.
Choose with the student: keep what is here, and delete the other version; or move that into its place. Then delete this
file.
"""


def differences(
    taken: Delivery, here: Here, choices: tuple[Choice, ...], folder: str, student: str = ""
) -> Iterator[str]:
    """The lines of differences.txt, piece by piece; `folder` is the name of the folder in arrived/. OSError."""
    place = f"students/{student}/{ARRIVED_FOLDER}/{folder}" if student else f"{ARRIVED_FOLDER}/{folder}"
    yield _HEAD.format(school=taken.label.school or "home", place=place)
    aside = [one for one in choices if one.fate is Fate.DIFFERS]
    for one in aside:
        yield f"\n{shown(one.path)}\n"
        if one.why:
            yield f"  put aside: {shown(one.why)}\n"
        if one.beside and one.beside in here.files:
            yield from _of_two(taken, one, here.file(one.beside))
    yield from _references(taken, choices, frozenset(one.path for one in aside))


def _of_two(taken: Delivery, one: Choice, ours: Path) -> Iterator[str]:
    here = fields_of(beginning_of(ours), one.beside) if is_record(one.path) else None
    there = taken.fields(one.path) if is_record(one.path) else None
    if here is None or there is None:
        yield f"  here: {ours.stat().st_size:,} bytes; from there: {taken.size(one.path):,} bytes\n"
        return
    ours_flat, theirs_flat = dict(_flat(here)), dict(_flat(there))
    differing = [
        name for name in dict.fromkeys([*ours_flat, *theirs_flat]) if ours_flat.get(name) != theirs_flat.get(name)
    ]
    for name in differing[:_MOST_FIELDS]:
        yield f"  {shown(name)}\n    here:       {_short(ours_flat.get(name), theirs_flat.get(name))}\n"
        yield f"    from there: {_short(theirs_flat.get(name), ours_flat.get(name))}\n"
    if len(differing) > _MOST_FIELDS:
        yield f"  and {len(differing) - _MOST_FIELDS} more fields\n"


def _flat(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a record, with the fields on the way to it: `feedback 2, comment`."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}, {key}" if name else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _flat(inner, f"{name} {number}")
    else:
        yield name, str(value)


def _short(value: str | None, other: str | None) -> str:
    """A value on one line; of a long one, the stretch where the two begin to differ."""
    if value is None:
        return "(nothing)"
    told = " ".join(value.split())
    if len(told) > _LONGEST:
        against = " ".join((other or "").split())
        same = next((at for at, (a, b) in enumerate(zip(told, against, strict=False)) if a != b), 0)
        start = max(0, min(same - _LONGEST // 3, len(told) - _LONGEST))
        told = f"{'…' if start else ''}{told[start : start + _LONGEST]}…"
    return f"“{shown(told)}”"


def _references(taken: Delivery, choices: tuple[Choice, ...], aside: frozenset[str]) -> Iterator[str]:
    """What came new and names a record of which this school's version is what it leads to now."""
    told = 0
    for one in choices:
        if one.fate is not Fate.NEW or not is_record(one.path) or told > _MOST_REFERENCES:
            continue
        for word in sorted(set(words_in(taken.fields(one.path))) & aside):
            yield "" if told else "\nThese came new, and lead to the version that is here:\n"
            yield f"  {shown(one.path)} names {shown(word)}\n"
            told += 1
