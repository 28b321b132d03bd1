"""From a save to the screen: how long somebody who writes waits, in a real browser that looks at the preview."""

from __future__ import annotations

import itertools
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks import schools
from tests.benchmarks.bench import Bench
from tests.benchmarks.processes import Measured
from tests.benchmarks.table import Row, seconds_row
from tests.benchmarks.texts import student_id

_STUDENTS = 30  # a class
_SAVES = 15
_GOAL = 0.15  # seconds
_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_NOTE = """
window.painted = 0;
const heading = () => document.querySelector("h1").textContent;
let last = heading();
new MutationObserver(() => {
  if (heading() !== last) {
    last = heading();
    requestAnimationFrame(() => setTimeout(() => { window.painted = Date.now(); }, 0));
  }
}).observe(document.documentElement, { childList: true, subtree: true });
"""


def saving(bench: Bench) -> Iterator[Row]:
    """One student of a class saves a reflection; the median of some saves, until the page was painted."""
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        return
    school = schools.write_school(bench.folder / "class", _STUDENTS)
    student = student_id(_STUDENTS // 2)
    with _preview(bench, school) as address, _page(program) as page:
        page.goto(f"{address}school/students/{student}/reflections/piece-5.html")
        page.wait_for_timeout(1000)
        page.evaluate(f"() => {{ {_NOTE} }}")
        waited = [_after_save(page, schools.reflection_file(school, student, "piece-5"), n) for n in range(_SAVES)]
    measured = Measured(statistics.median(waited), 0)
    yield seconds_row(f"from a save to the screen, one of {_STUDENTS} students", measured, "wall", _GOAL)


@contextmanager
def _preview(bench: Bench, school: Path) -> Iterator[str]:
    command = bench.python("-m", "profilegen", "serve", school, "--for", "school", "--no-open")
    with subprocess.Popen(command.words, cwd=command.folder, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        said = next(line for line in serving.stdout if "http://" in line)
        yield next(word for word in said.split() if word.startswith("http://"))
        serving.terminate()


@contextmanager
def _page(program: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield browser.new_page()
        browser.close()


def _after_save(page: Any, file: Path, number: int) -> float:
    """Seconds from before the save until what was saved is painted. AssertionError where it never is."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    page.evaluate("window.painted = 0")
    before = time.time()
    new = (f"title: Saved {number} times\n" if line.startswith("title:") else line for line in lines)
    schools.write_text(file, "".join(new))
    for _ in itertools.repeat(None, 200):
        page.wait_for_timeout(50)
        if painted := page.evaluate("window.painted"):
            return float(painted) / 1000 - before
    raise AssertionError("what was saved never came to the screen")
