"""What a parser's complaint means: the likely mistake, where it really is, in plain words, with what to write instead.

A YAML parser notices a mistake late and says it in its own terms. Each function in the table looks at the lines around
and knows one mistake that people make; the first that recognises its own answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import yaml
from yaml.events import ScalarEvent

from profilegen.loading import misread_signs, misread_spaces
from profilegen.loading.complaints import Complaint, Diagnosis, indent
from profilegen.loading.marks import marks_of
from profilegen.problems import Place, Problem
from profilegen.rules import problem

_NAME_AND_SIGN = re.compile(r"\s*([A-Za-z_]{2,30})\s*(=|：|:(?=\S)|;|→)\s*(.*)")

_KNOWN: tuple[Callable[[Complaint], Diagnosis | None], ...] = (
    misread_spaces.a_tab,
    misread_spaces.strange_space,
    misread_signs.wide_colon,
    misread_signs.backslash,
    misread_signs.unclosed_quote,
    misread_signs.text_after_quotes,
    misread_signs.text_after_brackets,
    misread_signs.unclosed_bracket,
    misread_signs.text_beside_block_sign,
    misread_signs.special_beginning,
    misread_signs.no_space_after_colon,
    misread_signs.no_space_after_dash,
    misread_signs.no_name_before_colon,
    misread_signs.colon_in_text,
    misread_spaces.text_not_indented,
    misread_spaces.too_far_right,
    misread_signs.quote_opened_above,
    misread_spaces.inside_a_list,
    misread_spaces.fits_no_line_above,
    misread_signs.no_colon,
)


def explain(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    """The parser's complaint as a problem that people understand."""
    line, column = _inside(lines, error.problem_mark) or (0, 0)
    began = _inside(lines, error.context_mark)
    complaint = Complaint(lines, str(error.problem or ""), str(error.context or ""), line, column, began)
    told = next((found for known in _KNOWN if (found := known(complaint))), None) or _anything_else(complaint)
    return _as_problem(told, lines, file)


def text_without_fields(place: Place, source: str) -> Problem:
    """What to say of a file that holds no field at all, only text."""
    if match := _NAME_AND_SIGN.match(source):
        name, sign, rest = match.groups()
        message = f"The name of a field needs a colon and a space after it. Here is “{sign}”."
        return problem("wrong-type", message, f"Write {name}: {rest}", place, source=source)
    message = "This file is one piece of text. It needs fields: a name, a colon and a space, then what you want to say."
    return problem("wrong-type", message, "For example: title: My bridge", place, source=source)


def misread_name(event: ScalarEvent, lines: list[str], file: str) -> Problem | None:
    """A field's name into which YAML has read a dash or a special space."""
    if match := misread_spaces.STRANGE_SPACE.match(event.value):
        line, column, *_ = marks_of(event)
        return _as_problem(misread_spaces.strange_space_at(line, column + match.end() - 1), lines, file)
    return missing_space_after_dash(event, lines, file)


def missing_space_after_dash(event: ScalarEvent, lines: list[str], file: str) -> Problem | None:
    """`-chess` at the start of a line: YAML takes the dash for a letter of the text."""
    if event.value[:1] != "-" or event.style:
        return None
    line, column, *_ = marks_of(event)
    source = lines[line] if line < len(lines) else ""
    match = misread_signs.DASH_WITHOUT_SPACE.match(source)
    if match is None or source[:column].strip():
        return None
    return _as_problem(misread_signs.dash_at(line, column, match["rest"]), lines, file)


def tabs_outside(scalars: Iterable[range], lines: list[str], file: str) -> Problem | None:
    """The first tab at the start of a line that is not inside a text."""
    tabbed = [line for line, text in enumerate(lines) if text.strip() and "\t" in text[: indent(text)]]
    inside = {line for lines_of_text in scalars for line in lines_of_text} if tabbed else ()
    found = [line for line in tabbed if line not in inside]
    return _as_problem(misread_spaces.tab_at(lines, found[0], len(found) - 1), lines, file) if found else None


def _anything_else(told: Complaint) -> Diagnosis:
    return Diagnosis(
        told.line,
        told.column,
        "YAML cannot understand this line, or the one above it.",
        "Look for a missing colon, quote mark or bracket, and for spaces at the start. A text may stand in quotes.",
    )


def _inside(lines: list[str], mark: Any) -> tuple[int, int] | None:
    """A place of the parser's, which tells the end of a file as a line below it."""
    if mark is None:
        return None
    return (mark.line, mark.column) if mark.line < len(lines) else (len(lines) - 1, len(lines[-1]))


def _as_problem(told: Diagnosis, lines: list[str], file: str) -> Problem:
    source = lines[told.line] if told.line < len(lines) else ""
    column = min(told.column, len(source))
    place = Place(file, told.line + 1, column + 1, max(len(source.rstrip()), column + 1) + 1)
    return problem(told.rule, told.message, told.hint, place, source=source)
