"""The answers in a table, under a map: of whom, of what day, in what words. What is not certain is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from profilegen.exchange.form_fields import LEAVE
from profilegen.exchange.form_map import FormMap, plain_header
from profilegen.exchange.moments import DayOrder, Moment, day_of, is_year_first, order_in, order_of, second_of
from profilegen.exchange.names import Match, Register
from profilegen.exchange.plain_text import in_lines, on_one_line
from profilegen.exchange.tables import Row, Table

# Every run is bounded, so that a long word is not read to its end again from each of its letters.
_LABEL = r"[^\s@<>()\[\],;:\".]{1,64}"
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{0,8}}\.[^\W\d_]{{2,64}}")
LONGEST_NAME = 200
_SHORT = {"from": "The author’s name", "relation": "How the author knows the student"}
_OTHER_NAME = (
    "The id is one student’s, and the name is not theirs. Mend the one that is wrong, or leave the name empty."
)
_ANONYMOUS = frozenset(["anonymous", "anonym", "anonyme", "anónimo", "anonimowy", "dienw", "анонім", "anoniem"])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not taken in: in which row, what was written, why, and the ids of students it may mean.

    `class_name` is the class that was written, where that is why: the school has none of this name.
    """

    row: int
    written: str
    why: str
    candidates: tuple[str, ...] = ()
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose student is certain. `cells` has for each field the questions and what was answered to them.

    `day` is the one that it speaks of, `moment` when it was given: the two differ where a form asks for a day too.
    """

    row: int
    student: str
    day: date | None
    cells: Mapping[str, tuple[tuple[str, str], ...]]
    moment: Moment | None = None

    def text(self, name: str) -> str:
        """What was answered, in paragraphs where it is made up of several columns."""
        return "\n\n".join(text for _, cell in self.cells.get(name, ()) if (text := in_lines(cell)))

    def line(self, name: str) -> str:
        """The same on one line: a name, a title."""
        return on_one_line(self.text(name))


@dataclass(frozen=True, slots=True)
class Days:
    """In which order days and months are read: `order` where a column does not say it itself, `columns` where they do.

    `by_locale` says whether that was the locale's decision alone. `contradicting` are two days of a column that is
    written in two orders: there each day that can mean one thing only means it, and the others are read by `order`.
    """

    order: DayOrder
    by_locale: bool = False
    contradicting: tuple[str, ...] = ()
    columns: Mapping[int, DayOrder] = field(default_factory=dict)

    def order_of_column(self, column: int) -> DayOrder:
        """The order of one column."""
        return self.columns.get(column, self.order)


class AnswersError(ValueError):
    """Days that contradict the map; the sentence says which."""


def days_in(table: Table, form_map: FormMap, locale: str) -> Days:
    """How the days of a table are to be read, by columns. AnswersError where the map says what cannot be meant."""
    found = {column: order_of(row.cells[column] for row in table.rows) for column in form_map.columns_of("date")}
    if not form_map.dates and (example := _beside_dates(table, form_map)):
        raise AnswersError(
            f"“{example}” is text and other days of its column are dates, none past the twelfth of its month: a "
            "spreadsheet may have taken day for month. Look at them. If they are right, write `dates:` into the map, "
            "day-first or month-first."
        )
    telling: dict[int, DayOrder] = {column: order for column, one in found.items() if (order := one.order)}
    open_ones = [one for column, one in found.items() if column not in telling and (one.either or one.is_mixed)]
    if form_map.dates and telling and not open_ones and form_map.dates not in telling.values():
        one = found[next(iter(telling))]
        example = (one.day_first or one.month_first)[0]
        raise AnswersError(f"The map says {form_map.dates}, but “{example}” is {one.order}.")
    mixed = next((one for one in open_ones if one.is_mixed), None)
    contradicting = (mixed.day_first[0], mixed.month_first[0]) if mixed else ()
    order = form_map.dates or (None if open_ones else next(iter(telling.values()), None))
    return Days(order or order_in(locale), bool(open_ones) and order is None, contradicting, telling)


def _beside_dates(table: Table, form_map: FormMap) -> str:
    """A day that stayed text where a spreadsheet seems to have made dates of those that it could; "" if none did.

    It reads 01/07/2026 as its own country does. Where the file came from another, that swaps day and month, and what is
    no date in that order, 13/07/2026, stays text: so each real date is swapped, and none is past the twelfth.
    """
    for column in form_map.columns_of("date"):
        cells = [row.cells[column] for row in table.rows if row.cells[column]]
        dates = [day for cell in cells if is_year_first(cell) and (day := day_of(cell, "day-first"))]
        texts = order_of(cells)
        if dates and all(day.day <= 12 for day in dates) and texts.order and not texts.either:
            return (texts.day_first or texts.month_first)[0]
    return ""


def answers_in(table: Table, form_map: FormMap, register: Register, days: Days, today: date) -> list[Answer | LeftOut]:
    """Each row as an answer, or left out with the reason, in the order of the file."""
    reading = _Reading(table, form_map, register, days, today)
    return [reading.answer(row) for row in table.rows]


@dataclass(frozen=True, slots=True)
class _Another:
    """An id, and a name that is not this student's: the ids of those who may be meant."""

    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    table: Table
    form_map: FormMap
    register: Register
    days: Days
    today: date

    def answer(self, row: Row) -> Answer | LeftOut:
        cells = self._cells(row)
        written = _first(cells, "student") or _first(cells, "id")
        student = self._student(cells)
        if isinstance(student, Match):
            unknown = _first(cells, "class") if student.how == "unknown-class" else ""
            return LeftOut(row.number, written, _why(student, written), student.candidates, unknown)
        if isinstance(student, _Another):
            return LeftOut(row.number, written, _OTHER_NAME, student.candidates)
        day = self._day(row)
        if isinstance(day, str):
            return LeftOut(row.number, written, day)
        answer = Answer(row.number, student, day, cells, self._moment(row))
        refused = _too_long(answer) or self._address_in(row, answer)
        return LeftOut(row.number, written, refused) if refused else answer

    def _cells(self, row: Row) -> dict[str, tuple[tuple[str, str], ...]]:
        cells: dict[str, tuple[tuple[str, str], ...]] = {}
        for head, name, cell in zip(self.table.header, self.form_map.fields, row.cells, strict=True):
            if name != LEAVE and _is_answered(cell):
                cells[name] = (*cells.get(name, ()), (head, cell))
        return cells

    def _student(self, cells: Mapping[str, tuple[tuple[str, str], ...]]) -> str | Match | _Another:
        """The student's id; the match where it is not certain; those who may be meant where id and name differ."""
        name, class_name = _first(cells, "student"), _first(cells, "class")
        known = self.form_map.names.get(plain_header(name)) if name else None
        group = self.form_map.classes.get(plain_header(class_name), class_name)
        by_name = self.register.find(known or name, "" if known else group)
        address = _first(cells, "id")
        if not address:
            return (self.register.at(known) if known else None) or by_name.student or by_name
        student = self.register.at(address)
        if student is None:
            return Match(None, by_name.candidates or ((by_name.student,) if by_name.student else ()), "nobody")
        named = (by_name.student,) if by_name.student else by_name.candidates
        is_ours = self.form_map.kind == "reports" and not by_name.student  # our own sheet has the name for teachers
        return student if not name or is_ours or student in named else _Another((student, *named))

    def _moment(self, row: Row) -> Moment | None:
        """When the answer was given: the latest moment with a time, or else the latest day."""
        cells = ((column, on_one_line(row.cells[column])) for column in self.form_map.columns_of("date"))
        days = ((day_of(cell, self.days.order_of_column(column)), second_of(cell)) for column, cell in cells)
        said = [Moment(day, second) for day, second in days if day]
        return max(said, key=lambda one: (one.second is not None, one.day, one.second or 0), default=None)

    def _day(self, row: Row) -> date | str | None:
        """The day, None where none is said, and a sentence where it cannot be."""
        said = [column for column in self.form_map.columns_of("date") if _is_answered(row.cells[column])]
        if not said:
            return None
        cell, order = on_one_line(row.cells[said[-1]]), self.days.order_of_column(said[-1])
        day = day_of(cell, order)
        if day is None:
            return f"“{cell}” is no day that can be read."
        if day > self.today + timedelta(days=1):  # it may be tomorrow already where the form was filled in
            return f"The day {day} is still to come. Is {order} right? The map can say `dates:`."
        return day

    def _address_in(self, row: Row, answer: Answer) -> str:
        """A sentence where an e-mail address of who answered would be stored; "" where none would."""
        own = {found.casefold() for cell in row.cells if (found := cell.strip()) and _is_address(found)}
        for name in answer.cells:
            text = answer.text(name).casefold()
            if any(address in text for address in own) or (name in _SHORT and "@" in text and _EMAIL.search(text)):
                return "Their own e-mail address is in it, and is never stored. Take it out of the text."
        return ""


def _is_answered(cell: str) -> bool:
    return cell.casefold() not in ("", *_ANONYMOUS)


def _is_address(cell: str) -> bool:
    return "@" in cell and _EMAIL.fullmatch(cell) is not None


def _too_long(answer: Answer) -> str:
    """A sentence where a whole text stands for a name; "" where none does."""
    for name, what in _SHORT.items():
        if len(answer.text(name)) > LONGEST_NAME:
            return f"{what} is longer than {LONGEST_NAME} letters. Is it the right column?"
    return ""


def _first(cells: Mapping[str, tuple[tuple[str, str], ...]], name: str) -> str:
    return on_one_line(cells[name][0][1]) if name in cells else ""


def _why(match: Match, written: str) -> str:
    if not written:
        return "No student is named."
    return {
        "several": "It fits several students.",
        "other-class": "The student of this name is in another class.",
        "unknown-class": "The school has no class of this name. The map can say `classes:`, written and class.",
        "alike": "No student has this name. Is one of these meant?",
    }.get(match.how, "No student of this school is meant for certain.")
