"""The school's key: made once, kept apart, and known by figures that can be read out on the telephone."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from profilegen.cli.main import main
from profilegen.event.keys import KeyDamagedError
from profilegen.packing.keys import (
    new_key,
    public_text,
    read_public,
    signing_key,
    trust,
    trusted_keys,
)
from profilegen.packing.signing import PublicKey
from profilegen.packing.verify import verify
from profilegen.problems import UsageError
from tests.packing.bags import HILL
from tests.packing.worlds import AMINA, a_school, held, packed

_FIGURES = re.compile(r"[0-9]{5}(?: [0-9]{5}){7}")


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*words])
    return int(ended.value.code or 0)


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "school")


def test_a_key_is_made_for_its_owner_s_eyes_alone(school: Path) -> None:
    made = new_key(school, "Hillside “Nord” School")
    assert made.key.school == "Hillside “Nord” School" and _FIGURES.fullmatch(made.key.fingerprint)
    assert signing_key(school).public == made.key == read_public(made.file)
    if os.name != "nt":
        private = school / "_keys" / "school_signing_key.pem"
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
        assert stat.S_IMODE(private.parent.stat().st_mode) == 0o700


def test_a_key_is_never_written_over(school: Path) -> None:
    before = new_key(school, "A").key
    with pytest.raises(UsageError, match="never written over"):
        new_key(school, "B")
    assert signing_key(school).public == before


@pytest.mark.parametrize("content", [b"", b'school: "A"\n', b"\xff" * 100, b"school: [\n-----BEGIN PRIVATE KEY-----\n"])
def test_a_damaged_key_is_told_and_stays_as_it_is(school: Path, content: bytes) -> None:
    new_key(school, "A")
    private = school / "_keys" / "school_signing_key.pem"
    private.write_bytes(content)
    with pytest.raises(KeyDamagedError):
        signing_key(school)
    with pytest.raises(UsageError):
        new_key(school, "A")
    assert private.read_bytes() == content


def test_without_a_key_nothing_can_be_signed(school: Path) -> None:
    with pytest.raises(UsageError, match="no key"):
        signing_key(school)
    assert trusted_keys(school) == ()


@pytest.mark.parametrize("name", ["", "  ", "two\nlines", "x" * 300, "hidden \u202e name"])
def test_a_school_signs_under_one_line_that_can_be_read(school: Path, name: str) -> None:
    with pytest.raises(UsageError):
        new_key(school, name)
    assert not (school / "_keys").exists()


def test_the_figures_are_the_same_for_everybody() -> None:
    assert HILL.public.fingerprint == PublicKey("another name", HILL.public.public).fingerprint
    assert HILL.public.fingerprint == "84444 47727 21276 87232 01725 49654 54553 37612"


def test_trusting_adds_a_line_and_changes_none(school: Path, tmp_path: Path) -> None:
    assert trust(school, HILL.public) and not trust(school, HILL.public)
    listed = school / "trusted_keys.yaml"
    listed.write_text(f"# ours\n{listed.read_text(encoding='utf-8')}", encoding="utf-8")
    other = PublicKey("Château “d'Or”: école", bytes(32))
    assert trust(school, other)
    assert trusted_keys(school) == (HILL.public, other)
    assert listed.read_text(encoding="utf-8").startswith("# ours\n")


@pytest.mark.parametrize("text", ["not a key: Hill\n", "- a\n", "a: [b]\n", "{\n"])
def test_a_damaged_list_trusts_nobody_and_says_so(school: Path, text: str) -> None:
    (school / "trusted_keys.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError):
        trusted_keys(school)


@pytest.mark.parametrize(
    "text", [b"", b"hello", public_text(HILL.public)[:-10], b"\xff\xfe", public_text(HILL.public) * 2]
)
def test_what_is_no_public_key_is_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "k.pub").write_bytes(text)
    with pytest.raises(UsageError):
        read_public(tmp_path / "k.pub")


def test_a_public_key_may_have_been_through_windows(tmp_path: Path) -> None:
    (tmp_path / "k.pub").write_bytes(b"\xef\xbb\xbf" + public_text(HILL.public).replace(b"\n", b"\r\n"))
    assert read_public(tmp_path / "k.pub") == HILL.public


def test_a_signed_pack_is_the_same_each_time_and_holds_nothing_private(school: Path, tmp_path: Path) -> None:
    key = new_key(school, "Wobblecroft School")
    secret = (school / "_keys" / "school_signing_key.pem").read_bytes().split(b"-----")[2].strip()
    one, other = (packed(school, tmp_path / name, key=signing_key(school)).file for name in ("a.zip", "b.zip"))
    assert one and other and one.read_bytes() == other.read_bytes()
    found = verify(one)
    assert found.is_sound and found.signer(trusted_keys(school)) == key.key
    raw = signing_key(school).private.private_bytes_raw()
    everything = [*held(one).values(), *(path.read_bytes() for path in school.rglob("*") if path.is_file())]
    holders = [content for content in everything if secret in content or raw in content]
    assert len(holders) == 1, "only the key's own file"


# As it is typed


def test_a_school_makes_a_key_signs_and_another_school_verifies(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = a_school(tmp_path / "other")
    pack = tmp_path / "a.zip"
    assert run("keys", "new", str(school)) == 0
    figures = _FIGURES.findall(capsys.readouterr().out)[0]
    assert run("pack", AMINA, str(school), "--to", str(pack), "--sign", "--today", "2026-11-22") == 1  # one is broken
    assert "canary-diary" not in capsys.readouterr().out
    assert run("verify", str(pack), str(other)) == 0
    told = capsys.readouterr().out
    assert "you do not know" in told and figures in told
    public = str(school / "_keys" / "school-key.pub")
    assert run("keys", "trust", public, str(other), "--yes") == 0
    assert run("verify", str(pack), str(other)) == 0
    assert "By Wobblecroft School, whose key you trust" in capsys.readouterr().out


def test_verify_says_each_thing_apart_and_ends_with_1_where_something_is_wrong(
    school: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = packed(school, tmp_path / "a.zip").file
    assert made
    whole = made.read_bytes()
    at = whole.index(b"Triangles hold")
    made.write_bytes(whole[:at] + b"t" + whole[at + 1 :])
    capsys.readouterr()
    assert run("verify", str(made), str(school)) == 1
    told = capsys.readouterr().out
    assert "Complete?   Yes" in told and "Unaltered?  No" in told and "Signed?     No" in told
    assert "bridge" in told


def test_signing_without_a_key_says_how_to_make_one(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("pack", AMINA, str(school), "--sign") == 2
    assert "profilegen keys new" in capsys.readouterr().err
