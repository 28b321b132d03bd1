"""What one audience may see of a school: what the templates of its own pages receive, beside those of `views`."""

from __future__ import annotations

from profilegen.model.audience import Audience
from profilegen.model.views import MediaView, View


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


class SchoolView(View):
    """What a school page may say: for teachers, school and public."""

    name: str
    audience: Audience
    lang: str
    contact: str
    classes: tuple[ClassView, ...]
    without_class: tuple[StudentCardView, ...] = ()
