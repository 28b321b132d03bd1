"""differences.txt: what a person has to choose between, field by field, in plain words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path

from profilegen.arriving.delivery import Delivery, is_record
from profilegen.arriving.here import Here, beginning_of
from profilegen.arriving.merging import Choice, Fate, words_in
from profilegen.packing.arrivals import fields_of
from profilegen.packing.formats import ARRIVED_FOLDER
from profilegen.packing.holding import shown

_NOTHING = object()
_LONGEST_LIST = 200
_MOST_DIFFERING = 10_000
_EMPTY = "\0 an empty list"  # which no text in a record can be
_LONGEST = 70  # letters of a value
_MOST_FIELDS = 100  # of one file
_MOST_REFERENCES = 1000
_HEAD = """\
What came from {school} and differs from what is here. Nothing was replaced: each other version lies in
{place}.
Choose with the student: keep what is here, and delete the other version; or move that into its place, under the
same name. Then delete this file.
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
    differing = list(islice(_differing(here, there), _MOST_DIFFERING))
    for name, mine, theirs in differing[:_MOST_FIELDS]:
        yield f"  {shown(name)}\n"
        yield from _of_two_values(mine, theirs)
    if not differing:
        yield "  they say the same in another form\n"
    if len(differing) > _MOST_FIELDS:
        yield f"  and {len(differing) - _MOST_FIELDS} more fields\n"


_Pair = tuple[str, str | None, str | None]


def _differing(ours: object, theirs: object, name: str = "") -> Iterator[_Pair]:
    """Every text that is not the same in both, with the fields on the way to it: `feedback 2, comment`."""
    if ours == theirs:
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys([*ours, *theirs]):
            inner = f"{name}, {key}" if name else str(key)
            yield from _differing(ours.get(key, _NOTHING), theirs.get(key, _NOTHING), inner)
    elif isinstance(ours, list) and isinstance(theirs, list) and ours and theirs:
        for number, (mine, other) in enumerate(_aligned(ours, theirs), start=1):
            yield from _differing(mine, other, f"{name} {number}")
    else:
        mine, other = dict(_flat(ours, name)), dict(_flat(theirs, name))
        for inner in dict.fromkeys([*mine, *other]):
            if mine.get(inner) != other.get(inner):
                yield inner, mine.get(inner), other.get(inner)


def _aligned(ours: list[object], theirs: list[object]) -> Iterator[tuple[object, object]]:
    """The entries of two lists side by side: what one of them has more stands against nothing."""
    if max(len(ours), len(theirs)) > _LONGEST_LIST:
        yield from zip_longest(ours, theirs, fillvalue=_NOTHING)
        return
    mine, other = ([repr(one) for one in entries] for entries in (ours, theirs))
    for _, start, end, from_, until in difflib.SequenceMatcher(None, mine, other, autojunk=False).get_opcodes():
        yield from zip_longest(ours[start:end], theirs[from_:until], fillvalue=_NOTHING)


def _flat(value: object, name: str) -> Iterator[tuple[str, str]]:
    if value is _NOTHING:
        return
    if value in ({}, []):
        yield name, _EMPTY
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}, {key}" if name else str(key))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _flat(inner, f"{name} {number}")
    else:
        yield name, str(value)


def _of_two_values(ours: str | None, theirs: str | None) -> Iterator[str]:
    """The two values, each on one line; of long ones the stretch where they begin to differ."""
    told, against = (" ".join((value or "").split()) for value in (ours, theirs))
    if ours is not None and theirs is not None and told == against:
        yield "    only spaces or line ends differ\n"
        return
    lengths = zip(told, against, strict=False)
    same = next((at for at, (one, other) in enumerate(lengths) if one != other), min(len(told), len(against)))
    start = max(0, same - _LONGEST // 3) if max(len(told), len(against)) > _LONGEST else 0
    yield f"    here:       {_short(ours, told, start)}\n"
    yield f"    from there: {_short(theirs, against, start)}\n"
    if start and told and against and same == min(len(told), len(against)):
        which = "here" if len(told) > len(against) else "from there"
        yield f"    the one {which} is longer by {abs(len(told) - len(against))} letters\n"


def _short(value: str | None, told: str, start: int) -> str:
    if value is None:
        return "(nothing)"
    if value == _EMPTY:
        return "(an empty list)"
    if not told:
        return "(empty)"
    end = start + _LONGEST
    return f"“{'…' if start else ''}{shown(told[start:end])}{'…' if end < len(told) else ''}”"


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
