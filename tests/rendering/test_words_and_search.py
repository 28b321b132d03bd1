"""Dates as the page's language writes them; and what a search looks through."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from profilegen.rendering.search import student_search
from profilegen.rendering.words import direction, language_name, words_in
from tests.model.worlds import achievement, feedback, reflection, seen, showcase, student, testimonial


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en-GB", "4 October 2026"),
        ("cy", "4 Hydref 2026"),
        ("pl", "4 października 2026"),
        ("zh-Hans", "2026年10月4日"),
        ("xx-nonsense", "4 October 2026"),
    ],
)
def test_a_day_is_written_in_the_page_s_language(language: str, written: str) -> None:
    assert words_in(language).day(date(2026, 10, 4)) == written


@pytest.mark.parametrize(
    ("language", "way"), [("ar", "rtl"), ("ur", "rtl"), ("he", "rtl"), ("zh-Hans", "ltr"), ("", "ltr")]
)
def test_the_direction_follows_the_language(language: str, way: str) -> None:
    assert direction(language) == way


def test_a_language_is_called_what_it_calls_itself() -> None:
    assert language_name("cy") == "Cymraeg"
    assert language_name("ar") == "العربية"


def entries(script: str) -> list[dict[str, str]]:
    """What the script's global holds, read as the browser would."""
    start, data = script.split(" = ", 1)
    assert start == "window.profilegenSearch"
    found: list[dict[str, str]] = json.loads(data.rstrip().rstrip(";"))
    return found


def test_search_knows_every_record_with_its_words() -> None:
    one = student(
        reflection(body="The **span** sagged.", feedback=[feedback(comment="Measure twice.")], next_step="Glue")
    )
    found = {entry["address"]: entry for entry in entries(student_search(seen("private", one), {}))}
    text = found["reflections/bridge.html"]["text"]
    assert "The span sagged." in text
    assert "Measure twice." in text
    assert "Glue" in text


def test_search_knows_nothing_that_its_reader_may_not_see() -> None:
    one = student(reflection(body="shown", feedback=[feedback(comment="HIDDEN")]), pronouns="HIDDEN")
    assert "HIDDEN" not in student_search(seen("family", one), {})


def test_each_language_of_a_record_is_found_where_it_stands() -> None:
    others = {
        "reflection": reflection(title="Fy mhont", body="Fe ddaliodd."),
        "testimonial": testimonial(text="Gwaith gofalus."),
        "achievement": achievement(title="Nofio milltir"),
        "showcase": showcase(title="I’r coleg"),
    }
    originals = (reflection(), testimonial(agreed="2026-10-21"), achievement(), showcase())
    pairs = zip(originals, others.values(), strict=True)
    one = student(*(replace(own, translations={"cy": other}) for own, other in pairs))
    found = {entry["address"]: entry for entry in entries(student_search(seen("family", one), {}))}
    assert "Fe ddaliodd." in found["reflections/bridge.html#in_cy"]["text"]
    assert "Fe ddaliodd." not in found["reflections/bridge.html"]["text"]
    assert found["testimonials.html#okafor_in_cy"]["text"] == "Gwaith gofalus."
    assert found["achievements.html#mile_in_cy"]["title"] == "Nofio milltir"
    assert found["showcases/college.html#in_cy"]["title"] == "I’r coleg"


def test_text_cannot_end_the_script() -> None:
    script = student_search(seen("private", student(about="</script><script>alert(1)//\u2028")), {})
    assert "</script" not in script
    assert "\u2028" not in script
    assert entries(script)[0]["text"].startswith("</script><script>")


def test_a_language_that_nobody_knows_keeps_its_word() -> None:
    assert language_name("Hausa-like words") == "Hausa-like words"


def test_a_typed_date_is_written_out_and_other_words_stay() -> None:
    words = words_in("en-GB")
    assert words.when("2026-12-16") == "16 December 2026"
    assert words.when("end of term") == "end of term"
