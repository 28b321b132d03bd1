"""Answers that become records of their own: testimonials and reflections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from profilegen.exchange.agreements import (
    agreed_in_other_words,
    agreement_of,
    audience_of,
    author_mark,
    is_agreed_already,
    narrows_another,
    no_longer_agreed,
    said_in,
)
from profilegen.exchange.answers import Answer, LeftOut
from profilegen.exchange.choices import role_in
from profilegen.exchange.desk import Agreement, Desk, Known, Outcome, RecordFile, Taken, day_in, titled
from profilegen.exchange.ledger import SHORT, mark_of, short_mark_in
from profilegen.exchange.plain_text import as_markdown
from profilegen.model.addresses import LONGEST_SLUG
from profilegen.model.records import Record, Reflection, Testimonial
from profilegen.problems import ProfilegenError
from profilegen.starting import path_for_record

_TESTIMONIAL: Final = "testimonials"
_REFLECTION: Final = "reflections"


def take_testimonial(answer: Answer, desk: Desk) -> Outcome:
    """A testimonial, private until its author has agreed."""
    author = author_of(answer, desk)
    if isinstance(author, LeftOut):
        return author
    text = as_markdown(answer.text("text"))
    if not text:
        return LeftOut(answer.row, author["name"], "It has no text.")
    day = answer.day or desk.today
    fields: dict[str, Any] = {
        "from": author,
        "date": day,
        "text": text,
        "about": _about(answer, desk),
        "skills": desk.skills(answer),
        "agreed": agreement_of(answer, desk),
    }
    stem = f"testimonial-{day.isoformat()}"
    return _take(answer, desk, Testimonial, (author["name"], text), fields, stem)


def take_reflection(answer: Answer, desk: Desk) -> Outcome:
    """A reflection in the student's own words. A form can narrow who may see it, and never widen."""
    title = answer.line("title")
    if not title:
        return LeftOut(answer.row, "", "It has no title.")
    day = answer.day or desk.today
    audience = audience_of(answer, "audience", desk)
    fields: dict[str, Any] = {
        "title": title,
        "date": day,
        **{name: answer.line(name) for name in ("subject", "setting", "learning_intention")},
        "body": as_markdown(answer.text("body")),
        "skills": desk.skills(answer),
        "my_judgement": {name: as_markdown(answer.text(name)) for name in ("went_well", "not_yet")},
        "next_step": answer.line("next_step"),
        "audience": audience.word if audience is not None and audience < desk.school.default_audience else "",
    }
    return _take(answer, desk, Reflection, (title, fields["body"]), fields, _stem(answer, desk, title, day))


def _take(
    answer: Answer, desk: Desk, kind: type[Record], words: tuple[str, str], fields: dict[str, Any], stem: str
) -> Outcome:
    folder = _TESTIMONIAL if kind is Testimonial else _REFLECTION
    marks = desk.marks(answer.student, folder, marks_of_testimonial if kind is Testimonial else marks_of_reflection)
    mark, alike = _marks(folder, answer.student, answer.day, *words)
    agreements = _agreements(answer, desk, mark) if folder == _TESTIMONIAL else []
    if why := no_longer_agreed(answer, desk, agreements):
        return LeftOut(answer.row, words[0], why)
    if desk.is_known(mark, marks) or narrows_another(answer, desk) or is_agreed_already(answer, agreements):
        desk.ledger.add(mark)
        return Known(answer.row)
    edited = agreed_in_other_words(answer, desk, _by_author(answer, desk)) if folder == _TESTIMONIAL else ""
    if alike in marks:
        why = f"There is one already with this {_head(folder)} and day, in other words. {edited}"
        return LeftOut(answer.row, words[0], why.rstrip())
    name = f"students/{answer.student}/{folder}/{stem[: LONGEST_SLUG - SHORT - 1].rstrip('-')}-{mark[:SHORT]}.yaml"
    if refused := desk.put_new(name, fields, kind):
        return LeftOut(answer.row, words[0], refused)
    marks |= {mark, alike}
    if edited:
        desk.remarks.append(LeftOut(answer.row, words[0], edited))
    return Taken(answer.row, answer.student, name, mark)


