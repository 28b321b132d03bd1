"""`profilegen clean`: what can be made again goes, what people wrote never does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from profilegen.cleaning import clean
from profilegen.media.store import Store
from profilegen.problems import UsageError
from tests.building.worlds import a_school, build, every_byte, picture, write

AMINA = "students/amina-x3f9"


def _sources(school: Path) -> dict[str, bytes]:
    return {name: content for name, content in every_byte(school).items() if not name.startswith(("_site", ".prof"))}


def test_the_cache_goes_and_the_sites_stay(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    build(school, "school")
    sources, site = _sources(school), every_byte(school / "_site")
    assert clean(school).freed > 0
    assert (_sources(school), every_byte(school / "_site")) == (sources, site)
    assert not every_byte(school / ".profilegen/store") if (school / ".profilegen/store").exists() else True
    build(school, "school")
    assert every_byte(school / "_site") == site
    assert clean(school).freed > 0


def test_sites_are_taken_down_where_asked_for_and_what_no_build_wrote_stays(tmp_path: Path) -> None:
    school, stick = a_school(tmp_path / "hillside"), tmp_path / "stick"
    for word, out in (("school", None), ("family", stick)):
        build(school, word, out=out)
    build(school / AMINA)
    write(school, {"_site/school/notes.txt": "mine"})
    cleaned = clean(school, sites=True)
    assert set(cleaned.sites) == {school / "_site/school", stick, school / AMINA / "_site/family"}
    assert every_byte(school / "_site") == {"school/notes.txt": b"mine"}
    assert not stick.exists()
    assert not (school / AMINA / "_site").exists()


def test_a_student_s_folder_cleans_its_own(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    build(school, "school")
    build(school / AMINA)
    whole = every_byte(school / "_site")
    clean(school / AMINA, sites=True)
    assert every_byte(school / "_site") == whole
    assert not (school / AMINA / "_site").exists()


def test_elsewhere_it_touches_nothing(tmp_path: Path) -> None:
    write(tmp_path, {".profilegen/store/ab/x.webp": "x", "_site/family/index.html": "x"})
    with pytest.raises(UsageError):
        clean(tmp_path, sites=True)
    assert len(every_byte(tmp_path)) == 2


def test_a_store_is_bounded_oldest_unused_first(tmp_path: Path) -> None:
    """What a site still links to goes last: removing it would free nothing."""
    school = a_school(tmp_path)
    for number, colour in enumerate(("red", "green", "blue")):
        reflection = "title: P\ndate: 2026-10-14\nmedia: [p.jpg]\n"
        home = write(school / f"students/kid{number}-0000", {"profile.yaml": f"name: Kid {number}\n"})
        write(home, {"reflections/photo.yaml": reflection, "media/p.jpg": picture(colour)})
    build(school, "family")
    store = school / ".profilegen/store"
    records = sorted(store.glob("*/*.json"))
    for age, record in enumerate(records):
        os.utime(record, (1_700_000_000 + age, 1_700_000_000 + age))
    for file in (school / "_site").rglob("*.*"):
        file.unlink()  # no site links to anything now
    size = sum(file.stat().st_size for file in store.rglob("*") if file.is_file())
    freed = clean(school, most=size - 1).freed
    assert 0 < freed < size
    assert not records[0].exists()
    assert all(record.exists() for record in records[1:])
    assert clean(school, most=10 * size).freed == 0


def test_what_a_site_links_to_is_removed_last(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for letter in "ab":
        store.add(f"{letter * 16}-8.webp", b"x" * 100)
        store.remember(letter * 64, "key", "encoder", {}, [f"{letter * 16}-8.webp"])
    os.utime(store.path_of(f"{'a' * 16}-key.json"), (1, 1))
    (tmp_path / "page.webp").hardlink_to(store.path_of(f"{'a' * 16}-8.webp"))
    store.shrink(300)
    assert store.path_of(f"{'a' * 16}-8.webp").exists()
    assert not store.path_of(f"{'b' * 16}-8.webp").exists()


def test_recalling_a_derivative_marks_it_as_used(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.add(f"{'a' * 16}-8.webp", b"x")
    store.remember("a" * 64, "key", "encoder", {}, [f"{'a' * 16}-8.webp"])
    record = store.path_of(f"{'a' * 16}-key.json")
    os.utime(record, (1, 1))
    store.recall("a" * 64, "key", "encoder")
    assert record.stat().st_mtime > 1_000_000_000
