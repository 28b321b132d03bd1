"""PDF documents: pages as pictures with their own text, and nothing else of what was in the file."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from profilegen.media import pages as reading
from profilegen.media.documents import Document, make_document, probe_document, recall_document
from profilegen.media.pages import UnfinishedDocumentError, tidied
from profilegen.media.reading_order import Letter, in_reading_order, whole_words
from profilegen.media.refusals import DocumentError, PartMissingError, PassingError
from profilegen.media.store import Store
from profilegen.model.limits import Limits
from tests.media.pages import HELLO, Objects, document

LIMITS = Limits()


def made(content: bytes, folder: Path, *, with_copy: bool = False, limits: Limits = LIMITS) -> Document:
    source, sha256 = folder / "slides.pdf", hashlib.sha256(content).hexdigest()
    source.write_bytes(content)
    return make_document(source, sha256, Store(folder / "store"), limits, with_copy)


def refused(content: bytes, folder: Path, limits: Limits = LIMITS) -> DocumentError:
    """The refusal when it is made, which is the same when it is recalled."""
    with pytest.raises(DocumentError) as caught:
        made(content, folder, limits=limits)
    with pytest.raises(DocumentError) as again:
        recall_document(hashlib.sha256(content).hexdigest(), Store(folder / "store"), limits, with_copy=False)
    assert (again.value.reason, again.value.hint) == (caught.value.reason, caught.value.hint)
    assert caught.value.reason.endswith(".") and caught.value.hint.endswith(".")
    return caught.value


def unfinished(content: bytes, folder: Path) -> DocumentError:
    """The refusal of a document whose reading did not end, of which nothing is remembered."""
    with pytest.raises(UnfinishedDocumentError) as caught:
        made(content, folder)
    assert isinstance(caught.value, PassingError)
    assert recall_document(hashlib.sha256(content).hexdigest(), Store(folder / "store"), LIMITS, False) is None
    return caught.value


def picture(one: Document, folder: Path, page: int = 0) -> Image.Image:
    with Image.open(Store(folder / "store").path_of(one.pages[page].picture.files[-1].fallback)) as opened:
        return opened.convert("RGB")


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_each_page_is_a_picture_with_its_text(tmp_path: Path) -> None:
    found = made(document(count=2), tmp_path)
    assert [page.text for page in found.pages] == ["Hello bridge"] * 2
    assert [(file.width, file.height) for file in found.pages[0].picture.files] == [(640, 828), (1545, 2000)]
    assert (found.copy, found.size) == ("", 0)
    assert picture(found, tmp_path).getpixel((5, 5)) == (255, 255, 255)  # on white
    dark = picture(found, tmp_path).convert("L").point(lambda value: 255 * (value < 100)).getbbox()
    assert dark is not None and dark[0] < 150 and dark[3] < 250  # the words are at its upper left
    assert probe_document(tmp_path / "slides.pdf", LIMITS) == 2


def test_it_is_made_once_and_recalled_without_pdfium_or_pillow(tmp_path: Path) -> None:
    content = document()
    found = made(content, tmp_path, with_copy=True)
    (tmp_path / "slides.pdf").unlink()
    sha256 = hashlib.sha256(content).hexdigest()
    assert recall_document(sha256, Store(tmp_path / "store"), LIMITS, with_copy=True) == found
    recalling = (
        "import sys; from pathlib import Path; from profilegen.media.documents import recall_document; "
        "from profilegen.media.store import Store; from profilegen.model.limits import Limits; "
        f"assert recall_document({sha256!r}, Store(Path({str(tmp_path / 'store')!r})), Limits(), True); "
        "assert not {'pypdfium2', 'PIL.Image', 'subprocess'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", recalling], check=True, cwd=Path(__file__).parents[2])


def test_the_copy_is_made_when_it_is_asked_for_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And then no page is read again."""
    made(document(), tmp_path)
    monkeypatch.setattr(reading, "read_pages", None)
    found = made(document(), tmp_path, with_copy=True)
    content = Store(tmp_path / "store").path_of(found.copy).read_bytes()
    assert (len(content), content[:8]) == (found.size, b"%PDF-1.4")


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        made(document(), folder, with_copy=True)
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "store").rglob("*.*")} for name in "ab"
    )
    assert first == second and len(first) == 7  # four pictures, a copy, two records


