"""The studio's pages: its templates, in the language of whoever works in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from profilegen.media.avatars import initials_of, initials_svg
from profilegen.rendering.markdown import excerpt, to_html
from profilegen.rendering.words import Words, direction, language_name, words_in
from profilegen.studio.doors import HEADERS, POLICY
from profilegen.studio.questions import CHOICES
from profilegen.studio.sentences import spoken

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


def words_of(language: str) -> Words:
    """The studio's words in this language: it has catalogues of its own, since it speaks to children."""
    return words_in(language, (("studio", _HERE),))


@lru_cache(maxsize=32)
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = words_of(language)
    environment.install_gettext_callables(words.markup, words.counted, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "day": words.day,
        "when": words.when,
        "markdown": to_html,
        "excerpt": excerpt,
        "language_name": language_name,
    }
    # `_` is for what stands in a template: it is markup. What comes from elsewhere, as questions and sentences with
    # somebody's words in them do, is said by `say`, as text.
    environment.globals |= {
        "lang": language,
        "dir": direction(language),
        "initials": _initials,
        "choices": CHOICES,
        "say": partial(spoken, words),
        "isolated": Markup("<bdi>{}</bdi>").format,
    }
    return environment


def _initials(name: str, seed: str) -> Markup:
    """Initials as a picture."""
    drawn = initials_svg(initials_of(name), seed, "var(--tint)", "var(--accent)")
    return Markup(drawn)  # noqa: S704 - drawn by the product, which escapes the letters


def page(language: str, template: str, status: int = 200, /, **view: Any) -> HTMLResponse:
    """A page of the studio."""
    text = _environment(language).get_template(template).render(view)
    return HTMLResponse(text, status, headers=own_headers())


def own_headers() -> Mapping[str, str]:
    """The headers of every page of the studio."""
    return {**HEADERS, "Content-Security-Policy": POLICY}
