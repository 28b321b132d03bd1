"""A build may be stopped at any instant: each student has the old site or the new one, and the next build heals."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from profilegen.building.workers import deaf, pool_of
from tests.building.worlds import build, every_byte, write
from tests.built_sites import LOOK_AT_ALL

STUDENTS = [f"kid{number}-0000" for number in range(40)]  # enough for a pool of processes
KILLS = 25 if LOOK_AT_ALL else 3
Sites = dict[str, dict[str, bytes]]


def _edition(school: Path, words: str) -> None:
    """Gives every student other words, another record, and the school another name."""
    write(school, {"school.yaml": f"name: Hillside {words}\ndefault_audience: school\n"})
    for student in STUDENTS:
        home = school / "students" / student
        shutil.rmtree(home / "reflections", ignore_errors=True)
        write(
            home,
            {
                "profile.yaml": f"name: Kid {student[3:]}\ntagline: {words}\n",
                f"reflections/{words}.yaml": f"title: {words}\ndate: 2026-10-14\nbody: It was {words}.\n",
            },
        )


def _folders(school: Path) -> Sites:
    students = school / "_site/school/students"
    return {folder.name: every_byte(folder) for folder in students.iterdir() if folder.is_dir()}


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sites]:
    """What each edition's sites are when nobody stops the build."""
    made = {}
    for words in ("old", "new"):
        school = tmp_path_factory.mktemp("editions")
        _edition(school, words)
        build(school, "school")
        made[words] = _folders(school)
    return made


@pytest.fixture(scope="module")
def wholes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Each edition's whole site, with the pages that list students."""
    made = {}
    for words in ("old", "new"):
        school = tmp_path_factory.mktemp("wholes")
        _edition(school, words)
        build(school, "school")
        made[words] = every_byte(school / "_site")
    return made


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_any_instant_each_student_has_a_whole_site(
    tmp_path: Path, editions: dict[str, Sites], wholes: dict[str, dict[str, bytes]], jobs: int
) -> None:
    """`kill -9`, again and again; then the next build finishes the work and leaves nothing lying about."""
    chance = random.Random(f"{jobs}")  # noqa: S311 - the same instants each time
    school, words = tmp_path, "old"
    _edition(school, words)
    longest = _time(school, jobs)
    in_the_middle = 0
    for _ in range(KILLS):
        before, words = words, "new" if words == "old" else "old"
        _edition(school, words)
        _kill_after(chance.uniform(0.15, longest), school, jobs)
        found = _folders(school)
        in_the_middle += len({found.get(student) == editions[words][student] for student in STUDENTS}) == 2
        for student in STUDENTS:
            one = found.get(student, found.get(f".profilegen-old-{student}"))
            assert one in (editions[before][student], editions[words][student]), f"{student} is a mixture"
        build(school, "school")
        assert _folders(school) == editions[words]
        assert every_byte(school / "_site") == wholes[words]
    assert in_the_middle or KILLS < 10, "no kill came while students were being written"


def _command(school: Path, jobs: int) -> list[str]:
    options = ["--for", "school", "--jobs", str(jobs), "--today", "2026-11-22"]
    return [sys.executable, "-m", "profilegen", "build", str(school), *options]


def _time(school: Path, jobs: int) -> float:
    start = time.monotonic()
    subprocess.run(_command(school, jobs), check=True, capture_output=True)
    return time.monotonic() - start


def _kill_after(seconds: float, school: Path, jobs: int) -> None:
    process = subprocess.Popen(_command(school, jobs), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()
    time.sleep(0.1)  # its workers end a moment later


@pytest.mark.skipif(os.name == "nt", reason="Windows has another way to interrupt")
def test_interrupted_it_ends_at_once_and_says_so_in_a_sentence(tmp_path: Path) -> None:
    """Ctrl-C reaches every process of a terminal: no traceback, no waiting, and the next build goes on."""
    _edition(tmp_path, "old")
    for number in range(600):
        write(tmp_path / f"students/more{number}-0000", {"profile.yaml": f"name: More {number}\n"})
    process = subprocess.Popen(
        _command(tmp_path, 2), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    students = tmp_path / "_site/school/students"
    while not students.is_dir() and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    said = b"".join(process.communicate(timeout=10))
    assert process.returncode == 130, said
    assert b"Traceback" not in said
    assert b"Stopped." in said
    build(tmp_path, "school")
    assert len(_folders(tmp_path)) == len(STUDENTS) + 600


@pytest.mark.skipif(os.name == "nt", reason="Windows has another way to interrupt")
def test_an_interrupt_while_workers_are_started_is_heard_by_the_build_and_not_by_them() -> None:
    with pool_of(1) as pool, pytest.raises(KeyboardInterrupt):
        with deaf():
            worker = pool.submit(_interrupted)
            os.kill(os.getpid(), signal.SIGINT)
            assert worker.result() == "went on"
        pytest.fail("the interrupt was lost")


def _interrupted() -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "went on"
