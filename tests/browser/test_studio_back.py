"""A laptop that a class shares: what a browser keeps for its Back button, and a teacher who stays signed in nowhere."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Playwright, expect

from profilegen.studio.app import app_for
from profilegen.studio.connections import Line
from profilegen.studio.running import _address, _hosts
from profilegen.studio.working import Studio
from tests.browsers import FLAGS, PATIENCE, installed_browser
from tests.building.worlds import TODAY
from tests.studio.visitors import AMINA, BEN, KEY, a_school

KEPT_PAGES = "--disable-back-forward-cache"
"""What the driver turns off, and every real browser has on."""


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(a_school(tmp_path / "hillside"), today=TODAY)


@pytest.fixture
def address(studio: Studio) -> Iterator[str]:
    """Where it answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        app = app_for(studio, hosts=_hosts(_address(""), port), key=KEY)
        config = uvicorn.Config(app, http=Line, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        yield f"http://127.0.0.1:{port}/"
        server.should_exit = True
        serving.join(10)


@pytest.fixture(scope="module")
def real_browser(browser: Browser, playwright: Playwright) -> Iterator[Browser]:
    """One that keeps pages for its Back button, as those of children do."""
    assert browser, "there is one"
    found = playwright.chromium.launch(
        executable_path=installed_browser(), headless=True, args=FLAGS, ignore_default_args=[KEPT_PAGES]
    )
    yield found
    found.close()


@pytest.fixture
def page(real_browser: Browser, address: str) -> Iterator[Page]:
    """The cards, in that browser."""
    context = real_browser.new_context(locale="en-GB")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(f"{address}?key={KEY}")
    yield page
    context.close()


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def back(page: Page) -> None:
    page.go_back(wait_until="commit")
    page.wait_for_timeout(500)  # a page that was kept may ask anew


def test_back_shows_nothing_of_whoever_was_here_before(page: Page) -> None:
    choose(page, "Amina")
    expect(page.locator("main")).to_contain_text("My bridge")
    page.get_by_role("button", name="I’m done").click()
    expect(page.get_by_role("heading", name="Who is here?")).to_be_visible()
    back(page)
    assert AMINA in page.url
    expect(page.locator("body")).not_to_contain_text("My bridge")
    expect(page.locator("body")).not_to_contain_text("Amina")
    page.goto(page.url.partition("/s/")[0])
    choose(page, "Ben")
    for _ in range(3):
        back(page)
        if BEN not in page.url:
            expect(page.locator("body")).not_to_contain_text("My bridge")


def test_back_within_one_s_own_desk_is_kept_or_asked_for_anew(page: Page) -> None:
    choose(page, "Amina")
    page.get_by_role("link", name="Choose", exact=True).click()
    expect(page.get_by_role("heading", name="Choose", level=1)).to_be_visible()
    back(page)
    expect(page.locator("main")).to_contain_text("My bridge")


def test_a_page_that_was_kept_asks_anew(page: Page) -> None:
    choose(page, "Amina")
    page.wait_for_load_state("load")  # its script listens by now
    page.evaluate("window.isKept = true")
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert page.evaluate("window.isKept") is None
    expect(page.locator("main")).to_contain_text("My bridge")


def test_a_teacher_s_session_is_seen_and_ended(page: Page, studio: Studio) -> None:
    studio.school_passphrase().set("correct horse battery")
    studio.passphrase(BEN).set("seven green bottles")
    page.reload()
    page.get_by_label("The school’s passphrase").fill("correct horse battery")
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("status").filter(has_text="A teacher’s session is on.")).to_be_visible()
    page.get_by_role("button", name="Ben").click()
    expect(page.get_by_role("heading", name="Is it you, Ben?")).to_be_visible()
    page.get_by_role("link", name="Back to the cards").click()
    page.get_by_role("button", name="End the teacher’s session").click()
    expect(page.get_by_text("A teacher’s session is on.")).to_have_count(0)
    expect(page.get_by_role("heading", name="Who is here?")).to_be_visible()
    page.get_by_role("button", name="Ben").click()
    page.get_by_text("A teacher may type the school’s passphrase here").click()
    page.get_by_label("The school’s passphrase").fill("correct horse battery")
    page.get_by_role("group").get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ben")
