"""Where a student's profile stands: what teachers see of what is there and what is still to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from profilegen.model.audience import Audience
from profilegen.model.school import School, Student
from profilegen.model.school_viewing import Face, school_view
from profilegen.model.school_views import ClassOverviewView, StandingView
from profilegen.model.standing import standing_for
from tests.model.worlds import (
    ME,
    TODAY,
    consent,
    feedback,
    person,
    reflection,
    report,
    school,
    seen,
    student,
    testimonial,
    view,
)

TERMS = [
    {"name": "Autumn", "starts": "2026-09-02", "ends": "2026-12-18"},
    {"name": "Spring", "starts": "2027-01-04", "ends": "2027-03-25"},
]


def standing(one: Student, here: School | None = None, today: date = TODAY) -> StandingView:
    found = here or school(one)
    made = standing_for(one, found, seen("teachers", one, found, today), today)
    assert made is not None
    return made


def overview(*students: Student, **fields: Any) -> tuple[ClassOverviewView, ...]:
    here = school(*students, **fields)
    faces = {}
    for one in students:
        shown = view("teachers", one, here)
        if shown:
            faces[one.id] = Face.of(shown, standing_for(one, here, shown, TODAY))
    found = school_view(here, Audience.TEACHERS, faces).overview
    assert found is not None
    return found.classes


def test_it_is_for_teachers_alone() -> None:
    one = student()
    for audience in Audience:
        word = audience.word
        made = standing_for(one, school(one), seen(word, one), TODAY)
        assert (made is not None) == (word == "teachers"), word
        assert (school_view(school(one), audience, {}).overview is not None) == (word == "teachers"), word


def test_an_empty_profile_lacks_everything_that_can_be_lacking() -> None:
    found = standing(student())
    assert (found.introduction, found.reflection, found.testimonial, found.consent) == (False, False, False, False)
    assert (found.without_alt, found.without_transcript, found.loops, found.reports) == (0, 0, (), ())


def test_words_or_a_film_are_an_introduction() -> None:
    assert standing(student(about="I build bridges.")).introduction
    film = {"file": "hello.mp4", "shows": []}
    assert standing(student(media=("hello.mp4",), introduction=film)).introduction
    hidden = student(about="I build bridges.", show={"about": "private"})
    assert not standing(hidden).introduction


def test_a_reflection_counts_for_the_term_that_runs() -> None:
    one = student(reflection(date="2026-10-14"))
    assert (standing(one, school(one, terms=TERMS)).term, standing(one, school(one, terms=TERMS)).reflection) == (
        "Autumn",
        True,
    )
    assert not standing(one, school(one, terms=TERMS), date(2027, 1, 4)).reflection
    assert standing(one, school(one, terms=TERMS), date(2027, 1, 4)).term == "Spring"


def test_between_terms_the_last_one_that_began_counts() -> None:
    one = student(reflection(date="2026-12-20"))
    found = standing(one, school(one, terms=TERMS), date(2026, 12, 30))
    assert (found.term, found.reflection) == ("Autumn", True)


def test_without_terms_or_before_the_first_any_reflection_counts() -> None:
    one = student(reflection(date="2020-10-14"))
    assert (standing(one).term, standing(one).reflection) == ("", True)
    assert standing(one, school(one, terms=TERMS), date(2026, 8, 1)).term == ""


def test_open_feedback_is_told_oldest_first_with_who_waits_and_for_which_piece() -> None:
    answered = feedback(response={"text": "I measured it."})
    one = student(
        reflection("bridge", feedback=[feedback(date="2026-10-15", asks="Measure it."), answered]),
        reflection("kite", feedback=[feedback(date="2026-09-03", **{"from": person(name="Mr Lee")})]),
    )
    loops = standing(one).loops
    assert [(loop.since.isoformat(), loop.author.name, loop.title, loop.asks) for loop in loops] == [
        ("2026-09-03", "Mr Lee", "My kite", ""),
        ("2026-10-15", "Ms Ada Okafor", "My bridge", "Measure it."),
    ]
    assert loops[1].address == "reflections/bridge.html"


def test_an_answer_that_teachers_may_not_see_is_an_answer() -> None:
    spoken = feedback(response={"media": [{"file": "answer.m4a", "shows": ["nobody-here"]}]})
    one = student(reflection(feedback=[spoken]), media=("answer.m4a",))
    assert (standing(one).loops, standing(one).hidden_loops) == ((), 0)


def test_an_empty_answer_is_none() -> None:
    one = student(reflection(feedback=[feedback(response={})]))
    assert len(standing(one).loops) == 1


def test_what_teachers_may_not_read_is_a_number() -> None:
    """Another student's comment without agreement, and a comment on a private piece."""
    peer = feedback(comment="HIDDEN", **{"from": person("peer", "Zoe HIDDEN")})
    one = student(
        reflection("bridge", feedback=[peer]),
        reflection("diary", title="HIDDEN", audience="private", feedback=[feedback(asks="HIDDEN")]),
        testimonial(text="HIDDEN"),
    )
    found = standing(one)
    assert (found.hidden_loops, found.waiting_for_agreement, found.testimonial) == (2, 2, False)
    assert "HIDDEN" not in repr(found)


