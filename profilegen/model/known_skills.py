"""The skills that a student's words may mean: those of the school, of schools they came from, and what leads to what.

Two skills of one name in two frameworks are two skills. Each has an anchor of its own on the page of skills.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from profilegen.model.addresses import LONGEST_SLUG, slug_of
from profilegen.model.records import Crosswalk, Framework, Skill
from profilegen.model.school import Arrived, School, find_skill, spellings_of, spelt

MOST_OF_A_FRAMEWORK, MOST_BROUGHT = 500, 10_000
"""So many skills count of a framework that came from elsewhere, and of all of them together: a pack is a stranger's."""

_LONGEST_END = len("-999999")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A framework of another school of which not every skill counts, and of which arrival it is."""

    arrival: str
    framework_id: str
    has: int
    counts: int


@dataclass(frozen=True, slots=True, eq=False)
class KnownSkill:
    """A skill of a framework. `key` is the framework's name here, `framework_id` its file's name where it comes from.

    `anchor` is where its story stands, `position` in which order. `is_ours`: of the school's own framework, or of one
    that it knows where it has chosen none.
    """

    key: str
    framework_id: str
    framework: Framework
    skill: Skill
    anchor: str
    position: int
    is_ours: bool


class KnownSkills:
    """All skills that the words of one student may mean. Made once, and only asked."""

    def __init__(self, school: School, arrivals: tuple[Arrived, ...]) -> None:
        self._school, self._arrivals, self._first = school, arrivals, school.settings.framework
        self._keys: dict[tuple[str, str], str] = {}  # of each framework that an arrival brought
        self._frameworks: dict[str, Framework] = {}  # by their keys
        self._counts: dict[str, int] = {}  # how many skills of each
        self._known: dict[str, dict[str, KnownSkill]] = {}  # by the framework's key and every spelling
        self._by_id: dict[tuple[str, str], KnownSkill] = {}
        self._by_anchor: dict[str, KnownSkill] = {}
        self._numbers = _Numbers()
        self._room = MOST_BROUGHT
        self.left_out: tuple[LeftOut, ...] = ()
        for key in sorted(school.frameworks, key=lambda name: (name != self._first, name)):
            self._add(key, key, school.frameworks[key], school.frameworks[key].skills)
        for arrived in arrivals:
            for framework_id, framework in sorted(arrived.frameworks.items()):
                self._keys[arrived.name, framework_id] = key = self._key_for(framework_id, framework)
                has, counts = len(framework.skills), self._counts[key]
                if counts < has:
                    self.left_out += (LeftOut(arrived.name, framework_id, has, counts),)

    def find(self, word: str, belongs_to: str = "") -> KnownSkill | None:
        """The skill that a word means: in the framework that it belongs to, where linking found one; else as the school
        understands it. None where nobody knows the word."""
        if (found := self._known.get(belongs_to, {}).get(spelt(word))) is not None:
            return found
        ours = find_skill(word, self._school.frameworks, self._first)
        return self._by_id[ours[0], ours[1].id] if ours else None

    def find_brought(self, word: str, path: str) -> KnownSkill | None:
        """What a word means in a record that came from another school: that school is asked, the earliest first."""
        for arrived in self._arrivals:
            if path in arrived.brought:
                own = arrived.record.framework
                for framework_id in sorted(arrived.frameworks, key=lambda name: (name != own, name)):
                    key = self._keys[arrived.name, framework_id]
                    if (found := self._known[key].get(spelt(word))) is not None:
                        return found
        return None

    def story_of(self, known: KnownSkill) -> KnownSkill:
        """The skill in whose story the evidence of this one is shown: itself, unless a crosswalk leads on."""
        seen = {known.anchor}
        while known.key != self._first and (further := self._further(known)) and further.anchor not in seen:
            known = further
            seen.add(known.anchor)
        return known

    def at(self, anchor: str) -> KnownSkill | None:
        """The skill whose story stands at this anchor; None for that of a word which nobody knows."""
        return self._by_anchor.get(anchor)

    def anchor_of(self, word: str) -> str:
        """Where the story of a word stands that no framework knows."""
        return self._numbers.free(slug_of(word), self._by_anchor)

    def _further(self, known: KnownSkill) -> KnownSkill | None:
        is_of_another_school = known.key not in self._school.frameworks
        mine = {spelt(word) for word in spellings_of(known.skill)}
        for walk in self._school.crosswalks.values():
            if walk.from_ == known.framework_id and (is_of_another_school or walk.to != walk.from_):
                for one in walk.skills:
                    if spelt(one.skill) in mine:
                        return self._known.get(walk.to, {}).get(spelt(one.is_))
        return None

    def _key_for(self, framework_id: str, framework: Framework) -> str:
        """The key of a framework that came from elsewhere: that of the very same one here, or else a new one."""
        for key in _numbered(framework_id):
            if key not in self._known:
                counted = framework.skills[: min(MOST_OF_A_FRAMEWORK, self._room)]
                self._room -= len(counted)
                self._add(key, framework_id, framework, counted)
            if self._frameworks[key] == framework:
                return key
        raise AssertionError("numbers do not end")

    def _add(self, key: str, framework_id: str, framework: Framework, counted: tuple[Skill, ...]) -> None:
        is_ours = key in self._school.frameworks and self._first in ("", key)
        known: dict[str, KnownSkill] = {}
        for skill in counted:
            slug = slug_of(skill.id if is_ours else f"{key}-{skill.id}")
            anchor = self._numbers.taken(slug, self._by_anchor)
            position = len(self._by_anchor)
            one = KnownSkill(key, framework_id, framework, skill, anchor, position, is_ours)
            self._by_id[key, skill.id] = self._by_anchor[anchor] = one
            for spelling in spellings_of(skill):
                known.setdefault(spelt(spelling), one)
        self._frameworks[key], self._known[key], self._counts[key] = framework, known, len(counted)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Which number comes next after a name. A thousand names that are cut to the same one cost no more than others."""

    _next: dict[str, int] = field(default_factory=dict)

    def free(self, slug: str, taken: Mapping[str, object]) -> str:
        """The name, or that with a number: one that is not taken."""
        return slug if slug not in taken else self._counted(slug, taken)[0]

    def taken(self, slug: str, taken: Mapping[str, object]) -> str:
        """The same for somebody who takes it at once."""
        if slug not in taken:
            return slug
        found, number = self._counted(slug, taken)
        self._next[_stem(slug)] = number + 1
        return found

    def _counted(self, slug: str, taken: Mapping[str, object]) -> tuple[str, int]:
        number = self._next.get(_stem(slug), 2)
        while (found := _with_number(slug, number)) in taken:
            number += 1
        return found, number


