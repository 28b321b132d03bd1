"""A family writes back: by keyboard alone, sealed in the page, opened by the school, gone for whoever comes next."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Dialog, Download, Page, expect

from profilegen.build import build_site
from profilegen.event.keys import event_key, keys_of
from profilegen.event.sealing import LONGEST, Response, opened
from profilegen.exchange.responses import Done, carry_out, plan_responses
from profilegen.model.audience import Audience
from profilegen.model.occasion import Occasion
from tests.browser.conftest import OpenReader
from tests.browser.reading import Reader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE
from tests.built_sites import TODAY, BuiltPage
from tests.exchange.small_school import records, small_school, write

AMINA, EVENT = "amina-x7k2", "autumn-2026"
WORDS = {
    "comment": "canaryone: the bridge held",
    "question": "canarytwo?",
    "goal": "canarythree together",
    "help": "canaryfour every evening",
    "by": "canaryfive",
    "name": "canarysix Yusuf",
    "relation": "canaryseven",
}


def school_of(folder: Path, locale: str = "en-GB") -> Path:
    return small_school(folder / "school", {AMINA: "name: Amina Yusuf"}, f"locale: {locale}\n")


def respond_page(school: Path, *, key: str | None = None) -> BuiltPage:
    """The page on the family's own table; `key` is the event's, unless another is given."""
    public = event_key(school, EVENT).public if key is None else key
    built = build_site(school, Audience.FAMILY, today=TODAY, jobs=1, occasion=Occasion("meeting", EVENT, public))
    assert built.problems == ()
    home = school / "_site/family/students" / AMINA
    return BuiltPage(home / "respond.html", home, "respond")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests that only look."""
    return school_of(tmp_path_factory.mktemp("meeting"))


@pytest.fixture(scope="module")
def table(school: Path) -> BuiltPage:
    return respond_page(school)


def write_all(page: Page, **changes: str) -> None:
    for name, text in (WORDS | changes).items():
        page.locator(f"#respond_{name}").fill(text)
    page.get_by_label("Amina agreed to this goal").check()
    page.get_by_label("Our family too").check()


def save(page: Page) -> Download:
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save", exact=True).click()
    return caught.value


def assert_empty(page: Page) -> None:
    for name in WORDS:
        expect(page.locator(f"#respond_{name}")).to_have_value("")
    expect(page.locator("[data-respond] :checked")).to_have_count(0)


def everything_kept(page: Page) -> str:
    """What the page and its stores hold: what the next visitor could find."""
    return str(
        page.evaluate(
            """() => [document.documentElement.outerHTML, JSON.stringify(localStorage), JSON.stringify(sessionStorage),
            document.cookie, JSON.stringify(history.state), location.href,
            ...[...document.querySelectorAll("input, textarea")].map(one => one.value)].join("\\n")"""
        )
    )


# From the keyboard into the profile


def test_by_keyboard_alone_from_the_table_into_the_profile(tmp_path: Path, reader_with: OpenReader) -> None:
    """Written, saved, opened by the school, taken in, and read in the site that is built next."""
    school = school_of(tmp_path)
    reader = reader_with(accept_downloads=True)
    page = reader.open(respond_page(school))
    page.locator("#respond_comment").focus()
    for name in ("comment", "question", "goal", "help", "by"):
        expect(page.locator(f"#respond_{name}")).to_be_focused()
        page.keyboard.type(WORDS[name])
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for name in ("name", "relation"):
        page.keyboard.press("Tab")
        expect(page.locator(f"#respond_{name}")).to_be_focused()
        page.keyboard.type(WORDS[name])
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Our family too")).to_be_checked()
    page.keyboard.press("Tab")
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    file = tmp_path / caught.value.suggested_filename
    caught.value.save_as(file)

    today = date.today()
    found = opened(file.read_bytes(), keys_of(school))
    assert found == Response(student=AMINA, date=found.date, shown_to="family", goal_agreed=True, **WORDS)
    assert abs((found.date - today).days) <= 1  # midnight may have come
    assert reader.asked_outside(BuiltPage(file, school, "")) == [] and reader.heard == []

    assert carry_out(plan_responses([file], school, today=today)) == Done(1, 1)
    (written,) = records(school, AMINA, "testimonials")
    assert written["from"]["role"] == "family"
    build_site(school, Audience.FAMILY, today=today, jobs=1)
    page = reader.open(
        BuiltPage(school / "_site/family/students" / AMINA / "testimonials.html", school, "testimonials")
    )
    expect(page.get_by_text("canaryone: the bridge held")).to_be_visible()
    index = (school / "_site/family/students" / AMINA / "index.html").read_text(encoding="utf-8")
    assert "canarythree together" in index


