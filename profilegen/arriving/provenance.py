"""Where a profile came from: the folder that the staff keep of each move, beside consents.yaml."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from profilegen.arriving.delivery import Delivery
from profilegen.arriving.label import NotUnpackedError, one_line
from profilegen.loading.folders import LONGEST_NAME, is_ignored
from profilegen.model.addresses import slug_of
from profilegen.model.records import Arrival
from profilegen.model.schema import SCHEMA_VERSION
from profilegen.packing.arrivals import Fields, arrival_of, as_yaml, people_in, texts_in, words_that_may_be_ids
from profilegen.packing.formats import ARRIVAL, ARRIVALS, LARGEST_ARRIVAL

MOST_CARRIED = 20
_LARGEST_CARRIED = 2 << 20  # of all together: with this school's own they are read at every build
_NO_SCHOOL = "home"
_LONGEST_SCHOOL = 40  # letters: packs carry the folder on, and their paths may not be long


def folder_name(taken: Delivery, day: date, used: Iterable[str]) -> str:
    """The name of the folder of this move: its day, and the old school; with a number where that is used."""
    school = slug_of(taken.label.school[:_LONGEST_SCHOOL]) if taken.label.school else _NO_SCHOOL
    return free_name(f"{day.isoformat()}-{school}", used)


def free_name(name: str, used: Iterable[str]) -> str:
    """The name, or the name with the first number that is free."""
    taken = {one.casefold() for one in used}
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one.casefold() not in taken)


@dataclass(frozen=True, slots=True)
class Came:
    """What came with a move: records that are `brought`, and those put `aside`, each with the version that was here.
    `ours` are ids that mean the same person here as in the pack; `carried` the folders of moves before."""

    brought: Collection[str]
    aside: Mapping[str, str]
    ours: Collection[str] = ()
    carried: Collection[str] = ()


def arrival_yaml(taken: Delivery, day: date, came: Came) -> bytes:
    """What is known of this move, as it will be read.

    NotUnpackedError where it names more records than such a file can hold, or what cannot be written down in it.
    """
    label = taken.label
    named = sorted({*came.brought, *came.aside})
    fields: dict[str, Any] = {"schema": SCHEMA_VERSION}
    if label.school:
        fields["from"] = label.school
    fields |= {"packed_on": label.packed_on.isoformat(), "arrived_on": day.isoformat(), "identifier": label.identifier}
    fields["student"] = label.student
    if taken.signer is not None:
        fields |= {"signed_by": taken.signer.school, "fingerprint": taken.signer.fingerprint}
    for name in ("framework", "locale"):
        word = taken.settings.get(name)
        if isinstance(word, str) and word.strip():
            fields[name] = one_line(word)
    fields["brought"] = sorted(came.brought)
    fields["people"] = sorted(_people(taken, named) - {label.student, *came.ours})
    fields["aside"] = [{"file": path, "ours": came.aside[path]} for path in sorted(came.aside)]
    fields["carried"] = sorted(came.carried)
    left: Counter[tuple[str, str]] = Counter()
    for one in label.left_out:
        left[one.what, one.why] += one.how_many
    fields["left_out"] = [{"what": what, "why": why, "how_many": number} for (what, why), number in left.items()]
    return _read_back(_as_yaml(fields), fields)


def _people(taken: Delivery, records: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for path in records:
        fields = taken.fields(path)
        found |= people_in([fields]) if fields is not None else words_that_may_be_ids(taken.content(path))
    return found


def _read_back(raw: bytes, fields: Fields) -> bytes:
    """Nothing is placed of which the loader would understand something else: who is whose pupil hangs on it."""
    record = arrival_of(raw)
    if (
        record is None
        or [*record.brought] != fields["brought"]
        or [*record.people] != fields["people"]
        or [{"file": one.file, "ours": one.ours} for one in record.aside] != fields["aside"]
        or [*record.carried] != fields["carried"]
        or record.student != fields["student"]
    ):
        raise NotUnpackedError(
            "There are names in it that cannot be written down, so nobody could tell later what came with it.",
            "Ask for a pack in which no file has a tabulator or a line’s end in its name.",
        )
    return raw


def _as_yaml(fields: Fields) -> bytes:
    raw = as_yaml(fields)
    if len(raw) > LARGEST_ARRIVAL:
        raise NotUnpackedError("It holds more records than can be kept track of.")
    return raw


def carried_arrival(
    taken: Delivery, name: str, came: Collection[str], *, is_new: bool, is_vouched: bool
) -> bytes | None:
    """The arrival.yaml of an earlier move that the pack carries, narrowed to the records that `came` with it now.

    The very bytes for a student who `is_new` here, or where all of them came. None where none did: those that were here
    already are this school's own. Where this move has a folder of its own (`is_vouched`), it alone
    says what was carried.
    """
    fields = taken.arrival_fields(name) or {}
    before = texts_in(fields.get("brought"))
    still = before if is_new else [one for one in before if unicodedata.normalize("NFC", one) in came]
    if not still and not is_new:
        return None
    if still == before and not (is_vouched and "carried" in fields):
        return b"".join(taken.pieces(f"{ARRIVALS}{name}/{ARRIVAL}"))
    return _as_yaml({**fields, "brought": still, "carried": [] if is_vouched else fields.get("carried")})


def sound_arrivals(taken: Delivery) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The folders of earlier moves that the pack carries, the earliest first; and those left behind, each with why."""
    sound: list[tuple[date, str]] = []
    left: list[tuple[str, str]] = []
    for name in taken.arrivals:
        record = _arrival(taken, name)
        if record is None:
            left.append((name, "it cannot be read"))
        elif max(record.arrived_on, record.packed_on) > taken.label.packed_on:
            left.append((name, "it is of a later day than the pack"))
        else:
            sound.append((record.arrived_on, name))
    stay: list[str] = []
    room = _LARGEST_CARRIED
    for _, name in sorted(sound, reverse=True):
        room -= taken.holding.sizes[f"{ARRIVALS}{name}/{ARRIVAL}"]
        if len(stay) == MOST_CARRIED or room < 0:
            left.append(
                (name, f"more than {MOST_CARRIED} are not kept" if room >= 0 else "they are too large together")
            )
        else:
            stay.append(name)
    return tuple(reversed(stay)), tuple(left)


def _arrival(taken: Delivery, name: str) -> Arrival | None:
    path = f"{ARRIVALS}{name}/{ARRIVAL}"
    is_a_name = (
        not is_ignored(name) and len(name) <= LONGEST_NAME and name == unicodedata.normalize("NFC", name.strip())
    )
    if not is_a_name or taken.holding.sizes.get(path, LARGEST_ARRIVAL + 1) > LARGEST_ARRIVAL:
        return None
    return arrival_of(b"".join(taken.pieces(path)))
