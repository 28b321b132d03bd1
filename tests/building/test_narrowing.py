"""Other audiences' sites are brought to heel: whichever is built, none goes on showing what it no longer may."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.building.worlds import a_school, build, every_byte, write


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A school whose family, school and public sites are built."""
    folder = a_school(tmp_path / "hillside")
    for word in ("family", "school", "public"):
        build(folder, word)
    return folder


def who_is_in(school: Path, word: str) -> list[str]:
    folder = school / "_site" / word / "students"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_nothing_narrowed_nothing_happens(school: Path) -> None:
    before = every_byte(school / "_site")
    assert build(school, "family").taken_out == ()
    assert every_byte(school / "_site") == before


def test_withdrawn_consent_takes_the_student_out_of_wider_sites(school: Path) -> None:
    write(school, {"consents.yaml": "ben-7k2q:\n  photos: {widest: school}\n"})
    summary = build(school, "family")
    assert {(one.student, one.audience) for one in summary.taken_out} == {
        ("amina-x3f9", "public"),
        ("amina-x3f9", "school"),
    }
    assert who_is_in(school, "public") == []
    assert who_is_in(school, "school") == ["ben-7k2q"]


def test_the_lists_of_those_sites_forget_the_student_too(school: Path) -> None:
    write(school, {"consents.yaml": "ben-7k2q:\n  photos: {widest: school}\n"})
    build(school, "family")
    for word in ("public", "school"):
        assert b"Amina" not in b"".join(every_byte(school / "_site" / word).values())


def test_a_narrowed_record_takes_the_student_out(school: Path) -> None:
    write(
        school,
        {"students/amina-x3f9/reflections/bridge.yaml": "title: My bridge\ndate: 2026-10-14\naudience: family\n"},
    )
    build(school, "family")
    assert who_is_in(school, "public") == []
    assert who_is_in(school, "school") == ["ben-7k2q"]


def test_a_removed_record_takes_the_student_out(school: Path) -> None:
    (school / "students" / "amina-x3f9" / "reflections" / "bridge.yaml").unlink()
    build(school, "family")
    assert who_is_in(school, "public") == []


def test_a_reworded_text_does_not(school: Path) -> None:
    file = school / "students" / "amina-x3f9" / "reflections" / "bridge.yaml"
    file.write_text(file.read_text("utf-8").replace("It held.", "It held well."), "utf-8")
    assert build(school, "family").taken_out == ()


def test_another_name_for_an_audience_takes_the_student_out_of_its_old_site(school: Path) -> None:
    file = school / "students" / "amina-x3f9" / "profile.yaml"
    file.write_text(file.read_text("utf-8") + "name_for: {school: Sam}\n", "utf-8")
    summary = build(school, "private")
    assert ("amina-x3f9", "school") in {(one.student, one.audience) for one in summary.taken_out}


def test_a_consent_that_runs_out_takes_the_student_out_on_that_day(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    write(
        school,
        {
            "consents.yaml": """
                amina-x3f9:
                  photos: {widest: public, until: 2026-12-01}
                  public: {widest: public}
                """
        },
    )
    build(school, "school")
    build(school, "family", today=date(2026, 12, 1))
    assert who_is_in(school, "school") == ["amina-x3f9", "ben-7k2q"]
    build(school, "family", today=date(2026, 12, 2))
    assert who_is_in(school, "school") == ["ben-7k2q"]


def test_a_leaver_goes_from_every_site(school: Path) -> None:
    amina = school / "students" / "amina-x3f9"
    amina.rename(school.parent / "moved-away")
    build(school, "teachers")
    for word in ("family", "school", "public"):
        assert "amina-x3f9" not in who_is_in(school, word)


def test_a_profile_that_cannot_be_read_leaves_school_and_public_at_once(school: Path) -> None:
    write(school, {"students/amina-x3f9/profile.yaml": "name: Amina\nnam: twice\n"})
    build(school, "private")
    assert who_is_in(school, "family") == ["amina-x3f9", "ben-7k2q"]
    assert who_is_in(school, "school") == ["ben-7k2q"]
    assert who_is_in(school, "public") == []


def test_sites_made_with_out_are_brought_to_heel_too(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    build(school, "public", out=tmp_path / "web")
    write(school, {"consents.yaml": "amina-x3f9:\n  photos: {widest: public}\n"})
    build(school, "family")
    assert b"Amina" not in b"".join(every_byte(tmp_path / "web").values())


def test_a_lone_folder_s_other_sites_are_brought_to_heel(tmp_path: Path) -> None:
    folder = write(tmp_path / "amina", {"profile.yaml": "name: Amina\naudience: school\nabout: Me.\n"})
    build(folder, "school")
    write(folder, {"profile.yaml": "name: Amina\naudience: private\nabout: Me.\n"})
    build(folder, "private")
    assert not (folder / "_site" / "school").exists()


def test_derivatives_of_a_removed_photo_leave_the_store(school: Path) -> None:
    store = school / ".profilegen" / "store"
    before = len(list(store.rglob("*.webp")))
    (school / "students" / "amina-x3f9" / "reflections" / "bridge.yaml").unlink()
    (school / "students" / "amina-x3f9" / "media" / "bridge.jpg").unlink()
    build(school, "family")
    assert len(list(store.rglob("*.webp"))) < before
