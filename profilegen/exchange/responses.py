"""What families wrote back at a conference, taken in: a plan of everything first, and then just that.

Each file is opened with the key of its event, which lies in the school's folder. One that is broken, or from another
school, is told of by its name, and the others go in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.event.keys import keys_of
from profilegen.event.sealing import LARGEST_RESPONSE, Response, event_in, opened
from profilegen.exchange.answers import LeftOut
from profilegen.exchange.desk import Desk, Known, Taken
from profilegen.exchange.form_map import FormMap
from profilegen.exchange.ledger import Ledger
from profilegen.exchange.names import Register
from profilegen.exchange.pile import NotWrittenError, Pile, only_import
from profilegen.exchange.response_meetings import Meeting, meeting_of
from profilegen.exchange.response_records import Narrowed, Taking, take_response
from profilegen.loading.school import load_school
from profilegen.model.audience import audience_named
from profilegen.model.school import School
from profilegen.opening import open_plainly
from profilegen.problems import ProfilegenError, UsageError

_IN_FOLDERS = "response-*.json"  # a browser may have made “response-… (1).json” of a second one
_NO_FORM = FormMap("testimonials", ())


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken in: its name, why, what may help, and its words where they stand nowhere else."""

    file: str
    why: str
    hint: str = ""
    response: Response | None = None


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
        return tuple(one for one in self.takings if one.is_new)

    @property
    def known(self) -> int:
        """How many were imported before."""
        return sum(isinstance(one.outcome, Known) and not one.is_new for one in self.takings)

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.pile.waiting()) or any(
            mark not in self.ledger for one in self.takings for _, mark in one.marks
        )


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: how many testimonials and goals went in, how many were narrowed, what could not be written."""

    testimonials: int
    goals: int
    narrowed: int = 0
    refused: tuple[Refused, ...] = ()


def response_files(named: Iterable[Path]) -> tuple[Path, ...]:
    """The files that are meant: those that are named, and the responses in the folders that are, each once.

    UsageError where one is not there, or a folder has none.
    """
    found: list[Path] = []
    for path in named:
        inside = sorted(path.glob(_IN_FOLDERS)) if path.is_dir() else [path]
        if not path.exists() and not path.is_symlink():
            raise UsageError(f"There is no file “{path}”.", "Name the files, or the folder they lie in.")
        if not inside:
            raise UsageError(f"There is no response in “{path}”.", "Such a file is called response-….json.")
        found += inside
    return tuple(dict.fromkeys(found))


def files_left_aside(named: Iterable[Path]) -> int:
    """How many files lie in the folders that are named, and are not called as responses are; hidden ones are none."""
    folders = (path for path in dict.fromkeys(named) if path.is_dir())
    inside = (
        one for folder in folders for one in folder.iterdir() if not one.name.startswith(".") and not one.is_dir()
    )
    return sum(not one.match(_IN_FOLDERS) for one in inside)


def plan_responses(files: Sequence[Path], folder: Path, *, today: date) -> Plan:
    """Opens these files and says what would become of each. Nothing is written.

    UsageError where `folder` is no school.
    """
    school = _school(folder)
    pile = Pile(school.folder)
    ledger = Ledger.read(pile)
    desk = Desk(school, Register.of(school), _NO_FORM, pile, ledger, today)
    read = [_read(file, desk) for file in files]
    opened_ones = [(row, one) for row, one in enumerate(read, start=1) if isinstance(one, _Opened)]
    meetings: dict[str, Meeting] = {}
    for event in {one.event for _, one in opened_ones}:
        meetings[event] = meeting_of(event, school)
    narrowest_first = sorted(opened_ones, key=lambda one: (audience_named(one[1].response.shown_to), one[0]))
    made = (take_response(row, one.response, meetings[one.event], desk) for row, one in narrowest_first)
    takings = sorted(made, key=lambda one: one.row)
    left_out = [
        Refused(files[one.row - 1].name, one.outcome.why, response=None if one.is_there else one.response)
        for one in takings
        if isinstance(one.outcome, LeftOut)
    ]
    return Plan(
        files=tuple(file.name for file in files),
        takings=tuple(takings),
        refused=(*(one for one in read if isinstance(one, Refused)), *left_out),
        remarks=tuple(sorted(desk.remarks, key=lambda one: one.row)),
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
    for one in plan.takings:
        for file, mark in one.marks:
            if file not in refused:
                plan.ledger.add(mark)
    plan.ledger.put(plan.pile)
    for name in plan.pile.waiting():
        if name not in refused:
            plan.pile.write(name)
    made = [one.outcome for one in plan.takings if isinstance(one.outcome, Taken | Narrowed)]
    return Done(
        testimonials=sum(isinstance(one, Taken) and one.file not in refused for one in made),
        goals=sum(bool(one.goal and one.goal.is_new and one.goal.file not in refused) for one in plan.takings),
        narrowed=sum(isinstance(one, Narrowed) and one.file not in refused for one in made),
        refused=tuple(Refused(name, why) for name, why in refused.items()),
    )


def _school(folder: Path) -> School:
    school, _ = load_school(folder)
    if school.lone:
        raise UsageError("Responses are imported into a school, and this is none.", "Name the school’s folder.")
    return school


@dataclass(frozen=True, slots=True)
class _Opened:
    """A response, and the event that it was sealed for."""

    event: str
    response: Response


def _read(file: Path, desk: Desk) -> _Opened | Refused:
    """What a file says, if it says it of one of this school's students."""
    if file.is_symlink():
        return Refused(file.name, "It is a link to another file, and none is followed.", "Name the file itself.")
    try:
        with open_plainly(file) as handle:
            content = handle.read(LARGEST_RESPONSE + 1)
        response = opened(content, keys_of(desk.school.folder))
    except OSError as error:
        return Refused(file.name, f"It cannot be opened ({error.strerror or 'it is not a plain file'}).")
    except ProfilegenError as error:
        return Refused(file.name, error.message, error.hint)
    if desk.register.at(response.student) is None:
        why = f"It is for “{response.student}”, and this school has no such student."
        return Refused(file.name, why, response=response)
    return _Opened(event_in(content), response)
