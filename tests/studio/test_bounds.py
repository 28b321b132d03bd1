"""How much and how slowly anybody may send: what is too large or too slow is refused, and nobody waits for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from profilegen.loading.school import load_school
from profilegen.studio import working
from profilegen.studio.app import _bound_of
from profilegen.studio.bounds import Bound, Bounds
from profilegen.studio.media_app import upload_bound
from profilegen.studio.working import Studio
from tests.studio.visitors import AMINA, HOST, ORIGIN, TODAY, Visitor, a_school, an_app
from tests.studio.waiting import awaited


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(a_school(tmp_path / "hillside"), today=TODAY)


@pytest.fixture
def app(studio: Studio) -> ASGIApp:
    return an_app(studio)


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


# What is read


def test_how_much_may_be_sent_is_known_without_reading(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked where everybody waits."""
    path, known = f"/s/{AMINA}/media/", studio.school.limits

    def read(_: Path) -> Any:
        raise AssertionError("The school is read again.")

    monkeypatch.setattr(working, "load_school", read)
    studio.forget()
    assert _bound_of(path, studio) == upload_bound(known)
    with pytest.raises(AssertionError):
        assert studio.school


def test_what_is_saved_while_the_school_is_read_is_read_again(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    read, times = load_school, 0

    def slowly(folder: Path) -> Any:
        nonlocal times
        times += 1
        found = read(folder)
        if times == 1:
            (folder / "school.yaml").write_text("name: Upland\n", encoding="utf-8")
            studio.forget()
        return found

    monkeypatch.setattr(working, "load_school", slowly)
    studio.forget()
    assert studio.school.settings.name == "Hillside"
    assert studio.school.settings.name == "Upland"
    assert studio.school.settings.name == "Upland"
    assert times == 2
