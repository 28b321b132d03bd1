"""The kitchen sink: students who have everything, nothing, one, many, very long words, or write from right to left.

They are made of records, as people write them, and seen through `view_for` like everybody else: so a theme is tried
with just what a real build would show it. No file is read, and no picture made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from profilegen.loading.arrivals import Origins
from profilegen.model.audience import Audience
from profilegen.model.known_skills import known_skills
from profilegen.model.records import (
    ClassRecord,
    Consents,
    Crosswalk,
    Framework,
    Profile,
    SchoolSettings,
)
from profilegen.model.school import (
    ClassGroup,
    School,
    Student,
    StudentCard,
)
from profilegen.model.school_viewing import Face, school_view
from profilegen.model.school_views import SchoolView, StandingView
from profilegen.model.standing import standing_for
from profilegen.model.viewing import view_for
from profilegen.model.views import StudentView
from profilegen.theming.sink_records import STUDENT_ID, Fields, record_of, student_of
from profilegen.theming.voices import ARABIC, LONG, PLAIN, SIGNS, Voice

TODAY = date(2026, 11, 20)
_CROSSWALK = {"from": "theirs", "to": "ours", "skills": [{"skill": "their-1", "is": "skill-1"}]}


@dataclass(frozen=True, slots=True)
class Scene:
    """A student to be shown: what is special about them, and what their audience sees."""

    name: str
    view: StudentView
    has_media: bool = True  # whether what the view shows could be made


@dataclass(frozen=True, slots=True)
class SchoolScene:
    """A school to be shown, in the same way."""

    name: str
    view: SchoolView


def student_scenes() -> Iterator[Scene]:
    """Every state of a student's profile. The first is the fullest: it shows each option of a theme."""
    yield Scene("many of everything", _seen(PLAIN, 9, Audience.PRIVATE))
    for audience in Audience:
        yield Scene(f"one of everything, for {audience.word}", _seen(PLAIN, 1, audience))
    yield Scene("a name and nothing else", _seen(PLAIN, 0, Audience.FAMILY))
    yield Scene("a name and nothing else, for private", _seen(PLAIN, 0, Audience.PRIVATE))
    yield Scene("very long words", _seen(LONG, 2, Audience.PRIVATE))
    yield Scene("Arabic, from right to left", _seen(ARABIC, 3, Audience.PRIVATE))
    yield Scene("signs that HTML knows", _seen(SIGNS, 2, Audience.PRIVATE))
    yield Scene("pictures and recordings that could not be made", _seen(PLAIN, 5, Audience.PRIVATE), has_media=False)


def school_scenes() -> Iterator[SchoolScene]:
    """Every state of a school's own pages."""
    for audience in Audience:
        if audience.sees_several_students:
            yield SchoolScene(f"a school, for {audience.word}", _school_seen(PLAIN, 3, 8, audience))
    yield SchoolScene("a school without students", _school_seen(PLAIN, 0, 0, Audience.SCHOOL))
    yield SchoolScene("a school with very long names", _school_seen(LONG, 1, 2, Audience.SCHOOL))
    yield SchoolScene("an Arabic school", _school_seen(ARABIC, 2, 3, Audience.SCHOOL))
    yield SchoolScene("a school without students, for teachers", _school_seen(PLAIN, 0, 0, Audience.TEACHERS))
    yield SchoolScene("a school with very long names, for teachers", _school_seen(LONG, 1, 3, Audience.TEACHERS))
    yield SchoolScene("an Arabic school, for teachers", _school_seen(ARABIC, 2, 6, Audience.TEACHERS))


def _seen(voice: Voice, amount: int, audience: Audience) -> StudentView:
    student = student_of(voice, amount)
    school = _school(voice, {STUDENT_ID: student.profile.record})
    view = view_for(_as_brought(student, school), school, audience, TODAY)
    if view is None:  # the kitchen sink shows everything to everybody
        raise ValueError(f"The kitchen sink is not for {audience.word}.")
    return view


def _as_brought(student: Student, school: School) -> Student:
    origins = Origins(known_skills(school, student.arrivals), student.arrivals, is_lone=False)
    return replace(student, reflections=tuple(origins.settled(filed) for filed in student.reflections))


# The school around them


def _school(voice: Voice, profiles: dict[str, Profile], classes: Sequence[ClassGroup] = ()) -> School:
    widest = {"widest": "public", "until": "2027-07-31", "recorded_by": voice.name, "recorded_on": "2026-09-01"}
    ended = {"widest": "family", "until": "2026-07-31"}
    consents = record_of(Consents, {"photos": widest, "recordings": widest, "public": widest, "full_name": ended})
    settings: Fields = {
        "name": f"{voice.word} School",
        "locale": voice.lang,
        "framework": "ours",
        "contact": voice.line,
        "publishing": {"public": "yes", "group_media_home": "yes"},
        "terms": [{"name": voice.word, "starts": "2026-09-01", "ends": "2026-12-18"}],
        "reflection_prompts": [f"{voice.word} 0", voice.line] if profiles else [],
    }
    return School(
        folder=Path(),
        settings=record_of(SchoolSettings, settings),
        frameworks={"ours": _framework(voice)},
        crosswalks={"crosswalks/theirs.yaml": record_of(Crosswalk, _CROSSWALK)},
        classes=tuple(classes),
        consents=dict.fromkeys(profiles, consents),
        cards={student: StudentCard.of(student, profile) for student, profile in profiles.items()},
        student_ids=tuple(profiles),
    )


def _framework(voice: Voice) -> Framework:
    steps = [{"number": "3", "name": voice.word}]
    known = [
        {"id": f"skill-{number}", "name": f"{voice.word} {number}", "about": voice.line, "steps": steps}
        for number in range(9)
    ]
    return record_of(Framework, {"name": voice.word, "skills": [{**known[0], "was": ["older"]}, *known[1:]]})


def _school_seen(voice: Voice, classes: int, students: int, audience: Audience) -> SchoolView:
    ids = [f"student-{number}" for number in range(students)]
    groups: list[Fields] = [
        {"name": f"{voice.word} {number}", "school_year": "2026/27", "teachers": [voice.name], "students": members}
        for number, members in enumerate([ids[start:-1] for start in range(classes)])
    ]
    filed = [ClassGroup(f"class-{number}", record_of(ClassRecord, one)) for number, one in enumerate(groups)]
    profiles = {student: record_of(Profile, {"name": voice.name}) for student in ids}
    portraits = [_seen(voice, 1, audience).avatar, None]
    standings = [_standing(voice, audience, amount) for amount in (3, 0)] + [None]
    faces = {
        student: Face(voice.line if number % 3 else "", portraits[number % 2], standing=standings[number % 3])
        for number, student in enumerate(ids)
    }
    return school_view(_school(voice, profiles, filed), audience, faces)


def _standing(voice: Voice, audience: Audience, amount: int) -> StandingView | None:
    student = student_of(voice, amount)
    school = _school(voice, {STUDENT_ID: student.profile.record})
    if not amount:
        school = replace(school, settings=school.settings.model_copy(update={"terms": ()}), consents={})
    view = view_for(student, school, audience, TODAY)
    return standing_for(student, school, view, TODAY) if view else None
