"""Where an import is made ready: the school, what its students' folders hold by now, and what is to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from profilegen.exchange.answers import Answer, LeftOut
from profilegen.exchange.choices import skills_in
from profilegen.exchange.form_map import FormMap
from profilegen.exchange.inserting import read
from profilegen.exchange.ledger import SHORT, Ledger, short_mark_in
from profilegen.exchange.names import Register
from profilegen.exchange.pile import NotWrittenError, Pile
from profilegen.exchange.plain_text import letters_of
from profilegen.exchange.yaml_lines import Fields, yaml_of
from profilegen.loading.folders import Found, contents_of
from profilegen.loading.record_folders import language_in_name
from profilegen.loading.records import MARKDOWN_ENDINGS, YAML_ENDINGS, stem_of, validated
from profilegen.loading.text_files import LARGEST
from profilegen.model.days import day_written
from profilegen.model.records import Record
from profilegen.model.school import School
from profilegen.problems import Severity


@dataclass(frozen=True, slots=True)
class Known:
    """An answer that was imported before."""

    row: int


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that goes in: whose it is, into which file, and its mark ("" where none is kept)."""

    row: int
    student: str
    file: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A row that has nothing to take in: it is not filled in, or all of it is there."""

    row: int


Outcome = Taken | Known | LeftOut | Unchanged


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record's file as it is by now: its name from the school's folder, and its fields as text."""

    name: str
    fields: Mapping[str, Any]

    @property
    def is_markdown(self) -> bool:
        """Whether it is Markdown with front matter."""
        return self.name.lower().endswith(MARKDOWN_ENDINGS)

    def line(self, name: str) -> str:
        """A field's text, "" where it is not filled in."""
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""


Agreement = tuple[str, Any]
"""The file of a record, and its field `agreed` as it is written there."""

AgreementsOfRecord = Callable[[str, RecordFile], Iterable[tuple[str, Any]]]
"""Called with a student's id and a record; gives what it says of agreement, by the marks of words and authors."""

MarksOfRecord = Callable[[str, RecordFile], Iterable[str]]
"""Called with a student's id and a record; gives the marks of the answers that it may have been made of."""