def test_the_copy_is_a_sound_document_of_the_same_size(tmp_path: Path) -> None:
    found = made(document(box=b"0 0 842 595", count=3), tmp_path, with_copy=True)
    copy = Store(tmp_path / "store").path_of(found.copy).read_bytes()
    (tmp_path / "again").mkdir()
    again = made(copy, tmp_path / "again")
    assert [page.text for page in again.pages] == [""] * 3
    before, after = picture(found, tmp_path), picture(again, tmp_path / "again")
    assert before.size == after.size
    small = [one.convert("L").resize((40, 28)).tobytes() for one in (before, after)]
    assert max(abs(a - b) for a, b in zip(*small, strict=True)) < 12


def _everywhere() -> bytes:
    """A document with a canary in every place that a program could put one."""
    objects, secret = Objects(), b"CANARY"
    info = objects.add(b"<</Author(%s)/Title(%s)/Producer(%s)/CreationDate(D:19991231)>>" % ((secret,) * 3))
    xmp = objects.add_stream(b"<x:xmpmeta><dc:creator>CANARY</dc:creator></x:xmpmeta>", b"/Type/Metadata/Subtype/XML")
    attached = objects.add_stream(b"CANARY attached", b"/Type/EmbeddedFile")
    spec = objects.add(b"<</Type/Filespec/F(CANARY.txt)/EF<</F %s>>>>" % attached)
    script = objects.add(b"<</S/JavaScript/JS(app.alert\\(CANARY\\))>>")
    note = objects.add(b"<</Type/Annot/Subtype/Text/Rect[300 300 320 320]/Contents(CANARY)/T(CANARY)>>")
    link = objects.add(b"<</Type/Annot/Subtype/Link/Rect[9 9 99 99]/A<</S/URI/URI(http://CANARY/)>>>>")
    buffer, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "CANARY"
    Image.new("RGB", (40, 30), "teal").save(buffer, "JPEG", exif=exif, comment=b"CANARY")
    form = b"/Type/XObject/Subtype/Image/Width 40/Height 30/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    photo = objects.add_stream(buffer.getvalue(), form)
    layer = objects.add(b"<</Type/OCG/Name(CANARY)>>")
    hidden = objects.add_stream(
        b"BT /F 24 Tf 50 500 Td (CANARY within) Tj ET",
        b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/OC %s/Resources<</Font<</F<</Type/Font/Subtype/Type1"
        b"/BaseFont/Helvetica>>>>>>" % layer,
    )
    return document(
        HELLO
        + b" /OC /L BDC BT /F 24 Tf 50 400 Td (CANARY layer) Tj ET EMC /X Do q 100 0 0 75 50 600 cm /I Do Q"
        + b" BT /F 24 Tf 50 20 Td (CANARY below) Tj ET BT /F 24 Tf 5000 300 Td (CANARY afar) Tj ET",
        page=b"/CropBox[0 100 612 792]/Annots[%s %s]/PieceInfo<</A<</Private(CANARY)>>>>" % (note, link),
        resources=b"/XObject<</X %s/I %s>>/Properties<</L %s>>" % (hidden, photo, layer),
        catalog=b"/Metadata %s/OpenAction %s/Names<</EmbeddedFiles<</Names[(CANARY)%s]>>>>"
        b"/OCProperties<</OCGs[%s]/D<</OFF[%s]>>>>" % (xmp, script, spec, layer, layer),
        trailer=b"/Info %s" % info,
        objects=objects,
    )


