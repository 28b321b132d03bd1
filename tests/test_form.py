"""The form of the code: what may import what, what may speak, and how long things may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import click
import pytest

from profilegen.cli.main import command
from tests.built_sites import LOOK_AT_ALL
from tests.complaints import assert_none

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "profilegen"

LAYERS = (
    {"problems"},
    {"model"},
    {"rules", "bundled", "opening"},
    {"baring"},
    {"loading", "media"},
    {"class_list", "checks", "planning", "ejecting"},
    {"rendering", "publishing"},
    {"remembering"},
    {"building"},
    {"build"},
    {"printing"},
    {"starting", "schemas", "doctor", "cleaning", "cluster", "preview", "theming", "classroom", "hosting"}
    | {"showcasing"},
    {"event"},
    {"sharing"},
    {"applying"},
    {"studio", "exchange", "packing"},
    {"forgetting", "arriving", "upgrading"},
    {"cli"},
    {"__main__"},
)
"""From the ground up. A part imports only from the rows above its own (and modules of a package from each other);
parts in one row do not know each other."""

FACE = "__init__"
"""The public face names what is inside for type checkers, and loads it when it is asked for."""

SPEAKERS = {"cli"}
"""Who may print, and knows click and rich."""

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
LONGER_WITH_A_REASON = {
    "model/records.py": "every field that people write, with its meaning: a glossary",
    "model/views.py": "every field that themes are given, with its meaning: a glossary",
}

SAMPLED_MODULES = ("profilegen", "profilegen.problems", "profilegen.model.viewing", "profilegen.rendering.pages")


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the product."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def part(self) -> str:
        """The row of the table that it belongs to: the first name below profilegen."""
        names = self.name.split(".")
        return names[1] if len(names) > 1 else FACE

    def imports(self) -> Iterator[str]:
        """The modules of the product that it imports, wherever in the file."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports relatively"
                yield from _imported(node)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _imported(node: ast.ImportFrom) -> Iterator[str]:
    """`from profilegen.checks import praise` is the module praise; `from profilegen.rules import RULES` is rules."""
    home = node.module or ""
    for alias in node.names:
        inner = f"{home}.{alias.name}"
        yield inner if inner in NAMES else home


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


NAMES = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
MODULES = tuple(Module(name, path, ast.parse(path.read_bytes())) for name, path in NAMES.items())


def _row(part: str) -> int:
    return next(number for number, row in enumerate(LAYERS) if part in row)


def test_every_part_has_its_place_in_the_order() -> None:
    """A new package is put into the table, and one that went is taken out."""
    assert {module.part for module in MODULES} == set().union(*LAYERS, {FACE})


def test_a_part_imports_only_from_the_parts_above_it() -> None:
    """So no cycle can exist, and a newcomer reads from the top."""
    complaints = []
    for module in MODULES:
        others = {_part(name) for name in module.imports() if name.split(".")[0] == "profilegen"} - {module.part, FACE}
        if module.part != FACE:
            complaints += [f"{module.name} imports {other}" for other in others if _row(other) >= _row(module.part)]
    assert_none(sorted(complaints))


def _part(name: str) -> str:
    return name.split(".")[1] if "." in name else FACE


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Nor within one package. CycleError names the circle."""
    inside = {module.name: {name for name in module.imports() if name in NAMES} for module in MODULES}
    graph = {name: others - {"profilegen"} for name, others in inside.items() if name != "profilegen"}
    assert len([*TopologicalSorter(graph).static_order()]) == len(graph)


@pytest.mark.parametrize("name", sorted(NAMES.keys() - {"profilegen.__main__"}) if LOOK_AT_ALL else SAMPLED_MODULES)
def test_a_module_can_be_imported_alone(name: str) -> None:
    """In a fresh interpreter, with warnings as errors; no module leans on another having been there first."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", f"import {name}"], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_only_the_command_line_speaks_asks_or_ends_the_program() -> None:
    """The library gives back what it found, and whoever called it decides what to say."""
    complaints = []
    for module in MODULES:
        if module.part in SPEAKERS:
            continue
        complaints += [
            f"{module.name} imports {name}" for name in module.imports() if name.split(".")[0] in {"click", "rich"}
        ]
        called = (node.func for node in ast.walk(module.tree) if isinstance(node, ast.Call))
        speaking = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write"}
        complaints += [f"{module.name} calls {ast.unparse(one)}" for one in called if ast.unparse(one) in speaking]
    assert_none(complaints)


def test_modules_and_functions_are_short() -> None:
    """A module of 400 lines at most, a function of 50; a longer one stands in the table above with its reason."""
    complaints = []
    for module in MODULES:
        path = module.path.relative_to(PACKAGE).as_posix()
        lines = len(module.path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_MODULE and path not in LONGER_WITH_A_REASON:
            complaints.append(f"{path} has {lines} lines")
        for function in module.functions():
            length = (function.end_lineno or 0) - function.lineno + 1
            complaints += [f"{path}: {function.name} has {length} lines"] if length > LONGEST_FUNCTION else []
    assert_none(complaints)


def test_an_exception_to_the_length_is_needed() -> None:
    """A reason that no longer has a long module goes."""
    long = {name for name in LONGER_WITH_A_REASON if len((PACKAGE / name).read_bytes().splitlines()) > LONGEST_MODULE}
    assert long == LONGER_WITH_A_REASON.keys()


def test_every_module_and_everything_public_in_it_says_what_it_is() -> None:
    """A docstring for each module, class and function whose name does not begin with an underscore."""
    complaints = []
    for module in MODULES:
        if module.tree.body and not ast.get_docstring(module.tree):
            complaints.append(f"{module.name}: the module")
        complaints += [f"{module.name}: {node.name}" for node in _public(module.tree) if not ast.get_docstring(node)]
    assert_none(complaints)


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            if not _is_known_by_its_decorator(node):
                yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _is_known_by_its_decorator(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """What a base class or a library asks for says elsewhere what it is."""
    return any(ast.unparse(one).split("(")[0].endswith(("override", "validator")) for one in node.decorator_list)


def test_every_command_is_described_in_the_readme() -> None:
    """A command that nobody can find is not there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert_none(name for name in _command_names(command) if not re.search(rf"(`|profilegen ){name}\b", readme))


def _command_names(group: click.Group, before: str = "") -> Iterator[str]:
    for name, inner in sorted(group.commands.items()):
        yield f"{before}{name}"
        if isinstance(inner, click.Group):
            yield from _command_names(inner, f"{before}{name} ")
