"""A class list as school systems export it: which students it names, and in which class.

Only names, classes, a school year and our own ids are read. A row that is not surely a student's name is doubtful and
left out; titles above, repeated headers, and totals below the list are known for what they are. What identifies a child
elsewhere (a UPN, a date of birth) is not read into anything, and not repeated in what is said about a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from profilegen.exchange.around_names import class_behind, has_title_of_an_adult, without_title
from profilegen.exchange.capitals import are_all_in_capitals, in_ordinary_case
from profilegen.exchange.class_headings import BareHeadings, heading_of
from profilegen.exchange.list_columns import Column, Columns, columns_of, is_always_ours, with_its_header
from profilegen.exchange.names import folded, in_order, settles_order
from profilegen.exchange.tables import Row, Table, unreadable
from profilegen.model.names import given_name, is_east_asian
from profilegen.problems import Problem

LONGEST_NAME = 120
LONGEST_CLASS = 60
NEW = "new"  # in the column of ids: this is somebody new, whoever else has the name
Trouble = tuple[str, str] | None
"""Why a row is doubtful, and what would help."""

_NAMES: tuple[Column, ...] = ("forename", "surname")
_TWO_NAMES = ("There is more than one name in it.", "Write another name into a column of its own: “Preferred name”.")
_MAYBE_A_CLASS = ("Is this a student, or a class?", "Write the whole name, or put a column “Class” into the list.")
_YEAR = re.compile(r"(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)\Z")
_YEAR_GROUP = re.compile(r"(?:year|yr|y)?\s*0?(\d{1,2})(?:st|nd|rd|th)?\Z", re.IGNORECASE)
_IS_YEAR_GROUP = re.compile(r"(?=.{1,20}\Z)(?!.*\d{3})[^\W\d_][\w .-]*\Z")  # no 2026, and nothing that tells a child
_UPN = re.compile(r"(?<![A-Z0-9])[A-Z]\s?\d{11}\s?[A-Z0-9](?![A-Z0-9])", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d\s]{2,}")  # whatever it is, it need not be repeated
_FOOTER = re.compile(
    r"(grand |sub-?)?totals?\b(\W*$|.*\d)|(count|boys|girls|male|female|average)\W*(\d.*)?$|(number|no\.?) (of|on) |"
    r"page \d|(printed|generated|exported|created|produced|run|report) ?(on|by|at|date|generated)?\b\W*(\d|$|\w+ \d)|"
    r"end of (report|list)|date:|©|copyright|\d+ (students|pupils|records|rows|learners)|"
    r"(students|pupils|learners|records)\s*[:=]?\s*\d",
    re.IGNORECASE,
)
_MISREAD = re.compile("[ÃÂÅÄ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|�")


@dataclass(frozen=True, slots=True)
class Listed:
    """A student as the list names them. `id` is what stands in a column of our ids: an id, `new`, or nothing.

    `settles_order` says whether the list tells forename and surname apart. `title` is one that was taken off the name.
    """

    row: int
    name: str
    known_as: str = ""
    class_name: str = ""
    school_year: str = ""
    id: str = ""
    year_group: str = ""
    settles_order: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row that is left out: whom it names (nothing where that must not be repeated), why, and what would help.

    `candidates` are ids of students whom it could mean.
    """

    row: int
    name: str
    why: str
    hint: str = ""
    candidates: tuple[str, ...] = ()
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class ClassList:
    """What a class list says. `passed_over` are rows that are no student's: headings and totals.

    Of those the number alone is kept: a footer may well repeat a child's date of birth.
    """

    name: str
    students: tuple[Listed, ...]
    doubts: tuple[Doubt, ...] = ()
    passed_over: tuple[int, ...] = ()
    left_out: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    was_in_capitals: bool = False


