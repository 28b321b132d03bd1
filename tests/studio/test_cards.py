"""The cards of a class: a new one, and the small pictures on them, which hide what a school's pages hide."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, picture, write
from tests.studio.visitors import AMINA, BEN, Visitor, a_school, an_app

FACE = f"/cards/{AMINA}/face"
WITH_OTHERS = "title: A\ndate: 2026-01-02\nmedia: [{file: me.jpg, shows: [others]}]\n"
SAYS_YES = f"{AMINA}: {{photos: {{widest: school}}}}\n"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """Amina has an avatar, and her profile is for everybody."""
    folder = a_school(tmp_path / "hillside")
    profile = "name: Amina Bello\nknown_as: Amina\naudience: public\navatar: me.jpg\n"
    return write(folder, {f"students/{AMINA}/profile.yaml": profile, f"students/{AMINA}/media/me.jpg": picture()})


def is_shown(visitor: Visitor, address: str = FACE) -> bool:
    """Whether there is a picture at this address, rather than one that nobody can see."""
    visitor.get(address)
    assert visitor.status == 200
    with Image.open(io.BytesIO(visitor.client.get(address).content)) as seen:
        return seen.size != (1, 1)


# Faces


def test_a_face_is_on_the_card_of_whoever_agreed(school: Path) -> None:
    visitor = Visitor(an_app(Studio(school, today=TODAY))).come_in()
    assert f'src="{FACE}"' in visitor.text
    assert not is_shown(visitor)
    (school / "consents.yaml").write_text(SAYS_YES, encoding="utf-8")
    again = Visitor(an_app(Studio(school, today=TODAY))).come_in()
    assert is_shown(again)
    assert not is_shown(again, f"/cards/{BEN}/face")
    assert again.client.get(FACE).headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "hides",
    [
        {f"students/{AMINA}/profile.yaml": "name: Amina Bello\naudience: teachers\navatar: me.jpg\n"},
        {f"students/{AMINA}/profile.yaml": "name: Amina\naudience: public\navatar: me.jpg\nshow: {avatar: family}\n"},
        {"consents.yaml": f"{AMINA}: {{photos: {{widest: school, until: 2026-11-21}}}}\n"},
        {"consents.yaml": f"{AMINA}: {{photos: {{widest: family}}}}\n"},
        {f"students/{AMINA}/reflections/a.yaml": WITH_OTHERS},
        {f"students/{AMINA}/media/me.jpg": "no picture"},
    ],
    ids=["audience", "show", "until", "widest", "others", "broken"],
)
def test_what_a_school_s_pages_hide_no_card_shows(school: Path, hides: dict[str, str | bytes]) -> None:
    write(school, {"consents.yaml": SAYS_YES, **hides})
    assert not is_shown(Visitor(an_app(Studio(school, today=TODAY))).come_in())


def test_a_face_is_for_whoever_may_see_the_cards(school: Path) -> None:
    write(school, {"consents.yaml": SAYS_YES})
    studio = Studio(school, today=TODAY)
    at_work = Visitor(an_app(studio)).come_in(BEN)
    at_work.get(FACE)
    assert at_work.status == 404
    studio.school_passphrase().set("correct horse battery")
    stranger = Visitor(an_app(studio)).come_in()
    stranger.get(FACE)
    assert stranger.status == 404
    stranger.post("/teacher", {"words": "correct horse battery"})
    assert is_shown(stranger)
    stranger.get("/cards/nobody-1/face")
    assert stranger.status == 404


# A new card


def test_a_new_card_is_a_folder_and_a_place_in_the_class(school: Path) -> None:
    visitor = Visitor(an_app(Studio(school, today=TODAY))).come_in()
    page = visitor.post("/cards/", {"name": "Chidi Okoro", "class": "hawthorn"})
    assert "The new card is here." in page
    (folder,) = (school / "students").glob("chidi-*")
    assert "name: Chidi Okoro\n" in (folder / "profile.yaml").read_text(encoding="utf-8")
    assert folder.name in (school / "classes" / "hawthorn.yaml").read_text(encoding="utf-8")
    assert "Hello, <bdi>Chidi</bdi>" in visitor.post(f"/cards/{folder.name}")
    visitor.post("/done")
    visitor.post("/cards/", {"name": "Chidi Okoro", "class": "../../x"})
    assert visitor.status == 404
    for name in (" ", "A\nB"):
        visitor.post("/cards/", {"name": name})
        assert visitor.status == 422
    assert len(list((school / "students").glob("chidi-*"))) == 1


def test_a_new_card_is_made_by_a_teacher_where_there_is_a_passphrase(school: Path) -> None:
    before = sorted((school / "students").iterdir())
    guarded, open_one = Studio(school), Studio(school, is_open=True)
    guarded.school_passphrase().set("correct horse battery")
    for studio in (guarded, open_one, Studio(school, student=AMINA)):
        visitor = Visitor(an_app(studio)).come_in()
        assert "A new card" not in visitor.text
        visitor.post("/cards/", {"name": "Chidi Okoro"})
        assert visitor.status == 404
    assert sorted((school / "students").iterdir()) == before
    teacher = Visitor(an_app(open_one)).come_in()
    teacher.post("/teacher", {"words": "correct horse battery"})
    assert "A new card" in teacher.text
    assert "The new card is here." in teacher.post("/cards/", {"name": "Chidi Okoro"})
