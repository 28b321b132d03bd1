"""Choosing: what stands at the front, who may see it, how it looks; and seeing it as somebody else would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from profilegen.loading.theme_folders import theme_names
from profilegen.loading.themes import DEFAULT_THEME, ThemeError, load_theme
from profilegen.loading.yaml_text import Value
from profilegen.model.audience import AUDIENCE_WORDS, audience_named
from profilegen.model.theme import COLOURS, Theme
from profilegen.studio.answering import Endpoint, Visit, to, told
from profilegen.studio.desk import pieces
from profilegen.studio.forms import as_text, changes_between
from profilegen.studio.framing import FRAMED, framed
from profilegen.studio.keeping import PROFILE, ChangedMeanwhileError, NotHereError
from profilegen.studio.speaking import own_headers
from profilegen.studio.working import Studio

_TRIES = 20  # at a file that changes all the time
_THEME_FIELDS = ("name", "palette", "font")


def choose(visit: Visit) -> Response:
    """The three choices on one page."""
    profile = visit.keeper.read(PROFILE)
    fields = profile.fields or {}
    wish = wish_in(fields)
    theme = _theme_of(visit.studio, wish)
    found = [piece for piece in pieces(visit.keeper) if piece.is_readable]
    school = visit.studio.school
    view: dict[str, Any] = {
        "pieces": found,
        "front": [one for one in found if one.is_featured],
        "shelf": [one for one in found if not one.is_featured and one.kind == "reflection"],
        "audience": as_text(fields.get("audience")).lower(),
        "audiences": AUDIENCE_WORDS,
        "default_audience": school.default_audience.word,
        "is_public_allowed": visit.is_public_allowed,
        "wish": wish,
        "themes": theme_names(None if school.lone else school.folder),
        "theme": theme,
        "shown_palette": wish["palette"] if wish["palette"] in theme.palettes else theme.default_palette,
        "shown_font": wish["font"] if wish["font"] in theme.fonts else next(iter(theme.fonts), ""),
        "colours": {name: palette_colours(theme, name) for name in theme.palettes},
        "can_undo": visit.keeper.can_step(PROFILE, -1),
        "record": PROFILE,
    }
    return visit.page("choose.html", **view)


def wish_in(fields: Mapping[str, Value]) -> dict[str, str]:
    """The look that a profile wishes for."""
    said = fields.get("theme")
    group: Mapping[str, Value] = {"name": said} if isinstance(said, str) else said if isinstance(said, dict) else {}
    return {name: as_text(group.get(name)) for name in _THEME_FIELDS}


def _theme_of(studio: Studio, wish: Mapping[str, str]) -> Theme:
    school = studio.school
    folder = None if school.lone else school.folder
    default = school.settings.theme.name if school.settings.theme else ""
    for name in (wish["name"], default):
        if name:
            try:
                return load_theme(name, folder)
            except ThemeError:
                continue
    return load_theme(DEFAULT_THEME)


def palette_colours(theme: Theme, name: str) -> Mapping[str, Mapping[str, str]]:
    """The colours of a palette by day and by night, for trying it on."""
    palette = theme.palettes[name]
    return {
        "light": {colour: palette.light[colour] for colour in COLOURS},
        "dark": {colour: palette.dark[colour] for colour in COLOURS},
    }


def swatches(visit: Visit) -> Response:
    """The colours of every palette and the student's own, as a style sheet."""
    fields = visit.keeper.read(PROFILE).fields or {}
    wish = wish_in(fields)
    theme = _theme_of(visit.studio, wish)
    palette = wish["palette"] if wish["palette"] in theme.palettes else theme.default_palette
    rules = [_own_colours(theme, palette)]
    for number, name in enumerate(theme.palettes):
        colours = theme.palettes[name]
        for part in ("paper", "accent", "ink", "tint"):
            rules.append(f".swatch-{number} .swatch-{part} {{ background: {colours.light[part]}; }}\n")
            dark = f".swatch-{number} .swatch-{part} {{ background: {colours.dark[part]}; }}"
            rules.append(f"@media (prefers-color-scheme: dark) {{ {dark} }}\n")
    for number, family in enumerate(theme.fonts.values()):
        rules.append(f".font-{number} {{ font-family: {family}; }}\n")
    return Response("".join(rules), media_type="text/css", headers=dict(own_headers()))


