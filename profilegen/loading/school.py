"""A school's folder, or a lone student's, to a School: small, and read once before any student."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from profilegen.loading.crosswalks import read_crosswalks
from profilegen.loading.folders import Contents, Found, contents_of, files_for_folders
from profilegen.loading.frameworks import read_frameworks
from profilegen.loading.loosening import without_entries
from profilegen.loading.plain_words import did_you_mean, listed
from profilegen.loading.records import YAML_ENDINGS, read_record, read_written, stem_of, validated
from profilegen.loading.student import read_profile
from profilegen.loading.yaml_text import MOST_MISTAKES, Mistake, Written
from profilegen.model.addresses import LONGEST_SLUG, id_for, slug_of
from profilegen.model.audience import Audience
from profilegen.model.records import ClassRecord, Consents, Framework, SchoolSettings
from profilegen.model.school import ClassGroup, Filed, Key, Places, School, StudentCard
from profilegen.problems import Place, Problem, Severity, UsageError, in_order
from profilegen.rules import problem, problem_at

# A line for each consent of each student: in a large school this is the one file that grows with everyone in it.
LARGEST_CONSENTS = 4 * 1024 * 1024
STUDENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}\Z")
_OUR_FOLDERS = ("students", "classes", "frameworks", "themes", "crosswalks", "arrivals")


def load_school(
    folder: Path, known_cards: Mapping[str, StudentCard] | None = None
) -> tuple[School, tuple[Problem, ...]]:
    """Reads a school, or makes one around a lone student's folder. UsageError where the folder is neither.

    `known_cards` are those of students whose profiles have not changed since: these are not read again.
    """
    if (folder / "school.yaml").exists():
        return _read_school(folder, known_cards or {})
    if (folder / "profile.yaml").exists():
        return _school_of_one(folder)
    raise neither(folder)


def neither(folder: Path) -> UsageError:
    """What to say of a folder that is no school and no student's."""
    if not folder.is_dir():
        return UsageError(f"There is no folder “{folder}”.", "Look how its name is spelt.")
    inside = next((inner for inner in _near(folder) if (inner / "school.yaml").is_file()), None)
    if inside is not None:
        return UsageError(f"“{folder}” is not a school, but “{inside}” is one.", f"Use {inside} instead.")
    return UsageError(
        f"“{folder}” is neither a school (with a school.yaml) nor a student's folder (with a profile.yaml).",
        "Name the folder of a school or of one student, or make a school with: profilegen new school",
    )


def _near(folder: Path) -> Iterator[Path]:
    yield from folder.resolve().parents[:2]
    yield from (inner.path for inner in contents_of(Found(folder, "", "")).folders)


def _school_of_one(folder: Path) -> tuple[School, tuple[Problem, ...]]:
    frameworks, problems = read_frameworks(None)
    student_id = id_for(folder.resolve().name)
    card = _card(student_id, Found(folder, "", ""))
    school = School(
        folder,
        SchoolSettings(name=""),
        lone=True,
        frameworks=frameworks,
        cards={student_id: card} if card else {},
        student_ids=(student_id,),
    )
    return school, in_order(problems)


def _read_school(folder: Path, known_cards: Mapping[str, StudentCard]) -> tuple[School, tuple[Problem, ...]]:
    root = Found(folder, "", "")
    contents = contents_of(root)
    frameworks, framework_problems = read_frameworks(_folder_named("frameworks", contents))
    settings, settings_places, settings_problems = _settings(root, frameworks)
    student_ids, id_problems = _student_ids(_folder_named("students", contents))
    classes, class_problems = _classes(_folder_named("classes", contents), student_ids)
    consents, consent_places, consent_problems = _consents(root, student_ids)
    cards = {
        student_id: card
        for student_id in student_ids
        if (card := known_cards.get(student_id) or _card(student_id, root.inside("students").inside(student_id)))
    }
    crosswalks, crosswalk_problems = read_crosswalks(_folder_named("crosswalks", contents), frameworks)
    places = {"school.yaml": settings_places, "consents.yaml": consent_places}
    places |= {file: walk.places for file, walk in crosswalks.items()}
    walks = {file: walk.record for file, walk in crosswalks.items()}
    school = School(folder, settings, False, frameworks, classes, consents, cards, student_ids, places, walks)
    problems = (
        *_strays(contents),
        *framework_problems,
        *crosswalk_problems,
        *settings_problems,
        *id_problems,
        *class_problems,
        *consent_problems,
    )
    return school, in_order(problems)


