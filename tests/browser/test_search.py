"""Search from file://: accents folded, case ignored, beginnings of words, Chinese, Japanese and Arabic."""

from __future__ import annotations

import pytest

from tests.browser.conftest import BuildSchool
from tests.browser.reading import Reader

SCHOOL = {
    "school.yaml": "name: Hillside\n",
    "students/zoe-d4y6/profile.yaml": "name: Zoë Łukasz\n",
    "students/zoe-d4y6/reflections/creme.yaml": (
        "title: Crème brûlée\ndate: 2026-10-01\nbody: The crust cracked like ice over a puddle.\n"
    ),
    "students/zoe-d4y6/reflections/kite.yaml": (
        "title: 我的风筝\ndate: 2026-10-02\nlang: zh\nbody: 今天我做了一只红色的风筝。\n"
    ),
    "students/zoe-d4y6/reflections/sakura.yaml": (
        "title: さくら\ndate: 2026-10-03\nlang: ja\nbody: 学校の桜を描きました。\n"
    ),
    "students/zoe-d4y6/reflections/bread.yaml": (
        "title: الخُبْز\ndate: 2026-10-04\nlang: ar\nbody: خَبَزْتُ مع جدّتي في المطبخ.\n"
    ),
    "students/ben-m3qa/profile.yaml": "name: Ben Okafor\n",
    "classes/hazel.yaml": 'name: Hazel Übergang\nschool_year: "2026-27"\nstudents: [zoe-d4y6, ben-m3qa]\n',
}


def results(reader: Reader, query: str) -> list[str]:
    """Types into the search box and reads the titles that are found."""
    reader.page.get_by_role("searchbox").fill(query)
    return reader.page.locator(".search-results .search-found").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("creme", "Crème brûlée"),
        ("CRÈME", "Crème brûlée"),
        ("brul", "Crème brûlée"),
        ("puddle crust", "Crème brûlée"),
        ("风筝", "我的风筝"),
        ("红色的", "我的风筝"),
        ("桜", "さくら"),
        ("さくら", "さくら"),
        ("خبز", "الخُبْز"),
        ("الخبز", "الخُبْز"),
        ("جدتي", "الخُبْز"),
    ],
)
def test_a_profile_finds_what_was_written_however_it_is_typed(
    built: BuildSchool, reader: Reader, query: str, title: str
) -> None:
    """One word is enough, and what is found leads to its page."""
    site = built(SCHOOL)
    page = next(page for page in site.pages_of_kind("index") if page.home.name == "zoe-d4y6")
    shown = reader.open(page)
    shown.get_by_role("button", name="Search").click()
    assert results(reader, query) == [title]
    shown.locator(".search-results a").first.click()
    shown.wait_for_url("**/reflections/*.html")
    assert title in shown.locator("h1").inner_text()
    assert reader.heard == []


def test_what_is_not_there_is_not_found_and_that_is_said(built: BuildSchool, reader: Reader) -> None:
    """The number of results is a status, so that it is read aloud."""
    site = built(SCHOOL)
    page = next(page for page in site.pages_of_kind("index") if page.home.name == "zoe-d4y6")
    shown = reader.open(page)
    shown.get_by_role("button", name="Search").click()
    assert results(reader, "xylophone") == []
    assert "Nothing found" in shown.get_by_role("status").inner_text()


def test_the_schools_search_knows_names_and_classes_only(built: BuildSchool, reader: Reader) -> None:
    """“zoe” finds Zoë, “uber” her class; what she wrote is found in her own profile alone."""
    site = built(SCHOOL)
    reader.open(site.pages_of_kind("school")[0])
    assert results(reader, "zoe") == ["Zoë"]
    assert results(reader, "uber") == ["Hazel Übergang", "Ben", "Zoë"]
    assert results(reader, "puddle") == []
    assert results(reader, "Okafor") == []
