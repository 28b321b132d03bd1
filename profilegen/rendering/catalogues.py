"""Catalogues: gettext's .po files in the `locale` folder of a theme, from which the product speaks other languages.

A school's own theme may come from a stranger, and so may its catalogues. A translation is text and never markup, holds
just those placeholders that the English words hold, and runs nothing: the rule for plurals is CLDR's, not the file's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import c2py
from hashlib import sha256
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from profilegen.loading.themes import ThemeError

LONGEST_FILE = 512 * 1024
_LONGEST_RULE = 400
_SHOWN = 80  # letters of what cannot be used
_FORMS = ("zero", "one", "two", "few", "many", "other")
_NUMBERS = range(201)  # after which the rules of all languages for whole numbers repeat themselves
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
_NUMBER = "%(num)d"

Forms = Mapping[str, str]
"""The words for each kind of number that a language knows, by CLDR's name of it, in CLDR's order."""


class _File(Catalog):
    """What one file says. How many forms it claims to have is not believed: room is made for as many."""

    @property
    def num_plurals(self) -> int:
        """As many as any language has."""
        return len(_FORMS)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All that is known in one language. `left_out` says which translations cannot be used, and why."""

    locale: Locale
    texts: Mapping[str, str]
    counted: Mapping[str, Forms]
    left_out: tuple[str, ...] = ()
    edition: str = ""

    def gettext(self, words: str, /) -> str:
        """These words in the language; in English where they are missing."""
        return self.texts.get(words, words)

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Words with a number in them, in the form that this number needs."""
        forms = self.counted.get(one)
        if forms is None:
            return one if number == 1 else many
        return forms.get(self.locale.plural_form(number)) or [*forms.values()][-1]


def catalogue_of(files: Mapping[str, Path], locale: Locale) -> Catalogue:
    """What these files say together, the first before the others. ThemeError where one cannot be read."""
    contents = {name: _content(name, file) for name, file in files.items()}
    read = [_read(name, content, locale) for name, content in reversed([*contents.items()])]
    return Catalogue(
        locale,
        texts={words: said for one in read for words, said in one.texts.items()},
        counted={words: forms for one in read for words, forms in one.counted.items()},
        left_out=tuple(complaint for one in read for complaint in one.left_out),
        edition=sha256(b"".join(sha256(content).digest() for content in contents.values())).hexdigest(),
    )


def _misfit(message: Message) -> str:
    """Why a translation cannot be used, as a sentence; "" where it can. “One page” may do without its number."""
    allowed = {placeholder for words in _each(message.id) for placeholder in _placeholders(words)}
    needed = allowed - {_NUMBER} if message.pluralizable else allowed
    for said in filter(None, _each(message.string)):
        has_more = "%" in _PLACEHOLDER.sub("", said)
        if has_more or not needed <= _placeholders(said) <= allowed:
            expected = ", ".join(sorted(allowed)) or "no placeholder"
            return f"“{said[:_SHOWN]}” is left out: it needs {expected}, and no other sign of per cent but %%."
    return ""


def _placeholders(words: str) -> set[str]:
    return set(_PLACEHOLDER.findall(words)) - {"%%"}


def _each(words: str | Sequence[str] | None) -> Sequence[str]:
    return (words,) if isinstance(words, str) else words or ()


def _content(name: str, file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            content = opened.read(LONGEST_FILE + 1)
    except OSError as error:
        raise _unreadable(name, f"{error.strerror or error}") from error
    if len(content) > LONGEST_FILE:
        raise _unreadable(name, f"It is longer than {LONGEST_FILE // 1024} KB")
    return content


def _read(name: str, content: bytes, locale: Locale) -> Catalogue:
    """One file alone."""
    messages, rule = _parsed(name, content)
    texts: dict[str, str] = {}
    counted: dict[str, Forms] = {}
    left_out = []
    places: Mapping[str, int] | None = None
    for message in messages:
        words, said = _each(message.id)[0], _each(message.string)
        if complaint := _misfit(message):
            left_out.append(f"{name}: {complaint}")
        elif not message.pluralizable:
            texts[words] = said[0]
        else:
            places = places or _places_of_forms(name, rule, locale)
            forms = {form: said[place] for form, place in places.items()}
            if all(forms.values()):
                counted[words] = forms
            else:
                left_out.append(f"{name}: “{words[:_SHOWN]}” is left out: it needs a form for {', '.join(forms)}.")
    return Catalogue(locale, texts, counted, tuple(left_out))


def _parsed(name: str, content: bytes) -> tuple[Sequence[Message], str]:
    """The translations that a file holds, and the rule in its header. Comments are for those who write it."""
    said = _File()
    try:
        lines = content.decode("utf-8-sig").split("\n")
        wanted = ("" if line.startswith("#") and not line.startswith("#,") else line for line in lines)
        PoFileParser(said, ignore_obsolete=True, abort_invalid=True).parse(wanted)
        return [one for one in said if _is_translated(one)], said.plural_expr
    except PoFileError as error:
        raise _unreadable(name, f"Line {error.lineno + 1} is not written as gettext has it") from error
    except UnicodeDecodeError as error:
        raise _unreadable(name, "It is not written in UTF-8") from error
    except Exception as error:  # a stranger's file can confuse Babel in any way; nobody should see a traceback
        raise _unreadable(name, "It is not written as gettext has it") from error


def _is_translated(message: Message) -> bool:
    return bool(message.id) and not message.context and not message.fuzzy and any(_each(message.string))


def _places_of_forms(name: str, rule: str, locale: Locale) -> Mapping[str, int]:
    """Where the words for each kind of number stand: CLDR knows the kinds, the file's header puts them in order."""
    places: dict[str, set[int]] = {form: set() for form in _FORMS}
    try:
        place_of = c2py(rule if len(rule) <= _LONGEST_RULE else "")
        for number in _NUMBERS:
            places[locale.plural_form(number)].add(place_of(number))
    except Exception as error:  # the rule is a stranger's, too: it may divide by nothing, or be no rule at all
        raise _unreadable(name, "Plural-Forms in its header is no rule") from error
    used = {form: place for form, found in places.items() if found for place in found}
    if any(len(found) > 1 for found in places.values()) or not set(used.values()) <= set(range(len(_FORMS))):
        raise _unreadable(name, f"Plural-Forms in its header does not tell apart: {', '.join(used)}")
    return used


def _unreadable(name: str, reason: str) -> ThemeError:
    hint = "Mend it, or take it away: then the page speaks the words of the theme below, or English."
    return ThemeError(f"The catalogue {name} cannot be used. {reason}.", hint)
