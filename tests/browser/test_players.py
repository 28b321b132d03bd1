"""Films, voices and slides on a page opened by double-click: they play, are read, and are worked by keyboard.

The recordings are made here, as a phone makes them, and the slides are drawn: a small school with one of each.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page

from tests.browser.conftest import BuildSchool, OpenReader
from tests.browser.reading import Reader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE, PHONE
from tests.browser.test_keyboard import keyboard_complaints
from tests.built_sites import BuiltPage, BuiltSite
from tests.complaints import assert_none

av = pytest.importorskip("av", reason="no PyAV: recordings can neither be made nor converted")

RATE = 24_000  # samples a second
FRAME = 1024  # samples in a frame of AAC
FILM_SECONDS = 6

STUDENT = "students/amina-x3f9"
PROFILE = """\
name: Amina Yusuf
tagline: I build things that hold.
say_my_name: {phonetic: ah-MEE-nah, audio: name.m4a}
introduction: {file: hello.m4a, transcript: Hello. Come in and look at my work., shows: []}
"""
BRIDGE = """\
title: Our bridge
date: 2026-10-03
featured: yes
body: The one with triangles held.
media:
  - {file: film.mp4, caption: Testing the bridge, captions: film.vtt, transcript: We built it. It held., shows: []}
  - {file: slides.pdf, caption: What we showed the class, download: yes, shows: []}
feedback:
  - from: {name: Mr Oduya, role: teacher}
    date: 2026-10-05
    media: [{file: praise.m4a, transcript: You say why the triangle holds., shows: []}]
    agreed: {on: 2026-10-05, widest: public}
    response: {date: 2026-10-07, media: [{file: answer.m4a, transcript: I tried it with card., shows: []}]}
"""
SPOKEN = """\
title: My week
date: 2026-10-10
featured: yes
media:
  - {file: week.m4a, transcript: This week I learned to fold paper., shows: []}
"""
CAPTIONS = """\
WEBVTT

00:00.000 --> 00:03.000
We built it.