def test_the_way_there_stands_at_the_end_and_in_the_bar(table: BuiltPage, reader: Reader) -> None:
    page = reader.open(BuiltPage(table.home / "conference.html", table.home, "conference"))
    expect(page.locator("[data-screen-bar]").get_by_role("link", name="Write something back")).to_be_visible()
    page.keyboard.press("End")
    page.locator("[data-screen]:visible").get_by_role("link", name="Write something back").click()
    expect(page.get_by_role("heading", name="Write something back")).to_be_visible()
    page.get_by_role("link", name="Back to the conference").click()
    expect(page.locator("[data-screens]")).to_be_visible()


# Sealed


def test_the_file_holds_no_word_and_names_nobody(table: BuiltPage, reader: Reader, tmp_path: Path) -> None:
    page = reader.open(table)
    write_all(page)
    caught = save(page)
    assert re.fullmatch(r"response-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json", caught.suggested_filename)
    content = Path(caught.path()).read_bytes()
    for word in (b"canary", b"amina", b"Amina", b"family", b"Yusuf"):
        assert word not in content


def test_whatever_is_typed_comes_back_as_it_was(school: Path, table: BuiltPage, reader: Reader) -> None:
    """Any script, line breaks, quotation marks, and as much as may be written."""
    page = reader.open(table)
    typed = "أحسنتِ\nRe “quoted” \\ <b>&amp; 🌱"
    write_all(page, comment=typed, question="€" * LONGEST["question"])
    found = opened(Path(save(page).path()).read_bytes(), keys_of(school))
    assert (found.comment, found.question) == (typed, "€" * LONGEST["question"])


def test_nobody_can_type_more_than_is_taken(table: BuiltPage, reader: Reader) -> None:
    page = reader.open(table)
    for name, most in LONGEST.items():
        expect(page.locator(f"#respond_{name}")).to_have_attribute("maxlength", str(most))


def test_every_choice_is_saved_as_it_was_made(school: Path, table: BuiltPage, reader: Reader) -> None:
    for label, word in (("Only Amina and the teachers", "teachers"), ("Others at the school too", "school")):
        page = reader.open(table)
        write_all(page, goal="", help="", by="")
        page.get_by_label("Amina agreed to this goal").uncheck()
        page.get_by_label(label).check()
        found = opened(Path(save(page).path()).read_bytes(), keys_of(school))
        assert (found.shown_to, found.goal_agreed) == (word, False)


# What is missing


def test_what_is_missing_is_said_beside_it_and_at_the_top(table: BuiltPage, reader: Reader) -> None:
    """The summary has the focus; each line of it leads to its field; what is mended is no longer told of."""
    page = reader.open(table)
    page.get_by_label("By when (optional)").fill("Easter")
    page.get_by_role("button", name="Save", exact=True).click()
    summary = page.get_by_role("group", name="Something is still missing")
    expect(summary).to_be_focused()
    assert summary.get_by_role("link").all_inner_texts() == [
        "Write what you were glad to see.",
        "Write the goal too, or empty what stands below it.",
        "Write your name.",
        "Write how you are related to Amina.",
        "Choose who this may be shown to.",
    ]
    assert reader.violations() == []
    for field in (page.get_by_label("What I was glad to see"), page.get_by_role("radiogroup")):
        expect(field).to_have_attribute("aria-invalid", "true")
        first = (field.get_attribute("aria-describedby") or "").split()[0]
        expect(page.locator(f"#{first}")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What I was glad to see")).to_be_focused()
    write_all(page)
    page.get_by_label("Your name").fill("   ")
    page.get_by_role("button", name="Save", exact=True).click()
    assert summary.get_by_role("link").all_inner_texts() == ["Write your name."]
    expect(page.get_by_label("What I was glad to see")).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("What I would like to ask or tell")).to_have_value(WORDS["question"])


def test_nobody_is_shown_anything_unless_somebody_chose_so(table: BuiltPage, reader: Reader) -> None:
    """Nothing is ticked at first, and every field has a label of its own instead of grey words in it."""
    page = reader.open(table)
    assert_empty(page)
    fields = page.locator("[data-respond] :is(input, textarea)")
    assert fields.evaluate_all("all => all.filter(one => one.placeholder || one.labels.length !== 1)") == []
    assert set(fields.evaluate_all("all => all.map(one => one.autocomplete)")) == {"off"}


