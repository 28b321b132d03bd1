"""Fields for one picture or recording: made in place, replaced, taken out; the file is what a person would write."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import FilePayload, Locator, expect

from profilegen.media.recordings import probe_recording
from profilegen.model.limits import Limits
from tests.browser import test_studio_recording as recording
from tests.browser.test_studio_recording import AMINA, TOO_SMALL, Desk, a_photo
from tests.building.worlds import write

desk, hearing = recording.desk, recording.hearing

PROFILE = "# mine\nname: Amina Bello\nhouse: Kestrel  # unknown\n"
OPEN_ALL = "document.querySelectorAll('details.part').forEach(one => one.open = true)"


def the_profile(desk: Desk, text: str = PROFILE) -> None:
    write(desk.folder, {"profile.yaml": text})
    desk.open("profile").evaluate(OPEN_ALL)


def field_of(desk: Desk, label: str) -> Locator:
    return desk.page.get_by_role("group", name=label, exact=True)


def photo(name: str, size: tuple[int, int] = (400, 200)) -> FilePayload:
    return FilePayload(name=name, mimeType="image/jpeg", buffer=a_photo(*size))


def record(desk: Desk, field: Locator, how: str) -> None:
    """Records for a moment, hears it, does it again, and keeps it."""
    panel = desk.page.locator("dialog[open]")
    field.get_by_role("button", name=how).click()
    for again in (True, False):
        panel.get_by_role("button", name="Record", exact=True).click()
        desk.page.wait_for_timeout(1000)
        panel.get_by_role("button", name="Stop").click()
        expect(panel.locator("audio, video[controls]")).to_have_count(1)
        panel.get_by_role("button", name="Do it again" if again else "Keep it").click()


def written(desk: Desk) -> str:
    return (desk.folder / "profile.yaml").read_text(encoding="utf-8")


def test_my_name_is_said_in_place(desk: Desk) -> None:
    the_profile(desk)
    field = field_of(desk, "A recording of you saying it")
    record(desk, field, "Record my voice")
    expect(field.locator("audio")).to_be_visible()
    expect(desk.page.locator("dialog[open]")).to_have_count(0)
    expect(field.locator(":focus")).to_have_count(1)  # it is there to be heard
    desk.save()
    said = re.fullmatch(re.escape(PROFILE) + r"say_my_name:\n  audio: (voice-[0-9-]+\.weba)\n", written(desk))
    assert said and not probe_recording(desk.folder / "media" / said[1], Limits()).film
    desk.page.evaluate(OPEN_ALL)
    expect(field.locator("audio")).to_be_visible()
    field.get_by_role("button", name=re.compile("Take it out")).click()
    expect(field.get_by_role("button", name="Put it back")).to_be_focused()
    desk.save()
    assert written(desk) == PROFILE


def test_hello_is_filmed_in_place_with_what_is_said_and_who_is_in_it(desk: Desk) -> None:
    the_profile(desk)
    field = field_of(desk, "Say hello yourself")
    record(desk, field, "Film it")
    expect(field.get_by_label("What is said in it?")).to_be_focused()
    field.get_by_label("What is said in it?").fill("Hello, I am Amina.")
    field.get_by_role("checkbox", name="(me)").check()
    desk.save()
    said = rf"{re.escape(PROFILE)}introduction:\n  file: film-[0-9-]+\.webm\n  transcript: Hello, I am Amina.\n"
    assert re.fullmatch(rf"{said}  shows:\n    - {AMINA}\n", written(desk))


def test_a_small_picture_is_turned_and_cut_and_short_in_the_file_until_more_is_said(desk: Desk) -> None:
    the_profile(desk)
    field = field_of(desk, "A small picture that stands for you")
    field.get_by_label("Choose a file").set_input_files(files=[photo("My Face.png")])
    expect(field.get_by_label("A friend is on the phone")).to_be_focused()
    expect(field.get_by_text("Who is in it?")).to_have_count(0)  # a small picture has nobody to be asked about
    field.get_by_role("button", name="Turn it right").click()
    expect(field.locator("[data-file]")).to_have_value("my-face-turned.jpg")
    field.get_by_role("button", name="Cut it").click()
    desk.page.get_by_role("button", name="Keep this part").click()
    expect(field.locator("[data-file]")).to_have_value("my-face-cropped.jpg")
    desk.save()
    assert written(desk) == f"{PROFILE}avatar: my-face-cropped.jpg\n"
    desk.page.evaluate(OPEN_ALL)
    field.get_by_label("A friend is on the phone").fill("Me, in red and blue.")
    desk.save()
    assert written(desk) == f"{PROFILE}avatar:\n  file: my-face-cropped.jpg\n  alt: Me, in red and blue.\n"


def test_whom_a_wide_picture_shows_is_never_said_of_the_next_one(desk: Desk) -> None:
    """A photo is taken, another takes its place, and the one before comes back with all that was said of it."""
    the_profile(desk)
    field = field_of(desk, "A wide picture for the head of your first page")
    field.get_by_role("button", name="Take a photo", exact=True).click()
    panel = desk.page.locator("dialog[open]")
    panel.get_by_role("button", name="Take it").click()
    panel.get_by_role("button", name="Keep it").click()
    alt = field.get_by_label("A friend is on the phone")
    expect(alt).to_be_focused()
    alt.fill("All of us.")
    me = field.get_by_role("checkbox", name="(me)")
    me.check()
    expect(field.locator(".who-list li").first.locator(".consent").first).to_be_visible()  # what was agreed to, at once
    field.get_by_label("Choose a file").set_input_files(files=[photo("wide.jpg")])
    expect(field.locator("[data-file]")).to_have_value("wide.jpg")
    expect(alt).to_have_value("")
    expect(me).not_to_be_checked()
    field.get_by_role("button", name="Put the one before back").click()
    expect(alt).to_have_value("All of us.")
    desk.save()
    made = next((desk.folder / "media").glob("photo-*.jpg"))
    assert desk.fields("profile.yaml")["header"] == {"file": made.name, "alt": "All of us.", "shows": [AMINA]}
    with Image.open(made) as picture:
        assert picture.format == "JPEG"
    desk.page.evaluate(OPEN_ALL)
    field.get_by_label("Or one from my folder").select_option("wide.jpg")
    desk.save()
    assert desk.fields("profile.yaml")["header"] == {"file": "wide.jpg"}  # nothing of what was said of the other


def test_what_does_not_fit_is_said_and_does_not_stay(desk: Desk) -> None:
    the_profile(desk)
    field = field_of(desk, "A recording of you saying it")
    field.get_by_label("Choose a file").set_input_files(files=[photo("me.jpg")])
    expect(field.locator(".media-state")).to_contain_text("does not fit here")
    assert not (desk.folder / "media" / "me-2.jpg").exists()  # there is another one of this name
    assert field.locator(".media-entry").count() == 0


def test_looking_at_a_profile_leaves_no_draft(desk: Desk) -> None:
    the_profile(desk)
    desk.open("")
    expect(desk.page.get_by_text("You were writing")).to_have_count(0)


@pytest.mark.parametrize("desk", [{"java_script_enabled": False}], indirect=True)
def test_without_a_script_one_is_chosen_from_the_folder_and_let_go_again(desk: Desk) -> None:
    write(desk.folder, {"profile.yaml": PROFILE, "media/wide.jpg": a_photo()})
    page = desk.open("profile")
    page.get_by_role("heading", name="My picture and voice").click()
    field = field_of(desk, "A wide picture for the head of your first page")
    field.get_by_label("Which file?").select_option("wide.jpg")
    field.get_by_label("A friend is on the phone").fill("A bridge.")
    field.get_by_role("checkbox", name="Nobody").check()
    desk.save()
    assert written(desk) == f"{PROFILE}header:\n  file: wide.jpg\n  alt: A bridge.\n  shows: []\n"
    page.get_by_role("heading", name="My picture and voice").click()
    field.get_by_label("Which file?").select_option("None")
    desk.save()
    assert written(desk) == PROFILE


@pytest.mark.parametrize("desk", [{"viewport": {"width": 320, "height": 640}}], indirect=True)
def test_on_a_small_phone_they_are_named_large_enough_and_inside_the_page(desk: Desk) -> None:
    write(desk.folder, {"media/wide.jpg": a_photo()})
    the_profile(desk, f"{PROFILE}header: wide.jpg\n")
    page = desk.page
    expect(field_of(desk, "A wide picture for the head of your first page").locator("[data-look] img")).to_be_visible()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(TOO_SMALL) == []
