"""What a parser's complaint means: the likely mistake, where it really is, in plain words, with what to write instead.

A YAML parser notices a mistake late and says it in its own terms. Each function in the table looks at the lines around and
knows one mistake that people make; the first that recognises its own answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import yaml
from yaml.events import ScalarEvent

from profilegen.loading.plain_words import FIELD_NAMES, quoted
from profilegen.problems import Place, Problem
from profilegen.rules import problem

_FIELD = re.compile(r"(?P<before>\s*(?:- +)*)(?P<name>[A-Za-z_][\w-]*):(?P<space> +|$)(?P<value>.*)")
_FIELD_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*(?P<name>[A-Za-z_]\w*):(?P<value>[^\s/:].*)")
_BLOCK_HEADER = re.compile(r".*(?:: |- )[|>][0-9+-]{0,2}\s*(#.*)?$")
_DASH_WITHOUT_SPACE = re.compile(r"\s*-(?P<rest>[^\W\d_].*|[\"'\[].*)")
_NAME_AND_SIGN = re.compile(r"\s*([A-Za-z_]{2,30})\s*(=|：|:(?=\S)|;|→)\s*(.*)")
_STRANGE_SPACE = re.compile(r"[ \t]*[\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]")
_SIGNS = "@`%&*!,]}|>?-"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the parser said, in lines and columns from 0; `began` is where the thing began that it could not finish."""

    lines: list[str]
    words: str
    during: str
    line: int
    column: int
    began: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The line the parser stopped at; "" at the end of the file."""
        return self.at(self.line)

    @property
    def sign(self) -> str:
        """The character the parser stopped at."""
        return self.text[self.column : self.column + 1]

    @property
    def above(self) -> int:
        """The last line before it with anything on it, or -1."""
        return next((line for line in range(self.line - 1, -1, -1) if is_written(self.at(line))), -1)

    @property
    def suspects(self) -> tuple[int, ...]:
        """The lines where the mistake can be, the likeliest first."""
        began = (self.began[0],) if self.began and "simple key" in self.during else ()
        return tuple(dict.fromkeys((*began, *((self.above,) if self.above >= 0 else ()), self.line)))

    def at(self, line: int) -> str:
        """A line of the file."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A mistake that was recognised; line and column from 0."""

    line: int
    column: int
    message: str
    hint: str
    rule: str = "yaml-syntax"


def explain(error: yaml.MarkedYAMLError, lines: list[str], file: str) -> Problem:
    """The parser's complaint as a problem that people understand."""
    mark, began = error.problem_mark, error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if line >= len(lines) or (line == len(lines) - 1 and not lines[line]):
        line = max(len(lines) - 1, 0)
    complaint = Complaint(
        lines,
        str(error.problem or ""),
        str(error.context or ""),
        line,
        column,
        (began.line, began.column) if began else None,
    )
    told = next((found for known in _KNOWN if (found := known(complaint))), None) or _anything_else(complaint)
    return _as_problem(told, lines, file)


def _as_problem(told: Diagnosis, lines: list[str], file: str) -> Problem:
    source = lines[told.line] if told.line < len(lines) else ""
    column = min(told.column, len(source))
    place = Place(file, told.line + 1, column + 1, max(len(source.rstrip()), column + 1) + 1)
    return problem(told.rule, told.message, told.hint, place, source=source)


def tabs_outside(scalars: Iterable[range], lines: list[str], file: str) -> Problem | None:
    """The first tab at the start of a line that is not inside a text."""
    tabbed = [line for line, text in enumerate(lines) if text.strip() and "\t" in text[: _indent(text)]]
    inside = {line for lines_of_text in scalars for line in lines_of_text} if tabbed else ()
    found = [line for line in tabbed if line not in inside]
    return _as_problem(_tab_at(lines, found[0], len(found) - 1), lines, file) if found else None


