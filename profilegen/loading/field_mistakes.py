"""What is wrong with a file's fields: a form's complaints as problems with a place, plain words, an example."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from profilegen.loading.plain_words import did_you_mean, field_names, listed, quoted
from profilegen.loading.yaml_text import MOST_MISTAKES, Mistake, Written
from profilegen.model.audience import AUDIENCE_WORDS
from profilegen.model.forms import Complaint, NotAsAskedError, Record
from profilegen.model.school import Key
from profilegen.problems import Problem
from profilegen.rules import problem

_EXAMPLES = {
    "title": "title: My bridge",
    "name": "name: Amina Yusuf",
    "date": "date: 2026-10-14",
    "from": "from:, and below it, each with two more spaces: name: Mr Okafor and role: teacher",
    "role": "role: teacher",
    "kind": "kind: creative",
    "file": "file: bridge.jpg",
    "skill": "skill: Teamwork",
    "for": "for: my college interview",
    "shows": "shows: [reflections/bridge.yaml]",
    "school_year": "school_year: 2026-27",
    "on": "on: 2026-10-14",
    "widest": "widest: family",
    "question": "question: Why are triangles strong?",
    "subject": "subject: Science",
    "achievements": "achievements: She can plan a fair test.",
    "possible": "possible: 380",
    "goal": "goal: Read a whole book",
    "school": "school: Harbour Infants",
    "id": "id: listening",
    "skills": "skills: [Teamwork]",
    "number": "number: 3",
    "starts": "starts: 2026-09-03",
    "ends": "ends: 2026-12-18",
}
_HINTS = {
    "date": "Write the year, the month and the day with hyphens between them: 2026-10-14",
    "number": "Write only the digits, such as 12.",
    "yes-no": "Write yes or no.",
    "audience": "The narrowest is private, the widest is public. Write family if you are not sure.",
    "language": "Write the short code of the language: en-GB, cy, ar, pl, zh-Hans.",
    "text": "Write the text after the colon, on the same line.",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST_WORD_SHOWN = 40


def field_mistakes(error: NotAsAskedError, kind: type[Record], written: Written) -> Iterator[Mistake]:
    """Each complaint as a problem. A missing field that is there under a mistyped name is told once, as that name."""
    complaints = error.complaints[:MOST_MISTAKES]
    meant = {(complaint.key[:-1], _meant(complaint.key, kind)) for complaint in complaints if _is_unknown(complaint)}
    for complaint in complaints:
        loc = complaint.key
        if complaint.kind == "missing" and (loc[:-1], loc[-1]) in meant:
            continue
        yield Mistake(loc, _as_problem(complaint, kind, written))


def _is_unknown(complaint: Complaint) -> bool:
    return complaint.kind == "unknown"


def _as_problem(complaint: Complaint, kind: type[Record], written: Written) -> Problem:
    loc: Key = complaint.key
    if _is_unknown(complaint):
        return _unknown(loc, kind, written)
    if complaint.kind == "missing":
        return _missing(loc, written)
    message, hint = _wrong_kind(complaint)
    place, source = written.places.at(*loc), written.places.source_at(*loc)
    if complaint.kind == "text" and source[place.column - 1 : place.column] in ("[", "{"):
        hint = f"A text that begins with a bracket must stand in quotes: {quoted(source[place.column - 1 :])}"
    return problem("wrong-type", message, hint, place, source=source)


def unknown_name(loc: Key, known: tuple[str, ...], what: str, written: Written) -> Problem:
    """A field's name that is none of the known ones."""
    name = str(loc[-1])
    place, source = written.names.get(loc) or (written.places.at(*loc), written.places.source_at(*loc))
    meant = did_you_mean(name, known)
    message = f"There is no field “{_short(name)}” {what}." + (f" Did you mean “{meant}”?" if meant else "")
    hint = f"Change it to {meant}:" if meant else f"There may be: {listed(known)}."
    return problem("unknown-key", message, hint, place, source=source)


def _unknown(loc: Key, kind: type[Record], written: Written) -> Problem:
    group = _group_at(kind, loc[:-1])
    where = f"in “{_name_of(loc[:-1])}”" if _name_of(loc[:-1]) else "here"
    return unknown_name(loc, field_names(group) if group else (), where, written)


def _meant(loc: Key, kind: type[Record]) -> str:
    group = _group_at(kind, loc[:-1])
    return did_you_mean(str(loc[-1]), field_names(group)) if group else ""


