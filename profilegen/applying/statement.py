"""A worksheet for a personal statement: the questions of the form, and the student's own evidence beside each.

It counts, and keeps what the student writes. It holds no sentence that could be written down as an answer: what stands
beside a question is a question, or a piece of the student's own in their own words.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from babel.numbers import format_decimal
from markupsafe import Markup

from profilegen.classroom.paper import sheet_of
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.records import YAML_ENDINGS
from profilegen.loading.statement_forms import statement_form
from profilegen.model.addresses import slug_of
from profilegen.model.audience import Audience
from profilegen.model.records import Statement
from profilegen.model.school import Filed, Student
from profilegen.model.statement_forms import StatementForm
from profilegen.model.statements import characters_in, statement_audience
from profilegen.model.viewing import view_for
from profilegen.model.views import AchievementView, ReflectionView, StudentView, TestimonialView
from profilegen.printing.book import student_in
from profilegen.printing.sheets import Paper
from profilegen.problems import UsageError
from profilegen.rendering.words import locale_of

SHEETS = Path(__file__).parent / "sheets"
USUAL_FORM = "ucas-2026"
_LINES = 14  # to write on, where nothing is written yet


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of the student's: its file, and what they say of it. `skills` are names, each with where one can see it.

    No step is in it: a number says nothing to a university.
    """

    path: str
    kind: str  # reflection, achievement, testimonial
    title: str
    day: date
    lang: str
    subject: str = ""
    skills: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One question, what is written under it, and the files of the pieces that were chosen for it."""

    id: str
    question: str
    tutor: tuple[str, ...] = ()
    text: str = ""
    chosen: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Its length as the form counts it."""
        return characters_in(self.text)


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What the sheet says. `slug` is the statement's file name without its ending, "" for one that has none yet."""

    student: str
    full_name: str
    lang: str
    form_name: str
    form: StatementForm
    answers: tuple[Answer, ...]
    pieces: tuple[Evidence, ...]
    slug: str = ""
    title: str = ""
    for_whom: str = ""
    written_in: str = ""
    audience: str = ""
    others: tuple[str, ...] = ()  # of the same student: statements that are not on this sheet

    @property
    def count(self) -> int:
        """The length of all answers together."""
        return sum(one.count for one in self.answers)

    @property
    def file_name(self) -> str:
        """A name for the sheet's file, without an ending."""
        return "-".join(filter(None, ("ucas", slug_of(self.student), self.slug)))

    def beside(self, answer: Answer) -> tuple[Evidence, ...]:
        """The pieces that were chosen for an answer, in the order of all pieces."""
        return tuple(one for one in self.pieces if one.path in answer.chosen)


def read_worksheet(folder: Path, student_id: str = "", *, statement: str = "", today: date | None = None) -> Worksheet:
    """The worksheet of a student of a school, or of the one whose folder it is; with what they wrote until now.

    `statement` is the file name of one, without its ending; else it is the newest. UsageError where there is no such
    student or statement, or where one of theirs has a mistake: an empty sheet would look as if nothing were written.
    """
    school, student, _ = student_in(folder, student_id)
    view = view_for(student, school, Audience.PRIVATE, today or date.today())
    if view is None:
        raise UsageError(f"Nothing of {student.id} can be shown.", "`profilegen check` says why.")
    filed = _statement(student, statement)
    form_name = filed.record.form if filed else USUAL_FORM
    form = statement_form(form_name)
    sheet = Worksheet(
        student=student.id,
        full_name=student.profile.record.name,
        lang=view.lang,
        form_name=form_name,
        form=form,
        answers=tuple(_answers(form, filed.record if filed else None)),
        pieces=evidence_of(student, view),
    )
    return _with_statement(sheet, filed, student) if filed else sheet


def _with_statement(sheet: Worksheet, filed: Filed[Statement], student: Student) -> Worksheet:
    record = filed.record
    return replace(
        sheet,
        slug=filed.slug,
        title=record.title,
        for_whom=record.for_,
        written_in=record.lang,
        audience=statement_audience(record).word if record.audience else "",
        others=tuple(one.record.title for one in student.statements if one is not filed),
    )


def _statement(student: Student, name: str) -> Filed[Statement] | None:
    """The statement that is meant. UsageError where one of theirs could not be read."""
    for broken in _left_out(student):
        raise UsageError(f"{broken} has a mistake in it, so it cannot be shown.", "`profilegen check` says which.")
    found = {one.slug: one for one in student.statements}
    if name and name not in found:
        meant = did_you_mean(name, found)
        hint = f"Did you mean {meant}?" if meant else "Name a file in statements, without its ending."
        raise UsageError(f"There is no statement “{name}” here.", hint)
    if name:
        return found[name]
    newest = sorted(student.statements, key=lambda one: (one.record.date or date.min, one.slug))
    return newest[-1] if newest else None


def _left_out(student: Student) -> Iterator[str]:
    """The files of statements that no record was made of."""
    folder = student.folder / "statements"
    if student.is_whole or folder.is_symlink() or not folder.is_dir():
        return
    known = {one.path for filed in student.statements for one in (filed, *filed.translations.values())}
    for file in sorted(folder.iterdir()):
        path = f"statements/{file.name}"
        if file.suffix.lower() in YAML_ENDINGS and not file.name.startswith(".") and path not in known:
            yield path


def _answers(form: StatementForm, record: Statement | None) -> Iterator[Answer]:
    """One for each question, and one for each answer to a question that this form has not: no word is left out."""
    written = record.answers if record else ()
    asked = {one.id: one for one in form.questions}
    for name in dict.fromkeys((*asked, *(one.question for one in written))):
        mine = [one for one in written if one.question == name]
        text = "\n\n".join(one.text for one in mine if one.text)
        chosen = tuple(dict.fromkeys(path for one in mine for path in one.evidence))
        known = asked.get(name)
        yield Answer(name, known.question if known else name, known.tutor if known else (), text, chosen)


def evidence_of(student: Student, view: StudentView) -> tuple[Evidence, ...]:
    """All pieces that can be evidence, the newest first."""
    found = (
        *_evidence("reflection", view.reflections, student.reflections),
        *_evidence("achievement", view.achievements, student.achievements),
        *_evidence("testimonial", view.testimonials, student.testimonials),
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.path), reverse=True))


def _evidence(
    kind: str,
    views: Sequence[ReflectionView | AchievementView | TestimonialView],
    records: Iterable[Filed[object]],  # type: ignore[type-var]
) -> Iterator[Evidence]:
    paths = {one.slug: one.path for one in records}
    for one in views:
        yield Evidence(
            path=paths[one.slug],
            kind=kind,
            title=one.author.name if isinstance(one, TestimonialView) else one.title,
            day=one.date,
            lang=one.lang,
            subject=one.subject if isinstance(one, ReflectionView) else "",
            skills=tuple((skill.name, skill.evidence) for skill in one.skills),
        )


def worksheet_page(sheet: Worksheet, paper: Paper = Paper.A4) -> str:
    """The worksheet as one file: to write in, and to print, without a network."""
    script = (SHEETS / "statement.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    made = sheet_of(
        SHEETS,
        sheet.lang or "en-GB",
        "statement.html",
        sheet=sheet,
        form=sheet.form,
        lines=range(_LINES),
        number=lambda count: format_decimal(count, locale=locale_of(sheet.lang)),
        script=Markup(script),  # noqa: S704 - a file of ours, without anything that somebody wrote
        digest=digest,
        paper=paper.name.lower(),
    )
    return made.decode("utf-8")
