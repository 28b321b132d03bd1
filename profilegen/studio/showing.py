"""A form with what stands in it: every field with its name on the page, its value, and what is to be told beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from profilegen.loading.yaml_text import Value
from profilegen.model.days import is_spelt_as_a_day
from profilegen.studio.checking import Beside, Told
from profilegen.studio.forms import Field, Form, Posted, as_entries, as_group, as_text, origins

_NO_LETTER = re.compile("[^a-z0-9]+")
_LONG = 90  # letters after which a line is given room for more


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its name on the page, which entry of the file it is, what the file says of it."""

    name: str
    number: int
    was: str
    fields: tuple[Shown, ...]
    said: Mapping[str, Value]
    told: tuple[Told, ...] = ()

    def field(self, word: str) -> Shown:
        """One of its fields."""
        return next(one for one in self.fields if one.field.word == word)


@dataclass(frozen=True, slots=True)
class Shown:
    """One question with its answer. `value` is the text in it; `values` are the lines, or the people."""

    field: Field
    name: str
    value: str = ""
    values: tuple[str, ...] = ()
    is_said: bool = False
    fields: tuple[Shown, ...] = ()
    entries: tuple[Entry, ...] = ()
    told: tuple[Told, ...] = ()
    said: Mapping[str, Value] | None = None

    @property
    def entry(self) -> Entry:
        """A group as if it were the only entry of a list."""
        return Entry(self.name, 0, "", self.fields, self.said or {})

    @property
    def id(self) -> str:
        """The same name as an id in HTML."""
        return "f-" + _NO_LETTER.sub("-", self.name.lower()).strip("-")

    @property
    def is_wrong(self) -> bool:
        """Whether something in it has to be mended before it can be saved or shown."""
        return any(one.is_wrong for one in self.told)

    @property
    def is_filled(self) -> bool:
        """Whether there is anything in it at all."""
        filled = any(one.is_filled for one in self.fields)
        return bool(self.value or self.values or self.entries) or filled or self.is_said

    @property
    def has_told(self) -> bool:
        """Whether anything is told beside it, or beside anything in it."""
        return any(one.told or any(entry.told for entry in one.entries) for one in self.inner())

    @property
    def is_day(self) -> bool:
        """Whether a browser's own calendar can show what is in it."""
        return self.field.widget == "day" and (not self.value or is_spelt_as_a_day(self.value))

    @property
    def is_long(self) -> bool:
        """Whether a line needs more room than one."""
        return "\n" in self.value or len(self.value) > _LONG

    @property
    def is_yes(self) -> bool:
        """Whether a tick stands there."""
        return self.value.lower() in ("yes", "true")

    def field_named(self, word: str) -> Shown:
        """One field of a group."""
        return next(one for one in self.fields if one.field.word == word)

    def inner(self) -> Iterator[Shown]:
        """Itself and every field in it."""
        yield self
        for one in (*self.fields, *(field for entry in self.entries for field in entry.fields)):
            yield from one.inner()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What fills the fields: values, what is told beside them, what was posted, and where blank entries are wanted."""

    values: Mapping[str, Value]
    beside: Beside
    posted: Posted
    blanks: Collection[str] = ()


def shown(form: Form, sheet: Sheet) -> tuple[Shown, ...]:
    """Every question of a form, filled in."""
    return tuple(_shown(field, sheet.values.get(field.word), field.word, sheet) for field in form.fields)


def _shown(field: Field, value: Value | None, name: str, sheet: Sheet) -> Shown:
    told = sheet.beside.get(name, ())
    match field.widget:
        case "group":
            group = as_group(field, value)
            fields = tuple(_shown(one, group.get(one.word), f"{name}.{one.word}", sheet) for one in field.fields)
            return Shown(field, name, fields=fields, told=told, said=group)
        case "list":
            return Shown(field, name, entries=tuple(_entries(field, value, name, sheet)), told=told)
        case "words" | "people":
            said = tuple(as_text(one) for one in as_entries(value) if as_text(one))
            return Shown(field, name, "\n".join(said), said, value is not None, told=told)
    return Shown(field, name, as_text(value), told=told)


def _entries(field: Field, value: Value | None, name: str, sheet: Sheet) -> Iterator[Entry]:
    entries: list[Value] = list(as_entries(value))
    was = [str(number) for number in range(len(entries))]
    if any(key.startswith(f"{name}.") for key in sheet.posted):
        was = (origins(field, value, sheet.posted, name) + [""] * len(entries))[: len(entries)]
    if name in sheet.blanks:
        entries, was = [*entries, {}], [*was, ""]
    for number, entry in enumerate(entries):
        place, said = f"{name}.{number}", as_group(field, entry)
        fields = tuple(_shown(one, said.get(one.word), f"{place}.{one.word}", sheet) for one in field.fields)
        yield Entry(place, number, was[number], fields, said, sheet.beside.get(place, ()))
