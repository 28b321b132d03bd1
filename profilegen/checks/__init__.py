"""The rules of content: each is one small function in this package, and one line in a table here.

`profilegen.rules` says what each is called and how bad it is; the rules of form are found while reading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from profilegen.checks import arrivals, conferences, consent, feedback, media, originals, public, sense, skills
from profilegen.checks import statements as statement_rules
from profilegen.checks.parts import LaidOut, lay_out
from profilegen.model.school import School, Student
from profilegen.problems import Problem, in_order

StudentRule = Callable[[LaidOut], Iterator[Problem]]
SchoolRule = Callable[[School, date], Iterator[Problem]]

STUDENT_RULES: tuple[StudentRule, ...] = (
    originals.unreadable_media,
    media.missing_alt,
    media.missing_transcript,
    media.captions_that_are_none,
    media.field_without_use,
    media.media_without_shows,
    media.unused_media,
    feedback.open_feedback,
    feedback.score_beside_comment,
    feedback.praise_of_person,
    feedback.missing_agreement,
    consent.missing_consent,
    consent.expired_consent,
    consent.own_consents_that_ran_out,
    consent.public_not_allowed,
    conferences.piece_not_shown,
    arrivals.pupil_elsewhere,
    arrivals.growth_backwards,
    arrivals.unknown_to_old_framework,
    skills.skills_left_out,
    statement_rules.unknown_question,
    public.contact_details,
    public.full_name_in_public,
    public.surname_in_address,
    sense.future_date,
    sense.result_not_shown,
    sense.translation_differs,
    sense.translation_not_shown,
)

SCHOOL_RULES: tuple[SchoolRule, ...] = (
    consent.consents_that_ran_out,
    sense.consents_of_the_future,
    sense.default_audience_too_wide,
    sense.teachers_among_students,
    sense.limits_that_do_not_hold,
)


def check_student(student: Student, school: School, today: date) -> tuple[Problem, ...]:
    """Every problem of content in one student's folder, in order. Nothing is changed, and no rule stops another."""
    laid = lay_out(student, school, today)
    return in_order(found.of_student(student.id) for rule in STUDENT_RULES for found in rule(laid))


def check_documents(student: Student, school: School, today: date, words: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with the words in a student's documents, by SHA-256. They are known only after conversion."""
    laid = lay_out(student, school, today)
    return in_order(found.of_student(student.id) for found in public.documents_in_public(laid, words))


def check_school(school: School, today: date) -> tuple[Problem, ...]:
    """Every problem of content in the school's own files, in order. A lone folder has none."""
    if school.lone:
        return ()
    return in_order(found for rule in SCHOOL_RULES for found in rule(school, today))
