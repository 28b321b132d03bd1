"""Praise of the person: kind, and of no use. It says what somebody is, not what they did and could do again.

Found: `you are so clever`, `such a smart girl`, `you're a natural`, `gifted`, `genius`, `good boy`. Left alone: praise
of the work (`a clever use of colour`), of an act (`you were clever to check twice`), of kindness and of effort.
"""

from __future__ import annotations

from profilegen.checks.wordings import first_found, one_of, wording

_ABLE = one_of("clever smart brainy intelligent gifted talented brilliant bright exceptional")
_PERSON = one_of("boy girl lad lass child kid student pupil person young_man young_woman young_lady learner mind thing")
_YOU_ARE = r"(?:you(?:['’]re|\sare|\swere|\smust\sbe)|(?:he|she)(?:['’]s|\sis|\swas))"
_SO = rf"(?:\s{one_of('a an so such very really truly just clearly always quite extremely naturally all')}){{0,3}}"
_WONDER = one_of(r"genius prodigy whizz?[\s-]kid")

PRAISE = (
    wording(
        "clever|smart|brain|intell|gifted|talented|brilliant|bright|excep",
        rf"\b(?i:{_YOU_ARE}{_SO}\s{_ABLE})\b",
        unless_after=r"\s+(?:to|in\s+how|in\s+the\s+way)\b",
    ),
    wording(
        "genius|prodigy|whiz|natural|star|legend",
        rf"\b(?i:{_YOU_ARE}{_SO}\s(?:{_WONDER}|natural|star|superstar|legend))\b",
        unless_after=rf"\s+{one_of('in_the of_the material shape colour light')}\b",
    ),
    wording(
        "clever|smart|brain|intell|gifted|talented|brilliant|bright|excep",
        rf"\b(?i:(?:such\san?|what\san?|an?|you)\s(?:very\s|really\s|so\s)?{_ABLE}(?:\slittle|\syoung)?\s{_PERSON})\b",
    ),
    wording("boy|girl|lad|lass", r"\b(?i:(?:good|clever|smart|brilliant)\s(?:boy|girl|lad|lass))\b"),
    wording("clever", r"\b(?i:clever\syou|clever[\s-]clogs)\b"),
    wording(
        "gifted|talented",
        r"\b(?i:gifted|talented)\b",
        unless_before=r"\b(?:was|were|been|had)\s",  # the book was gifted to the school
        unless_after=rf"\s+{one_of('to by him her me us them the')}\b",
    ),
    wording(
        "genius|prodigy|whiz",
        rf"\b(?i:(?:an?|such|little|real|true|pure|our)\s{_WONDER})\b",
        unless_after=rf"\s+{one_of('idea use move solution touch way of plan design invention twist')}\b",
    ),
    wording("gift|talent", rf"\b(?i:a\s(?:{one_of('real great true rare natural')}\s)?(?:gift|talent)\sfor)\b"),
    wording("natural", rf"\b(?i:natural(?:ly)?[\s-]{one_of('talent talented gift gifted born')})\b"),
    wording("born", rf"\b(?i:born\s{one_of('writer leader artist scientist mathematician performer')})\b"),
    wording("natural", r"\b(?i:a\snatural)(?=\s{0,2}(?:[.,;!?)\n]|\Z)|\s(?i:at|with|on|when)\b)"),
)


def praise_in(text: str) -> str:
    """The first praise of the person in a comment, as it was written; "" where there is none."""
    return first_found(text, PRAISE)
