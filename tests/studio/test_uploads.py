"""What comes from a browser is known by its content, bounded while it comes, and never takes another file's place."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import os
import struct
import subprocess
import sys
import time
import unicodedata
import wave
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Message

from profilegen.model.addresses import slug_of
from profilegen.model.limits import Limits
from profilegen.studio import uploads
from profilegen.studio.app import app_for
from profilegen.studio.bounds import Bound, Bounds
from profilegen.studio.claims import move_to_free
from profilegen.studio.doors import Doors, Sessions
from profilegen.studio.keeping import Keeper, NotHereError
from profilegen.studio.media_app import media_routes
from profilegen.studio.multipart import Form, NotAFormError, boundary_of
from profilegen.studio.pictures import Frame, cropped, original, small_one, turned
from profilegen.studio.shelf import paths_of
from profilegen.studio.uploads import Received, UploadRefusedError, media_folder, receive
from profilegen.studio.working import Studio
from tests.building.worlds import TODAY, a_school, write
from tests.studio.waiting import awaited

AMINA = "amina-x3f9"
HOST = "127.0.0.1:8322"
TEN_GIGABYTES = 10_000_000_000


def a_photo(mode: str = "RGB", form: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    content = io.BytesIO()
    Image.new(mode, size, "red").save(content, form)
    return content.getvalue()


def a_voice() -> bytes:
    content = io.BytesIO()
    with wave.open(content, "wb") as voice:
        voice.setparams((1, 2, 8000, 0, "NONE", ""))
        voice.writeframes(b"\0\1" * 8000)
    return content.getvalue()


def a_large_png(side: int) -> bytes:
    """Some bytes that say they are very many pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


def a_zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.bmp", b"\0" * 5_000_000)
    return content.getvalue()


PHOTO = a_photo()
DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30">'
    b'<script>alert(1)</script><rect width="9" height="9"/></svg>'
)


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    folder = tmp_path / "students" / AMINA
    folder.mkdir(parents=True)
    (folder / "profile.yaml").write_text("name: Amina Karimi\n", encoding="utf-8")
    return Keeper(tmp_path, folder, AMINA)


def taken_in(keeper: Keeper, content: bytes, name: str, limits: Limits | None = None) -> Received:
    """Sends it in pieces of odd sizes."""

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(content), 1009):
            yield content[start : start + 1009]

    return awaited(receive(keeper, pieces(), name, limits or Limits()))


def in_folder(keeper: Keeper) -> list[str]:
    """Every name in the media folder, also those that begin with a dot."""
    return sorted(file.name for file in (keeper.folder / "media").iterdir())


# Its name


def a_part(keeper: Keeper) -> Path:
    """A file that was written and has no name yet."""
    part = media_folder(keeper) / ".studio-a.tmp"
    part.write_bytes(b"all of it")
    return part


def test_whoever_is_killed_while_it_gets_its_name_leaves_no_empty_one(keeper: Keeper) -> None:
    part = a_part(keeper)
    code = "import os, sys; from pathlib import Path; from profilegen.studio import claims; "
    code += "claims.os.unlink = claims.Path.unlink = claims.Path.replace = lambda *_: os._exit(9); "
    code += "claims.move_to_free(Path(sys.argv[1]), Path(sys.argv[2]))"
    free = part.with_name("b.jpg")
    killed = subprocess.run([sys.executable, "-c", code, str(part), str(free)], check=False)
    assert killed.returncode == 9
    assert free.read_bytes() == b"all of it"


