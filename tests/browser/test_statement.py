"""The worksheet of a statement: counted as one writes, saved as a sound record, kept nowhere unasked, by keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from playwright.sync_api import Dialog, Page, expect

from profilegen.applying.statement import read_worksheet, worksheet_page
from profilegen.loading.yaml_text import parse
from profilegen.model.statements import characters_in
from profilegen.studio.statements import carry_out, plan_statement
from tests.browser.conftest import OpenReader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE
from tests.building.worlds import write
from tests.built_sites import TODAY, BuiltPage

RHYS = "students/rhys-p6c1"
LONG_WORD = "unbroken" * 30


def a_school(folder: Path, locale: str = "en-GB", **more: str) -> Path:
    """A school with one student who has something to show, of every kind and length."""
    return write(
        folder / "school",
        {
            "school.yaml": f"name: Hillside\nlocale: {locale}\nframework: skills-builder-2\n",
            f"{RHYS}/profile.yaml": "name: Rhys Pugh\n",
            f"{RHYS}/reflections/chair.yaml": (
                "title: The chair\ndate: 2026-10-14\nsubject: Design\n"
                "skills: [{skill: Planning, evidence: I drew it three times.}]\n"
            ),
            f"{RHYS}/reflections/long.md": f"---\ntitle: {LONG_WORD}\ndate: 2026-10-15\n---\nFor me.\n",
            f"{RHYS}/achievements/job.yaml": "title: وظيفة يوم السبت\nkind: service\ndate: 2026-07-01\nlang: ar\n",
            **more,
        },
    )


def sheet_of(school: Path) -> BuiltPage:
    """The worksheet as it is now, in a folder of its own."""
    made = read_worksheet(school, "rhys-p6c1", today=TODAY)
    file = school.parent / "sheet" / "sheet.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(worksheet_page(made), encoding="utf-8", newline="\n")
    return BuiltPage(file, file.parent, "statement")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests that only look."""
    return a_school(tmp_path_factory.mktemp("statement"))


@pytest.fixture(scope="module")
def sheet(school: Path) -> BuiltPage:
    return sheet_of(school)


def answer(page: Page, number: int = 1) -> str:
    return f"#answer_{number}"


def put(page: Page, text: str, number: int = 1) -> None:
    """As a paste does: all at once, whatever it holds."""
    page.evaluate(
        """([place, text]) => { const area = document.querySelector(place); area.value = text;
        area.dispatchEvent(new Event("input", { bubbles: true })); }""",
        [answer(page, number), text],
    )


def save(page: Page, to: Path) -> Path:
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save", exact=True).click()
    file = to / caught.value.suggested_filename
    caught.value.save_as(file)
    return file


def fill_names(page: Page) -> None:
    page.get_by_label("What it is called").fill("First try")
    page.get_by_label("Course or university").fill("Furniture")


def kept_by_browser(page: Page) -> str:
    return str(page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie, history.state])"))


NOTHING_KEPT = '[{},{},"",null]'


# From the keyboard into the profile


def test_by_keyboard_alone_onto_the_sheet_into_the_profile_and_back(tmp_path: Path, reader_with: OpenReader) -> None:
    school = a_school(tmp_path)
    reader = reader_with(accept_downloads=True)
    page = reader.open(sheet_of(school))
    page.locator("body").press("Tab")
    expect(page.get_by_label("What it is called")).to_be_focused()
    page.keyboard.type("First try")
    page.keyboard.press("Enter")  # saves nothing by mistake
    page.keyboard.press("Tab")
    page.keyboard.type("Furniture: Clifton")
    page.keyboard.press("Tab")  # what a tutor might ask can be folded away
    page.keyboard.press("Tab")
    expect(page.locator("#answer_1")).to_be_focused()
    page.keyboard.type("I sat on it.\nIt broke.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Choose from all my pieces").first).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="The chair: question 1")).to_be_focused()
    page.keyboard.press("Space")
    beside = page.get_by_role("complementary", name="My evidence for question 1")
    expect(beside).to_contain_text("Planning: I drew it three times.")
    page.get_by_role("button", name="Save", exact=True).focus()
    with page.expect_download() as caught:
        page.keyboard.press("Enter")
    assert caught.value.suggested_filename == "statement-first-try.yaml"
    file = tmp_path / "file.yaml"
    caught.value.save_as(file)
    expect(page.locator("[data-told]")).to_contain_text("Your browser is saving statement-first-try.yaml.")

    assert carry_out(plan_statement(file, school, today=TODAY)) == "statements/first-try.yaml"
    page = reader_with().open(sheet_of(school))
    expect(page.get_by_label("Course or university")).to_have_value("Furniture: Clifton")
    expect(page.locator("#answer_1")).to_have_value("I sat on it.\nIt broke.")
    expect(page.get_by_role("checkbox", name="The chair: question 1")).to_be_checked()
    expect(page.get_by_role("complementary", name="My evidence for question 1")).to_contain_text("The chair")


