"""Whatever stopped, refused or spoilt a build: the next one leaves the site that a clean build of a copy would make."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from profilegen.baring.hashing import hash_of
from profilegen.building import listing, narrowing, school_pages, whole
from profilegen.cleaning import clean
from profilegen.loading.school import load_school
from profilegen.loading.themes import ThemeError
from profilegen.media.store import Store
from profilegen.problems import ProfilegenError
from profilegen.publishing import swapping
from profilegen.publishing.manifest import SiteFile, manifest_for, read_manifest
from profilegen.remembering import survey
from tests.building.worlds import TODAY, a_school, build, every_byte, picture, rules_of, write

AMINA, BEN = "students/amina-x3f9", "students/ben-7k2q"
PROFILE, BRIDGE = f"{AMINA}/profile.yaml", f"{AMINA}/reflections/bridge.yaml"
OURS = "name: ours\nextends: journal\ndefault_palette: harbour\n"
_BUILT = shutil.ignore_patterns("_site", ".profilegen")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Two students, built for the school."""
    school = a_school(tmp_path / "hillside")
    build(school, "school")
    return school


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """Built for everybody and for the family; nothing is left to do."""
    school = a_school(tmp_path / "hillside")
    for word in ("public", "family", "family"):
        build(school, word)
    return school


def wrong(school: Path, word: str = "school") -> list[str]:
    """The paths in a site that are not as a clean build of a copy makes them."""
    parent = school.parent / "copies" / str(time.monotonic_ns())
    copy = shutil.copytree(school, parent / school.name, symlinks=True, ignore=_BUILT)
    build(copy, word)
    here, there = every_byte(school / "_site" / word), every_byte(copy / "_site" / word)
    return sorted(path for path in here.keys() | there.keys() if here.get(path) != there.get(path))


def _own_pages(school: Path, word: str = "public") -> bytes:
    """The words of the pages that list students."""
    files = every_byte(school / "_site" / word).items()
    return b"".join(content for path, content in files if path.endswith((".html", ".js")) and "students/" not in path)


def _stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def _refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


def _stopped(monkeypatch: pytest.MonkeyPatch, where: object, name: str, stop: Any, school: Path, word: str) -> None:
    """A build that is stopped there."""
    with monkeypatch.context() as patched:
        patched.setattr(where, name, stop)
        with pytest.raises(KeyboardInterrupt):
            build(school, word)


