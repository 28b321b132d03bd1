"""What must not be unpacked is refused with a reason, and nothing is written; what stands in the way stays."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profilegen.arriving.label import NotUnpackedError, label_of
from profilegen.arriving.merging import Fate
from profilegen.problems import UsageError
from tests.arriving.worlds import ARRIVED, BRIDGE, GOOD, LEA, NAME, a_pack, alone, into, school, tree
from tests.building.worlds import write
from tests.packing.bags import HILL, IDENTIFIER, in_folder, in_zip, listed, ours
from tests.packing.worlds import held


def refused(home: Path, pack: Path, *words: str) -> None:
    """It is refused, in a school and alone, with these words, and nothing was written."""
    before = tree(home)
    with pytest.raises((NotUnpackedError, UsageError)) as caught:
        into(home, pack)
    told = " ".join([caught.value.message, *getattr(caught.value, "reasons", ())])
    assert all(word in told for word in words), told
    assert tree(home) == before and not (home / ".profilegen" / "unpacking").exists()
    with pytest.raises((NotUnpackedError, UsageError)):
        alone(home.parent / "lone", pack)
    assert not (home.parent / "lone").exists()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return school(tmp_path / "school", "Home School")


def test_the_good_one_is_unpacked(home: Path, tmp_path: Path) -> None:
    assert into(home, a_pack(tmp_path / "a.zip")).plan.pupil.id == LEA


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"format": "zip"}, "no pack.json"),
        ({"format_version": 2}, "newer"),
        ({"schema": 7}, "newer"),
        ({"format_version": True}, "does not say"),
        ({"format_version": "1"}, "does not say"),
        ({"schema": None}, "does not say"),
        ({"identifier": "urn:uuid:me"}, "does not say"),
        ({"identifier": [IDENTIFIER]}, "does not say"),
        ({"student": None}, "does not say"),
        ({"student": {"id": "x"}}, "does not say"),
        ({"school": 7}, "does not say"),
        ({"made_on": "yesterday"}, "does not say"),
        ({"made_on": 20260902}, "does not say"),
        ({"left_out": {}}, "does not say"),
        ({"left_out": [1]}, "does not say"),
        ({"left_out": [{"what": "a", "why": "b", "of_a_file_that_is_here": 1, "how_many": 1}]}, "does not say"),
        ({"left_out": [{"what": "a", "why": "b", "of_a_file_that_is_here": True, "how_many": -1}]}, "does not say"),
        ({"files": None}, "does not say"),
        ({"files": ["a"]}, "does not say"),
        ({"files": [{"path": 1}]}, "does not say"),
        ({"files": []}, "was added"),
        ({"files": [{"path": "data/profile/gone.yaml"}]}, "is missing"),
    ],
)
def test_a_pack_json_of_the_wrong_kind(home: Path, tmp_path: Path, said: dict[str, Any], words: str) -> None:
    refused(home, a_pack(tmp_path / "a.zip", **said), words)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from([*GOOD, "files"]), _JSON, max_size=4))
def test_any_pack_json_is_a_label_or_is_refused(said: dict[str, Any]) -> None:
    try:
        label = label_of({**GOOD, "files": [], **said})
    except NotUnpackedError:
        return
    assert isinstance(label.student, str) and label.student.isprintable() and len(label.school) <= 200


@pytest.mark.parametrize(
    "path",
    [
        "data/profile/.git/config",
        "data/profile/reflections/.hidden.yaml",
        "data/profile/_site/index.html",
        "data/profile/_keys/a.pem",
        "data/profile/.profilegen/unpacking/ready.json",
        "data/school/.git/hooks/post-checkout",
        "data/arrivals/2020-01-01-old/students/x/profile.yaml",
        "data/arrivals/arrival.yaml",
        "data/profile/reflections/bridge.yaml/inside.yaml",
        "data/profile/" + "a/" * 30 + "b.yaml",
    ],
)
def test_a_file_that_no_pack_holds(home: Path, tmp_path: Path, path: str) -> None:
    refused(home, a_pack(tmp_path / "a.zip", {path: b"x"}), "do harm")


@pytest.mark.parametrize(
    "path",
    [
        *("../../a.yaml", "/etc/a.yaml", "C:/a.yaml", "a\\b.yaml", "con.yaml", "a:b.yaml", "a\x00b.yaml", "trailing. "),
        *("REFLECTIONS/BRIDGE.YAML", "reflections"),
    ],
)
def test_an_unsafe_name_in_a_bag_of_others(home: Path, tmp_path: Path, path: str) -> None:
    good = {name: raw for name, raw in held(a_pack(tmp_path / "good.zip")).items() if name.startswith("data/")}
    files = {**good, "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}
    into(school(tmp_path / "other", "Other"), in_zip(tmp_path / "b.zip", _summed(files)))  # as sound as it is
    names = [*json.loads(good["data/pack.json"])["files"], {"path": f"data/profile/{path}", "kind": "record"}]
    files["data/pack.json"] = json.dumps({**GOOD, "files": names}).encode()
    files[f"data/profile/{path}"] = b"x"
    refused(home, in_zip(tmp_path / "c.zip", _summed(files)))


def _summed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, "manifest-sha256.txt": listed(files, "sha256", payload=True)}


def test_a_bag_that_is_altered_incomplete_or_wrongly_signed(home: Path, tmp_path: Path) -> None:
    files = held(a_pack(tmp_path / "good.zip"))
    bridge = "data/profile/reflections/bridge.yaml"
    altered = {**files, bridge: BRIDGE.replace(b"A", b"B")}
    missing = {path: raw for path, raw in files.items() if path != bridge}
    added = {**files, "data/profile/reflections/more.yaml": b"x"}
    refused(home, in_folder(tmp_path / "altered", altered), "was altered")
    refused(home, in_folder(tmp_path / "missing", missing), "is missing")
    refused(home, in_folder(tmp_path / "added", added), "was added")
    signed = held(ours(tmp_path / "signed.zip", key=HILL, pieces=_payload(files)))
    wrong = {**signed, "signature.json": signed["signature.json"].replace(b'"signature": "', b'"signature": "AAAA')}
    refused(home, in_folder(tmp_path / "wrong", wrong), "signature")
    assert into(home, in_folder(tmp_path / "right", files)).is_written


def _payload(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: raw for path, raw in files.items() if path.startswith("data/")}


def test_what_is_no_pack_at_all(home: Path, tmp_path: Path) -> None:
    refused(home, write(tmp_path / "folder", {"a.txt": "a"}))
    (tmp_path / "a.zip").write_bytes(b"PK\3\4 no zip")
    refused(home, tmp_path / "a.zip")
    refused(home, ours(tmp_path / "b.zip"), "pack.json")
    refused(home, a_pack(tmp_path / "c.zip", {"data/profile/profile.yaml": b"known_as: L\n"}), "a name")
    refused(home, a_pack(tmp_path / "d.zip", {"data/profile/profile.yaml": b"\xff\xfe"}), "a name")


@pytest.mark.parametrize("student", ["../x", "con", "Lea", "a" * 61, "", "lea/../..", "-lea", "nul", "léa", "a\nb"])
def test_an_id_that_cannot_be_one_is_made_anew(home: Path, tmp_path: Path, student: str) -> None:
    done = into(home, a_pack(tmp_path / "a.zip", student=student))
    assert done.plan.pupil.id == "lea-zzzz" and (home / "students" / "lea-zzzz" / "profile.yaml").is_file()
    assert {path.name for path in (home / "students").iterdir()} == {"lea-zzzz"}


def test_what_is_the_staffs_is_not_taken_in(home: Path, tmp_path: Path) -> None:
    names = ("identifiers.yaml", "trusted_keys.yaml", "Consents.yaml", "school.yaml", "arrived/x/profile.yaml")
    pack = a_pack(tmp_path / "a.zip", {f"data/profile/{name}": b"x: y\n" for name in names})
    done = into(home, pack)
    assert set(done.plan.passed_over) == set(names)
    lone = tmp_path / "lone"
    alone(lone, pack)
    for folder in (home / "students" / LEA, lone):
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if ".profilegen" not in path.parts}
        assert not (there - {"identifiers.yaml"}) & set(names)
    assert "x: y" not in (lone / "identifiers.yaml").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
@pytest.mark.parametrize("link", ["students", "arrivals", ".profilegen", f"students/{LEA}", f"arrivals/{LEA}"])
def test_a_link_in_the_way_is_refused(home: Path, tmp_path: Path, link: str) -> None:
    elsewhere = write(tmp_path / "elsewhere", {"profile.yaml": NAME})
    place = home / link
    if place.parent != home:
        place.parent.mkdir(exist_ok=True)
    place.symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(UsageError, match="link"):
        into(home, a_pack(tmp_path / "a.zip"))
    assert tree(elsewhere) == {"profile.yaml": NAME.encode()}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
@pytest.mark.parametrize("link", ["reflections", "reflections/bridge.yaml"])
def test_a_link_in_the_pupils_folder_is_not_written_through(home: Path, tmp_path: Path, link: str) -> None:
    write(home, {f"students/{LEA}/profile.yaml": NAME})
    elsewhere = write(tmp_path / "elsewhere", {"a.yaml": "mine"})
    place = home / "students" / LEA / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(elsewhere if link == "reflections" else elsewhere / "a.yaml")
    done = into(home, a_pack(tmp_path / "a.zip"))
    assert [one.path for one in done.plan.of(Fate.DIFFERS)] == ["reflections/bridge.yaml"]
    assert tree(elsewhere) == {"a.yaml": b"mine"} and place.is_symlink()
    aside = home / "students" / LEA / "arrived" / f"{ARRIVED}-old-school" / "reflections" / "bridge.yaml"
    assert aside.read_bytes() == BRIDGE


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_school_may_be_named_by_a_link(home: Path, tmp_path: Path) -> None:
    (tmp_path / "shortcut").symlink_to(home, target_is_directory=True)
    assert into(tmp_path / "shortcut", a_pack(tmp_path / "a.zip")).is_written
    (tmp_path / "lone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="link"):
        alone(tmp_path / "lone", a_pack(tmp_path / "a.zip"))


def test_a_cache_from_a_stranger_leads_nowhere(home: Path, tmp_path: Path) -> None:
    ready = {"student": "../..", "lone": "", "identifier": IDENTIFIER, "folder": "x", "pack": ""}
    write(home, {".profilegen/unpacking/ready.json": json.dumps(ready), ".profilegen/unpacking/new/a.txt": "a"})
    assert into(home, a_pack(tmp_path / "a.zip")).is_written
    assert not (home / "a.txt").exists() and not os.path.lexists(home / ".profilegen" / "unpacking")
