"""One record as one audience may see it: reflections with their conversations, testimonials, achievements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeVar, cast

from profilegen.model.addresses import (
    achievement_address,
    reflection_address,
    report_address,
    skill_address,
    testimonial_address,
)
from profilegen.model.audience import Audience
from profilegen.model.reader import Reader
from profilegen.model.records import (
    Achievement,
    Feedback,
    Growth,
    Record,
    Reflection,
    Response,
    SkillUse,
    Strength,
    Testimonial,
)
from profilegen.model.school import Filed, Student
from profilegen.model.translating import in_other_words
from profilegen.model.views import (
    AchievementView,
    DraftView,
    FeedbackView,
    JudgementView,
    MediaView,
    PersonalBestView,
    PieceView,
    ReflectionView,
    RememberView,
    ResponseView,
    SkillView,
    TestimonialView,
    TranslationView,
)

Piece = ReflectionView | TestimonialView | AchievementView
AnyKind = TypeVar("AnyKind", bound=Record)


def reflection_view(reader: Reader, filed: Filed[Reflection]) -> ReflectionView | None:
    """The reflection as this reader may see it, or None."""
    if not _reflection_is_seen(reader, filed):
        return None
    lang = filed.record.lang or reader.lang
    translations = tuple(
        TranslationView(lang, _reflection_words(reader, reflection, filed.slug, lang, with_steps=False))
        for lang, reflection in translations_of(reader, filed)
    )
    words = _reflection_words(reader, filed.record, filed.slug, lang, with_steps=True)
    return replace(words, translations=translations)


def translations_of(reader: Reader, filed: Filed[AnyKind]) -> Iterator[tuple[str, AnyKind]]:
    """The languages and other words of a record that this reader sees; each may be for fewer people than the record."""
    for lang, other in sorted(filed.translations.items()):
        audience = getattr(other.record, "audience", None)
        if audience is None or reader.may_see(audience):
            yield lang, in_other_words(filed.record, other.record)


def _reflection_words(
    reader: Reader, reflection: Reflection, slug: str, lang: str, *, with_steps: bool
) -> ReflectionView:
    feedback = tuple(
        _feedback_view(reader, one, reflection, lang) for one in reflection.feedback if feedback_is_seen(reader, one)
    )
    judgement, best = reflection.my_judgement, reflection.personal_best
    return ReflectionView(
        slug=slug,
        address=reflection_address(slug),
        title=reflection.title,
        date=reflection.date,
        lang=lang,
        subject=reflection.subject,
        setting=reflection.setting,
        learning_intention=reflection.learning_intention,
        prompt=reflection.prompt,
        body=reflection.body,
        media=reader.media(reflection.media, lang),
        # a step is a number: beside feedback it would be read as a score
        skills=skill_views(reader, reflection.skills, with_steps=with_steps and not feedback),
        drafts=_draft_views(reader, reflection, lang),
        judgement=JudgementView(judgement.against, judgement.went_well, judgement.not_yet) if judgement else None,
        feedback=feedback,
        personal_best=PersonalBestView(best.what, best.before, best.now) if best else None,
        next_step=reflection.next_step,
        remember=tuple(RememberView(one.question, one.answer) for one in reflection.remember),
        featured=reflection.featured,
    )


def _reflection_is_seen(reader: Reader, filed: Filed[Reflection]) -> bool:
    """Whether there is a page of it. One that is only media is nothing where all are withheld."""
    reflection = filed.record
    if not (reader.may_see(reflection.audience) and reader.may_see_address(filed.slug)):
        return False
    says_something = any(
        getattr(reflection, name)
        for name in ("body", "drafts", "my_judgement", "feedback", "personal_best", "next_step", "remember")
    )
    return bool(says_something or reader.media(reflection.media, "") or not reader.withholds(reflection.media))


def _draft_views(reader: Reader, reflection: Reflection, lang: str) -> tuple[DraftView, ...]:
    return tuple(
        DraftView(number, draft.date, draft.note, reader.media(draft.media, lang))
        for number, draft in enumerate(reflection.drafts, start=1)
    )


def feedback_is_seen(reader: Reader, feedback: Feedback) -> bool:
    """Whether this reader may see it. Feedback that is only a recording is nothing without it."""
    return reader.may_see_feedback(feedback) and bool(feedback.comment or reader.media(feedback.media, ""))


def _feedback_view(reader: Reader, feedback: Feedback, reflection: Reflection, lang: str) -> FeedbackView:
    return FeedbackView(
        author=reader.person(feedback.from_, feedback.agreed is not None),
        date=feedback.date,
        comment=feedback.comment,
        media=reader.media(feedback.media, lang),
        asks=feedback.asks,
        response=_response_view(reader, feedback.response, reflection, lang) if feedback.response else None,
    )


def _response_view(reader: Reader, response: Response, reflection: Reflection, lang: str) -> ResponseView | None:
    media = reader.media(response.media, lang)
    if not (response.text or media or response.changed):
        return None
    draft = _changed_draft(reflection, response.changed)
    changed = find_piece(reader, response.changed) if response.changed and draft is None else None
    return ResponseView(response.date, response.text, media, changed, draft)


def _changed_draft(reflection: Reflection, changed: str) -> int | None:
    """The number of the draft that a response names, by its date or one of its media files."""
    for number, draft in enumerate(reflection.drafts, start=1):
        names = {media.file for media in draft.media} | ({draft.date.isoformat()} if draft.date else set())
        if changed in names:
            return number
    return None


def testimonial_view(reader: Reader, filed: Filed[Testimonial]) -> TestimonialView | None:
    """The testimonial as this reader may see it, or None; private until its author agreed."""
    testimonial = filed.record
    lang = testimonial.lang or reader.lang
    is_seen = (
        reader.may_see(testimonial.audience)
        and reader.agreed(testimonial.agreed)
        and reader.may_see_address(filed.slug)
        and (testimonial.text.strip(" .…") or reader.media(testimonial.media, lang))  # dots are what a fresh file has
    )
    if not is_seen:
        return None
    others = (
        TranslationView(lang, _testimonial_words(reader, other, filed.slug, lang))
        for lang, other in translations_of(reader, filed)
    )
    translations = tuple(other for other in others if _says_something(cast("TestimonialView", other.words)))
    return replace(_testimonial_words(reader, testimonial, filed.slug, lang), translations=translations)


def _says_something(words: TestimonialView) -> bool:
    """Whether a translation has any words that this reader may see."""
    return bool(words.text or any(one.caption or one.said or one.alt for one in words.media))


def _testimonial_words(reader: Reader, testimonial: Testimonial, slug: str, lang: str) -> TestimonialView:
    return TestimonialView(
        slug=slug,
        address=testimonial_address(slug),
        author=reader.person(testimonial.from_, testimonial.agreed is not None),
        date=testimonial.date,
        lang=lang,
        text=testimonial.text,
        media=reader.media(testimonial.media, lang),
        about=find_piece(reader, testimonial.about) if testimonial.about else None,
        skills=skill_views(reader, testimonial.skills, with_steps=False),
    )


def achievement_view(reader: Reader, filed: Filed[Achievement]) -> AchievementView | None:
    """The achievement as this reader may see it, or None. A result belongs to qualifications only."""
    achievement = filed.record
    if not (reader.may_see(achievement.audience) and reader.may_see_address(filed.slug)):
        return None
    translations = tuple(
        TranslationView(lang, _achievement_words(reader, other, filed.slug, lang, with_steps=False))
        for lang, other in translations_of(reader, filed)
    )
    lang = achievement.lang or reader.lang
    words = _achievement_words(reader, achievement, filed.slug, lang, with_steps=True)
    return replace(words, translations=translations)


def _achievement_words(
    reader: Reader, achievement: Achievement, slug: str, lang: str, *, with_steps: bool
) -> AchievementView:
    return AchievementView(
        slug=slug,
        address=achievement_address(slug),
        title=achievement.title,
        kind=achievement.kind,
        date=achievement.date,
        lang=lang,
        awarded_by=achievement.awarded_by,
        description=achievement.description,
        result=achievement.result if achievement.kind == "qualification" else "",
        media=reader.media(achievement.media, lang),
        skills=skill_views(reader, achievement.skills, with_steps=with_steps),
    )


def skill_views(reader: Reader, uses: Iterable[SkillUse], *, with_steps: bool) -> tuple[SkillView, ...]:
    """The skills that a record names, in the framework's present words."""
    return tuple(
        replace(skill_view(reader, use, use.step if with_steps else None), evidence=use.evidence) for use in uses
    )