def test_a_disk_without_second_names_takes_it_as_well(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    assert keeper.place_new_file(a_part(keeper), "media/b.jpg") == "media/b.jpg"
    assert keeper.place_new_file(a_part(keeper), "media/b.jpg") == "media/b-2.jpg"
    assert in_folder(keeper) == ["b-2.jpg", "b.jpg"]
    with pytest.raises(FileExistsError):
        move_to_free(a_part(keeper), media_folder(keeper) / "b.jpg")


def test_a_name_that_was_claimed_long_ago_is_free_again(keeper: Keeper) -> None:
    folder = media_folder(keeper)
    for name, content, age in (("old.jpg", b"", 2), ("new.jpg", b"", 0), ("full.jpg", b"x", 2)):
        (folder / name).write_bytes(content)
        os.utime(folder / name, (time.time() - age * 86_400,) * 2)
    Keeper(keeper.own.parents[2], keeper.folder, keeper.student)
    assert in_folder(keeper) == ["full.jpg", "new.jpg"]


def test_what_a_system_puts_into_a_folder_is_not_offered(keeper: Keeper) -> None:
    folder = media_folder(keeper)
    for name in ("b.jpg", "Thumbs.db", ".DS_Store", "a.jpg"):
        (folder / name).write_bytes(b"x")
    assert paths_of(keeper) == ["a.jpg", "b.jpg"]


# What it is


@pytest.mark.parametrize(
    ("content", "name", "path", "kind"),
    [
        (PHOTO, "bridge.png", "bridge.jpg", "picture"),
        (PHOTO, "bridge.exe", "bridge.jpg", "picture"),
        (a_photo("RGBA", "PNG"), "IMG_0042.JPG", "img-0042.png", "picture"),
        (a_photo("RGB", "WEBP"), "bridge", "bridge.webp", "picture"),
        (DRAWING, "drawing.svg", "drawing.svg", "picture"),
        (a_voice(), "hello.mp4", "hello.wav", "recording"),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n", "hello.VTT", "hello.vtt", "captions"),
    ],
)
def test_the_content_says_what_it_is(keeper: Keeper, content: bytes, name: str, path: str, kind: str) -> None:
    received = taken_in(keeper, content, name)
    assert (received.path, received.kind, received.remark) == (path, kind, "")
    assert (keeper.folder / "media" / path).read_bytes() == content
    assert in_folder(keeper) == [path]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "bridge.jpg"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "bridge.html"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "bridge.jpg"),
        (b"<html><body onload=alert(1)>", "bridge.svg"),
        (b"GIF89a/*<script>*/=1;", "bridge.gif"),
        (PHOTO[:200], "half.jpg"),
        (a_zip(), "bridge.jpg"),
        (a_zip(), "bridge.docx"),
        (a_large_png(60_000), "bomb.png"),
        (gzip.compress(b"<svg xmlns='http://www.w3.org/2000/svg'>" + b" " * 40_000_000), "bomb.svgz"),
        (
            b"<!DOCTYPE svg [<!ENTITY a '" + b"x" * 999 + b"'><!ENTITY b '" + b"&a;" * 999 + b"'>]><svg>&b;</svg>",
            "bomb.svg",
        ),
        (b"MZ\x90\0" + b"\0" * 500, "bridge.exe"),
        (b"#!/bin/sh\necho\n", "bridge.mp3"),
        (b"#EXTM3U\nhttp://example.org/a.mp3\n", "list.mp4"),
        (b"name: Somebody\n", "profile.yaml"),
        (b"\xff\xfe no captions", "hello.vtt"),
        (b"%PDF-1.7\n" + b"x" * 300, "slides.pdf"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words_and_leaves_nothing(keeper: Keeper, content: bytes, name: str) -> None:
    with pytest.raises(UploadRefusedError) as refused:
        taken_in(keeper, content, name)
    assert refused.value.message.endswith((".", "?")) and refused.value.hint
    assert in_folder(keeper) == []


# What it is called


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../../etc/bridge.jpg", "bridge.jpg"),
        ("C:\\Pictures\\bridge.jpg", "bridge.jpg"),
        ("/bridge.jpg", "bridge.jpg"),
        ("photo\u202egpj.exe", "photo-gpj.jpg"),
        ("\u2066\u200f.jpg", "untitled.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("..", "untitled.jpg"),
        ("", "untitled.jpg"),
        ("CON.jpg", "con-.jpg"),
        ("a\0b\n.jpg", "ab.jpg"),
        ("bridge.jpg.html", "bridge-jpg.jpg"),
        ("<img src=x>.jpg", "img-src-x.jpg"),
        ("x" * 500 + ".jpg", "x" * 60 + ".jpg"),
        ("Brücke 桥.jpg", "brücke-桥.jpg"),
    ],
)
def test_a_name_is_only_a_wish(keeper: Keeper, name: str, path: str) -> None:
    assert taken_in(keeper, PHOTO, name).path == path
    assert in_folder(keeper) == [path]


@given(st.text(max_size=80))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    stem = slug_of(uploads.plain_name(name))
    assert "/" not in stem and "\\" not in stem and not stem.startswith(".") and stem.isprintable() and len(stem) <= 61


