"""What becomes of a group of fields when some of them change. Plain groups and those of ruamel.yaml alike.

Entries of a list are told apart by what they are about, so that a picture that moves up takes along all that is written
with it, also what no form asks for; who is in a picture must never be said of another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Change = str | list["Change"] | dict[str, "Change"] | None
"""What a field becomes: text, a list, or a group. In a group, only the fields that it names change; None takes away."""

Spelling = Callable[[str], str]

_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TELL_APART = ("file", "skill", "goal", "question", "title", "school", "subject", "date")
"""Of a group in a list, the first of these fields that it has says which one it is."""


def cleaned(change: Change) -> Change:
    """The change as a file can hold it: line ends as everywhere, no signs that are no text, nothing that is blank."""
    match change:
        case str():
            text = _NO_TEXT.sub("", change.replace("\r\n", "\n").replace("\r", "\n"))
            return f"{text.strip()}\n" if "\n" in text.strip() else text.strip() or None
        case list():
            return [entry for entry in map(cleaned, change) if entry is not None]
        case dict():
            return {name: cleaned(value) for name, value in change.items()}
    return None


def change_group(group: Any, changes: Mapping[str, Change], spelt: Spelling = str) -> None:
    """Changes a group in place. `changes` are cleaned; `spelt` says how new text is written."""
    for name, change in changes.items():
        known = group.get(name)
        made = _changed(known, change, spelt)
        if made is None:
            group.pop(name, None)
        elif made is not known:
            group[name] = made


def _changed(known: Any, change: Change, spelt: Spelling) -> Any:
    """What is to stand there: what is known, where that says it already or could be changed; None for nothing."""
    if isinstance(change, dict) and isinstance(known, dict):
        change_group(known, change, spelt)
        return known or None
    if isinstance(change, list) and isinstance(known, list):
        _change_list(known, change, spelt)
        return known
    return known if _says_the_same(known, change) else _new(change, spelt)


def _says_the_same(known: Any, change: Change) -> bool:
    """Whether nothing but space around a text is different."""
    if isinstance(known, str) and isinstance(change, str):
        return known.strip() == change.strip()
    return bool(known == change)


def _new(change: Change, spelt: Spelling) -> Any:
    match change:
        case str():
            return spelt(change)
        case list():
            return [made for made in (_new(entry, spelt) for entry in change) if made is not None]
        case dict():
            made = {name: _new(value, spelt) for name, value in change.items()}
            return {name: value for name, value in made.items() if value is not None} or None
    return None


def _change_list(entries: Any, changes: Sequence[Change], spelt: Spelling) -> None:
    before = list(entries)
    known = [None if place is None else before[place] for place in places_of(before, changes)]
    made = [_changed(old, change, spelt) for old, change in zip(known, changes, strict=True)]
    made = [entry for entry in made if entry is not None]
    for number, entry in enumerate(made):
        if number == len(entries):
            entries.append(entry)
        elif entries[number] is not entry:
            entries[number] = entry
    while len(entries) > len(made):
        del entries[-1]


def places_of(entries: Sequence[Any], changes: Sequence[Change]) -> list[int | None]:
    """For each change the number of the entry that it is about: of the same name, or else in the same place."""
    found: list[int | None] = [None] * len(changes)
    left = dict(enumerate(entries))
    for number, change in enumerate(changes):
        same = next((place for place, entry in left.items() if _name_of(entry) == _name_of(change)), None)
        if same is not None:
            found[number] = same
            del left[same]
    for number, change in enumerate(changes):
        if found[number] is None and number in left and not _is_another_file(left[number], change):
            found[number] = number
            del left[number]
    return found


def _name_of(entry: Any) -> Any:
    """What tells an entry from the others beside it: the first of its fields that does, or all that it says."""
    if not isinstance(entry, dict):
        return entry
    return next(((word, entry[word]) for word in TELL_APART if isinstance(entry.get(word), str)), id(entry))


def _is_another_file(entry: Any, change: Change) -> bool:
    return (isinstance(entry, dict) and "file" in entry) or (isinstance(change, dict) and "file" in change)
