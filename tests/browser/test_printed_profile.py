"""The whole profile as a PDF: sheets of the right size, true numbers, bookmarks and tags, and no heading alone."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from profilegen.model.audience import Audience
from profilegen.printing.book import Book, book_page, read_book
from profilegen.printing.browsers import installed_browser
from profilegen.printing.pdf import book_as_pdf, sheets_of
from profilegen.printing.sheets import Paper
from tests.building.worlds import picture, write
from tests.built_sites import TODAY
from tests.complaints import assert_none

LONG = "It took three goes before the glue held, and I wrote down what I changed each time. " * 6


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Twelve stories of different lengths, some with a picture."""
    files: dict[str, str | bytes] = {
        "profile.yaml": "name: Ada Long\ntagline: I keep going.\nabout: I am eleven.\n",
        "media/one.jpg": picture("teal", (1200, 900)),
        "media/two.jpg": picture("maroon", (900, 1200)),
    }
    for number in range(12):
        shown = f"media: [{{file: {'one' if number % 2 else 'two'}.jpg, alt: A model, shows: []}}]\n"
        files[f"reflections/piece-{number:02}.yaml"] = (
            f"title: Piece number {number}\ndate: 2026-{1 + number % 9:02}-1{number % 10}\n"
            f"learning_intention: To see how piece {number} stands\n"
            f"body: |-\n  {LONG * (1 + number % 4)}\n\n  {LONG}\n"
            f"next_step: Try piece {number} again\n{shown if number % 3 else ''}"
            f"feedback:\n  - from: {{name: Mr Vale, role: teacher}}\n    date: 2026-09-20\n    comment: '{LONG}'\n"
            "    agreed: 2026-09-21\n"
        )
    return read_book(write(tmp_path_factory.mktemp("ada"), files), "", Audience.FAMILY, today=TODAY)


@pytest.fixture(scope="module", params=[*Paper], ids=lambda paper: paper.name)
def printed(request: pytest.FixtureRequest, book: Book) -> tuple[Paper, bytes]:
    """The profile on both papers."""
    browser = installed_browser()
    if browser is None:
        pytest.skip("no browser: install chromium, Chrome or Edge to run the browser tests")
    return request.param, book_as_pdf(book_page(book, request.param), browser)


def texts_of(pdf: bytes) -> list[str]:
    """The words of each sheet."""
    document = pypdfium2.PdfDocument(pdf)
    texts = []
    for sheet in document:
        words = sheet.get_textpage()
        texts.append(words.get_text_range())
        words.close()
        sheet.close()
    document.close()
    return texts


def test_every_sheet_has_the_size_of_the_paper(printed: tuple[Paper, bytes]) -> None:
    paper, pdf = printed
    document = pypdfium2.PdfDocument(pdf)
    sizes = {tuple(round(side * 25.4 / 72) for side in document.get_page_size(sheet)) for sheet in range(len(document))}
    document.close()
    assert sizes == {tuple(map(round, paper.value))}


def test_it_is_tagged_and_its_bookmarks_are_its_headings(printed: tuple[Paper, bytes], book: Book) -> None:
    document = pypdfium2.PdfDocument(printed[1])
    titles = [" ".join(one.get_title().split()) for one in document.get_toc()]
    is_tagged = document.is_tagged()
    document.close()
    assert is_tagged
    assert titles[0] == "Ada Long"
    assert [one.title for one in book.view.reflections] == [
        title for title in titles if title.startswith("Piece number")
    ]


def test_the_contents_tell_the_truth(printed: tuple[Paper, bytes], book: Book) -> None:
    """The number beside each title is the sheet on which that story begins."""
    pdf = printed[1]
    sheets, texts = sheets_of(pdf), texts_of(pdf)
    complaints = []
    for piece in book.view.reflections:
        number = sheets[f"reflection_{piece.slug}"]
        if piece.title not in " ".join(texts[number - 1].split()):
            complaints.append(f"{piece.title} does not stand on sheet {number}")
        if not re.search(rf"{re.escape(piece.title)}\b[^0-9]*\d{{4}}\s*{number}\b", " ".join(texts[1].split())):
            complaints.append(f"the contents do not say {number} beside {piece.title}")
    assert_none(complaints)


FOOT = 18 * 72 / 25.4
"""The height of the foot of a sheet, in points."""


def lowest_words_of(pdf: bytes) -> list[str]:
    """What stands lowest on each sheet, but for its foot; "" where nothing does."""
    document = pypdfium2.PdfDocument(pdf)
    lowest = []
    for sheet in document:
        words = sheet.get_textpage()
        places = [words.get_rect(number) for number in range(words.count_rects())]
        above = sorted((place for place in places if place[1] > FOOT), key=lambda place: place[1])
        lowest.append(words.get_text_bounded(*above[0]).strip() if above else "")
        words.close()
        sheet.close()
    document.close()
    return lowest


def test_no_sheet_is_empty_and_none_ends_with_a_heading(printed: tuple[Paper, bytes], book: Book) -> None:
    headings = {*(one.title for one in book.view.reflections), "What I set out to learn", "Contents", "Reflections"}
    complaints = []
    for number, words in enumerate(lowest_words_of(printed[1]), start=1):
        complaints += [f"sheet {number} ends with “{words}”"] if not words or words in headings else []
    assert_none(complaints)


def test_each_sheet_but_the_cover_says_its_number_and_whom_it_is_for(printed: tuple[Paper, bytes]) -> None:
    cover, *others = texts_of(printed[1])
    assert "Ada Long" in cover
    for number, text in enumerate(others, start=2):
        assert "Made for the family of Ada." in text
        assert str(number) in text.split()


def test_the_browser_leaves_nothing_behind(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = installed_browser()
    if browser is None:
        pytest.skip("no browser: install chromium, Chrome or Edge to run the browser tests")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert book_as_pdf("<!doctype html><title>One</title><p>One sheet.", browser).startswith(b"%PDF-")
    assert [*tmp_path.iterdir()] == []
