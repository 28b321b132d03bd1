"""A page says the same with JavaScript switched off, and its pictures open all the same."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenReader
from tests.browser.reading import Reader
from tests.browser.test_keyboard import page_with_most_pictures
from tests.built_sites import BuiltSite
from tests.complaints import assert_none


def words_to_read(page: Page) -> set[str]:
    """What a reader sees in the content, as a set of lines."""
    return {line.strip() for line in page.locator("main").inner_text().splitlines() if line.strip()}


def test_every_word_can_be_read_without_javascript(site: BuiltSite, reader: Reader, reader_with: OpenReader) -> None:
    """Nothing waits for a script to be shown; only search is not there."""
    plain = reader_with(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    complaints = []
    for kind in sorted({page.kind for page in site.pages}):
        page = site.pages_of_kind(kind)[0]
        with_script = words_to_read(reader.open(page))
        without = words_to_read(plain.open(page))
        complaints += [f"{page.name}: not shown: {line}" for line in with_script - without if "Find" not in line]
        complaints += [f"{page.name}: hardly a word" for _ in range(len(without) < 3)]
        complaints += [
            f"{page.name}: a button that does nothing" for _ in range(plain.page.locator("button:visible").count())
        ]
    assert_none(complaints)


def test_a_picture_opens_as_a_plain_link(site: BuiltSite, reader_with: OpenReader) -> None:
    """The link leads to the large file itself."""
    plain = reader_with(java_script_enabled=False)
    built = page_with_most_pictures(site)
    shown = plain.open(built)
    link = shown.locator("main a[data-large]").first
    address = link.get_attribute("href")
    assert address is not None
    link.click()
    shown.wait_for_url("**/media/**")
    assert shown.url.endswith(address.rpartition("/")[2])
    assert plain.asked_outside(built) == []
