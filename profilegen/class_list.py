"""A class's list of students, with one more student in it and every comment where it was.

YAML writers lose comments, so the id is put into the text itself: at the place that the text suggests, and only
if reading the outcome shows that one student more is all that changed.
"""

from __future__ import annotations

import re

import yaml

from profilegen.loading.yaml_text import Value, parse

_LINE_END = re.compile("[\r\n]|$")


def with_student(text: str, student_id: str) -> str | None:
    """The text of a class's file with one more student; None where its shape does not allow that safely."""
    before = _fields(text)
    students = before.get("students", []) if before is not None else None
    if before is None or not isinstance(students, list):
        return None
    at, addition = _addition(text, student_id)
    longer = text[:at] + addition + text[at:]
    return longer if _fields(longer) == before | {"students": [*students, student_id]} else None


def _fields(text: str) -> dict[str, Value] | None:
    """What the file says; None where it cannot be read, or not without doubt."""
    written = parse(text.removeprefix("\ufeff"), "")
    return None if written.mistakes else written.fields


def _addition(text: str, student_id: str) -> tuple[int, str]:
    """Where the text of a class's file would take one more id, and what has to be put there."""
    line_break = "\r\n" if "\r\n" in text else "\n"
    found = _students_field(text)
    if found is None:
        return len(text.rstrip()), f"{line_break}students:{line_break}  - {student_id}"
    key, students = found
    if not isinstance(students, yaml.SequenceNode):
        return _end_of_line(text, key.end_mark.index), f"{line_break}  - {student_id}"
    if students.flow_style:
        return _into_brackets(students, student_id)
    last = students.value[-1]
    dash = text[text.rfind("\n", 0, last.start_mark.index) + 1 : last.start_mark.index]
    return _end_of_line(text, last.end_mark.index), f"{line_break}{dash}{student_id}"


def _students_field(text: str) -> tuple[yaml.Node, yaml.Node] | None:
    try:
        fields = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:  # this reader, which tells places, is stricter about characters than the other
        return None
    if not isinstance(fields, yaml.MappingNode):
        return None
    return next(((key, value) for key, value in fields.value if key.value == "students"), None)


def _into_brackets(students: yaml.SequenceNode, student_id: str) -> tuple[int, str]:
    """`[amina-x7k2]` becomes `[amina-x7k2, ben-4tq9]`."""
    if students.value:
        return students.value[-1].end_mark.index, f", {student_id}"
    return students.start_mark.index + 1, student_id


def _end_of_line(text: str, index: int) -> int:
    """Behind everything on the line that `index` is in, a comment too, and before its line break."""
    found = _LINE_END.search(text, index)
    return found.start() if found else len(text)
