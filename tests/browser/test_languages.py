"""A school that writes from right to left, and one that writes in Chinese: the whole page follows."""

from __future__ import annotations

import pytest

from tests.browser.conftest import BuildSchool, OpenReader
from tests.browser.reading import Reader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE, PHONE
from tests.browser.test_keyboard import keyboard_complaints
from tests.complaints import assert_none

ARABIC = {
    "school.yaml": "name: مدرسة النخيل\nlocale: ar\n",
    "students/layla-4mh8/profile.yaml": "name: ليلى حداد\ntagline: أحب الأشكال الهندسية.\nabout: وُلدتُ في عمّان.\n",
    "students/layla-4mh8/reflections/star.yaml": "title: النجمة\ndate: 2026-10-01\nbody: رسمتُ نجمة بثمانية رؤوس.\n",
    "students/layla-4mh8/reflections/goat.yaml": (
        "title: A joke about a goat\ndate: 2026-10-02\nlang: en\nbody: It went well.\n"
    ),
}
CHINESE = {
    "school.yaml": "name: 榕树小学\nlocale: zh-Hans\n",
    "students/jiayi-n5z3/profile.yaml": "name: 陈佳怡\ntagline: 我喜欢风筝。\n",
    "students/jiayi-n5z3/reflections/kite.yaml": "title: 风筝\ndate: 2026-10-01\nbody: 今天的风很大。\n",
}


@pytest.mark.parametrize(("school", "lang", "direction"), [(ARABIC, "ar", "rtl"), (CHINESE, "zh-Hans", "ltr")])
def test_every_page_is_laid_out_read_and_used_in_the_schools_language(
    built: BuildSchool, reader: Reader, school: dict[str, str], lang: str, direction: str
) -> None:
    """The direction is the page's own; axe and the keyboard have nothing against it."""
    complaints = []
    for page in built(school).pages:
        shown = reader.open(page)
        root = shown.locator("html")
        assert root.get_attribute("lang") == lang
        assert root.evaluate("root => getComputedStyle(root).direction") == direction
        found = [*reader.violations(), *reader.heard, *keyboard_complaints(shown)]
        complaints += [f"{page.name}: {complaint}" for complaint in found]
    assert_none(complaints)


@pytest.mark.parametrize("school", [ARABIC, CHINESE], ids=["Arabic", "Chinese"])
def test_no_page_scrolls_sideways_on_a_phone(
    built: BuildSchool, reader_with: OpenReader, school: dict[str, str]
) -> None:
    """Neither to the right nor to the left."""
    reader = reader_with(viewport=PHONE)
    too_wide = ((page, reader.open(page).evaluate(PAGE_IS_TOO_WIDE)) for page in built(school).pages)
    assert_none(f"{page.name}: {how}" for page, how in too_wide if how)


def test_a_record_in_another_language_keeps_its_own_direction(built: BuildSchool, reader: Reader) -> None:
    """English within an Arabic page begins at the left."""
    page = next(page for page in built(ARABIC).pages if page.file.name == "goat.html")
    shown = reader.open(page)
    words = shown.get_by_text("It went well.")
    assert words.evaluate("words => getComputedStyle(words).direction") == "ltr"
    assert words.evaluate("words => words.closest('[lang]').lang") == "en"
    title = shown.locator("h1")
    assert title.evaluate("title => title.closest('[lang]').lang") == "en" or title.locator("[lang=en]").count() == 1
