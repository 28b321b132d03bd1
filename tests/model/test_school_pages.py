"""The school's own pages: who is on them, and under what name."""

from __future__ import annotations

from profilegen.model.audience import Audience
from profilegen.model.school import Student
from profilegen.model.school_viewing import Face, school_view
from tests.model.worlds import consent, school, student

CLASSES = {"4-oak": {"teachers": ["Ms Ada Okafor", "Mr Brown"], "students": ["amina-x3f9", "noah-b2k8", "noah-t6r1"]}}


def pupils() -> tuple[Student, ...]:
    return (
        student(name_for={"school": "Sam"}),
        student(id="noah-b2k8", name="Noah Brown"),
        student(id="noah-t6r1", name="Noah Taylor"),
        student(id="zoe-d4y6", name="Zoe Dvorak"),
    )


def names(word: str, *present: str) -> list[str]:
    """The names on the class's cards, with these students in the site."""
    view = school_view(school(*pupils(), classes=CLASSES), Audience[word.upper()], dict.fromkeys(present, Face()))
    return [card.name for group in view.classes for card in group.students]


def test_students_are_listed_by_first_name() -> None:
    assert names("school", "noah-b2k8") == ["Noah"]


def test_an_initial_tells_two_of_one_name_apart() -> None:
    assert names("teachers", "amina-x3f9", "noah-b2k8", "noah-t6r1") == ["Amina", "Noah B.", "Noah T."]


def test_no_initial_tells_of_a_name_that_is_not_shown() -> None:
    hidden = student(id="noah-b2k8", name="Jane Hidden", name_for={"school": "Noah"})
    narrow = student(id="noah-t6r1", name="Noah Taylor", show={"name": "private"})
    faces = {"noah-b2k8": Face(), "noah-t6r1": Face()}
    view = school_view(school(hidden, narrow, classes=CLASSES), Audience.SCHOOL, faces)
    assert [card.name for card in view.classes[0].students] == ["Noah", "Noah"]


def test_a_name_for_the_audience_is_used() -> None:
    assert names("school", "amina-x3f9") == ["Sam"]


def test_only_students_in_the_site_are_listed_and_a_class_without_any_is_not() -> None:
    view = school_view(school(*pupils(), classes=CLASSES), Audience.SCHOOL, {"zoe-d4y6": Face("I draw.")})
    assert view.classes == ()
    assert [(card.name, card.tagline) for card in view.without_class] == [("Zoe", "I draw.")]


def test_public_pages_name_teachers_by_first_name() -> None:
    here = dict.fromkeys(["noah-b2k8"], Face())
    everyone = school(*pupils(), classes=CLASSES, consents={"noah-b2k8": {"public": consent()}})
    assert school_view(everyone, Audience.PUBLIC, here).classes[0].teachers == ("Ada",)
    assert school_view(everyone, Audience.SCHOOL, here).classes[0].teachers == ("Ms Ada Okafor", "Mr Brown")


def test_names_stand_from_a_to_z_as_people_look_for_them() -> None:
    called = ["Zoë", "Łukasz", "Oliver", "Ólafur", "Æsa", "adam", "Mia", "Đorđe", "Eva", "Ørjan"]
    people = [student(id=f"s-{number}", name=name) for number, name in enumerate(called)]
    view = school_view(school(*people), Audience.TEACHERS, {one.id: Face() for one in people})
    listed = [card.name for card in view.without_class]
    assert listed == ["adam", "Æsa", "Đorđe", "Eva", "Łukasz", "Mia", "Ólafur", "Oliver", "Ørjan", "Zoë"]


def test_teachers_can_tell_apart_whom_an_initial_does_not() -> None:
    people = [student(id=f"noah-{tail}", name=f"Noah {last}") for tail, last in (("a", "Jones"), ("b", "Jackson"))]
    faces = {one.id: Face() for one in people}

    def listed(word: str) -> list[str]:
        view = school_view(school(*people), Audience[word.upper()], faces)
        return [card.name for card in view.without_class]

    assert listed("teachers") == ["Noah Jackson", "Noah Jones"]
    assert listed("school") == ["Noah J.", "Noah J."]
    people.append(student(id="noah-c", name="Noah Jones"))
    people.append(student(id="noah-d", name="Noah Taylor", show={"name": "private"}))
    people.append(student(id="noah-e", name="Noah Brown", show={"name": "private"}))
    faces = {one.id: Face() for one in people}
    unknown = ["Noah (noah-d)", "Noah (noah-e)"]
    assert listed("teachers") == [*unknown, "Noah Jackson", "Noah Jones (noah-a)", "Noah Jones (noah-c)"]
