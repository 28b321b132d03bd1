"""What becomes of a family's response: a testimonial, and a goal where the student agreed to it.

A testimonial goes in as one from a form does: `profilegen.exchange.new_records` and `agreements` say when it is known
already, and when it is left out. Who may see it is the family's own choice. Who sends the same words again may narrow
that; what is wider is told to a person, who looks whether it is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from profilegen.checks.scores import score_in
from profilegen.event.sealing import Response
from profilegen.exchange.agreements import said_in
from profilegen.exchange.answers import Answer, LeftOut
from profilegen.exchange.desk import Agreement, Desk, Known, Outcome, RecordFile, Taken, unfit
from profilegen.exchange.inserting import NotInsertedError, read, with_entry
from profilegen.exchange.ledger import mark_of
from profilegen.exchange.moments import Moment
from profilegen.exchange.new_records import marks_of_testimonial, take_testimonial
from profilegen.exchange.pile import NotWrittenError
from profilegen.exchange.plain_text import letters_of, on_one_line
from profilegen.loading.records import validated
from profilegen.model.audience import Audience, audience_named
from profilegen.model.records import Profile

AGREEMENT_FIELDS = ("from", "role", "relation", "text", "agreed", "widest")
_FOLDER = "testimonials"
_SCORE = "“{}” reads like a score. Beside a score, people stop reading the comment."
_ALONE = "{student} has not agreed to it, so it is no goal yet. Talk about it together."
_TOO_WIDE = (
    "The goals of this profile are shown to {wide}, and they chose {chosen}: it is left out. If the goal may be seen "
    "there, write it in by hand."
)


@dataclass(frozen=True, slots=True)
class Taking:
    """What becomes of one response: whose file it was, what it says, and what is made of it.

    `marks` are noted in the ledger as soon as the testimonial is written.
    """

    file: str
    response: Response
    testimonial: Outcome
    goal: Taken | None = None
    marks: tuple[str, ...] = ()


def answer_of(row: int, response: Response) -> Answer:
    """A response as the answer to a form that asked the same."""
    cells = {
        "from": response.name,
        "role": "family",
        "relation": response.relation,
        "agreed": "yes",
        "widest": response.shown_to,
    }
    told = tuple(("", text) for text in (response.comment, response.question) if text.strip())
    asked = {name: (("", text),) for name, text in cells.items() if text.strip()} | {"text": told}
    return Answer(row, response.student, response.date, asked, Moment(response.date))


def take_response(file: str, answer: Answer, response: Response, desk: Desk) -> Taking:
    """What becomes of a response. What is made goes onto the pile; what a person should look at, into the remarks."""
    chosen = _mark_of_choice(answer)
    wider = "" if chosen in desk.ledger else _is_wider(answer, desk)
    testimonial = _testimonial(answer, desk) if not wider else LeftOut(answer.row, response.name, wider)
    if isinstance(testimonial, LeftOut):
        return Taking(file, response, testimonial)
    if isinstance(testimonial, Known):
        desk.ledger.add(chosen)
    elif score := score_in(answer.text("text")):
        desk.remarks.append(LeftOut(answer.row, response.name, _SCORE.format(score)))
    return Taking(file, response, testimonial, _goal(answer, response, desk, testimonial), (chosen,))


def _testimonial(answer: Answer, desk: Desk) -> Outcome:
    before = len(desk.remarks)
    try:
        outcome = take_testimonial(answer, desk)
    except NotWrittenError as error:
        outcome = LeftOut(answer.row, answer.line("from"), error.message)
    if not isinstance(outcome, Taken):
        del desk.remarks[before:]  # nothing of it goes in
    return outcome


# Never wider than before


def _mark_of_choice(answer: Answer) -> str:
    """The mark of the words together with who may see them: the same words may come again with another choice."""
    words = (answer.line("from"), answer.text("text"), answer.line("widest"))
    return mark_of("responses of families", answer.student, answer.day, *words)


def _is_wider(answer: Answer, desk: Desk) -> str:
    """What to tell where the same words were agreed to before, and less widely; "" elsewhere."""
    now = audience_named(answer.line("widest"))
    said = said_in(answer, "testimonials")
    for file, agreed in desk.agreements(answer.student, _FOLDER, said, _agreements_of):
        if not agreed:
            return f"The same words are in {file}, without agreement. It stays so: is it meant to be shown again?"
        if (before := _widest(agreed)) < now:
            how = f"If that is meant, write “widest: {now.word}” into “agreed:” in {file}."
            return f"They agreed to {before.word} before, and now to {now.word}. It stays as it was. {how}"
    for other in desk.agreed_once.get(said, ()):
        if other.day != answer.day and (before := audience_named(other.line("widest"))) < now:
            return f"There are the same words of another day, for {before.word} only. It stays with that."
    return ""


def _agreements_of(student: str, record: RecordFile) -> Iterable[tuple[str, Any]]:
    return [(mark, record.fields.get("agreed")) for mark in marks_of_testimonial(student, record)]


def _widest(agreed: Agreement | Any) -> Audience:
    """How widely a record is agreed to. A word that is none of ours is taken for the widest: nothing is wider."""
    written = agreed.get("widest") if isinstance(agreed, dict) else None
    try:
        return audience_named(str(written)) if written else Audience.FAMILY
    except KeyError:
        return Audience.PUBLIC


# A goal


def _goal(answer: Answer, response: Response, desk: Desk, testimonial: Outcome) -> Taken | None:
    goal = on_one_line(response.goal)
    if not goal:
        return None
    mark = mark_of("goals of families", response.student, response.date, response.name, goal)
    if mark in desk.ledger:
        return None
    if not response.goal_agreed:
        if isinstance(testimonial, Taken):
            _remark(answer, goal, desk, _ALONE.format(student=desk.register.student(response.student).name))
        return None
    file = f"students/{response.student}/profile.yaml"
    try:
        text = desk.pile.text(file) or ""
        if letters_of(goal) in _goals_in(text):
            desk.ledger.add(mark)
            return None
        made, refused = _with_goal(text, goal, response, desk)
    except (NotWrittenError, NotInsertedError) as error:
        made, refused = "", f"{file}: {error.message} Write the goal into it by hand."
    if refused:
        _remark(answer, goal, desk, refused)
        return None
    desk.pile.put(file, made)
    return Taken(answer.row, response.student, file, mark)


def _with_goal(text: str, goal: str, response: Response, desk: Desk) -> tuple[str, str]:
    """The profile with one goal more; or "" and why not."""
    profile, _ = validated(read(text, markdown=False), Profile)
    if profile is None:
        return "", "The profile has a mistake, so nothing is added to it. profilegen check says where."
    chosen = audience_named(response.shown_to)
    wide = _shown_in(profile, desk)
    if wide > chosen:
        return "", _TOO_WIDE.format(wide=wide.word, chosen=chosen.word)
    entry = {"goal": goal, "next_step": on_one_line(response.help), "by": on_one_line(response.by)}
    made = with_entry(text, "goals", entry)
    return made, unfit(made, Profile, markdown=False)


def _shown_in(profile: Profile, desk: Desk) -> Audience:
    """The widest audience that sees the goals of a profile."""
    own = profile.audience if profile.audience is not None else desk.school.default_audience
    return min(own, profile.show.get("goals", Audience.FAMILY))


def _goals_in(text: str) -> set[str]:
    """The letters of the goals that are written in a profile, in whatever way."""
    written = (read(text, markdown=False).fields or {}).get("goals")
    entries = written if isinstance(written, list) else [written]
    goals = (one.get("goal") if isinstance(one, dict) else one for one in entries)
    return {letters_of(one) for one in goals if isinstance(one, str)}


def _remark(answer: Answer, goal: str, desk: Desk, why: str) -> None:
    desk.remarks.append(LeftOut(answer.row, goal, why))