def misread_name(event: ScalarEvent, lines: list[str], file: str) -> Problem | None:
    """A field's name into which YAML has read a dash or a special space."""
    if match := _STRANGE_SPACE.match(event.value):
        return _as_problem(_strange_space_at(event.start_mark.line, event.start_mark.column + match.end() - 1), lines, file)
    return missing_space_after_dash(event, lines, file)


def missing_space_after_dash(event: ScalarEvent, lines: list[str], file: str) -> Problem | None:
    """`-chess` at the start of a line: YAML takes the dash for a letter of the text."""
    if event.value[:1] != "-" or event.style:
        return None
    line, column = event.start_mark.line, event.start_mark.column
    source = lines[line]
    match = _DASH_WITHOUT_SPACE.match(source)
    if match is None or source[:column].strip():
        return None
    return _as_problem(_dash_at(line, column, match["rest"]), lines, file)


def text_without_fields(place: Place, source: str) -> Problem:
    """What to say of a file that holds no field at all, only text."""
    if match := _NAME_AND_SIGN.match(source):
        name, sign, rest = match.groups()
        message = f"The name of a field needs a colon and a space after it. Here is “{sign}”."
        return problem("wrong-type", message, f"Write {name}: {rest}", place, source=source)
    message = "This file is one piece of text. It needs fields: a name, a colon and a space, then what you want to say."
    return problem("wrong-type", message, "For example: title: My bridge", place, source=source)


def is_written(text: str) -> bool:
    """Whether a line says anything, so is neither blank nor a note."""
    return bool(text.strip()) and not text.lstrip().startswith("#")


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _content_column(text: str) -> int:
    """Where a line's own field begins: after its spaces and the dashes of its list."""
    match = re.match(r"\s*(?:- +)*", text)
    return match.end() if match else 0


# Characters that cannot be seen


def _a_tab(told: Complaint) -> Diagnosis | None:
    tabbed = [line for line, text in enumerate(told.lines) if text.strip() and "\t" in text[: _indent(text)]]
    if told.line in tabbed:
        return _tab_at(told.lines, told.line, len([line for line in tabbed if line > told.line]))
    if told.sign == "\t":
        return Diagnosis(told.line, told.column, "Here is a tab.", "Use spaces instead of the tab.", "yaml-tab")
    return None


def _tab_at(lines: list[str], line: int, others: int) -> Diagnosis:
    more = f" {others} more lines do too." if others > 1 else " One more line does too." if others else ""
    return Diagnosis(
        line,
        lines[line].index("\t"),
        f"This line begins with a tab. Only spaces may stand at the start of a line.{more}",
        "Take the tab away and type two spaces instead.",
        "yaml-tab",
    )


def _strange_space(told: Complaint) -> Diagnosis | None:
    for line in told.suspects:
        if match := _STRANGE_SPACE.match(told.at(line)):
            return _strange_space_at(line, match.end() - 1)
    return None


def _strange_space_at(line: int, column: int) -> Diagnosis:
    message = "This line begins with a special space that looks like an ordinary one. Perhaps it was copied from a web page."
    return Diagnosis(line, column, message, "Delete the spaces at the start of the line and type them again.")


def _wide_colon(told: Complaint) -> Diagnosis | None:
    for line in told.suspects:
        if match := re.match(r"\s*(?:- +)*([A-Za-z_]+)\s*：\s*(.*)", told.at(line)):
            return Diagnosis(
                line,
                told.at(line).index("："),
                "This is a wide colon “：”. After a field's name it must be the narrow one, and a space.",
                f"Write {match[1]}: {match[2]}",
            )
    return None


# Quotes and brackets


def _unclosed_quote(told: Complaint) -> Diagnosis | None:
    if "quoted scalar" not in told.during or told.began is None or "escape" in told.words or "hexdec" in told.words:
        return None
    return _open_quote(told, *told.began)


def _open_quote(told: Complaint, line: int, column: int) -> Diagnosis:
    text = told.at(line)[column:].rstrip()
    quote = text[:1]
    apostrophe = quote == "'" and re.match(r"'\w", text) and "'" not in text[1:]
    better = quoted(text) if apostrophe else f"{text}{quote}"
    hint = f"Put the whole text in quotes: {better}" if apostrophe else f"Write the same mark at the end: {better}"
    return Diagnosis(line, column, f"This text begins with the quote mark {quote} and no second one closes it.", hint)


