"""Adding to a file that people wrote: lines go in, and none that says something is changed or lost.

Where they go is found by YAML's own reader, and what came of it is read again by ours: if anything but the addition
is different, the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from typing import Any

import yaml

from profilegen.exchange.yaml_lines import Fields, entry_lines, lines_of, said
from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.yaml_text import LINE_ENDS_OF_YAML, Written, parse
from profilegen.problems import ProfilegenError

Key = tuple[str | int, ...]

_FENCE = "---"
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINE_ENDS = str.maketrans(LINE_ENDS_OF_YAML)
_MOST_PLACES = 20


class NotInsertedError(ProfilegenError):
    """A file that cannot be added to without risk to what it says; it stays as it is."""


def with_entry(text: str, name: str, entry: Fields, *, markdown: bool = False) -> str:
    """A file's text with one entry more in the list `name`. NotInsertedError where that is not safe."""
    fields = _sound(text, markdown)
    wanted = said(fields) | {name: [*said(fields).get(name, []), said(entry)]}
    return _first_that_says(wanted, _with_entry(_Head.of(text, markdown), name, entry), markdown)


def with_fields(text: str, inside: Key, added: Fields, *, markdown: bool = False) -> str:
    """A file's text with fields that were not there, in the group at `inside`: () is the whole file.

    NotInsertedError where that is not safe.
    """
    wanted = deepcopy(_sound(text, markdown))
    _group_at(wanted, inside).update(said(added))
    return _first_that_says(said(wanted), _with_fields(_Head.of(text, markdown), inside, added), markdown)


def _group_at(fields: dict[str, Any], inside: Key) -> dict[str, Any]:
    """The group of fields at this place. NotInsertedError where something else stands there, or nothing."""
    group: Any = fields
    for part in inside:
        is_there = isinstance(group, list) if isinstance(part, int) else isinstance(group, dict)
        try:
            group = group[part] if is_there else None
        except LookupError:
            group = None
    if not isinstance(group, dict):
        raise NotInsertedError("What is to be added to is not written as fields.", "Write it as fields first.")
    return group


def read(text: str, markdown: bool) -> Written:
    """What a record's file says: YAML, or Markdown with front matter."""
    return parse_front_matter(text, "") if markdown else parse(text, "")


def _sound(text: str, markdown: bool) -> dict[str, Any]:
    written = read(text, markdown)
    if written.mistakes or written.fields is None:
        raise NotInsertedError("There is a mistake in this file.", "Mend it first: profilegen check says where.")
    return written.fields


def _first_that_says(wanted: dict[str, Any], ways: Iterator[str], markdown: bool) -> str:
    for made in ways:
        written = read(made, markdown)
        if not written.mistakes and said(written.fields or {}) == wanted:
            return made
    raise NotInsertedError("This file is written in a way that cannot be added to.", "Add it with a text editor.")


class _Head:
    """The lines of a file that hold its fields, with what stands around them."""

    def __init__(self, above: list[str], lines: list[str], below: list[str]) -> None:
        self._above, self.lines, self._below = above, lines, below

    @classmethod
    def of(cls, text: str, markdown: bool) -> _Head:
        lines = text.removesuffix("\n").split("\n")
        if not markdown:
            return cls([], lines, [])
        first, second = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE][:2]
        return cls(lines[: first + 1], lines[first + 1 : second], lines[second:])

    def root(self) -> yaml.MappingNode | None:
        """What YAML's own reader finds in them; None for a file without any field, or in curly brackets."""
        found = yaml.compose("\n".join(self.lines).translate(_LINE_ENDS) + "\n", _LOADER)
        return found if isinstance(found, yaml.MappingNode) and not found.flow_style else None

    def without(self, numbers: Collection[int]) -> _Head:
        """The same, but for these lines."""
        lines = [line for number, line in enumerate(self.lines) if number not in numbers]
        return _Head(self._above, lines, self._below)

    def with_lines(self, end: int, added: Sequence[str]) -> Iterator[str]:
        """The file with these lines more, as high as they may stand: remarks and empty lines end up below them."""
        start = end
        while start > 0 and (not self.lines[start - 1].strip() or self.lines[start - 1].lstrip().startswith("#")):
            start -= 1
        for place in [*range(start, end + 1)][:_MOST_PLACES]:
            lines = (*self._above, *self.lines[:place], *added, *self.lines[place:], *self._below)
            yield "\n".join(lines) + "\n"


def _with_entry(head: _Head, name: str, entry: Fields) -> Iterator[str]:
    root = head.root()
    found = _value(root, name) if root else None
    if isinstance(found, yaml.SequenceNode):
        if not found.flow_style and found.value:
            yield from head.with_lines(_end(found), entry_lines(entry, found.start_mark.column))
        return
    yield from _with_fields(head, (), {name: [entry]})


def _with_fields(head: _Head, inside: Key, added: Fields) -> Iterator[str]:
    root = head.root()
    group: yaml.Node | None = root
    for part in inside:
        group = _value(group, part)
    if root is None or not isinstance(group, yaml.MappingNode) or group.flow_style:
        return
    # `next:` with nothing after it makes room for the one that says something
    empty = {place for name in added if (place := _empty_line(group, name, head.lines)) is not None}
    kept = head.without(empty)
    end = _end(group)
    yield from kept.with_lines(end - sum(place < end for place in empty), lines_of(added, group.start_mark.column))


def _empty_line(group: yaml.MappingNode, name: str, lines: list[str]) -> int | None:
    """The line of a field that is there with nothing in it; None where there is none."""
    for key, value in group.value:
        if key.value == name and isinstance(value, yaml.ScalarNode) and not value.value:
            number: int = key.start_mark.line
            return number if lines[number].strip() == f"{name}:" else None
    return None


def _value(node: yaml.Node | None, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        filled = [one for one in node.value if not (isinstance(one, yaml.ScalarNode) and not one.value.strip())]
        return filled[part] if part < len(filled) else None
    return None


def _end(node: yaml.Node) -> int:
    """The number of the line after the last that belongs to it."""
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        last = last.value[-1] if isinstance(last, yaml.SequenceNode) else last.value[-1][1]
    mark = last.end_mark
    return int(mark.line) + (1 if mark.column else 0) if mark.line > last.start_mark.line else int(mark.line) + 1
