"""A student's folder laid out for the rules: every group of fields in it, its place, and the audience it asks for.

It is laid out once, and each rule looks at the parts that it is about. What a part asks for is not yet what it gets:
consents are not looked at here. `profilegen.model.reader` decides who sees what.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from profilegen.model.audience import Audience
from profilegen.model.forms import groups_in
from profilegen.model.records import (
    Agreement,
    Avatar,
    Feedback,
    Media,
    Profile,
    Record,
    Report,
    SayMyName,
    Statement,
    Testimonial,
)
from profilegen.model.school import Filed, Key, MediaFile, Places, School, Student
from profilegen.model.statements import statement_audience
from profilegen.model.translating import pairs
from profilegen.problems import Place, Problem
from profilegen.rules import problem_at

_NOT_WIDENED_UNASKED = ("pronouns", "journey", "goals", "growth")  # `show` alone lets these out of the family


@dataclass(frozen=True, slots=True)
class Part:
    """A group of fields: a record itself, or one inside it, such as the second piece of feedback.

    `key` leads to it as people write it: ("feedback", 1). `asked` is the widest audience that it asks for,
    `record_asks` that of its whole record, before what is nested narrows it. A part of a translation says so, and asks
    for what its original asks: private where it has none.
    """

    group: Record
    key: Key
    filed: Filed[Record]
    places: Places
    record_asks: Audience
    asked: Audience
    is_translation: bool = False

    def problem(self, rule: str, message: str, hint: str, *field: str | int) -> Problem:
        """A problem with it, at one of its fields, or at the part as a whole."""
        return problem_at(rule, message, hint, self.places, *self.key, *field)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, recording or document where a record shows it. `original` is None where there is no such file."""

    part: Part
    media: Media
    original: MediaFile | None
    file_field: str = "file"

    @property
    def is_picture(self) -> bool:
        """Whether the original is a picture."""
        return self.original is not None and self.original.kind == "picture"

    @property
    def is_recording(self) -> bool:
        """Whether the original is a recording: sound or film."""
        return self.original is not None and self.original.kind == "recording"

    @property
    def is_film(self) -> bool:
        """Whether the original is a film."""
        return self.original is not None and self.original.film

    @property
    def is_document(self) -> bool:
        """Whether the original is a document, whose pages are shown."""
        return self.original is not None and self.original.kind == "document"

    def problem(self, rule: str, message: str, hint: str, field: str = "") -> Problem:
        """A problem with it, at one of its fields, or where the file is named: a portrait has no field `shows`."""
        has_field = field in type(self.part.group).model_fields
        return self.part.problem(rule, message, hint, field if has_field else self.file_field)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What the rules look at: a student in a school on a day, every part in the order of the files, and all media."""

    student: Student
    school: School
    today: date
    parts: tuple[Part, ...]
    shown: tuple[Shown, ...]

    @property
    def as_written(self) -> Iterator[Part]:
        """The parts without those of translations, which say the same once more."""
        return (part for part in self.parts if not part.is_translation)


def lay_out(student: Student, school: School, today: date) -> LaidOut:
    """A student's folder, laid out."""
    parts = tuple(
        part for filed in (student.profile, *student.records()) for part in _parts_of_file(filed, student, school)
    )
    shown = (_shown(part, student) for part in parts if not part.is_translation)
    return LaidOut(student, school, today, parts, tuple(one for one in shown if one))


def file_as_a_whole(file: str) -> Places:
    """The places of a file of which only the name is known."""
    return Places(file, {(): (Place(file), "")})


def places_in(file: str, school: School) -> Places:
    """The places of one of the school's own files."""
    return school.places.get(file) or file_as_a_whole(file)


def texts_in(group: Record) -> Iterator[tuple[Key, str]]:
    """The texts that are written in a group itself, empty ones left out, each with its field."""
    for name, written in type(group).model_words.items():
        value = getattr(group, name)
        if isinstance(value, str) and value:
            yield (written,), value
        elif isinstance(value, tuple):
            yield from (((written, number), entry) for number, entry in enumerate(value) if isinstance(entry, str))


