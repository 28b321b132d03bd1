"""Skills as stories in time: each skill with the pieces that show it, oldest first. Nobody is compared."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from urllib.parse import unquote

from profilegen.model.known_skills import KnownSkill
from profilegen.model.pieces import Piece, evidence_of, skill_view
from profilegen.model.reader import Reader
from profilegen.model.records import Strength
from profilegen.model.views import GrowthView, PieceView, SkillStoryView, StrengthView

_PIECES_BESIDE_A_STRENGTH = 3


def skill_stories(
    reader: Reader, pieces: Sequence[Piece], strengths: Sequence[Strength], growth: Sequence[GrowthView] = ()
) -> tuple[SkillStoryView, ...]:
    """The stories of all skills that these pieces, strengths or pairs name: in the framework's order, unknown ones
    last."""
    names: dict[str, str] = {}  # by the address of each story, as are the others
    shown: dict[str, list[PieceView]] = {}
    because: dict[str, str] = {}
    pairs: dict[str, list[GrowthView]] = {}
    for piece in sorted(pieces, key=lambda one: (one.date, one.slug)):
        for skill in piece.skills:
            names.setdefault(skill.address, skill.name)
            shown.setdefault(skill.address, []).append(evidence_of(piece, skill))
    for strength in strengths:
        skill = skill_view(reader, strength)
        names.setdefault(skill.address, skill.name)
        because.setdefault(skill.address, strength.because)
    for pair in growth:
        if pair.skill:
            names.setdefault(pair.skill.address, pair.skill.name)
            pairs.setdefault(pair.skill.address, []).append(pair)
    known = {address: reader.skills.at(_fragment_of(address)) for address in names}
    stories = (
        SkillStoryView(
            slug=_fragment_of(address),
            name=one.skill.name if one else names[address],
            framework=one.framework.name if one else "",
            about=one.skill.about if one else "",
            pieces=tuple(shown.get(address, ())),
            because=because.get(address, ""),
            growth=tuple(pairs.get(address, ())),
        )
        for address, one in known.items()
    )
    return tuple(sorted(stories, key=lambda story: (_position(reader.skills.at(story.slug)), story.name, story.slug)))


def _position(known: KnownSkill | None) -> int:
    """Where a story stands: the school's own framework first, then the others by name; unknown words last."""
    return known.position if known else sys.maxsize


def strength_views(
    reader: Reader, strengths: Sequence[Strength], stories: Sequence[SkillStoryView]
) -> tuple[StrengthView, ...]:
    """The strengths that a student names, each with the latest pieces that show it."""
    by_slug = {story.slug: story for story in stories}
    views = []
    for strength in strengths:
        skill = skill_view(reader, strength)
        story = by_slug.get(_fragment_of(skill.address))
        latest = tuple(reversed(story.pieces))[:_PIECES_BESIDE_A_STRENGTH] if story else ()
        views.append(StrengthView(skill, strength.because, latest))
    return tuple(views)


def _fragment_of(address: str) -> str:
    """The id that an address leads to: as it stands on the page, in letters of any script."""
    return unquote(address.partition("#")[2])
