"""Stopped at any step, or refused by the disk: nothing is half in its place, and the next run ends it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from profilegen.problems import ProfilegenError
from tests.arriving.worlds import LEA, NAME, alone, into, packed, reflection, school, tree
from tests.building.worlds import picture
from tests.built_sites import LOOK_AT_ALL

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork")

_WRITING = {"os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "shutil.rmtree"}
_ENOUGH = 400  # steps; there are fewer
_NOT_SO_FAR = 3


def _writes(event: str, args: tuple[object, ...], home: Path) -> bool:
    """Whether an event of Python's audit is a step that changes something in this folder."""
    if event == "open":
        flags = args[2] if isinstance(args[2], int) else 0
        is_writing = bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
        return is_writing and isinstance(args[0], str) and args[0].startswith(f"{home}")
    return event in _WRITING and f"{args[0]}".startswith(f"{home}")


def _in_another_process(home: Path, run: Callable[[], object], at: int, stop: Callable[[], None]) -> int:
    """Runs it in a process where `stop` is called before the step of this number; how that process ended.

    0 where it got over it: who holds the lock, for example, is only told where that can be written.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    steps = 0

    def watch(event: str, args: tuple[object, ...]) -> None:
        nonlocal steps
        if _writes(event, args, home):
            steps += 1
            if steps == at:
                stop()

    sys.addaudithook(watch)
    try:
        run()
    except (OSError, ProfilegenError):
        os._exit(1)
    except BaseException:
        os._exit(2)
    os._exit(0 if steps >= at else _NOT_SO_FAR)


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _refuse() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _old(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "profile.yaml": NAME,
        "reflections/a.yaml": reflection("Theirs", media="a.jpg"),
        "reflections/b.yaml": reflection("B"),
        "achievements/c.yaml": "title: C\nkind: sport\ndate: 2026-01-01\n",
        "media/a.jpg": picture("navy"),
    }
    return packed(school(tmp_path / "old", "Old School", files=files), tmp_path / "lea.zip")


_STOPS = [(_kill, -signal.SIGKILL), (_refuse, 1)]


@pytest.mark.parametrize("is_there", [True, False], ids=["merged", "new"])
@pytest.mark.parametrize(("stop", "code"), _STOPS, ids=["killed", "full"])
def test_into_a_school(tmp_path: Path, stop: Callable[[], None], code: int, is_there: bool) -> None:
    pack = _old(tmp_path)
    ours: dict[str, str | bytes] = {"profile.yaml": NAME, "reflections/a.yaml": reflection("Ours")}
    start = school(tmp_path / "start", "Home School", files=ours if is_there else {})
    before = tree(start)
    whole = shutil.copytree(start, tmp_path / "whole")
    into(whole, pack)
    after = tree(whole)
    for at in range(1, _ENOUGH, 1 if LOOK_AT_ALL else 3):
        home = shutil.copytree(start, tmp_path / "home")
        ended = _in_another_process(home, lambda home=home: into(home, pack), at, stop)  # type: ignore[misc]
        assert ended in (code, 0, _NOT_SO_FAR), f"at step {at}"
        left = {path: raw for path, raw in tree(home).items() if not path.endswith(".new")}
        assert all(left.get(path) in (raw, after.get(path)) for path, raw in before.items()), f"at step {at}"
        assert all(after.get(path) == raw for path, raw in left.items() if path not in before), f"at step {at}"
        into(home, pack)
        assert tree(home) == after and not (home / ".profilegen" / "unpacking").exists(), f"at step {at}"
        shutil.rmtree(home)
        if ended == _NOT_SO_FAR:
            assert at > 20, "there are steps to be stopped at"
            return
    pytest.fail("it never ended")


@pytest.mark.parametrize(("stop", "code"), _STOPS, ids=["killed", "full"])
def test_into_a_folder_of_its_own(tmp_path: Path, stop: Callable[[], None], code: int) -> None:
    pack = _old(tmp_path)
    home = tmp_path / LEA
    alone(home, pack)
    after = tree(home)
    for at in range(1, _ENOUGH, 1 if LOOK_AT_ALL else 3):
        shutil.rmtree(home)
        ended = _in_another_process(home, lambda: alone(home, pack), at, stop)
        assert ended in (code, 0, _NOT_SO_FAR), f"at step {at}"
        left = {path: raw for path, raw in tree(home).items() if not path.endswith(".new")} if home.exists() else {}
        assert all(after.get(path) == raw for path, raw in left.items()), f"at step {at}"
        if left != after:
            alone(home, pack)
        assert tree(home) == after, f"at step {at}"
        if ended == _NOT_SO_FAR:
            assert at > 20
            return
    pytest.fail("it never ended")
