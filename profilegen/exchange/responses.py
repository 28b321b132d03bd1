"""What families wrote back at a conference, taken in: a plan of everything first, and then just that.

Each file is opened with the key of its event, which lies in the school's folder. One that is broken, or from another
school, is told of by its name, and the others go in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from profilegen.event.keys import keys_of
from profilegen.event.sealing import LARGEST_RESPONSE, Response, opened
from profilegen.exchange.agreements import look_through
from profilegen.exchange.answers import LeftOut
from profilegen.exchange.desk import Desk, Known, Taken
from profilegen.exchange.form_map import FormMap
from profilegen.exchange.ledger import Ledger
from profilegen.exchange.names import Register
from profilegen.exchange.pile import NotWrittenError, Pile, only_import
from profilegen.exchange.response_records import AGREEMENT_FIELDS, Taking, answer_of, take_response
from profilegen.loading.school import load_school
from profilegen.loading.text_files import open_plainly
from profilegen.model.school import School
from profilegen.problems import ProfilegenError, UsageError

_IN_FOLDERS = "response-*.json"  # a browser may have made “response-… (1).json” of a second one
_LIKE_THE_FORM = FormMap("testimonials", AGREEMENT_FIELDS)


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken in: its name, why, and what may help."""

    file: str
    why: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `files` are the names of the files; a remark's row is its place among them, from 1."""

    files: tuple[str, ...]
    takings: tuple[Taking, ...]
    refused: tuple[Refused, ...]
    remarks: tuple[LeftOut, ...]
    register: Register
    pile: Pile
    ledger: Ledger

    @property
    def new(self) -> tuple[Taking, ...]:
        """The responses of which something goes in."""
        return tuple(one for one in self.takings if isinstance(one.testimonial, Taken) or one.goal)

    @property
    def known(self) -> int:
        """How many were imported before."""
        return sum(isinstance(one.testimonial, Known) and not one.goal for one in self.takings)

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.pile.waiting()) or self.ledger.is_changed


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: how many testimonials and goals went in, and what could not be written."""

    testimonials: int
    goals: int
    refused: tuple[Refused, ...] = ()


def response_files(named: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are meant: those that are named, and the responses in the folders that are, each once.

    UsageError where one is not there, or a folder has none.
    """
    found: list[Path] = []
    for path in named:
        inside = sorted(path.glob(_IN_FOLDERS)) if path.is_dir() else [path]
        if not path.exists():
            raise UsageError(f"There is no file “{path}”.", "Name the files, or the folder they lie in.")
        if not inside:
            raise UsageError(f"There is no response in “{path}”.", "Such a file is called response-….json.")
        found += inside
    return tuple(dict.fromkeys(found))


def plan_responses(files: Sequence[Path], folder: Path, *, today: date) -> Plan:
    """Opens these files and says what would become of each. Nothing is written.

    UsageError where `folder` is no school.
    """
    school = _school(folder)
    pile = Pile(school.folder)
    ledger = Ledger.read(pile)
    desk = Desk(school, Register.of(school), _LIKE_THE_FORM, pile, ledger, today)
    read = [_read(file, desk) for file in files]
    responses = [(row, one) for row, one in enumerate(read, start=1) if isinstance(one, Response)]
    answers = [answer_of(row, one) for row, one in responses]
    look_through(answers, desk)
    takings = [
        take_response(files[row - 1].name, answer, one, desk)
        for (row, one), answer in zip(responses, answers, strict=True)
    ]
    left_out = [Refused(one.file, one.testimonial.why) for one in takings if isinstance(one.testimonial, LeftOut)]
    return Plan(
        files=tuple(file.name for file in files),
        takings=tuple(takings),
        refused=(*(one for one in read if isinstance(one, Refused)), *left_out),
        remarks=tuple(desk.remarks),
        register=desk.register,
        pile=pile,
        ledger=ledger,
    )


def carry_out(plan: Plan) -> Done:
    """Writes what a plan says, file by file, and last the ledger.

    A file that was changed meanwhile stays as it is, and what was to go into it does not count as imported. OSError
    where the disk says no: what was written until then is whole, and the next import knows it. NotWrittenError, and
    nothing is written, while another import into this school is running.
    """
    if not plan.changes_something:
        return Done(0, 0)
    with only_import(plan.pile.folder):
        return _written(plan)


def _written(plan: Plan) -> Done:
    refused: dict[str, str] = {}
    for name in plan.pile.waiting():
        try:
            plan.pile.write(name)
        except NotWrittenError as error:
            refused[name] = error.message
    testimonials = goals = 0
    for one in plan.new:
        if isinstance(one.testimonial, Taken) and one.testimonial.file not in refused:
            testimonials += 1
            for mark in (one.testimonial.mark, *one.marks):
                plan.ledger.add(mark)
        if one.goal and one.goal.file not in refused:
            goals += 1
            plan.ledger.add(one.goal.mark)
    plan.ledger.put(plan.pile)
    for name in plan.pile.waiting():
        if name not in refused:
            plan.pile.write(name)
    return Done(testimonials, goals, tuple(Refused(name, why) for name, why in refused.items()))


def _school(folder: Path) -> School:
    school, _ = load_school(folder)
    if school.lone:
        raise UsageError("Responses are imported into a school, and this is none.", "Name the school’s folder.")
    return school


def _read(file: Path, desk: Desk) -> Response | Refused:
    """What a file says, if it says it of one of this school's students."""
    try:
        with open_plainly(file) as handle:
            response = opened(handle.read(LARGEST_RESPONSE + 1), keys_of(desk.school.folder))
    except OSError as error:
        return Refused(file.name, f"It cannot be opened ({error.strerror or 'it is not a plain file'}).")
    except ProfilegenError as error:
        return Refused(file.name, error.message, error.hint)
    if desk.register.at(response.student) is None:
        return Refused(file.name, f"It is for “{response.student}”, and this school has no such student.")
    if response.date > desk.today + timedelta(days=1):  # the laptop may be in another time zone
        return Refused(file.name, f"Its day, {response.date}, is still to come.", "Was the laptop’s clock right?")
    return response
