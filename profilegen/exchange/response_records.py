"""What becomes of a family's response: a testimonial with all of their words, and a goal where the student agreed.

Each response is a statement of its own, known by its exact words: two people may sign with one name on one day. Who may
see it is the family's own choice. The same words may come again with another choice: fewer people, and the testimonial
is narrowed; more, and a person is told, who looks whether it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from profilegen import bundled
from profilegen.checks.scores import score_in
from profilegen.event.sealing import Response
from profilegen.exchange.answers import LeftOut
from profilegen.exchange.desk import Desk, Known, RecordFile, Taken, unfit
from profilegen.exchange.inserting import NotInsertedError, read, with_fields
from profilegen.exchange.ledger import SHORT, mark_of, short_mark_in
from profilegen.exchange.pile import NotWrittenError
from profilegen.exchange.plain_text import as_markdown, in_lines, on_one_line
from profilegen.exchange.response_goals import Goal, read_profile, take_goal, tell_of_wider_goal
from profilegen.exchange.response_meetings import Meeting, day_at, who_was_not_invited
from profilegen.model.audience import Audience, audience_named
from profilegen.model.records import Testimonial
from profilegen.planning.pages import N_
from profilegen.rendering.words import words_in

_FOLDER = "testimonials"
_SCORE = "“{}” reads like a score. Beside a score, people stop reading the comment."

_AGREED = N_("Our goal: %(words)s")
_WISHED = N_("A goal that I wish for: %(words)s")
_HELP = N_("How we help at home: %(words)s")
_BY = N_("By when: %(words)s")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A testimonial that is there, and is to be shown to fewer people than `before`."""

    file: str
    before: Audience


@dataclass(frozen=True, slots=True)
class Taking:
    """What becomes of one response: in which row it is, what it says, and what is made of it.

    `marks` are for the ledger, each with the file that has to be in its place before, or "". `is_there` says whether
    the words were in a testimonial before.
    """

    row: int
    response: Response
    outcome: Taken | Known | Narrowed | LeftOut
    goal: Goal | None = None
    marks: tuple[tuple[str, str], ...] = ()
    is_there: bool = False

    @property
    def is_new(self) -> bool:
        """Whether anything of it is to be written."""
        return isinstance(self.outcome, Taken | Narrowed) or bool(self.goal and self.goal.is_new)


def take_response(row: int, response: Response, meeting: Meeting, desk: Desk) -> Taking:
    """What becomes of a response. What is made goes onto the pile; what a person should look at, into the remarks.

    Of several in the same words, the one for the fewest people comes first.
    """
    said = _exactly("words of families", response.student, *_words(response))
    chosen = mark_of("choices of families", response.student, response.date, said, response.shown_to)
    found = _record_of(response, said, desk)
    day, of_day = day_at(response.date, meeting, desk.today)
    try:
        if found is not None and chosen not in desk.ledger:
            outcome: Taken | Known | Narrowed | LeftOut = _again(row, response, found, desk)
        elif found is not None or said in desk.ledger:
            outcome = Known(row)
        else:
            outcome = _new(row, response, said, day, desk)
    except NotWrittenError as error:
        outcome = LeftOut(row, response.name, error.message)
    if isinstance(outcome, LeftOut):
        return Taking(row, response, outcome, is_there=found is not None)
    if isinstance(outcome, Taken):
        _remark_on(row, response, of_day, meeting, desk)
    if isinstance(outcome, Narrowed):
        tell_of_wider_goal(row, response, desk)
    record = outcome.file if isinstance(outcome, Taken | Narrowed) else found.name if found else ""
    goal = take_goal(row, response, record, desk, is_told=isinstance(outcome, Taken))
    marks = [(record, said), (record, chosen), *([(goal.file, goal.mark)] if goal else [])]
    return Taking(row, response, outcome, goal, tuple(marks), is_there=found is not None)


def _remark_on(row: int, response: Response, of_day: str, meeting: Meeting, desk: Desk) -> None:
    student = desk.register.student(response.student)
    told = [who_was_not_invited(student.id, student.known_as or student.name, meeting), of_day]
    texts = (response.comment, response.question, response.goal, response.help, response.by)
    told += [_SCORE.format(score) for text in texts if (score := score_in(text))]
    desk.remarks += [LeftOut(row, response.name, why) for why in dict.fromkeys(told) if why]


# A new testimonial


def _new(row: int, response: Response, said: str, day: date, desk: Desk) -> Taken | LeftOut:
    widest = audience_named(response.shown_to)
    fields: dict[str, Any] = {
        "from": {"name": on_one_line(response.name), "role": "family", "relation": on_one_line(response.relation)},
        "date": day,
        "text": _text(response, desk),
        "agreed": {"on": day, "widest": "" if widest is Audience.FAMILY else widest.word},  # family is what it means
    }
    name = f"students/{response.student}/{_FOLDER}/testimonial-{day.isoformat()}-{said[:SHORT]}.yaml"
    if refused := desk.put_new(name, fields, Testimonial):
        return LeftOut(row, response.name, refused)
    desk.remember(name)
    desk.marks(response.student, _FOLDER, _marks_of).update((said[:SHORT], _content_of(response, desk)))
    return Taken(row, response.student, name, said)


