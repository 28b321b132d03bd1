"""One student's pack before it is written: every file that goes along, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from profilegen.baring.bare import as_it_is
from profilegen.loading.student import student_folder
from profilegen.model.carrying import Carried
from profilegen.model.names import given_name, without_surname
from profilegen.model.school import School, Student
from profilegen.packing.around import around, frameworks_of
from profilegen.packing.arrivals import arrivals
from profilegen.packing.describing import About, description
from profilegen.packing.first_page import first_page
from profilegen.packing.formats import SITE
from profilegen.packing.gathering import gather
from profilegen.packing.identifiers import identifier_of
from profilegen.packing.payload import Piece, Withheld
from profilegen.sharing.preparing import Prepared
from profilegen.sharing.travelling import plain_name


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes into a pack, sorted by path; `top` is the one folder in the zip."""

    top: str
    pieces: tuple[Piece, ...]
    withheld: tuple[Withheld, ...]
    about: About


@dataclass(frozen=True, slots=True)
class Job:
    """One student, on one day, as it was wished."""

    school: School
    student: Student
    chosen: Carried
    prepared: Prepared | None
    day: date
    everything: bool = False
    originals: bool = False

    @property
    def first_name(self) -> str:
        """What the family calls the student."""
        if self.prepared:
            return self.prepared.first_name
        name = self.student.profile.record.name
        return given_name(without_surname(self.student.profile.record.known_as or name, name))

    @property
    def top(self) -> str:
        """The one folder in the zip."""
        return f"{plain_name(self.first_name)}-pack"

    def parcel(self, home: Path) -> Parcel:
        """All that goes into the pack, sorted by path. OSError where a file cannot be read."""
        folder = student_folder(self.school, self.student.id)
        found = gather(folder, self.chosen, everything=self.everything, originals=self.originals)
        before = arrivals(self.school.arrivals_folder(self.student.id), folder.path, found.pieces)
        pieces = [*found.pieces, *before, *around(self.student, self.school, self.chosen, self.day), *self._site()]
        about = self._about(identifier_of(home, self.student.id))
        pieces.append(first_page(about, pieces, found.withheld))
        pieces.append(description(about, pieces, found.withheld))
        return Parcel(self.top, tuple(sorted(pieces, key=lambda one: one.path)), found.withheld, about)

    def _site(self) -> Iterator[Piece]:
        for member in self.prepared.members if self.prepared else ():
            yield Piece(f"{SITE}{member.path}", "site", as_it_is(member.source))

    def _about(self, identifier: str) -> About:
        profile, settings = self.student.profile, self.school.settings
        lang = profile.record.lang or settings.locale
        return About(
            identifier=identifier,
            student=self.student.id,
            first_name=self.first_name,
            school=settings.name,
            lang=lang,
            languages=tuple(sorted({lang, *profile.translations})),
            frameworks=frameworks_of(self.school, self.chosen),
            day=self.day,
            everything=self.everything,
            originals=self.originals,
            has_site=self.prepared is not None,
        )
