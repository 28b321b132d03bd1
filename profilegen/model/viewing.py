"""`view_for`, the one function that hides: from all that is known of a student to what one audience may see.

It runs before anything is resized, planned or rendered, so that later code has no private data to leak. The
questions of who may see what are answered in `profilegen.model.reader`; here the answers are put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from profilegen.model.addresses import report_address, showcase_address
from profilegen.model.audience import Audience
from profilegen.model.conferences import conference_view
from profilegen.model.counting import hidden_counts
from profilegen.model.occasion import MOVING, Occasion
from profilegen.model.pieces import (
    achievement_view,
    find_piece,
    piece_of,
    reflection_view,
    testimonial_view,
    translations_of,
)
from profilegen.model.profile_words import arrival_views, goal_views, growth_views, journey_views, profile_translations
from profilegen.model.reader import Reader, called, display_name
from profilegen.model.records import Consents, Media, Profile, Report, SchoolTheme, Showcase, ThemeChoice
from profilegen.model.report_years import fitted, with_years
from profilegen.model.school import Filed, School, Student
from profilegen.model.showcase_alone import showcase_alone
from profilegen.model.skills import skill_stories, strength_views
from profilegen.model.theme import ThemeLimit
from profilegen.model.views import (
    AchievementView,
    AttendanceView,
    ConsentView,
    GalleryPieceView,
    MediaView,
    ReflectionView,
    ReportView,
    ResultView,
    ShowcaseView,
    StudentView,
    SubjectReportView,
    TestimonialView,
    ThemeWish,
    TranslationView,
)

Dated = TypeVar("Dated", ReflectionView, TestimonialView, AchievementView)


def view_for(student: Student, school: School, audience: Audience, today: date) -> StudentView | None:
    """What `audience` may see of `student` today; None where the student is not in that audience's site at all."""
    reader = Reader.of(student, school, audience, today)
    reports = _report_views(reader)
    if not reader.is_admitted and not reports:
        return None
    view = StudentView(
        id=student.id,
        audience=audience,
        kind=student.profile.record.kind,
        name=display_name(school, reader.card, audience, today),
        first_name=called(reader.card, audience),
        lang=reader.lang,
        school=school.settings.name,
        theme=replace(wish_of(student.profile.record.theme), tokens=student.tokens),
        reports=reports,
        consents=_consent_views(reader),
        counts=hidden_counts(reader) if audience <= Audience.TEACHERS else None,
    )
    if not reader.is_admitted:
        return view
    return with_years(_with_pieces(_with_profile(view, reader), reader), school.settings.terms)


def for_occasion(view: StudentView | None, occasion: Occasion, today: date) -> StudentView | None:
    """The view without what this occasion leaves out: schools send each other reports themselves, and a showcase on its
    own is nothing but that. None where nothing is left."""
    if view is None or not occasion.is_showcase:
        return replace(view, reports=()) if view and occasion == MOVING else view
    return showcase_alone(view, occasion.alone, today)


def wish_of(choice: ThemeChoice | None) -> ThemeWish:
    """A record's choice of theme as a wish; an empty one for none."""
    if choice is None:
        return ThemeWish()
    return ThemeWish(choice.name, choice.palette, choice.font, tuple(sorted(choice.options.items())))


def limit_of(choice: SchoolTheme | None) -> ThemeLimit:
    """What a school's record lets students choose from."""
    if choice is None or choice.choices is None:
        return ThemeLimit()
    limits = choice.choices
    return ThemeLimit(
        _with(choice.name, limits.themes), _with(choice.palette, limits.palettes), _with(choice.font, limits.fonts)
    )


def _with(own: str, others: tuple[str, ...]) -> tuple[str, ...]:
    """The school's own choice first, where there are limits at all."""
    return tuple(dict.fromkeys((own, *others))) if own and others else others


