"""Taking parts out of a file that somebody wrote, and leaving every other byte as it is.

The parts are found by the YAML's own marks and taken out of the text; then the text is read again, and what it says
has to be exactly what it said before without those parts. Where it is not, nothing is cut: the caller leaves out the
whole file.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from profilegen.model.carrying import Cut
from profilegen.model.school import Key

_BOM = "\ufeff"
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"[ \t]*#[^\n]*\n")

Span = tuple[int, int]


def cut_out(raw: bytes, cuts: Iterable[Cut], *, is_markdown: bool = False, is_lent: bool = False) -> bytes | None:
    """The file without these parts, or with other words in their place; None where that cannot be done safely.

    `is_lent`: a part that does not stand in the file is none, as its original lends it.
    """
    text = raw.decode("utf-8")
    fields = _fields_of(text, is_markdown=is_markdown)
    if fields is None:
        return None
    try:
        done = _cut(text[fields[0] : fields[1]], tuple(cuts), is_lent)
    except (yaml.YAMLError, _CannotCutError, RecursionError):
        return None
    return f"{text[: fields[0]]}{done}{text[fields[1] :]}".encode()


class _CannotCutError(Exception):
    """The part stands where it cannot be taken out by itself."""


def _fields_of(text: str, *, is_markdown: bool) -> Span | None:
    """Where the YAML stands: the whole file, or what is between the two lines of ---."""
    start = 1 if text.startswith(_BOM) else 0
    if not is_markdown:
        return start, len(text)
    # CRLF: the sign before the line's end belongs to the line
    fences = [found.span() for found in _FENCE.finditer(text.replace("\r\n", " \n"))]
    return (fences[0][1] + 1, fences[1][0]) if len(fences) > 1 else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the text: what holds it, at which number in that, and itself (a field's name too)."""

    parent: CollectionNode
    number: int

    @property
    def start(self) -> int:
        return _starts(self.parent)[self.number].start_mark.index

    @property
    def value(self) -> Node:
        inner: Node | tuple[Node, Node] = self.parent.value[self.number]
        return inner[1] if isinstance(inner, tuple) else inner

    @property
    def next_start(self) -> int | None:
        starts = _starts(self.parent)
        return starts[self.number + 1].start_mark.index if self.number + 1 < len(starts) else None


def _starts(parent: CollectionNode) -> list[Node]:
    return [inner[0] if isinstance(inner, tuple) else inner for inner in parent.value]


def _cut(text: str, cuts: tuple[Cut, ...], is_lent: bool) -> str:
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    if not isinstance(root, MappingNode):
        raise _CannotCutError
    spans: list[tuple[int, int, str]] = []
    gone: Counter[str] = Counter()
    cut_nodes: set[int] = set()
    for cut in cuts:
        steps = _steps(root, cut.key)
        if not steps and is_lent:
            continue
        if not steps:
            raise _CannotCutError
        if any(id(step.value) in cut_nodes for step in steps):
            continue  # what holds it is cut already
        if cut.instead:
            spans.append(_replaced(steps[-1].value, cut))
            gone.update(_leaves(steps[-1].value))
            gone.subtract([cut.instead])
            continue
        part, span = _taken_out(text, steps)
        spans.append((*span, ""))
        cut_nodes.add(id(part.value))
    for part in _outermost(root, cut_nodes):
        gone.update(_leaves_of(part))
    done = _applied(text, spans)
    after = yaml.compose(done, Loader=yaml.BaseLoader)
    expected = Counter(_leaves(root))
    expected.subtract(gone)
    if +expected != Counter(_leaves(after) if after else ()) or any(number < 0 for number in expected.values()):
        raise _CannotCutError
    return done


