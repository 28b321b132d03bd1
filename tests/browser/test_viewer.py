"""The picture viewer: by keyboard, in either direction of writing, on a phone, and without JavaScript."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page

from tests.browser.conftest import BuildSchool, OpenReader
from tests.browser.reading import Reader
from tests.built_sites import BuiltPage, BuiltSite


def drawing(width: int, height: int, colour: str) -> bytes:
    """A picture of one colour, as a PNG."""
    file = BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


REFLECTION = """\
title: Three kites
date: 2026-10-01
body: Each flew higher than the one before.
media:
  - {file: red.png, alt: A red kite, caption: It fell, shows: []}
  - {file: tall.png, alt: A green kite with a tail, shows: []}
  - {file: blue.png, alt: A blue kite, caption: It flew, shows: []}
"""


def school(locale: str) -> dict[str, str | bytes]:
    """A school with one student, who made three kites."""
    student = "students/jiayi-n5z3"
    return {
        "school.yaml": f"name: Hillside\nlocale: {locale}\n",
        f"{student}/profile.yaml": "name: Jiayi\n",
        f"{student}/reflections/kites.yaml": REFLECTION,
        f"{student}/media/red.png": drawing(1400, 900, "#b3261e"),
        f"{student}/media/tall.png": drawing(700, 1500, "#1d6f42"),
        f"{student}/media/blue.png": drawing(1200, 1200, "#1b4f8f"),
    }


def page_named(site: BuiltSite, name: str) -> BuiltPage:
    """The page with this file name."""
    return next(page for page in site.pages if page.file.name == name)


def open_viewer(page: Page) -> Locator:
    """The dialog, once it is open."""
    viewer = page.locator("dialog[open]")
    viewer.wait_for()
    return viewer


@pytest.mark.parametrize("name", ["gallery.html", "kites.html"])
@pytest.mark.parametrize(
    ("locale", "onwards", "back"), [("en-GB", "ArrowRight", "ArrowLeft"), ("ar", "ArrowLeft", "ArrowRight")]
)
def test_enter_opens_arrows_turn_and_escape_gives_the_focus_back(
    built: BuildSchool, reader: Reader, name: str, locale: str, onwards: str, back: str
) -> None:
    """Arrows go the way that the page is read, and round from the last to the first."""
    shown = reader.open(page_named(built(school(locale)), name))
    links = shown.locator("a[data-large]")
    assert links.count() == 3
    links.first.focus()
    shown.keyboard.press("Enter")
    viewer = open_viewer(shown)
    picture = viewer.locator("img")
    descriptions = [links.nth(number).locator("img").get_attribute("alt") for number in range(3)]
    turns = [(onwards, 1), (onwards, 2), (onwards, 0), (back, 2), ("Home", 0), ("End", 2)]
    assert picture.get_attribute("alt") == descriptions[0]
    for key, number in turns:
        shown.keyboard.press(key)
        assert picture.get_attribute("alt") == descriptions[number]
        assert str(number + 1) in viewer.locator("[aria-live]").inner_text()
    shown.keyboard.press("Escape")
    viewer.wait_for(state="hidden")
    assert links.first.evaluate("link => document.activeElement === link")
    assert reader.heard == []


def test_the_open_viewer_holds_the_focus_and_axe_finds_nothing(built: BuildSchool, reader: Reader) -> None:
    """Tab goes round inside; the large file replaces the small one; by day and by night."""
    page = page_named(built(school("en-GB")), "gallery.html")
    shown = reader.open(page)
    link = shown.locator("a[data-large]").first
    link.click()
    viewer = open_viewer(shown)
    large = link.evaluate("link => link.href")
    shown.wait_for_function("large => document.querySelector('dialog[open] img').src === large", arg=large)
    for _ in range(8):
        shown.keyboard.press("Tab")
        outside = "() => !document.activeElement.closest('dialog[open]') && document.activeElement !== document.body"
        assert not shown.evaluate(outside)
    for scheme in ("light", "dark"):
        shown.emulate_media(color_scheme=scheme)
        assert reader.violations() == []
    viewer.get_by_role("button", name="Close").click()
    viewer.wait_for(state="hidden")
    assert reader.asked_outside(page) == []


@pytest.mark.parametrize("number", [0, 1, 2], ids=["wide", "tall", "square"])
def test_the_viewer_fits_a_phone(built: BuildSchool, reader_with: OpenReader, number: int) -> None:
    """The picture, its caption and the buttons are inside the screen, and the buttons are large enough for a thumb."""
    reader = reader_with(viewport={"width": 320, "height": 568})
    shown = reader.open(page_named(built(school("en-GB")), "gallery.html"))
    shown.locator("a[data-large]").nth(number).click()
    viewer = open_viewer(shown)
    parts = {"picture": viewer.locator("img")}
    parts |= {name: viewer.get_by_role("button", name=name) for name in ("Close", "Previous", "Next")}
    for name, part in parts.items():
        box = part.bounding_box()
        assert box is not None, name
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320, name
        assert box["y"] >= 0 and box["y"] + box["height"] <= 568, name
        assert min(box["width"], box["height"]) >= 24, name


def test_without_javascript_a_picture_is_a_link_to_its_large_file(built: BuildSchool, reader_with: OpenReader) -> None:
    """The browser shows the file itself."""
    plain = reader_with(java_script_enabled=False)
    page = page_named(built(school("en-GB")), "gallery.html")
    shown = plain.open(page)
    link = shown.locator("a[data-large]").first
    address = link.get_attribute("href")
    assert address is not None
    link.click()
    shown.wait_for_url(f"**/{address}")
    assert plain.failed == [] and plain.asked_outside(page) == []
