"""What a field may hold. YAML is read as text first, so each of these turns text into what the field says it is.

A mistake is raised with `not_as_asked(kind, sentence, value)`: the sentence is for the person who wrote the file.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated

from profilegen.model.audience import AUDIENCE_WORDS, Audience, audience_named
from profilegen.model.days import day_written, is_spelt_as_a_day
from profilegen.model.forms import Scalar, ShortFor, not_as_asked

_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}\Z", re.ASCII)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*\Z", re.ASCII)


def _as_date(value: object) -> date:
    if isinstance(value, date):
        return value
    text = value if isinstance(value, str) else ""
    try:
        return day_written(text)
    except ValueError:
        pass
    if is_spelt_as_a_day(text):
        raise not_as_asked("date", "There is no such day in the calendar.", value)
    raise not_as_asked("date", "This needs a date, written year-month-day like 2026-10-14.", value)


def _as_whole_number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE_NUMBER.match(value.strip()):
        return int(value)
    raise not_as_asked("number", "This needs a whole number, such as 12.", value)


def _as_yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES_NO:
        return _YES_NO[value.strip().lower()]
    raise not_as_asked("yes-no", "This needs yes or no.", value)


def _as_audience(value: object) -> Audience:
    if isinstance(value, Audience):
        return value
    if isinstance(value, str) and value.strip().lower() in AUDIENCE_WORDS:
        return audience_named(value)
    raise not_as_asked("audience", "This needs one of the five audiences: " + ", ".join(AUDIENCE_WORDS) + ".", value)


def _as_language(value: object) -> str:
    if isinstance(value, str) and _LANGUAGE_TAG.match(value.strip()):
        return value.strip()
    raise not_as_asked("language", "This needs a language code, such as en-GB, cy, ar or zh-Hans.", value)


def _as_name(value: object) -> str:
    text = _as_text(value)
    if not any(letter.isalnum() for letter in text):
        raise not_as_asked("name", "A name needs at least one letter.", value)
    return text


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    raise not_as_asked("text", "This needs text, not a list or a group of fields.", value)


def _as_path(value: object) -> str:
    """Names copied from a Mac's file browser are written in another Unicode form; they mean the same file."""
    return unicodedata.normalize("NFC", _as_text(value))


_ANY_SCALAR = ["string", "number", "boolean"]  # `name: 1.10` is text to us, a number to an editor

Text = Annotated[str, Scalar(_as_text, type=_ANY_SCALAR)]
FilePath = Annotated[str, Scalar(_as_path, type=_ANY_SCALAR)]
Markdown = Annotated[str, Scalar(_as_text, type=_ANY_SCALAR, description="Markdown: **bold**, lists, links; no HTML.")]
Date = Annotated[date, Scalar(_as_date, type="string", pattern=r"^\d{4}-\d{2}-\d{2}$")]
WholeNumber = Annotated[int, Scalar(_as_whole_number, type=["integer", "string"], minimum=0)]
YesNo = Annotated[bool, Scalar(_as_yes_no, enum=["yes", "no", True, False], description="yes or no")]
AudienceWord = Annotated[Audience, Scalar(_as_audience, enum=list(AUDIENCE_WORDS))]
Language = Annotated[str, Scalar(_as_language, type="string", examples=["en-GB", "cy", "ar"])]
AsList = ShortFor()
Name = Annotated[str, Scalar(_as_name, type=_ANY_SCALAR)]
Texts = Annotated[tuple[Text, ...], AsList]
FilePaths = Annotated[tuple[FilePath, ...], AsList]
Languages = Annotated[tuple[Language, ...], AsList]
