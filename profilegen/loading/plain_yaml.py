"""The YAML that nearly every record is written in: one line a field, lists of lines, texts below `|`. Values only.

What every other YAML means, with all places and mistakes, is for `yaml_text` to say. Whatever is not surely understood
here is left to it: `plain_values` answers None. Most places are never asked for, and values alone take less than half
the time: with it, loading a student takes two thirds. `tests/loading/test_plain_reading.py` holds the two the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

Value = str | list["Value"] | dict[str, "Value"]

_DEEPEST = 10
_NAME = "[A-Za-z][A-Za-z0-9_-]{0,60}"
# After blank lines and notes: how far a line is indented, a dash, a field's name, and the rest.
_LINE = re.compile(rf"(?: *(?:#[^\n]*)?\n)*+( *)(- )?(?:({_NAME}):(?: +|(?=\n)))?([^\n]*)\n")
_SPACES = re.compile(" *")
_NOT_PLAIN = bytes(sign for sign in (*range(0x20), 0x7F) if sign != 0x0A)
_NO_PLAIN_BEGINNING = frozenset(" -?:,[]{}#&*!|>'\"%@`")
_QUOTED = re.compile(r"\"([^\"\\]*)\" *|'([^']*)' *")
_WORDS = r"\w[^\[\]{},:#?\"'\n]*"  # one value between brackets
_LIST = re.compile(rf"\[ *({_WORDS}(?:, *{_WORDS})*)?\] *")
_GROUP = re.compile(rf"\{{ *({_NAME}: +{_WORDS}(?:, *{_NAME}: +{_WORDS})*)\}} *")


def plain_values(text: str) -> dict[str, Value] | None:
    """What a file's fields hold, the same as a full reading finds, and no mistake. None where that is unsure."""
    if not _is_plain(text):
        return None
    try:
        return _Lines(text).fields()
    except _UnsureError:
        return None


def _is_plain(text: str) -> bool:
    """Whether there are letters and line ends alone, and no sign that YAML or an editor takes for more."""
    if text.isascii():  # a third of the time of the other question, which was a seventh of all plain reading
        return len(text.encode().translate(None, _NOT_PLAIN)) == len(text)
    return text.replace("\n", "").isprintable()


class _UnsureError(Exception):
    """This is not as plain as all that."""


class _Lines:
    """A text being read line by line; `column` is -1 below the last."""

    __slots__ = ("_end", "_is_ended", "_text", "column", "dash", "name", "rest")

    column: int
    dash: str | None
    name: str | None
    rest: str

    def __init__(self, text: str) -> None:
        self._text = text if text.endswith("\n") else f"{text}\n"
        self._is_ended = self._text is text
        self._go_on(0)

    def fields(self) -> dict[str, Value]:
        """All fields of the text."""
        values = self._group(0, 1) if self.column == 0 and not self.dash else None
        if values is None or self.column >= 0:
            raise _UnsureError
        return values

    def _go_on(self, position: int) -> None:
        if line := _LINE.match(self._text, position):
            indent, self.dash, self.name, self.rest = line.groups()
            self.column, self._end = len(indent), line.end()
        else:
            self.column, self.dash, self.name, self.rest = -1, None, None, ""

    def _group(self, column: int, depth: int) -> dict[str, Value] | None:
        values: dict[str, Value] = {}
        seen = set[str]()
        while self.column == column and not self.dash:
            name = self.name
            if name is None or name in seen or depth > _DEEPEST:
                raise _UnsureError
            seen.add(name)
            value = self._value(column, depth)
            if value is not None:
                values[name] = value
        return values or None

    def _list(self, column: int, depth: int) -> list[Value]:
        values: list[Value] = []
        value: Value | None
        while self.column == column and self.dash:
            if self.name:  # the first field of a group, which stands to the right of the dash
                self.column, self.dash = column + 2, None
                value = self._group(column + 2, depth + 1)
            elif self.rest:
                value = self._value(column, depth)
            else:
                raise _UnsureError
            if value is not None:
                values.append(value)
        return values

    def _value(self, column: int, depth: int) -> Value | None:
        """What this line holds, or the lines below it."""
        rest = self.rest
        if rest[:1] == "|":
            return self._text_below(column, rest)
        self._go_on(self._end)
        if not rest:
            return self._fields_below(column, depth)
        if self.column > column:
            raise _UnsureError  # the text goes on in the next line
        return _value_of(rest)

    def _fields_below(self, column: int, depth: int) -> Value | None:
        if self.dash and self.column >= column:
            return self._list(self.column, depth + 1)
        return self._group(self.column, depth + 1) if self.column > column else None

    def _text_below(self, column: int, sign: str) -> str:
        indent = _indent_at(self._text, self._end)
        lines = _indented(indent).match(self._text, self._end) if indent > column else None
        if lines is None or sign not in ("|", "|-") or (lines.end() == len(self._text) and not self._is_ended):
            raise _UnsureError
        self._go_on(lines.end())
        text = lines[0][indent:].replace("\n" + " " * indent, "\n").rstrip("\n")
        return text if sign == "|-" else f"{text}\n"


def _indent_at(text: str, position: int) -> int:
    beginning = _SPACES.match(text, position)
    return beginning.end() - position if beginning else 0


@lru_cache(maxsize=32)
def _indented(indent: int) -> re.Pattern[str]:
    """Lines that are indented so far, and blank ones between; the first is not blank."""
    return re.compile(rf" {{{indent}}}[^ \n][^\n]*\n(?:(?: {{{indent}}}[^\n]*)?\n)*+")


def _value_of(written: str) -> Value:
    first = written[0]
    if first not in _NO_PLAIN_BEGINNING:
        text = written.rstrip(" ")
        if ": " in text or " #" in text or text[-1] == ":":
            raise _UnsureError
        return text
    if (quoted := _QUOTED.fullmatch(written)) and (text := quoted[1] or quoted[2] or "").strip():
        return text
    if first == "[" and (words := _LIST.fullmatch(written)):
        return [word.strip(" ") for word in words[1].split(",")] if words[1] else []
    if first == "{" and (words := _GROUP.fullmatch(written)):
        pairs = [pair.split(":", 1) for pair in words[1].split(",")]
        values: dict[str, Value] = {name.strip(" "): value.strip(" ") for name, value in pairs}
        if len(values) == len(pairs):
            return values
    raise _UnsureError
