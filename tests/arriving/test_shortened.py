"""A record that comes home without what had to stay behind is no other version of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from profilegen.arriving.merging import SHORTENED, Fate
from profilegen.arriving.shortened import is_ours_shortened
from tests.arriving.worlds import ARRIVED, LEA, into, packed, reflection, school, set_of_records, tree
from tests.building.worlds import picture, write

SURNAME = "full-name-of-another-student"
OURS: dict[str, Any] = {
    "title": "Bridge",
    "body": "It held.",
    "media": [{"file": "a.jpg", "shows": [LEA]}, {"file": "b.jpg"}],
    "feedback": [{"from": {"name": "Zoe Park", "role": "peer"}, "comment": "Good"}],
}


@pytest.mark.parametrize(
    ("theirs", "reason", "is_shorter"),
    [
        ({**OURS, "media": [{"file": "b.jpg"}]}, "no-consent", True),
        ({name: value for name, value in OURS.items() if name != "media"}, "no-consent", True),
        ({name: value for name, value in OURS.items() if name != "feedback"}, "no-agreement", True),
        ({**OURS, "feedback": [{"from": {"name": "Zoe", "role": "peer"}, "comment": "Good"}]}, SURNAME, True),
        ({**OURS, "feedback": [{"from": {"name": "Mia", "role": "peer"}, "comment": "Good"}]}, SURNAME, False),
        ({name: value for name, value in OURS.items() if name != "media"}, "no-agreement", False),
        ({name: value for name, value in OURS.items() if name != "body"}, "no-consent", False),
        ({**OURS, "media": [{"file": "c.jpg"}]}, "no-consent", False),
        ({**OURS, "media": [*OURS["media"], {"file": "c.jpg"}]}, "no-consent", False),
        ({**OURS, "body": "It did not.", "media": [{"file": "b.jpg"}]}, "no-consent", False),
        ({**OURS, "more": "A field"}, "no-consent", False),
        ({**OURS, "media": [{"file": "b.jpg"}]}, "a reason of tomorrow", False),
    ],
)
def test_only_what_its_reason_explains_may_be_missing(theirs: dict[str, Any], reason: str, is_shorter: bool) -> None:
    assert is_ours_shortened(theirs, OURS, (reason,)) is is_shorter


def test_of_a_profile_the_fields_for_fewer_people_may_be_missing() -> None:
    ours: dict[str, Any] = {"name": "Lea Ode", "pronouns": "she", "show": {"pronouns": "private", "goals": "school"}}
    assert is_ours_shortened({"name": "Lea", "show": {"goals": "school"}}, ours, ("private",))
    assert not is_ours_shortened({"name": "Leo", "show": {"goals": "school"}}, ours, ("private",))


def test_out_and_home_again_there_is_nothing_to_choose(tmp_path: Path) -> None:
    """The second school has no consent for her pictures, so its pack goes without them."""
    shown = f"[{{file: a.jpg, alt: Me, shows: [{LEA}]}}]"
    files: dict[str, str | bytes] = {
        "profile.yaml": "name: Lea Ode\navatar: {file: a.jpg, alt: Me}\n",
        "reflections/a.yaml": reflection("A", body="It held.", media=shown),
        "media/a.jpg": picture("red"),
    }
    old = school(tmp_path / "old", "Old School", files=files)
    write(old, {"consents.yaml": f"{LEA}: {{photos: {{widest: school}}}}\n"})
    new = school(tmp_path / "new", "New School", student="kai-b2b2")
    into(new, packed(old, tmp_path / "out.zip"))
    write(new / "students" / LEA, {"reflections/new.yaml": reflection("New")})
    before = tree(old)

    done = into(old, packed(new, tmp_path / "home.zip", today=ARRIVED))

    assert {one.path: one.why for one in done.plan.of(Fate.SAME)} == {
        "profile.yaml": SHORTENED,
        "reflections/a.yaml": SHORTENED,
    }
    assert [one.path for one in done.plan.of(Fate.NEW)] == ["reflections/new.yaml"]
    assert {path: content for path, content in tree(old).items() if path in before} == before
    assert set_of_records(old) == set_of_records(new)
