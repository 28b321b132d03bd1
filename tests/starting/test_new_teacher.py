"""A teacher's own profile: targets they chose, evidence, a colleague's support, and what they will try next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from profilegen.build import build_site, check
from profilegen.loading.yaml_text import parse
from profilegen.model.audience import Audience
from profilegen.starting import StartingError, new_class, new_record, new_student

TODAY = date(2026, 11, 20)
WORKING = """\
goals:
  - goal: Every student answers every question.
    next_step: Mini whiteboards once a lesson.
"""
TRIED = """\
title: Twenty boards
date: 2026-11-06
body: TRIED-WORDS in every Year 8 lesson.
feedback:
  - from: {name: Ms Patel, role: peer}
    date: 2026-11-07
    comment: You waited after the first question.
    asks: Count to five each time.
    agreed: {on: 2026-11-07, widest: teachers}
    audience: teachers
    response: I counted.
next_step: Count, every time.
featured: yes
"""


@pytest.fixture
def school(tmp_path: Path) -> Path:
    (tmp_path / "school.yaml").write_text(
        "name: Hillside\ndefault_audience: school\npublishing: {public: yes}\n", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def teacher(school: Path) -> Path:
    """Ms Okafor, who has a target, a piece of evidence and a colleague's support."""
    folder = new_student(school, "Ada Okafor", kind="teacher", choose=lambda: "k7p2")
    profile = folder / "profile.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + WORKING, encoding="utf-8")
    (folder / "reflections" / "boards.yaml").write_text(TRIED, encoding="utf-8")
    return folder


def pages(school: Path, audience: Audience) -> str:
    """All the words of the site for this audience."""
    summary = build_site(school, audience, today=TODAY, jobs=1)
    assert not [one for one in summary.problems if one.severity == "error"]
    files = (school / "_site" / audience.word).rglob("*.html")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_a_fresh_one_is_a_teacher_s_for_teachers_and_has_no_problem(school: Path) -> None:
    folder = new_student(school, "Ada Okafor", kind="teacher", choose=lambda: "k7p2")
    written = parse((folder / "profile.yaml").read_text(encoding="utf-8"), "").fields or {}
    assert (written["kind"], written["audience"], written["name"]) == ("teacher", "teachers", "Ada Okafor")
    assert folder == school / "students" / "ada-k7p2"
    assert check(school, today=TODAY).problems == ()


def test_a_teacher_can_join_a_learning_community(school: Path) -> None:
    file = new_class(school, "Monday group", "2026/27")
    new_student(school, "Ada Okafor", kind="teacher", class_id=file.stem, choose=lambda: "k7p2")
    assert "- ada-k7p2" in file.read_text(encoding="utf-8")


def test_a_teacher_s_name_that_is_missing_is_called_so(school: Path) -> None:
    with pytest.raises(StartingError, match="The teacher's name is missing"):
        new_student(school, " ", kind="teacher")


def test_a_teacher_s_reflection_asks_about_a_lesson(school: Path) -> None:
    teacher = new_student(school, "Ada Okafor", kind="teacher")
    student = new_student(school, "Amina Yusuf")
    theirs = new_record(teacher, "reflection", "Twenty boards", TODAY).read_text(encoding="utf-8")
    pupil_s = new_record(student, "reflection", "My bridge", TODAY).read_text(encoding="utf-8")
    assert "What will you try next month?" in theirs
    assert "What will you try next month?" not in pupil_s
    testimonial = new_record(teacher, "testimonial", "Ms Patel", TODAY).read_text(encoding="utf-8")
    assert testimonial == new_record(student, "testimonial", "Ms Patel", TODAY).read_text(encoding="utf-8")


def test_the_pages_speak_of_a_practice_and_of_colleagues(school: Path, teacher: Path) -> None:
    seen = pages(school, Audience.TEACHERS)
    for words in ("My practice", "What I tried, and what came of it.", "Every student answers every question.",
                  "Ms Patel", "Colleague", "Count, every time.", "Made for the teachers who work with"):  # fmt: skip
        assert words in seen, words
    for words in ("Learner profile", "Another student", "Work I am proud of"):
        assert words not in seen, words


@pytest.mark.parametrize("audience", [Audience.FAMILY, Audience.SCHOOL, Audience.PUBLIC])
def test_nobody_but_teachers_sees_it_unless_it_says_so(audience: Audience, school: Path, teacher: Path) -> None:
    """Also where the kind was written by hand, without an audience, in a school that shows all to the school."""
    profile = teacher / "profile.yaml"
    for text in (profile.read_text(encoding="utf-8"), f"name: Ada Okafor\nkind: teacher\n{WORKING}"):
        profile.write_text(text, encoding="utf-8")
        assert "TRIED-WORDS" not in pages(school, audience)
        assert not (school / "_site" / audience.word / "students" / "ada-k7p2").exists()


def test_a_wider_profile_still_keeps_what_names_no_audience_to_teachers(school: Path, teacher: Path) -> None:
    (teacher / "profile.yaml").write_text(
        f"name: Ada Okafor\nkind: teacher\naudience: school\nabout: HELLO\n{WORKING}", encoding="utf-8"
    )
    seen = pages(school, Audience.SCHOOL)
    assert "HELLO" in seen and "TRIED-WORDS" not in seen
