"""A family's goal in the student's profile: the goal alone, and only where no more people see it than they chose.

How they help, and by when, stays with their words in the testimonial, which has its own agreement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from profilegen.event.sealing import Response
from profilegen.exchange.answers import LeftOut
from profilegen.exchange.desk import Desk, unfit
from profilegen.exchange.inserting import NotInsertedError, read, with_entry
from profilegen.exchange.ledger import mark_of
from profilegen.exchange.pile import NotWrittenError
from profilegen.exchange.plain_text import letters_of, on_one_line
from profilegen.loading.records import validated
from profilegen.model.audience import Audience, audience_named
from profilegen.model.records import Profile

_STAYS = "It stays in the testimonial."
_ALONE = "{student} has not agreed to it, so it is a wish and no goal yet. Talk about it together."
_TOO_WIDE = "The goals of this profile are shown to {wide}, and they chose {chosen}. " + _STAYS
_STILL_WIDER = "It is among the goals of {file}, which are shown to {wide}, and they now agree to {chosen}. Ask them."
_NO_GOALS = re.compile(r"^goals:[ \t]*\[[ \t]*\][ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a profile: its file, its mark, and whether it is to be written, or is there."""

    file: str
    mark: str
    is_new: bool


def profile_of(student: str) -> str:
    """The file of a student's profile, from the school's folder."""
    return f"students/{student}/profile.yaml"


def read_profile(student: str, desk: Desk) -> Profile | None:
    """A student's profile as it is by now; None where it cannot be read, or has a mistake."""
    try:
        return validated(read(desk.pile.text(profile_of(student)) or "", markdown=False), Profile)[0]
    except NotWrittenError:
        return None


def take_goal(row: int, response: Response, record: str, desk: Desk, *, is_told: bool) -> Goal | None:
    """A goal that goes in, or is there already; what a person should look at goes into the remarks.

    `record` is the testimonial that holds the family's words, "" where it was taken out. A wish is remarked on where
    `is_told`.
    """
    goal = on_one_line(response.goal)
    mark = mark_of("goals of families", response.student, response.date, response.name, goal)
    if not goal or mark in desk.ledger:
        return None
    if not response.goal_agreed:
        if is_told:
            student = desk.register.student(response.student)
            _remark(row, goal, desk, _ALONE.format(student=student.known_as or student.name))
        return None
    file = profile_of(response.student)
    try:
        text = desk.pile.text(file) or ""
        if letters_of(goal) in _goals_in(text):
            return Goal(file, mark, is_new=False)
        made, refused = _with_goal(text, goal, response, record, desk)
    except (NotWrittenError, NotInsertedError) as error:
        made, refused = "", f"{file}: {error.message} {_STAYS} Write it into the profile by hand."
    if refused:
        _remark(row, goal, desk, refused)
        return None
    desk.pile.put(file, made)
    return Goal(file, mark, is_new=True)


def tell_of_wider_goal(row: int, response: Response, desk: Desk) -> None:
    """A remark where a goal is in the profile, and its family now agrees to fewer people than see it there."""
    goal, profile = on_one_line(response.goal), read_profile(response.student, desk)
    file, chosen = profile_of(response.student), audience_named(response.shown_to)
    if goal and profile and letters_of(goal) in _goals_in(desk.pile.text(file) or ""):
        wide = _shown_in(profile, desk)
        if wide > chosen:
            _remark(row, goal, desk, _STILL_WIDER.format(file=file, wide=wide.word, chosen=chosen.word))


def _with_goal(text: str, goal: str, response: Response, record: str, desk: Desk) -> tuple[str, str]:
    """The profile with one goal more; or "" and why not."""
    profile = read_profile(response.student, desk)
    if profile is None:
        return "", f"The profile has a mistake, so nothing is added to it: profilegen check says where. {_STAYS}"
    chosen = audience_named(response.shown_to)
    wide = _shown_in(profile, desk)
    if wide > chosen:
        return "", _TOO_WIDE.format(wide=wide.word, chosen=chosen.word)
    made = with_entry(_without_brackets(text), "goals", {"goal": goal})
    where = f": {record.removeprefix(f'students/{response.student}/')}" if record else ""
    return _with_note(text, made, f"agreed with the family, for {chosen.word}{where}"), unfit(
        made, Profile, markdown=False
    )


def _without_brackets(text: str) -> str:
    """The profile with `goals:` for `goals: []`, which is the same."""
    opened = _NO_GOALS.sub("goals:", text, count=1)
    before, after = read(text, markdown=False), read(opened, markdown=False)
    others = [{name: one for name, one in (said.fields or {}).items() if name != "goals"} for said in (before, after)]
    return opened if not after.mistakes and others[0] == others[1] else text


def _with_note(before: str, made: str, note: str) -> str:
    """The same with a note above the goal that is new: whoever shows goals to more people later should know of it."""
    old, lines = before.split("\n"), made.split("\n")
    first = next((place for place, (one, other) in enumerate(zip(old, lines, strict=False)) if one != other), len(old))
    places = (place for place in range(first, len(lines)) if lines[place].lstrip().startswith("- goal:"))
    place = next(places, None)
    if place is None:
        return made
    indent = lines[place][: lines[place].index("-")]
    noted = "\n".join([*lines[:place], f"{indent}# {note}", *lines[place:]])
    found = read(noted, markdown=False)
    return noted if not found.mistakes and found.fields == read(made, markdown=False).fields else made


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


def _remark(row: int, goal: str, desk: Desk, why: str) -> None:
    desk.remarks.append(LeftOut(row, goal, why))
