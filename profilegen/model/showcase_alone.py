"""A showcase as a site of its own: its pieces, what they need, and nothing else of the profile.

The view is put together anew, field by field: what is not named here is not in the site, whatever a profile has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

from profilegen.model.views import (
    MediaView,
    PieceView,
    ShowcaseView,
    SkillStoryView,
    StudentView,
    TranslationView,
)

FIRST_PAGE = "index.html"

Seen = TypeVar("Seen")


def showcase_alone(view: StudentView, slug: str, today: date) -> StudentView | None:
    """What stands in the site of this one showcase; None where this audience does not see it today, or it has ended.

    `today` counts for every audience here: a site that was made for one reader until a day is for nobody after it.
    """
    found = next((one for one in view.showcases if one.slug == slug), None)
    if found is None or (found.until is not None and today > found.until):
        return None
    kept = {piece.address: number for number, piece in reversed([*enumerate(found.pieces)])}
    nameless = {one.address for one in view.testimonials if one.about and one.about.address not in kept}

    def within(value: Seen) -> Seen:
        return cast("Seen", _within(value, kept, nameless))

    def in_order(records: tuple[Any, ...]) -> tuple[Any, ...]:
        here = (one for one in records if one.address in kept)
        return tuple(sorted((within(one) for one in here), key=lambda one: kept[one.address]))

    return StudentView(
        id=view.id,
        audience=view.audience,
        kind=view.kind,
        name=view.name,
        first_name=view.first_name,
        lang=view.lang,
        school=view.school,
        theme=view.theme,
        reflections=in_order(view.reflections),
        testimonials=in_order(view.testimonials),
        achievements=in_order(view.achievements),
        showcases=(within(_on_first_page(found)),),
        reports=tuple(replace(one, year=None) for one in view.reports if one.address in kept),
        skills=tuple(_stories(view, within)),
    )


def _on_first_page(showcase: ShowcaseView) -> ShowcaseView:
    return replace(showcase, address=FIRST_PAGE)


def _stories(view: StudentView, within: Any) -> Iterator[SkillStoryView]:
    """Each skill that these pieces show. What the profile says of it as a strength belongs to the profile."""
    for story in view.skills:
        if pieces := within(story.pieces):
            yield SkillStoryView(story.slug, story.name, story.framework, story.about, pieces)


def _within(value: Any, kept: Collection[str], nameless: Collection[str]) -> Any:
    """The same without any piece that is not here. Of a testimonial that is about such a piece, not even its title."""
    if isinstance(value, PieceView):
        if value.address not in kept:
            return None
        title = "" if value.address in nameless else value.title
        others = tuple(_in_other_words(one, value.address in nameless) for one in value.translations)
        return replace(value, title=title, translations=others)
    if isinstance(value, tuple):
        pairs = ((one, _within(one, kept, nameless)) for one in value)
        return tuple(after for before, after in pairs if after is not None or before is None)
    if is_dataclass(value) and not isinstance(value, MediaView) and not isinstance(value, type):
        return replace(value, **{one.name: _within(getattr(value, one.name), kept, nameless) for one in fields(value)})
    return value


def _in_other_words(one: TranslationView, is_nameless: bool) -> TranslationView:
    words = cast("PieceView", one.words)
    return replace(one, words=replace(words, title="")) if is_nameless else one
