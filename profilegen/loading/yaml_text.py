"""YAML as text first: each value is the text that was typed, until the field that receives it says date or number.

The file's events are read once, from the C parser where there is one, and the values are built from them here. So
nothing is ever constructed, depth is bounded before anything recurses, and a bomb or 30,000 brackets cost nothing.
What is not filled in (`subject:` with nothing after it) is as if it were not there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from profilegen.loading.marks import LatePlaces, MarkedPlaces, Marks, marks_of, told_place
from profilegen.loading.plain_words import quoted
from profilegen.loading.plain_yaml import Value as Value
from profilegen.loading.plain_yaml import plain_values
from profilegen.loading.yaml_mistakes import (
    explain,
    misread_name,
    missing_space_after_dash,
    tabs_outside,
    text_without_fields,
)
from profilegen.model.school import Key, Places
from profilegen.problems import Place, Problem
from profilegen.rules import problem

DEEPEST = 20
LONGEST_TEXT = 30_000  # some 5,000 words; the slowest Markdown of this length takes about a second
MOST_MISTAKES = 100
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# YAML counts these two as line ends, editors do not: they are put away while it is read, and come back as they were.
LINE_ENDS_OF_YAML = {"\u2028": "\ufdd0", "\u2029": "\ufdd1"}
_TEXT_AFTER_HASH = re.compile(r"[ \t]+#(?=[^\s#])")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem in the form of a file, and the field it is in."""

    key: Key
    problem: Problem


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says: its fields as text, where each stands, and the mistakes in its form.

    `fields` is None where the file cannot be understood. `names` are the places of the fields' names, also of those
    that are not filled in.
    """

    fields: dict[str, Value] | None
    places: Places
    names: Mapping[Key, tuple[Place, str]] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()


def parse(text: str, file: str) -> Written:
    """Reads YAML. Never raises, whatever the text: a mistake is told in `mistakes`.

    Of a plain text only the values are read, and all of it when one of its places is asked for: most never are.
    """
    fields = plain_values(text) if len(text) <= LONGEST_TEXT else None
    if fields is None:
        return parse_in_full(text, file)
    later = _InFull(text, file)
    return Written(fields, Places(file, LatePlaces(later.places)), LatePlaces(later.names))


class _InFull:
    """A text that is read in full at most once, for places and names alike."""

    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file

    @cached_property
    def _written(self) -> Written:
        return parse_in_full(self._text, self._file)

    def places(self) -> Mapping[Key, tuple[Place, str]]:
        """Where each field stands."""
        return self._written.places.known

    def names(self) -> Mapping[Key, tuple[Place, str]]:
        """Where each field's name stands."""
        return self._written.names


def parse_in_full(text: str, file: str) -> Written:
    """The same, with every place and mistake."""
    reading = _Reading(text, file)
    fields = None
    try:
        fields = reading.fields()
        reading.note_tabs()
    except yaml.MarkedYAMLError as error:
        reading.mistakes.append(Mistake((), explain(error, reading.lines, file)))
    except yaml.YAMLError:
        reading.mistakes.append(Mistake((), reading.not_understood()))
    except _EnoughError as error:
        reading.mistakes.append(Mistake((), error.problem))
    mistakes = tuple({mistake.problem: mistake for mistake in reading.mistakes}.values())
    if any(mistake.problem.rule == "yaml-syntax" for mistake in mistakes):
        fields = None  # read on, it would mean something that nobody meant
    places = Places(file, MarkedPlaces(file, reading.lines, reading.places))
    return Written(fields, places, MarkedPlaces(file, reading.lines, reading.names), mistakes)


