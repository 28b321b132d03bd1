"""The doors: only by the key, only from here, one student at a time."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.types import ASGIApp

from profilegen.problems import UsageError
from profilegen.studio import doors
from profilegen.studio.app import app_for
from profilegen.studio.doors import Sessions, new_key
from profilegen.studio.running import _address, _hosts
from profilegen.studio.working import Studio
from tests.studio.visitors import AMINA, BEN, KEY, ORIGIN, TODAY, Visitor, a_school, an_app


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(a_school(tmp_path / "hillside"), today=TODAY)


@pytest.fixture
def app(studio: Studio) -> ASGIApp:
    return an_app(studio)


# The key


def test_without_the_key_nobody_comes_in(app: ASGIApp) -> None:
    stranger = Visitor(app)
    for address in ("/", f"/s/{AMINA}/", "/?key=", "/?key=open", f"/?key={KEY}x", f"/cards?key={KEY}"):
        stranger.get(address)
        assert stranger.status == 401, address
        assert "Amina" not in stranger.text
    stranger.post(f"/cards/{AMINA}")
    assert stranger.status == 401


def test_the_key_is_in_the_address_once(app: ASGIApp) -> None:
    visitor = Visitor(app)
    visitor.client.follow_redirects = False
    answer = visitor.client.get(f"/?key={KEY}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_a_cookie_that_somebody_made_up_opens_nothing(app: ASGIApp) -> None:
    stranger = Visitor(app)
    for cookie in ("profilegen-studio-8322=", "profilegen-studio-8322=x", '"', "a=b; ;="):
        stranger.get("/", Cookie=cookie)
        assert stranger.status == 401


def test_keys_are_never_the_same() -> None:
    keys = {new_key() for _ in range(200)}
    assert len(keys) == 200
    assert all(len(key) == 19 for key in keys)


def test_a_session_that_nobody_uses_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions = Sessions()
    name, _ = sessions.begin()
    assert sessions.named(name)
    monkeypatch.setattr(doors, "_IDLE", -1.0)
    assert sessions.named(name) is None
    monkeypatch.undo()
    assert sessions.named(name) is None


def test_of_very_many_sessions_those_without_a_card_end_first(app: ASGIApp) -> None:
    at_work = Visitor(app).come_in(AMINA)
    for _ in range(doors._MOST_SESSIONS + 5):
        passing = Visitor(app)
        passing.client.follow_redirects = False
        passing.get(f"/?key={KEY}")
        assert passing.status == 303
    assert "Hello, <bdi>Amina</bdi>" in at_work.get(f"/s/{AMINA}/")


def test_a_browser_that_comes_again_has_one_session() -> None:
    sessions = Sessions()
    first, _ = sessions.begin()
    second, _ = sessions.begin(instead_of=first)
    assert sessions.named(first) is None
    assert sessions.named(second)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "POST"])
def test_answers_of_the_framework_carry_the_headers_of_every_page(app: ASGIApp, method: str) -> None:
    visitor = Visitor(app).come_in(AMINA)
    own = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
    for path, status in ((f"/s/{AMINA}/colours.css", 405), ("/-/studio.css", 405)):
        answer = visitor.client.request(method, path, headers=own)
        assert answer.status_code == status
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


# From elsewhere


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{8322}", "127.0.0.1", "localhost:80", "", "[::1]:8322"]
)
def test_another_host_is_refused(app: ASGIApp, host: str) -> None:
    visitor = Visitor(app).come_in(AMINA)
    visitor.get(f"/s/{AMINA}/", Host=host)
    assert visitor.status == 403
    assert "Amina" not in visitor.text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "https://127.0.0.1:8322", ""]
)
def test_another_origin_changes_nothing(app: ASGIApp, studio: Studio, origin: str) -> None:
    visitor = Visitor(app).come_in(AMINA)
    record = studio.home.student_folder(AMINA) / "reflections" / "bridge.yaml"
    before = record.read_bytes()
    visitor.post(f"/s/{AMINA}/choose/front", {"record": "reflections/bridge.yaml", "featured": "yes"}, Origin=origin)
    assert visitor.status == 403
    assert record.read_bytes() == before


def test_a_form_without_an_origin_needs_the_browser_s_word_for_it(app: ASGIApp) -> None:
    visitor = Visitor(app).come_in()
    for site, status in (("same-origin", 200), ("cross-site", 403), ("same-site", 403), ("none", 403), ("", 403)):
        answer = visitor.client.post("/done", headers={"Sec-Fetch-Site": site} if site else {})
        assert answer.status_code == status, site


def test_a_page_from_elsewhere_can_neither_look_nor_frame(app: ASGIApp) -> None:
    visitor = Visitor(app).come_in(AMINA)
    for mode in ("no-cors", "cors", "navigate"):
        visitor.get(f"/s/{AMINA}/", **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode})
        assert visitor.status == 403
    headers = visitor.client.get(f"/s/{AMINA}/").headers
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cache-control"] == "no-store"


# One student a session


def test_one_session_opens_one_folder(app: ASGIApp) -> None:
    visitor = Visitor(app).come_in(AMINA)
    assert "Hello, <bdi>Amina</bdi>" in visitor.get(f"/s/{AMINA}/")
    for address in (f"/s/{BEN}/", f"/s/{BEN}/edit/reflections/loaf.yaml", f"/s/{BEN}/media/file/a.jpg", f"/s/{BEN}"):
        visitor.get(address)
        assert visitor.status == 403, address
    visitor.post(f"/s/{BEN}/edit/profile.yaml", {"name": "Amina was here"})
    assert visitor.status == 403
    assert "Hello, <bdi>Amina</bdi>" in visitor.get(f"/s/{AMINA}/")


@pytest.mark.parametrize(
    "path",
    [
        f"/s/{AMINA}/../{BEN}/",
        f"/s/{AMINA}/edit/..%2f..%2f{BEN}%2fprofile.yaml",
        f"/s/{AMINA}/edit/../../{BEN}/profile.yaml",
        f"/s/{AMINA}/edit/reflections%2f..%2f..%2f..%2fschool.yaml",
        f"/s/{AMINA}/edit/reflections/..%5c..%5cschool.yaml",
        f"/s/{AMINA}/edit/%2fetc%2fpasswd",
        f"/s/{AMINA}/edit/reports/2025-26.yaml",
        f"/s/{AMINA}/preview/family/..%2f..%2f..%2f..%2fschool.yaml",
        f"/s/{AMINA}/preview/family/.profilegen",
        f"/s/{AMINA}/preview/..%2f..%2fx/index.html",
        "/-/..%2fapp.py",
        "/-/fonts/..%2f..%2ftheme.yaml",
        "/-/.htaccess",
    ],
)
def test_paths_that_climb_lead_nowhere(app: ASGIApp, path: str) -> None:
    visitor = Visitor(app).come_in(AMINA)
    visitor.get(path)
    assert visitor.status in (403, 404), path
    assert "Hillside" not in visitor.text or "studio.css" in visitor.text
    assert "Hello, <bdi>Amina</bdi>" in visitor.get(f"/s/{AMINA}/")


def test_i_am_done_leads_back_to_the_cards(app: ASGIApp) -> None:
    visitor = Visitor(app).come_in(AMINA)
    assert "Who is here?" in visitor.post("/done")
    visitor.get(f"/s/{AMINA}/")
    assert visitor.status == 403
    visitor.post(f"/cards/{BEN}")
    assert "Hello, <bdi>Ben</bdi>" in visitor.text


def test_the_cards_of_a_class_are_its_own(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    visitor = Visitor(an_app(Studio(school, class_id="hawthorn"))).come_in()
    assert "Amina" in visitor.text
    assert "Zoë" not in visitor.text
    visitor.post("/cards/zoe-d4y6")
    assert visitor.status == 404
    with pytest.raises(UsageError, match="hawthron"):
        Studio(school, class_id="hawthron")
    with pytest.raises(UsageError, match="nobody-1"):
        Studio(school, student="nobody-1")


def test_one_student_s_studio_opens_at_their_desk(tmp_path: Path) -> None:
    school = a_school(tmp_path / "hillside")
    for studio in (Studio(school, student=AMINA), Studio(school / "students" / AMINA)):
        visitor = Visitor(an_app(studio)).come_in()
        assert "Hello, <bdi>Amina</bdi>" in visitor.text
        visitor.post(f"/cards/{BEN}")
        assert visitor.status == 404


# The network


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "8.8.8.8", "example.org", "224.0.0.1"])  # noqa: S104 - refused
def test_the_studio_opens_to_no_other_network(host: str) -> None:
    with pytest.raises(UsageError):
        _address(host)


def test_the_studio_answers_at_the_address_it_was_given() -> None:
    assert _hosts(_address(""), 1) == {"127.0.0.1:1", "localhost:1"}
    assert _hosts(_address("192.168.1.20"), 1) == {"192.168.1.20:1"}
    assert _hosts(_address("fd00::1"), 1) == {"[fd00::1]:1"}
    assert _hosts(_address("fd00::1"), 80) == {"[fd00::1]:80", "[fd00::1]"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.1:80"])
def test_at_the_usual_port_a_browser_leaves_it_out(studio: Studio, host: str) -> None:
    visitor = Visitor(app_for(studio, hosts=_hosts(_address(""), 80), key=KEY))
    visitor.client.base_url = f"http://{host}"
    visitor.get(f"/?key={KEY}")
    page = visitor.post(f"/cards/{AMINA}", Origin=f"http://{host}")
    assert "Hello, <bdi>Amina</bdi>" in page
