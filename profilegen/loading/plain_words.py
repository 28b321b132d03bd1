"""Small pieces of the sentences that tell people what is wrong and what to write instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from profilegen.model import records

_LONGEST_EXAMPLE = 70
_MANY = 100


def field_names(kind: type[records.Record]) -> tuple[str, ...]:
    """The names of a record's fields, as people write them: `from`, not `from_`."""
    return tuple(field.alias or name for name, field in kind.model_fields.items())


FIELD_NAMES: frozenset[str] = frozenset(
    name
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, records.Record)
    for name in field_names(kind)
)


def quoted(text: str) -> str:
    """A text in quotes, as it can be written in YAML; shortened where it is long."""
    text = text.strip()
    if len(text) > _LONGEST_EXAMPLE:
        text = text[: _LONGEST_EXAMPLE - 1].rstrip() + "…"
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one; "" where none is."""
    folded = {_folded(name): name for name in reversed(tuple(known))}  # of two alike, the first
    wanted = _folded(word)
    if wanted in folded:
        return folded[wanted]
    if len(folded) > _MANY:  # comparing each of a thousand with each of a thousand takes minutes
        folded = {spelling: name for spelling, name in folded.items() if spelling[:1] == wanted[:1]}
    close = difflib.get_close_matches(wanted, folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def _folded(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")[:_LONGEST_EXAMPLE]


def listed(words: Iterable[str]) -> str:
    """Words with commas between them."""
    return ", ".join(words)
