"""What one audience may see of one student: the types that a theme's templates receive.

They are the theme author's API: every field is documented here, and whatever is not here cannot be shown. Text that
a person wrote is plain text unless its line says Markdown. An absent text is "", an absent group None, an absent
list (). `address` is relative to the student's own folder, percent-encoded, and may end in a fragment. `lang` is
always filled in.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, Literal, dataclass_transform

from profilegen.model.audience import Audience
from profilegen.model.frozen import Frozen
from profilegen.model.school import MediaKind
from profilegen.model.theme import ThemeWish as ThemeWish


@dataclass_transform(frozen_default=True)
class View(Frozen):
    """What one audience may see of something: a dataclass in all but that its methods are those of `Frozen`."""

    def __init_subclass__(cls) -> None:
        own: Any = dataclass(init=False, repr=False, eq=False)(cls)
        cls._with_fields({field.name: field.default is MISSING for field in fields(own)})


class CueView(View):
    """What is said between two moments of a recording, in milliseconds from its beginning."""

    start: int
    end: int
    text: str


class CaptionsView(View):
    """The captions of a recording, in the order of time."""

    lang: str
    cues: tuple[CueView, ...]


class MediaView(View):
    """A picture, recording or document that this audience may see. The original's name is not known here."""

    sha256: str  # of the original: what derivatives are made and named from
    kind: MediaKind
    alt: str = ""
    decorative: bool = False
    caption: str = ""
    transcript: str = ""
    lang: str = ""
    film: bool = False  # a recording with pictures
    captions: CaptionsView | None = None  # of a recording
    download: bool = False  # of a document: whether a clean copy may be saved

    @property
    def said(self) -> str:
        """What is said in a recording, in writing: its transcript, or else the words of its captions."""
        if self.transcript or self.captions is None:
            return self.transcript
        return " ".join(cue.text for cue in self.captions.cues)


class PersonView(View):
    """An author. `name` is "" where the author may not be named: show the role instead."""

    name: str
    role: str  # peer teacher mentor employer family coach other; colleague: a teacher's peer
    relation: str = ""


class TranslationView(View):
    """The same in another language.

    `words` has the shape of what it translates: of a ReflectionView another ReflectionView, of a piece a PieceView, of
    the profile's own fields a ProfileWordsView. What a translation does not say is empty in it; pictures, people, days
    and addresses are those of the original.
    """

    lang: str
    words: (
        PieceView
        | ReflectionView
        | TestimonialView
        | AchievementView
        | ShowcaseView
        | ConferenceView
        | ReportView
        | ProfileWordsView
    )


class PieceView(View):
    """A link to a record: a showcase's piece, a skill's evidence, what a testimonial is about."""

    kind: Literal["reflection", "testimonial", "achievement", "report", "showcase"]
    title: str
    address: str
    date: date | None = None
    lang: str = ""
    picture: MediaView | None = None  # the record's first picture, film or document: what a list shows of it
    evidence: str = ""  # on a skill's page: where the skill can be seen in the piece
    step: int | None = None  # on a skill's page
    step_name: str = ""
    author: PersonView | None = None  # of a testimonial
    text: str = ""  # Markdown: the piece's own words
    recording: MediaView | None = None  # the record's first recording, film or voice
    translations: tuple[TranslationView, ...] = ()  # `words` of each: a PieceView
    written: str = ""  # on a skill's page: the skill that the record names, where a crosswalk led here
    written_in: str = ""  # and the framework of that skill


class SkillView(View):
    """A skill as a record names it."""

    name: str  # in the framework; the word as written where no framework knows it
    address: str  # of its story on the page of skills
    written: str = ""  # the word the student wrote, where it is another (an older name)
    step: int | None = None
    step_name: str = ""
    evidence: str = ""
    framework: str = ""  # its framework's name, where that is another school's or a crosswalk leads on
    story: str = ""  # the skill in whose story it is shown, where a crosswalk leads there


class GrowthView(View):
    """Two pieces that the student has put side by side: what was then, and what is now."""

    then: PieceView
    now: PieceView
    title: str = ""
    says: str = ""  # Markdown: what changed, in the student's words
    skill: SkillView | None = None


class SkillStoryView(View):
    """A skill's story in time: its pieces, oldest first."""

    slug: str
    name: str
    framework: str
    about: str
    pieces: tuple[PieceView, ...]
    because: str = ""  # Markdown: what the profile says of it as a strength
    growth: tuple[GrowthView, ...] = ()  # pairs of pieces that the student chose for it


class ResponseView(View):
    """What the student answered to feedback."""

    date: date | None
    text: str  # Markdown
    media: tuple[MediaView, ...] = ()
    changed: PieceView | None = None  # the record that changed
    changed_draft: int | None = None  # or the number of the draft that changed, from 1


