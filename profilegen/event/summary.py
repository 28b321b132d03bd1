"""The profile on two sheets, for somebody who has two minutes: a choice of what there is, in the student's own look.

What has no room is left out by choosing here. The style sheet (`paper/summary.css`) gives each text a number of lines
at most, and has the same measures in every theme: so what is chosen fits in every theme and font.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate
from math import ceil
from typing import TypeVar

from profilegen.event.letters import width_of
from profilegen.media.photos import PictureSet
from profilegen.model.pieces import piece_of
from profilegen.model.theme import READING_FONTS
from profilegen.model.views import (
    GoalView,
    MediaView,
    ReflectionView,
    SkillStoryView,
    StrengthView,
    StudentView,
    TestimonialView,
)
from profilegen.planning.pages import summary_page
from profilegen.printing.book import Book, page_of
from profilegen.printing.sheets import Paper
from profilegen.rendering.markdown import excerpt, to_plain
from profilegen.rendering.pictures import picture_for

_PIECES, _SKILLS = 3, 12
_WHOLE = 48  # words of a testimonial that need not be cut

# Millimetres, as the style sheet has them. Three long strengths and two long goals fill the first sheet of Letter.
_LINE, _TITLE_LINE, _LARGE_LINE, _AROUND = 5.3, 6.0, 6.8, 3.7
_ROOM_FOR_STRENGTHS, _ROOM_FOR_GOALS = 59.0, 54.0
_MARGINS, _HEAD, _HEADING, _FOOT = 38.0, 44.0, 21.0, 18.0
_WIDEST = {1: 74.0, 2: 74.0, 3: 62.0}  # of a picture, where there are so many pieces
_HIGHEST = {1: 74.0, 2: 58.0, 3: 47.0}

_FULL = 100.0
"""How much of the first sheet is filled without the work, for the work to begin the second."""

_WORK_TURNS = ".summary-work { break-before: page; margin-block-start: 0; }\n"

_WIDE, _USUAL = 46, 58
"""Letters in a line beside a name: of the fonts for reading, which are wide, and of others."""

_ABOUT_LINES, _ABOUT_LETTERS = 5, 1.13  # it is set larger, and goes from edge to edge
_SENTENCE = re.compile(r".+?(?:[.!?…؟۔]+[\"'”’»)]*(?=\s|$)|[。！？]+[”’」』）]*|$)")

Chosen = TypeVar("Chosen")


def summary_file(book: Book, paper: Paper = Paper.A4) -> str:
    """The two sheets as one file, for this paper. RenderError or ThemeError where the theme fails."""
    letters = _WIDE if book.look.font in READING_FONTS else _USUAL
    made = replace(book, view=summary_view(book.view, paper, letters))
    turns = _takes_two(made, paper, letters)
    return page_of(made, summary_page(made.view), paper, _WORK_TURNS if turns else "")


def summary_view(view: StudentView, paper: Paper = Paper.A4, letters: int = _WIDE) -> StudentView:
    """Of all that this audience may see, what stands on the two sheets of this paper; `letters` are those of a line.

    `about` is plain text here.
    """
    spare = paper.value[1] - min(one.value[1] for one in Paper)
    strengths, left = _fitting(view.strengths, _ROOM_FOR_STRENGTHS, partial(_height_of_strength, letters))
    goals, _ = _fitting(view.goals, _ROOM_FOR_GOALS + left + spare, partial(_height_of_goal, letters))
    pieces = _first(view.featured, _PIECES, _shows_and_says)
    return replace(
        view,
        about=_whole_sentences(view.about, letters),
        strengths=tuple(replace(one, pieces=()) for one in strengths),
        goals=goals,
        reflections=tuple(_without_the_rest(one) for one in pieces),
        testimonials=_voice(view.testimonials),
        skills=_others(view.skills, strengths),
        achievements=(),
        showcases=(),
        journey=(),
        conference=None,
        reports=(),
        gallery=(),
        translations=(),
        header=None,
        introduction=None,
    )


def _whole_sentences(text: str, letters: int) -> str:
    """The first sentences of a Markdown text that have room above; of a longer one its first words."""
    room, said = int(_ABOUT_LINES * _ABOUT_LETTERS * letters), ""
    for sentence in _SENTENCE.findall(to_plain(text)):
        if width_of(said + sentence) > room:
            break
        said += sentence
    return said.strip() or excerpt(text, room // 7)


def _fitting(
    found: Sequence[Chosen], room: float, height: Callable[[Chosen], float]
) -> tuple[tuple[Chosen, ...], float]:
    """The first of them for which there is room, and how much is left."""
    heights = [*accumulate(map(height, found))]
    fitting = bisect_right(heights, room)
    return tuple(found[:fitting]), room - (heights[fitting - 1] if fitting else 0)


def _height_of_strength(letters: int, strength: StrengthView) -> float:
    name = strength.skill.written or strength.skill.name
    return _AROUND + _LINE * max(_lines(strength.because, 3, letters), _lines(name, 3, letters // 3))


def _height_of_goal(letters: int, goal: GoalView) -> float:
    step = _lines(f"My next step {goal.next_step}", 2, letters) if goal.next_step else 0
    return _AROUND + _TITLE_LINE * _lines(goal.goal, 2, letters) + _LINE * step


def _height_of_piece(letters: int, among: int, pictures: Mapping[str, PictureSet], piece: ReflectionView) -> float:
    judged, media = piece.judgement, next(iter(piece.media), None)
    told = (judged.went_well, judged.not_yet) if judged and judged.went_well else (piece.body or _heard_in(media),)
    words = sum(_lines(to_plain(text), 3, letters) for text in told if text)
    height = _LINE * (words + 1) + _TITLE_LINE * _lines(piece.title, 2, letters)
    shot = picture_for(pictures, media, "picture", "") if media else None
    shown = min(_HIGHEST[among], _WIDEST[among] * shot.height / shot.width) if shot else 0
    return 2 * _AROUND + max(height, shown)


def _heard_in(media: MediaView | None) -> str:
    return media.said if media else ""


def _takes_two(book: Book, paper: Paper, letters: int) -> bool:
    """Whether it needs a second sheet, and the first is filled well enough without the work."""
    view = book.view
    above = _HEAD + (_LARGE_LINE * _lines(view.about, _ABOUT_LINES, letters) + _AROUND if view.about else 0)
    above += _HEADING + sum(_height_of_strength(letters, one) for one in view.strengths) if view.strengths else 0
    above += _HEADING + sum(_height_of_goal(letters, one) for one in view.goals) if view.goals else 0
    among, pictures = len(view.reflections), book.made.pictures
    pieces = [_height_of_piece(letters, among, pictures, one) for one in view.reflections]
    work = _HEADING + sum(pieces) if pieces else 0
    voice = 4 * _LARGE_LINE + 4 * _AROUND if view.testimonials else 0
    skills = 2 * _LINE + _AROUND if view.skills else 0
    return above > _FULL and above + work + voice + skills + _FOOT > paper.value[1] - _MARGINS


def _lines(text: str, most: int, letters: int) -> int:
    """How many lines a text takes, cut after so many; rather too many than too few."""
    return min(most, max(1, ceil(width_of(text) / letters)))


def _first(found: Sequence[Chosen], most: int, is_better: Callable[[Chosen], bool]) -> tuple[Chosen, ...]:
    """At most so many, in their own order; those that are better come before others where there are too many."""
    ranked = sorted(range(len(found)), key=lambda number: not is_better(found[number]))
    return tuple(found[number] for number in sorted(ranked[:most]))


def _others(skills: Sequence[SkillStoryView], strengths: Sequence[StrengthView]) -> tuple[SkillStoryView, ...]:
    """The skills that the strengths do not name already, by name alone."""
    named = {strength.skill.name for strength in strengths}
    others = [one for one in skills if one.name not in named]
    return tuple(replace(one, pieces=()) for one in others[:_SKILLS])


def _shows_and_says(piece: ReflectionView) -> bool:
    """Whether a piece has a picture, and says what it taught."""
    return piece_of(piece).picture is not None and bool(piece.judgement or piece.body)


def _without_the_rest(piece: ReflectionView) -> ReflectionView:
    """A piece with what the summary has of it: its picture, or else the recording whose words stand there."""
    link = piece_of(piece)
    shown = link.picture or link.recording
    return replace(piece, media=(shown,) if shown else (), drafts=(), feedback=(), remember=(), translations=())


def _voice(testimonials: Sequence[TestimonialView]) -> tuple[TestimonialView, ...]:
    """One voice: the newest that is whole in a few lines, else the newest that says anything."""
    spoken = [(one, said) for one in testimonials if (said := _said(one))]
    short = [pair for pair in spoken if len(pair[1].split()) <= _WHOLE]
    return tuple(replace(one, media=_heard(one), translations=()) for one, _ in (short or spoken)[:1])


def _said(testimonial: TestimonialView) -> str:
    """What somebody says: in writing, or else in a recording."""
    return to_plain(testimonial.text) or next((one.said for one in _heard(testimonial)), "")


def _heard(testimonial: TestimonialView) -> tuple[MediaView, ...]:
    """The recording whose words stand for a text that is not there."""
    spoken = () if testimonial.text else testimonial.media
    return tuple(one for one in spoken if one.said)[:1]
