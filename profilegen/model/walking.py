"""Walking a view: its media, and its claims (what of a student it lets someone see)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from profilegen.model.views import MediaView, StudentView

_NAMES = frozenset({"name", "first_name", "phonetic", "pronouns"})  # here another word is another person's knowledge
_IDENTITIES = ("sha256", "slug", "school_year", "lang")
_LETTERS = 16


def media_of(view: StudentView) -> tuple[MediaView, ...]:
    """Every picture and recording in the view, each original once, in the order of the view."""
    found: dict[str, MediaView] = {}
    for value in _values(view):
        if isinstance(value, MediaView):
            found.setdefault(value.sha256, value)
    return tuple(found.values())


def _values(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, tuple):
        for one in value:
            yield from _values(one)
    elif is_dataclass(value) and not isinstance(value, MediaView):
        for field in fields(value):
            yield from _values(getattr(value, field.name))


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
