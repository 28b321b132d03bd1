"""What one file says: a record for each kind of file that people write, field by field.

The fields are the contract with the people who write YAML; the JSON Schemas that editors use are made from these
classes, so each description is the manual. A record is frozen, and text stays as it was typed. Two short spellings that
people use everywhere are accepted: `avatar: me.jpg` for `avatar: {file: me.jpg}`, and one text for a list of one.

Annotations are read while the program runs, so this module does without `from __future__ import annotations`.
"""

from typing import Annotated, Literal

from profilegen.model.fields import (
    AsList,
    AudienceWord,
    Date,
    FilePath,
    FilePaths,
    Language,
    Languages,
    Markdown,
    Name,
    Text,
    Texts,
    WholeNumber,
    YesNo,
)
from profilegen.model.forms import Record as Record
from profilegen.model.forms import ShortFor, field

Role = Literal["peer", "teacher", "mentor", "employer", "family", "coach", "other"]
AchievementKind = Literal["academic", "applied", "creative", "sport", "service", "qualification", "badge"]


class Media(Record):
    """A picture, recording or document in the student's media folder, where a record shows it."""

    file: FilePath = field(description="Path inside the media folder, such as bridge.jpg.")
    alt: Text = field(default="", description="What is to be seen or heard, for someone who cannot see it.")
    decorative: YesNo = field(default=False, description="yes for a picture that says nothing the text does not say.")
    caption: Text = field(default="", description="Words under it, in your own voice.")
    transcript: Text = field(default="", description="What is said in a recording, word for word.")
    captions: FilePath = field(default="", description="A .vtt or .srt file with captions for a film or recording.")
    download: YesNo = field(default=False, description="yes: a clean copy of the slides or document may be saved.")
    shows: Texts | None = field(default=None, description="Who is in it: student ids, `others`, or [] for nobody.")
    lang: Language = field(default="", description="Its language, where it differs from the record's.")


MediaField = Annotated[Media, ShortFor("file")]
MediaList = Annotated[tuple[MediaField, ...], AsList]


class Source(Record):
    """Whom a testimonial or a piece of feedback is from."""

    name: Text = field(description="The author's name.")
    student: Text = field(default="", description="The author's id, where a student of this school wrote it.")
    role: Role
    relation: Text = field(default="", description="How they know you: my swimming coach.")


class Agreement(Record):
    """That the author agreed to its being shown, since when, and how widely at most."""

    on: Date
    widest: AudienceWord | None = field(default=None, description="The widest audience agreed to; family if left out.")


AgreementField = Annotated[Agreement, ShortFor("on")]


class SkillUse(Record):
    """A skill that a piece of work shows, with the evidence in your own words."""

    skill: Text = field(description="The skill's id or name, in the school's framework.")
    step: WholeNumber | None = field(default=None, description="The framework's step, if your school uses steps.")
    evidence: Text = field(default="", description="Where one can see it in this piece.")
    belongs_to = ""  # no field: the framework that linking found it in, where that is not to be looked for again


SkillList = Annotated[tuple[Annotated[SkillUse, ShortFor("skill")], ...], AsList]


class Response(Record):
    """What the student answered to feedback, and what changed."""

    date: Date | None = None
    text: Markdown = ""
    media: MediaList = ()
    changed: FilePath = field(
        default="", description="A draft (its date or media file) or a record: reflections/bridge.yaml."
    )


class Feedback(Record):
    """A comment on a piece of work, with something to do next. Never a score."""

    from_: Source = field(alias="from")
    date: Date
    comment: Markdown = ""
    media: MediaList = ()
    asks: Text = field(default="", description="What the comment asks you to do next.")
    response: Annotated[Response, ShortFor("text")] | None = None
    agreed: AgreementField | None = None
    audience: AudienceWord | None = field(default=None, description="Starts at teachers until you show it more widely.")


class Draft(Record):
    """An earlier state of a piece of work."""

    date: Date | None = None
    note: Text = ""
    media: MediaList = ()


class Judgement(Record):
    """The student's own judgement of the work."""

    against: Text = field(default="", description="The learning intention or criterion it is judged against.")
    went_well: Markdown = ""
    not_yet: Markdown = ""


class PersonalBest(Record):
    """Progress against the student's own earlier work."""

    what: Text = ""
    before: Text = ""
    now: Text = ""


class Remember(Record):
    """Something worth remembering, as question and answer."""

    question: Text
    answer: Text = ""


