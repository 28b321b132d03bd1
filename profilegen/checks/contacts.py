"""Contact details in a text: e-mail addresses, telephone numbers, and postcodes of several countries."""

from __future__ import annotations

import re

from profilegen.checks.wordings import first_found, wording

_A_DIGIT = "0|1|2|3|4|5|6|7|8|9"
_US_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]"
)
_AREA = r"(?:[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKMNP-Y]?|GIR)"  # the first half of a British postcode
_INWARD = r"\d[ABD-HJLNP-UW-Z]{2}"  # and the second


def _has_telephone_digits(found: re.Match[str]) -> bool:
    """From the shortest number with an area to the longest that exists."""
    return 9 <= sum(letter.isdigit() for letter in found.group()) <= 15


CONTACTS = (
    wording("@", r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}"),
    # 07700 900123, (01632) 960 001, 020 7946 0018: an area code, then two or three groups; no counting from 0 to 9
    wording(
        "0",
        r"(?<![\d+])(?<!\d[.,/-])\(?0\d{2,4}\)?[\s.-]{0,2}\d{3,4}[\s.-]?\d{3,4}(?![\d/]|[.,]\d)",
        counts=_has_telephone_digits,
    ),
    # +44 7700 900123, +33 1 42 68 53 00, 0049 30 901820
    wording("+|00", r"(?<![\d+])(?:\+|00)[1-9]\d{0,2}(?:[\s().-]{0,3}\d){6,12}(?!\d)", counts=_has_telephone_digits),
    # (202) 555-0143
    wording("-|.", r"(?<![\d+-])(?:\(\d{3}\)\s?|\d{3}[.-])\d{3}[.-]\d{4}(?![\d-])"),
    wording(_A_DIGIT, rf"\b{_AREA}\s?{_INWARD}\b"),
    wording(
        _A_DIGIT,
        rf"\b(?i:{_AREA}\s{_INWARD})\b",
        unless_before=r"\b(?:on|in|at)\s",
        counts=lambda found: not _is_ordinal(found),
    ),
    wording(_A_DIGIT, rf"\b(?:{_US_STATES})\s\d{{5}}(?:-\d{{4}})?\b"),
    wording(_A_DIGIT, r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d\b"),  # Canada
    wording(_A_DIGIT, r"\b(?:[AC-FHKNPRTV-Y]\d{2}|D6W)\s(?=\w{0,3}[A-Z])[\dAC-FHKNPRTV-Y]{4}\b"),  # Ireland
    wording("-", r"\b(?:A|B|CH|D|DK|F|I|L|NL|PL)-\d{4,5}\b"),
)


def _is_ordinal(found: re.Match[str]) -> bool:
    return found.group()[-2:].lower() in ("st", "nd", "rd", "th")


def contact_in(text: str) -> str:
    """The first contact detail in a text, as it was written; "" where there is none."""
    return first_found(text, CONTACTS)
