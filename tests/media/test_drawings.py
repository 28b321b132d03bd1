"""Drawings in SVG: pictures like any other, from which nothing runs and nothing reaches out."""

from __future__ import annotations

import base64
import gzip
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from profilegen.media import drawings
from profilegen.media.clean_drawings import clean
from profilegen.media.photos import make_derivatives
from profilegen.media.pixels import read_source
from profilegen.media.probe import PictureError, PictureFacts, probe_picture
from profilegen.media.recipes import Variant
from profilegen.media.store import Store

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
RED = (255, 0, 0, 255)
CLEAR = (0, 0, 0, 0)


def svg(body: str, size: str = 'viewBox="0 0 100 100"') -> bytes:
    return f"<svg {NAMES} {size}>{body}</svg>".encode()


def put(content: bytes, folder: Path) -> Path:
    file = folder / "kite.svg"
    file.write_bytes(content)
    return file


def drawn(content: bytes, folder: Path) -> Image.Image:
    return read_source(put(content, folder), ()).pixels.convert("RGBA")


def refused(content: bytes, folder: Path, when: str = "probed") -> str:
    with pytest.raises(PictureError) as caught:
        probe_picture(put(content, folder)) if when == "probed" else drawn(content, folder)
    assert caught.value.reason.endswith(".") and caught.value.hint
    return caught.value.reason


def address(picture: Image.Image, form: str = "PNG") -> str:
    buffer = BytesIO()
    picture.save(buffer, form)
    return f"data:image/{form.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"


@pytest.mark.parametrize(
    ("size", "pixels"),
    [
        ('viewBox="0 0 300 200"', (1600, 1067)),
        ('width="300" height="200"', (1600, 1067)),
        ('width="30mm" height="2cm"', (1600, 1067)),
        ('width="100%" height="100%" viewBox="0,0,20,30"', (1067, 1600)),
        ('width="3" viewBox="0 0 20 30"', (1067, 1600)),
        ('width="1e9" height="1e9"', (1600, 1600)),
        ('width="1e9" height="1"', (1600, 1)),
        ('width="4in" height="72pt" viewBox="0 0 1 1"', (1600, 400)),
    ],
)
def test_a_drawing_is_known_with_its_size(size: str, pixels: tuple[int, int], tmp_path: Path) -> None:
    """Its proportions count, and its longer side is always the same."""
    assert probe_picture(put(svg("", size), tmp_path)) == PictureFacts(*pixels, transparent=True, format="svg")


@pytest.mark.parametrize("size", ["", 'width="100%"', 'viewBox="0 0 0 9"', 'viewBox="a b"', 'width="-3" height="4"'])
def test_a_drawing_without_a_size_is_told(size: str, tmp_path: Path) -> None:
    assert "how large" in refused(svg("<path/>", size), tmp_path)


@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: ('<?xml version="1.0" encoding="UTF-8"?>\n<!-- ours -->\n' + text).encode(),
        lambda text: ('<?xml version="1.0" encoding="ISO-8859-1"?>' + text).encode("latin-1"),
        lambda text: text.encode("utf-16"),
        lambda text: gzip.compress(text.encode()),
        lambda text: ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://127.0.0.1:9/svg11.dtd">' + text).encode(),
        lambda text: text.replace("<svg", "<!-- é --><svg").encode(),
    ],
    ids=["mark", "xml", "latin", "utf-16", "zipped", "doctype", "comment"],
)
def test_however_it_is_written_it_is_drawn(write: object, tmp_path: Path) -> None:
    content = write(svg('<rect width="50" height="100" fill="red"/>').decode())  # type: ignore[operator]
    picture = drawn(content, tmp_path)
    assert (picture.getpixel((400, 800)), picture.getpixel((1200, 800))) == (RED, CLEAR)


def test_it_goes_the_way_of_every_picture(tmp_path: Path) -> None:
    """In all variants, transparent where it is; opaque where it covers everything."""
    store = Store(tmp_path / "store")
    variants = (Variant("card", (320, 640)), Variant("avatar", (96,), crop="square"))
    kite = put(svg('<circle cx="100" cy="50" r="40" fill="red"/>', 'viewBox="0 0 200 100"'), tmp_path)
    made = make_derivatives(kite, "a" * 64, variants, store)
    assert [(file.width, file.height, file.fallback_type) for file in made.files] == [
        (320, 160, "image/png"),
        (640, 320, "image/png"),
        (96, 96, "image/png"),
    ]
    with Image.open(store.path_of(made.files[0].webp)) as webp:
        assert webp.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]
    full = put(svg('<rect width="100" height="100" fill="red"/>'), tmp_path)
    assert not make_derivatives(full, "b" * 64, variants, store).transparent