class Reflection(Record):
    """Work I did and what I learned from it."""

    title: Text
    date: Date
    subject: Text = ""
    setting: Text = field(default="", description="Where it happened: in class, at home, at a club.")
    learning_intention: Text = field(default="", description="What I set out to learn.")
    prompt: Text = field(default="", description="The question of my school or teacher that this answers.")
    body: Markdown = field(default="", description="What I did and what I learned from it.")
    media: MediaList = ()
    skills: SkillList = ()
    drafts: tuple[Draft, ...] = ()
    my_judgement: Judgement | None = None
    feedback: tuple[Feedback, ...] = ()
    personal_best: PersonalBest | None = None
    next_step: Text = ""
    remember: tuple[Remember, ...] = ()
    featured: YesNo = field(default=False, description="yes: show it on my first page.")
    lang: Language = field(default="", description="The language this is written in.")
    audience: AudienceWord | None = field(default=None, description="The widest audience that may see it.")


class Testimonial(Record):
    """What somebody says about my work."""

    from_: Source = field(alias="from")
    date: Date
    text: Markdown = ""
    media: MediaList = ()
    about: FilePath = field(default="", description="The reflection it is about: reflections/bridge.yaml.")
    skills: SkillList = ()
    agreed: AgreementField | None = None
    lang: Language = field(default="")
    audience: AudienceWord | None = None


class Achievement(Record):
    """Something I reached, in or out of school."""

    title: Text
    kind: AchievementKind
    date: Date
    awarded_by: Text = ""
    description: Markdown = ""
    result: Text = field(default="", description="Qualifications only.")
    media: MediaList = ()
    skills: SkillList = ()
    lang: Language = field(default="")
    audience: AudienceWord | None = None


class Showcase(Record):
    """A choice of pieces for one reader and purpose."""

    title: Text
    for_: Text = field(alias="for", description="Who it is for: my college interview.")
    intro: Markdown = ""
    shows: FilePaths = field(description="The records, in order: reflections/bridge.yaml.")
    lang: Language = field(default="")
    audience: AudienceWord | None = None
    until: Date | None = field(default=None, description="After this day it is for private and teachers only.")


class ConferencePiece(Record):
    """A piece of work that I show at a conference, and what I want to say about it."""

    record: FilePath = field(description="The record: reflections/bridge.yaml.")
    say: Text = field(default="", description="What I want to say about it, in a few words.")


class Conference(Record):
    """What I show and say when my family comes to school, in order. What is left out is filled in from my profile."""

    date: Date
    welcome: Text = field(default="", description="What I say first.")
    pieces: Annotated[tuple[Annotated[ConferencePiece, ShortFor("record")], ...], AsList] = field(
        default=(), description="The pieces of work, in order."
    )
    strengths: Text = field(default="", description="What I want to say about my strengths.")
    next: Text = field(default="", description="What I want to say about what comes next.")
    ask: Texts = field(default=(), description="What I want to ask my family.")
    thanks: Text = field(default="", description="What I say at the end.")
    lang: Language = field(default="", description="The language I speak there.")
    audience: AudienceWord | None = field(default=None, description="The widest that may see it; never beyond family.")


class StatementAnswer(Record):
    """My answer to one question of the form, and the pieces of mine that it stands on."""

    question: Text = field(description="Which question of the form, such as why.")
    text: Text = field(default="", description="My own words. What a form counts is counted without Markdown.")
    evidence: FilePaths = field(default=(), description="My pieces for this answer: reflections/bridge.yaml.")


class Statement(Record):
    """What I write when I apply: a personal statement. Nobody else sees it unless I say teachers."""

    title: Text
    for_: Text = field(alias="for", description="The course or university it is for.")
    form: Text = field(default="ucas-2026", description="Whose questions it answers.")
    answers: tuple[StatementAnswer, ...] = ()
    date: Date | None = field(default=None, description="When I last worked on it.")
    lang: Language = field(default="", description="The language it is written in.")
    audience: AudienceWord | None = field(default=None, description="private if left out, or teachers; never wider.")


class SubjectReport(Record):
    """One subject in a report."""

    subject: Text
    achievements: Markdown
    next: Markdown = ""


class Attendance(Record):
    """Attendance in sessions: half days."""

    possible: WholeNumber
    attended: WholeNumber | None = None
    unauthorised: WholeNumber | None = None


class Result(Record):
    """A public exam or qualification result."""

    subject: Text
    qualification: Text = ""
    result: Text = ""
    date: Date | None = None