def _text(response: Response, desk: Desk) -> str:
    """All that they wrote, as paragraphs; what is about a goal says so, in the profile's language."""
    profile = read_profile(response.student, desk)
    language = (profile.lang if profile else "") or desk.school.settings.locale
    say = words_in(language, (("base", bundled.themes() / "base"),)).say
    led = (
        (_AGREED if response.goal_agreed else _WISHED, on_one_line(response.goal)),
        (_HELP, in_lines(response.help)),
        (_BY, on_one_line(response.by)),
    )
    paragraphs = [response.comment, response.question, *(say(lead) % {"words": text} for lead, text in led if text)]
    return as_markdown("\n\n".join(filter(None, map(in_lines, paragraphs))))


# The same words once more


def _words(response: Response) -> tuple[str, ...]:
    texts = (response.comment, response.question, response.goal, response.help, response.by)
    return (on_one_line(response.name), on_one_line(response.relation), *map(in_lines, texts))


def _exactly(kind: str, *words: str) -> str:
    """A mark of these very words, with every capital and full stop."""
    return mark_of(kind, "", None, sha256("\x1f".join(words).encode("utf-8")).hexdigest())


def _content_of(response: Response, desk: Desk) -> str:
    name, relation = on_one_line(response.name), on_one_line(response.relation)
    return _exactly("testimonials of families", name, relation, _text(response, desk).strip())


def _content_in(record: RecordFile) -> str:
    author = record.fields.get("from")
    author = author if isinstance(author, dict) else {}
    said = (str(author.get(name, "")).strip() for name in ("name", "relation"))
    return _exactly("testimonials of families", *said, record.line("text"))


def _marks_of(_: str, record: RecordFile) -> Iterator[str]:
    yield _content_in(record)


def _record_of(response: Response, said: str, desk: Desk) -> RecordFile | None:
    """The testimonial that was made of these words: its file is called so, or it still says them."""
    content, marks = _content_of(response, desk), desk.marks(response.student, _FOLDER, _marks_of)
    if not {content, said[:SHORT]} & marks:
        return None
    for one in desk.records(response.student, _FOLDER):
        if short_mark_in(one.name) == said[:SHORT] or _content_in(one) == content:
            return one
    return None


def _again(row: int, response: Response, found: RecordFile, desk: Desk) -> Known | Narrowed | LeftOut:
    """What becomes of words that are there: never shown to more people by themselves, and to fewer at once."""
    agreed, now = found.fields.get("agreed"), audience_named(response.shown_to)
    if not agreed:
        why = f"The same words are in {found.name}, without agreement. It stays so: is it meant to be shown again?"
        return LeftOut(row, response.name, why)
    before = _widest(agreed)
    if before == now:
        return Known(row)
    if before < now:
        why = f"They agreed to {before.word} before, and now to {now.word}. It stays as it was."
        how = f"If that is meant, write “widest: {now.word}” into “agreed:” in {found.name}."
        return LeftOut(row, response.name, f"{why} {how}")
    text = desk.pile.text(found.name) or ""
    made = _narrowed(text, found, now) if _content_in(found) == _content_of(response, desk) else ""
    if not made:
        why = f"They now agree to no more than {now.word}: write “widest: {now.word}” into “agreed:” in {found.name}."
        return LeftOut(row, response.name, why)
    desk.pile.put(found.name, made)
    return Narrowed(found.name, before)


def _narrowed(text: str, record: RecordFile, now: Audience) -> str:
    """The testimonial, shown to no more people than these; "" where its file is not written as ours are."""
    agreed = record.fields.get("agreed")
    if record.is_markdown or not isinstance(agreed, dict):
        return ""
    try:
        if "widest" in agreed:
            line = re.compile(rf"^([ ]+widest:[ ]+){re.escape(str(agreed['widest']))}$", re.MULTILINE)
            made = line.sub(rf"\g<1>{now.word}", text) if len(line.findall(text)) == 1 else text
        else:
            made = with_fields(text, ("agreed",), {"widest": now.word})
    except NotInsertedError:
        return ""
    wanted = {**record.fields, "agreed": {**agreed, "widest": now.word}}
    return made if read(made, markdown=False).fields == wanted and not unfit(made, Testimonial, markdown=False) else ""


def _widest(agreed: Any) -> Audience:
    """How widely a record is agreed to. A word that is none of ours is taken for the widest: nothing is wider."""
    written = agreed.get("widest") if isinstance(agreed, dict) else None
    try:
        return audience_named(str(written)) if written else Audience.FAMILY
    except KeyError:
        return Audience.PUBLIC
