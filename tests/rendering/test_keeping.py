"""What `kept` keeps is kept for one site, for what it names, and for nothing else."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from profilegen.rendering.environment import environment_for
from profilegen.rendering.keeping import MEMORY, Kept
from profilegen.rendering.pages import PageView
from profilegen.rendering.sandbox import ThemeEnvironment
from profilegen.rendering.words import words_in


class Loose(ThemeEnvironment):
    """The sandbox of themes, which here may read what a test makes up."""

    is_safe_attribute = ImmutableSandboxedEnvironment.is_safe_attribute


def sandbox() -> Environment:
    """The sandbox of themes, without a theme."""
    return Loose(words_in("en-GB"), autoescape=True, undefined=StrictUndefined, extensions=[Kept])


def theme(folder: Path, **templates: str) -> Environment:
    """A theme of these templates."""
    (folder / "templates").mkdir(parents=True)
    for name, content in templates.items():
        (folder / f"templates/{name}.html").write_text(content, encoding="utf-8")
    return environment_for(((folder.name, folder),), "en-GB")


def page_at(root: str, **more: Any) -> SimpleNamespace:
    """What a template knows of its page."""
    return SimpleNamespace(root=root, **more)


def test_a_fragment_is_written_once_for_each_value_that_it_names() -> None:
    asked: list[str] = []

    class Student:
        @property
        def name(self) -> str:
            asked.append("name")
            return "Amina"

    template = sandbox().from_string("{% kept page.root %}{{ page.root }}{{ profile.name }}<br>{% endkept %}")
    memory: dict[Any, Any] = {}
    for root in ("", "../", "", "../"):
        written = template.render({MEMORY: memory, "profile": Student(), "page": page_at(root)})
        assert written == f"{root}Amina<br>"
    assert asked == ["name", "name"]


def test_what_is_kept_of_one_student_never_stands_with_another() -> None:
    template = sandbox().from_string("{% kept page.root %}<b>{{ profile.name }}</b>{% endkept %}")
    amina, ben = ({MEMORY: {}, "profile": SimpleNamespace(name=name)} for name in ("Amina", "Ben"))
    for _ in range(3):
        assert template.render({**amina, "page": page_at("../")}) == "<b>Amina</b>"
        assert template.render({**ben, "page": page_at("../")}) == "<b>Ben</b>"


def test_without_a_memory_nothing_is_kept() -> None:
    template = sandbox().from_string("{% kept page.root %}{{ profile.name }}{% endkept %}")
    for name in ("Amina", "Ben"):
        assert template.render(profile=SimpleNamespace(name=name), page=page_at("")) == name


@given(
    st.lists(st.one_of(st.booleans(), st.integers(0, 2), st.sampled_from(["<", "1", Markup("<"), None])), max_size=9)
)
def test_values_that_are_equal_but_look_different_are_kept_apart(values: list[Any]) -> None:
    template = sandbox().from_string("{% kept page.root %}{{ page.root }}{% endkept %}")
    memory: dict[Any, Any] = {}
    for value in values:
        seen = {"page": page_at(value)}
        assert template.render({MEMORY: memory, **seen}) == template.render(seen)


def test_several_fragments_on_one_line_are_told_apart() -> None:
    template = sandbox().from_string("{% kept page.root %}a{% endkept %}{% kept page.root %}b{% endkept %}")
    memory: dict[Any, Any] = {}
    for _ in range(2):
        assert template.render({MEMORY: memory, "page": page_at("")}) == "ab"


@pytest.mark.parametrize(
    "body",
    [
        "{{ page.title }}",
        "{{ page }}",
        "{{ page.root ~ page.title }}",
        "{{ page.root.title }}{{ reflection.title }}",
        "{% if previous %}x{% endif %}",
        "{% for link in nav %}{{ link.label }}{% endfor %}",
        "{% set own = page.title %}{{ own }}",
        "{{ words.arrow(page.title) }}",
        "{{ page.picture(profile.avatar, 'picture') }}",
        "{{ lang.upper() }}",
        "{{ super() }}",
        "{% block own %}{% endblock %}",
        '{% include "parts/search_box.html" %}',
        "{{ varargs }}",
    ],
)
def test_a_fragment_that_reads_more_than_it_names_cannot_be_used(body: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="kept"):
        sandbox().from_string("{% kept page.root, page.lang %}" + body + "{% endkept %}")


def test_a_fragment_may_read_what_it_names_what_a_site_shares_and_macros() -> None:
    body = (
        "{% for one in nav %}{{ one }}{% set two = one %}{{ two }}{% endfor %}"
        "{{ profile.name|upper }}{{ words.arrow(page.root) }}{% if search and audience %}{{ page.root }}{% endif %}"
    )
    template = sandbox().from_string("{% kept nav, page.root %}" + body + "{% endkept %}")
    words = SimpleNamespace(arrow="({})".format)
    seen = {"nav": ("a", "b"), "profile": SimpleNamespace(name="amina"), "words": words, "search": True}
    assert template.render({MEMORY: {}, "page": page_at("../"), "audience": "family", **seen}) == "aabbAMINA(../)../"


def test_a_theme_replaces_a_block_that_keeps_what_it_holds(tmp_path: Path) -> None:
    base = "{% block styles %}{% kept page.root %}<i>{{ page.root }}</i>{% endkept %}{% endblock %}"
    (tmp_path / "below/templates").mkdir(parents=True)
    (tmp_path / "below/templates/page.html").write_text(base, encoding="utf-8")
    above = '{% extends "below/page.html" %}{% block styles %}BLOCK{% endblock %}'
    seen = {"page": PageView("index", "One", "a.html", "../", "en", "ltr", *[lambda *_: None] * 3)}
    for number, (block, expected) in enumerate(
        [
            ("{{ page.title }}", "One"),
            ("{{ super() }}{% kept page.root %}<b>{{ page.root }}</b>{% endkept %}", "<i>../</i><b>../</b>"),
        ]
    ):
        folder = tmp_path / f"above{number}"
        (folder / "templates").mkdir(parents=True)
        (folder / "templates/page.html").write_text(above.replace("BLOCK", block), encoding="utf-8")
        chain = (("above", folder), ("below", tmp_path / "below"))
        template = environment_for(chain, "en-GB").get_template("page.html")
        memory: dict[Any, Any] = {}
        for _ in range(2):
            assert template.render({MEMORY: memory, **seen}) == expected


def test_no_template_can_name_the_memory() -> None:
    assert not MEMORY.isidentifier()


def test_a_part_that_is_included_without_context_stands_where_it_is_included(tmp_path: Path) -> None:
    page = (
        '1{% include "part.html" without context %}2'
        '{% block two %}3{% include "part.html" without context %}4{% endblock %}'
        '5{% filter upper %}a{% include "part.html" without context %}b{% endfilter %}'
        '{% include "none.html" ignore missing without context %}6'
    )
    assert theme(tmp_path / "ours", page=page, part="x").get_template("page.html").render() == "1x23x45AXB6"
