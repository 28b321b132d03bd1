"""The text of an older record as today's version writes it: comments, order and all other fields stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.yaml_text import Mistake, Written, parse
from profilegen.model.forms import Record
from profilegen.model.schema import SCHEMA, NotAStepError, Step, Table, taken, version_of
from profilegen.problems import Severity
from profilegen.studio.changes import Change
from profilegen.studio.rewriting import NotRewrittenError, rewritten

_MARK = "\ufeff"
_BODY = "body"


def upgraded(text: str, kind: type[Record], table: Table, *, markdown: bool) -> str:
    """The file's text in today's version; the same text where no step concerns it.

    NotRewrittenError, with the reason, where a person has to look: a mistake in the file, a newer version, a way of
    writing that cannot be changed without risk. Such a record is read all the same, if it can be read at all.

    A file that says nothing stays as it is. Not kept: line ends of two sorts in one file, which become one, and the
    quotes and remarks inside a field that a step changes.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(mark).replace("\r\n", "\n").replace("\r", "\n")
    written = _read(plain, markdown)
    if not written.fields and not written.mistakes:
        return text
    version = None if written.fields is None else version_of(written.fields)
    if written.fields is None or version is None or _has_errors(written.mistakes):
        raise NotRewrittenError("There is a mistake in this file.", "Mend it first: `profilegen check` says where.")
    if version > table.version:
        told = f"Its fields are of version {version}; this profilegen knows version {table.version}."
        raise NotRewrittenError(told, "Get a newer profilegen.")
    steps = table.since(version, kind.__name__)
    if not steps:
        return text
    made, wanted = plain, dict(written.fields)
    for step in steps:
        try:
            after = taken(step, wanted)
        except NotAStepError:
            told = "One of its fields is not what it should be."
            raise NotRewrittenError(told, "Mend it first: `profilegen check` says where.") from None
        made, wanted = _with_new_names(made, step, wanted, after, markdown), after
    wanted[SCHEMA] = f"{table.version}"
    return mark + _saying(made, wanted, markdown).replace("\n", line_end)


def _has_errors(mistakes: Iterable[Mistake]) -> bool:
    """Of a field that is there twice, one would be lost without a word."""
    return any(one.problem.severity is Severity.ERROR for one in mistakes)


def _read(text: str, markdown: bool) -> Written:
    return parse_front_matter(text, "") if markdown else parse(text, "")


def _with_new_names(text: str, step: Step, before: Mapping[str, Any], after: Mapping[str, Any], markdown: bool) -> str:
    """The text with each field that got another name under that name, in its old place: comments stay with it."""
    lines, names = text.split("\n"), _read(text, markdown).names
    for new, old in step.was.items():
        is_renamed = old in before and old not in after and new in after and new not in before
        if not is_renamed or (old,) not in names or (markdown and _BODY in (old, new)):
            continue
        place = names[(old,)][0]
        line, start = lines[place.line - 1], place.column - 1
        if line[start:].startswith(old):
            lines[place.line - 1] = f"{line[:start]}{new}{line[start + len(old) :]}"
    made = "\n".join(lines)
    return made if _read(made, markdown).fields is not None else text


def _saying(text: str, wanted: dict[str, Any], markdown: bool) -> str:
    """The text changed so that it says just this. What is new stands at its end."""
    for changes in (_difference, _anew):
        made = text
        for some in changes(_fields(text, markdown), wanted):
            made = rewritten(made, some, markdown=markdown)
        if _alike(_fields(made, markdown), wanted):
            return made
    raise NotRewrittenError("This file is written in a way that cannot be changed here.", "Use a text editor.")


def _fields(text: str, markdown: bool) -> dict[str, Any]:
    return dict(_read(text, markdown).fields or {})


def _difference(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[dict[str, Change]]:
    """What changes, entry by entry, so that the others keep their lines."""
    found = {name: _change(now.get(name), wanted.get(name)) for name in _differing(now, wanted)}
    if found:
        yield found


def _anew(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[dict[str, Change]]:
    """The same, each field that changes taken away first and then written whole."""
    names = [*_differing(now, wanted)]
    if names:
        yield dict.fromkeys(names)
        yield {name: wanted.get(name) for name in names}


def _differing(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name in dict.fromkeys([*now, *wanted]) if not _alike(now.get(name), wanted.get(name)))


def _change(now: Any, wanted: Any) -> Change:
    """In a group only what is named changes, so what is gone is named too."""
    if isinstance(now, dict) and isinstance(wanted, dict):
        return {name: _change(now.get(name), wanted.get(name)) for name in dict.fromkeys([*now, *wanted])}
    if isinstance(now, list) and isinstance(wanted, list) and len(now) == len(wanted):
        return [_change(old, new) for old, new in zip(now, wanted, strict=True)]
    change: Change = wanted
    return change


def _alike(one: Any, other: Any) -> bool:
    """Whether they say the same: space around a text says nothing."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    return bool(one == other)
