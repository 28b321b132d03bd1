"""`addresses.yaml`: at which address each student's profile is on the web. Kept by the staff, like consents.yaml.

An address is a random word of a hundred bits, and there is one for each student and audience: who knows where the
public page is knows nothing of the family's. It stays the same until somebody asks for another one, and a profile that
was taken down stays down until then, for every audience. Words that lead nowhere any more are kept beside `.old`: by
them their folders are found and taken out. What people wrote into the file stays.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from profilegen.loading.folders import Found
from profilegen.loading.text_files import read_text
from profilegen.loading.yaml_text import parse
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from profilegen.publishing.manifest import write_fresh

ADDRESSES = "addresses.yaml"
DOWN = "taken-down"
"""Stands in place of an address: this profile is not on the web, for nobody, and the next build puts it nowhere."""

HOSTED = (Audience.FAMILY, Audience.SCHOOL, Audience.PUBLIC)
"""Whom a web host may show something. What only teachers or the student may see has no place there."""

Key = tuple[str, Audience]
"""A student's id, and for whom the address is."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # base32, which can be read out and typed: five bits each
_LENGTH = 20
_WORD = re.compile(r"[a-z2-7]{16,40}", re.ASCII)
_NAME = re.compile(rf"([^.]+)\.({'|'.join(one.word for one in HOSTED)})(\.old)?")
_LARGEST = 1 << 20
_HEAD = """\
# At which address each profile is on the web: <student>.<audience> on the left, a random word on the right.
# Kept by the staff, like consents.yaml. Whoever knows an address can open that profile.
# The lines with .old are addresses that lead nowhere any more. Leave them: by them the old folders are found.
"""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The words of a school by student and audience, those of before, and the text of the file that they stand in."""

    words: Mapping[Key, str] = field(default_factory=dict)
    old: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    text: str = ""

    @property
    def students(self) -> frozenset[str]:
        """Everybody who has or had an address, or was taken down."""
        return frozenset(student for student, _ in (*self.words, *self.old))

    @property
    def down(self) -> tuple[str, ...]:
        """Who is taken down: one line that says so holds for all audiences."""
        return tuple(sorted({student for (student, _), word in self.words.items() if word == DOWN}))

    def word_of(self, student: str, audience: Audience) -> str:
        """The word of a student's profile for this audience; "" for none, and for who is taken down."""
        is_down = any(self.words.get((student, one)) == DOWN for one in HOSTED)
        return "" if is_down else self.words.get((student, audience), "")

    def page_of(self, student: str, audience: Audience) -> str:
        """The page of a student's profile below the host's own address, such as `mq3…/index.html`; "" for none."""
        word = self.word_of(student, audience)
        return f"{word}/index.html" if word else ""

    def audiences_of(self, student: str) -> frozenset[Audience]:
        """The audiences for which a student is, or was, in a host's folder."""
        return frozenset(audience for one, audience in (*self.words, *self.old) if one == student)

    def whose(self) -> dict[str, Key]:
        """Each word that was ever given: to whom, and for which audience."""
        return {word: key for key, word in _each_word(self.words, self.old)}


def _each_word(words: Mapping[Key, str], old: Mapping[Key, tuple[str, ...]]) -> Iterator[tuple[Key, str]]:
    yield from ((key, word) for key, word in words.items() if word != DOWN)
    yield from ((key, word) for key, before in old.items() for word in before)


def is_address(name: str) -> bool:
    """Whether a folder's name could be such a word."""
    return _WORD.fullmatch(name) is not None


# The file as it is


def read_addresses(school: Path) -> Addresses:
    """What the file says; nobody has an address where there is none.

    UsageError where it cannot be read, a word is too short to be safe, or an address stands there twice.
    """
    file = school / ADDRESSES
    if not file.exists():
        return Addresses()
    text, problems = read_text(Found(file, ADDRESSES, ADDRESSES), _LARGEST)
    if problems:
        raise UsageError(f"{ADDRESSES} cannot be read. {problems[0].message}", problems[0].hint)
    return _understood(text)


