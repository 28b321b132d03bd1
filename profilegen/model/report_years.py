"""What a report begins with, the year in the student's own words, and how many words of each text fit its two sheets.

On paper a report is a letter of at most two sheets; results take the second for themselves. The type never shrinks:
fewer pieces are chosen, and the longest texts are cut first. On screen every word is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from profilegen.model.pieces import piece_of
from profilegen.model.records import Term
from profilegen.model.school_years import SchoolYear, school_year
from profilegen.model.views import (
    PieceView,
    ReflectionView,
    ReportView,
    ResultView,
    StudentView,
    SubjectReportView,
    TestimonialView,
    YearPieceView,
    YearView,
)

_WORDS_A_LINE = 8
_SHORTEST = 6
_SHARES = 3  # of what is said of the year as a whole, and of talking about it: a subject's texts have one
_LETTERS_A_CELL = 28
_NAMES_OF_OTHERS = 40  # words; of what has no room, its name has
_LINES_OF_OTHERS = 4
_ROOM_OF_A_PIECE = 50  # words of the school's, where the year has a piece of work less


@dataclass(frozen=True, slots=True)
class _Room:
    """What there is room for: pieces of work, and words of the school's own texts. A heading counts as words too."""

    pieces: int
    words: int
    subject_heading: int
    dense_heading: int  # where names stand in the line
    own_words: tuple[int, int]  # of a piece of work: at least, and where the school says little
    one_sheet: tuple[int, int]  # words that it holds for certain; from how many on it takes two in any case
    result_lines: int = 0
    discussion: int = 0  # how many words of it there is room for, where it stands on another sheet


_TWO_SHEETS = _Room(pieces=3, words=920, subject_heading=22, dense_heading=8, own_words=(24, 100), one_sheet=(330, 550))
_ONE_SHEET = _Room(
    pieces=2,
    words=430,
    subject_heading=14,
    dense_heading=6,
    own_words=(16, 60),
    one_sheet=(430, 430),
    result_lines=32,
    discussion=120,
)


def with_years(view: StudentView, terms: Sequence[Term]) -> StudentView:
    """The view, each of its reports beginning with what this audience may see of the student's own year."""
    return replace(view, reports=tuple(_with_year(one, _year(one, view, terms)) for one in view.reports))


def _with_year(report: ReportView, year: YearView | None) -> ReportView:
    return replace(report, year=year, own_room=_own_room(report, len(year.pieces) if year else 0))


def _year(report: ReportView, view: StudentView, terms: Sequence[Term]) -> YearView | None:
    days = school_year(report.school_year, terms)
    if days is None:
        return None
    work = [one for one in view.reflections if one.date in days]
    chosen = ([one for one in work if one.featured] or work)[: _room_of(report).pieces]
    return YearView(
        first_day=days.first_day,
        last_day=days.last_day,
        pieces=tuple(_year_piece(one) for one in reversed(chosen)),
        has_more=len(work) > len(chosen),
        said=_said(view.testimonials, days),
    )


def _year_piece(reflection: ReflectionView) -> YearPieceView:
    return YearPieceView(piece_of(reflection), reflection.subject, reflection.next_step)


def _said(testimonials: Iterable[TestimonialView], days: SchoolYear) -> PieceView | None:
    """The newest testimonial of the year that can be read on paper."""
    return next((piece_of(one) for one in testimonials if one.text and one.date in days), None)


def _room_of(report: ReportView) -> _Room:
    return _ONE_SHEET if report.results else _TWO_SHEETS


