"""Hints that something in a folder has changed. Whether it really has, and what, the build finds out by itself.

Reading a file makes events too, on Windows even one that says "modified", and one save makes up to eight: so events are
only hints. A hint waits until the others have come, and then counts once.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_QUIET = 0.05  # seconds without a hint, after which all have come
_QUIET_OF_ONE = 0.015  # the same while all of them were of one file: somebody saves, and looks at the screen
_LONGEST = 1.0  # seconds after which one waits no longer: 500 files are copied in less
_POLLING = 1.0  # seconds between two looks at a drive that tells nothing
_READING = frozenset({"opened", "closed_no_write"})
_WRITING: list[type[FileSystemEvent]] = [  # asked for no more than these, the system does not tell of each file read
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
_OURS = frozenset({"_site", ".profilegen", "__pycache__", ".git"})
_TEMPORARY = (".tmp", ".part", ".swp", ".swx", ".crdownload", "~", ".lock")
_TELL_NOTHING = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "drvfs", "vboxsf", "prl_fs")


class Hints(FileSystemEventHandler):
    """Gathers events, and calls `changed` once when they have come to rest; never twice at a time."""

    def __init__(self, folder: Path, changed: Callable[[], None]) -> None:
        self._folder, self._changed = folder, changed
        self._first = self._last = 0.0
        self._of: set[str] = set()
        self._stopped = False
        self._condition = threading.Condition()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Watchdog's hook."""
        if event.event_type in _READING or (event.is_directory and event.event_type == "modified"):
            return  # a folder says so of every file in it, and that file says so too
        if counting := [str(path) for path in (event.src_path, event.dest_path) if path and self._counts(str(path))]:
            self.hint(*counting)

    def hint(self, *paths: str) -> None:
        """Something may have changed, at these paths as far as it is known."""
        with self._condition:
            self._of.update(paths)
            self._last = time.monotonic()
            self._first = self._first or self._last
            self._condition.notify()

    def stop(self) -> None:
        """Ends `run`."""
        with self._condition:
            self._stopped = True
            self._condition.notify()

    def run(self) -> None:
        """Waits for hints and acts on them, until it is stopped."""
        while self._comes_to_rest():
            self._changed()

    def _counts(self, path: str) -> bool:
        """Whether a change of this path could change a site: not what builds and editors write for themselves."""
        try:
            parts = Path(path).relative_to(self._folder).parts
        except ValueError:
            return False
        if not parts:
            return False
        return not _OURS.intersection(parts) and not parts[-1].startswith((".#", "#")) and not _is_temporary(parts[-1])

    def _comes_to_rest(self) -> bool:
        """True when there were hints and no more come; False when it is over."""
        with self._condition:
            while not self._stopped:
                now = time.monotonic()
                if not self._first:
                    self._condition.wait()
                elif now - self._last >= self._quiet or now - self._first >= _LONGEST:
                    self._first = 0.0
                    self._of.clear()
                    return True
                else:
                    self._condition.wait(self._quiet - (now - self._last))
        return False

    @property
    def _quiet(self) -> float:
        return _QUIET_OF_ONE if len(self._of) == 1 else _QUIET


def _is_temporary(name: str) -> bool:
    return name.lower().endswith(_TEMPORARY)


class Watch:
    """Watches a folder, without those folders in it that builds write: their events would slow the very build down."""

    def __init__(self, hints: Hints, folder: Path) -> None:
        self.polled = False
        self._hints, self._folder = hints, folder
        self._observer: BaseObserver = Observer()
        self._followed: set[Path] = set()

    def start(self, polling: bool) -> None:
        """Begins; a drive that tells of no changes is polled, and so is a system that watches all it can already."""
        if not polling:
            try:
                self._schedule()
                self._observer.start()
                return
            except OSError:
                self._observer.unschedule_all()
        self.polled = True
        self._observer = PollingObserver(timeout=_POLLING)
        self._schedule()
        self._observer.start()

    def stop(self) -> None:
        """Ends."""
        self._observer.stop()
        self._observer.join(timeout=2)

    def follow_new(self) -> None:
        """Watches folders too that have come since."""
        for inner in self._folder.iterdir():
            if inner.is_dir() and inner.name not in _OURS and inner not in self._followed:
                with contextlib.suppress(OSError):  # gone again already
                    self._observer.schedule(self._hints, str(inner), recursive=True, event_filter=_WRITING)
                    self._followed.add(inner)
        self._followed = {inner for inner in self._followed if inner.is_dir()}

    def _schedule(self) -> None:
        self._followed = set()
        self._observer.schedule(self._hints, str(self._folder), recursive=False, event_filter=_WRITING)
        self.follow_new()


@contextmanager
def watched(folder: Path, changed: Callable[[], None], *, polling: bool = False) -> Iterator[bool]:
    """Calls `changed` while the block runs, in a thread of its own, whenever the folder may have changed.

    Gives whether the folder is polled: looked at again and again, since its drive tells of no changes.
    """
    whole = folder.resolve()

    def act() -> None:
        watch.follow_new()
        changed()

    hints = Hints(whole, act)
    watch = Watch(hints, whole)
    watch.start(polling or tells_nothing(whole))
    acting = threading.Thread(target=hints.run, daemon=True)
    acting.start()
    try:
        yield watch.polled
    finally:
        hints.stop()
        watch.stop()
        acting.join(timeout=2)


def tells_nothing(folder: Path) -> bool:
    """Whether the folder lies on a drive of another machine, as far as this system says so: such tell of no changes."""
    if sys.platform == "win32":
        return str(folder).startswith("\\\\")
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    places = [line.split(" ")[1:3] for line in mounts.splitlines() if line.count(" ") > 1]
    around = [(place, kind) for place, kind in places if folder.is_relative_to(place.replace("\\040", " "))]
    _, kind = max(around, key=lambda one: len(one[0]), default=("", ""))
    return kind.startswith(_TELL_NOTHING)
