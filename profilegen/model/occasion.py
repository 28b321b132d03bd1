"""What a site is made for: every day, a conference, where a hall's screen and a family's table want more of it, a move
to another school, where some of it stays behind, or one reader, who gets a showcase and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Occasion:
    """`kiosk` is a screen in the hall: it leads back to its start by itself, and nowhere else.

    `meeting` is a student's own table: everybody has a conference to show, also who has planned none, and a page on
    which the family writes back. `event` names the conference and `key` seals what is written there: the public key,
    in base64. Both are "" where nothing can be saved. `moving` is the site in a pack: without the school's reports.
    `showcase` is a site of a single showcase, `alone` being its file name without the ending, of this `student`.
    """

    kind: Literal["everyday", "kiosk", "meeting", "moving", "showcase"] = "everyday"
    event: str = ""
    key: str = ""
    student: str = ""
    alone: str = ""

    @property
    def is_kiosk(self) -> bool:
        """Whether whoever stands before it shall find no way out."""
        return self.kind == "kiosk"

    @property
    def is_meeting(self) -> bool:
        """Whether a family sits before it, and the student beside them."""
        return self.kind == "meeting"

    @property
    def is_showcase(self) -> bool:
        """Whether it shows one showcase, and of the rest of the profile nothing."""
        return self.kind == "showcase"


EVERYDAY = Occasion()
KIOSK = Occasion("kiosk")
MOVING = Occasion("moving")


def of_showcase(student: str, slug: str) -> Occasion:
    """The site of this showcase of this student alone."""
    return Occasion("showcase", student=student, alone=slug)
