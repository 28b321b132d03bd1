"""A rule on the skills that another school knew: of a very long list not all of them count."""

from __future__ import annotations

from collections.abc import Iterator

from profilegen.checks.parts import LaidOut
from profilegen.model.known_skills import known_skills
from profilegen.problems import Place, Problem
from profilegen.rules import problem


def skills_left_out(laid: LaidOut) -> Iterator[Problem]:
    """Each framework that an arrival brought and that is longer than any school's."""
    student = laid.student.id
    for one in known_skills(laid.school, laid.student.arrivals).left_out:
        around = "arrivals" if laid.school.lone else f"arrivals/{student}"
        message = f"The framework “{one.framework_id}” has {one.has:,} skills. Only {one.counts:,} of them count here."
        hint = "Skills beyond those are shown as words of the student's own. Was this framework made by mistake?"
        place = Place(f"{around}/{one.arrival}/school/frameworks")
        yield problem("skills-left-out", message, hint, place, student=student)
