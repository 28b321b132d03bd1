"""The words of what is shared: short pages and texts in the student's language."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from profilegen import bundled
from profilegen.rendering.words import direction, words_in

PAGES = Path(__file__).parent / "pages"


@lru_cache(maxsize=16)
def _environment(language: str, escapes: bool, pages: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(pages, encoding="utf-8"),
        autoescape=escapes,  # noqa: S701 - a page escapes; a plain text has nothing to escape
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
    )
    words = words_in(language, (("base", bundled.themes() / "base"),))
    say = words.markup if escapes else words.say
    environment.install_gettext_callables(say, words.counted, newstyle=True)  # type: ignore[attr-defined]
    environment.globals |= {"lang": language, "dir": direction(language)}
    return environment


def written(language: str, template: str, /, pages: Path = PAGES, **shown: Any) -> bytes:
    """A page or text in this language. In a page, what people wrote comes out as text."""
    environment = _environment(language, template.endswith(".html"), pages)
    return environment.get_template(template).render(shown).encode("utf-8")
