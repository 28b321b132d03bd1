"""`profilegen unpack`: what it says, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from profilegen.cli.main import command, main
from profilegen.packing.keys import new_key, signing_key, trust
from tests.arriving.worlds import BRIDGE, LEA, NAME, a_pack, into, packed, reflection, school
from tests.packing.bags import ours


def _said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    told = capsys.readouterr()
    assert isinstance(ended.value.code, int) and "Traceback" not in told.err
    return ended.value.code, told.out + told.err


def test_it_says_who_comes_what_is_new_and_what_was_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    left = [{"what": "reflection", "why": "private", "of_a_file_that_is_here": False, "how_many": 2}]
    pack = a_pack(tmp_path / "a.zip", left_out=left)
    home = school(tmp_path / "home", "Home School")
    code, told = _said(capsys, "unpack", pack, "--into", home, "--dry-run")
    assert code == 0 and "Nothing was written." in told and not (home / "students").exists()
    code, told = _said(capsys, "unpack", pack, "--into", home, "--today", "2026-11-23")
    assert code == 0
    for words in (
        "The profile of Lea Ode, packed at Old School on 2026-09-02.",
        "Not signed",
        f"A new pupil here, with the id {LEA}.",
        "2 files are new, 0 files are the same, 0 files differ.",
        "in no class yet",
        "consents.yaml",
        "2 × reflection: the student keeps it private",
    ):
        assert words in told, told
    code, told = _said(capsys, "unpack", pack, "--into", home)
    assert code == 0 and "Here already: Lea Ode" in told and "nothing was changed" in told


def test_it_says_what_differs_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ours_too = {"profile.yaml": NAME, "reflections/bridge.yaml": reflection("Ours")}
    home = school(tmp_path / "home", "Home School", files=ours_too)
    code, told = _said(capsys, "unpack", a_pack(tmp_path / "a.zip"), "--into", home, "--today", "2026-11-23", "--yes")
    assert code == 0 and "Put aside for the student to choose:\n  reflections/bridge.yaml" in told
    assert f"arrivals/{LEA}/2026-11-23-old-school/differences.txt" in told


def test_it_says_who_signed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = school(tmp_path / "old", "Old School", files={"profile.yaml": NAME})
    new_key(old, "Old School")
    key = signing_key(old)
    pack = packed(old, tmp_path / "a.zip", key=key)
    home = school(tmp_path / "home", "Home School")
    assert "a key that you do not know" in _said(capsys, "unpack", pack, "--into", home, "--dry-run")[1]
    trust(home, key.public)
    assert "Signed by Old School, whose key you trust" in _said(capsys, "unpack", pack, "--into", home)[1]
    told = next((home / "arrivals" / LEA).glob("*/arrival.yaml")).read_text(encoding="utf-8")
    assert "signed_by: Old School" in told and f"fingerprint: {key.public.fingerprint}" in told.replace("'", "")


def test_it_says_why_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = school(tmp_path / "home", "Home School")
    code, told = _said(capsys, "unpack", ours(tmp_path / "a.zip"), "--into", home)
    assert code == 1 and "It is not unpacked." in told
    code, told = _said(capsys, "unpack", a_pack(tmp_path / "b.zip", {"data/profile/.x": b""}), "--into", home)
    assert code == 1 and "“data/profile/.x” is not unpacked" in told
    assert _said(capsys, "unpack", a_pack(tmp_path / "c.zip"), "--into", tmp_path / "nowhere")[0] == 2
    assert _said(capsys, "unpack", a_pack(tmp_path / "d.zip"), "--into", home, "--to", tmp_path / "x")[0] == 2


def test_it_goes_into_a_folder_named_after_the_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = a_pack(tmp_path / "a.zip")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, ["unpack", str(pack)])
    assert done.exit_code == 0 and (tmp_path / LEA / "reflections" / "bridge.yaml").read_bytes() == BRIDGE


def test_forgetting_takes_away_what_is_known_of_the_move(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An id among the people whom somebody else knew at another school is another's: its line is only told."""
    home = school(tmp_path / "home", "Home School", "kai-7k2q", {"profile.yaml": "name: Kai Snickers\n"})
    shown = b"title: Us\ndate: 2026-03-01\nmedia: [{file: a.jpg, alt: Us, shows: [kai-7k2q, zoe-1111]}]\n"
    into(home, a_pack(tmp_path / "a.zip", {"data/profile/reflections/us.yaml": shown}))
    arrival = next((home / "arrivals" / LEA).glob("*/arrival.yaml"))
    assert "people:\n- kai-7k2q\n- zoe-1111\n" in arrival.read_text(encoding="utf-8")
    code, told = _said(capsys, "forget", "kai-7k2q", home, "--yes")
    assert code == 1 and f"arrivals/{LEA}" in told and f"students/{LEA}/reflections/us.yaml" in told
    assert "people:\n- kai-7k2q\n- zoe-1111\n" in arrival.read_text(encoding="utf-8")
    assert _said(capsys, "forget", LEA, home, "--yes")[0] == 0
    assert not (home / "arrivals" / LEA).exists() and not (home / "students" / LEA).exists()


def test_forgetting_finishes_first_what_waits_to_be_placed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the next one that is unpacked would bring back who was forgotten."""
    home = school(tmp_path / "home", "Home School", files={"profile.yaml": NAME})

    def refuse(*_: object) -> None:
        raise OSError("no")

    with monkeypatch.context() as broken:
        broken.setattr("profilegen.arriving.placing._finish", refuse)
        with pytest.raises(OSError, match="no"):
            into(home, a_pack(tmp_path / "a.zip"))
    waiting = home / ".profilegen" / "unpacking"
    assert waiting.is_dir()
    code, told = _said(capsys, "unpack", tmp_path / "a.zip", "--into", home, "--dry-run")
    assert code == 0 and "waits" in told and waiting.is_dir()
    code, told = _said(capsys, "forget", LEA, home, "--yes")
    assert code == 0 and f"has been finished: that of {LEA}" in told
    assert not waiting.exists() and not (home / "students" / LEA).exists() and not (home / "arrivals" / LEA).exists()
