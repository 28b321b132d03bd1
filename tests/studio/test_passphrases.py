"""Passphrases: whom they let in, how they are kept, and how slow it is to guess one."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from profilegen.problems import UsageError
from profilegen.studio import passphrases
from profilegen.studio.passphrases import Passphrase, PassphraseError, Patience
from profilegen.studio.working import Studio
from tests.studio.visitors import AMINA, BEN, KEY, TODAY, Visitor, a_school, an_app


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(a_school(tmp_path / "hillside"), today=TODAY)


def test_the_school_s_passphrase_guards_the_list(studio: Studio) -> None:
    studio.school_passphrase().set("correct horse battery")
    visitor = Visitor(an_app(studio)).come_in()
    assert "Amina" not in visitor.text
    visitor.post(f"/cards/{AMINA}")
    visitor.get(f"/s/{AMINA}/")
    assert visitor.status == 403
    visitor.post("/teacher", {"words": "wrong horse battery"})
    assert visitor.status == 403
    assert "Amina" in visitor.post("/teacher", {"words": "  Correct  HORSE battery "})


def test_a_student_s_own_passphrase_guards_their_card(studio: Studio) -> None:
    studio.passphrase(AMINA).set("fish moon key fish", "pictures")
    visitor = Visitor(an_app(studio)).come_in(AMINA)
    assert "Picture 4" in visitor.text
    visitor.get(f"/s/{AMINA}/")
    assert visitor.status == 403
    said = {"-do": "try", "words-1": "fish", "words-2": "moon", "words-3": "key", "words-4": "fish"}
    visitor.post(f"/cards/{AMINA}", {**said, "words-4": "sun"})
    assert visitor.status == 403
    assert "Hello, <bdi>Amina</bdi>" in visitor.post(f"/cards/{AMINA}", said)


def test_over_the_network_nobody_comes_in_without_a_passphrase(tmp_path: Path) -> None:
    studio = Studio(a_school(tmp_path / "hillside"), is_open=True)
    visitor = Visitor(an_app(studio)).come_in(AMINA)
    assert visitor.status == 403
    assert "No passphrase yet" in visitor.text
    studio.passphrase(AMINA).set("seven green bottles")
    visitor.post(f"/cards/{AMINA}", {"-do": "try", "words": "seven green bottles"})
    assert "Hello, <bdi>Amina</bdi>" in visitor.text


def test_a_passphrase_is_kept_as_a_hash(tmp_path: Path) -> None:
    kept = Passphrase(tmp_path / "passphrase")
    assert not kept.is_set
    assert not kept.matches("")
    kept.set("seven green bottles")
    assert kept.is_set
    assert kept.matches("Seven  green bottles")
    assert not kept.matches("seven green bottle")
    assert "green" not in kept.file.read_text(encoding="ascii")
    for short, kind in (("abc", "words"), ("sun moon", "pictures"), ("sun moon star dog", "pictures")):
        with pytest.raises(PassphraseError):
            kept.set(short, kind)
    kept.file.write_text("not ours", encoding="ascii")
    assert kept.is_set
    assert not kept.matches("not ours")


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        """As `time` says it."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What those who are patient look at."""
    found = Clock()
    monkeypatch.setattr(passphrases, "time", found)
    return found


def test_guessing_gets_slow(tmp_path: Path, clock: Clock) -> None:
    patience, kept = Patience(), Passphrase(tmp_path / "passphrase")
    kept.set("seven green bottles")
    for _ in range(5):
        assert patience.try_words("door", kept, "a guess") == "wrong"
    assert patience.try_words("door", kept, "seven green bottles") == "wait"
    assert patience.try_words("another", kept, "a guess") == "wrong"
    clock.now += 1.0
    assert patience.try_words("door", kept, "a guess") == "wrong"
    clock.now += 1.0
    assert patience.waits("door") == 1.0, "twice as long by now"
    clock.now += 1.0
    assert patience.try_words("door", kept, "seven green bottles") == "right"
    assert patience.try_words("door", kept, "a guess") == "wrong", "whoever was right begins anew"


def test_many_guesses_at_once_are_many_and_two_of_them_are_looked_at(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience, kept, counting = Patience(), Passphrase(tmp_path / "passphrase"), threading.Lock()
    kept.set("seven green bottles")
    busy, most = 0, 0
    hashed = passphrases._hashed

    def counted(words: str, salt: bytes) -> bytes:
        nonlocal busy, most
        with counting:
            busy += 1
            most = max(most, busy)
        try:
            return hashed(words, salt)
        finally:
            with counting:
                busy -= 1

    monkeypatch.setattr(passphrases, "_hashed", counted)
    with ThreadPoolExecutor(40) as crowd:
        outcomes = list(crowd.map(lambda number: patience.try_words("door", kept, f"guess {number}"), range(40)))
    assert outcomes.count("wrong") == 5
    assert outcomes.count("wait") == 35
    assert 1 <= most <= 2
    assert clock.now == 0


def test_the_right_words_said_too_early_are_not_called_wrong(studio: Studio) -> None:
    studio.passphrase(AMINA).set("seven green bottles")
    visitor = Visitor(an_app(studio)).come_in()
    visitor.post(f"/cards/{AMINA}", {"-do": "try", "words": "seven green bottles"})
    new = {"kind": "words", "words": "eight brown bottles"}
    for _ in range(5):
        assert "The old one was not it." in visitor.post(f"/s/{AMINA}/passphrase", {**new, "old": "a guess"})
    page = visitor.post(f"/s/{AMINA}/passphrase", {**new, "old": "seven green bottles"})
    assert "The old one was not it." not in page
    assert "tried too often" in page


def test_two_forms_on_one_page_have_names_of_their_own(studio: Studio) -> None:
    studio.passphrase(AMINA).set("seven green bottles")
    visitor = Visitor(an_app(studio)).come_in()
    page = visitor.post(f"/cards/{AMINA}", {"-do": "try", "words": "seven green bottles"})
    page = visitor.get(f"/s/{AMINA}/passphrase")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"words-old", "pictures-old"} <= set(ids)
    assert set(re.findall(r'\bfor="([^"]+)"', page)) <= set(ids)


def test_a_passphrase_that_is_set_meanwhile_guards_the_address_with_the_key(tmp_path: Path) -> None:
    studio = Studio(a_school(tmp_path / "hillside"), student=AMINA, today=TODAY)
    visitor = Visitor(an_app(studio)).come_in()
    visitor.post(f"/s/{AMINA}/passphrase", {"kind": "words", "words": "seven green bottles"})
    assert "Your passphrase is kept." in visitor.text
    visitor.post("/done")
    assert "Hello" not in visitor.get(f"/?key={KEY}")
    visitor.get(f"/s/{AMINA}/")
    assert visitor.status == 403
    assert "Your passphrase" in visitor.post(f"/cards/{AMINA}")


def test_what_the_studio_keeps_of_a_student_is_no_link(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    studio.own.mkdir(parents=True)
    try:
        (studio.own / AMINA).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    visitor = Visitor(an_app(studio)).come_in(AMINA)
    assert visitor.status == 409
    assert "is a link to somewhere else" in visitor.text
    with pytest.raises(UsageError, match="is a link"):
        studio.passphrase(AMINA)
    assert not list((tmp_path / "elsewhere").iterdir())
    visitor.post(f"/cards/{BEN}")
    assert "Hello, <bdi>Ben</bdi>" in visitor.text
