"""Rules on what others say: a comment with something to do next, which the student answers and its author agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from profilegen.checks.parts import asked_for, feedback_in, versions_of, walk
from profilegen.checks.praise import praise_in
from profilegen.checks.scores import score_in
from profilegen.model.audience import Audience
from profilegen.model.records import Feedback, Media, Record, Reflection, Report, Response, SubjectReport, Testimonial
from profilegen.model.school import Key, School, Student
from profilegen.problems import Problem
from profilegen.rules import problem_at


def open_feedback(student: Student, _school: School, _today: date) -> Iterator[Problem]:
    """Every piece of feedback has a response."""
    for filed, number, feedback in feedback_in(student):
        answer = feedback.response
        if answer is None or not (answer.text or answer.media or answer.changed):
            yield problem_at(
                "open-feedback",
                f"The feedback from {feedback.from_.name} has no response yet.",
                "Add response: and say what you will try, what you changed, or why you see it another way.",
                filed.places,
                "feedback",
                number,
            )


def score_beside_comment(student: Student, _school: School, _today: date) -> Iterator[Problem]:
    """No score, grade, mark or rank stands in feedback, a testimonial or a report's comments."""
    for filed in (*student.reflections, *student.testimonials, *student.reports):
        for record, places in versions_of(filed):
            for key, comment in _comments_in(record):
                if found := score_in(comment):
                    yield problem_at(
                        "score-beside-comment",
                        f"“{found}” reads like a score. Beside a score, people stop reading the comment.",
                        "Take it out, and say what is good and what to try next. "
                        "Exam results have a place of their own: results: in the report.",
                        places,
                        *key,
                    )


def praise_of_person(student: Student, _school: School, _today: date) -> Iterator[Problem]:
    """Feedback and testimonials praise the work, not the person."""
    for filed in (*student.reflections, *student.testimonials):
        for record, places in versions_of(filed):
            for key, comment in _comments_in(record):
                if "response" not in key and (found := praise_in(comment)):
                    yield problem_at(
                        "praise-of-person",
                        f"“{found}” praises the person. Praise of the work says what to do again.",
                        "If it is yours to change, say what was done well, and how: “you tested it three times”.",
                        places,
                        *key,
                    )


def missing_agreement(student: Student, school: School, _today: date) -> Iterator[Problem]:
    """The author of a testimonial or feedback agreed to it being shown; up to family a teacher's needs none."""
    for filed in student.testimonials:
        if filed.record.agreed is None and asked_for(filed, student, school) > Audience.PRIVATE:
            yield problem_at("missing-agreement", *_not_agreed(filed.record.from_.name), filed.places)
    for around, number, feedback in feedback_in(student):
        wished = min(asked_for(around, student, school), _starts_at(feedback))
        free_up_to = Audience.FAMILY if feedback.from_.role == "teacher" else Audience.PRIVATE
        if feedback.agreed is None and wished > free_up_to:
            words = _not_agreed(feedback.from_.name, free_up_to)
            yield problem_at("missing-agreement", *words, around.places, "feedback", number)


def _starts_at(feedback: Feedback) -> Audience:
    return Audience.TEACHERS if feedback.audience is None else feedback.audience


def _not_agreed(author: str, free_up_to: Audience = Audience.PRIVATE) -> tuple[str, str]:
    stays = "private" if free_up_to is Audience.PRIVATE else "within the family"
    return (
        f"It does not say that {author} agreed to this being shown, so it stays {stays}.",
        "Ask them. When they say yes, add agreed: with on: (the day) and widest: (the widest audience they agreed to).",
    )


def _comments_in(record: Record) -> Iterator[tuple[Key, str]]:
    """What stands as a comment on the student's work in a record: written, and said in recordings."""
    match record:
        case Reflection():
            around: Record | tuple[Feedback, ...] = record.feedback
            start: Key = ("feedback",)
        case _:
            around, start = record, ()
    for key, value in walk(around, start):
        for name in _comment_fields(value):
            comment = getattr(value, name)
            if comment:
                yield (*key, name), comment


def _comment_fields(value: object) -> tuple[str, ...]:
    match value:
        case Feedback():
            return "comment", "asks"
        case Response() | Testimonial():
            return ("text",)
        case Media():
            return "transcript", "caption"
        case Report():
            return ("progress",)
        case SubjectReport():
            return "achievements", "next"
        case _:
            return ()
