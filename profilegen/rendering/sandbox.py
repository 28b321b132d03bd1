"""Jinja's sandbox as themes get it: as safe as Jinja makes it, and with short cuts where its answer is known.

Each short cut lets through what the sandbox lets through anyway, and leaves everything else to it.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import BuiltinMethodType, CodeType, MethodType
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from profilegen.rendering.compiling import Gatherer, Translator
from profilegen.rendering.keeping import Kept
from profilegen.rendering.words import Words

_MADE_FOR_TEMPLATES = (
    "profilegen.model.views",
    "profilegen.model.school_views",
    "profilegen.rendering.pages",
    "profilegen.rendering.pictures",
    "profilegen.rendering.playing",
)
_PLAIN = (LoopContext, date)
_OF_TEXT = frozenset({"endswith", "lower", "split", "startswith", "strip", "upper"})


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    return str(escape(text))


def _written(value: Any) -> str:
    """What `{{ value }}` writes: `escape`, but most words were on the page before. A sixth of a page's time."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else str(escape(value))


class _Readable(dict[type, frozenset[str]]):
    """Of each type: the plain names in its values that are there for templates to read."""

    def __missing__(self, kind: type) -> frozenset[str]:
        is_open = kind.__module__ in _MADE_FOR_TEMPLATES or kind in _PLAIN
        names = (*dir(kind), *getattr(kind, "__dataclass_fields__", ())) if is_open else ()
        self[kind] = frozenset(name for name in names if name[0] != "_")
        return self[kind]


_readable = _Readable({str: _OF_TEXT})


def _is_given(module: TemplateModule, name: str) -> bool:
    """Whether a part gives this macro or value to those who import it."""
    return not name.startswith("_") and name in module.__dict__


class ThemeTemplate(Template):
    """A template whose environment gives the same to all of its templates."""

    @classmethod
    def from_code(
        cls, environment: Environment, code: CodeType, globals: MutableMapping[str, Any], uptodate: Any = None
    ) -> Template:
        """The template of this code, which writes with `_written`."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = _written
        return template

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """What `import` gives: made once. Jinja looks each time whether a page has other globals; here none has."""
        return super()._get_default_module()


class ThemeEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, with nothing that touches the machine, speaking one language."""

    template_class = ThemeTemplate
    code_generator_class = Gatherer

    def __init__(self, words: Words, **options: Any) -> None:
        super().__init__(**options)
        self._translator = Translator(words)
        self._templates: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template of this name. Jinja looks each time whether file or globals changed; here neither does."""
        if type(name) is not str or globals:
            return super().get_template(name, parent, globals)
        if name not in self._templates:
            self._templates[name] = super().get_template(name, parent)
        return self._templates[name]

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
        """No underscored names, and no way from a value to the folders and bytes behind it."""
        return not isinstance(obj, Path) and bool(super().is_safe_attribute(obj, attr, value))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - kwargs may be any
        """`media.figure(…)`, `text.split()`: macros and a text's methods are safe, and so is what `kept` writes."""
        kind = type(__obj)
        if kind is Macro:
            args = (__context.eval_ctx, *args)
        elif kind is MethodType and __obj.__func__ is Kept.kept:
            args = (__context, *args)
        elif kind is not BuiltinMethodType or type(__obj.__self__) is not str:
            return super().call(__context, __obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One plain dictionary. Jinja chains two, and copies them in Python for each page: a tenth of its time."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        """Jinja's hook for those who change a template before it becomes code."""
        return super()._generate(self._translator.visit(source), *args, **options)
