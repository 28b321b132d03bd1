"""Running a command as a whole process and measuring it: time, processor time and memory of all that it starts.

Linux only: processor time counts orphans, which are adopted, and memory is read from /proc.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PROC = Path("/proc")
_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of linux/prctl.h
_BETWEEN_SAMPLES = 0.02  # seconds
_LONG_ENOUGH = 10.0  # seconds of runs, after which no further run is started
_LAST_WORDS = 2000  # characters of what a failed command said


class CommandError(Exception):
    """A command ended with an exit code other than 0. The message holds its last words."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds on the clock, processor seconds of all processes, and the bytes that they held at once at most."""

    wall: float
    cpu: float
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, in which folder, where its words go, and what it finds in its environment beside the usual."""

    words: Sequence[str | Path]
    folder: Path
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def started(self) -> subprocess.Popen[bytes]:
        """The command, running."""
        environment = {**os.environ, **self.environment}
        with self.log.open("wb") as log:
            return subprocess.Popen(
                self.words, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def check(self, code: int) -> None:
        """CommandError where the exit code says so."""
        if code:
            said = self.log.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:]
            raise CommandError(f"{' '.join(map(str, self.words))}: exit code {code}\n{said}")


def adopt_orphans() -> None:
    """From now on, what a command leaves running becomes a child of this process, which waits for it."""
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)


def measure(command: Command, prepare: Callable[[], object] = lambda: None, runs: int = 1) -> Measured:
    """The least of so many runs, each after `prepare`; of fewer where they take long. CommandError.

    Memory is that of one run more: sampling it would slow down a run that is timed.
    """
    timed: list[Measured] = []
    while len(timed) < runs and sum(one.wall for one in timed) < _LONG_ENOUGH:
        prepare()
        timed.append(run(command))
    prepare()
    return Measured(min(one.wall for one in timed), min(one.cpu for one in timed), _peak_memory(command))


def run(command: Command) -> Measured:
    """One run, without its memory. CommandError."""
    before = time.perf_counter()
    process = command.started()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    command.check(process.returncode)
    return Measured(wall, usage.ru_utime + usage.ru_stime + _orphans_cpu())


def _orphans_cpu() -> float:
    """Waits for whatever a command left behind, such as Python's resource tracker, and says what it used."""
    seconds = 0.0
    with contextlib.suppress(ChildProcessError):
        while True:
            _, _, usage = os.wait4(-1, 0)
            seconds += usage.ru_utime + usage.ru_stime
    return seconds


def _peak_memory(command: Command) -> int:
    process = command.started()
    peak = 0
    while process.poll() is None:
        peak = max(peak, _together(map(_held_by, _descendants(os.getpid()))))
        time.sleep(_BETWEEN_SAMPLES)
    command.check(process.returncode)
    _orphans_cpu()
    return peak


def _descendants(ancestor: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for pid, parent in _processes():
        children.setdefault(parent, []).append(pid)
    found = [ancestor]
    while found:
        below = children.get(found.pop(), [])
        yield from below
        found += below


def _processes() -> Iterator[tuple[int, int]]:
    """Every process with its parent."""
    for folder in _PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            after_name = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
            yield int(folder.name), int(after_name.split()[1])


def _together(held: Iterable[tuple[int, int]]) -> int:
    """What processes hold together: each its own, and once the program and libraries, which they share.

    Not their PSS, which shrinks where something else on the machine happens to use the same libraries.
    """
    every = [(0, 0), *held]
    return sum(own for own, _ in every) + max(shared for _, shared in every)


def _held_by(pid: int) -> tuple[int, int]:
    """The bytes that a process holds: of its own, and of files such as libraries. Nothing once it has ended."""
    with contextlib.suppress(OSError):
        lines = (_PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii", errors="replace").splitlines()[1:]
        kilobytes = {name: int(amount.split()[0]) for name, _, amount in (line.partition(":") for line in lines)}
        own = kilobytes["Anonymous"]
        return own * 1024, (kilobytes["Rss"] - own) * 1024
    return 0, 0
