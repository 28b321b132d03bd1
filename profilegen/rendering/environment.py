"""A theme's templates: a sandbox that gives them the view, a few filters, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from profilegen.media.avatars import initials_of, initials_svg
from profilegen.model.addresses import slug_of
from profilegen.model.theme import Theme
from profilegen.rendering.bounds import TooMuchError
from profilegen.rendering.compiling import kept_code
from profilegen.rendering.keeping import Kept
from profilegen.rendering.markdown import beginning, excerpt, to_html, to_plain
from profilegen.rendering.sandbox import ThemeEnvironment
from profilegen.rendering.words import Words, direction, language_name, words_in


@lru_cache(maxsize=64)
def environment_for(chain: tuple[tuple[str, Path], ...], language: str, fingerprint: str = "") -> Environment:
    """The environment of a theme (its chain of folders, itself first), speaking this language.

    A template is looked for in the theme, then in those that it extends. `base/page.html` names the file of that very
    theme, so that a template can extend the one that it replaces. `fingerprint` tells a changed theme apart: its
    templates are compiled once.
    """
    folders: Mapping[str, BaseLoader] = {
        name: FileSystemLoader(folder / "templates", encoding="utf-8") for name, folder in chain
    }
    words = words_in(language, chain, fingerprint)
    environment = ThemeEnvironment(
        words,
        filters=_filters(words),
        loader=ChoiceLoader([*folders.values(), PrefixLoader(folders)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        newline_sequence="\n",
        auto_reload=False,
        bytecode_cache=kept_code(words),
        cache_size=-1,
        extensions=["jinja2.ext.i18n", Kept],
    )
    environment.globals["initials"] = initials
    return environment


def _filters(words: Words) -> dict[str, Callable[..., object]]:
    return {
        "markdown": to_html,
        "excerpt": excerpt,
        "beginning": beginning,
        "plain": to_plain,
        "day": words.day,
        "month": words.month,
        "when": words.when,
        "number": words.number,
        "listed": words.listed,
        "filesizeformat": words.file_size,
        "year": lambda day: str(day.year) if day else "",
        "iso": lambda day: day.isoformat() if day else "",
        "direction": lambda lang: direction(_code(lang)),
        "in_language": lambda lang: _attributes(_code(lang)) if lang and lang != words.language else _NOTHING,
        "on_day": partial(_time, words.day),
        "in_month": partial(_time, words.month),
        "language_name": lambda lang: language_name(_code(lang)),
        "slug": slug_of,
    }


_LONGEST_CODE = 100  # letters; `zh-Hans-CN` has ten


def _code(language: str) -> str:
    """The code of a language, which is looked up piece by piece."""
    if len(language) > _LONGEST_CODE:
        raise TooMuchError("a code of a language is short, such as cy or zh-Hans.")
    return language


_NOTHING = Markup("")
_NO_TIME = Markup('<time datetime=""></time>')


@lru_cache(maxsize=4096)
def _time(written: Callable[[date], str], day: date | None) -> Markup:
    """A day or a month as an element. Kept, as the words of most days stand on several pages."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), written(day)) if day else _NO_TIME


@lru_cache(maxsize=64)
def _attributes(lang: str) -> Markup:
    """The attributes of an element whose words are in another language than its page."""
    return Markup(' lang="{}" dir="{}"').format(lang, direction(lang))


def initials(name: str, seed: str) -> Markup:
    """An avatar for everyone: the initials, drawn in the palette's colours; `seed` chooses the shape."""
    drawn = initials_svg(initials_of(name), seed, "var(--tint)", "var(--accent)")
    return Markup(drawn)  # noqa: S704 - drawn by the product, which escapes the letters


def theme_of(theme: Theme, language: str) -> Environment:
    """The environment of this theme in this language. ThemeError where a catalogue of the theme cannot be read."""
    return environment_for(theme.chain, language, theme.fingerprint)