def skill_view(reader: Reader, use: SkillUse | Strength | Growth, step: int | None = None) -> SkillView:
    """A skill by the word that the student wrote, which is kept where the framework now calls it otherwise."""
    word = use.skill
    known = reader.skills.find(word, use.belongs_to)
    if known is None:
        return SkillView(word, skill_address(reader.skills.anchor_of(word)), step=step)
    skill = known.skill
    is_older_word = word.strip().casefold() in {was.strip().casefold() for was in skill.was}
    step_name = next((one.name for one in skill.steps if one.number == step), "")
    story = reader.skills.story_of(known)
    is_led_on = story is not known
    return SkillView(
        skill.name,
        skill_address(story.anchor),
        word if is_older_word else "",
        step,
        step_name,
        framework=known.framework.name if is_led_on or (use.belongs_to and not known.is_ours) else "",
        story=story.skill.name if is_led_on else "",
    )


def find_piece(reader: Reader, reference: str) -> PieceView | None:
    """The record that a reference such as `reflections/bridge.yaml` names, as a link; None where it is hidden."""
    wanted = _without_ending(reference)
    student: Student = reader.student
    for reflection in student.reflections:
        if wanted in (_without_ending(reflection.path), reflection.slug) and (_reflection_is_seen(reader, reflection)):
            return _reflection_link(reader, reflection)
    for testimonial in student.testimonials:
        if wanted == _without_ending(testimonial.path) and (view := testimonial_view(reader, testimonial)):
            return piece_of(view)
    for achievement in student.achievements:
        if wanted == _without_ending(achievement.path) and (shown := achievement_view(reader, achievement)):
            return piece_of(shown)
    for report in student.reports if reader.audience <= Audience.FAMILY else ():
        if wanted == _without_ending(report.path):
            year = report.record.school_year
            return PieceView("report", year, report_address(year), lang=reader.lang)
    return None


