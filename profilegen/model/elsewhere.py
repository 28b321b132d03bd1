"""Pupils of another school: in records that came from there an id means nobody here, whoever has the same id.

Nobody can write such an id: a sound one begins with a letter or a digit.
"""

from __future__ import annotations

_MARK = "@"


def elsewhere(student_id: str) -> str:
    """The id of another school's pupil, as it is known here."""
    return _MARK + student_id


def is_elsewhere(student_id: str) -> bool:
    """Whether this is the id of another school's pupil."""
    return student_id.startswith(_MARK)