class FeedbackView(View):
    """A comment on a piece of work, and its response. Never a score."""

    author: PersonView
    date: date
    comment: str  # Markdown
    media: tuple[MediaView, ...] = ()
    asks: str = ""
    response: ResponseView | None = None


class DraftView(View):
    """An earlier state of a piece of work; `number` counts from 1."""

    number: int
    date: date | None
    note: str
    media: tuple[MediaView, ...]


class JudgementView(View):
    """The student's own judgement."""

    against: str
    went_well: str  # Markdown
    not_yet: str  # Markdown


class PersonalBestView(View):
    """Progress against the student's own earlier work."""

    what: str
    before: str
    now: str


class RememberView(View):
    """Something worth remembering."""

    question: str
    answer: str


class ReflectionView(View):
    """Work I did and what I learned from it."""

    slug: str
    address: str
    title: str
    date: date
    lang: str
    subject: str = ""
    setting: str = ""
    learning_intention: str = ""
    prompt: str = ""  # the question that it answers
    body: str = ""  # Markdown
    media: tuple[MediaView, ...] = ()
    skills: tuple[SkillView, ...] = ()
    drafts: tuple[DraftView, ...] = ()
    judgement: JudgementView | None = None
    feedback: tuple[FeedbackView, ...] = ()
    personal_best: PersonalBestView | None = None
    next_step: str = ""
    remember: tuple[RememberView, ...] = ()
    featured: bool = False
    translations: tuple[TranslationView, ...] = ()
    testimonials: tuple[PieceView, ...] = ()  # those about this reflection


class TestimonialView(View):
    """What somebody says about my work."""

    slug: str
    address: str
    author: PersonView
    date: date
    lang: str
    text: str = ""  # Markdown
    media: tuple[MediaView, ...] = ()
    about: PieceView | None = None
    skills: tuple[SkillView, ...] = ()
    translations: tuple[TranslationView, ...] = ()


class AchievementView(View):
    """Something I reached."""

    slug: str
    address: str
    title: str
    kind: str  # academic applied creative sport service qualification badge
    date: date
    lang: str
    awarded_by: str = ""
    description: str = ""  # Markdown
    result: str = ""  # qualifications only
    media: tuple[MediaView, ...] = ()
    skills: tuple[SkillView, ...] = ()
    translations: tuple[TranslationView, ...] = ()


class ShowcaseView(View):
    """A choice of pieces for one reader and purpose."""

    slug: str
    address: str
    title: str
    for_whom: str
    intro: str  # Markdown
    pieces: tuple[PieceView, ...]  # in the words of a translation none: each has its own translations
    lang: str
    until: date | None = None
    translations: tuple[TranslationView, ...] = ()


class ConferencePieceView(View):
    """A piece of work at a conference, and what the student wants to say about it."""

    piece: PieceView
    say: str = ""


class ConferenceView(View):
    """What a student shows and says when the family comes to school; "" and () where the student wrote nothing."""

    lang: str
    date: date | None = None  # None: no record, but what the profile has to show
    welcome: str = ""
    pieces: tuple[ConferencePieceView, ...] = ()
    strengths: str = ""
    next: str = ""
    questions: tuple[str, ...] = ()  # to the family
    thanks: str = ""
    translations: tuple[TranslationView, ...] = ()


class SubjectReportView(View):
    """One subject in a report."""

    subject: str
    achievements: str  # Markdown
    next: str  # Markdown
    achievements_room: int | None = None  # how many of its words fit on paper, where not all of them do
    next_room: int | None = None
    is_on_paper: bool = True  # whether two sheets have room for it; paper names those that it leaves out


class AttendanceView(View):
    """Attendance in sessions (half days)."""

    possible: int
    attended: int | None
    unauthorised: int | None


class ResultView(View):
    """A public exam or qualification result. Printed on a sheet of its own, never beside a comment."""

    subject: str
    qualification: str
    result: str
    date: date | None
    is_on_paper: bool = True


class YearPieceView(View):
    """A piece of the year's work in a report, and what the student wrote to do next."""

    piece: PieceView
    subject: str = ""
    next_step: str = ""


class YearView(View):
    """A school year in the student's own words: what a report begins with. A choice, as paper is short."""

    first_day: date
    last_day: date
    pieces: tuple[YearPieceView, ...] = ()  # the featured reflections of the year, or else its newest; oldest first
    has_more: bool = False  # whether the profile has more work of that year
    said: PieceView | None = None  # a testimonial of the year, in writing


