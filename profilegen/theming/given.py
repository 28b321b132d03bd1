"""What templates are given: the types behind `profile`, `page` and the rest, read from the code itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import ModuleType

from profilegen.model import occasion, school_views, views
from profilegen.rendering import pages, pictures, playing

HOMES: tuple[ModuleType, ...] = (views, school_views, occasion, pages, pictures, playing)
"""The modules whose public dataclasses are the theme author's API."""

NAMES = (
    *("profile", "school", "class_group", "reflection", "showcase", "conference", "report"),
    *("previous", "following", "page", "nav", "picture", "audience", "occasion", "search", "theme", "initials"),
)
"""The names that stand for something on one page or another."""


def given_types() -> Iterator[type]:
    """The types, module by module, in the order in which they are written there."""
    for home in HOMES:
        for name, kind in vars(home).items():
            is_public = isinstance(kind, type) and kind.__module__ == home.__name__ and not name.startswith("_")
            if is_public and readable_names(kind):
                yield kind


def readable_names(kind: type) -> tuple[str, ...]:
    """What can be read of a value of this type: its fields, and then what is worked out of them."""
    return (*(field.name for field in fields(kind)), *_properties(kind)) if is_dataclass(kind) else ()


def names_by_type() -> Mapping[str, tuple[str, ...]]:
    """The same of every type, by the type's name."""
    return {kind.__name__: readable_names(kind) for kind in given_types()}


def _properties(kind: type) -> tuple[str, ...]:
    return tuple(name for name, value in vars(kind).items() if isinstance(value, property))
