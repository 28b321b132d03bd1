"""Where a profile came from: the folder that the staff keep of each move, beside consents.yaml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from profilegen.arriving.delivery import Delivery, is_record
from profilegen.arriving.label import NotUnpackedError, one_line
from profilegen.model.addresses import slug_of
from profilegen.packing.arrivals import Fields, as_yaml, people_in, texts_in
from profilegen.packing.formats import ARRIVAL, ARRIVALS, LARGEST_ARRIVAL

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


def arrival_yaml(taken: Delivery, day: date, ours: Collection[str], brought: Iterable[str]) -> bytes:
    """What is known of this move. `brought` are the files that came into the student's folder; `ours` are ids that mean
    the same person here as in the pack.

    NotUnpackedError where it names more records than such a file can hold.
    """
    records = sorted(path for path in brought if is_record(path))
    label = taken.label
    fields: dict[str, Any] = {"schema": 1}
    if label.school:
        fields["from"] = label.school
    fields |= {"packed_on": label.packed_on.isoformat(), "arrived_on": day.isoformat(), "identifier": label.identifier}
    if taken.signer is not None:
        fields |= {"signed_by": taken.signer.school, "fingerprint": taken.signer.fingerprint}
    for name in ("framework", "locale"):
        word = taken.settings.get(name)
        if isinstance(word, str) and word.strip():
            fields[name] = one_line(word)
    fields["brought"] = records
    fields["people"] = sorted(people_in(map(taken.fields, records)) - {*ours})
    left: Counter[tuple[str, str]] = Counter()
    for one in label.left_out:
        left[one.what, one.why] += one.how_many
    fields["left_out"] = [{"what": what, "why": why, "how_many": number} for (what, why), number in left.items()]
    return _as_yaml(fields)


def _as_yaml(fields: Fields) -> bytes:
    raw = as_yaml(fields)
    if len(raw) > LARGEST_ARRIVAL:
        raise NotUnpackedError("It holds more records than can be kept track of.")
    return raw


def carried_arrival(taken: Delivery, name: str, brought: frozenset[str], *, is_new: bool) -> bytes | None:
    """The arrival.yaml of an earlier move that the pack carries, narrowed to the records that came with it now.

    The very bytes for a student who `is_new` here, or where all of them came. None where none did: those that were here
    already are this school's own.
    """
    fields = taken.arrival_fields(name)
    if fields is None:
        return None
    before = texts_in(fields.get("brought"))
    came = [one for one in before if one in brought]
    if not came and not is_new:
        return None
    path = f"{ARRIVALS}{name}/{ARRIVAL}"
    if is_new or came == before:
        return b"".join(taken.pieces(path))
    return _as_yaml({**fields, "brought": came})
