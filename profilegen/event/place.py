"""The folder of a conference: where it may be, whose it is, and which day it is of."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.building.papers import (
    CONFERENCE_MARK,
    FIRST_PAGE,
    KIOSK_FOLDER,
    MEETINGS_FOLDER,
    PRINT_FOLDER,
)
from profilegen.building.site import CONFERENCE_FOLDER
from profilegen.model.names import latin
from profilegen.model.school import School
from profilegen.printing.saving import is_ours
from profilegen.problems import UsageError

_LONGEST = 40  # letters of a class in the name of an event
_LARGEST = 4096  # bytes of a mark
_WHOLE_SCHOOL = "whole-school"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a conference's folder says of itself: the event's name, its day, and whose conference it is."""

    event: str
    day: date
    school: str
    class_id: str

    @property
    def text(self) -> bytes:
        """As it stands in its file."""
        told = {"event": self.event, "day": self.day.isoformat(), "school": self.school, "class": self.class_id}
        return f"{json.dumps({'profilegen': 'conference', **told}, ensure_ascii=False)}\n".encode()


def place_for(school: School, class_id: str, out: Path | None) -> Path:
    """Where the conference of this class, or of the whole school (""), is made.

    UsageError for a place among what people write or what builds make, and for one that leads elsewhere.
    """
    home = school.folder.resolve()
    place = (out or home / CONFERENCE_FOLDER / (class_id or _WHOLE_SCHOOL)).resolve()
    is_inside = place.is_relative_to(home) and not place.is_relative_to(home / CONFERENCE_FOLDER)
    if is_inside or place == home / CONFERENCE_FOLDER or home.is_relative_to(place):
        raise UsageError(
            f"{place} lies among what the school writes or builds.", "Choose a folder outside of the school with --out."
        )
    for name in (KIOSK_FOLDER, MEETINGS_FOLDER, PRINT_FOLDER, FIRST_PAGE, CONFERENCE_MARK):
        if (place / name).is_symlink():
            raise UsageError(f"{place / name} is a link to somewhere else.", "Take the link away, and try again.")
    return place


def mark_for(place: Path, school: School, class_id: str, day: date | None, today: date) -> Mark:
    """What this folder is to say: the conference that it is of already, unless another day is asked for.

    UsageError where it is another's, or something else; and where its day has passed and no other one is named.
    """
    named = Mark(
        _event_of(class_id or _WHOLE_SCHOOL, day or today), day or today, school.settings.name.strip(), class_id
    )
    if not place.exists() or (place.is_dir() and all(one.name.startswith(".") for one in place.iterdir())):
        return named
    before = read_mark(place)
    if before is None or ((place / FIRST_PAGE).exists() and not is_ours(place / FIRST_PAGE)):
        raise UsageError(
            f"{place} holds something that is no conference of profilegen's.",
            "Choose an empty or a new folder with --out.",
        )
    if (before.school, before.class_id) != (named.school, named.class_id):
        whose = f"{before.class_id}, {before.school}" if before.class_id else before.school
        raise UsageError(f"{place} holds another conference: {whose}.", "Choose another folder with --out.")
    if day is None and before.day < today:
        raise UsageError(
            f"The conference in {place} was on {before.day.isoformat()}.",
            f"Say which day it is now: --day {today.isoformat()}. The same day makes the old one again.",
        )
    return before if day in (None, before.day) else named


def read_mark(place: Path) -> Mark | None:
    """What a conference's folder says of itself; None where it is none."""
    try:
        with (place / CONFERENCE_MARK).open("rb") as opened:
            said = json.loads(opened.read(_LARGEST))
        if said["profilegen"] != "conference" or not re.fullmatch(r"[a-z0-9-]{1,60}", said["event"]):
            return None
        return Mark(said["event"], date.fromisoformat(said["day"]), str(said["school"]), str(said["class"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _event_of(name: str, day: date) -> str:
    """A name of plain letters that no other class of the school has on this day."""
    plain = re.sub(r"[^a-z0-9]+", "-", latin(name)).strip("-")[:_LONGEST].strip("-")
    if plain != name:
        plain = f"{plain or 'class'}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
    return f"{plain}-{day.isoformat()}"
