"""All that a template may name: filters, tests, functions, and what it may ask of a text. There is nothing else.

Jinja comes with many more. Each would be one more thing that a stranger's theme can want too much of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from itertools import chain
from typing import Any, cast

from jinja2 import pass_eval_context
from jinja2.filters import FILTERS, do_join
from jinja2.nodes import EvalContext
from jinja2.tests import TESTS
from jinja2.utils import Namespace

from profilegen.rendering.bounds import LONGEST_TEXT, MOST_THINGS, Allowance, TooMuchError, as_words, bounded
from profilegen.rendering.words import Words

LONGEST_ASKED = 300_000
"""Letters in a text that a template asks something of: no field of a record has more."""

LONGEST_MARKDOWN = 40_000
"""Letters in a text that is read as Markdown; a record's has at most 30,000. Some take the square of their length."""

_ASKED = "capitalize count endswith find isalpha isdigit lower lstrip partition removeprefix removesuffix rpartition "
_ASKED += "rsplit rstrip split splitlines startswith strip title upper"
OF_TEXT = frozenset(_ASKED.split())
"""What a text is asked. Nothing here makes a longer one, and `format` is not here: it reads attributes on its own."""

OF_MAPPING = frozenset({"get", "items", "keys", "values"})

_OF_WORDS = ("capitalize", "lower", "string", "title", "trim", "truncate", "upper", "abs", "float", "int")
_OF_THINGS = "dictsort groupby items list map max min reject rejectattr reverse select selectattr sort unique"
_OF_MARKDOWN = frozenset({"markdown", "plain", "excerpt"})
_AS_THEY_ARE = ("count", "default", "d", "first", "last", "length")
_TESTS = "boolean defined divisibleby even false float integer iterable mapping none number odd sameas sequence string "
_TESTS += "true undefined"
_COMPARING = "in lower upper eq ne lt le gt ge equalto greaterthan lessthan == != < <= > >="
_MOST_ROUNDS = 10_000
_FINEST = 10  # digits after the point

Function = Callable[..., Any]


def filters_for(allowance: Allowance, own: Mapping[str, Function]) -> dict[str, Function]:
    """The filters of templates; `own` are the product's."""
    return {
        **{name: _of_words(FILTERS[name], allowance) for name in _OF_WORDS},
        **{name: _of_things(FILTERS[name], allowance) for name in _OF_THINGS.split()},
        **{name: FILTERS[name] for name in _AS_THEY_ARE},
        "join": _joining(allowance),
        "round": _rounded,
        "sum": _summing(allowance),
        **{name: (_read if name in _OF_MARKDOWN else _asked)(ours, allowance) for name, ours in own.items()},
    }


def tests(allowance: Allowance) -> dict[str, Function]:
    """The tests of templates."""
    plain = {name: cast("Function", TESTS[name]) for name in _TESTS.split()}
    return plain | {name: _comparing(cast("Function", TESTS[name]), allowance) for name in _COMPARING.split()}


def functions() -> dict[str, Function]:
    """The functions of templates, beside those that speak."""
    return {"namespace": Namespace, "range": _range}


def speaking(words: Words, allowance: Allowance) -> dict[str, Function]:
    """What says the product's words in a language: gettext's functions, as Jinja's newer style has them."""

    def gettext(said: str, /, **given: Any) -> Any:
        return allowance.rest(words.markup(said), given)

    def ngettext(one: str, many: str, number: int, /, **given: Any) -> Any:
        return allowance.rest(words.counted(one, many, number), {"num": number, **given})

    return {"_": gettext, "gettext": gettext, "ngettext": ngettext}


def _range(*bounds: int) -> range:
    """Numbers to count with."""
    numbers = range(*bounds)
    if abs(numbers.stop - numbers.start) > _MOST_ROUNDS:
        raise TooMuchError(f"range() counts to {_MOST_ROUNDS:,} at most.")
    return numbers


def _skips(function: Function) -> int:
    """Jinja gives some filters its environment first."""
    return int(hasattr(function, "jinja_pass_arg"))


