"""A form that would not arrive stays where it is, with every word, and what was sent before never comes after it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import test_studio as studio
from tests.browser.test_studio import AMINA, Desk

desk = studio.desk
STORY = "It held, and then it did not."


def _writes(desk: Desk) -> Page:
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/edit/reflections/bridge.yaml")
    page.get_by_label("What happened, and what did you learn?").fill(STORY)
    return page


@pytest.mark.parametrize("why", ["the session has ended", "nobody answers"])
def test_a_form_that_would_not_arrive_stays_with_its_words(desk: Desk, why: str) -> None:
    page = _writes(desk)
    cookies = page.context.cookies()
    if why == "nobody answers":
        page.context.set_offline(True)
    else:
        page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your words are still here")).to_be_visible()
    expect(page.get_by_label("What happened, and what did you learn?")).to_have_value(STORY)
    page.context.set_offline(False)
    page.context.add_cookies([{"name": one["name"], "value": one["value"], "url": desk.address} for one in cookies])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert STORY in desk.record("reflections/bridge.yaml")


def test_what_a_page_sends_is_counted_and_one_request_ends_the_one_before(desk: Desk) -> None:
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/edit/reflections/bridge.yaml")
    held: list[Route] = []
    page.route("**/draft", lambda route: held.append(route) if not held else route.continue_())
    text = page.get_by_label("What happened, and what did you learn?")
    with page.expect_event("requestfailed"):
        with page.expect_request("**/draft") as first:
            text.fill("It he")
        with page.expect_request("**/draft") as second:
            text.fill(STORY)
    assert "-number=1" in (first.value.post_data or "")
    assert "-number=2" in (second.value.post_data or "")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert STORY in desk.record("reflections/bridge.yaml")
    page.goto(f"{desk.address}/s/{AMINA}/")
    expect(page.get_by_text("You were writing")).to_have_count(0)


def test_a_button_of_the_form_still_says_which_it_is(desk: Desk) -> None:
    page = desk.sits_down()
    page.goto(f"{desk.address}/s/{AMINA}/profile")
    page.evaluate("document.querySelectorAll('details.part').forEach(one => one.open = true)")
    page.locator('button[value="add:goals"]').click()
    expect(page.locator('[name="goals.1.goal"]')).to_be_visible()


def test_what_is_needed_has_the_focus_and_stands_in_the_title(desk: Desk) -> None:
    page = _writes(desk)
    page.get_by_label("What is it called?").fill("")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#problems")).to_be_focused()
    assert page.title().startswith("Please look here once more:")
