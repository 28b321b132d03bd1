"""Markdown from people, as HTML that can do nothing: no HTML of their own, no script addresses, nothing loaded.

The first wall is markdown-it without raw HTML; the second is nh3, which lets through only what is named here. Texts of
plain paragraphs, as most are, take a short way round the first to the same bytes: a tenth of the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import nh3
from markupsafe import Markup, escape

if TYPE_CHECKING:  # 40 ms of a process's start, and plain texts do without it
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.token import Token

_TAGS = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
_TAGS |= {"h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "span"}
_ATTRIBUTES = {"a": {"href", "class", "rel"}, "ol": {"start"}, "span": {"class"}}
_SCHEMES = {"http", "https", "mailto"}
_OUTSIDE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_SIGNS = "&*_~<`[\\"  # a paragraph without any needs no grammar
_EMPHASIS = re.compile(r"\*(?<![^ \n]\*)(\*?)(?=\w)([^*\n]+)(?<=\w)\*\1(?=[ \n.,;:!?]|\Z)")  # stars that leave no doubt
_QUOTES = "(\"'“”‘’„«»‹›¿¡"
_KEPT = 512
_PARSED = 64  # about what one student writes


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20})
    parser.add_render_rule("heading_open", _shift_heading)
    parser.add_render_rule("heading_close", _shift_heading)
    parser.add_render_rule("link_open", _open_link)
    parser.add_render_rule("link_close", _close_link)
    parser.add_render_rule("image", _name_picture)
    parser.add_render_rule("softbreak", _break_line)
    return parser


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    """The second wall, built once: that took longer than the cleaning."""
    return nh3.Cleaner(tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, strip_comments=True)


@lru_cache(maxsize=_PARSED)
def _parsed(text: str) -> Sequence[Token]:
    """A text is shown on its page, quoted in lists and searched: parsed once."""
    return paragraphs_of(text) or whole_grammar(text)


def whole_grammar(text: str) -> Sequence[Token]:
    """What markdown-it makes of a text."""
    return _parser().parse(text)


def paragraphs_of(text: str) -> Sequence[Token]:
    """The same as `whole_grammar`, at half its time, for a text of paragraphs alone; nothing for any other."""
    if not _is_of_paragraphs(text):
        return ()
    from markdown_it.token import Token

    tokens: list[Token] = []
    for paragraph in _paragraphs(text):
        tokens.append(Token("paragraph_open", "p", 1, block=True))
        tokens += _parser().parseInline(paragraph)
        tokens.append(Token("paragraph_close", "p", -1, block=True))
    return tokens


def _paragraphs(text: str) -> Iterator[str]:
    """Lines that stand together, of a text that is paragraphs alone."""
    return ("\n".join(lines) for filled, lines in groupby(text.split("\n"), key=bool) if filled)


@lru_cache(maxsize=_KEPT)
def _is_plain(text: str) -> bool:
    """Whether a text is paragraphs of words, with `*words*` and `**words**` at most. Most are, and need no grammar.

    Emphasis begins and ends with a letter, at a space or before a full stop, and holds no other: so its stars can only
    open here and close there. A quarter of a page's time, as a few words in bold are usual.
    """
    unsigned = _EMPHASIS.sub(r"\2", text) if "*" in text else text
    return not any(sign in unsigned for sign in _SIGNS) and _is_of_paragraphs(text)


def _is_of_paragraphs(text: str) -> bool:
    return all(map(_is_of_paragraph, text.split("\n")))


def _is_of_paragraph(line: str) -> bool:
    """Whether a line, among others like it, can only be a paragraph's, or empty.

    Every other block begins with a sign, a number or a space. What does not print may be a space or an end of line too.
    """
    first = line.lstrip("*_")[:1]
    begins = first.isalpha() or (first != "" and first in _QUOTES)
    return not line or (begins and line[-1] != " " and line.isprintable())


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
    return _cleaned(_html_of_plain(text)) if _is_plain(text) else html_of(_parsed(text), first_heading)


def html_of(parsed: Sequence[Token], first_heading: int) -> Markup:
    """A text that was parsed, as safe HTML."""
    return _cleaned(_parser().renderer.render(parsed, _parser().options, {"first_heading": first_heading}))


def _html_of_plain(text: str) -> str:
    stressed = (_EMPHASIS.sub(_stressed, str(escape(paragraph))) for paragraph in _paragraphs(text))
    return "".join("<p>" + words.replace("\n", "<br>\n") + "</p>\n" for words in stressed)


def _stressed(emphasis: re.Match[str]) -> str:
    tag = "strong" if emphasis[1] else "em"
    return f"<{tag}>{emphasis[2]}</{tag}>"


def _cleaned(html: str) -> Markup:
    return Markup(_cleaner().clean(html).strip())  # noqa: S704 - cleaned on this line


@lru_cache(maxsize=_KEPT)
def to_plain(text: str) -> str:
    """Markdown as plain words on one line, for search and excerpts."""
    return " ".join(_EMPHASIS.sub(r"\2", text).split()) if _is_plain(text) else plain_of(_parsed(text))


def plain_of(parsed: Sequence[Token]) -> str:
    """The words of a text that was parsed, on one line."""
    return " ".join(" ".join(map(_words, parsed)).split())


def _words(block: Token) -> str:
    if block.children is None:
        return block.content
    return "".join(" " if child.type.endswith("break") else child.content for child in block.children)


def excerpt(text: str, words: int = 40) -> str:
    """The first words of a Markdown text, ended with an ellipsis where there are more."""
    return beginning(to_plain(text), words)


def beginning(text: str, words: int = 40) -> str:
    """The first words of a text that is no Markdown, such as a transcript; the same otherwise.

    Chinese and Japanese have no spaces, so a very long word is cut at four letters a word.
    """
    plain = " ".join(text.split())
    parts = plain.split(" ", words)
    if len(parts) > words:
        return " ".join(parts[:words]).rstrip(".,;:") + "…"
    longest = words * 8
    return plain[: words * 4] + "…" if len(plain) > longest and len(parts) < words // 2 else plain