def _of_words(function: Function, allowance: Allowance) -> Function:
    """A filter of texts and numbers, which makes a text no longer than what it gets."""
    skipped = _skips(function)

    @wraps(function)
    def of_words(*given: Any, **named: Any) -> Any:
        for value in (*given[skipped:], *named.values()):
            _ask(as_words(value), allowance)
        return bounded(function(*given, **named))

    return of_words


def _of_things(function: Function, allowance: Allowance) -> Function:
    """A filter of lists. What Jinja would give one by one is a list here: so all that a template has can be counted."""
    skipped = _skips(function)

    @wraps(function)
    def of_things(*given: Any, **named: Any) -> Any:
        things = given[skipped] if len(given) > skipped else ()
        if isinstance(things, (str, list)):
            allowance.weigh(things)
        elif hasattr(things, "__len__"):
            allowance.spend(len(things))
        found = function(*given, **named)
        return found if isinstance(found, (str, int, float, list, tuple)) or not _is_given_singly(found) else [*found]

    return of_things


def _comparing(test: Function, allowance: Allowance) -> Function:
    """A test that looks through what it is given."""

    @wraps(test)
    def comparing(*given: Any) -> Any:
        for value in given:
            allowance.compared(value)
        return test(*given)

    return comparing


def _is_given_singly(found: Any) -> bool:
    return hasattr(found, "__next__")


def _asked(function: Function, allowance: Allowance) -> Function:
    """A filter of the product's own."""

    @wraps(function)
    def asked(value: Any, *given: Any, **named: Any) -> Any:
        if isinstance(value, (list, tuple)):
            allowance.weigh(value)
        for one in (value, *given, *named.values()):
            _ask(one, allowance)
        return function(value, *given, **named)

    return asked


def _read(function: Function, allowance: Allowance) -> Function:
    """A filter that reads Markdown."""

    @wraps(function)
    def read(text: Any, *given: Any, **named: Any) -> Any:
        if isinstance(text, str):
            allowance.letters(len(text), LONGEST_MARKDOWN)
        with allowance.reading_markdown():
            return function(text, *given, **named)

    return read


def _ask(value: Any, allowance: Allowance) -> None:
    if isinstance(value, str):
        allowance.letters(len(value), LONGEST_ASKED)


def ask(text: str, allowance: Allowance) -> None:
    """Counts a question to a text."""
    allowance.letters(len(text), LONGEST_ASKED)


def _joining(allowance: Allowance) -> Function:
    @pass_eval_context
    def join(page: EvalContext, things: Iterable[Any], between: str = "", attribute: str | None = None) -> str:
        """The words of these things as one text."""
        words = [as_words(thing) for thing in _attributes(page, things, attribute)]
        if len(words) > MOST_THINGS:
            raise TooMuchError(f"it makes a list of more than {MOST_THINGS:,} things.")
        gaps = len(str(as_words(between))) * len(words)
        allowance.letters(sum(len(str(word)) for word in words) + gaps, LONGEST_TEXT)
        return cast("str", do_join(page, words, between))

    return join


def _attributes(page: EvalContext, things: Iterable[Any], attribute: str | None) -> Iterable[Any]:
    """This attribute of each of these things; the things themselves where none is named."""
    if attribute is None:
        return things
    context = page.environment.context_class(page.environment, {}, None, {})
    return cast("Iterable[Any]", FILTERS["map"](context, things, attribute=attribute))


def _summing(allowance: Allowance) -> Function:
    @pass_eval_context
    def summed(page: EvalContext, things: Iterable[Any], attribute: str | None = None, start: Any = 0) -> Any:
        """The sum of numbers; with `start=()` or `start=[]`, lists one after the other."""
        parts = [*_attributes(page, things, attribute)]
        allowance.spend(len(parts))
        if isinstance(start, (list, tuple)):
            if not all(isinstance(part, type(start)) for part in parts):
                raise TooMuchError("lists are put together with lists, and nothing else.")
            return allowance.weigh(type(start)(chain(start, *parts)))
        for part in parts:
            start = allowance.plus(start, part)
        return start

    return summed


def _rounded(value: float, precision: int = 0, method: str = "common") -> float:
    """A number with so many digits after the point, or before it."""
    if abs(precision) > _FINEST:
        raise TooMuchError(f"round() has {_FINEST} digits at most.")
    return cast("float", bounded(FILTERS["round"](bounded(value), precision, method)))
