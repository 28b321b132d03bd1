"""Mistakes in what stands at the start of a line: tabs, strange spaces, too many or too few of them."""

from __future__ import annotations

import re

from profilegen.loading.complaints import FIELD, Complaint, Diagnosis, content_column, indent, is_written

STRANGE_SPACE = re.compile(r"[ \t]*[\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]")
_BLOCK_HEADER = re.compile(r".*(?:: |- )[|>][0-9+-]{0,2}\s*(#.*)?$")


def a_tab(told: Complaint) -> Diagnosis | None:
    """A tab where the parser stopped."""
    tabbed = [line for line, text in enumerate(told.lines) if text.strip() and "\t" in text[: indent(text)]]
    if told.line in tabbed:
        return tab_at(told.lines, told.line, len([line for line in tabbed if line > told.line]))
    if told.sign == "\t":
        return Diagnosis(told.line, told.column, "Here is a tab.", "Use spaces instead of the tab.", "yaml-tab")
    return None


def tab_at(lines: list[str], line: int, others: int) -> Diagnosis:
    """What to say of a tab at the start of a line, with so many others in the file."""
    more = f" {others} more lines do too." if others > 1 else " One more line does too." if others else ""
    return Diagnosis(
        line,
        lines[line].index("\t"),
        f"This line begins with a tab. Only spaces may stand at the start of a line.{more}",
        "Take the tab away and type two spaces instead.",
        "yaml-tab",
    )


def strange_space(told: Complaint) -> Diagnosis | None:
    """A no-break or wide space at the start of a line."""
    for line in told.suspects:
        if match := STRANGE_SPACE.match(told.at(line)):
            return strange_space_at(line, match.end() - 1)
    return None


def strange_space_at(line: int, column: int) -> Diagnosis:
    """What to say of a space that only looks like one."""
    message = (
        "This line begins with a special space that looks like an ordinary one. Perhaps it was copied from a web page."
    )
    return Diagnosis(line, column, message, "Delete the spaces at the start of the line and type them again.")


def text_not_indented(told: Complaint) -> Diagnosis | None:
    """A line of the text under `body: |` that starts too far left."""
    line = told.began[0] if told.began and "simple key" in told.during else told.line
    left = indent(told.at(line))
    for header in range(line - 1, -1, -1):
        text = told.at(header)
        if is_written(text) and indent(text) <= left and not _BLOCK_HEADER.match(text):
            return None
        if _BLOCK_HEADER.match(text):
            between = [told.at(inner) for inner in range(header + 1, line) if told.at(inner).strip()]
            if between and left <= indent(text):
                return None
            wanted = indent(between[0]) if between else indent(text) + 2
            name = text.strip().split(":")[0].lstrip("- ")
            message = f"This line belongs to the text under “{name}”, but it begins too far left."
            return Diagnosis(line, left, message, f"Start every line of that text with {_spaces(wanted)}.")
    return None


def too_far_right(told: Complaint) -> Diagnosis | None:
    """A field that begins further right than the field above it."""
    above = told.at(told.above)
    field = FIELD.match(above)
    if field is None or not field["value"] or "mapping values" not in told.words or FIELD.match(told.text) is None:
        return None
    wanted = content_column(above)
    if content_column(told.text) <= wanted:
        return None
    message = f"This line begins further right than “{field['name']}” in the line above."
    hint = f"{_begin(wanted)}, right below “{field['name']}”."
    return Diagnosis(told.line, indent(told.text), message, hint)


def inside_a_list(told: Complaint) -> Diagnosis | None:
    """A line among the entries of a list that is none, or an entry of a list among fields."""
    if told.began and ("'-' indicator" in told.words or ("block end" in told.words and "collection" in told.during)):
        dash = told.began[1]
        deeper = content_column(told.at(told.began[0]))
        message = (
            f"This line is in the middle of the list that begins in line {told.began[0] + 1}, but it is no entry of it."
        )
        hint = f"Does it belong to the entry above? {_begin(deeper)}. If not: {_begin(max(dash - 2, 0)).lower()}."
        return Diagnosis(told.line, indent(told.text), message, hint)
    if told.sign == "-" and "expected" in told.words:
        message = "An entry of a list is here among fields that have names."
        return Diagnosis(told.line, told.column, message, "Write the list below a field of its own, such as media:")
    return None


def fits_no_line_above(told: Complaint) -> Diagnosis | None:
    """A field that begins between the columns of those above."""
    if not any(words in told.words for words in ("expected key", "<block end>", "<document start>")):
        return None
    if told.column != indent(told.text) or not told.text.strip():
        return None
    fields = [line for line in range(told.line) if FIELD.match(told.at(line))]
    near = min(fields, key=lambda line: (abs(content_column(told.at(line)) - told.column), -line), default=None)
    if near is None:
        return None
    name = FIELD.sub(r"\g<name>", told.at(near))
    message = "The spaces at the start of this line fit none of the lines above."
    hint = f"{_begin(content_column(told.at(near)))}, like “{name}” in line {near + 1}."
    return Diagnosis(told.line, told.column, message, hint)


def _begin(column: int) -> str:
    return f"Begin it with {_spaces(column)}" if column else "Begin it at the very left"


def _spaces(number: int) -> str:
    return {1: "one space", 2: "two spaces"}.get(number, f"{number} spaces")
