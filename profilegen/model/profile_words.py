"""The profile's own fields in other languages, each where `show` lets this reader see it."""

from __future__ import annotations

from collections.abc import Callable

from profilegen.model.pieces import find_piece, skill_view, translations_of
from profilegen.model.reader import Reader
from profilegen.model.records import Profile
from profilegen.model.views import (
    ArrivalView,
    GoalView,
    GrowthView,
    JourneyStopView,
    ProfileWordsView,
    StrengthView,
    TranslationView,
)

_NOTHING = ProfileWordsView()


def goal_views(profile: Profile) -> tuple[GoalView, ...]:
    """What the student is working on next."""
    return tuple(GoalView(one.goal, one.why, one.next_step, one.by, one.status) for one in profile.goals)


def journey_views(profile: Profile) -> tuple[JourneyStopView, ...]:
    """Schools, and the years there."""
    return tuple(JourneyStopView(stop.school, stop.from_, stop.until, stop.classes) for stop in profile.journey)


def arrival_views(reader: Reader) -> tuple[ArrivalView, ...]:
    """From which schools the student came. A lone folder has come nowhere: its own school is not known."""
    arrived = () if reader.school.lone else (one.record for one in reader.student.arrivals)
    return tuple(ArrivalView(one.from_, one.arrived_on) for one in arrived)


def growth_views(reader: Reader, profile: Profile) -> tuple[GrowthView, ...]:
    """The pairs of which this reader may see both pieces."""
    found = ((one, find_piece(reader, one.then), find_piece(reader, one.now)) for one in profile.growth)
    return tuple(
        GrowthView(then, now, one.title, one.says, skill_view(reader, one) if one.skill else None)
        for one, then, now in found
        if then and now
    )


def profile_translations(reader: Reader) -> tuple[TranslationView, ...]:
    """The languages in which this reader may read the profile, but for those in which there is nothing to read."""
    filed = reader.student.profile
    views = []
    for lang, profile in translations_of(reader, filed):
        words = _words(reader, profile, lang, _sees(reader, filed.translations[lang].record))
        if words != _NOTHING:
            views.append(TranslationView(lang, words))
    return tuple(views)


def _sees(reader: Reader, translation: Profile) -> Callable[[str], bool]:
    """A translation's own `show` may narrow what the profile's lets out."""

    def sees(field: str) -> bool:
        own = translation.show.get(field)
        return reader.may_see_field(field) and (own is None or reader.audience <= own)

    return sees


def _words(reader: Reader, profile: Profile, lang: str, sees: Callable[[str], bool]) -> ProfileWordsView:
    strengths = (StrengthView(skill_view(reader, one), one.because) for one in profile.strengths)
    goals, journey, growth = goal_views(profile), journey_views(profile), growth_views(reader, profile)
    shown = reader.media((profile.introduction,), lang) if profile.introduction else ()
    spoken = [one for one in shown if one.kind == "recording" and (one.said or one.caption or one.alt)]
    return ProfileWordsView(
        pronouns=profile.pronouns if sees("pronouns") else "",
        languages=profile.languages if sees("languages") else (),
        introduction=next(iter(spoken), None) if sees("introduction") else None,
        tagline=profile.tagline if sees("tagline") else "",
        about=profile.about if sees("about") else "",
        strengths=tuple(strengths) if sees("strengths") and any(one.because for one in profile.strengths) else (),
        interests=profile.interests if sees("interests") else (),
        goals=goals if sees("goals") and any(one.goal for one in goals) else (),
        journey=journey if sees("journey") and any(one.school for one in journey) else (),
        growth=growth if sees("growth") and any(one.title or one.says for one in growth) else (),
    )
