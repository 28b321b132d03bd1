"""Recording, taking photos, turning and cutting in the studio, in a real browser with a microphone that beeps."""

from __future__ import annotations

import io
import re
import socket
import threading
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, Playwright, expect

from profilegen.loading.yaml_text import Value, parse
from profilegen.media.recordings import probe_recording
from profilegen.model.limits import Limits
from profilegen.studio.app import app_for
from profilegen.studio.working import Studio
from tests.browsers import FLAGS, PATIENCE, installed_browser
from tests.building.worlds import TODAY, a_school, write

AMINA = "amina-x3f9"
BRIDGE = "title: My bridge\ndate: 2026-10-14\n"
TOO_SMALL = """[...document.querySelectorAll(
  ".media-field button, .media-field label.choice, .media-choose, .left button, .say button, .say-kept button, " +
  ".say-kept a, .say-plain button, .say-plain input"
)].filter(one => one.checkVisibility()).map(one => [one.textContent.trim(), one.getBoundingClientRect().height])
  .filter(([, height]) => height < 47.5)"""
COUNT_PRESSES = """addEventListener("click", event => {
  if (event.isTrusted) { sessionStorage.presses = Number(sessionStorage.presses || 0) + 1; }
}, true)"""
EXPECTED = (  # of what tests do: a file that is refused, a full disk, a broken line, a page by http from elsewhere
    "status of 415",
    "status of 507",
    "net::ERR_FAILED",
    "Cross-Origin-Opener-Policy header has been ignored",
)
REFUSE = "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', '{why}'))"
PRETENDING = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--host-resolver-rules=MAP classroom.test 127.0.0.1",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A student's folder, and the studio's page of it."""

    folder: Path
    page: Page
    address: str

    def open(self, path: str) -> Page:
        """A page of this student's."""
        self.page.goto(f"{self.address}/s/{AMINA}/{path}")
        return self.page

    def fields(self, record: str = "reflections/bridge.yaml") -> dict[str, Value]:
        """What a file says by now."""
        return parse((self.folder / record).read_text(encoding="utf-8"), "").fields or {}

    def save(self) -> None:
        """Presses Save, and waits for it."""
        with self.page.expect_navigation():  # what an earlier save said may stand there still
            self.page.get_by_role("button", name="Save", exact=True).click()
        expect(self.page.get_by_text("Saved.")).to_be_visible()


@pytest.fixture(scope="module")
def hearing(playwright: Playwright) -> Iterator[Browser]:
    """A browser that beeps into its own microphone and says yes to every question."""
    executable = installed_browser()
    if executable is None:
        pytest.skip("no browser: install chromium, Chrome or Edge to run the browser tests")
    browser = playwright.chromium.launch(executable_path=executable, headless=True, args=[*FLAGS, *PRETENDING])
    yield browser
    browser.close()


