"""Who is meant by a written name. Certain only where exactly one student fits; nothing is guessed.

What does not count is case, hyphens, spaces, apostrophes, accents that are left out, and the order of `Yusuf, Amina`.
Accents that differ make another name, and so do the signs for vowels and voice in scripts that write them as marks. A
name by which a student is known counts with their surname. A title before it and a class of the school behind it are
taken off where nobody's name is written so. Where one name is another's in another order, as with Mei Li and Li Mei,
only a comma (or columns of their own) settles which is meant. Everything else (a first name alone, a middle name left
out, one letter too few) is doubtful, with the students whom it could mean.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile
from typing import Literal

from profilegen.exchange.around_names import class_behind, has_title_of_an_adult, without_title
from profilegen.model.names import APOSTROPHES, given_name, latin
from profilegen.model.school import School

MOST_CANDIDATES = 5
_MOST_COMPARED = 100
ALIKE = 0.75
_PART_PEOPLE = frozenset("/\\|&;+")
_IS_VARIANT = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # how a letter is drawn
_LAST_LETTERS = re.compile(r"-([b-df-hj-np-tv-z2-9]{4}|[a-z]*\d[a-z0-9]*)\Z")

How = Literal["address", "name", "class", "several", "other-class", "unknown-class", "alike", "nobody"]
"""address, name: certain (by id, by name). class: certain, because the class tells two of one name apart.
several: two or more fit, or may: they have all these words, or their profile cannot be read. other-class: one fits, but
is not in the class that was written. unknown-class: the school has no such class. alike: nobody fits, some are near.
nobody: nobody is."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A student as a register knows them; `classes` are ids and names of the classes that they are in."""

    id: str
    name: str
    known_as: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """Who is meant: `student` is an id if that is certain; if not, `candidates` are ids of those who could be."""

    student: str | None
    candidates: tuple[str, ...]
    how: How


