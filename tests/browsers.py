"""The system's own browser, once for each process: its driver keeps a loop of its own, and bears no second one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
WINDOWS_PLACES = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
MAC_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
PATIENCE = 60_000
"""Milliseconds that a test waits for what it expects: it comes at once, but not on a machine that is busy."""

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


def installed_browser() -> str | None:
    folders = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    on_path = (shutil.which(name) for name in NAMES)
    in_places = (str(Path(folder, place)) for folder in folders if folder for place in WINDOWS_PLACES)
    candidates = [*on_path, *(place for place in (*in_places, *MAC_PLACES) if Path(place).is_file())]
    return next((found for found in candidates if found), None)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One browser for the whole run; the system's own, as nothing may be fetched."""
    executable = installed_browser()
    if executable is None:
        pytest.skip("no browser: install chromium, Chrome or Edge to run the browser tests")
    driver: Playwright = request.getfixturevalue("playwright")
    browser = driver.chromium.launch(executable_path=executable, headless=True, args=FLAGS)
    yield browser
    browser.close()