def _with_profile(view: StudentView, reader: Reader) -> StudentView:
    """The profile's own fields, each where `show` lets this reader see it."""
    profile, sees = reader.student.profile.record, reader.may_see_field
    phonetic, name_audio = _say_my_name(reader, profile)
    return replace(
        view,
        pronouns=profile.pronouns if sees("pronouns") else "",
        phonetic=phonetic,
        name_audio=name_audio,
        languages=profile.languages if sees("languages") else (),
        avatar=_avatar(reader, profile) if sees("avatar") else None,
        header=_header(reader, profile) if sees("header") else None,
        introduction=_introduction(reader, profile) if sees("introduction") else None,
        tagline=profile.tagline if sees("tagline") else "",
        about=profile.about if sees("about") else "",
        interests=profile.interests if sees("interests") else (),
        goals=goal_views(profile) if sees("goals") else (),
        journey=journey_views(profile) if sees("journey") else (),
        arrivals=arrival_views(reader) if sees("journey") else (),
        growth=growth_views(reader, profile) if sees("growth") else (),
        translations=profile_translations(reader),
    )


def _say_my_name(reader: Reader, profile: Profile) -> tuple[str, MediaView | None]:
    """How to say the name; not for an audience that knows the student by another one, nor more of it than is shown."""
    saying = profile.say_my_name
    if saying is None or reader.audience.word in profile.name_for or not reader.may_see_field("say_my_name"):
        return "", None
    is_full = display_name(reader.school, reader.card, reader.audience, reader.today) == profile.name
    if is_full or reader.audience <= Audience.FAMILY:
        sound = _of_the_student(reader, saying.audio, "")
        return saying.phonetic, sound if sound and sound.kind == "recording" and not sound.film else None
    return saying.phonetic.split(" ")[0], None


def _avatar(reader: Reader, profile: Profile) -> MediaView | None:
    """A portrait is a picture: of a film or document, more than a portrait would be published."""
    face = _of_the_student(reader, profile.avatar.file, profile.avatar.alt) if profile.avatar else None
    return face if face and face.kind == "picture" else None


def _header(reader: Reader, profile: Profile) -> MediaView | None:
    """A header is a picture too. It may show anybody, so it says with `shows` whose consent it needs."""
    shown = _first(reader, profile.header) if profile.header else None
    return shown if shown and shown.kind == "picture" else None


def _introduction(reader: Reader, profile: Profile) -> MediaView | None:
    shown = _first(reader, profile.introduction) if profile.introduction else None
    return shown if shown and shown.kind == "recording" else None


def _of_the_student(reader: Reader, file: str, alt: str) -> MediaView | None:
    """A picture or recording that shows the student, and so needs the student's consent."""
    if not file:
        return None
    media = Media(file=file, alt=alt, shows=(reader.student.id,))
    return _first(reader, media)


def _first(reader: Reader, media: Media) -> MediaView | None:
    return next(iter(reader.media([media], reader.lang)), None)


def _with_pieces(view: StudentView, reader: Reader) -> StudentView:
    """The records, and what is made of them: skills' stories, strengths with their evidence, the gallery."""
    student = reader.student
    reflections = _newest_first(reflection_view(reader, filed) for filed in student.reflections)
    testimonials = _newest_first(testimonial_view(reader, filed) for filed in student.testimonials)
    achievements = _newest_first(achievement_view(reader, filed) for filed in student.achievements)
    strengths = student.profile.record.strengths if reader.may_see_field("strengths") else ()
    stories = skill_stories(reader, (*reflections, *testimonials, *achievements), strengths, view.growth)
    return replace(
        view,
        reflections=tuple(_with_testimonials(reflection, testimonials) for reflection in reflections),
        testimonials=testimonials,
        achievements=achievements,
        showcases=_showcase_views(reader),
        conference=conference_view(reader),
        skills=stories,
        strengths=strength_views(reader, strengths, stories),
        gallery=_gallery(reflections, achievements),
    )


def _newest_first(views: Iterable[Dated | None]) -> tuple[Dated, ...]:
    seen = [view for view in views if view is not None]
    return tuple(sorted(sorted(seen, key=lambda view: view.slug), key=lambda view: view.date, reverse=True))


def _with_testimonials(reflection: ReflectionView, testimonials: Sequence[TestimonialView]) -> ReflectionView:
    about = [one for one in testimonials if one.about and one.about.address == reflection.address]
    return replace(reflection, testimonials=tuple(map(piece_of, about))) if about else reflection


