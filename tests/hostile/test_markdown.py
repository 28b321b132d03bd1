"""Whatever stands in a text, it is made into safe HTML, and soon."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given

from profilegen.rendering.markdown import excerpt, to_html, to_plain
from tests.built_sites import LOOK_AT_ALL
from tests.hostile import markdown_cases
from tests.hostile.arena import Arena, Case, examples
from tests.hostile.reading import assert_inert, elements, parsed

ALLOWED = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "span"}
ALLOWED |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "class", "rel"}, "ol": {"start"}, "span": {"class"}}
OF_A_PAGE = {"html", "head", "body"}  # html5lib adds them around a piece
BOUND = 20.0  # CPU seconds: the slowest kept text takes 2, and several times that on a slow, busy machine


def assert_only_what_is_allowed(html: str) -> None:
    tree = parsed(html)
    assert_inert(tree)
    for tag, attributes in elements(tree):
        assert tag in ALLOWED | OF_A_PAGE
        assert attributes.keys() <= ATTRIBUTES.get(tag, set())
        assert attributes.get("href", "https:").startswith(("https:", "http:", "mailto:"))
        assert attributes.get("class", "outside") in ("outside", "no-link", "no-picture")


_TAG = re.compile(r"<([a-z0-9]+)")


def assert_soon(text: str) -> None:
    start = time.process_time()
    html = to_html(text)
    to_plain(text)
    excerpt(text)
    assert time.process_time() - start < BOUND
    assert len(html) < 40 * len(text) + 1_000  # memory: a few letters never become a book
    assert set(_TAG.findall(html)) <= ALLOWED  # html5lib would take minutes for half a megabyte


SLOW = [*markdown_cases.SLOW] if LOOK_AT_ALL else [*[*markdown_cases.SLOW][::4], "open pictures", "a hundred columns"]


@pytest.mark.parametrize("name", SLOW)
def test_the_longest_text_of_the_worst_signs_is_read_soon(name: str) -> None:
    assert_soon(markdown_cases.SLOW[name])


@examples(4)
@given(text=markdown_cases.long_texts)
def test_the_longest_text_of_any_signs_is_read_soon(text: str) -> None:
    assert_soon(text)


@pytest.mark.parametrize("text", markdown_cases.ACTIVE)
def test_what_would_act_is_inert(text: str) -> None:
    for spelling in (text, f"- {text}", f"> {text}", f"**{text}**", f"[{text}](https://a.b)", f"![{text}](x)"):
        assert_only_what_is_allowed(to_html(spelling))


@examples(100)
@given(text=markdown_cases.texts)
def test_anything_becomes_only_what_is_allowed(text: str) -> None:
    assert_only_what_is_allowed(to_html(text))


@examples(10)
@given(case=markdown_cases.cases)
def test_any_text_of_hers_is_built_and_touches_nobody(arena: Arena, case: Case) -> None:
    answer = arena.answer(case)
    for name, content in answer.hers.items():
        if name.endswith(".html") and len(content) < 50_000:
            assert_inert(parsed(content))