def test_no_file_takes_the_place_of_another_on_any_disk(keeper: Keeper) -> None:
    (keeper.folder / "media").mkdir()
    (keeper.folder / "media/BRIDGE.jpg").write_bytes(b"mine")
    (keeper.folder / "media" / unicodedata.normalize("NFD", "été.jpg")).write_bytes(b"mine")
    assert [taken_in(keeper, PHOTO, "bridge.jpg").path for _ in range(3)] == [f"bridge-{n}.jpg" for n in (2, 3, 4)]
    assert taken_in(keeper, PHOTO, "été.jpg").path == "été-2.jpg"
    assert (keeper.folder / "media/BRIDGE.jpg").read_bytes() == b"mine"


def test_a_media_folder_that_leads_elsewhere_is_not_written_to(keeper: Keeper, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    try:
        (keeper.folder / "media").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("no links on this machine")
    with pytest.raises(UploadRefusedError):
        taken_in(keeper, PHOTO, "bridge.jpg")
    assert list(elsewhere.iterdir()) == []


# How much


@pytest.mark.parametrize(
    ("start", "name"), [(PHOTO, "a.jpg"), (a_voice(), "a.wav"), (b"%PDF-1.7\n" + b" " * 200, "a.pdf")]
)
def test_ten_gigabytes_are_refused_while_they_come(
    keeper: Keeper, start: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "PICTURE_MEGABYTES", 3)
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        yield start
        while sent < TEN_GIGABYTES:
            sent += 1 << 20
            yield b"\0" * (1 << 20)

    with pytest.raises(UploadRefusedError) as refused:
        awaited(receive(keeper, pieces(), name, Limits(recording_megabytes=3, document_megabytes=3)))
    assert refused.value.status == 413 and sent < 6_000_000
    assert in_folder(keeper) == []


def test_who_goes_in_the_middle_leaves_nothing(keeper: Keeper) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield PHOTO
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        awaited(receive(keeper, pieces(), "bridge.jpg", Limits()))
    assert in_folder(keeper) == []


# Over http


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.body)
        return found


@dataclass(slots=True)
class Visitor:
    """A browser, as far as the application sees one."""

    app: ASGIApp
    cookie: str = ""

    def come_in(self) -> None:
        """By the key in the address."""
        self.cookie = self.ask("GET", "/?key=key").headers["set-cookie"].partition(";")[0]

    def send(self, path: str, content: bytes = PHOTO, name: str = "kite.jpg", **headers: str) -> Answer:
        """A file, as the studio's script sends it."""
        return self.ask("POST", path, [content], 0, **{"x-file-name": quote(name)} | headers)

    def ask(self, method: str, path: str, pieces: Iterable[bytes] = (), wait: float = 0, **headers: str) -> Answer:
        """One request."""
        return awaited(self._ask(method, path, iter(pieces), wait, headers))

    async def _ask(
        self, method: str, path: str, pieces: Iterator[bytes], wait: float, headers: dict[str, str]
    ) -> Answer:
        told = {"host": HOST, "origin": f"http://{HOST}", "cookie": self.cookie} | headers
        given = [(name.encode(), said.encode()) for name, said in told.items()]
        where, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": where,
            "raw_path": where.encode(),
            "query_string": query.encode(),
        }
        scope |= {
            "headers": given,
            "http_version": "1.1",
            "scheme": "http",
            "server": ("127.0.0.1", 8322),
            "root_path": "",
        }
        messages = list[Message]()

        async def coming() -> Message:
            await asyncio.sleep(wait)
            piece = next(pieces, None)
            return {"type": "http.request", "body": piece or b"", "more_body": piece is not None}

        async def going(message: Message) -> None:
            messages.append(message)

        await self.app(scope, coming, going)
        answered = {name.decode(): said.decode() for name, said in messages[0]["headers"]}
        return Answer(messages[0]["status"], answered, b"".join(one.get("body", b"") for one in messages[1:]))


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    school = a_school(tmp_path / "hillside")
    write(school / "students" / AMINA, {"reflections/bridge.yaml": "title: My bridge\ndate: 2026-10-14\n"})
    return Studio(school, student=AMINA, today=TODAY)


@pytest.fixture
def visitor(studio: Studio) -> Visitor:
    visitor = Visitor(app_for(studio, hosts=[HOST], key="key"))
    visitor.come_in()
    return visitor


HERE = f"/s/{AMINA}/media"


