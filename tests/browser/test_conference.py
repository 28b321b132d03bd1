"""A conference: one thing a screen, by keys, a remote, or without a script; in a dark room and a bright one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BuildSchool, OpenReader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE
from tests.browser.test_viewer import drawing
from tests.built_sites import BuiltPage, BuiltSite

STUDENT = "students/jiayi-n5z3"
CONFERENCE = """\
date: 2026-12-03
welcome: Hello Mum.
pieces:
  - {record: reflections/kite.yaml, say: Say that it flew.}
  - reflections/boat.yaml
ask: [What was hard for you?]
thanks: Thank you for coming.
"""


def a_school(locale: str) -> dict[str, str | bytes]:
    return {
        "school.yaml": f"name: Hillside\nlocale: {locale}\n",
        f"{STUDENT}/profile.yaml": "name: Jiayi\ngoals: [Sail]\n",
        f"{STUDENT}/reflections/kite.yaml": (
            "title: My kite\ndate: 2026-10-01\nbody: It flew.\nmy_judgement: {went_well: The tail.}\n"
            "media: [{file: kite.png, alt: A kite, shows: []}]\n"
        ),
        f"{STUDENT}/reflections/boat.yaml": "title: My boat\ndate: 2026-10-02\nbody: It sank.\n",
        f"{STUDENT}/conferences/autumn.yaml": CONFERENCE,
        f"{STUDENT}/media/kite.png": drawing(1400, 900, "#b3261e"),
    }


def conference_of(site: BuiltSite) -> BuiltPage:
    return next(page for page in site.pages if page.file.name == "conference.html")


def title(page: Page) -> str:
    """The heading of the one screen that is shown."""
    (shown,) = [one for one in page.locator("[data-screen]").all() if one.is_visible()]
    return shown.get_by_role("heading").first.inner_text()


SCREENS = ["Jiayi", "My kite", "My boat", "What I am working on next", "What I want to ask you", "Thank you"]


@pytest.mark.parametrize("key", ["ArrowRight", "PageDown", " "])
def test_keys_and_a_remote_lead_from_welcome_to_thank_you_and_back(
    built: BuildSchool, reader_with: OpenReader, key: str
) -> None:
    page = reader_with().open(conference_of(built(a_school("en-GB"))))
    seen = [title(page)]
    for _ in SCREENS:
        page.keyboard.press(key)
        seen.append(title(page))
    assert seen == [*SCREENS, SCREENS[-1]]
    page.keyboard.press("PageUp")
    assert title(page) == SCREENS[-2]
    expect(page.locator("[data-screen]:visible").get_by_role("heading").first).to_be_focused()
    page.keyboard.press("Home")
    assert title(page) == SCREENS[0]


def test_where_one_writes_from_right_to_left_the_left_arrow_leads_on(
    built: BuildSchool, reader_with: OpenReader
) -> None:
    page = reader_with().open(conference_of(built(a_school("ar"))))
    page.keyboard.press("ArrowLeft")
    assert title(page) == "My kite"
    page.keyboard.press("ArrowRight")
    assert title(page) == "Jiayi"


def test_what_to_say_is_on_the_notes_and_not_on_the_screen(built: BuildSchool, reader_with: OpenReader) -> None:
    site = built(a_school("en-GB"))
    page = reader_with().open(conference_of(site))
    assert "Say that it flew" not in page.content()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="My notes").click()
    expect(opened.value.get_by_text("Say that it flew.")).to_be_visible()


def test_without_a_script_every_screen_stands_there(built: BuildSchool, reader_with: OpenReader) -> None:
    page = reader_with(java_script_enabled=False).open(conference_of(built(a_school("en-GB"))))
    for name in SCREENS:
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("locale", ["en-GB", "ar"])
@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1024, 768, "dark"), (1920, 1080, "light"), (512, 384, "light"), (320, 640, "dark")]
)
def test_every_screen_is_sound_in_every_room(
    built: BuildSchool, reader_with: OpenReader, locale: str, width: int, height: int, scheme: str
) -> None:
    """1024 px at 200 % are 512; a telephone is 320."""
    reader = reader_with(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = reader.open(conference_of(built(a_school(locale))))
    for _ in SCREENS:
        assert reader.violations() == []
        assert page.evaluate(PAGE_IS_TOO_WIDE) == ""
        page.keyboard.press("PageDown")
    assert reader.heard == []


def test_the_timer_is_quiet_and_can_be_put_away(built: BuildSchool, reader_with: OpenReader) -> None:
    page = reader_with().open(conference_of(built(a_school("en-GB"))))
    timer = page.get_by_role("button", name="Timer")
    timer.click()
    expect(page.locator("[data-time]")).to_have_text("0:00")
    timer.click()
    expect(page.locator("[data-time]")).to_have_text("")


BACKWARDS = """() => [...document.querySelectorAll(
    '.screen-text, .screen-list :is(li, span), dd, .screen-step p, .note-said')]
  .filter(one => one.getBoundingClientRect().width && one.textContent.trim().endsWith('.'))
  .filter(one => {
    const letters = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), found = []
    while (letters.nextNode()) { if (letters.currentNode.data.trim()) found.push(letters.currentNode) }
    const at = (text, from) => {
      const range = document.createRange()
      range.setStart(text, from)
      range.setEnd(text, from + 1)
      return range.getBoundingClientRect()
    }
    const last = found[found.length - 1], end = last.data.trimEnd().length - 1
    return at(last, end).left < at(last, end - 1).left
  }).map(one => one.textContent)"""
"""Texts whose full stop stands before their last letter."""


def test_where_one_writes_from_right_to_left_english_words_end_with_their_full_stop(
    built: BuildSchool, reader_with: OpenReader
) -> None:
    site = built(
        {**a_school("ar"), f"{STUDENT}/profile.yaml": "name: Jiayi\ngoals: [{goal: Sail., next_step: Row.}]\n"}
    )
    for name in ("conference.html", "conference-notes.html"):
        page = reader_with(java_script_enabled=False).open(next(page for page in site.pages if page.file.name == name))
        assert page.get_by_text("Hello Mum.").count() == 1
        assert page.evaluate(BACKWARDS) == []


SIZE = "one => parseFloat(getComputedStyle(one).fontSize)"


def test_few_words_stand_large_and_many_smaller(built: BuildSchool, reader_with: OpenReader) -> None:
    many = CONFERENCE.replace("Thank you for coming.", "Thank you for coming. " * 30)
    sizes = []
    for conference in (CONFERENCE, many):
        site = built({**a_school("en-GB"), f"{STUDENT}/conferences/autumn.yaml": conference})
        page = reader_with(viewport={"width": 1920, "height": 1080}).open(conference_of(site))
        page.keyboard.press("End")
        sizes.append(page.locator(".screen-thanks .screen-text").evaluate(SIZE))
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert 44 <= sizes[0] <= 50 and 26 <= sizes[1] < 34


@pytest.mark.parametrize("width", [360, 320])
def test_on_a_telephone_the_bar_has_two_rows(built: BuildSchool, reader_with: OpenReader, width: int) -> None:
    page = reader_with(viewport={"width": width, "height": 740}).open(conference_of(built(a_school("en-GB"))))
    page.get_by_role("button", name="Timer").click()
    tops = page.locator(".screen-bar :is(a, button):visible").evaluate_all(
        "all => all.map(one => { const box = one.getBoundingClientRect(); return box.top + box.height / 2 })"
    )
    assert max(tops) - min(tops) < 70
    assert len({round(top / 12) for top in tops}) == 2
