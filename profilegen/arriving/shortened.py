"""Whether a record that came is ours without the parts that were left out on purpose where it was packed.

A profile that goes out and comes home again would differ from itself, wherever a picture or a comment had to stay
behind: nobody has to choose between a record and the same record with less in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from profilegen.loading.yaml_text import Value
from profilegen.model.carrying_reasons import Why

_PARTS: Mapping[str, frozenset[str]] = {
    Why.CONSENT.value: frozenset(("media", "avatar", "audio", "feedback")),
    Why.AGREEMENT.value: frozenset(("feedback",)),
    Why.TEACHERS.value: frozenset(("feedback", "recorded_by", "recorded_on")),
    Why.NOTES.value: frozenset(("say", "strengths", "next")),
    Why.REFERENCE.value: frozenset(("shows", "about", "changed", "pieces", "growth", "evidence")),
    Why.SURNAME.value: frozenset(("name",)),
    Why.PRIVATE.value: frozenset(
        (
            *(
                "known_as",
                "pronouns",
                "say_my_name",
                "languages",
                "avatar",
                "header",
                "introduction",
                "tagline",
                "about",
            ),
            *("strengths", "interests", "goals", "journey", "growth", "show", "name_for", "name", "feedback"),
        )
    ),
}
"""For each reason the fields of which something may be missing, as `packing` leaves it out."""


def is_ours_shortened(theirs: Value, ours: Value, reasons: Collection[str]) -> bool:
    """Whether `theirs` says just what `ours` does, but for parts that stay behind for these reasons."""
    parts = frozenset[str]().union(*(_PARTS.get(one, frozenset()) for one in reasons))
    return bool(parts) and _is_less(theirs, ours, parts, "")


def _is_less(theirs: Value, ours: Value, parts: frozenset[str], field: str) -> bool:
    if theirs == ours:
        return True
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return theirs.keys() <= ours.keys() and all(
            _is_less(theirs[name], value, parts, name) if name in theirs else _may_stay(name, value, parts, field)
            for name, value in ours.items()
        )
    if isinstance(theirs, list) and isinstance(ours, list):
        return _is_less_of_a_list(theirs, ours, parts, field)
    if field == "name" and field in parts and isinstance(theirs, str) and isinstance(ours, str):
        return bool(theirs) and theirs in ours.split()  # the first name alone
    return False


def _is_less_of_a_list(theirs: list[Value], ours: list[Value], parts: frozenset[str], field: str) -> bool:
    came = iter(theirs)
    expected = next(came, None)
    for one in ours:
        if expected is not None and _is_less(expected, one, parts, field):
            expected = next(came, None)
        elif field not in parts:
            return False
    return expected is None


def _may_stay(name: str, value: Value, parts: frozenset[str], field: str) -> bool:
    """Whether a whole field may have stayed behind: it is such a part, or stands in one, or holds nothing else."""
    if name in parts or field in parts & {"show", "name_for"}:
        return True
    return isinstance(value, dict) and bool(value) and all(_may_stay(one, it, parts, name) for one, it in value.items())