class _EnoughError(Exception):
    """Reading on makes no sense."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Reading:
    """One file being read; thrown away afterwards."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.places: dict[Key, Marks] = {}
        self.names: dict[Key, Marks] = {}
        self.mistakes: list[Mistake] = []
        self.scalars: list[range] = []  # the lines inside texts of several lines, where tabs are text
        self._tabs = "\t" in text
        self._hashes = " #" in text or "\t#" in text
        for theirs, ours in () if text.isascii() else LINE_ENDS_OF_YAML.items():
            text = text.replace(theirs, ours)
        self._next: Callable[[], Event] = _LOADER(text).get_event  # half the time of the generator that yaml.parse is

    def note(self, key: Key, found: Problem) -> None:
        """Keeps a mistake. A file with more of them than anyone mends is not read on."""
        self.mistakes.append(Mistake(key, found))
        if len(self.mistakes) >= MOST_MISTAKES:
            message = f"There are more than {MOST_MISTAKES} mistakes in this file, so the rest of it is not read."
            raise _EnoughError(problem("yaml-syntax", message, "Mend the first ones, then look again.", found.place))

    def note_tabs(self) -> None:
        """Tabs that YAML let pass (between brackets), so that a file means the same to every program."""
        if self._tabs and (found := tabs_outside(self.scalars, self.lines, self.file)):
            self.note((), found)

    def fields(self) -> dict[str, Value] | None:
        """The fields of the file's one document."""
        self._next()  # the stream's beginning
        if isinstance(self._next(), StreamEndEvent):
            return {}
        event = self._next()
        value = self._value(event, (), 1)
        self._next()  # the document's end
        following = self._next()
        if isinstance(following, DocumentStartEvent):
            self.note((), self._second_document(following))
        if isinstance(value, dict) or value is None:
            return value or {}
        self.note((), self._no_fields(event, value))
        return None

    def _value(self, event: Event, key: Key, depth: int) -> Value | None:
        """The value that begins with this event; None where nothing is filled in."""
        marks = marks_of(event)
        if self.places.setdefault(key, marks)[0] == marks[0]:
            self.places[key] = marks  # a value on the line of its field's name is the better place of the two
        if isinstance(event, ScalarEvent):
            return self._text(event, marks, key)
        if isinstance(event, AliasEvent) or not isinstance(event, NodeEvent):
            self.note(key, self._feature(event, "*", "points back to another place in the file"))
            return None
        self._note_features(event, key)
        if depth > DEEPEST:
            raise _EnoughError(self._too_deep(event))
        return self._group(event, key, depth) if isinstance(event, MappingStartEvent) else self._list(event, key, depth)

    def _text(self, event: ScalarEvent, marks: Marks, key: Key) -> str | None:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._note_features(event, key)
        if self._tabs and marks[0] != marks[2]:
            self.scalars.append(range(marks[0] + 1, marks[2] + bool(marks[3])))
        if not text.isascii():
            for theirs, ours in LINE_ENDS_OF_YAML.items():
                text = text.replace(ours, theirs)
        if len(text) > LONGEST_TEXT:
            self.note(key, self._too_long(event))
        if event.style == '"' and _NO_TEXT.search(text):
            self.note(key, self._no_character(event))
        if not event.style and (self._hashes or text[:1] == "-"):
            self._look_at_plain_text(event, text, marks, key)
        return text if text.strip() else None

    def _look_at_plain_text(self, event: ScalarEvent, text: str, marks: Marks, key: Key) -> None:
        """Two mistakes that YAML takes for something else: a dash without a space, and a # in the middle of a text."""
        if found := missing_space_after_dash(event, self.lines, self.file):
            self.note(key, found)
        line = self.lines[marks[2]] if self._hashes and marks[2] < len(self.lines) else ""
        if cut := _TEXT_AFTER_HASH.match(line, marks[3]):
            self.note(key, self._cut_off(marks[2], text, cut))

    def _list(self, start: Event, key: Key, depth: int) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            known = len(self.places), len(self.names)
            value = self._value(event, (*key, len(values)), depth + 1)
            if value is None:
                self._forget(*known)
            else:
                values.append(value)
        return values

    def _forget(self, places: int, names: int) -> None:
        """Takes away the places in an entry that is not filled in: the last ones, so that the next has its number."""
        while len(self.places) > places:
            self.places.popitem()
        while len(self.names) > names:
            self.names.popitem()

    def _group(self, start: MappingStartEvent, key: Key, depth: int) -> dict[str, Value] | None:
        values: dict[str, Value] = {}
        seen: dict[str, int] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            name = self._name(event, key)
            inner = (*key, name)
            marks = marks_of(event)
            if name in seen:
                self.note(inner, self._twice(event, name, seen[name]))
            else:
                seen[name] = marks[0] + 1
            self.places[inner] = self.names[inner] = marks
            value = self._value(self._next(), inner, depth + 1)
            if value is not None:
                values[name] = value
        return None if seen and not values and not start.flow_style else values

    def _name(self, event: Event, key: Key) -> str:
        """A field's name; a group or list in its place is skipped, with a mistake."""
        if isinstance(event, ScalarEvent):
            if event.anchor is not None or event.tag is not None:
                self._note_features(event, key)
            if event.value == "<<" and not event.style:
                self.note((*key, "<<"), self._feature(event, "<<", "copies fields from another place"))
            elif not event.value[:1].isalpha() and (missing := misread_name(event, self.lines, self.file)):
                self.note((*key, event.value), missing)
            return str(event.value)
        self.note(key, self._no_name(event))
        if not isinstance(event, AliasEvent):
            self._skip(event)
        return ""

    def _skip(self, event: Event) -> None:
        depth = int(isinstance(event, (MappingStartEvent, SequenceStartEvent)))
        while depth:
            event = self._next()
            depth += isinstance(event, (MappingStartEvent, SequenceStartEvent))
            depth -= isinstance(event, (MappingEndEvent, SequenceEndEvent))
            if depth > DEEPEST:
                raise _EnoughError(self._too_deep(event))

    def _note_features(self, event: Any, key: Key) -> None:
        if event.anchor is not None:
            self.note(key, self._feature(event, "&", "marks a place for copying"))
        if event.tag is not None:
            self.note(key, self._feature(event, "!", "changes what kind of value this is"))

    def _place(self, event: Event) -> tuple[Place, str]:
        return told_place(self.file, self.lines, marks_of(event))

    def _problem(self, rule: str, event: Event, message: str, hint: str) -> Problem:
        place, source = self._place(event)
        return problem(rule, message, hint, place, source=source)

    def _feature(self, event: Event, sign: str, meaning: str) -> Problem:
        place, source = self._place(event)
        rest = source[place.column - 1 :]
        return self._problem(
            "yaml-feature",
            event,
            f"{sign} at the start has a special meaning in YAML: it {meaning}. profilegen does not use that.",
            f"If it is a text, put it in quotes: {quoted(rest)}" if rest else "Write it out in full.",
        )

    def _twice(self, event: Event, name: str, first: int) -> Problem:
        message = f"“{name}” is here a second time. The first one is in line {first}."
        return self._problem("duplicate-key", event, message, "Keep one of the two and delete the other.")

    def _no_name(self, event: Event) -> Problem:
        message = "A field's name must be a plain word."
        return self._problem(
            "yaml-feature", event, message, "Write the name of a field, a colon and a space, then the text."
        )

    def _too_deep(self, event: Event) -> Problem:
        message = f"Fields are nested more than {DEEPEST} deep here."
        return self._problem("too-deep", event, message, "Look for too many brackets or spaces at the start of lines.")

    def _no_character(self, event: Event) -> Problem:
        message = "The backslash in these quotes stands for a character that cannot be shown."
        return self._problem("yaml-syntax", event, message, "Use single quotes ' instead of double quotes.")

    def _too_long(self, event: Event) -> Problem:
        message = f"This text is longer than {LONGEST_TEXT:,} characters."
        return self._problem("wrong-type", event, message, "Divide it into several pieces.")

    def _cut_off(self, line: int, text: str, cut: re.Match[str]) -> Problem:
        source = self.lines[line]
        start = cut.end() - 1
        place = Place(self.file, line + 1, start + 1, len(source) + 1)
        lost = source[start:].rstrip()
        whole = f"{text} {lost}" if text.strip() else lost
        message = f"“{lost}” is left out: after a space, # begins a note that is not read."
        hint = f"Put the text in quotes: {quoted(whole)} Or, if it is a note, write a space after the #."
        return problem("text-left-out", message, hint, place, source=source)

    def _second_document(self, event: Event) -> Problem:
        message = "A line of --- in the middle of the file begins a second file. Only one is read."
        return self._problem("yaml-syntax", event, message, "Delete this line.")

    def _no_fields(self, event: Event, value: Value) -> Problem:
        if isinstance(value, list):
            message = "This file begins with a list. It needs fields, each with a name."
            return self._problem("wrong-type", event, message, "Take away the dash at the start: title: My bridge")
        return text_without_fields(*self._place(event))

    def not_understood(self) -> Problem:
        """What to say where even the parser has no place to tell."""
        place, source = told_place(self.file, self.lines, (0, 0, 0, 0))
        message = "This file cannot be understood."
        return problem("yaml-syntax", message, "Compare it with a file that works.", place, source=source)
