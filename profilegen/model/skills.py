"""Skills as stories in time: each skill with the pieces that show it, oldest first. Nobody is compared."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from profilegen.model.pieces import Piece, piece_of, skill_view
from profilegen.model.reader import Reader
from profilegen.model.records import Strength
from profilegen.model.school import find_skill
from profilegen.model.views import PieceView, ReflectionView, SkillStoryView, SkillView, StrengthView

_PIECES_BESIDE_A_STRENGTH = 3


def skill_stories(reader: Reader, pieces: Sequence[Piece], strengths: Sequence[Strength]) -> tuple[SkillStoryView, ...]:
    """The stories of all skills that these pieces or strengths name: in the framework's order, unknown ones last."""
    shown: dict[str, list[PieceView]] = {}
    skills: dict[str, SkillView] = {}
    because: dict[str, str] = {}
    for piece in sorted(pieces, key=lambda one: (one.date, one.slug)):
        for skill in piece.skills:
            skills.setdefault(skill.address, skill)
            shown.setdefault(skill.address, []).append(_evidence(piece, skill))
    for strength in strengths:
        skill = skill_view(reader, strength.skill)
        skills.setdefault(skill.address, skill)
        because.setdefault(skill.address, strength.because)
    stories = (
        SkillStoryView(
            slug=_fragment_of(address),
            name=skill.name,
            framework=_framework_of(reader, skill.written or skill.name),
            about=_about(reader, skill.written or skill.name),
            pieces=tuple(shown.get(address, ())),
            because=because.get(address, ""),
        )
        for address, skill in skills.items()
    )
    order = _framework_order(reader)
    return tuple(sorted(stories, key=lambda story: (order.get(story.name, len(order)), story.name, story.slug)))


def _evidence(piece: Piece, skill: SkillView) -> PieceView:
    """The piece as evidence of the skill; a step does not stand beside feedback, nor in a testimonial."""
    step = None if isinstance(piece, ReflectionView) and piece.feedback else skill.step
    return piece_of(piece, skill.evidence, step, skill.step_name)


def strength_views(
    reader: Reader, strengths: Sequence[Strength], stories: Sequence[SkillStoryView]
) -> tuple[StrengthView, ...]:
    """The strengths that a student names, each with the latest pieces that show it."""
    by_slug = {story.slug: story for story in stories}
    views = []
    for strength in strengths:
        skill = skill_view(reader, strength.skill)
        story = by_slug.get(_fragment_of(skill.address))
        latest = tuple(reversed(story.pieces))[:_PIECES_BESIDE_A_STRENGTH] if story else ()
        views.append(StrengthView(skill, strength.because, latest))
    return tuple(views)


def _framework_of(reader: Reader, word: str) -> str:
    found = find_skill(word, reader.school.frameworks, reader.school.settings.framework)
    return reader.school.frameworks[found[0]].name if found else ""


def _about(reader: Reader, word: str) -> str:
    found = find_skill(word, reader.school.frameworks, reader.school.settings.framework)
    return found[1].about if found else ""


def _framework_order(reader: Reader) -> dict[str, int]:
    """Where each skill's name stands: the school's own framework first, then the others by name."""
    first = reader.school.settings.framework
    frameworks = sorted(reader.school.frameworks.items(), key=lambda pair: (pair[0] != first, pair[0]))
    names = [skill.name for _, framework in frameworks for skill in framework.skills]
    return {name: position for position, name in reversed(list(enumerate(names)))}


def _fragment_of(address: str) -> str:
    """The id that an address leads to: as it stands on the page, in letters of any script."""
    return unquote(address.partition("#")[2])