def test_a_build_stopped_before_its_list_of_students_makes_the_list_next_time(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(school, {f"{AMINA}/media/me.jpg": picture("gold")})
    _stopped(monkeypatch, whole, "list_students", _stop, school, "school")
    build(school, "school")
    assert wrong(school) == []


def test_a_build_stopped_after_taking_somebody_out_unlists_them_next_time(
    wide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (wide / BRIDGE).unlink()
    _stopped(monkeypatch, whole, "bring_to_heel", _stop, wide, "family")
    build(wide, "family")
    assert not (wide / "_site/public" / AMINA / "index.html").exists()
    assert b"amina-x3f9" not in _own_pages(wide)


def test_a_build_of_one_student_that_could_not_list_them_is_made_up_for(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(school, {f"{AMINA}/media/me.jpg": picture("gold")})
    with monkeypatch.context() as full:
        full.setattr(school_pages, "publish_in_place", _refuse)
        build(school, "school", only=["amina-x3f9"])
    build(school, "school")
    assert wrong(school) == []


def test_a_list_beside_that_could_not_be_written_is_written_next_time(
    wide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (wide / BRIDGE).unlink()
    real = swapping.publish_in_place

    def refuse(root: Path, *arguments: Any) -> bool:
        if root.name == "public":
            _refuse()
        return real(root, *arguments)

    with monkeypatch.context() as refusing:
        refusing.setattr(school_pages, "publish_in_place", refuse)
        assert "not-published" in rules_of(build(wide, "family"))
    build(wide, "family")
    assert b"amina-x3f9" not in _own_pages(wide)


def test_somebody_unreadable_who_could_not_be_taken_out_is_taken_out_next_time(
    wide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(wide, {PROFILE: "name: [\n"})
    with monkeypatch.context() as refusing:
        refusing.setattr(narrowing, "take_away", _refuse)
        assert "not-published" in rules_of(build(wide, "family"))
    build(wide, "family")
    assert not any(b"Amina" in content for content in every_byte(wide / "_site/public").values())


def test_a_list_beside_that_was_being_written_says_no_more_than_it_may(
    wide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(wide, {PROFILE: "name: Amina Karimi\naudience: family\n"})
    real = swapping.put

    def stop(file: str, *arguments: Any) -> None:
        if "_site/public/.profilegen-new" in Path(file).as_posix():
            _stop()
        real(file, *arguments)

    _stopped(monkeypatch, swapping, "put", stop, wide, "family")
    build(wide, "family")
    assert b"amina-x3f9" not in _own_pages(wide)
    assert b"I build things" not in _own_pages(wide)


def test_a_profile_edited_while_the_build_runs_counts_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here long before her turn comes: the file is not young any more when it is looked at."""
    school = a_school(tmp_path / "hillside")
    edited = (school / PROFILE).read_text("utf-8") + "consent: {photos: {widest: private}}\n"
    face = hash_of(school / AMINA / "media/me.jpg")[:8]
    monkeypatch.setattr(survey, "_YOUNG", 20_000_000)
    real = load_school

    def load_and_edit(*arguments: Any) -> Any:
        loaded = real(*arguments)
        write(school, {PROFILE: edited})
        time.sleep(0.1)
        return loaded

    time.sleep(0.1)
    with monkeypatch.context() as busy:
        busy.setattr(whole, "load_school", load_and_edit)
        build(school, "school")
    assert list((school / "_site/school").rglob(f"*{face}*"))
    build(school, "school")
    assert wrong(school) == []
    assert not list((school / "_site/school" / AMINA).rglob(f"*{face}*"))


def test_a_lone_folder_with_another_name_is_another_student(tmp_path: Path) -> None:
    reflection = "title: B\ndate: 2026-10-14\nmedia: [{file: b.jpg, alt: x, shows: [amina-x3f9]}]\n"
    home = write(
        tmp_path / "amina-x3f9",
        {
            "profile.yaml": "name: Amina\nconsent: {photos: {widest: family}}\n",
            "reflections/bridge.yaml": reflection,
            "media/b.jpg": picture(),
        },
    )
    build(home)
    renamed = home.rename(tmp_path / "mina-0000")
    build(renamed)
    assert wrong(renamed, "family") == []


def test_a_school_that_has_its_folder_s_name_follows_the_folder(tmp_path: Path) -> None:
    school = write(a_school(tmp_path / "hill"), {"school.yaml": "name: [\ndefault_audience: school\n"})
    build(school, "school")
    renamed = school.rename(tmp_path / "dale")
    build(renamed, "school")
    assert wrong(renamed) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no limit to a file's size")
@pytest.mark.parametrize("publish", [swapping.publish, swapping.publish_in_place])
def test_a_disk_that_takes_part_of_a_page_is_an_error_and_the_old_page_stands(
    tmp_path: Path, publish: Callable[..., bool]
) -> None:
    import resource

    folder, store = tmp_path / "kid", Store(tmp_path / "store")
    old: dict[str, SiteFile] = {"page.html": b"old"}
    new: dict[str, SiteFile] = {"page.html": b"x" * 50_000}
    publish(folder, old, manifest_for("family", old), store)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(OSError):
            publish(folder, new, manifest_for("family", new), store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (folder / "page.html").read_bytes() == b"old"


def test_two_writers_of_one_folder_never_make_a_mixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two machines that share a drive may not see each other's locks."""
    folder, store = tmp_path / "kid", Store(tmp_path / "store")
    editions = [{f"p{number}.html": words for number in range(4)} for words in (b"old", b"new")]
    half_way, go_on = Event(), Event()
    real = swapping.put

    def put(file: str, content: SiteFile, *rest: Any) -> None:
        if content == b"old" and file.endswith("p2.html"):
            half_way.set()
            go_on.wait(0.5)
        real(file, content, *rest)
        if content == b"new" and file.endswith("p3.html"):
            go_on.set()
            time.sleep(0.2)

    def publish(files: dict[str, bytes]) -> None:
        with suppress(OSError, ProfilegenError):  # one of the two may be told that another one is there
            swapping.publish(folder, files, manifest_for("family", files), store)

    monkeypatch.setattr(swapping, "put", put)
    with ThreadPoolExecutor(max_workers=1) as other:
        first = other.submit(publish, editions[0])
        assert half_way.wait(1)
        publish(editions[1])
        first.result()
    pages = {path: content for path, content in every_byte(folder).items() if path.endswith(".html")}
    assert pages in editions
    manifest = read_manifest(folder)
    assert manifest is not None
    assert manifest.files == manifest_for("family", pages).files


def test_a_replacing_file_by_file_that_was_stopped_is_finished(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(school, {f"{AMINA}/reflections/next.yaml": "title: Next\ndate: 2026-11-01\nbody: New.\naudience: school\n"})
    monkeypatch.setattr(swapping, "_PAUSE", 0)
    real_rename, real_replace = Path.rename, Path.replace

    def rename(path: Path, target: Path) -> Path:
        if path.name == "amina-x3f9":
            raise PermissionError(errno.EACCES, "The file is in use", str(path))
        return real_rename(path, target)

    def replace(path: Path, target: Path) -> Path:
        done = real_replace(path, target)
        if Path(target).name == "next.html":
            _stop()
        return done

    with monkeypatch.context() as held:
        held.setattr(Path, "rename", rename)
        _stopped(held, Path, "replace", replace, school, "school")
    assert build(school, "school").failed == 0
    assert wrong(school) == []


def _with_theme(school: Path, files: dict[str, str | bytes]) -> Path:
    write(school, {"school.yaml": "name: Hillside\ntheme: {name: ours}\n", "themes/ours/theme.yaml": OURS})
    return write(school / "themes/ours", files)


def test_a_theme_that_is_mended_is_used_where_another_stood_in(school: Path) -> None:
    for home, name in ((AMINA, "Amina Karimi"), (BEN, "Ben Lee")):
        write(school / home, {"profile.yaml": f"name: {name}\naudience: school\ntheme: journal\n"})
    ours = _with_theme(school, {"theme.yaml": OURS.replace("harbour", "nowhere"), "static/ours.css": "h1 {}"})
    build(school, "school")
    write(ours, {"theme.yaml": OURS})
    build(school, "school")
    assert wrong(school) == []


def test_why_another_theme_stands_in_is_told_where_it_was_wished_for(school: Path) -> None:
    """Nobody would look for the reason, as a page is there."""
    _with_theme(school, {"theme.yaml": OURS.replace("harbour", "nowhere")})
    write(school / AMINA, {"profile.yaml": "name: Amina Karimi\naudience: school\ntheme: ours\n"})
    told = [one for one in build(school, "school").problems if one.rule == "theme-mistake"]
    assert {one.place.file for one in told} == {f"{AMINA}/profile.yaml", "school.yaml"}
    assert all("“ours” cannot be used, so “journal” stands in." in one.message for one in told)
    assert all("default palette" in one.message for one in told)


def test_a_link_that_comes_into_a_theme_is_seen(school: Path) -> None:
    ours = _with_theme(school, {"static/ours.css": "h1 {}"})
    build(school, "school")
    (ours / "static/x.css").symlink_to(school / "school.yaml")
    build(school, "school")
    assert wrong(school) == []


def test_a_hidden_template_that_a_theme_includes_is_a_part_of_it(school: Path) -> None:
    title = "{% extends 'base/reflections.html' %}{% block title %}{% include '.part.html' %}{% endblock %}"
    ours = _with_theme(school, {"templates/.part.html": "ONE", "templates/reflections.html": title})
    build(school, "school")
    write(ours, {"templates/.part.html": "TWO"})
    build(school, "school")
    assert wrong(school) == []


def test_a_picture_that_was_spoilt_in_the_site_is_made_again(school: Path) -> None:
    """Where the disk links, this spoils the store's own file too."""
    next((school / "_site/school" / AMINA / "media").glob("*.jpg")).write_bytes(b"truncated")
    build(school, "school")
    assert wrong(school) == []


def test_a_style_sheet_that_was_spoilt_in_the_site_does_not_come_back_from_the_store(school: Path) -> None:
    sheet = school / "_site/school" / AMINA / "theme/base.css"
    whole_sheet = sheet.read_bytes()
    sheet.write_bytes(whole_sheet.replace(b"a", b"b"))
    shutil.rmtree(school / "_site")
    build(school, "school")
    assert sheet.read_bytes() == whole_sheet
    assert wrong(school) == []


def test_what_was_made_of_a_picture_goes_when_one_student_was_built_first(school: Path) -> None:
    letters = hash_of(school / AMINA / "media/bridge.jpg")[:16]
    assert list((school / ".profilegen/store").rglob(f"{letters}*"))
    for path in (f"{AMINA}/media/bridge.jpg", BRIDGE):
        (school / path).unlink()
    build(school, "school", only=["amina-x3f9"])
    build(school, "school")
    assert not list((school / ".profilegen/store").rglob(f"{letters}*"))


def test_what_another_build_is_staging_beside_a_site_stays(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    stick = write(tmp_path / "stick", {".profilegen-new-ben/index.html": "being staged", "notes/mine.txt": "mine"})
    build(school, out=stick / "amina")
    assert (stick / ".profilegen-new-ben/index.html").read_bytes() == b"being staged"
    assert (stick / "notes/mine.txt").read_bytes() == b"mine"


@pytest.fixture
def deep(school: Path) -> Iterator[Callable[[str], None]]:
    """Makes a folder of the site far too deep for a recursion."""

    def dig(inside: str) -> None:
        top = school / "_site/school" / inside
        top.mkdir(parents=True, exist_ok=True)
        (top / "d").mkdir()
        for _ in range(1100):  # from below, so that no path is long
            (top / "next").mkdir()
            (top / "d").rename(top / "next/d")
            (top / "next").rename(top / "d")

    yield dig
    for top in [left.parent for where in ("*", "students/*") for left in (school / "_site/school").glob(f"{where}/d")]:
        while (top / "d/d").exists():
            (top / "d/d").rename(top / "next")
            (top / "d").rmdir()
            (top / "next").rename(top / "d")


def test_a_folder_too_deep_in_the_school_s_site_stops_nobody(school: Path, deep: Callable[[str], None]) -> None:
    deep("x")
    write(school, {"school.yaml": "name: Seaview\n"})
    assert build(school, "school").failed == 0
    assert b"Seaview" in (school / "_site/school/index.html").read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_a_name_on_the_disk_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    build(school)
    leaver = "_site/family/students/\x1b]0;pwned\x07\u202egnp"
    reflection = "title: T\ndate: 2026-10-14\n"
    write(school, {f"{leaver}/index.html": "x", f"{AMINA}/reflections/\x1b]0;two\x07.yaml": reflection})
    command = [sys.executable, "-m", "profilegen", "build", str(school), "--explain", "--today", TODAY.isoformat()]
    root = {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONUTF8": "1"}
    ended = subprocess.run(command, env={**os.environ, **root}, check=False, capture_output=True, timeout=20)
    said = (ended.stdout + ended.stderr).decode("utf-8")
    assert "Built for" in said
    assert {letter for letter in said if unicodedata.category(letter) == "Cc"} <= {"\n"}
    assert "\u202e" not in said


WRONG_VALUES: tuple[Any, ...] = (None, 5, float("inf"), "x", [], [[1]], [["a"], "x"], {}, {"\0": "x"}, {"name": 5})
KEYS = (
    *("inputs", "asked", "answers", "since", "until", "theme", "site", "beside", "problems", "pages", "readable"),
    *("originals", "listed", "card", "student", "students", "listing"),
)


@pytest.mark.parametrize("key", KEYS)
def test_a_damaged_line_of_the_memory_costs_a_rebuild_and_nothing_else(school: Path, key: str) -> None:
    """Of every type, in every field, of every student and of the whole."""
    site = every_byte(school / "_site/school")
    (memory,) = (school / ".profilegen/memory").iterdir()
    first, *lines = memory.read_bytes().splitlines(keepends=True)
    assert any(key in json.loads(line.partition(b"\t")[2]) for line in lines)
    for value in WRONG_VALUES:
        damaged = [line.partition(b"\t") for line in lines]
        spoilt = [name + b"\t" + json.dumps({**json.loads(rest), key: value}).encode() for name, _, rest in damaged]
        memory.write_bytes(first + b"\n".join(spoilt) + b"\n")
        assert build(school, "school").failed == 0, value
        assert every_byte(school / "_site/school") == site, value


def test_a_list_that_can_neither_be_made_nor_taken_away_is_a_problem(
    school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ThemeError("The theme is broken.", "Mend it.")

    monkeypatch.setattr(listing, "build_school_pages", fail)
    monkeypatch.setattr(listing, "remove_school_pages", _refuse)
    write(school, {"school.yaml": "name: Seaview\nclasses: []\n"})
    (school / PROFILE).unlink()
    assert rules_of(build(school, "school")) & {"not-published", "theme-mistake"}


def test_a_school_whose_lock_cannot_be_taken_does_not_stop_a_student_s_own_build(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    (school / ".profilegen/lock").mkdir(parents=True)
    assert build(school / AMINA).failed == 0
    assert (school / AMINA / "_site/family/index.html").is_file()


def test_clean_leaves_the_folder_in_which_a_site_was_put(tmp_path: Path) -> None:
    school, mine = a_school(tmp_path / "hillside"), tmp_path / "mine"
    mine.mkdir()
    build(school, out=mine / "site")
    clean(school, sites=True)
    assert list(tmp_path.glob("mine*")) == [mine]
    assert list(mine.iterdir()) == []


def test_clean_takes_down_sites_also_where_the_cache_is_gone(school: Path) -> None:
    shutil.rmtree(school / ".profilegen")
    assert clean(school, sites=True).sites == (school / "_site/school",)
    assert not (school / "_site").exists()


@pytest.mark.parametrize("left", [".profilegen-old-", ".profilegen-new-"])
def test_clean_takes_what_a_stopped_build_left(tmp_path: Path, left: str) -> None:
    home = a_school(tmp_path / "hillside") / AMINA
    build(home)
    (home / "_site/family").rename(home / f"_site/{left}family")
    clean(home, sites=True)
    assert not list((home / "_site").glob("*"))
