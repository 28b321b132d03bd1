"""The overview of classes for the terminal: the same that overview.html shows, read afresh. Nothing is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from profilegen.classroom.reading import Progress, open_school, read_students
from profilegen.model.audience import Audience
from profilegen.model.school_viewing import Face, school_view
from profilegen.model.school_views import ClassOverviewView, OverviewRowView, OverviewView, StandingView
from profilegen.model.standing import standing_for


def read_overview(
    folder: Path, class_name: str = "", *, today: date | None = None, progress: Progress | None = None
) -> OverviewView:
    """What is there and what is still to do, by class and from A to Z. UsageError where there is nothing to read."""
    day = today or date.today()
    school, students = open_school(folder, class_name)
    faces = {
        read.student.id: Face.of(read.view, standing_for(read.student, school, read.view, day))
        for read in read_students(school, students, day, progress)
    }
    overview = school_view(school, Audience.TEACHERS, faces).overview
    return overview or OverviewView()


def overview_as_json(overview: OverviewView) -> dict[str, Any]:
    """The overview as plain values. Numbers are of things to do; nothing adds students up."""
    return {
        "version": 1,
        "prompts": list(overview.prompts),
        "classes": [_class_as_json(one) for one in overview.classes],
    }


def _class_as_json(one: ClassOverviewView) -> dict[str, Any]:
    return {
        "class": one.anchor if one.group else "",
        "name": one.group.name if one.group else "",
        "school_year": one.group.school_year if one.group else "",
        "term": one.term,
        "not_shown": one.not_shown,
        "students": [_row_as_json(row) for row in one.rows],
        "open_feedback": [
            {
                "since": waiting.loop.since.isoformat(),
                "student": waiting.student.id,
                "piece": waiting.loop.title,
                "address": waiting.loop.address,
                "from": waiting.loop.author.name,
                "asks": waiting.loop.asks,
            }
            for waiting in one.loops
        ],
    }


def _row_as_json(row: OverviewRowView) -> dict[str, Any]:
    person = {"id": row.student.id, "name": row.student.name}
    return person | (_standing_as_json(row.standing, row.report) if row.standing else {})


def _standing_as_json(standing: StandingView, report: bool) -> dict[str, Any]:
    return {
        "introduction": standing.introduction,
        "reflection": standing.reflection,
        "testimonial": standing.testimonial,
        "pictures_not_described": standing.without_alt,
        "recordings_not_in_writing": standing.without_transcript,
        "consent": standing.consent,
        "consents_run_out": list(standing.ended),
        "media_without_consent": standing.withheld_media,
        "report": report,
        "open_feedback": len(standing.loops) + standing.hidden_loops,
        "waiting_for_agreement": standing.waiting_for_agreement,
        "prompts_answered": list(standing.prompts),
    }
