"""A pack: what goes along, what stays behind and why, and that it is the same bag each time."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import bagit
import pytest
import yaml

from profilegen.model.carrying import Why
from profilegen.packing.pack import Pack, PackWish, pack
from profilegen.problems import UsageError
from tests.building.worlds import write
from tests.packing.worlds import AMINA, TODAY, a_school, description_of, held, packed

CANARY = re.compile(rb"canary-[a-z]+|Quillfeather|Snickersby|Zanzibarine|Marmalade|Plumbrook")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_school(tmp_path_factory.mktemp("packing") / "school with a # in it")


@pytest.fixture(scope="module")
def made(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return packed(school, tmp_path_factory.mktemp("to") / "amina.zip")


@pytest.fixture(scope="module")
def inside(made: Pack) -> dict[str, bytes]:
    assert made.file
    return held(made.file)


# What it is


def test_it_is_one_folder_with_a_bag_that_another_program_accepts(made: Pack, tmp_path: Path) -> None:
    assert made.file
    with ZipFile(made.file) as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"Mina-pack"}
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "Mina-pack"))
    bag.validate()
    assert set(bag.algorithms) == {"sha256", "sha512"}


def test_bag_info_names_nobody(inside: dict[str, bytes], made: Pack) -> None:
    lines = inside["bag-info.txt"].decode().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        *("Bag-Software-Agent", "Bagging-Date", "External-Identifier", "Payload-Oxum")
    ]
    assert f"Bagging-Date: {TODAY}" in lines and f"External-Identifier: {made.identifier}" in lines
    assert inside["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_the_identifier_is_random_and_stays_the_students(school: Path, made: Pack, tmp_path: Path) -> None:
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", made.identifier)
    assert packed(school, tmp_path / "a.zip").identifier == made.identifier
    assert packed(school, tmp_path / "b.zip", student="kai-7k2q").identifier != made.identifier
    assert f"{AMINA}: {made.identifier}" in (school / "identifiers.yaml").read_text(encoding="utf-8").splitlines()


def test_the_same_pack_is_the_same_bytes_under_any_name(school: Path, made: Pack, tmp_path: Path) -> None:
    assert made.file
    again = packed(school, tmp_path / "other name.zip")
    assert again.file and again.file.read_bytes() == made.file.read_bytes()


def test_every_file_stands_in_it_as_it_is(made: Pack) -> None:
    """So the bytes are the same whichever zlib a computer has, and every one of them counts."""
    with ZipFile(_file(made)) as archive:
        entries = archive.infolist()
    assert {one.compress_type for one in entries} == {ZIP_STORED}
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}


# What goes along


def test_a_record_goes_along_as_it_was_written(inside: dict[str, bytes], school: Path) -> None:
    home = school / "students" / AMINA
    for path in ("theme.css",):
        assert inside[f"data/profile/{path}"] == (home / path).read_bytes()


def test_the_family_site_can_be_opened_at_once(inside: dict[str, bytes], school: Path) -> None:
    site = school / "_packs" / "_site" / "students" / AMINA
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    del built[".profilegen.json"]
    assert {path.removeprefix("data/site/") for path in inside if path.startswith("data/site/")} == set(built)
    assert all(inside[f"data/site/{path}"] == content for path, content in built.items())
    assert b'href="site/index.html"' in inside["data/READ ME FIRST.html"]


def test_of_the_school_there_is_what_the_profile_is_read_by(inside: dict[str, bytes]) -> None:
    found = {path.removeprefix("data/school/") for path in inside if path.startswith("data/school/")}
    assert found == {"school.yaml", "classes/4-oak.yaml", "frameworks/ours.yaml"}
    said = yaml.safe_load(inside["data/school/school.yaml"])
    assert said["name"] == "Wobblecroft School" and said["default_audience"] == "family"
    assert yaml.safe_load(inside["data/school/classes/4-oak.yaml"]) == {
        **{"name": "4 Oak", "school_year": "2026/27", "students": [AMINA]}
    }


def test_a_theme_of_the_schools_own_goes_along_where_it_is_worn(tmp_path: Path) -> None:
    school = write(
        a_school(tmp_path / "school"),
        {"themes/hill/theme.yaml": "name: Hill\nextends: journal\n", "school.yaml": "name: W\ntheme: hill\n"},
    )
    found = held(_file(packed(school, tmp_path / "a.zip")))
    assert "data/school/themes/hill/theme.yaml" in found


# What stays behind


def test_nothing_that_must_stay_behind_is_anywhere_in_the_pack(inside: dict[str, bytes]) -> None:
    for path, content in inside.items():
        assert not CANARY.search(content) and not CANARY.search(path.encode()), path


def test_a_part_that_stays_behind_is_cut_and_every_other_byte_stays(inside: dict[str, bytes]) -> None:
    profile = inside["data/profile/profile.yaml"].decode()
    assert profile == (
        "# My profile\nname: Amina Yusuf\nknown_as: Mina\ntagline: I build things.   # and I like it\n"
        "show: {}\nstrengths:\n  - skill: kindness\n    because: I help.\navatar: face.jpg\n"
    )
    assert inside["data/profile/profile.cy.yaml"] == b"tagline: Dw i'n adeiladu.\n"
    bridge = yaml.safe_load(inside["data/profile/reflections/bridge.yaml"])
    assert [one["comment"] for one in bridge["feedback"]] == ["Strong!", "Say why it holds."]
    assert bridge["feedback"][0]["from"] == {"name": "Kai", "role": "peer", "student": "kai-7k2q"}
    assert [one["file"] for one in bridge["media"]] == ["bridge.jpg"]
    assert yaml.safe_load(inside["data/profile/showcases/best.yaml"])["shows"] == ["reflections/bridge.yaml"]
    assert "about" not in yaml.safe_load(inside["data/profile/testimonials/ode.yaml"])


def test_whoever_packs_is_told_all_of_it_by_name(made: Pack) -> None:
    told = {(one.path, one.why) for one in made.withheld}
    assert told == {
        ("conferences/autumn.yaml", Why.NOTES),
        ("media/group.jpg", Why.CONSENT),
        ("media/slides.pdf", Why.UNUSED),
        ("media/unused.jpg", Why.UNUSED),
        ("notes.txt", Why.NOT_OURS),
        ("profile.cy.yaml", Why.PRIVATE),
        ("profile.yaml", Why.PRIVATE),
        ("reflections/bridge.yaml", Why.AGREEMENT),
        ("reflections/bridge.yaml", Why.CONSENT),
        ("reflections/bridge.yaml", Why.SURNAME),
        ("reflections/bridge.yaml", Why.TEACHERS),
        ("reflections/broken.yaml", Why.UNREAD),
        ("reflections/diary.md", Why.PRIVATE),
        ("reports/2025-26.yaml", Why.REPORT),
        ("showcases/best.yaml", Why.REFERENCE),
        ("testimonials/kai.yaml", Why.AGREEMENT),
        ("testimonials/ode.yaml", Why.REFERENCE),
    }


def test_the_pack_itself_tells_how_many_and_why_and_no_name(made: Pack, inside: dict[str, bytes]) -> None:
    said = description_of(_file(made))
    counted = {
        (one["what"], one["why"]): one["how_many"] for one in said["left_out"] if not one["of_a_file_that_is_here"]
    }
    assert counted[("report", "report")] == 1 and counted[("reflection", "private")] == 1
    assert counted[("media", "not-shown-by-what-is-packed")] == 2
    assert (said["format"], said["format_version"], said["schema"]) == ("profilegen-pack", 1, 1)
    assert said["frameworks"] == ["ours"] and said["languages"] == ["cy", "en-GB"] and said["student"] == AMINA
    files = {one["path"]: one for one in said["files"]}
    assert set(files) == {path for path in inside if path.startswith("data/")} - {"data/pack.json"}
    assert all(files[path]["bytes"] == len(inside[path]) for path in files)
    assert files["data/profile/media/face.jpg"]["taken_out"] == ["metadata"]
    assert "no-agreement" in files["data/profile/reflections/bridge.yaml"]["taken_out"]


def test_what_is_packed_has_no_reference_to_what_is_not(made: Pack, tmp_path: Path) -> None:
    """So at the next school no record falls out for a link that leads nowhere."""
    from profilegen.build import check

    with ZipFile(_file(made)) as archive:
        archive.extractall(tmp_path)
    found = check(tmp_path / "Mina-pack" / "data" / "profile", today=TODAY)
    assert not [one for one in found.problems if one.rule in ("missing-media", "broken-reference", "unreadable-file")]


def test_originals_stay_as_they_are_where_that_is_asked_for(school: Path, tmp_path: Path) -> None:
    made = packed(school, tmp_path / "a.zip", originals=True)
    face = held(_file(made))["data/profile/media/face.jpg"]
    assert face == (school / "students" / AMINA / "media" / "face.jpg").read_bytes()
    assert "data/profile/media/face.jpg" in made.kept


def test_the_students_own_copy_holds_everything_but_what_is_others(school: Path, tmp_path: Path) -> None:
    made = packed(school, tmp_path / "a.zip", everything=True)
    whole = b"\n".join(content for path, content in held(_file(made)).items() if path.startswith("data/profile/"))
    for theirs in (b"canary-diary", b"canary-report", b"canary-pronouns", b"canary-next", b"canary-note"):
        assert theirs in whole
    for others in (b"canary-peer", b"canary-testimonial", b"canary-alt", b"Quillfeather", b"canary-group"):
        assert others not in whole
    page = held(_file(made))["data/READ ME FIRST.html"].decode()
    assert "own copy" in page and description_of(_file(made))["holds"] == "everything"


def test_who_keeps_a_profile_private_has_no_pack_for_a_school(school: Path, tmp_path: Path) -> None:
    write(school, {"students/zed-11aa/profile.yaml": "name: Zed Smythe\naudience: private\n"})
    refused = packed(school, tmp_path / "a.zip", student="zed-11aa")
    assert refused.file is None and refused.problems and not (tmp_path / "a.zip").exists()
    own = packed(school, tmp_path / "b.zip", student="zed-11aa", everything=True)
    assert "data/profile/profile.yaml" in held(_file(own)) and description_of(_file(own))["site"] is None


def test_the_family_s_name_is_the_only_one_that_travels(school: Path, tmp_path: Path) -> None:
    profile = "name: canary-name Smythe\nknown_as: canary-known\nname_for: {family: Sam Smythe, private: canary-own}\n"
    write(school, {"students/sam-11aa/profile.yaml": profile})
    found = held(_file(packed(school, tmp_path / "a.zip", student="sam-11aa")))
    assert found["data/profile/profile.yaml"] == b'name: "Sam Smythe"\nname_for: {family: Sam Smythe}\n'
    assert not [path for path, content in found.items() if b"canary" in content]


# Its place


def test_without_a_place_it_lies_in_packs(school: Path) -> None:
    made = pack(AMINA, school, today=TODAY)
    assert made.file == school.resolve() / "_packs" / AMINA / "Mina-pack.zip"


def test_what_somebody_else_made_is_never_written_over(school: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"holiday photos")
    with pytest.raises(UsageError, match="there already"):
        packed(school, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"holiday photos"


@pytest.mark.parametrize("place", [f"students/{AMINA}/a.zip", "classes/a.zip", "_keys/a.zip", "_site/a.zip"])
def test_nor_does_it_lie_among_what_people_write(school: Path, place: str) -> None:
    with pytest.raises(UsageError, match="among"):
        packed(school, school / place)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["con.jpg", "100% me.jpg", "a:b.jpg"])
def test_a_name_that_does_not_travel_is_told_and_nothing_is_packed(tmp_path: Path, name: str) -> None:
    school = a_school(tmp_path / "school")
    media = school / "students" / AMINA / "media"
    (media / "face.jpg").rename(media / name)
    profile = school / "students" / AMINA / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("face.jpg", f"'{name}'"), encoding="utf-8")
    made = packed(school, tmp_path / "a.zip")
    assert made.file is None and name in "".join(one.message for one in made.problems)
    assert [path.name for path in tmp_path.iterdir()] == ["school"]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of Unix")
def test_a_run_that_is_killed_leaves_one_file_and_the_next_removes_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    school, tmp_path = a_school(tmp_path_factory.mktemp("school")), tmp_path_factory.mktemp("to")
    (school / "students" / AMINA / "reflections" / "broken.yaml").unlink()  # so that even unused files go along
    old = packed(school, tmp_path / "a.zip")
    before = _file(old).read_bytes()
    big = school / "students" / AMINA / "media" / "unused.jpg"
    kept = big.read_bytes()
    try:
        with big.open("wb") as opened:
            opened.truncate(2_000_000_000)
        words = ("-m", "profilegen", "pack", AMINA, str(school), "--to", str(tmp_path / "a.zip"), "--everything")
        writer = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (begun := [*tmp_path.glob(".*.new")]) and writer.poll() is None:
            time.sleep(0.01)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    finally:
        big.write_bytes(kept)
    assert len(begun) == 1 and sorted(tmp_path.iterdir()) == sorted([*begun, tmp_path / "a.zip"])
    assert (tmp_path / "a.zip").read_bytes() == before
    packed(school, tmp_path / "a.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
    assert hashlib.sha256((tmp_path / "a.zip").read_bytes()).digest() == hashlib.sha256(before).digest()


def test_a_lone_folder_packs_too_and_keeps_its_own_word(tmp_path: Path) -> None:
    home = write(
        tmp_path / "lea", {"profile.yaml": "name: Lea Ode\n", "reflections/a.yaml": "title: A\ndate: 2026-10-01\n"}
    )
    made = pack(str(home), home, tmp_path / "a.zip", PackWish(), today=TODAY)
    found = held(_file(made))
    assert "data/profile/reflections/a.yaml" in found and "data/profile/identifiers.yaml" not in found
    assert made.identifier in (home / "identifiers.yaml").read_text(encoding="utf-8")
    assert pack(str(home), home, tmp_path / "a.zip", PackWish(), today=TODAY).identifier == made.identifier


def _file(made: Pack) -> Path:
    assert made.file is not None, [one.message for one in made.problems]
    return made.file
