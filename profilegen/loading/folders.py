"""Looking into folders safely: plain files and plain folders only, never outside the root, the same on every machine.

A link could lead anywhere on the disk, and a device could never end: both are refused, with a problem. Names are told
in one Unicode form (NFC), whichever the disk keeps, and sorted, so that no order depends on the machine.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from profilegen.model.addresses import WINDOWS_RESERVED
from profilegen.problems import Place, Problem
from profilegen.rules import problem

LONGEST_NAME = 120
_DEEPEST = 20
_NOT_ON_WINDOWS = frozenset('<>:"|?*\\')
_MADE_BY_MACHINES = frozenset(["thumbs.db", "desktop.ini", "ehthumbs.db", "$recycle.bin", "4913"])
_UNFINISHED = (".tmp", "~", ".swp", ".swo", ".swx", ".part", ".crdownload")
_TRAVELS = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\Z")  # most names; the others are looked at more closely
_LINKS_OF_WINDOWS = frozenset([0xA0000003, 0xA000000C])  # junction, symbolic link; a cloud folder's tag is harmless


@dataclass(frozen=True, slots=True)
class Found:
    """A plain file or folder: where it is, its name from the walked folder (NFC, `/`), its file name in problems."""

    where: str | Path  # text for most: a Path for each file took a tenth of the time of loading
    name: str
    file: str

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.where)

    @property
    def last(self) -> str:
        """The last part of the name."""
        return self.name.rpartition("/")[2]

    def inside(self, entry: str) -> Found:
        """An entry of this folder."""
        last = unicodedata.normalize("NFC", entry)
        where = os.path.join(self.where, entry)  # noqa: PTH118 - see above
        return Found(where, f"{self.name}/{last}".lstrip("/"), f"{self.file}/{last}".lstrip("/"))


@dataclass(frozen=True, slots=True)
class Contents:
    """What a folder holds, sorted by name."""

    files: tuple[Found, ...] = ()
    folders: tuple[Found, ...] = ()
    problems: tuple[Problem, ...] = ()


def contents_of(folder: Found) -> Contents:
    """What is directly in a folder; nothing and a problem where it cannot be opened."""
    try:
        with os.scandir(folder.where) as scanned:
            entries = sorted(scanned, key=lambda entry: entry.name)
    except OSError as error:
        return Contents(problems=(_cannot_open(folder, error),))
    before, before_in_problems = (f"{path}/".lstrip("/") for path in (folder.name, folder.file))
    files: list[Found] = []
    folders: list[Found] = []
    problems: list[Problem] = []
    for entry in entries:
        if is_ignored(entry.name):
            continue
        last = unicodedata.normalize("NFC", entry.name)
        found = Found(entry.path, before + last, before_in_problems + last)
        refused = _refusal(entry, found)
        if refused is None:
            (folders if entry.is_dir(follow_symlinks=False) else files).append(found)
        else:
            problems.append(refused)
    everything = [*files, *folders]
    clashing, twin_problems = _twins(everything)
    return Contents(
        tuple(file for file in files if not clashing or file not in clashing),
        tuple(inner for inner in folders if not clashing or inner not in clashing),
        (*problems, *twin_problems, *_names_that_do_not_travel(everything)),
    )


def files_below(folder: Found) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """Every plain file in a folder and its inner folders, sorted by name."""
    files: list[Found] = []
    problems: list[Problem] = []
    waiting = [(folder, 0)]
    while waiting:
        inner, depth = waiting.pop()
        contents = contents_of(inner)
        files.extend(contents.files)
        problems.extend(contents.problems)
        if depth < _DEEPEST:
            waiting.extend((deeper, depth + 1) for deeper in contents.folders)
        else:
            problems.extend(_too_deep(deeper) for deeper in contents.folders)
    return tuple(sorted(files, key=lambda file: file.name)), tuple(problems)


def files_for_folders(contents: Contents, names: Iterable[str]) -> Iterable[Problem]:
    """A problem for each file that stands where a folder of this name belongs: nothing else would tell of it."""
    for file in contents.files:
        if file.last in names:
            message = f"“{file.last}” is a file here, and should be a folder."
            yield problem("unexpected-file", message, "Give the file another name.", Place(file.file))


@lru_cache(maxsize=4096)
def is_ignored(name: str) -> bool:
    """Whether a name is of the kind that systems and editors leave lying about."""
    lower = name.lower()
    return (
        lower.startswith((".", "~$", "#"))
        or lower in _MADE_BY_MACHINES
        or lower.endswith(_UNFINISHED)
        or ".sb-" in lower
    )


def _refusal(entry: os.DirEntry[str], found: Found) -> Problem | None:
    """Why an entry is not looked at, if so."""
    if not entry.name.isascii() and any("\ud800" <= letter <= "\udfff" for letter in entry.name):
        return problem(
            "unsafe-file",
            "The name of a file here holds letters that this machine cannot read.",
            "Give the file a new name.",
            Place(found.file.encode("utf-8", "replace").decode()),
        )
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return _cannot_open(found, error)
    if is_link(status):
        return problem(
            "unsafe-file",
            f"“{found.last}” is a link to somewhere else, so it is not read.",
            "Copy the file itself here in place of the link.",
            Place(found.file),
        )
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        return problem(
            "unsafe-file", f"“{found.last}” is not a plain file, so it is not read.", "Move it away.", Place(found.file)
        )
    return None


def is_link(status: os.stat_result) -> bool:
    """Whether this is a link, or what Windows calls a junction."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) in _LINKS_OF_WINDOWS


