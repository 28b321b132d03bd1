"""A page on paper: no navigation, nothing cut off, and no more sheets than its words and pictures need."""

from __future__ import annotations

import re
from math import ceil

from playwright.sync_api import ViewportSize

from tests.browser.reading import Reader
from tests.built_sites import BuiltPage, BuiltSite
from tests.complaints import assert_none

A4_IN_PIXELS: ViewportSize = {"width": 680, "height": 1000}
"""What is left of a sheet within its margins, at 96 pixels an inch."""

CHARACTERS_A_SHEET = 1500
PICTURES_A_SHEET = 2

NOT_FOR_PAPER = "nav, button, input, [role=search], .skip"


def sheets(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def sheets_needed(words: str, pictures: int) -> int:
    """A generous guess: what a page may take on paper, with a sheet to spare."""
    return 1 + ceil(len(words) / CHARACTERS_A_SHEET + pictures / PICTURES_A_SHEET)


def printed_pages(site: BuiltSite) -> tuple[BuiltPage, ...]:
    """The fullest page of each kind."""
    return tuple(site.pages_of_kind(kind)[0] for kind in sorted({page.kind for page in site.pages}))


def test_navigation_and_buttons_do_not_print_and_nothing_is_too_wide(site: BuiltSite, reader: Reader) -> None:
    """Whose page it is still stands there."""
    complaints = []
    reader.page.set_viewport_size(A4_IN_PIXELS)
    for page in printed_pages(site):
        shown = reader.open(page)
        shown.emulate_media(media="print")
        visible = shown.locator(NOT_FOR_PAPER).filter(visible=True)
        complaints += [f"{page.name}: prints {visible.nth(one).inner_text()!r}" for one in range(visible.count())]
        if shown.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            complaints.append(f"{page.name}: too wide for paper")
        if not shown.locator("h1").is_visible():
            complaints.append(f"{page.name}: no heading on paper")
    assert_none(complaints)


def test_a_page_takes_a_sensible_number_of_sheets(site: BuiltSite, reader: Reader) -> None:
    """No blank sheets, no picture that fills a sheet and pushes its caption to the next."""
    complaints = []
    for page in printed_pages(site):
        shown = reader.open(page)
        shown.emulate_media(media="print")
        allowed = sheets_needed(
            shown.locator("body").inner_text(), shown.locator("main :is(img, video):visible").count()
        )
        for paper in ("A4", "Letter"):
            taken = sheets(shown.pdf(format=paper))
            complaints += (
                [f"{page.name}: {taken} sheets of {paper}, not {allowed}"] if not 1 <= taken <= allowed else []
            )
    assert_none(complaints)
