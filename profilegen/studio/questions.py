"""How each field is asked for: in words that a child understands, in the order in which a form asks.

Every field of every record that can be written in the studio is named here, also those that it leaves alone, with the
reason. A field that is in `profilegen.model.records` and not here, or the other way round, is a mistake that stops the
form from being drawn, and a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from profilegen.model.records import (
    Achievement,
    Agreement,
    Avatar,
    Conference,
    ConferencePiece,
    Draft,
    Feedback,
    Goal,
    Growth,
    JourneyStop,
    Judgement,
    Media,
    PersonalBest,
    Profile,
    Record,
    Reflection,
    Remember,
    Response,
    SayMyName,
    Showcase,
    SkillUse,
    Source,
    Statement,
    StatementAnswer,
    Strength,
    Testimonial,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, a sentence that helps, and under which heading it stands ("" for the first, unnamed part).

    `hint` is what kind of text is meant, where the field's own kind does not tell: `skill`, `record`, `records`,
    `sound`, `film` (or a sound), `picture`, `captions` or `school year`.
    """

    label: str
    help: str = ""
    part: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A field that no form asks for, and why. What a file says in it stays as it is."""

    why: str


Asked = Question | NotAsked

_WHO = "Who may see it"
_MORE = "A little more"
_BEFORE = "How I got there"
_SAID = "What somebody said, and my answer"
_SHOWS = "What it shows"
_FACE = "My picture and voice"
_NOTES = "For my notes"
_ON_NOTES = "It stands on your notes, not on the screen."
_TEACHERS_WORDS = NotAsked("It is what somebody else said: the studio shows it, and only its author changes it.")
_SETTING = NotAsked("It is chosen on a page of its own, where it can be tried on.")

_SKILLS = Question("Which skills does it show?", "Say where one can see it. One is enough.", _SHOWS)
_MEDIA = Question("Pictures, sounds and films", "Photos, drawings, voice notes, films, slides.")
_LANG = Question("Which language is it in?", "Only if it is not the one of your pages.", _MORE)
_AUDIENCE = Question("Who may see this?", "", _WHO)
_DAY = Question("Which day was it?")

QUESTIONS: Mapping[type[Record], Mapping[str, Asked]] = {
    Reflection: {
        "title": Question("What is it called?"),
        "date": _DAY,
        "body": Question("What happened, and what did you learn?", "One or two good sentences are a fine start."),
        "media": _MEDIA,
        "next_step": Question("What will you do next?", "Small is good."),
        "my_judgement": Question("You are the judge", "", _SHOWS),
        "skills": _SKILLS,
        "feedback": Question("What people said about this piece", "", _SAID),
        "drafts": Question("Earlier versions", "They show how far you came, so keep the messy ones.", _BEFORE),
        "personal_best": Question("Better than your own earlier work?", "Only you against you.", _BEFORE),
        "remember": Question("Worth remembering", "A question and its answer. Test yourself later.", _BEFORE),
        "subject": Question("Which subject is it?", "It can also be none.", _MORE),
        "setting": Question("Where did it happen?", "In class, at home, at a club, on a trip.", _MORE),
        "learning_intention": Question("What did you set out to learn?", "", _MORE),
        "prompt": Question(
            "Which question does it answer?", "Copy it here, if your school or teacher asked one.", _MORE
        ),
        "lang": _LANG,
        "audience": _AUDIENCE,
        "featured": Question("Show it on my first page", "For work that you are proud of.", _WHO),
    },
    Achievement: {
        "title": Question("What did you reach?"),
        "kind": Question("What kind of thing is it?"),
        "date": _DAY,
        "description": Question("How did it happen?", "What did it take? Who helped?"),
        "media": _MEDIA,
        "awarded_by": Question("Who gave it to you?", "If nobody did, leave it empty.", _MORE),
        "result": Question("Which result?", "Only for qualifications.", _MORE),
        "skills": _SKILLS,
        "lang": _LANG,
        "audience": _AUDIENCE,
    },
    Testimonial: {
        "from": Question("Who are you?"),
        "date": Question("Which day is it?"),
        "text": Question("What would you like to say?", "Say what you saw, as exactly as you can."),
        "media": Question("Or say it aloud", "A recording of your voice does just as well."),
        "about": Question("Which piece is it about?", "", _MORE, "record"),
        "skills": Question("Which skills did you see?", "", _MORE),
        "agreed": Question("May it be shown?", "The author says yes or no, and may change their mind.", _WHO),
        "lang": _LANG,
        "audience": _AUDIENCE,
    },
    Showcase: {
        "title": Question("What is it called?"),
        "for": Question("Who is it for?", "My college interview. My gran."),
        "intro": Question("What should they know first?"),
        "shows": Question("Which pieces, in which order?", "The first one is seen first.", "", "records"),
        "lang": _LANG,
        "audience": _AUDIENCE,
        "until": Question("Until when?", "After this day only you and your teachers see it.", _WHO),
    },
    Conference: {
        "date": Question("Which day is it?"),
        "welcome": Question("What do you say first?", "It stands large on the first screen."),
        "pieces": Question("Which pieces do you show, in which order?", "Two or three are enough for ten minutes."),
        "ask": Question("What do you want to ask your family?", "One question a line."),
        "thanks": Question("What do you say at the end?"),
        "strengths": Question("What do you want to say about your strengths?", _ON_NOTES, _NOTES),
        "next": Question("What do you want to say about what comes next?", _ON_NOTES, _NOTES),
        "lang": _LANG,
        "audience": NotAsked("A conference goes to the family at most, whatever it says."),
    },
    ConferencePiece: {
        "record": Question("Which piece?", "", "", "record"),
        "say": Question("What do you want to say about it?", _ON_NOTES),
    },
    Statement: {
        "title": Question("What is it called?", "For you alone, such as: first try."),
        "for": Question("What do you apply for?", "A course, a university."),
        "answers": Question("Your answers", "On the worksheet they are counted. Get it from your desk."),
        "date": Question("When did you last work on it?", "", _MORE),
        "lang": _LANG,
        "audience": NotAsked("It is on no page, and for the student alone until the file says teachers."),
        "form": NotAsked("Whose questions it answers is settled when it is begun."),
    },
    StatementAnswer: {
        "question": Question("Which question?", "Its short name: why, studies, or outside."),
        "text": Question("Your answer"),
        "evidence": Question("Which pieces does it stand on?", "One a line.", "", "records"),
    },
    Profile: {
        "name": Question("What is your whole name?", "First name first."),
        "known_as": Question("What do you like to be called?"),
        "pronouns": Question("Which pronouns are yours?", "Only you see them, unless you say something else."),
        "say_my_name": Question("How does one say your name?"),
        "tagline": Question("One sentence about you", "It stands large on your first page.", "About me"),
        "about": Question("More about you", "What can you talk about for an hour?", "About me"),
        "interests": Question("What do you like doing?", "One thing a line.", "About me"),
        "languages": Question("Which languages do you speak?", "One a line.", "About me"),
        "avatar": Question("A small picture that stands for you", "A drawing does just as well.", _FACE, "picture"),
        "header": Question(
            "A wide picture for the head of your first page", "Whom does it show? Say so below.", _FACE, "picture"
        ),
        "introduction": Question("Say hello yourself", "A short film or voice note.", _FACE, "film"),
        "strengths": Question("What are you good at?", "Say how you know.", "What I am good at"),
        "goals": Question("What are you working on?", "", "My goals"),
        "journey": Question("Which schools have you been to?", "", "My schools"),
        "growth": Question(
            "Put two pieces side by side", "One from before and one from now. You choose which.", "Then and now"
        ),
        "lang": Question("Which language are your pages in?", "Only if it is not your school's.", _WHO),
        "audience": Question("Who may see your profile?", "", _WHO),
        "theme": _SETTING,
        "show": NotAsked("The audience of single fields is set in the file, by those who know why."),
        "name_for": NotAsked("Another name for one audience is agreed with a grown-up, in the file."),
        "consent": NotAsked("What a family agreed to is no question for a form that a child fills in alone."),
        "kind": NotAsked("Whether it is a student's or a teacher's profile is settled when it is made."),
        "schema": NotAsked("It is for profilegen."),
    },
    Media: {
        "file": Question("The file"),
        "alt": Question("What would you tell a friend on the phone?", "For someone who cannot see it."),
        "decorative": Question("It says nothing that the words do not say"),
        "caption": Question("Words under it", "In your own voice."),
        "transcript": Question("What is said in it?", "Word for word. Someone may help you."),
        "captions": Question("A file with captions", "", "", "captions"),
        "shows": Question("Who is in it?"),
        "download": Question("Others may save a clean copy"),
        "lang": Question("Which language is it in?", "Only if it is another one."),
    },
    Source: {
        "name": Question("Your name"),
        "role": Question("You are …"),
        "relation": Question("How do you know each other?", "My swimming coach."),
        "student": NotAsked("The id of a student is no word that anybody types; it stays where it is written."),
    },
    Agreement: {
        "on": Question("The day on which the author said yes", "Leave it empty if they have not said yes."),
        "widest": Question("Who may see it at most?"),
    },
    SkillUse: {
        "skill": Question("The skill", "", "", "skill"),
        "evidence": Question("Where can one see it?"),
        "step": Question("The step", "Only if your school uses steps."),
    },
    Feedback: {
        "from": _TEACHERS_WORDS,
        "date": _TEACHERS_WORDS,
        "comment": _TEACHERS_WORDS,
        "media": _TEACHERS_WORDS,
        "asks": _TEACHERS_WORDS,
        "response": Question("My answer"),
        "agreed": NotAsked("Only the author of the comment agrees to its being shown."),
        "audience": Question("Who may see this comment and my answer?"),
    },
    Response: {
        "text": Question("What do you answer?", "What did you do with it?"),
        "date": Question("When?"),
        "media": Question("Or say it aloud"),
        "changed": Question("What did you change?", "The date of an earlier version, or another piece.", "", "record"),
    },
    Draft: {
        "date": Question("When was that?"),
        "note": Question("What is there to say about it?"),
        "media": Question("How did it look then?"),
    },
    Judgement: {
        "against": Question("What do you judge it by?", "What you set out to learn, for example."),
        "went_well": Question("What went well?"),
        "not_yet": Question("What is not there yet?"),
    },
    PersonalBest: {
        "what": Question("What got better?"),
        "before": Question("Before"),
        "now": Question("Now"),
    },
    Remember: {"question": Question("The question"), "answer": Question("The answer")},
    Avatar: {
        "file": Question("Which picture?", "", "", "picture"),
        "alt": Question("What is in the picture?", "For someone who cannot see it."),
    },
    SayMyName: {
        "phonetic": Question("Write it as it sounds", "ah-MEE-nah. The loudest part in capitals."),
        "audio": Question("A recording of you saying it", "", "", "sound"),
    },
    Strength: {
        "skill": Question("I am good at …", "", "", "skill"),
        "because": Question("I know it, because …"),
    },
    Goal: {
        "goal": Question("My goal"),
        "why": Question("Why is it worth it?"),
        "next_step": Question("The very next thing"),
        "by": Question("Until when?", "A day, or words such as: end of term."),
        "status": Question("How is it going?"),
    },
    Growth: {
        "skill": Question("Which skill has grown?", "It can also be none.", "", "skill"),
        "title": Question("What do you call the two together?"),
        "then": Question("The piece from before", "", "", "record"),
        "now": Question("The piece from now", "", "", "record"),
        "says": Question("What has changed?", "Say it in your own words."),
    },
    JourneyStop: {
        "school": Question("The school"),
        "from": Question("From which year?"),
        "until": Question("Until which year?", "Empty if you are there now."),
        "classes": Question("Your classes there", "One a line."),
    },
}
"""The questions of each kind of record and group, by the words that stand in files."""

CHOICES: Mapping[str, str] = {
    "peer": "a friend or classmate",
    "teacher": "a teacher",
    "mentor": "a mentor",
    "employer": "an employer",
    "family": "family",
    "coach": "a coach",
    "other": "somebody else",
    "academic": "something I know or worked out",
    "applied": "something I can do or make",
    "creative": "art, music, drama, writing",
    "sport": "sport",
    "service": "something I did for others",
    "qualification": "a qualification",
    "badge": "a badge",
}
"""What a choice is called in the studio."""
