"""The lines of a list, entry by entry: what somebody noted above an entry or beside it goes where the entry goes.

ruamel.yaml knows a remark as one that comes after something; people mean the entry below. So the list is cut into its
entries here, each with the lines above it, and an entry that changes is rewritten as a small file of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from profilegen.loading.yaml_text import Value
from profilegen.studio.changes import Change, change_group, places_of

Rewrite = Callable[[str, Mapping[str, Change]], str]
"""Changes fields of a small file, as `rewritten` does. It raises what that raises."""

_ALONE = "entry"  # what a text is called while it is a file of its own
_STEP = 2  # how far an entry stands in from its dash


@dataclass(slots=True)
class _Entry:
    """An entry: the remarks above it, and its own lines, the first of which has the dash."""

    above: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _List:
    """A field's lines: up to the first entry, the entries, and the remarks below them all. `dash` is their column."""

    head: list[str]
    dash: int
    entries: list[_Entry]
    tail: list[str]


def with_entries_changed(
    lines: Sequence[str], starts: Sequence[int], known: Sequence[Value], changes: Sequence[Change], rewrite: Rewrite
) -> list[str] | None:
    """The lines of a field that is a list, with its entries changed; None where it is not written one below another.

    `starts` are the numbers of the lines, from 0, in which the `known` entries begin.
    """
    cut = _cut(lines, starts)
    if cut is None or len(cut.entries) != len(known):
        return None
    made: list[str] = []
    for place, change in zip(places_of(known, changes), changes, strict=True):
        old = cut.entries[place] if place is not None else _Entry()
        own = _changed(old.lines, known[place] if place is not None else None, change, cut.dash, rewrite)
        if own is None:
            return None
        made += [*old.above, *own] if own else []
    return [*cut.head, *made, *cut.tail] if made else None


def _cut(lines: Sequence[str], starts: Sequence[int]) -> _List | None:
    """None where an entry does not begin with its dash, all at the same column, in lines of its own."""
    columns = {_column_of_dash(lines[start]) for start in starts}
    if len(columns) != 1 or len(set(starts)) != len(starts) or min(starts) == 0 or -1 in columns:
        return None
    (dash,) = columns
    tops = [_top(lines, start, dash) for start in starts]
    ends = [*tops[1:], _top(lines, len(lines), dash)]
    found = [
        _Entry(list(lines[top:start]), list(lines[start:end]))
        for top, start, end in zip(tops, starts, ends, strict=True)
    ]
    return _List(list(lines[: tops[0]]), dash, found, list(lines[ends[-1] :]))


def _column_of_dash(line: str) -> int:
    """-1 for a line that does not begin with one."""
    bare = line.lstrip(" ")
    return len(line) - len(bare) if bare.startswith("- ") else -1


def _top(lines: Sequence[str], start: int, dash: int) -> int:
    """Where the remarks begin that stand above this line, no further in than the dash."""
    while start > 1 and _is_above(lines[start - 1], dash):
        start -= 1
    return start


def _is_above(line: str, dash: int) -> bool:
    bare = line.strip()
    return not bare or (bare.startswith("#") and len(line) - len(line.lstrip(" ")) <= dash)


def _changed(lines: list[str], known: Value | None, change: Change, dash: int, rewrite: Rewrite) -> list[str] | None:
    """The entry's lines afterwards, none for nothing; None where they cannot be changed on their own."""
    if isinstance(change, list) or isinstance(known, list):
        return None
    if isinstance(change, dict):
        if not isinstance(known, dict):
            return _with_dash(rewrite("", change), dash)
        wanted = deepcopy(known)
        change_group(wanted, change)
        if wanted == known or not wanted:
            return lines if wanted else []
        text = _without_dash(lines, dash)
        return None if text is None else _with_dash(rewrite(text, change), dash)
    if isinstance(known, str) and isinstance(change, str) and known.strip() == change.strip():
        return lines
    text = rewrite(_named(lines, dash) if isinstance(known, str) else "", {_ALONE: change})
    return _with_dash(text.removeprefix(f"{_ALONE}:").lstrip(" "), dash)


def _without_dash(lines: list[str], dash: int) -> str | None:
    """A group as a file of its own; None where its lines do not begin in one column."""
    first = lines[0][dash + 1 :]
    inner = dash + 1 + len(first) - len(first.lstrip(" "))
    if any(line.strip() and line[:inner].strip() for line in lines[1:]):
        return None
    return "".join([lines[0][inner:], *(line[inner:] or "\n" for line in lines[1:])])


def _named(lines: list[str], dash: int) -> str:
    """A text as the one field of a file."""
    return "".join([f"{_ALONE}: {lines[0][dash + 1 :].lstrip(' ')}", *lines[1:]])


def _with_dash(text: str, dash: int) -> list[str]:
    """A file's lines as those of an entry; none for an empty file."""
    inside = " " * (dash + _STEP)
    lines = [f"{inside}{line}\n" if line else "\n" for line in text.removesuffix("\n").split("\n")] if text else []
    return [f"{' ' * dash}- {lines[0][dash + _STEP :]}", *lines[1:]] if lines else []
