"""A person's mistake is data: what is wrong, where, how bad it is, and what to do about it.

The error tree (for what stops a command as a whole; everything else is a `Problem`):

    ProfilegenError             a sentence and a hint; never a traceback for the reader
    ├── UsageError              the command was asked for something that makes no sense (exit 2)
    └── MissingPartError        the machine lacks something (exit 3)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is; see each rule's line in `profilegen.rules`."""

    ERROR = "error"  # this record is left out
    WARNING = "warning"  # built, but someone is let down
    ADVICE = "advice"  # a nudge


_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ADVICE: 2}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: `file` relative to the built folder, with `/`; line and column from 1, 0 where unknown."""

    file: str
    line: int = 0
    column: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: the rule it breaks, a plain sentence, a hint, and its place.

    `student` is the id of the student whose folder it is in ("" for the school's own files);
    `source` is the line of text at the place, for showing with a caret.
    """

    rule: str
    severity: Severity
    message: str
    hint: str
    place: Place
    student: str = ""
    source: str = field(default="", compare=False)

    def of_student(self, student: str) -> Problem:
        """The same problem, said to be in this student's folder."""
        return replace(self, student=student)

    def as_json(self) -> dict[str, str | int]:
        """The problem as `--format json` writes it."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "message": self.message,
            "hint": self.hint,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "student": self.student,
        }


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, sorted by place, then severity, then rule."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place, _ORDER[p.severity], p.rule, p.message)))


class ProfilegenError(Exception):
    """What stops a command: `message` is a sentence, `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[ProfilegenError], tuple[str, str]]:
        return type(self), (self.message, self.hint)  # keeps the hint on the way home from a worker process


class UsageError(ProfilegenError):
    """The command was asked for something that makes no sense (exit 2)."""


class MissingPartError(ProfilegenError):
    """The machine lacks something that this needs (exit 3)."""
