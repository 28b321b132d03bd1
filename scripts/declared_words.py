"""Finds what the studio's Python declares to be said: whole sentences in certain calls and tables, read and not run.

A sentence that is put together where it is said (`f"{file} is empty."`) can be in no catalogue, so it is refused here:
`Sentence("{file} is empty.", file=file)` says the same in each language.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

CALLS: Mapping[str, tuple[int, ...]] = {
    "say": (0,),
    "_refused": (0,),
    "Sentence": (0,),
    "Told": (0, 1),
    "Question": (0, 1, 2),
    "NotHereError": (0, 1),
    "NotRewrittenError": (0, 1),
    "PassphraseError": (0, 1),
    "UploadRefusedError": (0, 1),
}
"""What is called, and which of its arguments are said to somebody."""

TABLES = frozenset({"CHOICES", "_COMPLAINTS"})
"""Names of tables whose values are said."""

Found = tuple[int, str, str, list[str]]


class UnknownWordsError(ValueError):
    """A sentence that no catalogue can hold."""


def declared(file: BinaryIO, _keywords: object, _comments: object, options: Mapping[str, Any]) -> Iterator[Found]:
    """All of them, in the order of the file, as Babel wants to have them. UnknownWordsError."""
    tree = ast.parse(file.read())
    constants = dict(_constants(tree))
    for node in _in_order(tree):
        for words in _words_at(node):
            if isinstance(words, ast.JoinedStr | ast.BinOp):
                raise UnknownWordsError(f"Line {words.lineno}: no catalogue can hold a sentence that is put together.")
            known = constants.get(words.id) if isinstance(words, ast.Name) else words
            if isinstance(known, ast.Constant) and isinstance(known.value, str) and known.value:
                yield words.lineno, "_", known.value, []


def _in_order(tree: ast.AST) -> list[ast.expr | ast.stmt]:
    placed = [node for node in ast.walk(tree) if isinstance(node, ast.expr | ast.stmt)]
    return sorted(placed, key=lambda node: (node.lineno, node.col_offset))


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """What the module gives a name to, such as a heading that stands over several questions."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _words_at(node: ast.AST) -> Iterator[ast.expr]:
    """What is said here, if anything is: the arguments of a call, or the values of a table."""
    if isinstance(node, ast.Call):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        yield from (node.args[place] for place in CALLS.get(name, ()) if place < len(node.args))
    if (
        isinstance(node, ast.AnnAssign)
        and getattr(node.target, "id", "") in TABLES
        and isinstance(node.value, ast.Dict)
    ):
        yield from node.value.values