def test_nothing_but_what_is_seen_comes_through(tmp_path: Path) -> None:
    """Authors, scripts, attachments, notes, links, hidden layers, and what lies outside the visible page."""
    content = _everywhere()
    assert content.count(b"CANARY") > 12
    found = made(content, tmp_path, with_copy=True)
    assert found.pages[0].text == "Hello bridge"
    kept = all_bytes(tmp_path / "store")
    assert b"CANARY" not in kept and b"1999" not in kept
    copy = Store(tmp_path / "store").path_of(found.copy).read_bytes()
    for word in (b"/Info", b"/Metadata", b"Date", b"Producer", b"/JS", b"/Annots", b"/URI", b"/ID", b"Exif", b"/OC"):
        assert word not in copy, word
    shown = picture(found, tmp_path)
    assert shown.size == (1600, 1809)  # what is cut off is not there
    red, green, blue = shown.getpixel((200, 400))  # type: ignore[misc]
    assert red < 30 and green > 100 and blue > 100  # the photo is
    layers = [shown.convert("L").crop((100, top, 1500, top + 120)).getextrema() for top in (680, 940)]
    assert layers == [(255, 255)] * 2  # where the layers would be


def test_layers_that_are_shown_are_in_the_picture(tmp_path: Path) -> None:
    """Their text is left out all the same: that it is shown cannot be told for certain."""
    objects = Objects()
    layer = objects.add(b"<</Type/OCG/Name(On)>>")
    content = HELLO + b" /OC /L BDC BT /F 24 Tf 50 400 Td (In a layer) Tj ET EMC"
    catalog = b"/OCProperties<</OCGs[%s]/D<<>>>>" % layer
    resources = b"/Properties<</L %s>>" % layer
    found = made(document(content, resources=resources, catalog=catalog, objects=objects), tmp_path)
    assert found.pages[0].text == "Hello bridge"
    layer_of_it = picture(found, tmp_path).convert("L").crop((100, 900, 700, 1010))
    assert min(layer_of_it.tobytes()) < 50


def test_pages_stand_upright(tmp_path: Path) -> None:
    """Turned by the document's own word, as a scanner writes it."""
    found = made(document(page=b"/Rotate 90"), tmp_path)
    largest = found.pages[0].picture.files[-1]
    assert (largest.width, largest.height) == (1600, 1236)
    assert found.pages[0].text == "Hello bridge"
    dark = picture(found, tmp_path).convert("L").point(lambda value: 255 * (value < 100)).getbbox()
    assert dark is not None and dark[0] > 1300  # what was at the upper left is at the upper right


def test_what_was_filled_in_and_marked_is_shown(tmp_path: Path) -> None:
    """A form's field and a stamp, as they were last drawn: no script is asked how they look."""
    objects = Objects()
    red = objects.add_stream(b"1 0 0 rg 0 0 100 50 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 100 50]")
    field = objects.add(
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/F 4/V(Amina)/Rect[100 600 200 650]/AP<</N %s>>>>" % red
    )
    stamp = objects.add(b"<</Type/Annot/Subtype/Stamp/F 4/Rect[100 100 200 150]/AP<</N %s>>>>" % red)
    content = document(
        page=b"/Annots[%s %s]" % (field, stamp), catalog=b"/AcroForm<</Fields[%s]>>" % field, objects=objects
    )
    shown = picture(made(content, tmp_path), tmp_path)
    for at in ((378, 420), (378, 1680)):
        red_part, green, _ = shown.getpixel(at)  # type: ignore[misc]
        assert red_part > 240 and green < 20


READ = b" BT /F 24 Tf 3 Tr 50 700 Td (Read by a scanner) Tj ET "
SCAN = b" q 612 0 0 792 0 0 cm /I Do Q "
BAR = b" 0 g 45 690 300 40 re f "


