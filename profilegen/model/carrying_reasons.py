"""Why something stays behind when a profile travels, and which part of a record does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from profilegen.model.school import Key


class Why(StrEnum):
    """Why something is left out of a pack on purpose. The words stand in pack.json and are stable."""

    PRIVATE = "private"
    TEACHERS = "teachers-only"
    REPORT = "report"
    NOTES = "conference-notes"
    ENDED = "showcase-ended"
    AGREEMENT = "no-agreement"
    CONSENT = "no-consent"
    REFERENCE = "leads-to-what-is-left-out"
    SURNAME = "full-name-of-another-student"
    UNUSED = "not-shown-by-what-is-packed"
    UNREAD = "cannot-be-read"
    NOT_OURS = "not-part-of-a-profile"
    UNCHOSEN = "version-not-chosen-yet"


@dataclass(frozen=True, slots=True)
class Cut:
    """A part of a record that stays behind, by its place among the fields; `instead` is what stands there then."""

    key: Key
    why: Why
    instead: str = ""
