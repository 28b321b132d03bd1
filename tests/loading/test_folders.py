"""A folder is walked safely: plain files only, never outside, the same names in the same order on every machine."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from profilegen.loading.folders import Found, contents_of, files_below, why_it_does_not_travel
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from tests.loading.worlds import REFLECTION, amina, rules, school_of_amina, told, written


def walk(folder: Path) -> tuple[list[str], list[str]]:
    files, problems = files_below(Found(folder, "", ""))
    return [file.name for file in files], rules(problems)


def test_files_are_told_sorted_by_their_path(tmp_path: Path) -> None:
    written(tmp_path, {"b.jpg": "", "a/z.jpg": "", "a/b/c.jpg": "", "Z.jpg": ""})
    assert walk(tmp_path) == (["Z.jpg", "a/b/c.jpg", "a/z.jpg", "b.jpg"], [])


def test_names_are_told_in_one_unicode_form_and_opened_in_their_own(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Zoë.jpg")
    written(tmp_path, {name: "picture"})
    (file,), problems = files_below(Found(tmp_path, "", ""))
    assert (file.name, problems) == ("Zoë.jpg", ())
    assert file.path.read_text(encoding="utf-8") == "picture"


def test_what_systems_and_editors_leave_about_is_not_seen(tmp_path: Path) -> None:
    litter = [
        ".DS_Store",
        ".git/config",
        "Thumbs.db",
        "desktop.ini",
        "~$plan.docx",
        "a.tmp",
        "a.yaml~",
        ".a.yaml.swp",
        "#a#",
        "4913",
    ]
    written(tmp_path, dict.fromkeys(litter, ""))
    assert walk(tmp_path) == ([], [])


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links on this system")
def test_a_link_is_refused_wherever_it_leads(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside", {"secret.yaml": REFLECTION})
    inside = written(tmp_path / "inside", {"a.yaml": ""})
    (inside / "file.yaml").symlink_to(outside / "secret.yaml")
    (inside / "folder").symlink_to(outside)
    (inside / "nowhere").symlink_to(tmp_path / "nothing")
    (inside / "round").symlink_to(inside)
    assert walk(inside) == (["a.yaml"], ["unsafe-file"] * 4)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bridge.yaml")
    assert walk(tmp_path) == ([], ["unsafe-file"])


def test_a_link_in_place_of_a_profile_is_not_followed(tmp_path: Path) -> None:
    folder = school_of_amina(tmp_path / "school", {})
    profile = folder / "students" / "amina-x3f9" / "profile.yaml"
    written(tmp_path, {"other.yaml": "name: Somebody Else\n"})
    profile.unlink()
    profile.symlink_to(tmp_path / "other.yaml")
    school, _ = load_school(folder)
    student, problems = load_student(school, "amina-x3f9")
    assert student is None and not school.cards
    assert "unsafe-file" in rules(problems)


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (problem,) = contents_of(Found(tmp_path / "nothing", "nothing", "nothing")).problems
    assert problem.rule == "unreadable-file"


def test_folders_nested_without_end_are_not_followed_without_end(tmp_path: Path) -> None:
    written(tmp_path, {"/".join("a" * 30) + "/x.jpg": ""})
    assert walk(tmp_path) == ([], ["too-deep"])


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("con.yaml", "Windows keeps for itself"),
        ("LPT1", "Windows keeps for itself"),
        ("what?.jpg", "holds ?"),
        ("a<b>.jpg", "holds < >"),
        ("a\\b.jpg", "holds \\"),
        ("bridge ", "a space or a full stop"),
        ("bridge.", "a space or a full stop"),
        (" bridge", "a space or a full stop"),
        ("a\nb.jpg", "cannot be seen"),
        ("gpj.\u202ebridge.jpg", "cannot be seen"),
        ("bri\u200bdge.jpg", "cannot be seen"),
        ("a" * 121, "longer than 120"),
    ],
)
def test_a_name_that_does_not_travel_says_why(name: str, reason: str) -> None:
    assert reason in why_it_does_not_travel(name)


@pytest.mark.parametrize(
    "name",
    [
        "bridge.jpg",
        "Zoë (1).jpg",
        "我的桥.jpg",
        "می\u200cروم.jpg",
        "👩\u200d🔬.png",
        "a#b.jpg",
        "50 % done.jpg",
        "a" * 120,
    ],
)
def test_names_in_every_script_travel(name: str) -> None:
    assert why_it_does_not_travel(name) == ""


def test_names_that_differ_only_in_capitals_are_told_and_kept(tmp_path: Path) -> None:
    written(tmp_path, {"Bridge.jpg": "a", "bridge.jpg": "b"})
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this disk does not tell them apart")
    files, problems = walk(tmp_path)
    assert (files, problems) == (["Bridge.jpg", "bridge.jpg"], ["name-does-not-travel"] * 2)


def test_two_files_of_one_name_are_both_left_out(tmp_path: Path) -> None:
    written(tmp_path, {unicodedata.normalize(form, "Zoë.jpg"): form for form in ("NFC", "NFD")})
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this disk does not tell them apart")
    assert walk(tmp_path) == ([], ["address-clash"] * 2)


def test_a_problem_with_a_name_does_not_leave_the_record_out(tmp_path: Path) -> None:
    student, problems = amina(tmp_path, {"./reflections/con.yaml": REFLECTION})
    assert [filed.slug for filed in student.reflections] == ["con-"]
    assert rules(problems) == ["name-does-not-travel"], told(problems)