def class_list(
    table: Table, *, class_name: str = "", known_ids: Iterable[str] = (), known_classes: Iterable[str] = ()
) -> ClassList:
    """The students of a table. With `class_name` those of that class only, or all of them if no row says a class.

    `known_ids` are the school's: they tell a column of them from one of a school system's own. `known_classes` tell a
    class behind a name from a nickname. Where every name is in capitals, they are told in ordinary letters.
    TableError where no row names the columns, or where two columns claim to be the same.
    """
    found = with_its_header(table)
    if found is None:
        hint = "Write above the names, in one row: Forename, Surname, Class. Or: Name, Class."
        raise unreadable(table.name, "No row of this file says which column holds the names.", hint)
    columns = _with_own_ids(found, columns_of(found.header), frozenset(known_ids))
    _refuse_doubled(found, columns)
    reading = _Reading(
        found, columns, _heading_above(table, found), frozenset(map(folded, (class_name, *known_classes))) - {""}
    )
    students = tuple(reading.students())
    is_in_capitals = are_all_in_capitals(name for one in students for name in (one.name, one.known_as) if name)
    if is_in_capitals:
        students = tuple(
            replace(one, name=in_ordinary_case(one.name), known_as=in_ordinary_case(one.known_as)) for one in students
        )
    doubts = tuple(reading.doubts)
    if class_name:
        students = _of_class(found, students, class_name, are_years=reading.classes_are_years)
        doubts = tuple(one for one in doubts if folded(one.class_name) in ("", folded(class_name)))
    return ClassList(
        table.name,
        students,
        doubts,
        tuple(reading.passed_over),
        columns.left_out,
        (*columns.unused, *reading.unused_years(students)),
        found.problems,
        is_in_capitals,
    )


def _with_own_ids(table: Table, columns: Columns, known_ids: frozenset[str]) -> Columns:
    """A column called `ID` is ours if it holds one of our ids, or `new`."""
    place = columns.places.get("id")
    if place is None or is_always_ours(table.header[place]):
        return columns
    values = {row.cells[place].lower() for row in table.rows}
    return columns if values & (known_ids | {NEW}) else columns.without("id", table.header[place])


def _refuse_doubled(table: Table, columns: Columns) -> None:
    for places in columns.doubled.values():
        if any(len({row.cells[place] for place in places}) > 1 for row in table.rows):
            message = f"Two columns are called “{table.header[places[0]]}”, and say different things."
            raise unreadable(table.name, message, "Delete or rename one of them.", table.header_number)


def _heading_above(table: Table, found: Table) -> str:
    """The class that a title above the table names, such as `Registration group: 4 Oak`."""
    above = [table.header, *(row.cells for row in table.rows)][: len(table.rows) - len(found.rows)]
    headings = {heading for cells in above if (heading := heading_of(cells))}
    return headings.pop() if len(headings) == 1 else ""


def _of_class(table: Table, students: tuple[Listed, ...], class_name: str, *, are_years: bool) -> tuple[Listed, ...]:
    """Those of this class; everybody, where the rows say nothing, or no more than a year that is no class."""
    wanted = tuple(student for student in students if folded(student.class_name) == folded(class_name))
    if not wanted and (are_years or not any(student.class_name for student in students)):
        return tuple(replace(student, class_name=class_name) for student in students)
    if not wanted:
        there = ", ".join(dict.fromkeys(student.class_name for student in students if student.class_name))
        message = f"No row of this file is of the class “{class_name}”."
        raise unreadable(table.name, message, f"The classes in it are: {there[:300]}")
    return wanted