class Report(Record):
    """The school's report of one year."""

    school_year: Text
    year_group: Text = field(default="", description="The year group then, where the class does not say it: Year 6.")
    progress: Markdown = ""
    subjects: tuple[SubjectReport, ...] = ()
    attendance: Attendance | None = None
    results: tuple[Result, ...] = ()
    discussion: Markdown = field(default="", description="How to talk about this report with the school.")
    by: Text = field(default="", description="Who wrote it.")
    lang: Language = field(default="", description="Its language, where it is not the school's.")


class Consent(Record):
    """One consent: how widely at most, until when, and who recorded it when."""

    widest: AudienceWord
    until: Date | None = None
    recorded_by: Text = ""
    recorded_on: Date | None = None


ConsentField = Annotated[Consent, ShortFor("widest")]


class Consents(Record):
    """What a student (and their family) agreed to."""

    photos: ConsentField | None = field(default=None, description="Pictures that show the student.")
    recordings: ConsentField | None = field(default=None, description="Sound and film of the student.")
    full_name: ConsentField | None = field(default=None, description="The full name, in school and public sites.")
    public: ConsentField | None = field(default=None, description="Being on public pages at all.")


class Avatar(Record):
    """The small picture that stands for the student."""

    file: FilePath
    alt: Text = ""


class SayMyName(Record):
    """How to say the student's name."""

    phonetic: Text = ""
    audio: FilePath = field(default="", description="A recording in the media folder.")


class Strength(Record):
    """A strength, and why the student says so."""

    skill: Text
    because: Markdown = ""
    belongs_to = ""  # no field: as in SkillUse


class Growth(Record):
    """Two pieces of my own choice, side by side: what I could do then, and what I can do now."""

    skill: Text = field(default="", description="The skill that grew: its id or name.")
    title: Text = field(default="", description="A few words over the two.")
    then: FilePath = field(description="The earlier piece: reflections/straw-tower.yaml.")
    now: FilePath = field(description="The later piece: reflections/bridge.yaml.")
    says: Markdown = field(default="", description="What changed, in your own words.")
    belongs_to = ""  # no field: as in SkillUse


class Goal(Record):
    """What the student is working on next."""

    goal: Text
    why: Text = ""
    next_step: Text = ""
    by: Text = field(default="", description="By when: 2026-12-01, or end of term.")
    status: Text = ""


class JourneyStop(Record):
    """A school, and the years there."""

    school: Text
    from_: Text = field(default="", alias="from")
    until: Text = ""
    classes: Texts = ()


class ThemeChoice(Record):
    """The look: a theme, its palette, font and options."""

    name: Text = ""
    palette: Text = ""
    font: Text = ""
    options: dict[str, Text] = field(default={})


ThemeField = Annotated[ThemeChoice, ShortFor("name")]


class ThemeLimits(Record):
    """What students may choose from; everything where a list is left out, and always what the school itself has."""

    themes: Texts = field(default=(), description="Names of themes, such as [journal, meadow].")
    palettes: Texts = field(default=(), description="Names of palettes; a theme that has none of them keeps its own.")
    fonts: Texts = field(
        default=(),
        description="Names of fonts. The fonts for reading (readable, lexend, opendyslexic) are never limited: "
        "some students need them.",
    )


class SchoolTheme(ThemeChoice):
    """The look of a school's pages, which students get who choose none, and what they may choose from."""

    choices: ThemeLimits | None = field(default=None, description="What students may choose from, where not from all.")


class Profile(Record):
    """Who I am."""

    name: Name = field(description="Full name.")
    schema_: WholeNumber = field(default=1, alias="schema", description="Version of these fields.")
    kind: Literal["student", "teacher"] = "student"
    known_as: Text = field(default="", description="The name I like to be called by.")
    pronouns: Text = ""
    lang: Language = field(default="", description="The language of my pages, where it is not the school's.")
    say_my_name: Annotated[SayMyName, ShortFor("phonetic")] | None = None
    languages: Texts = ()
    avatar: Annotated[Avatar, ShortFor("file")] | None = None
    header: MediaField | None = field(
        default=None, description="A wide picture of your own that stands at the head of your first page."
    )
    introduction: MediaField | None = field(
        default=None, description="A short film or voice note of your own that stands at the head of your profile."
    )
    tagline: Text = field(default="", description="One sentence about me.")
    about: Markdown = ""
    strengths: Annotated[tuple[Annotated[Strength, ShortFor("skill")], ...], AsList] = ()
    interests: Texts = ()
    goals: Annotated[tuple[Annotated[Goal, ShortFor("goal")], ...], AsList] = ()
    journey: Annotated[tuple[Annotated[JourneyStop, ShortFor("school")], ...], AsList] = ()
    growth: tuple[Growth, ...] = ()
    theme: ThemeField | None = None
    audience: AudienceWord | None = None
    show: dict[str, AudienceWord] = field(default={}, description="The audience of single fields.")
    name_for: dict[str, Text] = field(default={}, description="Another name for one audience.")
    consent: Consents | None = field(default=None, description="May only narrow what the school has recorded.")


