"""What importing a class list would do, before anything is done: who is new, who is there, who joins, who is doubtful.

A student of a class is known by the name. Two of one name are kept apart by counting (`class_counting`): as many rows
as there are students of that name in the class are those students, and of fewer rows nobody knows who is missing. A
name that is elsewhere in the school could be the same student in another class, or a second person, and only people
know: it is doubtful, unless they say so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from unicodedata import normalize

from profilegen.exchange.class_counting import Options, count_rows
from profilegen.exchange.classlist import NEW, ClassList, Doubt, Listed, year_group_of
from profilegen.exchange.names import ALIKE, Register, Registered, accents_differ, folded, in_order, likeness_of
from profilegen.model.addresses import id_for
from profilegen.model.names import given_name
from profilegen.model.school import ClassGroup, School

_SAY_WHICH = (
    "Put a column “profilegen id” into the list: with the id, if it is this student, or “new” for somebody else."
)
_SAY_ORDER = f"{_SAY_WHICH} A comma behind the surname may tell it too: “Surname, Forename”."
_SAY_WHO_IS_HERE = "Put a column “profilegen id” into the list, with the id of the student whom this row means."
_HAS_LEFT = "More students of this class have this name than rows of the list: who has left?"
_WHICH_NAME = "Nearly the same name, or its words in another order, is another student’s."
_UNDER_ANOTHER = "Is this somebody who is in the school under another name, or spelt in another way?"


@dataclass(frozen=True, slots=True)
class Known:
    """A student whom the list names and the school has: `id`, and the classes that they are in already."""

    listed: Listed
    id: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassChange:
    """What would happen to one class. `id` is "" where the class is to be made; `leavers` are named, never deleted.

    `teachers` are no leavers: they stand among its students with a teacher's profile. `year_group` is for a class that
    is to be made; `years_not_kept` are those of the list that find no place.
    """

    id: str
    name: str
    school_year: str
    new: tuple[Listed, ...] = ()
    there: tuple[Known, ...] = ()
    joining: tuple[Known, ...] = ()
    leavers: tuple[Registered, ...] = ()
    present_year: str = ""  # where the class is of a school year before it
    teachers: tuple[Registered, ...] = ()
    year_group: str = ""
    years_not_kept: tuple[str, ...] = ()

    @property
    def changes_something(self) -> bool:
        """Whether a file would be written."""
        return bool(self.new or self.joining)


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing would do. Doubtful rows are left out, and everything else is done."""

    listed: ClassList
    classes: tuple[ClassChange, ...]
    doubts: tuple[Doubt, ...]
    register: Register = field(compare=False)

    @property
    def changes_something(self) -> bool:
        """Whether anything would be written."""
        return any(change.changes_something for change in self.classes)


Untouched = Callable[[str, Listed], bool]
"""Whether a student's folder is just what an import makes for this row, as after one that was stopped in the middle."""


def plan_of(
    school: School, listed: ClassList, *, school_year: str, moved: bool = False, untouched: Untouched = lambda *_: False
) -> Plan:
    """The plan for a class list whose rows all name a class. `school_year` is for classes that are to be made.

    `moved` says that whoever has a listed name in another class is that student, where only one can be meant.
    """
    planning = _Planning(school, moved, untouched)
    places = [_ClassPlace.of(school, rows, school_year) for rows in _by_class(listed.students)]
    for stage in (planning.say_which, planning.there_already, planning.made_before, planning.count, planning.others):
        for place in places:
            stage(place)
    doubts = [*listed.doubts, *(doubt for place in places for doubt in place.doubts)]
    asked_about = {candidate for doubt in doubts for candidate in doubt.candidates}
    changes = tuple(planning.change(place, asked_about) for place in places if not place.is_refused)
    return Plan(listed, changes, tuple(sorted(doubts, key=lambda doubt: doubt.row)), planning.register)