class _Reading:
    """The way down a table: which class a heading has named, what was doubtful, what is no student's row."""

    def __init__(self, table: Table, columns: Columns, class_above: str, known_classes: frozenset[str]) -> None:
        self.doubts: list[Doubt] = []
        self.passed_over: list[int] = []
        self._table, self._columns, self._class = table, columns, class_above
        has_classes = "class" in columns.places and any(self._cell(row, "class") for row in table.rows)
        self._width = max(place for place, header in enumerate(table.header, start=1) if header)
        self._has_headings = not has_classes
        self._class_column: Column = "class" if has_classes else "year"
        self.classes_are_years = not has_classes and not class_above
        self._known_classes = known_classes | self._classes_in(table)
        has_none = self._has_headings and not class_above and not any(heading_of(row.cells) for row in table.rows)
        rows = [row.cells for row in table.rows if has_none and not self._is_footer(row)]
        self._bare = BareHeadings(rows, self._known_classes if has_none else frozenset(), in_one_column=self._in_one)

    def _classes_in(self, table: Table) -> frozenset[str]:
        """The classes that the list itself names, wherever."""
        said = [self._class, *(heading_of(row.cells) for row in table.rows)]
        for row in table.rows:
            said += [self._cell(row, "class"), year_group_of(self._cell(row, "year"))]
        return frozenset(map(folded, said)) - {""}

    def students(self) -> Iterator[Listed]:
        """The rows that surely name a student."""
        for row in self._table.rows:
            if row.cells == self._table.header or not any(row.cells):
                continue
            if self._is_heading(row) or self._is_footer(row):
                self.passed_over.append(row.number)
                continue
            trouble = self._trouble_with_place(row) or self._trouble(row)
            if trouble:
                shown = "" if _UPN.search(self._name(row)) else _NUMBER.sub("…", self._name(row))[:LONGEST_NAME]
                self.doubts.append(Doubt(row.number, shown, *trouble, class_name=self._cell(row, "class")))
            else:
                yield self._listed(row)

    def unused_years(self, students: Iterable[Listed]) -> tuple[str, ...]:
        """The header of the column of years, where nothing was taken from it."""
        is_used = self._class_column == "year" or any(one.year_group for one in students)
        return () if is_used or "year" not in self._columns.places else (self._header("year"),)

    def _cell(self, row: Row, column: Column) -> str:
        place = self._columns.places.get(column)
        return "" if place is None else " ".join(row.cells[place].split())

    def _written(self, row: Row) -> str:
        """The name as it stands there."""
        if not self._is_in_parts(row):
            return self._cell(row, "name")
        forename, surname = self._cell(row, "forename"), self._cell(row, "surname")
        if is_east_asian(forename + surname):
            together = f"{surname}{forename}"
            return (
                together if len(surname) == 1 and given_name(together) == forename else f"{surname} {forename}".strip()
            )
        return " ".join(filter(None, (forename, surname)))

    def _is_in_parts(self, row: Row) -> bool:
        places = self._columns.places
        return "forename" in places and ("surname" in places or not self._cell(row, "name"))

    def _without_class(self, row: Row) -> tuple[str, str]:
        """The name, and the class behind it, if it is the school's or one of the list's own."""
        name, group = class_behind(self._written(row))
        return (name, group) if folded(group) in self._known_classes else (self._written(row), "")

    def _name(self, row: Row) -> str:
        name = without_title(self._without_class(row)[0])
        return name if self._is_in_parts(row) else in_order(name)

    @property
    def _in_one(self) -> bool:
        return "name" in self._columns.places and "forename" not in self._columns.places

    @property
    def _are_apart(self) -> bool:
        return all(column in self._columns.places for column in _NAMES)

    def _is_heading(self, row: Row) -> bool:
        heading = heading_of(row.cells) or self._bare.begun_by(row.cells) if self._has_headings else ""
        if heading:
            self._class, self.classes_are_years = heading, False
        return bool(heading)

    def _is_footer(self, row: Row) -> bool:
        """A total or a line of the report's own: its first words say so, and no class stands beside it."""
        said = [cell for cell in row.cells if cell]
        return len(said) <= 3 and bool(_FOOTER.match(" ".join(said))) and not self._cell(row, "class")

    def _trouble(self, row: Row) -> Trouble:
        """Why this row is doubtful."""
        written = f"{self._name(row)} {self._cell(row, 'preferred')}"
        apart = self._are_apart
        lacking = [column for column in _NAMES if apart and not self._cell(row, column)]
        if _UPN.search(written) or _UPN.search(self._cell(row, "class")):
            return "A number that identifies a child (UPN) stands in it.", "Delete it: profilegen does not take it in."
        if any(row.cells[self._width :]):
            return (
                "There are more cells in it than columns.",
                "Is there a comma in a name? Put it between quotation marks.",
            )
        if has_title_of_an_adult(self._written(row)):
            return "The title before the name is no student’s.", "Is it a teacher’s row? Take it out, or the title."
        if lacking:
            return f"The {lacking[0]} is missing.", "Write it into the list, or take the row out."
        if apart and "," in written:
            return _TWO_NAMES
        return _trouble_with_name(self._name(row), written) or self._trouble_with_class(row)

    def _trouble_with_place(self, row: Row) -> Trouble:
        """A class that nobody knows may have begun, with this row or with one above it."""
        if self._bare.is_odd(row.number, row.cells):
            return self._trouble(row) or _MAYBE_A_CLASS
        if not self._bare.unknown:
            return None
        return f"It stands below row {self._bare.unknown}, which may name another class.", _MAYBE_A_CLASS[1]

    def _trouble_with_class(self, row: Row) -> Trouble:
        behind = self._without_class(row)[1]
        written = self._cell(row, "class")
        if behind and folded(behind) != folded(written or self._class or behind):
            return f"Behind the name stands {behind}, and elsewhere another class.", "Mend the one that is wrong."
        if behind or self._class_column != "class":
            return None
        if not any(letter.isalnum() for letter in written):
            return "No class stands in this row.", f"Write it into the column “{self._header('class')}”."
        if len(written) > LONGEST_CLASS or written[0] in "=+@":
            return "What stands for its class does not look like one.", f"Look at the column “{self._header('class')}”."
        return None

    def _header(self, column: Column) -> str:
        return self._table.header[self._columns.places[column]]

    def _listed(self, row: Row) -> Listed:
        name = self._name(row)
        preferred = self._cell(row, "preferred")
        written, behind = self._without_class(row)
        given = without_title(self._cell(row, "forename")) or name.partition(" ")[0]
        differs = folded(preferred) not in ("", *map(folded, (given, given_name(name), name)))
        year_group = year_group_of(self._cell(row, "year"))
        said = self._cell(row, "class") if self._class_column == "class" else self._class
        class_name = said or behind or ("" if self._class_column == "class" else year_group)
        year = _YEAR.match(self._cell(row, "school_year"))
        return Listed(
            row.number,
            name,
            preferred if differs else "",
            class_name,
            f"{year[1]}/{year[2]}" if year else "",
            self._cell(row, "id").lower(),
            year_group if _IS_YEAR_GROUP.match(year_group) else "",
            self._are_apart or settles_order(written),
            "" if len(without_title(written)) == len(written) else _title_of(written),
        )


def year_group_of(written: str) -> str:
    """A year group as it is called here: `4` and `Y4` are Year 4; anything else stays as it is."""
    number = _YEAR_GROUP.match(written)
    return f"Year {int(number[1])}" if number else written


def _title_of(written: str) -> str:
    bare = without_title(written).split()
    return next((word for word in written.split() if word not in bare), written.split()[0])


def _trouble_with_name(name: str, written: str) -> Trouble:
    """`written` is the name with all other names beside it."""
    if not any(letter.isalpha() for letter in name):
        return "There is no name in it.", "Write it into the list, or take the row out."
    if written[0] in "=+@" or any(letter.isdigit() or letter in "@<>{}[]|\\" for letter in written):
        return "This does not look like a name.", "Write the name alone, without numbers, addresses or formulas."
    if _MISREAD.search(written) or "?" in written:
        return "A letter of it was lost when the file was saved.", "Export the list again as “CSV UTF-8” or as .xlsx."
    if any(sign in written for sign in "(/;") or written.count(",") > 1:
        return _TWO_NAMES
    if len(written) > LONGEST_NAME:
        return f"The name is longer than {LONGEST_NAME} letters.", "Write a shorter one."
    return None