def test_a_picture_comes_is_seen_turned_cut_and_put_away(visitor: Visitor, studio: Studio) -> None:
    assert visitor.send(f"{HERE}/").said == {"file": "kite.jpg", "kind": "picture", "film": False, "remark": ""}
    small = visitor.ask("GET", f"{HERE}/small/kite.jpg")
    assert small.headers["content-type"] == "image/webp" and small.body[8:12] == b"WEBP"
    turn = visitor.ask("POST", f"{HERE}/turn/kite.jpg", iter([b'{"quarters": 1}']))
    assert turn.said["file"] == "kite-turned.jpg"
    frame = b'{"left": 0, "top": 0, "right": 0.5, "bottom": 1}'
    assert visitor.ask("POST", f"{HERE}/crop/kite-turned.jpg", iter([frame])).said["file"] == "kite-cropped.jpg"
    with Image.open(studio.keeper(AMINA).folder / "media/kite-cropped.jpg") as picture:
        assert picture.size == (20, 60)
    assert visitor.ask("DELETE", f"{HERE}/file/kite-turned.jpg").status == 200
    assert not (studio.keeper(AMINA).folder / "media/kite-turned.jpg").exists()
    away = [file.name for file in (studio.keeper(AMINA).own / "put-away").iterdir()]
    assert len(away) == 1 and away[0].endswith("kite-turned.jpg")


def test_a_file_that_a_piece_shows_is_not_put_away(visitor: Visitor, studio: Studio) -> None:
    visitor.send(f"{HERE}/")
    write(studio.keeper(AMINA).folder, {"reports/2026.yaml": "school_year: 2026\nprogress: See KITE.jpg\n"})
    assert visitor.ask("DELETE", f"{HERE}/file/kite.jpg").status == 409
    assert (studio.keeper(AMINA).folder / "media/kite.jpg").exists()


@pytest.mark.parametrize(
    "path", ["../profile.yaml", "..%2fprofile.yaml", ".studio-x.tmp", "", "nothing.jpg", "a%00.jpg"]
)
def test_no_other_file_can_be_fetched_or_put_away(visitor: Visitor, path: str) -> None:
    for method, where in (("GET", "file"), ("GET", "small"), ("DELETE", "file"), ("POST", "turn")):
        answer = visitor.ask(method, f"{HERE}/{where}/{unquote(path)}", iter([b"{}"]))
        assert answer.status in (404, 405), (method, where)


def test_nothing_that_was_sent_is_ever_a_page_of_this_address(visitor: Visitor) -> None:
    """A drawing with a script in it is shown as pixels, and is otherwise only to be saved."""
    assert visitor.send(f"{HERE}/", DRAWING, "drawing.svg").status == 201
    assert visitor.ask("GET", f"{HERE}/small/drawing.svg").headers["content-type"] == "image/webp"
    whole = visitor.ask("GET", f"{HERE}/file/drawing.svg")
    assert whole.headers["content-type"] == "application/octet-stream"
    assert whole.headers["content-disposition"].startswith("attachment")
    assert (
        whole.headers["x-content-type-options"] == "nosniff" and "sandbox" in whole.headers["content-security-policy"]
    )


def test_a_recording_can_be_heard_from_any_moment(visitor: Visitor) -> None:
    visitor.send(f"{HERE}/", a_voice(), "hello.wav")
    part = visitor.ask("GET", f"{HERE}/file/hello.wav", range="bytes=100-199")
    assert part.status == 206 and part.body == a_voice()[100:200] and part.headers["content-type"] == "audio/wav"


def test_another_students_session_and_another_page_are_refused(visitor: Visitor, studio: Studio) -> None:
    other = next(one for one in [*studio.school.student_ids, "leo-8g5d"] if one != AMINA)
    assert visitor.send(f"/s/{other}/media/").status == 403
    assert visitor.send(f"{HERE}/", origin="http://example.org").status == 403
    assert visitor.send(f"{HERE}/", host="example.org").status == 403
    assert Visitor(visitor.app).send(f"{HERE}/").status == 401
    assert visitor.ask("GET", f"/s/{other}/media/small/kite.jpg").status == 403


def test_what_says_that_it_is_too_large_is_not_read(visitor: Visitor) -> None:
    answer = visitor.ask(
        "POST", f"{HERE}/", [PHOTO], 0, **{"x-file-name": "a.jpg", "content-length": str(TEN_GIGABYTES)}
    )
    assert answer.status == 413


def test_a_body_that_hardly_comes_is_given_up(studio: Studio, visitor: Visitor) -> None:
    inner = Bounds(Starlette(routes=[Mount("/s/{student}", routes=media_routes(studio))]), lambda _: Bound(pause=0.1))
    slow = Visitor(Doors(inner, [HOST], "key", Sessions(), lambda: AMINA))
    slow.come_in()
    answer = slow.ask("POST", f"{HERE}/", iter([PHOTO]), wait=5, **{"x-file-name": "a.jpg"})
    assert answer.status == 408
    assert not [file for file in (studio.keeper(AMINA).folder / "media").iterdir() if file.name.startswith((".", "a."))]