def _without_ending(path: str) -> str:
    folder, _, name = path.rpartition("/")
    stem = name.rsplit(".", 1)[0] if name.endswith((".yaml", ".yml", ".md")) else name
    return f"{folder}/{stem}" if folder else stem


def _reflection_link(reader: Reader, filed: Filed[Reflection]) -> PieceView:
    """A link to a reflection, without making its whole view (whose responses may link back to it)."""
    translations = tuple(
        TranslationView(lang, _reflection_piece(reader, reflection, filed.slug, lang))
        for lang, reflection in translations_of(reader, filed)
    )
    piece = _reflection_piece(reader, filed.record, filed.slug, filed.record.lang or reader.lang)
    return replace(piece, translations=translations)


def _reflection_piece(reader: Reader, reflection: Reflection, slug: str, lang: str) -> PieceView:
    picture, recording = _picture_and_recording(reader.media(reflection.media, lang))
    return PieceView(
        "reflection",
        reflection.title,
        reflection_address(slug),
        reflection.date,
        lang,
        picture=picture,
        text=reflection.body,
        recording=recording,
    )


def _picture_and_recording(all_media: Sequence[MediaView]) -> tuple[MediaView | None, MediaView | None]:
    """What a list shows of a record: its first picture, or else its first film or document; and its first recording."""
    pictures = [media for media in all_media if media.kind == "picture"]
    others = [media for media in all_media if media.film or media.kind == "document"]
    recording = next((media for media in all_media if media.kind == "recording"), None)
    return next(iter((*pictures, *others)), None), recording


def evidence_of(view: Piece, skill: SkillView) -> PieceView:
    """The piece as evidence of the skill, as its story shows it.

    A step does not stand beside feedback; nor where a crosswalk led here, as the numbers of one ladder mean nothing on
    another.
    """
    if skill.story:
        return replace(piece_of(view, skill.evidence), written=skill.written or skill.name, written_in=skill.framework)
    step = None if isinstance(view, ReflectionView) and view.feedback else skill.step
    return piece_of(view, skill.evidence, step, skill.step_name)


def piece_of(view: Piece, evidence: str = "", step: int | None = None, step_name: str = "") -> PieceView:
    """A link to a record that this audience may see; on a skill's page with the evidence, and the step."""
    kind: Literal["reflection", "testimonial", "achievement"]
    author = None
    if isinstance(view, ReflectionView):
        kind, title, text = "reflection", view.title, view.body
    elif isinstance(view, AchievementView):
        kind, title, text = "achievement", view.title, view.description
    else:
        kind, title, text = "testimonial", view.about.title if view.about else "", view.text
        author = view.author
    picture, recording = _picture_and_recording(view.media)
    return PieceView(
        kind,
        title,
        view.address,
        view.date,
        view.lang,
        picture,
        evidence,
        step,
        step_name,
        author,
        text,
        recording,
        tuple(TranslationView(one.lang, piece_of(cast("Piece", one.words))) for one in view.translations),
    )
