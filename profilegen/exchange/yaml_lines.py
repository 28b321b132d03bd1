"""Fields as the lines of a YAML file, as a person would have written them: no quotes but where they are needed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from profilegen.loading.yaml_text import parse

Fields = Mapping[str, Any]
"""Texts, days, lists and groups of them, in the order in which they are to be written; what is empty is left out."""

_LONGEST_LINE = 100


def yaml_of(fields: Fields) -> str:
    """The whole text of a new file."""
    return "".join(f"{line}\n" for line in lines_of(fields))


def lines_of(fields: Fields, indent: int = 0) -> list[str]:
    """The lines of these fields, each with this many spaces before it."""
    return [" " * indent + line if line else "" for name, value in fields.items() for line in _field(name, value)]


def entry_lines(entry: Fields, indent: int) -> list[str]:
    """The lines of one entry of a list, with its dash."""
    first, *others = lines_of(entry)
    return [" " * indent + f"- {first}", *(" " * indent + f"  {line}" if line else "" for line in others)]


def said(fields: Fields) -> dict[str, Any]:
    """The fields as they are read again: texts, without what is empty."""
    return {name: plain for name, value in fields.items() if (plain := _plain(value))}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return said(value)
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Sequence):
        return [plain for one in value if (plain := _plain(one))]
    return value.isoformat() if isinstance(value, date) else value


def _field(name: str, value: Any) -> list[str]:
    if not _plain(value):
        return []
    if isinstance(value, Mapping):
        return [f"{name}:", *lines_of(value, 2)]
    if isinstance(value, str):
        return _text(name, value)
    if isinstance(value, Sequence):
        return [f"{name}:", *(line for one in value for line in _entry(one))]
    return [f"{name}: {value.isoformat() if isinstance(value, date) else value}"]


def _entry(value: Any) -> list[str]:
    return entry_lines(value, 2) if isinstance(value, Mapping) else [f"  - {scalar(value)}"]


def _text(name: str, text: str) -> list[str]:
    """Several lines, or a long one, stand below the field's name, as in the starter kit."""
    if "\n" not in text and len(text) <= _LONGEST_LINE:
        return [f"{name}: {scalar(text)}"]
    block = [f"{name}: |", *(f"  {line}" if line else "" for line in text.split("\n"))]
    return block if _reads_as("\n".join(block), name, text) else [f"{name}: {_quoted(text)}"]


def scalar(text: str) -> str:
    """A text on one line, that reads as the same text here and for other programs."""
    plain: str = yaml.safe_dump(text, allow_unicode=True, width=sys.maxsize)
    plain = plain.removesuffix("\n").removesuffix("\n...")
    return plain if "\n" not in plain and _reads_as(f"text: {plain}", "text", text) else _quoted(text)


def _quoted(text: str) -> str:
    quoted: str = yaml.safe_dump(text, allow_unicode=True, width=sys.maxsize, default_style='"')
    return quoted.removesuffix("\n")


def _reads_as(written: str, name: str, text: str) -> bool:
    """Asked of the reader that all commands use."""
    found = parse(written, "")
    return not found.mistakes and _plain(found.fields or {}) == {name: text.strip()}
