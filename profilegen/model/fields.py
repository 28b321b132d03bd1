"""What a field may hold. YAML is read as text first, so each of these turns text into what the field says it is.

A mistake is raised as `PydanticCustomError(type, sentence)`: the sentence is for the person who wrote the file.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from profilegen.model.audience import AUDIENCE_WORDS, Audience, audience_named

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}\Z", re.ASCII)
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*\Z", re.ASCII)


def _as_date(value: object) -> date:
    if isinstance(value, date):
        return value
    match = _DATE.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("date", "This needs a date, written year-month-day like 2026-10-14.")
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        raise PydanticCustomError("date", "There is no such day in the calendar.") from None


def _as_whole_number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE_NUMBER.match(value.strip()):
        return int(value)
    raise PydanticCustomError("number", "This needs a whole number, such as 12.")


def _as_yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES_NO:
        return _YES_NO[value.strip().lower()]
    raise PydanticCustomError("yes-no", "This needs yes or no.")


def _as_audience(value: object) -> Audience:
    if isinstance(value, Audience):
        return value
    if isinstance(value, str) and value.strip().lower() in AUDIENCE_WORDS:
        return audience_named(value)
    raise PydanticCustomError("audience", "This needs one of the five audiences: " + ", ".join(AUDIENCE_WORDS) + ".")


def _as_language(value: object) -> str:
    if isinstance(value, str) and _LANGUAGE_TAG.match(value.strip()):
        return value.strip()
    raise PydanticCustomError("language", "This needs a language code, such as en-GB, cy, ar or zh-Hans.")


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    raise PydanticCustomError("text", "This needs text, not a list or a group of fields.")


def _as_list(value: object) -> object:
    """One piece of text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def short_for(field: str) -> BeforeValidator:
    """Lets plain text stand for a group of fields: `me.jpg` for `{file: me.jpg}`."""

    def expand(value: object) -> object:
        return {field: value} if isinstance(value, str) else value

    return BeforeValidator(expand)


def _schema(**words: Any) -> WithJsonSchema:
    return WithJsonSchema(words)


Text = Annotated[str, BeforeValidator(_as_text)]
Markdown = Annotated[
    str, BeforeValidator(_as_text), _schema(type="string", description="Markdown: **bold**, lists, links; no HTML.")
]
Date = Annotated[date, BeforeValidator(_as_date), _schema(type="string", pattern=r"^\d{4}-\d{2}-\d{2}$")]
WholeNumber = Annotated[int, BeforeValidator(_as_whole_number), _schema(type=["integer", "string"], minimum=0)]
YesNo = Annotated[bool, BeforeValidator(_as_yes_no), _schema(enum=["yes", "no", True, False], description="yes or no")]
AudienceWord = Annotated[Audience, BeforeValidator(_as_audience), _schema(enum=list(AUDIENCE_WORDS))]
Language = Annotated[str, BeforeValidator(_as_language), _schema(type="string", examples=["en-GB", "cy", "ar"])]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]
Languages = Annotated[tuple[Language, ...], BeforeValidator(_as_list)]
AsList = BeforeValidator(_as_list)
