"""Records in two languages, and names and numbers within a page that runs the other way."""

from __future__ import annotations

import pytest

from tests.browser.conftest import BuildSchool, OpenReader
from tests.browser.reading import Reader
from tests.browser.test_clean_pages import PAGE_IS_TOO_WIDE, PHONE
from tests.browser.test_keyboard import keyboard_complaints
from tests.complaints import assert_none

LAYLA = "students/layla-4mh8"
TWO_LANGUAGES = {
    "school.yaml": "name: Hillside\nlocale: en-GB\n",
    "frameworks/ours.yaml": "name: Ours\nskills: [{id: patience, name: Patience}]\n",
    f"{LAYLA}/profile.yaml": (
        "name: Layla Haddad\ntagline: Two alphabets, one me.\nabout: I came in January.\ninterests: [cats]\n"
        "strengths: [{skill: patience, because: A pattern is a question.}]\ngoals: [{goal: Tell a joke, by: May}]\n"
        "show: {journey: school, goals: school}\njourney: [{school: Hillside, from: '2026'}]\n"
    ),
    f"{LAYLA}/profile.ar.yaml": (
        "tagline: أبجديّتان وأنا واحدة.\nabout: جئتُ في كانون الثاني.\ninterests: [القطط]\n"
        "strengths: [{skill: patience, because: الزخرفة سؤال.}]\ngoals: [{goal: أن أحكي نكتة, by: أيار}]\n"
        "journey: [{school: مدرسة هيلسايد}]\n"
    ),
    f"{LAYLA}/reflections/star.yaml": "title: The star\ndate: 2026-10-01\nbody: Eight points.\nnext_step: Nine\n",
    f"{LAYLA}/reflections/star.ar.yaml": "title: النجمة\nbody: ثمانية رؤوس.\nnext_step: تسعة\n",
    f"{LAYLA}/reflections/star.cy.yaml": "title: Y seren\nbody: Wyth pwynt.\n",
    f"{LAYLA}/testimonials/mother.yaml": (
        "from: {name: أم ليلى, role: family}\ndate: 2026-10-11\nlang: ar\ntext: فهمتُ الدرس.\n"
        "about: reflections/star.yaml\nagreed: {on: 2026-10-11, widest: school}\n"
    ),
    f"{LAYLA}/testimonials/mother.en.yaml": "text: I understood the lesson.\n",
    f"{LAYLA}/achievements/maths.yaml": "title: Sixty people\nkind: academic\ndate: 2026-07-09\n",
    f"{LAYLA}/achievements/maths.ar.yaml": "title: ستون شخصًا\ndescription: نظرتُ إليهم.\n",
    f"{LAYLA}/showcases/visit.yaml": (
        "title: For you\nfor: My aunt\n"
        "shows: [reflections/star.yaml, testimonials/mother.yaml, achievements/maths.yaml]\n"
    ),
    f"{LAYLA}/showcases/visit.ar.yaml": "title: من أجلك\nfor: خالتي\nintro: أهلًا.\n",
    f"{LAYLA}/reports/2026.yaml": "school_year: '2025/26'\nprogress: A good year.\n",
    f"{LAYLA}/reports/2026.ar.yaml": "progress: سنة جيّدة.\n",
}
WHERE = {
    "index.html": ("جئتُ في كانون الثاني.", "الزخرفة سؤال.", "أن أحكي نكتة", "القطط", "أبجديّتان وأنا واحدة."),
    "reflections/star.html": ("النجمة", "ثمانية رؤوس.", "تسعة"),
    "testimonials.html": ("فهمتُ الدرس.",),
    "achievements.html": ("ستون شخصًا", "نظرتُ إليهم."),
    "showcases/visit.html": ("من أجلك", "خالتي", "أهلًا.", "فهمتُ الدرس."),
    "journey.html": ("مدرسة هيلسايد",),
    "report-2025-26.html": ("سنة جيّدة.",),
}
"""The pages, and what stands there in Arabic."""

LINKS_THAT_LEAD_NOWHERE = """() => [...document.querySelectorAll('.translations a')]
  .filter(link => link.pathname === location.pathname)
  .filter(link => link.lang !== link.hreflang || !document.getElementById(decodeURIComponent(link.hash.slice(1))))
  .map(link => link.outerHTML)"""


@pytest.mark.parametrize("javascript", [True, False], ids=["", "without JavaScript"])
def test_every_page_has_both_languages_each_marked_and_running_its_own_way(
    built: BuildSchool, reader_with: OpenReader, javascript: bool
) -> None:
    reader = reader_with(java_script_enabled=True) if javascript else reader_with(java_script_enabled=False)
    pages = {page.name.removeprefix("layla-4mh8/"): page for page in built(TWO_LANGUAGES).pages}
    for name, words in WHERE.items():
        shown = reader.open(pages[name])
        for word in words:
            found = shown.get_by_text(word, exact=True).first
            assert found.is_visible(), f"{name}: {word}"
            marked = found.evaluate("one => [one.closest('[lang]').lang, getComputedStyle(one).direction]")
            assert marked == ["ar", "rtl"], f"{name}: {word}"


