"""Who may be ticked as being in a picture, and what becomes of a recording that nobody gave a name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from profilegen.model.audience import Audience
from profilegen.model.records import ClassRecord, Consent, Consents, SchoolSettings
from profilegen.model.school import ClassGroup, School, StudentCard
from profilegen.studio.keeping import Keeper
from profilegen.studio.people import people_for
from profilegen.studio.saying import keep_as_reflection
from profilegen.studio.shelf import is_used, kinds_by_name, shelf_of
from profilegen.studio.speaking import words_of
from profilegen.studio.uploads import Received

TODAY = date(2026, 11, 23)
NAMES = {"amina-1": "Amina Karimi", "ben-2": "Ben Walker", "zoe-3": "Zoë Price", "omar-4": "Omar Said"}


def a_school() -> School:
    """Three in a class, and one in another."""
    consents = {
        "amina-1": Consents(photos=Consent(widest=Audience.PUBLIC), recordings=Consent(widest=Audience.FAMILY)),
        "ben-2": Consents(photos=Consent(widest=Audience.SCHOOL, until=date(2026, 11, 22))),
        "omar-4": Consents(photos=Consent(widest=Audience.PUBLIC)),
    }
    classes = [
        ClassGroup(
            "robins", ClassRecord(name="Robins", school_year="2026", students=("zoe-3", "ben-2", "amina-1", "gone-9"))
        ),
        ClassGroup("wrens", ClassRecord(name="Wrens", school_year="2026", students=("omar-4",))),
    ]
    cards = {one: StudentCard(one, name) for one, name in NAMES.items()}
    return School(
        Path("x"),
        SchoolSettings(name="Hillside"),
        classes=tuple(classes),
        consents=consents,
        cards=cards,
        student_ids=tuple(NAMES),
    )


def test_the_class_is_asked_by_first_names_oneself_first() -> None:
    people = people_for(a_school(), "zoe-3", TODAY)
    assert [(one.id, one.name, one.is_me) for one in people] == [
        ("zoe-3", "Zoë", True),
        ("amina-1", "Amina", False),
        ("ben-2", "Ben", False),
    ]


def test_a_mistake_in_ones_own_profile_does_not_take_oneself_out_of_the_picture() -> None:
    """A profile that cannot be read has no card: whoever sits here can be ticked all the same."""
    school = a_school()
    broken = replace(school, cards={one: card for one, card in school.cards.items() if one != "zoe-3"})
    first, *others = people_for(broken, "zoe-3", TODAY)
    assert (first.id, first.name, first.is_me) == ("zoe-3", "zoe-3", True)
    assert [one.id for one in others] == ["amina-1", "ben-2"]


def test_beside_each_name_is_what_holds_today() -> None:
    """A consent that has run out is none, and one that nobody gave is none."""
    said = {one.id: (one.photos, one.recordings) for one in people_for(a_school(), "zoe-3", TODAY)}
    assert said == {"zoe-3": ("private",) * 2, "amina-1": ("public", "family"), "ben-2": ("private",) * 2}
    assert people_for(a_school(), "zoe-3", date(2026, 11, 22))[2].photos == "school"


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    folder = tmp_path / "amina"
    folder.mkdir()
    (folder / "profile.yaml").write_text("name: Amina Karimi\n", encoding="utf-8")
    return Keeper(tmp_path, folder, "amina")


@pytest.mark.parametrize("language", ["en-GB", "ar", "zh-Hans"])
def test_every_recording_of_a_day_becomes_a_piece_of_its_own(keeper: Keeper, language: str) -> None:
    kept = [
        keep_as_reflection(keeper, Received(f"voice-{n}.weba", "recording"), words_of(language), TODAY)
        for n in range(3)
    ]
    assert len({one.record for one in kept}) == 3
    titles = [one.fields["title"] for one in kept if one.fields]
    assert len(set(titles)) == 3
    for number, one in enumerate(kept):
        assert one.fields and one.fields["media"] == [{"file": f"voice-{number}.weba", "shows": ["amina"]}]
        assert one.fields["date"] == "2026-11-23" and one.problems == ()


def test_the_shelf_knows_what_each_file_is_and_whether_a_piece_shows_it(keeper: Keeper) -> None:
    media = keeper.folder / "media"
    media.mkdir()
    for name in ("a.jpg", "b.weba", "c.webm", ".studio-x.tmp"):
        (media / name).write_bytes(b"x")
    keep_as_reflection(keeper, Received("b.weba", "recording"), words_of("en-GB"), TODAY)
    keeper.draft("new-reflection", "", {"media.0.file": ["c.webm"]})
    assert {one.path: one.is_used for one in shelf_of(keeper)} == {"a.jpg": False, "b.weba": True, "c.webm": True}
    assert not is_used(keeper, "a.jpg")
    assert kinds_by_name(["a.jpg", "b.weba", "c.webm", "d.pdf", "e.vtt"]) == {
        "a.jpg": "picture", "b.weba": "sound", "c.webm": "film", "d.pdf": "document", "e.vtt": "captions",
    }  # fmt: skip