def _text_after_quotes(told: Complaint) -> Diagnosis | None:
    value = _value_of(told.text)
    for quote in "\"'":
        if not value.startswith(quote):
            continue
        end = value.find(quote, 1)
        rest = value[end + 1 :].strip() if end > 0 else ""
        if rest and not rest.startswith("#") and told.column > len(told.text) - len(value):
            column = len(told.text) - len(value) + end + 1
            hint = f"Put all of it in quotes: {quoted(_all_of(value))}"
            return Diagnosis(told.line, column, f"The quote mark {quote} ends here, but the text goes on.", hint)
    return None


def _all_of(value: str) -> str:
    """A text with quotes in it, as its author meant it: quotes around the whole of it are no part of it."""
    whole = value.rstrip()
    return whole[1:-1] if len(whole) > 1 and whole[0] == whole[-1] and whole[0] in "\"'" else whole


def _quote_opened_above(told: Complaint) -> Diagnosis | None:
    """A quote that was closed by the next field's quote: the parser only stumbles over what comes then."""
    if "expected" not in told.words:
        return None
    for line in range(told.line - 1, -1, -1):
        value = _value_of(told.at(line)).rstrip()
        if value[:1] in ('"', "'") and value.count(value[0]) == 1:
            return _open_quote(told, line, len(told.at(line).rstrip()) - len(value))
    return None


def _text_after_brackets(told: Complaint) -> Diagnosis | None:
    value = _value_of(told.text)
    match = re.match(r"\[[^\]]*\]|\{[^}]*\}", value)
    if match is None or told.column < len(told.text) - len(value) + match.end() or "expected" not in told.words:
        return None
    message = f"A text that begins with {value[0]} is read as a list or group, and this one goes on after the bracket."
    start = len(told.text) - len(value)
    return Diagnosis(told.line, start, message, f"Put the text in quotes: {quoted(value)}")


def _unclosed_bracket(told: Complaint) -> Diagnosis | None:
    if "flow" not in told.during or told.began is None:
        return None
    line, column = told.began
    bracket = told.at(line)[column : column + 1]
    partner = "]" if bracket == "[" else "}"
    if told.line == line and told.sign not in ("", partner):
        rest = told.at(line)[column:]
        message = f"This begins with {bracket}, so it is read as a list or group, and cannot be understood as one."
        return Diagnosis(line, column, message, f"If it is a text, put it in quotes: {quoted(rest)}")
    example = "[bridge.jpg, plan.jpg]" if bracket == "[" else "{file: bridge.jpg, alt: My bridge}"
    message = f"The bracket {bracket} is opened here and never closed, or a comma is missing."
    return Diagnosis(line, column, message, f"Write {partner} after the last one, for example {example}")


def _backslash(told: Complaint) -> Diagnosis | None:
    if "escape" not in told.words and "hexdec" not in told.words:
        return None
    text = told.at(told.began[0])[told.began[1] :] if told.began else told.text
    column = max(told.text.rfind("\\", 0, told.column + 1), 0)
    message = "Between double quotes a backslash has a special meaning."
    hint = f"Use single quotes: '{_all_of(text)}'" if "'" not in text else "Write every backslash twice."
    return Diagnosis(told.line, column, message, hint)


# What a text cannot begin with


def _text_beside_block_sign(told: Complaint) -> Diagnosis | None:
    """`body: | Hello`: after the sign for a long text, the text begins on the next line."""
    field = _FIELD.match(told.text)
    if "block scalar" not in told.during or told.began is None or field is None:
        return None
    following = told.at(told.line + 1)
    if not following.strip() or _indent(following) <= _indent(told.text):
        return None
    sign = told.at(told.began[0])[told.began[1]]
    message = f"After {sign} nothing more may stand on this line."
    hint = "Write the text on the next line, with two more spaces at the start."
    return Diagnosis(told.line, told.column, message, hint)