class ReportView(View):
    """The school's report of one year: private, teachers and family only."""

    school_year: str
    address: str
    name: str  # the student's full name
    lang: str
    progress: str = ""  # Markdown
    subjects: tuple[SubjectReportView, ...] = ()
    attendance: AttendanceView | None = None
    results: tuple[ResultView, ...] = ()
    discussion: str = ""  # Markdown
    by: str = ""
    translations: tuple[TranslationView, ...] = ()
    year: YearView | None = None  # None where the school year cannot be told, or the profile is not for this audience
    progress_room: int | None = None  # how many of its words fit on paper, where not all of them do
    discussion_room: int | None = None
    own_room: int = 24  # how many words of each piece of the student's own work fit, in whole sentences
    is_dense: bool = False  # whether there are so many subjects that paper sets their names into the line


class StrengthView(View):
    """A strength, why, and the pieces that show it."""

    skill: SkillView
    because: str  # Markdown
    pieces: tuple[PieceView, ...] = ()


class GoalView(View):
    """What the student is working on next."""

    goal: str
    why: str = ""
    next_step: str = ""
    by: str = ""
    status: str = ""


class JourneyStopView(View):
    """A school, and the years there."""

    school: str
    from_when: str = ""
    until: str = ""
    classes: tuple[str, ...] = ()


class ArrivalView(View):
    """Coming to this school from another: the school, and the day."""

    school: str  # "" where its name is not known
    date: date


class ProfileWordsView(View):
    """The profile's own fields in another language, as far as they are translated."""

    pronouns: str = ""
    languages: tuple[str, ...] = ()
    introduction: MediaView | None = None
    tagline: str = ""
    about: str = ""  # Markdown
    strengths: tuple[StrengthView, ...] = ()  # in the order of the original's, without pieces
    interests: tuple[str, ...] = ()
    goals: tuple[GoalView, ...] = ()  # as many as the original has, or none
    journey: tuple[JourneyStopView, ...] = ()  # as many as the original has, or none
    growth: tuple[GrowthView, ...] = ()  # as many as the original has, or none


class GalleryPieceView(View):
    """A picture or film in the gallery, with the record it belongs to."""

    media: MediaView
    piece: PieceView


class ConsentView(View):
    """A consent, for private and teachers only."""

    kind: str  # photos recordings full_name public
    widest: str
    until: date | None
    recorded_by: str
    recorded_on: date | None


class Counts(View):
    """What a teacher's overview needs of hidden things: numbers, never their text. For private and teachers only."""

    open_feedback: int  # feedback without a response
    waiting_for_agreement: int  # testimonials and feedback without `agreed`
    withheld_media: int  # pictures and recordings that lack a consent for families
    without_alt: int
    without_transcript: int
    none_of: tuple[str, ...] = ()  # what there is none of at all: pictures recordings feedback agreements


class StudentView(View):
    """All that one audience may see of one student."""

    id: str
    audience: Audience
    kind: str  # student teacher
    name: str  # as this audience may know it
    first_name: str
    lang: str  # of the profile's own words
    school: str  # "" for a lone folder
    pronouns: str = ""
    phonetic: str = ""  # how to say the name
    name_audio: MediaView | None = None
    languages: tuple[str, ...] = ()
    avatar: MediaView | None = None  # None: draw initials
    header: MediaView | None = None  # a wide picture at the head of the first page
    introduction: MediaView | None = None  # a film or voice note at the head of the profile
    tagline: str = ""
    about: str = ""  # Markdown
    strengths: tuple[StrengthView, ...] = ()
    interests: tuple[str, ...] = ()
    goals: tuple[GoalView, ...] = ()
    journey: tuple[JourneyStopView, ...] = ()
    arrivals: tuple[ArrivalView, ...] = ()  # from other schools, the earliest first
    growth: tuple[GrowthView, ...] = ()  # pairs of pieces, as the student ordered them
    translations: tuple[TranslationView, ...] = ()  # of these own fields; `words` of each: a ProfileWordsView
    theme: ThemeWish = ThemeWish()
    reflections: tuple[ReflectionView, ...] = ()  # newest first
    testimonials: tuple[TestimonialView, ...] = ()  # newest first
    achievements: tuple[AchievementView, ...] = ()  # newest first
    showcases: tuple[ShowcaseView, ...] = ()
    conference: ConferenceView | None = None  # the newest that is written down
    reports: tuple[ReportView, ...] = ()  # newest first
    skills: tuple[SkillStoryView, ...] = ()
    gallery: tuple[GalleryPieceView, ...] = ()
    consents: tuple[ConsentView, ...] = ()
    counts: Counts | None = None

    @property
    def featured(self) -> tuple[ReflectionView, ...]:
        """The reflections for the first page: those marked `featured`, or else the newest three."""
        return tuple(piece for piece in self.reflections if piece.featured) or self.reflections[:3]
