"""Rules on what others say: a comment with something to do next, which the student answers and its author agreed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from profilegen.checks.parts import LaidOut, Part, lay_out, starts_at, words_of_captions
from profilegen.checks.praise import praise_in
from profilegen.checks.scores import score_in
from profilegen.model.audience import Audience
from profilegen.model.records import Feedback, Media, Report, Response, SubjectReport, Testimonial
from profilegen.model.school import Filed, School, Student
from profilegen.problems import Problem


def open_feedback(laid: LaidOut) -> Iterator[Problem]:
    """Every piece of feedback has a response."""
    for part in laid.as_written:
        if isinstance(part.group, Feedback) and not _is_answered(part.group):
            yield part.problem(
                "open-feedback",
                f"The feedback from {part.group.from_.name} has no response yet.",
                "Add response: and say what you will try, what you changed, or why you see it another way.",
            )


def _is_answered(feedback: Feedback) -> bool:
    answer = feedback.response
    return answer is not None and bool(answer.text or answer.media or answer.changed)


def score_beside_comment(laid: LaidOut) -> Iterator[Problem]:
    """No score, grade, mark or rank stands in feedback and its response, a testimonial, or a report's comments."""
    for part, field, comment in _comments(laid):
        if found := score_in(comment):
            yield part.problem(
                "score-beside-comment",
                f"“{found}” reads like a score. Beside a score, people stop reading the comment.",
                "Take it out, and say what is good and what to try next. "
                "Exam results have a place of their own: results: in the report.",
                field,
            )


def scores_in_report(student: Student, school: School, report: Filed[Report], today: date) -> tuple[Problem, ...]:
    """The same of one report and its translations, for whoever is about to print it."""
    files = (report, *report.translations.values())
    laid = lay_out(student, school, today)
    parts = tuple(part for part in laid.parts if any(part.filed is one for one in files))
    return tuple(found.of_student(student.id) for found in score_beside_comment(replace(laid, parts=parts)))


def praise_of_person(laid: LaidOut) -> Iterator[Problem]:
    """Feedback and testimonials praise the work, not the person."""
    for part, field, comment in _comments(laid):
        if isinstance(part.filed.record, Report) or "response" in part.key:
            continue
        if found := praise_in(comment):
            yield part.problem(
                "praise-of-person",
                f"“{found}” praises the person. Praise of the work says what to do again.",
                "If it is yours to change, say what was done well, and how: “you tested it three times”.",
                field,
            )


def missing_agreement(laid: LaidOut) -> Iterator[Problem]:
    """The author of a testimonial or feedback agreed to it being shown; up to family a teacher's needs none."""
    for part in laid.as_written:
        match part.group:
            case Testimonial(agreed=None) as said if part.record_asks > Audience.PRIVATE:
                yield part.problem("missing-agreement", *_not_agreed(said.from_.name, Audience.PRIVATE))
            case Feedback(agreed=None) as said:
                free_up_to = Audience.FAMILY if said.from_.role == "teacher" else Audience.PRIVATE
                if min(part.record_asks, starts_at(said)) > free_up_to:
                    yield part.problem("missing-agreement", *_not_agreed(said.from_.name, free_up_to))


def _not_agreed(author: str, free_up_to: Audience) -> tuple[str, str]:
    stays = "private" if free_up_to is Audience.PRIVATE else "within the family"
    return (
        f"It does not say that {author} agreed to this being shown, so it stays {stays}.",
        "Ask them. When they say yes, add agreed: with on: (the day) and widest: (the widest audience they agreed to).",
    )


def _comments(laid: LaidOut) -> Iterator[tuple[Part, str, str]]:
    """What stands as a comment on the student's work, with its field: written, and said in recordings."""
    for part in laid.parts:
        for field in _comment_fields(part):
            comment = words_of_captions(part, laid.student) if field == "captions" else getattr(part.group, field)
            if comment:
                yield part, field, comment


def _comment_fields(part: Part) -> tuple[str, ...]:
    match part.group:
        case Feedback():
            return "comment", "asks"
        case Response() | Testimonial():
            return ("text",)
        case Report():
            return ("progress",)
        case SubjectReport():
            return "achievements", "next"
        case Media() if "feedback" in part.key or isinstance(part.filed.record, Testimonial):
            return "transcript", "caption", "captions"
        case _:
            return ()