def _scan(content: bytes, page: bytes = b"", objects: Objects | None = None) -> bytes:
    """A document with a picture of stripes, /I, for such content to paint."""
    made = objects or Objects()
    facts = b"/Type/XObject/Subtype/Image/Width 400/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    stripes = made.add_stream(b"\x20\xff\xff\xff" * 100, facts)
    return document(content, page=page, resources=b"/XObject<</I %s>>" % stripes, objects=made)


@pytest.mark.parametrize(
    "content", [SCAN + READ, READ + SCAN, b"1 g 0 0 612 792 re f" + SCAN + READ, SCAN + b"9 9 5 5 re f" + READ]
)
def test_text_that_only_a_scanner_s_reader_wrote_is_text(content: bytes, tmp_path: Path) -> None:
    """Unseen itself, over or below the picture of the same words that fills the page."""
    assert made(_scan(content), tmp_path).pages[0].text == "Read by a scanner"


@pytest.mark.parametrize(
    "content",
    [READ, SCAN + READ + BAR, SCAN + BAR + READ, READ + SCAN + BAR, READ + b"q 300 0 0 90 45 650 cm /I Do Q"],
    ids=["nothing below", "bar above", "bar between", "all below", "a small picture"],
)
def test_unseen_text_is_no_text_where_it_was_not_scanned(content: bytes, tmp_path: Path) -> None:
    assert made(_scan(content), tmp_path).pages[0].text == ""


def test_unseen_text_under_a_stamp_is_no_text(tmp_path: Path) -> None:
    objects = Objects()
    black = objects.add_stream(b"0 0 300 40 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 300 40]")
    stamp = objects.add(b"<</Type/Annot/Subtype/Stamp/F 4/Rect[45 690 345 730]/AP<</N %s>>>>" % black)
    content = _scan(SCAN + READ + HELLO, b"/Annots[%s]" % stamp, objects)
    assert made(content, tmp_path).pages[0].text == ""