@pytest.mark.parametrize("step", ["generateKey", "encrypt"])
def test_where_sealing_fails_the_words_stay(table: BuiltPage, reader: Reader, step: str) -> None:
    page = reader.open(table)
    write_all(page)
    page.evaluate(f"() => {{ crypto.subtle.{step} = () => Promise.reject(new Error('no')); }}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Your words are still here")
    expect(page.get_by_label("What I was glad to see")).to_have_value(WORDS["comment"])


# Whoever comes next


def test_the_next_family_finds_nothing(table: BuiltPage, reader: Reader) -> None:
    """Not in the fields, not in any store, not by undoing, going back, going on, or loading again."""
    page = reader.open(table)
    write_all(page)
    name = save(page).suggested_filename
    said = page.locator("[data-file]")
    expect(said).to_have_text(
        f"Saved as {name}. Give it to the teacher, or leave it on this laptop: nobody but the school can read it."
    )
    expect(page.get_by_role("heading", name="Thank you")).to_be_focused()
    assert "canary" not in everything_kept(page)
    page.get_by_role("button", name="Write another one").click()
    expect(page.get_by_label("What I was glad to see")).to_be_focused()
    assert_empty(page)
    for keys in ("Control+z", "Control+z", "Control+y"):
        page.keyboard.press(keys)
    assert "canary" not in everything_kept(page)
    page.reload()
    assert_empty(page)
    page.goto((table.home / "index.html").as_uri())
    page.go_back()
    assert_empty(page)
    page.go_forward()
    page.go_back()
    assert "canary" not in everything_kept(page)
    assert reader.heard == []


def test_what_was_not_saved_warns_and_then_is_gone(table: BuiltPage, reader: Reader) -> None:
    """Whoever leaves with words on the page is asked first; whoever comes back to it finds none of them."""
    page = reader.open(table)
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.reload()
    assert asked == []
    write_all(page)
    page.goto((table.home / "index.html").as_uri())
    assert asked == ["beforeunload"]
    page.go_back()
    assert_empty(page)
    write_all(page)
    page.reload()
    assert asked == ["beforeunload"] * 2
    assert_empty(page)


def test_the_same_file_can_be_saved_once_more(school: Path, table: BuiltPage, reader: Reader) -> None:
    """Where somebody pressed Cancel, nothing is lost: it is sealed by then. After it, leaving asks nothing."""
    page = reader.open(table)
    page.on("dialog", lambda dialog: pytest.fail(dialog.type))
    write_all(page)
    first = save(page)
    with page.expect_download() as caught:
        page.get_by_role("link", name="Save the same file once more").click()
    assert caught.value.suggested_filename == first.suggested_filename
    assert Path(caught.value.path()).read_bytes() == Path(first.path()).read_bytes()
    page.goto((table.home / "index.html").as_uri())


def waited(reader: Reader, table: BuiltPage) -> Page:
    """The page with a clock that a test moves on; it goes by itself too."""
    reader.page.clock.install()
    return reader.open(table)


def test_words_that_were_left_go_after_a_question(table: BuiltPage, reader: Reader) -> None:
    """Ten minutes without a key or a touch, and one more in which nobody answers."""
    page = waited(reader, table)
    write_all(page)
    question = page.get_by_role("dialog", name="Are you still there?")
    page.clock.run_for(580_000)
    expect(question).to_be_hidden()
    page.clock.run_for(25_000)
    expect(question).to_be_visible()
    expect(page.get_by_role("button", name="I am still here")).to_be_focused()
    assert reader.violations() == []
    expect(page.locator("#respond_comment")).to_have_value(WORDS["comment"])
    page.clock.run_for(65_000)
    expect(question).to_be_hidden()
    assert_empty(page)
    assert "canary" not in everything_kept(page)
    write_all(page)
    assert save(page).suggested_filename
    assert reader.heard == []


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_who_is_still_there_keeps_their_words(table: BuiltPage, reader: Reader, key: str) -> None:
    page = waited(reader, table)
    write_all(page)
    question = page.get_by_role("dialog", name="Are you still there?")
    page.locator("#respond_comment").focus()
    page.clock.run_for(605_000)
    expect(question).to_be_visible()
    page.keyboard.press(key)
    expect(question).to_be_hidden()
    expect(page.locator("#respond_comment")).to_be_focused()
    page.clock.run_for(500_000)
    page.keyboard.press("End")
    page.clock.run_for(500_000)
    expect(question).to_be_hidden()
    expect(page.locator("#respond_comment")).to_have_value(WORDS["comment"])


def test_a_laptop_that_slept_asks_before_it_empties(table: BuiltPage, reader: Reader) -> None:
    page = waited(reader, table)
    write_all(page)
    page.clock.fast_forward(3_600_000)
    expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
    expect(page.locator("#respond_comment")).to_have_value(WORDS["comment"])


