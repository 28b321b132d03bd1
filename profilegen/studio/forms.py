"""Forms, drawn from the very classes that read the files: what is asked, and which changes an answer means.

A form asks one question for each field of a record (`profilegen.studio.questions` has the words). What was posted is
laid over what the file says now: fields that nobody asked for stay, and whoever changes nothing changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from profilegen.loading.yaml_text import Value
from profilegen.model.fields import AudienceWord, Date, Language, Markdown, Text, WholeNumber, YesNo
from profilegen.model.forms import ShortFor
from profilegen.model.records import Avatar, Media, Record
from profilegen.studio.changes import TELL_APART, Change
from profilegen.studio.questions import QUESTIONS, NotAsked

Widget: TypeAlias = Literal[
    "line", "text", "day", "number", "yes-no", "language", "audience", "choice", "words", "people", "group", "list"
]
Posted = Mapping[str, Sequence[str]]
"""What a browser sent: every name with its values, in the order of the page."""

WAS, IS_HERE = "-was", "-here"
"""Beside the fields of a list: which entry of the file each entry was, and that the list was on the page at all."""
NOBODY = "-nobody"
"""What is posted for a picture that shows nobody, which is something else than not having said."""

_TAKES: Mapping[str, tuple[str, ...]] = {"picture": ("picture",), "sound": ("sound",), "film": ("sound", "film")}
"""What kinds of files answer a question, by its hint."""

_SCALARS: Mapping[Any, Widget] = {
    Markdown: "text",
    Date: "day",
    WholeNumber: "number",
    YesNo: "yes-no",
    AudienceWord: "audience",
    Language: "language",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    `word` is how a file says it. `fields` are those of a group, or of each entry of a list. `short` is the field of a
    group that plain text stands for (`planning` for `{skill: planning}`), "" where it stands for none.
    """

    word: str
    label: str
    help: str
    part: str
    hint: str
    widget: Widget
    required: bool
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    short: str = ""
    holds: type[Record] | None = None

    @property
    def is_media(self) -> bool:
        """Whether it asks for pictures, recordings or documents."""
        return self.holds is Media

    @property
    def is_one_file(self) -> bool:
        """Whether it asks for one picture or recording, which can be made in place."""
        is_group = self.widget == "group" and self.holds in (Media, Avatar)
        return is_group or (self.widget == "line" and self.hint == "sound")

    @property
    def takes(self) -> tuple[str, ...]:
        """The kinds of files that are an answer to it; none where any is."""
        return _TAKES.get(self.hint, ())

    def field(self, word: str) -> Field:
        """One of its fields."""
        return next(one for one in self.fields if one.word == word)


