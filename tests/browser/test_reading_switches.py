"""The reader's switches: light and dark, size, spacing and plainer letters, by keyboard, on every page, remembered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from profilegen.loading.theme_folders import theme_names
from tests.browser.conftest import BuildSchool, OpenReader
from tests.browser.reading import Reader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE
from tests.built_sites import BuiltPage, BuiltSite
from tests.complaints import assert_none

STUDENT = "students/amina-7k2f"
THEMES = ("base", *theme_names())
EVERYTHING = ("Dark", "Largest", "Wide", "Easy to read")

FACTS = """() => {
  const style = getComputedStyle(document.body);
  const root = document.documentElement;
  return {
    paper: getComputedStyle(root).backgroundColor,
    size: parseFloat(style.fontSize),
    apart: parseFloat(style.letterSpacing) || 0,
    letters: style.fontFamily.split(",")[0].replaceAll('"', ""),
    set: {...root.dataset},
  };
}"""


def a_school(theme: str, profile: str = "") -> dict[str, str]:
    """One student with a few pages, in this theme."""
    return {
        "school.yaml": f"name: Hillside\ntheme: {theme}\n",
        f"{STUDENT}/profile.yaml": f"name: Amina Yusuf\ntagline: I build things that hold other things up.\n{profile}",
        f"{STUDENT}/reflections/bridge.yaml": (
            "title: A bridge of straws\ndate: 2026-10-14\nbody: |\n  It held.\n\n  Then it did not.\n"
        ),
    }


def first_page(site: BuiltSite) -> BuiltPage:
    """The student's own first page."""
    return site.pages_of_kind("index")[0]


def switch(page: Page, *words: str) -> None:
    """Opens the panel, chooses, and closes it."""
    page.get_by_role("button", name="How it looks").click()
    for one in words:
        page.get_by_role("dialog").get_by_role("radio", name=one, exact=True).check()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()


@pytest.mark.parametrize("theme", THEMES)
def test_the_reader_s_choices_hold_in_every_theme(theme: str, built: BuildSchool, reader: Reader) -> None:
    """What a theme likes gives way, the page stays clean, and one button puts everything back."""
    page = reader.open(first_page(built(a_school(theme))))
    before = page.evaluate(FACTS)
    switch(page, *EVERYTHING)
    after = page.evaluate(FACTS)
    assert after["paper"] != before["paper"]
    assert after["size"] > before["size"] * 1.4
    assert after["apart"] == pytest.approx(after["size"] * 0.12, rel=0.01)
    assert after["letters"] == "Atkinson Hyperlegible"
    assert reader.violations() == []
    page.get_by_role("button", name="How it looks").click()
    assert reader.violations() == [], "the panel itself"
    page.get_by_role("button", name="Put everything back").click()
    assert page.evaluate(FACTS) == before
    assert (reader.heard, reader.failed) == ([], [])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_cut_off_with_the_largest_letters(
    theme: str, width: int, built: BuildSchool, reader_with: OpenReader
) -> None:
    reader = reader_with(viewport={"width": width, "height": 700})
    site = built(a_school(theme))
    reader.open(first_page(site))
    switch(reader.page, *EVERYTHING)
    complaints = []
    for page in site.pages:
        shown = reader.open(page)
        assert shown.evaluate(FACTS)["set"]["size"] == "largest", "remembered"
        complaints += [f"{page.name}: {how}" for how in [shown.evaluate(PAGE_IS_TOO_WIDE)] if how]
        shown.get_by_role("button", name="How it looks").click()
        complaints += [f"{page.name}, panel: {how}" for how in [shown.evaluate(PAGE_IS_TOO_WIDE)] if how]
    assert_none(complaints)


def test_the_example_school_bears_the_largest_letters_on_a_phone(site: BuiltSite, reader_with: OpenReader) -> None:
    """Pages with everything on them, in every language."""
    reader = reader_with(viewport={"width": 320, "height": 640})
    complaints = []
    for page in site.sampled_pages:
        shown = reader.open(page)
        switch_all(shown)
        complaints += [f"{page.name}: {how}" for how in [shown.evaluate(PAGE_IS_TOO_WIDE)] if how]
    assert_none(complaints)


