"""What of a student travels in a pack: which records, which parts of them, which originals; and why the rest does not.

`view_for` decides what a site shows; here it is decided which *files* go along, with the same `Reader` and so by the
same rules. A pack for the next school holds what the family may see, the student's own copy holds what the student may
see; other people's words and faces need their own agreement in both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from profilegen.model.audience import Audience
from profilegen.model.carried_profile import hidden_in_profile
from profilegen.model.carrying_reasons import Cut as Cut
from profilegen.model.carrying_reasons import Why as Why
from profilegen.model.elsewhere import is_elsewhere
from profilegen.model.forms import groups_in
from profilegen.model.names import person_first_name
from profilegen.model.reader import Reader
from profilegen.model.records import (
    Conference,
    ConferencePiece,
    Feedback,
    Growth,
    Media,
    Profile,
    Record,
    Reflection,
    Report,
    Response,
    Showcase,
    SkillUse,
    Source,
    Statement,
    StatementAnswer,
    Strength,
    Testimonial,
)
from profilegen.model.school import Filed, Key, MediaFile, School, Student
from profilegen.model.statements import statement_audience

_OTHERS = "others"
_NOTES = ("say", "strengths", "next")  # of a conference: what the student means to say, and the family hears


@dataclass(frozen=True, slots=True)
class Taken:
    """A record's file that goes along, and what of it stays behind. `path` is relative to the student's folder.

    A translation `is_lent` the facts of its original, so a part that stays behind need not stand in it at all.
    """

    path: str
    cuts: tuple[Cut, ...] = ()
    is_lent: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that stays behind: its path in the student's folder, what it is (`reflection`, `media`), and why."""

    path: str
    what: str
    why: Why


@dataclass(frozen=True, slots=True)
class Carried:
    """Everything that goes along, and everything known that does not. `media` are paths in the media folder."""

    records: tuple[Taken, ...]
    media: frozenset[str]
    left_out: tuple[LeftOut, ...]
    frameworks: frozenset[str] = frozenset()  # those of the school's that the skills are of which go along


def carried(student: Student, school: School, today: date, *, everything: bool = False) -> Carried | None:
    """What of this student travels today; None where the profile is not for the family, and so for no next school.

    `everything` is for the student's own copy: private records and reports too.
    """
    reader = Reader.of(student, school, Audience.FAMILY, today)
    if not (everything or reader.is_admitted):
        return None
    return _Choice(reader, everything=everything).made()


