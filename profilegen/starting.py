"""Starting things: a school, a class, a student, a record, a theme. What `profilegen new` does.

Every file comes from a template in starter_kit, whose comments teach. Nothing is ever overwritten.
The one file that is changed rather than made is a class's list of students, and its comments stay.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import yaml

from profilegen import bundled
from profilegen.class_list import with_student
from profilegen.loading.record_folders import RECORD_FOLDERS
from profilegen.loading.records import YAML_ENDINGS
from profilegen.loading.theme_folders import theme_folder
from profilegen.loading.themes import DEFAULT_THEME, load_theme
from profilegen.loading.yaml_text import parse
from profilegen.model.addresses import LONGEST_SLUG, WINDOWS_RESERVED, holds_surname, slug_of, surname_words
from profilegen.model.names import given_name, latin
from profilegen.problems import ProfilegenError

RecordKind = Literal["reflection", "testimonial", "achievement", "conference", "statement"]
ProfileKind = Literal["student", "teacher"]
NewFile = RecordKind | Literal["showcase"]

# No vowels, so that chance writes no word beside a child's name; no 0, 1 or l, which are hard to tell from o and i.
_TAIL_LETTERS = "bcdfghjkmnpqrstvwxyz23456789"
_TAIL_LENGTH = 4
_TRIES = 200
_HELP = ("guides", "prompts", "forms")

_TOKEN = re.compile("«([a-z_]+)»")
# Control characters, line and paragraph separators, halves of characters, and what will never be a character.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class StartingError(ProfilegenError):
    """Something could not be started: a name that does not work, a file that is there already, a disk that says no."""


def new_school(folder: Path, name: str, *, schemas: Mapping[str, str]) -> list[Path]:
    """Makes a school in `folder`: settings, consents, guides, prompts, forms, and what an editor needs to help.

    `schemas` are the JSON Schemas (file name to text) that the editor checks files against while people write.
    Returns the files made. StartingError, with nothing made, if one of them is there already.
    """
    name = _sound(name, "The school's name")
    around = next((one for one in folder.resolve().parents if (one / "school.yaml").is_file()), None)
    if around is not None:
        message = f"{_shown(around)} is a school already, and this folder lies inside it."
        raise StartingError(message, "Go to another folder.")
    kit = bundled.starter_kit()
    texts = _texts_below(kit / "templates" / "school", Path())
    texts |= {path: text for one in _HELP for path, text in _texts_below(kit / one, Path(one)).items()}
    spelt = {".yaml": as_yaml(name)}
    files = {folder / path: _filled(text, {"name": spelt.get(path.suffix, name)}) for path, text in texts.items()}
    files |= {folder / ".vscode" / "schemas" / file: text for file, text in schemas.items()}
    made = _write_new(files)
    _make_folders(folder, ("classes", "students"))
    return made


def new_class(school: Path, name: str, school_year: str) -> Path:
    """Makes classes/<slug of the name>.yaml in a school and returns it. StartingError if that class is there."""
    if not (school / "school.yaml").is_file():
        raise StartingError(
            f"{_shown(school)} is not a school: there is no school.yaml in it.",
            "Go to the school's folder first, or make a school with `profilegen new school`.",
        )
    words = {
        "name": as_yaml(_sound(name, "The class's name")),
        "school_year": as_yaml(_sound(school_year, "The school year")),
    }
    slug = _slug(name, kind="class")
    path = _free(school / "classes", slug) if slug else _numbered(school / "classes", "class")
    _write_new({path: _from_template("class.yaml", words)})
    return path


def new_student(
    school_or_folder: Path,
    name: str,
    *,
    class_id: str | None = None,
    choose: Callable[[], str] | None = None,
    kind: ProfileKind = "student",
) -> Path:
    """Makes a student's folder with a profile, and returns it; with `kind`, one for a teacher's own practice.

    It goes into the school's `students` folder, or, where there is no school.yaml, into the folder itself. Its name,
    the student's id, is the first name and four random characters, which `choose` may supply. With `class_id` the
    id is added to that class. StartingError if the name or the class does not work, or if the student was made
    but has to be added to the class by hand; the hint then holds the line to add.
    """
    name = _sound(name, f"The {kind}'s name")
    first_name = _first_name(name)
    in_school = (school_or_folder / "school.yaml").is_file()
    class_file = _class_file(school_or_folder, class_id) if class_id is not None else None
    home = school_or_folder / "students" if in_school else school_or_folder
    profile = _from_template(f"{kind}/profile.yaml", {"name": as_yaml(name)})
    folder = _claim(home, first_name, choose or _random_tail)
    try:
        _write_new({folder / "profile.yaml": profile})
    except StartingError:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise
    _make_folders(folder, (*RECORD_FOLDERS, "media"))
    if class_file is not None:
        _add_to_class(class_file, folder.name)
    return folder


def new_record(student: Path, kind: RecordKind, title: str, today: date) -> Path:
    """Makes a record of this kind in a student's folder, and returns the file.

    `title` is its title; of a testimonial, whom it is from; of a conference, a name for its file. StartingError as of
    `path_for_record`.
    """
    path = path_for_record(student, kind, title, today)
    words = {"title": as_yaml(_sound(title, "The title")), "today": today.isoformat()}
    is_of_a_lesson = kind == "reflection" and _profile_field(student / "profile.yaml", "kind") == "teacher"
    _write_new({path: _from_template(f"{'teacher/' if is_of_a_lesson else ''}{kind}.yaml", words)})
    return path


def path_for_record(student: Path, kind: NewFile, title: str, today: date) -> Path:
    """Where a new record of this title is to be.

    The file is named after the title without the student's surname; after kind and day where that leaves nothing, where
    the profile cannot be read, and for every testimonial, because its title is somebody's name. StartingError if there
    is no profile, or that file is there already.
    """
    if not (student / "profile.yaml").is_file():
        raise StartingError(
            f"{_shown(student)} is not a student's folder: there is no profile.yaml in it.",
            "Go to the student's folder first, or make one with `profilegen new student`.",
        )
    name = "" if kind == "testimonial" else _profile_name(student / "profile.yaml")
    slug = _slug(title, kind=kind, surnames=surname_words(latin(name))) if name else ""
    folder = student / f"{kind}s"
    return _free(folder, slug) if slug else _numbered(folder, f"{kind}-{today.isoformat()}")


def write_new_record(path: Path, text: str) -> None:
    """Writes a record's file where `path_for_record` said. StartingError if it cannot be; nothing is overwritten."""
    _write_new({path: text})


