"""A student's card as plain JSON and back, so that a profile that has not changed need not be read for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from profilegen.model.audience import Audience
from profilegen.model.records import Consent, Consents
from profilegen.model.school import StudentCard


def card_as_json(card: StudentCard) -> dict[str, Any]:
    """The card in values that JSON knows."""
    return {
        "name": card.name,
        "known_as": card.known_as,
        "name_for": dict(card.name_for),
        "show": {field: int(audience) for field, audience in card.show.items()},
        "consent": _consents_as_json(card.consent) if card.consent else None,
        "kind": card.kind,
    }


def _consents_as_json(consents: Consents) -> dict[str, Any]:
    """As they are written in a file."""
    return {kind: _consent_as_json(consent) for kind, consent in vars(consents).items() if consent}


def _consent_as_json(consent: Consent) -> dict[str, str]:
    others = {field: str(value) for field, value in vars(consent).items() if value and field != "widest"}
    return {"widest": consent.widest.word, **others}


def card_from_json(student_id: str, found: Mapping[str, Any]) -> StudentCard | None:
    """The card again; None where something else wrote it."""
    try:
        return StudentCard(
            id=student_id,
            name=str(found["name"]),
            known_as=str(found["known_as"]),
            name_for={str(audience): str(name) for audience, name in found["name_for"].items()},
            show={str(field): Audience(audience) for field, audience in found["show"].items()},
            consent=Consents.model_validate(found["consent"]) if found["consent"] else None,
            kind=str(found["kind"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
