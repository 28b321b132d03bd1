"""Signs that mean something to YAML and something else to people: quotes, brackets, colons, dashes and their like."""

from __future__ import annotations

import re

from profilegen.loading.complaints import FIELD, Complaint, Diagnosis, indent, value_of
from profilegen.loading.plain_words import FIELD_NAMES, quoted

DASH_WITHOUT_SPACE = re.compile(r"\s*-(?P<rest>[^\W\d_].*|[\"'\[].*)")
_FIELD_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*(?P<name>[A-Za-z_]\w*):(?P<value>[^\s/:].*)")
_SIGNS = "@`%&*!,]}|>?-"


def wide_colon(told: Complaint) -> Diagnosis | None:
    """The colon of a Chinese or Japanese keyboard."""
    for line in told.suspects:
        if match := re.match(r"\s*(?:- +)*([A-Za-z_]+)\s*：\s*(.*)", told.at(line)):
            return Diagnosis(
                line,
                told.at(line).index("："),
                "This is a wide colon “：”. After a field's name it must be the narrow one, and a space.",
                f"Write {match[1]}: {match[2]}",
            )
    return None


def unclosed_quote(told: Complaint) -> Diagnosis | None:
    """A quote mark that nothing closes."""
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


def text_after_quotes(told: Complaint) -> Diagnosis | None:
    """Quotes around a part of the text."""
    value = value_of(told.text)
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


def quote_opened_above(told: Complaint) -> Diagnosis | None:
    """A quote that was closed by the next field's quote: the parser only stumbles over what comes then."""
    if "expected" not in told.words:
        return None
    for line in range(told.line - 1, -1, -1):
        value = value_of(told.at(line)).rstrip()
        if value[:1] in ('"', "'") and value.count(value[0]) == 1:
            return _open_quote(told, line, len(told.at(line).rstrip()) - len(value))
    return None


def backslash(told: Complaint) -> Diagnosis | None:
    """`"C:\\new"`: a backslash between double quotes."""
    if "escape" not in told.words and "hexdec" not in told.words:
        return None
    text = told.at(told.began[0])[told.began[1] :] if told.began else told.text
    column = max(told.text.rfind("\\", 0, told.column + 1), 0)
    message = "Between double quotes a backslash has a special meaning."
    hint = f"Use single quotes: '{_all_of(text)}'" if "'" not in text else "Write every backslash twice."
    return Diagnosis(told.line, column, message, hint)


def text_after_brackets(told: Complaint) -> Diagnosis | None:
    """`[draft] My bridge`: a text that begins like a list."""
    value = value_of(told.text)
    match = re.match(r"\[[^\]]*\]|\{[^}]*\}", value)
    if match is None or told.column < len(told.text) - len(value) + match.end() or "expected" not in told.words:
        return None
    message = f"A text that begins with {value[0]} is read as a list or group, and this one goes on after the bracket."
    start = len(told.text) - len(value)
    return Diagnosis(told.line, start, message, f"Put the text in quotes: {quoted(value)}")


def unclosed_bracket(told: Complaint) -> Diagnosis | None:
    """A bracket that nothing closes."""
    if "flow" not in told.during or told.began is None:
        return None
    line, column = _last_bracket(told, *told.began)
    bracket = told.at(line)[column : column + 1]
    partner = "]" if bracket == "[" else "}"
    if told.line == line and told.sign not in ("", partner):
        rest = told.at(line)[column:]
        message = f"This begins with {bracket}, so it is read as a list or group, and cannot be understood as one."
        return Diagnosis(line, column, message, f"If it is a text, put it in quotes: {quoted(rest)}")
    example = "[bridge.jpg, plan.jpg]" if bracket == "[" else "{file: bridge.jpg, alt: My bridge}"
    message = f"The bracket {bracket} is opened here and never closed, or a comma is missing."
    return Diagnosis(line, column, message, f"Write {partner} after the last one, for example {example}")


def _last_bracket(told: Complaint, line: int, column: int) -> tuple[int, int]:
    """The bracket that was open where the parser stopped: at this place, or the last one before it."""
    column += 1
    while line > 0 and not re.search(r"[\[{]", told.at(line)[:column]):
        line, column = line - 1, len(told.at(line - 1))
    before = told.at(line)[:column]
    return line, max(before.rfind("["), before.rfind("{"), 0)


def text_beside_block_sign(told: Complaint) -> Diagnosis | None:
    """`body: | Hello`: after the sign for a long text, the text begins on the next line."""
    field = FIELD.match(told.text)
    if "block scalar" not in told.during or told.began is None or field is None:
        return None
    following = told.at(told.line + 1)
    if not following.strip() or indent(following) <= indent(told.text):
        return None
    sign = told.at(told.began[0])[told.began[1]]
    message = f"After {sign} nothing more may stand on this line."
    hint = "Write the text on the next line, with two more spaces at the start."
    return Diagnosis(told.line, told.column, message, hint)


def special_beginning(told: Complaint) -> Diagnosis | None:
    """`@home`: a sign that a text cannot begin with."""
    line, column = told.began if told.began and _began_with_sign(told) else (told.line, told.column)
    text = told.at(line)
    sign = text[column : column + 1]
    field = FIELD.match(text)
    if not sign or sign not in _SIGNS or (sign == "-" and (field is None or column < field.start("value"))):
        return None
    rule = "yaml-feature" if sign in "&*!" else "yaml-syntax"
    message = f"A text cannot begin with {sign} unless it is in quotes."
    return Diagnosis(line, column, message, f"Put it in quotes: {quoted(text[column:])}", rule)


def _began_with_sign(told: Complaint) -> bool:
    return any(thing in told.during for thing in ("alias", "anchor", "tag", "block scalar", "directive"))


def no_space_after_colon(told: Complaint) -> Diagnosis | None:
    """`title:My bridge`."""
    for line in told.suspects:
        if match := _FIELD_WITHOUT_SPACE.match(told.at(line)):
            message = f"After “{match['name']}:” a space is missing."
            return Diagnosis(line, match.start("value"), message, f"Write {match['name']}: {match['value']}")
    return None


def colon_in_text(told: Complaint) -> Diagnosis | None:
    """`title: Bridges: a story`, or two fields on one line."""
    field = FIELD.match(told.text)
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


def no_name_before_colon(told: Complaint) -> Diagnosis | None:
    """`: My bridge`."""
    if told.text.lstrip().startswith(": "):
        message = "There is no name before this colon."
        return Diagnosis(
            told.line, told.text.index(":"), message, "Write the name of a field before it: title: My bridge"
        )
    return None


def no_colon(told: Complaint) -> Diagnosis | None:
    """A line without a colon after the name of a field."""
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
    return Diagnosis(line, indent(text), "In this line there is no colon after the name of a field.", hint)


def no_space_after_dash(told: Complaint) -> Diagnosis | None:
    """`-chess`."""
    for line in told.suspects:
        if match := DASH_WITHOUT_SPACE.match(told.at(line)):
            return dash_at(line, indent(told.at(line)), match["rest"])
    return None


def dash_at(line: int, column: int, rest: str) -> Diagnosis:
    """What to say of a dash without a space."""
    return Diagnosis(line, column, "After the dash - a space is missing.", f"Write - {rest}")