def new_theme(school: Path, name: str, extends: str = DEFAULT_THEME, *, bare: bool = False) -> Path:
    """Makes themes/<slug of the name>/ in a school or a lone student's folder, and returns it.

    It looks like the theme that it extends until somebody changes a word of it. `bare` makes theme.yaml alone.
    StartingError where the name is that of a theme that is there already, ThemeError where `extends` cannot be used.
    """
    if not any((school / file).is_file() for file in ("school.yaml", "profile.yaml")):
        raise StartingError(
            f"{_shown(school)} is not a school: there is no school.yaml in it.",
            "Go to the school's folder first, or make a school with `profilegen new school`.",
        )
    slug = _slug(_sound(name, "The theme's name"), kind="theme")
    if not slug:
        raise StartingError(f"“{name}” cannot be a folder's name everywhere.", "Use letters from a to z.")
    if theme_folder(slug, school) is not None or (school / "themes" / slug).exists():
        raise StartingError(f"There is already a theme called “{slug}”.", "Choose another name.")
    if (school / "themes").is_symlink():
        raise StartingError("The folder “themes” is a link to somewhere else.", "Put a folder in its place.")
    below = (one for one, folder in load_theme(extends, school).chain if (folder / "templates" / "page.html").is_file())
    words = {"name": slug, "extends": extends, "below": next(below, "base")}
    home = school / "themes" / slug
    texts = _texts_below(bundled.starter_kit() / "templates" / "theme", Path())
    files = {home / str(path).replace("theme.css", f"{slug}.css"): _filled(text, words) for path, text in texts.items()}
    _write_new({file: text for file, text in files.items() if not bare or file.name == "theme.yaml"})
    return home


# Names


def _sound(text: str, what: str) -> str:
    """The text without space around it. StartingError if nothing is left, or if it holds what no file should."""
    text = text.strip()
    if not text:
        raise StartingError(f"{what} is missing.", "Write it after the command, between quotation marks.")
    if _UNSEEN.search(text):
        raise StartingError(
            f"{what} holds a line break or another sign that cannot be seen.", "Type it again by hand, on one line."
        )
    return text


def _first_name(name: str) -> str:
    """The given name, as the start of an id; `student` where it has no Latin letters."""
    return _joined(_words(given_name(name)), LONGEST_SLUG - _TAIL_LENGTH - 1) or "student"


def _random_tail() -> str:
    return "".join(secrets.choice(_TAIL_LETTERS) for _ in range(_TAIL_LENGTH))


def _slug(title: str, *, kind: str, surnames: frozenset[str] = frozenset()) -> str:
    """The title as a file name, without these surnames; "" where a title in another script leaves too little."""
    words = [word for word in _words(title) if not holds_surname(word, surnames) and word.rstrip("s") not in surnames]
    slug = _joined(words, LONGEST_SLUG)
    if not re.search("[a-z]", slug) and any(letter.isalpha() for letter in title):
        return ""
    return f"{kind}-{slug}" if slug in WINDOWS_RESERVED else slug


def _words(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", latin(text))


def _joined(words: Iterable[str], longest: int) -> str:
    """The words with hyphens between them, as many whole ones as fit."""
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:longest]
        if len(longer) > longest:
            break
        slug = longer
    return slug


# Templates