00:03.000 --> 00:06.000
It held.
"""
SLIDES = (("How we built it", "Amina and Kofi"), ("Paper alone bends",), ("Triangles do not fold",))


def school(locale: str = "en-GB") -> dict[str, str | bytes]:
    """A school with one student, who speaks, films and shows slides."""
    return {
        "school.yaml": f"name: Hillside\nlocale: {locale}\n",
        "consents.yaml": "amina-x3f9:\n  recordings: {widest: school, until: 2027-07-31}\n",
        f"{STUDENT}/profile.yaml": PROFILE,
        f"{STUDENT}/reflections/bridge.yaml": BRIDGE,
        f"{STUDENT}/reflections/week.yaml": SPOKEN,
        f"{STUDENT}/media/film.mp4": film(),
        f"{STUDENT}/media/film.vtt": CAPTIONS,
        f"{STUDENT}/media/slides.pdf": slides(SLIDES),
        f"{STUDENT}/media/name.m4a": voice(1, 330),
        f"{STUDENT}/media/hello.m4a": voice(3, 200),
        f"{STUDENT}/media/praise.m4a": voice(4, 140),
        f"{STUDENT}/media/answer.m4a": voice(4, 260),
        f"{STUDENT}/media/week.m4a": voice(5, 240),
    }


@cache
def film() -> bytes:
    """A ball that rolls over a bridge, with a sound."""
    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        pictures = container.add_stream("libx264", rate=12)
        pictures.width, pictures.height, pictures.pix_fmt = 320, 180, "yuv420p"
        sounds = container.add_stream("aac", rate=RATE, layout="mono")
        heard = _sound(FILM_SECONDS, 330)
        for number in range(FILM_SECONDS * 12):
            container.mux(pictures.encode(av.VideoFrame.from_image(_drawn(number * 4))))
            for frame in (next(heard, None) for _ in range(2)):
                container.mux(sounds.encode(frame) if frame else [])
        for stream in (pictures, sounds):
            container.mux(stream.encode(None))
    return file.getvalue()


@cache
def voice(seconds: int, pitch: int) -> bytes:
    """A hum that swells and fades."""
    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        for frame in (*_sound(seconds, pitch), None):
            container.mux(stream.encode(frame))
    return file.getvalue()


def _drawn(x: int) -> Image.Image:
    picture = Image.new("RGB", (320, 180), "#2b5d78")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 120, 320, 180), fill="#c9a86a")
    pen.ellipse((x, 90, x + 30, 120), fill="#f1e3c6")
    return picture


def _sound(seconds: int, pitch: int) -> Iterator[Any]:
    for first in range(0, seconds * RATE, FRAME):
        wave = (math.sin(math.tau * pitch * at / RATE) * math.sin(at / RATE * 3) for at in range(first, first + FRAME))
        frame = av.AudioFrame(format="s16", layout="mono", samples=FRAME)
        frame.planes[0].update(array("h", (int(12_000 * height) for height in wave)).tobytes())
        frame.sample_rate, frame.pts = RATE, first
        yield frame


def slides(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with these lines on its pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    numbers = []
    for lines in pages:
        words = f"BT /F1 34 Tf 60 300 Td 44 TL {' '.join(f'({line}) Tj T*' for line in lines)} ET"
        objects.append(f"<< /Length {len(words)} >>\nstream\n{words}\nendstream")
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 640 360] /Contents {len(objects)} 0 R {resources} >>"
        objects.append(page)
        numbers.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(numbers)} /Kids [{' '.join(numbers)}] >>"
    written, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(f"{len(written):010} 00000 n \n")
        written += f"{number} 0 obj\n{one}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{''.join(places)}"
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return (written + table + end).encode("ascii")


@pytest.fixture(scope="module")
def site(built: BuildSchool) -> BuiltSite:
    """That school, built."""
    return built(school())


def page_of(site: BuiltSite, name: str) -> BuiltPage:
    """The student's page with this file name."""
    return next(page for page in site.pages if page.file.name == name and page.home.name == "amina-x3f9")


def wait_until_it_runs(page: Page, media: Locator) -> None:
    """Until a recording has got somewhere."""
    page.wait_for_function("media => !media.paused && media.currentTime > 0.2", arg=media.element_handle())


def lasts(media: Locator) -> float:
    """How long it is, as the browser knows it."""
    seconds: float = media.evaluate("media => media.duration")
    return seconds


def activate(page: Page, name: str) -> None:
    """Presses a button by keyboard; `name` is how its name begins."""
    page.get_by_role("button", name=name).first.focus()
    page.keyboard.press("Enter")


def test_a_film_plays_from_its_file_shows_its_captions_and_can_be_wound(site: BuiltSite, reader: Reader) -> None:
    """With the network off. Captions stand in the page, as a browser reads none from a file beside it."""
    page = page_of(site, "bridge.html")
    shown = reader.open(page)
    watched = shown.locator("video")
    activate(shown, "Watch: Film: Testing the bridge, 6 seconds")
    wait_until_it_runs(shown, watched)
    assert watched.evaluate("film => document.activeElement === film && film.controls")
    assert watched.evaluate("film => [film.videoWidth, film.videoHeight]") == [320, 180]
    assert watched.evaluate("film => film.textTracks[0].mode") == "showing"
    assert watched.evaluate("film => film.textTracks[0].cues.length") == 2
    watched.evaluate("film => { film.pause(); film.currentTime = 4; }")
    shown.wait_for_function("() => document.querySelector('video').textTracks[0].activeCues[0]?.text === 'It held.'")
    assert watched.evaluate("film => [film.currentTime, film.seeking]") == [4, False]
    assert lasts(watched) == pytest.approx(FILM_SECONDS, abs=0.3)
    assert reader.heard == reader.failed == reader.asked_outside(page) == []


