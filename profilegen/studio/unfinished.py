"""Recordings that are still being made: what a browser has handed over is on the disk, whenever the lid is closed.

A recorder hands over its parts every two seconds. They are written one behind the other into one file below the
student's drafts, which can be played and kept as it is, however short it was cut off. Each part says where it begins:
one that comes twice, or after one that was lost on the way, takes its own place and no other.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock
from starlette.concurrency import run_in_threadpool

from profilegen.model.limits import Limits
from profilegen.problems import ProfilegenError
from profilegen.studio.files import replace_file
from profilegen.studio.keeping import Keeper, NotHereError
from profilegen.studio.sentences import N_, Sentence

Kind = Literal["voice", "film"]

_MEGA = 1_000_000
_MOST = 40  # at once, of one student
_PIECE = 1 << 20
_NAME = re.compile(r"[0-9a-f]{16}\Z")
_KEY = re.compile(r"[a-z0-9-]{0,80}\Z")
_FIELD = re.compile(r"[a-z0-9_.]{0,80}\Z")
_CONTENT, _THROWN = ".part", ".thrown"
_THROWN_FOR = 60 * 60  # seconds in which it can be brought back
_EMPTY_FOR = 24 * 60 * 60  # seconds after which one that nothing was handed over of is none


class NoRoomError(ProfilegenError):
    """More is being recorded than the school allows for one student."""


class NotThereError(ProfilegenError):
    """A part that does not begin where the last one ended. `size` is what is there."""

    def __init__(self, size: int) -> None:
        super().__init__(N_("A part of the recording is missing."), N_("Send it once more."))
        self.size = size


@dataclass(frozen=True, slots=True)
class Asked:
    """What is being recorded, and where: the draft and the record of the form, and the name of its field.

    All three are "" for what is recorded on a page of its own. ValueError for what no form of the studio says.
    """

    kind: Kind
    key: str = ""
    record: str = ""
    field: str = ""

    def __post_init__(self) -> None:
        is_said = all(isinstance(one, str) for one in (self.key, self.record, self.field))
        if self.kind not in ("voice", "film") or not is_said or len(self.record) > 400:
            raise ValueError("not what is recorded here")
        if not _KEY.match(self.key) or not _FIELD.match(self.field):
            raise ValueError("not a field of a form")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A recording that nobody has kept yet: its name, what it is and where it was begun, when, and how large it is."""

    name: str
    asked: Asked
    begun: datetime
    size: int

    @property
    def page(self) -> str:
        """The page on which it was begun, below the student's address; "" where that has no form."""
        if self.asked.record:
            return f"edit/{self.asked.record}"
        return f"new/{self.asked.key.removeprefix('new-')}" if self.asked.key.startswith("new-") else ""


def begin(keeper: Keeper, asked: Asked) -> str:
    """Makes room for a recording; returns its name. NoRoomError, NotHereError for a record that is none, OSError."""
    if asked.record:
        keeper.read(asked.record)
    folder = _folder(keeper)
    with _alone(folder):
        _sweep(folder)
        if _count(folder) >= _MOST:
            for thrown in _thrown(folder)[:1]:
                _forget_thrown(thrown)
        if _count(folder) >= _MOST:
            raise NoRoomError(
                N_("There are very many recordings that you did not finish."), N_("Keep them, or throw them away.")
            )
        name = secrets.token_hex(8)
        said = asdict(asked) | {"begun": datetime.now().isoformat()}
        replace_file(folder / f"{name}.json", json.dumps(said).encode("utf-8"))
    return name


def hand_over(keeper: Keeper, name: str, at: int, part: bytes, limits: Limits) -> int:
    """Puts a part in its place, on the disk when this returns; returns how much there is of the recording now.

    NotHereError where it was kept or thrown away meanwhile, NotThereError, NoRoomError, OSError.
    """
    folder = _folder(keeper)
    with _alone(folder):
        if not _about(folder, name).is_file():
            raise NotHereError(N_("This recording is not here any more."))
        file = folder / f"{name}{_CONTENT}"
        size = file.stat().st_size if file.exists() else 0
        if not 0 <= at <= size:
            raise NotThereError(size)
        _refuse_too_much(folder, at - size + len(part), limits)
        with file.open("r+b" if file.exists() else "xb") as writing:
            writing.seek(at)
            writing.write(part)
            writing.truncate()
            writing.flush()
            os.fsync(writing.fileno())
        return at + len(part)


