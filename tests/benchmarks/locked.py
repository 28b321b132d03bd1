"""Locking a profile and opening it again: how long a school waits, and how long a family does."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from profilegen.build import build_site
from profilegen.model.audience import Audience
from profilegen.sharing.share import Wish, share
from tests.benchmarks import schools
from tests.benchmarks.bench import Bench
from tests.benchmarks.decodes import TODAY
from tests.benchmarks.photos import take_photos
from tests.benchmarks.processes import Measured
from tests.benchmarks.table import Row, seconds_row
from tests.benchmarks.texts import student_id
from tests.browsers import installed_browser

_PHOTOS = 30
_SIZE = (2400, 1800)  # as large as any picture of the site, and made sooner than twelve megapixels
_LOCKING, _OPENING = 2.0, 1.0  # seconds
_RUNS = 5


def locking(bench: Bench) -> Iterator[Row]:
    """The whole command in a new process, for a profile that is built; then, in a browser, from Enter to a page."""
    school = schools.write_photo_school(
        bench.folder / "locked", take_photos(bench.folder / "taken", _PHOTOS, _SIZE), _PHOTOS
    )
    student = student_id(0)
    site = build_site(school, Audience.SCHOOL, today=TODAY).site
    assert site is not None
    pages = len([*site.student_folder(student).rglob("*.html")])
    work = f"a profile of {pages} pages and {_PHOTOS} photos"
    words = ("share", student, "--school", school, "--for", "school", "--lock", "--today", TODAY.isoformat())
    measured = bench.measure(bench.python("-m", "profilegen", *words))
    yield seconds_row(f"{work}, locked: `share --lock`", measured, "cpu", _LOCKING)
    (packed,) = share([student], school, Audience.SCHOOL, Wish(zip=False, lock=True), today=TODAY).packed
    program = installed_browser()
    if program is not None and packed.folder is not None:
        opened = Measured(statistics.median(_opened(program, packed.folder, packed.passphrases[0])), 0)
        yield seconds_row(f"{work}, opened with its passphrase", opened, "wall", _OPENING)


def _opened(program: str, folder: Path, passphrase: str) -> list[float]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        waited = [_open(browser.new_page(), folder, passphrase) for _ in range(_RUNS)]
        browser.close()
    return waited


def _open(page: Any, folder: Path, passphrase: str) -> float:
    """Seconds from Enter until the first page stands with the pictures that are on the screen."""
    page.goto((folder / "index.html").as_uri())
    page.get_by_label("Passphrase").fill(passphrase)
    before = time.perf_counter()
    page.keyboard.press("Enter")
    page.wait_for_selector(".lock-bar")
    near = "one => one.getBoundingClientRect().top < innerHeight && one.dataset.lockedPicture"
    page.wait_for_function(f"() => document.readyState === 'complete' && ![...document.images].some({near})")
    waited = time.perf_counter() - before
    page.close()
    return waited
