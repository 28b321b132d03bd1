"""How much a page may take: work, time, and the size of what its template makes. A stranger's theme may want more.

Work is counted in steps, and a step is about a part of a template that is carried out, or eight letters that are
written. A page takes as many on any machine, but that looking for a file takes some, and is done once in a process.
The clock is looked at each few thousand steps, and around what may be slow; no single thing is stopped on its way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from itertools import chain
from time import thread_time
from typing import Any

from jinja2 import TemplateRuntimeError, Undefined
from jinja2.filters import _GroupTuple
from jinja2.runtime import markup_join
from markupsafe import Markup, escape

STEPS = 2_000_000
"""For one page. The largest that a school has, a list of a thousand students, takes a tenth."""

SECONDS = 3.0
"""Of one processor, for one page. A page takes one or two thousandths of a second."""

SECONDS_OF_MARKDOWN = 10.0
"""Of one processor, for the Markdown of one page, beside the seconds of its template: what a student wrote is no fault
of the theme. A long text made to be slow takes half a second, and several times that on a slow computer."""

LONGEST_TEXT = 1_000_000
"""Letters in a text that a template makes: by joining, in a macro, in `{% set %}`."""

LONGEST_PAGE = 4_000_000
"""Letters in a page."""

MOST_THINGS = 100_000
"""In a list that a template makes, with all lists in it."""

_LARGEST_NUMBER = 2**63
_LETTERS_A_STEP = 3  # as a power of two
_SHORT = 128  # letters that are not counted singly: the step of the part that writes them is enough
_FEW = 500  # pieces that are put together without counting their letters
_LOOK_EVERY = 4_000  # steps
_COMMON = 256  # letters of a text that may well stand on a page again
_LONGEST_FORM = 200  # letters of a text with places that is kept
_VIEWS: tuple[type, ...] = (type({}.keys()), type({}.values()), type({}.items()))
_NESTING = frozenset({list, tuple, dict, _GroupTuple, *_VIEWS})
_PLAIN_FORM = re.compile(r"(?:[^%]|%%|%\(\w+\)[sd]|%[sd])*+")


class TooMuchError(TemplateRuntimeError):
    """A template that wants more than a page may take, or something of a kind that templates are not given."""


class Allowance:
    """What is left to the page that is being made. Each environment has one, begun anew with each page."""

    __slots__ = ("_left", "_look_at", "_of_markdown", "_until")

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """A new page."""
        self._left = STEPS
        self._look_at = STEPS - _LOOK_EVERY
        self._until = thread_time() + SECONDS
        self._of_markdown = SECONDS_OF_MARKDOWN

    def spend(self, steps: int) -> None:
        """Counts so many steps. TooMuchError where none is left."""
        self._left -= steps
        if self._left < self._look_at:
            self._look()

    def _look(self) -> None:
        if self._left < 0:
            raise TooMuchError("it takes too much work: too many rounds of its loops, calls of its macros, or letters.")
        self.look_at_the_clock()
        self._look_at = self._left - _LOOK_EVERY

    def look_at_the_clock(self) -> None:
        """TooMuchError where the page has taken too long."""
        if thread_time() > self._until:
            raise TooMuchError(f"it takes longer than {SECONDS:.0f} seconds.")

    @contextmanager
    def untimed(self) -> Iterator[None]:
        """While a template is compiled, which is done once and has limits of its own, the clock stands still."""
        begun = thread_time()
        yield
        self._until += thread_time() - begun

    @contextmanager
    def reading_markdown(self) -> Iterator[None]:
        """While Markdown is read, which has a time of its own. TooMuchError where the page has used it up."""
        begun = thread_time()
        yield
        taken = thread_time() - begun
        self._until += taken
        self._of_markdown -= taken
        if self._of_markdown < 0:
            raise TooMuchError(f"reading its Markdown takes longer than {SECONDS_OF_MARKDOWN:.0f} seconds.")

    def each(self, things: Any, steps: int) -> Any:
        """What a loop goes through, when each round takes so many steps."""
        self.spend(len(things) * steps + 1)
        return things

    def letters(self, number: int, most: int = LONGEST_TEXT) -> None:
        """Counts so many letters of one text."""
        if number > most:
            raise _too_long(most)
        self.spend(number >> _LETTERS_A_STEP)

    def join(self, pieces: Iterable[str], most: int = LONGEST_TEXT) -> str:
        """What a macro or a `{% set %}` wrote, as one text."""
        gathered = pieces if type(pieces) is list else [*pieces]
        if len(gathered) > _FEW and sum(map(len, gathered)) > most:
            raise _too_long(most)
        written = "".join(gathered)
        if len(written) > most:
            raise _too_long(most)
        return written

    def gather(self, pieces: Iterable[str]) -> str:
        """What a block or a page wrote, as one text."""
        return self.join(pieces, LONGEST_PAGE)

    def write(self, value: Any) -> str:
        """What `{{ value }}` writes: `escape`, but most words were on the page before. A sixth of a page's time."""
        kind = type(value)
        if kind is str:
            written = _escaped(value) if len(value) < _COMMON else str(escape(value))
        elif kind is Markup:
            written = value
        else:
            written = str(escape(as_words(value)))
        if len(written) > _SHORT:
            self.spend(len(written) >> _LETTERS_A_STEP)
        return written

    def joined(self, parts: Sequence[Any]) -> str:
        """`a ~ b`."""
        self.letters(sum(len(part if isinstance(part, str) else str(as_words(part))) for part in parts))
        return markup_join(parts)

    def weigh(self, things: Any) -> Any:
        """These things as they are, when not too many lists are in these lists, and not too many letters in all."""
        letters, number, waiting = 0, 0, [things]
        while waiting:
            for part in _parts_of(waiting.pop()):
                number += 1
                kind = type(part)
                if kind is str or kind is Markup:
                    letters += len(part)
                elif kind in _NESTING:
                    waiting.append(part)
                if number > MOST_THINGS:
                    raise TooMuchError(f"it makes a list of more than {MOST_THINGS:,} things.")
        if letters > LONGEST_TEXT:
            raise _too_long(LONGEST_TEXT)
        self.spend(number + (letters >> _LETTERS_A_STEP))
        return things

    def compared(self, value: Any) -> Any:
        """What is compared with something as large, or looked through: the more there is of it, the more it takes."""
        if isinstance(value, str):
            if len(value) > _SHORT:
                self.spend(len(value) >> _LETTERS_A_STEP)
        elif type(value) in _NESTING:
            self.weigh(value)
        return value

    def plus(self, one: Any, other: Any) -> Any:
        """`a + b`, of numbers, texts or lists."""
        if isinstance(one, str) and isinstance(other, str):
            self.letters(len(one) + len(other))
        elif isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
            return self.weigh(one + other)  # type: ignore[operator]
        elif not (_is_number(one) and _is_number(other)):
            raise _unfit(one, other, "+")
        return bounded(one + other)

    def times(self, one: Any, other: Any) -> Any:
        """`a * b`, of numbers, or of a short text and a number."""
        texts = [part for part in (one, other) if isinstance(part, str)]
        numbers = [part for part in (one, other) if _is_number(part)]
        if len(texts) == 1 and len(numbers) == 1:
            self.letters(len(texts[0]) * max(0, int(numbers[0])))
        elif len(numbers) < 2:
            raise _unfit(one, other, "*")
        return bounded(one * other)

    def rest(self, one: Any, other: Any) -> Any:
        """`a % b`: of numbers, or words put into a text with plain places such as `%s` and `%(name)s`."""
        if not isinstance(one, str):
            if not (_is_number(one) and _is_number(other)):
                raise _unfit(one, other, "%")
            return bounded(one) % bounded(other)
        words = other.values() if isinstance(other, dict) else other if isinstance(other, tuple) else (other,)
        places = one.count("%")
        longest = max((len(str(as_words(word))) for word in words), default=0)
        self.letters(len(one) + places * longest)
        return (plain_form if len(one) <= _LONGEST_FORM else _plain_form)(one) % other