def _refuse_too_much(folder: Path, more: int, limits: Limits) -> None:
    """All that a student is recording, together, is no more than one recording may be.

    What was thrown away makes room first, the oldest before the others.
    """
    most = limits.recording_megabytes * _MEGA
    for thrown in _thrown(folder):
        if _total(folder) + more > most:
            _forget_thrown(thrown)
    if _total(folder) + more > most:
        raise NoRoomError(
            Sentence("Recordings may have {size} MB.", size=limits.recording_megabytes),
            N_("Keep the ones that you did not finish, or throw them away."),
        )


def unfinished_of(keeper: Keeper) -> tuple[Unfinished, ...]:
    """All of a student's, the newest first."""
    folder = _folder(keeper)
    found = (_one(folder, file.stem) for file in folder.glob("*.json"))
    return tuple(sorted((one for one in found if one), key=lambda one: one.begun, reverse=True))


def unfinished(keeper: Keeper, name: str) -> Unfinished:
    """The one of this name. NotHereError."""
    found = _one(_folder(keeper), name) if _NAME.match(name) else None
    if found is None:
        raise NotHereError(N_("This recording is not here any more."))
    return found


def content_of(keeper: Keeper, name: str) -> Path:
    """What there is of it, as a file. NotHereError."""
    return _folder(keeper) / f"{unfinished(keeper, name).name}{_CONTENT}"


async def pieces_of(file: Path) -> AsyncIterator[bytes]:
    """The content of a file, as it would come from a browser."""
    with file.open("rb") as reading:
        while piece := await run_in_threadpool(reading.read, _PIECE):
            yield piece


def drop(keeper: Keeper, name: str) -> None:
    """Forgets a recording: it was kept, or done again. No error where there is none."""
    if _NAME.match(name):
        folder = _folder(keeper)
        with _alone(folder):
            for ending in (".json", _CONTENT, _THROWN):
                (folder / f"{name}{ending}").unlink(missing_ok=True)


def throw_away(keeper: Keeper, name: str) -> None:
    """Takes it off the list; for an hour it can be brought back. NotHereError, OSError."""
    with _alone(_folder(keeper)):
        content = content_of(keeper, name)
        content.replace(content.with_suffix(_THROWN))
        os.utime(content.with_suffix(_THROWN))


def bring_back(keeper: Keeper, name: str) -> None:
    """Has it on the list again. NotHereError where it is really gone."""
    folder = _folder(keeper)
    thrown = folder / f"{name}{_THROWN}"
    with _alone(folder):
        if not _NAME.match(name) or not thrown.is_file():
            raise NotHereError(N_("This recording is not here any more."))
        thrown.replace(thrown.with_suffix(_CONTENT))


def _folder(keeper: Keeper) -> Path:
    folder = keeper.own / "drafts" / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _alone(folder: Path) -> FileLock:
    return FileLock(folder / "lock")


def _about(folder: Path, name: str) -> Path:
    """NotHereError for what is no name of a recording."""
    if not _NAME.match(name):
        raise NotHereError(N_("This recording is not here any more."))
    return folder / f"{name}.json"


def _one(folder: Path, name: str) -> Unfinished | None:
    """None for one of which nothing is there, and for files that something else wrote."""
    try:
        size = (folder / f"{name}{_CONTENT}").stat().st_size
        said = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        begun = datetime.fromisoformat(said.pop("begun"))
        return Unfinished(name, Asked(**said), begun, size) if size and _NAME.match(name) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _contents(folder: Path) -> Iterator[Path]:
    yield from folder.glob(f"*{_CONTENT}")
    yield from folder.glob(f"*{_THROWN}")


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*.json"))


def _thrown(folder: Path) -> list[Path]:
    """What was thrown away and can still be brought back, the oldest first."""
    return sorted(folder.glob(f"*{_THROWN}"), key=lambda file: file.stat().st_mtime)


def _total(folder: Path) -> int:
    return sum(file.stat().st_size for file in _contents(folder))


def _sweep(folder: Path) -> None:
    """Takes away what was thrown away a while ago, and what nothing was ever handed over of."""
    now = time.time()
    for thrown in folder.glob(f"*{_THROWN}"):
        if now - thrown.stat().st_mtime > _THROWN_FOR:
            _forget_thrown(thrown)
    for about in folder.glob("*.json"):
        is_empty = not any(about.with_suffix(ending).exists() for ending in (_CONTENT, _THROWN))
        if is_empty and now - about.stat().st_mtime > _EMPTY_FOR:
            about.unlink(missing_ok=True)


def _forget_thrown(thrown: Path) -> None:
    thrown.unlink(missing_ok=True)
    thrown.with_suffix(".json").unlink(missing_ok=True)
