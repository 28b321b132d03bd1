"""A reader: a page of a real browser that listens for everything that a reader would never hear of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, Request

from tests.built_sites import BuiltPage

_HARMLESS = ("data:", "about:")


@dataclass
class Reader:
    """One reader. `heard` are complaints of the page (console, errors); `requested` is every address asked for."""

    page: Page
    heard: list[str] = field(default_factory=list)
    requested: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear_console)
        self.page.on("pageerror", self._hear_error)
        self.page.on("request", self._note_request)
        self.page.on("requestfailed", self._note_failure)

    def open(self, built: BuiltPage) -> Page:
        """Opens a page from its file, as a double-click does."""
        for notes in (self.heard, self.requested, self.failed):
            notes.clear()
        self.page.goto(built.file.as_uri())
        return self.page

    def asked_outside(self, built: BuiltPage) -> list[str]:
        """Requests to anything but the files of the page's own folder."""
        home = built.home.as_uri() + "/"
        return [address for address in self.requested if not address.startswith((home, *_HARMLESS))]

    def violations(self, **options: Any) -> list[str]:
        """What axe finds on the page as it is now; `options` are axe's own."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        found = self.page.evaluate("options => axe.run(document, options)", _AXE_OPTIONS | options)
        return [
            f"{violation['id']}: {place['html'][:160]} ({place['failureSummary'].splitlines()[-1].strip()})"
            for violation in found["violations"]
            for place in violation["nodes"]
        ]

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning", "assert"}:
            self.heard.append(f"{message.type}: {message.text}")

    def _hear_error(self, error: Error) -> None:
        self.heard.append(f"error: {error.message}")

    def _note_request(self, request: Request) -> None:
        self.requested.append(request.url)

    def _note_failure(self, request: Request) -> None:
        self.failed.append(f"{request.url}: {request.failure}")


_AXE_OPTIONS = {"preload": False, "resultTypes": ["violations"]}
"""axe would fetch the style sheets for one rule about turned screens; the page's policy rightly forbids it."""


@cache
def _axe() -> str:
    """axe-core, which axe-playwright-python carries. The driver runs it, as the page's policy lets in no script."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
