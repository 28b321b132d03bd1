"""Students to workers: a pool of processes for a class or more, this process for a few."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

from profilegen.building.student import build_student
from profilegen.building.work import Outcome, Work
from profilegen.problems import ProfilegenError

_WORTH_A_POOL = 8  # students; starting processes costs about as much as building these
_LARGEST_BATCH = 16


def build_batch(student_ids: Sequence[str], work: Work) -> list[Outcome]:
    """Builds some students one after the other; what a worker is given."""
    return [build_student(student_id, work) for student_id in student_ids]


def build_students(
    student_ids: Sequence[str], work: Work, jobs: int, executor: Executor | None = None
) -> Iterator[Outcome]:
    """Builds every student, and gives each outcome as it comes: in no order, so each carries its own identity.

    `executor` may be any `concurrent.futures.Executor`; without one, `jobs` processes are started where it pays.
    """
    if executor is not None:
        yield from _through(executor, student_ids, work, jobs)
    elif jobs <= 1 or len(student_ids) < _WORTH_A_POOL:
        alone = replace(work, threads=jobs)
        for student_id in student_ids:
            yield build_student(student_id, alone)
    else:
        context = multiprocessing.get_context("spawn")  # the same everywhere: Windows and macOS know no other
        with ProcessPoolExecutor(max_workers=jobs, mp_context=context) as pool:
            yield from _through(pool, student_ids, work, jobs)


def _through(executor: Executor, student_ids: Sequence[str], work: Work, jobs: int) -> Iterator[Outcome]:
    size = max(1, min(_LARGEST_BATCH, len(student_ids) // (jobs * 4)))
    batches = [student_ids[at : at + size] for at in range(0, len(student_ids), size)]
    futures = [executor.submit(build_batch, batch, work) for batch in batches]
    try:
        for future in as_completed(futures):
            yield from future.result()
    except BrokenProcessPool:
        raise ProfilegenError(
            "A worker process was stopped from outside, perhaps because memory ran out.",
            "Every site is whole, old or new. Build again, with --jobs 1 if memory is short.",
        ) from None
    finally:
        for future in futures:
            future.cancel()
