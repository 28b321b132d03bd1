"""Writes the reference into themes/README.md, between the lines `<!-- reference -->` and `<!-- /reference -->`.

    python scripts/write_theme_tables.py           writes it
    python scripts/write_theme_tables.py --print   only prints it

Fields come from the types that templates are given, blocks and macros from the templates, options and variants from
each theme.yaml. What is said of them is what their own comments say.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import tokenize
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that it runs from anywhere, as a file

from profilegen.loading.theme_folders import theme_names  # noqa: E402
from profilegen.loading.themes import load_theme  # noqa: E402
from profilegen.model.theme import OptionRecord, Theme  # noqa: E402
from profilegen.rendering.environment import theme_of  # noqa: E402
from profilegen.theming.given import given_types  # noqa: E402

GUIDE = ROOT / "themes" / "README.md"
BEGIN, END = "<!-- reference -->", "<!-- /reference -->"
_PLAIN = {"str": "text", "bool": "yes or no", "int": "number", "date": "day", "Audience": "audience"}
_COMMENT = re.compile(r"\{#-?\s*(.*?)\s*-?#\}\s*\Z", re.DOTALL)


def reference() -> str:
    """The whole of it, in Markdown."""
    return "\n\n".join((_fields_part(), _blocks_part(), _macros_part(), _options_part(), _variants_part()))


# Fields


def _fields_part() -> str:
    return "\n\n".join(("### Fields", *(_fields_of(kind) for kind in given_types())))


def _fields_of(kind: type) -> str:
    """A type's own sentence, and a table of what can be read of it."""
    source = inspect.getsource(kind)
    (tree,) = ast.parse(source).body
    comments = _comments_in(source)
    lines = [f"**{kind.__name__}** {_on_one_line(inspect.getdoc(kind) or '')}", ""]
    lines += ["| field | holds | |", "|---|---|---|"]
    for line in tree.body if isinstance(tree, ast.ClassDef) else ():
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            lines.append(_row(line.target.id, ast.unparse(line.annotation), comments.get(line.end_lineno or 0, "")))
        elif isinstance(line, ast.FunctionDef) and line.returns and not line.name.startswith("_"):
            lines.append(_row(line.name, ast.unparse(line.returns), ast.get_docstring(line) or ""))
    return "\n".join(lines)


def _row(name: str, annotation: str, said: str) -> str:
    return f"| `{name}` | {_in_words(annotation)} | {_on_one_line(said)} |"


def _comments_in(source: str) -> dict[int, str]:
    tokens = tokenize.tokenize(BytesIO(source.encode("utf-8")).readline)
    return {one.start[0]: one.string.lstrip("# ") for one in tokens if one.type == tokenize.COMMENT}


def _in_words(annotation: str) -> str:
    """`tuple[DraftView, ...]` is a list of DraftView; `date | None` a day, or none."""
    if several := re.fullmatch(r"tuple\[(.*), \.\.\.\]", annotation):
        return f"a list of {_in_words(several[1])}"
    if literal := re.fullmatch(r"Literal\[(.*)\]", annotation):
        return f"one of {literal[1].replace(chr(39), '')}"
    if annotation.startswith("Mapping["):
        return "texts by name"
    return " or ".join(_PLAIN.get(part, "none" if part == "None" else part) for part in annotation.split(" | "))


# Blocks and macros


def _themes() -> Iterator[tuple[str, Theme]]:
    for name in ("base", *theme_names()):
        yield name, load_theme(name)


def _templates() -> Iterator[tuple[str, str, str, nodes.Template]]:
    """Each theme's own templates: theme, name, text, and what Jinja makes of it."""
    for name, theme in _themes():
        environment: Environment = theme_of(theme, "en-GB")
        root = theme.chain[0][1] / "templates"
        for file in sorted(root.rglob("*.html")):
            text = file.read_text(encoding="utf-8")
            yield name, file.relative_to(root).as_posix(), text, environment.parse(text)


def _blocks_part() -> str:
    lines = ["### Blocks", "", "| theme | template | blocks |", "|---|---|---|"]
    for theme, name, _, tree in _templates():
        blocks = [block.name for block in tree.find_all(nodes.Block)]
        if blocks:
            lines.append(f"| {theme} | {name} | {' '.join(f'`{block}`' for block in blocks)} |")
    return "\n".join(lines)


def _macros_part() -> str:
    head = "After `=` stands what holds where an argument is left out."
    lines = ["### Macros", "", head, "", "| theme | template | macro | |", "|---|---|---|---|"]
    for theme, name, text, tree in _templates():
        for macro in tree.find_all(nodes.Macro):
            lines.append(f"| {theme} | {name} | `{_signature(macro)}` | {_said_above(text, macro.lineno)} |")
        if name.startswith("parts/") and (drawn := _given_values(tree)):
            lines.append(f"| {theme} | {name} | {' '.join(f'`{one}`' for one in drawn)} | values, not macros |")
    return "\n".join(lines)


def _signature(macro: nodes.Macro) -> str:
    names = [argument.name for argument in macro.args]
    bare = len(names) - len(macro.defaults)
    given = [f"{name}={_literal(value)}" for name, value in zip(names[bare:], macro.defaults, strict=True)]
    return f"{macro.name}({', '.join((*names[:bare], *given))})"


def _literal(value: nodes.Expr) -> str:
    """As a template writes it: "half", 45, true, none."""
    constant = value.as_const()
    return f'"{constant}"' if isinstance(constant, str) else str(constant).lower()


def _given_values(tree: nodes.Template) -> list[str]:
    """What a part sets at its top, for those who import it."""
    targets = [part.target for part in tree.body if isinstance(part, nodes.Assign | nodes.AssignBlock)]
    return [target.name for target in targets if isinstance(target, nodes.Name) and not target.name.startswith("_")]


def _said_above(text: str, line: int) -> str:
    """The comment that ends on the line before."""
    above = "\n".join(text.split("\n")[: line - 1])
    start = above.rfind("{#")
    comment = _COMMENT.match(above[start:]) if start >= 0 else None
    return _on_one_line(comment[1]) if comment else ""


# Options and variants


def _options_part() -> str:
    lines = ["### Options", "", "| theme | option | choices | default | |", "|---|---|---|---|---|"]
    for name, theme in _themes():
        for option, offered in theme.options.items():
            lines.append(
                f"| {name} | `{option}` | {_choices(offered)} | {offered.default} | {_on_one_line(offered.about)} |"
            )
    return "\n".join(lines)


def _choices(option: OptionRecord) -> str:
    return ", ".join(option.choices) or {"yes-no": "yes, no"}.get(option.type, "any text")


def _variants_part() -> str:
    lines = ["### Variants", "", "| theme | variant | widths | of | crop |", "|---|---|---|---|---|"]
    for name, theme in _themes():
        for variant, made in theme.variants.items():
            widths = ", ".join(map(str, made.widths))
            lines.append(f"| {name} | `{variant}` | {widths} | {made.for_} | {made.crop or 'none'} |")
    return "\n".join(lines)


def _on_one_line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def with_reference(guide: str, written: str) -> str:
    """The guide with this reference between the two marks; they are added at the end where they are not there yet."""
    if BEGIN not in guide:
        guide = f"{guide.rstrip()}\n\n## Reference\n\n{BEGIN}\n{END}\n"
    before, rest = guide.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n\n{written}\n\n{END}{after}"


def main() -> None:
    """Prints the reference, or writes it."""
    if "--print" in sys.argv[1:]:
        print(reference())
        return
    guide = GUIDE.read_text(encoding="utf-8")
    GUIDE.write_text(with_reference(guide, reference()), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
