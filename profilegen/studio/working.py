"""What the studio works on: one school or one student's folder, who may come in, and where each one's things are."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.build import build_site
from profilegen.building.site import CACHE_FOLDER, SITES_FOLDER, Home, home_of
from profilegen.loading.media_files import KnownOriginals
from profilegen.loading.school import load_school
from profilegen.model.audience import Audience
from profilegen.model.limits import Limits
from profilegen.model.names import given_name, place_in_alphabet, surname_initial
from profilegen.model.school import ClassGroup, School, StudentCard
from profilegen.problems import UsageError
from profilegen.starting import new_student
from profilegen.studio.keeping import Keeper, NotHereError
from profilegen.studio.passphrases import Passphrase, Patience

_FRESH = 2.0  # seconds for which what the school says is not read again


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a student's card: the name that they like."""

    id: str
    name: str


class Studio:
    """One folder while people work in it. UsageError where it is no school and no student's folder."""

    def __init__(
        self, folder: Path, *, student: str = "", class_id: str = "", today: date | None = None, is_open: bool = False
    ) -> None:
        self.home: Home = home_of(folder)
        self.own = self.home.school / CACHE_FOLDER / "studio"
        self._refuse_link(self.own)
        self.is_open = is_open  # to the network: everybody needs a passphrase then
        self._class_id, self._today = class_id, today
        self.patience = Patience()
        self.originals = KnownOriginals()  # that were read for the cards
        self.easel = threading.Lock()  # one picture at a time is made smaller, turned or cut: a large one fills memory
        self._lock, self._reading = threading.Lock(), threading.Lock()
        self._known, self._read_at, self._is_old = load_school(self.home.school)[0], time.monotonic(), False
        self._keepers: dict[str, Keeper] = {}
        self.only = self._the_one(student)
        self._refuse_unknown_class()

    def _refuse_link(self, folder: Path) -> None:
        """What the studio keeps lies in the school's own folder, and nowhere else."""
        own = self.home.school.resolve() / CACHE_FOLDER / "studio"
        if folder.resolve() != own / folder.relative_to(self.own):
            raise UsageError(f"{folder} is a link to somewhere else.", "Take the link away, and try again.")

    def _the_one(self, student: str) -> str:
        """The one student whom all of this is about; "" where a card has to be chosen."""
        ids = self.school.student_ids
        one = student or self.home.alone
        if one and one not in ids:
            known = ", ".join(ids[:8]) or "none yet"
            raise UsageError(f"There is no student “{one}” here.", f"The students are: {known}.")
        return one

    def _refuse_unknown_class(self) -> None:
        known = [one.id for one in self.school.classes]
        if self._class_id and self._class_id not in known:
            listed = ", ".join(known) or "none yet"
            raise UsageError(f"There is no class “{self._class_id}” here.", f"The classes are: {listed}.")

    @property
    def today(self) -> date:
        """The day that forms begin with and expiries look at."""
        return self._today or date.today()

    @property
    def school(self) -> School:
        """What the school says; looked at again when that is a little while ago."""
        with self._reading:
            if self._is_old or time.monotonic() - self._read_at > _FRESH:
                self._is_old, self._read_at = False, time.monotonic()  # first: what is saved meanwhile is read again
                self._known = load_school(self.home.school)[0]
            return self._known

    @property
    def limits(self) -> Limits:
        """How large the school lets a file be, as it said when it was last read: nothing is read and none waits."""
        return self._known.limits

    def forget(self) -> None:
        """Has the school read again: something was saved."""
        self._is_old = True

    @property
    def title(self) -> str:
        """The school's name, or the class's."""
        group = next((one for one in self.school.classes if one.id == self._class_id), None)
        return group.record.name if group else self.school.settings.name

    @property
    def students(self) -> tuple[str, ...]:
        """Who may be chosen: the one student, the class, or everybody."""
        school = self.school
        if self.only:
            return (self.only,)
        group = next((one for one in school.classes if one.id == self._class_id), None)
        return tuple(group.record.students) if group else tuple(school.student_ids)

    @property
    def passphrase_is_asked(self) -> bool:
        """Whether the one student whom all of this is about has set a passphrase."""
        return bool(self.only) and self.passphrase(self.only).is_set

    def cards(self) -> tuple[Card, ...]:
        """Their cards, by name."""
        cards = self.school.cards
        found = [cards[student] for student in self.students if student in cards]
        names = [_called(card) for card in found]
        made = (
            Card(card.id, f"{name} {surname_initial(card.name)}".strip() if names.count(name) > 1 else name)
            for card, name in zip(found, names, strict=True)
        )
        return tuple(sorted(made, key=lambda card: (place_in_alphabet(card.name), card.id)))

    def card(self, student: str) -> Card:
        """One card; with the id for a name where the profile cannot be read."""
        known = self.school.cards.get(student)
        return Card(student, _called(known) if known else student)

    @property
    def classes(self) -> tuple[ClassGroup, ...]:
        """The classes that a new card can go into: the one that all of this is about, or every one."""
        return tuple(one for one in self.school.classes if self._class_id in ("", one.id))

    def begin(self, name: str, class_id: str = "") -> str:
        """Makes a new student's folder and returns the id. StartingError, NotHereError."""
        group = self._class_id or class_id
        if group and group not in [one.id for one in self.classes]:
            raise NotHereError("There is no such class here.")
        made = new_student(self.home.school, name, class_id=group or None)
        self.forget()
        return made.name

    def keeper(self, student: str) -> Keeper:
        """Who keeps this student's folder. NotHereError for somebody who is not to be chosen here."""
        if student not in self.students:
            raise NotHereError("There is nobody of this name here.")
        self._refuse_link(self.own / student)
        with self._lock:
            if student not in self._keepers:
                self._keepers[student] = Keeper(self.home.school, self.home.student_folder(student), student)
            return self._keepers[student]

    def site(self, student: str, audience: Audience) -> Path | None:
        """This student's own site for an audience, as their folder is now; None where this audience sees nothing.

        ProfilegenError where it cannot be built.
        """
        summary = build_site(self.keeper(student).folder, audience, today=self._today)
        return summary.site.folder if summary.site and summary.first_page else None

    def built_site(self, student: str, audience: Audience) -> Path:
        """Where that site is."""
        return self.keeper(student).folder / SITES_FOLDER / audience.word

    def school_passphrase(self) -> Passphrase:
        """What a teacher is asked for."""
        return Passphrase(self.own / "passphrase")

    def passphrase(self, student: str) -> Passphrase:
        """What this student is asked for."""
        return Passphrase(self.own / self.keeper(student).student / "passphrase")


def _called(card: StudentCard) -> str:
    return card.known_as or given_name(card.name)
