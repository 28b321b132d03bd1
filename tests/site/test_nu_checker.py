"""Valid HTML and CSS, as the Nu HTML checker sees it; without Java and the checker, skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from profilegen.model.audience import AUDIENCE_WORDS
from tests.built_sites import BuiltSite
from tests.complaints import assert_none
from tests.conftest import SiteFor
from tests.site.nu_checker import Checker, find_checker


@pytest.fixture(scope="module")
def checker() -> Checker:
    """The checker, if this machine has it."""
    found = find_checker()
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.fixture(scope="module")
def sites(site_for: SiteFor) -> tuple[BuiltSite, ...]:
    """The sites for all audiences: starting the checker takes longer than checking."""
    return tuple(site_for(word) for word in AUDIENCE_WORDS)


def test_every_page_is_valid_html(sites: tuple[BuiltSite, ...], checker: Checker) -> None:
    """Of every audience's site the sample; all pages where all tests are run whole."""
    assert_none(checker.errors([page.file for site in sites for page in site.sampled_pages], "--skip-non-html"))


def test_every_style_sheet_is_valid_css(sites: tuple[BuiltSite, ...], checker: Checker) -> None:
    """Those of the themes, and those that a build writes for each palette; each text once."""
    sheets = {sheet.read_bytes(): sheet for site in sites for sheet in sorted(site.folder.rglob("*.css"))}
    assert len(sheets) > 1
    assert_none(checker.errors(sheets.values(), "--css"))


def test_the_checker_would_complain(tmp_path: Path, checker: Checker) -> None:
    """About a page and a sheet with a mistake in each, so that its silence means something."""
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>A</title><body><p><div></p>', "utf-8", newline="\n")
    sheet = tmp_path / "sheet.css"
    sheet.write_text("p { colour: red; }\n", "utf-8", newline="\n")
    complaints = checker.errors([page, sheet], "--also-check-css")
    assert any("page.html" in complaint for complaint in complaints)
    assert any("sheet.css" in complaint for complaint in complaints)
