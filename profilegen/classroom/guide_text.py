"""A guide's Markdown as a page to print: boxes to tick, lines to write on, and links from one guide to the next.

It goes the way of everything that people write: `rendering.markdown` allows no HTML of theirs, and cleans what it made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from profilegen.rendering.markdown import beginning, html_of, plain_of, whole_grammar

if TYPE_CHECKING:
    from markdown_it.token import Token

_TO_FILL_IN = re.compile(r"(\[ \]|_{4,})")
_SHORT, _LONG = 10, 20  # how many underscores make a short line, and a long one
_WORDS_SAID = 30
_OPTION = re.compile(r"--[a-z-]+")
_WHOLE = r'<span class="option">\g<0></span>'  # a browser ends a line behind its hyphens
_NO_BREAK = "\u00a0"  # a box stays with its word


@dataclass(frozen=True, slots=True)
class GuideText:
    """A guide: its title, its first paragraph in short, and the rest as HTML."""

    title: str
    about: str
    html: Markup


def guide_text(text: str, links: Mapping[str, str], otherwise: str) -> GuideText:
    """A guide as HTML. `links` says for an address as written (`parents.md`) where it leads on paper (`parents.html`).

    The title is the first line with a `#`, or `otherwise`. `[ ]` is a box to tick, `____` in a line is to write on, a
    line of underscores alone is a line across the page, and `---` begins a new sheet.
    """
    tokens = whole_grammar(text)
    has_title = len(tokens) > 2 and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
    title = plain_of(tokens[:3]) if has_title else otherwise
    body = tokens[3:] if has_title else tokens
    first = next((at for at, token in enumerate(body) if token.type == "paragraph_open"), len(body))
    about = beginning(_without_lines(plain_of(body[first : first + 3])), _WORDS_SAID)
    html = html_of([_prepared(token, links) for token in body], 1)
    return GuideText(title, about, _with_frames(html))


def _with_frames(html: Markup) -> Markup:
    """Each table in a frame of its own, so that on a phone it is the table that moves sideways, and not the page."""
    first, *tables = html.split("<table>")
    frame = Markup('<div class="frame" role="region" aria-label="Table {}" tabindex="0"><table>')
    framed = (frame.format(number) + table for number, table in enumerate(tables, start=1))
    return first + Markup("").join(framed).replace("</table>", Markup("</table></div>"))


def _without_lines(words: str) -> str:
    return " ".join(_TO_FILL_IN.sub("…", words).split())


def _prepared(block: Token, links: Mapping[str, str]) -> Token:
    """A block as it stands on paper."""
    if block.type == "hr":
        kind = "writing" if block.markup.startswith("_") else "new-sheet"
        return _raw("html_block", f'<span class="{kind}"></span>\n')
    if block.children is None:
        return block
    return block.copy(children=list(_inline(block.children, links)))


def _inline(children: Sequence[Token], links: Mapping[str, str]) -> Iterator[Token]:
    """Words, with boxes and lines in them. A line of the file is no line on paper: guides are wrapped by hand."""
    is_ours = False
    for child in children:
        if child.type == "softbreak":
            yield child.copy(type="text", content=" ")
        elif child.type == "link_open" and str(child.attrs.get("href", "")) in links:
            is_ours = True
            yield _raw("html_inline", f'<a href="{escape(links[str(child.attrs["href"])])}">')
        elif child.type == "link_close" and is_ours:
            is_ours = False
            yield _raw("html_inline", "</a>")
        elif child.type == "code_inline":
            yield _raw("html_inline", f"<code>{_OPTION.sub(_WHOLE, str(escape(child.content)))}</code>")
        elif child.type == "text":
            yield from _filled_in(child)
        else:
            yield child


def _filled_in(words: Token) -> Iterator[Token]:
    after_box = False
    for part in _TO_FILL_IN.split(words.content):
        if part == "[ ]":
            after_box = True
            yield _raw("html_inline", '<span class="box">[ ]</span>')
        elif _TO_FILL_IN.fullmatch(part):
            length = "short" if len(part) < _SHORT else "long" if len(part) >= _LONG else "middle"
            yield _raw("html_inline", f'<span class="line {length}">____</span>')
        elif part:
            yield words.copy(content=_NO_BREAK + part.lstrip(" ") if after_box else part)
            after_box = False


def _raw(kind: str, html: str) -> Token:
    from markdown_it.token import Token

    return Token(kind, "", 0, content=html)
