"""Doing what a class list asks for: students' folders from the starter kit, and their ids in their classes' files.

A folder is made aside, whole, and moved to its place; a class's file is the old one or the new one. Whoever is stopped
in the middle runs the same command again: a folder without a class, as an import makes it and nobody has touched since,
is known and taken.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from profilegen import bundled
from profilegen.class_list import with_student
from profilegen.exchange.class_plan import ClassChange, Plan, plan_of
from profilegen.exchange.classlist import Listed, class_list
from profilegen.exchange.names import folded
from profilegen.exchange.pile import NotWrittenError, Pile, write_whole
from profilegen.exchange.tables import read_table, unreadable
from profilegen.loading.records import YAML_ENDINGS
from profilegen.loading.school import load_school, neither
from profilegen.loading.yaml_text import parse
from profilegen.model.school import School
from profilegen.problems import ProfilegenError, UsageError
from profilegen.starting import StartingError, as_yaml, new_class, new_student

_CACHE, _ASIDE, _LOCK = ".profilegen", "importing", "import.lock"
_TRIES = 50
_DAYS_OF_A_YEAR = 366
_NO_YEAR_GROUP = re.compile("^# year_group:.*$", re.MULTILINE)
_EMPTY_LINE = "\nknown_as:\n"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A class list, ready to be imported: what was asked for, and what it would do."""

    file: Path
    folder: Path
    class_name: str
    school_year: str
    moved: bool
    plan: Plan


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What was done: new students' ids by the rows that name them, who joined a class, and new classes' files."""

    made: tuple[tuple[Listed, str], ...] = ()
    joined: tuple[tuple[Listed, str], ...] = ()
    classes: tuple[str, ...] = ()


def prepared(
    file: Path, folder: Path, *, today: date, class_name: str = "", school_year: str = "", moved: bool = False
) -> Prepared:
    """Reads a class list and a school, and plans; nothing is written.

    `school_year` is for classes that are to be made; without it the list's, or the one that `today` falls into.
    TableError where the list cannot be read, UsageError where the folder is no school, ProfilegenError where a class's
    file cannot be added to.
    """
    if not (folder / "school.yaml").is_file():
        raise neither(folder) if not (folder / "profile.yaml").is_file() else _no_school(folder)
    school, _ = load_school(folder)
    classes = [name for group in school.classes for name in (group.id, group.record.name)]
    listed = class_list(read_table(file), class_name=class_name, known_ids=school.student_ids, known_classes=classes)
    if any(not student.class_name for student in listed.students):
        hint = 'Say which: --class "4 Oak". Or export the list again, with the class or registration group.'
        raise unreadable(file.name, "This list does not say which class the students are in.", hint)
    if school_year:
        listed = replace(listed, students=tuple(_of_year(one, school_year) for one in listed.students))
    plan = plan_of(
        school,
        listed,
        school_year=school_year or usual_school_year(school, today),
        moved=moved,
        untouched=lambda student, row: _is_untouched(folder / "students" / student, row),
    )
    _refuse_closed_classes(folder, school, plan)
    return Prepared(file, folder, class_name, school_year, moved, plan)


def _no_school(folder: Path) -> UsageError:
    return UsageError(
        f"“{folder}” is one student's folder. A class list goes into a school.", "Name the school's folder."
    )


def _of_year(listed: Listed, school_year: str) -> Listed:
    return replace(listed, school_year=listed.school_year or school_year)


def usual_school_year(school: School, today: date) -> str:
    """The school year of a day, as this school writes it: from its terms, or from September to August."""
    terms = school.settings.terms
    if any(term.starts <= today <= term.ends for term in terms):
        first = min(term.starts for term in terms if (today - term.starts).days < _DAYS_OF_A_YEAR).year
    else:
        first = today.year if today.month >= 9 else today.year - 1
    written = sorted({group.record.school_year for group in school.classes})
    return next((year for year in written if year.startswith(str(first))), f"{first}/{(first + 1) % 100:02d}")


def _refuse_closed_classes(folder: Path, school: School, plan: Plan) -> None:
    """A class's file that could not be made, or could not take a student, is told before anything is done."""
    pile = Pile(folder)
    changing = [change for change in plan.classes if change.changes_something]
    for change in changing:
        if change.id:
            _longer(pile, _file_of(folder, change.id), ("probe-0000",))
    with tempfile.TemporaryDirectory() as rehearsal:
        for change in changing:
            if not change.id:
                _refuse_unread(folder, school, change.name)
                _rehearse(folder, Path(rehearsal), change)


def _rehearse(folder: Path, aside: Path, change: ClassChange) -> None:
    try:
        _new_class(folder, aside, change)
    except StartingError as error:
        message = f"The class “{change.name}” is to be made, but {error.message[0].lower()}{error.message[1:]}"
        raise NotWrittenError(
            message, "Is it that class? Then write its name as that file does, or else differently."
        ) from None


def _refuse_unread(folder: Path, school: School, name: str) -> None:
    known = {group.id for group in school.classes}
    for path in sorted((folder / "classes").glob("*")):
        if path.name.endswith(YAML_ENDINGS) and path.stem not in known and folded(path.stem) == folded(name) != "":
            message = f"classes/{path.name} is there, but there is a mistake in it."
            raise ProfilegenError(message, "profilegen check says what. Mend it first, and import the list then.")


def _file_of(folder: Path, class_id: str) -> str:
    return next(
        (
            f"classes/{class_id}{ending}"
            for ending in YAML_ENDINGS
            if (folder / "classes" / f"{class_id}{ending}").is_file()
        ),
        f"classes/{class_id}.yaml",
    )


