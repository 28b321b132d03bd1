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
from profilegen.media.converting import Conversion, check_overtime, convert, remember_overtime
from profilegen.media.refusals import MediaError, PassingError

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
        waiting: dict[str, Outcome] = {}
        for outcome in build_students(student_ids, work, jobs, executor):
            if outcome.waits_for:
                waiting[outcome.student] = outcome
                converter.add(outcome.waits_for)
            else:
                yield outcome
        yield from _as_they_are_ready(waiting, converter, work, told)


def _as_they_are_ready(
    waiting: dict[str, Outcome], converter: _Converter, work: Work, told: Told | None
) -> Iterator[Outcome]:
    last = replace(work, waits=False)
    while waiting:
        if open_ones := converter.open:
            if told is not None:
                told(open_ones[0].name)
            converter.wait()
        for before in [one for one in waiting.values() if converter.has_done(one.waits_for)]:
            del waiting[before.student]
            outcome = build_student(before.student, replace(last, failed=converter.failed))
            yield replace(outcome, taken_out=tuple(dict.fromkeys((*before.taken_out, *outcome.taken_out))))


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
        one.store.clear_unfinished(one.sha256)  # what a build that was stopped left of it
        try:
            with deaf():
                future = self._executor.submit(convert if self._lent else _convert_here, one)
        except BrokenExecutor as error:
            future = Future()
            future.set_exception(error)
        self._futures[future] = one

    def wait(self) -> None:
        """Until at least one more is done. What a process took along with it is done once more, by itself."""
        from concurrent.futures import FIRST_COMPLETED, wait

        done, _ = wait(self._futures, timeout=self._patience, return_when=FIRST_COMPLETED)
        lost = []
        for future in done or tuple(self._futures):  # a lent executor that gives no sign has lost them all
            one = self._futures.pop(future)
            try:
                self._note(one, future.result(timeout=0))
            except OSError as error:  # TimeoutError is one too
                self._note(one, _not_kept(error)) if future.done() else lost.append(one)
            except Exception:  # a process that died, a worker that left: each executor has errors of its own
                lost.append(one)
        for one in lost:
            self._note(one, convert_alone(one))

    @property
    def _patience(self) -> float | None:
        """How long a lent executor may give no sign, in seconds. Our own processes end by themselves."""
        if not self._lent:
            return None
        return 60.0 + 60 * max(one.limits.conversion_minutes for one in self._futures.values())

    def _note(self, one: Conversion, error: MediaError | None) -> None:
        self._done.add(one.key)
        if error is not None:
            self.failed[one.key] = error


def convert_alone(one: Conversion) -> MediaError | None:
    """Converts in a process of its own, so that it is known which file brings a process down. Returns why it failed."""
    try:
        check_overtime(one)
        with pool_of(1, _prepare) as pool:
            with deaf():
                future = pool.submit(_convert_here, one)
            return future.result()
    except MediaError as error:
        return error
    except OSError as error:
        return _not_kept(error)
    except Exception:  # it has died once more
        try:
            check_overtime(one)
        except MediaError as error:
            return error
        return _stopped()


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

    watch = Timer(one.limits.conversion_minutes * 60, _end_for_overtime, (one,))
    watch.daemon = True
    watch.start()
    try:
        return convert(one)
    finally:
        watch.cancel()


def _end_for_overtime(one: Conversion) -> None:
    with suppress(OSError):
        remember_overtime(one)
    os.kill(os.getpid(), signal.SIGTERM)


def _stopped() -> MediaError:
    return PassingError(
        "Converting it was stopped twice, by hand or for want of memory.",
        "Close other programs and build again, or save a smaller copy of it.",
    )


def _not_kept(error: OSError) -> MediaError:
    reason = f"What was converted could not be kept: {error.strerror or error}."
    return PassingError(reason, "Is the disk full, or the folder write-protected? Mend that and build again.")
