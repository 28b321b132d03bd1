"""A locked profile, opened by double-click without a network: with its passphrase everything works, without it nothing.

What is locked is a small school's student with a film, voices, slides and pictures.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from profilegen.sharing import archive
from profilegen.sharing.share import Packed, Wish, share
from tests.browser.conftest import OpenReader
from tests.browser.reading import Reader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE
from tests.browser.test_players import STUDENT, activate, school, wait_until_it_runs
from tests.building.worlds import picture, write
from tests.built_sites import TODAY
from tests.complaints import assert_none

TOWER = """\
title: Zanzibarine tower
date: 2026-10-20
featured: yes
body: See [my bridge](https://example.org/bridge). The first one **fell**.
media:
  - {file: one.jpg, alt: A red tower, shows: []}
  - {file: two.jpg, alt: A blue tower, shows: []}
"""
NOTHING_PENDING = (
    "() => !document.querySelector('[data-locked-picture], [data-locked-src], a[data-large][data-locked-href]')"
)
PICTURES_BROKEN = (
    "() => [...document.images].filter(one => !one.naturalWidth || /svg.xml/.test(one.src)).map(one => one.alt)"
)


def world(root: Path, locale: str = "en-GB") -> Path:
    """The school of the players, with pictures."""
    files = school(locale) | {
        f"{STUDENT}/reflections/tower.yaml": TOWER,
        f"{STUDENT}/media/one.jpg": picture("red", (1500, 1000)),
        f"{STUDENT}/media/two.jpg": picture("blue", (1000, 1500)),
    }
    return write(root, files)


def locked_in(place: Path, locale: str = "en-GB") -> Packed:
    """Amina's profile, locked, in a folder whose name is not easy."""
    school = world(place / "school", locale)
    (packed,) = share(["amina-x3f9"], school, wish=Wish(False, True), out=place / "a stick #1", today=TODAY).packed
    return packed


@pytest.fixture(scope="module")
def amina(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    return locked_in(tmp_path_factory.mktemp("locked"))


@pytest.fixture
def copy(amina: Packed, tmp_path: Path) -> Path:
    """A copy of the locked folder, to be spoilt."""
    assert amina.folder
    shutil.copytree(amina.folder, tmp_path / "copy")
    return tmp_path / "copy"


def visit(reader: Reader, folder: Path | None) -> Page:
    """Opens a locked folder's page."""
    assert folder
    reader.page.goto((folder / "index.html").as_uri())
    return reader.page


def type_in(page: Page, passphrase: str) -> None:
    page.get_by_label("Passphrase").fill(passphrase)
    page.keyboard.press("Enter")


def unlocked(reader: Reader, amina: Packed) -> Page:
    """The profile's first page."""
    page = visit(reader, amina.folder)
    type_in(page, amina.passphrases[0])
    expect(page.locator("h1")).to_have_text("Amina Yusuf")
    return page


def follow(page: Page, name: str, title: str) -> None:
    """Presses a link and waits for its page."""
    page.get_by_role("link", name=name, exact=True).first.click()
    expect(page).to_have_title(title)


# Everything opens


def test_every_page_opens_with_all_its_pictures(amina: Packed, reader: Reader) -> None:
    """From a file, without a network, and nothing is asked for outside the folder."""
    assert amina.folder
    page = unlocked(reader, amina)
    titles = set()
    for number in range(9):
        page.evaluate("number => { location.hash = '#/' + number; }", number)
        expect(page.locator("main")).to_be_visible()
        page.wait_for_timeout(50)
        page.wait_for_function(NOTHING_PENDING)
        page.wait_for_function(f"() => ({PICTURES_BROKEN})().length === 0")
        titles.add(page.title())
    built = amina.folder.parents[3] / "school" / "_site" / "family" / "students" / "amina-x3f9"
    names = {one.read_text(encoding="utf-8").split("<title>")[1].split("</title>")[0] for one in built.rglob("*.html")}
    assert len(list(built.rglob("*.html"))) <= 9 and titles == names
    home = amina.folder.as_uri() + "/"
    outside = [one for one in reader.requested if not one.startswith((home, "blob:null/", "blob:file:", "data:"))]
    assert_none(outside + reader.heard + reader.failed)


def test_addresses_tell_nothing_and_back_leads_back(amina: Packed, reader: Reader) -> None:
    """A browser keeps addresses in its history: they are numbers."""
    page = unlocked(reader, amina)
    follow(page, "Reflections", "Amina Yusuf · Reflections")
    follow(page, "Zanzibarine tower", "Amina Yusuf · Zanzibarine tower")
    assert page.url.split("#")[1].strip("/0123456789") == ""
    page.go_back()
    expect(page).to_have_title("Amina Yusuf · Reflections")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Amina Yusuf")
    page.go_forward()
    expect(page).to_have_title("Amina Yusuf · Reflections")
    assert page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]") == ["en-GB", "ltr"]
    assert reader.heard == []


def test_a_link_outside_leaves_without_saying_from_where(amina: Packed, reader: Reader) -> None:
    page = unlocked(reader, amina)
    follow(page, "Zanzibarine tower", "Amina Yusuf · Zanzibarine tower")
    link = page.get_by_role("link", name="my bridge")
    assert link.get_attribute("href") == "https://example.org/bridge"
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_film_plays_is_wound_and_shows_its_captions(amina: Packed, reader: Reader) -> None:
    page = unlocked(reader, amina)
    follow(page, "Our bridge", "Amina Yusuf · Our bridge")
    film = page.locator("video")
    activate(page, "Watch: Film: Testing the bridge")
    wait_until_it_runs(page, film)
    assert film.evaluate("film => [film.videoWidth, film.videoHeight]") == [320, 180]
    film.evaluate("film => { film.pause(); film.currentTime = 4; }")
    page.wait_for_function("() => document.querySelector('video').textTracks[0].activeCues[0]?.text === 'It held.'")
    assert film.evaluate("film => film.currentTime") == 4
    assert reader.heard == reader.failed == []


def test_a_voice_is_heard_and_a_recording_waits_until_it_is_unlocked(amina: Packed, reader: Reader) -> None:
    """Pressed at once, before it is there, it begins when it is."""
    page = unlocked(reader, amina)
    follow(page, "My week", "Amina Yusuf · My week")
    activate(page, "Listen: Voice note: My week")
    wait_until_it_runs(page, page.locator("audio").first)
    assert reader.heard == reader.failed == []


def test_pictures_open_large_and_documents_are_given(amina: Packed, reader: Reader) -> None:
    page = unlocked(reader, amina)
    follow(page, "Zanzibarine tower", "Amina Yusuf · Zanzibarine tower")
    page.locator("#main_content a[data-large]").first.click()
    large = page.locator("#picture_viewer img")
    expect(large).to_be_visible()
    page.wait_for_function("() => document.querySelector('#picture_viewer img').naturalWidth === 1500")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('#picture_viewer img').naturalWidth === 1000")
    page.keyboard.press("Escape")
    page.go_back()
    follow(page, "Our bridge", "Amina Yusuf · Our bridge")
    with page.expect_download() as given:
        page.locator("a[download]").first.click()
    assert given.value.path().read_bytes().startswith(b"%PDF")
    assert reader.heard == []


def test_the_search_finds_and_leads_there(amina: Packed, reader: Reader) -> None:
    page = unlocked(reader, amina)
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("zanzib")
    found = page.locator(".search-results a")
    expect(found).to_have_count(1)
    found.click()
    expect(page).to_have_title("Amina Yusuf · Zanzibarine tower")
    page.get_by_role("button", name="Search").click()
    page.keyboard.type("fold paper")
    page.locator(".search-results a").first.click()
    expect(page).to_have_title("Amina Yusuf · My week")
    assert reader.heard == []


def test_the_readers_switches_hold_from_page_to_page(amina: Packed, reader: Reader) -> None:
    page = unlocked(reader, amina)
    page.get_by_role("button", name="How it looks").click()
    page.locator("[data-switch=scheme][value=dark]").check()
    page.keyboard.press("Escape")
    follow(page, "Reflections", "Amina Yusuf · Reflections")
    assert page.evaluate("() => document.documentElement.dataset.scheme") == "dark"


def test_it_prints_the_page_that_is_shown(amina: Packed, reader: Reader) -> None:
    page = unlocked(reader, amina)
    follow(page, "Zanzibarine tower", "Amina Yusuf · Zanzibarine tower")
    page.wait_for_function(NOTHING_PENDING)
    sheets = pypdfium2.PdfDocument(page.pdf())
    text = "".join(sheet.get_textpage().get_text_range() for sheet in sheets)
    assert "Zanzibarine tower" in text and "Lock again" not in text
    shot = sheets[0].render(scale=0.5).to_pil().convert("RGB")
    assert any(red > 180 and green < 60 for _, (red, green, _) in shot.getcolors(1 << 24) or ()), (
        "the red tower is on paper"
    )


def test_nothing_that_was_unlocked_is_kept(amina: Packed, reader: Reader) -> None:
    page = unlocked(reader, amina)
    follow(page, "Reflections", "Amina Yusuf · Reflections")
    address = page.evaluate("() => document.querySelector('link[rel=stylesheet]').href")
    page.get_by_role("button", name="Lock again").click()
    expect(page.locator("h1")).to_have_text("This profile is locked")
    assert page.get_by_label("Passphrase").input_value() == ""
    assert "Amina" not in page.content() and page.title() == "A locked profile"
    kept = page.evaluate(
        "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state, name])"
    )
    assert "Amina" not in kept and "Zanzibarine" not in kept
    gone = "at => new Promise(done => { const one = new Image(); one.onerror = () => done(1); one.src = at; })"
    assert page.evaluate(gone, address)


# What can go wrong


@pytest.mark.parametrize("passphrase", ["otter maple otter maple otter maple", "x", "  "])
def test_a_wrong_passphrase_gets_a_kind_word_and_another_try(amina: Packed, reader: Reader, passphrase: str) -> None:
    page = visit(reader, amina.folder)
    type_in(page, passphrase)
    expect(page.get_by_role("alert")).to_contain_text("slip")
    expect(page.get_by_label("Passphrase")).to_be_focused()
    type_in(page, "-".join(amina.passphrases[0].upper().split()) + " ")
    expect(page.locator("h1")).to_have_text("Amina Yusuf")


def test_a_part_that_is_missing_is_named(amina: Packed, copy: Path, reader: Reader) -> None:
    (copy / "part-0001.js").unlink()
    page = visit(reader, copy)
    type_in(page, amina.passphrases[0])
    expect(page.get_by_role("alert")).to_contain_text("part-0001.js is missing")


def spoilt(part: Path) -> None:
    content = bytearray(part.read_bytes())
    content[700] = ord("A") if content[700] != ord("A") else ord("B")
    part.write_bytes(content)


@pytest.mark.parametrize("how", ["changed", "cut", "swapped", "empty"])
def test_a_part_that_is_damaged_is_named(amina: Packed, copy: Path, reader: Reader, how: str) -> None:
    first = copy / "part-0001.js"
    if how == "changed":
        spoilt(first)
    elif how == "swapped":
        first.write_bytes((copy / "part-0002.js").read_bytes())
    else:
        first.write_bytes(first.read_bytes()[:5000] if how == "cut" else b"")
    page = visit(reader, copy)
    type_in(page, amina.passphrases[0])
    expect(page.get_by_role("alert")).to_contain_text("part-0001.js is damaged")


def test_a_part_of_another_profile_is_named(amina: Packed, copy: Path, reader: Reader) -> None:
    first = copy / "part-0001.js"
    first.write_bytes(first.read_bytes().replace(first.read_bytes()[16:48], b"0" * 32))
    page = visit(reader, copy)
    type_in(page, amina.passphrases[0])
    expect(page.get_by_role("alert")).to_contain_text("part-0001.js belongs to another profile")


def test_a_damaged_page_is_not_taken_for_a_wrong_passphrase(amina: Packed, copy: Path, reader: Reader) -> None:
    page_file = copy / "index.html"
    text = page_file.read_text(encoding="utf-8")
    page_file.write_text(text.replace('"rounds":600000', '"rounds":600001'), encoding="utf-8", newline="\n")
    page = visit(reader, copy)
    type_in(page, amina.passphrases[0])
    expect(page.get_by_role("alert")).to_contain_text("index.html is damaged")


def test_a_part_that_is_missing_later_is_named_over_the_page(amina: Packed, copy: Path, reader: Reader) -> None:
    """Texts and fonts come first in the archive, recordings last: the page stands, and its voice is missed."""
    for part in sorted(copy.glob("part-*.js"))[1:]:
        part.unlink()
    packed = Packed(amina.student, folder=copy, passphrases=amina.passphrases)
    page = unlocked(reader, packed)
    expect(page.get_by_role("status").first).to_contain_text("is missing")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("delete window.DecompressionStream", "too old"),
        ("Object.defineProperty(window, 'crypto', {value: {}})", "too old"),
        ("Object.defineProperty(window, 'isSecureContext', {value: false})", "https"),
    ],
)
def test_a_browser_that_cannot_says_so(amina: Packed, reader: Reader, change: str, told: str) -> None:
    reader.page.add_init_script(change)
    page = visit(reader, amina.folder)
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(page.get_by_label("Passphrase")).to_be_hidden()


