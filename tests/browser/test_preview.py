"""The live preview in a real browser: what is saved is there at once, in its place, and the page still works."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from profilegen.model.audience import Audience
from profilegen.preview.previewing import Preview
from profilegen.preview.serving import app_for
from tests.building.worlds import TODAY, a_school, write

AMINA = "students/amina-x3f9"
RECORD = """date: 2026-10-14
audience: public
media: [{file: bridge.jpg, alt: A bridge of cardboard, shows: []}]
body: |
""" + "".join(f"  Line {number} of what I did.\n\n" for number in range(60))


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who writes in a folder and looks at a page of it."""

    school: Path
    preview: Preview
    page: Page

    def save(self, title: str) -> None:
        """Saves the reflection with another title; the preview hears of it."""
        write(self.school / AMINA, {"reflections/bridge.yaml": f"title: {title}\n{RECORD}"})
        self.preview.rebuild()


@pytest.fixture
def at_work(browser: Browser, tmp_path: Path) -> Iterator[Writer]:
    school = a_school(tmp_path / "hillside")
    preview = Preview(school, today=TODAY)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = app_for(preview, Audience.FAMILY, port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1))
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        context = browser.new_context()
        writer = Writer(school, preview, context.new_page())
        writer.save("My bridge")
        writer.page.goto(f"http://127.0.0.1:{port}/family/{AMINA}/reflections/bridge.html")
        _until(lambda: preview.is_listened_to)
        yield writer
        context.close()
        server.should_exit = True
        serving.join(timeout=10)


def _until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.01)


def test_what_is_saved_is_there_without_loading_the_page_again(at_work: Writer) -> None:
    """Nothing flashes, and the page stays where the writer had scrolled to."""
    page = at_work.page
    page.evaluate("window.before = true; window.scrollTo(0, 700)")
    at_work.save("My second bridge")
    expect(page.locator("h1")).to_have_text("My second bridge")
    assert page.title() == "Amina Karimi · My second bridge"
    assert page.evaluate("[window.before, Math.round(scrollY)]") == [True, 700]


def test_a_page_that_was_exchanged_works_as_one_that_was_loaded(at_work: Writer) -> None:
    """Each of its scripts listens once: a picture opens, turns and closes, and nothing complains."""
    page, complaints = at_work.page, list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for title in ("Two", "Three"):
        at_work.save(title)
        expect(page.locator("h1")).to_have_text(title)
    page.locator("main a:has(img), main button:has(img)").first.click()
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert not complaints


def test_other_looks_come_by_loading_the_page_again(at_work: Writer) -> None:
    page = at_work.page
    before = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')")
    write(at_work.school / AMINA, {"profile.yaml": "name: Amina Karimi\naudience: public\ntheme: {palette: ink}\n"})
    with page.expect_navigation():
        at_work.preview.rebuild()
    expect(page.locator("h1")).to_have_text("My bridge")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')") != before


def test_a_mistake_is_shown_over_the_page_and_goes_when_it_is_mended(at_work: Writer) -> None:
    """The page that is there stays, as the site does."""
    page, state = at_work.page, at_work.page.locator("aside button.state")
    expect(state).to_be_hidden()
    write(at_work.school / AMINA, {"reflections/kite.yaml": "title: Kite\ndate: tomorrow-ish\n"})
    at_work.preview.rebuild()
    expect(page.locator("aside .panel")).to_contain_text("reflections/kite.yaml:2")
    (at_work.school / AMINA / "reflections/kite.yaml").unlink()
    at_work.preview.rebuild()
    expect(state).to_be_hidden()
    expect(page.locator("h1")).to_have_text("My bridge")


def test_one_sees_with_other_eyes(at_work: Writer) -> None:
    at_work.page.get_by_label("Whose eyes").select_option("public")
    at_work.page.wait_for_url("**/public/**/bridge.html")
    expect(at_work.page.locator("h1")).to_have_text("My bridge")
