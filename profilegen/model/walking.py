"""Walking a view: its media, and its claims (what of a student it lets someone see)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, cast

from profilegen.model.school_views import ClassView, SchoolView, StudentCardView
from profilegen.model.views import (
    AchievementView,
    ArrivalView,
    CaptionsView,
    ConferencePieceView,
    ConferenceView,
    ConsentView,
    DraftView,
    FeedbackView,
    GoalView,
    GrowthView,
    JourneyStopView,
    MediaView,
    PieceView,
    ReflectionView,
    RememberView,
    ReportView,
    ResultView,
    ShowcaseView,
    SkillView,
    StrengthView,
    StudentView,
    SubjectReportView,
    TestimonialView,
    TranslationView,
)

_LETTERS = 16
_LEAVES = ("str", "bool", "int", "date", "int | None", "date | None", "tuple[str, ...]")

_AS_WRITTEN = frozenset({"name", "first_name", "phonetic", "pronouns", "teachers", "sha256"})
"""Fields whose very words are claimed: another name is another thing to know. Other texts may be reworded."""

_NOT_CLAIMED: dict[type, frozenset[str]] = {
    StudentView: frozenset({"audience", "lang", "kind", "counts", "theme", "gallery", "skills", "school"}),
    ReflectionView: frozenset({"featured", "testimonials", "lang"}),
    SkillView: frozenset({"step", "step_name", "written", "framework", "story"}),
    CaptionsView: frozenset({"cues", "lang"}),
    ConferenceView: frozenset({"lang"}),
    PieceView: frozenset(
        {
            *("date", "lang", "text", "evidence", "step", "step_name"),
            *("recording", "translations", "written", "written_in"),
        }
    ),
    StrengthView: frozenset({"pieces"}),
    ReportView: frozenset({"year", "progress_room", "discussion_room"}),
    SubjectReportView: frozenset({"achievements_room", "next_room"}),
    SchoolView: frozenset({"audience", "lang", "overview"}),
}
"""What says how something is shown, or is made of what is claimed elsewhere."""

_IDENTITY: dict[type, Callable[[Any], str]] = {
    MediaView: lambda media: media.sha256,
    PieceView: lambda piece: piece.address,
    SkillView: lambda skill: skill.address,
    StrengthView: lambda strength: strength.skill.address,
    FeedbackView: lambda one: f"{one.author.name}/{one.author.role}/{one.date}/{one.comment}/{one.asks}",
    GoalView: lambda goal: goal.goal,
    JourneyStopView: lambda stop: stop.school,
    ArrivalView: lambda arrival: f"{arrival.school}/{arrival.date}",
    GrowthView: lambda pair: f"{pair.then.address}/{pair.now.address}",
    RememberView: lambda remember: remember.question,
    DraftView: lambda draft: str(draft.number),
    TranslationView: lambda translation: translation.lang,
    ReflectionView: lambda reflection: reflection.slug,
    TestimonialView: lambda testimonial: testimonial.slug,
    AchievementView: lambda achievement: achievement.slug,
    ShowcaseView: lambda showcase: showcase.slug,
    ConferencePieceView: lambda one: one.piece.address,
    ReportView: lambda report: report.school_year,
    SubjectReportView: lambda subject: subject.subject,
    ResultView: lambda result: result.subject,
    ConsentView: lambda consent: consent.kind,
    ClassView: lambda group: group.id,
    StudentCardView: lambda card: card.id,
    str: lambda words: words,
}
"""What makes an entry of a list the same entry later on. Other people's words count as they are."""


def media_of(view: StudentView) -> tuple[MediaView, ...]:
    """Every picture, recording and document in the view, each original once, in the order of the view."""
    found: dict[str, MediaView] = {}
    for media in every_media_of(view):
        found.setdefault(media.sha256, media)
    return tuple(found.values())


def every_media_of(view: StudentView) -> tuple[MediaView, ...]:
    """The same, each place of each original: one may say of it what another does not."""
    found: list[MediaView] = []
    _gather(view, found)
    return tuple(found)


def _gather(value: Any, found: list[MediaView]) -> None:
    kind = type(value)
    if kind is MediaView:
        found.append(value)
    elif kind is tuple:
        for one in value:
            _gather(one, found)
    else:
        for name in _branches(cast("Hashable", kind)):
            _gather(getattr(value, name), found)


@lru_cache(maxsize=128)
def _branches(kind: Hashable) -> tuple[str, ...]:
    """The fields of a view type that may hold views; none for text, dates and numbers."""
    if not isinstance(kind, type) or not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.type not in _LEAVES)


def claims_of(view: StudentView | SchoolView) -> frozenset[str]:
    """What this view lets someone see, as opaque words: one for each field that is filled in, and each name as it is.

    Two views of one audience compare by them: where an older view claims what a newer one does not, it has narrowed.
    Rewording one's own text claims nothing new; an entry that is gone from a list, or another in its place, does.
    """
    claims: list[str] = []
    _claim_fields(view, "", claims)
    return frozenset([hashlib.sha256(claim.encode("utf-8")).hexdigest()[:_LETTERS] for claim in claims])


def _claim_fields(value: Any, path: str, claims: list[str]) -> None:
    """Adds what a view claims; text, dates and numbers claim nothing inside themselves.

    Claims go into one list, as generators inside generators hand each claim up through every level.
    """
    for name, as_written in _claimed_fields(cast("Hashable", type(value))):
        inner = getattr(value, name)
        if not inner and type(inner) is not int:  # 0 is a number that somebody wrote
            continue
        inside = f"{path}.{name}"
        claims.append(f"{inside}={inner}" if as_written else inside)
        if type(inner) is tuple:
            _claim_entries(inner, inside, claims)
        else:
            _claim_fields(inner, inside, claims)


def _claim_entries(entries: tuple[Any, ...], path: str, claims: list[str]) -> None:
    """Each entry under its identity, and how many of the same there are."""
    seen: dict[str, int] = {}
    for entry in entries:
        identity = _identity(entry)
        seen[identity] = seen.get(identity, 0) + 1
        inside = f"{path}[{identity}#{seen[identity]}]"
        claims.append(inside)
        _claim_fields(entry, inside, claims)


@lru_cache(maxsize=128)
def _claimed_fields(kind: Hashable) -> tuple[tuple[str, bool], ...]:
    if not isinstance(kind, type) or not is_dataclass(kind):
        return ()
    left_out = _NOT_CLAIMED.get(kind, frozenset())
    names = (field.name for field in fields(kind) if field.name not in left_out)
    return tuple((name, name in _AS_WRITTEN) for name in names)


def _identity(value: Any) -> str:
    name = _IDENTITY.get(type(value))
    return name(value) if name else ""
