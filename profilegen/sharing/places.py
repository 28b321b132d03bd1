"""Where what is shared lies, and where its slips do: apart from each other, and never among what people write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from profilegen.building.site import SHARED_FOLDER, SHOWCASES_FOLDER, SLIPS_FOLDER
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from profilegen.sharing.placing import is_our_file

LOCKED_FOLDER = "locked-profile"
"""What the folder is called, whoever it is of."""

SOURCES = frozenset(
    [
        *("students", "classes", "frameworks", "themes", "crosswalks", "arrivals", "arrived", ".profilegen"),
        *("reflections", "testimonials", "achievements", "showcases", "conferences", "statements", "reports", "media"),
    ]
)
"""Folders of a school or of a lone student in which people write, and nothing is put by us."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything goes for the students of one home. `out` and `chosen_slips` are what somebody asked for.

    `showcase` is the one showcase that is shared alone; it never lies where a whole profile does.
    """

    home: Path
    out: Path | None
    chosen_slips: Path | None
    audience: Audience
    showcase: str = ""

    @property
    def shared(self) -> Path:
        """The folder of all that is shared."""
        return self.out or self.home / SHARED_FOLDER

    @property
    def open(self) -> Path:
        """The zips that are not locked."""
        return self.shared / (SHOWCASES_FOLDER if self.showcase else self.audience.word)

    @property
    def locked(self) -> Path:
        """Apart from what is open, so that nobody hands over the wrong one."""
        return self.shared / f"{self.open.name}-locked"

    def own(self, around: Path, student: str) -> Path:
        """The folder in `around` of what is shared of this student."""
        return around / student / self.showcase if self.showcase else around / student

    def slip_of(self, student: str) -> Path:
        """The sheet with the passphrases of this student. No id holds a full stop, so it is never another's."""
        named = f"{student}.{self.showcase}" if self.showcase else student
        return self.slips / f"{named}-{self.audience.word}.html"

    @property
    def slips(self) -> Path:
        """The folder of the sheets with the passphrases."""
        return self.chosen_slips or self.home / SLIPS_FOLDER

    def refuse_what_cannot_be(self, *, locks: bool) -> None:
        """UsageError for a place among what people write, and for slips that would lie with what they unlock."""
        self._refuse_sources(self.shared, "--out")
        if locks:
            self._refuse_sources(self.slips, "--slips")
            self._refuse_slips_beside()

    def copies_of(self, student: str) -> tuple[Path, ...]:
        """What was shared of a student, for this audience or a wider one, and still lies here."""
        wider = (replace(self, audience=one) for one in Audience if one >= self.audience)
        return tuple(copy for places in wider for copy in places._copies_of(student))

    def _copies_of(self, student: str) -> Iterator[Path]:
        for folder in (self.own(self.open, student), self.own(self.locked, student)):
            yield from (file for file in sorted(folder.glob("*.zip")) if is_our_file(file))
        locked = self.own(self.locked, student) / LOCKED_FOLDER
        if is_our_file(locked / "index.html"):
            yield locked

    def _refuse_sources(self, folder: Path, option: str) -> None:
        wanted, home = folder.resolve(), self.home.resolve()
        if not wanted.is_relative_to(home):
            return
        parts = wanted.relative_to(home).parts
        if not parts or parts[0].casefold() in SOURCES:  # `Students` is the same folder on Windows and macOS
            raise UsageError(
                f"{folder} lies among the files that people write, and what is shared must not.",
                f"Choose a folder outside with {option}.",
            )

    def _refuse_slips_beside(self) -> None:
        """A key does not lie in the lock: whoever copies the shared folder would copy the passphrases too."""
        if self.slips.resolve().is_relative_to(self.shared.resolve()):
            told = f"The slips would lie in {self.shared}, with what they unlock."
            raise UsageError(told, "Choose another folder for them with --slips.")