def _stem(name: str) -> str:
    """What all names have in common that may get the same numbered one."""
    return name[: LONGEST_SLUG - _LONGEST_END]


def _with_number(name: str, number: int) -> str:
    """Never longer than an address may be."""
    end = f"-{number}"
    return name[: LONGEST_SLUG - len(end)] + end


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (_with_number(name, number) for number in range(2, 1_000_000))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """These very frameworks, crosswalks and arrivals as a key: they are never changed."""

    school: School
    arrivals: tuple[Arrived, ...]

    @property
    def _asked(self) -> tuple[Mapping[str, Framework], Mapping[str, Crosswalk], tuple[Arrived, ...]]:
        return self.school.frameworks, self.school.crosswalks, self.arrivals

    def __hash__(self) -> int:
        return hash((*map(id, self._asked), self.school.settings.framework))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Same)
            and all(mine is theirs for mine, theirs in zip(self._asked, other._asked, strict=True))
            and self.school.settings.framework == other.school.settings.framework
        )


def known_skills(school: School, arrivals: tuple[Arrived, ...]) -> KnownSkills:
    """What the words of a student mean, who came to this school by these arrivals."""
    return _made(_Same(school, arrivals))


@lru_cache(maxsize=4)
def _made(key: _Same) -> KnownSkills:
    return KnownSkills(key.school, key.arrivals)