def _folder_named(name: str, contents: Contents) -> Found | None:
    return next((folder for folder in contents.folders if folder.last == name), None)


def _strays(contents: Contents) -> Iterator[Problem]:
    yield from (found for found in contents.problems if found.place.file.split("/")[0] in _OUR_NAMES)
    yield from files_for_folders(contents, _OUR_FOLDERS)
    for folder in contents.folders:
        meant = did_you_mean(folder.last, _OUR_FOLDERS)
        if meant and folder.last not in _OUR_FOLDERS:
            message = f"The folder “{folder.last}” is not read. Did you mean “{meant}”?"
            yield problem("unexpected-file", message, f"Rename it to {meant}, in small letters.", Place(folder.file))


_OUR_NAMES = frozenset([*_OUR_FOLDERS, "school.yaml", "consents.yaml"])


# Settings


def _settings(root: Found, frameworks: Mapping[str, Framework]) -> tuple[SchoolSettings, Places, tuple[Problem, ...]]:
    filed, problems = read_record(root.inside("school.yaml"), SchoolSettings)
    if filed is None:
        # What the school meant is not known, so nothing is shown that does not name its own audience.
        safest = SchoolSettings(name=root.path.resolve().name, default_audience=Audience.PRIVATE)
        return safest, Places("school.yaml"), problems
    settings = filed.record
    if not settings.framework or settings.framework in frameworks:
        return settings, filed.places, problems
    meant = did_you_mean(settings.framework, frameworks)
    message = f"There is no framework “{settings.framework}”." + (f" Did you mean “{meant}”?" if meant else "")
    hint = (
        f"Write {meant}"
        if meant
        else f"There are: {listed(sorted(frameworks))}. Or put {settings.framework}.yaml into frameworks."
    )
    unknown = problem_at("broken-reference", message, hint, filed.places, "framework")
    return settings.model_copy(update={"framework": ""}), filed.places, (*problems, unknown)


# Students


def _student_ids(folder: Found | None) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The names of the students' folders that can be ids."""
    contents = contents_of(folder) if folder else Contents()
    problems = list(contents.problems)
    student_ids = []
    for found in contents.folders:
        if STUDENT_ID.match(found.last):
            student_ids.append(found.last)
        else:
            problems.append(_not_an_id(found))
    for file in contents.files:
        message = f"“{file.last}” is not read here: each student has a folder."
        problems.append(problem("unexpected-file", message, "Move it into a student's folder.", Place(file.file)))
    return tuple(student_ids), tuple(problems)


def _not_an_id(found: Found) -> Problem:
    message = f"The folder “{found.last}” cannot be a student's id, so this student is left out."
    better = id_for(found.last)
    hint = f"Use only a-z, 0-9 and hyphens, at most {LONGEST_SLUG} characters: {better}"
    return problem("student-id", message, hint, Place(found.file))


def _card(student_id: str, folder: Found) -> StudentCard | None:
    """What others need of a student; None where the profile cannot be read. Loading the student tells its problems."""
    filed, _ = read_profile(folder)
    return StudentCard.of(student_id, filed.record) if filed else None


# Classes


def _classes(folder: Found | None, student_ids: tuple[str, ...]) -> tuple[tuple[ClassGroup, ...], tuple[Problem, ...]]:
    contents = contents_of(folder) if folder else Contents()
    files = [file for file in contents.files if file.last.lower().endswith(YAML_ENDINGS)]
    clashes = _clashes(files)
    problems = [*contents.problems, *clashes.values()]
    classes = []
    for file in files:
        filed, found = read_record(file, ClassRecord)
        problems.extend(found)
        if filed is None:
            continue
        known, broken = _with_known_students(filed, student_ids)
        problems.extend(broken)
        if file not in clashes:
            classes.append(ClassGroup(stem_of(file), known.record))
    return tuple(classes), tuple(problems)


