"""Who has not changed is passed over, and everybody is told why they were not: what `build --explain` says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from profilegen.building import recalling
from profilegen.media import pixels
from tests.building.worlds import TODAY, a_school, build, every_byte, picture, write

AMINA, BEN = "students/amina-x3f9", "students/ben-7k2q"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Two students, built for the school."""
    school = a_school(tmp_path / "hillside")
    build(school, "school")
    return school


def why(school: Path, word: str = "school", **options: object) -> dict[str, str]:
    """Why each student was built again, "" where they were not."""
    return dict(build(school, word, **options).why)


def _times(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_a_second_build_builds_nobody_and_writes_nothing(school: Path) -> None:
    before = _times(school / "_site")
    assert why(school) == {"amina-x3f9": "", "ben-7k2q": ""}
    assert _times(school / "_site") == before


def test_a_second_build_tells_the_same_problems(school: Path) -> None:
    write(school / BEN, {"reflections/bad.yaml": "title: [\n", "profile.yaml": "name: Ben Lee\naudience: school\n"})
    first = build(school, "school")
    assert first.problems
    assert build(school, "school").problems == first.problems
    assert build(school, "school").pages == first.pages


def test_an_edited_reflection_builds_that_student_alone(school: Path) -> None:
    old = every_byte(school / "_site/school" / BEN)
    write(school / AMINA, {"reflections/bridge.yaml": "title: My tower\ndate: 2026-10-14\naudience: public\n"})
    before = _times(school / "_site/school/classes")
    assert why(school) == {"amina-x3f9": "reflections/bridge.yaml was changed", "ben-7k2q": ""}
    assert every_byte(school / "_site/school" / BEN) == old
    assert _times(school / "_site/school/classes") == before, "the class page says nothing of reflections"


def test_what_school_pages_say_of_a_student_makes_them_anew(school: Path) -> None:
    write(school / AMINA, {"profile.yaml": "name: Zora Karimi\naudience: public\n"})
    assert why(school)["ben-7k2q"] == ""
    assert b"Zora" in (school / "_site/school/classes/4-oak.html").read_bytes()


def test_a_new_file_and_one_that_is_gone_are_told_apart(school: Path) -> None:
    write(school / AMINA, {"reflections/kite.yaml": "title: Kite\ndate: 2026-10-14\n"})
    assert why(school)["amina-x3f9"] == "reflections/kite.yaml is new"
    (school / AMINA / "reflections/kite.yaml").unlink()
    assert why(school)["amina-x3f9"] == "reflections/kite.yaml is gone"


def test_the_last_record_of_a_kind_takes_its_page_along(school: Path) -> None:
    assert (school / "_site/school" / BEN / "reflections.html").is_file()
    shutil.rmtree(school / BEN / "reflections")
    why(school)
    names = set(every_byte(school / "_site/school" / BEN))
    assert not any("reflection" in name for name in names)
    assert b"reflections" not in (school / "_site/school" / BEN / "index.html").read_bytes()
    assert b"reflections.html" not in (school / "_site/school" / BEN / ".profilegen.json").read_bytes()


def test_the_last_student_takes_everything_along(school: Path) -> None:
    shutil.rmtree(school / "students")
    summary = build(school, "school")
    assert {one.student for one in summary.taken_out} == {"amina-x3f9", "ben-7k2q"}
    assert not list((school / "_site/school").rglob("students/*"))
    pages = b"".join(content for name, content in every_byte(school / "_site/school").items() if name.endswith(".html"))
    assert b"Amina" not in pages
    assert why(school) == {}


def test_a_consent_builds_whom_it_concerns(school: Path) -> None:
    text = (school / "consents.yaml").read_text("utf-8").replace("widest: school", "widest: family")
    write(school, {"consents.yaml": text})
    again = why(school)
    assert again["amina-x3f9"] == ""
    assert again["ben-7k2q"].startswith("school.yaml, consents.yaml")


def test_a_setting_of_the_school_builds_everybody(school: Path) -> None:
    write(school, {"school.yaml": "name: Seaview\nframework: skills-builder-2\npublishing: {public: yes}\n"})
    assert all("school.yaml" in reason for reason in why(school).values())
    assert b"Seaview" in (school / "_site/school" / BEN / "index.html").read_bytes()


def test_a_theme_builds_those_who_use_it(school: Path) -> None:
    write(school, {"themes/ours/theme.yaml": "name: ours\nextends: journal\ndefault_palette: harbour\n"})
    write(school / BEN, {"profile.yaml": "name: Ben Lee\naudience: school\ntheme: ours\n"})
    build(school, "school")
    write(school, {"themes/ours/static/ours.css": "h1 { color: red }\n"})
    assert why(school) == {"amina-x3f9": "", "ben-7k2q": "the theme was changed"}
    assert (school / "_site/school" / BEN / "theme/ours.css").is_file()


def test_a_theme_asked_for_and_other_themes_to_choose_from_are_said(school: Path) -> None:
    assert set(why(school, theme="journal").values()) == {"another theme was asked for"}
    build(school, "school")
    write(school, {"themes/ours/theme.yaml": "name: ours\nextends: journal\ndefault_palette: harbour\n"})
    assert set(why(school).values()) == {"the themes to choose from are others"}


def test_another_version_builds_everybody(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalling, "_tool", lambda: "a later one")
    assert all("another version" in reason for reason in why(school).values())


def test_a_day_builds_whom_an_expiry_concerns(school: Path) -> None:
    text = (school / "consents.yaml").read_text("utf-8")
    write(school, {"consents.yaml": text.replace("{widest: school}", "{widest: school, until: 2026-12-24}")})
    write(school / BEN, {"profile.yaml": "name: Ben Lee\naudience: school\navatar: {file: me.jpg, alt: Ben}\n"})
    write(school / BEN, {"media/me.jpg": picture("navy")})
    build(school, "school")
    assert why(school, today=date(2026, 12, 23)) == {"amina-x3f9": "", "ben-7k2q": ""}
    assert (school / "_site/school" / BEN / "media").is_dir()
    assert why(school, today=date(2026, 12, 25)) == {
        "amina-x3f9": "",
        "ben-7k2q": "a consent or something else has reached its day",
    }
    assert not (school / "_site/school" / BEN / "media").exists()


@pytest.mark.parametrize("spoilt", ["index.html", "theme/base.css", ".profilegen.json"])
def test_what_is_taken_out_of_a_site_comes_back(school: Path, spoilt: str) -> None:
    whole = every_byte(school / "_site")
    (school / "_site/school" / AMINA / spoilt).unlink()
    assert why(school) == {"amina-x3f9": "its folder in the site was changed, or is gone", "ben-7k2q": ""}
    assert every_byte(school / "_site") == whole


def test_what_somebody_writes_into_a_page_goes(school: Path) -> None:
    whole = every_byte(school / "_site")
    page = school / "_site/school" / AMINA / "index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes().replace(b"Amina", b"Animi"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    build(school, "school")
    assert every_byte(school / "_site") == whole


def test_two_edits_of_one_size_within_a_moment_are_two_edits(school: Path) -> None:
    file = school / AMINA / "reflections/bridge.yaml"
    file.write_text("title: One\ndate: 2026-10-14\naudience: public\n", "utf-8")
    times = file.stat()
    build(school, "school")
    file.write_text("title: Two\ndate: 2026-10-14\naudience: public\n", "utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    build(school, "school")
    assert b"Two" in (school / "_site/school" / AMINA / "reflections/bridge.html").read_bytes()


def test_another_audience_s_site_that_was_built_since_is_looked_at(school: Path) -> None:
    build(school, "family")
    assert all("another site" in reason for reason in why(school).values())
    assert set(why(school).values()) == {""}
    assert set(why(school, "family").values()) == {""}


def test_derivatives_are_made_once_and_survive_a_deleted_site(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For all audiences and students: nothing is decoded a second time."""
    write(school / BEN, {"media/bridge.jpg": (school / AMINA / "media/bridge.jpg").read_bytes()})
    shutil.rmtree(school / "_site")
    shutil.rmtree(school / ".profilegen/memory")

    def refuse(*_: object) -> None:
        raise AssertionError("a picture was opened again")

    monkeypatch.setattr(pixels, "read_source", refuse)
    for word in ("private", "teachers", "family", "school", "public"):
        assert build(school, word).failed == 0
    assert list((school / "_site/school" / AMINA / "media").glob("*.webp"))


def test_only_one_student_leaves_the_others_as_they_are(school: Path) -> None:
    old = every_byte(school / "_site/school" / BEN)
    for home in (AMINA, BEN):
        write(school / home, {"reflections/new.yaml": "title: New\ndate: 2026-10-14\naudience: school\n"})
    assert why(school, only=["amina-x3f9"]) == {"amina-x3f9": "reflections/new.yaml is new"}
    assert every_byte(school / "_site/school" / BEN) == old
    assert why(school) == {"amina-x3f9": "", "ben-7k2q": "reflections/new.yaml is new"}


def test_a_memory_that_something_spoilt_is_no_memory(school: Path) -> None:
    whole = every_byte(school / "_site")
    for content in (b"", b"\xff\x00not json\n", b"{}\n\n[]\n", b"[1, {}]\namina-x3f9\t[[[[\n\t{}\n"):
        for file in (school / ".profilegen/memory").iterdir():
            file.write_bytes(content)
        assert build(school, "school").failed == 0
        assert every_byte(school / "_site") == whole
    (memory,) = (school / ".profilegen/memory").iterdir()
    lines = memory.read_bytes().splitlines(keepends=True)
    memory.write_bytes(b"".join(lines[:-1]) + lines[-1][:40])
    assert set(why(school).values()) == {""}, "a torn last line costs the last line only"


def test_the_same_bytes_under_another_locale_time_zone_and_working_folder(tmp_path: Path, school: Path) -> None:
    """And from a copy whose files were made in another order."""
    copy = tmp_path / "elsewhere" / "hillside"
    for file in sorted(school.rglob("*"), reverse=True):
        if file.is_file() and "_site" not in file.parts and ".profilegen" not in file.parts:
            write(copy, {file.relative_to(school).as_posix(): file.read_bytes()})
    command = [sys.executable, "-m", "profilegen", "build", ".", "--for", "school", "--today", TODAY.isoformat()]
    there = {"LC_ALL": "POSIX", "LANG": "POSIX", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    root = {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(command, cwd=copy, env={**os.environ, **there, **root}, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert every_byte(copy / "_site/school") == every_byte(school / "_site/school")
