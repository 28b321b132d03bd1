"""A full disk, a file that is held open, a photo that vanishes: one clear problem, and nothing else is harmed."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from profilegen.building import student as building_student
from profilegen.media.deriving import Derived, derive
from profilegen.problems import ProfilegenError
from profilegen.publishing import swapping
from tests.building.worlds import a_school, build, every_byte, picture, rules_of, write

AMINA, BEN = "students/amina-x3f9", "students/ben-7k2q"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Built once for the school, then changed for both students."""
    school = a_school(tmp_path / "hillside")
    build(school, "school")
    for home in (AMINA, BEN):
        write(school / home, {"reflections/next.yaml": "title: Next\ndate: 2026-11-01\nbody: New.\naudience: school\n"})
    return school


def _refusing(real: Callable[..., Any], where: str, code: int) -> Callable[..., Any]:
    """The same function, but that the disk refuses where `where` is in the path."""

    def refuse(file: Path, *arguments: Any, **named: Any) -> Any:
        if where in Path(file).as_posix():
            raise OSError(code, "No space left on device", str(file))
        return real(file, *arguments, **named)

    return refuse


def test_a_disk_that_is_full_at_one_student_keeps_that_student_s_old_site(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = every_byte(school / "_site/school" / AMINA)
    monkeypatch.setattr(swapping, "put", _refusing(swapping.put, "~amina", errno.ENOSPC))
    summary = build(school, "school")
    assert every_byte(school / "_site/school" / AMINA) == old
    assert (school / "_site/school" / BEN / "reflections/next.html").is_file()
    assert [(one.rule, one.student) for one in summary.problems if one.severity == "error"] == [
        ("not-published", "amina-x3f9")
    ]
    assert "No space left on device" in next(one.message for one in summary.problems if one.rule == "not-published")
    assert not list((school / "_site/school/students").glob(".profilegen-*")), "what was staged gives its room back"


def test_once_there_is_room_again_the_next_build_makes_up_for_it(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(swapping, "put", _refusing(swapping.put, "new-", errno.ENOSPC))
        assert build(school, "school").failed == 2
    summary = build(school, "school")
    assert (summary.written, summary.failed) == (2, 0)


def test_a_disk_that_cannot_keep_the_memory_costs_the_memory_only(school: Path) -> None:
    write(school, {".profilegen/memory/school": "a file where the memories' folder should be"})
    memory = school / ".profilegen/memory"
    for file in memory.iterdir():
        file.unlink()
    memory.rmdir()
    write(school, {".profilegen/memory": "in the way"})
    assert build(school, "school").written == 2
    assert build(school, "school").written == 0


def test_a_folder_that_cannot_be_renamed_is_replaced_file_by_file(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to rename a folder of which a page is open in a browser."""
    monkeypatch.setattr(swapping, "_PAUSE", 0)
    real = Path.rename

    def rename(path: Path, target: Path) -> Path:
        if path.name == "amina-x3f9":
            raise PermissionError(errno.EACCES, "The file is in use", str(path))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    assert build(school, "school").failed == 0
    clean = a_school(school.parent / "clean")
    write(clean / AMINA, {"reflections/next.yaml": (school / AMINA / "reflections/next.yaml").read_bytes()})
    build(clean, "school")
    assert every_byte(school / "_site/school" / AMINA) == every_byte(clean / "_site/school" / AMINA)


def test_a_file_that_is_held_open_throughout_is_said_and_the_old_site_stands(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(swapping, "_PAUSE", 0)

    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "The file is in use", str(path))

    old = every_byte(school / "_site/school" / BEN)
    with monkeypatch.context() as held:
        held.setattr(Path, "rename", refuse)
        held.setattr(Path, "replace", refuse)
        summary = build(school, "school")
    assert summary.failed == 2
    assert rules_of(summary) >= {"not-published"}
    assert every_byte(school / "_site/school" / BEN) == old
    assert build(school, "school").written == 2


@pytest.mark.parametrize("meanwhile", ["deleted", "changed"])
def test_a_photo_that_goes_or_changes_during_the_build_costs_the_photo(
    school: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    """And its derivatives are not kept under the hash of what it was."""
    photo = school / AMINA / "media/bridge.jpg"
    photo.write_bytes(before := picture("purple", (640, 480)))

    def derived(wanted: Any, originals: Any, *rest: Any) -> Derived:
        photo.unlink(missing_ok=True)
        if meanwhile == "changed":
            photo.write_bytes(picture("gold", (640, 480)))
        return derive(wanted, originals, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(building_student, "derive", derived)
        summary = build(school, "school")
    assert summary.failed == 0
    assert "unreadable-media" in rules_of(summary)
    assert (school / "_site/school" / BEN / "reflections/next.html").is_file()
    photo.write_bytes(before)
    build(school, "school")
    clean = a_school(school.parent / "clean")
    for path in ("media/bridge.jpg", "reflections/next.yaml"):
        write(clean / AMINA, {path: (school / AMINA / path).read_bytes()})
    build(clean, "school")
    assert every_byte(school / "_site/school" / AMINA) == every_byte(clean / "_site/school" / AMINA)


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    school = a_school(tmp_path)

    def refuse(path: Path, *_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(ProfilegenError, match=r"cannot write in .*Read-only file system"):
        build(school)


def test_a_second_build_says_who_is_first_and_waits(tmp_path: Path) -> None:
    """Seen as a whole: the command is told, goes on when the lock is free, and builds."""
    school = a_school(tmp_path)
    build(school, "school")
    command = [sys.executable, "-m", "profilegen", "build", str(school), "--for", "school", "--today", "2026-11-22"]
    with FileLock(school / ".profilegen/lock"):
        write(school, {".profilegen/lock-holder.json": '{"process": 77, "machine": "library-pc", "since": "10:42:07"}'})
        waiting = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert waiting.stderr is not None
        said = waiting.stderr.readline()
        assert waiting.poll() is None
    assert "Another build of" in said
    assert "process 77 on library-pc, since 10:42:07" in said
    built, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert "Built for school" in built
