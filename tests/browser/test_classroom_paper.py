"""What a teacher prints: one sheet a class, a sheet a group, a sheet a teacher; and the overview on a telephone."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from profilegen.build import build_site
from profilegen.classroom.meeting import meeting_sheet, read_meeting
from profilegen.classroom.strips import read_strips, strips_sheet
from profilegen.model.audience import Audience
from tests.browser.conftest import OpenReader
from tests.browser.reading import Reader
from tests.building.worlds import write
from tests.built_sites import BuiltPage
from tests.classroom.worlds import TODAY, a_class


def printed(page: Page) -> list[str]:
    """The words of each sheet of paper."""
    pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in pdf}
    assert sizes == {(595, 842)}, "A4, upright"
    return [sheet.get_textpage().get_text_range() for sheet in pdf]


def opened(reader: Reader, file: Path) -> Page:
    return reader.open(BuiltPage(file, file.parent, "sheet"))


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two classes of 32, with an open comment for twelve who are in both."""
    school = a_class(tmp_path_factory.mktemp("school"), 40)
    ids = [f"s-{number:02}" for number in range(40)]
    for name, students in (("4-oak", ids[:32]), ("5-elm", ids[8:])):
        members = ", ".join(students)
        write(school, {f"classes/{name}.yaml": f"name: {name}\nschool_year: 2026/27\nstudents: [{members}]\n"})
    for student in (*ids[:12], *ids[24:]):
        reflection = school / "students" / student / "reflections" / "bridge.yaml"
        reflection.write_text(reflection.read_text(encoding="utf-8").split("feedback:")[0], encoding="utf-8")
    build_site(school, Audience.TEACHERS, today=TODAY, jobs=1)
    return school / "_site" / "teachers" / "overview.html"


def test_a_class_of_thirty_two_prints_on_one_sheet(overview: Path, reader: Reader) -> None:
    sheets = printed(opened(reader, overview))
    assert [sheet.count("not yet") > 32 for sheet in sheets] == [True, True, False]
    assert "4-oak" in sheets[0]
    assert "5-elm" in sheets[1]
    assert "oldest first" in sheets[0]
    assert "what to do" in sheets[2]


def test_the_overview_is_whole_on_a_telephone_and_its_words_need_no_colour(
    overview: Path, reader_with: OpenReader
) -> None:
    for scheme in ("light", "dark"):
        phone = reader_with(viewport={"width": 360, "height": 700}, color_scheme=scheme)
        page = opened(phone, overview)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert phone.violations() == []
        assert phone.heard == []
        first = page.locator("table.overview tbody tr").first
        assert first.locator("td").first.is_visible()
        said = first.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert said == '"Introduction"'


def test_the_head_of_the_table_stays_on_a_wide_screen(overview: Path, reader: Reader) -> None:
    page = opened(reader, overview)
    assert reader.violations() == []
    page.evaluate("document.querySelectorAll('table.overview tbody tr')[20].scrollIntoView()")
    head = page.locator("table.overview thead th").first.bounding_box()
    assert head is not None
    assert 0 <= head["y"] < 5


def test_each_group_s_strips_are_a_sheet_and_the_answers_come_last(tmp_path: Path, reader: Reader) -> None:
    found = read_strips(a_class(tmp_path, 30, 2), "4-oak", today=TODAY)
    file = tmp_path / "strips.html"
    file.write_bytes(strips_sheet(found))
    page = opened(reader, file)
    assert reader.violations() == []
    assert reader.heard == []
    sheets = printed(page)
    groups = len(found.groups)
    assert [f"Group {number}" in sheet for number, sheet in enumerate(sheets[:groups], start=1)] == [True] * groups
    assert "For the teacher alone" in sheets[groups]
    assert not any("Please read every strip" in sheet for sheet in sheets)


def test_a_teacher_s_page_of_the_meeting_pack_is_one_sheet_however_much_they_wrote(
    tmp_path: Path, reader: Reader
) -> None:
    long = "We tried it with two classes, and it was louder than I had hoped. " * 40
    files: dict[str, str | bytes] = {"school.yaml": "name: Hillside\n"}
    for number in range(12):
        home = f"students/t-{number:02}"
        goals = "".join(f"  - goal: {long[:190]}\n    by: 2027-01-31\n    status: {long[:110]}\n" for _ in range(6))
        files[f"{home}/profile.yaml"] = f"name: Teacher {number:02}\nkind: teacher\ngoals:\n{goals}"
        for day in ("10-12", "10-20", "11-02", "11-09", "11-16") if number != 3 else ():
            files[f"{home}/reflections/{day}.yaml"] = (
                f"title: {long[:110]}\ndate: 2026-{day}\nbody: {long}\nnext_step: {long[:400]}\n"
                f"my_judgement:\n  not_yet: {long}\n"
            )
    file = tmp_path / "meeting.html"
    file.write_bytes(meeting_sheet(read_meeting(write(tmp_path / "school", files), today=TODAY)))
    page = opened(reader, file)
    assert reader.violations() == []
    sheets = printed(page)
    assert len(sheets) == 13
    assert ["Our meeting" in sheets[0], *(f"Teacher {n:02}" in sheets[n + 1] for n in range(12))] == [True] * 13