def _gallery(
    reflections: Sequence[ReflectionView], achievements: Sequence[AchievementView]
) -> tuple[GalleryPieceView, ...]:
    """Each picture and film once, with the newest record that shows it; a record's final pictures before its drafts."""
    pictures: dict[str, GalleryPieceView] = {}
    views: list[ReflectionView | AchievementView] = [*reflections, *achievements]
    for view in sorted(views, key=lambda one: (one.date, one.slug), reverse=True):
        drafts = view.drafts if isinstance(view, ReflectionView) else ()
        for media in (*view.media, *(media for draft in reversed(drafts) for media in draft.media)):
            if (media.kind == "picture" and not media.decorative) or media.film:
                pictures.setdefault(media.sha256, GalleryPieceView(media, piece_of(view)))
    return tuple(pictures.values())


def _showcase_views(reader: Reader) -> tuple[ShowcaseView, ...]:
    views = (_showcase_view(reader, filed) for filed in reader.student.showcases)
    return tuple(view for view in views if view is not None)


def _showcase_view(reader: Reader, filed: Filed[Showcase]) -> ShowcaseView | None:
    """A showcase with those pieces that this reader may see; past its `until` for private and teachers only."""
    showcase = filed.record
    has_ended = showcase.until is not None and reader.today > showcase.until
    if not (reader.may_see(showcase.audience) and reader.may_see_address(filed.slug)):
        return None
    pieces = tuple(piece for name in showcase.shows if (piece := find_piece(reader, name)))
    if not pieces or (has_ended and reader.audience > Audience.TEACHERS):
        return None
    translations = tuple(
        TranslationView(lang, _showcase_words(other, filed.slug, lang))
        for lang, other in translations_of(reader, filed)
    )
    return replace(
        _showcase_words(showcase, filed.slug, showcase.lang or reader.lang), pieces=pieces, translations=translations
    )


def _showcase_words(showcase: Showcase, slug: str, lang: str) -> ShowcaseView:
    address = showcase_address(slug)
    return ShowcaseView(slug, address, showcase.title, showcase.for_, showcase.intro, (), lang, showcase.until)


def _report_views(reader: Reader) -> tuple[ReportView, ...]:
    """Reports are the school's records: private, teachers and family, whatever the profile says, and never wider."""
    if reader.audience > Audience.FAMILY:
        return ()
    reports = sorted(reader.student.reports, key=lambda filed: filed.record.school_year, reverse=True)
    return tuple(_report_view(reader, filed) for filed in reports)


def _report_view(reader: Reader, filed: Filed[Report]) -> ReportView:
    others = ((lang, _report_words(reader, other, lang)) for lang, other in translations_of(reader, filed))
    translations = tuple(
        TranslationView(lang, words) for lang, words in others if words.progress or words.subjects or words.discussion
    )
    lang = filed.record.lang or reader.school.settings.locale  # whatever the language of the student's own pages
    return replace(_report_words(reader, filed.record, lang), translations=translations)


def _report_words(reader: Reader, report: Report, lang: str) -> ReportView:
    profile, attendance = reader.student.profile.record, report.attendance
    words = ReportView(
        school_year=report.school_year,
        address=report_address(report.school_year),
        name=profile.name_for.get(reader.audience.word, profile.name),
        lang=lang,
        progress=report.progress,
        subjects=tuple(SubjectReportView(one.subject, one.achievements, one.next) for one in report.subjects),
        attendance=AttendanceView(attendance.possible, attendance.attended, attendance.unauthorised)
        if attendance
        else None,
        results=tuple(ResultView(one.subject, one.qualification, one.result, one.date) for one in report.results),
        discussion=report.discussion,
        by=report.by,
    )
    return fitted(words)


def _consent_views(reader: Reader) -> tuple[ConsentView, ...]:
    """Who recorded a consent, and when, is for private and teachers."""
    consents = reader.school.consents_of(reader.student.id)
    if consents is None or reader.audience > Audience.TEACHERS:
        return ()
    given = ((kind, getattr(consents, kind)) for kind in Consents.model_fields)
    return tuple(
        ConsentView(kind, consent.widest.word, consent.until, consent.recorded_by, consent.recorded_on)
        for kind, consent in given
        if consent is not None
    )
