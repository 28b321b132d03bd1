"""The words that the product itself says on a page; dates, numbers and lists as the page's language writes them.

Digits are Western in every language. CLDR has them as the usual ones of all languages that come with the product (of
Arabic, Egypt and its neighbours differ), and on one page they stand beside what people typed (2026/27, Step 4) and what
the browser's own players count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from profilegen.model.days import day_written

_LANGUAGE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
_SIZES = ("byte", "digital-kilobyte", "digital-megabyte", "digital-gigabyte")


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale:
    """The CLDR locale for a language code such as `en-GB`; English where it is unknown."""
    return _known_locale(language) or Locale.parse("en_GB")


def _known_locale(language: str) -> Locale | None:
    parts = language.split("-")
    for length in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@lru_cache(maxsize=64)
def direction(language: str) -> str:
    """`rtl` or `ltr`: the way the language is written, after CLDR."""
    return str(locale_of(language).text_direction)


@lru_cache(maxsize=64)
def language_name(language: str) -> str:
    """What a language calls itself: `cy` is Cymraeg; a code that CLDR does not know stays as it is."""
    locale = _known_locale(language)
    name = (locale.get_display_name(locale) if locale else None) or language
    return name.split(" (")[0][:1].upper() + name.split(" (")[0][1:]


def catalogue_names(language: str) -> tuple[str, ...]:
    """The catalogues that speak a language, the nearest first: of `ar-EG` also `ar`, of `zh` and `zh-CN` `zh-Hans`.

    `zh-TW` is written in other signs, so it has nothing from `zh`.
    """
    locale = _known_locale(language)
    if locale is None:
        return (language,) if _LANGUAGE.fullmatch(language) else ()
    name, script, territory = locale.language, locale.script, locale.territory
    script = script or _usual_script(f"{name}_{territory}") or _usual_script(name)
    near = [(name, script, territory), (name, script), (name, territory)]
    wide = [(name,)] if script == _usual_script(name) else []
    return tuple(dict.fromkeys("-".join(filter(None, parts)) for parts in near + wide if all(parts)))


def _usual_script(language: str) -> str | None:
    likely = get_global("likely_subtags").get(language)
    return likely.split("_")[1] if likely else None


@lru_cache(maxsize=4096)
def _day(day: date, language: str) -> str:
    return str(format_date(day, "d MMMM y" if language.startswith("en") else "long", locale_of(language)))


@lru_cache(maxsize=4096)
def _month(day: date, language: str) -> str:
    return str(format_skeleton("yMMMM", day, locale=locale_of(language)))


class Translations(Protocol):
    """Where words come from: gettext's two questions."""

    def gettext(self, words: str, /) -> str:
        """These words in another language; as they stand where no translation is known."""

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """The same for words with a number in them."""


class _English:
    """The language that the templates and the code are written in."""

    def gettext(self, words: str, /) -> str:
        return words

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        return one if number == 1 else many


_ENGLISH = _English()


@dataclass(frozen=True, slots=True)
class Words:
    """The product's words in one language. `edition` tells two catalogues of the same language apart."""

    language: str
    translations: Translations
    edition: str = ""

    def day(self, day: date | None) -> str:
        """14 October 2026."""
        return _day(day, self.language) if day else ""

    def month(self, day: date | None) -> str:
        """October 2026."""
        return _month(day, self.language) if day else ""

    def when(self, text: str) -> str:
        """A date that somebody typed, as the language writes it; any other words (`end of term`) as they are."""
        try:
            return self.day(day_written(text))
        except ValueError:
            return text

    def number(self, number: float) -> str:
        """12.5, which is 12,5 in Polish."""
        return str(format_decimal(number, locale=locale_of(self.language)))

    def listed(self, names: Iterable[str]) -> str:
        """Ms Ada Okafor, Mr Lee: one after the other, with the comma (or the word) that the language has for it."""
        comma: str = locale_of(self.language).list_patterns["standard"]["start"].format("", "")
        return comma.join(names)

    def file_size(self, size: int) -> str:
        """300 kB, 1.2 MB."""
        from babel.units import format_unit  # most pages name no size

        steps = min(max(len(str(size)) - 1, 0) // 3, len(_SIZES) - 1)
        number = round(size / 1000**steps, 1 if steps > 1 else 0)
        return str(format_unit(number, _SIZES[steps], "short", format="#,##0.#", locale=locale_of(self.language)))

    def say(self, words: str) -> str:
        """The product's words in this language, as text; as they stand where no translation is known."""
        return str(self.translations.gettext(words))

    def markup(self, words: str) -> Markup:
        """The same for a template. What the template itself says is markup of its own; a translation is text."""
        return _markup(self.translations.gettext(words), words)

    def counted(self, one: str, many: str, number: int) -> Markup:
        """The same for words with a number in them."""
        return _markup(self.translations.ngettext(one, many, number), one, many)


def _markup(said: str, *own: str) -> Markup:
    return Markup(said) if said in own else escape(said)  # noqa: S704 - the template's own words


@lru_cache(maxsize=64)
def words_in(language: str, chain: tuple[tuple[str, Path], ...] = (), fingerprint: str = "") -> Words:
    """The product's words in this language, after the catalogues of a theme and of those that it extends.

    `fingerprint` tells a changed theme apart. ThemeError where a catalogue cannot be read. A page in English has none,
    and loads nothing that reads them.
    """
    names = catalogue_names(language)
    places = ((theme, folder / "locale" / f"{name}.po") for theme, folder in chain for name in names)
    files = {f"{theme}/locale/{file.name}": file for theme, file in places if file.is_file()}
    if not files:
        return Words(language, _ENGLISH)
    from profilegen.rendering.catalogues import catalogue_of

    catalogue = catalogue_of(files, locale_of(language))
    return Words(language, catalogue, catalogue.edition)
