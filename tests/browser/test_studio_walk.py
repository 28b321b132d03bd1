"""From an empty class to a site that a family can look at, in a real browser, by keyboard alone.

Nothing is clicked and no field is filled but the one that has the focus. The one file is chosen in the window that a
key opened; the microphone is the browser's own, which beeps.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Playwright, expect

from profilegen.build import build_site, check
from profilegen.loading.themes import load_theme
from profilegen.model.audience import Audience
from profilegen.problems import Severity
from profilegen.studio.app import app_for
from profilegen.studio.working import Studio
from tests.browser.reading import Reader
from tests.browsers import FLAGS, PATIENCE, installed_browser
from tests.building.worlds import TODAY, picture, write

PRETENDING = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
FOCUSED = """() => {
  const one = document.activeElement;
  const labels = [...(one.labels ?? [])].map(label => label.innerText);
  return one === document.body ? "" : [one.innerText, one.ariaLabel, ...labels].join(" ");
}"""
KITE = "reflections/the-kite-that-flew.yaml"
SCHOOL = {
    "school.yaml": "name: Hillside\nframework: skills-builder-2\n",
    "classes/oak.yaml": "name: Oak\nschool_year: 2026/27\n",
}


@dataclass(frozen=True, slots=True)
class Keyboard:
    """Somebody without a mouse. `school` is the folder that they work in."""

    page: Page
    school: Path

    def goes_to(self, name: str) -> Keyboard:
        """Presses Tab until something of this name has the focus, as often as it takes to come round once."""
        for _ in range(140):
            if name in self.page.evaluate(FOCUSED):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{name} cannot be reached by Tab")

    def presses(self, *keys: str) -> Keyboard:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def types(self, words: str) -> Keyboard:
        """Into whatever has the focus."""
        self.page.keyboard.type(words)
        return self

    def arrives(self, address: str) -> Keyboard:
        """Waits until a page is there."""
        self.page.wait_for_url(address)
        self.page.wait_for_load_state("networkidle")
        return self

    def reads(self, words: str) -> Keyboard:
        """Waits until these words can be seen."""
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    @property
    def folder(self) -> Path:
        """The one student's."""
        (folder,) = (self.school / "students").iterdir()
        return folder


@pytest.fixture
def keyboard(playwright: Playwright, tmp_path: Path) -> Iterator[Keyboard]:
    executable = installed_browser()
    if executable is None:
        pytest.skip("no browser: install chromium, Chrome or Edge to run the browser tests")
    school = write(tmp_path / "hillside", dict(SCHOOL))
    browser: Browser = playwright.chromium.launch(executable_path=executable, args=[*FLAGS, *PRETENDING])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        app = app_for(Studio(school, today=TODAY), hosts=[host], key="key")
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        page = browser.new_page(reduced_motion="reduce", locale="en-GB", viewport={"width": 1280, "height": 800})
        page.set_default_timeout(PATIENCE)
        page.on("filechooser", lambda _: None)  # from the beginning, or the first press comes before anybody listens
        reader = Reader(page)
        page.goto(f"http://{host}/?key=key")
        yield Keyboard(page, school)
        browser.close()
        server.should_exit = True
        serving.join(10)
    assert reader.heard == []
    outside = [one for one in reader.requested if not one.startswith((f"http://{host}/", "data:", "blob:", "about:"))]
    assert outside == []


def test_from_an_empty_class_to_a_site_by_keyboard_alone(keyboard: Keyboard) -> None:
    _makes_a_card(keyboard)
    _a_family_agrees(keyboard)
    _says_who_she_is(keyboard)
    _writes_about_the_kite(keyboard)
    _chooses(keyboard)
    _sees_it_as_her_family(keyboard)
    assert not [one for one in check(keyboard.school).problems if one.severity is Severity.ERROR]
    for audience in (Audience.FAMILY, Audience.SCHOOL):
        _is_all_there(keyboard, audience)


def _makes_a_card(keyboard: Keyboard) -> None:
    keyboard.goes_to("What is your whole name?").types("Amina Bello").presses("Enter").arrives("**/?made=*")
    assert "Amina" in keyboard.page.evaluate(FOCUSED)  # the new card is the next thing to press
    keyboard.presses("Enter").arrives("**/s/amina-*/").reads("Hello, Amina.")


def _a_family_agrees(keyboard: Keyboard) -> None:
    """On paper, and the school's office writes it down: it is no question for a child's form."""
    said = "{widest: school}"
    consents = f"{keyboard.folder.name}:\n  photos: {said}\n  recordings: {said}\n"
    (keyboard.school / "consents.yaml").write_text(consents, encoding="utf-8")


