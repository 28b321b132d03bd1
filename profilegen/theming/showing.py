"""The kitchen sink in a theme's clothes: every scene rendered, and one of them in every look that the theme offers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from profilegen.building.files import kept_apart, shared_files
from profilegen.media.made import Made
from profilegen.media.store import Store
from profilegen.model.occasion import Occasion
from profilegen.model.school_views import SchoolView
from profilegen.model.theme import OptionRecord, Theme
from profilegen.model.views import MediaView, ThemeWish
from profilegen.model.walking import every_media_of
from profilegen.planning.looks import Look, look_for
from profilegen.planning.pages import (
    Page,
    printed_page,
    school_pages,
    school_parts,
    student_pages,
    student_parts,
    summary_page,
)
from profilegen.problems import ProfilegenError
from profilegen.publishing.manifest import SiteFile
from profilegen.rendering.pages import render_school_page, render_student_pages
from profilegen.rendering.pictures import file_names
from profilegen.theming.kitchen_sink import Scene, SchoolScene, school_scenes, student_scenes
from profilegen.theming.sink_media import made_in_name_only

_TOO_SLOW = 2.0  # seconds of a processor: templates that fail after so long would do the same in every scene
_MEETING = Occasion("meeting", "autumn-2026", "BEtleQ==")  # every page that there may ever be
_A_LONG_TEXT = "very long words and signs " * 8


@dataclass(frozen=True, slots=True)
class Shown:
    """One scene in one look: its pages by path with their kinds, and what failed.

    `files` is what the theme puts beside them, `others` the names of what else a build would put there.
    """

    scene: str
    look: Look
    pages: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    files: Mapping[str, SiteFile] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    failures: tuple[ProfilegenError, ...] = ()
    broken: frozenset[str] = frozenset()  # kinds of pages that failed here or before, and so are left out
    was_slow: bool = False  # whether failures took so long that more of them would take too long
    has_parts: bool = False


def shown_in(theme: Theme, store: Store) -> Iterator[Shown]:
    """Every scene in the theme's default look, and then one of everything in each of its looks.

    `store` is where the theme's files are kept meanwhile.
    """
    first, *looks = looks_of(theme)
    scenes = [*student_scenes()]
    in_order = [*((scene, first) for scene in scenes), *((scenes[1], look) for look in looks)]
    broken: frozenset[str] = frozenset()
    for scene, look in in_order:
        shown = _student_shown(scene, look, store, broken)
        yield shown
        broken = shown.broken
        if shown.was_slow:
            return
    for school in school_scenes():
        shown = _school_shown(school, first, store, broken)
        yield shown
        broken = shown.broken
        if shown.was_slow:
            return


def looks_of(theme: Theme) -> Iterator[Look]:
    """The default look, and then each palette, font and choice of an option, one at a time."""
    nothing = ThemeWish()
    yield look_for(nothing, nothing, theme)
    for palette in theme.palettes:
        yield look_for(ThemeWish(palette=palette), nothing, theme)
    for font in theme.fonts:
        yield look_for(ThemeWish(font=font), nothing, theme)
    for name, option in theme.options.items():
        for choice in _choices(option):
            yield look_for(ThemeWish(options=((name, choice),)), nothing, theme)


def _choices(option: OptionRecord) -> Sequence[str]:
    if option.type == "text":
        return (_A_LONG_TEXT,)
    return option.choices if option.type == "choice" else ("yes", "no")


def _student_shown(scene: Scene, look: Look, store: Store, broken: frozenset[str]) -> Shown:
    media = every_media_of(scene.view) if scene.has_media else ()
    made = made_in_name_only(media, look.theme)
    pages = (*student_pages(scene.view, occasion=_MEETING), printed_page(scene.view), summary_page(scene.view))
    parts = student_parts(scene.view)

    def render(*some: Page) -> dict[str, bytes]:
        return render_student_pages(some, scene.view, parts, look, made, _MEETING)

    files = shared_files(look, Made(), store, of_conference=True, of_meeting=True)
    others = _media_files(made) | kept_apart(look)
    shown = Shown(scene.name, look, files=files, others=others, broken=broken, has_parts=len(parts) > 1)
    return _rendered(shown, pages, render)


def _school_shown(scene: SchoolScene, look: Look, store: Store, broken: frozenset[str]) -> Shown:
    made = made_in_name_only(_portraits(scene.view), look.theme)
    pages, parts = school_pages(scene.view), school_parts(scene.view)
    students = {card.address for group in scene.view.classes for card in group.students}
    students |= {card.address for card in scene.view.without_class}
    overview = scene.view.overview.classes if scene.view.overview else ()
    loops = (f"students/{one.student.id}/{one.loop.address}" for group in overview for one in group.loops)
    students |= {unquote(address) for address in loops}

    def render(*some: Page) -> dict[str, bytes]:
        return {page.path: render_school_page(page, scene.view, parts, look, made) for page in some}

    files = shared_files(look, Made(), store, of_school=True)
    shown = Shown(scene.name, look, files=files, others=_media_files(made) | students | kept_apart(look), broken=broken)
    return _rendered(shown, pages, render)


def _portraits(view: SchoolView) -> Iterator[MediaView]:
    cards = [*view.without_class, *(card for group in view.classes for card in group.students)]
    return (card.avatar for card in cards if card.avatar)


def _media_files(made: Made) -> frozenset[str]:
    """Every file that a build would make of these media, and the search."""
    pages_of_documents = (page.picture for one in made.documents.values() for page in one.pages)
    pictures = (name for one in (*made.pictures.values(), *pages_of_documents) for name in file_names(one))
    others = [one.file for one in made.recordings.values()] + [one.copy for one in made.documents.values()]
    return frozenset({"search.js", *(f"media/{name}" for name in (*pictures, *others))})


def _rendered(shown: Shown, pages: Sequence[Page], render: Callable[..., dict[str, bytes]]) -> Shown:
    """All pages at once, as a build makes them; where one fails, each by itself, and each kind until it fails."""
    kinds = {page.path: page.kind for page in pages}
    sound = [page for page in pages if page.kind not in shown.broken]
    with suppress(ProfilegenError):
        return replace(shown, pages=render(*sound), kinds=kinds)
    rendered: dict[str, bytes] = {}
    failures: list[ProfilegenError] = []
    broken = set(shown.broken)
    begun = time.process_time()
    for page in sound:
        try:
            rendered |= {} if page.kind in broken else render(page)
        except ProfilegenError as error:
            failures.append(error)
            broken.add(page.kind)
    was_slow = time.process_time() - begun > _TOO_SLOW * len(failures)
    found = replace(shown, failures=tuple(failures), broken=frozenset(broken), was_slow=was_slow)
    return replace(found, pages=rendered, kinds=kinds)
