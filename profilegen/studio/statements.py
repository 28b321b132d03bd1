"""A statement that was saved on its worksheet, taken into the student's folder: a plan first, and then just that.

The file comes from somewhere, so it is read with the product's own reader, and no byte of it is taken over: what goes
into the profile is written anew by the keeper, who puts every earlier state into the history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.building.site import home_of
from profilegen.loading.folders import Found
from profilegen.loading.records import validated
from profilegen.loading.statement_forms import statement_form
from profilegen.loading.text_files import LARGEST, text_of
from profilegen.loading.yaml_text import parse
from profilegen.model.audience import Audience
from profilegen.model.records import Statement
from profilegen.model.school import Filed, Student
from profilegen.model.statements import characters_in, statement_audience
from profilegen.opening import open_plainly
from profilegen.printing.book import student_in
from profilegen.problems import Problem, UsageError
from profilegen.studio.changes import Change
from profilegen.studio.history import version_of
from profilegen.studio.keeping import ChangedMeanwhileError, Keeper

_FOLDERS = ("reflections/", "achievements/", "testimonials/")
_REMARK = re.compile(r"# *(student|statement): *([a-z0-9-]{1,60}) *\Z")


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it will be: its text, and the pieces that it stands on."""

    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `record` is the file that it changes, "" for a new one; `version` is what that said.

    `audience` is who may see it then: as it was, and of a new one the student alone, whatever the file asks for
    (`asked`). A file from somewhere widens nothing.
    """

    home: Path
    student: str
    folder: Path
    statement: Statement
    answers: Mapping[str, Written]
    before: Mapping[str, Written]
    record: str = ""
    version: str = ""
    audience: Audience = Audience.PRIVATE
    asked: Audience = Audience.PRIVATE
    unknown_questions: tuple[str, ...] = ()
    is_same: bool = False
    evidence_left_out: tuple[str, ...] = ()
    today: date = date.min
    says_whose: bool = True  # whether the file itself does

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return not self.is_same

    @property
    def lengths(self) -> tuple[tuple[str, int, int | None], ...]:
        """Of each answer: its question, its length, and what that was before (None where there is no earlier one)."""
        return tuple(
            (name, characters_in(one.text), characters_in(self.before[name].text) if name in self.before else None)
            for name, one in self.answers.items()
        )

    @property
    def answers_not_in_file(self) -> tuple[str, ...]:
        """Questions that were answered until now, and are not in the file."""
        return tuple(name for name in self.before if name not in self.answers)


def plan_statement(file: Path, folder: Path, student_id: str = "", *, today: date) -> Plan:
    """What would become of this file. Nothing is written.

    `student_id` is whose it is, in a school; what the worksheet wrote into the file says it too. UsageError for a file
    that cannot be read or says nothing that a statement can hold, for one of another student, for no such student, and
    for a form that profilegen does not have.
    """
    text = _text(file)
    remarks = _remarks(text)
    whose = remarks.get("student", "")
    _, student, _ = student_in(folder, student_id or whose)
    if whose and whose != student.id:
        raise UsageError(
            f"{file.name} was written on the sheet of {whose}, and not of {student.id}.",
            f"Is it theirs all the same? Then take the line “# student: {whose}” out of it.",
        )
    statement = _statement(file, text)
    asked = {one.id for one in statement_form(statement.form).questions}
    home = home_of(folder)
    known = _the_same(statement, student, remarks.get("statement", ""))
    pieces = {one.path for one in student.records() if one.path.startswith(_FOLDERS)}
    answers, left_out = _answers(statement, pieces)
    before = _answers(known.record)[0] if known else {}
    return Plan(
        home=home.school,
        student=student.id,
        folder=student.folder,
        statement=statement,
        answers=answers,
        before=before,
        record=known.path if known else "",
        version=_version(student.folder / known.path) if known else "",
        audience=statement_audience(known.record) if known else Audience.PRIVATE,
        asked=statement_audience(statement),
        unknown_questions=tuple(name for name in answers if name not in asked),
        is_same=known is not None and answers == before and _facts(known.record) == _facts(statement),
        evidence_left_out=left_out,
        today=today,
        says_whose=bool(whose),
    )


def carry_out(plan: Plan) -> str:
    """Writes what a plan says, and returns the record's file. ProfilegenError where it cannot be kept, OSError.

    UsageError where the record was changed since the plan was made: nothing is written then.
    """
    keeper = Keeper(plan.home, plan.folder, plan.student)
    fields = _fields(plan)
    if not plan.record:
        return keeper.create("statement", plan.statement.title, fields, plan.today).record
    try:
        return keeper.save(plan.record, fields, plan.version).record
    except ChangedMeanwhileError as error:
        raise UsageError(f"{plan.record} was changed meanwhile.", "Run the command again, and look.") from error


def _text(file: Path) -> str:
    """The file's text. UsageError."""
    if file.is_symlink():
        raise UsageError(f"{file.name} is a link to another file, and none is followed.", "Name the file itself.")
    try:
        with open_plainly(file) as opened:
            raw = opened.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{file.name} cannot be opened ({error.strerror or 'it is no plain file'}).") from error
    text, problems = text_of(raw, Found(file, file.name, file.name))
    _refuse(problems, file)
    return text


