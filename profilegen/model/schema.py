"""The version of the records' fields, and how a record of an older version is read: one step from each to the next.

This is the one place that knows the version. A record says its own with `schema`; one that says none is of version 1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

Fields = dict[str, Any]
"""What a file says, as its reader gives it: text, lists and groups, by the words that people write."""

SCHEMA = "schema"


@dataclass(frozen=True, slots=True)
class Step:
    """How records of one kind go from version `before` to the next: what `change` makes of their fields.

    `kind` is the name of a class in `model/records.py`. `change` gets a copy of all fields of one file, which may lack
    any of them (a translation has few) and hold anything, and gives back what the next version would say. `was` names
    the old field that a new one comes from, so that mistakes are told where they stand and the text keeps its place.
    """

    before: int
    kind: str
    change: Callable[[Fields], Fields]
    was: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Today's version, and every step that leads to it."""

    version: int
    steps: tuple[Step, ...] = ()

    def since(self, version: int, kind: str) -> tuple[Step, ...]:
        """The steps from this version to today's for records of this kind, in their order."""
        due = (step for step in self.steps if step.kind == kind and version <= step.before < self.version)
        return tuple(sorted(due, key=lambda step: step.before))


TABLE = Table(version=1)
"""Never shorter than it was: records of every version that was released are read for ever."""

SCHEMA_VERSION = TABLE.version


class NotAStepError(ValueError):
    """Fields that a step can make nothing of."""


def taken(step: Step, fields: Fields) -> Fields:
    """What a step makes of these fields; they stay as they are. NotAStepError where they are no such fields."""
    try:
        made = step.change(deepcopy(fields))
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise NotAStepError(f"{type(error).__name__}: {error}") from error
    if not isinstance(made, dict):
        raise NotAStepError("a step gives back fields")
    filled: Fields = _filled(made)
    return filled


def _filled(value: Any) -> Any:
    """Without what is left empty, which counts as not written."""
    match value:
        case dict():
            return {name: _filled(inner) for name, inner in value.items() if not _is_empty(inner)}
        case list():
            return [_filled(inner) for inner in value if not _is_empty(inner)]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def version_of(fields: Mapping[str, Any]) -> int | None:
    """The version that these fields say they are of; None where that is no version."""
    said = fields.get(SCHEMA, "1")
    if isinstance(said, int):
        return said if said > 0 else None
    is_number = isinstance(said, str) and said.isascii() and said.isdigit() and len(said) < 5
    return int(said) or None if is_number else None
