"""Markdown from people, as HTML that can do nothing: no HTML of their own, no script addresses, nothing loaded.

The first wall is markdown-it without raw HTML; the second is nh3, which lets through only what is named here.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markupsafe import Markup, escape

_TAGS = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
_TAGS |= {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "span"}
_ATTRIBUTES = {"a": {"href", "class", "rel"}, "ol": {"start"}, "span": {"class"}}
_SCHEMES = {"http", "https", "mailto"}
_OUTSIDE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_KEPT = 512
_PARSED = 64  # about what one student writes


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20})
    parser.add_render_rule("heading_open", _shift_heading)
    parser.add_render_rule("heading_close", _shift_heading)
    parser.add_render_rule("link_open", _open_link)
    parser.add_render_rule("link_close", _close_link)
    parser.add_render_rule("image", _name_picture)
    parser.add_render_rule("softbreak", _break_line)
    return parser


@lru_cache(maxsize=_PARSED)
def _parsed(text: str) -> Sequence[Token]:
    """A text is shown on its page, quoted in lists and searched: parsed once."""
    return _parser().parse(text)


def _shift_heading(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    level = min(6, int(tokens[at].tag[1]) + env["first_heading"] - 1)
    return f"<h{level}>" if tokens[at].nesting == 1 else f"</h{level}>\n"


def _open_link(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    """A link that leads outside is marked; any other leads nowhere, so only its words are kept."""
    href = str(tokens[at].attrs.get("href", ""))
    if not _OUTSIDE.match(href):
        return '<span class="no-link">'
    return f'<a class="outside" rel="noopener noreferrer nofollow external" href="{escape(href)}">'


def _close_link(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    opening = next(
        token for token in reversed(tokens[:at]) if token.type == "link_open" and token.level == tokens[at].level
    )
    return "</a>" if _OUTSIDE.match(str(opening.attrs.get("href", ""))) else "</span>"


def _name_picture(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    """A picture inside Markdown is not loaded: its words stand for it (pictures belong in `media`)."""
    return f'<span class="no-picture">{escape(tokens[at].content)}</span>'


def _break_line(
    self: RendererProtocol, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    """A line ended by hand ends on the page too: poems and addresses stay as they were written."""
    return "<br>\n"


@lru_cache(maxsize=_KEPT)
def to_html(text: str, first_heading: int = 3) -> Markup:
    """Markdown as safe HTML; its headings start at `first_heading`, so that they stand below the page's own."""
    if not text:
        return Markup("")
    html = _parser().renderer.render(_parsed(text), _parser().options, {"first_heading": first_heading})
    clean = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, strip_comments=True
    )
    return Markup(clean.strip())  # noqa: S704 - cleaned on the line above


@lru_cache(maxsize=_KEPT)
def to_plain(text: str) -> str:
    """Markdown as plain words on one line, for search and excerpts."""
    blocks = (token for token in _parsed(text) if token.children is not None or token.content)
    return _SPACE.sub(" ", " ".join(_words(block) for block in blocks)).strip()


def _words(block: Token) -> str:
    if block.children is None:
        return block.content
    return "".join(" " if child.type.endswith("break") else child.content for child in block.children)


def excerpt(text: str, words: int = 40) -> str:
    """The first words of a Markdown text, ended with an ellipsis where there are more.

    Chinese and Japanese have no spaces, so a very long word is cut at four letters a word.
    """
    plain = to_plain(text)
    parts = plain.split(" ")
    if len(parts) > words:
        return " ".join(parts[:words]).rstrip(".,;:") + "…"
    longest = words * 8
    return plain[: words * 4] + "…" if len(plain) > longest and len(parts) < words // 2 else plain
