"""What a field may hold. YAML is read as text first, so each of these turns text into what the field says it is.

A mistake is raised as `PydanticCustomError(type, sentence)`: the sentence is for the person who wrote the file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_before_validator_function

from profilegen.model.audience import AUDIENCE_WORDS, Audience, audience_named
from profilegen.model.days import day_written, is_spelt_as_a_day

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
        raise PydanticCustomError("date", "There is no such day in the calendar.")
    raise PydanticCustomError("date", "This needs a date, written year-month-day like 2026-10-14.")


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


def _as_name(value: object) -> str:
    text = _as_text(value)
    if not any(letter.isalnum() for letter in text):
        raise PydanticCustomError("name", "A name needs at least one letter.")
    return text


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    raise PydanticCustomError("text", "This needs text, not a list or a group of fields.")


def _as_path(value: object) -> str:
    """Names copied from a Mac's file browser are written in another Unicode form; they mean the same file."""
    return unicodedata.normalize("NFC", _as_text(value))


class _AsList:
    """One piece of text stands for a list of one; editors learn so too."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"type": "string"}]}

    @staticmethod
    def _listed(value: object) -> object:
        return [value] if isinstance(value, str) else value


@dataclass(frozen=True)
class ShortFor:
    """Plain text stands for a group of fields: `me.jpg` for `{file: me.jpg}`; editors learn so too."""

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._expanded, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [handler(schema), {"type": "string"}]}

    def _expanded(self, value: object) -> object:
        return {self.field: value} if isinstance(value, str) else value


def _schema(**words: Any) -> WithJsonSchema:
    return WithJsonSchema(words)


_ANY_SCALAR = ["string", "number", "boolean"]  # `name: 1.10` is text to us, a number to an editor

Text = Annotated[str, BeforeValidator(_as_text), _schema(type=_ANY_SCALAR)]
FilePath = Annotated[str, BeforeValidator(_as_path), _schema(type=_ANY_SCALAR)]
Markdown = Annotated[
    str, BeforeValidator(_as_text), _schema(type=_ANY_SCALAR, description="Markdown: **bold**, lists, links; no HTML.")
]
Date = Annotated[date, BeforeValidator(_as_date), _schema(type="string", pattern=r"^\d{4}-\d{2}-\d{2}$")]
WholeNumber = Annotated[int, BeforeValidator(_as_whole_number), _schema(type=["integer", "string"], minimum=0)]
YesNo = Annotated[bool, BeforeValidator(_as_yes_no), _schema(enum=["yes", "no", True, False], description="yes or no")]
AudienceWord = Annotated[Audience, BeforeValidator(_as_audience), _schema(enum=list(AUDIENCE_WORDS))]
Language = Annotated[str, BeforeValidator(_as_language), _schema(type="string", examples=["en-GB", "cy", "ar"])]
AsList = _AsList()
Name = Annotated[str, BeforeValidator(_as_name), _schema(type=_ANY_SCALAR)]
Texts = Annotated[tuple[Text, ...], AsList]
FilePaths = Annotated[tuple[FilePath, ...], AsList]
Languages = Annotated[tuple[Language, ...], AsList]
