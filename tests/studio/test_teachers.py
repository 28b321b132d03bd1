"""A teacher at a laptop that a class shares: what the school's passphrase opens, and when that is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.studio import doors
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, picture, write
from tests.studio.visitors import AMINA, BEN, Visitor, a_school, an_app

SCHOOLS, BENS = "correct horse battery", "seven green bottles"
IS_ON = "A teacher’s session is on."
BY_TEACHER = {"-do": "teacher", "school": SCHOOLS}


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    """The school has a passphrase, and Ben has one."""
    found = Studio(a_school(tmp_path / "hillside"), today=TODAY)
    found.school_passphrase().set(SCHOOLS)
    found.passphrase(BEN).set(BENS)
    return found


@pytest.fixture
def laptop(studio: Studio) -> Visitor:
    """A teacher has opened the list on it."""
    visitor = Visitor(an_app(studio)).come_in()
    visitor.post("/teacher", {"words": SCHOOLS})
    assert IS_ON in visitor.text
    return visitor


def is_at_work(laptop: Visitor, student: str) -> bool:
    """Whether this student's desk is open."""
    laptop.get(f"/s/{student}/")
    return laptop.status == 200


# When it is over


def test_the_next_child_opens_nobody_s_card(laptop: Visitor, studio: Studio) -> None:
    laptop.post(f"/cards/{AMINA}")
    assert is_at_work(laptop, AMINA)
    assert "Amina" in laptop.post("/done"), "the list stays open"
    assert IS_ON not in laptop.text
    laptop.post(f"/cards/{BEN}")
    assert not is_at_work(laptop, BEN)
    laptop.post(f"/s/{BEN}/passphrase", {"kind": "words", "words": "stolen now"})
    assert studio.passphrase(BEN).matches(BENS)


def test_not_even_while_a_teacher_is_there_a_passphrase_is_skipped(laptop: Visitor) -> None:
    assert "Is it you" in laptop.post(f"/cards/{BEN}")
    assert not is_at_work(laptop, BEN)
    laptop.post(f"/cards/{BEN}", {"-do": "try", "words": BENS})
    assert is_at_work(laptop, BEN)


@pytest.mark.parametrize("ends", [f"/cards/{AMINA}", "/done", "/teacher/end"])
def test_what_a_teacher_may_is_over(laptop: Visitor, studio: Studio, ends: str) -> None:
    assert "A new card" in laptop.text
    laptop.post(ends)
    laptop.post("/done")
    assert "Amina" in laptop.text, "the list stays open"
    assert "A new card" not in laptop.text
    assert IS_ON not in laptop.text
    laptop.post("/cards/", {"name": "Chidi Okoro"})
    assert laptop.status == 404
    assert not list((studio.home.school / "students").glob("chidi-*"))
    assert "I am a teacher" in laptop.get("/")


def test_after_some_minutes_it_is_over(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "_AS_TEACHER", -1.0)
    visitor = Visitor(an_app(studio)).come_in()
    visitor.post("/teacher", {"words": SCHOOLS})
    assert "Amina" in visitor.text
    assert IS_ON not in visitor.text
    assert "A new card" not in visitor.text


def test_a_child_sees_no_face_that_only_teachers_see(studio: Studio, laptop: Visitor) -> None:
    profile = "name: Amina Bello\naudience: teachers\navatar: me.jpg\n"
    consents = f"{AMINA}: {{photos: {{widest: school}}}}\n"
    files: dict[str, str | bytes] = {f"students/{AMINA}/profile.yaml": profile, "consents.yaml": consents}
    write(studio.home.school, {**files, f"students/{AMINA}/media/me.jpg": picture()})
    studio.forget()
    face = f"/cards/{AMINA}/face"
    assert laptop.client.get(face).headers["content-type"] == "image/webp"
    laptop.post("/teacher/end")
    assert laptop.client.get(face).headers["content-type"] == "image/gif"


# At a student's own door


def test_a_teacher_says_the_school_s_passphrase_at_the_door(laptop: Visitor) -> None:
    assert "A teacher may type the school’s passphrase here" in laptop.post(f"/cards/{BEN}")
    page = laptop.post(f"/cards/{BEN}", {**BY_TEACHER, "school": BENS})
    assert laptop.status == 403
    assert "That was not it." in page
    laptop.post(f"/cards/{BEN}", BY_TEACHER)
    assert is_at_work(laptop, BEN)
    laptop.post("/done")
    laptop.post(f"/cards/{BEN}")
    assert not is_at_work(laptop, BEN)