def _texts_below(root: Path, target: Path) -> dict[Path, str]:
    """All files below `root`, as texts by their path below `target`."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {target / path.relative_to(root): path.read_text(encoding="utf-8") for path in files}


def _from_template(name: str, words: Mapping[str, str]) -> str:
    text = (bundled.starter_kit() / "templates" / name).read_text(encoding="utf-8")
    return _filled(text, words)


def _filled(template: str, words: Mapping[str, str]) -> str:
    """The template with each «word» replaced, in one pass, so that a school called «name» keeps its name."""
    return _TOKEN.sub(lambda token: words[token[1]], template)


def as_yaml(text: str) -> str:
    """One line of text as a YAML scalar that reads as the same text everywhere; quoted only where it has to be."""
    scalar: str = yaml.safe_dump(text, allow_unicode=True, width=sys.maxsize)
    return scalar.removesuffix("...\n").removesuffix("\n")


# Reading what people wrote


def _profile_name(profile: Path) -> str:
    """The full name in a profile; "" where it cannot be read."""
    return _profile_field(profile, "name")


def _profile_field(profile: Path, field: str) -> str:
    """What a profile says in a field of one text; "" where it says nothing, or cannot be read."""
    try:
        written = parse(profile.read_text(encoding="utf-8-sig"), profile.name)
    except (OSError, UnicodeDecodeError):
        return ""
    said = (written.fields or {}).get(field)
    return said if isinstance(said, str) else ""


# A class's list of students


def _class_file(school: Path, class_id: str) -> Path:
    """The file of a class. StartingError with the classes there are, if there is none of this name."""
    there = {path.stem: path for path in _files(school / "classes") if path.name.endswith(YAML_ENDINGS)}
    if class_id not in there:
        known = f"The classes are: {', '.join(there)}." if there else "There are no classes yet."
        raise StartingError(f"There is no class called {class_id}.", f"{known} `profilegen new class` makes one.")
    return there[class_id]


def _add_to_class(class_file: Path, student_id: str) -> None:
    """Adds the id to the class's list of students. StartingError with the line to add where that is not safe."""
    try:
        longer = with_student(class_file.read_bytes().decode("utf-8"), student_id)
        if longer is not None:
            _replace(class_file, longer)
            return
    except (OSError, UnicodeDecodeError):
        pass
    raise StartingError(
        f"{student_id} was made, but could not be added to classes/{class_file.name}.",
        f"Open that file and add this line below `students:`, in line with the others:   - {student_id}",
    )


# Writing


def _free(folder: Path, slug: str) -> Path:
    """The path of a new YAML file. StartingError if a file there already claims this name, in whatever form."""
    clash = next((path for path in _files(folder) if _claimed(path) == slug), None)
    if clash is not None:
        raise StartingError(
            f"There is already a file called {clash.name} in {folder.name}, and nothing is ever overwritten.",
            "Choose another title, or open the file that is there.",
        )
    return folder / f"{slug}.yaml"


def _numbered(folder: Path, slug: str) -> Path:
    """The path of a new YAML file: the slug, or the slug with the first number that is free."""
    taken = {_claimed(path) for path in _files(folder)}
    slugs = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return folder / f"{next(free for free in slugs if free not in taken)}.yaml"


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _claimed(path: Path) -> str:
    """The slug that a file takes: `Bridge.md` and `bridge.cy.yaml` both take `bridge`."""
    return slug_of(path.name.partition(".")[0])


def _claim(home: Path, first_name: str, choose: Callable[[], str]) -> Path:
    """Makes and returns an empty folder for a student, under an id that no other has."""
    for _ in range(_TRIES):
        folder = home / f"{first_name}-{choose()}"
        try:
            home.mkdir(parents=True, exist_ok=True)
            folder.mkdir()
        except FileExistsError:
            continue
        except OSError as error:
            raise _cannot_write(folder, error) from error
        return folder
    raise StartingError(f"No free id was found for {first_name}.", "Try again.")


def _write_new(files: Mapping[Path, str]) -> list[Path]:
    """Writes files that are not there yet: all of them, or, with StartingError, none."""
    made: list[Path] = []
    path = Path()
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except OSError as error:
        for done in made:
            done.unlink(missing_ok=True)
        raise _cannot_write(path, error) from error
    return made


def _make_folders(home: Path, names: Iterable[str]) -> None:
    for name in names:
        try:
            (home / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _cannot_write(home / name, error) from error


def _replace(path: Path, text: str) -> None:
    """Puts a text in place of a file's, in one move: the file is the old or the new one, never half of it."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(text.encode("utf-8"))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _cannot_write(path: Path, error: OSError) -> StartingError:
    if isinstance(error, FileExistsError):
        return StartingError(
            f"{_shown(path)} is there already, and nothing is ever overwritten.",
            "Choose another folder or name, or open what is there.",
        )
    return StartingError(
        f"{_shown(path)} could not be written: {error.strerror or error}.",
        "Is the folder yours to write in, and is there room on the disk?",
    )


def _shown(path: Path) -> str:
    return str(path) if str(path) != "." else "This folder"
