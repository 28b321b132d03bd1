"""A choice of pieces for one reader: begun, put in order and saved without any script."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.build import check
from profilegen.problems import Severity
from profilegen.studio.forms import chosen_anew
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, write
from tests.studio.visitors import AMINA, Visitor, a_school, an_app, fields_in

DESK = f"/s/{AMINA}/"
NEW = f"{DESK}new/showcase"
BRIDGE, KITE = "reflections/bridge.yaml", "achievements/kite.yaml"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    folder = a_school(tmp_path / "hillside")
    bridge = "title: My bridge\ndate: 2026-10-14\nbody: It held.\n"
    kite = "title: A kite\nkind: creative\ndate: 2026-10-01\n"
    return write(folder, {f"students/{AMINA}/{BRIDGE}": bridge, f"students/{AMINA}/{KITE}": kite})


@pytest.fixture
def visitor(school: Path) -> Visitor:
    return Visitor(an_app(Studio(school, today=TODAY))).come_in(AMINA)


def press(visitor: Visitor, address: str, do: str) -> str:
    """Sends the form that is open, by one of its buttons."""
    return visitor.post(address, {**fields_in(visitor.text), "-do": do})


def test_a_showcase_is_begun_put_in_order_and_saved(visitor: Visitor, school: Path) -> None:
    assert "Show to somebody" in visitor.get(DESK)
    visitor.get(NEW)
    for do in (f"in:shows={BRIDGE}", f"in:shows={KITE}", f"up:shows={KITE}"):
        page = press(visitor, NEW, do)
        assert page.count(" autofocus") == 1
    assert page.index("A kite") < page.index("My bridge")
    said = {"title": "For college", "for": "My interview", "intro": "What I **make**.", "until": "2027-07-01"}
    page = visitor.post(NEW, {**fields_in(page), **said, "audience": "family", "-do": "save"})
    assert "Saved." in page
    file = school / "students" / AMINA / "showcases" / "for-college.yaml"
    assert file.read_text(encoding="utf-8") == (
        "title: For college\nfor: My interview\nintro: What I **make**.\n"
        f"shows:\n  - {KITE}\n  - {BRIDGE}\naudience: family\nuntil: 2027-07-01\n"
    )
    assert not [one for one in check(school).problems if one.severity is Severity.ERROR]
    assert "For college" in visitor.get(f"{DESK}preview/family/")


def test_a_showcase_that_is_there_is_changed_and_its_comments_stay(visitor: Visitor, school: Path) -> None:
    file = school / "students" / AMINA / "showcases" / "gran.yaml"
    written = f"# For her birthday\ntitle: Gran\nfor: My gran\nshows: [{BRIDGE}, {KITE}]  # her favourites\n"
    write(school, {f"students/{AMINA}/showcases/gran.yaml": written})
    address = f"{DESK}edit/showcases/gran.yaml"
    visitor.fill_in(address, {})
    assert file.read_text(encoding="utf-8") == written
    visitor.get(address)
    press(visitor, address, f"out:shows={BRIDGE}")
    assert "You were writing" in visitor.get(DESK)
    assert file.read_text(encoding="utf-8") == written
    visitor.get(address)
    assert "Saved." in press(visitor, address, "save")
    after = file.read_text(encoding="utf-8")
    assert after.split() == written.replace(f"{BRIDGE}, ", "").split()
    assert after.startswith("# For her birthday\n")


def test_a_showcase_of_nothing_is_asked_for_pieces(visitor: Visitor) -> None:
    visitor.fill_in(NEW, {"title": "Empty", "for": "Nobody"})
    assert visitor.status == 422
    assert "Which pieces, in which order?" in visitor.text
    assert "This is needed." in visitor.text


@pytest.mark.parametrize(
    ("what", "line", "after"),
    [
        ("in", "d", "abcd"),
        ("in", "a", "bca"),
        ("out", "b", "ac"),
        ("out", "z", "abc"),
        ("up", "c", "acb"),
        ("up", "a", "abc"),
        ("down", "a", "bac"),
        ("down", "c", "abc"),
        ("up", "z", "abc"),
    ],
)
def test_lines_are_put_in_taken_out_and_moved(what: str, line: str, after: str) -> None:
    posted = chosen_anew({"shows": ["", *"abc"], "title": ["T"]}, what, f"shows={line}")
    assert posted == {"shows": ["", *after], "title": ["T"]}
