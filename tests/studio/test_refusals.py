"""What nobody at a browser sends: paths that climb, floods, and words that would be code, in every field there is."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
import uvicorn

from profilegen.model.records import Profile
from profilegen.studio import connections
from profilegen.studio.app import app_for
from profilegen.studio.connections import Line
from profilegen.studio.forms import Field, form_for
from profilegen.studio.keeping import KINDS, ChangedMeanwhileError, Keeper
from profilegen.studio.rewriting import Change
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY
from tests.studio.visitors import AMINA, BEN, KEY, Visitor, a_school, an_app, fields_in

DESK = f"/s/{AMINA}/"
NASTY = (
    "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>"
    "{{ 7*'7' }}{% raw %}url(x)javascript:alert(1)"
)


@pytest.fixture
def visitor(tmp_path: Path) -> Visitor:
    return Visitor(an_app(Studio(a_school(tmp_path / "hillside"), today=TODAY))).come_in(AMINA)


def lives_on(visitor: Visitor) -> bool:
    """Whether the session is as it was."""
    return "Hello, <bdi>Amina</bdi>" in visitor.get(DESK)


# Paths


OUT = ("..%2f", "..%5c", "%2e%2e/", "..%252f", "%c0%ae%c0%ae/", "..%00/", "....//", "%2e%2e%5c")


@pytest.mark.parametrize("step", OUT)
@pytest.mark.parametrize("where", ["edit/", "media/file/", "media/small/", "preview/family/", "say?kept=", "look/"])
def test_no_path_climbs_however_it_is_spelt(visitor: Visitor, where: str, step: str) -> None:
    for target in (f"{BEN}/profile.yaml", "school.yaml", "etc/passwd"):
        page = visitor.get(f"{DESK}{where}{step * 6}{target}")
        assert visitor.status in (400, 403, 404) or where == "say?kept="
        assert "Ben Hart" not in page and "publishing" not in page and "root:" not in page
    assert lives_on(visitor)


@pytest.mark.parametrize("what", ["edit/", "undo/", "redo/", "remove/", "restore/", "decide/", "media/remove/"])
@pytest.mark.parametrize("path", [f"..%2f{BEN}%2fprofile.yaml", "%00", "..%5cx.yaml", "reflections/%00.yaml", "C:%5cx"])
def test_nothing_outside_is_written(visitor: Visitor, tmp_path: Path, what: str, path: str) -> None:
    ben = tmp_path / "hillside" / "students" / BEN / "profile.yaml"
    before = {file: file.read_bytes() for file in (tmp_path / "hillside").rglob("*.yaml") if file.is_file()}
    visitor.post(f"{DESK}{what}{path}", {"name": "Hacked", "title": "Hacked"})
    assert visitor.status in (400, 403, 404)
    assert {file: file.read_bytes() for file in (tmp_path / "hillside").rglob("*.yaml") if file.is_file()} == before
    assert ben in before
    assert lives_on(visitor)


# Words that would be code


def _names(fields: tuple[Field, ...], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every name that a form has for a text; the first entry stands for every list."""
    for one in fields:
        name = f"{above}{one.word}"
        if one.widget == "list":
            yield f"{name}.-here", one
            yield from _names(one.fields, f"{name}.0.")
        elif one.widget == "group":
            yield from _names(one.fields, f"{name}.")
        else:
            yield name, one


@pytest.mark.parametrize("kind", ["profile", *KINDS])
def test_code_in_every_field_of_every_record_is_only_text(visitor: Visitor, kind: str) -> None:
    record = Profile if kind == "profile" else KINDS[kind]
    said = {name: "yes" if name.endswith("-here") else NASTY for name, _ in _names(form_for(record).fields)}
    address = f"{DESK}profile" if kind == "profile" else f"{DESK}new/{kind.removesuffix('s')}"
    pages = [visitor.post(address, {**fields_in(visitor.get(address)), **said, "-do": do}) for do in ("add:x", "save")]
    pages += [visitor.get(address), visitor.get(DESK), visitor.get(f"{DESK}choose")]
    for page in pages:
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "7777777" not in page
        assert not re.search(r"""(?:href|src|action)=["']?\s*javascript:""", page)
    assert lives_on(visitor)


# Floods


@contextmanager
def _a_server(school: Path) -> Iterator[int]:
    """A real one, at a port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = app_for(Studio(school, today=TODAY), hosts=[f"127.0.0.1:{port}"], key=KEY)
        config = uvicorn.Config(
            app, http=Line, limit_concurrency=20, log_level="critical", lifespan="off", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        yield port
        server.should_exit = True
        serving.join(10)


def _answer(port: int, sent: bytes) -> bytes:
    """The first words of what a server answers to these bytes; b"" where it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        try:
            line.sendall(sent)
            return line.recv(4096)
        except OSError:
            return b""