def test_the_languages_of_a_piece_are_named_in_their_own_words_and_lead_to_each_other(
    built: BuildSchool, reader: Reader
) -> None:
    complaints = []
    for page in built(TWO_LANGUAGES).pages:
        shown = reader.open(page)
        complaints += [f"{page.name}: {link}" for link in shown.evaluate(LINKS_THAT_LEAD_NOWHERE)]
        complaints += [f"{page.name}: {one}" for one in (*reader.violations(), *reader.heard)]
        complaints += [f"{page.name}: {one}" for one in keyboard_complaints(shown)]
    assert_none(complaints)
    star = next(page for page in built(TWO_LANGUAGES).pages if page.file.name == "star.html")
    shown = reader.open(star)
    assert shown.locator(".page-opening .translations a").all_inner_texts() == ["العربية", "Cymraeg"]
    assert shown.locator("#in_ar .translations a").all_inner_texts() == ["English", "Cymraeg"]
    shown.locator("#in_ar .translations a").first.click()
    assert shown.locator("#as_written").evaluate("one => one.getBoundingClientRect().top") >= -1


def test_two_languages_fit_on_a_phone(built: BuildSchool, reader_with: OpenReader) -> None:
    reader = reader_with(viewport=PHONE)
    too_wide = ((page, reader.open(page).evaluate(PAGE_IS_TOO_WIDE)) for page in built(TWO_LANGUAGES).pages)
    assert_none(f"{page.name}: {how}" for page, how in too_wide if how)


# English names and numbers within Arabic

MIXED = {
    "school.yaml": "name: Hillside School (Leeds)\nlocale: ar\n",
    f"{LAYLA}/profile.yaml": (
        "name: ليلى حداد\npronouns: she/her (always)\n"
        "goals: [{goal: نكتة, by: 'week 3 (Monday)', status: '7 of 9 pages!'}]\n"
        "show: {pronouns: school, goals: school, journey: school}\n"
        "journey: [{school: Al-Yasmin School (Amman), from: '2018', until: 'July 2025 (end)'}]\n"
    ),
    f"{LAYLA}/reflections/star.yaml": "title: النجمة\ndate: 2026-10-01\nsubject: Maths 2 (set B)\nbody: رسمتُ.\n",
    f"{LAYLA}/achievements/a.yaml": (
        "title: ستون شخصًا\nkind: qualification\ndate: 2026-07-09\nawarded_by: Hillside (Year 9)\nresult: 8 (of 9)\n"
    ),
    f"{LAYLA}/reports/2026.yaml": "school_year: 2025–26\nprogress: سنة جيّدة.\nby: Ms Kaur (tutor)\n",
}

LEFT_OF = """(words) => {
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const starts = words.map(word => text.data.indexOf(word));
    if (starts.includes(-1)) { continue; }
    return words.map((word, number) => {
      const range = document.createRange();
      range.setStart(text, starts[number]);
      range.setEnd(text, starts[number] + word.length);
      return range.getClientRects()[0].left;
    });
  }
  return [];
}"""
"""Where each of some words of one text begins on the screen."""


@pytest.mark.parametrize(
    ("name", "in_order"),
    [
        ("index.html", ["week", "3", "(", "Monday", ")"]),
        ("index.html", ["7", "of", "9", "pages", "!"]),
        ("index.html", ["she", "/", "her", "(", "always", ")"]),
        ("journey.html", ["Al-Yasmin", "School", "(", "Amman", ")"]),
        ("journey.html", ["July", "2025", "(", "end", ")"]),
        ("reflections/star.html", ["Maths", "2", "(", "set", "B", ")"]),
        ("reflections.html", ["Maths", "2", "(", "set", "B", ")"]),
        ("achievements.html", ["Hillside", "(", "Year", "9", ")"]),
        ("achievements.html", ["8", "(", "of", "9", ")"]),
        ("report-2025-26.html", ["2025", "–", "26"]),
        ("report-2025-26.html", ["Ms", "Kaur", "(", "tutor", ")"]),
        ("index.html", ["2025", "–", "26"]),
    ],
)
def test_names_and_numbers_keep_their_order_within_an_arabic_page(
    built: BuildSchool, reader: Reader, name: str, in_order: list[str]
) -> None:
    """Without isolation the last bracket would stand before the first word, and 26 before 2025."""
    page = next(page for page in built(MIXED).pages if page.name == f"layla-4mh8/{name}")
    shown = reader.open(page)
    assert shown.locator("html").evaluate("root => getComputedStyle(root).direction") == "rtl"
    starts = shown.evaluate(LEFT_OF, in_order)
    assert len(starts) == len(in_order), "the words stand in one text"
    assert starts == sorted(starts)
