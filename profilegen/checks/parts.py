"""What a student's folder holds, laid out for the rules: every picture, text and piece of feedback, with its place and
the widest audience that it asks for.

What it asks for is not yet what it gets: consents are not looked at here. `profilegen.model.reader` decides who sees
what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from unicodedata import normalize

from profilegen.model.audience import Audience
from profilegen.model.records import Agreement, Avatar, Feedback, Media, Profile, Record, Report, SayMyName, Testimonial
from profilegen.model.school import Filed, Key, MediaFile, Places, School, Student
from profilegen.problems import Problem
from profilegen.rules import problem_at

_NOT_WIDENED_UNASKED = ("pronouns", "journey", "goals")  # `show` alone lets these out of the family


def walk(value: object, key: Key = ()) -> Iterator[tuple[Key, object]]:
    """A record and everything in it, outermost first, each with its key as people write it: ("feedback", 0, "from")."""
    yield key, value
    if isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*key, field.alias or name))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from walk(one, (*key, number))
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from walk(one, (*key, name))


def everything_filed(student: Student) -> Iterator[Filed[Record]]:
    """The profile, then every other record."""
    yield student.profile
    yield from student.records()


def asked_for(filed: Filed[Record], student: Student, school: School) -> Audience:
    """The widest audience that a record asks for: the narrowest of profile and record."""
    if isinstance(filed.record, Report):
        return Audience.FAMILY
    audiences = (student.profile.record.audience, getattr(filed.record, "audience", None))
    return min(school.default_audience if audience is None else audience for audience in audiences)


def asked_by_feedback(feedback: Feedback, around: Audience) -> Audience:
    """The widest audience that a piece of feedback asks for, in a record that asks for `around`."""
    starts_at = Audience.TEACHERS if feedback.audience is None else feedback.audience
    without = Audience.FAMILY if feedback.from_.role == "teacher" else Audience.PRIVATE
    return min(around, starts_at, agreed_to(feedback.agreed, without))


def agreed_to(agreement: Agreement | None, without: Audience) -> Audience:
    """The widest audience that an author agreed to; `without` any agreement as said."""
    if agreement is None:
        return without
    return Audience.FAMILY if agreement.widest is None else agreement.widest


def asked_at(filed: Filed[Record], key: Key, student: Student, school: School) -> Audience:
    """The widest audience that one field of a record asks for."""
    audience = asked_for(filed, student, school)
    record = filed.record
    if isinstance(record, Profile) and key:
        starts_at = Audience.FAMILY if key[0] in _NOT_WIDENED_UNASKED else audience
        return min(audience, record.show.get(str(key[0]), starts_at))
    if isinstance(record, Testimonial):
        return min(audience, agreed_to(record.agreed, Audience.PRIVATE))
    if len(key) > 1 and key[0] == "feedback":
        feedback: Feedback = record.feedback[key[1]]  # type: ignore[attr-defined]  # only a reflection has feedback
        return asked_by_feedback(feedback, audience)
    return audience


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, recording or document where a record shows it. `original` is None where there is no such file."""

    media: Media
    original: MediaFile | None
    filed: Filed[Record]
    key: Key
    asked: Audience

    @property
    def is_picture(self) -> bool:
        """Whether the original is a picture."""
        return self.original is not None and self.original.kind == "picture"

    @property
    def is_recording(self) -> bool:
        """Whether the original is a recording: sound or film."""
        return self.original is not None and self.original.kind == "recording"

    def problem(self, rule: str, message: str, hint: str, field: str = "file") -> Problem:
        """A problem with it, at one of its fields."""
        return problem_at(rule, message, hint, self.filed.places, *self.key, field)


def shown_by(student: Student, school: School) -> Iterator[Shown]:
    """Everything that the records show, the portrait and the spoken name among it, in the order of the files."""
    for filed in everything_filed(student):
        for key, value in walk(filed.record):
            media = _as_media(value, student)
            if media is not None:
                original = student.media.get(normalize("NFC", media.file))
                yield Shown(media, original, filed, key, asked_at(filed, key, student, school))


def _as_media(value: object, student: Student) -> Media | None:
    """Portrait and spoken name are of the student; a name that is written needs no transcript."""
    if isinstance(value, Media):
        return value
    if isinstance(value, Avatar):
        return Media(file=value.file, alt=value.alt, shows=(student.id,))
    if isinstance(value, SayMyName) and value.audio:
        transcript = value.phonetic or student.profile.record.name
        return Media(file=value.audio, transcript=transcript, shows=(student.id,))
    return None


def feedback_in(student: Student) -> Iterator[tuple[Filed[Record], int, Feedback]]:
    """Every piece of feedback, with its record and its number there."""
    for filed in student.reflections:
        for number, feedback in enumerate(filed.record.feedback):
            yield filed, number, feedback


def versions_of(filed: Filed[Record]) -> Iterator[tuple[Record, Places]]:
    """A record, and the same in other languages. A translation's places are only as exact as its file."""
    yield filed.record, filed.places
    path = PurePosixPath(filed.places.file)
    for language, record in filed.translations.items():
        yield record, Places(str(path.with_name(f"{path.stem}.{language}{path.suffix}")))


def texts_in(record: Record) -> Iterator[tuple[Key, str]]:
    """Every text that a person wrote in a record, empty ones left out."""
    for key, value in walk(record):
        if isinstance(value, str) and value:
            yield key, value
