"""The story of a conference's folder: a screen for the hall, a table for each family, and the teacher's first page.

The three are apart on purpose. `kiosk` shows what the school may see, and knows of no meeting; each student's folder in
`meetings` is what their own family sees, and knows of no other. Both are built sites like any other: what may no longer
be shown goes out of them with the next build.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from profilegen.build import Progress, Summary, build_site
from profilegen.building.locking import Waiting, locked
from profilegen.building.narrowing import take_away
from profilegen.building.site import CONFERENCE_FOLDER, Site, home_of, site_for
from profilegen.classroom.paper import save_sheet, sheet_of
from profilegen.classroom.reading import open_school
from profilegen.event.keys import event_key
from profilegen.loading.student import load_student
from profilegen.model.addresses import slug_of
from profilegen.model.audience import Audience
from profilegen.model.names import place_in_alphabet
from profilegen.model.occasion import KIOSK, Occasion
from profilegen.model.school import School
from profilegen.model.viewing import view_for
from profilegen.planning.pages import CONFERENCE
from profilegen.problems import Problem, UsageError, in_order
from profilegen.publishing.manifest import write_fresh

START, MARK = "start-here.html", "conference.json"
KIOSK_FOLDER, MEETINGS_FOLDER, PRINT_FOLDER = "kiosk", "meetings", "print"
SHEETS = Path(__file__).parent / "sheets"


@dataclass(frozen=True, slots=True)
class Guest:
    """A student of the conference, as the teacher's first page names them."""

    student: str
    name: str
    has_meeting: bool
    is_in_kiosk: bool
    has_planned: bool

    @property
    def address(self) -> str:
        """Their first screen, from the teacher's first page."""
        return f"{MEETINGS_FOLDER}/students/{self.student}/{CONFERENCE}"


@dataclass(frozen=True, slots=True)
class Afternoon:
    """The folder of a conference, who is in it, from A to Z, and what is wrong."""

    folder: Path
    event: str
    day: date
    school: School
    name: str
    guests: tuple[Guest, ...]
    problems: tuple[Problem, ...]

    @property
    def start(self) -> Path:
        """The teacher's first page."""
        return self.folder / START

    @property
    def students(self) -> tuple[str, ...]:
        """Who has something to show their family."""
        return tuple(one.student for one in self.guests if one.has_meeting)


def make_conference(
    folder: Path,
    *,
    class_name: str = "",
    out: Path | None = None,
    day: date | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> Afternoon:
    """Makes the folder of a conference of a school, or of one class of it, on this `day`.

    `out` is `_conference/<class>` in the school if left out. Made again, it is the same conference with what has
    changed since, and what was saved before can still be read. UsageError where `out` is somebody else's, or the folder
    is no school.
    """
    home = home_of(folder)
    if home.lone or home.student:
        hint = "Name the school's folder. One student's screens are in their own site: conference.html."
        raise UsageError("A conference is made for a school, or a class of one.", hint)
    school, students = open_school(folder, class_name)
    name = school.classes[0].record.name if class_name else school.settings.name
    word = _slug(school.classes[0].id if class_name else name)
    place = (out or home.school / CONFERENCE_FOLDER / word).resolve()
    today = today or date.today()
    event, day = _event(place, word, day or today, is_asked=day is not None)
    key = event_key(home.school, event)
    place.mkdir(parents=True, exist_ok=True)
    write_fresh(place / MARK, _marked(event, day))

    def built(part: str, audience: Audience, occasion: Occasion) -> Summary:
        target = place / part
        _take_others_out(school, site_for(folder, audience, target), students, waiting)
        build = partial(build_site, folder, audience, out=target, only=students, occasion=occasion)
        return build(today=today, progress=progress, waiting=waiting)

    kiosk = built(KIOSK_FOLDER, Audience.SCHOOL, KIOSK)
    meetings = built(MEETINGS_FOLDER, Audience.FAMILY, Occasion("meeting", event, key.public))
    problems = dict.fromkeys((*_of_these(kiosk, students), *_of_these(meetings, students)))
    guests = tuple(_guests(school, students, (kiosk, meetings), today))
    return Afternoon(place, event, day, school, name, guests, in_order(problems))


def write_start(afternoon: Afternoon, printed: Sequence[tuple[str, str]]) -> None:
    """The teacher's first page. `printed` are the files to print, with the student whose each is, or ""."""
    names = {one.student: one.name for one in afternoon.guests}
    shown = {"afternoon": afternoon, "names": names, "printed": printed}
    shown |= {"print_folder": PRINT_FOLDER, "kiosk": KIOSK_FOLDER}
    save_sheet(afternoon.start, sheet_of(SHEETS, afternoon.school.settings.locale, "start.html", **shown))


def _slug(name: str) -> str:
    return slug_of(name)[:40].strip("-") or "class"


def _event(place: Path, name: str, day: date, *, is_asked: bool) -> tuple[str, date]:
    """The conference that this folder is of, unless another day is asked for. UsageError where it is not ours."""
    if not place.is_dir():
        if place.exists() or place.is_symlink():
            raise _not_ours(place)
        return f"{name}-{day.isoformat()}", day
    if all(one.name.startswith(".") for one in place.iterdir()):
        return f"{name}-{day.isoformat()}", day
    known = _read_mark(place / MARK)
    if known is None:
        raise _not_ours(place)
    event, before = known
    return (event, before) if not is_asked or day == before else (f"{name}-{day.isoformat()}", day)


def _marked(event: str, day: date) -> bytes:
    return f"{json.dumps({'profilegen': 'conference', 'event': event, 'day': day.isoformat()})}\n".encode()


def _read_mark(file: Path) -> tuple[str, date] | None:
    try:
        said = json.loads(file.read_bytes()[:4096])
        is_one = said["profilegen"] == "conference" and slug_of(said["event"]) == said["event"]
        return (said["event"], date.fromisoformat(said["day"])) if is_one else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _not_ours(place: Path) -> UsageError:
    return UsageError(
        f"{place} holds something that is no conference of profilegen's.", "Choose an empty or a new folder with --out."
    )


def _take_others_out(school: School, site: Site, students: Iterable[str], waiting: Waiting | None) -> None:
    """Whoever was of the class when the folder was made before, and is no more."""
    others = sorted(set(site.student_ids()) - set(students))
    if not others:
        return
    with locked(home_of(school.folder), site, waiting):
        for student in others:
            take_away(site, student)


def _of_these(made: Summary, students: Sequence[str]) -> Iterable[Problem]:
    """What concerns somebody of the conference, or everybody."""
    return (one for one in made.problems if not one.student or one.student in students)


def _guests(school: School, students: Sequence[str], made: Sequence[Summary], today: date) -> Iterable[Guest]:
    kiosk, meetings = (frozenset(one.site.student_ids() if one.site else ()) for one in made)
    found = []
    for student_id in students:
        student, _ = load_student(school, student_id)
        view = view_for(student, school, Audience.TEACHERS, today) if student else None
        card = school.cards.get(student_id)
        name = view.first_name if view else (card.name if card else student_id)
        planned = bool(student and student.conferences)
        found.append(Guest(student_id, name, student_id in meetings, student_id in kiosk, planned))
    twice = {name for name, number in Counter(one.name for one in found).items() if number > 1}
    told = (replace(one, name=school.cards[one.student].name) if one.name in twice else one for one in found)
    return sorted(told, key=lambda one: (place_in_alphabet(one.name), one.student))
