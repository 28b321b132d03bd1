"""Students to workers: a pool of processes for many, this process for a few, or somebody else's executor."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from profilegen.building.student import build_student
from profilegen.building.work import Outcome, Work
from profilegen.problems import Place
from profilegen.rules import problem

if TYPE_CHECKING:  # a build of a few students needs none of it
    from concurrent.futures import Executor

_WORTH_A_POOL = 32  # students; starting two processes costs about as much as building so many without photos
_LARGEST_BATCH = 64
_ELSEWHERE = 8  # workers that somebody else's executor may have; it only decides the size of batches

Batch = tuple[str, ...]


def build_batch(student_ids: Batch, packed: bytes) -> list[Outcome]:
    """Builds some students one after the other; what a worker is given. `packed` is a pickled Work."""
    work = _unpacked(packed)
    return [build_student(student_id, work) for student_id in student_ids]


@lru_cache(maxsize=2)
def _unpacked(packed: bytes) -> Work:
    """The school of a thousand cards is unpacked once in each worker, not once for each batch."""
    work = pickle.loads(packed)  # noqa: S301 - from the process that started this one
    assert isinstance(work, Work)  # noqa: S101 - tells the type checker what the caller knows
    return work


def build_students(
    student_ids: Sequence[str], work: Work, jobs: int, executor: Executor | None = None
) -> Iterator[Outcome]:
    """Builds every student, and gives each outcome as it comes: in no order, so each carries its own identity.

    `executor` may be any `concurrent.futures.Executor`; without one, `jobs` processes are started where it pays.
    """
    if executor is not None:
        yield from _elsewhere(tuple(student_ids), work, executor)
    elif jobs <= 1 or len(student_ids) < _WORTH_A_POOL:
        alone = replace(work, threads=jobs)
        for student_id in student_ids:
            yield build_student(student_id, alone)
    else:
        yield from _in_processes(tuple(student_ids), work, jobs)


def _in_processes(student_ids: Batch, work: Work, jobs: int) -> Iterator[Outcome]:
    """A process that is stopped from outside takes its pool along: what is lost so is done once more, then singly."""
    packed = pickle.dumps(work)
    lost = yield from _some_at_once(student_ids, packed, pool_of(jobs), jobs)
    if lost:
        lost = yield from _some_at_once(lost, packed, pool_of(jobs), jobs)
    yield from _one_by_one(lost, work, packed)


def _elsewhere(student_ids: Batch, work: Work, executor: Executor) -> Iterator[Outcome]:
    """Through an executor that is not ours to close. What it loses is built here."""
    packed = pickle.dumps(work)
    lost = yield from _some_at_once(student_ids, packed, nullcontext(executor), _ELSEWHERE)
    yield from (build_student(student_id, work) for student_id in lost)


@contextmanager
def pool_of(jobs: int, prepare: Callable[[], None] | None = None) -> Iterator[Executor]:
    """Processes of our own. Whoever interrupts a build does not wait for them: a site that is cut short heals.

    `prepare` is called in each of them before its first work.
    """
    import multiprocessing  # a build of a few students needs none of this
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("spawn")  # the same everywhere: Windows and macOS know no other
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(max_workers=jobs, mp_context=context, initializer=prepare or end_with_the_build) as pool:
        try:
            yield pool
        except BaseException:
            for worker in set(multiprocessing.active_children()) - others:
                worker.terminate()
            raise


@contextmanager
def deaf() -> Iterator[None]:
    """Starts processes that hear nothing of Ctrl-C, from their first line on: the build hears it, and ends them.

    What they inherit is a signal that waits, where the system knows such; here it is heard as soon as all have
    started. Ignored meanwhile, it would be lost, and a build whose first students are done by then would go on.
    """
    if not hasattr(signal, "pthread_sigmask"):
        with _ignoring_interrupts():
            yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # its start would end the waiting
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    try:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not in the main thread, which alone may hear it
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def end_with_the_build() -> None:
    """Ends this worker when the build that started it is stopped: the next one must have the folders to itself."""
    from multiprocessing import parent_process
    from threading import Thread

    def wait() -> None:
        if (build := parent_process()) is not None:
            build.join()
            os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=wait, daemon=True).start()


def _some_at_once(
    student_ids: Batch, packed: bytes, pool: AbstractContextManager[Executor], workers: int
) -> Generator[Outcome, None, Batch]:
    """Builds in batches; returns those who were lost because a worker was stopped from outside."""
    from concurrent.futures import BrokenExecutor, Future, as_completed

    size = max(1, min(_LARGEST_BATCH, len(student_ids) // (workers * 4)))
    batches = [student_ids[at : at + size] for at in range(0, len(student_ids), size)]
    futures: dict[Future[list[Outcome]], Batch] = {}
    lost = set(student_ids)
    with pool as executor:
        try:
            with suppress(BrokenExecutor), deaf():  # a pool that is broken takes no more
                futures.update((executor.submit(build_batch, batch, packed), batch) for batch in batches)
            for future in as_completed(futures):
                if future.exception() is None:
                    lost.difference_update(futures[future])
                    yield from future.result()
        finally:
            for future in futures:
                future.cancel()
    return tuple(sorted(lost))


def _one_by_one(student_ids: Batch, work: Work, packed: bytes) -> Iterator[Outcome]:
    """Each alone in a process, so that the one who stops it is known."""
    from concurrent.futures import BrokenExecutor

    waiting = list(student_ids)
    while waiting:
        with pool_of(1) as pool:
            while waiting:
                student = waiting.pop(0)
                try:
                    with deaf():
                        future = pool.submit(build_batch, (student,), packed)
                    yield from future.result()
                except BrokenExecutor:
                    yield _stopped(student, work)
                    break


def _stopped(student_id: str, work: Work) -> Outcome:
    """Nothing of this student is read here: whatever stopped three processes would stop this one."""
    place = Place("profile.yaml" if work.school.lone else f"students/{student_id}/profile.yaml")
    message = "The process that built this student was stopped from outside, three times. Perhaps memory ran out."
    hint = "Close other programs and build again, or look for a very large file in this student's folder."
    found = problem("not-published", message, hint, place, student=student_id)
    return Outcome(student_id, (found,), readable=False, failed=True)
