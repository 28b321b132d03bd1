"""The addresses `/s/<student>/media/…` and `/s/<student>/say`: taking files in, showing them, turning and cutting.

`Doors` has made sure by now that the session is this student's own.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from profilegen.loading.media_files import kind_of
from profilegen.media.refusals import MediaError
from profilegen.model.limits import Limits
from profilegen.problems import ProfilegenError
from profilegen.studio.answering import Visit, to, told
from profilegen.studio.bounds import Bound
from profilegen.studio.doors import HEADERS, session_of
from profilegen.studio.keeping import Keeper, Kept, NotHereError
from profilegen.studio.multipart import Form, NotAFormError, boundary_of
from profilegen.studio.pictures import LARGE, SMALL, Frame, cropped, original, small_one, turned
from profilegen.studio.saying import keep_as_reflection
from profilegen.studio.shelf import Original, is_used, shelf_of
from profilegen.studio.speaking import words_of
from profilegen.studio.uploads import MEDIA, Received, UploadRefusedError, most_bytes, receive
from profilegen.studio.working import Studio

_UPLOAD_SECONDS = 3600.0  # even a slow line may take so long for a long film
_UPLOAD_PAUSE = 20.0
_ROOM_FOR_THE_FORM = 100_000
_NAME = "x-file-name"
_MADE_HERE = ("-voice", "-film", "-photo")  # in the studio itself: it has no name yet
_TYPES: Mapping[str, str] = {
    ".weba": "audio/webm",
    ".webm": "video/webm",
    ".m4a": "audio/mp4",
    ".mp4": "video/mp4",
    ".mov": "video/mp4",
    ".m4v": "video/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".oga": "audio/ogg",
    ".ogv": "video/ogg",
    ".wav": "audio/wav",
    ".mp3": "audio/mpeg",
    ".aac": "audio/aac",
    ".flac": "audio/flac",
}
_ALONE = {**HEADERS, "Content-Security-Policy": "default-src 'none'; media-src 'self'; sandbox"}
Endpoint = Callable[[Request], Awaitable[Response]]


def upload_bound(limits: Limits) -> Bound:
    """How much may be sent to the address of new files, and how slowly."""
    return Bound(most_bytes(limits) + _ROOM_FOR_THE_FORM, _UPLOAD_SECONDS, _UPLOAD_PAUSE)


def media_routes(studio: Studio) -> list[Route]:
    """What is to be mounted below `/s/{student}`."""
    return [
        Route("/say", _told(studio, _say), methods=["GET"]),
        Route("/media/", _told(studio, _shelf), methods=["GET"]),
        Route("/media/", _told(studio, _upload), methods=["POST"]),
        Route("/media/small/{file:path}", _told(studio, _small), methods=["GET"]),
        Route("/media/file/{file:path}", _told(studio, _original), methods=["GET"]),
        Route("/media/file/{file:path}", _told(studio, _remove), methods=["DELETE"]),
        Route("/media/turn/{file:path}", _told(studio, _turn), methods=["POST"]),
        Route("/media/crop/{file:path}", _told(studio, _crop), methods=["POST"]),
        Route("/media/remove/{file:path}", _told(studio, _remove), methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _Call:
    """One request about the files of one student."""

    studio: Studio
    request: Request

    @property
    def visit(self) -> Visit:
        return Visit(self.studio, session_of(self.request), self.request, {})

    @property
    def keeper(self) -> Keeper:
        return self.studio.keeper(self.visit.student)

    @property
    def limits(self) -> Limits:
        return self.studio.school.limits

    @property
    def file(self) -> str:
        return str(self.request.path_params["file"])

    @property
    def wants_page(self) -> bool:
        """Whether a browser without the studio's scripts asks."""
        return "text/html" in self.request.headers.get("accept", "")


def _told(studio: Studio, answer: Callable[[_Call], Awaitable[Response]]) -> Endpoint:
    """The answer as an endpoint, with what goes wrong told in words."""

    async def endpoint(request: Request) -> Response:
        call = _Call(studio, request)
        try:
            return await answer(call)
        except UploadRefusedError as error:
            return await run_in_threadpool(_trouble, call, error.status, error.message, error.hint)
        except NotHereError as error:
            return await run_in_threadpool(_trouble, call, 404, error.message, error.hint)
        except MediaError as error:
            return await run_in_threadpool(_trouble, call, 415, error.reason, error.hint)
        except ProfilegenError as error:
            return await run_in_threadpool(_trouble, call, 409, error.message, error.hint)
        except (NotAFormError, ValueError):
            return await run_in_threadpool(_trouble, call, 400, "This cannot be understood.", "Try it once more.")
        except ClientDisconnect:
            return Response(status_code=400)
        except OSError as error:
            why = f"It could not be written down: {error.strerror or 'no reason given'}."
            return await run_in_threadpool(_trouble, call, 507, why, "Is there room on the disk?")

    return endpoint


def _trouble(call: _Call, status: int, message: str, hint: str) -> Response:
    if call.wants_page:
        return call.visit.page("trouble.html", status, message=message, hint=hint)
    return told(status, message=message, hint=hint)


# Taking in