def test_what_drawings_are_made_of_is_drawn(tmp_path: Path) -> None:
    """Styles, gradients, things used again, clips, and a small picture within."""
    body = f"""<style>.sky {{ fill: url(#blue) }} @import url(http://127.0.0.1:9/x.css);</style>
    <defs><linearGradient id="blue"><stop stop-color="#00f"/></linearGradient>
    <clipPath id="cut"><rect width="10" height="10"/></clipPath><g id="dot"><circle r="5" fill="red"/></g></defs>
    <rect class="sky" width="20" height="20"/><use xlink:href="#dot" x="50" y="50"/><use href="#dot" x="70" y="50"/>
    <rect y="60" width="40" height="40" transform="translate(0 0)" fill="red" clip-path="url(#no)"/>
    <g transform="translate(80 80)"><rect width="20" height="20" fill="red" clip-path="url(#cut)"/></g>
    <image x="40" y="0" width="10" height="10" href="{address(Image.new("RGB", (8, 8), "red"))}"/>"""
    picture = drawn(svg(body), tmp_path)
    at = {where: picture.getpixel((16 * where[0], 16 * where[1])) for where in ((10, 10), (50, 50), (70, 50), (45, 5))}
    assert at == {(10, 10): (0, 0, 255, 255), (50, 50): RED, (70, 50): RED, (45, 5): RED}
    assert (picture.getpixel((16 * 85, 16 * 85)), picture.getpixel((16 * 95, 16 * 95))) == (RED, CLEAR)


def test_words_are_drawn_with_the_fonts_that_are_there(tmp_path: Path) -> None:
    """And where there are none, that is said: words are not left out in silence."""
    content = svg('<text x="10" y="50" font-size="30" font-family="No Such Font, sans-serif">Kite</text>')
    try:
        box = drawn(content, tmp_path).getbbox()
    except PictureError as refusal:
        assert "no fonts" in refusal.reason
    else:
        assert box is not None and box[2] - box[0] > 300


def test_missing_fonts_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without:
        without.setattr(drawings, "command", lambda *_: [sys.executable, "-c", "raise SystemExit(4)"])
        assert "no fonts" in refused(svg("<text>Kite</text>"), tmp_path, "drawn")


def _secret(folder: Path) -> Path:
    Image.new("RGB", (8, 8), "red").save(folder / "secret.png")
    return folder / "secret.png"


REACHING = [
    '<image width="100" height="100" href="{file}"/>',
    '<image width="100" height="100" xlink:href="file://{file}"/>',
    '<image width="100" height="100" xlink:href="secret.png"/>',
    '<image width="100" height="100" href="http://{net}/a.png"/>',
    '<image width="100" height="100" href="//{net}/a.png"/>',
    '<image width="100" height="100" href="data:image/svg+xml;base64,{inner}"/>',
    '<image width="100" height="100" href="data:image/png;base64,{inner}"/>',
    '<use href="{file}#a"/>',
    '<use xlink:href="http://{net}/a.svg#a"/>',
    '<style>@import "http://{net}/a.css"; @import url(http://{net}/b.css);</style><rect width="1" height="1"/>',
    "<style>@font-face {{ font-family: x; src: url(http://{net}/x.ttf) }}</style><text font-family='x'>a</text>",
    '<rect width="100" height="100" style="fill:url(http://{net}/a.svg#b)"/>',
    '<rect width="100" height="100" fill="url(&quot;{file}#b&quot;)"/>',
    '<filter id="f"><feImage href="file://{file}"/></filter><rect width="100" height="100" filter="url(#f)"/>',
    '<foreignObject width="100" height="100"><img xmlns="http://www.w3.org/1999/xhtml" src="{file}"/></foreignObject>',
    '<script href="http://{net}/a.js">fetch("http://{net}")</script>',
    '<a href="http://{net}/"><rect width="1" height="1" onclick="go()" onload="go()"/></a>',
    '<animate attributeName="href" to="http://{net}"/><set attributeName="href" to="http://{net}"/>',
]


@pytest.fixture(scope="module")
def listener() -> tuple[str, list[object]]:
    """An address on this computer, and who called there."""
    callers: list[object] = []
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        while True:
            caller, where = server.accept()
            callers.append(where)
            caller.close()

    threading.Thread(target=listen, daemon=True).start()
    return f"127.0.0.1:{server.getsockname()[1]}", callers


def test_nothing_is_fetched(listener: tuple[str, list[object]], tmp_path: Path) -> None:
    """No file and nobody on the network: all at once, and whatever is reached for shows nothing."""
    net, callers = listener
    inner = base64.b64encode(svg('<rect width="100" height="100" fill="red"/>')).decode()
    body = "".join(REACHING).format(file=_secret(tmp_path), net=net, inner=inner)
    picture = drawn(svg(body), tmp_path)
    assert not [colour for _, colour in picture.getcolors(1 << 24) or () if colour[:2] == (255, 0) and colour[3]]  # type: ignore[index]
    assert callers == []
    with socket.create_connection((net.split(":")[0], int(net.split(":")[1]))):
        pass  # the listener does hear
    assert all(word not in clean(svg(body)).body for word in ("http", "file:", "secret", "script", "onload", "svg+xml"))


