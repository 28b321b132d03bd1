"""The folder of a conference: a screen for the hall, a table for each family, and the teacher's first page.

The three are apart on purpose. `kiosk` shows what the school may see, and knows of no meeting; each student's folder in
`meetings` is what their own family sees, and knows of no other. Both are built sites like any other: what may no longer
be shown goes out of them with the next build, and with it the pages that were printed (`building/papers.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from profilegen.build import Progress, Summary, build_site
from profilegen.building.locking import Waiting, locked
from profilegen.building.narrowing import take_away
from profilegen.building.papers import CONFERENCE_MARK, FIRST_PAGE, KIOSK_FOLDER, MEETINGS_FOLDER, PRINT_FOLDER
from profilegen.building.site import Site, home_of, site_for
from profilegen.classroom.paper import sheet_of
from profilegen.event.keys import KEYS_FOLDER, event_key
from profilegen.event.place import Mark
from profilegen.loading.student import load_student
from profilegen.model.audience import Audience
from profilegen.model.names import place_in_alphabet
from profilegen.model.occasion import KIOSK, Occasion
from profilegen.model.school import School
from profilegen.model.viewing import view_for
from profilegen.planning.pages import CONFERENCE
from profilegen.printing.saving import save_own
from profilegen.problems import Problem, in_order
from profilegen.publishing.manifest import write_fresh

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
    """The folder of a conference, what it says of itself, who is in it, from A to Z, and what is wrong."""

    folder: Path
    mark: Mark
    school: School
    name: str
    guests: tuple[Guest, ...]
    problems: tuple[Problem, ...]

    @property
    def day(self) -> date:
        """The day of the conference."""
        return self.mark.day

    @property
    def start(self) -> Path:
        """The teacher's first page."""
        return self.folder / FIRST_PAGE

    @property
    def students(self) -> tuple[str, ...]:
        """Who has something to show their family."""
        return tuple(one.student for one in self.guests if one.has_meeting)


def make_folder(
    place: Path,
    mark: Mark,
    school: School,
    students: Sequence[str],
    today: date,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> Afternoon:
    """Builds the hall and the tables of these students in a place that was found to be ours or free.

    Made again, it is the same conference with what has changed since, and what was saved before can still be read.
    """
    home = school.folder
    key = event_key(home, mark.event)
    _keep_from_git(home / KEYS_FOLDER)
    place.mkdir(parents=True, exist_ok=True)
    write_fresh(place / CONFERENCE_MARK, mark.text)

    def built(part: str, audience: Audience, occasion: Occasion) -> Summary:
        target = place / part
        _take_others_out(home, site_for(home, audience, target), students, waiting)
        build = partial(build_site, home, audience, out=target, only=students, occasion=occasion)
        return build(today=today, progress=progress, waiting=waiting)

    kiosk = built(KIOSK_FOLDER, Audience.SCHOOL, KIOSK)
    meetings = built(MEETINGS_FOLDER, Audience.FAMILY, Occasion("meeting", mark.event, key.public))
    problems = dict.fromkeys((*_of_these(kiosk, students), *_of_these(meetings, students)))
    name = school.classes[0].record.name if mark.class_id else school.settings.name
    guests = tuple(_guests(school, students, (kiosk, meetings), today))
    return Afternoon(place, mark, school, name, guests, in_order(problems))


def write_start(afternoon: Afternoon, printed: Sequence[tuple[str, str]]) -> None:
    """The teacher's first page. `printed` are the files to print, with the student whose each is, or ""."""
    names = {one.student: one.name for one in afternoon.guests}
    shown = {"afternoon": afternoon, "names": names, "printed": printed}
    shown |= {"print_folder": PRINT_FOLDER, "kiosk": KIOSK_FOLDER, "meetings": MEETINGS_FOLDER}
    page = sheet_of(SHEETS, afternoon.school.settings.locale, "start.html", **shown)
    save_own(afternoon.start, page, option="--out")


def _keep_from_git(keys: Path) -> None:
    """A school that keeps its folder in Git shall not publish what opens the families' words."""
    ignored = keys / ".gitignore"
    if not ignored.exists():
        write_fresh(ignored, b"*\n")


def _take_others_out(home: Path, site: Site, students: Iterable[str], waiting: Waiting | None) -> None:
    """Whoever was of the class when the folder was made before, and is no more."""
    others = sorted(set(site.student_ids()) - set(students))
    if not others:
        return
    with locked(home_of(home), site, waiting):
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
