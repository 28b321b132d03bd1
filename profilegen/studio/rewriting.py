"""Changing some fields of a file that people wrote: comments, order and the fields that nobody asked about stay.

ruamel.yaml writes the fields that change; the lines of all others are taken over as they are. Whether what came out
says what it should is then asked of the reader that every other command uses, so that nothing is ever saved that would
be read as something else.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.yaml_text import Value, Written, parse, parse_in_full
from profilegen.problems import ProfilegenError
from profilegen.studio.changes import Change as Change
from profilegen.studio.changes import Spelling, change_group, cleaned
from profilegen.studio.entries import with_entries_changed

_FENCE = "---"
_BODY = "body"
_BYTE_ORDER_MARK = "\ufeff"


class NotRewrittenError(ProfilegenError):
    """A file that cannot be changed without risk to what it says; it stays as it is."""


def rewritten(text: str, changes: Mapping[str, Change], *, markdown: bool = False) -> str:
    """A record's file with these fields changed. `markdown` says that it has front matter, and a body below.

    Its line ends stay as they are, and so does the mark that Windows puts before a text.
    NotRewrittenError where the file has mistakes, or where what comes out would not be read as it should.
    """
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(mark).replace("\r\n", "\n").replace("\r", "\n")
    sound = {name: cleaned(change) for name, change in changes.items()}
    return mark + _rewritten(plain, sound, markdown).replace("\n", line_end)


def _rewritten(text: str, changes: Mapping[str, Change], markdown: bool) -> str:
    before = _read(text, markdown)
    if (before.fields is None and text.strip()) or before.mistakes:
        raise NotRewrittenError("There is a mistake in this file.", "Mend it in a text editor first.")
    wanted = _merged(before.fields or {}, changes)
    if markdown and _BODY in wanted:
        wanted[_BODY] = wanted[_BODY].strip("\n")
    touched = {name for name in changes if (before.fields or {}).get(name) != wanted.get(name)}
    if not touched:
        return text
    needed = {name: change for name, change in changes.items() if name in touched}
    for made in _in_front_matter(text, needed) if markdown else _in_yaml(text, needed):
        after = _read(made, markdown)
        if not after.mistakes and after.fields == wanted:
            return made
    raise NotRewrittenError("This file is written in a way that cannot be changed here.", "Use a text editor.")


def _read(text: str, markdown: bool) -> Written:
    return parse_front_matter(text, "") if markdown else parse(text, "")


def _merged(before: Mapping[str, Value], changes: Mapping[str, Change]) -> dict[str, Any]:
    """The fields as they should be read afterwards."""
    after: dict[str, Any] = deepcopy(dict(before))
    change_group(after, changes)
    return after


def _in_front_matter(text: str, changes: Mapping[str, Change]) -> Iterator[str]:
    """The same as below, of a file that is known to be in order."""
    lines = text.splitlines(keepends=True) if text.endswith("\n") else f"{text}\n".splitlines(keepends=True)
    first, second = [number for number, line in enumerate(lines) if line.rstrip() == _FENCE][:2]
    above, head, body = lines[: first + 1], "".join(lines[first + 1 : second]), "".join(lines[second + 1 :])
    if _BODY in changes:
        said = changes[_BODY]
        body = f"\n{said.rstrip()}\n" if isinstance(said, str) else ""
    fields = {name: change for name, change in changes.items() if name != _BODY}
    for made in _in_yaml(head, fields) if fields else (head,):
        yield "".join((*above, made, lines[second], body))


def _in_yaml(text: str, changes: Mapping[str, Change]) -> Iterator[str]:
    """Ways of writing it, the one that people like best first."""
    lists = _lists_by_entry(text, changes)
    for spelt in (_as_people_write, _in_quotes):
        whole = _dumped(text, changes, spelt)
        if lists:
            yield from _with_the_lines_of_others(text, whole, changes, lists)
        yield from _with_the_lines_of_others(text, whole, changes)
        yield whole


def _lists_by_entry(text: str, changes: Mapping[str, Change]) -> dict[str, list[str]]:
    """The lines of the lists that change, by field, where each entry can keep its own."""
    written, pieces = parse_in_full(text, ""), _pieces(text) or {}
    found: dict[str, list[str]] = {}
    for name, change in changes.items():
        known = (written.fields or {}).get(name)
        if isinstance(change, list) and isinstance(known, list) and name in pieces:
            first = written.names[(name,)][0].line
            starts = [written.places.known[(name, number)][0].line - first for number in range(len(known))]
            with suppress(NotRewrittenError):  # then ruamel.yaml writes the list as a whole
                made = with_entries_changed(pieces[name].lines, starts, known, change, _small_file)
                found |= {name: made} if made else {}
    return found


def _small_file(text: str, changes: Mapping[str, Change]) -> str:
    return _rewritten(text, changes, markdown=False)


def _dumped(text: str, changes: Mapping[str, Change], spelt: Spelling) -> str:
    yaml = _yaml()
    document = _loaded(yaml, text)
    remarks = text if document is None else ""  # of a file in which all is remark
    document = yaml.map() if document is None else document
    change_group(document, changes, spelt)
    made = io.StringIO()
    yaml.dump(document, made)
    return remarks + (made.getvalue() if document else "")


def _loaded(yaml: Any, text: str) -> Any:
    """NotRewrittenError for what our reader can read, and ruamel.yaml cannot: a tab after a colon."""
    from ruamel.yaml.error import YAMLError

    try:
        return yaml.load(text)
    except (YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"Line {mark.line + 1} of its fields" if mark is not None else "One of its lines"
        message = f"{where} is written in a way that cannot be changed here."
        raise NotRewrittenError(message, "Is there a tab in it? Write spaces, in a text editor.") from error


def _yaml() -> Any:
    """Reads every scalar as text, as all of profilegen does, so that nothing like 007 or 1_000 is made prettier."""
    from ruamel.yaml import YAML
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.resolver import VersionedResolver

    class OnlyText(VersionedResolver):
        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            if kind is ScalarNode and implicit[0]:
                return super().resolve(kind, "text" if value else "", implicit)
            return super().resolve(kind, value, implicit)

    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = OnlyText
    yaml.preserve_quotes = True
    yaml.width = 1 << 20  # a line stays the line that somebody wrote
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    return yaml


def _as_people_write(text: str) -> str:
    """Text of several lines as a block, any other without quotes where that is possible."""
    from ruamel.yaml.scalarstring import LiteralScalarString

    made: str = LiteralScalarString(text) if "\n" in text else text
    return made


def _in_quotes(text: str) -> str:
    """For what would be read as something else: -5 degrees, a line that begins with spaces."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    quoted: str = DoubleQuotedScalarString(text)
    return quoted


