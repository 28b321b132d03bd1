"""The fields that the columns of a form's answers can be mapped to, for each kind of record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

FormKind = Literal["testimonials", "reflections", "feedback", "responses", "reports"]
FORM_KINDS: tuple[FormKind, ...] = get_args(FormKind)

LEAVE = "leave"
"""What a map says of a column that is not taken in."""


@dataclass(frozen=True, slots=True)
class FieldOfForm:
    """A field: what it is for, whether an answer is nothing without it, whether several columns may make it up."""

    about: str
    is_needed: bool = False
    may_repeat: bool = False


_WHO: dict[str, FieldOfForm] = {
    "student": FieldOfForm("whose profile it is for: the student's name"),
    "id": FieldOfForm("the name of the student's folder: certain, unless the name is somebody else's"),
    "class": FieldOfForm("the student's class: tells two students of one name apart"),
    "date": FieldOfForm("the day; of several columns the last that is filled in", may_repeat=True),
}
_AUTHOR: dict[str, FieldOfForm] = {
    "from": FieldOfForm("the author's name", is_needed=True),
    "role": FieldOfForm("peer, teacher, mentor, employer, family, coach or other"),
    "relation": FieldOfForm("how the author knows the student"),
}
_AGREEMENT: dict[str, FieldOfForm] = {
    "agreed": FieldOfForm("whether the author agreed to its being shown: yes or no"),
    "widest": FieldOfForm("who may see it at most: family, school or public"),
}

FIELDS: Mapping[FormKind, Mapping[str, FieldOfForm]] = {
    "testimonials": {
        **_WHO,
        **_AUTHOR,
        "text": FieldOfForm("what the author says", is_needed=True, may_repeat=True),
        "about": FieldOfForm("the title of the reflection that it is about"),
        "skills": FieldOfForm("skills, ticked in a list", may_repeat=True),
        **_AGREEMENT,
    },
    "reflections": {
        **_WHO,
        "title": FieldOfForm("what the piece of work is called", is_needed=True),
        "subject": FieldOfForm("the subject"),
        "setting": FieldOfForm("where it happened"),
        "learning_intention": FieldOfForm("what the student set out to learn"),
        "body": FieldOfForm("what happened, and what the student learned", may_repeat=True),
        "went_well": FieldOfForm("the student's own judgement: what went well", may_repeat=True),
        "not_yet": FieldOfForm("the student's own judgement: what is not there yet", may_repeat=True),
        "next_step": FieldOfForm("what the student will do next"),
        "skills": FieldOfForm("skills, ticked in a list or a grid", may_repeat=True),
        "audience": FieldOfForm("who may see it; never wider than the school's default"),
    },
    "feedback": {
        **_WHO,
        **_AUTHOR,
        "title": FieldOfForm("the title of the reflection that it is for"),
        "subject": FieldOfForm("the reflection's subject"),
        "comment": FieldOfForm("the comment", is_needed=True, may_repeat=True),
        "asks": FieldOfForm("what the student is asked to do next"),
        **_AGREEMENT,
    },
    "responses": {
        **_WHO,
        "title": FieldOfForm("the title of the reflection with the comment", is_needed=True),
        "text": FieldOfForm("the student's answer to the comment", is_needed=True, may_repeat=True),
    },
    "reports": {
        **_WHO,
        "subject": FieldOfForm("the subject"),
        "achievements": FieldOfForm("the subject's achievements", may_repeat=True),
        "next": FieldOfForm("the subject's next steps", may_repeat=True),
        "progress": FieldOfForm("general progress, once a student", may_repeat=True),
        "school_year": FieldOfForm("the school year of the comments; one that is not the class's is not taken in"),
        "ready": FieldOfForm("no or not yet: this row is not taken in"),
    },
}
