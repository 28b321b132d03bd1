"""The studio as one application: its pages, behind its doors and within its bounds."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from profilegen import bundled
from profilegen.studio import choosing, desk, editing, sheets
from profilegen.studio.answering import View, Visit, answering
from profilegen.studio.bounds import Bound, Bounds
from profilegen.studio.doors import HEADERS, Doors, Sessions, session_of
from profilegen.studio.media_app import media_routes, upload_bound
from profilegen.studio.sentences import N_
from profilegen.studio.speaking import STATIC, words_of
from profilegen.studio.working import Studio

_FONTS = ("base/static/fonts", "journal/static/fonts/journal")
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}
_KEPT = "private, max-age=3600"


def app_for(studio: Studio, *, hosts: Collection[str], key: str, sessions: Sessions | None = None) -> ASGIApp:
    """The application. `hosts` are the addresses (with port) that it answers at, `key` the one that lets in."""

    async def nowhere(request: Request, _error: Exception) -> Response:
        visit = Visit(studio, session_of(request), request, {})
        said = {"message": N_("There is nothing at this address."), "hint": N_("Go back, and look there.")}
        return await run_in_threadpool(lambda: visit.page("trouble.html", 404, **said))

    routes = [*_common(studio), Mount("/s/{student}", routes=_own(studio))]
    inner: ASGIApp = Starlette(routes=routes, exception_handlers={404: nowhere})
    inner = Bounds(inner, lambda path: _bound_of(path, studio))

    def first() -> str:
        return "" if studio.is_open or studio.passphrase_is_asked else studio.only

    words = words_of(studio.school.settings.locale)
    return Doors(inner, hosts, key, sessions or Sessions(), first, words)


def _common(studio: Studio) -> list[Route]:
    return [
        Route("/", answering(studio, desk.cards)),
        Route("/teacher", answering(studio, desk.teacher), methods=["GET", "POST"]),
        Route("/teacher/end", answering(studio, desk.teacher_goes), methods=["POST"]),
        Route("/cards/", answering(studio, desk.new_card), methods=["POST"]),
        Route("/cards/{card}", answering(studio, desk.choose_card), methods=["POST"]),
        Route("/cards/{card}/face", answering(studio, desk.face)),
        Route("/done", answering(studio, desk.done), methods=["POST"]),
        Route("/-/{name:path}", _static),
    ]


def _own(studio: Studio) -> list[Route]:
    """The pages of the session's own student, below `/s/<id>`."""
    gets: dict[str, View] = {
        "/": desk.desk,
        "/profile": editing.edit,
        "/new/{kind}": editing.new,
        "/edit/{record:path}": editing.edit,
        "/choose": choosing.choose,
        "/look/{audience}": choosing.look,
        "/preview/{audience}/": choosing.first_page,
        "/colours.css": choosing.swatches,
        "/sheets/cv": sheets.cv,
        "/sheets/statement": sheets.worksheet,
        "/passphrase": desk.own_passphrase,
    }
    posts: dict[str, View] = {
        "/profile": editing.save,
        "/new/{kind}": editing.create,
        "/edit/{record:path}": editing.save,
        "/decide/{record:path}": editing.decide,
        "/undo/{record:path}": editing.undo,
        "/redo/{record:path}": editing.redo,
        "/remove/{record:path}": editing.remove,
        "/restore/{record:path}": editing.restore,
        "/draft": editing.keep_draft,
        "/drop-draft": editing.drop_draft,
        "/markdown": editing.markdown,
        "/choose/look": choosing.choose_look,
        "/choose/front": choosing.choose_front,
        "/choose/audience": choosing.choose_audience,
        "/passphrase": desk.own_passphrase,
    }
    pages = [Route(path, answering(studio, view), methods=["GET"]) for path, view in gets.items()]
    forms = [Route(path, answering(studio, view), methods=["POST"]) for path, view in posts.items()]
    site = Route("/preview/{audience}/{path:path}", choosing.site_file(studio))
    return [*pages, *forms, site, *media_routes(studio)]


def _bound_of(path: str, studio: Studio) -> Bound:
    """A form is small; what is uploaded may be as large as the school's largest recording."""
    parts = path.split("/")
    is_upload = parts[1:2] == ["s"] and parts[3:] == ["media", ""]
    return upload_bound(studio.limits) if is_upload else Bound()


async def _static(request: Request) -> Response:
    """A file of the studio itself: style sheets, scripts, and the fonts of the themes."""
    path = PurePosixPath(request.path_params["name"])
    file = _static_file(path)
    if file is None or path.suffix not in _TYPES:
        return PlainTextResponse("Not here.\n", 404, headers=dict(HEADERS))
    headers = {**HEADERS, "Cache-Control": _KEPT if path.suffix == ".woff2" else "no-cache"}
    return FileResponse(file, media_type=_TYPES[path.suffix], headers=headers)


def _static_file(path: PurePosixPath) -> Path | None:
    """Plain names only: a path with more parts than it should have is none of ours."""
    match path.parts:
        case (name,):
            candidates = [STATIC / name]
        case ("fonts", name):
            candidates = [bundled.themes() / folder / name for folder in _FONTS]
        case _:
            return None
    if name.startswith("."):
        return None
    return next((file for file in candidates if file.is_file()), None)
