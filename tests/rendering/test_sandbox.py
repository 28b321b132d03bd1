"""A theme's template gets the view and a few filters; whatever else it reaches for, the sandbox refuses."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.sandbox import unsafe as refused
from markupsafe import Markup

from profilegen.model.theme import StyleToken, ThemeWish
from profilegen.model.views import PersonView, PieceView
from profilegen.rendering.bounds import TooMuchError
from profilegen.rendering.environment import environment_for
from profilegen.rendering.sandbox import ThemeEnvironment
from profilegen.rendering.words import Words, words_in

PERSON = PersonView("Mr <b>Okafor</b>", "teacher")


def written(template: str, **seen: Any) -> str:
    """What a template writes in the sandbox of themes."""
    options: dict[str, Any] = {"autoescape": True, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]}
    environment = ThemeEnvironment(words_in("en-GB"), **options)
    return environment.from_string(template).render(seen)


@refused
def _delete() -> str:
    return "deleted"


@pytest.mark.parametrize(
    "template",
    [
        "{{ person.__class__ }}",
        "{{ person['__class__'] }}",
        "{{ [person]|map(attribute='__class__')|first }}",
        "{{ person|attr('__class__') }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ '{0.__class__}'.format(person) }}",
        "{{ '{0.__class__}'|attr('format')(person) }}",
        "{{ '{p.__class__}'.format_map({'p': person}) }}",
        "{{ loop_of().__class__ }}",
        "{% for one in [1] %}{{ loop.__init__ }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m.__call__ }}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{{ folder.parent }}",
        "{{ folder['read_text']() }}",
        "{{ delete() }}",
        "{{ [1].append(2) }}",
        "{{ born.__reduce__() }}",
    ],
)
def test_no_way_leads_out_of_the_sandbox(template: str, tmp_path: Path) -> None:
    with pytest.raises((SecurityError, UndefinedError, TemplateSyntaxError)):
        written(template, person=PERSON, folder=tmp_path, delete=_delete, loop_of=lambda: PERSON, born=PERSON)


@pytest.mark.parametrize(
    "template",
    [
        "{{ person.name }} {{ person['name'] }} {{ [person]|map(attribute='name')|first }}",
        "{{ person.colour is defined }} {{ person['colour'] is defined }}",
        "{% for one in 'abc' %}{{ loop.index }}{{ loop.last }}{{ loop.previtem is defined }}{% endfor %}",
        "{{ ' A b '.strip().lower().split(' ')[0].startswith('a') }}",
        "{{ '%s, %s' % (person.name, 1) }} {{ '%(x)s' % {'x': person.name} }} {{ 7 % 4 }}",
        "{% macro one(a, b='<i>') %}{{ a }}{{ b }}{% endmacro %}{% macro two(a) %}{{ caller() }}{{ a }}{% endmacro %}"
        "{{ one('<') }}{{ one('<', b=1) }}{% for x in [1] %}{{ one(x) }}{% endfor %}{% call two(2) %}<hr>{% endcall %}",
        "{% macro all() %}{{ varargs|join }}{{ kwargs.y }}{% endmacro %}{{ all(1, 'x', y=2) }}",
        "{% set words %}<b>{{ person.name }}</b>{% endset %}{{ words }}{{ words ~ '<' }}{{ [words, '<']|join }}",
        "{{ 1 }}{{ 1.5 }}{{ true }}{{ none }}{{ markup }}{{ '<\"&\\'>' }}",
        "{{ _('Close') }} {{ _('<b>50%%</b>') }} {{ _('%(x)s & %(y)s', x='<', y=markup) }} {{ gettext('Open') }}",
        "{% set word = 'Close' %}{{ _(word) }} {{ _('%(x)s', **{'x': '<'}) }}",
        "{{ ngettext('%(num)d a', '%(num)d b', 2) }}",
        '<a title="{{ _("A %(x)s", x=_("b")) }}">{{ "x" if _("y") == "y" else "z" }}',
    ],
)
def test_a_template_writes_what_it_would_in_jinja_s_own_sandbox(template: str) -> None:
    seen = {"person": PERSON, "markup": Markup("<hr>")}
    plain = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"])
    plain.install_gettext_translations(words_in("en-GB").translations, newstyle=True)  # type: ignore[attr-defined]
    ours = ThemeEnvironment(
        words_in("en-GB"), autoescape=True, undefined=StrictUndefined, extensions=["jinja2.ext.i18n"]
    )
    ours.install_gettext_translations(words_in("en-GB").translations, newstyle=True)  # type: ignore[attr-defined]
    assert ours.from_string(template).render(seen) == plain.from_string(template).render(seen)


@given(st.text(max_size=40))
def test_any_text_is_written_as_jinja_writes_it(text: str) -> None:
    expected = Environment(autoescape=True).from_string("<p>{{ text }}").render(text=text)
    assert written("<p>{{ text }}", text=text) == expected


def test_equal_words_are_not_taken_for_each_other() -> None:
    """Markup equals the same letters as text; on a page they differ."""
    assert written("{{ text }} {{ markup }} {{ text }}", text="<i>", markup=Markup("<i>")) == "&lt;i&gt; <i> &lt;i&gt;"


def test_the_product_s_words_are_said_in_the_language_of_the_environment() -> None:
    welsh = SimpleNamespace(gettext={"Close": "Cau", "By %(name)s": "Gan %(name)s"}.__getitem__)
    environment = ThemeEnvironment(Words("cy", welsh), autoescape=True)
    template = environment.from_string("{{ _('Close') }} {{ _('By %(name)s', name='<') }}")
    assert template.render() == "Cau Gan &lt;"


def test_what_is_missing_in_a_view_is_a_mistake_of_the_theme() -> None:
    with pytest.raises(UndefinedError, match="colour"):
        written("{{ piece.colour }}", piece=PieceView("reflection", "Bridge", "reflections/bridge.html"))


def test_a_part_is_made_once_and_knows_no_page(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "parts"
    folder.mkdir(parents=True)
    (folder / "one.html").write_text("{% macro whose() %}{{ name is defined }}{% endmacro %}", encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(
        '{% import "parts/one.html" as one %}{{ name }} {{ one.whose() }}', encoding="utf-8"
    )
    page = environment_for((("ours", tmp_path),), "en-GB").get_template("page.html")
    assert page.render(name="Amina") == "Amina False"
    assert page.render(name="Ben") == "Ben False"


@pytest.mark.parametrize("template", ["{{ person }}", "{{ [person] }}", "{{ person ~ '' }}", "{{ [person]|join }}"])
def test_a_view_is_not_written_whole(template: str) -> None:
    """What a theme shows of somebody is what it names."""
    with pytest.raises(TooMuchError, match="only words, numbers and days"):
        written(template, person=PERSON)


@pytest.mark.parametrize("asked", ["strftime('%999999999d')", "today()", "toordinal()", "replace(1)", "max", "ctime()"])
def test_a_day_reads_no_clock_and_fills_no_memory(asked: str) -> None:
    assert (
        written("{{ day.year }} {{ day.isoformat() }} {{ day.weekday() }}", day=date(2026, 11, 2))
        == "2026 2026-11-02 0"
    )
    with pytest.raises((SecurityError, UndefinedError)):
        written(f"{{{{ day.{asked} }}}}", day=date(2026, 11, 2))


@pytest.mark.parametrize("asked", ["theme.tokens", "theme['tokens']", "theme.tokens[0].line", "theme.name"])
def test_where_a_student_s_own_style_stands_is_nothing_for_a_page(asked: str) -> None:
    wish = ThemeWish("journal", tokens=(StyleToken("light", "ink", "red", 3, 5),))
    with pytest.raises((SecurityError, UndefinedError)):
        written(f"{{{{ {asked} }}}}", theme=wish)


def test_numbers_and_lists_are_put_together_as_before() -> None:
    template = (
        "{{ 7 // 2 }} {{ 7 / 2 }} {{ -7 % 3 }} {{ [1, 2.5]|sum }} {{ [[1], [2]]|sum(start=[])|join }} {{ 2.5|round }}"
    )
    assert written(template) == "3 3.5 2 3.5 12 2.0"
    assert written("{{ people|sum(attribute='x', start=1) }} {{ 'a' in people[0] }}", people=[{"x": 2}]) == "3 False"


def test_escaping_cannot_be_switched_off() -> None:
    with pytest.raises(TemplateSyntaxError, match="escaping"):
        written("{% autoescape false %}{{ person.name }}{% endautoescape %}", person=PERSON)
