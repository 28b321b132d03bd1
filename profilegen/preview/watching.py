"""Hints that something in a folder has changed. Whether it really has, and what, the build finds out by itself.

Reading a file makes events too, on Windows even one that says "modified", and one save makes up to eight: so events are
only hints. A hint waits until the others have come, and then counts once.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_QUIET = 0.05  # seconds without a hint, after which all have come
_LONGEST = 1.0  # seconds after which one waits no longer: 500 files are copied in less
_POLLING = 1.0  # seconds between two looks at a drive that tells nothing
_READING = frozenset({"opened", "closed_no_write"})
_OURS = frozenset({"_site", ".profilegen", "__pycache__", ".git"})
_TEMPORARY = (".tmp", ".part", ".swp", ".swx", ".crdownload", "~", ".lock")
_TELL_NOTHING = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "drvfs", "vboxsf", "prl_fs")


class Hints(FileSystemEventHandler):
    """Gathers events, and calls `changed` once when they have come to rest; never twice at a time."""

    def __init__(self, folder: Path, changed: Callable[[], None]) -> None:
        self._folder, self._changed = folder, changed
        self._first = self._last = 0.0
        self._stopped = False
        self._condition = threading.Condition()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Watchdog's hook."""
        if event.event_type in _READING or (event.is_directory and event.event_type == "modified"):
            return  # a folder says so of every file in it, and that file says so too
        if any(self._counts(str(path)) for path in (event.src_path, event.dest_path) if path):
            self.hint()

    def hint(self) -> None:
        """Something may have changed."""
        with self._condition:
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
                elif now - self._last >= _QUIET or now - self._first >= _LONGEST:
                    self._first = 0.0
                    return True
                else:
                    self._condition.wait(_QUIET - (now - self._last))
        return False


def _is_temporary(name: str) -> bool:
    return name.lower().endswith(_TEMPORARY)


@contextmanager
def watched(folder: Path, changed: Callable[[], None], *, polling: bool = False) -> Iterator[bool]:
    """Calls `changed` while the block runs, in a thread of its own, whenever the folder may have changed.

    Gives whether the folder is polled: looked at again and again, since its drive tells of no changes.
    """
    whole = folder.resolve()
    hints = Hints(whole, changed)
    observer, polled = _started(hints, whole, polling or tells_nothing(whole))
    acting = threading.Thread(target=hints.run, daemon=True)
    acting.start()
    try:
        yield polled
    finally:
        hints.stop()
        observer.stop()
        observer.join(timeout=2)
        acting.join(timeout=2)


def _started(hints: Hints, folder: Path, polling: bool) -> tuple[BaseObserver, bool]:
    if not polling:
        observer: BaseObserver = Observer()
        observer.schedule(hints, str(folder), recursive=True)
        try:
            observer.start()
            return observer, False
        except OSError:  # the system watches as many folders already as it can
            pass
    polled = PollingObserver(timeout=_POLLING)
    polled.schedule(hints, str(folder), recursive=True)
    polled.start()
    return polled, True


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