class _Choice:
    """The choice as it is made, record by record."""

    def __init__(self, reader: Reader, *, everything: bool) -> None:
        self.reader, self.everything = reader, everything
        self.teachers = Reader.of(reader.student, reader.school, Audience.TEACHERS, reader.today)
        self.left: dict[str, Why] = {}  # records that stay behind, by their path
        self.shown: set[str] = set()  # originals that a part of a record shows which goes along
        self.refused: dict[str, Why] = {}  # originals that may not go along
        self.frameworks: set[str] = set()  # of skills

    def made(self) -> Carried:
        student = self.reader.student
        for filed in student.records():
            if why := self._why_not(filed):
                self.left[filed.path] = why
        for showcase in student.showcases:
            if showcase.path not in self.left and all(map(self._stays, showcase.record.shows)):
                self.left[showcase.path] = Why.REFERENCE
        taken: list[Taken] = [*self._profile(student.profile)]
        left: list[LeftOut] = []
        for filed in student.records():
            if why := self.left.get(filed.path):
                left += (LeftOut(one.path, _kind(filed), why) for one in (filed, *filed.translations.values()))
                continue
            taken.append(Taken(filed.path, tuple(self._cuts(filed.record))))
            taken += self._translations(filed, left)
        media, media_left = self._media()
        return Carried(tuple(taken), media, (*left, *media_left), frozenset(self.frameworks))

    # Records

    def _why_not(self, filed: Filed[Any]) -> Why | None:
        """Why a record stays behind as a whole; None where it goes along."""
        record = filed.record
        if isinstance(record, Testimonial) and not self.reader.agreed(record.agreed):
            return Why.AGREEMENT
        if isinstance(record, Testimonial) and not record.text.strip(" .…") and not self._goes(record.media):
            return Why.CONSENT
        if self.everything:
            return None
        if isinstance(record, Report):
            return Why.REPORT
        if isinstance(record, Statement):
            return Why.TEACHERS if statement_audience(record) is Audience.TEACHERS else Why.PRIVATE
        if why := self._too_narrow(record):
            return why
        has_ended = isinstance(record, Showcase) and record.until is not None and self.reader.today > record.until
        return Why.ENDED if has_ended else None

    def _too_narrow(self, record: Any) -> Why | None:
        audience: Audience | None = record.audience
        if self.reader.may_see(audience):
            return None
        return Why.TEACHERS if self.teachers.may_see(audience) else Why.PRIVATE

    def _translations(self, filed: Filed[Any], left: list[LeftOut]) -> Iterator[Taken]:
        """A translation says less than its original, and goes where that goes, unless it says that it is for fewer."""
        for other in filed.translations.values():
            audience = getattr(other.record, "audience", None)
            why = None if self.everything or audience is None else self._too_narrow(other.record)
            if why:
                left.append(LeftOut(other.path, _kind(filed), why))
            else:
                yield Taken(other.path, tuple(self._cuts(other.record, filed.record)), is_lent=True)

    def _profile(self, filed: Filed[Profile]) -> Iterator[Taken]:
        for one in (filed, *filed.translations.values()):
            hidden = () if self.everything else tuple(hidden_in_profile(one.record, self.reader))
            cuts = (*hidden, *self._cuts(one.record, but=[cut.key for cut in hidden]))
            yield Taken(one.path, cuts, is_lent=one is not filed)

    # Parts of records

    def _cuts(self, record: Record, original: Record | None = None, but: Collection[Key] = ()) -> Iterator[Cut]:
        """What of a record stays behind. `but` are parts that stay behind anyway."""
        gone = list(but)
        for key, part in groups_in(record):
            if any(key[: len(one)] == one for one in gone):
                continue
            for cut in self._cuts_in(key, part, original):
                if cut.instead == "":
                    gone.append(cut.key)
                yield cut
            if key not in gone and isinstance(part, SkillUse | Strength | Growth):
                self._framework_of(part)

    def _framework_of(self, use: SkillUse | Strength | Growth) -> None:
        """Those of other schools are in the arrivals already, which go along as they are."""
        known = self.reader.skills.find(use.skill, use.belongs_to) if use.skill else None
        if known and known.key in self.reader.school.frameworks:
            self.frameworks.add(known.key)

    def _cuts_in(self, key: Key, part: Record, original: Record | None) -> Iterator[Cut]:
        if isinstance(part, Feedback):
            if why := self._why_no_feedback(part, original):
                yield Cut(key, why)
        elif isinstance(part, Source):
            yield from self._without_surname(key, part)
        elif isinstance(part, Media):
            yield from self._media_cut(key, part)
        elif isinstance(part, Profile):
            yield from self._files_of_profile(part)
        else:
            yield from self._references(key, part)

    def _why_no_feedback(self, feedback: Feedback, original: Record | None) -> Why | None:
        if isinstance(original, Reflection):  # a translation: its original says who agreed to what
            same = [one for one in original.feedback if _author_and_day(one) == _author_and_day(feedback)]
            return next(
                (why for one in same if (why := self._why_no_feedback(one, None))), None if same else Why.AGREEMENT
            )
        without = Audience.FAMILY if feedback.from_.role == "teacher" else Audience.PRIVATE
        if not self.reader.agreed(feedback.agreed, without):
            return Why.AGREEMENT
        if not self.everything and not self.reader.may_see_feedback(feedback):
            return Why.TEACHERS if self.teachers.may_see_feedback(feedback) else Why.PRIVATE
        return Why.CONSENT if not feedback.comment and not self._goes(feedback.media) else None

    def _without_surname(self, key: Key, source: Source) -> Iterator[Cut]:
        """Another student goes along under the first name, as the family knows them."""
        if source.student or source.role == "peer":
            first = self.reader.person(source, has_agreed=True).name or person_first_name(source.name)
            if first != source.name:
                yield Cut((*key, "name"), Why.SURNAME, first)

    def _media_cut(self, key: Key, media: Media) -> Iterator[Cut]:
        if self._goes([media]):
            self.shown |= {unicodedata.normalize("NFC", file) for file in (media.file, media.captions) if file}
        else:
            yield Cut(key, Why.CONSENT)

    def _files_of_profile(self, profile: Profile) -> Iterator[Cut]:
        for key, file in _own_files(profile):
            if self._goes([Media(file=file, shows=(self.reader.student.id,))]):
                self.shown.add(unicodedata.normalize("NFC", file))
            else:
                yield Cut(key, Why.CONSENT)

    def _references(self, key: Key, part: Record) -> Iterator[Cut]:
        if isinstance(part, Showcase):
            yield from (
                Cut((*key, "shows", number), Why.REFERENCE) for number, one in enumerate(part.shows) if self._stays(one)
            )
        elif isinstance(part, Testimonial) and self._stays(part.about):
            yield Cut((*key, "about"), Why.REFERENCE)
        elif isinstance(part, Response) and self._stays(part.changed):
            yield Cut((*key, "changed"), Why.REFERENCE)
        elif any(self._stays(one) for one in _pieces_named(part)):
            yield Cut(key, Why.REFERENCE)
        elif isinstance(part, StatementAnswer):
            yield from (
                Cut((*key, "evidence", number), Why.REFERENCE)
                for number, one in enumerate(part.evidence)
                if self._stays(one)
            )
        elif isinstance(part, Conference | ConferencePiece) and not self.everything:
            yield from (Cut((*key, name), Why.NOTES) for name in _NOTES if getattr(part, name, ""))

    def _stays(self, reference: str) -> bool:
        """Whether the record that a reference names stays behind."""
        wanted = _without_ending(reference)
        return bool(reference) and any(
            wanted == _without_ending(path) or (path.startswith("reflections/") and wanted == _slug(path))
            for path in self.left
        )

    # Originals

    def _goes(self, all_media: Iterable[Media]) -> bool:
        """Whether one of these originals at least may go along."""
        return any(self._may_go(media) for media in all_media)

    def _may_go(self, media: Media) -> bool:
        original = self.reader.media_file(media.file)
        if original is None:
            return False
        mentions = (media, *self.reader.mentions.get(original.sha256, ()))
        may = (
            all(self._others_agree(one, original) for one in mentions)
            if self.everything
            else self.reader.may_see_media(media, original)
        )
        if not may:
            self.refused[original.path] = Why.CONSENT
        return may

    def _others_agree(self, media: Media, original: MediaFile) -> bool:
        """Whether everybody but the student agreed that the family may have it."""
        school, kind = self.reader.school, "recordings" if original.kind == "recording" else "photos"
        return all(
            school.settings.publishing.group_media_home
            if one == _OTHERS
            else school.covers(one, kind, Audience.FAMILY, self.reader.today)
            for one in media.shows or ()
            if one != self.reader.student.id and not is_elsewhere(one)
        )

    def _media(self) -> tuple[frozenset[str], tuple[LeftOut, ...]]:
        student = self.reader.student
        going = {path for path in self.shown if path in student.media}
        if self.everything and student.is_whole:  # a record that cannot be read may say whom an original shows
            mentions = self.reader.mentions
            going |= {path for path, one in student.media.items() if one.sha256 not in mentions}
        left = (
            LeftOut(f"media/{path}", "media", self.refused.get(path, Why.UNUSED))
            for path in sorted(student.media)
            if path not in going
        )
        return frozenset(going), tuple(left)


def _pieces_named(part: Record) -> tuple[str, ...]:
    """The pieces without which a part says nothing."""
    match part:
        case ConferencePiece(record=record):
            return (record,)
        case Growth(then=then, now=now):
            return (then, now)
        case _:
            return ()


def _own_files(profile: Profile) -> Iterator[tuple[Key, str]]:
    if profile.avatar:
        yield ("avatar",), profile.avatar.file
    if profile.say_my_name and profile.say_my_name.audio:
        yield ("say_my_name", "audio"), profile.say_my_name.audio


def _author_and_day(feedback: Feedback) -> tuple[object, str]:
    return feedback.date, feedback.from_.student or feedback.from_.name


def _kind(filed: Filed[Any]) -> str:
    return type(filed.record).__name__.lower()


def _without_ending(path: str) -> str:
    for ending in (".yaml", ".yml", ".md"):
        path = path.removesuffix(ending)
    return path


def _slug(path: str) -> str:
    return _without_ending(path).partition("/")[2]
