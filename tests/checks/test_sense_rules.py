"""Dates that are still to come, and how the rules behave as a whole."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from profilegen.checks import check_school, check_student
from tests.checks.schools import TODAY, loaded, picture, problems_of, said, write


def test_today_is_no_future_and_tomorrow_is(tmp_path: Path) -> None:
    """The day is what the command was given, not what the machine says."""
    write(tmp_path, {"profile.yaml": "name: Amina Yusuf\n", "reflections/b.yaml": f"title: Bridge\ndate: {TODAY}\n"})
    assert said(tmp_path, "future-date") == []
    assert said(tmp_path, "future-date", today=TODAY - timedelta(days=1)) == ["future-date reflections/b.yaml:2"]


def test_every_date_of_the_past_is_looked_at_and_none_that_looks_ahead(tmp_path: Path) -> None:
    """A consent, a goal and a showcase may look ahead."""
    write(
        tmp_path,
        {
            "profile.yaml": "name: Amina Yusuf\ngoals:\n  - {goal: Swim, by: 2027-06-01}\n"
            "consent:\n  photos: {widest: school, until: 2027-08-31, recorded_on: 2027-01-01}\n",
            "reflections/b.yaml": "title: Bridge\ndate: 2026-10-14\ndrafts:\n  - {date: 2027-01-01, note: First}\n"
            "feedback:\n  - from: {name: Ms Lowe, role: teacher}\n    date: 2027-01-02\n    comment: Try a fold.\n"
            "    response: {date: 2027-01-03, text: I did.}\n    agreed: {on: 2027-01-04}\n",
            "showcases/s.yaml": "title: Best\nfor: school\nshows: [reflections/b.yaml]\nuntil: 2027-07-31\n",
        },
    )
    assert said(tmp_path, "future-date") == [
        "future-date profile.yaml:5",
        "future-date reflections/b.yaml:10",
        "future-date reflections/b.yaml:4",
        "future-date reflections/b.yaml:7",
        "future-date reflections/b.yaml:9",
    ]


def test_a_consent_recorded_in_the_future_is_the_schools_problem(tmp_path: Path) -> None:
    """It is in the staff's file, and in no student's folder."""
    write(
        tmp_path,
        {
            "school.yaml": "name: Hillside\n",
            "consents.yaml": "amina-7k2f:\n  photos: {widest: school, recorded_on: 2027-01-01}\n",
            "students/amina-7k2f/profile.yaml": "name: Amina Yusuf\n",
        },
    )
    found = problems_of(tmp_path)
    assert [(one.rule, one.place.file, one.student) for one in found] == [("future-date", "consents.yaml", "")]


def test_problems_come_in_order_with_the_student_and_the_line(tmp_path: Path) -> None:
    """Whoever shows them needs nothing else."""
    text = "title: Bridge\ndate: 2062-10-14\nfeedback:\n  - from: {name: Ms Lowe, role: teacher}\n"
    text += "    date: 2026-10-15\n    comment: You are so clever, 9/10\n"
    write(tmp_path, {"profile.yaml": "name: Amina Yusuf\n", "reflections/b.yaml": text})
    school, student = loaded(tmp_path)
    found = check_student(student, school, TODAY)
    assert [one.rule for one in found] == ["future-date", "open-feedback", "score-beside-comment", "praise-of-person"]
    assert {one.student for one in found} == {student.id}
    assert found[2].source == "    comment: You are so clever, 9/10"
    assert check_school(school, TODAY) == ()


def test_the_same_folder_on_the_same_day_gives_the_same_problems(tmp_path: Path) -> None:
    """No order is left to chance."""
    write(tmp_path, {"profile.yaml": "name: Amina Yusuf\n", "media/b.txt": "b", "media/a.txt": "a"})
    assert problems_of(tmp_path, date(2026, 1, 1)) == problems_of(tmp_path, date(2026, 1, 1))


def test_a_part_of_a_translation_without_an_original_is_told_at_its_place(tmp_path: Path) -> None:
    """Entries that name something are found by it; the others need to be as many."""
    profile = "name: Amina\nheader: {file: a.jpg, alt: Wood., shows: []}\ngoals: [Swim]\n"
    welsh = "header: {file: a.jpg, alt: Pren.}\ngoals: [Nofio]\n"
    files: dict[str, str | bytes] = {
        "profile.yaml": profile,
        "profile.cy.yaml": welsh,
        "media/a.jpg": picture(),
        "media/b.jpg": picture(),
        "reflections/a.yaml": (
            "title: A\ndate: 2026-10-14\ndrafts:\n  - note: One\nmedia: [{file: a.jpg, alt: A, shows: []}]\n"
        ),
        "reflections/a.cy.yaml": (
            "title: A\nmy_judgement: {went_well: Da}\ndrafts:\n  - note: Un\n  - note: Dau\n"
            "media:\n  - {file: a.jpg, alt: Pren}\n  - {file: b.jpg, alt: Glud, shows: []}\n"
        ),
    }
    write(tmp_path, files)
    assert said(tmp_path, "translation-differs", "translation-not-shown") == [
        "translation-differs reflections/a.cy.yaml:2",
        "translation-differs reflections/a.cy.yaml:3",
        "translation-differs reflections/a.cy.yaml:8",
        "translation-not-shown profile.cy.yaml:1",
    ]