@pytest.fixture
def desk(hearing: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    school = a_school(tmp_path / "hillside")
    folder = school / "students" / AMINA
    write(folder, {"reflections/bridge.yaml": BRIDGE})
    options = dict(getattr(request, "param", {}))
    student, name = options.pop("student", AMINA), options.pop("host", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"{name}:{listening.getsockname()[1]}"
        app = app_for(Studio(school, student=student, today=TODAY), hosts=[host], key="key")
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        context = hearing.new_context(reduced_motion="reduce", locale="en-GB", **options)
        context.set_default_timeout(PATIENCE)
        complaints = list[str]()
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"http://{host}/?key=key")
        yield Desk(folder, page, f"http://{host}")
        context.close()
        server.should_exit = True
        serving.join(timeout=10)
        assert [one for one in complaints if not any(sign in one for sign in EXPECTED)] == []


def listed(value: Value) -> list[Value]:
    """What a file says in a list."""
    assert isinstance(value, list)
    return value


def a_photo(width: int = 400, height: int = 200) -> bytes:
    """Left half red, right half blue."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste((0, 0, 255), (width // 2, 0, width, height))
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=95)
    return content.getvalue()


def choose(desk: Desk, name: str = "bridge.jpg", content: bytes = b"") -> None:
    """Chooses a file from the disk."""
    file = FilePayload(name=name, mimeType="image/jpeg", buffer=content or a_photo())
    desk.page.get_by_label("Choose files").set_input_files(files=[file])


@pytest.mark.parametrize("desk", [{"student": ""}], indirect=True)
def test_three_presses_from_the_card_keep_what_was_said(desk: Desk) -> None:
    """My card, Say it, Keep it: a reflection is there, with a title from the day, and nothing was typed."""
    page = desk.page
    page.add_init_script(COUNT_PRESSES)
    page.goto(f"{desk.address}/")
    page.locator(f'form[action="/cards/{AMINA}"] button').click()
    page.get_by_role("link", name="Say it").click()
    expect(page.get_by_text("I am listening")).to_be_visible()
    keep = page.get_by_role("button", name="Keep it")
    expect(keep).to_be_focused()
    box = keep.bounding_box()
    assert box and min(box["width"], box["height"]) > 200
    expect(page.locator("[data-clock]")).to_have_text("0:01")
    keep.click()
    expect(page.get_by_text("It is kept.")).to_be_visible()
    assert page.evaluate("Number(sessionStorage.presses)") == 3
    expect(page.get_by_label("What I said", exact=True)).to_be_visible()
    made = kept_pieces(desk)
    assert len(made) == 1
    fields = desk.fields(f"reflections/{made[0]}")
    assert str(fields["title"]).startswith("What I said on") and fields["date"] == TODAY.isoformat()
    (entry,) = listed(fields["media"])
    assert isinstance(entry, dict) and entry["shows"] == [AMINA]
    facts = probe_recording(desk.folder / "media" / str(entry["file"]), Limits())
    assert not facts.film


def kept_pieces(desk: Desk) -> list[str]:
    """Every reflection but the one that was there from the beginning."""
    return sorted(file.name for file in (desk.folder / "reflections").iterdir() if file.name != "bridge.yaml")


def test_what_was_said_is_heard_first_or_said_again_and_the_one_before_comes_back(desk: Desk) -> None:
    page = desk.open("say")
    page.get_by_role("button", name="Record").click()
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Hear it first").click()
    expect(page.locator(".say audio")).to_be_visible()
    page.get_by_role("button", name="Do it again").click()
    expect(page.get_by_text("I am listening")).to_be_visible()
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("It is kept.")).to_be_visible()
    (first,) = kept_pieces(desk)
    page.get_by_role("button", name="Do it again").click()
    expect(page.get_by_text("I am listening")).to_be_visible()  # at once
    assert kept_pieces(desk) == []
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    assert kept_pieces(desk) == [first]


def test_a_voice_is_recorded_heard_done_again_and_kept(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    page.get_by_role("button", name="Record my voice").click()
    panel = page.locator("dialog[open]")
    for is_last in (False, True):
        panel.get_by_role("button", name="Record", exact=True).click()
        assert any(_level(page) > 0.01 for _ in range(60))  # there is a beep a second
        page.wait_for_timeout(500)
        panel.get_by_role("button", name="Stop").click()
        expect(panel.locator("audio")).to_have_count(1)
        if not is_last:
            panel.get_by_role("button", name="Do it again").click()
    panel.get_by_role("button", name="Keep it").click()
    said = page.get_by_label("What is said in it?")
    expect(said).to_be_focused()
    said.fill("Squares fold. Triangles hold.")
    page.get_by_role("checkbox", name="Nobody").check()
    page.get_by_role("checkbox", name="(me)").check()
    expect(page.get_by_role("checkbox", name="Nobody")).not_to_be_checked()
    desk.save()
    (entry,) = listed(desk.fields()["media"])
    assert isinstance(entry, dict)
    assert entry["transcript"] == "Squares fold. Triangles hold." and entry["shows"] == [AMINA]
    assert not probe_recording(desk.folder / "media" / str(entry["file"]), Limits()).film
    assert list((desk.folder / "media").glob(".*")) == []


def _level(page: Page) -> float:
    """How far the level stands, a moment from now."""
    page.wait_for_timeout(100)
    return float(
        page.evaluate("Number(document.querySelector('dialog[open] .level').style.getPropertyValue('--level'))")
    )


def test_a_film_and_a_photo_are_made_in_place(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    panel = page.locator("dialog[open]")
    page.get_by_role("button", name="Film it").click()
    panel.get_by_role("button", name="Record", exact=True).click()
    page.wait_for_timeout(1200)
    panel.get_by_role("button", name="Stop").click()
    panel.get_by_role("button", name="Keep it").click()
    expect(page.locator(".media-entry video")).to_be_visible()
    page.get_by_role("button", name="Take a photo").click()
    panel.get_by_role("button", name="Take it").click()
    expect(panel.locator("img")).to_have_count(1)
    panel.get_by_role("button", name="Keep it").click()
    expect(page.locator(".media-entry")).to_have_count(2)
    desk.save()
    film, photo = (
        desk.folder / "media" / str(one["file"] if isinstance(one, dict) else one)
        for one in listed(desk.fields()["media"])
    )
    assert probe_recording(film, Limits()).film
    with Image.open(photo) as picture:
        assert picture.format == "JPEG" and min(picture.size) > 100


def test_a_picture_is_chosen_turned_and_cut_and_the_old_ones_stay(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    choose(desk, "../../My Bridge.png")
    entry = page.locator(".media-entry")
    expect(entry.locator("[data-file]")).to_have_value("my-bridge.jpg")
    entry.get_by_role("button", name="Turn it right").click()
    expect(entry.locator("[data-file]")).to_have_value("my-bridge-turned.jpg")
    entry.get_by_role("button", name="Cut it").click()
    lower = page.get_by_label("Lower edge")
    lower.focus()
    for _ in range(50):
        lower.press("ArrowLeft")
    page.get_by_role("button", name="Keep this part").click()
    expect(entry.locator("[data-file]")).to_have_value("my-bridge-cropped.jpg")
    with Image.open(desk.folder / "media/my-bridge-cropped.jpg") as cut:
        assert cut.size == (200, 200)
        assert cut.getpixel((100, 100))[0] > 200  # type: ignore[index]  # red was left, and is on top now
    assert (desk.folder / "media/my-bridge.jpg").read_bytes() == a_photo()
    entry.get_by_label("A friend is on the phone").fill("A red bridge.")
    desk.save()
    assert desk.fields()["media"] == [{"file": "my-bridge-cropped.jpg", "alt": "A red bridge."}]


def test_order_by_buttons_and_taking_out_and_back_with_the_keyboard(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    for name in ("one.jpg", "two.jpg", "three.jpg"):
        choose(desk, name)
        expect(page.locator(".media-state")).to_contain_text(f"It is here: {name}")
    files = "[...document.querySelectorAll('[data-file]')].filter(one => one.isConnected).map(one => one.value)"
    page.get_by_role("button", name=re.compile("Up ?: three.jpg")).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.evaluate(files) == ["three.jpg", "one.jpg", "two.jpg"]
    page.get_by_role("button", name=re.compile("Take it out ?: one.jpg")).focus()
    page.keyboard.press("Enter")
    assert page.evaluate(files) == ["three.jpg", "two.jpg"]
    expect(page.get_by_role("button", name="Put it back")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate(files) == ["three.jpg", "one.jpg", "two.jpg"]
    desk.save()
    media = listed(desk.fields()["media"])
    assert [one["file"] if isinstance(one, dict) else one for one in media] == ["three.jpg", "one.jpg", "two.jpg"]


def test_what_is_no_picture_is_refused_in_words(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    choose(desk, "bridge.jpg", b"<!DOCTYPE html><script>alert(1)</script>" * 10)
    expect(page.locator(".media-state")).to_contain_text("not a picture that can be shown")
    expect(page.locator(".media-entry")).to_have_count(0)


def test_where_no_microphone_may_be_used_the_devices_own_way_is_offered(desk: Desk) -> None:
    desk.page.add_init_script(REFUSE.format(why="NotAllowedError"))
    page = desk.open("edit/reflections/bridge.yaml")
    page.get_by_role("button", name="Record my voice").click()
    expect(page.get_by_label("Record with this device")).to_be_focused()
    expect(page.locator(".media-state")).to_contain_text("told not to listen")
    page = desk.open("say")
    expect(page.get_by_label("Choose a recording")).to_be_hidden()
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_label("Choose a recording")).to_be_focused()


def test_beside_each_name_stands_what_they_agreed_to(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    choose(desk)
    expect(page.locator(".media-entry")).to_have_count(1)
    sentences = page.locator(".who-list li").first.locator(".consent")
    expect(sentences.first).to_be_visible()
    expect(sentences.last).to_be_hidden()  # it is for recordings


@pytest.mark.parametrize("desk", [{"java_script_enabled": False}], indirect=True)
def test_without_a_script_files_are_brought_in_and_chosen(desk: Desk) -> None:
    page = desk.open("media/")
    photo = FilePayload(name="bridge.jpg", mimeType="image/jpeg", buffer=a_photo())
    page.get_by_label("Bring in files").set_input_files(files=[photo])
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("1 file is here now")).to_be_visible()
    desk.open("edit/reflections/bridge.yaml")
    page.get_by_role("button", name="Add one from my folder").click()
    page.get_by_label("Which file?").select_option("bridge.jpg")
    page.get_by_label("A friend is on the phone").fill("A bridge.")
    page.get_by_role("checkbox", name="Nobody").check()
    desk.save()
    assert desk.fields()["media"] == [{"file": "bridge.jpg", "alt": "A bridge.", "shows": []}]
    desk.open("say")
    sound = desk.folder.parents[2] / "hello.wav"
    with wave.open(str(sound), "wb") as voice:
        voice.setparams((1, 2, 8000, 0, "NONE", ""))
        voice.writeframes(b"\0\1" * 8000)
    page.get_by_label("Choose a recording").set_input_files(sound)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("It is kept.")).to_be_visible()


@pytest.mark.parametrize("desk", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
def test_on_a_small_phone_everything_is_named_large_enough_and_inside_the_page(desk: Desk) -> None:
    choose_on = desk.open("edit/reflections/bridge.yaml")
    choose(desk)
    expect(choose_on.locator(".media-entry")).to_have_count(1)
    for path in ("", "say", "media/"):
        page = desk.open(path) if path else choose_on
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        small = page.evaluate(TOO_SMALL)
        assert small == []
