"""One file with the reports of a class, to be printed: each student's letter on sheets of its own, as families see it.

The file is for teachers alone, since it holds everybody's; each letter holds what the student's own family may see,
since it goes home. It needs nothing beside it: style sheets, fonts and pictures are in it. Nothing of the school is
changed but its cache, which gets the pictures that it does not hold yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import escape
from pathlib import Path

from profilegen.building.site import CACHE_FOLDER
from profilegen.checks.feedback import scores_in_report
from profilegen.classroom.reading import Progress, open_school
from profilegen.loading.student import load_student
from profilegen.loading.theme_folders import is_a_stranger_s
from profilegen.loading.themes import DEFAULT_THEME, ThemeError, load_theme
from profilegen.media.deriving import WantedPicture, derive
from profilegen.media.made import Made
from profilegen.media.photos import PictureSet
from profilegen.media.store import Store
from profilegen.model.audience import Audience
from profilegen.model.school import School, Student
from profilegen.model.school_years import is_same_year, newest_year
from profilegen.model.viewing import view_for, wish_of
from profilegen.model.views import MediaView, ReportView, StudentView, ThemeWish
from profilegen.planning.looks import Look, look_for
from profilegen.planning.pages import N_, Page, student_parts
from profilegen.planning.student import variants_for
from profilegen.printing.one_file import ONE_FILE_POLICY, SHEET, as_data, css_of
from profilegen.problems import Problem, UsageError
from profilegen.rendering.pages import render_letter, render_student_pages
from profilegen.rendering.pictures import Picture, picture_for
from profilegen.rendering.words import direction, words_in

_WIDE_ENOUGH = 400  # pixels of a picture that is printed 50 mm wide
_OWN_CSS = """
.for-teachers-only { max-inline-size: 60rem; margin: 0 auto; padding: 1rem; }
.class-letter { max-inline-size: 60rem; margin: 0 auto; padding: 2rem 1rem; border-block-start: 3px solid; }
@media screen {
  :is(.report-whole, .report-not-on-paper) { display: none; }
  :is(.report-on-paper, .report-cut) { display: block; }
}
@media print {
  @page { @bottom-right { content: none; } }
  .for-teachers-only { display: none; }
  .class-letter { break-before: page; padding: 0; max-inline-size: none; border: 0; }
  .class-letter:first-of-type { break-before: auto; }
  .class-letter :is(.report-letter, .part-translation) { min-block-size: 150vh; }
  .font-opendyslexic .class-letter :is(.report-letter, .part-translation) { min-block-size: 350vh; }
  .class-letter:last-of-type .report-letter:last-child { min-block-size: 0; }
}
"""
"""Printed two-sided, each letter begins on a front: browsers know no `break-before: recto`, so that a letter of one
sheet is stretched to a sheet and a half, which leaves the back empty, and one of two sheets stays as it is. In the
widest face for reading a letter may take a third sheet, so that each gets four sides: no family's letter stands on the
back of another's."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A student's report of the year, with the view that it belongs to and the originals of its pictures."""

    view: StudentView
    report: ReportView
    originals: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class ClassReports:
    """The letters of a class, in the order of its list; `without` names those who have no report of that year.

    `scores` are those beside a comment of these reports, as `check` tells them: they would go home with it.
    """

    school: School
    year: str
    letters: tuple[Letter, ...]
    without: tuple[str, ...]
    scores: tuple[Problem, ...] = ()

    @property
    def class_name(self) -> str:
        """The class, as it is called."""
        return self.school.classes[0].record.name


def read_reports(
    folder: Path, class_name: str, *, year: str = "", today: date | None = None, progress: Progress | None = None
) -> ClassReports:
    """The reports of a class: of this school year, or of the newest that anybody in it has one of.

    UsageError where there is no such class, or nobody has a report.
    """
    day = today or date.today()
    school, ids = open_school(folder, class_name)
    if len(school.classes) != 1 or not class_name:
        raise UsageError("A student’s own folder has no class.", "Give the school’s folder.")
    loaded: list[Student] = []
    for done, student_id in enumerate(ids, start=1):
        student, _ = load_student(school, student_id)
        loaded += [student] if student else []
        if progress is not None:
            progress(done, len(ids), student_id)
    year = year or newest_year(one.record.school_year for student in loaded for one in student.reports)
    found = [(student, _letter(student, school, year, day)) for student in loaded]
    letters = tuple(letter for _, letter in found if letter)
    if not letters:
        name = school.classes[0].record.name
        raise UsageError(f"Nobody in {name} has a report{f' of {year}' if year else ''}.", "Look into their folders.")
    without = tuple(one.profile.record.name for one, letter in found if not letter and _needs_one(one, school))
    return ClassReports(school, year, letters, without, tuple(_scores(loaded, school, year, day)))


def _scores(students: Sequence[Student], school: School, year: str, today: date) -> Iterator[Problem]:
    for student in students:
        for filed in student.reports:
            if is_same_year(filed.record.school_year, year):
                yield from scores_in_report(student, school, filed, today)


def _needs_one(student: Student, school: School) -> bool:
    """Whoever learns here: the staff's classes say so, whatever somebody's own profile says."""
    return student.profile.record.kind == "student" or school.learns_here(student.id)


def _letter(student: Student, school: School, year: str, today: date) -> Letter | None:
    view = view_for(student, school, Audience.FAMILY, today)
    report = next((one for one in view.reports if is_same_year(one.school_year, year)), None) if view else None
    if view is None or report is None:
        return None
    files = {file.sha256: student.folder / "media" / file.path_on_disk for file in student.media.values()}
    return Letter(view, report, files)


def reports_sheet(reports: ClassReports, *, theme: str = "") -> bytes:
    """The file: every letter from a new sheet on. ThemeError where this theme is none; OSError from the disk."""
    look = _look(reports.school, theme)
    store = Store(reports.school.folder / CACHE_FOLDER / "store")
    written = []
    for number, letter in enumerate(reports.letters, start=1):
        inside = partial(_inside, store, _pictures(letter, look, reports, store))
        written.append(render_letter(letter.view, letter.report, look, inside, f"s{number}"))
    return _page(reports, look, written).encode("utf-8")


def _look(school: School, theme: str) -> Look:
    """One look for the whole class: the school's. Of a theme of its own, the product's that it stands on."""
    wish = wish_of(school.settings.theme)
    try:
        chosen = load_theme(theme or wish.name or DEFAULT_THEME, school.folder)
    except ThemeError:
        if theme:
            raise
        chosen = load_theme(DEFAULT_THEME)
    ours = next((name for name, folder in chosen.chain if not is_a_stranger_s(folder)), DEFAULT_THEME)
    return look_for(ThemeWish(), wish, chosen if ours == chosen.name else load_theme(ours))


def _pictures(letter: Letter, look: Look, reports: ClassReports, store: Store) -> Mapping[str, PictureSet]:
    """The pictures that stand in a letter. What cannot be made is left out: a build says why."""
    pieces = letter.report.year.pieces if letter.report.year else ()
    shown = (one.piece.picture for one in pieces)
    variants = variants_for(look.theme, {"pictures"})
    wanted = [WantedPicture(one.sha256, variants) for one in shown if one and one.kind == "picture"]
    most = reports.school.limits.picture_megapixels * 1_000_000
    return derive(wanted, letter.originals, store, most_pixels=most).pictures


def _inside(store: Store, pictures: Mapping[str, PictureSet], media: MediaView, variant: str) -> Picture | None:
    """A picture of a student's own that needs no file beside it: the smallest that is good enough for paper."""
    picture = picture_for(pictures, media, variant, "")
    if picture is None:
        return None
    fitting = (file for file in pictures[media.sha256].files if file.variant in (variant, ""))
    by_width = sorted(fitting, key=lambda file: file.width)
    name = next((file for file in by_width if file.width >= _WIDE_ENOUGH), by_width[-1]).fallback
    address = as_data(name, store.path_of(name).read_bytes())
    return replace(picture, webp="", fallback="", src=address, large=address)


