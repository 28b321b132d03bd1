"""A folder of a site is the old one or the new one, never a mixture; and what no build wrote is never touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.media.store import Store
from profilegen.publishing.manifest import MANIFEST, SiteFile, manifest_for, read_manifest
from profilegen.publishing.swapping import PublishError, heal, left_beside, publish, publish_in_place, remove_built


def contents(folder: Path) -> dict[str, str]:
    """Every file of a folder but the manifest, with its text."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "students" / "amina-x3f9"


def put(folder: Path, **texts: str) -> bool:
    files: dict[str, SiteFile] = {name.replace("_", "."): text.encode() for name, text in texts.items()}
    return publish(folder, files, manifest_for("family", files), Store(folder.parent / "store"))


def test_a_folder_holds_exactly_what_was_published(folder: Path) -> None:
    put(folder, index_html="one", old_html="gone soon")
    put(folder, index_html="two")
    assert contents(folder) == {"index.html": "two"}


def test_publishing_the_same_again_writes_nothing(folder: Path) -> None:
    assert put(folder, index_html="one")
    before = (folder / "index.html").stat().st_mtime_ns
    assert not put(folder, index_html="one")
    assert (folder / "index.html").stat().st_mtime_ns == before


def test_a_file_that_went_missing_is_made_again(folder: Path) -> None:
    put(folder, index_html="one")
    (folder / "index.html").unlink()
    assert put(folder, index_html="one")
    assert contents(folder) == {"index.html": "one"}


def test_a_file_that_no_build_wrote_is_kept(folder: Path) -> None:
    put(folder, index_html="one")
    (folder / "CNAME").write_text("mine", "utf-8")
    put(folder, index_html="two")
    assert contents(folder) == {"index.html": "two", "CNAME": "mine"}


def test_a_file_that_no_build_wrote_is_not_overwritten(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("mine", "utf-8")
    with pytest.raises(PublishError, match="in the way"):
        put(folder, index_html="one")
    assert contents(folder) == {"index.html": "mine"}


def test_where_staging_fails_the_old_folder_stands(folder: Path) -> None:
    put(folder, index_html="one")
    files: dict[str, SiteFile] = {"index.html": b"two", "index.html/inside": b"impossible"}
    with pytest.raises(OSError):
        publish(folder, files, manifest_for("family", files), Store(folder.parent / "store"))
    assert contents(folder) == {"index.html": "one"}


def test_a_stopped_swap_is_finished_by_putting_the_old_folder_back(folder: Path) -> None:
    put(folder, index_html="one")
    folder.rename(folder.with_name(".profilegen-old-amina-x3f9"))
    for left in left_beside(folder.parent):
        heal(left)
    assert contents(folder) == {"index.html": "one"}


def test_what_a_stopped_build_staged_is_thrown_away(folder: Path) -> None:
    put(folder, index_html="one")
    staged = folder.with_name(".profilegen-new-amina-x3f9")
    staged.mkdir()
    (staged / "index.html").write_text("half", "utf-8")
    for left in left_beside(folder.parent):
        heal(left)
    assert [path.name for path in folder.parent.iterdir()] == ["amina-x3f9"]


def test_where_the_folder_cannot_be_renamed_its_files_are_replaced(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, index_html="one", old_html="gone soon")
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == folder:
            raise OSError("a mount point")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    put(folder, index_html="two")
    assert contents(folder) == {"index.html": "two"}


def test_removing_takes_only_what_builds_wrote(folder: Path) -> None:
    put(folder, index_html="one")
    (folder / "mine.txt").write_text("mine", "utf-8")
    assert remove_built(folder)
    assert contents(folder) == {"mine.txt": "mine"}
    assert read_manifest(folder) is None


def test_a_folder_with_nothing_else_in_it_goes_whole(folder: Path) -> None:
    put(folder, index_html="one")
    remove_built(folder)
    assert not folder.exists()


def test_the_school_s_own_pages_lie_around_the_students_folders(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    root = tmp_path / "site"
    (root / "students" / "amina-x3f9").mkdir(parents=True)
    (root / "students" / "amina-x3f9" / "index.html").write_text("hers", "utf-8")
    for files in ({"index.html": b"one", "classes/4-oak.html": b"oak"}, {"index.html": b"two"}):
        typed: dict[str, SiteFile] = dict(files)
        publish_in_place(root, typed, manifest_for("school", typed), store)
    assert contents(root) == {"index.html": "two", "students/amina-x3f9/index.html": "hers"}
    assert not (root / "classes").exists()
