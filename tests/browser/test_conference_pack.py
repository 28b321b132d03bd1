"""The conference on paper: as many sheets as it should have, every word whole, and a code that a phone can read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import segno
from playwright.sync_api import Page

from profilegen.event.pack import cards_page, read_pack
from profilegen.event.summary import summary_file
from profilegen.loading.themes import load_theme
from profilegen.model.views import ThemeWish
from profilegen.planning.looks import look_for
from profilegen.printing.book import Book, read_book
from profilegen.printing.sheets import Paper
from tests.browser.conftest import OpenReader
from tests.browser.reading import Reader
from tests.building.worlds import picture, write
from tests.built_sites import TODAY, BuiltPage

DAY = date(2026, 12, 3)
AMINA, BEN = "amina-x3f9", "ben-7k2q"
BASE, WORD = "https://profiles.example.org/families", "mq3abcdefghij2345677"
PAPERS = pytest.mark.parametrize("paper", [*Paper], ids=lambda paper: paper.name)
MILLIMETRE = 72 / 25.4

LOWEST = """sheet => Math.max(...[sheet, ...sheet.querySelectorAll('*')].map(one => one.getBoundingClientRect().bottom))
  - sheet.getBoundingClientRect().top"""
"""How far down the last thing on a sheet reaches, in pixels."""

CLIPPED = """() => [...document.querySelectorAll('.sheet *, .summary-head *, .summary-part *, .quoted *')]
  .filter(one => getComputedStyle(one).overflowY === 'hidden' && !one.matches('.visually-hidden'))
  .filter(one => one.scrollHeight - one.clientHeight > parseFloat(getComputedStyle(one).lineHeight) / 2)
  .map(one => one.textContent.trim().slice(0, 60))"""
"""What stands in a box that is too small for all of its lines: it ends with an ellipsis, or is cut."""

TOO_WIDE = """() => [...document.querySelectorAll('.sheet *:not(bdi)')]
  .filter(one => getComputedStyle(one).display !== 'inline')
  .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1)
  .map(one => one.className + ': ' + one.textContent.trim().slice(0, 60))"""


def texts_of(page: Page, paper: Paper) -> list[str]:
    """The words of each sheet of paper, which have its size."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {tuple(round(side / MILLIMETRE) for side in sheet.get_size()) for sheet in document}
    assert sizes == {tuple(map(round, paper.value))}
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def opened(reader: Reader, folder: Path, content: str, paper: Paper = Paper.A4, margins: int = 32) -> Page:
    """The file as paper has it: as wide as a sheet between its margins, in millimetres."""
    file = folder / "printed.html"
    file.write_text(content, encoding="utf-8")
    page = reader.open(BuiltPage(file, folder, "sheet"))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((paper.value[0] - margins) * 96 / 25.4), "height": 1000})
    return page


# Cards


LONG = "It took three goes before the glue held, and I wrote down what I changed each time 🛠️. "
LONG_IN_ARABIC = "استغرق الأمر ثلاث محاولات قبل أن يثبت الغراء، وكتبتُ ما غيّرتُه في كل مرة. "
SPOKEN = ("en", "cy", "ar", "ur", "uk", "pl", "zh-Hans")
NAME = "Wilhelmina-Anastasia Oluwaseun-Abiodun Featherstonehaugh-Cholmondeley"


def planned(root: Path, *, said: str, pieces: int, locale: str = "en-GB", name: str = NAME) -> Path:
    """A student with so many pieces, and much to say about each."""
    folder = f"students/{AMINA}"
    titles = [f"{number:02} {said[:58]}" for number in range(pieces)]
    files: dict[str, str | bytes] = {
        "school.yaml": f"name: Hillside\nlocale: {locale}\nframework: skills-builder-2\n",
        "addresses.yaml": f"{AMINA}.family: {WORD}\n",
        f"{folder}/profile.yaml": (
            f"name: Amina Karimi\nname_for: {{family: '{name}'}}\n"
            f"strengths: [listening, creativity]\ngoals: ['{said[:90]}', '{said[:70]}']\n"
        ),
        f"{folder}/conferences/autumn.yaml": (
            f"date: 2026-12-03\nwelcome: '{said * 2}'\nthanks: '{said}'\nask: ['{said}', '{said}']\npieces:\n"
            + "".join(
                f"  - {{record: reflections/r{number:02}.yaml, say: '{(said * 11)[:800]}'}}\n"
                for number in range(pieces)
            )
        ),
        f"students/{BEN}/profile.yaml": "name: Ben Lee\n",
    }
    for number, title in enumerate(titles):
        files[f"{folder}/reflections/r{number:02}.yaml"] = f"title: '{title}'\ndate: 2026-09-01\nbody: x\n"
    return write(root, files)


