"""A student's own `theme.css`: custom properties, read by what they mean and never passed on as written.

Only the tokens in `COLOURS` and `SIZES` are taken, in `:root`, and colours for the dark in `:root` within
`@media (prefers-color-scheme: dark)`. Each value becomes a colour or a number here, so that nothing else of the file
can reach a page. What is not taken is told with its line, and the rest holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import tinycss2
from tinycss2.color3 import RGBA, parse_color

from profilegen.loading.folders import Found
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.text_files import read_text
from profilegen.model.theme import COLOURS, SIZES, StyleToken
from profilegen.problems import Place, Problem
from profilegen.rules import problem

STYLES = "theme.css"
_LARGEST = 64 * 1024
_MOST_MISTAKES = 20
_SHOWN = 40
_DARK = "(prefers-color-scheme:dark)"
_AN_EXAMPLE = ":root { --paper: #fffdf7; --accent: #7a1f4b; }"


def read_student_styles(folder: Found) -> tuple[tuple[StyleToken, ...], tuple[Problem, ...]]:
    """The tokens that a student's `theme.css` sets, the last of each; none where there is no such file."""
    found = folder.inside(STYLES)
    if not found.path.exists() and not found.path.is_symlink():
        return (), ()
    text, problems = read_text(found, _LARGEST)
    taken: dict[tuple[str, str], StyleToken] = {}
    mistakes: list[_Mistake] = []
    for one in _tokens_of(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), is_dark=False):
        if isinstance(one, StyleToken):
            taken[one.scheme, one.name] = one
        else:
            mistakes.append(one)
    told = (_told(one, found.file) for one in islice(mistakes, _MOST_MISTAKES))
    return tuple(sorted(taken.values(), key=lambda token: (token.scheme, token.name))), (*problems, *told)


class _Mistake:
    """Something that is not taken: where, what, and what to do."""

    def __init__(self, node: Any, message: str, hint: str) -> None:
        self.line, self.column = node.source_line, node.source_column
        self.message, self.hint = message, hint


def _told(mistake: _Mistake, file: str) -> Problem:
    return problem("style-mistake", mistake.message, mistake.hint, Place(file, mistake.line, mistake.column))


def _tokens_of(rules: Iterable[Any], *, is_dark: bool) -> Iterator[StyleToken | _Mistake]:
    for rule in rules:
        if rule.type == "qualified-rule" and _is_root(rule.prelude):
            yield from _declared(rule.content, is_dark)
        elif rule.type == "at-rule" and not is_dark and _is_dark(rule):
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _tokens_of(inner, is_dark=True)
        else:
            hint = f"Only custom properties of the page as a whole can be set, such as {_AN_EXAMPLE}"
            yield _Mistake(rule, f"{_called(rule)} is not taken from {STYLES}.", hint)


def _called(rule: Any) -> str:
    if rule.type == "at-rule":
        return f"“@{rule.at_keyword[:_SHOWN]}”"
    return "A part that is not well formed" if rule.type == "error" else "A rule for something else than :root"


def _said(parts: Iterable[Any]) -> list[Any]:
    """The parts that say something."""
    return [part for part in parts if part.type not in ("whitespace", "comment")]


def _is_root(prelude: list[Any]) -> bool:
    parts = _said(prelude)
    return [part.type for part in parts] == ["literal", "ident"] and parts[0].value == ":" and parts[1].value == "root"


def _is_dark(rule: Any) -> bool:
    """Whether this is `@media (prefers-color-scheme: dark)` and nothing more."""
    parts = _said(rule.prelude)
    if rule.lower_at_keyword != "media" or rule.content is None or [part.type for part in parts] != ["() block"]:
        return False
    words = _said(parts[0].content)
    is_flat = all(part.type in ("ident", "literal") for part in words)
    return is_flat and f"({''.join(part.value for part in words)})".lower() == _DARK


def _declared(content: list[Any], is_dark: bool) -> Iterator[StyleToken | _Mistake]:
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            hint = f"Write a name, a colon, a value and a semicolon: {_AN_EXAMPLE}"
            yield _Mistake(one, "This is no custom property, so it is left out.", hint)
        else:
            yield _token(one, is_dark)


def _token(declared: Any, is_dark: bool) -> StyleToken | _Mistake:
    name = declared.name.removeprefix("--")
    offered = COLOURS if is_dark else (*COLOURS, *SIZES)
    if declared.name != f"--{name}" or name not in offered:
        meant = did_you_mean(name, offered)
        hint = f"Did you mean --{meant}?" if meant else f"These can be set: {', '.join(f'--{one}' for one in offered)}."
        where = " for the dark" if is_dark and name in SIZES else ""
        return _Mistake(declared, f"“{declared.name[:_SHOWN]}” cannot be set here{where}.", hint)
    parts = _said(declared.value)
    value = "" if declared.important else _colour(parts) if name in COLOURS else _size(name, parts)
    if value:
        scheme = "dark" if is_dark else "light" if name in COLOURS else "sizes"
        return StyleToken(scheme, name, value, declared.source_line, declared.source_column)
    return _Mistake(declared, f"“--{name}” has a value that cannot be taken, so it stays as it was.", _asked_for(name))


def _asked_for(name: str) -> str:
    if name in COLOURS:
        return f"Write one colour and nothing after it, such as --{name}: #7a1f4b; or --{name}: oklch(45% 0.13 355);"
    unit, least, most = SIZES[name]
    return f"Write a number from {least:g}{unit} to {most:g}{unit}, such as --{name}: {(least + most) / 2:g}{unit};"


def _colour(parts: list[Any]) -> str:
    """A colour in the two spellings that palettes have; "" for anything else, and for what one can see through."""
    if len(parts) != 1:
        return ""
    if parts[0].type == "function" and parts[0].lower_name == "oklch":
        return _oklch(_said(parts[0].arguments))
    colour = parse_color(parts[0])
    if not isinstance(colour, RGBA) or colour.alpha != 1:
        return ""
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, part))):02x}" for part in colour[:3])


def _oklch(parts: list[Any]) -> str:
    if [part.type for part in parts[:2]] != ["percentage", "number"] or len(parts) != 3:
        return ""
    is_angle = parts[2].type == "number" or (parts[2].type == "dimension" and parts[2].lower_unit == "deg")
    lightness, chroma, hue = (part.value if hasattr(part, "value") else -1.0 for part in parts)
    if not is_angle or not (0 <= lightness <= 100 and 0 <= chroma <= 0.5 and 0 <= hue <= 360):
        return ""
    return f"oklch({_written(lightness)}% {_written(chroma)} {_written(hue)})"


def _size(name: str, parts: list[Any]) -> str:
    unit, least, most = SIZES[name]
    if len(parts) != 1 or parts[0].type != ("dimension" if unit else "number"):
        return ""
    if (unit and parts[0].lower_unit != unit) or not least <= parts[0].value <= most:
        return ""
    return _written(parts[0].value) + unit


def _written(number: float) -> str:
    """As palettes write numbers: no exponent, no minus before a zero."""
    return f"{abs(number):.4f}".rstrip("0").rstrip(".")
