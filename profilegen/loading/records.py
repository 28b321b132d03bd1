"""One file to one record: read, understood, every mistake in it told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from profilegen.loading.field_mistakes import field_mistakes, unknown_name
from profilegen.loading.folders import Found
from profilegen.loading.front_matter import parse_front_matter
from profilegen.loading.older_records import as_today, without_version
from profilegen.loading.plain_words import field_names
from profilegen.loading.text_files import LARGEST, read_text
from profilegen.loading.yaml_text import Mistake, Value, Written, parse
from profilegen.model.addresses import slug_of
from profilegen.model.audience import AUDIENCE_WORDS
from profilegen.model.forms import NotAsAskedError
from profilegen.model.records import Profile, Record, Reflection, Testimonial
from profilegen.model.school import Filed, Key, Places
from profilegen.problems import Problem, Severity
from profilegen.rules import problem

AnyKind = TypeVar("AnyKind", bound=Record)

YAML_ENDINGS = (".yaml", ".yml")
MARKDOWN_ENDINGS = (".md", ".markdown")


def read_record(
    found: Found, kind: type[AnyKind], lent: Mapping[str, Any] | None = None
) -> tuple[Filed[AnyKind] | None, tuple[Problem, ...]]:
    """Reads a file as a record of this kind; None where an error leaves it out. Never raises for what a file holds.

    `lent` are fields for those that the file does not have: the facts that a translation shares with its original.
    """
    written = as_today(read_written(found), kind)
    if lent and written.fields is not None:
        written = replace(written, fields={**lent, **written.fields})
    record, mistakes = validated(written, kind)
    problems = tuple(mistake.problem for mistake in mistakes)
    if record is None or any(mistake.severity is Severity.ERROR for mistake in problems):
        return None, problems
    return Filed(record, found.name, slug_of(stem_of(found)), written.places), problems


def read_written(found: Found, largest: int = LARGEST) -> Written:
    """A file's fields as text, from YAML or from Markdown with front matter."""
    text, problems = read_text(found, largest)
    if problems:
        return Written(None, Places(found.file), mistakes=tuple(Mistake((), unread) for unread in problems))
    is_markdown = found.last.lower().endswith(MARKDOWN_ENDINGS)
    return parse_front_matter(text, found.file) if is_markdown else parse(text, found.file)


def validated(written: Written, kind: type[AnyKind]) -> tuple[AnyKind | None, tuple[Mistake, ...]]:
    """The record that the fields make, and every mistake in form and fields; None where they make none.

    Fields of an older version are read as today's.
    """
    written = as_today(written, kind)
    if written.fields is None:
        return None, written.mistakes
    record: AnyKind | None = None
    mistakes = list(written.mistakes)
    known = {mistake.key for mistake in mistakes if mistake.problem.severity is Severity.ERROR}
    try:
        record = kind.model_validate(without_version(written.fields, kind))
    except NotAsAskedError as error:
        # A field that was told to be wrong in form is not told again to be missing or of the wrong kind.
        mistakes += (mistake for mistake in field_mistakes(error, kind, written) if mistake.key not in known)
    mistakes += (mistake for check in _MORE_RULES.get(kind, ()) for mistake in check(written))
    return record, tuple(mistakes)


def stem_of(found: Found) -> str:
    """A file's name without its ending."""
    last = found.last
    dot = last.rfind(".")
    return last[:dot] if 0 < dot < len(last) - 1 else last


# What a record needs beyond its single fields


def _says_something(written: Written) -> Iterator[Mistake]:
    yield from _needs_one_of(written, (), written.fields, "text")


def _feedback_says_something(written: Written) -> Iterator[Mistake]:
    feedback = (written.fields or {}).get("feedback")
    for number, comment in enumerate(feedback if isinstance(feedback, list) else ()):
        yield from _needs_one_of(written, ("feedback", number), comment, "comment")


def _needs_one_of(written: Written, key: Key, group: Value | None, words: str) -> Iterator[Mistake]:
    if isinstance(group, dict) and not group.get(words) and not group.get("media"):
        place, source = written.places.at(*key), written.places.source_at(*key)
        message = f"This needs “{words}”, or a recording in “media”. Now it says nothing."
        hint = f"Add a line: {words}: What you did well was …"
        yield Mistake((*key, words), problem("missing-field", message, hint, place, source=source))


def _profile_names(written: Written) -> Iterator[Mistake]:
    """A mistyped name under `show` or `name_for` would show to everyone what was meant for few."""
    for field, known in (("show", field_names(Profile)), ("name_for", AUDIENCE_WORDS)):
        group = (written.fields or {}).get(field)
        for name in group if isinstance(group, dict) else ():
            if name not in known:
                yield Mistake((field, name), unknown_name((field, name), known, f"to write under “{field}”", written))


_MORE_RULES: dict[type[Record], tuple[Callable[[Written], Iterator[Mistake]], ...]] = {
    Testimonial: (_says_something,),
    Reflection: (_feedback_says_something,),
    Profile: (_profile_names,),
}
