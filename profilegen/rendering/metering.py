"""What a template costs is counted while it runs: this is where, when it is compiled, the counting is put in.

A loop counts before its first round, a macro, a block or a page when it begins: each all that is written in it. So no
part of a template runs uncounted; what costs more than its writing tells (long texts and lists, files) counts that too,
where it is done. What a page can do without, and could be used to want too much, is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

from profilegen.rendering.bounds import TooMuchError, bounded

_LETTERS_A_STEP = 6  # of a template's own text, as a power of two: it is there, and only handed on
_COUNTS_ITSELF = (nodes.Macro, nodes.CallBlock, nodes.Block)

MOST_PARTS = 12_000
"""In one template: ten times as many as the largest of the product's has."""

MOST_PARTS_IN_ALL = 80_000
"""In all templates of a theme and of those that it extends, which take a few seconds to compile."""

EACH, SPEND, WEIGH, COMPARED = "each", "spend", "weigh", "compared"
"""What the code of templates calls, in `bounds.Allowance`."""


class Meter(NodeTransformer):
    """Puts the counting into one template."""

    def __init__(self, name: str | None) -> None:
        self._name = name

    def visit_Template(self, template: nodes.Template) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A page or a part."""
        return self._counted(template)

    def visit_Block(self, block: nodes.Block) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A block; one that must be replaced says nothing."""
        return block if block.required else self._counted(block)

    def visit_Macro(self, macro: nodes.Macro) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A macro, which may call itself."""
        return self._counted(macro)

    def visit_CallBlock(self, call: nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja's name
        """What `caller()` writes, as often as the macro calls it."""
        return self._counted(call)

    def _counted(self, part: nodes.Template | nodes.Block | nodes.Macro | nodes.CallBlock) -> nodes.Node:
        steps = _steps(part.body) + 1
        self.generic_visit(part)
        part.body.insert(0, nodes.ExprStmt(_call(SPEND, nodes.Const(steps)), lineno=part.lineno))
        return part

    def visit_For(self, loop: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A loop counts all of its rounds when it begins; one that goes on into its own children, each round."""
        steps = nodes.Const(_steps([*loop.body, *([loop.test] if loop.test else [])]) + 1)
        self.generic_visit(loop)
        loop.iter = _call(EACH, cast("nodes.Expr", loop.iter), steps)
        if loop.recursive:
            loop.body.insert(0, nodes.ExprStmt(_call(SPEND, steps), lineno=loop.lineno))
        return loop

    def visit_Getitem(self, asked: nodes.Getitem) -> nodes.Node:  # noqa: N802 - Jinja's name
        """`names[1:]` copies."""
        self.generic_visit(asked)
        if isinstance(asked.arg, nodes.Slice):
            asked.node = _call(EACH, asked.node, nodes.Const(1))
        return asked

    def visit_Compare(self, comparison: nodes.Compare) -> nodes.Node:  # noqa: N802 - Jinja's name
        """`a == b`, and `a in b`. What is written in the template is as short as that, and ends a comparison soon."""
        sides = [comparison.expr, *(one.expr for one in comparison.ops)]
        is_short = len(sides) == 2 and any(isinstance(side, nodes.Const) for side in sides)
        self.generic_visit(comparison)
        for one in comparison.ops:
            if not isinstance(one.expr, nodes.Const) and (not is_short or one.op in ("in", "notin")):
                one.expr = _call(COMPARED, one.expr)
        return comparison

    def visit_Const(self, written: nodes.Const) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A number that is written in a template may be as long as that."""
        try:
            bounded(written.value)
        except TooMuchError as error:
            raise TemplateSyntaxError(str(error), written.lineno, self._name) from error
        return written

    def visit_Include(self, include: nodes.Include) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Of a list of names, all could be looked for in each round of a loop."""
        if isinstance(include.template, (nodes.List, nodes.Tuple)):
            raise TemplateSyntaxError("a part is included by one name.", include.lineno, self._name)
        self.generic_visit(include)
        return include

    def visit_Name(self, name: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja's name
        """All that a macro was given is a list, too."""
        return _call(WEIGH, name) if name.ctx == "load" and name.name in ("varargs", "kwargs") else name

    def _list(self, things: Any) -> nodes.Node:
        """A list that is written in a template: lists of lists of lists could hold more than there is room for."""
        self.generic_visit(things)
        is_of_constants = all(isinstance(part, nodes.Const) for part in things.iter_child_nodes())
        is_to_be_set = isinstance(things, nodes.Tuple) and things.ctx != "load"
        return things if is_to_be_set or is_of_constants else _call(WEIGH, things)

    visit_List = visit_Tuple = visit_Dict = _list  # noqa: N815 - Jinja's names

    def visit_ScopedEvalContextModifier(self, part: nodes.Node) -> nodes.Node:  # noqa: N802 - Jinja's name
        """`autoescape` could be switched off: then what a student wrote would be markup."""
        raise TemplateSyntaxError("a theme cannot switch escaping on or off.", part.lineno, self._name)


def parts_of(template: nodes.Template) -> int:
    """How many parts a template has: what it takes to compile it."""
    number, waiting = 0, [cast("nodes.Node", template)]
    while waiting:
        number += 1
        waiting += waiting.pop().iter_child_nodes()
    return number


def _call(name: str, *given: nodes.Expr) -> nodes.Expr:
    return nodes.Call(nodes.EnvironmentAttribute(name), [*given], [], None, None, lineno=given[0].lineno or 1)


def _steps(parts: Iterable[nodes.Node]) -> int:
    """How many steps it takes to carry these parts out once. Loops in them count their own rounds."""
    steps, waiting = 0, [*parts]
    while waiting:
        part = waiting.pop()
        steps += len(part.data) >> _LETTERS_A_STEP if isinstance(part, nodes.TemplateData) else 1
        if isinstance(part, nodes.For):
            waiting += [part.iter, *part.else_]
        elif isinstance(part, _COUNTS_ITSELF):
            waiting += part.iter_child_nodes(exclude=("body",))
        else:
            waiting += part.iter_child_nodes()
    return steps
