"""What the last build of a site knew of each student, kept beside the store: one line of JSON a student.

A cache like the store: lost, it costs one build of everybody. It is appended to while a build runs and rewritten at its
end, so a build that is stopped keeps what it did; the last line of a student counts, and a torn line is none.
"""

from __future__ import annotations

import contextlib
import json
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from profilegen.problems import Place, Problem, Severity
from profilegen.publishing.manifest import write_fresh
from profilegen.remembering.survey import Survey

VERSION = 2
MEMORY_FOLDER = "memory"
_WHOLE = ""  # the line of the site as a whole stands under no student's name


@dataclass(frozen=True, slots=True)
class ThemeUsed:
    """A theme and those it extends, itself first, and what their files were."""

    names: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Remembered:
    """One student: what went into their site, what was left on the disk, and what the build had to say.

    `asked` and `answers` are the part of the school that was used; `since` and `until` the days on which the same comes
    out; `site` is the print of their folder afterwards, `beside` the manifests' stamps in the other sites, by folder.
    """

    student: str
    inputs: Survey
    asked: tuple[str, ...]
    answers: str
    since: date
    until: date
    theme: ThemeUsed | None
    site: str
    beside: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    pages: int = 0
    readable: bool = True
    originals: tuple[str, ...] = ()
    listed: str = ""  # a digest of what the school's own pages say of them
    card: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RememberedWhole:
    """The site as a whole: the school's own files, the problems in them, and the pages that list students."""

    inputs: Survey
    students: tuple[str, ...]
    since: date
    until: date
    theme: ThemeUsed | None
    site: str
    pages: int = 0
    listing: str = ""  # a digest of all that those pages were made from
    problems: tuple[Problem, ...] = ()
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a memory holds; `why_not` says why it holds nothing, where that is known."""

    whole: RememberedWhole | None = None
    lines: Mapping[str, bytes] = field(default_factory=dict)
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of one site. `setting` is what concerns everybody, such as the tool's version: a sentence that says
    that it is another one, and a word for it. A file that was written in another setting is as good as none.
    """

    file: Path
    setting: Mapping[str, str]

    def recall(self) -> Recalled:
        """What is remembered of the whole, and each student's line, unread: most are needed once, or not at all."""
        lines: dict[str, bytes] = {}
        if not _is_plain(self.file):
            return Recalled()
        with contextlib.suppress(OSError), self.file.open("rb") as opened:
            if (first := opened.readline()) != self._first_line():
                return Recalled(why_not=self._what_changed(first))
            for line in opened:
                student, _, rest = line.partition(b"\t")
                if rest.endswith(b"\n"):
                    lines[student.decode("utf-8", "replace")] = rest
        whole = lines.pop(_WHOLE, None)
        return Recalled(_read_whole(whole) if whole else None, lines)

    def _first_line(self) -> bytes:
        return f"{json.dumps([VERSION, self.setting])}\n".encode()

    def _what_changed(self, first: bytes) -> str:
        try:
            before = dict(json.loads(first)[1])
            return next(name for name, word in self.setting.items() if before.get(name) != word)
        except (ValueError, TypeError, LookupError, StopIteration, RecursionError):
            return ""

    def begin(self) -> None:
        """Starts anew where there is no memory in this setting. Does nothing where the disk refuses.

        What was known of the whole counts no more until `rewrite`: a build that is stopped has not seen everything.
        """
        with contextlib.suppress(OSError):
            if not _is_plain(self.file) or not self._is_of_this_setting():
                self.file.parent.mkdir(parents=True, exist_ok=True)
                write_fresh(self.file, self._first_line())
        self.add([(_WHOLE, b"null\n")])

    def _is_of_this_setting(self) -> bool:
        with self.file.open("rb") as opened:
            return opened.readline() == self._first_line()

    def add(self, lines: Iterable[tuple[str, bytes]]) -> None:
        """Keeps these students' lines at once. A disk that refuses costs the memory only."""
        content = b"".join(student.encode("utf-8") + b"\t" + line for student, line in lines)
        if _is_plain(self.file):
            with contextlib.suppress(OSError), self.file.open("ab") as opened:
                opened.write(content)

    def rewrite(self, whole: RememberedWhole | None, lines: Mapping[str, bytes]) -> None:
        """Keeps just this, in one step."""
        part = self.file.with_suffix(".new")
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            with part.open("xb") as opened:
                opened.write(self._first_line())
                for student, line in sorted(lines.items()):
                    opened.write(student.encode("utf-8") + b"\t" + line)
                if whole is not None:
                    opened.write(b"\t" + _written(whole))
            part.replace(self.file)


def _is_plain(file: Path) -> bool:
    """Whether this is a file of ours: a link could lead anywhere, and a pipe never ends."""
    try:
        return stat.S_ISREG(file.lstat().st_mode)
    except (OSError, ValueError):
        return False


def memory_of(cache: Path, site: str, setting: Mapping[str, str]) -> Memory:
    """The memory of the site of this name, in the cache of the folder it is built from."""
    return Memory(cache / MEMORY_FOLDER / f"{site}.jsonl", setting)


def as_line(one: Remembered) -> bytes:
    """A student's line."""
    return _written(one)


def from_line(line: bytes) -> Remembered | None:
    """What a line says; None where it is damaged."""
    try:
        found = json.loads(line)
        return Remembered(
            student=str(found["student"]),
            asked=tuple(map(str, found["asked"])),
            answers=str(found["answers"]),
            beside=_texts(found["beside"]),
            readable=bool(found["readable"]),
            originals=tuple(map(str, found["originals"])),
            listed=str(found["listed"]),
            card=found["card"],
            **_shared(found),
        )
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None


def _read_whole(line: bytes) -> RememberedWhole | None:
    try:
        found = json.loads(line)
        return RememberedWhole(
            students=tuple(map(str, found["students"])),
            listing=str(found["listing"]),
            beside=_texts(found["beside"]),
            **_shared(found),
        )
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None


def _shared(found: Mapping[str, Any]) -> dict[str, Any]:
    theme = found["theme"]
    return {
        "inputs": Survey(_texts(found["inputs"][0]), _texts(found["inputs"][1])),
        "since": date.fromisoformat(found["since"]),
        "until": date.fromisoformat(found["until"]),
        "theme": ThemeUsed(tuple(map(str, theme[0])), str(theme[1])) if theme else None,
        "site": str(found["site"]),
        "pages": int(found["pages"]),
        "problems": tuple(map(_problem, found["problems"])),
    }


def _texts(found: Mapping[str, Any]) -> dict[str, str]:
    """Text by text. ValueError for what no disk could have told."""
    if any("\0" in path for path in found):
        raise ValueError("no path")
    return {str(path): str(word) for path, word in found.items()}


def _written(one: Remembered | RememberedWhole) -> bytes:
    content = {name: _plain(getattr(one, name)) for name in one.__dataclass_fields__}
    return (json.dumps(content, separators=(",", ":")) + "\n").encode("ascii")


def _plain(value: object) -> object:
    """A value as JSON knows it."""
    if isinstance(value, Survey):
        return [dict(value.stamps), dict(value.young)]
    if isinstance(value, ThemeUsed):
        return [value.names, value.fingerprint]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Problem):
        place = value.place
        where = [place.file, place.line, place.column, place.end_column]
        return [value.rule, value.severity.value, value.message, value.hint, where, value.student, value.source]
    return value


def _problem(found: list[Any]) -> Problem:
    rule, severity, message, hint, place, student, source = found
    return Problem(rule, Severity(severity), message, hint, Place(*place), student, source)
