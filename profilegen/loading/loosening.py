"""Taking one reference away from a record and keeping the rest: what a mistake elsewhere must not drag down."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from profilegen.loading.linking import Broken
from profilegen.model.records import Conference, Profile, Record, Reflection, Showcase, Statement, Testimonial
from profilegen.model.school import Filed, Key, Places
from profilegen.problems import Problem
from profilegen.rules import problem_at


def without_broken_parts(filed: Filed[Profile], broken: Collection[Broken]) -> Filed[Profile]:
    """A profile without the strengths, pictures or recordings that are not there: no student is left out for them."""
    profile, keys = filed.record, [found.key for found in broken]
    for name in ("avatar", "header", "introduction"):
        if any(key[0] == name for key in keys):
            profile = profile.model_copy(update={name: None})
    if profile.say_my_name and any(key[0] == "say_my_name" for key in keys):
        said = profile.say_my_name.model_copy(update={"audio": ""})
        profile = profile.model_copy(update={"say_my_name": said if said.phonetic else None})
    sound = replace(filed, record=profile)
    for name in ("strengths", "growth"):
        sound = without_entries(sound, name, {key[1] for key in keys if key[0] == name})
    return sound


def without_left_out(filed: Filed[Any], left_out: Collection[str]) -> tuple[Filed[Any] | None, tuple[Problem, ...]]:
    """A record without its references to records that were left out, and each told. None for an empty showcase."""
    found = list(_references_to(filed, left_out))
    problems = tuple(_mend_first(filed, key, name) for key, name in found)
    if not found:
        return filed, ()
    record = filed.record
    if isinstance(record, Testimonial):
        return replace(filed, record=record.model_copy(update={"about": ""})), problems
    if isinstance(record, Reflection):
        return replace(filed, record=_without_changes(record, {key[1] for key, _ in found})), problems
    if isinstance(record, Statement):
        return replace(filed, record=_without_evidence(record, left_out)), problems
    numbers = {key[1] for key, _ in found}
    if isinstance(record, Profile):
        return without_entries(filed, "growth", numbers), problems
    if isinstance(record, Conference):
        return without_entries(filed, "pieces", numbers), problems
    shorter = without_entries(filed, "shows", numbers)
    return (shorter if shorter.record.shows else None), problems


def without_entries(filed: Filed[Any], field: str, numbers: Collection[int | str]) -> Filed[Any]:
    """A record without some entries of a list; the places of the others follow them to their new numbers."""
    if not numbers:
        return filed
    entries = getattr(filed.record, field)
    kept = [number for number in range(len(entries)) if number not in numbers]
    moved: dict[int | str, int] = {old: new for new, old in enumerate(kept)}
    known = {}
    for key, place in filed.places.known.items():
        if key[:1] != (field,) or len(key) == 1:
            known[key] = place
        elif key[1] in moved:
            known[(field, moved[key[1]], *key[2:])] = place
    record = filed.record.model_copy(update={field: tuple(entries[number] for number in kept)})
    return replace(filed, record=record, places=Places(filed.places.file, known))


def _without_changes(reflection: Reflection, numbers: Collection[int | str]) -> Reflection:
    feedback = tuple(
        one.model_copy(update={"response": one.response.model_copy(update={"changed": ""})})
        if number in numbers and one.response
        else one
        for number, one in enumerate(reflection.feedback)
    )
    return reflection.model_copy(update={"feedback": feedback})


def _without_evidence(statement: Statement, left_out: Collection[str]) -> Statement:
    answers = tuple(
        one.model_copy(update={"evidence": tuple(name for name in one.evidence if name not in left_out)})
        for one in statement.answers
    )
    return statement.model_copy(update={"answers": answers})


def _references_to(filed: Filed[Record], names: Collection[str]) -> Iterator[tuple[Key, str]]:
    record = filed.record
    if isinstance(record, Testimonial) and record.about in names:
        yield ("about",), record.about
    elif isinstance(record, Reflection):
        for number, feedback in enumerate(record.feedback):
            if feedback.response and feedback.response.changed in names:
                yield ("feedback", number, "response", "changed"), feedback.response.changed
    elif isinstance(record, Showcase):
        for number, name in enumerate(record.shows):
            if name in names:
                yield ("shows", number), name
    elif isinstance(record, Conference):
        for number, piece in enumerate(record.pieces):
            if piece.record in names:
                yield ("pieces", number, "record"), piece.record
    elif isinstance(record, Profile):
        for number, pair in enumerate(record.growth):
            for field, name in (("then", pair.then), ("now", pair.now)):
                if name in names:
                    yield ("growth", number, field), name
    elif isinstance(record, Statement):
        for number, answer in enumerate(record.answers):
            yield from (
                (("answers", number, "evidence", place), name)
                for place, name in enumerate(answer.evidence)
                if name in names
            )


def _mend_first(filed: Filed[Record], key: Key, name: str) -> Problem:
    message = f"“{name}” has a mistake in it and is left out, so it is missing here too."
    return problem_at("broken-reference", message, f"Mend {name} first.", filed.places, *key)
