"""Feedback, testimonials and report comments: answered, agreed to, without scores, about the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.schools import problems_of, said, write

LONE = {"profile.yaml": "name: Amina Yusuf\n"}
BRIDGE = "title: My bridge\ndate: 2026-10-14\n"


def feedback(role: str = "teacher", comment: str = "The feet slip.", more: str = "") -> str:
    """A reflection with one piece of feedback; its comment is in line 6."""
    return (
        f"{BRIDGE}feedback:\n  - from: {{name: Sam Reed, role: {role}}}\n    date: 2026-10-16\n"
        f"    comment: {comment}\n{more}"
    )


@pytest.mark.parametrize("answer", ["response: I folded them.", "response: {changed: reflections/b.yaml}"])
def test_any_answer_closes_the_loop(tmp_path: Path, answer: str) -> None:
    """In words, or by a change."""
    write(tmp_path, {**LONE, "reflections/b.yaml": feedback(more=f"    {answer}\n")})
    assert said(tmp_path, "open-feedback") == []


def test_an_empty_response_leaves_it_open(tmp_path: Path) -> None:
    """A date alone says nothing."""
    write(tmp_path, {**LONE, "reflections/b.yaml": feedback(more="    response: {date: 2026-10-17}\n")})
    assert said(tmp_path, "open-feedback") == ["open-feedback reflections/b.yaml:4"]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("    asks: Get it to 9/10\n", 7),
        ("    response: I got 9/10 now\n", 7),
        ("    media:\n      - {file: v.mp3, transcript: I give it a B+., shows: []}\n", 8),
    ],
)
def test_a_score_is_found_wherever_it_stands_beside_the_comment(tmp_path: Path, more: str, line: int) -> None:
    """In what is asked, in the response, and in what is said aloud."""
    write(tmp_path, {**LONE, "reflections/b.yaml": feedback(more=more), "media/v.mp3": b"ID3 and so on"})
    assert said(tmp_path, "score-beside-comment") == [f"score-beside-comment reflections/b.yaml:{line}"]


def test_scores_in_reports_and_testimonials(tmp_path: Path) -> None:
    """In the comments, not in the results and not in attendance."""
    write(
        tmp_path,
        {
            **LONE,
            "reports/2025.yaml": "school_year: 2025-26\nprogress: She is top of the class.\nsubjects:\n"
            "  - subject: Science\n    achievements: A clear Level 4.\n    next: Aim for grade 6.\n"
            "attendance: {possible: 380, attended: 371}\nresults:\n  - {subject: Phonics, result: 38/40}\n",
            "testimonials/t.yaml": "from: {name: Sam Reed, role: coach}\ndate: 2026-10-16\ntext: 10/10 for effort\n"
            "agreed: 2026-10-16\n",
        },
    )
    assert said(tmp_path, "score-beside-comment") == [
        "score-beside-comment reports/2025.yaml:2",
        "score-beside-comment reports/2025.yaml:5",
        "score-beside-comment reports/2025.yaml:6",
        "score-beside-comment testimonials/t.yaml:3",
    ]


def test_a_students_own_numbers_are_no_score_beside_a_comment(tmp_path: Path) -> None:
    """A personal best is progress against earlier work; a qualification has its result."""
    write(
        tmp_path,
        {
            **LONE,
            "reflections/b.yaml": BRIDGE
            + "body: I had 12/20 and now 17/20.\npersonal_best: {before: 12/20, now: 17/20}\n",
            "achievements/a.yaml": "title: Piano\nkind: qualification\ndate: 2026-07-01\nresult: grade 5, 132/150\n",
        },
    )
    assert problems_of(tmp_path) == []


def test_a_score_in_a_translation_is_found_in_its_own_file(tmp_path: Path) -> None:
    """Each language is read."""
    write(
        tmp_path, {**LONE, "reflections/b.yaml": feedback(), "reflections/b.cy.yaml": feedback(comment="Da iawn, 7/10")}
    )
    assert said(tmp_path, "score-beside-comment") == ["score-beside-comment reflections/b.cy.yaml:6"]


def test_praise_of_the_person_is_advice_in_feedback_and_testimonials_only(tmp_path: Path) -> None:
    """A student may say of themselves what they like."""
    write(
        tmp_path,
        {
            **LONE,
            "reflections/b.yaml": feedback(
                comment="What a clever girl!", more="    response: You are so clever too.\n"
            ),
            "reflections/c.yaml": BRIDGE + "body: I am gifted.\n",
            "reports/2025.yaml": "school_year: 2025-26\nprogress: She is gifted.\n",
        },
    )
    assert said(tmp_path, "praise-of-person") == ["praise-of-person reflections/b.yaml:6"]


@pytest.mark.parametrize(
    ("role", "more", "is_missing"),
    [
        ("peer", "", True),
        ("peer", "    agreed: 2026-10-16\n", False),
        ("family", "", True),
        ("teacher", "", False),
        ("teacher", "    audience: family\n", False),
        ("teacher", "    audience: school\n", True),
        ("peer", "    audience: private\n", False),
    ],
)
def test_feedback_needs_its_authors_agreement(tmp_path: Path, role: str, more: str, is_missing: bool) -> None:
    """A teacher's own needs none up to family; what stays private needs none at all."""
    profile = {"profile.yaml": "name: Amina Yusuf\naudience: school\n"}
    write(tmp_path, {**profile, "reflections/b.yaml": feedback(role, more=more + "audience: school\n")})
    expected = ["missing-agreement reflections/b.yaml:4"] if is_missing else []
    assert said(tmp_path, "missing-agreement") == expected


def test_a_private_testimonial_needs_no_agreement(tmp_path: Path) -> None:
    """Nobody else reads it."""
    text = "from: {name: Sam Reed, role: teacher}\ndate: 2026-10-16\ntext: She ties knots.\n"
    write(tmp_path, {**LONE, "testimonials/t.yaml": text + "audience: private\n", "testimonials/u.yaml": text})
    assert said(tmp_path, "missing-agreement") == ["missing-agreement testimonials/u.yaml:1"]
