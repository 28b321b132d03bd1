"""Rules on consent: nobody is shown more widely than they agreed to, and nothing is public that may not be.

What breaks one of these is withheld by `profilegen.model.reader`; the rules say so, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from profilegen.checks.parts import LaidOut, Shown, places_in
from profilegen.model.audience import Audience
from profilegen.model.elsewhere import is_elsewhere
from profilegen.model.reader import called
from profilegen.model.records import Consent, Consents, Profile, Record
from profilegen.model.school import Key, School
from profilegen.problems import Problem
from profilegen.rules import problem_at

_WORDS = {
    "photos": "photos",
    "recordings": "recordings",
    "full_name": "the full name in school and public sites",
    "public": "public pages",
}
_IN_PROFILE = "profile.yaml, under consent:"


def missing_consent(laid: LaidOut) -> Iterator[Problem]:
    """Everybody in a picture, recording or document has agreed to the audience that its record asks for."""
    for shown, one in _people_shown(laid):
        if one == "others":
            yield from _others_too_widely(shown, laid.school)
        elif _widest(laid.school, one, _kind(shown)) < shown.part.asked:
            yield shown.problem("missing-consent", *_not_covered(shown, one, laid.school), "shows")


def expired_consent(laid: LaidOut) -> Iterator[Problem]:
    """No picture, recording or document leans on a consent that has run out."""
    for shown, one in _people_shown(laid):
        kind, asked = _kind(shown), shown.part.asked
        was_enough = _widest(laid.school, one, kind) >= asked
        if was_enough and not laid.school.covers(one, kind, asked, laid.today):
            whose = _called(one, laid.school)
            message = f"{whose}’s consent for {kind} has run out, so “{shown.media.file}” is not shown."
            yield shown.problem("expired-consent", message, _renew(_where(laid.school)), "shows")


def own_consents_that_ran_out(laid: LaidOut) -> Iterator[Problem]:
    """The student hears of those in profile.yaml: in a lone folder they alone count, in a school they narrow."""
    profile = laid.student.profile
    for kind, consent in _run_out(profile.record.consent, laid.today):
        message = f"The consent for {_WORDS[kind]} ran out on {consent.until}."
        yield problem_at("expired-consent", message, _renew(_IN_PROFILE), profile.places, "consent", kind, "until")


def consents_that_ran_out(school: School, today: date) -> Iterator[Problem]:
    """The staff hear of every consent that has run out, whether a picture leans on it or not."""
    places = places_in("consents.yaml", school)
    for one in sorted(school.consents):
        for kind, consent in _run_out(school.consents[one], today):
            message = f"{_called(one, school)}’s consent for {_WORDS[kind]} ran out on {consent.until}."
            yield problem_at("expired-consent", message, _renew(_where(school)), places, one, kind, "until")


def public_not_allowed(laid: LaidOut) -> Iterator[Problem]:
    """Nothing is marked public unless the school publishes and the student's consent `public` is there."""
    reason = _why_not_public(laid)
    for part in laid.as_written if reason else ():
        for field in _marked_public(part.group):
            yield part.problem("public-not-allowed", *reason, *field)
            if laid.school.lone:  # no mark will help where there is no school: said once
                return


def _marked_public(group: Record) -> Iterator[Key]:
    if "audience" in type(group).model_fields and getattr(group, "audience") is Audience.PUBLIC:  # noqa: B009
        yield ("audience",)
    if isinstance(group, Profile):
        yield from (("show", field) for field, audience in group.show.items() if audience is Audience.PUBLIC)


def _why_not_public(laid: LaidOut) -> tuple[str, str] | tuple[()]:
    """The sentence and the hint; empty where the student may be on public pages."""
    school, student = laid.school, laid.student
    if not school.settings.publishing.public:
        message = "This is marked public, but the school does not publish public pages. Nobody outside school sees it."
        return message, "Write audience: school, or ask the school: it decides in school.yaml, under publishing:."
    if not school.covers(student.id, "public", Audience.PUBLIC, laid.today):
        name = _called(student.id, school)
        message = f"This is marked public, but {name} has no consent for public pages. Nobody outside school sees it."
        return message, f"Write audience: school, or ask for consent: it goes into {_where(school)}, as public:."
    return ()


def _people_shown(laid: LaidOut) -> Iterator[tuple[Shown, str]]:
    """Everybody who is in a picture, recording or document that is for others than the student alone."""
    for shown in laid.shown:
        if shown.part.asked > Audience.PRIVATE and (shown.is_picture or shown.is_recording or shown.is_document):
            here = (one for one in dict.fromkeys(shown.media.shows or ()) if not is_elsewhere(one))
            yield from ((shown, one) for one in here)


def _kind(shown: Shown) -> Literal["photos", "recordings"]:
    return "recordings" if shown.is_recording else "photos"  # a page of a document may be a photo


def _widest(school: School, student_id: str, kind: str) -> Audience:
    """The widest audience of a consent, run out or not; private where there is none."""
    consents = school.consents_of(student_id)
    consent: Consent | None = getattr(consents, kind) if consents else None
    return consent.widest if consent else Audience.PRIVATE


def _run_out(consents: Consents | None, today: date) -> Iterator[tuple[str, Consent]]:
    for kind in Consents.model_fields if consents else ():
        consent: Consent | None = getattr(consents, kind)
        if consent is not None and consent.until is not None and consent.until < today:
            yield kind, consent


def _others_too_widely(shown: Shown, school: School) -> Iterator[Problem]:
    goes_home = school.settings.publishing.group_media_home
    if shown.part.asked > (Audience.FAMILY if goes_home else Audience.TEACHERS):
        widest = "families" if goes_home else "teachers"
        yield shown.problem(
            "missing-consent",
            f"“{shown.media.file}” shows others, who have not been asked. Only {widest} may see it.",
            "Name the students in it by id, so that their consents count. Is it only the voice of its author, who has "
            "agreed? Then write shows: []. Otherwise make the audience narrower; or your school lets such media go "
            "to families, with publishing: {group_media_home: yes} in school.yaml.",
            "shows",
        )


def _not_covered(shown: Shown, one: str, school: School) -> tuple[str, str]:
    audience, file, kind = shown.part.asked.word, shown.media.file, _kind(shown)
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
    return _IN_PROFILE if school.lone else "consents.yaml"


def _renew(where: str) -> str:
    return f"Ask again. Yes? Write the new day after until: in {where}. No? Take the entry out."
