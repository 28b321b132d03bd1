"""A report begins with the student's own year; which days are in it, what is chosen, and how many words have room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profilegen.model.records import Term
from profilegen.model.report_years import fitted
from profilegen.model.school_years import SchoolYear, is_same_year, newest_year, school_year
from profilegen.model.views import ReportView, ResultView, StudentView, SubjectReportView
from tests.model.worlds import reflection, report, seen, student, testimonial


def term(starts: str, ends: str) -> Term:
    return Term.model_validate({"name": "A term", "starts": starts, "ends": ends})


@pytest.mark.parametrize("written", ["2025/26", "2025-26", "2025–26", "2025-2026", " 2025 / 26 ", "٢٠٢٥/٢٦"])
def test_a_school_year_goes_from_september_to_august(written: str) -> None:
    assert school_year(written) == SchoolYear(date(2025, 9, 1), date(2026, 8, 31))
    assert is_same_year(written, "2025/26")


def test_a_school_year_within_one_calendar_year_is_that_year() -> None:
    assert school_year("2026") == SchoolYear(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("written", ["", "last year", "25/26", "2025/27", "2026/25", "0001/02", "9999"])
def test_other_words_name_no_year(written: str) -> None:
    assert school_year(written) is None


def test_the_turn_of_a_century_is_a_school_year_too() -> None:
    assert school_year("1999/00") == SchoolYear(date(1999, 9, 1), date(2000, 8, 31))


def test_terms_say_when_the_year_begins_and_when_the_next_one_does() -> None:
    terms = [term("2025-08-18", "2025-12-19"), term("2026-01-05", "2026-06-26"), term("2026-08-17", "2026-12-18")]
    assert school_year("2025/26", terms) == SchoolYear(date(2025, 8, 18), date(2026, 8, 16))
    assert school_year("2026/27", terms) == SchoolYear(date(2026, 8, 17), date(2027, 8, 31))


def test_a_list_of_terms_that_begins_in_spring_does_not_tell_where_the_year_began() -> None:
    assert school_year("2025/26", [term("2026-01-05", "2026-03-27")]) == SchoolYear(date(2025, 9, 1), date(2026, 8, 31))


def test_the_newest_year_is_found_among_spellings() -> None:
    assert newest_year(["2024/25", "2025-26", "soon"]) == "2025-26"
    assert newest_year(["soon"]) == ""


# What a report begins with


def own_year(view: StudentView) -> list[str]:
    year = view.reports[0].year
    assert year is not None
    return [one.piece.title for one in year.pieces]


def test_the_featured_work_of_that_year_stands_in_the_report_oldest_first() -> None:
    one = student(
        report(),
        reflection("a", title="August before", date="2025-08-31", featured="yes"),
        reflection("b", title="September", date="2025-09-01", featured="yes", next_step="Go on."),
        reflection("c", title="Not chosen", date="2026-01-10"),
        reflection("d", title="August", date="2026-08-31", featured="yes"),
        reflection("e", title="September after", date="2026-09-01", featured="yes"),
    )
    view = seen("family", one)
    assert own_year(view) == ["September", "August"]
    assert view.reports[0].year is not None
    assert view.reports[0].year.pieces[0].next_step == "Go on."
    assert view.reports[0].year.has_more


def test_where_nothing_is_featured_the_newest_three_are_chosen_and_two_beside_results() -> None:
    pieces = [reflection(f"p{n}", title=f"Piece {n}", date=f"2026-0{n}-01") for n in range(1, 6)]
    assert own_year(seen("family", student(report(), *pieces))) == ["Piece 3", "Piece 4", "Piece 5"]
    results = report(results=[{"subject": "History", "result": "7"}])
    assert own_year(seen("family", student(results, *pieces))) == ["Piece 4", "Piece 5"]


def test_what_the_family_may_not_see_is_in_no_report() -> None:
    one = student(
        report(),
        reflection("a", title="Ours", date="2026-02-01", featured="yes", audience="teachers"),
        testimonial("b", text="Kept back", date="2026-02-01", audience="teachers", agreed="2026-02-02"),
    )
    assert own_year(seen("teachers", one)) == ["Ours"]
    family = seen("family", one)
    assert own_year(family) == []
    assert family.reports[0].year is not None and family.reports[0].year.said is None


def test_a_testimonial_of_the_year_is_quoted_if_it_is_written_and_agreed() -> None:
    one = student(
        report(),
        testimonial("a", text="Of that year.", date="2026-05-01", agreed="2026-05-02"),
        testimonial("b", text="Later.", date="2026-10-01", agreed="2026-10-02"),
    )
    view = seen("family", one)
    assert view.reports[0].year is not None and view.reports[0].year.said is not None
    assert view.reports[0].year.said.text == "Of that year."


def test_a_profile_that_is_private_begins_its_report_with_nothing_of_its_own() -> None:
    view = seen("family", student(report(), reflection(date="2026-02-01"), audience="private"))
    assert view.reports[0].year is None


# What has room


def letter(*lengths: int, progress: int = 0, discussion: int = 0, results: bool = False) -> ReportView:
    """A report whose subjects have this many words each, of what was achieved and of what comes next."""
    base = ReportView(school_year="2025/26", address="", name="Amina", lang="en")
    subjects = tuple(SubjectReportView(f"S{n}", words(length), words(length)) for n, length in enumerate(lengths))
    shown = (ResultView("History", "GCSE", "7", None),) if results else ()
    return fitted(
        replace(base, progress=words(progress), discussion=words(discussion), subjects=subjects, results=shown)
    )


def words(number: int) -> str:
    return " ".join(["word"] * number)


def test_a_usual_report_has_room_for_every_word() -> None:
    whole = letter(*[20] * 12, progress=60, discussion=40)
    rooms = [room for one in whole.subjects for room in (one.achievements_room, one.next_room)]
    assert {*rooms, whole.progress_room, whole.discussion_room} == {None}


def test_the_longest_texts_are_cut_first() -> None:
    cut = letter(10, 10, 2000, progress=30)
    assert [one.achievements_room is None for one in cut.subjects] == [True, True, False]
    assert cut.progress_room is None


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 900), st.integers(0, 900), st.booleans())
def test_what_is_printed_never_has_more_words_than_there_is_room(
    lengths: list[int], progress: int, discussion: int, results: bool
) -> None:
    """But for the six words that every text keeps."""
    shown = letter(*lengths, progress=progress, discussion=discussion, results=results)
    printed = [(shown.progress_room, progress)]
    printed += [(room, length) for one, length in zip(shown.subjects, lengths, strict=True)
                for room in (one.achievements_room, one.next_room)]  # fmt: skip
    total = sum(min(length, length if room is None else room) for room, length in printed)
    assert total <= max(1000, (2 * len(lengths) + 3) * 6)
    assert all(room is None or 0 < room < length for room, length in printed)


def test_the_student_has_what_the_school_does_not_need_but_no_second_sheet_is_begun_for_it() -> None:
    def own_room(length: int) -> int:
        said = [{"subject": f"S{n}", "achievements": words(length)} for n in range(10)]
        return seen("family", student(report(subjects=said), reflection(date="2026-02-01"))).reports[0].own_room

    assert own_room(5) > 24
    assert own_room(30) == 24
    assert own_room(50) > 24
    assert own_room(500) == 24
