"""What a YAML parser says of a file it cannot read, and what it means: the shapes that the diagnoses share."""

from __future__ import annotations

import re
from dataclasses import dataclass

FIELD = re.compile(r"(?P<before>\s*(?:- +)*)(?P<name>[A-Za-z_][\w-]*):(?P<space> +|$)(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser said, in lines and columns from 0; `began` is where the thing began that it could not finish."""

    lines: list[str]
    words: str
    during: str
    line: int
    column: int
    began: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The line the parser stopped at; "" at the end of the file."""
        return self.at(self.line)

    @property
    def sign(self) -> str:
        """The character the parser stopped at."""
        return self.text[self.column : self.column + 1]

    @property
    def above(self) -> int:
        """The last line before it with anything on it, or -1."""
        return next((line for line in range(self.line - 1, -1, -1) if is_written(self.at(line))), -1)

    @property
    def suspects(self) -> tuple[int, ...]:
        """The lines where the mistake can be, the likeliest first."""
        began = (self.began[0],) if self.began and "simple key" in self.during else ()
        return tuple(dict.fromkeys((*began, *((self.above,) if self.above >= 0 else ()), self.line)))

    def at(self, line: int) -> str:
        """A line of the file."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A mistake that was recognised; line and column from 0."""

    line: int
    column: int
    message: str
    hint: str
    rule: str = "yaml-syntax"


def is_written(text: str) -> bool:
    """Whether a line says anything, so is neither blank nor a note."""
    return bool(text.strip()) and not text.lstrip().startswith("#")


def indent(text: str) -> int:
    """How many spaces a line begins with."""
    return len(text) - len(text.lstrip())


def content_column(text: str) -> int:
    """Where a line's own field begins: after its spaces and the dashes of its list."""
    match = re.match(r"\s*(?:- +)*", text)
    return match.end() if match else 0


def value_of(text: str) -> str:
    """What stands after the field's name and colon, or after the dash."""
    if field := FIELD.match(text):
        return field["value"]
    return text[content_column(text) :]