def cards_of(school: Path, paper: Paper, *students: str, languages: tuple[str, ...] = ()) -> str:
    pack = read_pack(school, students or (AMINA, BEN), day=DAY, today=TODAY, base_address=BASE, languages=languages)
    return cards_page(pack, paper)


@PAPERS
@pytest.mark.parametrize(("said", "locale"), [(LONG, "en-GB"), (LONG_IN_ARABIC, "ar")], ids=["en", "ar"])
def test_agenda_and_slip_are_a_sheet_each_and_nothing_to_say_is_cut(
    tmp_path: Path, reader: Reader, paper: Paper, said: str, locale: str
) -> None:
    school = planned(tmp_path, said=said, pieces=12, locale=locale)
    page = opened(reader, tmp_path, cards_of(school, paper, languages=SPOKEN), paper)
    sheets = texts_of(page, paper)
    agenda, speaking, slip, door = (
        page.locator(f"article{which}")
        for which in (
            f"[aria-labelledby^='agenda_{AMINA}']",
            f"[aria-labelledby='speaking_{AMINA}']",
            f"[aria-labelledby^='slip_{AMINA}']",
            ":has(svg)",
        )
    )
    assert [one.count() for one in (agenda, speaking, slip, door)] == [7, 1, 7, 1]
    room = (paper.value[1] - 30) * 96 / 25.4
    for one in (agenda, slip, door):
        assert max(one.evaluate_all(f"all => all.map({LOWEST})")) <= room
    (eight_hundred,) = {text for text in speaking.locator(".said").all_inner_texts() if len(text) > 700}
    assert eight_hundred == (said * 11)[:800].strip()
    assert [text for text in speaking.locator(".said").all_inner_texts() if "…" in text] == []
    assert speaking.locator(".said").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize) * 0.75") >= 17
    clipped = page.evaluate(CLIPPED)
    assert [text for text in clipped if NAME[:20] not in text and not re.match(r"\d\d ", text)] == []
    assert page.evaluate(TOO_WIDE) == []
    ben = [number for number, text in enumerate(sheets) if "Ben" in text]
    assert ben == list(range(len(sheets) - len(ben), len(sheets))), "Ben begins on a sheet of his own, after Amina's"
    assert len(ben) == 7 + 1 + 7
    rows = speaking.locator(".row:not(.row-long)")
    assert max(rows.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")) <= room


def test_a_short_plan_stands_on_one_sheet_with_the_code_below(tmp_path: Path, reader: Reader) -> None:
    school = planned(tmp_path, said="It held.", pieces=1, name="Amina")
    page = opened(reader, tmp_path, cards_of(school, Paper.A4, AMINA))
    sheets = texts_of(page, Paper.A4)
    assert [len(re.findall(r"\d of 6", text)) for text in sheets] == [0, 6, 0]
    assert "profiles.example.org" in sheets[1]
    sizes = page.locator(".said").evaluate_all("all => all.map(one => parseFloat(getComputedStyle(one).fontSize))")
    assert min(sizes) * 0.75 >= 18, "read at arm's length"


@PAPERS
def test_cards_share_out_the_sheet_where_nothing_else_is_on_it(tmp_path: Path, reader: Reader, paper: Paper) -> None:
    school = planned(tmp_path, said="It held.", pieces=1, name="Amina")
    page = opened(reader, tmp_path, cards_page(read_pack(school, [AMINA], day=DAY, today=TODAY), paper), paper)
    assert len(texts_of(page, paper)) == 3
    lowest = page.locator(".speaking-sheet").evaluate(LOWEST)
    assert lowest == pytest.approx((paper.value[1] - 31) * 96 / 25.4, abs=4)


@PAPERS
def test_what_is_short_is_whole_on_every_sheet(tmp_path: Path, reader: Reader, paper: Paper) -> None:
    school = planned(tmp_path, said="It held.", pieces=4, name="Amina")
    page = opened(reader, tmp_path, cards_of(school, paper, languages=SPOKEN), paper)
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(TOO_WIDE) == []
    assert max(
        page.locator("article:not([aria-labelledby^='speaking_'])").evaluate_all(f"all => all.map({LOWEST})")
    ) <= ((paper.value[1] - 30) * 96 / 25.4)
    cards = len(page.locator(".speaking-sheet").all())
    assert cards == 2
    texts = texts_of(page, paper)
    assert len([text for text in texts if re.search(r"\d of \d", text)]) <= 3
    assert len(texts) <= 7 + 3 + 7 + 7 + 1 + 7, "a sheet each, whatever the language"


def test_the_code_on_paper_is_dark_on_light_large_enough_and_that_of_the_address(
    tmp_path: Path, reader: Reader
) -> None:
    """No decoder is at hand, so each module is looked at where it stands on the sheet."""
    page = opened(reader, tmp_path, cards_of(planned(tmp_path, said="It held.", pieces=1, name="Amina"), Paper.A4))
    modules = segno.make_qr(f"{BASE}/{WORD}/index.html", error="m", boost_error=False).matrix
    box = page.locator("svg").bounding_box()
    assert box is not None
    assert box["width"] * 25.4 / 96 >= 30
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    (sheet,) = [one for one in document if "profiles.example.org" in one.get_textpage().get_text_range()]
    image = sheet.render(scale=4).to_pil().convert("L")
    dark = image.point(lambda light: 255 if light < 128 else 0).crop((0, 0, image.width // 2, image.height))
    left, top = _corner(dark)
    side = box["width"] * 0.75 * 4 / (len(modules) + 8)
    seen = [
        [int(image.getpixel((round(left + (column + 0.5) * side), round(top + (row + 0.5) * side))) < 128)
         for column in range(len(modules))]
        for row in range(len(modules))
    ]  # fmt: skip
    assert seen == [list(line) for line in modules]
    quiet = image.crop((round(left - 4 * side), round(top - 4 * side), round(left) - 2, round(top + 20 * side)))
    assert quiet.getextrema()[0] > 128, "four light modules beside the code"


def _corner(dark: object) -> tuple[int, int]:
    """Where the first finder pattern begins: seven dark modules in a row, which no letter and no dashed line has."""
    assert hasattr(dark, "load")
    pixels, (width, height) = dark.load(), dark.size  # type: ignore[attr-defined]
    for row in range(height):
        run = 0
        for column in range(width):
            run = run + 1 if pixels[column, row] else 0
            if run > 80 and row + 60 < height and pixels[column - 80, row + 60]:
                return column - run + 1, row
    raise AssertionError("no code is on the sheet")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_cards_are_sound_on_a_screen(tmp_path: Path, reader_with: OpenReader, width: int) -> None:
    reader = reader_with(viewport={"width": width, "height": 800})
    page = opened(reader, tmp_path, cards_of(planned(tmp_path, said=LONG, pieces=3), Paper.A4, languages=("ar",)))
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": width, "height": 800})
    assert reader.violations() == []
    assert reader.heard == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


# The summary


WIDE_WORDS = "Wondering wholeheartedly, we moved from hammer to mallet and back. "


@pytest.fixture(scope="module")
def fullest(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Whoever has as much of everything as fields take, in wide letters."""
    folder = f"students/{AMINA}"
    much = (WIDE_WORDS * 12).strip()
    skills = (
        "Listening",
        "Speaking",
        "Problem Solving",
        "Creativity",
        "Adapting",
        "Planning",
        "Leadership",
        "Teamwork",
    )
    strengths = "".join(f"  - skill: {one}\n    because: {much}\n" for one in skills)
    goals = f"  - goal: {much[:190]}\n    next_step: {much}\n    by: {much[:90]}\n" * 6
    files: dict[str, str | bytes] = {
        "school.yaml": f"name: {much[:60]}\nframework: skills-builder-2\n",
        f"{folder}/profile.yaml": (
            f"name: {NAME}\ntagline: {much}\nabout: {much}\navatar: {{file: p0.jpg, alt: Me}}\n"
            f"strengths:\n{strengths}goals:\n{goals}"
        ),
        f"{folder}/testimonials/one.yaml": (
            f"from: {{name: {NAME}, role: employer, relation: {much[:90]}}}\ndate: 2026-06-01\ntext: {much}\n"
            "agreed: {on: 2026-06-02, widest: family}\n"
        ),
    }
    shapes = ((1200, 800), (700, 1500), (900, 900), (1200, 700), (800, 1400))
    for number, shape in enumerate(shapes):
        files[f"{folder}/media/p{number}.jpg"] = picture("teal", shape)
        files[f"{folder}/reflections/r{number}.yaml"] = (
            f"title: {much[:150]}\ndate: 2026-0{number + 1}-14\nsubject: {much[:80]}\nbody: {much}\nfeatured: yes\n"
            f"my_judgement: {{went_well: '{much}', not_yet: '{much}'}}\nskills: [{', '.join(skills)}]\n"
            f"media: [{{file: p{number}.jpg, alt: A picture, shows: []}}]\n"
        )
    files["consents.yaml"] = f"{AMINA}: {{photos: {{widest: family}}}}\n"
    return read_book(write(tmp_path_factory.mktemp("fullest"), files), AMINA, today=TODAY)


def dressed(book: Book, theme: str, font: str = "") -> Book:
    return replace(book, look=look_for(ThemeWish(font=font), ThemeWish(), load_theme(theme)))


@pytest.mark.parametrize(("font", "paper"), [("", Paper.A4), ("", Paper.LETTER), ("opendyslexic", Paper.LETTER)])
@pytest.mark.parametrize("theme", ["journal", "meadow", "gallery", "crisp", "base"])
def test_the_fullest_profile_is_two_sheets_in_every_look(
    tmp_path: Path, reader: Reader, fullest: Book, theme: str, font: str, paper: Paper
) -> None:
    page = opened(reader, tmp_path, summary_file(dressed(fullest, theme, font), paper), paper, 36)
    sheets = texts_of(page, paper)
    assert len(sheets) == 2
    assert "Work I am proud of" in " ".join(sheets)
    assert "In the whole profile there is more" in sheets[1]
    assert page.locator(".summary-piece").count() >= 2
    assert all(box["height"] > 90 for box in page.locator(".summary-picture img").evaluate_all(SIZES))


FILLED = """sheets => sheets.map(sheet => {
  const gaps = [...sheet.children].map(one => one.getBoundingClientRect()).map((box, at, all) =>
    (all[at + 1] || {top: sheet.getBoundingClientRect().bottom}).top - box.bottom)
  return 1 - gaps.reduce((sum, gap) => sum + Math.max(0, gap - 24), 0) / sheet.getBoundingClientRect().height
})"""
"""How much of each sheet is used: the rest is empty between its parts, and below them."""

SIZES = "pictures => pictures.map(one => one.getBoundingClientRect())"


@pytest.fixture(scope="session")
def example(example_school: Path) -> Callable[[str], Book]:
    """A student of the example school."""
    return lambda student: read_book(example_school, student, today=TODAY)


@pytest.mark.parametrize("student", ["amina-x3f9", "layla-4mh8", "rhys-p6c1", "omar-y5a6", "ben-7k2q"])
def test_the_richest_of_the_example_school_have_two_sheets_on_which_no_word_is_cut(
    tmp_path: Path, reader: Reader, example: Callable[[str], Book], student: str
) -> None:
    book = example(student)
    page = opened(reader, tmp_path, summary_file(book), margins=36)
    sheets = texts_of(page, Paper.A4)
    assert len(sheets) == 2
    pieces = page.locator(".summary-sheet").evaluate_all(
        "all => all.map(one => one.querySelectorAll('article').length)"
    )
    assert len(pieces) == 2 and all(pieces), "the work begins on the first sheet"
    assert [fill for fill in page.locator(".summary-sheet").evaluate_all(FILLED) if fill < 0.75] == []
    assert page.evaluate(CLIPPED) == []
    assert page.locator("h1").inner_text() == book.view.name


def test_a_small_profile_is_one_sheet(tmp_path: Path, reader: Reader, example: Callable[[str], Book]) -> None:
    hania = summary_file(example("hania-e7w5"))
    assert len(texts_of(opened(reader, tmp_path, hania), Paper.A4)) == 1
    bare = write(tmp_path / "bare", {"profile.yaml": "name: Zoe\n"})
    page = opened(reader, tmp_path, summary_file(read_book(bare, "", today=TODAY)))
    assert len(texts_of(page, Paper.A4)) == 1


@pytest.mark.parametrize("student", ["amina-x3f9", "layla-4mh8"])
def test_the_summary_is_sound_on_a_screen(
    tmp_path: Path, reader_with: OpenReader, example: Callable[[str], Book], student: str
) -> None:
    for width in (1280, 320):
        reader = reader_with(viewport={"width": width, "height": 800})
        page = opened(reader, tmp_path, summary_file(example(student)))
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": width, "height": 800})
        assert reader.violations() == []
        assert reader.heard == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