def _steps(root: MappingNode, key: Key) -> list[_Part]:
    """The way from the whole to this part. Short spellings (`media: bridge.jpg`) end the way early;
    there is none where a field on it is not written."""
    steps: list[_Part] = []
    node: Node = root
    for name in key:
        if isinstance(name, int):
            if not isinstance(node, SequenceNode):
                continue  # one thing where a list may stand
            number = name
        elif isinstance(node, MappingNode):
            names = [inner[0].value for inner in node.value]
            if name not in names:
                return []
            number = names.index(name)
        else:
            break
        steps.append(_Part(node, number))
        node = steps[-1].value
    return steps


def _outermost(node: Node, wanted: set[int]) -> Iterator[_Part]:
    """The parts that are wanted, but for those inside of others."""
    if not isinstance(node, CollectionNode):
        return
    for number in range(len(node.value)):
        part = _Part(node, number)
        if id(part.value) in wanted:
            yield part
        else:
            yield from _outermost(part.value, wanted)


def _leaves(node: Node) -> Iterator[str]:
    """Every text in it, names of fields too; what is empty counts as not written."""
    if isinstance(node, ScalarNode):
        if node.value:
            yield node.value
    elif isinstance(node, CollectionNode):
        for number in range(len(node.value)):
            yield from _leaves_of(_Part(node, number))


def _leaves_of(part: _Part) -> Iterator[str]:
    inner = part.parent.value[part.number]
    for node in inner if isinstance(inner, tuple) else (inner,):
        yield from _leaves(node)


def _replaced(node: Node, cut: Cut) -> tuple[int, int, str]:
    if not isinstance(node, ScalarNode) or node.style in ("|", ">"):
        raise _CannotCutError
    return node.start_mark.index, node.end_mark.index, json.dumps(cut.instead, ensure_ascii=False)


def _taken_out(text: str, steps: list[_Part]) -> tuple[_Part, Span]:
    """The innermost part around the end of the way that can be taken out by itself, and where it stands."""
    for part in reversed(steps):
        span = _in_flow(part) if part.parent.flow_style else _in_block(text, part)
        if span is not None:
            return part, span
    raise _CannotCutError


def _in_flow(part: _Part) -> Span:
    """Between brackets: with the comma behind it, or, of the last one, with the comma before it."""
    end = part.value.end_mark.index
    if part.next_start is not None:
        return part.start, part.next_start
    if part.number:
        return _Part(part.parent, part.number - 1).value.end_mark.index, end
    return part.start, end


def _in_block(text: str, part: _Part) -> Span | None:
    """On lines of its own, with the remarks that stand directly above; None where it shares its line with a dash."""
    start = part.start
    if isinstance(part.parent, SequenceNode):
        start = text.rfind("-", 0, start)
        if start < 0 or text[start + 1 : part.start].strip():
            return None
    line = text.rfind("\n", 0, start) + 1
    stands_alone = not text[line:start].strip()
    if part.next_start is not None:
        if not stands_alone:
            return part.start, part.next_start
        return _above(text, line), _line_of_next(text, part)
    return (_above(text, line), _line_after(text, part.value)) if stands_alone else None


def _line_of_next(text: str, part: _Part) -> int:
    assert part.next_start is not None  # noqa: S101 - asked before
    start = part.next_start
    if isinstance(part.parent, SequenceNode):
        start = text.rfind("-", 0, start)
    return text.rfind("\n", 0, start) + 1


def _above(text: str, line: int) -> int:
    while line and (found := _COMMENT.fullmatch(text[text.rfind("\n", 0, line - 1) + 1 : line])):
        line -= len(found[0])
    return line


def _line_after(text: str, node: Node) -> int:
    end = node.end_mark.index
    line = text.rfind("\n", 0, end) + 1
    if not text[line:end].strip():
        return line
    following = text.find("\n", end)
    return len(text) if following < 0 else following + 1


def _applied(text: str, spans: list[tuple[int, int, str]]) -> str:
    """The text with all this done; parts that are taken out may touch and overlap each other."""
    done, reached = [], 0
    for start, end, instead in sorted(spans):
        if end > reached:
            done.append(text[reached : max(start, reached)] + instead)
            reached = max(end, reached)
    return "".join(done) + text[reached:]
