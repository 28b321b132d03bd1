"""A browser of this computer that turns a page into a PDF: Chromium, Chrome or Edge. Nothing is installed."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from profilegen.problems import MissingPartError

PATIENCE = 180
"""Seconds that a browser has for one PDF. A long profile takes about four."""

INSTALL_ONE = (
    "Install Chrome, Chromium or Edge; or open the HTML file in any browser, and choose Print and Save as PDF."
)

_SCRATCH = "profilegen-print-"
_LONG_AGO = 3600  # seconds: far more than a browser has

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
_ON_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
    r"Chromium\Application\chrome.exe",
)
_ON_MACOS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # no address of any network is found
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
)


def installed_browser() -> Path | None:
    """A browser that can print to PDF, or None where this computer has none."""
    return next(_browsers(), None)


def needed_browser() -> Path:
    """The same; MissingPartError where there is none."""
    found = installed_browser()
    if found is None:
        raise MissingPartError("There is no browser here that makes a PDF.", INSTALL_ONE)
    return found


def _browsers() -> Iterator[Path]:
    for name in _NAMES:
        if found := shutil.which(name):
            yield Path(found)
    programs = [os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    apps = (Path("/Applications"), Path.home() / "Applications")
    places = [Path(folder, place) for folder in programs if folder for place in _ON_WINDOWS]
    places += [folder / place for folder in apps for place in _ON_MACOS]
    yield from (place for place in places if place.is_file())


def pdf_of(page: str, browser: Path) -> bytes:
    """The page as a PDF with bookmarks and tags. MissingPartError where this browser makes none in time.

    The browser gets a profile of its own and no network; what it left behind is gone afterwards.
    """
    _sweep()
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        source, target = folder / "page.html", folder / "page.pdf"
        source.write_text(page, encoding="utf-8", newline="\n")
        _run([str(browser), *_flags(folder), f"--print-to-pdf={target}", source.as_uri()])
        content = target.read_bytes() if target.is_file() else b""
    if not content.startswith(b"%PDF-"):
        raise MissingPartError(f"{browser.name} made no PDF.", INSTALL_ONE)
    return content


def _sweep() -> None:
    """Removes what a print left that was stopped so hard that nobody could clear up: a child's whole profile."""
    for left in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*"):
        with contextlib.suppress(OSError):
            found = left.lstat()
            is_mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
            if stat.S_ISDIR(found.st_mode) and is_mine and time.time() - found.st_mtime > _LONG_AGO:
                shutil.rmtree(left, ignore_errors=True)


def _flags(folder: Path) -> Iterator[str]:
    yield from _FLAGS
    yield f"--user-data-dir={folder / 'browser'}"
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield "--no-sandbox"  # as the system's own user it starts in no other way, such as in a container


def _run(command: list[str]) -> None:
    quiet = subprocess.DEVNULL
    try:
        subprocess.run(  # noqa: S603 - the browser that was found, and a page of ours
            command, stdin=quiet, stdout=quiet, stderr=quiet, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"{Path(command[0]).name} did not finish within {PATIENCE // 60} minutes."
        raise MissingPartError(message, INSTALL_ONE) from None
    except OSError as error:
        raise MissingPartError(
            f"{Path(command[0]).name} does not start: {error.strerror or error}.", INSTALL_ONE
        ) from None