SECRET = b" BT /F 24 Tf 50 600 Td (Secret) Tj ET "
HIDDEN = {
    "a bar fitted to the word": SECRET + b"0 g 51 599 73 19 re f",
    "a bar fitted to the line": SECRET + b"0 g 0 600 612 17 re f",
    "a bar that is too low": SECRET + b"0 g 40 590 200 22 re f",
    "a bar that is too short": SECRET + b"0 g 66 590 40 40 re f",
    "a bar that is hatched": SECRET + b"0 g " + b"".join(b"%d 590 2 40 re f " % at for at in range(40, 240, 4)),
    "a bar that is not quite black": b"/N gs" + SECRET + b"/T gs 0 g 40 590 200 40 re f /N gs",
    "a bar of letters": SECRET + b"BT /F 40 Tf 48 595 Td -4 Tc (MMMMM) Tj ET",
    "a picture": SECRET + b"q 200 0 0 60 40 580 cm /I Do Q",
    "a picture within something else": SECRET + b"q 1 0 0 1 0 0 cm /X Do Q",
    "text within something else": b"/Y Do 0 g 51 599 73 19 re f",
    "white": b"1 g" + SECRET + b"0 g",
    "nearly white": b".96 g" + SECRET + b"0 g",
    "black on black": b"0 g 40 590 200 40 re f" + SECRET,
    "cut off": b"q 0 0 1 1 re W n" + SECRET + b"Q",
    "unseen": b"3 Tr" + SECRET + b"0 Tr 0 g 30 590 200 3 re f",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_not_a_letter_of_what_is_hidden_is_text(name: str, tmp_path: Path) -> None:
    """Of "Secret", whatever lies over it, and however much of it peeps out."""
    objects, box = Objects(), b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]/Resources<<%s>>"
    photo = objects.add_stream(
        b"\x20\xff" * 8,
        b"/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    within = objects.add_stream(b"q 200 0 0 60 40 580 cm /I Do Q", box % (b"/XObject<</I %s>>" % photo))
    text = objects.add_stream(SECRET, box % font)
    resources = b"/XObject<</I %s/X %s/Y %s>>/ExtGState<</T<</ca .95>>/N<</ca 1>>>>" % (photo, within, text)
    found = made(document(HELLO + b" " + HIDDEN[name], resources=resources, objects=objects), tmp_path).pages[0].text
    assert found.startswith("Hello bridge")
    assert not set(found.removeprefix("Hello bridge")) & set("Secret")


SEEN = {
    "marked": SECRET + b"/M gs 1 1 0 rg 40 590 200 40 re f",
    "white on black": b"0 g 40 590 200 40 re f 1 g" + SECRET,
    "on a picture": b"q 200 0 0 60 40 580 cm /I Do Q 1 0 0 rg" + SECRET,
    "grey": b".8 g" + SECRET,
    "yellow": b"1 1 0 rg" + SECRET,
    "outlined": b"1 Tr" + SECRET,
    "small": SECRET.replace(b"24", b"5"),
    "bold by being there twice": SECRET + SECRET.replace(b"50 600", b"50.4 600"),
    "within something else": b"/Y Do",
}


@pytest.mark.parametrize("name", SEEN)
def test_what_can_be_seen_is_text(name: str, tmp_path: Path) -> None:
    objects = Objects()
    photo = objects.add_stream(
        b"\x20\xff" * 8,
        b"/Type/XObject/Subtype/Image/Width 4/Height 4/ColorSpace/DeviceGray/BitsPerComponent 8",
    )
    text = objects.add_stream(
        SECRET,
        b"/Type/XObject/Subtype/Form/BBox[0 0 612 792]"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
    )
    resources = b"/XObject<</I %s/Y %s>>/ExtGState<</M<</BM/Multiply>>>>" % (photo, text)
    found = made(document(SEEN[name], resources=resources, objects=objects), tmp_path)
    assert found.pages[0].text == "Secret"


def test_text_that_nobody_can_see_is_no_text(tmp_path: Path) -> None:
    """A name under a black bar, white words on white, and words that are cut off by what they stand in."""
    under = b" BT /F 24 Tf 50 600 Td (Secret) Tj ET 0 g 40 590 200 40 re f"
    white = b" 1 g BT /F 24 Tf 50 500 Td (Secret) Tj ET 0 g"
    cut = b" q 0 0 1 1 re W n BT /F 24 Tf 50 400 Td (Secret) Tj ET Q"
    thin = b" BT /F 24 Tf 50 300 Td (- | . l) Tj ET"
    found = made(document(HELLO + under + white + cut + thin), tmp_path)
    assert found.pages[0].text == "Hello bridge\n\n- | . l"


def test_text_of_a_page_has_an_end(tmp_path: Path) -> None:
    line = b"(" + b"Hello bridge, hello bridge, hello bridge. " * 5 + b") Tj T* "
    content = b"BT /F 5 Tf 5 TL 50 780 Td " + line * 110 + b"ET"
    assert 19_000 <= len(made(document(content), tmp_path).pages[0].text) <= 20_000


def test_text_is_tidied() -> None:
    untidy = " Cafe\u0301\t au  lait \r\n\r\n\r\n\r\nnext\x00 \u202eline\ue000\ufeff \r\n hyphen-\r\nation "
    assert tidied(untidy) == "Café au lait\n\nnext line\nhyphen-\nation"


def _letters(painted: str) -> list[Letter]:
    """These letters from left to right, one point wide; `|` is a break that PDFium adds."""
    return [Letter(ord("\n" if one == "|" else one), at, 0, at + 1, 10, one != "|") for at, one in enumerate(painted)]


def test_a_word_of_which_a_letter_is_hidden_is_hidden() -> None:
    letters = [(letter, {"x": False, "'": None}.get(chr(letter.number), True)) for letter in _letters("a'b 'x|cx 'd '")]
    assert "".join(chr(letter.number) for letter in whole_words(letters)) == "a'b \n 'd "


def _as_text(letters: list[Letter]) -> str:
    return "".join(chr(letter.number) for letter in in_reading_order(letters))


def test_words_painted_from_left_to_right_are_read_from_right_to_left() -> None:
    """As Chromium paints Arabic, and cut in pieces; what is in order already stays as it is."""
    hello = "أهلا"
    assert _as_text(_letters(f"in 2026 {hello[::-1]} there")) == f"in 2026 {hello} there"
    assert _as_text(_letters(hello[:0:-1] + "|" + hello[0])) == hello
    assert _as_text(_letters("abc|def")) == "abc\ndef"
    in_order = [Letter(ord(one), 10 - at, 0, 11 - at, 10, True) for at, one in enumerate("שלום")]
    assert _as_text(in_order) == "שלום"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Dear diary", "not a PDF"),
        (b"%PDF-1.7\n", "cut off or damaged"),
        (document()[:300], "cut off or damaged"),
        (document(box=b"0 0 1000000000 1000000000"), "five metres"),
        (document(count=2_000), "too many pages: 2000, at most 60"),
        (document(count=0), "cut off or damaged|no pages"),
    ],
    ids=["empty", "another", "beginning", "half", "huge", "long", "none"],
)
def test_what_is_wrong_costs_one_sentence(content: bytes, words: str, tmp_path: Path) -> None:
    assert any(word in refused(content, tmp_path).reason for word in words.split("|"))
    with pytest.raises(DocumentError):
        made(content, tmp_path)


