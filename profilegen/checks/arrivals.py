"""Rules on what came from another school, and on the pieces that a student puts side by side."""

from __future__ import annotations

from collections.abc import Iterator

from profilegen.checks.parts import LaidOut, places_in
from profilegen.loading.crosswalks import skill_in, unknown_word
from profilegen.model.audience import Audience
from profilegen.model.elsewhere import is_elsewhere
from profilegen.model.records import Achievement, Reflection, Testimonial
from profilegen.problems import Problem
from profilegen.rules import problem_at


def pupil_elsewhere(laid: LaidOut) -> Iterator[Problem]:
    """Another school's pupils go to the family at most, as that school packed them. Said once."""
    for shown in laid.shown:
        if shown.part.asked > Audience.FAMILY and any(map(is_elsewhere, shown.media.shows or ())):
            yield shown.problem(
                "pupil-elsewhere",
                f"“{shown.media.file}” shows a pupil of your old school. Your family may see it, and nobody else here.",
                "This is as it should be. For others, use a picture of people who can be asked here.",
                "shows",
            )
            return


def growth_backwards(laid: LaidOut) -> Iterator[Problem]:
    """The first of two pieces side by side is the earlier one."""
    profile = laid.student.profile
    days = {
        filed.path: filed.record.date
        for filed in laid.student.records()
        if isinstance(filed.record, Reflection | Testimonial | Achievement)
    }
    for number, pair in enumerate(profile.record.growth):
        then, now = days.get(pair.then), days.get(pair.now)
        if pair.then == pair.now:
            message, hint = f"“{pair.then}” stands beside itself.", "Choose another piece for then or for now."
        elif then and now and then > now:
            message = f"“{pair.then}” is of {then.isoformat()}, and so later than “{pair.now}” ({now.isoformat()})."
            hint = "Is it the other way round? Then change the two. If it is right so, leave it."
        else:
            continue
        yield problem_at("growth-backwards", message, hint, profile.places, "growth", number, "then")


def unknown_to_old_framework(laid: LaidOut) -> Iterator[Problem]:
    """A crosswalk names skills that there are in the framework which an arrival brought."""
    told: set[tuple[str, int]] = set()
    for arrived in laid.student.arrivals:
        for file, walk in laid.school.crosswalks.items():
            if walk.from_ not in arrived.frameworks:
                continue
            for number, one in enumerate(walk.skills):
                if (file, number) not in told and skill_in(walk.from_, one.skill, arrived.frameworks) is None:
                    told.add((file, number))
                    said = unknown_word(one.skill, arrived.frameworks[walk.from_])
                    yield problem_at(
                        "crosswalk-mistake", *said, places_in(file, laid.school), "skills", number, "skill"
                    )
