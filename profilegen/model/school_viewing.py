"""The school's own pages: which classes and students an audience sees there, and under what names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from profilegen.model.addresses import slug_of
from profilegen.model.audience import Audience
from profilegen.model.names import person_first_name, place_in_alphabet, surname
from profilegen.model.overview import overview_of
from profilegen.model.reader import called
from profilegen.model.school import ClassGroup, School
from profilegen.model.school_views import ClassView, SchoolView, StandingView, StudentCardView
from profilegen.model.views import MediaView, StudentView


@dataclass(frozen=True, slots=True)
class Face:
    """What a school page shows of a student beside the name; it comes from the student's own view."""

    tagline: str = ""
    avatar: MediaView | None = None
    first_name: str = ""  # stands in where the student's profile cannot be read today
    kind: str = "student"
    standing: StandingView | None = None  # for teachers only

    @classmethod
    def of(cls, view: StudentView, standing: StandingView | None = None) -> Face:
        """The face of a student as this view's audience may see it."""
        return cls(view.tagline, view.avatar, view.first_name, view.kind, standing)


def school_view(school: School, audience: Audience, faces: Mapping[str, Face]) -> SchoolView:
    """The school's pages for this audience; `faces` has exactly the students who are in its site."""
    names = _names(school, audience, faces)
    cards = {student: _card(school, student, names[student], face) for student, face in faces.items()}
    classes = tuple(_class_view(group, audience, cards) for group in school.classes)
    classes = tuple(group for group in classes if group.students)
    listed = {card.id for group in classes for card in group.students}
    without_class = _by_name(card for card in cards.values() if card.id not in listed)
    standings = {
        student: face.standing
        for student, face in faces.items()
        if face.kind == "student" or school.learns_here(student)
    }
    return SchoolView(
        name=school.settings.name,
        audience=audience,
        lang=school.settings.locale,
        contact=school.settings.contact,
        classes=classes,
        without_class=without_class,
        overview=overview_of(school, classes, without_class, standings) if audience is Audience.TEACHERS else None,
    )


def _names(school: School, audience: Audience, faces: Mapping[str, Face]) -> dict[str, str]:
    """First names, with an initial where two match. Teachers can always tell two apart."""
    first = {student: face.first_name for student, face in faces.items()}
    first |= {student: called(school.cards[student], audience) for student in faces if student in school.cards}
    last = {student: _surname(school, student, audience) for student in first}
    names = _longer_where_alike(first, {one: f"{first[one]} {last[one][0].upper()}." for one in first if last[one]})
    if audience > Audience.TEACHERS:
        return names
    names = _longer_where_alike(names, {one: f"{first[one]} {last[one]}" for one in first if last[one]})
    return _longer_where_alike(names, {one: f"{names[one]} ({one})" for one in names})


def _longer_where_alike(names: Mapping[str, str], longer: Mapping[str, str]) -> dict[str, str]:
    often = Counter(names.values())
    return {one: longer.get(one, name) if often[name] > 1 else name for one, name in names.items()}


def _surname(school: School, student: str, audience: Audience) -> str:
    """None of a name that this audience does not know the student by."""
    card = school.cards.get(student)
    is_known = card and audience.word not in card.name_for and audience <= card.show.get("name", Audience.PUBLIC)
    return surname(card.name) if card and is_known else ""


def _card(school: School, student: str, name: str, face: Face) -> StudentCardView:
    classes = tuple(group.id for group in school.classes if student in group.record.students)
    address = f"students/{quote(student)}/index.html"
    return StudentCardView(student, name, address, face.tagline, face.avatar, classes)


def _class_view(group: ClassGroup, audience: Audience, cards: Mapping[str, StudentCardView]) -> ClassView:
    teachers = group.record.teachers
    if audience is Audience.PUBLIC:
        teachers = tuple(name for teacher in teachers if (name := person_first_name(teacher)))
    return ClassView(
        id=group.id,
        address=f"classes/{quote(slug_of(group.id))}.html",
        name=group.record.name,
        school_year=group.record.school_year,
        teachers=teachers,
        students=_by_name(cards[student] for student in group.record.students if student in cards),
    )


def _by_name(cards: Iterable[StudentCardView]) -> tuple[StudentCardView, ...]:
    return tuple(sorted(cards, key=lambda card: (place_in_alphabet(card.name), card.id)))
