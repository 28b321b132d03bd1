"""Where the parts of a file stand, kept small until somebody asks: most of a record's places are never told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from profilegen.model.school import Key
from profilegen.problems import Place

Marks = tuple[int, int, int, int]  # line and column of the beginning and the end, from 0


def marks_of(event: Any) -> Marks:
    """Where an event of the YAML parser begins and ends."""
    start, end = event.start_mark, event.end_mark
    return start.line, start.column, end.line, end.column


def told_place(file: str, lines: list[str], marks: Marks) -> tuple[Place, str]:
    """A place as problems tell it, on one line, with the text of that line."""
    line, column, end_line, end_column = marks
    source = lines[line] if line < len(lines) else ""
    end = end_column if end_line == line else len(source)
    return Place(file, line + 1, column + 1, max(end, column + 1) + 1), source


class MarkedPlaces(Mapping[Key, tuple[Place, str]]):
    """The places of a file's fields, made when they are asked for."""

    __slots__ = ("_file", "_lines", "_marks")

    def __init__(self, file: str, lines: list[str], marks: Mapping[Key, Marks]) -> None:
        self._file, self._lines, self._marks = file, lines, marks

    def __getitem__(self, key: Key) -> tuple[Place, str]:
        return told_place(self._file, self._lines, self._marks[key])

    def __contains__(self, key: object) -> bool:
        return key in self._marks

    def __iter__(self) -> Iterator[Key]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)


class LatePlaces(Mapping[Key, tuple[Place, str]]):
    """The places of a file that is read for them when the first is asked for."""

    __slots__ = ("_places", "_read")

    def __init__(self, read: Callable[[], Mapping[Key, tuple[Place, str]]]) -> None:
        self._read = read
        self._places: Mapping[Key, tuple[Place, str]] | None = None

    def _known(self) -> Mapping[Key, tuple[Place, str]]:
        if self._places is None:
            self._places = self._read()
        return self._places

    def __getitem__(self, key: Key) -> tuple[Place, str]:
        return self._known()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._known()

    def __iter__(self) -> Iterator[Key]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())