def fitted(report: ReportView) -> ReportView:
    """The report, with how many words of each text fit on paper where not all of them do, and what finds no room."""
    room = _room_of(report)
    is_dense = 2 * room.subject_heading * len(report.subjects) > room.words
    heading = room.dense_heading if is_dense else room.subject_heading
    together = [text for text in (report.progress, "" if room.discussion else report.discussion) if text]
    for_subjects = room.words - sum(min(_length(text), _SHORTEST * _SHARES) for text in together)
    least = [_least(one, heading) for one in report.subjects]
    subjects = report.subjects[: _how_many(least, for_subjects, _NAMES_OF_OTHERS)]
    texts = [(_length(text), _SHARES) for text in together]
    texts += [(_length(text), 1) for one in subjects for text in (one.achievements, one.next) if text]
    words = room.words - sum(_heading(one, heading) for one in subjects)
    most = _most_of_each(texts, words)
    return replace(
        report,
        progress_room=_room_for(report.progress, most * _SHARES),
        discussion_room=_room_for(report.discussion, room.discussion or most * _SHARES),
        subjects=(
            *(_fitted_subject(one, most) for one in subjects),
            *(replace(one, is_on_paper=False) for one in report.subjects[len(subjects) :]),
        ),
        results=_fitted_results(report.results, room.result_lines),
        is_dense=is_dense,
    )


def _least(subject: SubjectReportView, heading: int) -> int:
    """The words' room that a subject takes at least."""
    texts = (subject.achievements, subject.next)
    return _heading(subject, heading) + sum(min(_length(text), _SHORTEST) for text in texts)


def _heading(subject: SubjectReportView, usual: int) -> int:
    """The words' room of its name; the usual heading holds one of two words."""
    return usual + max(0, _length(subject.subject) - 2)


def _how_many(sizes: Sequence[int], room: int, for_names: int) -> int:
    """How many of these, in their order, there is room for; where not for all, the names of the others take some."""
    ends = list(accumulate(sizes))
    fitting = sum(end <= room for end in ends)
    return fitting if fitting == len(ends) else sum(end <= room - for_names for end in ends)


def _fitted_results(results: Sequence[ResultView], lines: int) -> tuple[ResultView, ...]:
    sizes = [max(ceil(len(words) / _LETTERS_A_CELL) for words in (one.subject, one.qualification)) for one in results]
    shown = _how_many(sizes, lines, _LINES_OF_OTHERS)
    return (*results[:shown], *(replace(one, is_on_paper=False) for one in results[shown:]))


def _own_room(report: ReportView, pieces: int) -> int:
    """What the school does not need, the student has; but no second sheet is begun for it."""
    room, used = _room_of(report), _used(report)
    (least, most), (first, second) = room.own_words, room.one_sheet
    first += _ROOM_OF_A_PIECE * (room.pieces - pieces)
    spare = first - used if used <= first else room.words - used if used >= second else 0
    return min(most, least + max(0, spare) // (2 * max(1, pieces)))


def _used(report: ReportView) -> int:
    """The words' room of all that the school says on the student's sheets."""
    room = _room_of(report)
    usual = room.dense_heading if report.is_dense else room.subject_heading
    texts = [report.progress, "" if room.discussion else report.discussion]
    texts += [text for one in report.subjects for text in (one.achievements, one.next)]
    return sum(map(_length, texts)) + sum(_heading(one, usual) for one in report.subjects)


def _fitted_subject(subject: SubjectReportView, most: int) -> SubjectReportView:
    return replace(
        subject,
        achievements_room=_room_for(subject.achievements, most),
        next_room=_room_for(subject.next, most),
    )


def _room_for(text: str, most: int) -> int | None:
    return most if _length(text) > most else None


def _most_of_each(texts: Sequence[tuple[int, int]], room: int) -> int:
    """How many words a share may have so that all fit: shorter texts leave their room to the longer.

    Of each text its length, and how many shares it has.
    """
    left, shares = room, sum(share for _, share in texts)
    for length, share in sorted(texts, key=lambda text: text[0] / text[1]):
        most = left // shares
        if length > most * share:
            return max(most, _SHORTEST)
        left, shares = left - length, shares - share
    return max((length for length, _ in texts), default=0)


def _length(text: str) -> int:
    """How many words' room a text takes: each of its lines begins a new one. Four Chinese signs are a word."""
    lines = [line for line in text.split("\n") if line.strip()]
    counts = [max(len(line.split()), len(line) // 4 if len(line) > 16 * len(line.split()) else 0) for line in lines]
    if len(counts) < 2:
        return sum(counts)
    return sum(_WORDS_A_LINE * ceil(count / _WORDS_A_LINE) for count in counts)
