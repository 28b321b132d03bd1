"""What authors agreed to, and whether they still do. Where that is not certain, they do not.

Somebody who sends the same words once more, now without a yes, takes their agreement back. In one file their last
answer decides. Where a record has the agreement already, a person is told to take it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from profilegen.exchange.answers import Answer, LeftOut
from profilegen.exchange.choices import audience_in, is_plain_audience, says_no, says_yes
from profilegen.exchange.desk import Desk, day_in
from profilegen.exchange.form_fields import FormKind
from profilegen.exchange.ledger import mark_of
from profilegen.exchange.plain_text import as_markdown
from profilegen.model.audience import Audience


def said_in(answer: Answer, kind: FormKind) -> str:
    """The mark that all answers have in which one author says the same of one student, on whatever day."""
    name = answer.line("from")
    if kind == "feedback":
        return mark_of(kind, answer.student, None, name, answer.line("title"), as_markdown(answer.text("comment")))
    return mark_of(kind, answer.student, None, name, as_markdown(answer.text("text")))


def look_through(answers: Iterable[Answer | LeftOut], desk: Desk) -> None:
    """Notes of all answers in the same words which is the last, and whether any says yes.

    The last is that of the latest day; of one day, the lower in the file, or the upper where the newest come first.
    """
    sound = [one for one in answers if isinstance(one, Answer)]
    days = [one.day for one in sound if one.day]
    if days and days[0] > days[-1]:
        sound.reverse()
    for one in sorted(sound, key=lambda one: one.day or date.min):
        said = said_in(one, desk.form_map.kind)
        desk.last[said] = one
        if _agrees(one):
            desk.agreed_once.add(said)


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
    widest = audience_of(answer, "widest", desk)
    is_said = widest is not None and widest is not Audience.FAMILY  # family is what it means where nothing is said
    return {"on": answer.day or desk.today, "widest": widest.word if widest is not None and is_said else ""}


def audience_of(answer: Answer, name: str, desk: Desk) -> Audience | None:
    """Who may see it, as it was answered; what is somebody's own sentence is remarked on."""
    said = answer.line(name)
    found = audience_in(said)
    if said and not is_plain_audience(said):
        word = "family" if found is None else found.word
        desk.remarks.append(LeftOut(answer.row, said, f"This is none of the form's answers: no wider than {word}."))
    return found


def no_longer_agreed(answer: Answer, desk: Desk, agreements: Iterable[tuple[str, Any]]) -> str:
    """What to tell where an author's last word is not yes, and a record still has their agreement; "" elsewhere.

    `agreements` are the records' files with their field `agreed`. What somebody agreed to after this answer stays.
    """
    if not desk.form_map.columns_of("agreed") or not _is_last(answer, desk) or _agrees(answer):
        return ""
    for file, agreed in agreements:
        since = day_in(agreed if isinstance(agreed, dict) else {"on": agreed}, "on")
        if agreed and (answer.day is None or since is None or since <= answer.day):
            return f"They no longer agree to its being shown: take out “agreed:” in {file}."
    return ""


def takes_back_another(answer: Answer, desk: Desk) -> bool:
    """Whether an answer only takes back the yes of another in this file, which goes in without it."""
    said = said_in(answer, desk.form_map.kind)
    return said in desk.agreed_once and _is_last(answer, desk) and not _agrees(answer)


def _is_last(answer: Answer, desk: Desk) -> bool:
    return desk.last.get(said_in(answer, desk.form_map.kind)) is answer


def _agrees(answer: Answer) -> bool:
    return says_yes(answer.line("agreed"))
