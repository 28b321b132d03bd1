"""Names that travel: right on Windows, macOS and Linux, on a stick, and inside a zip."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from profilegen.model.addresses import WINDOWS_RESERVED
from profilegen.problems import Place, Problem
from profilegen.rules import problem

LONGEST_PATH = 180
"""Letters of a path inside a zip: Windows allows 260 with all the folders that a family unpacks it into."""

LONGEST_NAME = 40
"""Letters of a first name at the head of a zip's name."""

_NOT_ON_WINDOWS = frozenset('<>:"|?*\\')


def plain_name(name: str) -> str:
    """A person's first name as part of a file's name: letters, digits and marks of any script, and hyphens."""
    composed = unicodedata.normalize("NFC", name)
    kept = "".join(letter if _is_plain(letter) else "-" for letter in composed)
    return "-".join(part for part in kept.split("-") if part)[:LONGEST_NAME].strip("-") or "student"


def _is_plain(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc")


def names_that_do_not_travel(paths: Iterable[str], student: str) -> tuple[Problem, ...]:
    """What is wrong with these paths, as problems: a zip that holds one of them would not open well somewhere."""
    found = []
    alike: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        alike[unicodedata.normalize("NFC", path.casefold())].append(path)
        why = _why_not(path)
        if why:
            found.append(_refused(path, f"“{path}” cannot be put into a zip: {why}.", student))
    for one, *others in alike.values():
        if others:
            told = f"“{one}” and “{others[0]}” are one and the same file on Windows and macOS."
            found.append(_refused(one, told, student))
    return tuple(found)


def _refused(path: str, message: str, student: str) -> Problem:
    return problem(
        "not-published", message, "Give the file that it comes from another name.", Place(path), student=student
    )


def _why_not(path: str) -> str:
    """What keeps this path from travelling, as the end of a sentence; "" for a good one."""
    if len(path) > LONGEST_PATH:
        return f"its path is longer than {LONGEST_PATH} letters"
    if path != unicodedata.normalize("NFC", path):
        return "it is written with loose accents (NFD), which other computers spell in another way"
    return why_not_a_path(path)


def why_not_a_path(path: str) -> str:
    """What keeps a path from being a file's on every computer, as the end of a sentence; "" for a good one."""
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return "it leads out of its folder"
        if _NOT_ON_WINDOWS & set(part) or any(ord(letter) < 32 for letter in part):
            return "Windows has no names with these signs"
        if part != part.rstrip(". "):
            return "Windows drops a full stop or space at the end"
        if part.split(".")[0].rstrip().casefold() in WINDOWS_RESERVED:
            return "Windows keeps this name for itself"
    return ""
