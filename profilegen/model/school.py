"""What is known of a school and of one student, linked and ready to be asked. No I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Generic, Literal, TypeVar

from profilegen.model.addresses import fold
from profilegen.model.audience import Audience
from profilegen.model.limits import Limits
from profilegen.model.records import (
    Achievement,
    Arrival,
    ClassRecord,
    Conference,
    Consents,
    Crosswalk,
    Framework,
    Profile,
    Record,
    Reflection,
    Report,
    SchoolSettings,
    Showcase,
    Skill,
    Statement,
    Testimonial,
)
from profilegen.model.theme import StyleToken
from profilegen.problems import Place

AnyRecord = TypeVar("AnyRecord", bound=Record, covariant=True)
Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where each field of a file stands: keys are paths such as ("media", 0, "file")."""

    file: str
    known: Mapping[Key, tuple[Place, str]] = field(default_factory=dict)

    def at(self, *key: str | int) -> Place:
        """The place of a field, or of the nearest thing around it that has one."""
        return self._nearest(key)[0]

    def source_at(self, *key: str | int) -> str:
        """The line of text at that place."""
        return self._nearest(key)[1]

    def _nearest(self, key: Key) -> tuple[Place, str]:
        for length in range(len(key), -1, -1):
            if key[:length] in self.known:
                return self.known[key[:length]]
        return Place(self.file, 1, 1), ""


@dataclass(frozen=True, slots=True)
class Filed(Generic[AnyRecord]):
    """A record with the file it came from.

    `path` is relative to the student's folder (`reflections/bridge.yaml`), `slug` its part of an address,
    `translations` the same record in other languages, each in its own file, by language code.
    """

    record: AnyRecord
    path: str
    slug: str
    places: Places
    translations: Mapping[str, Filed[AnyRecord]] = field(default_factory=dict)


MediaKind = Literal["picture", "recording", "document", "captions", "other"]


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said between two moments of a recording, in milliseconds from its beginning."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class MediaFile:
    """An original in a student's media folder: `path` relative to it (NFC, `/`), `sha256` of what it shows or sounds:
    a picture has the same one with and without what a camera wrote about it."""

    path: str
    sha256: str
    size: int
    kind: MediaKind
    film: bool = False
    cues: tuple[Cue, ...] = ()  # of captions, the sound ones in the order of time
    other_spelling: str = ""  # its path on the disk, where that writes the same letters in another Unicode form

    @property
    def path_on_disk(self) -> str:
        """What to open, below the media folder."""
        return self.other_spelling or self.path


@dataclass(frozen=True, slots=True)
class StudentCard:
    """What the school, and other students' pages, need to know of a student. Small: it is kept for everyone."""

    id: str
    name: str
    known_as: str = ""
    name_for: Mapping[str, str] = field(default_factory=dict)
    show: Mapping[str, Audience] = field(default_factory=dict)
    consent: Consents | None = None
    kind: str = "student"  # what the profile says of itself; what the school says is `School.learns_here`

    @classmethod
    def of(cls, student_id: str, profile: Profile) -> StudentCard:
        """The card of the student with this profile."""
        return cls(
            student_id, profile.name, profile.known_as, profile.name_for, profile.show, profile.consent, profile.kind
        )


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """A class: `id` is its file's name without the ending."""

    id: str
    record: ClassRecord


@dataclass(frozen=True, slots=True)
class Arrived:
    """An arrival from another school, with that school's frameworks by their files' names. `name` is its folder's."""

    name: str
    record: Arrival
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    brought: frozenset[str] = field(init=False)  # the paths of records that came with it

    def __post_init__(self) -> None:
        object.__setattr__(self, "brought", frozenset(self.record.brought))