def _cannot_open(found: Found, error: OSError) -> Problem:
    return problem(
        "unreadable-file",
        f"“{found.last or found.path.name}” cannot be opened ({error.strerror or 'no reason given'}).",
        "Look whether it is still there, and whether you are allowed to open it.",
        Place(found.file),
    )


def _too_deep(found: Found) -> Problem:
    return problem(
        "too-deep",
        f"Folders are nested more than {_DEEPEST} deep here, so “{found.last}” is not read.",
        "Move its files further up.",
        Place(found.file),
    )


def _twins(entries: Collection[Found]) -> tuple[set[Found], list[Problem]]:
    """Names that some disks cannot tell apart. Those that are one and the same name here are not read at all."""
    alike: dict[str, list[Found]] = defaultdict(list)
    for entry in entries:
        alike[unicodedata.normalize("NFC", entry.last.casefold())].append(entry)
    if len(alike) == len(entries):
        return set(), []
    clashing: set[Found] = set()
    problems: list[Problem] = []
    for twins in alike.values():
        for twin in twins if len(twins) > 1 else ():
            same = [other for other in twins if other.name == twin.name]
            if len(same) > 1:
                clashing.add(twin)
                problems.append(_same_name(twin))
            else:
                problems.append(_same_but_for_case(twin, [other for other in twins if other is not twin]))
    return clashing, problems


def _same_name(twin: Found) -> Problem:
    return problem(
        "address-clash",
        f"There are two files called “{twin.last}”, written with the same letters in two ways.",
        "Give one of them another name.",
        Place(twin.file),
    )


def _same_but_for_case(twin: Found, others: list[Found]) -> Problem:
    names = ", ".join(f"“{other.last}”" for other in others)
    return problem(
        "name-does-not-travel",
        f"“{twin.last}” and {names} differ only in capital letters. On Windows or a stick one would replace the other.",
        "Give one of them another name.",
        Place(twin.file),
    )


def _names_that_do_not_travel(entries: Iterable[Found]) -> Iterable[Problem]:
    for entry in entries:
        if reason := why_it_does_not_travel(entry.last):
            yield problem(
                "name-does-not-travel",
                f"The name “{_shown(entry.last)}” {reason}, and not every computer or USB stick can hold that.",
                "Give it a short name of letters, numbers and hyphens.",
                Place(entry.file),
            )


@lru_cache(maxsize=4096)
def why_it_does_not_travel(name: str) -> str:
    """What keeps a file name from being copied everywhere, as the end of a sentence; "" where nothing does."""
    if _TRAVELS.match(name) and len(name) <= LONGEST_NAME and name.split(".")[0].casefold() not in WINDOWS_RESERVED:
        return ""
    unseen = [letter for letter in name if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cn")]
    if any(not _joins_letters(letter) for letter in unseen):
        return "holds a character that cannot be seen"
    if held := sorted(_NOT_ON_WINDOWS.intersection(name)):
        return f"holds {' '.join(held)}"
    if name != name.strip(" ").rstrip("."):
        return "begins or ends with a space or a full stop"
    if name.split(".")[0].rstrip(" ").casefold() in WINDOWS_RESERVED:
        return "is a name that Windows keeps for itself"
    if len(name) > LONGEST_NAME:
        return f"is longer than {LONGEST_NAME} characters"
    return ""


def _joins_letters(letter: str) -> bool:
    """The joiners that Persian and the languages of India are written with, and that emoji are made of."""
    return letter in "\u200c\u200d"


def _shown(name: str) -> str:
    """A name without what could turn the reader's line about."""
    return "".join(letter if letter.isprintable() else "�" for letter in name)