class Register:
    """A school's students, to be found by what people write. Immutable after it is made."""

    def __init__(self, students: Iterable[Registered]) -> None:
        self._students = {student.id: student for student in students}
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._words_of = {student.id: frozenset(_all_words(student)) for student in self._students.values()}
        for student in self._students.values():
            for spelling in dict.fromkeys(map(folded, _spellings(student))):
                self._by_name[spelling].append(student.id)
            for words in dict.fromkeys(map(_in_any_order, _spellings(student))):
                self._by_words[words].append(student.id)
            for start in dict.fromkeys(
                start for word in sorted(self._words_of[student.id]) for start in (word, word[:2])
            ):
                self._by_word[start].append(student.id)
        self._all_of_them = sorted(self._by_word)
        self._unread = tuple(sorted(student.id for student in self._students.values() if not student.name))
        self._classes = {folded(name) for student in self._students.values() for name in student.classes} - {""}

    @classmethod
    def of(cls, school: School) -> Register:
        """The register of a school. A student whose profile cannot be read is in it with the id alone."""
        classes: dict[str, list[str]] = defaultdict(list)
        for group in school.classes:
            for student in group.record.students:
                classes[student] += [group.id, group.record.name]
        cards = {student: school.cards.get(student) for student in school.student_ids}
        return cls(
            Registered(student, card.name if card else "", card.known_as if card else "", tuple(classes[student]))
            for student, card in cards.items()
        )

    @property
    def students(self) -> tuple[Registered, ...]:
        """Everybody in it, in the order of their ids."""
        return tuple(self._students[student] for student in sorted(self._students))

    def student(self, student_id: str) -> Registered:
        """The student with this id. KeyError if there is none."""
        return self._students[student_id]

    def named(self, written: str) -> tuple[str, ...]:
        """The ids of all who have this name, in order. A name that folds to nothing is nobody's."""
        spelling = folded(in_order(written))
        return tuple(sorted(self._by_name.get(spelling, ()))) if spelling else ()

    def fitting(self, written: str) -> tuple[str, ...]:
        """The ids of those of them whose name has the same words, and no other accents.

        `Ann Elee` is nobody whose name is `Anne Lee`, and `Hưng` nobody called `Hùng`; `Hung` could be either.
        """
        return tuple(one for one in self.named(written) if self._has_words_of(one, written))

    def turned(self, written: str) -> tuple[str, ...]:
        """The ids of who has the same words in another order, and not this name: Li Mei for `Mei Li`."""
        named = self.named(written)
        same = self._by_words.get(_in_any_order(in_order(written)), ())
        return tuple(one for one in sorted(same) if one not in named)

    def at(self, address: str) -> str | None:
        """The student with this id, as somebody wrote it where an id is asked for; None if there is none."""
        plain = address.strip().lower()
        return plain if plain in self._students else None

    def find(self, written: str, class_name: str = "") -> Match:
        """Who is meant by a name, and, if it was written too, by a class.

        A whole id with its last letters is understood too, unless it is also somebody else's name. A school without
        classes cannot tell anything from a class; in any other, a class that it does not have makes the answer
        doubtful.
        """
        found = self._find(written, class_name)
        if found.how not in ("alike", "nobody"):
            return found
        bare, group = self.bare(written)
        if bare == written:
            return found
        inner = self._find(bare, class_name if class_name.strip() else group)
        if group and inner.student and not self._is_in(inner.student, folded(group)):
            return Match(None, (inner.student,), "other-class")
        return inner if inner.student or inner.candidates else found

    def bare(self, written: str) -> tuple[str, str]:
        """A name without title, and without a class of the school behind it; and that class, "" where none is."""
        name, group = class_behind(written)
        if folded(group) not in self._classes:
            name, group = written, ""
        return (name if has_title_of_an_adult(name) else without_title(name)), group

    def _find(self, written: str, class_name: str) -> Match:
        same = self.named(written)
        address = self.at(written)
        addressed = (address,) if address and _LAST_LETTERS.search(address) else ()
        fitting = self.fitting(written) or addressed
        if not fitting:
            near = tuple(dict.fromkeys((*same, *self._near(written))))[:MOST_CANDIDATES]
            return Match(None, near, "alike" if near else "nobody")
        possible = tuple(dict.fromkeys((*fitting, *same, *addressed, *self._rivals(written, fitting))))
        if class_name.strip() and self._classes:
            return self._in_class(fitting, possible, folded(class_name), "name" if same else "address")
        return Match(fitting[0], (), "name" if same else "address") if len(possible) == 1 else _several(possible)

    def _in_class(self, fitting: tuple[str, ...], possible: tuple[str, ...], group: str, how: How) -> Match:
        if group not in self._classes:
            return Match(None, possible[:MOST_CANDIDATES], "unknown-class")
        inside = tuple(one for one in possible if self._is_in(one, group))
        if not inside:
            return Match(None, possible[:MOST_CANDIDATES], "other-class")
        if len(inside) == 1 and inside[0] in fitting:
            return Match(inside[0], (), how if len(possible) == 1 else "class")
        return _several(inside if len(inside) > 1 else possible)

    def _is_in(self, student: str, group: str) -> bool:
        return group in map(folded, self._students[student].classes)

    def _has_words_of(self, student: str, written: str) -> bool:
        """Whether a spelling of theirs has the same words, and contradicts nothing of what is written."""
        ordered = in_order(written)
        wanted, signs = _word_forms(ordered), _PART_PEOPLE & set(written)
        return any(
            signs <= set(one) and not wanted.isdisjoint(_word_forms(one)) and not accents_differ(ordered, one)
            for one in _spellings(self._students[student])
        )

    def _rivals(self, written: str, fitting: tuple[str, ...]) -> list[str]:
        """Who else could be meant: who has all these words, or one that begins so; whoever's profile cannot be read."""
        words = set(_words(written))
        longer = [word for word in words if len(word) > 1]
        shared = {one for word in longer for one in self._by_word.get(word, ())} if longer else self._students
        turned = self.turned(written) if settles_order(written) else ()
        rivals = [one for one in sorted(shared) if self._begins_so(one, words) and one not in turned]
        if fitting == (self.at(written),) and not self.fitting(written):
            return rivals  # a whole id, with its last letters, is nobody else's
        if len(words) > 1:
            rivals += self._who_has_a_word_beginning(folded(in_order(written)))
        stems = words | {_stem(one) for one in fitting}
        return rivals + [one for one in self._unread if _stem(one) in stems]

    def _begins_so(self, student: str, words: set[str]) -> bool:
        """Whether they have all these words; a single letter may be the first one of a word."""
        theirs = self._words_of[student]
        return all(word in theirs or (len(word) == 1 and any(one.startswith(word) for one in theirs)) for word in words)

    def _who_has_a_word_beginning(self, letters: str) -> list[str]:
        """Annalena, for whom `Anna Lena` may be meant."""
        start = bisect_left(self._all_of_them, letters)
        found = takewhile(lambda word: word.startswith(letters), self._all_of_them[start:])
        return sorted({one for word in found for one in self._by_word[word]})

    def _near(self, written: str) -> tuple[str, ...]:
        """Students to ask about: who shares most words, then whose name is most alike. Never taken for the answer."""
        shared: Counter[str] = Counter()
        for word in dict.fromkeys(_words(written)):
            shared.update(dict.fromkeys(self._by_word.get(word[:2], ()), 0))
            shared.update(self._by_word.get(word, ()))
        likely = sorted(shared, key=lambda student: (-shared[student], student))[:_MOST_COMPARED]
        likeness = {student: likeness_of(written, self._students[student]) for student in likely}
        near = [student for student in likely if shared[student] or likeness[student] >= ALIKE]
        return tuple(sorted(near, key=lambda one: (-shared[one], -likeness[one], one))[:MOST_CANDIDATES])


