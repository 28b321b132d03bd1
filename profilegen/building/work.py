"""What a build is asked to do, and what comes back of each student. Plain values, so that any worker can have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from profilegen.building.site import Site
from profilegen.media.converting import Conversion
from profilegen.media.refusals import MediaError
from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.model.school import School
from profilegen.problems import Problem
from profilegen.remembering.memory import ThemeUsed


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker needs to know. `theme` overrides everybody's choice; `threads` make pictures in one worker.

    `themes` is a word for the files of all themes, so that a worker which lives on reads a changed one again.
    `profiles` are the stamps that the students' profiles had when the school was read. With `waits` a student whose
    recordings are not converted yet says so and is built later; `failed` says by its key what was converted in vain.
    `occasion` is what the site is made for.
    """

    school: School
    site: Site
    beside: tuple[Site, ...]
    today: date
    theme: str = ""
    themes: str = ""
    profiles: Mapping[str, str] = field(default_factory=dict)
    threads: int = 1
    waits: bool = True
    failed: Mapping[str, MediaError] = field(default_factory=dict)
    occasion: Occasion = EVERYDAY


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A student who was taken out of a site, because what it showed may no longer be shown.

    `has_left` where it is no student of the school any more. `failure` says why it was not possible (a write-protected
    stick, say); "" where it was.
    """

    student: str
    audience: str
    folder: str
    failure: str = ""
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one student. `pages` is 0 for a student who is not in this audience's site.

    `readable` is False where nobody knows what the student's profile allows; `failed` where the site could not be made
    for another reason.
    """

    student: str
    problems: tuple[Problem, ...] = ()
    pages: int = 0
    written: bool = False
    readable: bool = True
    failed: bool = False
    unsettled: bool = False  # whether the next build must look again, whatever has changed
    taken_out: tuple[TakenOut, ...] = ()
    originals: tuple[str, ...] = ()  # SHA-256 of every original that any of the student's views may still need
    theme: ThemeUsed | None = None
    listed: str = ""  # a digest of what the school's own pages say of the student
    notes: Mapping[str, object] | None = None  # and that itself, where the student was built just now
    line: bytes = b""  # what the next build has to know; empty where it has to look again
    waits_for: tuple[Conversion, ...] = ()  # what has to be converted before the student can be built
    why: str = ""  # why it was built again; "" where everything was as before
