"""A folder on a stick may come from anybody: a link or a pipe in it never leads a build to what lies elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from profilegen.cleaning import clean
from profilegen.problems import ProfilegenError
from tests.building.worlds import TODAY, a_school, build, every_byte, write

AMINA = "students/amina-x3f9"
PRECIOUS = {"notes.txt": b"mine", "ab/0123": b"object", "index.html": b"my shop", "shop/media/a.jpg": b"x"}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Built for the family, then changed for one student."""
    school = a_school(tmp_path / "hillside")
    build(school)
    write(school / AMINA, {"reflections/next.yaml": "title: Next\ndate: 2026-11-01\nbody: New.\n"})
    return school


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody else, who keeps other things in it."""
    return write(tmp_path / "elsewhere", dict(PRECIOUS))


def _linked(link: Path, target: Path) -> None:
    """Puts a link where something of ours is, or would be."""
    if link.is_dir():
        shutil.rmtree(link)
    link.unlink(missing_ok=True)
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(target)


def _memory(school: Path) -> Path:
    (memory,) = (school / ".profilegen/memory").iterdir()
    return memory


def _build(school: Path, **options: object) -> None:
    """To refuse is as right as to take the link away."""
    with suppress(ProfilegenError):
        build(school, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("ours", ["store", "store/ab", "memory"])
def test_a_folder_of_the_cache_that_leads_elsewhere_costs_nothing_there(
    school: Path, elsewhere: Path, ours: str
) -> None:
    _linked(school / ".profilegen" / ours, elsewhere)
    (school / AMINA / "reflections/bridge.yaml").unlink()  # something is to be pruned
    for _ in range(2):
        _build(school)
    assert every_byte(elsewhere) == PRECIOUS


@pytest.mark.parametrize("ours", ["store", "store/ab", "memory"])
@pytest.mark.parametrize("most", [None, 0])
def test_making_room_makes_none_elsewhere(school: Path, elsewhere: Path, ours: str, most: int | None) -> None:
    _linked(school / ".profilegen" / ours, elsewhere)
    with suppress(ProfilegenError):
        clean(school, most=most)
    assert every_byte(elsewhere) == PRECIOUS


def test_students_of_a_site_that_lead_elsewhere_are_neither_removed_nor_written_there(
    school: Path, elsewhere: Path
) -> None:
    _linked(school / "_site/family/students", elsewhere)
    for _ in range(2):
        _build(school)
    assert every_byte(elsewhere) == PRECIOUS


def test_taking_sites_down_takes_none_down_elsewhere(school: Path, elsewhere: Path) -> None:
    _linked(school / "_site/family/students", elsewhere)
    with suppress(ProfilegenError):
        clean(school, sites=True)
    assert every_byte(elsewhere) == PRECIOUS


def test_another_school_s_site_keeps_its_students(school: Path, tmp_path: Path) -> None:
    other = a_school(tmp_path / "seaview")
    build(other, "public")
    before = every_byte(other)
    _linked(school / "_site/public", other / "_site/public")
    shutil.rmtree(school / AMINA)
    for _ in range(2):
        _build(school)
    with suppress(ProfilegenError):
        clean(school, sites=True)
    assert every_byte(other) == before


@pytest.mark.parametrize(
    "ours", ["memory", "memory being written", "lock", "lock-holder.json", "sites.json", "sites.new"]
)
def test_a_file_of_the_cache_that_leads_elsewhere_writes_nothing_there(
    school: Path, elsewhere: Path, tmp_path: Path, ours: str
) -> None:
    memory = _memory(school)
    links = {"memory": memory, "memory being written": memory.with_suffix(".new")}
    _linked(links.get(ours, school / ".profilegen" / ours), elsewhere / "notes.txt")
    _build(school)
    _build(school, out=tmp_path / "stick")
    assert every_byte(elsewhere) == PRECIOUS


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
@pytest.mark.parametrize("ours", ["memory", "lock-holder.json", "sites.json"])
def test_a_pipe_that_nobody_writes_into_keeps_no_build_waiting(school: Path, ours: str) -> None:
    pipe = _memory(school) if ours == "memory" else school / ".profilegen" / ours
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "profilegen", "build", str(school), "--today", TODAY.isoformat()]
    root = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    ended = subprocess.run(command, env={**os.environ, **root}, check=False, capture_output=True, timeout=8)
    assert b"Traceback" not in ended.stderr
    assert (school / "_site/family" / AMINA / "reflections/next.html").is_file()
