"""A packed student of every version that was released: it verifies, is read without a problem, and unpacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from profilegen.arriving.unpack import unpack
from profilegen.build import check
from profilegen.loading.record_folders import RECORD_FOLDERS
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.packing.verify import verify
from profilegen.problems import Severity
from profilegen.upgrading.upgrade import plan_upgrade
from tests.released.student import DAY, HERE, STUDENT, packed

RELEASED = sorted(HERE.glob("*.zip"))


def test_there_is_one_of_each() -> None:
    assert "0.1.0.zip" in {file.name for file in RELEASED}
    assert all(file.stat().st_size < 200_000 for file in RELEASED)


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_it_verifies(file: Path) -> None:
    found = verify(file)
    assert (found.is_complete, found.is_unaltered) == (True, True)


@pytest.mark.parametrize("file", RELEASED, ids=lambda file: file.stem)
def test_it_is_unpacked_and_every_record_is_read_without_a_problem(file: Path, tmp_path: Path) -> None:
    unpack(file, to=tmp_path / STUDENT, today=date(2026, 12, 1))
    found = check(tmp_path / STUDENT, today=date(2026, 12, 1))
    assert [one for one in found.problems if one.severity is Severity.ERROR] == []
    student, _ = load_student(load_school(tmp_path / STUDENT)[0], STUDENT)
    assert student is not None
    assert all(getattr(student, folder) for folder in RECORD_FOLDERS)
    assert plan_upgrade(tmp_path / STUDENT).left == ()
    with ZipFile(file) as archive:
        for name in archive.namelist():
            _, _, path = name.partition("/data/profile/")
            assert not path or (tmp_path / STUDENT / path).read_bytes() == archive.read(name)


def test_the_student_of_today_has_a_record_of_every_kind(tmp_path: Path) -> None:
    """So that the pack of the next version has too."""
    made = packed(tmp_path / "today.zip")
    assert made.problems == ()
    with ZipFile(tmp_path / "today.zip") as archive:
        names = [name.partition("/data/")[2] for name in archive.namelist()]
    assert all(any(name.startswith(f"profile/{folder}/") for name in names) for folder in RECORD_FOLDERS)
    assert any(name.endswith("arrival.yaml") for name in names)
    assert DAY.year == 2026
