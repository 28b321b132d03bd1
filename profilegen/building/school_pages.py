"""The school's own pages, made last, from the small notes that each student's folder carries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from profilegen.building.site import Site
from profilegen.building.student import THEME_FOLDER, check_links, media_files, theme_files
from profilegen.loading.themes import DEFAULT_THEME, load_theme
from profilegen.media.photos import PictureFile, PictureSet
from profilegen.model.school import School
from profilegen.model.school_viewing import Face, school_view
from profilegen.model.viewing import wish_of
from profilegen.model.views import MediaView, ThemeWish
from profilegen.planning.looks import look_for
from profilegen.planning.pages import school_pages, school_parts
from profilegen.publishing.manifest import SiteFile, manifest_for, read_manifest
from profilegen.publishing.swapping import publish_in_place
from profilegen.rendering.pages import render_school_page
from profilegen.rendering.palette_css import palette_css
from profilegen.rendering.search import school_search


def build_school_pages(school: School, site: Site, theme: str = "") -> int:
    """Makes the pages that list students, from the folders that are in the site now. Returns how many there are.

    Family and private sites have none. RenderError or ThemeError where the theme fails.
    """
    if school.lone:
        return 0
    if not site.audience.sees_several_students:
        publish_in_place(site.folder, {}, manifest_for(site.audience.word, {}), site.store)
        return 0
    faces, pictures = _faces(school, site)
    view = school_view(school, site.audience, faces)
    wish = wish_of(school.settings.theme)
    look = look_for(ThemeWish(), wish, load_theme(theme or wish.name or DEFAULT_THEME, school.folder))
    parts, pages = school_parts(view), school_pages(view)
    rendered = {page.path: render_school_page(page, view, parts, look, pictures) for page in pages}
    files: dict[str, SiteFile] = {
        **rendered,
        **theme_files(look, site.store),
        f"{THEME_FOLDER}/palette.css": palette_css(look, pictures.values()).encode("utf-8"),
        "search.js": school_search(view).encode("utf-8"),
        **media_files(pictures),
    }
    firsts = {f"students/{student}/index.html" for student in faces}
    check_links(rendered, dict.fromkeys((*files, *firsts), b""))
    publish_in_place(site.folder, files, manifest_for(site.audience.word, files), site.store)
    return len(pages)


def _faces(school: School, site: Site) -> tuple[dict[str, Face], dict[str, PictureSet]]:
    """The faces of those students who are in the site, and the pictures of them."""
    faces: dict[str, Face] = {}
    pictures: dict[str, PictureSet] = {}
    for student in site.student_ids():
        manifest = read_manifest(site.student_folder(student))
        if manifest is None or student not in school.cards:
            continue
        notes = manifest.notes
        avatar = MediaView(**notes["avatar"]) if notes.get("avatar") else None
        faces[student] = Face(str(notes.get("tagline", "")), avatar)
        if avatar is not None:
            pictures[avatar.sha256] = _picture_set(notes["picture"])
    return faces, pictures


def _picture_set(noted: Mapping[str, Any]) -> PictureSet:
    files = tuple(PictureFile(**file) for file in noted["files"])
    return PictureSet(noted["colour"], noted["transparent"], files)