@dataclass(frozen=True, slots=True)
class School:
    """What the students of a school share. `lone` is a school of one, around a student's folder without a school."""

    folder: Path
    settings: SchoolSettings
    lone: bool = False
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    classes: tuple[ClassGroup, ...] = ()
    consents: Mapping[str, Consents] = field(default_factory=dict)
    cards: Mapping[str, StudentCard] = field(default_factory=dict)
    student_ids: Sequence[str] = ()
    places: Mapping[str, Places] = field(default_factory=dict)  # of its own files, for problems; workers need none
    crosswalks: Mapping[str, Crosswalk] = field(default_factory=dict)  # what of each file holds

    @property
    def default_audience(self) -> Audience:
        """The audience of a record that names none; never wider than school."""
        default = self.settings.default_audience
        return Audience.FAMILY if default is None else min(default, Audience.SCHOOL)

    @property
    def limits(self) -> Limits:
        """How large a photo, recording or document may be here."""
        return Limits.of(self.settings.limits)

    @property
    def framework(self) -> Framework | None:
        """The framework that the school works with."""
        return self.frameworks.get(self.settings.framework)

    def student_folder(self, student_id: str) -> Path:
        """Where a student's own files are."""
        return self.folder if self.lone else self.folder / "students" / student_id

    def arrivals_folder(self, student_id: str) -> Path:
        """Where the staff keep what is known of a student's arrivals from other schools."""
        return self.folder / "arrivals" if self.lone else self.folder / "arrivals" / student_id

    def learns_here(self, student_id: str) -> bool:
        """Whether the staff count somebody among the students, whatever their own profile says.

        The profile is the student's to write, the classes are the staff's: who stands in a class beside somebody who
        keeps no teacher's profile (or one that cannot be read) is a student. Where all in a class say
        `kind: teacher`, it is a circle of teachers.
        """
        return any(
            student_id in group.record.students
            and any(map(self._is_a_learner, {*group.record.students} - {student_id}))
            for group in self.classes
        )

    def _is_a_learner(self, student_id: str) -> bool:
        card = self.cards.get(student_id)
        return card.kind != "teacher" if card else student_id in self.student_ids

    def consents_of(self, student_id: str) -> Consents | None:
        """What holds for a student: consents.yaml is the ceiling and profile.yaml may only narrow it;
        in a lone folder profile.yaml counts. None where nothing is known."""
        card = self.cards.get(student_id)
        own = card.consent if card else None
        if self.lone:
            return own
        if card is None:  # a profile that cannot be read may narrow what was agreed to, and nobody can tell
            return None
        ceiling = self.consents.get(student_id)
        return _narrowed(ceiling, own) if ceiling and own else ceiling

    def covers(self, student_id: str, consent: str, audience: Audience, today: date) -> bool:
        """Whether a student's consent (`photos`, `recordings`, `full_name`, `public`) covers an audience today."""
        consents = self.consents_of(student_id)
        given = getattr(consents, consent) if consents else None
        return given is not None and given.widest >= audience and (given.until is None or today <= given.until)


def _narrowed(ceiling: Consents, own: Consents) -> Consents:
    narrowed = {}
    for consent in Consents.model_fields:
        most, wish = getattr(ceiling, consent), getattr(own, consent)
        if most and wish:
            ends = [day for day in (most.until, wish.until) if day]
            most = most.model_copy(update={"widest": min(most.widest, wish.widest), "until": min(ends, default=None)})
        narrowed[consent] = most
    return Consents(**narrowed)


@dataclass(frozen=True, slots=True)
class Student:
    """One student: all that their folder says, sound records only. `media` is by path in the media folder."""

    id: str
    folder: Path
    profile: Filed[Profile]
    reflections: tuple[Filed[Reflection], ...] = ()
    testimonials: tuple[Filed[Testimonial], ...] = ()
    achievements: tuple[Filed[Achievement], ...] = ()
    showcases: tuple[Filed[Showcase], ...] = ()
    conferences: tuple[Filed[Conference], ...] = ()
    statements: tuple[Filed[Statement], ...] = ()  # in no view: they are on no page
    reports: tuple[Filed[Report], ...] = ()
    media: Mapping[str, MediaFile] = field(default_factory=dict)
    tokens: tuple[StyleToken, ...] = ()  # of theme.css
    is_whole: bool = True  # whether nothing was left out for its mistakes
    arrivals: tuple[Arrived, ...] = ()  # the earliest first

    def records(self) -> Iterator[Filed[Record]]:
        """Every record but the profile, kind by kind."""
        yield from self.reflections
        yield from self.testimonials
        yield from self.achievements
        yield from self.showcases
        yield from self.conferences
        yield from self.statements
        yield from self.reports


def find_skill(word: str, frameworks: Mapping[str, Framework], first: str = "") -> tuple[str, Skill] | None:
    """The framework's id and the skill that a word means: its id, name, name in another language, or what it once was.

    The school's own framework (`first`) is asked first. None where no framework knows the word.
    """
    return _skills_by_spelling(_ById(frameworks), first).get(spelt(word))


def spelt(word: str) -> str:
    """A skill's id or name for comparing: without capitals, accents, and with hyphens for spaces."""
    return fold(word.strip()).replace(" ", "-")


def spellings_of(skill: Skill) -> tuple[str, ...]:
    """Every word that means it: id, name, older words, names in other languages."""
    return (skill.id, skill.name, *skill.was, *skill.names.values())


@dataclass(frozen=True, slots=True, eq=False)
class _ById:
    """Frameworks as a key: these very ones, which are never changed."""

    frameworks: Mapping[str, Framework]

    def __hash__(self) -> int:
        return id(self.frameworks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.frameworks is self.frameworks


@lru_cache(maxsize=4)
def _skills_by_spelling(key: _ById, first: str) -> dict[str, tuple[str, Skill]]:
    """Every spelling of every skill, in the order in which they are asked. A student's records ask some forty times."""
    found: dict[str, tuple[str, Skill]] = {}
    for framework_id in sorted(key.frameworks, key=lambda name: (name != first, name)):
        for skill in key.frameworks[framework_id].skills:
            for spelling in spellings_of(skill):
                found.setdefault(spelt(spelling), (framework_id, skill))
    return found
