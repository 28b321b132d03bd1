"""The report on paper: two sheets at most for the fullest, one for the emptiest, in type that can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page

from profilegen.build import build_site
from profilegen.classroom.reports import read_reports, reports_sheet
from profilegen.model.audience import Audience
from tests.browser.conftest import OpenReader
from tests.built_sites import LOOK_AT_ALL, TODAY
from tests.complaints import assert_none

THEMES = ("journal", "meadow", "gallery", "crisp")
FORMATS = ("A4", "Letter")
SMALLEST = 9.5
FULL, BARE = "amina-x3f9", "ben-p4k2"
SUBJECTS = [
    *("English", "Mathematics", "Science", "Art", "Computing", "Geography", "History", "Music", "French"),
    *("Drama", "Citizenship", "Dance", "Engineering", "Economics", "Welsh", "Philosophy", "Latin", "Chess"),
    *("Astronomy", "Ceramics", "Electronics", "Geology", "German", "Greek", "Italian", "Law", "Psychology"),
    *("Sociology", "Spanish", "Statistics", "Textiles", "Urdu", "Woodwork", "Zoology"),
]
SAID = {
    "en-GB": "She reads with care and asks questions that move the whole discussion on; her writing has become plain.",
    "ar": "تقرأ بعناية وتطرح أسئلة تدفع النقاش كله إلى الأمام، وقد صارت كتابتها أوضح وأقوى من كل ما كتبته قبل ذلك.",
}

Sheets = list[str]
"""The words of each sheet of a PDF."""


def report(said: str, *, subjects: int, results: bool, long: int) -> str:
    words = " ".join([said] * long)
    text = f"school_year: 2025/26\nprogress: {words} {words}\nsubjects:\n"
    for subject in SUBJECTS[:subjects]:
        text += f"  - subject: {subject}\n    achievements: {words}\n    next: {said}\n"
    text += f"attendance: {{possible: 380, attended: 371, unauthorised: 3}}\ndiscussion: {words}\nby: Ms Kaur, tutor\n"
    if results:
        rows = (
            f"{{subject: {one}, qualification: GCSE, result: '7', date: 2026-08-20}}" for one in SUBJECTS[:subjects]
        )
        text += f"results: [{', '.join(rows)}]\n"
    return text


def full_student(said: str, written: str) -> Mapping[str, str | bytes]:
    """Five featured pieces with pictures of several shapes, strengths, goals, a testimonial, and this report."""
    half = said[: len(said) // 2].rstrip(" ;,،")
    folder = f"students/{FULL}"
    skills = "".join(f"  - skill: {one}\n    because: {said}\n" for one in ("Listening", "Creativity", "Teamwork"))
    goals = f"  - goal: {half}\n    next_step: {half}\n" * 4
    files: dict[str, str | bytes] = {
        f"{folder}/profile.yaml": f"name: Amina Yusuf Karimi\nstrengths:\n{skills}goals:\n{goals}",
        f"{folder}/reports/2025-26.yaml": written,
        f"{folder}/testimonials/one.yaml": "from: {name: Ms Okafor, role: teacher}\ndate: 2026-06-01\n"
        f"text: {said}\nagreed: {{on: 2026-06-02, widest: family}}\n",
    }
    for number, height in enumerate((800, 1500, 700, 900, 1200)):
        file = BytesIO()
        Image.new("RGB", (1200, height), (60 + 30 * number, 120, 90)).save(file, "JPEG")
        files[f"{folder}/media/p{number}.jpg"] = file.getvalue()
        files[f"{folder}/reflections/r{number}.yaml"] = (
            f"title: {half}\ndate: 2026-0{number + 1}-14\nsubject: {SUBJECTS[number]}\nbody: {said} {said}\n"
            f"media: [{{file: p{number}.jpg, alt: A picture, shows: []}}]\nnext_step: {said}\nfeatured: yes\n"
        )
    return files


@pytest.fixture
def school(tmp_path: Path) -> Callable[..., Path]:
    """Writes a school with a full student and an almost empty one."""

    def school(theme: str, *, lang: str = "en-GB", subjects: int = 13, results: bool = False, long: int = 3) -> Path:
        written = report(SAID[lang], subjects=subjects, results=results, long=long)
        files: Mapping[str, str | bytes] = {
            "school.yaml": f"name: Hillside\nlocale: {lang}\ntheme: {theme}\nframework: skills-builder-2\n",
            "classes/oak.yaml": f"name: Oak\nschool_year: 2025/26\nstudents: [{BARE}, {FULL}]\n",
            f"students/{BARE}/profile.yaml": "name: Ben Ode\n",
            f"students/{BARE}/reports/2025-26.yaml": "school_year: 2025/26\n",
            **full_student(SAID[lang], written),
        }
        for name, content in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return tmp_path

    return school


def printed(page: Page, form: str) -> Sheets:
    document = pypdfium2.PdfDocument(page.pdf(format=form))
    try:
        return [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    finally:
        document.close()


def built_report(school: Path, student: str) -> str:
    build_site(school, Audience.FAMILY, today=TODAY, jobs=1)
    return (school / "_site" / "family" / "students" / student / "report-2025-26.html").as_uri()


WORLDS: Mapping[str, Mapping[str, Any]] = {
    "full": {},
    "with results": {"results": True},
    "Arabic": {"lang": "ar"},
    "eighteen subjects": {"subjects": 18},
    "three subjects of endless words": {"subjects": 3, "long": 20},
    "two subjects": {"subjects": 2, "long": 1},
    "two subjects with results": {"subjects": 2, "long": 1, "results": True},
    "thirty subjects": {"subjects": 30},
    "thirty subjects with results": {"subjects": 30, "results": True},
    "more of all than two sheets hold": {"subjects": 34, "results": True, "long": 6},
}


EACH = [("full", theme) for theme in THEMES]
EACH += [(world, theme) for world in WORLDS if world != "full" for theme in (THEMES if LOOK_AT_ALL else ("meadow",))]
"""Meadow has the widest letters. Every theme with every world, if asked for."""


@pytest.mark.parametrize(("world", "theme"), EACH)
def test_the_fullest_takes_two_sheets_and_the_emptiest_one(
    world: str, theme: str, school: Callable[..., Path], reader_with: OpenReader
) -> None:
    folder = school(theme, **WORLDS[world])
    full, bare = built_report(folder, FULL), built_report(folder, BARE)
    page = reader_with().page
    complaints = []
    for form in FORMATS:
        page.goto(full)
        complaints += [f"{form}: {len(sheets)} sheets" for sheets in [printed(page, form)] if len(sheets) != 2]
        page.goto(bare)
        complaints += [f"{form}: {len(sheets)} for nothing" for sheets in [printed(page, form)] if len(sheets) != 1]
    assert_none(complaints)


def test_what_two_sheets_have_no_room_for_is_named_on_paper_and_whole_on_the_screen(
    school: Callable[..., Path], reader_with: OpenReader
) -> None:
    page = reader_with().page
    page.goto(built_report(school("meadow", subjects=34, results=True), FULL))
    first, second = (" ".join(sheet.split()) for sheet in printed(page, "A4"))
    for sheet, shown in ((first, "{}:"), (second, "{} GCSE")):
        on_paper = [shown.format(one) in sheet for one in SUBJECTS]
        left = on_paper.count(False)
        assert 0 < left < 34 and on_paper == sorted(on_paper, reverse=True)  # those that are left out are the last
        assert f"More in the profile ({left}): {', '.join(SUBJECTS[-left:])}" in sheet
    names = page.locator(".report-subject-name").all_inner_texts()
    assert names == SUBJECTS and page.locator("tbody tr").count() == 34
    assert all(one.is_visible() for one in page.locator(".report-subject, tbody tr").all())
    assert not any(one.is_visible() for one in page.get_by_text("More in the profile (").all())


@pytest.mark.parametrize(("font", "most"), [("lexend", 2), ("opendyslexic", 3)])
def test_a_face_for_reading_loses_nothing(
    font: str, most: int, school: Callable[..., Path], reader_with: OpenReader, tmp_path: Path
) -> None:
    """The widest goes over to a third sheet, and then no family's letter of a class is on the back of another's."""
    folder = school(f"{{name: meadow, font: {font}}}")
    page = reader_with().page
    page.goto(built_report(folder, FULL))
    sheets = printed(page, "A4")
    assert len(sheets) <= most
    page.emulate_media(media="print")
    for one in (".report-picture", ".report-quote", ".report-piece-words", ".report-mine li span"):
        assert page.locator(one).count() and all(found.is_visible() for found in page.locator(one).all()), one
    file = tmp_path / "reports.html"
    file.write_bytes(reports_sheet(read_reports(folder, "Oak", today=TODAY)))
    page.goto(file.as_uri())
    first = next(number for number, sheet in enumerate(printed(page, "A4")) if "Amina" in sheet)
    assert first % 2 == 0


def test_the_student_s_own_words_are_cut_only_where_paper_is_short_and_never_within_a_sentence(
    school: Callable[..., Path], reader_with: OpenReader
) -> None:
    page = reader_with().page
    own = page.locator(".report-piece-words")
    said = SAID["en-GB"]
    page.goto(built_report(school("journal", subjects=3, long=1), FULL))
    assert own.all_inner_texts() == [f"{said} {said}"] * 3
    page.goto(built_report(school("journal", subjects=18), FULL))
    assert own.all_inner_texts() == [f"{said} …"] * 3
    assert "Where words end in …, the profile says more." in " ".join(" ".join(printed(page, "A4")).split())


def test_on_a_screen_every_word_is_there_and_nothing_twice(
    school: Callable[..., Path], reader_with: OpenReader
) -> None:
    """What is cut is cut on paper, and there it is said."""
    page = reader_with().page
    page.goto(built_report(school("journal", long=8), FULL))
    said = page.locator("main").inner_text()
    school_s, own = 16 + 13 * 9 + 8, 3 + 3 + 3 + 1  # pieces of work, their next steps, strengths, a testimonial
    assert said.count(SAID["en-GB"]) == school_s + own
    assert "…, the profile" not in said
    assert "…, the profile says more" in " ".join(printed(page, "A4"))


@pytest.mark.parametrize("theme", THEMES)
def test_no_type_is_too_small_to_read(theme: str, school: Callable[..., Path], reader_with: OpenReader) -> None:
    page = reader_with().page
    page.goto(built_report(school(theme, results=True), FULL))
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((one) => one.checkVisibility())
            .filter((one) => [...one.childNodes].some((inner) => inner.nodeType === 3 && inner.data.trim()))
            .filter((one) => !one.closest(".visually-hidden"))
            .map((one) => [one.className || one.tagName, parseFloat(getComputedStyle(one).fontSize) * 0.75])"""
    )
    assert sizes
    assert_none(sorted({f"{name}: {size:.2f} pt" for name, size in sizes if size < SMALLEST - 0.01}))


