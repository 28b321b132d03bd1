"""What a report begins with, the year in the student's own words, and how many words of each text fit its two sheets.

On paper a report is a letter of at most two sheets; results take the second for themselves. The type never shrinks:
fewer pieces are chosen, and the longest texts are cut first. On screen every word is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import ceil

from profilegen.model.pieces import piece_of
from profilegen.model.records import Term
from profilegen.model.school_years import SchoolYear, school_year
from profilegen.model.views import (
    PieceView,
    ReflectionView,
    ReportView,
    StudentView,
    SubjectReportView,
    TestimonialView,
    YearPieceView,
    YearView,
)

_WORDS_A_LINE = 8
_SHORTEST = 6
_SHARES = 3  # of what is said of the year as a whole, and of talking about it: a subject's texts have one


@dataclass(frozen=True, slots=True)
class _Room:
    """What there is room for: pieces of work, and words of the school's own texts. A heading counts as words too."""

    pieces: int
    words: int
    subject_heading: int
    discussion: int = 0  # how many words of it there is room for, where it stands on another sheet


_TWO_SHEETS = _Room(pieces=3, words=1000, subject_heading=22)
_ONE_SHEET = _Room(pieces=2, words=430, subject_heading=14, discussion=120)


def with_years(view: StudentView, terms: Sequence[Term]) -> StudentView:
    """The view, each of its reports beginning with what this audience may see of the student's own year."""
    return replace(view, reports=tuple(replace(one, year=_year(one, view, terms)) for one in view.reports))


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
    """The report, with how many words of each text fit on paper where not all of them do."""
    room = _room_of(report)
    subjects = [text for one in report.subjects for text in (one.achievements, one.next)]
    together = (report.progress, "" if room.discussion else report.discussion)
    texts = [(_length(text), _SHARES) for text in together if text]
    texts += [(_length(text), 1) for text in subjects if text]
    most = _most_of_each(texts, room.words - room.subject_heading * len(report.subjects))
    return replace(
        report,
        progress_room=_room_for(report.progress, most * _SHARES),
        discussion_room=_room_for(report.discussion, room.discussion or most * _SHARES),
        subjects=tuple(_fitted_subject(one, most) for one in report.subjects),
    )


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
