"""The story of a conference: everything is asked before anything is written, and one is made at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from profilegen.build import Progress
from profilegen.building.locking import Waiting
from profilegen.building.site import CACHE_FOLDER, home_of
from profilegen.classroom.reading import open_school
from profilegen.event.folder import Afternoon, make_folder, write_start
from profilegen.event.pack import read_pack
from profilegen.event.paper import Printed, Wish, print_all
from profilegen.event.place import mark_for, place_for
from profilegen.problems import UsageError

_PLAIN = Wish()


@dataclass(frozen=True, slots=True)
class Conference:
    """What came of it: the folder, and what lies in it to be printed."""

    afternoon: Afternoon
    printed: Printed


def make_conference(
    folder: Path,
    wish: Wish = _PLAIN,
    *,
    class_name: str = "",
    out: Path | None = None,
    day: date | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
) -> Conference:
    """Makes the folder of a conference of a school, or of one class of it, on this `day`.

    `out` is `_conference/<class>` in the school if left out. UsageError where something asked for cannot be, where
    `out` is somebody else's, or where there is nobody; MissingPartError where there is no browser for PDFs.
    """
    home = home_of(folder)
    if home.lone or home.student:
        hint = "Name the school's folder. One student's screens are in their own site: conference.html."
        raise UsageError("A conference is made for a school, or a class of one.", hint)
    school, students = open_school(home.school, class_name)
    if not students:
        raise UsageError("There is nobody in this class.", "Write its students into the file of the class first.")
    class_id = school.classes[0].id if class_name else ""
    now = today or date.today()
    read_pack(home.school, (), day=day or now, today=now, base_address=wish.address, languages=wish.languages)
    place = place_for(school, class_id, out)
    with _alone(home.school.resolve()):
        mark = mark_for(place, school, class_id, day, now)
        afternoon = make_folder(place, mark, school, students, now, progress, waiting)
        printed = print_all(home.school, afternoon, wish, now, progress)
        write_start(afternoon, printed.files)
    return Conference(afternoon, printed)


@contextmanager
def _alone(school: Path) -> Iterator[None]:
    """Two at once would take each other's families out."""
    cache = school / CACHE_FOLDER
    cache.mkdir(exist_ok=True)
    lock = FileLock(cache / "conference.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise UsageError("A conference of this school is being made just now.", "Try again when it is done.") from None
    try:
        yield
    finally:
        lock.release()