def _head(folder: str) -> str:
    return "author" if folder == _TESTIMONIAL else "title"


def _stem(answer: Answer, desk: Desk, title: str, day: date) -> str:
    """The beginning of a reflection's file name: after its title, without the student's surname, where that works."""
    try:
        return path_for_record(desk.school.student_folder(answer.student), "reflection", title, day).stem
    except ProfilegenError:
        return f"reflection-{day.isoformat()}"


def _marks(folder: str, student: str, day: date | None, head: str, text: str) -> tuple[str, str]:
    """The mark of an answer, and the one that all have with this author or title on this day."""
    return mark_of(folder, student, day, head, text), mark_of(f"{folder} alike", student, day, head)


def marks_of_testimonial(student: str, record: RecordFile) -> Iterator[str]:
    """The marks of the answers that a testimonial may have been made of: one with its day, one that had none."""
    name = _author_in(record)
    yield from _marks(_TESTIMONIAL, student, day_in(record.fields), name, record.line("text"))
    yield mark_of(_TESTIMONIAL, student, None, name, record.line("text"))


def _author_in(record: RecordFile) -> str:
    author = record.fields.get("from")
    return str(author.get("name", "")) if isinstance(author, dict) else ""


def marks_of_reflection(student: str, record: RecordFile) -> Iterator[str]:
    """The same of a reflection."""
    yield from _marks(_REFLECTION, student, day_in(record.fields), record.line("title"), record.line("body"))
    yield mark_of(_REFLECTION, student, None, record.line("title"), record.line("body"))


# What testimonials share with feedback


def author_of(answer: Answer, desk: Desk) -> dict[str, str] | LeftOut:
    """Whom it is from. A fellow student is named by id too, where the name is certain; nobody speaks of themselves."""
    name = answer.line("from")
    if not name:
        return LeftOut(answer.row, "", "Its author is not named.")
    said = answer.line("role")
    role = role_in(said) if said else desk.form_map.role
    relation = answer.line("relation") or (said if said and role is None else "")
    student = desk.register.find(name).student if role == "peer" else None
    if student == answer.student:
        return LeftOut(answer.row, name, "It is about its own author.")
    return {"name": name, "role": role or "other", "relation": relation, "student": student or ""}


def _agreements(answer: Answer, desk: Desk, mark: str) -> list[Agreement]:
    """The testimonials that were made of this answer, or of one in the same words, and what each says of agreement."""
    marks = (mark[:SHORT], said_in(answer, _TESTIMONIAL))
    found = (desk.agreements(answer.student, _TESTIMONIAL, one, _agreements_of) for one in marks)
    return [agreement for some in found for agreement in some]


def _by_author(answer: Answer, desk: Desk) -> list[Agreement]:
    """The same of all testimonials by this author."""
    author = author_mark(answer.student, answer.line("from"))
    return desk.agreements(answer.student, _TESTIMONIAL, author, _agreements_of)


def _agreements_of(student: str, record: RecordFile) -> Iterator[tuple[str, Any]]:
    for mark in {short_mark_in(record.name), *marks_of_testimonial(student, record)}:
        yield mark, record.fields.get("agreed")
    yield author_mark(student, _author_in(record)), record.fields.get("agreed")


def _about(answer: Answer, desk: Desk) -> str:
    """The reflection that a testimonial is about: the one with this very title; else "", and that is remarked on."""
    title = answer.line("about")
    if not title:
        return ""
    found = titled(desk.records(answer.student, "reflections"), title)
    if len(found) == 1:
        return "/".join(Path(found[0].name).parts[-2:])
    desk.remarks.append(LeftOut(answer.row, title, "No single reflection has this title, so it is not linked."))
    return ""
