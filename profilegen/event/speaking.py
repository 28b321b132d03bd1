"""A student's speaking cards: for each screen what they want to say, large, on a quarter or a half of a sheet.

What somebody wrote is never cut: a long text has half a sheet, or sheets of its own. Where nothing is written yet, the
card has beginnings of sentences and lines to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from profilegen.event.letters import width_of
from profilegen.model.views import ConferenceView, PieceView, StudentView

_SHORT, _QUARTER, _HALF = 90, 180, 400
"""How many letters have room on a part of a sheet, in type that is read at arm's length; and few in larger type."""

_LETTERS_IN_A_LINE = 24  # of a quarter
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
    def size(self) -> Literal["quarter", "half", "sheet"]:
        """The part of a sheet that it needs."""
        title = self.piece.title if self.piece else ""
        need = _width(title) + sum(map(_width, self.said)) + sum(_width(text) for _, text in self.also)
        return "quarter" if need <= _QUARTER else "half" if need <= _HALF else "sheet"

    @property
    def is_short(self) -> bool:
        """Whether it has so few words that they stand larger."""
        return sum(map(_width, self.said)) <= _SHORT


Row = tuple[SpeakingCard, ...]
"""Two quarters beside each other, or one card alone."""

Leaf = tuple[Row, ...]
"""A sheet: two rows; or one card that needs all of it."""


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


def leaves_of(cards: Sequence[SpeakingCard]) -> tuple[Leaf, ...]:
    """The cards as they stand on sheets, in their order."""
    leaves: list[Leaf] = []
    for row in _rows(cards):
        is_alone = row[0].size == "sheet"
        if leaves and not is_alone and len(leaves[-1]) == 1 and leaves[-1][0][0].size != "sheet":
            leaves[-1] = (*leaves[-1], row)
        else:
            leaves.append((row,))
    return tuple(leaves)


def _rows(cards: Sequence[SpeakingCard]) -> Iterator[Row]:
    """Quarters in pairs; whatever needs more room, or is left over, alone."""
    at = 0
    while at < len(cards):
        pair = cards[at : at + 2]
        is_pair = len(pair) == 2 and all(one.size == "quarter" for one in pair)
        yield tuple(pair) if is_pair else (cards[at],)
        at += 2 if is_pair else 1