def test_what_is_needed_is_said_and_gets_the_focus(sheet: BuiltPage, reader_with: OpenReader) -> None:
    page = reader_with().open(sheet)
    page.get_by_role("button", name="Save", exact=True).click()
    title = page.get_by_label("What it is called")
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#title_needed")).to_have_text("This is needed before it can be saved.")
    title.fill("x")
    expect(page.locator("#title_needed")).to_be_hidden()


# Counting


def test_each_answer_and_all_of_them_are_counted_as_one_writes(sheet: BuiltPage, reader_with: OpenReader) -> None:
    page = reader_with().open(sheet)
    expect(page.locator("#count_1")).to_have_text("Nothing yet: at least 350 characters.")
    page.locator("#answer_1").fill("x" * 349)
    expect(page.locator("#count_1")).to_have_text("Characters: 349. Too short: at least 350, so 1 more.")
    page.locator("#answer_1").fill("x" * 350)
    expect(page.locator("#count_1")).to_have_text("Characters: 350. Long enough: at least 350.")
    page.locator("#answer_2").fill("a b\n\nc")
    expect(page.locator("[data-total]")).to_have_text("In all: 356 of 4,000. Left: 3,644.")
    page.locator("#answer_3").fill("y" * 3700)
    expect(page.locator("[data-total]")).to_have_text(
        "In all: 4,056 of 4,000. Too long by 56. Nothing is cut: you choose what goes."
    )
    assert len(page.locator("#answer_3").input_value()) == 3700


def test_a_count_is_read_out_in_a_pause_and_not_at_every_key(sheet: BuiltPage, reader_with: OpenReader) -> None:
    reader = reader_with()
    reader.page.clock.install()
    page = reader.open(sheet)
    heard = page.locator("#heard")
    expect(heard).to_have_attribute("aria-live", "polite")
    for letter in "wood":
        page.locator("#answer_2").press(letter)
        page.clock.run_for(1000)
        assert heard.text_content() == ""
    page.clock.run_for(1500)
    expect(heard).to_have_text(
        "Question 2. Characters: 4. Too short: at least 350, so 346 more. In all: 4 of 4,000. Left: 3,996."
    )
    expect(page.locator("#answer_2")).to_have_attribute("aria-describedby", "count_2")