def test_without_javascript_the_page_says_so(amina: Packed, reader_with: OpenReader) -> None:
    page = visit(reader_with(java_script_enabled=False), amina.folder)
    expect(page.get_by_text("cannot unlock anything without JavaScript")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_a_recording_that_was_left_out_is_told_on_its_page(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LARGEST_RECORDING", 30_000)
    packed = locked_in(tmp_path)
    page = unlocked(reader, packed)
    follow(page, "Our bridge", "Amina Yusuf · Our bridge")
    expect(page.get_by_text("too large for a locked profile").first).to_be_visible()
    assert page.locator("video").count() == 0 and reader.heard == []


# Served, and for everybody


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def served(amina: Packed) -> Iterator[str]:
    """The address of the locked folder on a server, under a path of its own."""
    assert amina.folder
    place = amina.folder.parents[2]
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(place))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        below = quote(amina.folder.relative_to(place).as_posix())
        yield f"http://127.0.0.1:{server.server_address[1]}/{below}/"
        server.shutdown()


def test_it_opens_from_a_server_too(amina: Packed, served: str, reader_with: OpenReader) -> None:
    """As browsers trust this machine's own address, they let it unlock there as with https."""
    reader = reader_with(offline=False)
    reader.page.goto(served)
    type_in(reader.page, amina.passphrases[0])
    expect(reader.page.locator("h1")).to_have_text("Amina Yusuf")
    follow(reader.page, "Our bridge", "Amina Yusuf · Our bridge")
    activate(reader.page, "Watch: Film")
    wait_until_it_runs(reader.page, reader.page.locator("video"))
    assert [one for one in reader.requested if not one.startswith((served, "blob:http://127.0.0.1", "data:"))] == []
    assert [one for one in reader.heard if "favicon" not in one and "404" not in one] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_for_everybody(amina: Packed, reader_with: OpenReader, scheme: str, width: int) -> None:
    """Asked, refused and unlocked: no violation, nothing too wide, on a small screen and in the dark."""
    reader = reader_with(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = visit(reader, amina.folder)
    assert_none(reader.violations())
    page.locator("summary").click()
    type_in(page, "not these words")
    expect(page.get_by_role("alert")).to_contain_text("slip")
    assert_none(reader.violations())
    assert not page.evaluate(PAGE_IS_TOO_WIDE)
    type_in(page, amina.passphrases[0])
    expect(page.locator("h1")).to_have_text("Amina Yusuf")
    page.wait_for_function(NOTHING_PENDING)
    assert_none(reader.violations())
    assert not page.evaluate(PAGE_IS_TOO_WIDE)


def test_by_keyboard_alone(amina: Packed, reader: Reader) -> None:
    """The words, Enter, the skip link, the lock, and round again."""
    page = visit(reader, amina.folder)
    expect(page.get_by_label("Passphrase")).to_be_focused()
    page.keyboard.type(amina.passphrases[0])
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Unlock")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    lock = page.get_by_role("button", name="Lock again")
    for _ in range(20):
        if lock.evaluate("one => document.activeElement === one"):
            break
        page.keyboard.press("Shift+Tab")
    expect(lock).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert "#" not in page.url.rsplit("/", 1)[1]


def test_in_a_language_that_is_written_from_right_to_left(tmp_path: Path, reader: Reader) -> None:
    packed = locked_in(tmp_path, "ar")
    page = visit(reader, packed.folder)
    assert page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    page.locator("#lock_words").fill(packed.passphrases[0])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Amina Yusuf")
    assert page.evaluate("() => document.documentElement.dir") == "rtl"
    assert_none(reader.violations() + reader.heard)


def test_the_slips_fit_on_paper(amina: Packed, reader: Reader) -> None:
    """Black on white, A4 and Letter, nothing loaded, and nothing cut."""
    assert amina.slips
    page = reader.page
    page.goto(amina.slips.as_uri())
    assert_none(reader.violations())
    for paper in ("A4", "Letter"):
        sheets = pypdfium2.PdfDocument(page.pdf(format=paper))
        assert len(sheets) == 1
        text = sheets[0].get_textpage().get_text_range()
        assert all(word in text for word in amina.passphrases[0].split()) and "for ever" in text
        shot = Image.open(BytesIO(_png(sheets[0])))
        assert shot.getpixel((2, 2)) == (255, 255, 255)


def _png(sheet: pypdfium2.PdfPage) -> bytes:
    file = BytesIO()
    sheet.render(scale=0.4).to_pil().convert("RGB").save(file, "PNG")
    return file.getvalue()
