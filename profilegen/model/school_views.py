"""What one audience may see of a school: what the templates of its own pages receive, beside those of `views`."""

from __future__ import annotations

from datetime import date

from profilegen.model.audience import Audience
from profilegen.model.views import MediaView, PersonView, View


class StudentCardView(View):
    """A student on a school page: first name (an initial where two match), face or initials, and the way there."""

    id: str
    name: str
    address: str  # of the student's first page, from the site's first page
    tagline: str = ""
    avatar: MediaView | None = None
    classes: tuple[str, ...] = ()  # class ids


class ClassView(View):
    """A class on a school page."""

    id: str
    address: str
    name: str
    school_year: str
    teachers: tuple[str, ...]
    students: tuple[StudentCardView, ...]


class LoopView(View):
    """Feedback that a student has not answered yet."""

    since: date  # the day of the feedback
    author: PersonView  # who waits
    title: str  # of the piece
    address: str  # of the piece's page, from the student's own folder
    lang: str  # of the title and of what is asked
    asks: str = ""


class StandingView(View):
    """What is there of a student's profile, and what is still to do: for teachers only.

    Of what teachers may not see there are numbers, and never a word. Nothing here compares one student with another.
    """

    term: str  # the present one; between terms the last that began; "" where school.yaml has none
    introduction: bool  # words about themselves, or a film
    reflection: bool  # of this term, or any at all where there are no terms
    testimonial: bool
    without_alt: int  # pictures
    without_transcript: int  # recordings
    consent: bool  # whether any is recorded
    withheld_media: int  # pictures and recordings that lack a consent for families
    waiting_for_agreement: int  # testimonials and feedback
    hidden_loops: int  # open feedback that is not for teachers to read
    none_of: tuple[str, ...] = ()  # what there is none of at all: pictures recordings feedback agreements
    ended: tuple[str, ...] = ()  # consents that have run out: photos recordings full_name public
    reports: tuple[str, ...] = ()  # their school years
    prompts: tuple[int, ...] = ()  # the school's questions that were answered, from 1
    loops: tuple[LoopView, ...] = ()  # open feedback, oldest first


class OverviewRowView(View):
    """A student in a class's overview."""

    student: StudentCardView
    report: bool  # whether there is one of the class's school year
    standing: StandingView | None = None  # None: built by another version of the product; a new build knows


class OverviewLoopView(View):
    """Open feedback, and whose turn it is."""

    student: StudentCardView
    loop: LoopView


class ClassOverviewView(View):
    """A class, on one sheet of paper: its students from A to Z, and then what waits for an answer."""

    anchor: str  # where it stands on the page
    rows: tuple[OverviewRowView, ...]
    term: str  # "" where school.yaml has none
    not_shown: int  # students of the class who are not in the teachers' site
    group: ClassView | None = None  # None: those students who are in no class
    loops: tuple[OverviewLoopView, ...] = ()  # oldest first


class OverviewView(View):
    """What a teacher sees of every class on one page: what is there, and what is still to do."""

    classes: tuple[ClassOverviewView, ...] = ()
    prompts: tuple[str, ...] = ()  # the school's own questions, as school.yaml has them


class SchoolView(View):
    """What a school page may say: for teachers, school and public."""

    name: str
    audience: Audience
    lang: str
    contact: str
    classes: tuple[ClassView, ...]
    without_class: tuple[StudentCardView, ...] = ()
    overview: OverviewView | None = None  # for teachers only
