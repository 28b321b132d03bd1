"""Every state that a record had while somebody worked on it: one step back, and forward again.

States are numbered files in a folder of the record's own. None is changed once it is there, and a step back takes none
away: who goes on from there gets the older state again, as a new one. Only of very many the oldest go.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from profilegen.studio.files import replace_file

_MOST = 300  # states of one record
_LETTERS = 16
_AT = "at"


def version_of(content: bytes) -> str:
    """What tells one state of a file from all others."""
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class State:
    """One state of a record: its number, counted from 1, and the file that holds it."""

    number: int
    file: Path

    @property
    def mark(self) -> str:
        """The beginning of its version."""
        return self.file.name.partition("-")[2]


def private_folder(folder: Path) -> Path:
    """Makes the folder, if it is not there; it and what is written in it from now on are its owner's alone. OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # another owner's, or a disk that knows no rights
        folder.chmod(0o700)
    return folder


class History:
    """The states of one record, in this folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def states(self) -> list[State]:
        """All of them, the oldest first."""
        try:
            files = [file for file in self._folder.iterdir() if file.name.partition("-")[0].isdecimal()]
        except OSError:
            return []
        return sorted((State(int(file.name.partition("-")[0]), file) for file in files), key=lambda one: one.number)

    def note(self, content: bytes) -> State:
        """Takes in what the record is now, unless that is the state one stands at; that is where one stands then."""
        states = self.states()
        here = self._here(states)
        if here and here.mark == _mark(content):
            return here
        if here and here is not states[-1]:  # after steps back: the state that one went back to comes once more
            states.append(self._added(here.file.read_bytes(), states))
        added = self._added(content, states)
        self._stand_at(added)
        self._forget_oldest([*states, added])
        return added

    def step(self, by: int) -> tuple[State, bytes] | None:
        """The state so many steps away, to be put in place before one stands there. None where there is none."""
        states = self.states()
        here = self._here(states)
        if here is None:
            return None
        wanted = states.index(here) + by
        if not 0 <= wanted < len(states):
            return None
        return states[wanted], states[wanted].file.read_bytes()

    def stand_at(self, state: State) -> None:
        """From now on this is where one stands."""
        self._stand_at(state)

    def content_of(self, version: str) -> bytes | None:
        """The state of this version, if it is here."""
        for state in reversed(self.states()):
            if version.startswith(state.mark):
                with contextlib.suppress(OSError):
                    content = state.file.read_bytes()
                    if version_of(content) == version:
                        return content
        return None

    def set_aside(self, where: Path) -> None:
        """Moves all states below another folder, for another record has this one's name now. OSError."""
        if self._folder.is_dir():
            self._folder.replace(private_folder(where) / f"{datetime.now():%Y%m%d-%H%M%S-%f}-{self._folder.name}")

    def can_step(self, by: int) -> bool:
        """Whether there is a state so many steps away."""
        states = self.states()
        here = self._here(states)
        return here is not None and 0 <= states.index(here) + by < len(states)

    def _here(self, states: list[State]) -> State | None:
        with contextlib.suppress(OSError, ValueError):
            number = int((self._folder / _AT).read_text(encoding="ascii"))
            return next((state for state in states if state.number == number), states[-1] if states else None)
        return states[-1] if states else None

    def _added(self, content: bytes, states: list[State]) -> State:
        private_folder(self._folder)
        number = states[-1].number + 1 if states else 1
        state = State(number, self._folder / f"{number:06d}-{_mark(content)}")
        replace_file(state.file, content)
        return state

    def _stand_at(self, state: State) -> None:
        replace_file(self._folder / _AT, str(state.number).encode("ascii"))

    def _forget_oldest(self, states: list[State]) -> None:
        for state in states[:-_MOST]:
            state.file.unlink(missing_ok=True)


def _mark(content: bytes) -> str:
    return version_of(content)[:_LETTERS]