@pytest.mark.parametrize("box", [b"0 0 0 0", b"0 0 14400 14400", b"0 0 10000 1", b"0 0 1e30 1e30"])
def test_odd_sizes_of_pages_are_shown(box: bytes, tmp_path: Path) -> None:
    assert len(made(document(box=box), tmp_path).pages) == 1


def test_a_password_is_told(tmp_path: Path) -> None:
    """Encrypted so that no password that anybody has opens it."""
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    assert "password" in refused(document(trailer=locked), tmp_path).reason


def test_a_document_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    content = document() + b"%" * 2_000_000
    error = refused(content, tmp_path, replace(LIMITS, document_megabytes=1))
    assert "3 megabytes, at most 1" in error.reason


def test_a_limit_that_is_moved_changes_the_answer(tmp_path: Path) -> None:
    """What was refused under the old limit is tried again, and what was made under it is refused."""
    narrow, content = replace(LIMITS, document_pages=2), document(count=3)
    sha256, store = hashlib.sha256(content).hexdigest(), Store(tmp_path / "store")
    assert "3, at most 2" in refused(content, tmp_path, narrow).reason
    assert recall_document(sha256, store, LIMITS, with_copy=False) is None
    assert len(made(content, tmp_path).pages) == 3
    with pytest.raises(DocumentError, match="at most 2"):
        recall_document(sha256, store, narrow, with_copy=False)


def _forms_in_forms(levels: int) -> bytes:
    objects, box = Objects(), b"/Type/XObject/Subtype/Form/BBox[0 0 600 600]"
    inner = objects.add_stream(b"0 0 m 500 500 l S", box)
    for _ in range(levels):
        inner = objects.add_stream(b"/X Do " * 10, box + b"/Resources<</XObject<</X %s>>>>" % inner)
    return document(b"/X Do", resources=b"/XObject<</X %s>>" % inner, objects=objects)


