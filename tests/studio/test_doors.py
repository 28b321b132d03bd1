"""The doors: only by the key, only from here, one student at a time; what is too large or too slow is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from profilegen.problems import UsageError
from profilegen.studio import doors
from profilegen.studio.bounds import Bound, Bounds
from profilegen.studio.doors import Sessions, new_key
from profilegen.studio.passphrases import Passphrase, PassphraseError, Patience
from profilegen.studio.running import _address, _hosts
from profilegen.studio.working import Studio
from tests.studio.visitors import AMINA, BEN, HOST, KEY, ORIGIN, TODAY, Visitor, a_school, an_app
from tests.studio.waiting import awaited


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


# Passphrases


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


def test_guessing_gets_slow() -> None:
    patience = Patience()
    for _ in range(5):
        assert patience.waits("door") == 0
        patience.note("door", was_right=False)
    assert 0 < patience.waits("door") <= 60
    assert patience.waits("another") == 0
    patience.note("door", was_right=True)
    assert patience.waits("door") == 0


# The network


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "8.8.8.8", "example.org", "224.0.0.1"])  # noqa: S104 - refused
def test_the_studio_opens_to_no_other_network(host: str) -> None:
    with pytest.raises(UsageError):
        _address(host)


def test_the_studio_answers_at_the_address_it_was_given() -> None:
    assert _hosts(_address(""), 1) == {"127.0.0.1:1", "localhost:1"}
    assert _hosts(_address("192.168.1.20"), 1) == {"192.168.1.20:1"}
    assert _hosts(_address("fd00::1"), 1) == {"[fd00::1]:1"}


# Bodies


async def _reads_all(scope: Scope, receive: Receive, send: Send) -> None:
    more = True
    while more:
        more = (await receive()).get("more_body", False)
    await PlainTextResponse("read")(scope, receive, send)


def _status(bound: Bound, receive: Callable[[], Any], headers: list[tuple[bytes, bytes]] | None = None) -> int:
    """What an application behind its bounds answers to this body."""
    answers: list[Message] = []

    async def send(message: Message) -> None:
        answers.append(message)

    scope: Scope = {"type": "http", "method": "POST", "path": "/", "headers": headers or []}
    awaited(asyncio.wait_for(Bounds(_reads_all, lambda _path: bound)(scope, receive, send), 5))
    return int(answers[0]["status"])


def _body_of(chunks: AsyncIterator[bytes]) -> Callable[[], Any]:
    async def receive() -> Message:
        async for chunk in chunks:
            return {"type": "http.request", "body": chunk, "more_body": True}
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive


def test_a_body_of_ten_gigabytes_is_refused_before_it_is_read() -> None:
    asked = 0

    async def never() -> Message:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b"x", "more_body": True}

    assert _status(Bound(), never, [(b"content-length", b"10000000000")]) == 413
    assert asked == 0


def test_a_body_that_does_not_say_how_large_it_is_is_cut_off() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 1
            yield b"x" * 1000

    assert _status(Bound(most=50_000), _body_of(endless())) == 413
    assert sent <= 51


def test_a_body_that_stops_coming_is_given_up() -> None:
    async def stuck() -> AsyncIterator[bytes]:
        yield b"title=A"
        await asyncio.sleep(60)

    assert _status(Bound(pause=0.05), _body_of(stuck())) == 408


def test_a_body_that_drips_is_given_up() -> None:
    async def dripping() -> AsyncIterator[bytes]:
        while True:
            yield b"x"
            await asyncio.sleep(0.02)

    assert _status(Bound(seconds=0.2), _body_of(dripping())) == 408


def test_a_body_within_its_bounds_comes_through() -> None:
    async def short() -> AsyncIterator[bytes]:
        yield b"title=A"

    assert _status(Bound(most=7), _body_of(short())) == 200


def test_a_form_that_is_too_large_is_refused_and_the_session_lives_on(app: ASGIApp) -> None:
    visitor = Visitor(app).come_in(AMINA)
    visitor.post(f"/s/{AMINA}/draft", {"body": "x" * 3_000_000})
    assert visitor.status == 413
    visitor.post(f"/s/{AMINA}/draft", {f"f{number}": "" for number in range(4000)})
    assert visitor.status == 400
    assert "Hello, <bdi>Amina</bdi>" in visitor.get(f"/s/{AMINA}/")
    assert HOST in ORIGIN
