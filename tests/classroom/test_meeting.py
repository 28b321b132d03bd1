"""The meeting pack: whose sheets, what they promised, what came of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from profilegen.classroom.meeting import Meeting, meeting_sheet, read_meeting
from profilegen.problems import UsageError
from tests.building.worlds import write
from tests.classroom.worlds import TODAY, a_class


def teachers(root: Path, *names: str) -> Path:
    files: dict[str, str | bytes] = {"school.yaml": "name: Hillside\n"}
    for number, name in enumerate(names):
        files[f"students/t-{number}/profile.yaml"] = (
            f"name: {name}\nkind: teacher\ngoals:\n  - {{goal: Ask everybody, next_step: No hands up.}}\n"
        )
    ids = ", ".join(f"t-{number}" for number in range(len(names)))
    files["classes/circle.yaml"] = f"name: Our circle\nschool_year: 2026/27\nstudents: [{ids}]\n"
    return write(root, files)


def said(day: str, title: str, step: str = "", body: str = "It went well.") -> str:
    return f"title: {title}\ndate: {day}\nbody: {body}\n" + (f"next_step: {step}\n" if step else "")


def meeting(school: Path, **options: object) -> Meeting:
    options.setdefault("today", TODAY)
    return read_meeting(school, **options)  # type: ignore[arg-type]


def test_the_promise_is_the_last_next_step_before_the_month_and_what_came_of_it_is_after_it(tmp_path: Path) -> None:
    school = write(
        teachers(tmp_path, "Ada Okafor"),
        {
            "students/t-0/reflections/sep.yaml": said("2026-09-10", "Before", "An older promise."),
            "students/t-0/reflections/oct.yaml": said("2026-10-12", "The jar", "Pairs before the jar."),
            "students/t-0/reflections/later.yaml": said("2026-10-20", "Pairs"),
            "students/t-0/reflections/nov.yaml": said("2026-11-05", "Pairs again", "Watch 9C."),
            "students/t-0/reflections/dec.yaml": said("2026-12-01", "Too late"),
        },
    )
    (member,) = meeting(school).members
    assert (member.promise, member.promised_on) == ("Pairs before the jar.", date(2026, 10, 12))
    assert [(piece.title, piece.next_step) for piece in member.came_of_it] == [
        ("Pairs", ""),
        ("Pairs again", "Watch 9C."),
    ]


def test_another_month_looks_from_there(tmp_path: Path) -> None:
    school = write(
        teachers(tmp_path, "Ada Okafor"),
        {"students/t-0/reflections/oct.yaml": said("2026-10-12", "The jar", "Pairs before the jar.")},
    )
    (october,) = meeting(school, month=date(2026, 10, 1)).members
    assert (october.promise, [piece.title for piece in october.came_of_it]) == ("No hands up.", ["The jar"])
    (december,) = meeting(school, month=date(2026, 12, 1)).members
    assert (december.promise, december.came_of_it) == ("Pairs before the jar.", ())


def test_who_has_written_nothing_promises_the_first_step_of_a_goal(tmp_path: Path) -> None:
    (member,) = meeting(teachers(tmp_path, "Ada Okafor")).members
    assert (member.promise, member.promised_on, member.came_of_it) == ("No hands up.", None, ())
    assert [goal.goal for goal in member.targets] == ["Ask everybody"]


def test_teachers_stand_from_a_to_z(tmp_path: Path) -> None:
    found = meeting(teachers(tmp_path, "Zoë Walsh", "ada Okafor", "Émile Roy", "Ben Lee"))
    assert [member.name for member in found.members] == ["ada Okafor", "Ben Lee", "Émile Roy", "Zoë Walsh"]


@pytest.mark.parametrize(("number", "minutes"), [(1, 20), (10, 30), (11, 35), (12, 40)])
def test_there_is_time_to_hear_everybody(tmp_path: Path, number: int, minutes: int) -> None:
    found = meeting(teachers(tmp_path, *(f"Teacher {one}" for one in range(number))))
    assert found.minutes == minutes
    assert f"{minutes} minutes" in meeting_sheet(found).decode()


def test_a_class_names_a_community_and_students_are_in_none(tmp_path: Path) -> None:
    school = write(
        teachers(a_class(tmp_path, 3), "Ada Okafor", "Ben Lee"),
        {"classes/small.yaml": "name: Small circle\nschool_year: 2026/27\nstudents: [t-1]\n"},
    )
    assert [member.name for member in meeting(school).members] == ["Ada Okafor", "Ben Lee"]
    small = meeting(school, class_name="Small circle")
    assert (small.community, [member.name for member in small.members]) == ("Small circle", ["Ben Lee"])


def test_without_a_teacher_s_profile_it_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        meeting(a_class(tmp_path, 2))
    assert "kind: teacher" in refused.value.hint


def test_what_a_teacher_keeps_private_is_not_in_the_pack(tmp_path: Path) -> None:
    private = "audience: private\n" + said("2026-11-05", "HIDDEN", "HIDDEN step")
    school = write(
        teachers(tmp_path, "Ada Okafor", "HIDDEN Person"),
        {
            "students/t-0/reflections/nov.yaml": private,
            "students/t-1/profile.yaml": "name: HIDDEN Person\nkind: teacher\naudience: private\n",
        },
    )
    assert b"HIDDEN" not in meeting_sheet(meeting(school))


def test_words_of_people_are_text(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> {{ 7*7 }}"
    school = write(
        teachers(tmp_path, "Ada Okafor"),
        {"students/t-0/reflections/nov.yaml": said("2026-11-05", f"'{hostile}'", f"'{hostile}'", f"'{hostile}'")},
    )
    page = meeting_sheet(meeting(school)).decode()
    assert "<script" not in page
    assert "{{ 7*7 }}" in page


def test_who_learns_in_a_class_is_no_teacher_whatever_the_profile_says(tmp_path: Path) -> None:
    school = write(
        a_class(tmp_path, 2),
        {
            "students/s-00/profile.yaml": "name: Boa\nkind: teacher\n",
            "students/t-0/profile.yaml": "name: Ada\nkind: teacher\n",
        },
    )
    assert [member.name for member in meeting(school).members] == ["Ada"]


def test_teachers_stand_from_a_to_z_whatever_their_letters(tmp_path: Path) -> None:
    found = meeting(teachers(tmp_path, "Zoë Ode", "Østen Ode", "Oliver Ode", "Ólafur Ode"))
    assert [member.name.split()[0] for member in found.members] == ["Ólafur", "Oliver", "Østen", "Zoë"]
