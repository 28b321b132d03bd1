"""What nobody at a browser sends: paths that climb, floods, and words that would be code, in every field there is."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from profilegen.model.records import Profile
from profilegen.studio import desk
from profilegen.studio.app import app_for
from profilegen.studio.forms import Field, form_for
from profilegen.studio.keeping import KINDS
from profilegen.studio.passphrases import Patience
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
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1))
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


# Guessing


def test_whoever_guesses_a_card_s_passphrase_has_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_PATIENCE", Patience())
    studio = Studio(a_school(tmp_path / "hillside"), is_open=True)
    studio.passphrase(AMINA).set("seven green bottles")
    visitor = Visitor(an_app(studio)).come_in()
    for number in range(6):
        visitor.post(f"/cards/{AMINA}", {"-do": "try", "words": f"guess {number}"})
        assert visitor.status == 403
    page = visitor.post(f"/cards/{AMINA}", {"-do": "try", "words": "seven green bottles"})
    assert visitor.status == 403
    assert "tried too often" in page
