"""Events are hints: many of one save count once, those of reading not at all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from profilegen.preview.watching import tells_nothing, watched

WHILE = 0.4  # seconds in which a hint would have come


class Count:
    """How often it was called, and a way to wait for it."""

    def __init__(self) -> None:
        self.times = 0
        self._called = threading.Event()

    def __call__(self) -> None:
        self.times += 1
        self._called.set()

    def comes(self) -> bool:
        """Waits for the next call."""
        came = self._called.wait(10)
        self._called.clear()
        return came


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hillside"
    (folder / "students/amina/reflections").mkdir(parents=True)
    (folder / "_site").mkdir()
    (folder / "students/amina/reflections/bridge.yaml").write_text("title: Bridge\n", encoding="utf-8")
    return folder


@pytest.fixture(params=[False, True], ids=["told", "polled"])
def count(folder: Path, request: pytest.FixtureRequest) -> Iterator[Count]:
    """A watch on the folder, told by the system or by looking again and again."""
    count = Count()
    with watched(folder, count, polling=request.param) as polled:
        assert polled or not request.param
        time.sleep(0.1)
        yield count


def test_a_saved_file_is_a_hint(folder: Path, count: Count) -> None:
    (folder / "students/amina/reflections/bridge.yaml").write_text("title: My bridge\n", encoding="utf-8")
    assert count.comes()


@pytest.mark.parametrize("count", [False], indirect=True)
def test_five_hundred_files_at_once_are_one_hint(folder: Path, count: Count) -> None:
    for number in range(500):
        (folder / f"students/amina/reflections/{number}.yaml").write_text("title: One\n", encoding="utf-8")
    assert count.comes()
    time.sleep(WHILE)
    assert count.times <= 5  # one where the machine has nothing else to do; a pause of the writer makes another


@pytest.mark.parametrize("count", [False], indirect=True)
def test_a_thousand_reads_are_none(folder: Path, count: Count) -> None:
    for _ in range(1000):
        (folder / "students/amina/reflections/bridge.yaml").read_bytes()
    time.sleep(WHILE)
    assert count.times == 0


@pytest.mark.parametrize("count", [False], indirect=True)
def test_what_builds_and_editors_write_for_themselves_is_none(folder: Path, count: Count) -> None:
    for name in ("_site/index.html", "students/amina/.bridge.yaml.swp", "students/amina/bridge.yaml~"):
        (folder / name).write_text("x", encoding="utf-8")
    time.sleep(WHILE)
    assert count.times == 0


@pytest.mark.parametrize("count", [False], indirect=True)
def test_an_atomic_save_is_one(folder: Path, count: Count) -> None:
    part = folder / "students/amina/reflections/bridge.yaml.tmp"
    part.write_text("title: My bridge\n", encoding="utf-8")
    part.replace(folder / "students/amina/reflections/bridge.yaml")
    assert count.comes()
    time.sleep(WHILE)
    assert count.times == 1


def test_a_disk_of_this_machine_tells_of_changes(tmp_path: Path) -> None:
    assert not tells_nothing(tmp_path)
