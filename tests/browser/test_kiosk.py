"""The screen in the hall: large cards, back to the start when nobody is there any more, and no way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from profilegen.build import build_site
from profilegen.model.audience import Audience
from profilegen.model.occasion import KIOSK
from tests.browser.conftest import OpenReader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE
from tests.browser.test_viewer import drawing
from tests.building.worlds import write
from tests.built_sites import TODAY, BuiltSite

AMINA, BEN = "amina-x3f9", "ben-7k2q"
STEPS_OUT = "See [my club](https://example.org/club), [write](mailto:a@example.org) and [the piece before](#top). " * 2


@pytest.fixture(scope="session")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], BuiltSite]:
    """The site of a small school on a screen in the hall, in one language; made once."""
    sites: dict[str, BuiltSite] = {}

    def build(locale: str) -> BuiltSite:
        if locale not in sites:
            sites[locale] = _built(tmp_path_factory.mktemp("hall #1"), locale)
        return sites[locale]

    return build


def _built(home: Path, locale: str) -> BuiltSite:
    files: dict[str, str | bytes] = {
        "school/school.yaml": f"name: Hillside\nlocale: {locale}\ndefault_audience: school\n",
        "school/classes/oak.yaml": f"name: Oak\nschool_year: 2026/27\nstudents: [{AMINA}, {BEN}]\n",
        "school/students/zoe-d4y6/profile.yaml": "name: Zoë Lin\naudience: school\n",
    }
    for student, name in ((AMINA, "Amina Bello"), (BEN, "Ben Hart")):
        files[f"school/students/{student}/profile.yaml"] = f"name: {name}\naudience: school\n"
        files[f"school/students/{student}/reflections/bridge.yaml"] = (
            f"title: The bridge of {name.split()[0]}\ndate: 2026-10-14\nbody: |\n  {STEPS_OUT}\naudience: school\n"
            "media: [{file: bridge.png, alt: A bridge, shows: []}]\n"
        )
        files[f"school/students/{student}/media/bridge.png"] = drawing(1400, 900, "#b3261e")
    write(home, files)
    out = home / "kiosk"
    summary = build_site(
        home / "school", Audience.SCHOOL, out=out, only=(AMINA, BEN), today=TODAY, jobs=1, occasion=KIOSK
    )
    assert [one.message for one in summary.problems if one.severity.name == "ERROR"] == []
    return BuiltSite("school", out)


def page_named(site: BuiltSite, path: str) -> Path:
    return site.folder / path


def opened(reader_with: OpenReader, file: Path, **options: object) -> Page:
    """With a clock that a test moves on; it goes by itself too, so each test leaves it some room."""
    page = reader_with(**options).page
    page.clock.install()
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize("path", [f"students/{AMINA}/index.html", f"students/{AMINA}/reflections/bridge.html"])
def test_after_a_pause_it_asks_and_then_goes_back_to_the_start(
    hall: Callable[[str], BuiltSite], reader_with: OpenReader, path: str
) -> None:
    page = opened(reader_with, page_named(hall("en-GB"), path))
    page.evaluate("localStorage.setItem('profilegen-reading', '{}')")
    page.clock.run_for(90_000)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.run_for(35_000)
    expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    expect(page.get_by_role("button", name="I am still here")).to_be_focused()
    page.clock.run_for(31_000)
    expect(page).to_have_url((hall("en-GB").folder / "index.html").as_uri())
    assert page.evaluate("localStorage.length") == 0


def test_whoever_is_still_there_stays(hall: Callable[[str], BuiltSite], reader_with: OpenReader) -> None:
    file = page_named(hall("en-GB"), f"students/{AMINA}/index.html")
    page = opened(reader_with, file)
    page.clock.run_for(125_000)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.run_for(60_000)
    assert page.url == file.as_uri()


def test_what_somebody_typed_at_the_start_is_gone_with_them(
    hall: Callable[[str], BuiltSite], reader_with: OpenReader
) -> None:
    page = opened(reader_with, page_named(hall("en-GB"), "index.html"))
    page.get_by_label("Find a student or a class").fill("Ami")
    page.clock.run_for(152_000)
    expect(page.get_by_label("Find a student or a class")).to_have_value("")
    page.clock.run_for(400_000)  # and then it is quiet
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_by_keyboard_from_the_start_to_a_student_and_back(
    hall: Callable[[str], BuiltSite], reader_with: OpenReader
) -> None:
    page = reader_with().page
    page.goto(page_named(hall("en-GB"), "index.html").as_uri())
    page.get_by_label("Find a student or a class").focus()
    page.keyboard.type("ben")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ben")
    way = page.get_by_role("link", name="Back to the start")
    way.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(page_named(hall("en-GB"), "index.html").as_uri())


def test_nothing_leads_out_of_the_folder(hall: Callable[[str], BuiltSite], reader_with: OpenReader) -> None:
    site = hall("en-GB")
    home = site.folder.as_uri()
    page = reader_with().page
    for built in site.pages:
        page.goto(built.file.as_uri())
        links = page.locator("a[href]:not([data-large])")
        for address in links.evaluate_all("links => links.map(link => link.href)"):
            assert address.startswith(home) and ".html" in address, (built.name, address)
    page.goto(page_named(site, f"students/{AMINA}/reflections/bridge.html").as_uri())
    expect(page.get_by_text("my club").first).to_be_visible()  # its words stay
    assert page.locator("a[href^='http'], a[href^='mailto']").count() == 0


def test_a_picture_is_shown_large_on_its_own_page(hall: Callable[[str], BuiltSite], reader_with: OpenReader) -> None:
    """By keyboard too, and in its large size."""
    file = page_named(hall("en-GB"), f"students/{AMINA}/reflections/bridge.html")
    page = reader_with(viewport={"width": 1920, "height": 1080}).page
    page.goto(file.as_uri())
    page.locator("a[data-large]").first.focus()
    page.keyboard.press("Enter")
    shown = page.locator("dialog[open] img")
    expect(shown).to_be_visible()
    assert shown.evaluate("img => img.decode().then(() => img.naturalWidth)") >= 1200
    page.keyboard.press("Escape")
    assert page.url == file.as_uri()


@pytest.mark.parametrize("key", ["Control", "Shift", "Alt"])
def test_no_key_makes_another_window_of_a_link(
    hall: Callable[[str], BuiltSite], reader_with: OpenReader, key: str
) -> None:
    page = reader_with().page
    page.goto(page_named(hall("en-GB"), "index.html").as_uri())
    page.get_by_role("link", name="Amina").click(modifiers=[key])  # type: ignore[list-item]
    page.get_by_role("link", name="Amina").click(button="middle")
    page.wait_for_timeout(300)
    assert len(page.context.pages) == 1 and page.url.endswith("/index.html")


def test_what_a_visitor_chose_is_gone_with_them(hall: Callable[[str], BuiltSite], reader_with: OpenReader) -> None:
    """By the way back, and by the pause on the first page."""
    page = opened(reader_with, page_named(hall("en-GB"), f"students/{AMINA}/index.html"))
    chosen = """localStorage.setItem("profilegen-reading", '{"size": "largest", "scheme": "dark"}')"""
    page.evaluate(chosen)
    page.get_by_role("link", name="Back to the start").click()
    expect(page.get_by_role("link", name="Amina")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.size || ''") == ""
    page.evaluate(chosen)
    page.reload()
    assert page.evaluate("document.documentElement.dataset.size") == "largest"
    page.get_by_role("button", name="How it looks").click()
    page.clock.run_for(160_000)
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.evaluate("document.documentElement.dataset.size || ''") == ""


def test_every_name_is_seen_at_once_on_an_old_projector(
    hall: Callable[[str], BuiltSite], reader_with: OpenReader
) -> None:
    page = reader_with(viewport={"width": 1024, "height": 768}).page
    page.goto(page_named(hall("en-GB"), "index.html").as_uri())
    for name in page.locator(".student-name").all():
        place = name.bounding_box()
        assert place and place["y"] + place["height"] < 768
    expect(page.get_by_role("link", name="Oak")).to_have_count(0)  # the class stands whole on this page


def test_a_student_s_pages_know_nothing_of_another_student(hall: Callable[[str], BuiltSite]) -> None:
    folder = hall("en-GB").folder / "students"
    for own, other in ((AMINA, "Ben"), (BEN, "Amina")):
        for file in (folder / own).rglob("*.*"):
            if file.suffix in (".html", ".js"):
                assert other not in file.read_text(encoding="utf-8"), file


def test_only_whom_it_is_made_for_is_there(hall: Callable[[str], BuiltSite]) -> None:
    site = hall("en-GB")
    assert sorted(one.name for one in (site.folder / "students").iterdir()) == [AMINA, BEN]
    assert "Zoë" not in (site.folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("locale", ["en-GB", "ar"])
@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1024, 768, "dark"), (1920, 1080, "light"), (512, 384, "light")]
)
def test_it_is_sound_in_every_hall(
    hall: Callable[[str], BuiltSite], reader_with: OpenReader, locale: str, width: int, height: int, scheme: str
) -> None:
    """1024 px at 200 % are 512."""
    reader = reader_with(viewport={"width": width, "height": height}, color_scheme=scheme)
    for path in ("index.html", "classes/oak.html", f"students/{AMINA}/reflections/bridge.html"):
        reader.page.goto(page_named(hall(locale), path).as_uri())
        assert reader.violations() == []
        assert reader.page.evaluate(PAGE_IS_TOO_WIDE) == ""
    reader.page.evaluate("document.querySelector('.kiosk-question').showModal()")
    assert reader.violations() == []
