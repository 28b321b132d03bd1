"""What lies where something is shared: older copies, other people's files, and the school's own folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.building import site
from profilegen.cleaning import clean
from profilegen.model.audience import Audience
from profilegen.problems import UsageError
from profilegen.sharing import places
from profilegen.sharing.share import Wish, share
from tests.building.worlds import write
from tests.sharing.test_command import DAY, run
from tests.sharing.worlds import TODAY, a_school

LOCKED, BOTH = Wish(zip=False, lock=True), Wish(zip=True, lock=True)
BEN = "ben-7k2q"
WITHDRAWN: dict[str, str | bytes] = {f"students/{BEN}/profile.yaml": "name: Ben Ode\naudience: private\n"}


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "school").resolve()


# Older copies


def test_a_new_lock_leaves_no_zip_of_the_old_one(school: Path) -> None:
    """Its words would be the old ones, and nobody has a slip with them any more."""
    (old,) = share([BEN], school, wish=BOTH, today=TODAY).packed
    assert old.zip and old.zip.is_file()
    (new,) = share([BEN], school, wish=LOCKED, today=TODAY).packed
    assert new.folder and new.zip is None
    assert [path.name for path in new.folder.parent.iterdir()] == ["locked-profile"]


def test_a_zip_of_somebody_else_stays_beside_a_lock(school: Path) -> None:
    theirs = school / "_shared" / "family-locked" / BEN / "locked-profile.zip"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"mine")
    share([BEN], school, wish=LOCKED, today=TODAY)
    assert theirs.read_bytes() == b"mine"


def test_older_copies_of_whoever_is_shared_no_longer_are_named(
    school: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(school, {f"students/{BEN}/profile.yaml": "name: Ben Ode\naudience: school\n"})
    (zipped,) = share([BEN], school, Audience.SCHOOL, today=TODAY).packed
    (locked,) = share([BEN], school, wish=BOTH, today=TODAY).packed
    share([BEN], school, Audience.TEACHERS, today=TODAY)
    assert zipped.zip and locked.folder and locked.zip
    write(school, WITHDRAWN)
    found = share([], school, class_name="4 Oak", today=TODAY)
    assert [one.student for one in found.packed] == ["amina-x3f9"]
    assert set(found.older) == {zipped.zip, locked.folder, locked.zip}, "what is for fewer may still be right"
    monkeypatch.chdir(school)
    capsys.readouterr()
    assert run(BEN, *DAY) == 1
    said = capsys.readouterr().out
    for copy in found.older:
        assert f"An older copy is in {copy.relative_to(school)}: remove it." in said


def test_an_older_copy_of_a_name_that_does_not_travel_is_named(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (old,) = share([BEN], school, today=TODAY).packed
    monkeypatch.setattr("profilegen.sharing.travelling.LONGEST_PATH", 3)
    found = share([BEN], school, today=TODAY)
    assert (found.packed, found.older) == ((), (old.zip,))


def test_who_is_shared_has_no_older_copy(school: Path) -> None:
    share([BEN], school, today=TODAY)
    write(school, {f"_shared/family/{BEN}/mine.zip": "mine"})
    assert share([BEN], school, today=TODAY).older == ()
    write(school, WITHDRAWN)
    assert [path.name for path in share([BEN], school, today=TODAY).older] == ["Benny-profile.zip"]


def test_taking_down_sites_names_what_was_shared_and_the_slips(school: Path) -> None:
    share([BEN], school, wish=LOCKED, today=TODAY)
    there = sorted(path for name in ("_shared", "_slips") for path in (school / name).rglob("*"))
    assert clean(school).left == ()
    cleaned = clean(school, sites=True)
    assert cleaned.sites and cleaned.left == (school / "_shared", school / "_slips")
    assert sorted(path for name in ("_shared", "_slips") for path in (school / name).rglob("*")) == there
    assert clean(school / "students" / BEN, sites=True).left == ()


def test_a_lock_says_that_the_open_site_is_still_there(
    school: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(school)
    assert run(BEN, "--lock", *DAY) == 0
    assert (school / "_site" / "family").is_dir()
    assert "profilegen clean --sites" in capsys.readouterr().out


# What is somebody else's


@pytest.mark.parametrize("name", ["letter.docx", "part-0001.js.bak", "notes/part-0001.js"])
def test_a_file_put_into_a_locked_folder_is_never_deleted(school: Path, name: str) -> None:
    (old,) = share([BEN], school, wish=LOCKED, today=TODAY).packed
    assert old.folder
    write(old.folder, {name: "Dear all"})
    before = {path: path.read_bytes() for path in old.folder.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match=name.partition("/")[0]):
        share([BEN], school, wish=LOCKED, today=TODAY)
    assert {path: path.read_bytes() for path in old.folder.rglob("*") if path.is_file()} == before


def test_a_folder_whose_page_only_speaks_of_profilegen_is_nobody_s_to_delete(school: Path) -> None:
    theirs = write(
        school / "_shared" / "family-locked" / BEN / "locked-profile",
        {"index.html": "<title>How we use profilegen</title>"},
    )
    with pytest.raises(UsageError, match="did not make it"):
        share([BEN], school, wish=LOCKED, today=TODAY)
    assert (theirs / "index.html").is_file()


def test_what_a_computer_leaves_in_every_folder_hinders_nobody(school: Path) -> None:
    (old,) = share([BEN], school, wish=LOCKED, today=TODAY).packed
    assert old.folder
    write(old.folder, {".DS_Store": "x", "Thumbs.db": "x"})
    (new,) = share([BEN], school, wish=LOCKED, today=TODAY).packed
    assert new.folder and not (new.folder / ".DS_Store").exists()


# Never among what people write


@pytest.mark.parametrize("out", ["students", "students/ben-7k2q/media", "classes", "themes/ours", "Students", "."])
def test_nothing_is_shared_among_what_people_write(school: Path, out: str) -> None:
    before = sorted(school.rglob("*"))
    for wish, chosen in ((Wish(), school / out), (Wish(lock=True, slips=school / out), school / "given")):
        with pytest.raises(UsageError, match="people write"):
            share([BEN], school, wish=wish, out=chosen, today=TODAY)
    assert sorted(school.rglob("*")) == before


def test_a_site_and_what_is_shared_stay_out_of_the_same_folders() -> None:
    assert set(places.SOURCES) == set(site._SOURCES)


def test_nothing_is_begun_where_a_second_school_would_refuse(school: Path, tmp_path: Path) -> None:
    lone = write(tmp_path / "stick", {"profile.yaml": "name: Cem Ak\n"})
    with pytest.raises(UsageError, match="people write"):
        share([BEN, str(lone)], school, out=lone / "media", today=TODAY)
    assert sorted(path.name for path in lone.iterdir()) == ["profile.yaml"] and not (school / "_site").exists()
