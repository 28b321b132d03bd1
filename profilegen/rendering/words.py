"""The words that the product itself says on a page, and dates as the page's language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.support import NullTranslations

from profilegen.model.days import day_written


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


@lru_cache(maxsize=4096)
def _day(day: date, language: str) -> str:
    return str(format_date(day, "d MMMM y" if language.startswith("en") else "long", locale_of(language)))


@lru_cache(maxsize=4096)
def _month(day: date, language: str) -> str:
    return str(format_skeleton("yMMMM", day, locale=locale_of(language)))


@dataclass(frozen=True, slots=True)
class Words:
    """The product's words in one language. `edition` tells two catalogues of the same language apart."""

    language: str
    translations: NullTranslations
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

    def say(self, words: str) -> str:
        """The product's words in this language; as they stand where no translation is known."""
        return str(self.translations.gettext(words))


@lru_cache(maxsize=16)
def words_in(language: str) -> Words:
    """The product's words in this language."""
    return Words(language, NullTranslations())