def _special_beginning(told: Complaint) -> Diagnosis | None:
    line, column = told.began if told.began and _began_with_sign(told) else (told.line, told.column)
    text = told.at(line)
    sign = text[column : column + 1]
    field = _FIELD.match(text)
    if not sign or sign not in _SIGNS or (sign == "-" and (field is None or column < field.start("value"))):
        return None
    rule = "yaml-feature" if sign in "&*!" else "yaml-syntax"
    message = f"A text cannot begin with {sign} unless it is in quotes."
    return Diagnosis(line, column, message, f"Put it in quotes: {quoted(text[column:])}", rule)


def _began_with_sign(told: Complaint) -> bool:
    return any(thing in told.during for thing in ("alias", "anchor", "tag", "block scalar", "directive"))


# Colons and dashes


def _no_space_after_colon(told: Complaint) -> Diagnosis | None:
    for line in told.suspects:
        if match := _FIELD_WITHOUT_SPACE.match(told.at(line)):
            message = f"After “{match['name']}:” a space is missing."
            return Diagnosis(line, match.start("value"), message, f"Write {match['name']}: {match['value']}")
    return None


def _no_space_after_dash(told: Complaint) -> Diagnosis | None:
    for line in told.suspects:
        if match := _DASH_WITHOUT_SPACE.match(told.at(line)):
            return _dash_at(line, _indent(told.at(line)), match["rest"])
    return None


def _dash_at(line: int, column: int, rest: str) -> Diagnosis:
    return Diagnosis(line, column, "After the dash - a space is missing.", f"Write - {rest}")


def _no_name_before_colon(told: Complaint) -> Diagnosis | None:
    if told.text.lstrip().startswith(": "):
        message = "There is no name before this colon."
        return Diagnosis(
            told.line, told.text.index(":"), message, "Write the name of a field before it: title: My bridge"
        )
    return None


def _colon_in_text(told: Complaint) -> Diagnosis | None:
    field = _FIELD.match(told.text)
    if field is None or "mapping values" not in told.words or told.column < field.start("value"):
        return None
    name, value = field["name"], field["value"]
    inner = told.text[field.start("value") : told.column].split()
    last = inner[-1] if inner else ""
    if last in FIELD_NAMES and len(inner) == 1:
        hint = f"Write it on a line of its own below {name}: with two more spaces at the start."
        return Diagnosis(
            told.line, field.start("value"), f"“{last}:” cannot stand on the same line as “{name}:”.", hint
        )
    if last in FIELD_NAMES:
        message = f"Two fields are on one line: “{name}” and “{last}”."
        return Diagnosis(told.line, told.column - len(last), message, f"Begin a new line before {last}:")
    message = "There is a colon inside this text, so YAML takes what is before it for the name of a field."
    return Diagnosis(told.line, told.column, message, f"Put the text in quotes: {name}: {quoted(value)}")


# Spaces at the start of a line


def _text_not_indented(told: Complaint) -> Diagnosis | None:
    """A line of the text under `body: |` that starts too far left."""
    line = told.began[0] if told.began and "simple key" in told.during else told.line
    indent = _indent(told.at(line))
    for header in range(line - 1, -1, -1):
        text = told.at(header)
        if is_written(text) and _indent(text) <= indent and not _BLOCK_HEADER.match(text):
            return None
        if _BLOCK_HEADER.match(text):
            between = [told.at(inner) for inner in range(header + 1, line) if told.at(inner).strip()]
            if between and indent <= _indent(text):
                return None
            wanted = _indent(between[0]) if between else _indent(text) + 2
            name = text.strip().split(":")[0].lstrip("- ")
            message = f"This line belongs to the text under “{name}”, but it begins too far left."
            return Diagnosis(line, indent, message, f"Start every line of that text with {_spaces(wanted)}.")
    return None


