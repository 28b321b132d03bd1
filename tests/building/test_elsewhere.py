"""Students may be built by anybody's workers: the site is the same, byte for byte, also when one of them is lost."""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from profilegen.build import build_site
from profilegen.building import workers
from profilegen.model.audience import Audience
from profilegen.problems import MissingPartError, UsageError
from tests.benchmarks.schools import write_school
from tests.building.worlds import TODAY, a_school, build, every_byte, rules_of

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="distributed is not installed (profilegen[cluster])"
)


def _site(school: Path) -> dict[str, bytes]:
    return every_byte(school / "_site/school")


def test_any_executor_builds_the_same_site(tmp_path: Path) -> None:
    here, there = a_school(tmp_path / "here"), a_school(tmp_path / "there")
    build(here, "school")
    with ThreadPoolExecutor(max_workers=2) as executor:
        build(there, "school", executor=executor)
        assert executor.submit(len, "open").result() == 4, "an executor that was lent is not closed"
    assert _site(there) == _site(here)


class _Forgetful(Executor):
    """An executor that loses everything."""

    def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(RuntimeError("the worker was lost"))
        return future


def test_what_an_executor_loses_is_built_here(tmp_path: Path) -> None:
    here, there = a_school(tmp_path / "here"), a_school(tmp_path / "there")
    build(here, "school")
    summary = build(there, "school", executor=_Forgetful())
    assert _site(there) == _site(here)
    assert not summary.failed


def _work_until_told(student_ids: tuple[str, ...], packed: bytes) -> object:
    """What a worker does whose memory runs out at one student."""
    if "kid7-0007" in student_ids:
        os._exit(9)
    return workers.build_batch(student_ids, packed)


def test_a_student_who_stops_every_process_stops_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is stopped from outside takes its pool along. The others are built all the same."""
    school = write_school(tmp_path, 40, reflections=1, testimonials=0)
    monkeypatch.setattr(workers, "build_batch", _work_until_told)
    summary = build_site(school, Audience.SCHOOL, jobs=2, today=TODAY)
    assert summary.failed == 1
    assert rules_of(summary) == {"not-published"}
    assert {one.student for one in summary.problems} == {"kid7-0007"}
    assert summary.students == 39


def test_a_cluster_that_nobody_answers_at_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from profilegen import cluster

    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    expected = UsageError if importlib.util.find_spec("distributed") else MissingPartError
    with pytest.raises(expected), cluster.workers_at(f"tcp://127.0.0.1:{_free_port()}"):
        pass


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def _dask(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers of Dask, each a process of its own; the address and the workers."""
    address = f"tcp://127.0.0.1:{_free_port()}"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    where = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    started = [subprocess.Popen([*dask, "scheduler", *where], **quiet)]  # type: ignore[call-overload]
    hands = ["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    started += [subprocess.Popen([*dask, *hands], **quiet) for _ in range(2)]  # type: ignore[call-overload]
    try:
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


@needs_dask
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kills a process as only POSIX can")
def test_dask_with_two_workers_one_of_them_killed_midway(tmp_path: Path) -> None:
    """The real thing: a scheduler, two worker processes, `profilegen build --cluster`, and kill -9."""
    here = write_school(tmp_path / "here", 120, reflections=3, testimonials=1)
    there = write_school(tmp_path / "there", 120, reflections=3, testimonials=1)
    build(here, "school")
    with _dask(tmp_path) as (address, hands):
        command = [sys.executable, "-m", "profilegen", "build", str(there), "--for", "school", "--today", "2026-11-22"]
        building = subprocess.Popen([*command, "--cluster", address], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        students = there / "_site/school/students"
        _wait_for(lambda: students.is_dir() and len(list(students.iterdir())) > 20)
        hands[0].kill()
        assert len(list(students.iterdir())) < 120, "nothing was left to do when the worker was killed"
        said, complained = building.communicate(timeout=240)
    assert building.returncode == 0, (said, complained)
    assert _site(there) == _site(here)


def _wait_for(condition: Any) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end, "it did not begin"
        time.sleep(0.02)
