"""Answers that join a reflection's conversation: feedback, and a student's response to it.

Which piece is meant has to be certain: the one with this very title, or, where the map says so, the student's latest of
that subject. A response belongs to the piece's one open comment; where two are open, nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from profilegen.exchange.agreements import agreement_of, narrows_another, no_longer_agreed, said_in
from profilegen.exchange.answers import Answer, LeftOut
from profilegen.exchange.desk import Agreement, Desk, Known, Outcome, RecordFile, Taken, day_in, titled, unfit
from profilegen.exchange.inserting import NotInsertedError, with_entry, with_fields
from profilegen.exchange.ledger import mark_of
from profilegen.exchange.new_records import author_of
from profilegen.exchange.plain_text import as_markdown, letters_of
from profilegen.model.records import Reflection

_FOLDER = "reflections"
_MOST_TITLES = 5


def take_feedback(answer: Answer, desk: Desk) -> Outcome:
    """A comment on a piece of work. It starts at the teachers, as all feedback does."""
    author = author_of(answer, desk)
    if isinstance(author, LeftOut):
        return author
    comment = as_markdown(answer.text("comment"))
    if not comment:
        return LeftOut(answer.row, author["name"], "It has no comment.")
    marks = desk.marks(answer.student, _FOLDER, marks_of_conversations)
    written = answer.line("title")
    mark = mark_of("feedback", answer.student, answer.day, author["name"], written, comment)
    if why := no_longer_agreed(answer, desk, _agreements(answer, desk)):
        return LeftOut(answer.row, author["name"], why)
    if desk.is_known(mark, marks) or narrows_another(answer, desk):
        desk.ledger.add(mark)
        return Known(answer.row)
    piece = _piece(answer, desk)
    if isinstance(piece, LeftOut):
        return piece
    alike = mark_of("feedback alike", answer.student, answer.day, author["name"], piece.line("title"))
    if alike in marks:
        return LeftOut(answer.row, author["name"], "There is a comment by this author on this day, in other words.")
    entry = {
        "from": author,
        "date": answer.day or desk.today,
        "comment": comment,
        "asks": answer.line("asks"),
        "agreed": agreement_of(answer, desk),
    }
    refused = _put(desk, piece, lambda text: with_entry(text, "feedback", entry, markdown=piece.is_markdown))
    if refused:
        return LeftOut(answer.row, author["name"], refused)
    if author["role"] == "teacher" and answer.line("role"):
        desk.remarks.append(LeftOut(answer.row, author["name"], "They say that they are a teacher. No form can know."))
    marks |= {mark, alike}
    return Taken(answer.row, answer.student, piece.name, mark)


def take_response(answer: Answer, desk: Desk) -> Outcome:
    """The student's answer to the one comment on a piece that has none yet."""
    text = as_markdown(answer.text("text"))
    title = answer.line("title")
    if not text:
        return LeftOut(answer.row, title, "It has no text.")
    marks = desk.marks(answer.student, _FOLDER, marks_of_conversations)
    mark = mark_of("responses", answer.student, answer.day, title, text)
    if desk.is_known(mark, marks):
        desk.ledger.add(mark)
        return Known(answer.row)
    piece = _piece(answer, desk)
    if isinstance(piece, LeftOut):
        return piece
    open_ones = _open_on(answer.day or desk.today, piece)
    if len(open_ones) != 1:
        why = f"{len(open_ones)} comments on this piece are open." if open_ones else "No comment on this piece is open."
        return LeftOut(answer.row, title, why)
    response = {"response": {"date": answer.day or desk.today, "text": text}}
    place = ("feedback", open_ones[0])
    refused = _put(desk, piece, lambda before: with_fields(before, place, response, markdown=piece.is_markdown))
    if refused:
        return LeftOut(answer.row, title, refused)
    marks.add(mark)
    return Taken(answer.row, answer.student, piece.name, mark)


def _open_on(day: date, piece: RecordFile) -> list[int]:
    """The places of the comments without a response that were there on this day: none was answered before it came."""
    opened = [(place, day_in(one)) for place, one in _feedback_in(piece) if not one.get("response")]
    return [place for place, since in opened if since is None or since <= day]


