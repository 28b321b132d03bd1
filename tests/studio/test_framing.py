"""A site in the studio's frame: what a build made and nobody changed; no page in it can do anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from profilegen.model.audience import Audience
from profilegen.publishing.manifest import MANIFEST
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY
from tests.studio.visitors import AMINA, Visitor, a_school, an_app

SEEN = f"/s/{AMINA}/preview/private/"
EVIL = "<script>document.forms[0].submit()</script>"


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(a_school(tmp_path / "hillside"), today=TODAY)


@pytest.fixture
def visitor(studio: Studio) -> Visitor:
    """Amina, who has looked at her site."""
    visitor = Visitor(an_app(studio)).come_in(AMINA)
    visitor.get(SEEN)
    assert visitor.status == 200
    return visitor


@pytest.fixture
def site(studio: Studio, visitor: Visitor) -> Path:
    return studio.built_site(AMINA, Audience.PRIVATE)


def test_of_a_page_all_that_it_needs_is_sent(visitor: Visitor, site: Path) -> None:
    for path in json.loads((site / MANIFEST).read_text(encoding="utf-8"))["files"]:
        assert (
            visitor.client.get(f"{SEEN}{path}", headers={"Sec-Fetch-Site": "same-origin"}).content
            == (site / path).read_bytes()
        )
        assert visitor.client.get(f"{SEEN}{path}").status_code == 200


@pytest.mark.parametrize("name", ["evil.html", "evil.js", "evil.svg", "theme/evil.js", "theme/evil.css", "a.mjs"])
def test_what_no_build_made_is_not_sent(visitor: Visitor, site: Path, name: str) -> None:
    (site / name).write_text(EVIL, encoding="utf-8")
    assert EVIL not in visitor.get(f"{SEEN}{name}")
    assert visitor.status == 404


@pytest.mark.parametrize("name", ["index.html", "search.js", "theme/switches.js"])
def test_what_was_changed_since_is_not_sent(visitor: Visitor, site: Path, name: str) -> None:
    (site / name).write_text(EVIL, encoding="utf-8")
    assert EVIL not in visitor.get(f"{SEEN}{name}")


@pytest.mark.parametrize("name", ["search.js", "theme/switches.js", "evil.js", "theme/evil.js", "a.mjs"])
def test_a_manifest_of_somebody_else_s_sends_no_script_of_theirs(visitor: Visitor, site: Path, name: str) -> None:
    (site / name).write_text("alert(1);\n", encoding="utf-8")
    said = json.loads((site / MANIFEST).read_text(encoding="utf-8"))
    said["files"][name] = "10 x"
    (site / MANIFEST).write_text(json.dumps(said), encoding="utf-8")
    assert "alert" not in visitor.get(f"{SEEN}{name}")


def test_a_page_in_the_frame_can_neither_ask_nor_send(visitor: Visitor) -> None:
    policy = visitor.client.get(f"{SEEN}index.html").headers["content-security-policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "connect-src 'none'", "form-action 'none'"):
        assert rule in policy.split("; ")
    assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize("record", ["profile.yaml", "testimonials/a.yaml", "", "achievements/kite.yaml"])
def test_only_a_reflection_goes_to_the_front(studio: Studio, visitor: Visitor, record: str) -> None:
    profile = studio.keeper(AMINA).folder / "profile.yaml"
    before = profile.read_bytes()
    visitor.post(f"/s/{AMINA}/choose/front", {"record": record, "featured": "yes"})
    assert visitor.status == 404
    assert profile.read_bytes() == before
