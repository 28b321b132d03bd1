"""What authors agreed to, and whether they still do. Where that is not certain, they do not.

Somebody who sends the same words once more, now without a yes, takes their agreement back, and may narrow it in the
same way. In one file their last answer decides. Where a record has the agreement already, a person is told so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from profilegen.exchange.answers import Answer, LeftOut
from profilegen.exchange.choices import audience_in, is_plain_audience, says_no, says_yes
from profilegen.exchange.desk import Agreement, Desk, day_in
from profilegen.exchange.form_fields import FormKind
from profilegen.exchange.ledger import mark_of
from profilegen.exchange.plain_text import as_markdown
from profilegen.model.audience import Audience, audience_named


def said_in(answer: Answer, kind: FormKind) -> str:
    """The mark that all answers have in which one author says the same of one student, on whatever day."""
    name = answer.line("from")
    if kind == "feedback":
        return mark_of(kind, answer.student, None, name, answer.line("title"), as_markdown(answer.text("comment")))
    return mark_of(kind, answer.student, None, name, as_markdown(answer.text("text")))


def author_mark(student: str, name: str) -> str:
    """The mark of all that one author says of one student."""
    return mark_of("testimonials by", student, None, name)


def look_through(answers: Iterable[Answer | LeftOut], desk: Desk) -> None:
    """Notes of all answers in the same words which is the last, and who says yes.

    Of those that are given in the same moment, or on the same day where not all say a time, the one counts that agrees
    to least: any but a yes, and then the narrowest audience.
    """
    alike: dict[str, list[Answer]] = {}
    for one in answers:
        if isinstance(one, Answer):
            said = said_in(one, desk.form_map.kind)
            alike.setdefault(said, []).append(one)
            if _agrees(one):
                desk.agreed_once.setdefault(said, []).append(one)
                desk.agreeing.setdefault(author_mark(one.student, one.line("from")), []).append(one)
    desk.last |= {said: min(_latest(ones), key=_widest) for said, ones in alike.items()}


def _latest(answers: Sequence[Answer]) -> Sequence[Answer]:
    """The answers of the last moment; those of the last day, where one of them may be of any moment of it."""
    last_day = max((one.moment.day for one in answers if one.moment), default=None)
    of_day = [one for one in answers if one.moment is None or one.moment.day == last_day]
    seconds = [one.moment.second if one.moment else None for one in of_day]
    known = [second for second in seconds if second is not None]
    if len(known) < len(seconds):
        return of_day
    return [one for one, second in zip(of_day, seconds, strict=True) if second == max(known)]


def agreement_of(answer: Answer, desk: Desk) -> dict[str, Any] | None:
    """What the author agreed to, and when; None without the question, and for any answer but yes."""
    last = desk.last.get(said_in(answer, desk.form_map.kind), answer)
    if last.day == answer.day:
        answer = last
    said = answer.line("agreed")
    if said and not says_yes(said) and not says_no(said):
        desk.remarks.append(LeftOut(answer.row, said, "This is more than yes or no, so it is no agreement."))
    if not _agrees(answer) or not _agrees(last):
        return None
    audience_of(answer, "widest", desk)
    widest = min(_widest(answer), _widest(last))
    is_said = widest is not Audience.FAMILY  # family is what it means where nothing is said
    return {"on": answer.day or desk.today, "widest": widest.word if is_said else ""}


def audience_of(answer: Answer, name: str, desk: Desk) -> Audience | None:
    """Who may see it, as it was answered; what is somebody's own sentence is remarked on."""
    said = answer.line(name)
    found = audience_in(said)
    if found is not None and not is_plain_audience(said):
        why = f"This is none of the form's answers: no wider than {found.word}."
        desk.remarks.append(LeftOut(answer.row, said, why))
    return found


def no_longer_agreed(answer: Answer, desk: Desk, agreements: Iterable[Agreement]) -> str:
    """What to tell where an author's last word is not yes, or a narrower one, and a record still has more; "" else.

    `agreements` are the records' files with their field `agreed`. What somebody agreed to after this answer stays.
    """
    if not desk.form_map.columns_of("agreed") or not _is_last(answer, desk):
        return ""
    for file, agreed in agreements:
        if not _is_before(agreed, answer):
            continue
        if not _agrees(answer):
            return f"They no longer agree to its being shown: take out “agreed:” in {file}."
        if (widest := _widest(answer)) < _widest_in(agreed):
            is_there = isinstance(agreed, dict) and "widest" in agreed
            how = "change “widest:”" if is_there else f"write “widest: {widest.word}” into “agreed:”"
            return f"They now agree to no more than {widest.word}: {how} in {file}."
    return ""


def narrows_another(answer: Answer, desk: Desk) -> bool:
    """Whether an answer only takes back, or narrows, the yes of another day in this file, which goes in without it."""
    said = said_in(answer, desk.form_map.kind)
    if not _is_last(answer, desk):
        return False
    others = (one for one in desk.agreed_once.get(said, ()) if _mark_of_day(one) != _mark_of_day(answer))
    return any(_widest(answer) < _widest(one) for one in others)


def is_agreed_already(answer: Answer, agreements: Iterable[Agreement]) -> bool:
    """Whether a record in the same words has this very agreement, though of another day."""
    return _agrees(answer) and any(agreed and _widest_in(agreed) is _widest(answer) for _, agreed in agreements)


def agreed_in_other_words(answer: Answer, desk: Desk, agreements: Iterable[Agreement]) -> str:
    """What to tell where who says no here said yes in other words of the same student; "" elsewhere.

    It may be the same testimonial, edited. `agreements` are those of this author.
    """
    if not desk.form_map.columns_of("agreed") or _agrees(answer):
        return ""
    told = "They agreed to other words of theirs in {}. Is this the same, edited? Then take out “agreed:” {}."
    for file, agreed in agreements:
        if _is_before(agreed, answer):
            return told.format(file, "there")
    for one in desk.agreeing.get(author_mark(answer.student, answer.line("from")), ()):
        said = said_in(one, desk.form_map.kind)
        if said != said_in(answer, desk.form_map.kind) and _agrees(desk.last[said]) and _day(one) <= _day(answer):
            return told.format(f"row {one.row}", "in what is made of that")
    return ""


def _is_before(agreed: Any, answer: Answer) -> bool:
    """Whether a record has an agreement that is not of a later day than the answer."""
    since = day_in(agreed if isinstance(agreed, dict) else {"on": agreed}, "on")
    return bool(agreed) and (since is None or since <= _day(answer))


def _day(answer: Answer) -> date:
    """The latest day that an answer may be of."""
    days = [one for one in (answer.day, answer.moment.day if answer.moment else None) if one]
    return max(days, default=date.max)


def _mark_of_day(answer: Answer) -> str:
    return mark_of("", "", answer.day)


def _widest(answer: Answer) -> Audience:
    """How widely somebody agrees at most: the family where nothing is said, and to nothing without a yes."""
    if not _agrees(answer):
        return Audience.PRIVATE
    found = audience_in(answer.line("widest"))
    return Audience.FAMILY if found is None else found


def _widest_in(agreed: Any) -> Audience:
    """The same of a record. A word that is none of ours counts as the widest, so that it is looked at."""
    written = agreed.get("widest") if isinstance(agreed, dict) else None
    try:
        return audience_named(str(written)) if written else Audience.FAMILY
    except KeyError:
        return Audience.PUBLIC


def _is_last(answer: Answer, desk: Desk) -> bool:
    return desk.last.get(said_in(answer, desk.form_map.kind)) is answer


def _agrees(answer: Answer) -> bool:
    return says_yes(answer.line("agreed"))