def minus(one: Any, other: Any) -> Any:
    """`a - b`, of numbers."""
    if not (_is_number(one) and _is_number(other)):
        raise _unfit(one, other, "-")
    return bounded(one - other)


def divided(one: Any, other: Any) -> Any:
    """`a / b`, of numbers."""
    if not (_is_number(one) and _is_number(other)):
        raise _unfit(one, other, "/")
    return bounded(one) / bounded(other)


def divided_whole(one: Any, other: Any) -> Any:
    """`a // b`, of numbers."""
    if not (_is_number(one) and _is_number(other)):
        raise _unfit(one, other, "//")
    return bounded(one) // bounded(other)


def power(one: Any, other: Any) -> Any:
    """`a ** b`, which no page needs."""
    raise _unfit(one, other, "**")


OPERATORS: dict[str, Callable[[Allowance, Any, Any], Any]] = {
    "+": Allowance.plus,
    "*": Allowance.times,
    "%": Allowance.rest,
    "-": lambda _, one, other: minus(one, other),
    "/": lambda _, one, other: divided(one, other),
    "//": lambda _, one, other: divided_whole(one, other),
    "**": lambda _, one, other: power(one, other),
}
"""What a template computes. Python takes minutes for some of it with numbers of a hundred thousand digits."""


def as_words(value: Any) -> Any:
    """A value that can be written as a few words. TooMuchError for lists and views: it is their fields that are."""
    if isinstance(value, int):
        return bounded(value)
    if value is None or isinstance(value, (str, float, date, Undefined)):
        return value
    raise TooMuchError(f"only words, numbers and days can be written, and this is a {type(value).__name__}.")


@lru_cache(maxsize=512)
def plain_form(form: str) -> str:
    """A text with places for words, none of them wider than its words. TooMuchError for `%9999s`."""
    return _plain_form(form)


def _plain_form(form: str) -> str:
    if not _PLAIN_FORM.fullmatch(form):
        allowed = "%s, %d, %(name)s, %(name)d and %% for a sign of per cent"
        raise TooMuchError(f"words are put into a text at {allowed} alone.")
    return form


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return str(escape(text))


def _parts_of(things: Any) -> Iterable[Any]:
    return chain(things.keys(), things.values()) if isinstance(things, dict) else things


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float))


def bounded(value: Any) -> Any:
    """This value. TooMuchError for a whole number of more than 18 digits."""
    if isinstance(value, int) and not -_LARGEST_NUMBER < value < _LARGEST_NUMBER:
        raise TooMuchError("it makes a number of more than 18 digits.")
    return value


def _too_long(most: int) -> TooMuchError:
    return TooMuchError(f"it makes a text of more than {most:,} letters.")


def _unfit(one: Any, other: Any, sign: str) -> Exception:
    for value in (one, other):
        if isinstance(value, Undefined):
            value._fail_with_undefined_error()  # which says what is missing
    return TooMuchError(f"“{sign}” is not for a {type(one).__name__} and a {type(other).__name__}.")