def switch_all(page: Page) -> None:
    """The same as EVERYTHING in any language."""
    for name, value in (("size", "largest"), ("spacing", "wide"), ("letters", "readable")):
        page.evaluate("([name, value]) => { document.documentElement.dataset[name] = value }", [name, value])


def test_it_is_done_by_keyboard_and_the_focus_comes_back(built: BuildSchool, reader: Reader) -> None:
    page = reader.open(first_page(built(a_school("journal"))))
    button = page.get_by_role("button", name="How it looks")
    button.focus()
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.switch") == "scheme":
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FACTS)["set"]["scheme"] == "dark"
    page.keyboard.press("Escape")
    assert button.evaluate("button => document.activeElement === button")


def test_what_was_chosen_holds_before_anything_is_painted(built: BuildSchool, reader: Reader) -> None:
    """On the next page the attribute is there as soon as there is a body: no flash of light in a dark room."""
    site = built(a_school("journal"))
    switch(reader.open(first_page(site)), "Dark")
    reader.page.add_init_script(
        "new MutationObserver((_, watching) => { if (document.body) { "
        "window.schemeAtFirst = document.documentElement.dataset.scheme; watching.disconnect(); } })"
        ".observe(document, {childList: true, subtree: true})"
    )
    shown = reader.open(site.pages_of_kind("reflection")[0])
    assert shown.evaluate("window.schemeAtFirst") == "dark"


def test_the_school_s_own_pages_have_the_switches_too(built: BuildSchool, reader: Reader) -> None:
    site = built(a_school("journal"))
    shown = reader.open(site.pages_of_kind("school")[0])
    switch(shown, "Dark")
    assert shown.evaluate(FACTS)["set"]["scheme"] == "dark"


@pytest.mark.parametrize("kept", ['{"scheme": "<script>", "size": 7, "letters": ["readable"]}', "[]", "null", "{", "7"])
def test_whatever_lies_in_the_storage_does_no_harm(kept: str, built: BuildSchool, reader: Reader) -> None:
    """From file:// many pages share one storage."""
    page = first_page(built(a_school("journal")))
    reader.open(page).evaluate("kept => localStorage.setItem('profilegen-reading', kept)", kept)
    shown = reader.open(page)
    assert shown.evaluate(FACTS)["set"] == {"switches": ""}
    assert reader.heard == []


def test_without_a_storage_the_choice_holds_for_the_page(built: BuildSchool, reader: Reader) -> None:
    reader.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    shown = reader.open(first_page(built(a_school("journal"))))
    switch(shown, "Dark")
    assert shown.evaluate(FACTS)["set"]["scheme"] == "dark"
    assert reader.heard == []


def test_paper_stays_as_it_was_made(built: BuildSchool, reader: Reader) -> None:
    page = reader.open(first_page(built(a_school("journal"))))
    page.emulate_media(media="print")
    before = page.evaluate(FACTS)
    page.emulate_media(media="screen")
    switch(page, "Dark", "Largest", "Wide")
    page.emulate_media(media="print")
    after = page.evaluate(FACTS)
    assert {name: after[name] for name in ("paper", "size", "apart")} == {
        name: before[name] for name in ("paper", "size", "apart")
    }
    assert page.locator("[data-switches-open]").is_hidden()


def test_a_student_who_chose_the_readable_letters_offers_no_others(built: BuildSchool, reader: Reader) -> None:
    page = reader.open(first_page(built(a_school("journal", "theme: {font: readable}\n"))))
    page.get_by_role("button", name="How it looks").click()
    assert page.get_by_role("radio", name="Easy to read").count() == 0
    assert page.evaluate(FACTS)["letters"] == "Atkinson Hyperlegible"


@pytest.mark.parametrize("font", ["lexend", "opendyslexic"])
def test_a_chosen_font_is_there_and_asks_for_nothing_that_is_not(font: str, built: BuildSchool, reader: Reader) -> None:
    page = reader.open(first_page(built(a_school("journal", f"theme: {{font: {font}}}\n"))))
    assert page.evaluate(FACTS)["letters"].lower() == font
    assert page.evaluate("async font => (await document.fonts.load(`1em ${font}`)).length", font) > 0
    assert reader.failed == []