@pytest.mark.parametrize("theme", THEMES)
def test_results_have_a_sheet_without_a_comment(
    theme: str, school: Callable[..., Path], reader_with: OpenReader
) -> None:
    """And no sheet with a comment has a result."""
    page = reader_with().page
    page.goto(built_report(school(theme, results=True), FULL))
    first, second = (sheet.casefold() for sheet in printed(page, "A4"))
    assert "gcse" in second and "gcse" not in first
    assert "what comes next" in first and "what comes next" not in second
    assert "ms kaur" in second and "half days" in second


def test_each_letter_of_a_class_begins_on_a_front_and_says_whose_it_is(
    school: Callable[..., Path], reader_with: OpenReader, tmp_path: Path
) -> None:
    """Of the first, a single sheet, the back stays empty."""
    folder = school("journal")
    file = tmp_path / "reports.html"
    file.write_bytes(reports_sheet(read_reports(folder, "Oak", today=TODAY)))
    page = reader_with().page
    page.goto(file.as_uri())
    for form in FORMATS:
        sheets = printed(page, form)
        assert ["Ben Ode" in sheet for sheet in sheets] == [True, True, False, False]
        assert ["Amina" in sheet for sheet in sheets] == [False, False, True, True]
        assert "Report" not in sheets[1]
