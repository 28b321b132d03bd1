"""Everything on a page can be reached and done by keyboard, and it is always seen where one is."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.reading import Reader
from tests.built_sites import BuiltSite
from tests.complaints import assert_none

FIND_WHAT_IS_TO_BE_REACHED = """() => {
  const wanted = "a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex]";
  const open = element => !element.closest("details:not([open])") || element.matches("details:not([open]) > summary");
  const seen = element => element.checkVisibility({visibilityProperty: true}) && open(element);
  window.toReach = [...document.querySelectorAll(wanted)]
    .filter(element => element.tabIndex >= 0 && !element.disabled && seen(element));
  return window.toReach.length;
}"""

WHERE_AM_I = """() => {
  const here = document.activeElement;
  const box = here.getBoundingClientRect();
  const outline = (element, part) => {
    const style = getComputedStyle(element, part);
    const isThere = !part || style.content !== "none";
    return isThere && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  };
  return {
    number: window.toReach.indexOf(here),
    words: here.outerHTML.slice(0, 120),
    marked: [outline(here), outline(here, "::before"), outline(here, "::after")].some(Boolean),
    inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""

NAME_OF_NUMBER = "number => window.toReach[number].outerHTML.slice(0, 120)"


def keyboard_complaints(page: Page) -> list[str]:
    """Tabs once through the page: what was not reached, and where the focus could not be seen."""
    total = page.evaluate(FIND_WHAT_IS_TO_BE_REACHED)
    reached = set()
    complaints = []
    for _ in range(total + 3):
        page.keyboard.press("Tab")
        here = page.evaluate(WHERE_AM_I)
        if here["number"] in reached:  # round once
            break
        if here["number"] < 0:  # the browser's own edge of the page
            continue
        reached.add(here["number"])
        complaints += [f"no focus to be seen at {here['words']}"] if not here["marked"] else []
        complaints += [f"out of sight with the focus: {here['words']}"] if not here["inSight"] else []
    missed = sorted(set(range(total)) - reached)
    return complaints + [f"not reached: {page.evaluate(NAME_OF_NUMBER, number)}" for number in missed]


def test_tab_reaches_every_link_and_button_and_shows_where_it_is(site: BuiltSite, reader: Reader) -> None:
    """Compared with everything on the page that can be seen and pressed."""
    complaints = []
    for page in site.sampled_pages:
        found = keyboard_complaints(reader.open(page))
        complaints += [f"{page.name}: {complaint}" for complaint in found]
    assert_none(complaints)


def test_the_first_tab_shows_the_way_to_the_content_and_it_leads_there(site: BuiltSite, reader: Reader) -> None:
    """Enter on the skip link, and the next Tab is inside the content."""
    complaints = []
    for kind in sorted({page.kind for page in site.pages}):
        page = site.pages_of_kind(kind)[0]
        shown = reader.open(page)
        shown.keyboard.press("Tab")
        if not shown.evaluate("() => document.activeElement.matches('a[href^=\"#\"]')"):
            complaints.append(f"{page.name}: the first Tab is on something else")
        shown.keyboard.press("Enter")
        if not shown.evaluate("() => document.activeElement.matches('main')"):
            complaints.append(f"{page.name}: the skip link does not lead to the content")
    assert_none(complaints)


def test_search_is_opened_used_and_closed_by_keyboard(site: BuiltSite, reader: Reader) -> None:
    """The focus goes into the box, and back to the button."""
    shown = reader.open(site.pages_of_kind("index")[0])
    button = shown.get_by_role("button", name="Search")
    button.focus()
    shown.keyboard.press("Enter")
    box = shown.get_by_role("searchbox")
    assert box.evaluate("box => document.activeElement === box")
    shown.keyboard.type("a")
    assert shown.locator("dialog[open] .search-results a").count() > 0
    assert reader.violations() == []
    shown.keyboard.press("Escape")  # empties the box in some browsers
    shown.keyboard.press("Escape")
    box.wait_for(state="hidden")
    assert button.evaluate("button => document.activeElement === button")