def _put(desk: Desk, piece: RecordFile, change: Any) -> str:
    """A changed reflection goes onto the pile. Returns why not, where it cannot be added to."""
    try:
        made = change(desk.pile.text(piece.name) or "")
    except NotInsertedError as error:
        return f"{piece.name}: {error.message}"
    if refused := unfit(made, Reflection, markdown=piece.is_markdown):
        return f"{piece.name}: {refused}"
    desk.pile.put(piece.name, made)
    return ""


# Which piece


def _piece(answer: Answer, desk: Desk) -> RecordFile | LeftOut:
    there = desk.records(answer.student, _FOLDER)
    title, subject = answer.line("title"), answer.line("subject")
    if not title and desk.form_map.latest_of_subject and subject:
        return _latest(answer, there, subject)
    if not title:
        return LeftOut(answer.row, "", "It does not say which piece of work is meant.")
    found = titled(there, title)
    if len(found) == 1:
        return found[0]
    if found:
        return LeftOut(answer.row, title, "Several pieces of this student have this title.")
    titles = "; ".join(f"“{one.line('title')}”" for one in _newest_first(there)[:_MOST_TITLES])
    return LeftOut(answer.row, title, f"No piece of this student has this title. There are: {titles or 'none'}.")


def _latest(answer: Answer, there: list[RecordFile], subject: str) -> RecordFile | LeftOut:
    of_subject = _newest_first([one for one in there if letters_of(one.line("subject")) == letters_of(subject)])
    if not of_subject:
        return LeftOut(answer.row, subject, "This student has no piece of this subject.")
    if len(of_subject) > 1 and day_in(of_subject[0].fields) == day_in(of_subject[1].fields):
        return LeftOut(answer.row, subject, "Two pieces of this subject have the same day.")
    return of_subject[0]


def _newest_first(records: list[RecordFile]) -> list[RecordFile]:
    return sorted(records, key=lambda one: (day_in(one.fields) or date.min, one.name), reverse=True)


# What is there already


def marks_of_conversations(student: str, record: RecordFile) -> Iterator[str]:
    """The marks of the answers that a reflection's feedback and responses may have been made of."""
    title = record.line("title")
    for feedback in (_Said(one) for _, one in _feedback_in(record)):
        who, comment, day = feedback.author, feedback.text("comment"), day_in(feedback.fields)
        yield mark_of("feedback alike", student, day, who, title)
        for written in (title, ""):  # where the map said that it goes to the latest, no title was written
            yield mark_of("feedback", student, day, who, written, comment)
            yield mark_of("feedback", student, None, who, written, comment)
        response = feedback.response()
        yield mark_of("responses", student, day_in(response.fields), title, response.text("text"))
        yield mark_of("responses", student, None, title, response.text("text"))


def _agreements(answer: Answer, desk: Desk) -> list[Agreement]:
    """The pieces with a comment in the same words by this author, and what each says of agreement."""
    return desk.agreements(answer.student, _FOLDER, said_in(answer, "feedback"), _agreements_of)


def _agreements_of(student: str, record: RecordFile) -> Iterator[tuple[str, Any]]:
    for one in (_Said(fields) for _, fields in _feedback_in(record)):
        for title in (record.line("title"), ""):
            said = mark_of("feedback", student, None, one.author, title, one.text("comment"))
            yield said, one.fields.get("agreed")


def _feedback_in(record: RecordFile) -> list[tuple[int, dict[str, Any]]]:
    """The comments that are written as fields, each with its place in the list."""
    found = record.fields.get("feedback")
    entries = found if isinstance(found, list) else [found]
    return [(place, one) for place, one in enumerate(entries) if isinstance(one, dict)]


class _Said:
    """A comment or response as it is written in a file, which may hold anything."""

    def __init__(self, fields: Any) -> None:
        self.fields: dict[str, Any] = fields if isinstance(fields, dict) else {"text": fields}

    @property
    def author(self) -> str:
        source = self.fields.get("from")
        return str(source.get("name", "")) if isinstance(source, dict) else ""

    def text(self, name: str) -> str:
        value = self.fields.get(name)
        return value.strip() if isinstance(value, str) else ""

    def response(self) -> _Said:
        return _Said(self.fields.get("response"))