def _statement(file: Path, text: str) -> Statement:
    record, mistakes = validated(parse(text, file.name), Statement)
    _refuse(tuple(one.problem for one in mistakes), file)
    if record is None:
        raise UsageError(f"{file.name} says nothing.", "Name the file that “Save” gave on the worksheet.")
    return record


def _refuse(problems: tuple[Problem, ...], file: Path) -> None:
    """A file with any mistake is not taken in: some of its words could be lost."""
    for one in problems[:1]:
        line = f", line {one.place.line}" if one.place.line else ""
        raise UsageError(f"{file.name}{line}: {one.message}", one.hint)


def _remarks(text: str) -> dict[str, str]:
    """What the worksheet wrote above the fields: whose it is, and in which file it was. The first of each."""
    found: dict[str, str] = {}
    for line in text.removeprefix("\ufeff").splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if said := _REMARK.match(line):
            found.setdefault(said[1], said[2])
    return found


def _the_same(statement: Statement, student: Student, slug: str) -> Filed[Statement] | None:
    """The statement whose sheet it was, also under a new title; or else the one of this title."""
    same_form = [one for one in student.statements if one.record.form == statement.form]
    title = statement.title.casefold()
    by_slug = (one for one in same_form if slug and one.slug == slug)
    by_title = (one for one in same_form if one.record.title.casefold() == title)
    return next(by_slug, next(by_title, None))


def _version(file: Path) -> str:
    with open_plainly(file) as opened:
        return version_of(opened.read(LARGEST + 1))


def _facts(statement: Statement) -> tuple[str, ...]:
    return statement.title, statement.for_, statement.form


def _answers(statement: Statement, pieces: set[str] | None = None) -> tuple[dict[str, Written], tuple[str, ...]]:
    """The answers by their questions, one each, and the evidence that is left out: none of these pieces."""
    answers: dict[str, Written] = {}
    left_out: list[str] = []
    for one in statement.answers:
        known = answers.get(one.question, Written("", ()))
        named = tuple(path for path in one.evidence if pieces is None or path in pieces)
        left_out += (path for path in one.evidence if path not in named)
        text = "\n\n".join(filter(None, (known.text, one.text)))
        answers[one.question] = Written(text, tuple(dict.fromkeys((*known.evidence, *named))))
    return answers, tuple(dict.fromkeys(left_out))


def _fields(plan: Plan) -> dict[str, Change]:
    statement = plan.statement
    fields: dict[str, Change] = {
        "title": statement.title,
        "for": statement.for_,
        "form": statement.form,
        "answers": list(_entries(plan)) or None,
        "date": (statement.date or plan.today).isoformat(),
    }
    return fields | ({"lang": statement.lang} if statement.lang else {})


def _entries(plan: Plan) -> Iterator[Change]:
    for question, one in plan.answers.items():
        entry: dict[str, Change] = {"question": question}
        for name, value in (("text", one.text), ("evidence", list[Change](one.evidence))):
            if value or question in plan.before:
                entry[name] = value or None
        yield entry
