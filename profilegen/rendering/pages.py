"""Pages to bytes."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, TemplateError, TemplateSyntaxError

from profilegen.loading.theme_folders import is_a_stranger_s
from profilegen.media.made import Made
from profilegen.model.audience import Audience
from profilegen.model.occasion import EVERYDAY, Occasion
from profilegen.model.school_views import SchoolView
from profilegen.model.views import MediaView, ReportView, StudentView
from profilegen.planning.looks import Look
from profilegen.planning.pages import Page, Part
from profilegen.problems import ProfilegenError
from profilegen.rendering.environment import theme_of
from profilegen.rendering.keeping import MEMORY
from profilegen.rendering.kiosk import with_way_back
from profilegen.rendering.pictures import Picture, picture_for
from profilegen.rendering.playing import Playable, Slides, playable_for, slides_for
from profilegen.rendering.staying import LeavesError, check_stays, links_in
from profilegen.rendering.words import direction, words_in


class RenderError(ProfilegenError):
    """A mistake in a theme: which template, which line, and the record that it was showing."""


PictureFunction = Callable[[MediaView, str], Picture | None]
"""Called with a picture and the name of a variant; gives addresses as seen from the page."""

RecordingFunction = Callable[[MediaView], Playable | None]
DocumentFunction = Callable[[MediaView], Slides | None]
MediaFunctions = tuple[PictureFunction, RecordingFunction, DocumentFunction]


@dataclass(frozen=True, slots=True)
class PageView:
    """What a template knows of the page that it makes, and what a part needs to know where it stands."""

    kind: str
    title: str
    address: str
    root: str
    lang: str
    dir: str
    picture: PictureFunction
    recording: RecordingFunction
    document: DocumentFunction


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry of the navigation; `address` is from this page."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class ThemeView:
    """What a template knows of the look that was chosen."""

    name: str
    palette: str
    font: str
    options: Mapping[str, str]


_NO_FIELD = re.compile(r"'(?:[\w.]*\.)?(\w+) object' has no attribute '([^']*)'")
_MEND = "This is a mistake in the theme, not in your record. `profilegen theme check` says more."
_LONGEST_REASON = 400
_LONGEST_SITE = 50_000_000
"""Letters in the pages of one student: they are in memory together. A student's site has less than one million."""

_SUBJECT_NAMES = {
    **{kind: kind for kind in ("reflection", "showcase", "conference", "report")},
    "conference_notes": "conference",
    "class": "class_group",
}


def render_student_pages(
    pages: Iterable[Page],
    view: StudentView,
    parts: tuple[Part, ...],
    look: Look,
    made: Made,
    occasion: Occasion = EVERYDAY,
) -> dict[str, bytes]:
    """The pages of a student's site by their paths. RenderError or ThemeError where the theme fails."""
    words = {"profile": view, "occasion": occasion}
    site = _Site(view.lang, view.audience, parts, look, partial(_media_functions, made), words)
    rendered = {page.path: site.rendered(page, previous=page.previous, following=page.following) for page in pages}
    return with_way_back(rendered, "../../", site.say) if occasion.is_kiosk else rendered


def render_letter(view: StudentView, report: ReportView, look: Look, picture: PictureFunction, where: str) -> str:
    """A report alone, without a page around it: one letter among those of a class. `where` begins its ids."""
    page = Page("letter", "letter.html", report.school_year, is_words=False)
    _, recording, document = _media_functions(Made(), page.root)  # which nobody plays on paper
    shown = partial(_the_same_everywhere, (picture, recording, document))
    site = _Site(view.lang, view.audience, (), look, shown, {"profile": view, "occasion": EVERYDAY})
    return site.rendered(page, report=report, where=where).decode("utf-8")


def render_school_page(
    page: Page, school: SchoolView, parts: tuple[Part, ...], look: Look, made: Made, occasion: Occasion = EVERYDAY
) -> bytes:
    """A page of the school's own. RenderError or ThemeError where the theme fails."""
    shown = partial(_media_functions, made)
    site = _Site(school.lang, school.audience, parts, look, shown, {"school": school, "occasion": occasion})
    rendered = {page.path: site.rendered(page)}
    return (with_way_back(rendered, "", site.say) if occasion.is_kiosk else rendered)[page.path]


