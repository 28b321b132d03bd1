"""Praise of the person: kind, and of no use. It says what somebody is, not what they did and could do again.

Found: `you are so clever`, `such a smart girl`, `you're a natural`, `gifted`, `genius`, `good boy`. Left alone: praise of the work
(`a clever use of colour`), of an act (`you were clever to check twice`), and of kindness or effort.
"""

from __future__ import annotations

from profilegen.checks.wordings import first_found, wording

_ABILITY = r"(?:clever|smart|brainy|intelligent|gifted|talented|brilliant|bright|exceptional|outstanding)"
_WHO = r"(?:boy|girl|lad|lass|child|kid|student|pupil|person|young\s(?:man|woman|lady|person)|learner|mind|thing)"
_IS = r"(?:you(?:['’]re|\sare|\swere|\smust\sbe)|(?:he|she)(?:['’]s|\sis|\swas))"
_HOW = r"(?:\s(?:a|an|so|such|very|really|truly|just|clearly|always|quite|extremely|incredibly|naturally|all))"

PRAISE = (
    wording(rf"\b(?i:{_IS}{_HOW}{{0,3}}\s{_ABILITY})\b", unless_after=r"\s+(?:to|about\s+how|in\s+(?:how|the\s+way))\b"),
    wording(rf"\b(?i:{_IS}{_HOW}{{0,3}}\s(?:natural|genius|prodigy|star|superstar|legend|whizz?(?:[\s-]kid)?))\b",
            unless_after=r"\s+(?:to|in\s+the|of\s+the|material|shape|colour)\b"),
    wording(rf"\b(?i:(?:such\s(?:a|an)|what\s(?:a|an)|a|an|you)\s(?:very\s|really\s|so\s)?{_ABILITY}(?:\s(?:little|young))?\s{_WHO})\b"),
    wording(r"\b(?i:good|clever|smart|brilliant)\s(?i:boy|girl|lad|lass)\b"),
    wording(r"\b(?i:clever\s(?:you|clogs)|clever[-\s]clogs)\b"),
    wording(
        r"\b(?i:gifted|talented)\b",
        unless_before=r"\b(?:was|were|been|had|not|be)\s",
        unless_after=r"\s+(?:to|by|him|her|me|us|them|the|and\s+talented\s+programme)\b",
    ),
    wording(r"\b(?i:a|an|such|little|real|true|pure|our)\s(?i:genius|prodigy|whizz?[\s-]kid)\b",
            unless_after=r"\s+(?:idea|use|move|solution|touch|way|of|plan|design|invention|twist)\b"),
    wording(r"\b(?i:a\s(?:real\s|great\s|true\s|rare\s|natural\s)?(?:gift|talent)\sfor)\b"),
    wording(r"\b(?i:natural(?:ly)?[\s-](?:talent(?:ed)?|gift(?:ed)?|born)|born\s(?:writer|leader|artist|scientist|mathematician|performer))\b"),
    wording(r"\b(?i:a)\s(?i:natural)(?=\s{0,2}(?:[.,;!?)\n]|\Z|(?i:at|with|on|when)\b))"),
)  # fmt: skip


def praise_in(text: str) -> str:
    """The first praise of the person in a comment, as it was written; "" where there is none."""
    return first_found(text, PRAISE)