def _clashes(files: list[Found]) -> dict[Found, Problem]:
    claims: dict[str, list[Found]] = defaultdict(list)
    for file in files:
        claims[slug_of(stem_of(file))].append(file)
    clashes = {}
    for claimants in claims.values():
        for file in claimants if len(claimants) > 1 else ():
            others = listed(f"“{other.last}”" for other in claimants if other is not file)
            message = f"This file and {others} would become one page."
            clashes[file] = problem("address-clash", message, "Give one of them another name.", Place(file.file))
    return clashes


def _with_known_students(
    filed: Filed[ClassRecord], student_ids: tuple[str, ...]
) -> tuple[Filed[ClassRecord], tuple[Problem, ...]]:
    """A class without the entries that name nobody, or somebody twice."""
    problems: dict[int, Problem] = {}
    seen: set[str] = set()
    for number, student in enumerate(filed.record.students):
        key = ("students", number)
        if student in seen:
            message = f"“{student}” is in this class twice."
            problems[number] = problem_at("duplicate-id", message, "Delete one of the two.", filed.places, *key)
        elif student not in student_ids:
            alike = student_ids if len(problems) < MOST_MISTAKES else ()
            problems[number] = _unknown_student(student, alike, filed.places, *key, left="Take this line out.")
        seen.add(student)
    return without_entries(filed, "students", tuple(problems)), tuple(problems.values())


def _unknown_student(student: str, student_ids: tuple[str, ...], places: Places, *key: str | int, left: str) -> Problem:
    """`student_ids` are those to look for one like it among: thousands of each take minutes to compare.

    `left` is what to do if the student has left the school.
    """
    meant = did_you_mean(student, student_ids)
    message = f"There is no student “{student}” in this school." + (f" Did you mean “{meant}”?" if meant else "")
    known = meant or "the name of a folder in students, or make one: profilegen new student"
    hint = f"Has the student left? {left} If not, write {known}"
    return problem_at("broken-reference", message, hint, places, *key)


# Consents


def _consents(root: Found, student_ids: tuple[str, ...]) -> tuple[Mapping[str, Consents], Places, tuple[Problem, ...]]:
    """What was agreed, student by student. An entry with a mistake in it is no consent at all."""
    found = root.inside("consents.yaml")
    if not found.path.exists():
        return {}, Places("consents.yaml"), ()
    written = read_written(found, LARGEST_CONSENTS)
    problems = [mistake.problem for mistake in written.mistakes]
    broken = {mistake.key[:1] for mistake in written.mistakes if mistake.problem.severity is Severity.ERROR}
    if written.fields is None or () in broken:
        return {}, written.places, tuple(problems)
    known = frozenset(student_ids)
    consents: dict[str, Consents] = {}
    for student, entry in _entries(written).items():
        if student not in known:
            alike = student_ids if len(problems) < MOST_MISTAKES else ()
            left = "Take this entry out."
            problems.append(_unknown_student(student, alike, written.places, student, left=left))
            continue
        consent, mistakes = validated(entry, Consents)
        problems.extend(mistake.problem for mistake in mistakes)
        if consent is not None and not mistakes and (student,) not in broken:
            consents[student] = consent
    return consents, written.places, tuple(problems)


def _entries(written: Written) -> dict[str, Written]:
    """Each student's entry, as if it were a file of its own."""
    places: dict[str | int, dict[Key, tuple[Place, str]]] = defaultdict(dict)
    names: dict[str | int, dict[Key, tuple[Place, str]]] = defaultdict(dict)
    for all_known, of_one in ((written.places.known, places), (written.names, names)):
        for key, place in all_known.items():
            if key:
                of_one[key[0]][key[1:]] = place
    file = written.places.file
    return {
        student: Written(value, Places(file, places[student]), names[student])
        if isinstance(value, dict)
        else Written(None, Places(file), mistakes=(Mistake((), _not_in_fields(student, written.places)),))
        for student, value in (written.fields or {}).items()
    }


def _not_in_fields(student: str, places: Places) -> Problem:
    message = f"What “{student}” agreed to must be written in fields below the id."
    return problem_at("wrong-type", message, "Below it, with two more spaces: photos: family", places, student)