def words_of_captions(part: Part, student: Student) -> str:
    """What the captions say that this part names; "" where it names none."""
    written = _original(part.group.captions, student) if isinstance(part.group, Media) else None
    return " ".join(cue.text for cue in written.cues) if written else ""


def _parts_of_file(filed: Filed[Record], student: Student, school: School) -> Iterator[Part]:
    widest = _asked_by_record(filed.record, student, school)
    for key, group in groups_in(filed.record):
        yield Part(group, key, filed, filed.places, widest, _asked_at(filed.record, key, widest))
    for other in filed.translations.values():
        for key, group in groups_in(other.record):
            asked = _asked_by_translation(filed.record, other.record, key, widest)
            yield Part(group, key, filed, other.places, widest, asked, is_translation=True)


def _asked_by_translation(original: Record, other: Record, key: Key, around: Audience) -> Audience:
    """What its original asks for, as far as the translation does not narrow it."""
    own = getattr(other, "audience", None)
    around = around if own is None else min(around, own)
    if len(key) < 2 or key[0] != "feedback":
        return _asked_at(original, key, around)
    numbers = {number: position for position, number in pairs(original.feedback, other.feedback)}  # type: ignore[attr-defined]
    position = numbers.get(int(key[1]))
    return Audience.PRIVATE if position is None else _asked_at(original, ("feedback", position), around)


def _asked_by_record(record: Record, student: Student, school: School) -> Audience:
    """The narrowest of profile and record. Reports do not ask: they are for the family, never wider."""
    if isinstance(record, Report):
        return Audience.FAMILY
    if isinstance(record, Statement):
        return statement_audience(record)
    audiences = (student.profile.record.audience, getattr(record, "audience", None))
    return min(school.default_audience if audience is None else audience for audience in audiences)


def _asked_at(record: Record, key: Key, around: Audience) -> Audience:
    """The widest audience that a part of a record asks for: what is nested may narrow it."""
    match record:
        case Profile() if key:
            starts_at = Audience.FAMILY if key[0] in _NOT_WIDENED_UNASKED else around
            return min(around, record.show.get(str(key[0]), starts_at))
        case Testimonial():
            return min(around, _agreed_to(record.agreed, Audience.PRIVATE))
        case _ if len(key) > 1 and key[0] == "feedback":
            return min(around, _asked_by_feedback(record, key))
        case _:
            return around


def _asked_by_feedback(record: Record, key: Key) -> Audience:
    feedback: Feedback = getattr(record, "feedback")[key[1]]  # noqa: B009  # only a reflection has any
    without = Audience.FAMILY if feedback.from_.role == "teacher" else Audience.PRIVATE
    return min(starts_at(feedback), _agreed_to(feedback.agreed, without))


def starts_at(feedback: Feedback) -> Audience:
    """The widest audience that the student gives a piece of feedback: teachers, until they say more."""
    return Audience.TEACHERS if feedback.audience is None else feedback.audience


def _agreed_to(agreement: Agreement | None, without: Audience) -> Audience:
    if agreement is None:
        return without
    return Audience.FAMILY if agreement.widest is None else agreement.widest


def _shown(part: Part, student: Student) -> Shown | None:
    """A portrait and a spoken name are of the student; a name that is written needs no transcript."""
    match part.group:
        case Media() as media:
            return Shown(part, media, _original(media.file, student))
        case Avatar(file=file, alt=alt):
            return Shown(part, Media(file=file, alt=alt, shows=(student.id,)), _original(file, student))
        case SayMyName(audio=file, phonetic=phonetic) if file:
            said = phonetic or student.profile.record.name
            media = Media(file=file, transcript=said, shows=(student.id,))
            return Shown(part, media, _original(file, student), "audio")
        case _:
            return None


def _original(file: str, student: Student) -> MediaFile | None:
    return student.media.get(normalize("NFC", file))
