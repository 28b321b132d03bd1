"""A page says the same with JavaScript switched off."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenReader
from tests.browser.reading import Reader
from tests.built_sites import BuiltSite
from tests.complaints import assert_none

ONLY_FOR_SEARCH = {"Find a student or a class"}
"""The school's search is the one thing on a page that needs a script."""


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
        complaints += [f"{page.name}: not shown: {line}" for line in with_script - without - ONLY_FOR_SEARCH]
        complaints += (
            [f"{page.name}: a button that does nothing"] if plain.page.locator("button:visible").count() else []
        )
        assert len(without) >= 3, page.name
    assert_none(complaints)