# Lines


@dataclass(frozen=True, slots=True)
class _Piece:
    """The lines of one field, and those below it, up to the next, that belong to no field."""

    lines: list[str]
    rest: list[str]


def _with_the_lines_of_others(
    text: str, whole: str, changed: Collection[str], known: Mapping[str, list[str]] = MappingProxyType({})
) -> Iterator[str]:
    """The old text, with only the lines of changed fields from the new one; nothing where fields share lines.

    `known` are the lines of fields that are not taken from there.
    """
    old, new = _pieces(text), _pieces(whole)
    if old is None or new is None:
        return
    made = list(old.pop("").lines)
    new.pop("")
    for name, piece in old.items():
        kept = new.get(name) if name in changed else piece
        made += known.get(name, kept.lines) if kept else []
        made += piece.rest if kept or any(line.strip() for line in piece.rest) else []
    for name, piece in new.items():
        made += piece.lines if name not in old else []
    yield "".join(made)


def _pieces(text: str) -> dict[str, _Piece] | None:
    """The fields of a file, each with its lines; under "" what stands above the first. None where they share lines."""
    lines = [f"{line}\n" for line in text.removesuffix("\n").split("\n")] if text else []
    places = parse_in_full(text, "").names
    starts = {str(key[0]): place for key, (place, _) in places.items() if len(key) == 1}
    numbers = sorted(place.line - 1 for place in starts.values())
    if len(set(numbers)) < len(numbers) or any(place.column != 1 for place in starts.values()):
        return None
    ends = [*numbers, len(lines)][1:]
    found = {"": _Piece(lines[: numbers[0] if numbers else None], [])}
    for name, start, end in zip(sorted(starts, key=lambda word: starts[word]), numbers, ends, strict=True):
        own = end
        while own > start + 1 and (not lines[own - 1].strip() or lines[own - 1].startswith("#")):
            own -= 1
        found[name] = _Piece(lines[start:own], lines[own:end])
    return found
