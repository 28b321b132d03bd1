"""Walking a view: its media, and its claims (what of a student it lets someone see)."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, cast

from profilegen.model.views import MediaView, StudentView

_NAMES = frozenset({"name", "first_name", "phonetic", "pronouns"})  # here another word is another person's knowledge
_IDENTITIES = ("sha256", "slug", "school_year", "lang")
_LETTERS = 16
_LEAVES = ("str", "bool", "int", "date", "int | None", "date | None", "tuple[str, ...]")


def media_of(view: StudentView) -> tuple[MediaView, ...]:
    """Every picture and recording in the view, each original once, in the order of the view."""
    found: dict[str, MediaView] = {}
    _gather(view, found)
    return tuple(found.values())


def _gather(value: Any, found: dict[str, MediaView]) -> None:
    kind = type(value)
    if kind is MediaView:
        found.setdefault(value.sha256, value)
    elif kind is tuple:
        for one in value:
            _gather(one, found)
    else:
        for name in _branches(cast(Hashable, kind)):
            _gather(getattr(value, name), found)


@lru_cache(maxsize=128)
def _branches(kind: Hashable) -> tuple[str, ...]:
    """The fields of a view type that may hold views; none for text, dates and numbers."""
    if not isinstance(kind, type) or not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.type not in _LEAVES)


def claims_of(view: StudentView) -> frozenset[str]:
    """What this view lets someone see, as opaque words: one for each field that is filled in, and each name as it is.

    Two views of one audience compare by them: where an older view claims what a newer one does not, the student's
    view has narrowed. Rewording a text claims nothing new.
    """
    return frozenset(hashlib.sha256(claim.encode("utf-8")).hexdigest()[:_LETTERS] for claim in _claims(view, "", ""))


def _claims(value: Any, path: str, field_name: str) -> Iterator[str]:
    if is_dataclass(value):
        if isinstance(value, MediaView):
            yield f"media:{value.sha256}"
        for field in fields(value):
            yield from _claims(getattr(value, field.name), f"{path}.{field.name}", field.name)
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _claims(one, f"{path}[{_identity(one, number)}]", field_name)
    elif value not in ("", None, False):
        is_exact = field_name in _NAMES or isinstance(value, Enum)
        yield f"{path}={value}" if is_exact else path


def _identity(value: Any, number: int) -> str:
    """What makes an entry of a list the same entry in a later view."""
    for field in _IDENTITIES:
        if getattr(value, field, ""):
            return str(getattr(value, field))
    author = getattr(value, "author", None)
    if author is not None:
        return f"{author.name}/{author.role}/{value.date}"
    return str(number)