class _Site:
    """What the pages of one site share. What a theme keeps of them lives here too, and goes with it."""

    def __init__(
        self,
        language: str,
        audience: Audience,
        parts: tuple[Part, ...],
        look: Look,
        shown: Callable[[str], MediaFunctions],
        words: Mapping[str, Any],
    ) -> None:
        self._language = language
        self._environment = theme_of(look.theme, language)
        self.say = words_in(language, look.theme.chain, look.theme.fingerprint).say
        self._shared = {
            **words,
            "audience": audience.word,
            "search": True,
            "theme": ThemeView(look.theme.name, look.palette.name, look.font, look.options),
            MEMORY: {},
        }
        self._is_a_stranger_s = any(is_a_stranger_s(folder) for _, folder in look.theme.chain)
        self._links = links_in([*words.values()]) if self._is_a_stranger_s else frozenset()
        self._letters = 0
        self._nav = cache(partial(_nav, parts, self.say))
        self._shown = cache(shown)

    def rendered(self, page: Page, **words: Any) -> bytes:
        """One page; `words` are what its template gets beside what all pages have."""
        say = self.say if page.is_words else _as_it_is
        root, lang = page.root, self._language
        shown = self._shown(root)
        seen: dict[str, Any] = {
            **self._shared,
            **words,
            "page": PageView(page.kind, say(page.title), page.path, root, lang, direction(lang), *shown),
            "nav": self._nav(root, page.part),
            "picture": shown[0],
        }
        if page.kind in _SUBJECT_NAMES:
            seen[_SUBJECT_NAMES[page.kind]] = page.subject
        written = _rendered(self._environment, page, seen)
        self._check(page, written)
        return written.encode("utf-8")

    def _check(self, page: Page, written: str) -> None:
        """A stranger's theme keeps what the product's own keep; and no site is without end."""
        self._letters += len(written)
        if self._letters > _LONGEST_SITE:
            raise _at(f"{page.kind}.html", 0, f"The site has more than {_LONGEST_SITE:,} letters by now.", page)
        if self._is_a_stranger_s:
            try:
                check_stays(written, page.root, self._links)
            except LeavesError as error:
                raise _at(f"{page.kind}.html", 0, error.message, page, error.hint) from error


def _as_it_is(words: str) -> str:
    return words


def _nav(parts: tuple[Part, ...], say: Callable[[str], str], root: str, current: str) -> tuple[NavLink, ...]:
    labels = ((part, say(part.label) if part.is_words else part.label) for part in parts)
    return tuple(NavLink(label, root + part.address, part.name == current) for part, label in labels)


def _the_same_everywhere(functions: MediaFunctions, root: str) -> MediaFunctions:
    return functions


def _media_functions(made: Made, root: str) -> MediaFunctions:
    """What gives a page its pictures, recordings and documents, with addresses as seen from there."""

    def picture(media: MediaView, variant: str) -> Picture | None:
        return picture_for(made.pictures, media, variant, root)

    def recording(media: MediaView) -> Playable | None:
        return playable_for(made, media, root)

    def document(media: MediaView) -> Slides | None:
        return slides_for(made, media, root)

    return picture, recording, document


def _rendered(environment: Environment, page: Page, seen: Mapping[str, Any]) -> str:
    try:
        return environment.get_template(f"{page.kind}.html").render(seen)
    except TemplateSyntaxError as error:
        raise _at(error.filename or f"{page.kind}.html", error.lineno, _reason(error), page) from error
    except Exception as error:  # a template may fail in any way that Python can; the reader gets a sentence
        template, line = _place(error, page)
        raise _at(template, line, _reason(error), page) from error


def _place(error: BaseException, page: Page) -> tuple[str, int]:
    """The innermost line of a template in a traceback (Jinja rewrites them to the template's own lines)."""
    for frame, line in reversed([*traceback.walk_tb(error.__traceback__)]):
        if frame.f_code.co_filename.endswith(".html"):
            return frame.f_code.co_filename, line
    return f"{page.kind}.html", 0


def _reason(error: BaseException) -> str:
    """Why it failed, as a sentence; what a theme made may stand in it, so not all of it."""
    if isinstance(error, RecursionError):
        return "it goes on into itself without an end (a macro, a block, or a part that includes itself)."
    said = str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}"
    said = _NO_FIELD.sub(r"a \1 has no field “\2”.", said)
    plain = "".join(letter if letter.isprintable() else " " for letter in said[: _LONGEST_REASON + 1])
    return plain if len(plain) <= _LONGEST_REASON else f"{plain[:_LONGEST_REASON]}…"


def _at(template: str, line: int, reason: str, page: Page, hint: str = _MEND) -> RenderError:
    path = PurePath(template)
    name = "/".join(path.parts[-3:]) if path.is_absolute() else template
    where = f"{name}, line {line}" if line else name
    return RenderError(
        f"The theme's template {where} failed while showing {page.path} (“{page.title}”): {reason}", hint
    )