def _too_far_right(told: Complaint) -> Diagnosis | None:
    above = told.at(told.above)
    field = _FIELD.match(above)
    if field is None or not field["value"] or "mapping values" not in told.words or _FIELD.match(told.text) is None:
        return None
    wanted = _content_column(above)
    if _content_column(told.text) <= wanted:
        return None
    message = f"This line begins further right than “{field['name']}” in the line above."
    hint = f"{_begin(wanted)}, right below “{field['name']}”."
    return Diagnosis(told.line, _indent(told.text), message, hint)


def _inside_a_list(told: Complaint) -> Diagnosis | None:
    """A line among the entries of a list that is none, or an entry of a list among fields."""
    if "'-' indicator" in told.words and told.began:
        dash = told.began[1]
        deeper = _content_column(told.at(told.began[0]))
        message = (
            f"This line is in the middle of the list that begins in line {told.began[0] + 1}, but it is no entry of it."
        )
        hint = f"Does it belong to the entry above? {_begin(deeper)}. If not: {_begin(max(dash - 2, 0)).lower()}."
        return Diagnosis(told.line, _indent(told.text), message, hint)
    if told.sign == "-" and "expected" in told.words:
        message = "An entry of a list is here among fields that have names."
        return Diagnosis(told.line, told.column, message, "Write the list below a field of its own, such as media:")
    return None


def _fits_no_line_above(told: Complaint) -> Diagnosis | None:
    if "expected key" not in told.words and "<document start>" not in told.words:
        return None
    if told.column != _indent(told.text) or not told.text.strip():
        return None
    fields = [line for line in range(told.line) if _FIELD.match(told.at(line))]
    near = min(fields, key=lambda line: (abs(_content_column(told.at(line)) - told.column), -line), default=None)
    if near is None:
        return None
    name = _FIELD.sub(r"\g<name>", told.at(near))
    message = "The spaces at the start of this line fit none of the lines above."
    hint = f"{_begin(_content_column(told.at(near)))}, like “{name}” in line {near + 1}."
    return Diagnosis(told.line, told.column, message, hint)


def _begin(column: int) -> str:
    return f"Begin it with {_spaces(column)}" if column else "Begin it at the very left"


def _spaces(number: int) -> str:
    return {1: "one space", 2: "two spaces"}.get(number, f"{number} spaces")


# What is left


def _no_colon(told: Complaint) -> Diagnosis | None:
    if "could not find expected ':'" in told.words and told.began:
        line = told.began[0]
    elif "mapping values" in told.words and told.above >= 0 and ":" not in told.at(told.above):
        line = told.above
    else:
        return None
    text = told.at(line)
    first, _, rest = text.strip().partition(" ")
    if first in FIELD_NAMES and rest:
        hint = f"Write {first}: {rest}"
    else:
        hint = (
            "If it goes on from the line above, begin it with two spaces. If it is a field, write its name and a colon."
        )
    return Diagnosis(line, _indent(text), "In this line there is no colon after the name of a field.", hint)


def _anything_else(told: Complaint) -> Diagnosis:
    return Diagnosis(
        told.line,
        told.column,
        "YAML cannot understand this line, or the one above it.",
        "Look for a missing colon, quote mark or bracket, and for spaces at the start. A text in quotes is always understood.",
    )


def _value_of(text: str) -> str:
    """What stands after the field's name and colon, or after the dash."""
    if field := _FIELD.match(text):
        return field["value"]
    return text[_content_column(text) :]


_KNOWN: tuple[Callable[[Complaint], Diagnosis | None], ...] = (
    _a_tab,
    _strange_space,
    _wide_colon,
    _backslash,
    _unclosed_quote,
    _text_after_quotes,
    _text_after_brackets,
    _unclosed_bracket,
    _text_beside_block_sign,
    _special_beginning,
    _no_space_after_colon,
    _no_space_after_dash,
    _no_name_before_colon,
    _colon_in_text,
    _text_not_indented,
    _too_far_right,
    _quote_opened_above,
    _inside_a_list,
    _fits_no_line_above,
    _no_colon,
)
