"""Rules on consent: nobody is shown more widely than they agreed to, and nothing is public that may not be.

What breaks one of these is withheld by `profilegen.model.reader`; the rules say so, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from profilegen.checks.parts import Shown, everything_filed, shown_by, walk
from profilegen.model.audience import Audience
from profilegen.model.reader import called
from profilegen.model.records import Consent, Consents, Record
from profilegen.model.school import Filed, Key, Places, School, Student
from profilegen.problems import Problem
from profilegen.rules import problem_at

_WORDS = {
    "photos": "photos",
    "recordings": "recordings",
    "full_name": "the full name in school and public sites",
    "public": "public pages",
}


def missing_consent(student: Student, school: School, today: date) -> Iterator[Problem]:
    """Everybody in a picture or recording has agreed to the audience that its record asks for."""
    for shown in _marked(student, school):
        kind = _kind(shown)
        for one in dict.fromkeys(shown.media.shows or ()):
            if one == "others":
                yield from _others_too_widely(shown, school)
            elif not _widest(school, one, kind) >= shown.asked:
                yield shown.problem("missing-consent", *_not_covered(shown, one, kind, school), "shows")


def expired_consent(student: Student, school: School, today: date) -> Iterator[Problem]:
    """No picture or recording leans on a consent that has run out."""
    for shown in _marked(student, school):
        kind = _kind(shown)
        for one in dict.fromkeys(shown.media.shows or ()):
            wide_enough = _widest(school, one, kind) >= shown.asked
            if wide_enough and not school.covers(one, kind, shown.asked, today):
                message = (
                    f"{_called(one, school)}’s consent for {kind} has run out, so “{shown.media.file}” is not shown."
                )
                yield shown.problem("expired-consent", message, _renew(school), "shows")


def own_consents_that_ran_out(student: Student, school: School, today: date) -> Iterator[Problem]:
    """Nor does profile.yaml hold one that has, which is what counts in a lone folder."""
    own = student.profile.record.consent
    for kind, consent in _run_out(own, today) if own else ():
        message = f"The consent for {_WORDS[kind]} ran out on {consent.until}."
        yield problem_at("expired-consent", message, _renew(school), student.profile.places, "consent", kind, "until")


def consents_that_ran_out(school: School, today: date) -> Iterator[Problem]:
    """The staff hear of every consent that has run out, whether a picture leans on it or not."""
    places = Places("consents.yaml")
    for one in sorted(school.consents):
        for kind, consent in _run_out(school.consents[one], today):
            message = f"{_called(one, school)}’s consent for {_WORDS[kind]} ran out on {consent.until}."
            yield problem_at("expired-consent", message, _renew(school), places, one, kind, "until")


def public_not_allowed(student: Student, school: School, today: date) -> Iterator[Problem]:
    """Nothing is marked public unless the school publishes and the student's consent `public` is there."""
    reason = _why_not_public(student, school, today)
    if not reason:
        return
    for filed in everything_filed(student):
        for key in _marked_public(filed):
            yield problem_at("public-not-allowed", *reason, filed.places, *key)


def _marked_public(filed: Filed[Record]) -> Iterator[Key]:
    for key, value in walk(filed.record):
        is_field = bool(key) and (key[-1] == "audience" or key[0] == "show")
        if value is Audience.PUBLIC and is_field:
            yield key


def _why_not_public(student: Student, school: School, today: date) -> tuple[str, str] | None:
    if not school.settings.publishing.public:
        message = "This is marked public, but the school does not publish public pages. Nobody outside school sees it."
        return message, "Write audience: school, or ask the school: it decides in school.yaml, under publishing:."
    if not school.covers(student.id, "public", Audience.PUBLIC, today):
        name = _called(student.id, school)
        message = f"This is marked public, but {name} has no consent for public pages. Nobody outside school sees it."
        return message, f"Write audience: school, or ask for consent: it goes into {_where(school)}, as public:."
    return None


def _marked(student: Student, school: School) -> Iterator[Shown]:
    """What shows somebody, and is for others than the student alone."""
    for shown in shown_by(student, school):
        if shown.media.shows and shown.asked > Audience.PRIVATE and (shown.is_picture or shown.is_recording):
            yield shown


def _kind(shown: Shown) -> Literal["photos", "recordings"]:
    return "photos" if shown.is_picture else "recordings"


def _widest(school: School, student_id: str, kind: str) -> Audience:
    """The widest audience of a consent, run out or not; private where there is none."""
    consents = school.consents_of(student_id)
    consent: Consent | None = getattr(consents, kind) if consents else None
    return consent.widest if consent else Audience.PRIVATE


def _run_out(consents: Consents, today: date) -> Iterator[tuple[str, Consent]]:
    for kind in Consents.model_fields:
        consent: Consent | None = getattr(consents, kind)
        if consent is not None and consent.until is not None and consent.until < today:
            yield kind, consent


def _others_too_widely(shown: Shown, school: School) -> Iterator[Problem]:
    goes_home = school.settings.publishing.group_media_home
    if shown.asked > (Audience.FAMILY if goes_home else Audience.TEACHERS):
        widest = "families" if goes_home else "teachers"
        yield shown.problem(
            "missing-consent",
            f"“{shown.media.file}” shows others, who have not been asked. Only {widest} may see it.",
            "Name everybody in it by id, so that their consents count; or show another picture; or make the record’s "
            "audience narrower.",
            "shows",
        )


def _not_covered(shown: Shown, one: str, kind: str, school: School) -> tuple[str, str]:
    audience, file = shown.asked.word, shown.media.file
    if one not in school.cards:
        return (
            f"“{file}” shows “{one}”, and no student here has that id. Have they agreed? It is not shown.",
            "Check the id’s spelling. Write others for people without an id here.",
        )
    return (
        f"“{file}” shows {_called(one, school)}, whose consent for {kind} does not cover {audience}: not shown there.",
        f"Use another one, make the record’s audience narrower, or ask for consent: it goes into {_where(school)}.",
    )


def _called(student_id: str, school: School) -> str:
    card = school.cards.get(student_id)
    return called(card, Audience.FAMILY) if card else student_id


def _where(school: School) -> str:
    return "profile.yaml under consent:" if school.lone else "consents.yaml"


def _renew(school: School) -> str:
    return f"Ask again. Yes? Write the new day after until: in {_where(school)}. No? Take the entry out."
