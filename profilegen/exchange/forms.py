"""Answers to forms, taken in: first a plan of everything that would happen, then, if somebody says so, just that.

A plan is made without writing. It holds every answer of the file: those that go in, those that were imported before,
and those that are left out because something about them is not certain. Nothing is guessed, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from profilegen.exchange.agreements import look_through
from profilegen.exchange.answers import Answer, AnswersError, Days, LeftOut, answers_in, days_in
from profilegen.exchange.conversations import take_feedback, take_response
from profilegen.exchange.desk import Desk, Known, Outcome, Taken, Unchanged
from profilegen.exchange.form_fields import FormKind
from profilegen.exchange.form_map import FormMap, map_text, read_map, refuse_unfit
from profilegen.exchange.ledger import Ledger
from profilegen.exchange.names import Register
from profilegen.exchange.new_records import take_reflection, take_testimonial
from profilegen.exchange.pile import NotWrittenError, Pile, only_import, write_whole
from profilegen.exchange.proposing import only_sure, proposed_map
from profilegen.exchange.subject_comments import take_comments
from profilegen.exchange.tables import Table, read_table
from profilegen.loading.school import load_school
from profilegen.model.school import School
from profilegen.problems import Problem, ProfilegenError, UsageError

_UNREAD = "A cell of this row could not be read, perhaps for a formula in it: write its words there."
_TAKE: Mapping[FormKind, Callable[[Answer, Desk], Outcome]] = {
    "testimonials": take_testimonial,
    "reflections": take_reflection,
    "feedback": take_feedback,
    "responses": take_response,
    "reports": take_comments,
}


class FormsError(ProfilegenError):
    """Answers that cannot be taken in at all."""


@dataclass(frozen=True, slots=True)
class MapUsed:
    """Which map an import goes by: its file, what it says, and whether it was proposed just now."""

    path: Path
    form_map: FormMap
    text: str = ""  # of one that was proposed: what its file is to hold


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. `remarks` are of answers that go in, but not all of what they say."""

    table: Table
    kind: FormKind
    used: MapUsed
    days: Days
    register: Register
    outcomes: tuple[Outcome, ...]
    remarks: tuple[LeftOut, ...]
    pile: Pile
    ledger: Ledger

    @property
    def taken(self) -> tuple[Taken, ...]:
        """The answers that go in."""
        return tuple(one for one in self.outcomes if isinstance(one, Taken))

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The answers that do not."""
        return tuple(one for one in self.outcomes if isinstance(one, LeftOut))

    @property
    def known(self) -> int:
        """How many answers were imported before."""
        return sum(isinstance(one, Known) for one in self.outcomes)

    @property
    def unchanged(self) -> int:
        """How many rows have nothing to take in."""
        return sum(isinstance(one, Unchanged) for one in self.outcomes)

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.pile.waiting()) or self.ledger.is_changed

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read of the file."""
        return self.table.problems


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the answers that went in, and those whose file could not be written, with the reason."""

    taken: tuple[Taken, ...]
    refused: tuple[tuple[Taken, str], ...] = ()


def plan_import(
    file: Path, kind: FormKind, folder: Path, *, map_file: Path | None = None, today: date, is_unasked: bool = False
) -> Plan:
    """Reads a file of answers and says what would become of each. Nothing is written.

    Where `is_unasked`, nobody will look at the plan: a map that has to be proposed for it has no agreement but that of
    the sample forms, word for word.

    UsageError where `folder` is no school; another ProfilegenError where the file, or the map, cannot be used.
    """
    school = _school(folder)
    table = read_table(file)
    used, remarks = _map(file, kind, map_file, table, is_unasked)
    refuse_unfit(used.form_map, table.header, used.path.name)
    used, days = _with_days(used, table, school.settings.locale)
    pile = Pile(school.folder)
    ledger = Ledger.read(pile)
    desk = Desk(school, Register.of(school), used.form_map, pile, ledger, today, remarks)
    answers = answers_in(table, used.form_map, desk.register, days, today)
    look_through(answers, desk)
    unread = frozenset(one.place.line for one in table.problems if one.place.column)
    outcomes = tuple(_outcomes(answers, kind, desk, unread))
    return Plan(table, kind, used, days, desk.register, outcomes, tuple(desk.remarks), pile, ledger)


def propose_map(file: Path, kind: FormKind) -> MapUsed:
    """The map that `plan_import` would propose for a file, also where that is not enough to go by."""
    table = read_table(file)
    form_map = proposed_map(kind, table.header)
    return MapUsed(map_beside(file), form_map, map_text(form_map, table.header))


def map_beside(file: Path) -> Path:
    """Where the map of a file of answers is kept."""
    return file.with_name(f"{file.name}.map.yaml")


def save_map(used: MapUsed) -> bool:
    """Writes a map that was proposed, unless there is one by now. Returns whether it did."""
    if not used.text or used.path.exists():
        return False
    write_whole(used.path, used.text.encode("utf-8"))
    return True


def carry_out(plan: Plan) -> Done:
    """Writes what a plan says, file by file, and last the ledger.

    A file that was changed meanwhile stays as it is, and its answers are not counted as imported. OSError where the
    disk says no: what was written until then is whole, and the next import knows it. NotWrittenError, and nothing is
    written, while another import into this school is running.
    """
    if not plan.changes_something:
        return Done(())
    with only_import(plan.pile.folder):
        return _written(plan)


def _written(plan: Plan) -> Done:
    refused: dict[str, str] = {}
    for name in plan.pile.waiting():
        try:
            plan.pile.write(name)
        except NotWrittenError as error:
            refused[name] = error.message
    taken = tuple(one for one in plan.taken if one.file not in refused)
    for one in taken:
        if one.mark:
            plan.ledger.add(one.mark)
    plan.ledger.put(plan.pile)
    for name in plan.pile.waiting():
        if name not in refused:
            plan.pile.write(name)
    return Done(taken, tuple((one, refused[one.file]) for one in plan.taken if one.file in refused))


def _school(folder: Path) -> School:
    school, _ = load_school(folder)
    if school.lone:
        raise UsageError("Answers are imported into a school, and this is one student's folder.", "Name the school's.")
    return school


def _map(
    file: Path, kind: FormKind, map_file: Path | None, table: Table, is_unasked: bool
) -> tuple[MapUsed, list[LeftOut]]:
    """The map to go by, and a remark on each column that it leaves because nobody has looked at it."""
    beside = map_beside(file)
    path = map_file or (beside if beside.is_file() else None)
    if path is not None:
        return MapUsed(path, read_map(path, kind, table.header)), []
    proposed = proposed_map(kind, table.header)
    sure = only_sure(proposed, table.header) if is_unasked else proposed
    why = "This may be the agreement, and nobody has looked at the map: it is left. The map can say agreed, or widest."
    columns = zip(table.header, proposed.fields, sure.fields, strict=True)
    return MapUsed(beside, sure, "proposed"), [LeftOut(1, head, why) for head, one, other in columns if one != other]


def _with_days(used: MapUsed, table: Table, locale: str) -> tuple[MapUsed, Days]:
    """How days are read; a proposed map says it too, where the file cannot tell."""
    try:
        days = days_in(table, used.form_map, locale)
    except AnswersError as error:
        raise FormsError(
            f"{table.name}: {error}", "Is it one file, from one form? Or change the column’s format."
        ) from error
    if not used.text:
        return used, days
    form_map = replace(used.form_map, dates=days.order if days.by_locale else None)
    return MapUsed(used.path, form_map, map_text(form_map, table.header)), days


def _outcomes(answers: list[Answer | LeftOut], kind: FormKind, desk: Desk, unread: frozenset[int]) -> Iterator[Outcome]:
    """What becomes of each answer; `unread` are the rows with a cell that could not be read."""
    for answer in answers:
        if isinstance(answer, LeftOut):
            yield answer
            continue
        before = len(desk.remarks)
        try:
            outcome = _TAKE[kind](answer, desk)
        except NotWrittenError as error:
            outcome = LeftOut(answer.row, answer.student, error.message)
        if not isinstance(outcome, Taken) and kind != "reports":
            del desk.remarks[before:]  # nothing of it goes in
        if isinstance(outcome, LeftOut) and outcome.row in unread:
            outcome = replace(outcome, why=f"{outcome.why} {_UNREAD}")
        yield outcome
