"""A whole conference: on a stick, without a network, by keyboard alone, and what the family wrote comes home."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from profilegen import bundled
from profilegen.cli.main import main
from tests.browser.conftest import OpenReader
from tests.browser.reading import Reader

STUDENT = "noah-t6r1"
TODAY = ("--today", "2026-12-03")
COMMENT = "The marble was slower each time, and you knew why."


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*words])
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example school, with the folder of its primary class's conference on a stick."""
    home = tmp_path_factory.mktemp("day")
    original = bundled.starter_kit().parent / "example_school"
    shutil.copytree(original, home / "school", ignore=shutil.ignore_patterns("_site", ".profilegen"))
    made = home / "made"
    assert run("conference", str(home / "school"), "--class", "kingfishers", "--out", str(made), *TODAY) == 0
    shutil.move(made, home / "stick 100% #1, Year 4")
    return home / "school"


@pytest.fixture(scope="module")
def stick(school: Path) -> Path:
    """Where it was carried to."""
    return school.parent / "stick 100% #1, Year 4"


def tab_to(page: Page, is_there: Callable[[], bool]) -> None:
    """Presses the tab key until the focus is there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if is_there():
            return
    raise AssertionError("the tab key does not lead there")


def is_focused(page: Page, selector: str) -> Callable[[], bool]:
    return lambda: bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))


def screen(page: Page) -> str:
    (shown,) = [one for one in page.locator("[data-screen]").all() if one.is_visible()]
    return shown.get_by_role("heading").first.inner_text()


def test_from_welcome_to_thank_you_and_back_into_the_profile(
    school: Path, stick: Path, tmp_path: Path, reader_with: OpenReader
) -> None:
    reader = reader_with(viewport={"width": 1024, "height": 768}, accept_downloads=True)
    page = reader.page
    page.goto((stick / "start-here.html").as_uri())
    tab_to(page, is_focused(page, f"a[href*='{STUDENT}/conference.html']"))
    with page.context.expect_page() as caught:
        page.keyboard.press("Enter")
    table = Reader(page := caught.value)
    assert page.evaluate("history.length") == 1, "no way back to the teacher's page"
    expect(page.locator(".screen-count")).to_contain_text("1")
    seen = [screen(page)]
    for _ in range(20):
        page.keyboard.press("ArrowRight")
        if screen(page) == seen[-1]:
            break
        seen.append(screen(page))
        if page.locator("[data-screen]:visible video").count():
            _play_by_keyboard(page)
    assert seen[0] == "Noah" and seen[-1] == "Thank you" and len(seen) >= 6
    tab_to(page, is_focused(page, "[data-screen] a[href='respond.html']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/respond.html")
    file = _written_by_keyboard(page, tmp_path)
    assert table.heard == []
    assert [one for one in table.requested if not one.startswith(("file:", "blob:", "data:"))] == []
    _comes_home(school, file)


def _play_by_keyboard(page: Page) -> None:
    tab_to(page, is_focused(page, ".film-start"))
    page.keyboard.press("Enter")
    for _ in range(100):
        if page.evaluate("[...document.querySelectorAll('video')].some(film => film.currentTime > 0)"):
            break
        page.wait_for_timeout(100)
    else:
        raise AssertionError("the film does not play")
    page.locator("[data-screen]:visible [tabindex='-1']").first.focus()  # a remote's keys go to the screens again


def _written_by_keyboard(page: Page, folder: Path) -> Path:
    for name, words in (("comment", COMMENT), ("goal", "Measure twice"), ("name", "Joan Taylor"), ("relation", "Nan")):
        tab_to(page, is_focused(page, f"#respond_{name}"))
        page.keyboard.type(words)
        if name == "goal":
            tab_to(page, is_focused(page, "[type=checkbox]"))
            page.keyboard.press("Space")
    tab_to(page, is_focused(page, "[type=radio]"))
    page.keyboard.press("ArrowDown")
    tab_to(page, is_focused(page, "button[type=submit], [data-save]"))
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    file = folder / caught.value.suggested_filename
    caught.value.save_as(file)
    assert COMMENT.encode() not in file.read_bytes()
    return file


def _comes_home(school: Path, file: Path) -> None:
    before = {path: path.read_bytes() for path in (school / "students" / STUDENT).rglob("*.yaml")}
    assert run("import", "responses", str(file), str(school), "--yes", *TODAY) == 0
    changed = {path.name for path, content in before.items() if path.read_bytes() != content}
    assert changed == {"profile.yaml"}  # the goal; the testimonial is a new file
    assert run("build", str(school), "--for", "family", "--only", STUDENT, *TODAY) in (0, 1)
    home = school / "_site" / "family" / "students" / STUDENT
    assert COMMENT in (home / "testimonials.html").read_text(encoding="utf-8")
    assert "Measure twice" in (home / "index.html").read_text(encoding="utf-8")


def test_each_table_opens_from_the_stick_with_nothing_missing(stick: Path, reader_with: OpenReader) -> None:
    reader = reader_with()
    for folder in sorted((stick / "meetings" / "students").iterdir()):
        reader.page.goto((folder / "conference.html").as_uri())
        expect(reader.page.locator(".screen-count")).to_be_visible()
    assert reader.failed == [] and reader.heard == []


def test_what_the_first_page_leads_to_is_there(stick: Path, reader_with: OpenReader) -> None:
    page = reader_with().page
    page.goto((stick / "start-here.html").as_uri())
    addresses = page.locator("a[href]").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(addresses) > 10
    for address in addresses:
        assert (stick / address).is_file(), address
