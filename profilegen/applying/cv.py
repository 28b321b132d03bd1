"""A CV: what a profile says to somebody who has two minutes. It chooses and shortens, and writes nothing of its own.

What the student chose for a reader (a showcase) is what is shown of their work; else what stands on their first page.
No step of a skill and no grade of a comment is in it, and no address, telephone or birthday: the student adds by hand
what this reader is to have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote

from profilegen.classroom.paper import sheet_of
from profilegen.loading.plain_words import did_you_mean
from profilegen.model.addresses import slug_of
from profilegen.model.audience import Audience
from profilegen.model.pieces import piece_of
from profilegen.model.viewing import view_for
from profilegen.model.views import AchievementView, JourneyStopView, PieceView, ShowcaseView, StudentView
from profilegen.printing.book import student_in
from profilegen.printing.sheets import Paper
from profilegen.problems import UsageError
from profilegen.rendering.markdown import excerpt, to_plain

SHEETS = Path(__file__).parent / "sheets"
KINDS = ("qualification", "academic", "applied", "creative", "sport", "service", "badge")
"""The order in which achievements stand: what a college asks for first."""

_MOST_WORK, _MOST_VOICES, _MOST_SKILLS = 4, 2, 6
_WORDS_ABOUT, _WORDS_OF_WORK, _WORDS_OF_A_VOICE, _WORDS_BECAUSE = 90, 34, 40, 28


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work: its title, day, and the student's own judgement of it or first words."""

    title: str
    lang: str
    day: date | None
    words: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill, and where it can be seen: no step of it, which only its own framework understands."""

    name: str
    because: str
    evidence: tuple[str, ...]
    framework: str = ""  # whose skill it is, where another has one of the same name


@dataclass(frozen=True, slots=True)
class Voice:
    """What somebody said, with their name and how they know the student."""

    words: str
    name: str
    relation: str
    lang: str
    day: date


@dataclass(frozen=True, slots=True)
class Cv:
    """A CV. `full_name` is what this audience may know; texts are plain."""

    student: str
    full_name: str
    lang: str
    school: str
    tagline: str
    about: str
    skills: tuple[Skill, ...]
    work: tuple[Work, ...]
    achievements: tuple[AchievementView, ...]
    journey: tuple[JourneyStopView, ...]
    voices: tuple[Voice, ...]
    languages: tuple[str, ...]
    interests: tuple[str, ...]

    def reached(self, kind: str) -> tuple[AchievementView, ...]:
        """The achievements of this kind, newest first."""
        return tuple(one for one in self.achievements if one.kind == kind)

    @property
    def file_name(self) -> str:
        """A name for its file, without an ending."""
        return f"cv-{slug_of(self.student)}"


def read_cv(
    folder: Path,
    student_id: str = "",
    audience: Audience = Audience.FAMILY,
    *,
    showcase: str = "",
    today: date | None = None,
) -> Cv:
    """The CV of a student of a school, or of the one whose folder it is, as this audience may see them today.

    `showcase` is the file name of one, without its ending. UsageError where there is no such student or showcase, or
    nothing of theirs is for this audience.

    The name is the full one where the student hands it out themselves, to whom they like; for the school and everybody
    it is what their consent says.
    """
    school, student, _ = student_in(folder, student_id)
    view = view_for(student, school, audience, today or date.today())
    if view is None:
        raise UsageError(f"Nothing of {student.id} is for {audience.word}.", "`profilegen check` says why.")
    made = cv_of(view, _showcase(view, showcase))
    if audience > Audience.FAMILY:
        return made
    return replace(made, full_name=student.profile.record.name)


def _showcase(view: StudentView, name: str) -> ShowcaseView | None:
    if not name:
        return None
    found = next((one for one in view.showcases if one.slug == name), None)
    if found is None:
        meant = did_you_mean(name, [one.slug for one in view.showcases])
        hint = f"Did you mean {meant}?" if meant else "Name a file in showcases, without its ending."
        raise UsageError(f"There is no showcase “{name}” that this audience may see.", hint)
    return found


def cv_of(view: StudentView, showcase: ShowcaseView | None = None) -> Cv:
    """The CV that this view holds."""
    pieces = showcase.pieces if showcase else tuple(piece_of(one) for one in view.featured)
    shown = tuple(one for one in pieces if one.kind == "reflection")[:_MOST_WORK]
    voices = [*_voices(view, showcase)]
    return Cv(
        student=view.id,
        full_name=view.name,
        lang=view.lang,
        school=view.school,
        tagline=view.tagline,
        about=excerpt(showcase.intro if showcase and showcase.intro else view.about, _WORDS_ABOUT),
        skills=tuple(_skills(view)),
        work=tuple(_work(view, one) for one in shown),
        achievements=view.achievements,
        journey=view.journey,
        voices=tuple(voices[:_MOST_VOICES]),
        languages=view.languages,
        interests=view.interests,
    )


def _skills(view: StudentView) -> Iterator[Skill]:
    """Strengths first, as the student says why; then those with the most to show. Two of one name are two."""
    stories = {f"skills.html#{quote(one.slug)}": one for one in view.skills}
    names = {one.skill.address: one.skill.name for one in view.strengths}
    names |= {address: one.name for address, one in stories.items()}
    because = {one.skill.address: excerpt(one.because, _WORDS_BECAUSE) for one in view.strengths}
    others = sorted((one for one in stories if one not in because), key=lambda one: -len(stories[one].pieces))
    for address in [*because, *others][:_MOST_SKILLS]:
        pieces = stories[address].pieces if address in stories else ()
        said = [to_plain(one.evidence) for one in pieces if one.evidence]
        if because.get(address) or said:
            is_twin = list(names.values()).count(names[address]) > 1
            framework = stories[address].framework if is_twin else ""
            evidence = tuple(said[: 2 if address in because else 1])
            yield Skill(names[address], because.get(address, ""), evidence, framework)


def _work(view: StudentView, piece: PieceView) -> Work:
    whole = next(one for one in view.reflections if one.address == piece.address)
    judged = whole.judgement.went_well if whole.judgement else ""
    words = excerpt(judged or whole.body, _WORDS_OF_WORK)
    return Work(whole.title, whole.lang, whole.date, words, whole.subject)


def _voices(view: StudentView, showcase: ShowcaseView | None) -> Iterator[Voice]:
    chosen = {one.address for one in showcase.pieces if one.kind == "testimonial"} if showcase else set()
    for one in sorted(view.testimonials, key=lambda one: one.address not in chosen):
        if one.text:
            words = excerpt(one.text, _WORDS_OF_A_VOICE)
            yield Voice(words, one.author.name, one.author.relation, one.lang, one.date)


def cv_page(cv: Cv, paper: Paper = Paper.A4) -> str:
    """The CV as one file to print, and to open anywhere."""
    return sheet_of(SHEETS, cv.lang or "en-GB", "cv.html", cv=cv, kinds=KINDS, paper=paper.name.lower()).decode("utf-8")