def likeness_of(written: str, student: Registered) -> float:
    """How much a written name is like a student's, from 0 to 1. It orders whom to ask about, and decides nothing."""
    spelling = folded(in_order(written))
    spellings = map(folded, _spellings(student))
    return max((difflib.SequenceMatcher(None, spelling, one).ratio() for one in spellings), default=0.0)


def _several(students: tuple[str, ...]) -> Match:
    return Match(None, students[:MOST_CANDIDATES], "several")


def in_order(name: str) -> str:
    """A name with the given name first: `Yusuf, Amina` becomes `Amina Yusuf`. Others stay as they are."""
    family, comma, given = name.partition(",")
    if not comma or not given.strip() or not family.strip():
        return " ".join(name.replace(",", " ").split())
    return " ".join(f"{given} {family}".replace(",", " ").split())


def settles_order(name: str) -> bool:
    """Whether a written name says which part of it is the surname: by a comma behind that."""
    family, _, given = name.partition(",")
    return bool(family.strip() and given.strip())


def folded(text: str) -> str:
    """A text without what does not count in a name: case, accents, hyphens, apostrophes, full stops and spaces."""
    return "".join(_words(text))


def accents_differ(one: str, other: str) -> bool:
    """Whether two names that fold to one have accents, both of them, and not the same ones."""
    first, second = _with_accents(one), _with_accents(other)
    return first != second and folded(one).casefold() != first and folded(other).casefold() != second


def _with_accents(text: str) -> str:
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).casefold().translate(APOSTROPHES))
    return "".join(filter(_is_of_a_word, bare)).replace("ı", "i").replace("i\u0307", "i")  # ÇAĞRI is Çağrı


def _in_any_order(name: str) -> tuple[str, ...]:
    return tuple(sorted(_words(name)))


def _words(text: str) -> list[str]:
    return "".join(letter if _is_of_a_word(letter) else " " for letter in _without_accents(text)).split()


def _without_accents(text: str) -> str:
    """As `latin`, but of other scripts a mark that makes another letter or syllable stays: だ is no た, कि no क."""
    if text.isascii():
        return latin(text)
    parts = groupby(unicodedata.normalize("NFC", text), key=_has_mark_that_counts)
    plain = (
        latin("".join(part)) if not counts else unicodedata.normalize("NFKD", "".join(part)) for counts, part in parts
    )
    return unicodedata.normalize("NFKD", "".join(plain))


@lru_cache(maxsize=8192)
def _has_mark_that_counts(letter: str) -> bool:
    """By the class that Unicode combines it in: what stands above, below or through a letter is an accent."""
    return any(
        _is_mark(mark) and not (unicodedata.combining(mark) >= 200 or 10 <= unicodedata.combining(mark) <= 36)
        for mark in unicodedata.normalize("NFKD", letter)
        if unicodedata.combining(mark) != 1
    )


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Mc") and not _IS_VARIANT.match(letter)


def _is_of_a_word(letter: str) -> bool:
    return letter.isalnum() or _is_mark(letter)


def _word_forms(name: str) -> set[tuple[str, ...]]:
    """A name as words: what stands between letters may part them or not, a space always does."""
    between = {letter for letter in name if not (_is_of_a_word(letter) or letter.isspace())}
    hyphens = {letter for letter in between if unicodedata.category(letter) == "Pd"}
    forms = set()
    for joined in (set(), hyphens, between - hyphens, between):
        parted = str.maketrans({letter: "" if letter in joined else " " for letter in between})
        forms.add(tuple(_words(name.translate(parted))))
    return forms


def _stem(student_id: str) -> str:
    """An id without its last letters: what it was made of."""
    return student_id.rpartition("-")[0] or student_id


def _spellings(student: Registered) -> Iterator[str]:
    """All the ways to write a student's name that mean them without doubt."""
    name = in_order(student.name)
    if not folded(name):
        return
    yield name
    if not folded(student.known_as):
        return
    given = given_name(name)
    others = [word for word in name.split() if word != given]
    for first in range(len(others)):
        yield f"{student.known_as} {' '.join(others[first:])}"
    if len(student.known_as.split()) > 1:
        yield in_order(student.known_as)


def _all_words(student: Registered) -> list[str]:
    return _words(f"{student.name} {student.known_as}")
