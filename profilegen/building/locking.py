"""One build of a folder at a time: two at once would undo each other's work. The second is told who is first."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from profilegen.building.site import CACHE_FOLDER, Home, Site
from profilegen.opening import open_plainly
from profilegen.problems import ProfilegenError
from profilegen.publishing.manifest import write_fresh

Waiting = Callable[[str], None]
"""Called with a sentence that says who holds the lock, once, before the wait."""

_LOCK, _HOLDER = "lock", "lock-holder.json"


@contextmanager
def locked(home: Home, site: Site, waiting: Waiting | None = None) -> Iterator[None]:
    """Holds the folder that is built, and its school: the sites of both may be written.

    ProfilegenError where the folder cannot be written at all.
    """
    _make(site.cache)
    around = home.school.resolve() / CACHE_FOLDER
    with ExitStack() as held:
        if home.student and around != site.cache:
            with contextlib.suppress(OSError, ProfilegenError):  # a school that may not be written is not building
                around.mkdir(exist_ok=True)
                held.enter_context(_held(around, waiting))
        held.enter_context(_held(site.cache, waiting))
        yield


def _make(cache: Path) -> None:
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(cache, error) from None


def _cannot_write(cache: Path, error: OSError) -> ProfilegenError:
    if isinstance(error, FileExistsError):
        return ProfilegenError(f"{cache} is a file, where profilegen needs a folder.", "Take it away, or rename it.")
    return ProfilegenError(
        f"profilegen cannot write in {cache.parent}: {error.strerror or error}.",
        "Copy the folder to a place that you may write to, and work there.",
    )


@contextmanager
def _held(cache: Path, waiting: Waiting | None) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(cache / _LOCK)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting is not None:
                waiting(_who(cache))
            lock.acquire()
    except OSError as error:
        raise _cannot_write(cache, error) from None
    try:
        _sign(cache)
        yield
    finally:
        with contextlib.suppress(OSError):
            (cache / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _sign(cache: Path) -> None:
    """Says who holds the lock; only ever read while it is held."""
    since = datetime.now().strftime("%H:%M:%S")
    holder = {"process": os.getpid(), "machine": socket.gethostname(), "since": since}
    with contextlib.suppress(OSError):
        write_fresh(cache / _HOLDER, f"{json.dumps(holder)}\n".encode())


def _who(cache: Path) -> str:
    try:
        with open_plainly(cache / _HOLDER) as opened:
            holder = json.loads(opened.read())
        who = f"process {holder['process']:d} on {holder['machine']}, since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        who = "another process"
    return f"Another build of {cache.parent} is running ({who}). This one begins when it has ended."