class Term(Record):
    """A school term."""

    name: Text
    starts: Date
    ends: Date


class Publishing(Record):
    """What the school lets out at all."""

    public: YesNo = field(default=False, description="yes: public sites may be built.")
    group_media_home: YesNo = field(default=False, description="yes: pictures that show `others` may go to families.")


class SchoolSettings(Record):
    """What the students of a school share."""

    name: Text
    schema_: WholeNumber = field(default=1, alias="schema")
    locale: Language = "en-GB"
    languages: Languages = ()
    framework: Text = field(default="", description="The file name of a framework, without .yaml.")
    theme: Annotated[SchoolTheme, ShortFor("name")] | None = None
    default_audience: AudienceWord | None = field(
        default=None, description="For records that name none; at most school."
    )
    terms: tuple[Term, ...] = ()
    reflection_prompts: Texts = ()
    limits: dict[str, WholeNumber] = field(default={})
    publishing: Publishing = Publishing(public=False)
    contact: Text = ""


class ClassRecord(Record):
    """A class: which students, which teachers, which school year."""

    name: Text
    school_year: Text
    year_group: Text = field(
        default="", description="The year group of everybody in it: Year 6. Leave it out for a mixed class."
    )
    teachers: Texts = ()
    students: Texts = ()


class Step(Record):
    """A step of a skill: a number, and a name where the framework gives one."""

    number: WholeNumber
    name: Text = ""


class Skill(Record):
    """A skill of a framework."""

    id: Text
    name: Text
    was: Texts = field(default=(), description="Older ids and names, still understood.")
    about: Text = ""
    steps: tuple[Step, ...] = ()
    names: dict[str, Text] = field(default={}, description="Its name in other languages.")


class Framework(Record):
    """A skill framework: names and numbers only."""

    name: Text
    version: Text = ""
    source: Text = ""
    licence: Text = ""
    skills: tuple[Skill, ...]
    names: dict[str, Text] = field(default={}, description="Its name in other languages.")


class CrosswalkSkill(Record):
    """A skill of one framework, and the skill of another in whose story it is shown."""

    skill: Text = field(description="Its id or name in the framework it comes from.")
    is_: Text = field(alias="is", description="The id or name of the skill in the other framework.")


class Crosswalk(Record):
    """Which skill of an older or another framework is shown in the story of which skill of ours."""

    from_: Text = field(alias="from", description="The framework that old records name skills of: its file's name.")
    to: Text = field(description="The framework in whose stories they are shown: its file's name.")
    source: Text = field(default="", description="Who says so: the framework's makers, or your own staff.")
    skills: tuple[CrosswalkSkill, ...]


class NotCarried(Record):
    """Something that did not come along, and why."""

    what: Text
    why: Text = ""
    how_many: WholeNumber = 1


class PutAside(Record):
    """A record of which this school had its own, or one like it, when another came."""

    file: Text
    ours: Text = field(default="", description="The SHA-256 of this school's file then.")


class Arrival(Record):
    """What the staff know of a profile that came from another school. The program writes it when a pack is unpacked."""

    schema_: WholeNumber = field(default=1, alias="schema")
    from_: Text = field(default="", alias="from", description="The old school's name.")
    packed_on: Date
    arrived_on: Date
    identifier: Text = field(default="", description="The pack's own lasting name: urn:uuid:…")
    student: Text = field(default="", description="The pupil's id at the old school, which means this pupil here.")
    signed_by: Text = field(default="", description="Whose key signed it, where it is one that this school trusts.")
    fingerprint: Text = field(default="", description="That key's fingerprint.")
    framework: Text = field(default="", description="The framework that the old school worked with.")
    locale: Text = field(default="", description="The old school's language.")
    brought: Texts = field(default=(), description="The records here that came with it: reflections/bridge.yaml.")
    people: Texts = field(default=(), description="Ids of the old school's pupils whom these records name.")
    aside: tuple[PutAside, ...] = field(default=(), description="Records put aside for the student to choose.")
    carried: Texts = field(default=(), description="Folders of earlier arrivals that the pack carried: a stranger's.")
    left_out: tuple[NotCarried, ...] = ()