HOSTILE = [
    "--- !!python/object:os\n...\n- a: b\n# d\n%TAG\n&e *f",
    "   leading\n\ttab\n   three spaces\nend   ",
    "“quoted” \"double\" 'single' \\n \\u0041 \\ ${x} {{ y }} </script><!--",
    "👩‍🔧 مرحبا שלום 한국어 𝔘 e\u0301 \u202eabc\u202c",
    "a\u2028b\u2029c\u00a0d\ufeffe\u200bf\u0085g",
    "\ufeffa\n\n\n   \nb",
    "x\n" * 1999 + "y",
    "z " * 2000,
    "|-\n>\n? :\nkey: value # note",
    "no\nyes\nnull\n~\n2026-11-23",
    "yes",
    "0x1F",
    "one\r\ntwo\rthree",
    "half \ud800 and \udc00 and 😀",
    "nul \x00 bell \x07 del \x7f end \ufffe\uffff\ufdd0.",
    "#not a comment",
    "Ünï\ncodé\n𠜎𠜱",
]
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def as_kept(text: str) -> str:
    """What a file of a profile may hold of a text: no sign that is no text, one kind of line end."""
    return NO_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def test_whatever_is_written_is_counted_and_saved_letter_for_letter(tmp_path: Path, reader_with: OpenReader) -> None:
    """Read again by the product, and by another reader of YAML; taken in; and on the next sheet."""
    school = a_school(tmp_path)
    page = reader_with(accept_downloads=True).open(sheet_of(school))
    for number, text in enumerate(HOSTILE):
        fill_names(page)
        put(page, text)
        put(page, f"again: {text}", 3)
        wanted = as_kept(text)
        said = page.locator("#count_1").text_content() or ""
        assert f"Characters: {characters_in(wanted):,}." in said, repr(text[:40])
        file = save(page, tmp_path)
        written = file.read_text(encoding="utf-8")
        found = parse(written, "")
        assert not found.mistakes and found.fields is not None
        other = yaml.safe_load(written)
        reads: tuple[Any, ...] = (found.fields, other)
        for read in reads:
            texts = [one["text"] for one in read["answers"]]
            assert texts == [wanted, as_kept(f"again: {text}")], repr(text[:40])
            assert read["for"] == "Furniture"
        plan = plan_statement(file, school, today=TODAY)
        carry_out(plan)
        made = read_worksheet(school, "rhys-p6c1", today=TODAY)
        assert made.answers[0].text == wanted, (number, repr(text[:40]))
        assert "a\n\n\n   \nb" not in wanted or "text: " in written
    again = reader_with().open(sheet_of(school))
    expect(again.locator("#answer_1")).to_have_value(as_kept(HOSTILE[-1]))


def test_hostile_titles_are_quoted_too(tmp_path: Path, reader_with: OpenReader) -> None:
    page = reader_with(accept_downloads=True).open(sheet_of(a_school(tmp_path)))
    page.get_by_label("What it is called").fill("a: \"b\" # c \\ 'd' ../../etc")
    page.get_by_label("Course or university").fill("- [x]: {y}")
    file = save(page, tmp_path)
    assert file.name == "statement-a-b-c-d-etc.yaml"
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert (read["title"], read["for"]) == ("a: \"b\" # c \\ 'd' ../../etc", "- [x]: {y}")
    page.get_by_label("What it is called").fill("كرسي")
    assert save(page, tmp_path).name == "statement.yaml"


def test_more_than_a_file_may_hold_is_told_and_not_saved(sheet: BuiltPage, reader_with: OpenReader) -> None:
    page = reader_with().open(sheet)
    fill_names(page)
    put(page, "u" * 30_001)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-told]")).to_contain_text("This is too long for one file.")
    expect(page.locator("#answer_1")).not_to_have_value("")


# Nothing stays, unless somebody asks for it


def test_nothing_stays_in_the_browser_and_leaving_is_asked_about(sheet: BuiltPage, reader_with: OpenReader) -> None:
    page = reader_with().open(sheet)
    page.locator("#answer_1").fill("canary")
    assert kept_by_browser(page) == NOTHING_KEPT
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.locator("#answer_1").press("x")  # a person was here: browsers ask for those alone
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.locator("#answer_1")).to_have_value("")
    assert kept_by_browser(page) == NOTHING_KEPT
    for field in page.locator("input, textarea, form").all():
        assert field.get_attribute("autocomplete") == "off"


def test_on_a_computer_of_one_s_own_it_is_kept_until_it_is_taken_or_thrown_away(
    sheet: BuiltPage, reader_with: OpenReader
) -> None:
    page = reader_with().open(sheet)
    keep = page.get_by_role("checkbox", name=re.compile("^This computer is mine alone"))
    expect(keep).not_to_be_checked()
    keep.check()
    page.locator("#answer_1").fill("canary")
    page.get_by_role("checkbox", name="The chair: question 2").check()
    page.reload()
    found = page.locator("[data-found]")
    expect(found).to_be_visible()
    expect(page.locator("#answer_1")).to_have_value("")  # nothing is put in unasked
    page.get_by_role("button", name="Take it").click()
    expect(page.locator("#answer_1")).to_have_value("canary")
    expect(page.get_by_role("checkbox", name="The chair: question 2")).to_be_checked()
    expect(page.get_by_role("complementary", name="My evidence for question 2")).to_contain_text("The chair")
    page.reload()
    page.get_by_role("button", name="Throw it away").click()
    expect(found).to_be_hidden()
    assert kept_by_browser(page) == NOTHING_KEPT
    keep.check()
    page.locator("#answer_1").fill("canary")
    assert "canary" in kept_by_browser(page)
    keep.uncheck()
    assert kept_by_browser(page) == NOTHING_KEPT


