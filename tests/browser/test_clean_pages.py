"""The example school, opened from file:// with the network off: quiet, complete, accessible, never too wide."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import OpenReader
from tests.browser.reading import Reader
from tests.built_sites import BuiltPage, BuiltSite
from tests.complaints import assert_none

PHONE = {"width": 320, "height": 640}
ZOOMED = {"width": 640, "height": 400}
"""A window of 1280 by 800 at 200 % zoom."""

PAGE_IS_TOO_WIDE = """() => {
  const root = document.documentElement;
  const wide = [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
  });
  const hides = [root, document.body].some(element => ["hidden", "clip"].includes(getComputedStyle(element).overflowX));
  if (root.scrollWidth <= root.clientWidth && !hides) { return ""; }
  const first = wide.length ? wide[0].outerHTML.slice(0, 120) : "";
  return `${root.scrollWidth} wide in ${root.clientWidth}${hides ? ", cut off" : ""}: ${first}`;
}"""

PICTURES_NOT_SHOWN = """async () => {
  const pictures = [...document.images];
  pictures.forEach(picture => { picture.loading = "eager"; });
  await Promise.all(pictures.map(picture => picture.decode().catch(() => {})));
  return pictures.filter(picture => !picture.naturalWidth).map(picture => picture.outerHTML.slice(0, 160));
}"""


def test_a_page_is_quiet_complete_and_asks_for_nothing_outside_its_folder(site: BuiltSite, reader: Reader) -> None:
    """No complaint in the console, no request that leaves the folder or fails, every picture shown."""
    complaints = []
    for page in site.sampled_pages:
        pictures = reader.open(page).evaluate(PICTURES_NOT_SHOWN)
        outside = [f"asks for {address}" for address in reader.asked_outside(page)]
        found = [*reader.heard, *reader.failed, *outside, *(f"not shown: {picture}" for picture in pictures)]
        complaints += [f"{page.name}: {complaint}" for complaint in found]
    assert_none(complaints)


def test_axe_finds_nothing_by_day_or_by_night(site: BuiltSite, reader: Reader) -> None:
    """Every rule of axe on the light page, and those about colour again on the dark one."""
    complaints = []
    for page in site.sampled_pages:
        shown = reader.open(page)
        shown.emulate_media(color_scheme="light")
        complaints += [f"{page.name}: {violation}" for violation in reader.violations()]
        shown.emulate_media(color_scheme="dark")
        by_night = reader.violations(runOnly=["color-contrast", "link-in-text-block"])
        complaints += [f"{page.name}, dark: {violation}" for violation in by_night]
    assert_none(complaints)


@pytest.mark.parametrize("viewport", [PHONE, ZOOMED], ids=["phone", "zoomed"])
def test_no_page_scrolls_sideways(site: BuiltSite, reader_with: OpenReader, viewport: dict[str, int]) -> None:
    """At 320 pixels, and at 1280 with everything twice as large."""
    reader = reader_with(viewport=viewport)
    too_wide = ((page, reader.open(page).evaluate(PAGE_IS_TOO_WIDE)) for page in site.sampled_pages)
    assert_none(f"{page.name}: {how}" for page, how in too_wide if how)


BROKEN_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Broken</title>
<body><img src="../outside.png"><img src="missing.png" alt=""><p style="width: 900px">Wide</p>
<script>console.warn("careful"); throw new Error("broken")</script>"""


def test_these_tests_see_what_they_look_for(tmp_path: Path, reader_with: OpenReader) -> None:
    """A page with one of each mistake: each is seen. Without this, silence would prove nothing."""
    home = tmp_path / "site"
    home.mkdir()
    (home / "index.html").write_text(BROKEN_PAGE, encoding="utf-8", newline="\n")
    page = BuiltPage(home / "index.html", home, "index")
    reader = reader_with(viewport=PHONE)
    shown = reader.open(page)
    assert len(shown.evaluate(PICTURES_NOT_SHOWN)) == 2
    assert any("careful" in words for words in reader.heard)
    assert any("broken" in words for words in reader.heard)
    assert reader.asked_outside(page) == [(tmp_path / "outside.png").as_uri()]
    assert any("missing.png" in failure for failure in reader.failed)
    assert "900px" in shown.evaluate(PAGE_IS_TOO_WIDE)
    assert any(violation.startswith("image-alt") for violation in reader.violations())