async def _upload(call: _Call) -> Response:
    """From a script the file alone, its name in a header; from a page without one a form."""
    if _NAME in call.request.headers:
        return await _one(call)
    return await _from_form(call)


async def _one(call: _Call) -> Response:
    claimed = unquote(call.request.headers[_NAME], errors="replace")
    if claimed in _MADE_HERE:
        claimed = f"{claimed[1:]}-{datetime.now():%Y-%m-%d-%H%M}"
    received = await receive(call.keeper, call.request.stream(), claimed, call.limits)
    said = {"file": received.path, "kind": received.kind, "film": received.film, "remark": received.remark}
    if call.visit.asked("say"):
        said["next"] = await run_in_threadpool(_kept_at, call, received)
    return told(201, **said)


async def _from_form(call: _Call) -> Response:
    boundary = boundary_of(call.request.headers.get("content-type", ""))
    form, taken = Form(call.request.stream(), boundary), 0
    async for part in form.parts():
        if part.file:
            received = await receive(call.keeper, form.content(), part.file, call.limits)
            taken += 1
            if call.visit.asked("say"):
                return to(await run_in_threadpool(_kept_at, call, received))
    return to(f"/s/{call.visit.student}/media/?taken={taken}")


def _kept_at(call: _Call, received: Received) -> str:
    """Makes a reflection of a recording; returns the address that says so."""
    words = words_of(call.visit.language)
    kept = keep_as_reflection(call.keeper, received, words, call.studio.today)
    call.studio.forget()
    return f"/s/{call.visit.student}/say?kept={quote(kept.record)}"


async def _say(call: _Call) -> Response:
    """One large button: record, stop, keep."""
    kept = await run_in_threadpool(_kept_before, call)
    starts = bool(call.visit.asked("now")) and kept is None
    return await run_in_threadpool(lambda: call.visit.page("say.html", kept=kept, starts_at_once=starts))


def _kept_before(call: _Call) -> Kept | None:
    """The reflection that was just made, if it is there."""
    record = call.visit.asked("kept")
    try:
        return call.keeper.read(record) if record.startswith("reflections/") else None
    except NotHereError:
        return None


# Showing


async def _shelf(call: _Call) -> Response:
    """Everything in the media folder; for scripts as JSON."""
    files = await run_in_threadpool(shelf_of, call.keeper)
    if not call.wants_page:
        return told(files=[_as_json(one) for one in files])
    taken = call.visit.asked("taken")
    number = int(taken) if taken.isdecimal() and len(taken) < 4 else None
    return await run_in_threadpool(lambda: call.visit.page("media.html", files=files, taken=number))


def _as_json(one: Original) -> dict[str, Any]:
    return {"file": one.path, "kind": one.kind, "film": one.film, "used": one.is_used}


async def _small(call: _Call) -> Response:
    width = LARGE if call.request.query_params.get("large") else SMALL
    content = await run_in_threadpool(small_one, call.keeper, call.file, width, call.limits)
    return Response(content, media_type="image/webp", headers=_ALONE)


async def _original(call: _Call) -> Response:
    """A recording to be heard; anything else to be saved, never to be opened as a page of this address."""
    file = await run_in_threadpool(original, call.keeper, call.file)
    kind, media_type = await run_in_threadpool(_type_of, file)
    away = {} if kind == "recording" else {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return FileResponse(file, media_type=media_type, headers={**_ALONE, **away})


def _type_of(file: Path) -> tuple[str, str]:
    with file.open("rb") as opened:
        kind, _ = kind_of(file.name, opened.read(64))
    known = _TYPES.get(file.suffix.lower(), "application/octet-stream")
    return kind, known if kind == "recording" else "application/octet-stream"


# Changing


async def _turn(call: _Call) -> Response:
    asked = await _asked(call)
    quarters = asked.get("quarters", 1)
    if not isinstance(quarters, int):
        raise ValueError("not a number")
    return _made(await run_in_threadpool(turned, call.keeper, call.file, quarters, call.limits))


async def _crop(call: _Call) -> Response:
    asked = await _asked(call)
    sides = [asked.get(side) for side in ("left", "top", "right", "bottom")]
    if not all(isinstance(side, int | float) for side in sides):
        raise ValueError("not a frame")
    frame = Frame(*(float(side) for side in sides if side is not None))
    return _made(await run_in_threadpool(cropped, call.keeper, call.file, frame, call.limits))


def _made(path: str) -> Response:
    return told(201, file=path, kind="picture", film=False, remark="")


async def _asked(call: _Call) -> dict[str, Any]:
    """What a script asks for. ValueError."""
    asked = json.loads(await call.request.body())
    if not isinstance(asked, dict):
        raise ValueError("not what is asked")
    return asked


async def _remove(call: _Call) -> Response:
    """Puts a file away that nothing shows."""
    await run_in_threadpool(original, call.keeper, call.file)
    if await run_in_threadpool(is_used, call.keeper, call.file):
        raise UploadRefusedError("One of your pieces shows this file.", "Take it out there first.", 409)
    await run_in_threadpool(call.keeper.put_away, f"{MEDIA}/{call.file}")
    return to(f"/s/{call.visit.student}/media/") if call.wants_page else told(file=call.file)
