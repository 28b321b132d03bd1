"""Each theme with a full profile and an Arabic one, from right to left: by day, by night, in print, at every width."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Page

from profilegen.build import build_site
from profilegen.loading.theme_folders import theme_names
from profilegen.model.audience import Audience
from tests.browser.conftest import OpenReader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE
from tests.built_sites import LOOK_AT_ALL, TODAY, BuiltPage, BuiltSite
from tests.complaints import assert_none
from tests.conftest import ROOT
from tests.site.nu_checker import find_checker

FULL, ARABIC = "amina-x3f9", "layla-4mh8"
WIDTHS = (320, 360, 768, 1280) if LOOK_AT_ALL else (320, 768)
A4 = {"width": 794, "height": 1123}
"""A sheet of paper in CSS pixels, without margins."""

THEMES = tuple(name for name in theme_names(None) if name != "base")
_FEW = ("index", "reflection")

TEXT_IS_CUT_OFF = """() => {
  const hidden = element => element.closest(".visually-hidden, [hidden], dialog:not([open])") !== null;
  const clips = value => value === "hidden" || value === "clip";
  const says = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const cut = [...document.querySelectorAll("main *, header *, footer *")].filter(element => {
    if (!says(element) || hidden(element)) { return false; }
    const style = getComputedStyle(element);
    const wide = clips(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const high = clips(style.overflowY) && element.scrollHeight > element.clientHeight + 2;
    return element.clientWidth > 1 && (wide || high);
  });
  return cut.map(element => element.outerHTML.slice(0, 120));
}"""


@dataclass(frozen=True, slots=True)
class Dressed:
    """One student's site in one theme."""

    theme: str
    site: BuiltSite
    student: str

    @property
    def pages(self) -> tuple[BuiltPage, ...]:
        """The fullest page of each kind, or all pages, if asked for."""
        own = [page for page in self.site.pages if page.home.name == self.student]
        if LOOK_AT_ALL:
            return tuple(own)
        return tuple({page.kind: page for page in sorted(own, key=lambda page: len(page.text))}.values())

    @property
    def few_pages(self) -> tuple[BuiltPage, ...]:
        """Those for which the slow tests have time; all pages, if asked for."""
        return tuple(page for page in self.pages if LOOK_AT_ALL or page.kind in _FEW)


@pytest.fixture(scope="session")
def dressed_in(shared_folder: Path) -> Callable[[str, str], Dressed]:
    """Builds both students' sites in a theme, or finds them built. The Arabic one says so of her pages."""
    school = shared_folder / "dressed"

    def build(theme: str, student: str) -> Dressed:
        with FileLock(shared_folder / "dressed.lock"):
            if not school.exists():
                started = shared_folder / "dressed.started"
                unbuilt = shutil.ignore_patterns("_site", ".profilegen")
                shutil.copytree(ROOT / "example_school", started, ignore=unbuilt)
                _say_that_it_is_arabic(started / "students" / ARABIC / "profile.yaml")
                started.rename(school)
            site = shared_folder / f"dressed-in-{theme}"
            if not site.exists():
                build_site(school, Audience.FAMILY, out=site, theme=theme, only=(FULL, ARABIC), today=TODAY)
        return Dressed(theme, BuiltSite("family", site), student)

    return build


def _say_that_it_is_arabic(profile: Path) -> None:
    written = profile.read_text(encoding="utf-8").splitlines(keepends=True)
    without = (line for line in written if not line.startswith("lang:"))
    profile.write_text("".join([*without, "lang: ar\n"]), encoding="utf-8", newline="\n")


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[FULL, ARABIC], ids=["ltr", "rtl"])
def dressed(request: pytest.FixtureRequest, theme: str, dressed_in: Callable[[str, str], Dressed]) -> Dressed:
    return dressed_in(theme, request.param)


def test_each_theme_shows_both_directions(dressed: Dressed) -> None:
    """Otherwise the tests below would look at less than they say."""
    home = next(page for page in dressed.pages if page.kind == "index")
    assert f'dir="{"rtl" if dressed.student == ARABIC else "ltr"}"' in home.text
    assert f"theme-{dressed.theme} " in home.text
    assert {page.kind for page in dressed.pages} >= {"index", "reflection", "gallery", "achievements", "report"}


def test_nothing_is_too_wide_or_cut_off_at_any_width(dressed: Dressed, reader_with: OpenReader) -> None:
    reader = reader_with(viewport={"width": WIDTHS[0], "height": 800})
    complaints = []
    for page in dressed.pages:
        shown = reader.open(page)
        for width in WIDTHS:
            shown.set_viewport_size({"width": width, "height": 800})
            complaints += [f"{page.name} at {width}: {said}" for said in _out_of_bounds(shown)]
    assert_none(complaints)


def test_axe_finds_nothing_by_day_or_by_night(dressed: Dressed, reader_with: OpenReader) -> None:
    reader = reader_with(viewport={"width": 1280, "height": 800})
    complaints = []
    for page in dressed.few_pages:
        shown = reader.open(page)
        shown.emulate_media(color_scheme="light")
        complaints += [f"{page.name}: {violation}" for violation in reader.violations()]
        shown.emulate_media(color_scheme="dark")
        by_night = reader.violations(runOnly=["color-contrast", "link-in-text-block"])
        complaints += [f"{page.name}, dark: {violation}" for violation in by_night]
    assert_none(complaints)


def test_a_sheet_of_paper_holds_it(dressed: Dressed, reader_with: OpenReader) -> None:
    """Printed, in colours that ink can show."""
    reader = reader_with(viewport=A4, color_scheme="dark")
    complaints = []
    for page in dressed.pages:
        shown = reader.open(page)
        shown.emulate_media(media="print")
        complaints += [f"{page.name}: {said}" for said in _out_of_bounds(shown)]
        paper = shown.evaluate("getComputedStyle(document.documentElement).colorScheme")
        complaints += [] if paper == "light" else [f"{page.name}: printed {paper}"]
    assert_none(complaints)


def test_html_and_style_sheets_have_no_mistake(dressed_in: Callable[[str, str], Dressed]) -> None:
    """The Nu HTML checker's view of pages, and of each style sheet that comes with them."""
    checker = find_checker()
    if isinstance(checker, str):
        pytest.skip(checker)
    every = [dressed_in(theme, student) for theme in THEMES for student in (FULL, ARABIC)]
    pages = [page.file for dressed in every for page in dressed.pages]
    sheets = {sheet.name: sheet for page in pages for sheet in page.parent.glob("theme/*.css")}
    assert_none([*checker.errors(pages), *checker.errors(sheets.values(), "--also-check-css")])


def _out_of_bounds(shown: Page) -> Iterator[str]:
    if too_wide := shown.evaluate(PAGE_IS_TOO_WIDE):
        yield too_wide
    yield from (f"cut off: {element}" for element in shown.evaluate(TEXT_IS_CUT_OFF))