def _by_class(students: Iterable[Listed]) -> Iterable[list[Listed]]:
    rows: dict[str, list[Listed]] = defaultdict(list)
    for student in students:
        rows[folded(student.class_name) or student.class_name].append(student)
    return rows.values()


def _first_of(school_year: str) -> str:
    """The year in which a school year begins, however it is written: 2026/27, 2026-2027, 2026."""
    found = re.search(r"\d{4}", school_year)
    return found[0] if found else school_year


def _is_called(group: ClassGroup, name: str) -> bool:
    """By its name and not by its file's, which is `class.yaml` for a name without Latin letters."""
    return (folded(group.record.name) or group.record.name) == (folded(name) or name)


@dataclass(slots=True)
class _ClassPlace:
    """One class while it is planned: `left` are the rows that nothing is known of yet."""

    group: ClassGroup | None
    name: str
    school_year: str
    left: list[Listed]
    new: list[Listed] = field(default_factory=list)
    there: list[Known] = field(default_factory=list)
    joining: list[Known] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    year_groups: tuple[str, ...] = ()
    is_refused: bool = False

    @classmethod
    def of(cls, school: School, rows: list[Listed], school_year: str) -> _ClassPlace:
        name = rows[0].class_name
        years = list({_first_of(row.school_year): row.school_year for row in rows if row.school_year}.values())
        named = [group for group in school.classes if _is_called(group, name)]
        groups = [
            one for one in named if not years or _first_of(one.record.school_year) == _first_of(years[0])
        ] or named
        place = cls(groups[0] if len(groups) == 1 else None, name, years[0] if years else school_year, rows)
        place.year_groups = tuple(dict.fromkeys(row.year_group for row in rows if row.year_group))
        if len(groups) > 1:
            files = ", ".join(f"classes/{group.id}.yaml" for group in groups)
            place.doubt_all(
                f"There are {len(groups)} classes called {name}: {files}.", "Give one of them another name."
            )
        elif len(years) > 1:
            place.doubt_all(f"The list has {name} in several school years.", "Import one school year at a time.")
        elif place.group and years and _first_of(place.group.record.school_year) != _first_of(years[0]):
            place.doubt_all(
                f"classes/{place.group.id}.yaml is the {name} of {place.group.record.school_year}, not of {years[0]}.",
                "Is it the same class? Change the school year in that file. If not, give the file and its class "
                "another name.",
            )
        return place

    @property
    def is_over(self) -> bool:
        return self.group is not None and _first_of(self.group.record.school_year) < _first_of(self.school_year)

    @property
    def members(self) -> tuple[str, ...]:
        return self.group.record.students if self.group else ()

    @property
    def keeps_years(self) -> bool:
        """Whether the list's year groups have their place: in a class that is to be made, or in its file already."""
        if not self.group:
            return len(self.year_groups) <= 1
        return {folded(one) for one in self.year_groups} <= {folded(year_group_of(self.group.record.year_group))}

    def doubt(self, row: Listed, why: str, hint: str, candidates: Iterable[str] = ()) -> None:
        self.doubts.append(Doubt(row.row, row.name, why, hint, tuple(candidates), row.class_name))

    def doubt_all(self, why: str, hint: str) -> None:
        for row in self.left:
            self.doubt(row, why, hint)
        self.left, self.is_refused = [], True

    def take(self, found: Known) -> None:
        (self.there if found.id in self.members else self.joining).append(found)


