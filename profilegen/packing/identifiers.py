"""`identifiers.yaml`: a random word for each student, which stays theirs wherever their profile goes.

By it the same student is known again when a pack comes back, or comes twice. It says nothing of anybody, so it may
stand where names may not. It is kept by the staff, beside consents.yaml, and not in the student's folder: what a
student copies and gives away shall not be tied together by a hidden number, and packing writes nothing into what a
student wrote. A lone student's folder keeps its own beside profile.yaml.
"""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from profilegen.loading.folders import Found
from profilegen.loading.text_files import read_text
from profilegen.loading.yaml_text import parse
from profilegen.problems import UsageError
from profilegen.publishing.manifest import write_fresh

IDENTIFIERS = "identifiers.yaml"

_LARGEST = 4 << 20
_WORD = re.compile(r"urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_HEAD = """\
# A random word for each student, by which a packed profile is known again at the next school. It says nothing of them.
# Kept by the staff, like consents.yaml. Leave the lines as they are: a new word is another student.
"""


def is_identifier(word: str) -> bool:
    """Whether this is such a word: a random UUID as a URN."""
    return _WORD.fullmatch(word) is not None


def identifier_of(home: Path, student: str) -> str:
    """The student's word; where there is none yet, one is made and written down. UsageError where it cannot be read."""
    text, known = _read(home)
    if student in known:
        return known[student]
    word = f"urn:uuid:{uuid.uuid4()}"
    _add(home, text, known, student, word)
    return word


def keep_identifier(home: Path, student: str, word: str) -> None:
    """Writes down the word that a student came with, unless they have one here, or somebody else has it.

    UsageError where the file cannot be read, or not be added to.
    """
    text, known = _read(home)
    if student not in known and word not in known.values():
        _add(home, text, known, student, word)


def _add(home: Path, text: str, known: dict[str, str], student: str, word: str) -> None:
    added = f"{(text or _HEAD).rstrip()}\n{student}: {word}\n"
    if _understood(added) != {**known, student: word}:
        raise UsageError(
            f"{IDENTIFIERS} is written in a way that profilegen cannot add to. It was not changed.",
            "Write each student's word on a line of its own: the student's id, a colon, and the word.",
        )
    part = home / f".{IDENTIFIERS}.new"
    write_fresh(part, added.encode("utf-8"))
    part.replace(home / IDENTIFIERS)


def known_identifiers(home: Path) -> dict[str, str]:
    """The words of everybody who has one. UsageError where the file cannot be read."""
    return _read(home)[1]


def _read(home: Path) -> tuple[str, dict[str, str]]:
    file = home / IDENTIFIERS
    if file.is_symlink():
        raise UsageError(f"{file} is a link to somewhere else.", "Put the file itself there.")
    if not file.exists():
        return "", {}
    text, problems = read_text(Found(file, IDENTIFIERS, IDENTIFIERS), _LARGEST)
    if problems:
        raise UsageError(f"{IDENTIFIERS} cannot be read. {problems[0].message}", problems[0].hint)
    return text, _understood(text)


def _understood(text: str) -> dict[str, str]:
    written = parse(text, IDENTIFIERS)
    for one in written.mistakes:
        message = f"{IDENTIFIERS} cannot be read. {one.problem.place}: {one.problem.message}"
        raise UsageError(message, "Mend that line. Nothing was changed.")
    found: dict[str, str] = {}
    for student, word in (written.fields or {}).items():
        if not isinstance(word, str) or not is_identifier(word) or word in found.values():
            message = f"In {IDENTIFIERS}, what stands beside “{student}” is no word of its own."
            raise UsageError(
                message, "Bring the line back from a copy; or take it out, and there will be another word."
            )
        found[student] = word
    return found
