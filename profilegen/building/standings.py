"""A student's standing among the notes that their folder in the teachers' site carries, as JSON knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from profilegen.model.school_views import LoopView, StandingView
from profilegen.model.views import PersonView

_NUMBERS = ("without_alt", "without_transcript", "withheld_media", "waiting_for_agreement", "hidden_loops")
_ANSWERS = ("introduction", "reflection", "testimonial", "consent")


def standing_as_json(standing: StandingView) -> dict[str, Any]:
    """What is noted of a standing."""
    loops = [asdict(loop) | {"since": loop.since.isoformat()} for loop in standing.loops]
    return asdict(standing) | {"loops": loops}


def standing_from_json(noted: object) -> StandingView | None:
    """The noted standing; None where there is none, or another version of the product noted it in another way."""
    try:
        found: Mapping[str, Any] = dict(noted)  # type: ignore[call-overload]  # else TypeError or ValueError
        numbers = {name: int(found[name]) for name in _NUMBERS}
        answers = {name: bool(found[name]) for name in _ANSWERS}
        plain: dict[str, Any] = {**numbers, **answers}
        return StandingView(
            term=str(found["term"]),
            none_of=tuple(map(str, found["none_of"])),
            ended=tuple(map(str, found["ended"])),
            reports=tuple(map(str, found["reports"])),
            prompts=tuple(map(int, found["prompts"])),
            loops=tuple(map(_loop, found["loops"])),
            **plain,
        )
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        return None


def _loop(noted: Mapping[str, Any]) -> LoopView:
    author = noted["author"]
    return LoopView(
        since=date.fromisoformat(noted["since"]),
        author=PersonView(str(author["name"]), str(author["role"]), str(author["relation"])),
        **{name: str(noted[name]) for name in ("title", "address", "lang", "asks")},
    )
