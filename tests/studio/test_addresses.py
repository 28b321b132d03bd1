"""Files that people named by hand are found at the addresses that the studio's pages name."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, picture, write
from tests.studio.visitors import AMINA, Visitor, a_school, an_app

DESK = f"/s/{AMINA}/"
NAMES = ["50% off", "a#b", "a b & c", "it's", "über-uns", "a+b;c=d"]


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return a_school(tmp_path / "hillside")


def visitor_of(school: Path) -> Visitor:
    return Visitor(an_app(Studio(school, today=TODAY))).come_in(AMINA)


@pytest.mark.parametrize("name", NAMES)
def test_a_record_opens_from_the_desk_whatever_it_is_called(school: Path, name: str) -> None:
    record = f"reflections/{name}.yaml"
    write(school, {f"students/{AMINA}/{record}": "title: My odd one\ndate: 2026-10-14\nbody: x\n"})
    visitor = visitor_of(school)
    addresses = re.findall(r'href="([^"]*edit/[^"#]*)"', visitor.get(DESK))
    address = next(html.unescape(one) for one in addresses if quote(name) in html.unescape(one))
    assert "My odd one" in visitor.get(address)
    assert "Saved." in visitor.fill_in(address, {"title": "My even one"})
    assert "title: My even one" in (school / "students" / AMINA / record).read_text(encoding="utf-8")
    (undo,) = re.findall(r'action="([^"]*undo/[^"]*)"', visitor.text)
    assert "My odd one" in visitor.post(html.unescape(undo))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_on_the_desk_whatever_it_is_called(school: Path, name: str) -> None:
    text = f"title: T\ndate: 2026-10-14\nmedia:\n  - file: '{name.replace(chr(39), chr(39) * 2)}.jpg'\n"
    write(school, {f"students/{AMINA}/reflections/odd.yaml": text, f"students/{AMINA}/media/{name}.jpg": picture()})
    visitor = visitor_of(school)
    (address,) = re.findall(r'src="([^"]*media/small/[^"]*)"', visitor.get(DESK))
    visitor.get(html.unescape(address))
    assert visitor.status == 200


def test_what_was_taken_away_is_offered_back_and_nothing_else(school: Path) -> None:
    visitor = visitor_of(school)
    assert f'action="{DESK}restore/reflections/a%23b.yaml"' in visitor.get(f"{DESK}?away=reflections/a%23b.yaml")
    for asked in (
        "../../../done",
        "reflections/../../../done",
        "reflections/..",
        "profile.yaml",
        "/done",
        "reflections/",
    ):
        assert "/restore/" not in visitor.get(f"{DESK}?away={asked}")
