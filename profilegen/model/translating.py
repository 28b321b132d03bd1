"""A record in another language: the original with the words of its translation, and with nothing else of it.

Who may see it, whom a picture shows, who agreed to what, which skills and records it names: all that stays the
original's, so a translation can show nothing that the original does not. Entries of a list belong together where they
name the same thing (a file, a skill, an author and a day); others by their position, if there are as many of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar
from unicodedata import normalize

from profilegen.model.addresses import fold
from profilegen.model.audience import Audience
from profilegen.model.forms import REQUIRED
from profilegen.model.records import (
    Achievement,
    Avatar,
    Conference,
    ConferencePiece,
    Draft,
    Feedback,
    Goal,
    Growth,
    JourneyStop,
    Judgement,
    Media,
    PersonalBest,
    Profile,
    Record,
    Reflection,
    Remember,
    Report,
    Response,
    Result,
    SayMyName,
    Showcase,
    SkillUse,
    Source,
    Statement,
    StatementAnswer,
    Strength,
    SubjectReport,
    Testimonial,
)
from profilegen.model.school import Key

AnyKind = TypeVar("AnyKind", bound=Record)

WORDS: Mapping[type[Record], frozenset[str]] = {
    Profile: frozenset(("pronouns", "languages", "tagline", "about", "interests")),
    Strength: frozenset(("because",)),
    Growth: frozenset(("title", "says")),
    Goal: frozenset(("goal", "why", "next_step", "by", "status")),
    JourneyStop: frozenset(("school", "from_", "until", "classes")),
    Reflection: frozenset(("title", "subject", "setting", "learning_intention", "prompt", "body", "next_step")),
    Testimonial: frozenset(("text",)),
    Achievement: frozenset(("title", "awarded_by", "description")),
    Showcase: frozenset(("title", "for_", "intro")),
    Conference: frozenset(("welcome", "strengths", "next", "ask", "thanks")),
    ConferencePiece: frozenset(("say",)),
    Statement: frozenset(("title", "for_")),
    StatementAnswer: frozenset(("text",)),
    Report: frozenset(("progress", "discussion")),
    SubjectReport: frozenset(("subject", "achievements", "next")),
    Media: frozenset(("alt", "caption", "transcript", "lang")),
    Source: frozenset(("relation",)),
    SkillUse: frozenset(("evidence",)),
    Draft: frozenset(("note",)),
    Judgement: frozenset(("against", "went_well", "not_yet")),
    Feedback: frozenset(("comment", "asks")),
    Response: frozenset(("text",)),
    PersonalBest: frozenset(("what", "before", "now")),
    Remember: frozenset(("question", "answer")),
}
"""Of each group of fields, those whose words a translation replaces. All others are the original's."""

WORDS_NOT_SHOWN: Mapping[type[Record], tuple[str, ...]] = {
    Avatar: ("alt",),
    SayMyName: ("phonetic",),
    Achievement: ("result",),
    Result: ("subject", "qualification", "result"),
    Report: ("by",),
}
"""Words that somebody may translate, and that stand on a page in the original's language only."""
WORDS_OF_THE_HEADER = ("alt", "caption")  # those of the wide picture at the head of the first page, too

_NAMED_BY: Mapping[type[Record], Callable[[Any], object]] = {
    Media: lambda media: normalize("NFC", media.file),
    ConferencePiece: lambda piece: piece.record,
    StatementAnswer: lambda answer: answer.question,
    SkillUse: lambda use: fold(use.skill.strip()),
    Strength: lambda strength: fold(strength.skill.strip()),
    Growth: lambda pair: (pair.then, pair.now),
    Feedback: lambda feedback: (feedback.date, feedback.from_.student or feedback.from_.name),
}


def facts_of(kind: type[Record]) -> Iterator[tuple[str, str]]:
    """The fields that a record needs and that are no words, each with its spelling: a translation may leave them out,
    as its original says them."""
    for name, info in kind.model_fields.items():
        if info.is_required() and name not in WORDS.get(kind, ()):
            yield name, kind.model_words[name]


def in_other_words(original: AnyKind, other: Record | None) -> AnyKind:
    """The original with the words of `other`, a translation of it. Words that this does not have are left empty."""
    changed: dict[str, Any] = {name: _word(original, other, name) for name in WORDS.get(type(original), ())}
    for name in type(original).model_fields:
        own: Any = getattr(original, name)
        theirs: Any = getattr(other, name, None)
        if isinstance(own, Record):
            changed[name] = in_other_words(own, theirs if _is_of(own, theirs) else None)
        elif is_list_of_groups(own):
            found = {position: theirs[number] for position, number in pairs(own, theirs or ())}
            changed[name] = tuple(in_other_words(one, found.get(position)) for position, one in enumerate(own))
    if isinstance(original, Media):
        changed["captions"] = _captions(original, other)
    if isinstance(original, Feedback):
        changed["audience"] = _narrower(original, other)
    return original.model_copy(update=changed)


def pairs(own: Sequence[Record], theirs: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Which entry of an original's list is which of the translation's, by their numbers."""
    if not own or not theirs:
        return
    name_of = _NAMED_BY.get(type(own[0]))
    if name_of is None:
        if len(own) == len(theirs):
            yield from ((number, number) for number in range(len(own)))
        return
    numbers: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(theirs):
        numbers[name_of(one)].append(number)
    for position, one in enumerate(own):
        if numbers[name_of(one)]:
            yield position, numbers[name_of(one)].pop(0)


def without_original(original: Record, other: Record, key: Key = ()) -> Iterator[Key]:
    """The places in a translation whose original is not there, and which are therefore not shown: a group, an entry, or
    a whole list where its entries cannot be told from each other."""
    for name, word in type(original).model_words.items():
        own, theirs = getattr(original, name), getattr(other, name)
        if isinstance(theirs, Record):
            has_original = isinstance(own, Record) and _is_of(own, theirs)
            yield from without_original(own, theirs, (*key, word)) if has_original else ((*key, word),)
        elif is_list_of_groups(theirs):
            yield from _entries_without_original(own, theirs, (*key, word))


def _entries_without_original(own: Sequence[Record], theirs: Sequence[Record], key: Key) -> Iterator[Key]:
    found = {number: own[position] for position, number in pairs(own, theirs)}
    if not found and type(theirs[0]) not in _NAMED_BY:
        yield key
        return
    for number, one in enumerate(theirs):
        if number in found:
            yield from without_original(found[number], one, (*key, number))
        else:
            yield (*key, number)


def _is_of(own: Record, theirs: Record | None) -> bool:
    """Whether a group of a translation is of the original's group, and not of another file or another skill."""
    name_of = _NAMED_BY.get(type(own))
    return theirs is not None and (name_of is None or name_of(own) == name_of(theirs))


def is_list_of_groups(value: object) -> bool:
    """Whether a field holds a list of groups of fields, with something in it."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Record)


def _word(original: Record, other: Record | None, name: str) -> Any:
    if other is not None:
        return getattr(other, name)
    default = type(original).model_fields[name].default
    return "" if default is REQUIRED else default


def _captions(original: Media, other: Record | None) -> str:
    """Captions in the other language are words of it; those of the original are not."""
    theirs = other.captions if isinstance(other, Media) else ""
    return "" if theirs == original.captions else theirs


def _narrower(original: Feedback, other: Record | None) -> Audience | None:
    """A translation of feedback may be for fewer people than the feedback, never for more."""
    theirs = other.audience if isinstance(other, Feedback) else None
    if theirs is None:
        return original.audience
    return min(theirs, Audience.TEACHERS if original.audience is None else original.audience)