def test_a_page_that_would_take_hours_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand bytes that paint a thousand million lines."""
    monkeypatch.setattr(reading, "_LONGEST_WAIT", 2)
    assert "too long" in unfinished(_forms_in_forms(9), tmp_path).reason


def _picture_of(side: int, content: bytes) -> bytes:
    objects = Objects()
    facts = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1" % (side, side)
    photo = objects.add_zipped(content, facts)
    return document(HELLO + b" q 500 0 0 500 50 50 cm /I Do Q", resources=b"/XObject<</I %s>>" % photo, objects=objects)


@pytest.mark.parametrize(
    "content",
    [
        document(b"q " * 200_000 + HELLO),
        document(resources=b"/X " + b"[" * 50_000 + b"]" * 50_000),
        _picture_of(10_000, bytes(100 * 125_000)),
        _picture_of(20_000, b"x" * 100),
    ],
    ids=["deep states", "deep arrays", "a large picture", "a picture that is not there"],
)
def test_what_is_large_within_is_shown_all_the_same(content: bytes, tmp_path: Path) -> None:
    assert made(content, tmp_path).pages[0].text == "Hello bridge"


def test_a_reader_that_dies_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For want of memory, perhaps, or because the computer slept: that says nothing about the document."""
    with monkeypatch.context() as dying:
        dying.setattr(reading, "command", lambda *_: [sys.executable, "-c", "print('{\"pages\": 1}')"])
        assert "cannot be read" in unfinished(document(), tmp_path).reason
    assert made(document(), tmp_path).pages


def test_without_pdfium_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as without:
        without.setitem(sys.modules, "pypdfium2", None)
        with pytest.raises(PartMissingError) as caught:
            made(document(), tmp_path)
        assert "pip install pypdfium2" in caught.value.hint
    assert made(document(), tmp_path).pages


def test_a_document_that_changes_meanwhile_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "slides.pdf").write_bytes(document())
    for content in (document(), b"%PDF-1.7 damaged"):
        (tmp_path / "slides.pdf").write_bytes(content)
        with pytest.raises(DocumentError, match="changed"):
            make_document(tmp_path / "slides.pdf", "0" * 64, Store(tmp_path / "store"), LIMITS, with_copy=False)
    assert recall_document("0" * 64, Store(tmp_path / "store"), LIMITS, with_copy=False) is None


def test_a_store_that_lost_a_page_has_nothing(tmp_path: Path) -> None:
    content = document()
    found = made(content, tmp_path)
    store = Store(tmp_path / "store")
    store.path_of(found.pages[0].picture.files[0].webp).unlink()
    assert recall_document(hashlib.sha256(content).hexdigest(), store, LIMITS, with_copy=False) is None
    assert made(content, tmp_path) == found


@pytest.mark.parametrize(
    ("pages", "page", "copy"),
    [
        ("all", {}, {}),
        ({}, {}, {}),
        ([], {}, {}),
        (None, {"text": None}, {}),
        (None, {"text": "a" * 20_001}, {}),
        (None, {"points": [612.0]}, {}),
        (None, {"points": [10**400, 792.0]}, {}),
        (None, {"points": [float("nan"), 792.0]}, {}),
        (None, {"points": [True, 792.0]}, {}),
        (None, {"picture": []}, {}),
        (None, {}, {"name": "../../secret.pdf"}),
        (None, {}, {"name": ""}),
        (None, {}, {"size": -1}),
        (None, {}, {"size": "1"}),
    ],
)
def test_a_record_that_was_tampered_with_is_none(
    pages: object, page: dict[str, object], copy: dict[str, object], tmp_path: Path
) -> None:
    """And all is made again."""
    content = document()
    found, sha256 = made(content, tmp_path, with_copy=True), hashlib.sha256(content).hexdigest()
    for record in (tmp_path / "store").rglob("*.json"):
        written = json.loads(record.read_text(encoding="utf-8"))
        if "pages" in written["facts"]:
            written["facts"]["pages"] = [{**written["facts"]["pages"][0], **page}] if pages is None else pages
        else:
            written["facts"].update(copy)
        record.write_text(json.dumps(written), encoding="utf-8")
    assert recall_document(sha256, Store(tmp_path / "store"), LIMITS, with_copy=True) is None
    assert made(content, tmp_path, with_copy=True) == found
