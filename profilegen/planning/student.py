"""The plan of one student's site: its pages, and the pictures that must be made before a template runs. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from profilegen.media.deriving import WantedPicture
from profilegen.media.recipes import Variant
from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.model.theme import Theme
from profilegen.model.views import MediaView, StudentView
from profilegen.model.walking import every_media_of, media_of
from profilegen.planning.looks import Look
from profilegen.planning.pages import Page, Part, student_pages, student_parts


@dataclass(frozen=True, slots=True)
class StudentPlan:
    """What a student's site will consist of."""

    view: StudentView
    look: Look
    parts: tuple[Part, ...]
    pages: tuple[Page, ...]
    pictures: tuple[WantedPicture, ...]
    recordings: tuple[str, ...] = ()  # SHA-256 of each original to be played
    documents: Mapping[str, bool] = field(default_factory=dict)  # and to be leafed through: whether it may be saved


def plan_student(view: StudentView, look: Look, *, occasion: Occasion = EVERYDAY) -> StudentPlan:
    """The plan of the site that shows this view in this look; made for this occasion."""
    shown = every_media_of(view)
    documents: dict[str, bool] = {}
    for media in shown:
        if media.kind == "document":
            documents[media.sha256] = documents.get(media.sha256, False) or media.download
    return StudentPlan(
        view,
        look,
        student_parts(view, occasion=occasion),
        student_pages(view, occasion=occasion),
        wanted_pictures(view, look.theme),
        tuple(dict.fromkeys(media.sha256 for media in shown if media.kind == "recording")),
        documents,
    )


def wanted_pictures(view: StudentView, theme: Theme) -> tuple[WantedPicture, ...]:
    """Each picture of the view, with the theme's variants for what it is used as: an avatar, a header, or a picture."""
    alone = {"avatars": view.avatar, "headers": view.header}
    in_records = {media.sha256 for media in media_of(replace(view, avatar=None, header=None))}
    wanted = []
    for media in media_of(view):
        uses = {use for use, one in alone.items() if one and one.sha256 == media.sha256}
        uses |= {"pictures"} if media.sha256 in in_records else set()
        if media.kind == "picture":
            wanted.append(WantedPicture(media.sha256, variants_for(theme, uses)))
    return tuple(wanted)


def variants_for(theme: Theme, uses: Collection[str]) -> tuple[Variant, ...]:
    """The variants that a theme declares for these uses (`pictures`, `avatars`, `headers`)."""
    return tuple(
        Variant(name, variant.widths, variant.crop)
        for name, variant in sorted(theme.variants.items())
        if variant.for_ in uses
    )


def without_media(view: StudentView, hidden: Collection[str]) -> StudentView:
    """The same view without the pictures of these hashes: those that could not be made. Recordings keep their words."""
    if not hidden:
        return view
    cut: StudentView = _without(view, hidden)
    return replace(cut, gallery=tuple(piece for piece in cut.gallery if piece.media is not None))


def _without(value: Any, hidden: Collection[str]) -> Any:
    if isinstance(value, MediaView):
        return None if value.sha256 in hidden and value.kind == "picture" else value
    if isinstance(value, tuple):
        kept = ((one, _without(one, hidden)) for one in value)
        return tuple(after for before, after in kept if after is not None or before is None)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _without(getattr(value, one.name), hidden) for one in fields(value)})
    return value