def test_without_a_school_s_passphrase_no_teacher_is_asked_for(tmp_path: Path) -> None:
    studio = Studio(a_school(tmp_path / "hillside"), today=TODAY)
    studio.passphrase(BEN).set(BENS)
    visitor = Visitor(an_app(studio)).come_in()
    assert "A teacher may" not in visitor.post(f"/cards/{BEN}")
    for said in ("", SCHOOLS):
        visitor.post(f"/cards/{BEN}", {**BY_TEACHER, "school": said})
        assert not is_at_work(visitor, BEN)


def test_over_the_network_a_teacher_opens_the_card_of_whoever_has_none(studio: Studio) -> None:
    abroad = Visitor(an_app(Studio(studio.home.school, today=TODAY, is_open=True))).come_in()
    assert "No passphrase yet" in abroad.post(f"/cards/{AMINA}")
    page = abroad.post(f"/cards/{AMINA}", {**BY_TEACHER, "school": "a guess"})
    assert abroad.status == 403
    assert "That was not it." in page
    abroad.post(f"/cards/{AMINA}", BY_TEACHER)
    assert is_at_work(abroad, AMINA)
    abroad.post("/done")
    abroad.post(f"/cards/{AMINA}")
    assert not is_at_work(abroad, AMINA)


def test_a_teacher_gives_a_new_passphrase_to_whoever_forgot_it(laptop: Visitor, studio: Studio) -> None:
    laptop.post(f"/cards/{BEN}", BY_TEACHER)
    address, new = f"/s/{BEN}/passphrase", {"kind": "words", "words": "three small boats"}
    assert f"{address}?by=teacher" in laptop.get(address)
    for said in (
        {},
        {"old": SCHOOLS},
        {"by": "teacher"},
        {"by": "teacher", "school": "a guess"},
        {"by": "teacher", "old": BENS},
    ):
        laptop.post(address, {**new, **said})
        assert laptop.status == 422
        assert studio.passphrase(BEN).matches(BENS)
    assert "The school’s passphrase" in laptop.get(f"{address}?by=teacher")
    assert "The old one" not in laptop.text
    laptop.post(address, {**new, "by": "teacher", "school": SCHOOLS})
    assert studio.passphrase(BEN).matches("three small boats")


# Another name for the session


def name_of(laptop: Visitor) -> str:
    """What the browser's cookie says."""
    return str(laptop.client.cookies["profilegen-studio-8322"])


def test_with_whoever_is_there_the_session_s_name_changes(laptop: Visitor) -> None:
    names = [name_of(laptop)]
    for address, said in (
        (f"/cards/{AMINA}", {}),
        ("/done", {}),
        ("/teacher", {"words": SCHOOLS}),
        ("/teacher/end", {}),
    ):
        laptop.post(address, said)
        assert laptop.status == 200
        names.append(name_of(laptop))
    assert len(set(names)) == len(names)


def test_what_a_browser_keeps_is_thrown_away_when_somebody_is_done(laptop: Visitor) -> None:
    laptop.post(f"/cards/{AMINA}")
    laptop.client.follow_redirects = False
    own = {"Origin": "http://127.0.0.1:8322", "Sec-Fetch-Site": "same-origin"}
    assert laptop.client.post("/done", headers=own).headers["clear-site-data"] == '"cache"'


def test_whoever_presses_twice_is_not_locked_out(laptop: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    before = f"profilegen-studio-8322={name_of(laptop)}"
    for _ in range(2):
        laptop.client.cookies.clear()
        laptop.post(f"/cards/{AMINA}", Cookie=before)
    assert is_at_work(laptop, AMINA)
    monkeypatch.setattr(doors, "_OLD_NAME", -1.0)
    before = f"profilegen-studio-8322={name_of(laptop)}"
    laptop.post("/done")
    laptop.client.cookies.clear()
    laptop.get("/", Cookie=before)
    assert laptop.status == 401, "but not for long"
