"""A student's speaking cards: for each screen what they want to say, large, two beside each other or one alone.

A card is as high as its words need, so a sheet holds as many as it can. What somebody wrote is never cut: a long text
has the whole width, and a very long one goes on. Where nothing is written yet, the
card has beginnings of sentences and lines to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from profilegen.event.letters import width_of
from profilegen.model.views import ConferenceView, PieceView, StudentView

_SHORT, _NARROW, _WIDE = 90, 180, 700
"""How many letters stand in larger type, beside another card, and together on one sheet."""

_LETTERS_IN_A_LINE = 24  # of a narrow card
_MOST_NAMED = 4  # strengths or goals, as a reminder beside empty lines


Kind = Literal["welcome", "piece", "strengths", "next", "ask", "thanks"]


@dataclass(frozen=True, slots=True)
class SpeakingCard:
    """What to say with one screen. `said` is () where nothing is written; `named` reminds of what the screen shows."""

    number: int
    kind: Kind
    lang: str
    said: tuple[str, ...] = ()
    also: tuple[tuple[str, str], ...] = ()  # the same in other languages: each with its code
    named: tuple[str, ...] = ()
    piece: PieceView | None = None
    is_shown: bool = True  # whether the family sees the piece on the screen

    @property
    def size(self) -> Literal["narrow", "wide", "long"]:
        """Whether it stands beside another, alone, or may go on on another sheet."""
        title = self.piece.title if self.piece else ""
        need = _width(title) + sum(map(_width, self.said)) + sum(_width(text) for _, text in self.also)
        return "narrow" if need <= _NARROW else "wide" if need <= _WIDE else "long"

    @property
    def is_short(self) -> bool:
        """Whether it has so few words that they stand larger."""
        return sum(map(_width, self.said)) <= _SHORT


Row = tuple[SpeakingCard, ...]
"""Two narrow cards beside each other, or one card alone."""


def _width(text: str) -> int:
    """How much room a text takes; of a line that is ended by hand, half is lost."""
    return width_of(text) + text.count("\n") * _LETTERS_IN_A_LINE // 2


def speaking_cards(
    view: StudentView, conference: ConferenceView, shown: Collection[str] = ()
) -> tuple[SpeakingCard, ...]:
    """The cards for these screens, in their order; `shown` are the addresses of the pieces that the family sees."""
    return tuple(_cards(view, conference, shown))


def _cards(view: StudentView, conference: ConferenceView, shown: Collection[str]) -> Iterator[SpeakingCard]:
    number = 1
    yield _card(number, "welcome", conference, lambda words: (words.welcome,))
    for number, one in enumerate(conference.pieces, start=2):
        card = _card(number, "piece", conference, partial(_say, number - 2, len(conference.pieces)))
        yield replace(card, piece=one.piece, is_shown=one.piece.address in shown)
    if view.strengths or conference.strengths:
        number += 1
        names = tuple(strength.skill.written or strength.skill.name for strength in view.strengths)
        yield replace(
            _card(number, "strengths", conference, lambda words: (words.strengths,)), named=names[:_MOST_NAMED]
        )
    if view.goals or conference.next:
        number += 1
        names = tuple(goal.goal for goal in view.goals)
        yield replace(_card(number, "next", conference, lambda words: (words.next,)), named=names[:_MOST_NAMED])
    yield _card(number + 1, "ask", conference, lambda words: words.questions)
    yield _card(number + 2, "thanks", conference, lambda words: (words.thanks,))


def _card(
    number: int, kind: Kind, conference: ConferenceView, texts: Callable[[ConferenceView], Iterable[str]]
) -> SpeakingCard:
    """A card with these texts, and with the same in other languages."""
    said = tuple(_written(texts(conference)))
    others = ((one.lang, one.words) for one in conference.translations)
    also = (
        (lang, text) for lang, words in others if isinstance(words, ConferenceView) for text in _written(texts(words))
    )
    return SpeakingCard(number, kind, conference.lang, said, tuple(also))


def _say(number: int, total: int, words: ConferenceView) -> tuple[str, ...]:
    """What is to be said of this piece; nothing where a translation has other pieces."""
    return (words.pieces[number].say,) if len(words.pieces) == total else ()


def _written(texts: Iterable[str]) -> Iterator[str]:
    return filter(None, map(str.strip, texts))


def rows_of(cards: Sequence[SpeakingCard]) -> tuple[Row, ...]:
    """The cards in their order: narrow ones in pairs; whatever needs more room, or is left over, alone."""
    rows: list[Row] = []
    at = 0
    while at < len(cards):
        pair = tuple(cards[at : at + 2])
        rows.append(pair if all(one.size == "narrow" for one in pair) else pair[:1])
        at += len(rows[-1])
    return tuple(rows)