# A file that needs nothing beside it


def _page(reports: ClassReports, look: Look, letters: Sequence[str]) -> str:
    language = reports.school.settings.locale
    say = words_in(language, look.theme.chain, look.theme.fingerprint).say
    notice = say(N_("For teachers only: this file holds the reports of a whole class. Each letter goes to one family."))
    head = (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction(language)}" '
        f'class="theme-{look.theme.name} font-{look.font} page-report">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="generator" content="profilegen">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{ONE_FILE_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex, nofollow">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(f'{reports.class_name} · {reports.year}')}</title>\n"
    )
    styles = "".join(_styles(reports, look))
    body = "\n".join(letters)
    return (
        f"{head}{styles}</head>\n<body>\n<main>\n"
        f'<p class="for-teachers-only">{escape(notice)}</p>\n{body}\n</main>\n</body>\n</html>\n'
    )


def _styles(reports: ClassReports, look: Look) -> Iterator[str]:
    """The style sheets of a report's page in their order, and what a file of many letters needs besides."""
    first = reports.letters[0]
    page = Page("report", "report.html", first.report.school_year, is_words=False, subject=first.report)
    shown = render_student_pages([page], first.view, student_parts(first.view), look, Made())["report.html"]
    for name, for_print in SHEET.findall(shown.decode("utf-8")):
        yield f"<style{for_print}>\n{css_of(name, look)}\n</style>\n"
    heads = "".join(_running_head(number, letter) for number, letter in enumerate(reports.letters, start=1))
    yield f"<style>\n{_OWN_CSS}{heads}</style>\n"


def _running_head(number: int, letter: Letter) -> str:
    """A page of its own for each student, so that every sheet says whose it is."""
    text = "".join(f"\\{ord(sign):06x}" for sign in f"{letter.report.name} · {letter.report.school_year}")
    return (
        f'@page s{number} {{ @top-left {{ content: "{text}"; font: 9.5pt sans-serif; color: #555; }} }}\n'
        f"@media print {{ .class-letter-s{number} {{ page: s{number}; }} }}\n"
    )