class _Planning:
    """The stages of a plan, each over all classes before the next. A student is claimed by one row at most."""

    def __init__(self, school: School, moved: bool, untouched: Untouched) -> None:
        self._school, self._moved, self._untouched = school, moved, untouched
        self.register = Register.of(school)
        self._claimed: set[str] = set()
        self._waiting: Counter[str] = Counter()
        self._classes: dict[str, list[str]] = defaultdict(list)
        for group in school.classes:
            for student in group.record.students:
                self._classes[student].append(group.id)
        self._unread = [student for student in school.student_ids if student not in school.cards]

    def say_which(self, place: _ClassPlace) -> None:
        """Rows that say an id are certain, if the name is that student's."""
        rest = []
        for row in place.left:
            if row.id in ("", NEW):
                rest.append(row)
            elif row.id not in self._school.student_ids:
                place.doubt(row, f"There is no student {row.id}.", "Write an id that is there, or “new”.")
            elif row.id in self._claimed:
                place.doubt(row, f"{self._who(row.id)} stands in two rows.", "Write the id into one of them only.")
            elif row.id not in self._could_be(row).all and row.id in self._school.cards:
                why = f"The id is that of {self._who(row.id)}, and this row names somebody else."
                place.doubt(row, why, "Mend the id, or the name in the list.", (row.id,))
            else:
                self._claim(place, row, row.id)
        place.left = rest

    def there_already(self, place: _ClassPlace) -> None:
        """As many rows as the class has students of that name are those students; of fewer, nobody knows which."""
        members = set(place.members)
        found = count_rows(place.left, lambda row: self._among(members, row))
        for row, student in found.certain:
            self._claim(place, row, student)
        for row, options in found.unsure:
            self._waiting.update(options.all)  # nor are they anybody's who has moved
            if len(options.exact) > 1:
                place.doubt(row, _HAS_LEFT, _SAY_WHO_IS_HERE, options.all)
            else:
                place.doubt(row, _WHICH_NAME, _SAY_WHICH if row.settles_order else _SAY_ORDER, options.all)
        place.left = list(found.rest)

    def made_before(self, place: _ClassPlace) -> None:
        """Folders that an import has made, and was stopped before it could put them into their class."""
        found = count_rows(place.left, self._made_for)
        for row, student in found.certain:
            self._claim(place, row, student)
        claimed = {row.row for row, _ in found.certain}
        place.left = [row for row in place.left if row.row not in claimed]

    def _made_for(self, row: Listed) -> Options:
        if row.title and row.id != NEW:  # nobody is made for it
            return Options(())
        alone = [one for one in self._could_be(row).exact if one not in self._classes and one not in self._claimed]
        made = tuple(one for one in alone if self._untouched(one, row))
        others = tuple(one for one in self._elsewhere(row).all if one not in made) if made else ()
        return Options(made, others)

    def count(self, place: _ClassPlace) -> None:
        """For each student whom nobody has claimed, how many rows could mean them."""
        self._waiting.update(student for row in place.left for student in self._elsewhere(row).all)

    def others(self, place: _ClassPlace) -> None:
        """Who is left is new, unless somebody in the school could be meant."""
        for row in sorted(place.left, key=lambda row: row.row):
            elsewhere = self._elsewhere(row)
            exact = elsewhere.exact
            if len(elsewhere.all) == len(exact) == 1 and self._moved and self._waiting[exact[0]] == 1:
                self._claim(place, row, exact[0])
            elif elsewhere.all:
                why = "Moved class, or a second person of this name?" if exact else _UNDER_ANOTHER
                place.doubt(row, why, self._which(elsewhere), elsewhere.all)
            elif row.id != NEW and (alike := self._alike(place, row)):
                place.doubt(row, _UNDER_ANOTHER, _SAY_WHICH, alike)
            elif row.id != NEW and row.title:
                why = f"Is “{row.title}” a title? Nobody in the school is called {row.name}."
                place.doubt(row, why, "Write the name of a student without a title. Take a teacher’s row out.")
            else:
                place.new.append(row)
        place.left = []

    def change(self, place: _ClassPlace, asked_about: set[str]) -> ClassChange:
        """What would happen to this class, after all stages. Who is asked about is not named as a leaver."""
        missing = [one for one in place.members if one not in self._claimed | asked_about] if place.group else []
        teachers = [one for one in missing if self._keeps_a_teachers_profile(one)]
        return ClassChange(
            place.group.id if place.group else "",
            place.group.record.name if place.group else place.name,
            place.group.record.school_year if place.group else place.school_year,
            tuple(place.new),
            tuple(sorted(place.there, key=lambda known: known.listed.row)),
            tuple(sorted(place.joining, key=lambda known: known.listed.row)),
            tuple(self.register.student(one) for one in missing if one not in teachers),
            place.school_year if place.is_over else "",
            tuple(self.register.student(one) for one in teachers if self._school.learns_here(one)),
            place.year_groups[0] if len(place.year_groups) == 1 and not place.group else "",
            () if place.keeps_years else place.year_groups,
        )

    def _keeps_a_teachers_profile(self, student: str) -> bool:
        card = self._school.cards.get(student)
        return card is not None and card.kind == "teacher"

    def _who(self, student: str) -> str:
        return f"{self.register.student(student).name or student} ({student})"

    def _could_be(self, row: Listed) -> Options:
        """Who has this name. By what somebody is known as it is the name only if the forename is theirs as well."""
        names = [row.name, f"{row.known_as} {row.name.partition(' ')[2]}"] if row.known_as else [row.name]
        fitting = dict.fromkeys(one for name in names for one in self.register.fitting(name))
        exact = tuple(one for one in fitting if _has_forename_of(row, self.register.student(one)))
        near = fitting | dict.fromkeys(one for name in names for one in self.register.named(name))
        if not row.settles_order:
            near |= dict.fromkeys(one for name in names for one in self.register.turned(name))
        return Options(exact, tuple(one for one in near if one not in exact))

    def _among(self, students: set[str], row: Listed) -> Options:
        could = self._could_be(row)
        free = students - self._claimed
        exact = tuple(one for one in could.exact if one in free)
        near = tuple(one for one in could.near if one in free and row.id != NEW)
        same = tuple(one for one in exact if _is_letter_for_letter(row, self.register.student(one)))
        return Options(exact, near, bool({*could.exact} - students - self._claimed), same)

    def _elsewhere(self, row: Listed) -> Options:
        could = self._could_be(row) if row.id != NEW else Options(())
        exact, near = (tuple(one for one in part if one not in self._claimed) for part in (could.exact, could.near))
        return Options(exact, near)

    def _claim(self, place: _ClassPlace, row: Listed, student: str) -> None:
        self._claimed.add(student)
        place.take(Known(row, student, tuple(self._classes.get(student, ()))))

    def _which(self, elsewhere: Options) -> str:
        could_have_moved = len(elsewhere.all) == len(elsewhere.exact) == 1 and not self._moved
        moved = " Or, if all such students have moved, add --moved." if could_have_moved else ""
        return f"{_SAY_WHICH}{moved}"

    def _alike(self, place: _ClassPlace, row: Listed) -> list[str]:
        """Students whom it would be a pity to make twice: in this class under a like name, or with a broken profile."""
        stem = id_for(given_name(row.name))
        unread = [one for one in self._unread if one not in self._claimed and one.rpartition("-")[0] == stem]
        left = [self.register.student(one) for one in place.members if one not in self._claimed]
        return unread + [one.id for one in left if one.name and _is_alike(row, one)]


def _has_forename_of(row: Listed, student: Registered) -> bool:
    mine, theirs = given_name(row.name), given_name(in_order(student.name))
    return folded(mine) == folded(theirs) and not accents_differ(mine, theirs)


def _is_letter_for_letter(row: Listed, student: Registered) -> bool:
    return (row.name, row.known_as) == (in_order(normalize("NFC", student.name)), normalize("NFC", student.known_as))


def _is_alike(row: Listed, student: Registered) -> bool:
    given = {folded(given_name(row.name)), folded(row.known_as)} - {""}
    return bool(given & {folded(given_name(student.name)), folded(student.known_as)}) or any(
        likeness_of(name, student) > ALIKE for name in (row.name, f"{row.known_as} {row.name}")
    )
