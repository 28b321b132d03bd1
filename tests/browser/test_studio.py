"""The studio in a real browser: by keyboard alone, with the lid closed in the middle, and looked at by axe."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect

from profilegen.studio.app import app_for
from profilegen.studio.working import Studio
from tests.browser.reading import Reader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE
from tests.browsers import PATIENCE
from tests.building.worlds import TODAY, write
from tests.built_sites import LOOK_AT_ALL
from tests.complaints import assert_none

KEY = "k"
AMINA, ZOE = "amina-x3f9", "zoe-d4y6"
PAGES = (
    "",
    "profile",
    "new/reflection",
    "new/achievement",
    "new/testimonial",
    "new/showcase",
    "edit/reflections/broken.yaml",
    "edit/reflections/none.yaml",
    "preview/public/",
    "say",
    "media/",
    "edit/reflections/bridge.yaml",
    "choose",
    "look/family",
    "passphrase",
)
FILES = {
    "school.yaml": "name: Hillside\nframework: skills-builder-2\npublishing: {public: yes}\n",
    f"students/{AMINA}/profile.yaml": "name: Amina Bello\ngoals: [{goal: Swim, why: It is far}]\n",
    f"students/{AMINA}/reflections/bridge.yaml": """
        title: My bridge
        date: 2026-10-14
        body: It held.
        skills: [planning]
        feedback: [{from: {name: Mr Okoro, role: teacher}, date: 2026-10-15, comment: Look at the end.}]
        """,
    f"students/{AMINA}/reflections/broken.yaml": "title: [oops\n",
    f"students/{ZOE}/reflections/broken.yaml": "title: [oops\n",
    f"students/{ZOE}/profile.yaml": "name: ليلى حداد\nlang: ar\n",
    f"students/{ZOE}/reflections/bridge.yaml": "title: جسر\ndate: 2026-10-14\nbody: صمد.\n",
}
TOO_SMALL = """[...document.querySelectorAll("button, summary, select, input:not([type=hidden]), a[href]")]
  .filter(one => one.checkVisibility() && one.tabIndex >= 0)
  .filter(one => !one.closest(".visually-hidden, .skip, p:not(.presses), li li"))
  .map(one => [one, (one.closest("label") ?? one).getBoundingClientRect()])
  .filter(([one, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([one, box]) => `too small: ${one.outerHTML.slice(0, 120)} ${Math.round(box.width)} × ${Math.round(box.height)}`)
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A studio that answers, and the browser that looks at it."""

    address: str
    folder: Path
    browser: Browser

    def sits_down(self, student: str = AMINA, **options: object) -> Page:
        """A page at this student's desk."""
        settings = {"reduced_motion": "reduce", "locale": "en-GB"} | options
        context: BrowserContext = self.browser.new_context(**settings)  # type: ignore[arg-type]  # the caller's
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"{self.address}/?key={KEY}")
        page.locator(f'form[action="/cards/{student}"] button').click()
        page.wait_for_url(f"**/s/{student}/")
        return page

    def record(self, name: str) -> str:
        """What a file of Amina's says."""
        return (self.folder / name).read_text(encoding="utf-8")


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    school = write(tmp_path / "hillside", dict(FILES))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        app = app_for(Studio(school, today=TODAY), hosts=[host], key=KEY)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        yield Desk(f"http://{host}", school / "students" / AMINA, browser)
        for context in browser.contexts:
            context.close()
        server.should_exit = True
        serving.join(10)


def _goes_to(page: Page, name: str) -> None:
    """Presses Tab until something of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => [document.activeElement.innerText, document.activeElement.labels?.[0]?.innerText].join(' ')"
        )
        if name in said:
            return
    raise AssertionError(f"{name} cannot be reached by Tab")


def test_a_reflection_by_keyboard_alone(desk: Desk) -> None:
    page = desk.sits_down()
    _goes_to(page, "Write")
    page.keyboard.press("Enter")
    page.wait_for_url("**/new/reflection-*")
    _goes_to(page, "What is it called?")
    page.keyboard.type("The kite that flew")
    _goes_to(page, "What happened")
    page.keyboard.type("First it dived.")
    _goes_to(page, "As my school says")
    for _ in ("private", "teachers", "family"):
        page.keyboard.press("ArrowDown")
    _goes_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert desk.record("reflections/the-kite-that-flew.yaml") == (
        "title: The kite that flew\ndate: 2026-11-22\nbody: First it dived.\naudience: family\n"
    )


def test_enter_in_a_line_saves_and_takes_nothing_away(desk: Desk) -> None:
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/profile")
    page.get_by_label("What do you like to be called?").fill("Mina")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert desk.record("profile.yaml") == "name: Amina Bello\ngoals: [{goal: Swim, why: It is far}]\nknown_as: Mina\n"


def test_the_lid_is_closed_in_the_middle_of_a_sentence(desk: Desk) -> None:
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/edit/reflections/bridge.yaml")
    page.get_by_label("What happened, and what did you learn?").fill("It held, and then")
    expect(page.get_by_text("Kept for now.")).to_be_visible()
    page.context.close()
    assert "and then" not in desk.record("reflections/bridge.yaml")
    again = desk.sits_down()
    again.get_by_role("link", name="My bridge").first.click()
    expect(again.get_by_text("Here it is again.")).to_be_visible()
    expect(again.get_by_label("What happened, and what did you learn?")).to_have_value("It held, and then")


def test_a_text_is_shown_as_it_will_look(desk: Desk) -> None:
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/new/reflection")
    text = page.get_by_label("What happened, and what did you learn?")
    text.fill("up")
    text.select_text()
    page.get_by_role("button", name="Bold").first.click()
    assert text.input_value() == "**up**"
    page.get_by_role("button", name="As it looks").first.click()
    expect(page.locator(".as-it-looks strong").first).to_have_text("up")


def test_what_i_am_proud_of_goes_to_the_front(desk: Desk) -> None:
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/choose")
    page.get_by_role("button", name="To the front : My bridge").press("Enter")
    expect(page.locator('[data-shelf="yes"] .spine-title')).to_have_text("My bridge")
    expect(page.get_by_role("button", name="Back to the shelf")).to_be_focused()
    assert desk.record("reflections/bridge.yaml").endswith("featured: yes\n")
    page.locator(".spine").drag_to(page.locator('[data-shelf="no"]'))
    expect(page.locator('[data-shelf="no"] .spine-title')).to_have_text("My bridge")
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "featured" not in desk.record("reflections/bridge.yaml")


def test_colours_are_tried_on_at_once(desk: Desk) -> None:
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/choose")
    inside = page.frame_locator(".trying .frame").locator("html")
    before = inside.evaluate("root => getComputedStyle(root).getPropertyValue('--accent')")
    page.get_by_label("Moss").check()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert inside.evaluate("root => getComputedStyle(root).getPropertyValue('--accent')") != before
    assert "palette: moss" in desk.record("profile.yaml")


def test_axe_finds_nothing_on_any_page(desk: Desk) -> None:
    """By day and by night, in English and in Arabic; and no page is wider than a phone, or a screen at 400 %."""
    complaints = []
    looks = [(AMINA, "light", 1280), (ZOE, "dark", 320)]
    for student, scheme, width in [*looks, (AMINA, "dark", 320), (ZOE, "light", 1280)] if LOOK_AT_ALL else looks:
        page = desk.sits_down(student, viewport={"width": width, "height": 720}, color_scheme=scheme)
        reader = Reader(page)
        for name in PAGES:
            page.goto(f"{desk.address}/s/{student}/{name}")
            page.wait_for_load_state("networkidle")
            complaints += [f"{student} {name} at {width}: {said}" for said in _complaints(page, reader)]
        _makes_a_clash(page, f"{desk.address}/s/{student}/edit/profile.yaml", desk.folder.parent / student)
        complaints += [f"{student} both at {width}: {said}" for said in _complaints(page, reader)]
        refused = "Failed to load resource"  # what a browser says of pages that tell what is not there
        complaints += [f"{student}: {heard}" for heard in reader.heard if refused not in heard]
        page.context.close()
    assert_none(complaints)


def _complaints(page: Page, reader: Reader) -> list[str]:
    """What axe finds, what is cut off, and what is too small to be pressed."""
    page.wait_for_load_state()
    too_wide = page.evaluate(PAGE_IS_TOO_WIDE)
    return [*reader.violations(), *([str(too_wide)] if too_wide else []), *page.evaluate(TOO_SMALL)]


def _makes_a_clash(page: Page, address: str, folder: Path) -> None:
    """The same field, changed in the form and in the file."""
    page.goto(address)
    profile = folder / "profile.yaml"
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}tagline: {len(text)} by hand\n".replace("tagline: ", "tagline: ", 1), encoding="utf-8")
    page.locator("summary").first.click()
    page.locator('[name="tagline"]').fill("In the form")
    page.locator('[name="tagline"]').press("Enter")
    expect(page.locator(".sides").first).to_be_visible()
    profile.write_text(text, encoding="utf-8")


def test_axe_finds_nothing_before_anybody_is_at_a_desk(desk: Desk) -> None:
    """The cards, both kinds of passphrase, and what stands there when it was wrong or there is none."""
    school = desk.folder.parents[1]
    studio = Studio(school)
    studio.passphrase(AMINA).set("seven green bottles")
    studio.passphrase(ZOE).set("fish moon key fish", "pictures")
    complaints = []
    for scheme, width in (("light", 320), ("dark", 1280)):
        context = desk.browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 720})  # type: ignore[arg-type]
        page = context.new_page()
        reader = Reader(page)
        page.goto(f"{desk.address}/?key={KEY}")
        complaints += [f"cards: {said}" for said in _complaints(page, reader)]
        page.locator(".new-card summary").click()
        complaints += [f"a new card: {said}" for said in _complaints(page, reader)]
        for student in (AMINA, ZOE):
            page.goto(f"{desk.address}/")
            with page.expect_navigation():
                page.locator(f'form[action="/cards/{student}"] button').click()
            complaints += [f"{student}'s passphrase: {said}" for said in _complaints(page, reader)]
        page.goto(f"{desk.address}/nowhere?key=no")
        complaints += [f"nowhere: {said}" for said in _complaints(page, reader)]
        context.close()
    assert_none(complaints)


def test_everything_can_be_written_and_saved_without_a_script(desk: Desk) -> None:
    page = desk.sits_down(java_script_enabled=False)
    page.goto(f"{desk.address}/s/{AMINA}/profile")
    page.locator("summary", has_text="My goals").click()
    page.locator('button[value="add:goals"]').click()
    page.get_by_label("My goal").last.fill("Sing")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert "Sing" in desk.record("profile.yaml")
