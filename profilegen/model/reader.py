"""Who is looking: one audience, at one student, on one day. Every question of who may see what is answered here.

Only `profilegen.model.viewing` asks, and `standing` beside it. The sentences of the design that each method keeps are
in its docstring.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from profilegen.model.addresses import holds_surname, surname_words
from profilegen.model.audience import Audience
from profilegen.model.elsewhere import is_elsewhere
from profilegen.model.known_skills import KnownSkills, known_skills
from profilegen.model.mentions import mentions_of
from profilegen.model.names import given_name, person_first_name, without_surname
from profilegen.model.records import Agreement, Feedback, Media, Source
from profilegen.model.school import MediaFile, School, Student, StudentCard
from profilegen.model.views import CaptionsView, CueView, MediaView, PersonView

_SHOWN = ("picture", "recording", "document")
_FIELD_STARTS_AT = {"pronouns": Audience.PRIVATE, **dict.fromkeys(("journey", "goals", "growth"), Audience.FAMILY)}


def called(card: StudentCard, audience: Audience) -> str:
    """What a student is called where first names are used: `name_for`, `known_as`, or the given name.

    Of a `known_as` the words of the surname are left out: a full name needs more than that.
    """
    chosen = card.name_for.get(audience.word, "")
    if chosen:
        return without_surname(chosen, card.name) if audience is Audience.PUBLIC else chosen
    known_as = card.known_as if audience <= card.show.get("known_as", Audience.PUBLIC) else ""
    return without_surname(known_as, card.name) if known_as else given_name(card.name)


def shows_full_name(school: School, card: StudentCard, audience: Audience, today: date) -> bool:
    """Whether a student is shown under the full name in school and public sites: only with consent."""
    return (
        card.name_for.get(audience.word, "") == ""
        and audience <= card.show.get("name", Audience.PUBLIC)
        and school.covers(card.id, "full_name", audience, today)
    )


def display_name(school: School, card: StudentCard, audience: Audience, today: date) -> str:
    """The name at the head of a student's own pages.

    `name_for` gives another name to one audience. Private, teachers and family know the student as `known_as` or by the
    full name; school and public by the first name, or with consent by the full name.
    """
    if audience >= Audience.SCHOOL:
        full = shows_full_name(school, card, audience, today)
        return card.name if full else called(card, audience)
    if audience.word in card.name_for:
        return card.name_for[audience.word]
    known_as = card.known_as if audience <= card.show.get("known_as", Audience.PUBLIC) else ""
    may_have_full = audience <= card.show.get("name", Audience.PUBLIC)
    return known_as or (card.name if may_have_full else given_name(card.name))


@dataclass(frozen=True, slots=True)
class Reader:
    """An audience looking at a student's profile today."""

    student: Student
    school: School
    audience: Audience
    today: date
    mentions: Mapping[str, Sequence[Media]]  # of each original, by SHA-256: every place that shows it
    is_admitted: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_admitted", self._is_admitted())  # every other question asks it first

    @classmethod
    def of(cls, student: Student, school: School, audience: Audience, today: date) -> Reader:
        """An audience of this student, today."""
        return cls(student, school, audience, today, mentions_of(student))

    @property
    def card(self) -> StudentCard:
        """The student's own card."""
        return StudentCard.of(self.student.id, self.student.profile.record)

    @property
    def skills(self) -> KnownSkills:
        """What the words of this student's skills mean."""
        return known_skills(self.school, self.student.arrivals)

    @property
    def lang(self) -> str:
        """The language of the student's pages, and of what says no other."""
        return self.student.profile.record.lang or self.school.settings.locale

    @property
    def profile_audience(self) -> Audience:
        """The widest audience of the profile, and so of everything in it but reports."""
        return self._or_default(self.student.profile.record.audience)

    def _is_admitted(self) -> bool:
        """Whether the profile itself is for this audience.

        Public needs all three: the record's own `audience: public`, the student's consent `public`, and the school's
        `publishing: {public: yes}`; and no id with the surname in it, as the id is part of every address.
        """
        if self.audience > self.profile_audience:
            return False
        if self.audience is not Audience.PUBLIC:
            return True
        return (
            self.school.settings.publishing.public
            and self.school.covers(self.student.id, "public", Audience.PUBLIC, self.today)
            and self.address_is_safe(self.student.id)
        )

    def _or_default(self, audience: Audience | None) -> Audience:
        """What a teacher writes of their own practice goes to teachers, unless they say so themselves."""
        if audience is not None:
            return audience
        default = self.school.default_audience
        return min(default, Audience.TEACHERS) if self._is_teacher else default

    @property
    def _is_teacher(self) -> bool:
        return self.student.profile.record.kind == "teacher"

    def may_see(self, audience: Audience | None) -> bool:
        """Whether a record with this `audience` field is for this reader: the narrowest of profile and record."""
        return self.is_admitted and self.audience <= self._or_default(audience)

    def may_see_field(self, field: str) -> bool:
        """Whether a profile field is: `show` sets each field's audience; pronouns start private, journey, goals and
        growth at family, the others at the profile's own."""
        starts_at = _FIELD_STARTS_AT.get(field, self.profile_audience)
        return self.is_admitted and self.audience <= self.student.profile.record.show.get(field, starts_at)

    def may_see_address(self, slug: str) -> bool:
        """Whether a record with this slug is: in public, nothing whose id or slug holds the surname."""
        return self.audience is not Audience.PUBLIC or self.address_is_safe(slug)

    def address_is_safe(self, slug: str) -> bool:
        """Whether an address can be made of this slug without telling the surname."""
        profile = self.student.profile.record
        return not holds_surname(slug, surname_words(profile.name, profile.known_as))

    def agreed(self, agreement: Agreement | None, without: Audience = Audience.PRIVATE) -> bool:
        """Whether the author agreed to this audience: as widely as `agreed.widest` allows, family if it only says
        when; `without` any agreement, private."""
        if agreement is None:
            return self.audience <= without
        return self.audience <= (Audience.FAMILY if agreement.widest is None else agreement.widest)

    def may_see_feedback(self, feedback: Feedback) -> bool:
        """Received feedback starts at teachers until the student shows it; a teacher's own needs no agreement up to
        family."""
        starts_at = Audience.TEACHERS if feedback.audience is None else feedback.audience
        without = Audience.FAMILY if feedback.from_.role == "teacher" else Audience.PRIVATE
        return self.is_admitted and self.audience <= starts_at and self.agreed(feedback.agreed, without)

    def person(self, source: Source, has_agreed: bool) -> PersonView:
        """An author as this reader may know them.

        Public knows everybody by first name. Private, family and school know other students by first name, and only
        those who agreed; teachers know the names in full. A peer is a student even in a profile that says
        `kind: teacher`: whoever writes a profile can say so, and it shall not tell a classmate's surname.
        """
        is_colleague = self._is_teacher and source.role == "peer" and not source.student
        role = "colleague" if is_colleague else source.role
        return PersonView(self._person_name(source, has_agreed), role, source.relation)

    def _person_name(self, source: Source, has_agreed: bool) -> str:
        is_student = bool(source.student) or source.role == "peer"
        card = self.school.cards.get(source.student)
        if self.audience is Audience.TEACHERS:
            return card.name_for.get(self.audience.word, source.name) if card else source.name
        if not is_student and self.audience is not Audience.PUBLIC:
            return source.name
        if is_student and not has_agreed:
            return ""
        if card:  # this student's family is not the author's: they know each other as the school does
            return called(card, max(self.audience, Audience.SCHOOL))
        if source.student in self.school.student_ids:  # whose profile cannot be read: nobody knows what they wish
            return ""
        return person_first_name(source.name)

    def media(self, all_media: Sequence[Media], lang: str) -> tuple[MediaView, ...]:
        """Those pictures, recordings and documents that this reader may see, in their order."""
        views = (self._media_view(media, lang) for media in all_media)
        return tuple(view for view in views if view is not None)

    def media_file(self, file: str) -> MediaFile | None:
        """The original that a record names, whatever way its letters are composed."""
        return self.student.media.get(unicodedata.normalize("NFC", file))

    def _media_view(self, media: Media, lang: str) -> MediaView | None:
        original = self.media_file(media.file)
        if original is None or original.kind not in _SHOWN or not self.may_see_media(media, original):
            return None
        return MediaView(
            sha256=original.sha256,
            kind=original.kind,
            alt="" if media.decorative else media.alt,
            decorative=media.decorative,
            caption=media.caption,
            transcript=media.transcript,
            lang=media.lang or lang,
            film=original.film,
            captions=self._captions(media, lang),
            download=media.download and original.kind == "document",
        )

    def _captions(self, media: Media, lang: str) -> CaptionsView | None:
        """The captions go wherever their recording goes: they are its words."""
        written = self.media_file(media.captions) if media.captions else None
        if written is None or not written.cues:
            return None
        cues = (CueView(cue.start, cue.end, cue.text) for cue in written.cues)
        return CaptionsView(media.lang or lang, tuple(cues))

    def withholds(self, all_media: Sequence[Media]) -> bool:
        """Whether one of these is there and may not be seen by this reader."""
        found = ((media, self.media_file(media.file)) for media in all_media)
        return any(original is not None and not self.may_see_media(media, original) for media, original in found)

    def may_see_media(self, media: Media, original: MediaFile) -> bool:
        """Whether a picture or recording is for this reader: wherever it is shown, its strictest marking holds."""
        return all(self._allows(one, original) for one in (media, *self.mentions.get(original.sha256, ())))

    def _allows(self, media: Media, original: MediaFile) -> bool:
        """Whether one marking lets this reader see the original.

        Withheld, but from the student's own private build, when a student whom it shows has no consent that covers the
        audience, has one that has run out, or is unknown. Not marked with `shows`: family at most. `others`: teachers,
        or family where the school says `group_media_home`. A pupil of another school: family, for which that school
        packed it. Public: no picture of a person under a full name.
        """
        if self.audience is Audience.PRIVATE:
            return True
        if media.shows is None:
            return self.audience <= Audience.FAMILY
        group_media_home = self.school.settings.publishing.group_media_home
        if "others" in media.shows and self.audience > (Audience.FAMILY if group_media_home else Audience.TEACHERS):
            return False
        if self.audience > Audience.FAMILY and any(map(is_elsewhere, media.shows)):
            return False
        students = [student for student in media.shows if student != "others" and not is_elsewhere(student)]
        consent = "recordings" if original.kind == "recording" else "photos"  # a page of a document may be a photo
        if not all(self.school.covers(student, consent, self.audience, self.today) for student in students):
            return False
        return self.audience is not Audience.PUBLIC or not self._names_a_face(students, original)

    def _names_a_face(self, students: Sequence[str], original: MediaFile) -> bool:
        """Names without pictures, or pictures without names."""
        if not students or (original.kind == "recording" and not original.film):
            return False
        known = [self.school.cards[student] for student in (*students, self.student.id) if student in self.school.cards]
        return any(shows_full_name(self.school, card, self.audience, self.today) for card in known)