def test_floods_of_headers_are_refused_and_others_still_come_in(tmp_path: Path) -> None:
    with _a_server(a_school(tmp_path / "hillside")) as port:
        host = f"Host: 127.0.0.1:{port}\r\n".encode()
        many = b"".join(b"X-%d: y\r\n" % number for number in range(20_000))
        floods = (
            b"GET / HTTP/1.1\r\n" + host + many + b"\r\n",
            b"GET / HTTP/1.1\r\n" + host + b"X: " + b"y" * 2_000_000 + b"\r\n\r\n",
            b"GET /" + b"y" * 2_000_000 + b" HTTP/1.1\r\n" + host + b"\r\n",
            b"\x00\xff\x16\x03\r\n\r\n",
            b"POST /done HTTP/1.1\r\n" + host + b"Content-Length: 10000000000\r\n\r\n",
            b"POST /done HTTP/1.1\r\n" + host + b"Content-Length: -1\r\n\r\n",
        )
        for sent in floods:
            assert not _answer(port, sent).startswith(b"HTTP/1.1 2"), sent[:60]
        assert b"303" in _answer(port, b"GET /?key=" + KEY.encode() + b" HTTP/1.1\r\n" + host + b"\r\n")[:20]


def _answers(port: int) -> bool:
    """Whether somebody who only asks is answered."""
    asked = f"GET /-/studio.css HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
    return _answer(port, asked.encode()).startswith(b"HTTP/1.1 200")


def _has_ended(line: socket.socket) -> bool:
    """Whether the other side hangs up within some seconds."""
    line.settimeout(20)
    try:
        return line.recv(1) == b""
    except ConnectionError:
        return True


def test_many_who_ask_nothing_keep_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_SILENT", 10)
    with _a_server(a_school(tmp_path / "hillside")) as port, ExitStack() as lines:
        silent = [lines.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(30)]
        assert _answers(port)
        assert _has_ended(silent[0])
        silent[-1].sendall(f"GET /-/studio.css HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert silent[-1].recv(12) == b"HTTP/1.1 200", "those who came last may still ask"


@pytest.mark.parametrize("begins", [b"", b"GET / HT", b"GET /-/studio.css HTTP/1.1\r\nHost: 127.0"])
def test_a_request_that_never_comes_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begins: bytes
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    with (
        _a_server(a_school(tmp_path / "hillside")) as port,
        socket.create_connection(("127.0.0.1", port)) as line,
    ):
        line.sendall(begins)
        assert _has_ended(line)
        assert _answers(port)


def test_one_machine_of_the_network_has_some_lines_and_not_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MOST_OF_ONE", 3)
    with _a_server(a_school(tmp_path / "hillside")) as port, ExitStack() as lines:
        for _ in range(5):
            lines.enter_context(socket.create_connection(("127.0.0.1", port)))
        assert _answers(port), "all that runs on this machine shares one address"
        monkeypatch.setattr(Line, "_is_from_network", lambda _: True)
        assert _has_ended(lines.enter_context(socket.create_connection(("127.0.0.1", port))))


# A file that is never the same twice


def test_a_choice_at_a_file_that_changes_all_the_time_is_given_up(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = 0

    def changed(keeper: Keeper, record: str, changes: Mapping[str, Change], _: str) -> NoReturn:
        nonlocal tries
        tries += 1
        assert tries < 100
        raise ChangedMeanwhileError(changes, keeper.read(record))

    monkeypatch.setattr(Keeper, "save", changed)
    page = visitor.post(f"{DESK}choose/front", {"record": "reflections/bridge.yaml", "featured": "yes"})
    assert visitor.status == 409
    assert "changed somewhere else" in page
    assert lives_on(visitor)


# Guessing


def test_whoever_guesses_a_card_s_passphrase_has_to_wait(tmp_path: Path) -> None:
    studio = Studio(a_school(tmp_path / "hillside"), is_open=True)
    studio.passphrase(AMINA).set("seven green bottles")
    visitor = Visitor(an_app(studio)).come_in()
    for number in range(6):
        visitor.post(f"/cards/{AMINA}", {"-do": "try", "words": f"guess {number}"})
        assert visitor.status == 403
    page = visitor.post(f"/cards/{AMINA}", {"-do": "try", "words": "seven green bottles"})
    assert visitor.status == 403
    assert "tried too often" in page