def _says_who_she_is(keyboard: Keyboard) -> None:
    """A new profile has remarks in it, which teach whoever opens it in an editor: every one of them stays."""
    profile = keyboard.folder / "profile.yaml"
    expected = profile.read_text(encoding="utf-8")
    for line, written in (
        ("known_as:\n", "known_as: Mina\n"),
        ("tagline:\n", "tagline: I build things that fly.\n"),
        ("about: |\n", "about: |\n  Kites, mostly.\n\n  And **paper planes**.\n"),
    ):
        assert f"\n{line}" in expected
        expected = expected.replace(f"\n{line}", f"\n{written}")
    keyboard.goes_to("Who I am, what I am working on.").presses("Enter").arrives("**/profile")
    keyboard.goes_to("What do you like to be called?").types("Mina")
    keyboard.goes_to("About me").presses("Enter")
    keyboard.goes_to("One sentence about you").types("I build things that fly.")
    keyboard.goes_to("More about you").types("Kites, mostly.").presses("Enter", "Enter").types("And **paper planes**.")
    keyboard.goes_to("Save").presses("Enter").reads("Saved.")
    assert profile.read_text(encoding="utf-8") == expected


def _writes_about_the_kite(keyboard: Keyboard) -> None:
    keyboard.goes_to("My desk").presses("Enter").arrives("**/s/amina-*/")
    keyboard.goes_to("Something I made or did.").presses("Enter").arrives("**/new/reflection-*")
    keyboard.goes_to("What is it called?").types("The kite that flew")
    keyboard.goes_to("What happened").types("First it dived.")
    _brings_a_photo(keyboard)
    _records_a_voice(keyboard)
    keyboard.goes_to("As my school says").presses(*["ArrowDown"] * 4)
    keyboard.goes_to("Save").presses("Enter").reads("Saved.")
    (voice,) = (file.name for file in (keyboard.folder / "media").iterdir() if file.name.startswith("voice"))
    assert (keyboard.folder / KITE).read_text(encoding="utf-8") == (
        "title: The kite that flew\ndate: 2026-11-22\nbody: First it dived.\n"
        "media:\n"
        "  - file: my-kite.jpg\n    alt: A red kite over a field.\n    shows: []\n"
        f"  - file: {voice}\n    transcript: The tail was too short.\n    shows:\n      - {keyboard.folder.name}\n"
        "audience: school\n"
    )


def _brings_a_photo(keyboard: Keyboard) -> None:
    photo = keyboard.school.parent / "My kite.jpg"
    photo.write_bytes(picture("red", (640, 480)))
    keyboard.goes_to("Choose files")
    with keyboard.page.expect_file_chooser() as opened:
        keyboard.presses("Enter")
    opened.value.set_files(photo)
    keyboard.reads("It is here: my-kite.jpg")
    keyboard.goes_to("A friend is on the phone").types("A red kite over a field.")
    keyboard.goes_to("Nobody").presses("Space")


def _records_a_voice(keyboard: Keyboard) -> None:
    keyboard.goes_to("Record my voice").presses("Enter").reads("Ready.")
    keyboard.goes_to("Record").presses("Enter").reads("Recording.")
    keyboard.page.wait_for_timeout(1500)
    keyboard.goes_to("Stop").presses("Enter").reads("Stopped.")
    keyboard.goes_to("Keep it").presses("Enter")
    expect(keyboard.page.get_by_label("What is said in it?").last).to_be_focused()
    keyboard.types("The tail was too short.")


def _chooses(keyboard: Keyboard) -> None:
    keyboard.goes_to("Choose").presses("Enter").arrives("**/choose")
    keyboard.goes_to("To the front").presses("Enter").reads("Back to the shelf")
    keyboard.goes_to("As my school says").presses(*["ArrowDown"] * 4).reads("Saved.")
    with keyboard.page.expect_event("load"):  # another theme has other colours to choose from
        keyboard.goes_to("Journal").presses("ArrowLeft")
    keyboard.page.wait_for_load_state("networkidle")
    palettes = list(load_theme("gallery").palettes)
    chosen = palettes[palettes.index("harbour") + 1]
    keyboard.goes_to("Harbour").presses("ArrowRight")
    expect(keyboard.page.locator(".choose-state")).to_have_text("Saved.")
    profile = (keyboard.folder / "profile.yaml").read_text(encoding="utf-8")
    assert "\naudience: school\n" in profile
    assert f"\ntheme:\n  name: gallery\n  palette: {chosen}\n" in profile
    assert (keyboard.folder / KITE).read_text(encoding="utf-8").endswith("audience: school\nfeatured: yes\n")


def _sees_it_as_her_family(keyboard: Keyboard) -> None:
    keyboard.goes_to("See it as: My family").presses("Enter").arrives("**/look/family")
    inside = keyboard.page.frame_locator(".frame-whole")
    expect(inside.get_by_text("I build things that fly.").first).to_be_visible()
    expect(inside.get_by_text("The kite that flew").first).to_be_visible()


def _is_all_there(keyboard: Keyboard, audience: Audience) -> None:
    summary = build_site(keyboard.school, audience, today=TODAY, jobs=1)
    assert summary.site
    pages = sorted(summary.site.folder.rglob("*.html"))
    (page,) = (one for one in pages if "the-kite-that-flew" in one.as_posix())
    text = page.read_text(encoding="utf-8")
    for words in ("First it dived.", "A red kite over a field.", "The tail was too short.", "<audio"):
        assert words in text, (audience, words)
    first = "".join(one.read_text(encoding="utf-8") for one in pages)
    assert "I build things that fly." in first and "<strong>paper planes</strong>" in first