def test_a_voice_is_started_stopped_and_wound_by_keyboard(site: BuiltSite, reader: Reader) -> None:
    """One button that says what it does, and a slider that says where it is."""
    shown = reader.open(page_of(site, "week.html"))
    heard = shown.locator("audio").first
    activate(shown, "Listen: Voice note: My week, 5 seconds")
    wait_until_it_runs(shown, heard)
    activate(shown, "Pause: Voice note: My week")
    assert heard.evaluate("voice => voice.paused")
    slider = shown.get_by_role("slider", name="Place in the recording")
    slider.focus()
    shown.keyboard.press("Home")
    for _ in range(20):
        shown.keyboard.press("ArrowRight")
    assert heard.evaluate("voice => voice.currentTime") == pytest.approx(2, abs=0.2)
    assert slider.get_attribute("aria-valuetext") in {"0:01 / 0:05", "0:02 / 0:05"}
    assert reader.heard == reader.failed == []


def test_a_voice_that_was_not_started_can_be_wound_by_mouse(site: BuiltSite, reader: Reader) -> None:
    """A click into the middle of the waveform, and then the button."""
    shown = reader.open(page_of(site, "week.html"))
    heard = shown.locator("audio").first
    shown.get_by_role("slider").first.click()
    activate(shown, "Listen")
    wait_until_it_runs(shown, heard)
    assert heard.evaluate("voice => voice.currentTime / voice.duration") > 0.4


def test_nothing_plays_by_itself_and_starting_one_stops_the_other(site: BuiltSite, reader: Reader) -> None:
    """Not even is anything fetched before somebody wants it."""
    page = page_of(site, "bridge.html")
    shown = reader.open(page)
    shown.wait_for_timeout(500)
    assert shown.evaluate("() => [...document.querySelectorAll('audio, video')].every(one => one.paused)")
    assert [address for address in reader.requested if address.endswith((".mp4", ".m4a"))] == []
    activate(shown, "Watch")
    wait_until_it_runs(shown, shown.locator("video"))
    activate(shown, "Listen: Voice note: Mr Oduya")
    wait_until_it_runs(shown, shown.locator("audio").first)
    assert shown.locator("video").evaluate("film => film.paused")


def test_captions_that_are_switched_off_stay_off_on_the_page_and_are_on_again_on_the_next(
    site: BuiltSite, reader: Reader
) -> None:
    """A wish about this page; nothing about the reader is kept."""
    page = page_of(site, "bridge.html")
    shown = reader.open(page)
    shown.evaluate("() => { document.querySelector('video').textTracks[0].mode = 'hidden'; }")
    activate(shown, "Watch")
    wait_until_it_runs(shown, shown.locator("video"))
    assert shown.locator("video").evaluate("film => film.textTracks[0].mode") == "hidden"
    assert reader.open(page).locator("video").evaluate("film => film.textTracks[0].mode") == "showing"


def test_on_the_first_page_a_name_an_introduction_and_a_spoken_reflection_can_be_heard(
    site: BuiltSite, reader: Reader
) -> None:
    """Right there: pressing the button of a card does not follow the card's link."""
    page = page_of(site, "index.html")
    shown = reader.open(page)
    beside_the_name = shown.locator("[data-name-said] audio")
    for button, media in (
        ("Hear my name", beside_the_name),
        ("Listen: Voice note: Amina", shown.locator(".opening-introduction audio")),
        ("Listen: Voice note: My week", shown.locator(".piece audio")),
    ):
        shown.get_by_role("button", name=button).click()
        media.evaluate(
            "media => new Promise(done => { if (media.currentTime) { done(); } media.ontimeupdate = done; })"
        )
    assert shown.url == page.file.as_uri()
    assert shown.locator("a button, a audio, a video, button a").count() == 0
    assert shown.get_by_text("This week I learned to fold paper.").is_visible()
    assert shown.locator(".piece video").count() == 1


