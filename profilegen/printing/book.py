"""The whole profile of one student for paper: one file with a cover, contents and every story, and nothing beside it.

It is made from the same view as the site of its audience, so it hides what that hides; and in the same look.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import Path

from profilegen.building.converting import convert_alone
from profilegen.building.dressing import Wardrobe
from profilegen.building.site import CACHE_FOLDER, home_of
from profilegen.building.student import conversions_of, originals_of
from profilegen.loading.plain_words import did_you_mean
from profilegen.loading.school import load_school
from profilegen.loading.student import load_student
from profilegen.media.converting import recall
from profilegen.media.deriving import derive
from profilegen.media.made import Made, made_of
from profilegen.media.store import Store
from profilegen.model.addresses import holds_surname, slug_of, surname_words
from profilegen.model.audience import Audience
from profilegen.model.names import given_name, without_surname
from profilegen.model.school import School, Student
from profilegen.model.viewing import view_for
from profilegen.model.views import StudentView
from profilegen.planning.looks import Look
from profilegen.planning.pages import Page, printed_page, student_parts
from profilegen.planning.student import plan_student, without_media
from profilegen.printing.one_file import as_one_file
from profilegen.printing.sheets import Paper, sheet_css
from profilegen.problems import UsageError
from profilegen.rendering.pages import render_student_pages
from profilegen.rendering.words import direction

Converting = Callable[[str], None]
"""Called with the name of a recording or document that is being converted: no build has done it before."""

_FOR_WHOM = re.compile(r'<p class="colophon-audience">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LEAF = re.compile(r'(<span class="leaf" data-leaf="([^"]*)">)(?=</span>)')


@dataclass(frozen=True, slots=True)
class Book:
    """What a profile on paper is made of."""

    view: StudentView
    look: Look
    made: Made
    store: Store
    name: str  # for its file: it travels, is nobody else's, and holds no surname
    left_out: tuple[str, ...] = ()  # why some pictures, recordings and documents are not shown


def read_book(
    folder: Path,
    student_id: str,
    audience: Audience = Audience.FAMILY,
    *,
    today: date | None = None,
    converting: Converting | None = None,
) -> Book:
    """What this audience may see of a student, ready for paper. `folder` is a school's or the student's own.

    Nothing is changed but the cache, which gets what it does not hold yet. UsageError where there is no such student,
    or nothing of theirs is for this audience.
    """
    school, student, home = student_in(folder, student_id)
    view = view_for(student, school, audience, today or date.today())
    if view is None:
        raise UsageError(
            f"Nothing of {student.id} is meant for {audience.word}.",
            "Choose another audience with --for: private, teachers, family, school or public.",
        )
    look = Wardrobe(school).look_of(view)
    store = Store(home.resolve() / CACHE_FOLDER / "store")
    return _made(Book(view, look, Made(), store, _name_of(view, student)), student, school, converting)


def _name_of(view: StudentView, student: Student) -> str:
    """The id, since two children may have one first name. Where it tells the surname, the first name and a few signs
    that are always the same for it."""
    told, profile = slug_of(student.id), student.profile.record
    if told != student.id or holds_surname(told, surname_words(profile.name, profile.known_as)):
        called = slug_of(given_name(without_surname(view.first_name, profile.name)))
        told = f"{called}-{hashlib.sha256(student.id.encode()).hexdigest()[:8]}"
    return f"profile-{told}-{view.audience.word}"


def student_in(folder: Path, student_id: str) -> tuple[School, Student, Path]:
    """The school, and the student in it, or the one whose folder it is. UsageError where there is no such student."""
    home = home_of(folder)
    school, _ = load_school(home.school)
    ids = (home.student,) if home.student else tuple(school.student_ids)
    wanted = student_id or (ids[0] if len(ids) == 1 else "")
    if wanted not in ids:
        meant = did_you_mean(wanted, ids)
        hint = f"Did you mean {meant}?" if meant else "Give the name of a folder in students."
        raise UsageError(f"There is no student “{wanted}” here.", hint)
    student, problems = load_student(school, wanted)
    if student is None:
        first = next((f"{one.message} {one.hint}" for one in problems), "")
        raise UsageError(f"The profile of {wanted} cannot be read. {first}".strip(), "`profilegen check` says more.")
    return school, student, folder


def _made(book: Book, student: Student, school: School, converting: Converting | None) -> Book:
    """The book with its pictures, and with what is converted: by an earlier build, or else now."""
    plan = plan_student(book.view, book.look)
    most = school.limits.picture_megapixels * 1_000_000
    derived = derive(plan.pictures, originals_of(student), book.store, most_pixels=most)
    wanted = tuple(conversions_of(plan, student, book.store, school.limits))
    failed = {}
    for one in recall(wanted, {}).missing:
        if converting is not None:
            converting(one.name)
        if error := convert_alone(one):
            failed[one.key] = error
    converted = recall(wanted, failed)
    reasons = (error.reason for error in (*derived.failures.values(), *converted.failures.values()))
    view = without_media(book.view, derived.failures)
    made = made_of(derived.pictures, converted)
    return replace(book, view=view, made=made, left_out=tuple(dict.fromkeys(reasons)))


def book_page(book: Book, paper: Paper = Paper.A4) -> str:
    """The file, for this paper. RenderError or ThemeError where the theme fails."""
    return page_of(book, printed_page(book.view), paper)


def page_of(book: Book, page: Page, paper: Paper, more_css: str = "") -> str:
    """A page of this book's view as one file, for this paper. RenderError or ThemeError where the theme fails."""
    parts = student_parts(book.view)
    rendered = render_student_pages([page], book.view, parts, book.look, book.made)[page.path].decode("utf-8")
    css = sheet_css(paper, _foot(rendered), direction(book.view.lang), book.look.font_family)
    return as_one_file(rendered, book.look, lambda name: book.store.path_of(name).read_bytes(), css + more_css)


def with_sheet_numbers(page: str, sheets: Mapping[str, int]) -> str:
    """The file with the numbers of the sheets on which these ids stand; "00" takes the room of what is not known."""
    return _LEAF.sub(lambda leaf: f"{leaf[1]}{sheets.get(unescape(leaf[2]), '00')}", page)


def _foot(rendered: str) -> str:
    """Whom it is made for, as the page says it."""
    found = _FOR_WHOM.search(rendered)
    return " ".join(unescape(_TAG.sub("", found[1])).split()) if found else ""