# How it looks, and what it asks for


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(320, 640), (768, 1024), (1280, 800)])
def test_everybody_can_use_it(sheet: BuiltPage, reader_with: OpenReader, width: int, height: int, scheme: str) -> None:
    reader = reader_with(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = reader.open(sheet)
    page.locator("#answer_1").fill("too short")
    page.get_by_role("checkbox", name="The chair: question 1").check()
    page.get_by_role("checkbox", name=LONG_WORD).first.check()
    page.get_by_role("button", name="Save", exact=True).click()
    assert reader.violations() == []
    assert page.evaluate(PAGE_IS_TOO_WIDE) == ""
    assert reader.heard == [] and reader.asked_outside(sheet) == []


@pytest.mark.parametrize("locale", ["ar", "cy"])
def test_in_another_language(tmp_path: Path, reader_with: OpenReader, locale: str) -> None:
    reader = reader_with(viewport={"width": 320, "height": 640})
    page = reader.open(sheet_of(a_school(tmp_path, locale)))
    page.locator("#answer_1").fill("مرحبا")
    expect(page.get_by_role("heading", level=2).first.locator("bdi")).to_have_attribute("lang", "en-GB")
    assert reader.violations() == [] and page.evaluate(PAGE_IS_TOO_WIDE) == ""


def test_the_bar_hides_nothing_that_has_the_focus(sheet: BuiltPage, reader_with: OpenReader) -> None:
    page = reader_with(viewport={"width": 1280, "height": 640}).open(sheet)
    boxes = page.locator("[data-piece] input")
    bar = page.locator(".bar")
    boxes.first.focus()
    for _ in range(boxes.count() + 1):
        focused = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        box = bar.bounding_box()
        assert box and focused <= box["y"] + 1
        page.keyboard.press("Tab")


def test_without_a_script_it_is_a_sheet_of_paper(tmp_path: Path, reader_with: OpenReader) -> None:
    answers = "answers: [{question: why, text: I sat on it., evidence: reflections/chair.yaml}]\n"
    statement = f"title: First\nfor: Furniture\n{answers}"
    school = a_school(tmp_path, **{f"{RHYS}/statements/first.yaml": statement})
    page = reader_with(java_script_enabled=False).open(sheet_of(school))
    expect(page.locator("textarea").first).to_be_hidden()
    expect(page.locator("[data-question=why] .written")).to_have_text("I sat on it.")
    expect(page.locator("[data-question=why] .written")).to_be_visible()
    expect(page.get_by_text("Planning: I drew it three times.").first).to_be_visible()
    expect(page.locator("[data-question=studies] .line").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_the_whole_answer_stands_beside_its_evidence(
    tmp_path: Path, reader_with: OpenReader, scripts: bool
) -> None:
    words = " ".join(f"word{number}" for number in range(500))
    statement = (
        f"title: First\nfor: Furniture\nanswers: [{{question: why, text: {words}, evidence: reflections/chair.yaml}}]\n"
    )
    school = a_school(tmp_path, **{f"{RHYS}/statements/first.yaml": statement})
    page = reader_with(java_script_enabled=scripts, color_scheme="dark").open(sheet_of(school))
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = []
    for sheet in document:
        words_of_sheet = sheet.get_textpage()
        texts.append(words_of_sheet.get_text_range())
        words_of_sheet.close()
    document.close()
    text = " ".join(" ".join(texts).split())
    assert len(texts) <= 6 and "word0 " in text and "word499" in text
    assert text.count("I drew it three times.") == 2  # beside the answer, and among all pieces
    assert f"In all: {len(words):,} of 4,000." in text and "Save" not in text