@pytest.mark.parametrize("name", ["index.html", "bridge.html", "week.html", "reflections.html", "gallery.html"])
def test_axe_finds_nothing_and_everything_is_reached_by_tab(site: BuiltSite, reader: Reader, name: str) -> None:
    """By day and by night, and once a film and a voice are playing."""
    shown = reader.open(page_of(site, name))
    assert_none(keyboard_complaints(shown))
    for scheme in ("light", "dark"):
        shown.emulate_media(color_scheme=scheme)
        assert_none(reader.violations())
    for word in ("Watch", "Listen"):
        for button in shown.get_by_role("button", name=word).all()[:1]:
            button.click()
    assert_none(reader.violations())
    assert reader.heard == []


def test_each_recording_has_a_name_and_points_to_what_is_said(site: BuiltSite, reader_with: OpenReader) -> None:
    """In the page's own source: the browser's controls carry them where there is no JavaScript."""
    shown = reader_with(java_script_enabled=False).open(page_of(site, "bridge.html"))
    names = [one.get_attribute("aria-label") for one in shown.locator("audio, video").all()]
    assert names == [
        "Film: Testing the bridge, 6 seconds",
        "Voice note: Mr Oduya, 4 seconds",
        "Voice note: My answer, 4 seconds",
    ]
    said = [shown.locator(f"#{one.get_attribute('aria-details')}") for one in shown.locator("audio, video").all()]
    words = ["We built it. It held.", "You say why the triangle holds.", "I tried it with card."]
    assert [(one.locator("p").text_content() or "").strip() for one in said] == words


def test_without_javascript_all_plays_is_read_and_is_leafed_through(site: BuiltSite, reader_with: OpenReader) -> None:
    """The browser's own controls; transcripts to unfold; slides in a row that scrolls."""
    plain = reader_with(java_script_enabled=False)
    shown = plain.open(page_of(site, "bridge.html"))
    assert shown.locator("video[controls]:visible, audio[controls]:visible").count() == 3
    assert shown.locator("button:visible, input:visible").count() == 0
    shown.get_by_text("Film: what is said").click()
    assert shown.get_by_text("We built it. It held.").is_visible()
    strip = shown.get_by_role("group", name="Slides: What we showed the class, 3 pages")
    pages = strip.get_by_role("img")
    assert [page.get_attribute("alt") for page in pages.all()][2] == "Page 3 of 3: Triangles do not fold"
    pages.nth(2).scroll_into_view_if_needed()
    assert strip.evaluate("strip => strip.scrollLeft > 0")
    shown = plain.open(page_of(site, "index.html"))
    assert shown.locator("[data-name-said] audio[controls]").is_visible()
    assert shown.get_by_text("Hear my name").filter(visible=True).count() == 1
    assert plain.heard == plain.failed == []


@pytest.mark.parametrize(
    ("locale", "onwards", "back", "page", "next_page", "previous_page"),
    [
        ("en-GB", "ArrowRight", "ArrowLeft", "Page {} of 3", "Next page", "Previous page"),
        ("ar", "ArrowLeft", "ArrowRight", "الصفحة {} من 3", "الصفحة التالية", "الصفحة السابقة"),
    ],
)
def test_pages_are_turned_by_keys_and_buttons_as_the_school_reads(
    built: BuildSchool,
    reader: Reader,
    locale: str,
    onwards: str,
    back: str,
    page: str,
    next_page: str,
    previous_page: str,
) -> None:
    """The page in sight, and what is said of it, go together; at an end nothing happens."""
    shown = reader.open(page_of(built(school(locale)), "bridge.html"))
    strip = shown.locator(".slides-strip")
    count = shown.locator(".slides-count")
    assert count.get_attribute("aria-live") == "polite"
    strip.focus()
    for key, number in ((onwards, 2), (onwards, 3), (onwards, 3), (back, 2), ("Home", 1), ("End", 3)):
        shown.keyboard.press(key)
        assert count.inner_text() == page.format(number)
        assert page_in_sight(strip) == number
    shown.get_by_role("button", name=previous_page).click()
    assert page_in_sight(strip) == 2
    following = shown.get_by_role("button", name=next_page)
    following.click()
    assert page_in_sight(strip) == 3
    assert following.get_attribute("aria-disabled") == "true"
    assert reader.violations() == []


