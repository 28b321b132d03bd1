"""The profile on two sheets: what is chosen, and that it tells no more than the family may see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from profilegen.event.summary import summary_file, summary_view
from profilegen.loading.themes import load_theme
from profilegen.model.audience import AUDIENCE_WORDS, Audience, audience_named
from profilegen.model.views import (
    GoalView,
    MediaView,
    PersonView,
    ReflectionView,
    SkillView,
    StrengthView,
    StudentView,
    ThemeWish,
)
from profilegen.model.views import (
    TestimonialView as Said,
)
from profilegen.planning.looks import look_for
from profilegen.printing.book import Book, read_book
from profilegen.printing.one_file import ONE_FILE_POLICY
from profilegen.printing.sheets import Paper
from tests.building.test_canaries import ME, a_school_of_canaries, canary
from tests.building.worlds import TODAY, a_school, build, every_byte, write
from tests.printing.test_book import BROUGHT, THEMES

AMINA = "amina-x3f9"
PICTURE = MediaView("0" * 64, "picture", alt="A picture")


def view(**fields: Any) -> StudentView:
    """A student of whom nothing else is known."""
    return StudentView(AMINA, Audience.FAMILY, "student", "Amina", "Amina", "en-GB", "Hillside", **fields)


def piece(slug: str, **fields: Any) -> ReflectionView:
    return ReflectionView(slug, f"reflections/{slug}.html", slug, date(2026, 9, 1), "en-GB", featured=True, **fields)


def voice(slug: str, **fields: Any) -> Said:
    author = PersonView("Ms Okafor", "teacher")
    return Said(slug, "testimonials.html", author, date(2026, 9, 1), "en-GB", **fields)


def book_of(school: Path, student: str = AMINA, audience: Audience = Audience.FAMILY) -> Book:
    return read_book(school, student, audience, today=TODAY)


# What is chosen


def test_of_many_pieces_those_are_chosen_that_show_and_say_something() -> None:
    pieces = (
        piece("silent", media=(PICTURE,)),
        piece("first", media=(PICTURE,), body="It held."),
        piece("unseen", body="It flew."),
        piece("second", media=(PICTURE,), body="It sank."),
        piece("third", media=(PICTURE,), body="It rang."),
        piece("fourth", media=(PICTURE,), body="It ran."),
    )
    chosen = summary_view(view(reflections=pieces)).reflections
    assert [one.slug for one in chosen] == ["first", "second", "third"]
    assert all(one.media == (PICTURE,) for one in chosen)
    assert [one.slug for one in summary_view(view(reflections=pieces[:3])).reflections] == ["silent", "first", "unseen"]


def test_as_many_strengths_and_goals_are_chosen_as_have_room() -> None:
    long, short = "I test one thing at a time and write it down. " * 6, "I ask."
    skill = SkillView("Listening", "skills.html#listening")
    for because, expected in ((long, 3), (short, 6)):
        many = tuple(StrengthView(skill, because) for _ in range(9))
        assert len(summary_view(view(strengths=many), Paper.LETTER).strengths) == expected
    goals = tuple(GoalView(long, next_step=long) for _ in range(9))
    alone = len(summary_view(view(goals=goals), Paper.LETTER).goals)
    assert alone > len(summary_view(view(goals=goals, strengths=many), Paper.LETTER).goals) == 2
    assert len(summary_view(view(goals=goals), Paper.A4).goals) >= alone


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("I am **ten**. I build.\n\nI like 2 * 2 * 2.", "I am ten. I build. I like 2 * 2 * 2."),
        (f"I build. {'and ' * 200}then I rest.", "I build."),
        ("我画画。" + "我也画竹子" * 90 + "。", "我画画。"),
        ("so " * 300, ("so " * 29).strip() + "…"),
        ("", ""),
    ],
)
def test_about_is_whole_sentences_where_there_are_such(about: str, expected: str) -> None:
    assert summary_view(view(about=about)).about == expected


def test_one_voice_is_heard_and_rather_a_whole_one() -> None:
    long, short, spoken = voice("long", text="so " * 90), voice("short", text="She waits."), voice("spoken")
    heard = MediaView("1" * 64, "recording", transcript="She asks.")
    assert summary_view(view(testimonials=(long, short))).testimonials[0].slug == "short"
    assert summary_view(view(testimonials=(long,))).testimonials[0].slug == "long"
    (told,) = summary_view(view(testimonials=(spoken, replace(spoken, media=(PICTURE, heard))))).testimonials
    assert told.media == (heard,)
    assert summary_view(view(testimonials=(spoken,))).testimonials == ()


def test_a_piece_that_is_told_aloud_has_its_words() -> None:
    told = MediaView("2" * 64, "recording", transcript="I say it.")
    (chosen,) = summary_view(view(reflections=(piece("spoken", media=(told,)),))).reflections
    assert chosen.media == (told,)


# What stands there


def test_it_says_who_what_they_are_good_at_what_they_made_and_what_comes_next(tmp_path: Path) -> None:
    school = write(
        a_school(tmp_path),
        {
            f"students/{AMINA}/profile.yaml": """
                name: Amina Karimi
                tagline: I build things that move.
                about: I am ten.
                strengths: [{skill: listening, because: I wait until the end.}]
                goals: [{goal: Weld a corner, next_step: Ten corners on scrap, by: 2026-12-18}]
                """,
            f"students/{AMINA}/reflections/bridge.yaml": """
                title: My bridge
                date: 2026-10-14
                body: It held.
                media: [{file: bridge.jpg, alt: A bridge of cardboard, shows: []}]
                my_judgement: {went_well: Triangles are stiff., not_yet: The feet slip.}
                skills: [{skill: creativity, step: 4, evidence: I tried three shapes.}]
                feedback: [{from: {name: Mr Vale, role: teacher}, date: 2026-10-20, comment: Look at the feet.}]
                """,
            f"students/{AMINA}/testimonials/okafor.yaml": """
                from: {name: Ms Okafor, role: teacher}
                date: 2026-10-11
                text: She asks the question that nobody asked.
                agreed: 2026-10-12
                """,
        },
    )
    page = summary_file(book_of(school))
    expected = (
        *("Amina Karimi", "I build things that move.", "I am ten.", "Listening", "I wait until the end."),
        *("Weld a corner", "Ten corners on scrap", "18 December 2026", "My bridge", "Triangles are stiff."),
        *("The feet slip.", "Creativity", "She asks the question that nobody asked.", "Ms Okafor", "October 2026"),
        *('alt="A bridge of cardboard"', "In the whole profile there is more", "Made for the family of"),
    )
    assert [words for words in expected if words not in page] == []
    body = page.partition("<body>")[2]
    assert "Step 4" not in body and "Look at the feet" not in body


def test_an_almost_empty_profile_has_no_empty_part(tmp_path: Path) -> None:
    page = summary_file(book_of(write(a_school(tmp_path), {"students/zoe/profile.yaml": "name: Zoe\n"}), "zoe"))
    body = page.partition("<body>")[2]
    assert "<h1" in body and "Zoe" in body
    assert "<h2" not in body


# Who may know what


@pytest.mark.parametrize("word", AUDIENCE_WORDS)
def test_it_tells_no_more_than_this_audience_may_see(tmp_path: Path, word: str) -> None:
    audience = audience_named(word)
    page = summary_file(book_of(a_school_of_canaries(tmp_path), ME, audience))
    narrower = [one for one in AUDIENCE_WORDS if audience_named(one) < audience]
    assert not [one for one in narrower if re.search(rf"canary\w*{one}", page)]
    assert canary("title", word) in page or "canarytitle" in page
    assert "metadatacanary" not in page and "cameraname" not in page
    assert not any(canary(where, "teachers") in page for where in ("say", "saymore"))


def test_what_people_wrote_does_nothing(tmp_path: Path) -> None:
    evil = "</style><script>alert(1)</script>{{ 7 * 7 }}"
    files: dict[str, str | bytes] = {
        f"students/{AMINA}/profile.yaml": (
            f"name: '{evil}'\ntagline: '{evil}'\nabout: '{evil}'\ngoals: [{{goal: '{evil}', next_step: '{evil}'}}]\n"
        ),
        f"students/{AMINA}/reflections/bridge.yaml": f"title: '{evil}'\ndate: 2026-10-14\nbody: '{evil}'\n",
    }
    page = summary_file(book_of(write(a_school(tmp_path), files)))
    assert "<script" not in page and ONE_FILE_POLICY in page
    assert page.count("</style>") == page.count("<style")
    assert page.count("&lt;script&gt;") >= 5


# The file


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_one_file_in_the_look_of_the_student(tmp_path: Path, theme: str) -> None:
    book = book_of(a_school(tmp_path))
    page = summary_file(replace(book, look=look_for(ThemeWish(), ThemeWish(), load_theme(theme))), Paper.LETTER)
    assert not BROUGHT.search(page)
    assert f'class="theme-{theme}' in page and "page-summary" in page
    assert page.count('src="data:image/jpeg;base64,') == 2
    assert "size: 215.9mm 279.4mm" in page
    assert '<meta name="generator" content="profilegen">' in page


def test_no_site_holds_what_only_the_summary_has(tmp_path: Path) -> None:
    school = a_school(tmp_path)
    build(school)
    assert [path for path in every_byte(school / "_site") if "summary" in path] == []