@pytest.mark.parametrize("number", range(len(REACHING)))
def test_what_reaches_out_is_gone_before_anything_is_drawn(number: int, tmp_path: Path) -> None:
    body = REACHING[number].format(file=_secret(tmp_path), net="127.0.0.1:9", inner="PHN2Zy8+")
    cleaned = clean(svg(body)).body
    assert not {word for word in ("127.0", "secret", "script", "onclick", "foreign", "data:", "@") if word in cleaned}


ENTITIES = [
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE svg [<!ENTITY a "kite">]>',
    '<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>',
    "<!DOCTYPE svg [<!ENTITY a '" + "x" * 1000 + "'><!ENTITY b '" + "&a;" * 1000 + "'>]>",
    '<!DOCTYPE svg SYSTEM "http://127.0.0.1:9/a.dtd">',
]


@pytest.mark.parametrize("doctype", ENTITIES)
def test_entities_are_refused(doctype: str, tmp_path: Path) -> None:
    reason = refused(doctype.encode() + svg("<text>&a;</text>"), tmp_path)
    assert "short forms" in reason or "damaged" in reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg", "damaged"),
        (svg("<g>")[:-6], "damaged"),
        (b"<?xml version='1.0'?><html></html>", "not a drawing"),
        (b"<?xml version='1.0' encoding='x-klingon'?><svg/>", "damaged"),
        (b"\x1f\x8bbroken", "zip"),
        (gzip.compress(svg(" " * 100_000_000), 9), "megabytes"),
        (svg('<path d="M0 0' + " 9.5 9.25" * 700_000 + '"/>'), "megabytes"),
        (svg("<g>" * 200 + "</g>" * 200), "levels"),
        (svg("<r/>" * 100_001), "parts"),
        (svg('<g id="a"><use href="#a"/></g>'), "use themselves"),
        (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "use themselves"),
        (svg("".join(f'<g id="g{n}">' + f'<use href="#g{n + 1}"/>' * 10 + "</g>" for n in range(9))), "uses again"),
        (svg("".join(f'<g id="g{n}"><use href="#g{n + 1}"/></g>' for n in range(40))), "again and again"),
        (svg('<marker id="m"><path/></marker><path marker-mid="url(#m)" d="' + "L1 1" * 600_000 + '"/>'), "arrowheads"),
        (svg("<text>" + "kite " * 20_000 + "</text>"), "letters"),
        (svg("<style>" + ".a{fill:red}" * 50_000 + "</style>"), "style"),
        (svg(f'<image href="{address(Image.new("1", (5000, 5000)))}"/>'), "megapixels"),
    ],
)
def test_what_is_wrong_costs_one_sentence(content: bytes, words: str, tmp_path: Path) -> None:
    """Found while it is read, before anything is drawn: so a check tells it too."""
    assert words in refused(content, tmp_path)


PIECES = [
    "<style>/*" + "x" * 9_000 + "*/@&#105;mport 'http://127.0.0.1:9/x.css';</style>",
    "<style>/*" + "x" * 9_000 + "*/.a{{fill:u&#114;l(http://127.0.0.1:9/x.svg#a)}}</style>",
    "<style>@im<!-- a -->port 'http://127.0.0.1:9/x.css';</style>",
    "<style>@im<g/>port 'http://127.0.0.1:9/x.css';</style>",
    "<style>@im<![CDATA[port 'http://127.0.0.1:9/x.css';]]></style>",
    "<style>@im@import;port 'http://127.0.0.1:9/x.css';</style>",
    "<rect style='fill:u&#114;l(http://127.0.0.1:9/x.svg#a)'/>",
    "<rect style='fill:url&#10;&#9;( &quot; http://127.0.0.1:9/x.svg#a)'/>",
]


@pytest.mark.parametrize("body", PIECES)
def test_what_is_written_in_pieces_is_read_as_a_whole(body: str) -> None:
    """The parser hands texts over in pieces, none of which has to look dangerous."""
    cleaned = clean(svg(body)).body
    assert not {word for word in ("127.0", "@", "url", "import ") if word in cleaned}