def _missing(loc: Key, written: Written) -> Problem:
    name = str(loc[-1])
    example = _EXAMPLES.get(name, f"{name}: …")
    if there := written.names.get(loc):
        place, source = there
        after = source[place.end_column :].lstrip()
        if after.startswith("#"):
            hint = f"After a space, # begins a note that is not read. Put the text in quotes: {name}: {quoted(after)}"
        else:
            hint = f"Write something after the colon, for example {example}"
        return problem("missing-field", f"“{name}” is needed here, but it is empty.", hint, place, source=source)
    place, source = written.places.at(*loc[:-1]), written.places.source_at(*loc[:-1])
    whose = f"“{_name_of(loc[:-1])}”" if _name_of(loc[:-1]) else "This file"
    return problem("missing-field", f"{whose} needs “{name}”.", f"Add a line: {example}", place, source=source)


def _wrong_kind(complaint: Complaint) -> tuple[str, str]:
    """The sentence and the hint for a value of the wrong kind."""
    told, given = complaint.kind, complaint.given
    if told in _HINTS:
        hint = _a_day(given) if told == "date" else _an_audience(given) if told == "audience" else ""
        return complaint.message, hint or _HINTS[told]
    explain = _OF_A_GROUP.get(told)
    if explain is not None:
        return explain(complaint, _name_of(complaint.key))
    return "This is not what this field needs.", "Compare it with an example in the guides."


def _not_fields(complaint: Complaint, name: str) -> tuple[str, str]:
    example = _EXAMPLES.get(name, "")
    message = f"“{name}” has fields of its own." if name else "This needs fields, each with a name."
    where = "Write them on the lines below it, each with two more spaces at the start and its own name."
    return message, f"Write {example}" if example.startswith(f"{name}:,") else where


def _not_a_list(complaint: Complaint, name: str) -> tuple[str, str]:
    hint = "Write each entry on a line of its own, with a dash and a space before it."
    if isinstance(complaint.given, dict):
        hint = "Write a dash and a space before its first field, and two more spaces before the others."
    return f"“{name}” needs a list.", hint


def _not_one_of(complaint: Complaint, name: str) -> tuple[str, str]:
    allowed, given = complaint.allowed, complaint.given
    meant = did_you_mean(given, allowed) if isinstance(given, str) else ""
    told = f" “{_short(given)}” is none of them." if isinstance(given, str) else ""
    message = f"“{name}” must be one of: {listed(allowed)}.{told}"
    return (
        message,
        f"Did you mean {name}: {meant}?" if meant else f"For example {name}: {allowed[0] if allowed else ''}",
    )


_OF_A_GROUP: dict[str, Callable[[Complaint, str], tuple[str, str]]] = {
    "group": _not_fields,
    "list": _not_a_list,
    "choice": _not_one_of,
}


def _a_day(given: object) -> str:
    """The day that was meant, as it must be written; "" where that cannot be known."""
    words = re.findall(r"[0-9]+|[^\W\d_]+", given) if isinstance(given, str) else []
    if len(words) != 3:
        return ""
    month_word = words[1][:3].lower()
    first, last = words[0], words[2]
    month = str(_MONTHS.index(month_word) + 1) if month_word in _MONTHS else words[1]
    year, day = (first, last) if len(first) == 4 else (last, first)
    if len(year) != 4 or not (month.isascii() and month.isdecimal() and day.isascii() and day.isdecimal()):
        return ""
    if len(first) != 4 and int(day) <= 12 and month_word not in _MONTHS:
        return ""  # 4/10/2026 is the fourth of October in one country and the tenth of April in another
    try:
        return f"Write {date(int(year), int(month), int(day)).isoformat()}"
    except ValueError:
        return "Look it up in a calendar. The order is year, month, day."


def _an_audience(given: object) -> str:
    meant = did_you_mean(given, AUDIENCE_WORDS) if isinstance(given, str) else ""
    return f"Did you mean {meant}?" if meant else ""


def _name_of(loc: Key) -> str:
    """The nearest field's name around a place: `media` for its third entry."""
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD_SHOWN else word[:_LONGEST_WORD_SHOWN] + "…"


def _group_at(kind: type[Record], loc: Key) -> type[Record] | None:
    """The class of the group of fields at a place, None where there is no such group."""
    group: type[Record] | None = kind
    for part in loc:
        if isinstance(part, int) or group is None:
            continue
        fields = {field.alias or name: field for name, field in group.model_fields.items()}
        group = _group_in(fields[part].annotation) if part in fields else None
    return group


def _group_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((group for inner in typing.get_args(annotation) if (group := _group_in(inner))), None)
