"""The school's own pages, made last, from the small notes that each student's folder carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from profilegen.building.files import check_links, shared_files
from profilegen.building.site import Site
from profilegen.building.standings import standing_from_json
from profilegen.loading.themes import DEFAULT_THEME, ThemeError, load_theme
from profilegen.media.made import Made
from profilegen.media.photos import PictureFile, PictureSet
from profilegen.model.occasion import EVERYDAY, KIOSK, Occasion
from profilegen.model.school import School
from profilegen.model.school_viewing import Face, school_view
from profilegen.model.school_views import SchoolView
from profilegen.model.theme import Theme
from profilegen.model.viewing import wish_of
from profilegen.model.views import MediaView, ThemeWish
from profilegen.model.walking import claims_of
from profilegen.opening import open_plainly
from profilegen.planning.looks import look_for
from profilegen.planning.pages import school_pages, school_parts
from profilegen.publishing.manifest import SiteFile, manifest_for, read_manifest
from profilegen.publishing.swapping import publish_in_place
from profilegen.remembering.memory import ThemeUsed
from profilegen.rendering.kiosk import KIOSK_SCRIPT
from profilegen.rendering.pages import render_school_page
from profilegen.rendering.pictures import MEDIA_FOLDER, file_names
from profilegen.rendering.search import school_search

Listed = tuple[SchoolView, Mapping[str, PictureSet]]
Notes = Mapping[str, Any]


def build_school_pages(
    school: School,
    site: Site,
    theme: str = "",
    notes: Mapping[str, Notes] | None = None,
    occasion: Occasion = EVERYDAY,
) -> tuple[int, ThemeUsed | None]:
    """Makes the pages that list students, from the folders that are in the site now. Returns how many, in what theme.

    `notes` are those of students who were built just now; the others' are read from their folders.

    Family and private sites have none. RenderError or ThemeError where the theme fails.
    """
    if site.alone:
        return 0, None
    if not site.lists_students:
        remove_school_pages(site)
        return 0, None
    site.clear_if_lost()
    view, pictures = _listed(school, site, notes or {})
    wish = wish_of(school.settings.theme)
    look = look_for(ThemeWish(), wish, _theme(theme, wish.name, school))
    parts, pages = school_parts(view), school_pages(view)
    rendered = {page.path: render_school_page(page, view, parts, look, Made(pictures), occasion) for page in pages}
    files: dict[str, SiteFile] = {
        **rendered,
        **shared_files(look, Made(pictures), site.store, of_school=True, of_kiosk=occasion.is_kiosk),
        "search.js": school_search(view).encode("utf-8"),
    }
    check_links(rendered, {*files, *_students_pages(site, view)})
    manifest = manifest_for(site.audience.word, files, claims=claims_of(view), kind=site.kind)
    publish_in_place(site.folder, files, manifest, site.store)
    return len(pages), ThemeUsed(tuple(name for name, _ in look.theme.chain), look.theme.fingerprint)


def _students_pages(site: Site, view: SchoolView) -> set[str]:
    """The pages of students that these pages may link to."""
    firsts = {f"students/{student}/index.html" for student in site.student_ids()}
    classes = view.overview.classes if view.overview else ()
    loops = {f"students/{one.student.id}/{unquote(one.loop.address)}" for group in classes for one in group.loops}
    return firsts | loops


def occasion_of(site: Site) -> Occasion:
    """What the pages of a site that stands already were made for: a screen in the hall stays one."""
    manifest = read_manifest(site.folder)
    return KIOSK if manifest and KIOSK_SCRIPT in manifest.files else EVERYDAY


def remove_school_pages(site: Site) -> None:
    """Leaves a site with its students' folders alone."""
    publish_in_place(site.folder, {}, manifest_for(site.audience.word, {}, kind=site.kind), site.store)


def lists_too_much(school: School, site: Site) -> bool:
    """Whether a site's own pages name somebody, or say something of them, that today's would not."""
    manifest = read_manifest(site.folder)
    if not site.lists_students or (manifest is not None and not manifest.files):
        return False
    return manifest is None or not set(manifest.claims) <= claims_of(_listed(school, site, {})[0])


def _theme(asked: str, wished: str, school: School) -> Theme:
    """The theme that was asked for; else the school's, and the product's where that cannot be used."""
    if asked or not wished:
        return load_theme(asked or DEFAULT_THEME, school.folder)
    try:
        return load_theme(wished, school.folder)
    except ThemeError:
        return load_theme(DEFAULT_THEME, school.folder)


def _listed(school: School, site: Site, known: Mapping[str, Notes]) -> Listed:
    """Those students who are in the site, with their faces, and the pictures of them."""
    faces: dict[str, Face] = {}
    pictures: dict[str, PictureSet] = {}
    everybody = frozenset(school.student_ids)
    for student in site.student_ids():
        notes = known.get(student) or _notes_in(site, student)
        if notes is None or student not in everybody:
            continue
        avatar, made = _picture(notes)
        if made is not None and not _is_put_back(made, site, student):
            avatar = None
        faces[student] = Face(
            str(notes.get("tagline", "")),
            avatar,
            str(notes.get("first_name", "")),
            str(notes.get("kind", "student")),
            standing_from_json(notes.get("standing")),
        )
        if avatar is not None and made is not None:
            pictures[avatar.sha256] = made
    return school_view(school, site.audience, faces), pictures


def _is_put_back(made: PictureSet, site: Site, student: str) -> bool:
    """Where the store has been emptied since, the student's folder in this very site still has the pictures.

    False where it has them no longer either: a picture that is nowhere shall not keep the pages as they were.
    """
    for name in file_names(made):
        if not site.store.path_of(name).exists():
            try:
                with open_plainly(site.student_folder(student) / MEDIA_FOLDER / name) as opened:
                    found = opened.read()
            except FileNotFoundError:
                return False
            site.store.add(name, found)
    return True


def _notes_in(site: Site, student: str) -> Notes | None:
    manifest = read_manifest(site.student_folder(student))
    return manifest.notes if manifest else None


def _picture(notes: Notes) -> tuple[MediaView | None, PictureSet | None]:
    """The noted avatar; none where another version of the product noted it in another way."""
    try:
        made = notes["picture"]
        files = tuple(PictureFile(**file) for file in made["files"])
        return MediaView(**notes["avatar"]), PictureSet(made["colour"], made["transparent"], files)
    except (KeyError, TypeError):
        return None, None
