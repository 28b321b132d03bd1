"""Which pages a student's site has. Pure: a page that has nothing to show is not there, and nothing links to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import unquote

from profilegen.model.audience import Audience
from profilegen.model.conferences import conference_of
from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.model.school_views import ClassView, SchoolView
from profilegen.model.showcase_alone import FIRST_PAGE
from profilegen.model.views import (
    ConferenceView,
    PieceView,
    ReflectionView,
    ReportView,
    ShowcaseView,
    StudentView,
)

Subject = ReflectionView | ShowcaseView | ConferenceView | ReportView | ClassView


@dataclass(frozen=True, slots=True)
class Page:
    """A page to make: `kind` is the template's name, `path` its file, `title` what it shows.

    `is_words` says that the title is the product's own and so to be translated; `part` is the entry of the
    navigation that it belongs to. `subject` is the record that the page is about, `previous` and `following` its
    neighbours in time.
    """

    kind: str
    path: str
    title: str
    is_words: bool = True
    part: str = ""
    lang: str = ""
    subject: Subject | None = None
    previous: PieceView | None = None
    following: PieceView | None = None

    @property
    def root(self) -> str:
        """The way from this page to the folder that addresses are relative to."""
        return "../" * self.path.count("/")


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of the navigation: its label, and where it leads. `is_words`: the label is the product's own."""

    name: str
    label: str
    address: str
    is_words: bool = True


def N_(words: str) -> str:  # noqa: N802 - gettext's name for it
    """Marks what the product says, so that it comes into the catalogues. It is translated where it is shown."""
    return words


_PARTS_ALONE = frozenset({"testimonials", "achievements", "skills", "report"})
"""Of a showcase on its own: its reflections are on its first page, each with a page of its own."""


def student_parts(view: StudentView, *, occasion: Occasion = EVERYDAY) -> tuple[Part, ...]:
    """The navigation of a student's site, in reading order; only what there is. A showcase leads to its own pieces."""
    parts = tuple(
        Part(name, label, address)
        for name, label, address, there in (
            ("index", N_("Profile"), "index.html", True),
            ("reflections", N_("Reflections"), "reflections.html", view.reflections),
            ("testimonials", N_("What others say"), "testimonials.html", view.testimonials),
            ("achievements", N_("Achievements"), "achievements.html", view.achievements),
            ("gallery", N_("Gallery"), "gallery.html", view.gallery),
            ("skills", N_("Skills"), "skills.html", view.skills),
            ("journey", N_("Journey"), "journey.html", view.journey or view.arrivals or view.growth),
            ("report", N_("Report"), view.reports[0].address if view.reports else "", view.reports),
        )
        if there
    )
    if not occasion.is_showcase:
        return parts
    return (Part("index", N_("Showcase"), FIRST_PAGE), *(part for part in parts if part.name in _PARTS_ALONE))


CONFERENCE, CONFERENCE_NOTES, RESPOND = "conference.html", "conference-notes.html", "respond.html"


def student_pages(view: StudentView, *, occasion: Occasion = EVERYDAY) -> tuple[Page, ...]:
    """Every page of a student's site. At a meeting with a conference and a page to write back on."""
    if occasion.is_showcase:
        return tuple(_pages_alone(view))
    whole = (
        Page(part.name, part.address, _first_title(view) if part.name == "index" else part.label, part=part.name)
        for part in student_parts(view)
        if part.name != "report"
    )
    records = (*_reflection_pages(view.reflections), *_showcase_pages(view), *_conference_pages(view, occasion))
    return (*whole, *records, *_report_pages(view))


def _pages_alone(view: StudentView) -> Iterator[Page]:
    """A showcase on its own: it is the first page, and the neighbours of each piece are those that it has there."""
    (showcase,) = view.showcases
    yield Page("showcase", FIRST_PAGE, showcase.title, is_words=False, part="index", subject=showcase)
    places = {piece.address: number for number, piece in reversed([*enumerate(showcase.pieces)])}
    for page in _reflection_pages(view.reflections):
        number = places[cast("ReflectionView", page.subject).address]
        before, after = showcase.pieces[max(0, number - 1) : number], showcase.pieces[number + 1 : number + 2]
        yield replace(page, part="index", previous=next(iter(before), None), following=next(iter(after), None))
    for name, label, records in (
        ("testimonials", N_("What others say"), view.testimonials),
        ("achievements", N_("Achievements"), view.achievements),
        ("skills", N_("Skills"), view.skills),
    ):
        if records:
            yield Page(name, f"{name}.html", label, part=name)
    yield from _report_pages(view)


def printed_page(view: StudentView) -> Page:
    """The whole profile as one page, for paper. It is in no site."""
    return Page("print", "print.html", _first_title(view))


def summary_page(view: StudentView, turns_at: PieceView | None = None) -> Page:
    """What somebody reads in two minutes, on two sheets of paper; with this piece the second begins. It is in no site
    either."""
    return Page("summary", "summary.html", _first_title(view), following=turns_at)


def _first_title(view: StudentView) -> str:
    return N_("Teacher’s profile") if view.kind == "teacher" else N_("Learner profile")


def _reflection_pages(reflections: Sequence[ReflectionView]) -> Iterator[Page]:
    for number, reflection in enumerate(reflections):  # newest first, so the one before in time comes after
        yield Page(
            kind="reflection",
            path=unquote(reflection.address),
            title=reflection.title,
            is_words=False,
            part="reflections",
            lang=reflection.lang,
            subject=reflection,
            previous=_link(reflections[number + 1]) if number + 1 < len(reflections) else None,
            following=_link(reflections[number - 1]) if number else None,
        )


def _link(reflection: ReflectionView) -> PieceView:
    return PieceView("reflection", reflection.title, reflection.address, reflection.date, reflection.lang)


def _showcase_pages(view: StudentView) -> Iterator[Page]:
    for one in view.showcases:
        yield Page("showcase", unquote(one.address), one.title, is_words=False, part="index", subject=one)


def _conference_pages(view: StudentView, occasion: Occasion) -> Iterator[Page]:
    """The screens; for the student and the teachers, what is to be said with them; and room for an answer."""
    is_theirs = occasion.is_meeting and view.audience <= Audience.FAMILY
    if not (view.conference or is_theirs):
        return
    shown = conference_of(view)
    yield Page("conference", CONFERENCE, N_("My conference"), part="index", subject=shown)
    if view.audience <= Audience.TEACHERS:
        yield Page("conference_notes", CONFERENCE_NOTES, N_("What I want to say"), part="index", subject=shown)
    if is_theirs:
        yield Page("respond", RESPOND, N_("Write something back"), part="index")


def _report_pages(view: StudentView) -> Iterator[Page]:
    for one in view.reports:
        path = unquote(one.address)
        yield Page("report", path, one.school_year, is_words=False, part="report", subject=one)


OVERVIEW = "overview.html"


def school_parts(school: SchoolView) -> tuple[Part, ...]:
    """The navigation of a school's own pages: the school, and its classes."""
    classes = (Part(one.id, one.name, one.address, is_words=False) for one in school.classes)
    return (Part("school", school.name, "index.html", is_words=False), *classes)


def school_pages(school: SchoolView) -> tuple[Page, ...]:
    """The school's own pages: one that lists its classes, one for each class, and for teachers the overview."""
    first = Page("school", "index.html", school.name, is_words=False, part="school")
    overview = (Page("overview", OVERVIEW, N_("Overview")),) if school.overview else ()
    classes = (
        Page("class", unquote(one.address), one.name, is_words=False, part=one.id, subject=one)
        for one in school.classes
    )
    return (first, *classes, *overview)