def test_prefixes_mean_what_they_are_declared_to_mean() -> None:
    """Whatever a program calls them, and only within the element that declares them."""
    content = (
        b'<s:svg xmlns:s="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink"><s:use l:href="#a"/>'
        b'<s:g xmlns:l="urn:other" xmlns="urn:other"><g/><s:use l:href="#b"/></s:g><s:use l:href="#c" x:y="1"/>'
        b'<g xmlns="http://www.w3.org/2000/svg" xml:space="preserve"/><x:g/></s:svg>'
    )
    uses = '<use href="#a"></use><g><use></use></g><use href="#c"></use>'
    assert clean(content).body == uses + '<g xml:space="preserve"></g>'


LONG = {
    "rules": svg("<style>" + "@import" * 60_000 + "{</style>"),
    "open rules": svg("<style>" + "@import{" * 60_000 + "</style>"),
    "more rules": svg("<style>" + "@import" * 700_000 + "</style>"),
    "blanks in an address": svg('<rect fill="url(' + "&#32;" * 900_000 + '#"/>'),
    "addresses": svg('<rect fill="' + "url( " * 900_000 + '"/>'),
    "digits": svg("", 'width="' + "1" * 4_900_000 + 'x"'),
    "a box": svg("", 'viewBox="' + "1 " * 2_400_000 + '"'),
    "a long namespace": b'<svg xmlns:a="' + b"x" * 2_000_000 + b'">' + b'<g a:b="" a:c=""/>' * 99_000 + b"</svg>",
    "attributes": b'<svg xmlns:a="' + b"x" * 2_000_000 + b'" %s/>' % b" ".join(b'a:b%d=""' % n for n in range(200_000)),
    "defaults": b'<!DOCTYPE svg [<!ATTLIST g a CDATA "%s">]>' % (b"x" * 2_000_000) + svg("<g/>" * 99_000),
    "parts in parts": svg("".join(f'<g id="{n}">' for n in range(98)) + '<use href="#a"/>' * 99_000 + "</g>" * 98),
    "pictures": svg(f'<image href="{address(Image.new("1", (1, 1)))}"/>' * 25_000),
    "comments": svg("<text>" + "a<!---->" * 600_000 + "</text>"),
    "letters": svg("<text>" + "&#97;" * 900_000 + "</text>"),
}


@pytest.mark.parametrize("name", LONG)
def test_however_a_drawing_is_made_reading_it_ends_soon(name: str) -> None:
    """Refused or cleaned, within seconds of this process: other work of the computer does not count."""
    assert len(LONG[name]) <= 5_000_000
    started = time.process_time()
    with suppress(PictureError):
        drawings.Drawing(BytesIO(LONG[name]))
    assert time.process_time() - started < 10


SLOW = {
    "a storm": '<filter id="f"><feTurbulence baseFrequency="5" numOctaves="2000"/></filter>'
    '<rect width="100" height="100" filter="url(#f)"/>',
    "layers": '<g opacity=".5"><rect width="100" height="100"/><rect width="99" height="99"/></g>' * 9_000,
}


@pytest.mark.parametrize("name", SLOW)
def test_a_drawing_that_would_take_hours_is_given_up(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawings, "_LONGEST_WAIT", 1)
    assert "too long" in refused(svg(SLOW[name]), tmp_path, "drawn")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound time only")
def test_a_drawing_that_would_take_all_memory_is_given_up(tmp_path: Path) -> None:
    """A pattern of a million by a million, which asks for terabytes at once."""
    body = (
        '<pattern id="p" width="1e6" height="1e6" patternUnits="userSpaceOnUse"><path d="M0 0h9v9z"/></pattern>'
        '<rect width="100" height="100" fill="url(#p)"/>'
    )
    assert "too much memory" in refused(svg(body), tmp_path, "drawn")


def test_depth_is_no_trouble(tmp_path: Path) -> None:
    """As deep as is allowed, which would end a usual process."""
    deep = "<g>" * 98 + '<rect width="100" height="100" fill="red"/>' + "</g>" * 98
    assert drawn(svg(deep), tmp_path).getpixel((800, 800)) == RED


def test_the_part_that_draws_is_named_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(PictureError) as caught:
        probe_picture(put(svg(""), tmp_path))
    assert "pip install resvg-py" in caught.value.hint


def test_only_a_drawing_needs_what_drawings_need(tmp_path: Path) -> None:
    """And even then, what draws is never loaded into the process that builds."""
    Image.new("RGB", (8, 8)).save(tmp_path / "photo.jpg")
    put(svg('<rect width="9" height="9"/>'), tmp_path)
    for file, loaded in (("photo.jpg", "False"), ("kite.svg", "True")):
        asking = (
            "import sys; from pathlib import Path; from profilegen.media.probe import probe_picture; "
            f"probe_picture(Path({str(tmp_path / file)!r})); "
            "print('profilegen.media.drawings' in sys.modules, 'resvg_py' in sys.modules)"
        )
        answer = subprocess.run(
            [sys.executable, "-c", asking], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2]
        )
        assert answer.stdout.split() == [loaded, "False"]
