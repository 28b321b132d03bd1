"""The sites over http, to this machine alone: pages with the preview's script in them, and news as they come."""

from __future__ import annotations

import asyncio
import json
import re
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import lru_cache
from pathlib import Path, PurePosixPath

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.responses import StreamingResponse as Stream
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from profilegen.model.audience import AUDIENCE_WORDS, Audience, audience_named
from profilegen.preview.previewing import News, Preview

_STATIC = Path(__file__).parent / "static"
_SCRIPT = '<script src="/-/preview.js" data-number="{number}" defer></script>\n</body>'
_FIRST = b'<head>\n<script src="/-/first.js"></script>'
_POLICY = b"default-src 'none';"
_WIDER_POLICY = b"default-src 'none'; connect-src 'self';"  # the page itself allows no request at all
_SWAPPING = 0.5  # seconds for which a student's folder may be absent while it is swapped
_ALIVE = 15.0  # seconds between two signs of life: a browser that has gone is noticed by them
_OWN = ("first.js", "preview.js", "preview.css")
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_STYLE_OR_SCRIPT = re.compile(rb'(?<=(?:href|.src)=")[^"?:#]*theme/[^"?:#]+\.(?:css|js)(?=")')
_KEPT = "private, max-age=31536000, immutable"  # a file of a theme whose address says which version it is
_FONTS_KEPT = "private, max-age=3600"  # they are named in style sheets, which are sent as they are
_NOT_HERE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Not here</title><link rel="stylesheet" href="/-/preview.css"></head>
<body class="not-here"><main><h1>{what}</h1>
<p>This audience may not see it, or it is not there any more.</p>
<p><a href="/{audience}/">To the first page</a></p></main>
</body></html>
"""


class LoopbackOnly:
    """Answers only who asks this machine for itself: a page from elsewhere that has this machine's address does not."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's hook."""
        if scope["type"] == "http" and Request(scope).headers.get("host", "").lower() not in self._hosts:
            refused = PlainTextResponse("This preview answers only at its own address.\n", 403)
            await refused(scope, receive, send)
            return
        await self._app(scope, receive, send)


def app_for(preview: Preview, first: Audience, port: int) -> ASGIApp:
    """The application that shows this preview at this port of this machine."""
    hosts = frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost"))
    routes = [
        Route("/", _to(first)),
        Route("/-/news", _news_of(preview)),
        Route("/-/{name}", _own_file),
        Route("/{audience}/{path:path}", _page_of(preview)),
    ]
    return LoopbackOnly(Starlette(routes=routes), hosts)


def _to(first: Audience) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return RedirectResponse(f"/{first.word}/", headers=_HEADERS)

    return answer


async def _own_file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _OWN:
        return PlainTextResponse("Not here.\n", 404, headers=_HEADERS)
    return Response(_read(name), media_type=_TYPES[PurePosixPath(name).suffix], headers=_HEADERS)


@lru_cache(maxsize=len(_OWN))
def _read(name: str) -> bytes:
    return (_STATIC / name).read_bytes()


def _page_of(preview: Preview) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        word, path = request.path_params["audience"], request.path_params["path"]
        if word not in AUDIENCE_WORDS:
            return PlainTextResponse("Not here.\n", 404, headers=_HEADERS)
        audience = audience_named(word)
        site = await run_in_threadpool(preview.site, audience)
        if not path:
            return await run_in_threadpool(_first_page, preview, audience, site)
        number = preview.latest(audience).number  # before the page is read: news between the two are not missed
        file = await run_in_threadpool(found_in, site, path)
        if file is None:
            return _not_here("This page is not in this site.", audience, number)
        if file.suffix == ".html":
            page = await run_in_threadpool(_with_versions, file)
            return HTMLResponse(_with_script(page, number), headers=_HEADERS)
        return FileResponse(file, headers=_HEADERS | _keeping(path, request))

    return answer


def _keeping(path: str, request: Request) -> dict[str, str]:
    """What the browser may keep, so that a page is back at once: the look of it, never what anybody wrote."""
    if "/theme/" not in path:
        return {}
    if path.endswith(".woff2"):
        return {"Cache-Control": _FONTS_KEPT}
    return {"Cache-Control": _KEPT} if "v" in request.query_params else {}


def _with_versions(page: Path) -> bytes:
    """The page, in which the address of each file of the theme says which version of it is meant."""

    def versioned(found: re.Match[bytes]) -> bytes:
        try:
            return b"%s?v=%x" % (found[0], zlib.crc32(page.parent.joinpath(found[0].decode()).read_bytes()))
        except OSError:
            return found[0]

    return _STYLE_OR_SCRIPT.sub(versioned, page.read_bytes())


def _first_page(preview: Preview, audience: Audience, site: Path) -> Response:
    summary = preview.summary(audience)
    first = summary.first_page if summary else None
    if first is None:
        return _not_here("Nobody is in this site.", audience, preview.latest(audience).number)
    return RedirectResponse(f"/{audience.word}/{first.relative_to(site).as_posix()}", headers=_HEADERS)


def found_in(site: Path, path: str) -> Path | None:
    """The file of this path inside the site; None where there is none, or the path leads out."""
    parts = PurePosixPath(path).parts
    if not parts or any(part in ("..", ".", "/") or part.startswith(".") or "\\" in part for part in parts):
        return None
    file = site.joinpath(*parts)
    if not file.resolve().is_relative_to(site.resolve()):
        return None
    until = time.monotonic() + _SWAPPING
    while not file.is_file():
        if time.monotonic() > until or file.parent.is_dir():
            return None
        time.sleep(0.01)
    return file


def _not_here(what: str, audience: Audience, number: int) -> Response:
    page = _NOT_HERE.format(what=what, audience=audience.word).encode()
    return HTMLResponse(_with_script(page, number), 404, headers=_HEADERS)


def _with_script(html: bytes, number: int) -> bytes:
    """The page with the preview's script in it, which is told what build it belongs to."""
    script = _SCRIPT.format(number=number).encode()
    return html.replace(_POLICY, _WIDER_POLICY, 1).replace(b"<head>", _FIRST, 1).replace(b"</body>", script, 1)


def _news_of(preview: Preview) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        word = request.query_params.get("audience", "")
        if word not in AUDIENCE_WORDS:
            return PlainTextResponse("Not here.\n", 404, headers=_HEADERS)
        told = _told(preview, audience_named(word))
        return Stream(told, media_type="text/event-stream", headers=_HEADERS)

    return answer


async def _told(preview: Preview, audience: Audience) -> AsyncIterator[bytes]:
    """The state of things at once, and then each change, as server-sent events."""
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue[News]()

    def hear(news: News) -> None:
        if news.audience is audience:
            loop.call_soon_threadsafe(waiting.put_nowait, news)

    stop = preview.listen(hear)
    try:
        yield _event(await run_in_threadpool(preview.latest, audience), "now")
        while True:
            try:
                yield _event(await asyncio.wait_for(waiting.get(), _ALIVE), "built")
            except TimeoutError:
                yield b": still here\n\n"
    finally:
        stop()


def _event(news: News, kind: str) -> bytes:
    said = {
        "number": news.number,
        "students": news.students,
        "failure": news.failure,
        "problems": [
            {
                "severity": one.severity.value,
                "message": one.message,
                "hint": one.hint,
                "place": str(one.place),
                "student": one.student,
                # the line itself may hold what only the writer may see
                "source": one.source.strip() if news.audience is Audience.PRIVATE else "",
            }
            for one in news.problems
        ],
    }
    return f"event: {kind}\ndata: {json.dumps(said)}\n\n".encode()
