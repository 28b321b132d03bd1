"""Students whose recordings or documents are still to be converted: the others do not wait for them.

Conversions run in processes of their own, as a decoder that fails on a stranger's file must not take the build along.
What is converted is kept at once, so that a build which is stopped goes on where it was.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from profilegen.building.student import build_student
from profilegen.building.work import Outcome, Work
from profilegen.building.workers import build_students, deaf, end_with_the_build, pool_of
from profilegen.media.converting import Conversion, convert
from profilegen.media.refusals import MediaError

if TYPE_CHECKING:  # most builds convert nothing
    from concurrent.futures import Executor, Future

_MOST_MEMORY = 8 << 30  # bytes of addresses, of which a film of 4K uses about a tenth

Told = Callable[[str], None]
"""Called with the name of what is being converted, and waited for."""


def build_and_convert(
    student_ids: Sequence[str], work: Work, jobs: int, executor: Executor | None, told: Told | None = None
) -> Iterator[Outcome]:
    """Builds every student: at once whoever needs no conversion, the others as soon as their own are done."""
    with ExitStack() as open_until_the_end:
        converter = _Converter(open_until_the_end, jobs, executor)
        waiting: dict[str, tuple[Conversion, ...]] = {}
        for outcome in build_students(student_ids, work, jobs, executor):
            if outcome.waits_for:
                waiting[outcome.student] = outcome.waits_for
                converter.add(outcome.waits_for)
            else:
                yield outcome
        yield from _as_they_are_ready(waiting, converter, work, told)


def _as_they_are_ready(
    waiting: dict[str, tuple[Conversion, ...]], converter: _Converter, work: Work, told: Told | None
) -> Iterator[Outcome]:
    last = replace(work, waits=False)
    while waiting:
        if open_ones := converter.open:
            if told is not None:
                told(open_ones[0].name)
            converter.wait()
        ready = [student for student, conversions in waiting.items() if converter.has_done(conversions)]
        for student in ready:
            del waiting[student]
            yield build_student(student, replace(last, failed=converter.failed))


class _Converter:
    """Conversions under way. Its processes are started with the first one."""

    def __init__(self, open_until_the_end: ExitStack, jobs: int, executor: Executor | None) -> None:
        self._stack, self._jobs, self._executor = open_until_the_end, jobs, executor
        self._lent = executor is not None
        self._futures: dict[Future[MediaError | None], Conversion] = {}
        self._known: set[str] = set()
        self._done: set[str] = set()
        self.failed: dict[str, MediaError] = {}

    @property
    def open(self) -> tuple[Conversion, ...]:
        """What is not done yet, what was asked for first before the rest."""
        return tuple(self._futures.values())

    def has_done(self, conversions: Sequence[Conversion]) -> bool:
        """Whether all of these are done, well or not."""
        return all(one.key in self._done for one in conversions)

    def add(self, conversions: Sequence[Conversion]) -> None:
        """Begins those that nobody else has asked for."""
        for one in conversions:
            if one.key not in self._known:
                self._known.add(one.key)
                self._begin(one)

    def _begin(self, one: Conversion) -> None:
        from concurrent.futures import BrokenExecutor, Future

        if self._executor is None:
            self._executor = self._stack.enter_context(pool_of(self._jobs, _prepare))
        try:
            with deaf():
                future = self._executor.submit(convert if self._lent else _convert_here, one)
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        self._futures[future] = one

    def wait(self) -> None:
        """Until at least one more is done."""
        from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait

        done, _ = wait(self._futures, return_when=FIRST_COMPLETED)
        lost = []
        for future in done:
            one = self._futures.pop(future)
            try:
                self._note(one, future.result())
            except BrokenExecutor:
                lost.append(one)
            except OSError as error:
                self._note(one, _not_kept(error))
        if lost:
            self._alone([*lost, *self._futures.values()])

    def _note(self, one: Conversion, error: MediaError | None) -> None:
        self._done.add(one.key)
        if error is not None:
            self.failed[one.key] = error

    def _alone(self, lost: list[Conversion]) -> None:
        """A process has died and took its pool along: each once more in one of its own, so that it is known which."""
        from concurrent.futures import BrokenExecutor

        self._futures.clear()
        while lost:
            with pool_of(1, _prepare) as pool:
                while lost:
                    one = lost.pop(0)
                    try:
                        with deaf():
                            future = pool.submit(_convert_here, one)
                        self._note(one, future.result())
                    except BrokenExecutor:
                        self._note(one, _stopped(one))
                        break
                    except OSError as error:
                        self._note(one, _not_kept(error))
        self._executor = None


def _prepare() -> None:
    """What a process that reads strangers' files may use, where the system can say so: Windows cannot."""
    end_with_the_build()
    try:
        import resource
    except ImportError:
        return
    with suppress(OSError, ValueError):  # macOS takes no limit of this kind
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _convert_here(one: Conversion) -> MediaError | None:
    """Converts in this process, which ends where that takes too long: no decoder can be stopped in any other way."""
    from threading import Timer

    watch = Timer(one.limits.conversion_minutes * 60, os.kill, (os.getpid(), signal.SIGTERM))
    watch.daemon = True
    watch.start()
    try:
        return convert(one)
    finally:
        watch.cancel()


def _stopped(one: Conversion) -> MediaError:
    minutes = one.limits.conversion_minutes
    return MediaError(
        f"Converting it was stopped twice: by hand, for want of memory, or as it took longer than {minutes} minutes.",
        "Close other programs and build again, or save a shorter or smaller copy. A school that has the time may write "
        f"limits: {{conversion_minutes: {minutes * 2}}} in school.yaml.",
    )


def _not_kept(error: OSError) -> MediaError:
    reason = f"What was converted could not be kept: {error.strerror or error}."
    return MediaError(reason, "Is the disk full, or the folder write-protected? Mend that and build again.")