def _understood(text: str) -> Addresses:
    written = parse(text, ADDRESSES)
    for one in written.mistakes:
        message = f"{ADDRESSES} cannot be read. {one.problem.place}: {one.problem.message}"
        raise UsageError(message, "Mend that line. Nothing was changed.")
    words: dict[Key, str] = {}
    old: dict[Key, tuple[str, ...]] = {}
    for name, value in (written.fields or {}).items():
        found = _NAME.fullmatch(name)
        if found is None:
            message = f"In {ADDRESSES}, “{name}” does not say whose address it is, and for whom."
            raise UsageError(message, "Write the student's id, a dot, and family, school or public.")
        key = found[1], Audience[found[2].upper()]
        said = tuple(value.split()) if isinstance(value, str) else ()
        is_safe = (
            all(map(is_address, said)) if found[3] else len(said) == 1 and (is_address(said[0]) or said[0] == DOWN)
        )
        if not said or not is_safe:
            message = f"In {ADDRESSES}, what stands beside {name} is no address that is hard to guess."
            raise UsageError(message, "Take the line out: then there will be another one.")
        if found[3]:
            old[key] = said
        else:
            words[key] = said[0]
    given = [word for _, word in _each_word(words, old)]
    if len(given) != len(set(given)):
        raise UsageError(f"In {ADDRESSES} one address stands twice.", "Take one of the two lines out.")
    return Addresses(words, old, text)


# The file as it will be


def with_addresses(
    known: Addresses,
    audience: Audience,
    students: Collection[str],
    *,
    anew: Collection[str] = (),
    down: Collection[str] = (),
) -> Addresses:
    """Those who have none for this audience get one; `anew` get another, and `down` are taken down, for all audiences.

    UsageError where people wrote the file in a way that it cannot be added to.
    """
    words, old = dict(known.words), dict(known.old)
    for student in dict.fromkeys([*anew, *down]):
        for each in sorted({audience, *known.audiences_of(student)}):
            before = words.get((student, each), DOWN)
            if before != DOWN:
                old[student, each] = (*old.get((student, each), ()), before)
            words[student, each] = DOWN if student in down else _new_word(words, old)
    resting = {student for (student, _), word in words.items() if word == DOWN}
    for student in students:
        if student not in resting and (student, audience) not in words:
            words[student, audience] = _new_word(words, old)
    return _written(known, words, old)


def _new_word(words: Mapping[Key, str], old: Mapping[Key, tuple[str, ...]]) -> str:
    taken = {word for _, word in _each_word(words, old)}
    while True:
        word = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        if word not in taken:
            return word


def _written(known: Addresses, words: dict[Key, str], old: dict[Key, tuple[str, ...]]) -> Addresses:
    """These words in the text of before, with each new one on its line; read again, so that nothing is lost in it."""
    text = known.text or _HEAD
    for (student, audience), word in words.items():
        if known.words.get((student, audience)) != word:
            text = _with_line(text, f"{student}.{audience.word}", word)
    for (student, audience), before in old.items():
        if known.old.get((student, audience)) != before:
            text = _with_line(text, f"{student}.{audience.word}.old", " ".join(before))
    try:
        again = _understood(text)
    except UsageError:
        again = Addresses()
    if (again.words, again.old) != (words, old):
        raise UsageError(
            f"{ADDRESSES} is written in a way that profilegen cannot add to. It was not changed.",
            "Write each address on a line of its own: the student's id, a dot, for whom, a colon, and the word.",
        )
    return Addresses(words, old, text)


def _with_line(text: str, name: str, value: str) -> str:
    """The text with this line, in its old place if there was one."""
    line = re.compile(rf"^([\"']?){re.escape(name)}\1[ \t]*:[^\n#]*?([ \t]*(?:#[^\n]*)?)$", re.MULTILINE)
    if line.search(text):
        return line.sub(lambda found: f"{found[1]}{name}{found[1]}: {value}{found[2]}", text, count=1)
    return f"{text.rstrip()}\n{name}: {value}\n"


def save_addresses(school: Path, addresses: Addresses) -> None:
    """Writes the file in one step, where it says something new. OSError where it cannot be written."""
    file = school / ADDRESSES
    content = addresses.text.encode("utf-8")
    if file.is_symlink():
        raise UsageError(f"{file} is a link to somewhere else.", "Put the file itself there.")
    if not addresses.words or (file.exists() and file.read_bytes() == content):
        return
    part = file.with_name(f".{file.name}.new")
    write_fresh(part, content)
    part.replace(file)
