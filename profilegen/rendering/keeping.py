"""`{% kept … %}`: what is the same on many pages of one student is written once, and kept while their site is made."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from jinja2 import nodes, pass_context
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

MEMORY = "kept fragments"
"""Where the pages of one site carry what is kept. No template can name it, and no two sites share it."""

_LONGEST = 20_000  # letters in a fragment that is kept; a longer one is written anew
_MOST = 1_000  # fragments

_SAME_ON_ALL_PAGES = frozenset(
    {"profile", "school", "audience", "occasion", "search", "theme", "_", "gettext", "ngettext"}
)


class Kept(Extension):
    """The tag itself: `{% kept page.root %}…{% endkept %}` is written once for each value that it names.

    A fragment that depends on anything else of its page would show one page's words on another. So it may read what it
    names, what all pages of a site share, and macros; a theme in which one reads more cannot be used.
    """

    tags = {"kept"}  # noqa: RUF012 - as Jinja has it

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag and its body, as a call that is given the body to write."""
        line = next(parser.stream).lineno
        names = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            names.append(parser.parse_expression())
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        for part in body:
            _check(part, names, _set_in(body), parser)
        place = nodes.Const(f"{parser.filename or parser.name} {parser.free_identifier().name}")
        call = self.call_method("kept", [place, nodes.Tuple(names, "load")])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    @pass_context
    def kept(self, page: Context, place: str, names: tuple[Hashable, ...], caller: Callable[[], Markup]) -> Markup:
        """What was written here for these values; written now if it is the first time, or there is no memory."""
        memory = page.resolve_or_missing(MEMORY)
        if memory is missing:
            return caller()
        key = (place, names, *map(type, names))
        known: Markup | None = memory.get(key)
        if known is not None:
            return known
        written = caller()
        if len(written) <= _LONGEST and len(memory) < _MOST:
            memory[key] = written
        return written


def _set_in(body: Sequence[nodes.Node]) -> frozenset[str]:
    names = (name for part in body for name in (part, *part.find_all(nodes.Name)) if isinstance(name, nodes.Name))
    return frozenset(name.name for name in names if name.ctx == "store")


def _check(part: nodes.Node, names: Sequence[nodes.Expr], known: frozenset[str], parser: Parser) -> None:
    """Fails where a fragment reads what it does not name."""
    if part in names or _is_macro(part):
        inner = part.iter_child_nodes(exclude=("node",)) if isinstance(part, nodes.Call) else ()
    elif isinstance(part, nodes.Block) or (isinstance(part, nodes.Include) and part.with_context):
        parser.fail(
            "What is kept holds no block, and includes nothing with context: keep it in the block.", part.lineno
        )
    elif isinstance(part, nodes.Name) and part.ctx == "load" and part.name not in known | _SAME_ON_ALL_PAGES:
        parser.fail(f"“{part.name}” may differ from page to page: name what you need of it after “kept”.", part.lineno)
    else:
        inner = part.iter_child_nodes()
    for child in inner:
        _check(child, names, known, parser)


def _is_macro(part: nodes.Node) -> bool:
    """`words.arrow(…)`: a macro of an import, which knows of a page only what it is given; no method of a value."""
    called = part.node if isinstance(part, nodes.Call) else None
    if not isinstance(called, nodes.Getattr) or not isinstance(called.node, nodes.Name):
        return False
    return called.node.name not in ("page", "loop") and not any(hasattr(kind, called.attr) for kind in (str, date))
