"""What a student planned for a conference, and the family would not see there."""

from __future__ import annotations

from collections.abc import Iterator

from profilegen.checks.parts import LaidOut
from profilegen.model.audience import Audience
from profilegen.model.pieces import find_piece
from profilegen.model.reader import Reader
from profilegen.problems import Problem
from profilegen.rules import problem_at


def piece_not_shown(laid: LaidOut) -> Iterator[Problem]:
    """Each piece of a conference can be shown to whom it is for."""
    if not laid.student.conferences:
        return
    family = Reader.of(laid.student, laid.school, Audience.FAMILY, laid.today)
    for filed in laid.student.conferences if family.is_admitted else ():
        for number, one in enumerate(filed.record.pieces):
            if find_piece(family, one.record) is None:
                yield problem_at(
                    "piece-not-shown",
                    f"Your family does not see “{one.record}” at the conference.",
                    "Write audience: family into that record, or leave the piece out here.",
                    filed.places,
                    "pieces",
                    number,
                )
