"""The store: each derivative is made once, appears whole or not at all, and goes when nobody claims it."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from profilegen.media import photos
from profilegen.media.photos import PictureSet, make_derivatives
from profilegen.media.probe import PictureError
from profilegen.media.recipes import Variant
from profilegen.media.store import Store

SHA, OTHER = "3f" * 32, "a0" * 32
VARIANTS = (Variant("card", (16, 32)), Variant("face", (8,), crop="square"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "profile" / "store")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "photo.png")
    return tmp_path / "photo.png"


def kept(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


def derivatives(made: PictureSet) -> set[str]:
    return {name for file in made.files for name in (file.webp, file.fallback)}


def test_a_second_call_opens_nothing(photo: Path, store: Store) -> None:
    """The answer is remembered: it is the same even when the original is gone."""
    first = make_derivatives(photo, SHA, VARIANTS, store)
    photo.unlink()
    assert make_derivatives(photo, SHA, VARIANTS, store) == first
    with pytest.raises(PictureError):
        make_derivatives(photo, OTHER, VARIANTS, store)


def test_another_theme_with_the_same_recipes_makes_nothing(photo: Path, store: Store) -> None:
    """Only names differ, and names are the theme's affair."""
    make_derivatives(photo, SHA, VARIANTS, store)
    photo.unlink()
    renamed = make_derivatives(photo, SHA, (Variant("avatar", (8,), "square"), Variant("hero", (32, 16))), store)
    assert [file.variant for file in renamed.files] == ["avatar", "hero", "hero"]


def test_names_are_hashes_in_folders_of_two_letters(photo: Path, store: Store) -> None:
    """Nothing in the store tells whose photo it is, or what it was called."""
    made = make_derivatives(photo, SHA, VARIANTS, store)
    names = kept(store)
    assert derivatives(made) < set(names)
    assert all(name.startswith(SHA[:16]) for name in names)
    assert [folder.name for folder in store.folder.iterdir()] == ["3f"]
    assert len([name for name in names if name.endswith(".json")]) == 1


@pytest.mark.parametrize("harm", ["lost", "half", "record lost", "record half", "record of something else"])
def test_what_is_lost_or_half_written_is_made_again(harm: str, photo: Path, store: Store) -> None:
    """Neither a vanished file nor a broken one is ever handed out."""
    made = make_derivatives(photo, SHA, VARIANTS, store)
    victim = store.path_of(made.files[0].webp)
    whole = victim.read_bytes()
    record = next(store.folder.rglob("*.json"))
    if harm == "lost":
        victim.unlink()
    elif harm == "half":
        victim.write_bytes(whole[:10])
    elif harm == "record lost":
        record.unlink()
    else:
        record.write_bytes(record.read_bytes()[:30] if harm == "record half" else b"[1, 2]\n")
        victim.write_bytes(b"x")
    assert make_derivatives(photo, SHA, VARIANTS, store) == made
    assert victim.read_bytes() == whole


@pytest.mark.parametrize(
    "facts",
    [{"colour": "red;}</style>"}, {"width": "64"}, {"height": 0}, {"transparent": None}],
)
def test_a_record_that_something_else_wrote_is_not_believed(
    facts: dict[str, object], photo: Path, store: Store
) -> None:
    """A folder can come from anywhere: what is not as we write it is made again."""
    made = make_derivatives(photo, SHA, VARIANTS, store)
    path = next(store.folder.rglob("*.json"))
    record = json.loads(path.read_text(encoding="utf-8"))
    record["facts"] |= facts
    path.write_text(json.dumps(record), encoding="utf-8")
    assert make_derivatives(photo, SHA, VARIANTS, store) == made