def _own_colours(theme: Theme, name: str) -> str:
    """The studio in the colours that its student chose."""
    palette = theme.palettes[name]
    light = "".join(f"--{colour}: {palette.light[colour]}; " for colour in COLOURS)
    dark = "".join(f"--{colour}: {palette.dark[colour]}; " for colour in COLOURS)
    return f":root {{ {light}}}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}\n"


# Saving a choice


def choose_look(visit: Visit) -> Response:
    """Saves theme, palette and font."""
    kept = visit.keeper.read(PROFILE)
    fields = dict(kept.fields or {})
    said = fields.get("theme")
    group: dict[str, Value] = {"name": said} if isinstance(said, str) else dict(said) if isinstance(said, dict) else {}
    for name in _THEME_FIELDS:
        if chosen := visit.said(name).strip():
            group[name] = chosen
    _refuse_unknown_look(visit.studio, group)
    visit.keeper.save(PROFILE, changes_between(fields, fields | {"theme": group}), kept.version)
    return _chosen(visit, "#look")


def _refuse_unknown_look(studio: Studio, group: dict[str, Value]) -> None:
    """A palette or font that another theme has gives way, rather than standing there unheard."""
    theme = _theme_of(studio, {"name": as_text(group.get("name"))})
    if group.get("palette") not in theme.palettes:
        group.pop("palette", None)
    if group.get("font") not in theme.fonts:
        group.pop("font", None)
    if group.get("name") and theme.name != group["name"]:
        raise NotHereError("There is no such theme.")


def choose_front(visit: Visit) -> Response:
    """Takes a piece to the first page, or from it."""
    record = visit.said("record")
    if not record.startswith("reflections/"):  # no other record has such a field
        raise NotHereError("This is no record that can be written here.")
    return _set(visit, record, "featured", "yes" if visit.said("featured") == "yes" else "", "#front")


def choose_audience(visit: Visit) -> Response:
    """Who may see a piece, or everything."""
    word = visit.said("audience")
    if word and word not in AUDIENCE_WORDS:
        raise NotHereError("There is no such audience.")
    return _set(visit, visit.said("record") or PROFILE, "audience", word, "#audience")


def _set(visit: Visit, record: str, field: str, value: str, place: str) -> Response:
    for left in reversed(range(_TRIES)):
        kept = visit.keeper.read(record)
        try:
            visit.keeper.save(record, {field: value or None}, kept.version)
            break
        except ChangedMeanwhileError:  # in this very moment: what is pressed last holds
            if not left:
                raise
    return _chosen(visit, place)


def _chosen(visit: Visit, place: str) -> Response:
    visit.studio.forget()
    if "application/json" in visit.request.headers.get("accept", ""):
        return told(saved=True)
    return to(f"/s/{visit.student}/choose{place}")


# Seeing it as somebody else


def look(visit: Visit) -> Response:
    """The page with the site in a frame, and a choice of whose eyes."""
    audience = str(visit.request.path_params["audience"])
    if audience not in AUDIENCE_WORDS:
        raise NotHereError("There is no such audience.")
    return visit.page("look.html", audience=audience, audiences=AUDIENCE_WORDS)


def first_page(visit: Visit) -> Response:
    """Builds the site as the folder is now, and goes to its first page."""
    word = str(visit.request.path_params["audience"])
    if word not in AUDIENCE_WORDS:
        raise NotHereError("There is no such audience.")
    site = visit.studio.site(visit.student, audience_named(word))
    if site is None:
        return visit.page("nobody.html", audience=word)
    return RedirectResponse(f"/s/{visit.student}/preview/{word}/index.html", 303, headers=FRAMED)


def site_file(studio: Studio) -> Endpoint:
    """A file of the site that was built last: never one of another student's, nor one that no build made."""

    async def answer(request: Request) -> Response:
        student, word, path = (str(request.path_params[name]) for name in ("student", "audience", "path"))
        return await run_in_threadpool(_site_file, studio, student, word, path)

    return answer


def _site_file(studio: Studio, student: str, word: str, path: str) -> Response:
    site = studio.built_site(student, audience_named(word)) if word in AUDIENCE_WORDS else None
    found = framed(site, f"{path}index.html" if path.endswith("/") else path) if site else None
    return found or Response("This page is not in this site.\n", 404, headers=FRAMED, media_type="text/plain")
