"""Other audiences' sites are brought to heel: whichever is built, none goes on showing what it no longer may."""

from __future__ import annotations

import shutil
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


def rewrite(school: Path, file: str, old: str, new: str) -> None:
    """Changes some words of a file that people wrote."""
    path = school / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="\n")


def every_word(school: Path, word: str) -> bytes:
    return b"".join(every_byte(school / "_site" / word).values())


BRIDGE = "students/amina-x3f9/reflections/bridge.yaml"
AMINA = "students/amina-x3f9/profile.yaml"


def test_where_a_new_site_cannot_be_made_the_old_one_shows_no_more_than_it_may(school: Path) -> None:
    broken = {"themes/broken/theme.yaml": "name: broken\nextends: journal\n"}
    broken["themes/broken/templates/index.html"] = "{{ nothing.here }}"
    write(school, dict(broken))
    rewrite(school, BRIDGE, "audience: public", "audience: family")
    build(school, "school", theme="broken")
    assert b"It held." not in every_word(school, "school")


def test_a_manifest_that_is_lost_or_cut_off_keeps_nobody_in_a_site(school: Path) -> None:
    (school / "_site" / "school" / "students" / "ben-7k2q" / ".profilegen.json").unlink()
    (school / "_site" / "school" / ".profilegen.json").write_bytes(b'{"vers')
    rewrite(school, "students/ben-7k2q/profile.yaml", "audience: school", "audience: private")
    build(school, "family")
    assert "ben-7k2q" not in who_is_in(school, "school")
    assert b"Ben" not in every_word(school, "school")
    build(school, "school")
    assert who_is_in(school, "school") == ["amina-x3f9"]


@pytest.mark.parametrize(
    "path", ["../../../victim.txt", "/{root}/victim.txt", "..\\\\victim.txt", "a/../../victim.txt"]
)
def test_a_doctored_manifest_removes_nothing_outside_its_folder(tmp_path: Path, path: str) -> None:
    victim = write(tmp_path, {"victim.txt": "mine"}) / "victim.txt"
    folder = write(tmp_path / "amina", {"profile.yaml": "name: Amina\naudience: private\n"})
    named = path.replace("{root}", tmp_path.as_posix().lstrip("/"))
    doctored = f'{{"version":1,"audience":"teachers","files":{{"{named}":"x"}},"claims":["dead"],"notes":{{}}}}'
    write(folder, {"_site/teachers/.profilegen.json": doctored})
    build(folder, "family")
    assert victim.read_text("utf-8") == "mine"


def test_building_a_copy_of_a_school_leaves_the_original_s_sites_alone(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    build(school, "school")
    build(school, "public", out=tmp_path / "web")
    before = every_byte(school / "_site") | every_byte(tmp_path / "web")
    copy = tmp_path / "next-year"
    shutil.copytree(school, copy)
    shutil.rmtree(copy / "students" / "amina-x3f9")
    build(copy, "family")
    assert every_byte(school / "_site") | every_byte(tmp_path / "web") == before
    assert who_is_in(copy, "school") == ["ben-7k2q"]


def test_one_of_two_comments_of_one_author_and_day_is_missed_when_it_goes(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    one = "{from: {name: Ms A, role: teacher}, date: 2026-10-15, comment: Kept, audience: family}"
    other = "{from: {name: Ms A, role: teacher}, date: 2026-10-15, comment: SECRETCOMMENT, audience: family}"
    rewrite(school, BRIDGE, "audience: public", f"audience: public\nfeedback: [{one}, {other}]")
    build(school, "family")
    rewrite(school, BRIDGE, "SECRETCOMMENT, audience: family", "SECRETCOMMENT, audience: private")
    build(school, "teachers")
    assert b"SECRETCOMMENT" not in every_word(school, "family")


def test_an_interest_that_gives_way_to_another_is_missed(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    rewrite(school, AMINA, "audience: public", "audience: public\ninterests: [chess, SECRETINTEREST]")
    build(school, "family")
    rewrite(school, AMINA, "[chess, SECRETINTEREST]", "[football, chess]")
    build(school, "teachers")
    assert b"SECRETINTEREST" not in every_word(school, "family")


def test_a_piece_taken_out_of_a_showcase_is_missed(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    second = "title: SECRETPIECE\ndate: 2026-10-01\n"
    both = "title: Mine\nfor: us\nshows: [reflections/bridge.yaml, reflections/second.yaml]\n"
    write(
        school, {"students/amina-x3f9/reflections/second.yaml": second, "students/amina-x3f9/showcases/one.yaml": both}
    )
    build(school, "family")
    rewrite(school, "students/amina-x3f9/showcases/one.yaml", ", reflections/second.yaml", "")
    assert {(one.student, one.audience) for one in build(school, "teachers").taken_out} == {("amina-x3f9", "family")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("comment: Why?, audience: family", "comment: Why?, audience: family, response: Because."),
        ("theme: journal", ""),
        ("featured: yes", "featured: no"),
    ],
)
def test_what_only_changes_how_something_is_shown_takes_nobody_out(tmp_path: Path, old: str, new: str) -> None:
    school = a_school(tmp_path / "hillside")
    feedback = "[{from: {name: Ms A, role: teacher}, date: 2026-10-15, comment: Why?, audience: family}]"
    rewrite(school, BRIDGE, "audience: public", f"audience: public\nfeatured: yes\nfeedback: {feedback}")
    rewrite(school, AMINA, "audience: public", "audience: public\ntheme: journal")
    build(school, "teachers")
    rewrite(school, BRIDGE if old in (school / BRIDGE).read_text("utf-8") else AMINA, old, new)
    assert build(school, "family").taken_out == ()


def test_pages_that_list_students_are_brought_to_heel(school: Path) -> None:
    rewrite(school, "classes/4-oak.yaml", "teachers: [Ms Ada Okafor]", "teachers: [Mr Brown]")
    build(school, "family")
    assert b"Okafor" not in every_word(school, "school")


def test_another_student_s_broken_profile_opens_nothing_of_theirs(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    photo = "  - {file: bridge.jpg, alt: Ben, shows: [ben-7k2q]}"
    rewrite(school, BRIDGE, "  - {file: bridge.jpg, alt: A bridge of cardboard, shows: []}", photo)
    rewrite(
        school, "students/ben-7k2q/profile.yaml", "audience: school", "audience: school\nconsent: {photos: private}"
    )
    build(school, "school")
    pictures = len(list((school / "_site/school/students/amina-x3f9/media").iterdir()))
    rewrite(school, "students/ben-7k2q/profile.yaml", "audience: school", "audience: school\noops: [")
    build(school, "school")
    assert len(list((school / "_site/school/students/amina-x3f9/media").iterdir())) == pictures


def test_a_student_s_folder_inside_a_school_keeps_to_the_school_s_consents(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    write(school, {"consents.yaml": "amina-x3f9:\n  photos: {widest: private}\n"})
    rewrite(school, AMINA, "audience: public", "audience: public\nconsent: {photos: school}")
    inside = school / "students" / "amina-x3f9"
    build(inside, "school")
    site = inside / "_site" / "school"
    assert (site / "index.html").is_file()
    assert [path.name for path in (site / "media").iterdir() if "square" in path.name] == []  # no avatar
    rewrite(school, BRIDGE, "audience: public", "audience: private")
    build(school, "family")
    assert not (site / "reflections").exists()
