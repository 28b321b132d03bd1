"""How a theme's templates become code: what the product says is translated then, and the code is kept for next time."""

from __future__ import annotations

import pickle
from contextlib import suppress
from hashlib import sha256

import jinja2
from jinja2 import FileSystemBytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from profilegen.rendering.words import Words

_FORM = f"1 jinja2-{jinja2.__version__}"
"""What code depends on beside its template and language. Raise the number when this module makes other code."""

_GETTEXT = ("_", "gettext")


class Translator(NodeTransformer):
    """Says `_("…")` once, when a template is compiled, and not on every page: an environment speaks one language.

    The outcome is what Jinja's own calls of gettext give: the translation is markup, and a format for what is put in.
    A third of a page's time.
    """

    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A call of `_` with words that stand in the template; any other is left alone."""
        self.generic_visit(call)
        said = _words_in(call)
        if said is None:
            return call
        translated = Markup(self._words.say(said))  # noqa: S704 - the product's own words
        if not call.kwargs:
            return _markup(translated % {}, call.lineno)
        given = [nodes.Pair(nodes.Const(one.key), one.value, lineno=call.lineno) for one in call.kwargs]
        return nodes.Mod(_markup(translated, call.lineno), nodes.Dict(given), lineno=call.lineno)


def _words_in(call: nodes.Call) -> str | None:
    """The words of a plain `_("words", name=…)`."""
    is_gettext = isinstance(call.node, nodes.Name) and call.node.name in _GETTEXT
    if not is_gettext or len(call.args) != 1 or call.dyn_args is not None or call.dyn_kwargs is not None:
        return None
    words = call.args[0]
    return words.value if isinstance(words, nodes.Const) and isinstance(words.value, str) else None


def _markup(said: str, line: int) -> nodes.Expr:
    return nodes.MarkSafeIfAutoescape(nodes.Const(str(said)), lineno=line)


class _KeptCode(FileSystemBytecodeCache):
    """Compiled templates, in the account's own folder for temporary files. A file that is not whole is no file."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # a process was killed, or the disk was full
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def kept_code(words: Words) -> FileSystemBytecodeCache | None:
    """Where compiled templates that speak these words are kept between builds; None where there is no safe place.

    Never in a school's folder, which may come from a stranger: what lies there would be run. Jinja's own choice is a
    folder that only this account can read and write.
    """
    edition = sha256(f"{_FORM} {words.language} {words.edition}".encode()).hexdigest()[:16]
    try:
        return _KeptCode(pattern=f"profilegen-{edition}-%s.cache")
    except (OSError, RuntimeError):
        return None
