"""Markdown from people is inert: whatever they write, nothing runs, nothing loads, and the words stay."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.rendering.markdown import excerpt, html_of, paragraphs_of, plain_of, to_html, to_plain, whole_grammar

ALLOWED = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "span"}
ALLOWED |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}


class Reader(HTMLParser):
    """Reads HTML as a browser would, and remembers what it found."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_inert(html: str) -> None:
    """No element but those of text, no attribute that acts, no address but the web's and e-mail's."""
    reader = Reader()
    reader.feed(html)
    for tag, attributes in reader.found:
        assert tag in ALLOWED
        assert set(attributes) <= {"href", "class", "rel", "start"}
        assert (attributes.get("href") or "https://").startswith(("https://", "http://", "mailto:"))


def test_emphasis_lists_and_links_work() -> None:
    html = to_html("**Bold** and *quiet*\n\n- one\n- two\n\n[a page](https://example.org/a?b=1&c=2)")
    assert "<strong>Bold</strong>" in html
    assert html.count("<li>") == 2
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html


def test_a_link_to_outside_is_marked() -> None:
    html = to_html("[out](https://example.org)")
    assert 'class="outside"' in html
    assert "noopener noreferrer nofollow external" in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "<svg onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "<javascript:alert(1)>",
        '[x](https://a.b "onmouseover=alert(1)")',
        "![x](javascript:alert(1))",
        "<iframe src=https://a.b></iframe>",
        "<style>*{display:none}</style>",
        "[x](file:///etc/passwd)",
        "[x](../../../other/index.html)",
        "[x](//evil.example/x)",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_nothing_that_could_run_or_reach_out_gets_through(text: str) -> None:
    assert_inert(to_html(text))


def test_html_that_somebody_writes_is_shown_as_its_letters() -> None:
    assert "&lt;b&gt;not bold&lt;/b&gt;" in to_html("<b>not bold</b>")


def test_a_picture_in_markdown_is_not_loaded_but_its_words_stay() -> None:
    html = to_html("Before ![a red kite](https://example.org/kite.png) after")
    assert "a red kite" in html
    assert "example.org" not in html


def test_headings_stand_below_the_page_s_own() -> None:
    assert "<h3>" in to_html("# Top")
    assert "<h4>" in to_html("## Second")
    assert "<h6>" in to_html("###### Sixth")


def test_a_line_ended_by_hand_ends_on_the_page() -> None:
    assert "<br>" in to_html("Roses are red\nviolets are not")


def test_template_signs_are_only_letters() -> None:
    assert "{{ 7 * 7 }} {% raw %}" in to_html("{{ 7 * 7 }} {% raw %}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_gives_inert_html(text: str) -> None:
    assert_inert(to_html(text))


@given(
    st.lists(st.sampled_from(["[", "]", "(", ")", "*", "_", "`", "<", ">", "!", "\n", "#", "- ", "|"]), max_size=400)
)
def test_any_pile_of_signs_is_answered(signs: list[str]) -> None:
    assert isinstance(to_html("".join(signs)), str)


def test_plain_words_keep_blocks_apart() -> None:
    assert to_plain("# Title\nfirst line\nsecond\n\n- a\n- **b**") == "Title first line second a b"


def test_an_excerpt_is_the_first_words() -> None:
    assert excerpt("one two three four", 2) == "one two…"
    assert excerpt("one two", 5) == "one two"
    assert excerpt("", 5) == ""


def test_an_excerpt_of_chinese_is_cut_too() -> None:
    assert excerpt("我" * 500, 20) == "我" * 80 + "…"


_OF_MARKDOWN = (
    "*word*¦**two words**¦**word.**¦, ¦. ¦"
    "word¦Über¦我¦I ¦'¦“¦(¦1. ¦2) ¦# ¦- ¦+ ¦* ¦> ¦    ¦ ¦\t¦\n¦\n\n¦\r\n¦ \n¦  \n¦\\¦\\*¦*¦**¦_¦__¦***¦* *¦---¦===¦"
    "~~¦`¦```¦~~~¦|¦-|-¦[a](https://b.example)¦[a]¦[a]: /b¦![x](y)¦<b>¦<https://b.example>¦https://b.example¦!¦]¦&¦"
    '&amp;¦&#39;¦<¦>¦:¦"¦\0¦\x0b¦\x0c¦\x1c¦\x85¦\xa0¦\u2028¦\u3000¦\u200b¦\ufeff'
)
_PIECES = _OF_MARKDOWN.split("¦")
_LETTERS = st.characters(exclude_categories=["Cs"])  # half a pair never leaves the reading of a file


@given(st.lists(st.one_of(st.sampled_from(_PIECES), _LETTERS), max_size=14).map("".join))
def test_the_short_way_for_paragraphs_gives_what_the_whole_grammar_gives(text: str) -> None:
    for written in (text, f"A {text}", f"**{text}"):
        whole = whole_grammar(written)
        short = paragraphs_of(written) or whole
        assert to_html(written) == html_of(short, 3) == html_of(whole, 3)
        assert to_plain(written) == plain_of(whole)


@pytest.mark.parametrize(
    "text", ["One.", "One\ntwo\n\n\nthree\n", "“Ah,” I said.\n\n**Then** _we_ went on: 1 - 2 > 0!", "桥很长。\n"]
)
def test_plain_paragraphs_go_the_short_way(text: str) -> None:
    assert paragraphs_of(text)


@pytest.mark.parametrize(
    "text", ["", "- a", "1. a", "a\n===", "a\n- b", "    a", "a \nb", "> a", "# a", "a|b\n-|-", "a\tb", "***", "```\na"]
)
def test_all_else_needs_the_whole_grammar(text: str) -> None:
    assert not paragraphs_of(text)
