"""The profile on two sheets, for somebody who has two minutes: a choice of what there is, in the student's own look.

What has no room is left out by choosing here. The style sheet (`paper/summary.css`) gives each text a number of lines
at most, and has the same measures in every theme: so what is chosen fits in every theme and font.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from math import ceil
from typing import TypeVar

from profilegen.event.letters import width_of
from profilegen.media.photos import PictureSet
from profilegen.model.pieces import piece_of
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
_LINE, _TITLE_LINE, _LARGE_LINE, _AROUND = 5.3, 6.0, 6.6, 3.5
_ROOM_FOR_STRENGTHS, _ROOM_FOR_GOALS = 59.0, 54.0
_MARGINS, _HEAD, _HEADING, _FOOT = 39.0, 41.0, 16.5, 17.0
_LEAST, _GOOD = 45.0, 60.0  # high is a piece with a picture at least; and where one sheet could hold all
_ACROSS, _BESIDE_A_NAME = 167.0, 129.0
_ALONE = 0
_WIDTHS = {_ALONE: (100.0, 108.0, 96.0), 1: (106.0, 84.0, 56.0), 2: (98.0, 78.0, 62.0), 3: (78.0, 56.0, 46.0)}
"""Of a wide, a square and a tall picture, by how many pieces its sheet has; alone on the second, it is larger."""

_MOST_LINES = {_ALONE: 9, 1: 9, 2: 7, 3: 5}  # of its words

_SHAPES = (0.76, 1.05, 1.45)
"""How high each of these may be, for its width."""

_WORDS_FIRST = 30.0  # millimetres have to be gained where no picture stands on the first sheet
_HIGHEST = 140.0  # is a piece that stands alone on the second sheet

_WIDE, _USUAL = 46, 64
_LETTERS = {"opendyslexic": _WIDE, "lexend": 52, "readable": 58}
"""Letters in a line beside a name: of the fonts for reading, which are wide, and of others."""

_ABOUT_LINES, _ABOUT_LETTERS = 4, 1.13  # it is set larger, and goes from edge to edge
_SENTENCE = re.compile(r".+?(?:[.!?…؟۔]+[\"'”’»)]*(?=\s|$)|[。！？]+[”’」』）]*|$)")

Chosen = TypeVar("Chosen")


def summary_file(book: Book, paper: Paper = Paper.A4) -> str:
    """The two sheets as one file, for this paper. RenderError or ThemeError where the theme fails."""
    letters = _LETTERS.get(book.look.font, _USUAL)
    view = summary_view(book.view, paper, letters)
    laid = [*map(partial(_laid, book.made.pictures), view.reflections)]
    pieces, turn = _shared_out(view, laid, paper, letters)
    made = replace(book, view=replace(view, reflections=tuple(one.piece for one in pieces)))
    return page_of(made, summary_page(made.view, piece_of(pieces[turn].piece) if turn < len(pieces) else None), paper)


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
        arrivals=(),
        growth=(),
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
    step = _lines(f"Next step {goal.next_step}", 2, letters) if goal.next_step else 0
    return _AROUND + _TITLE_LINE * _lines(goal.goal, 2, letters) + _LINE * step


@dataclass(frozen=True, slots=True)
class _Laid:
    """A piece as it is laid out: `shape` is 0 for a wide picture, 1 for a square and 2 for a tall one."""

    piece: ReflectionView
    shape: int | None

    def height(self, letters: int, among: int) -> float:
        """How much room it needs on a sheet with so many pieces."""
        picture = 0 if self.shape is None else _WIDTHS[among][self.shape]
        large = 1.0 if among == _PIECES else 1.1
        line = int(letters * (_ACROSS - picture) / _BESIDE_A_NAME / large)
        most = _MOST_LINES[among]
        words = min(most, sum(_lines(text, most, line) for text in _told(self.piece) if text))
        height = 2 * _AROUND + large * (
            _LINE * (1 + words) + _TITLE_LINE * _lines(self.piece.title, 2 if among == _PIECES else 3, line)
        )
        return height if self.shape is None else max(height, _LEAST)

    def most(self, letters: int, among: int) -> float:
        """How much room it can make use of there: a picture grows with it."""
        height = self.height(letters, among)
        if self.shape is None:
            return height
        return max(height, _HIGHEST if among == _ALONE else _WIDTHS[among][self.shape] * _SHAPES[self.shape] + 5)


def _laid(pictures: Mapping[str, PictureSet], piece: ReflectionView) -> _Laid:
    shot = next((found for one in piece.media[:1] if (found := picture_for(pictures, one, "picture", ""))), None)
    if shot is None:
        return _Laid(piece, None)
    return _Laid(piece, 2 if shot.height > shot.width * 1.08 else 0 if shot.width > shot.height * 1.08 else 1)


def _told(piece: ReflectionView) -> tuple[str, ...]:
    """Its words, as far as they stand there."""
    judged, media = piece.judgement, next(iter(piece.media), None)
    if judged and judged.went_well:
        return excerpt(judged.went_well, 30), excerpt(judged.not_yet, 24)
    return (excerpt(piece.body or _heard_in(media), 52),)


def _heard_in(media: MediaView | None) -> str:
    return media.said if media else ""


def _shared_out(
    view: StudentView, pieces: Sequence[_Laid], paper: Paper, letters: int
) -> tuple[tuple[_Laid, ...], int]:
    """The pieces for which there is room, in the order in which they stand, and with which the second sheet begins.

    All on one sheet where that looks well; else so that the emptier of the two sheets is as full as can be.
    """
    room = paper.value[1] - _MARGINS
    above, below = room - _height_above(view, letters), room - _height_below(view)
    shown_first = sorted(pieces, key=lambda one: one.shape is None)
    growth = (_GOOD - _LEAST) * sum(one.shape is not None for one in pieces)
    if not pieces or _spare(above + below - room, shown_first, letters) >= growth:
        return tuple(shown_first), len(pieces)
    for count in range(len(pieces), 0, -1):
        best: tuple[float, tuple[_Laid, ...], int] | None = None
        chosen = shown_first[:count]
        for laid, less in ((chosen, 0.0), (sorted(chosen, key=lambda one: one.shape is not None), _WORDS_FIRST)):
            for turn in range(count):
                first, second = laid[:turn], laid[turn:]
                among = len(second) if len(second) > 1 else _ALONE
                empty = less + max(_empty(above, first, letters, turn), _empty(below, second, letters, among))
                is_sound = _spare(above, first, letters) >= 0 and _spare(below, second, letters) >= 0
                if is_sound and (best is None or empty < best[0]):
                    best = empty, tuple(laid), turn
        if best is not None:
            return best[1:]
    return (), 0


def _spare(room: float, pieces: Sequence[_Laid], letters: int) -> float:
    """How much more room there is on a sheet than these pieces need."""
    needed = _HEADING + sum(one.height(letters, len(pieces)) for one in pieces)
    return room - needed if pieces else max(room, 0)


def _empty(room: float, pieces: Sequence[_Laid], letters: int, among: int) -> float:
    """How much room stays empty on a sheet with these pieces, as large as they may be."""
    used = _HEADING + sum(one.most(letters, among) for one in pieces)
    return max(0, room - used) if pieces else room


def _height_above(view: StudentView, letters: int) -> float:
    """Of what stands above the work."""
    about = _LARGE_LINE * _lines(view.about, _ABOUT_LINES, int(_ABOUT_LETTERS * letters)) + _AROUND if view.about else 0
    strengths = _HEADING + sum(_height_of_strength(letters, one) for one in view.strengths) if view.strengths else 0
    goals = _HEADING + sum(_height_of_goal(letters, one) for one in view.goals) if view.goals else 0
    return _HEAD + about + strengths + goals


def _height_below(view: StudentView) -> float:
    """Of what stands below the work."""
    voice = 4 * _LARGE_LINE + 3 * _AROUND if view.testimonials else 0
    return voice + (2 * _LINE + _AROUND if view.skills else 0) + _FOOT


def _lines(text: str, most: int, letters: int) -> int:
    """How many lines a text takes, cut after so many; rather too many than too few."""
    return min(most, max(1, ceil(width_of(text) / letters)))


def _first(found: Sequence[Chosen], most: int, is_better: Callable[[Chosen], bool]) -> tuple[Chosen, ...]:
    """At most so many, in their own order; those that are better come before others where there are too many."""
    ranked = sorted(range(len(found)), key=lambda number: not is_better(found[number]))
    return tuple(found[number] for number in sorted(ranked[:most]))


def _others(skills: Sequence[SkillStoryView], strengths: Sequence[StrengthView]) -> tuple[SkillStoryView, ...]:
    """The skills that the strengths do not name already, by name alone: two of one name once."""
    named = {strength.skill.name for strength in strengths}
    others = {one.name: one for one in reversed(skills) if one.name not in named}
    return tuple(replace(one, pieces=(), growth=()) for one in [*reversed(others.values())][:_SKILLS])


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
