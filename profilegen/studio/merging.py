"""Two people's changes of one record, laid over each other: what one of them did not touch is as the other left it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from profilegen.loading.yaml_text import Value
from profilegen.studio.forms import Field, Form, as_entries

_CONVERSATION = "feedback"
_WHO_AND_WHEN = ("from", "date")


def laid_over(
    form: Form,
    base: Mapping[str, Value],
    mine: Mapping[str, Value],
    theirs: Mapping[str, Value],
    given_up: Collection[str] = (),
) -> dict[str, Value]:
    """What stands there, with all that I changed of what I saw; of fields that are `given_up`, nothing."""
    after = dict(theirs)
    for word in changed(base, mine):
        if word not in given_up:
            value = mine.get(word)
            if word == _CONVERSATION:
                field = next(one for one in form.fields if one.word == word)
                value = _conversation(field, base.get(word), value, theirs.get(word))
            after.pop(word, None)
            if value is not None:
                after[word] = value
    return after


def changed(before: Mapping[str, Value], after: Mapping[str, Value]) -> tuple[str, ...]:
    """The fields that are not the same."""
    return tuple(word for word in dict.fromkeys((*before, *after)) if before.get(word) != after.get(word))


def _conversation(field: Field, base: Value | None, mine: Value | None, theirs: Value | None) -> Value | None:
    """Comments as they stand there, each with my answer to that very comment.

    No form takes a comment away, and so no answer of mine does. Where mine is to a comment that is not there any more,
    or says something else now, that comment stays below with my answer.
    """
    asked = {one.word for one in field.fields}
    after, before = list(as_entries(theirs)), list(as_entries(base))
    for entry in as_entries(mine):
        old = _at(before, entry, asked)
        if old is not None and before[old] == entry:
            continue
        there = _at(after, entry, asked)
        if there is None:
            after.append(entry)
        else:
            after[there] = _both(before[old] if old is not None else None, entry, after[there])
    return after or None


def _at(entries: list[Value], wanted: Value, asked: Collection[str]) -> int | None:
    """Where the comment of this entry is: all that no form changes is the same, or else its author and day."""
    for same in (_what_is_not_asked, _who_and_when):
        found = [number for number, one in enumerate(entries) if same(one, asked) == same(wanted, asked)]
        if found and (same is _what_is_not_asked or len(found) == 1):
            return found[0]
    return None


def _what_is_not_asked(entry: Value, asked: Collection[str]) -> Value:
    return {word: said for word, said in entry.items() if word not in asked} if isinstance(entry, dict) else entry


def _who_and_when(entry: Value, _asked: Collection[str]) -> Value:
    return {word: entry.get(word, "") for word in _WHO_AND_WHEN} if isinstance(entry, dict) else entry


def _both(base: Value | None, mine: Value, theirs: Value) -> Value:
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return mine
    after = dict(theirs)
    for word in changed(base if isinstance(base, dict) else {}, mine):
        after.pop(word, None)
        if word in mine:
            after[word] = mine[word]
    return after