def test_another_encoder_makes_everything_again(photo: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update of Pillow or of our recipes, no file of the old kind stands in for one of the new."""
    make_derivatives(photo, SHA, VARIANTS, store)
    make_derivatives(photo, SHA, VARIANTS[:1], store)
    monkeypatch.setattr(photos, "ENCODER_VERSION", "next")
    photo.unlink()
    with pytest.raises(PictureError):
        make_derivatives(photo, SHA, VARIANTS, store)
    Image.new("RGB", (64, 48), "navy").save(photo)
    make_derivatives(photo, SHA, VARIANTS, store)
    assert len([name for name in kept(store) if name.endswith(".json")]) == 1


def test_same_source_same_bytes(photo: Path, store: Store, tmp_path: Path) -> None:
    """Two stores filled apart hold the same files, byte for byte."""
    twin = Store(tmp_path / "twin")
    make_derivatives(photo, SHA, VARIANTS, store)
    make_derivatives(photo, SHA, VARIANTS, twin)
    assert kept(store) == kept(twin)
    for path in store.folder.rglob("*.*"):
        assert path.read_bytes() == (twin.folder / path.relative_to(store.folder)).read_bytes()


def test_several_at_once_are_harmless(photo: Path, store: Store) -> None:
    """Whoever comes last replaces a file by itself; nobody sees a part of one, and nothing is left over."""
    with ThreadPoolExecutor(4) as workers:
        sets = list(workers.map(lambda _: make_derivatives(photo, SHA, VARIANTS, store), range(12)))
    assert len(set(sets)) == 1
    assert not [name for name in kept(store) if name.endswith(".part")]


def test_a_write_that_fails_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is an OSError for whoever asked; the old file stays as it was."""
    store.add("3f3f3f3f3f3f3f3f-8.webp", b"old")

    def full(self: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        store.add("3f3f3f3f3f3f3f3f-8.webp", b"new")
    assert kept(store) == ["3f3f3f3f3f3f3f3f-8.webp"]
    assert store.path_of("3f3f3f3f3f3f3f3f-8.webp").read_bytes() == b"old"


@pytest.mark.parametrize(("content", "harmless"), [(b"same", True), (b"other", False)])
def test_a_file_held_open_by_another_is_no_trouble_if_it_is_the_same(
    content: bytes, harmless: bool, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace an open file: fine where it holds these very bytes already."""
    name = "3f3f3f3f3f3f3f3f-8.webp"
    store.add(name, b"same")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    if harmless:
        store.add(name, content)
    else:
        with pytest.raises(PermissionError):
            store.add(name, content)
    assert kept(store) == [name]


def test_a_derivative_is_placed_under_a_second_name(photo: Path, store: Store, tmp_path: Path) -> None:
    """One file on the disk, however many students show it; what is there already is not replaced."""
    name = make_derivatives(photo, SHA, VARIANTS, store).files[0].webp
    destination = tmp_path / "picture.webp"
    store.place(name, str(destination))
    assert destination.samefile(store.path_of(name))
    assert destination.stat().st_mode == photo.stat().st_mode
    with pytest.raises(FileExistsError):
        store.place(name, str(destination))


def test_where_the_disk_has_no_links_it_is_copied(
    photo: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A USB stick knows no second names."""

    def refuse(origin: str, destination: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    name = make_derivatives(photo, SHA, VARIANTS, store).files[0].webp
    destination = tmp_path / name
    store.place(name, str(destination))
    assert destination.read_bytes() == store.path_of(name).read_bytes()
    assert not destination.samefile(store.path_of(name))


def test_what_is_not_there_cannot_be_placed(store: Store, tmp_path: Path) -> None:
    """The caller hears of it; no empty file appears."""
    with pytest.raises(FileNotFoundError):
        store.place("3f3f3f3f3f3f3f3f-8.webp", str(tmp_path / "x.webp"))
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["../secret.yaml", "3f3f3f3f3f3f3f3f-8/../x.webp", "/etc/passwd", "photo.jpg", ""])
def test_only_names_of_the_store_are_answered(name: str, store: Store) -> None:
    """No path leads out of it."""
    with pytest.raises(ValueError, match="not a name"):
        store.path_of(name)


def test_pruning_removes_what_nobody_claims(photo: Path, store: Store) -> None:
    """A withdrawn photo leaves nothing behind: neither derivative nor record; what is claimed stays usable."""
    claimed = make_derivatives(photo, SHA, VARIANTS, store)
    make_derivatives(photo, OTHER, VARIANTS, store)
    assert store.prune({SHA}) == 7
    assert all(name.startswith(SHA[:16]) for name in kept(store))
    photo.unlink()
    assert make_derivatives(photo, SHA, VARIANTS, store) == claimed
    assert store.prune([]) == 7
    assert kept(store) == []


def test_pruning_clears_what_a_stopped_command_left(photo: Path, store: Store) -> None:
    """Half-written files go once their writer is surely gone, not while another may still be writing."""
    make_derivatives(photo, SHA, VARIANTS, store)
    old, young = (store.folder / "3f" / f"{SHA[:16]}-8.webp.{age}.part" for age in ("old", "young"))
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (time.time() - 90_000,) * 2)
    assert store.prune({SHA}) == 1
    assert young.exists()


def test_a_store_that_was_never_filled_is_empty(store: Store) -> None:
    """Asking makes no folders."""
    assert store.prune([SHA]) == 0
    assert store.recall(SHA, "0" * 12, "any") is None
    assert not store.folder.exists()
