"""What authors agreed to: nothing is ever shown wider than their last word, and no change of it is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from profilegen.exchange.answers import LeftOut
from profilegen.exchange.moments import second_of
from tests.exchange.small_school import answers, plan, records, small_school, take_in, write

ASKED = (
    "Timestamp",
    "Who is this about? (first name and surname)",
    "Your name",
    "What did you see them do?",
    "May this be shown to others?",
    "Who may see it at most?",
)
WORDS = "She helped."
FOLDER = "students/amina-x7k2/testimonials"


def row(moment: str, agreed: str, widest: str = "", words: str = WORDS) -> tuple[str, ...]:
    return (moment, "Amina Yusuf", "Mr Poe", words, agreed, widest)


def imported(folder: Path, *rows: tuple[str, ...]) -> Path:
    """A school that has taken in these answers."""
    school = small_school(folder / "school")
    take_in(school, answers(folder / "first.csv", [ASKED, *rows]), "testimonials")
    return school


def agreed_in(school: Path) -> list[object]:
    return [one.get("agreed") for one in records(school, "amina-x7k2", "testimonials")]


def told(school: Path, *rows: tuple[str, ...]) -> list[LeftOut]:
    """What a later file with these answers is told; none of them goes in."""
    made = plan(school, answers(school.parent / "later.csv", [ASKED, *rows]), "testimonials")
    assert made.taken == ()
    return [*made.left_out]


NINE, THREE = "2026/07/10 9:00:00 AM GMT+1", "2026/07/10 3:00:00 PM GMT+1"
FIRST, SECOND = row(NINE, "Yes", "Anyone"), row(THREE, "Yes", "Their family")


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "agreed"),
    [
        (FIRST, row(THREE, "No"), None),
        (FIRST, row(THREE, ""), None),
        (row(NINE, "No"), row(THREE, "Yes", "Anyone"), {"on": "2026-07-10", "widest": "public"}),
        (FIRST, SECOND, {"on": "2026-07-10"}),
        (row("10/07/2026", "Yes", "Anyone"), row("10/07/2026", "No"), None),
        (
            row("10/07/2026", "Yes", "Anyone"),
            row("10/07/2026", "Yes", "My school"),
            {"on": "2026-07-10", "widest": "school"},
        ),
        (row("10/07/2026 9:00", "No"), row("10/07/2026 9:00", "Yes", "Anyone"), None),
        (row("10/07/2026", "No"), row("10/07/2026 9:00", "Yes", "Anyone"), None),
        (row("", "No"), row("", "Yes", "Anyone"), None),
        (row("2026/10/25 1:30:00 AM GMT+1", "Yes", "Anyone"), row("2026/10/25 1:10:00 AM GMT", "No"), None),
    ],
)
def test_of_one_day_the_time_decides_and_without_times_the_least(
    tmp_path: Path, one: tuple[str, ...], other: tuple[str, ...], agreed: dict[str, str] | None, turned: bool
) -> None:
    """However the rows are sorted; and it is one testimonial."""
    school = small_school(tmp_path / "school")
    rows = [other, one] if turned else [one, other]
    file = answers(tmp_path / "a.csv", [ASKED, *rows])
    take_in(school, file, "testimonials", today=date(2026, 10, 26))
    assert agreed_in(school) == [agreed]


@pytest.mark.parametrize(
    ("cell", "second"),
    [
        ("01/07/2026 14:03:22", 50602),
        ("2026/07/01 2:03:22 PM GMT", 50602),
        ("2026/07/01 2:03:22 PM GMT+1", 47002),
        ("2026/07/01 12:00:01 am GMT-5:30", 19801),
        ("2026-07-01T10:20:00", 37200),
        ("1.7.26, 10:20", 37200),
        ("01/07/2026 3:05:21\u202fpm", 54321),
        ("01/07/2026", None),
        ("2026/07/01 2:03:22 PM EEST", None),
    ],
)
def test_times_in_the_spellings_of_forms(cell: str, second: int | None) -> None:
    """Where it is not certain what is written, there is none."""
    assert second_of(cell) == second


@pytest.mark.parametrize("moment", [THREE, "2026/07/11 9:00:00 AM GMT+1"])
@pytest.mark.parametrize("is_all", [False, True])
def test_an_agreement_that_is_narrowed_later_is_told_until_the_record_says_so(
    tmp_path: Path, moment: str, is_all: bool
) -> None:
    """By the same words, of that day or another; no second record comes beside it, before or after."""
    school = imported(tmp_path, FIRST)
    (file,) = (school / FOLDER).iterdir()
    before = file.read_text(encoding="utf-8")
    rows = [*([FIRST] if is_all else []), row(moment, "Yes", "Their family")]
    (left,) = told(school, *rows)
    assert left.why == f"They now agree to no more than family: change “widest:” in {FOLDER}/{file.name}."
    assert file.read_text(encoding="utf-8") == before
    write(file, before.replace("  widest: public\n", ""))
    assert told(school, *rows) == []
    write(file, before.replace("  widest: public\n", "  widest: teachers\n"))
    assert told(school, row(moment, "Yes", "Teachers")) == []


def test_who_agrees_to_less_than_a_record_that_says_nothing_is_told_what_to_write(tmp_path: Path) -> None:
    """Nothing said is the family."""
    school = imported(tmp_path, row(NINE, "Yes"))
    (left,) = told(school, row(THREE, "Yes", "My teachers"))
    assert "no more than teachers: write “widest: teachers” into “agreed:” in students/amina" in left.why


@pytest.mark.parametrize("turned", [False, True])
def test_what_is_narrowed_on_another_day_of_the_same_file_is_one_narrow_testimonial(
    tmp_path: Path, turned: bool
) -> None:
    """Whether the newest answers come first or last."""
    later = row("2026/07/11 9:00:00 AM GMT+1", "Yes", "Their family")
    school = imported(tmp_path, *([later, FIRST] if turned else [FIRST, later]))
    assert agreed_in(school) == [{"on": "2026-07-10"}]
    assert told(school, FIRST, later) == []


def test_what_is_widened_later_is_not_told_as_narrower(tmp_path: Path) -> None:
    """The record stays as narrow as it is."""
    school = imported(tmp_path, row(NINE, "Yes", "Their family"))
    assert told(school, row(THREE, "Yes", "Anyone")) == []
    assert agreed_in(school) == [{"on": "2026-07-10"}]


@pytest.mark.parametrize("said", ["No", "", "Not any more"])
def test_whoever_says_no_in_other_words_is_asked_about(tmp_path: Path, said: str) -> None:
    """It may be the same testimonial, edited: the file whose agreement stands is named."""
    school = imported(tmp_path, FIRST)
    (file,) = (school / FOLDER).iterdir()
    asked = f"in {FOLDER}/{file.name}. Is this the same, edited? Then take out “agreed:” there."
    (left,) = told(school, row(THREE, said, words="She helped a lot."))
    assert asked in left.why
    later = row("2026/07/11 9:00:00 AM GMT+1", said, words="She helped a lot.")
    made = plan(school, answers(tmp_path / "b.csv", [ASKED, later]), "testimonials")
    assert (len(made.taken), [asked in one.why for one in made.remarks if one.written == "Mr Poe"]) == (1, [True])


@pytest.mark.parametrize("turned", [False, True])
def test_the_same_is_asked_within_one_file(tmp_path: Path, turned: bool) -> None:
    """There the row is named."""
    rows = [FIRST, row("2026/07/11 9:00:00 AM GMT+1", "No", words="She helped a lot.")]
    file = answers(tmp_path / "a.csv", [ASKED, *(rows[::-1] if turned else rows)])
    made = plan(small_school(tmp_path / "school"), file, "testimonials")
    assert ["row 3" in one.why if turned else "row 2" in one.why for one in made.remarks] == [True]
    assert len(made.taken) == 2


def test_who_said_no_first_and_yes_to_other_words_later_is_not_asked(tmp_path: Path) -> None:
    """Nor is somebody else."""
    first = row("2026/07/09 9:00:00 AM GMT+1", "No", words="She was late.")
    other = ("2026/07/12 9:00:00 AM GMT+1", "Amina Yusuf", "Ms Lee", "She sings.", "No", "")
    made = plan(
        small_school(tmp_path / "school"), answers(tmp_path / "a.csv", [ASKED, first, FIRST, other]), "testimonials"
    )
    assert (len(made.taken), made.remarks) == (3, ())


@pytest.mark.parametrize("said", ["?", "Alexander", "Friends", "The staff"])
def test_an_audience_that_is_not_known_is_the_teachers_and_the_remark_says_so(tmp_path: Path, said: str) -> None:
    """Even the family may be wider than what was meant."""
    made = plan(
        small_school(tmp_path / "school"), answers(tmp_path / "a.csv", [ASKED, row(NINE, "Yes", said)]), "testimonials"
    )
    assert [one.why for one in made.remarks] == ["This is none of the form's answers: no wider than teachers."]
    assert "  widest: teachers\n" in (made.pile.text(made.taken[0].file) or "")


def test_a_comments_author_may_narrow_an_agreement_too(tmp_path: Path) -> None:
    """Feedback is part of a reflection's file."""
    school = small_school(tmp_path / "school")
    kite = write(school / "students/amina-x7k2/reflections/kite.yaml", "title: Kite\ndate: 2026-05-01\n")
    header = ("Timestamp", "Whose work is it?", "What is the work called?", "Your name", "Comment", *ASKED[4:])
    first = (NINE, "Amina Yusuf", "Kite", "Ben", "Why?", "Yes", "Anyone")
    take_in(school, answers(tmp_path / "a.csv", [header, first]), "feedback")
    before = kite.read_bytes()
    for moment in (THREE, "2026/07/11 9:00:00 AM GMT+1"):
        later = answers(tmp_path / "b.csv", [header, first, (moment, *first[1:6], "Their family")])
        made = plan(school, later, "feedback")
        assert [one.why for one in made.left_out] == [
            "They now agree to no more than family: change “widest:” in students/amina-x7k2/reflections/kite.yaml."
        ]
        assert (made.taken, kite.read_bytes()) == ((), before)
