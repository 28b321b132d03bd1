"""How a theme's templates become code: what the product says is translated then, and the code is kept for next time."""

from __future__ import annotations

import pickle
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

from profilegen import bundled
from profilegen.rendering.words import Words

_FORM = f"6 jinja2-{jinja2.__version__}"
"""What code depends on beside its template and language. Raise the number when this package makes other code."""

_MOST_FILES = 2_000  # a theme has about fifty in each language

_NO_FILE = "<template>"  # as Jinja calls what comes from no file

_GETTEXT = ("_", "gettext")


class Translator(NodeTransformer):
    """Says `_("…")` once, when a template is compiled, and not on every page: an environment speaks one language.

    The outcome is what Jinja's own calls of gettext give: markup, and a format for what is put in. A third of a page's
    time.
    """

    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """A call of `_` with words that stand in the template; any other is left alone."""
        self.generic_visit(call)
        said = _words_in(call)
        if said is None:
            return call
        translated = self._words.markup(said)
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


class Gatherer(CodeGenerator):
    """Lets a block, and a page, gather what they write in a list, as macros do, and hand it on in one piece.

    Jinja's own hand on each word singly, through every template that extends another: a twentieth of a page's time.
    """

    def enter_frame(self, frame: Frame) -> None:
        """The beginning of a function, of a loop, or of any other stretch with names of its own."""
        super().enter_frame(frame)
        if _is_gathered(frame):
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """Its end."""
        super().leave_frame(frame, with_python_scope)
        if _is_gathered(frame):
            self.writeline(f"yield gather({frame.buffer})")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Where a block stands. Jinja copies it singly into a list."""
        if frame.buffer is None or node.required or node.scoped:
            super().visit_Block(node, frame)
        else:
            self.writeline(f"{frame.buffer}.extend(context.blocks[{node.name!r}][0]({self.get_context_ref()}))", node)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Where a part is included. Jinja forgets the list where that is done without context."""
        if frame.buffer is None or node.with_context:
            return super().visit_Include(node, frame)
        self._line("try:", 1)
        self.writeline("template = environment.get_or_select_template(", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        self._line("except TemplateNotFound:", 1, before=-1)
        self.writeline("pass" if node.ignore_missing else "raise")
        self._line("else:", 1, before=-1)
        self._line(f"{frame.buffer}.extend(template._get_default_module()._body_stream)", -1)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call. What `Meter` put in is asked directly; no template can write such a one."""
        if not isinstance(node.node, nodes.EnvironmentAttribute):
            return super().visit_Call(node, frame, forward_caller=forward_caller)
        self.write(f"{node.node.name}(")
        for given in node.args:
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def _line(self, code: str, then: int, before: int = 0) -> None:
        """A line of code, and how far what follows is moved in."""
        self._indentation += before
        self.writeline(code)
        self._indentation += then


def _is_gathered(frame: Frame) -> bool:
    """A block, or a page; a template that extends another writes nothing beside its blocks."""
    return frame.block_frame or (frame.rootlevel and not frame.require_output_check)


class _KeptCode(FileSystemBytecodeCache):
    """Compiled templates, in the account's own folder for temporary files. A file that is not whole is no file."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):  # a process was killed, or the disk was full
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None and _is_the_product_s(bucket.code.co_filename):
            with suppress(OSError):
                super().dump_bytecode(bucket)

    def make_room(self) -> None:
        """Removes the older half of what is kept, once it is too much: of languages and editions long gone."""
        with suppress(OSError):
            files = [*Path(self.directory).glob("profilegen-*")]
            if len(files) > _MOST_FILES:
                for file in sorted(files, key=lambda file: file.stat().st_mtime)[: len(files) // 2]:
                    file.unlink(missing_ok=True)


def _is_the_product_s(file: str) -> bool:
    return file == _NO_FILE or bundled.themes().resolve() in Path(file).resolve().parents


def kept_code(words: Words) -> FileSystemBytecodeCache | None:
    """Where compiled templates that speak these words are kept between builds; None where there is no safe place.

    Never in a school's folder, which may come from a stranger: what lies there would be run. Jinja's own choice is a
    folder that only this account can read and write. What a stranger wrote is not kept: it may be another each time.
    """
    edition = sha256(f"{_FORM} {words.language} {words.edition}".encode()).hexdigest()[:16]
    try:
        kept = _KeptCode(pattern=f"profilegen-{edition}-%s.cache")
    except (OSError, RuntimeError):
        return None
    kept.make_room()
    return kept