def test_consents_that_have_run_out_are_named() -> None:
    one = student()
    here = school(one, consents={ME: {"photos": consent("school", "2026-11-21"), "public": consent("public")}})
    assert (standing(one, here).consent, standing(one, here).ended) == (True, ("photos",))
    assert standing(one, here, date(2026, 11, 21)).ended == ()


def test_a_prompt_is_answered_by_a_reflection_that_names_it_or_has_it_as_its_title() -> None:
    prompts = ["What surprised you?", "What went wrong?", "Who helped, and how?"]
    one = student(reflection("one", title="  what SURPRISED you "), reflection("two", prompt="Who helped, and how?"))
    assert standing(one, school(one, reflection_prompts=prompts)).prompts == (1, 3)
    hidden = student(reflection(title="What surprised you?", audience="private"))
    assert standing(hidden, school(hidden, reflection_prompts=prompts)).prompts == ()


def test_a_report_is_of_the_class_s_own_school_year_however_it_is_written() -> None:
    new, old = student(report("2026-27"), id="a-1", name="Ada"), student(report("2025/26"), id="b-2", name="Ben")
    (found,) = overview(new, old, classes={"oak": {"students": ["a-1", "b-2"], "school_year": "2026/27"}})
    assert [(row.student.name, row.report) for row in found.rows] == [("Ada", True), ("Ben", False)]


def test_students_stand_from_a_to_z_whatever_they_have_done() -> None:
    full = student(reflection(), testimonial(agreed="2026-10-20"), report("2026/27"), id="z-9", name="Zoe", about="I.")
    empty = student(id="a-1", name="Ada")
    (found,) = overview(full, empty, classes={"oak": {"students": ["z-9", "a-1"]}})
    assert [row.student.name for row in found.rows] == ["Ada", "Zoe"]


def test_a_class_s_open_feedback_is_in_one_list_oldest_first() -> None:
    ada = student(reflection(feedback=[feedback(date="2026-10-15")]), id="a-1", name="Ada")
    ben = student(reflection(feedback=[feedback(date="2026-09-15")]), id="b-2", name="Ben")
    (found,) = overview(ada, ben, classes={"oak": {"students": ["a-1", "b-2"]}})
    assert [(one.student.name, one.loop.since.isoformat()) for one in found.loops] == [
        ("Ben", "2026-09-15"),
        ("Ada", "2026-10-15"),
    ]


def test_who_keeps_the_profile_private_is_counted_and_not_named() -> None:
    ada, ben = student(id="a-1", name="Ada"), student(id="b-2", name="Ben", audience="private")
    (found,) = overview(ada, ben, classes={"oak": {"students": ["a-1", "b-2"]}})
    assert ([row.student.name for row in found.rows], found.not_shown) == (["Ada"], 1)
    assert "Ben" not in repr(found)


def test_students_without_a_class_come_last_and_teachers_do_not_come_at_all() -> None:
    ada, ben = student(id="a-1", name="Ada"), student(id="b-2", name="Ben")
    teachers = [student(id=f"t-{number}", name="Ms Okafor", kind="teacher") for number in (1, 2, 3)]
    classes = {"oak": {"students": ["b-2"]}, "circle": {"students": ["t-1", "t-2", "left-long-ago"]}}
    found = overview(ada, ben, *teachers, classes=classes)
    assert [(one.anchor, [row.student.name for row in one.rows]) for one in found] == [
        ("oak", ["Ben"]),
        ("without_class", ["Ada"]),
    ]


def test_who_stands_among_students_is_one_whatever_the_profile_says() -> None:
    """The profile is the student's to write, the class is not."""
    ben, sly = student(id="b-2", name="Ben"), student(id="s-3", name="Sly", kind="teacher")
    (oak,) = overview(ben, sly, classes={"oak": {"students": ["b-2", "s-3"]}})
    assert [row.student.name for row in oak.rows] == ["Ben", "Sly"]


def test_of_what_there_is_none_of_nothing_is_said_to_be_done() -> None:
    """Also what only the student may see is there."""
    assert standing(student(reflection("bridge"))).none_of == ("pictures", "recordings", "feedback", "agreements")
    answered = feedback(response={"text": "I did."})
    one = student(reflection("diary", audience="private", feedback=[answered], media=["a.jpg"]), media=("a.jpg",))
    assert standing(one).none_of == ("recordings", "agreements")
    assert standing(student(testimonial())).none_of == ("pictures", "recordings", "feedback")