def page_in_sight(strip: Locator) -> int:
    """The number of the page that is seen whole."""
    number: int = strip.evaluate(
        """strip => {
          const frame = strip.getBoundingClientRect();
          const inside = page => {
            const box = page.getBoundingClientRect();
            return box.left > frame.left - 2 && box.right < frame.right + 2;
          };
          return [...strip.querySelectorAll(".slide")].findIndex(inside) + 1;
        }"""
    )
    return number


def test_a_finger_turns_pages_too(site: BuiltSite, reader: Reader) -> None:
    """The row scrolls and snaps by itself; the count follows."""
    shown = reader.open(page_of(site, "bridge.html"))
    shown.locator(".slides-strip").evaluate("strip => strip.scrollBy(strip.clientWidth * 1.9, 0)")
    shown.get_by_text("Page 3 of 3").filter(visible=True).wait_for()
    assert page_in_sight(shown.locator(".slides-strip")) == 3


def test_the_words_on_a_slide_and_a_copy_can_be_had(site: BuiltSite, reader: Reader) -> None:
    """The copy only because the student offers it."""
    page = page_of(site, "bridge.html")
    shown = reader.open(page)
    shown.get_by_text("The words on this page").first.click()
    assert shown.get_by_text("Amina and Kofi").is_visible()
    copy = shown.get_by_role("link", name="Save as PDF")
    address = copy.get_attribute("href") or ""
    assert (page.file.parent / address).read_bytes().startswith(b"%PDF")
    assert copy.get_attribute("download") is not None


def test_on_paper_stand_the_first_frame_the_length_every_word_and_all_slides(site: BuiltSite, reader: Reader) -> None:
    """No button, no control, nothing folded."""
    shown = reader.open(page_of(site, "bridge.html"))
    shown.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    shown.emulate_media(media="print")
    for words in ("We built it. It held.", "You say why the triangle holds.", "I tried it with card.", "0:06"):
        assert shown.get_by_text(words).filter(visible=True).count() == 1, words
    assert shown.locator("video").is_visible()
    assert shown.locator("audio:visible, button:visible, input:visible").count() == 0
    places = [slide.bounding_box() for slide in shown.locator(".slide").all()]
    assert all(places)
    assert {round(place["y"]) for place in places[:2] if place} == {round(places[0]["y"]) if places[0] else None}


def test_marks_in_lists_say_what_there_is_to_play_and_how_long(site: BuiltSite, reader: Reader) -> None:
    """In sight a sign and the length; for those who listen, a sentence."""
    shown = reader.open(page_of(site, "reflections.html"))
    assert shown.locator(".piece", has_text="My week").get_by_text("Voice note, 5 seconds").count() == 1
    assert shown.locator(".piece", has_text="Our bridge").get_by_text("Film, 6 seconds").count() == 1
    shown = reader.open(page_of(site, "gallery.html"))
    link = shown.get_by_role("link", name="Film, 6 seconds")
    assert (link.get_attribute("href") or "").endswith("reflections/bridge.html")


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
def test_players_fit_a_phone_and_are_large_enough_for_a_small_finger(
    site: BuiltSite, reader_with: OpenReader, scripted: bool
) -> None:
    """Nothing scrolls sideways at 320 pixels but the slides themselves."""
    reader = reader_with(viewport=PHONE, java_script_enabled=scripted)
    for name in ("index.html", "bridge.html", "week.html"):
        shown = reader.open(page_of(site, name))
        assert shown.evaluate(PAGE_IS_TOO_WIDE) == ""
        for button in shown.locator("main button:visible, main audio:visible").all():
            box = button.bounding_box()
            assert box and min(box["width"], box["height"]) >= 44, button
