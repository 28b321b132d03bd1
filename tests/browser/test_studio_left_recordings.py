"""Recordings that were left in the middle come back; and what the studio does where nothing can be recorded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, Route, expect

from profilegen.baring.hashing import hash_of
from profilegen.media.recordings import make_recording
from profilegen.media.store import Store
from profilegen.model.limits import Limits
from tests.browser import test_studio_recording as recording
from tests.browser.test_studio_recording import AMINA, REFUSE, TOO_SMALL, Desk, kept_pieces, listed

desk, hearing = recording.desk, recording.hearing

DURATION = """async player => {
  player.muted = true;
  player.playbackRate = 16;
  await player.play();
  await new Promise(resolve => player.addEventListener("ended", resolve));
  return player.currentTime;
}"""


def handed_over(page: Page, seconds: int) -> None:
    """Lets it record until that much must have been handed over."""
    page.wait_for_function(
        "least => { const clock = [...document.querySelectorAll('[data-clock]')].find(one => one.checkVisibility());"
        " return clock && Number(clock.textContent.split(':')[1]) >= least; }",
        arg=seconds + 1,
    )


def milliseconds(desk: Desk, file: str, store: Path) -> int:
    """How long a kept recording is, as the build will play it."""
    original = desk.folder / "media" / file
    sha256 = hash_of(original)
    return make_recording(original, sha256, Store(store), Limits()).milliseconds


def parts_of(desk: Desk) -> list[str]:
    folder = desk.folder.parents[1] / ".profilegen" / "studio" / AMINA / "drafts" / "recordings"
    return sorted(file.suffix for file in folder.glob("*.*"))


def a_new_page(desk: Desk, path: str) -> Page:
    """Closes the page as somebody closes the lid, and comes back to another one."""
    context = desk.page.context
    desk.page.close()
    page = context.new_page()
    page.goto(f"{desk.address}/s/{AMINA}/{path}")
    return page


def test_the_lid_is_closed_while_somebody_talks(desk: Desk, tmp_path: Path) -> None:
    """Come back, hear it, keep it: two seconds and more of what was said are a piece now, and no part is left."""
    page = desk.open("say?now=1")
    handed_over(page, 4)
    page = a_new_page(desk, "")
    left = page.get_by_role("region", name=re.compile("A recording that you did not finish"))
    assert left.locator("audio").evaluate(DURATION) >= 2
    left.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("It is kept.")).to_be_visible()
    (piece,) = kept_pieces(desk)
    (entry,) = listed(desk.fields(f"reflections/{piece}")["media"])
    assert isinstance(entry, dict) and entry["shows"] == [AMINA]
    assert milliseconds(desk, str(entry["file"]), tmp_path / "store") >= 2000
    assert parts_of(desk) == []
    page.goto(f"{desk.address}/s/{AMINA}/")
    expect(page.get_by_text("A recording that you did not finish")).to_have_count(0)


def test_a_film_that_was_left_goes_into_the_field_in_which_it_was_begun(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    page.get_by_role("button", name="Film it").click()
    page.locator("dialog[open]").get_by_role("button", name="Record", exact=True).click()
    handed_over(page, 3)
    page = a_new_page(desk, "")
    page.get_by_role("link", name="Put it where I began it").click()
    left = page.get_by_role("group", name=re.compile("A recording that you did not finish"))
    expect(left.locator("video")).to_be_visible()
    left.get_by_role("button", name="Throw it away").click()
    expect(left).to_be_hidden()
    page.get_by_role("button", name="Put it back").click()
    left.get_by_role("button", name="Keep it").click()
    expect(page.get_by_label("What is said in it?")).to_be_focused()
    expect(left).to_have_count(0)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    (entry,) = listed(desk.fields()["media"])
    assert str(entry["file"] if isinstance(entry, dict) else entry).endswith(".webm") and parts_of(desk) == []


def test_what_is_left_on_purpose_and_what_is_kept_leave_no_parts(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    panel = page.locator("dialog[open]")
    page.get_by_role("button", name="Record my voice").click()
    panel.get_by_role("button", name="Record", exact=True).click()
    handed_over(page, 2)
    assert parts_of(desk) == [".json", ".part"]
    with page.expect_response(re.compile("/away")):
        panel.get_by_role("button", name="Leave it").click()
    assert parts_of(desk) == []
    page = desk.open("say?now=1")
    handed_over(page, 2)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("It is kept.")).to_be_visible()
    assert parts_of(desk) == []


def test_a_disk_that_is_full_is_told_and_what_was_said_is_still_there(desk: Desk) -> None:
    page = desk.open("say")
    full = '{"message": "This could not be written down: no space.", "hint": "Is there room on the disk?"}'

    def refuse(route: Route) -> None:
        route.fulfill(status=507, body=full, content_type="application/json")

    page.route("**/recordings/**", refuse)
    page.route("**/media/?say=1", refuse)
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_text("This cannot be put by just now.")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Is there room on the disk?")).to_be_visible()
    page.unroute("**/media/?say=1")
    page.unroute("**/recordings/**")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("It is kept.")).to_be_visible()
    assert len(kept_pieces(desk)) == 1


def test_a_line_that_breaks_on_the_way_and_comes_back_loses_no_part(desk: Desk) -> None:
    page = desk.open("say")
    broken = 0

    def stumble(route: Route) -> None:
        nonlocal broken
        broken += 1
        if broken in (1, 3):
            route.abort()
        else:
            route.continue_()

    page.route("**/recordings/**", stumble)
    page.get_by_role("button", name="Record").click()
    handed_over(page, 8)
    page = a_new_page(desk, "")
    left = page.get_by_role("region", name=re.compile("A recording that you did not finish"))
    assert left.locator("audio").evaluate(DURATION) >= 5


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("NotAllowedError", "told not to listen"),
        ("NotFoundError", "no microphone"),
        ("NotReadableError", "Something else"),
    ],
)
def test_why_there_is_no_recording_is_said_in_plain_words(desk: Desk, why: str, told: str) -> None:
    desk.page.add_init_script(REFUSE.format(why=why))
    page = desk.open("say?now=1")
    expect(page.get_by_role("status")).to_contain_text(told)
    expect(page.get_by_label("Choose a recording")).to_be_focused()
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_visible()


def test_a_recording_of_nothing_is_none(desk: Desk) -> None:
    nothing = """Object.defineProperty(BlobEvent.prototype, "data", { get: () => new Blob([]) })"""
    desk.page.add_init_script(nothing)
    page = desk.open("say?now=1")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing was recorded")
    expect(page.get_by_role("button", name="Record", exact=True)).to_be_focused()
    assert kept_pieces(desk) == []


def test_a_microphone_that_is_pulled_out_ends_the_recording_and_loses_nothing(desk: Desk) -> None:
    kept = """navigator.mediaDevices.getUserMedia = (really => async asked => window.heard = await really(asked))(
      navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices))"""
    desk.page.add_init_script(kept)
    page = desk.open("say?now=1")
    expect(page.locator("[data-clock]")).to_have_text("0:02")
    page.evaluate("window.heard.getTracks().forEach(one => one.stop())")
    expect(page.get_by_role("status")).to_contain_text("It stopped by itself")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("It is kept.")).to_be_visible()


@pytest.mark.parametrize("desk", [{"host": "classroom.test"}], indirect=True)
def test_over_the_network_the_devices_own_recorder_is_the_way_and_the_page_says_why(desk: Desk) -> None:
    """A page that came by http from another machine may not listen: there is not even a way to ask."""
    page = desk.open("say?now=1")
    assert page.evaluate("window.isSecureContext || Boolean(navigator.mediaDevices)") is False
    expect(page.get_by_role("status")).to_contain_text("only on the computer on which the studio was started")
    expect(page.get_by_label("Choose a recording")).to_be_visible()
    page = desk.open("edit/reflections/bridge.yaml")
    expect(page.get_by_text("only on the computer on which the studio was started")).to_be_visible()
    for name in ("Take a photo with this device", "Record with this device", "Film with this device"):
        assert page.get_by_label(name).get_attribute("capture") is not None
    expect(page.get_by_role("button", name="Record my voice")).to_be_hidden()


@pytest.mark.parametrize("desk", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
def test_what_was_left_is_named_large_enough_and_inside_a_small_page(desk: Desk) -> None:
    page = desk.open("edit/reflections/bridge.yaml")
    page.get_by_role("button", name="Record my voice").click()
    page.locator("dialog[open]").get_by_role("button", name="Record", exact=True).click()
    handed_over(page, 2)
    page = a_new_page(desk, "")
    for path in ("", "edit/reflections/bridge.yaml", "say", "kept"):
        if path == "kept":
            page.get_by_role("region", name=re.compile("A recording")).get_by_role("button", name="Keep it").click()
        else:
            page.goto(f"{desk.address}/s/{AMINA}/{path}")
        expect(page.get_by_text("It is kept." if path == "kept" else "A recording that you did")).to_be_visible()
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.evaluate(TOO_SMALL) == []
