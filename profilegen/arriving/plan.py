"""What would be done with a pack, before anything is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from profilegen.arriving.label import Label
from profilegen.arriving.merging import Choice, Fate
from profilegen.arriving.welcoming import Pupil
from profilegen.packing.signing import PublicKey


@dataclass(frozen=True)
class Plan:
    """What would be done, before anything is.

    `home` is the school's folder, or the lone student's. `folder` is the name of the folder of this move, "" where
    nothing is kept of it. `came_before` are files that were taken away here, and come new with another pack. `left` are
    earlier moves that are not kept, each with why. `classmates` are those whom the pack knows by the ids that they have
    here: this school signed it. `is_unfinished`: an unpacking that was stopped before waits to be finished.
    """

    home: Path
    pupil: Pupil
    label: Label
    name: str
    signer: PublicKey | None
    has_unknown_signature: bool
    choices: tuple[Choice, ...] = field(repr=False)
    folder: str = ""
    carried: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    passed_over: tuple[str, ...] = ()
    came_before: tuple[str, ...] = ()
    classmates: frozenset[str] = field(default=frozenset(), repr=False)
    is_lone: bool = False
    is_unfinished: bool = False

    def of(self, fate: Fate) -> tuple[Choice, ...]:
        """The files with this fate."""
        return tuple(one for one in self.choices if one.fate is fate)

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return any(one.fate in (Fate.NEW, Fate.DIFFERS) for one in self.choices)

    @property
    def needs_a_yes(self) -> bool:
        """Whether somebody has to agree: it goes into the folder of a pupil who is here, and nobody whom the school
        trusts signed it; or it is the student's own copy, of which a school has no right to most."""
        is_a_strangers = not self.pupil.is_new and self.signer is None
        return self.changes_something and not self.is_lone and (is_a_strangers or self.label.is_everything)

    @property
    def student_folder(self) -> Path:
        """Where the student's own files are, or will be."""
        return self.home if self.is_lone else self.home / "students" / self.pupil.id
