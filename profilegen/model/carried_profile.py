"""Which fields of a profile stay behind when it travels: those that the family may not see."""

from __future__ import annotations

from collections.abc import Iterator

from profilegen.model.audience import Audience, audience_named
from profilegen.model.carrying_reasons import Cut, Why
from profilegen.model.names import given_name
from profilegen.model.reader import Reader
from profilegen.model.records import Consents, Profile

_FIELDS = (
    *("known_as", "pronouns", "say_my_name", "languages", "avatar", "header", "introduction"),
    *("tagline", "about", "strengths", "interests", "goals", "journey", "growth"),
)
"""Fields of the student's own that `show` can narrow. The others say how the profile is to be read."""


def hidden_in_profile(profile: Profile, reader: Reader) -> Iterator[Cut]:
    """What of this profile (or a translation of it) stays behind; `reader` is the family, looking at the student.

    Who is called otherwise by the family travels under that name alone: the wrong reader of a name can hurt a child.
    """
    own = reader.student.profile.record
    family = own.name_for.get(Audience.FAMILY.word, "")
    for field in _FIELDS:
        is_named_otherwise = bool(family) and field in ("known_as", "say_my_name")
        if getattr(profile, field) and (is_named_otherwise or not reader.may_see_field(field)):
            yield Cut((field,), Why.PRIVATE)
            if field in profile.show:
                yield Cut(("show", field), Why.PRIVATE)
    shown = family or (own.name if reader.may_see_field("name") else given_name(own.name))
    if profile.name not in ("", shown):
        yield Cut(("name",), Why.PRIVATE, shown)
    for word in profile.name_for:
        if audience_named(word) < Audience.FAMILY:
            yield Cut(("name_for", word), Why.PRIVATE)
    yield from _who_recorded(profile.consent)


def _who_recorded(consents: Consents | None) -> Iterator[Cut]:
    """Who recorded a consent, and when, is for private and teachers."""
    for kind in Consents.model_fields if consents else ():
        consent = getattr(consents, kind)
        for field in ("recorded_by", "recorded_on") if consent else ():
            if getattr(consent, field):
                yield Cut(("consent", kind, field), Why.TEACHERS)