@dataclass(frozen=True, slots=True)
class Form:
    """All questions for one kind of record."""

    record: type[Record]
    fields: tuple[Field, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The headings, in order; the first part has none."""
        return tuple(dict.fromkeys(field.part for field in self.fields))

    def in_part(self, part: str) -> tuple[Field, ...]:
        """The questions under a heading."""
        return tuple(field for field in self.fields if field.part == part)


_DRAWN: dict[type[Record], Form] = {}


def form_for(record: type[Record]) -> Form:
    """The form for this kind of record. KeyError where it has a field that nobody said how to ask for."""
    if record not in _DRAWN:
        _DRAWN[record] = Form(record, _fields_of(record))
    return _DRAWN[record]


def _fields_of(record: type[Record]) -> tuple[Field, ...]:
    asked = QUESTIONS[record]
    words = {word: name for name, word in record.model_words.items()}
    if missing := words.keys() ^ asked.keys():
        raise KeyError(f"{record.__name__}: {', '.join(sorted(missing))}")
    fields = []
    for word, question in asked.items():
        if not isinstance(question, NotAsked):
            info = record.model_fields[words[word]]
            text = (question.label, question.help, question.part, question.hint)
            shape = _shape(info.annotation)
            if shape["widget"] == "group" and not info.is_required():  # what it needs, it needs only where it is there
                shape["fields"] = tuple(replace(one, required=False) for one in shape["fields"])
            fields.append(Field(word, *text, required=info.is_required(), **shape))
    return tuple(fields)


def _shape(annotation: Any) -> dict[str, Any]:
    """The widget for what an annotation asks for, and what belongs to it."""
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (one for one in get_args(annotation) if one is not type(None))
        if get_args(annotation)[:1] == (tuple[Text, ...],):
            return {"widget": "people"}
    if annotation in _SCALARS:
        return {"widget": _SCALARS[annotation]}
    if get_origin(annotation) is Literal:
        return {"widget": "choice", "choices": get_args(annotation)}
    short = ""
    if get_origin(annotation) is Annotated:
        annotation, *marks = get_args(annotation)
        short = next((mark.name for mark in marks if isinstance(mark, ShortFor)), "")
    if annotation is str:
        return {"widget": "line"}
    if get_origin(annotation) is tuple:
        inner = _shape(get_args(annotation)[0])
        return {"widget": "words"} if inner["widget"] == "line" else inner | {"widget": "list"}
    return {"widget": "group", "fields": _fields_of(annotation), "short": short, "holds": annotation}


# What a file says, in the long spelling


def as_group(field: Field, value: Value | None) -> dict[str, Value]:
    """A group's fields; those that plain text stands for; none where there is something else."""
    if isinstance(value, str) and field.short:
        return {field.short: value}
    return value if isinstance(value, dict) else {}


def as_entries(value: Value | None) -> list[Value]:
    """A list's entries; one where the file names it without a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def as_text(value: Value | None) -> str:
    """A text as it was meant: how a file wraps it says nothing."""
    return value.strip() if isinstance(value, str) else ""


# What was posted


def fields_after(form: Form, now: Mapping[str, Value], posted: Posted) -> dict[str, Value]:
    """All fields of the record as they are after these answers."""
    after = dict(now)
    for field in form.fields:
        _put(after, field.word, _answered(field, now.get(field.word), posted, field.word))
    return after


def changes_of(form: Form, now: Mapping[str, Value], posted: Posted) -> dict[str, Change]:
    """What these answers change in a record that says this now: only the fields that are different."""
    return changes_between(now, fields_after(form, now, posted))


def changes_between(before: Mapping[str, Value], after: Mapping[str, Value]) -> dict[str, Change]:
    """What turns the one group of fields into the other."""
    changes: dict[str, Change] = {word: None for word in before if word not in after}
    return changes | {
        word: _change(before.get(word), value) for word, value in after.items() if before.get(word) != value
    }


def _change(before: Value | None, after: Value) -> Change:
    if isinstance(before, dict) and isinstance(after, dict):
        return changes_between(before, after)
    if isinstance(before, list) and isinstance(after, list):
        return _changes_in_list(before, after)
    return _in_full(after, [])


def _changes_in_list(before: list[Value], after: list[Value]) -> list[Change]:
    """Of an entry that is told apart from the others only what changes; every other entry with all that it says."""
    names, said = [_name_of(entry) for entry in before], [_name_of(entry) for entry in after]
    changes: list[Change] = []
    for entry, name in zip(after, said, strict=True):
        old = before[names.index(name)] if name and names.count(name) == 1 == said.count(name) else None
        if name and isinstance(old, dict) and isinstance(entry, dict):
            changes.append({name[0]: name[1], **changes_between(old, entry)})
        else:
            changes.append(_in_full(entry, before))
    return changes


def _name_of(entry: Value) -> tuple[str, str] | None:
    """The field that tells an entry from the others, as whoever writes the file sees it too."""
    if not isinstance(entry, dict):
        return None
    names = ((word, entry.get(word)) for word in TELL_APART)
    return next(((word, name) for word, name in names if isinstance(name, str)), None)


def _in_full(value: Value, beside: Sequence[Value]) -> Change:
    """A value with all that it says, and that it says nothing of what any of the others does."""
    if isinstance(value, list):
        others = [entry for one in beside for entry in as_entries(one)]
        return [_in_full(entry, others) for entry in value]
    if isinstance(value, dict):
        groups = [one for one in beside if isinstance(one, dict)]
        gone: dict[str, Change] = {word: None for one in groups for word in one if word not in value}
        said = {word: _in_full(one, [group[word] for group in groups if word in group]) for word, one in value.items()}
        return gone | said
    return value


def _put(group: dict[str, Value], word: str, value: Value | None) -> None:
    if value is None:
        group.pop(word, None)
    else:
        group[word] = value


def _answered(field: Field, now: Value | None, posted: Posted, name: str) -> Value | None:
    """What the field says after the answers; as now where it was not asked."""
    match field.widget:
        case "group" if field.is_one_file:
            return _one_file(field, now, posted, name)
        case "group":
            return _group(field, now, posted, name)
        case "list":
            return _list(field, now, posted, name)
        case "people":
            return _people(now, posted, name)
        case "words":
            return _words(now, posted, name)
        case _:
            return _scalar(field, now, posted, name)


def _scalar(field: Field, now: Value | None, posted: Posted, name: str) -> Value | None:
    if name not in posted:
        return now
    said = _plain(posted[name][-1])
    if field.widget == "yes-no":
        is_yes = as_text(now).lower() in ("yes", "true")
        return now if (said == "yes") == is_yes else "yes" if said == "yes" else None
    return now if said == _plain(as_text(now)) else said or None


_NUMBER = re.compile("[0-9]{1,6}")  # of an entry: no file has more
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def _plain(text: str) -> str:
    """Text as a file may hold it: one kind of line end, nothing that no reader could see."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _words(now: Value | None, posted: Posted, name: str) -> Value | None:
    if name not in posted:
        return now
    said = [line.strip() for text in posted[name] for line in _plain(text).split("\n") if line.strip()]
    if said == [as_text(one) for one in as_entries(now) if as_text(one)]:
        return now
    return list[Value](said) or None


def _people(now: Value | None, posted: Posted, name: str) -> Value | None:
    if name not in posted and f"{name}.{IS_HERE}" not in posted:
        return now
    said = [_plain(one) for one in posted.get(name, ()) if _plain(one)]
    people = [one for one in said if one != NOBODY]
    if now is not None and people == [as_text(one) for one in as_entries(now)] and said:
        return now
    return list[Value](people) if said else None


def _group(field: Field, now: Value | None, posted: Posted, name: str) -> Value | None:
    before = as_group(field, now)
    if not any(key.startswith(f"{name}.") for key in posted):
        return now
    after = dict(before)
    for inner in field.fields:
        _put(after, inner.word, _answered(inner, before.get(inner.word), posted, f"{name}.{inner.word}"))
    if after == before:
        return now
    return after or None


def _one_file(field: Field, now: Value | None, posted: Posted, name: str) -> Value | None:
    """One picture or recording: its name alone where no more is said of it, and nothing when its file is taken out."""
    made = _group(field, now, posted, name)
    file = posted.get(f"{name}.file")
    was_there = "file" in as_group(field, now)
    if f"{name}.{IS_HERE}" in posted and (file is None or (was_there and not file[-1])):
        return None  # and with it all that was said of it
    return _in_short(field, now, made)


def _in_short(field: Field, now: Value | None, made: Value | None) -> Value | None:
    """The short spelling, as people write it, where there is nothing else to say and no long one stands there."""
    is_short = isinstance(made, dict) and made.keys() == {field.short} and (now is None or isinstance(now, str))
    return made[field.short] if is_short and isinstance(made, dict) else made


def _list(field: Field, now: Value | None, posted: Posted, name: str) -> Value | None:
    if f"{name}.{IS_HERE}" not in posted:
        return now
    before = as_entries(now)
    after = [entry for _, entry in _kept(field, before, posted, name)]
    return now if after == before else after or None


def _kept(field: Field, before: list[Value], posted: Posted, name: str) -> Iterator[tuple[str, Value]]:
    """The entries that say something, each with which one of the file it was ("" for a new one)."""
    for place in places_in(posted, name):
        if entry := _entry(field, before, posted, place):
            yield posted.get(f"{place}.{WAS}", [""])[-1], entry


def origins(field: Field, now: Value | None, posted: Posted, name: str) -> list[str]:
    """Of each entry after these answers, which one of the file it was; for a form that is shown once more."""
    return [was for was, _ in _kept(field, as_entries(now), posted, name)]


def _entry(field: Field, before: list[Value], posted: Posted, place: str) -> Value | None:
    was = posted.get(f"{place}.{WAS}", [""])[-1]
    old = before[int(was)] if _NUMBER.fullmatch(was) and int(was) < len(before) else None
    return _in_short(field, old, _group(field, old, posted, place))


def places_in(posted: Posted, name: str) -> Iterator[str]:
    """The entries of a list that were posted (`goals.0`), in the order of the page."""
    beginning = f"{name}."
    numbers = (key.removeprefix(beginning).partition(".")[0] for key in posted if key.startswith(beginning))
    yield from (f"{name}.{number}" for number in dict.fromkeys(numbers) if number.isascii() and number.isdigit())


def without(posted: Posted, place: str) -> Posted:
    """The answers without an entry of a list."""
    return {name: said for name, said in posted.items() if name != place and not name.startswith(f"{place}.")}


def chosen_anew(posted: Posted, what: str, place: str) -> Posted:
    """The answers with a line of a list (`shows=reflections/bridge.yaml`) put `in`, taken `out`, or moved."""
    name, _, line = place.partition("=")
    lines = [one for one in posted.get(name, ()) if one and one != line]
    was = [one for one in posted.get(name, ()) if one]
    if what == "in":
        lines = [*lines, line]
    elif what in ("up", "down") and line in was:
        lines.insert(max(0, was.index(line) + (-1 if what == "up" else 1)), line)
    return {**posted, name: ["", *lines]}


def moved(posted: Posted, place: str, by: int) -> Posted:
    """The answers with an entry of a list further up (-1) or down (1)."""
    name, _, _ = place.rpartition(".")
    places = list(places_in(posted, name))
    if place not in places or not 0 <= places.index(place) + by < len(places):
        return posted
    here, there = places.index(place), places.index(place) + by
    places[here], places[there] = places[there], places[here]
    others = {key: said for key, said in posted.items() if not any(key.startswith(f"{one}.") for one in places)}
    entries = (key for one in places for key in posted if key.startswith(f"{one}."))
    return others | {key: posted[key] for key in entries}