def test_nobody_is_asked_where_nothing_is_written(table: BuiltPage, reader: Reader) -> None:
    page = waited(reader, table)
    page.clock.run_for(1_300_000)
    expect(page.locator("dialog[open]")).to_have_count(0)


# A page for a guest


def test_no_menu_stands_above_it(table: BuiltPage, reader: Reader) -> None:
    """One way, back to the conference; and how it looks can be changed."""
    page = reader.open(table)
    expect(page.locator("header, [aria-current]")).to_have_count(0)
    assert [one.strip() for one in page.locator("nav a, main a:visible").all_inner_texts()] == [
        "Back to the conference"
    ]
    expect(page.get_by_role("button", name="How it looks")).to_be_visible()


def test_what_it_needs_goes_to_no_other_site(table: BuiltPage, tmp_path: Path) -> None:
    """Not even to those that have a conference to show."""
    assert {one.name for one in (table.home / "theme/meeting").iterdir()} == {"respond.css", "respond.js"}
    school = school_of(tmp_path)
    write(school / "students" / AMINA / "conferences/autumn.yaml", "date: 2026-10-14\nwelcome: Hello.\n")
    build_site(school, Audience.FAMILY, today=TODAY, jobs=1)
    home = school / "_site/family/students" / AMINA
    assert (home / "theme/conference/conference.js").is_file()
    assert list(home.rglob("*respond*")) == []


# Where nothing can be saved


def paper_alone(page: Page) -> None:
    expect(page.get_by_text("Please write on the paper slip instead")).to_be_visible()
    expect(page.locator("textarea:visible, input:visible")).to_have_count(0)
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)


def test_without_javascript_there_is_paper(table: BuiltPage, reader_with: OpenReader) -> None:
    paper_alone(reader_with(java_script_enabled=False).open(table))


def test_without_cryptography_there_is_paper(table: BuiltPage, reader_with: OpenReader) -> None:
    reader = reader_with()
    reader.page.add_init_script("Object.defineProperty(window, 'crypto', {value: {}})")
    paper_alone(reader.open(table))
    assert reader.heard == []


def test_without_a_key_there_is_paper(tmp_path: Path, reader: Reader) -> None:
    page = reader.open(respond_page(school_of(tmp_path), key=""))
    paper_alone(page)
    assert page.locator("[data-respond]").count() == 0
    assert reader.violations() == []


# For everybody


@pytest.mark.parametrize("locale", ["en-GB", "ar"])
@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1280, 800, "dark"), (1280, 800, "light"), (640, 400, "light"), (320, 640, "dark")]
)
def test_it_is_sound_in_every_room(
    tmp_path_factory: pytest.TempPathFactory, reader_with: OpenReader, locale: str, width: int, height: int, scheme: Any
) -> None:
    """1280 px at 200 % are 640. Empty, with everything missing, and afterwards."""
    reader = reader_with(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = reader.open(respond_page(school_of(tmp_path_factory.mktemp("room"), locale)))
    save_button = page.locator("[data-save]")
    for step in ("empty", "missing", "saved"):
        if step == "saved":
            for name, text in WORDS.items():
                page.locator(f"#respond_{name}").fill(text)
            page.locator("#respond_shown_to_family").check()
        if step != "empty":
            save_button.click()
            expect(page.locator("[data-thanks] h2" if step == "saved" else "[data-wrong]")).to_be_focused()
        assert reader.violations() == [], step
        assert page.evaluate(PAGE_IS_TOO_WIDE) == "", step
        small = page.evaluate(SMALL_TARGETS)
        assert small == [], step
    assert reader.heard == []


SMALL_TARGETS = """() => [...document.querySelectorAll("[data-respond] :is(input, textarea, button, a)")]
  .filter(one => one.getClientRects().length)
  .map(one => one.closest(".respond-choice") || one)
  .filter(one => one.getBoundingClientRect().height < 44)
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("theme", ["journal", "meadow", "gallery", "crisp", "ours"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_theme_has_it(tmp_path: Path, reader_with: OpenReader, theme: str, scheme: Any) -> None:
    """A school's own too, whose pages are looked at before they are written."""
    school = school_of(tmp_path)
    write(school / "themes/ours/theme.yaml", "name: ours\nextends: meadow\n")
    write(school / "students" / AMINA / "profile.yaml", f"name: Amina\ntheme: {theme}\n")
    reader = reader_with(color_scheme=scheme)
    page = reader.open(respond_page(school))
    page.get_by_role("button", name="Save", exact=True).click()
    assert reader.violations() == []
    assert reader.heard == []