@dataclass(slots=True)
class Desk:
    """One import being made ready; thrown away afterwards. `remarks` are what a person may want to look at, by row."""

    school: School
    register: Register
    form_map: FormMap
    pile: Pile
    ledger: Ledger
    today: date
    remarks: list[LeftOut] = field(default_factory=list)
    last: dict[str, Answer] = field(default_factory=dict)  # the last answer of the file in the same words, by its mark
    agreed_once: dict[str, list[Answer]] = field(default_factory=dict)  # those that say yes, by the same mark
    agreeing: dict[str, list[Answer]] = field(default_factory=dict)  # the same by the mark of their author
    _agreements: dict[str, dict[str, list[Agreement]]] = field(default_factory=dict)
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _marks: dict[str, set[str]] = field(default_factory=dict)

    def records(self, student: str, folder: str) -> list[RecordFile]:
        """A student's records of one kind that can be read, without translations."""
        key = f"{student}/{folder}"
        if key not in self._names:
            self._names[key] = _names_in(self.school.folder, f"students/{student}/{folder}")
        found = (self._record(name) for name in self._names[key])
        return [one for one in found if one is not None]

    def remember(self, name: str) -> None:
        """A new file is among a student's records from now on."""
        student, folder = name.split("/")[1:3]
        key = f"{student}/{folder}"
        if name not in self._names.get(key, ()):
            self._names[key] = (*self._names.get(key, ()), name)

    def _record(self, name: str) -> RecordFile | None:
        try:
            text = self.pile.text(name)
        except NotWrittenError:
            return None
        if text is None:
            return None
        written = read(text, name.lower().endswith(MARKDOWN_ENDINGS))
        return RecordFile(name, written.fields) if written.fields else None

    def marks(self, student: str, folder: str, of_record: MarksOfRecord) -> set[str]:
        """Marks of what is there already, and of what an import adds to it, so that the next answer knows of it."""
        key = f"{student}/{folder}"
        if key not in self._marks:
            records = self.records(student, folder)
            self._marks[key] = {mark for record in records for mark in of_record(student, record)}
            self._marks[key] |= {short for record in records if (short := short_mark_in(record.name))}
        return self._marks[key]

    def agreements(self, student: str, folder: str, mark: str, of_record: AgreementsOfRecord) -> list[Agreement]:
        """The records that had this mark before the import, and what each says of agreement."""
        key = f"{student}/{folder}"
        if key not in self._agreements:
            found = self._agreements[key] = {}
            for record in self.records(student, folder):
                for one, agreed in of_record(student, record):
                    found.setdefault(one, []).append((record.name, agreed))
        return self._agreements[key].get(mark, [])

    def is_known(self, mark: str, marks: set[str]) -> bool:
        """Whether an answer with this mark was imported before."""
        return mark in self.ledger or mark in marks or mark[:SHORT] in marks

    def put_new(self, name: str, fields: Fields, kind: type[Record]) -> str:
        """A new record goes onto the pile. Returns why not, where it would not be read as it should."""
        text = yaml_of(fields)
        if refused := unfit(text, kind, markdown=False):
            return refused
        if self.pile.text(name) is not None:
            return f"{name} is there already."
        self.pile.put(name, text)
        return ""

    def skills(self, answer: Answer) -> list[dict[str, str]]:
        """The skills that were ticked, as a record names them. What is no skill is remarked on, and left out."""
        settings = self.school.settings
        known: list[str] = []
        for question, cell in answer.cells.get("skills", ()):
            found, unknown = skills_in(_ticked(question, cell), self.school.frameworks, settings.framework)
            known += found
            for word in unknown:
                self.remarks.append(LeftOut(answer.row, word, "No framework has this skill, so it is left out."))
        return [{"skill": name} for name in dict.fromkeys(known)]


def _ticked(question: str, cell: str) -> str:
    """The skill of a grid's row, where that was ticked. A number or a word on a scale is no tick, and never kept."""
    _, bracket, row = question.rstrip("]").rpartition("[")
    if not bracket or not question.endswith("]"):
        return cell
    return row if cell.strip().casefold() in ("yes", "x", "true", "✓", "✔", "ticked") else ""


def _names_in(school: Path, folder: str) -> tuple[str, ...]:
    where = school / folder
    if not where.is_dir() or where.is_symlink():
        return ()
    files = (file for file in contents_of(Found(where, "", "")).files if not language_in_name(stem_of(file))[1])
    return tuple(f"{folder}/{file.last}" for file in files if file.last.lower().endswith(_ENDINGS))


_ENDINGS = (*YAML_ENDINGS, *MARKDOWN_ENDINGS)


def unfit(text: str, kind: type[Record], *, markdown: bool) -> str:
    """Why a file's text would not make the record that it should; "" where it does."""
    if len(text.encode("utf-8")) > LARGEST:
        return f"The file would be larger than {LARGEST // 1024} KB."
    record, mistakes = validated(read(text, markdown), kind)
    worst = next((one.problem for one in mistakes if one.problem.severity is Severity.ERROR), None)
    return worst.message if worst else "" if record is not None else "It would not make a record."


def day_in(fields: Mapping[str, Any], name: str = "date") -> date | None:
    """The day in a record's field; None where there is none."""
    try:
        return day_written(str(fields.get(name, "")).strip())
    except ValueError:
        return None


def titled(records: Sequence[RecordFile], title: str) -> list[RecordFile]:
    """The records with this title, whatever its capitals, spaces and punctuation."""
    wanted = letters_of(title) or title
    return [one for one in records if (letters_of(one.line("title")) or one.line("title")) == wanted]
