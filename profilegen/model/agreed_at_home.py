"""Whose words and whose faces go no further than families: whom to ask before a showcase is given to somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from profilegen.model.audience import Audience
from profilegen.model.elsewhere import is_elsewhere
from profilegen.model.forms import groups_in
from profilegen.model.reader import Reader, called
from profilegen.model.records import Feedback, Media, Record, Testimonial
from profilegen.model.school import Filed, School, Student

OTHERS, FROM_ELSEWHERE = "the others in a picture", "a pupil of another school"


def agreed_at_home(
    student: Student, school: School, shows: Iterable[str], audience: Audience, today: date
) -> tuple[str, ...]:
    """The names, as this audience knows them, of all who are in these records and agreed to families at most.

    None where the audience is wider than families: who is in it has agreed to that.
    """
    if audience > Audience.FAMILY:
        return ()
    here = Reader.of(student, school, audience, today)
    wider = Reader.of(student, school, Audience.SCHOOL, today)
    wanted = set(shows)
    found = (name for filed in student.records() if filed.path in wanted for name in _names(filed, here, wider))
    return tuple(dict.fromkeys(filter(None, found)))


def _names(filed: Filed[Record], here: Reader, wider: Reader) -> Iterator[str]:
    if not here.may_see(getattr(filed.record, "audience", None)):
        return
    for _, group in groups_in(filed.record):
        if isinstance(group, Testimonial):
            if here.agreed(group.agreed) and not wider.agreed(group.agreed):
                yield here.person(group.from_, has_agreed=True).name or group.from_.role
        elif isinstance(group, Feedback):
            if here.may_see_feedback(group) and not wider.agreed(group.agreed):
                yield here.person(group.from_, group.agreed is not None).name or group.from_.role
        elif isinstance(group, Media):
            yield from _faces(group, here, wider)


def _faces(media: Media, here: Reader, wider: Reader) -> Iterator[str]:
    original = here.media_file(media.file)
    if original is None or not here.may_see_media(media, original):
        return
    if media.shows is None:
        yield f"whoever is in “{media.file}”"
    consent = "recordings" if original.kind == "recording" else "photos"
    for one in media.shows or ():
        if one == "others":
            yield OTHERS
        elif is_elsewhere(one):
            yield FROM_ELSEWHERE
        elif one != here.student.id and not wider.school.covers(one, consent, Audience.SCHOOL, wider.today):
            card = here.school.cards.get(one)
            yield called(card, max(here.audience, Audience.SCHOOL)) if card else one
