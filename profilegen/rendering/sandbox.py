"""Jinja's sandbox as themes get it: as safe as Jinja makes it, and with short cuts where its answer is known.

Each short cut lets through what the sandbox lets through anyway, and leaves everything else to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from datetime import date
from types import BuiltinMethodType, CodeType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.filters import _GroupTuple
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from profilegen.rendering.bounds import OPERATORS, Allowance, TooMuchError
from profilegen.rendering.compiling import Gatherer, Translator
from profilegen.rendering.keeping import Kept
from profilegen.rendering.metering import COMPARED, EACH, MOST_PARTS, MOST_PARTS_IN_ALL, SPEND, WEIGH, Meter, parts_of
from profilegen.rendering.vocabulary import OF_MAPPING, OF_TEXT, ask, filters_for, functions, speaking, tests
from profilegen.rendering.words import Words

_MADE_FOR_TEMPLATES = (
    "profilegen.model.views",
    "profilegen.model.school_views",
    "profilegen.model.occasion",
    "profilegen.rendering.pages",
    "profilegen.rendering.pictures",
    "profilegen.rendering.playing",
)

MOST_LETTERS = 1_000_000
"""In the templates that are compiled for one language: those of a theme and of all that it extends, by all names."""

_STEPS_TO_LOOK = 500  # for a file
_LONGEST_NAME = 200  # letters


class _Readable(dict[type, frozenset[str]]):
    """Of each type: the plain names in its values that are there for templates to read."""

    def __missing__(self, kind: type) -> frozenset[str]:
        is_open = kind.__module__ in _MADE_FOR_TEMPLATES or kind is LoopContext
        names = (*dir(kind), *getattr(kind, "__dataclass_fields__", ())) if is_open else ()
        self[kind] = frozenset(name for name in names if name[0] != "_")
        return self[kind]


_readable = _Readable(
    {
        str: OF_TEXT,
        Markup: OF_TEXT,
        dict: OF_MAPPING,
        date: frozenset({"year", "month", "day", "isoformat", "weekday"}),
        BlockReference: frozenset({"super"}),
        _GroupTuple: frozenset({"grouper", "list"}),
    }
)


def _is_given(module: TemplateModule, name: str) -> bool:
    """Whether a part gives this macro or value to those who import it."""
    return not name.startswith("_") and name in module.__dict__


def _is_plain_name(name: str) -> bool:
    """Whether a template has no shorter name: one under endless names would be compiled endlessly."""
    is_short = len(name) <= _LONGEST_NAME and "\\" not in name
    return is_short and not any(part in ("", ".", "..") for part in name.split("/"))


class ThemeTemplate(Template):
    """A template whose environment gives the same to all of its templates."""

    @classmethod
    def from_code(
        cls, environment: Environment, code: CodeType, globals: MutableMapping[str, Any], uptodate: Any = None
    ) -> Template:
        """The template of this code, which writes, joins and counts with the allowance of its environment."""
        template = super().from_code(environment, code, globals, uptodate)
        if isinstance(environment, ThemeEnvironment):
            template.root_render_func.__globals__.update(environment.counting)
        return template

    def render(self, *given: Any, **named: Any) -> str:
        """A page, with all that a page may take."""
        environment = self.environment
        if not isinstance(environment, ThemeEnvironment):
            return super().render(*given, **named)
        environment.allowance.begin()
        try:
            return environment.allowance.gather(self.root_render_func(self.new_context(dict(*given, **named))))
        except Exception:  # whatever it is, Jinja raises it again with the template's own lines
            environment.handle_exception()

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """What `import` gives: made once. Jinja looks each time whether a page has other globals; here none has."""
        return super()._get_default_module()


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with nothing that touches the machine, speaking one language."""

    template_class = ThemeTemplate
    code_generator_class = Gatherer
    intercepted_binops = frozenset(OPERATORS)

    def __init__(self, words: Words, filters: Mapping[str, Callable[..., Any]] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.allowance = Allowance()
        self.counting = _counting(self.allowance)
        self.concat = self.allowance.join  # type: ignore[method-assign]
        self.filters = filters_for(self.allowance, filters or {})
        self.tests = tests(self.allowance)  # type: ignore[assignment]  # Jinja's are of a type of its own
        self.globals = {**functions(), **speaking(words, self.allowance)}
        self.newstyle_gettext = True
        self._translator = Translator(words)
        self._templates: dict[str, Template] = {}
        self._letters = self._parts = 0  # of what was compiled

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template of this name. Jinja looks each time whether file or globals changed; here neither does."""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._templates:
            if parent is not None:  # a page has begun
                self.allowance.spend(_STEPS_TO_LOOK)
            if not _is_plain_name(name):
                raise TooMuchError("a template is named in one way alone, such as parts/media.html.")
            with self.allowance.untimed():
                self._templates[name] = super().get_template(str(name), parent)
        return self._templates[name]

    def select_template(self, *names: Any, **named: Any) -> Template:
        """Jinja would try one name after the other."""
        raise TooMuchError("a part is included by one name.")

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`profile.name`. The views are made for templates, so their fields need no further look."""
        kind = type(obj)
        if attribute in _readable[kind] or (kind is TemplateModule and _is_given(obj, attribute)):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`pieces|map(attribute="date")` asks in this way. The views hold no items, only fields."""
        if type(argument) is str and argument in _readable[type(obj)]:
            return getattr(obj, argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Only what is there to be read: no underscored names, and no way to what is behind a value."""
        return attr in _readable[type(obj)] or (isinstance(obj, Namespace) and not attr.startswith("_"))

    def wrap_str_format(self, value: Any) -> None:
        """Jinja's own way to let templates use `format`, which is not here."""

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """`a + b`."""
        return OPERATORS[operator](self.allowance, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - kwargs may be any
        """`media.figure(…)`, `text.split()`: macros and a text's methods are safe, and so is what `kept` writes."""
        kind = type(__obj)
        if kind is Macro:
            args = (__context.eval_ctx, *args)
        elif kind is MethodType and __obj.__func__ is Kept.kept:
            args = (__context, *args)
        elif kind is BuiltinMethodType and type(__obj.__self__) is str:
            ask(__obj.__self__, __self.allowance)
        else:
            __self.allowance.spend(1)
            return super().call(__context, __obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One plain dictionary. Jinja chains two, and copies them in Python for each page: a tenth of its time."""
        return {**self.globals, **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Jinja's hook before a template is read."""
        self._letters += len(source)
        if self._letters > MOST_LETTERS:
            raise TooMuchError(f"the theme's templates have more than {MOST_LETTERS:,} letters.")
        return super()._parse(source, name, filename)

    def _generate(self, source: nodes.Template, name: str | None, *args: Any, **options: Any) -> str:
        """Jinja's hook for those who change a template before it becomes code."""
        parts = parts_of(source)
        self._parts += parts
        if parts > MOST_PARTS or self._parts > MOST_PARTS_IN_ALL:
            raise TooMuchError(f"a template has {MOST_PARTS:,} parts at most, and a theme {MOST_PARTS_IN_ALL:,}.")
        counted = Meter(name).visit(source)
        return super()._generate(self._translator.visit(counted), name, *args, **options)


def _counting(allowance: Allowance) -> Mapping[str, Callable[..., Any]]:
    """What the code of templates calls, by the names that it has there."""
    return {
        "escape": allowance.write,
        "markup_join": allowance.joined,
        "gather": allowance.gather,
        EACH: allowance.each,
        SPEND: allowance.spend,
        WEIGH: allowance.weigh,
        COMPARED: allowance.compared,
    }