def _longer(pile: Pile, file: str, students: tuple[str, ...]) -> str:
    """The text of a class's file with these students too."""
    text = pile.text(file) or ""
    for student in students:
        longer = with_student(text, student)
        if longer is None:
            message = f"{file} is written in a way that nobody can be added to without risk."
            raise NotWrittenError(
                message, "Write the list below “students:”, one id a line, each with a hyphen before it."
            )
        text = longer
    return text


# Doing


def enrol(ready: Prepared, *, today: date, choose: Callable[[], str] | None = None) -> Enrolled:
    """Does what the plan says. ProfilegenError, and nothing is done, if list or school have changed meanwhile.

    `choose` supplies the ends of new students' ids, as in `new_student`.
    """
    with _alone(ready.folder) as aside:
        again = prepared(
            ready.file,
            ready.folder,
            today=today,
            class_name=ready.class_name,
            school_year=ready.school_year,
            moved=ready.moved,
        )
        if again.plan != ready.plan:
            raise NotWrittenError("The list or the school has changed meanwhile.", "Run the same command again.")
        done = [
            _enrol_class(ready.folder, aside, change, choose)
            for change in ready.plan.classes
            if change.changes_something
        ]
    return Enrolled(
        tuple(one for part in done for one in part.made),
        tuple(one for part in done for one in part.joined),
        tuple(one for part in done for one in part.classes),
    )


def _enrol_class(folder: Path, aside: Path, change: ClassChange, choose: Callable[[], str] | None) -> Enrolled:
    """Students first, their class then: whoever is stopped between the two finds folders that nobody has touched."""
    started = None if change.id else _new_class(folder, aside, change)
    made = tuple((row, _new_student(folder, aside, row, choose)) for row in change.new)
    joined = tuple((known.listed, known.id) for known in change.joining)
    students = tuple(student for _, student in sorted((*made, *joined), key=lambda pair: pair[0].row))
    pile = Pile(aside if started else folder)
    file = started or _file_of(folder, change.id)
    pile.put(file, _longer(pile, file, students))
    pile.write(file)
    if started:
        (folder / "classes").mkdir(exist_ok=True)
        (aside / started).rename(folder / started)
    return Enrolled(made, joined, (started,) if started else ())


def _new_class(folder: Path, aside: Path, change: ClassChange) -> str:
    """Starts a class aside, under a name that is free in the school; its path."""
    for path in (aside / "school.yaml", *(aside / "classes" / one.name for one in (folder / "classes").glob("*"))):
        path.parent.mkdir(exist_ok=True)
        path.touch()
    made = new_class(aside, change.name, change.school_year)
    if change.year_group:
        write_whole(made, _with_year_group(made.read_text(encoding="utf-8"), change.year_group).encode("utf-8"))
    return f"classes/{made.name}"


def _with_year_group(text: str, year_group: str) -> str:
    """A fresh class with the year group of everybody in it."""
    longer = _NO_YEAR_GROUP.sub(lambda _: f"year_group: {as_yaml(year_group)}", text, count=1)
    if (parse(longer, "").fields or {}).get("year_group") != year_group:
        raise NotWrittenError(f"{year_group} could not be written as a year group.")
    return longer


def _new_student(folder: Path, aside: Path, row: Listed, choose: Callable[[], str] | None) -> str:
    """Makes a student's folder aside and moves it to its place; the id."""
    home = folder / "students"
    home.mkdir(exist_ok=True)
    for _ in range(_TRIES):
        made = new_student(aside / "made", row.name, choose=choose)
        if row.known_as:
            profile = made / "profile.yaml"
            write_whole(profile, _with_known_as(profile.read_text(encoding="utf-8"), row).encode("utf-8"))
        if not (home / made.name).exists():
            made.rename(home / made.name)
            return made.name
        shutil.rmtree(made)
    raise NotWrittenError(f"No free id was found for {row.name}.", "Run the same command again.")


def _with_known_as(profile: str, row: Listed) -> str:
    """A fresh profile with the name by which the student is known."""
    text = profile.replace(_EMPTY_LINE, f"\nknown_as: {as_yaml(row.known_as)}\n", 1)
    if (parse(text, "").fields or {}).get("known_as") != row.known_as:
        raise NotWrittenError(f"{row.known_as} could not be written as what {row.name} is known as.")
    return text


def _is_untouched(student: Path, row: Listed) -> bool:
    """Whether a folder is what an import makes for this row, with nothing more in it."""
    try:
        profile = (student / "profile.yaml").read_text(encoding="utf-8")
        others = [path for path in student.rglob("*") if not path.is_dir() and path != student / "profile.yaml"]
    except (OSError, UnicodeDecodeError):
        return False
    return not others and profile == _fresh_profile(row)


def _fresh_profile(row: Listed) -> str:
    template = (bundled.starter_kit() / "templates" / "student" / "profile.yaml").read_text(encoding="utf-8")
    profile = template.replace("«name»", as_yaml(row.name))
    return _with_known_as(profile, row) if row.known_as else profile


@contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """One import at a time; an empty folder to make things in, on the same disk as the school."""
    from filelock import FileLock, Timeout

    cache = folder / _CACHE
    if any((folder / name).is_symlink() for name in (_CACHE, "students", "classes")):
        raise NotWrittenError("A folder of this school is a link to somewhere else.", "Put a real folder in its place.")
    try:
        cache.mkdir(exist_ok=True)
        with FileLock(cache / _LOCK, timeout=0):
            shutil.rmtree(cache / _ASIDE, ignore_errors=True)  # of an import that was stopped
            (cache / _ASIDE).mkdir()
            try:
                yield cache / _ASIDE
            finally:
                shutil.rmtree(cache / _ASIDE, ignore_errors=True)
    except Timeout:
        raise NotWrittenError("Another import into this school is running.", "Wait until it has ended.") from None
