"""Comment strips: whose comments, without names, in groups, in an order that tells nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from profilegen.classroom.strips import Strips, read_strips, strips_sheet
from profilegen.problems import UsageError
from tests.building.worlds import write
from tests.classroom.worlds import GIVEN, TODAY, a_class, a_piece


def strips(school: Path, class_name: str = "4-oak", **options: object) -> Strips:
    options.setdefault("today", TODAY)
    return read_strips(school, class_name, **options)  # type: ignore[arg-type]


def pieces(found: Strips) -> set[str]:
    return {strip.piece for group in found.groups for strip in group}


def test_a_comment_stands_without_the_name_of_its_student_or_of_who_wrote_it(tmp_path: Path) -> None:
    write(
        a_class(tmp_path, 4),
        {"students/s-00/reflections/bridge.yaml": a_piece("Boats", "Ms Okafor saw Boa help Bea, and Bia’s fold.")},
    )
    found = {strip.piece: strip for group in strips(tmp_path).groups for strip in group}
    assert found["Boats"].comment == "____ ____ saw ____ help ____, and ____’s fold."
    page = strips_sheet(strips(tmp_path)).decode()
    before_the_answers = page[: page.index('id="answers"')]
    assert not [name for name in GIVEN[:4] if name in before_the_answers]
    assert "Okafor" not in page


def test_nobody_of_the_school_is_named_nor_a_teacher_of_the_class(tmp_path: Path) -> None:
    """Neither in the comment nor in what it asks for: other classes, unread profiles, other teachers."""
    school = a_class(tmp_path, 4)
    piece = a_piece("Boats", "Cleopatra, Bennington and quentin said Dr Reed and Mr Lowe hope so.")
    write(
        school,
        {
            "classes/4-oak.yaml": (school / "classes/4-oak.yaml").read_text(encoding="utf-8") + "teachers: Dr Reed\n",
            "students/cleo-k4k4/profile.yaml": "name: Cleopatra Hope\nname_for: {family: Bennington}\n",
            "students/quentin-x3f9/profile.yaml": "name: [\n",
            "students/s-00/reflections/bridge.yaml": piece.replace("Try it", "Ask Cleopatra"),
            "students/s-01/reflections/kite.yaml": a_piece("Kite", "Fold it.", author="Mr Lowe"),
        },
    )
    found = {strip.piece: strip for group in strips(school).groups for strip in group}["Boats"]
    assert found.comment == "____, ____ and ____ said ____ ____ and ____ ____ hope so."
    assert found.asks.startswith("Ask ____")
    assert found.left == ("hope",)
    before, _, answers = strips_sheet(strips(school)).decode().partition('id="answers"')
    assert "“hope”?" in answers
    assert "“hope”?" not in before


def test_the_teacher_s_answers_say_whose_each_strip_is(tmp_path: Path) -> None:
    found = strips(a_class(tmp_path, 5))
    answers = strips_sheet(found).decode().partition('id="answers"')[2]
    for strip in (one for group in found.groups for one in group):
        row = re.search(rf'<th scope="row">{strip.number}</th>(.*?)</tr>', answers)
        assert row is not None
        assert strip.student in row[1]
        assert strip.piece in row[1]
        assert "15 October 2026" in row[1]


@pytest.mark.parametrize(("students", "comments"), [(1, 1), (3, 2), (4, 1), (4, 9), (7, 3), (11, 2), (30, 1), (32, 4)])
def test_a_sheet_holds_four_to_twelve_strips_of_students_who_sit_together(
    tmp_path: Path, students: int, comments: int
) -> None:
    found = strips(a_class(tmp_path, students, comments))
    sizes = [len(group) for group in found.groups]
    assert max(sizes) <= 12
    assert min(sizes) >= min(4, students * comments)
    groups = [{strip.student for strip in group} for group in found.groups]
    assert len(set().union(*groups)) == sum(map(len, groups)) == students
    assert sum(sizes) + found.older == students * comments
    assert [strip.number for group in found.groups for strip in group] == [*range(1, sum(sizes) + 1)]


def test_the_order_is_the_same_each_time_and_tells_nothing(tmp_path: Path) -> None:
    school = a_class(tmp_path, 30)
    order = [strip.student for group in strips(school).groups for strip in group]
    assert order == [strip.student for group in strips(school).groups for strip in group]
    assert order != sorted(order)
    assert order != sorted(order, reverse=True)


def test_comments_count_since_the_term_began_or_since_the_day_that_is_asked_for(tmp_path: Path) -> None:
    old = a_piece("Old", "Fold it twice.", date="2026-06-01")
    school = write(a_class(tmp_path, 4), {"students/s-00/reflections/old.yaml": old})
    assert "Old" not in pieces(strips(school))
    assert "Old" in pieces(strips(school, since=date(2026, 5, 1)))
    with pytest.raises(UsageError, match="has written feedback since 2026-11-01"):
        strips(school, since=date(2026, 11, 1))


def test_what_reads_like_a_score_is_left_out_and_counted(tmp_path: Path) -> None:
    school = write(a_class(tmp_path, 4), {"students/s-00/reflections/bridge.yaml": a_piece("Marked", "Neat. 7/10")})
    found = strips(school)
    assert found.with_scores == 1
    assert "7/10" not in strips_sheet(found).decode()


def test_where_everything_reads_like_a_score_that_is_said(tmp_path: Path) -> None:
    school = write(a_class(tmp_path, 1), {"students/s-00/reflections/bridge.yaml": a_piece("Marked", "Neat. 7/10")})
    with pytest.raises(UsageError, match="Every comment in 4 Oak reads like a score"):
        strips(school)


def test_what_teachers_may_not_see_is_not_there(tmp_path: Path) -> None:
    private = "audience: private\n" + a_piece("Diary", "HIDDEN words.")
    peer = a_piece("Kite", "HIDDEN kite.").replace("role: teacher", "role: peer")
    school = write(
        a_class(tmp_path, 5),
        {"students/s-00/reflections/diary.yaml": private, "students/s-01/reflections/kite.yaml": peer,
         "students/s-02/profile.yaml": "name: HIDDEN Person\naudience: private\n"},
    )  # fmt: skip
    assert b"HIDDEN" not in strips_sheet(strips(school))


def test_words_of_people_are_text(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }} </li>"
    school = write(a_class(tmp_path, 4), {"students/s-00/reflections/bridge.yaml": a_piece(f"'{hostile}'", hostile)})
    page = strips_sheet(strips(school)).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page


def test_a_class_is_found_by_its_file_or_its_name(tmp_path: Path) -> None:
    school = a_class(tmp_path, 4)
    assert strips(school, "4-oak") == strips(school, "4 OAK") == strips(school, "4 Oak")
    with pytest.raises(UsageError, match="no class “5-elm”") as refused:
        strips(school, "5-elm")
    assert "4-oak" in refused.value.hint


def test_two_classes_of_one_name_are_told_apart_by_their_files(tmp_path: Path) -> None:
    again = "name: 4 Oak\nschool_year: 2025/26\nstudents: [s-00]\n"
    school = write(a_class(tmp_path, 4), {"classes/old-oak.yaml": again})
    with pytest.raises(UsageError, match="2 classes") as refused:
        strips(school, "4 Oak")
    assert "old-oak" in refused.value.hint
    assert len(strips(school, "old-oak").groups[0]) == 1


def test_a_sheet_needs_nothing_beside_it(tmp_path: Path) -> None:
    page = strips_sheet(strips(a_class(tmp_path, 4))).decode()
    assert not re.findall(r"(?<!-)\b(?:src|href|srcset)\s*=|url\(|@import", page)
    assert "default-src 'none'" in page


def test_room_that_one_leaves_is_for_the_others(tmp_path: Path) -> None:
    school = write(a_class(tmp_path, 4), {"students/s-00/reflections/bridge.yaml": a_piece("Boats", *"ABCDEFGHIJ")})
    found = strips(school)
    assert (len(found.groups[0]), found.older) == (12, 1)
