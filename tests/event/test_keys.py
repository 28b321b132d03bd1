"""The keys of events: made once, for the owner's eyes alone, and never written over."""

from __future__ import annotations

import os
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from profilegen.build import check
from profilegen.event.keys import KeyDamagedError, event_key, keys_of
from profilegen.problems import UsageError
from tests.exchange.small_school import TODAY, small_school, whole


def test_a_key_is_made_once_and_stays(tmp_path: Path) -> None:
    """Asked for again, it is the same, byte for byte; another event has another."""
    made = event_key(tmp_path, "autumn-2026")
    before = whole(tmp_path)
    assert list(before) == ["_keys/autumn-2026.pem"]
    assert event_key(tmp_path, "autumn-2026").public == made.public
    assert whole(tmp_path) == before
    assert event_key(tmp_path, "spring-2027").public != made.public


def test_the_public_half_is_a_point_that_is_not_compressed(tmp_path: Path) -> None:
    point = b64decode(event_key(tmp_path, "autumn-2026").public, validate=True)
    assert (len(point), point[0]) == (65, 4)


def test_a_key_does_not_show_itself(tmp_path: Path) -> None:
    """Not in a message, not in a test's failure."""
    assert repr(event_key(tmp_path, "autumn-2026")) == "EventKey(event='autumn-2026')"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such mode")
def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    event_key(tmp_path, "autumn-2026")
    assert (tmp_path / "_keys/autumn-2026.pem").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "_keys").stat().st_mode & 0o777 == 0o700


def test_two_who_prepare_the_same_event_at_once_get_one_key(tmp_path: Path) -> None:
    """Whoever came second takes the first one's: else half of the laptops would seal to nothing."""
    with ThreadPoolExecutor(8) as several:
        made = {one.public for one in several.map(lambda _: event_key(tmp_path, "autumn-2026"), range(24))}
    assert len(made) == 1
    assert list(whole(tmp_path)) == ["_keys/autumn-2026.pem"]


def test_a_disk_without_second_names_for_a_file_has_a_key_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    made = event_key(tmp_path, "autumn-2026")
    assert event_key(tmp_path, "autumn-2026").public == made.public
    assert list(whole(tmp_path)) == ["_keys/autumn-2026.pem"]


OF_ANOTHER_SORT = generate_private_key(SECP384R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("damaged", [b"", b"not a key", b"\xff" * 100_000, OF_ANOTHER_SORT])
def test_a_damaged_key_is_told_of_and_stays_as_it_is(tmp_path: Path, damaged: bytes) -> None:
    """A new one would open nothing that was sealed before."""
    event_key(tmp_path, "spring-2027")
    file = tmp_path / "_keys/autumn-2026.pem"
    file.write_bytes(damaged)
    with pytest.raises(KeyDamagedError, match=r"_keys/autumn-2026\.pem cannot be read"):
        event_key(tmp_path, "autumn-2026")
    keys = keys_of(tmp_path)
    with pytest.raises(KeyDamagedError):
        keys["autumn-2026"]
    assert keys["spring-2027"].public == event_key(tmp_path, "spring-2027").public
    assert file.read_bytes() == damaged


def test_half_a_key_is_a_damaged_key(tmp_path: Path) -> None:
    event_key(tmp_path, "autumn-2026")
    file = tmp_path / "_keys/autumn-2026.pem"
    file.write_bytes(file.read_bytes()[:120])
    with pytest.raises(KeyDamagedError):
        event_key(tmp_path, "autumn-2026")


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for a right to make links")
def test_no_key_is_put_where_a_link_leads(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    school = tmp_path / "school"
    school.mkdir()
    (school / "_keys").symlink_to(elsewhere)
    with pytest.raises(KeyDamagedError):
        event_key(school, "autumn-2026")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("event", ["", "../autumn", "Autumn 2026", "a/b", "-", "ä", "x" * 61, "autumn.pem", "a\n"])
def test_an_event_has_a_plain_name(tmp_path: Path, event: str) -> None:
    with pytest.raises(UsageError):
        event_key(tmp_path, event)
    assert event not in keys_of(tmp_path)
    assert whole(tmp_path) == {}


def test_the_keys_of_a_school_are_found_by_event(tmp_path: Path) -> None:
    assert list(keys_of(tmp_path)) == []
    made = {event: event_key(tmp_path, event) for event in ("autumn-2026", "spring-2027")}
    keys = keys_of(tmp_path)
    assert {event: key.public for event, key in keys.items()} == {event: key.public for event, key in made.items()}
    assert keys.get("summer-2027") is None


def test_a_school_with_keys_is_checked_as_before(tmp_path: Path) -> None:
    school = small_school(tmp_path)
    before = check(school, today=TODAY)
    event_key(school, "autumn-2026")
    assert check(school, today=TODAY) == before