def test_a_refusal_is_told_to_the_script(visitor: Visitor) -> None:
    answer = visitor.send(f"{HERE}/", b"<!DOCTYPE html>", "bridge.html")
    assert answer.status == 415 and answer.said["message"] and answer.said["hint"]


@pytest.mark.parametrize(
    "asked", [b"", b"[]", b'{"quarters": 7}', b'{"left": 0.9, "top": 0, "right": 0.1, "bottom": 1}', b"{"]
)
def test_what_is_no_turn_and_no_frame_is_refused(visitor: Visitor, asked: bytes) -> None:
    visitor.send(f"{HERE}/")
    assert visitor.ask("POST", f"{HERE}/crop/kite.jpg", iter([asked])).status == 400
    if asked.startswith(b'{"q') or asked in (b"", b"[]", b"{"):
        assert visitor.ask("POST", f"{HERE}/turn/kite.jpg", iter([asked])).status == 400


# Pictures


def test_turning_sets_upright_first_and_says_nothing_of_the_camera(keeper: Keeper) -> None:
    (keeper.folder / "media").mkdir()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"  # turned to the right, and its maker
    Image.new("RGB", (60, 40), "red").save(keeper.folder / "media/a.jpg", exif=exif)
    with Image.open(keeper.folder / "media" / turned(keeper, "a.jpg", 1, Limits(), Lock())) as made:
        assert made.size == (60, 40) and not made.getexif()


def test_what_is_see_through_stays_so(keeper: Keeper) -> None:
    (keeper.folder / "media").mkdir()
    Image.new("RGBA", (60, 40), (255, 0, 0, 90)).save(keeper.folder / "media/a.png")
    with Image.open(
        keeper.folder / "media" / cropped(keeper, "a.png", Frame(0, 0, 0.5, 0.5), Limits(), Lock())
    ) as made:
        assert (made.format, made.mode, made.size) == ("PNG", "RGBA", (30, 20))


def test_a_small_one_is_made_once_and_anew_when_the_picture_changes(keeper: Keeper) -> None:
    (keeper.folder / "media").mkdir()
    file = keeper.folder / "media/a.png"
    Image.new("RGB", (900, 40), "red").save(file)
    first = small_one(keeper, "a.png", 480, Limits(), Lock())
    assert small_one(keeper, "a.png", 480, Limits(), Lock()) == first
    Image.new("RGB", (900, 80), "blue").save(file)
    assert small_one(keeper, "a.png", 480, Limits(), Lock()) != first
    with pytest.raises(NotHereError):
        original(keeper, "../profile.yaml")


# Forms


async def _read(content: bytes, boundary: bytes, size: int) -> list[tuple[str, str | None, bytes]]:
    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(content), size):
            yield content[start : start + size]

    form, found = Form(pieces(), boundary), []
    async for part in form.parts():
        found.append((part.name, part.file, b"".join([piece async for piece in form.content()])))
    return found


@given(st.lists(st.tuples(st.binary(max_size=60), st.booleans()), max_size=4), st.integers(1, 50))
def test_a_form_is_read_whatever_its_pieces(parts: list[tuple[bytes, bool]], size: int) -> None:
    contents = [(b"\r\n--xy!" if is_odd else b"") + content for content, is_odd in parts]
    body = b"".join(
        b'--xyz\r\nContent-Disposition: form-data; name="file"; filename="a%22.jpg"\r\nContent-Type: x/y\r\n\r\n'
        + one
        + b"\r\n"
        for one in contents
    )
    found = awaited(_read(body + b"--xyz--\r\n", b"xyz", size))
    assert found == [("file", 'a".jpg', one) for one in contents]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--xyz",
        b"--xyz\r\n\r\nx\r\n--xyz--",
        b'--xyz\r\nContent-Disposition: form-data; name="a"\r\n\r\nx',
        b"x" * 9000,
        b"--xyz\r\n" + b"A: b\r\n" * 2000,
        b"--xyzz\r\n",
    ],
)
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(NotAFormError):
        awaited(_read(body, b"xyz", 100))


@pytest.mark.parametrize(
    "told", ["", "text/plain; boundary=x", "multipart/form-data", "multipart/form-data; boundary=" + "x" * 80]
)
def test_what_says_that_it_is_no_form_is_none(told: str) -> None:
    with pytest.raises(NotAFormError):
        boundary_of(told)
