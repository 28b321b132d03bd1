"""The addresses `/s/<student>/media/…`, `…/recordings/…` and `…/say`: taking files in, showing and changing them.

`Doors` has made sure by now that the session is this student's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from profilegen.loading.media_files import kind_of
from profilegen.model.limits import Limits
from profilegen.studio.answering import to, told
from profilegen.studio.bounds import Bound
from profilegen.studio.calling import ALONE, Call, as_taken, asked_of, beginning_of, in_words
from profilegen.studio.forms import as_entries, as_text
from profilegen.studio.keeping import Kept, NotHereError
from profilegen.studio.multipart import Form, boundary_of
from profilegen.studio.pictures import LARGE, SMALL, Frame, cropped, original, small_one, turned
from profilegen.studio.recording_app import recording_routes
from profilegen.studio.saying import keep_as_reflection
from profilegen.studio.shelf import Original, is_used, shelf_of
from profilegen.studio.speaking import words_of
from profilegen.studio.unfinished import drop, unfinished_of
from profilegen.studio.uploads import MEDIA, Received, UploadRefusedError, most_bytes, receive
from profilegen.studio.working import Studio

_UPLOAD_SECONDS = 3600.0  # even a slow line may take so long for a long film
_UPLOAD_PAUSE = 20.0
_ROOM_FOR_THE_FORM = 100_000
_NAME = "x-file-name"
_RECORDING = "x-recording"  # of which parts were handed over while it was made
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


def upload_bound(limits: Limits) -> Bound:
    """How much may be sent to the address of new files, and how slowly."""
    return Bound(most_bytes(limits) + _ROOM_FOR_THE_FORM, _UPLOAD_SECONDS, _UPLOAD_PAUSE)


def media_routes(studio: Studio) -> list[Route]:
    """What is to be mounted below `/s/{student}`."""
    return [
        Route("/say", in_words(studio, _say), methods=["GET"]),
        Route("/media/", in_words(studio, _shelf), methods=["GET"]),
        Route("/media/", in_words(studio, _upload), methods=["POST"]),
        Route("/media/small/{file:path}", in_words(studio, _small), methods=["GET"]),
        Route("/media/file/{file:path}", in_words(studio, _original), methods=["GET"]),
        Route("/media/file/{file:path}", in_words(studio, _remove), methods=["DELETE"]),
        Route("/media/turn/{file:path}", in_words(studio, _turn), methods=["POST"]),
        Route("/media/crop/{file:path}", in_words(studio, _crop), methods=["POST"]),
        Route("/media/remove/{file:path}", in_words(studio, _remove), methods=["POST"]),
        Route("/say/again", in_words(studio, _say_again), methods=["POST"]),
        *recording_routes(studio, _kept_at),
    ]


# Taking in


async def _upload(call: Call) -> Response:
    """From a script the file alone, its name in a header; from a page without one a form."""
    if _NAME in call.request.headers:
        return await _one(call)
    return await _from_form(call)


async def _one(call: Call) -> Response:
    claimed = unquote(call.request.headers[_NAME], errors="replace")
    if claimed in _MADE_HERE:
        claimed = f"{claimed[1:]}-{datetime.now():%Y-%m-%d-%H%M}"
    received = await receive(call.keeper, call.request.stream(), claimed, call.limits)
    said = as_taken(received)
    if call.visit.asked("say"):
        said["next"] = await run_in_threadpool(_kept_at, call, received)
    if parts := call.request.headers.get(_RECORDING):
        await run_in_threadpool(drop, call.keeper, parts)
    return told(201, **said)


async def _from_form(call: Call) -> Response:
    boundary = boundary_of(call.request.headers.get("content-type", ""))
    form, taken = Form(call.request.stream(), boundary), 0
    async for part in form.parts():
        if part.file:
            received = await receive(call.keeper, form.content(), part.file, call.limits)
            taken += 1
            if call.visit.asked("say"):
                return to(await run_in_threadpool(_kept_at, call, received))
    return to(f"/s/{call.visit.student}/media/?taken={taken}")


def _kept_at(call: Call, received: Received) -> str:
    """Makes a reflection of a recording; returns the address that says so."""
    words = words_of(call.visit.language)
    kept = keep_as_reflection(call.keeper, received, words, call.studio.today)
    call.studio.forget()
    return f"/s/{call.visit.student}/say?kept={quote(kept.record)}"


def _is_heard(call: Call) -> bool:
    """Whether others hear this student's voice, as far as a piece goes that names no audience."""
    school, student = call.studio.school, call.visit.student
    return school.covers(student, "recordings", school.default_audience, call.studio.today)


async def _say(call: Call) -> Response:
    """One large button: record, stop, keep."""
    kept = await run_in_threadpool(_kept_before, call)
    view = {
        "kept": kept,
        "file": _file_of(kept),
        "is_heard": await run_in_threadpool(_is_heard, call),
        "instead": call.visit.asked("instead"),
        "starts_at_once": bool(call.visit.asked("now")) and kept is None,
        "unfinished": await run_in_threadpool(unfinished_of, call.keeper),
    }
    return await run_in_threadpool(lambda: call.visit.page("say.html", **view))


def _kept_before(call: Call) -> Kept | None:
    """The reflection that was just made, if it is there."""
    record = call.visit.asked("kept")
    try:
        return call.keeper.read(record) if record.startswith("reflections/") else None
    except NotHereError:
        return None


def _file_of(kept: Kept | None) -> str:
    """The recording of a piece that was just made."""
    for entry in as_entries(kept.fields.get("media")) if kept and kept.fields else ():
        return as_text(entry.get("file") if isinstance(entry, dict) else entry)
    return ""


async def _say_again(call: Call) -> Response:
    """Takes the piece away that was just made, and listens once more; the piece can be brought back."""
    said = dict(parse_qsl((await call.request.body()).decode("utf-8")))
    record = said.get("record", "")
    if not record.startswith("reflections/"):
        raise ValueError("not what was said")
    await run_in_threadpool(call.keeper.remove, record, said.get("version", ""))
    call.studio.forget()
    return to(f"/s/{call.visit.student}/say?now=1&instead={quote(record)}")


# Showing


async def _shelf(call: Call) -> Response:
    """Everything in the media folder; for scripts as JSON."""
    files = await run_in_threadpool(shelf_of, call.keeper)
    if not call.wants_page:
        return told(files=[_as_json(one) for one in files])
    taken = call.visit.asked("taken")
    number = int(taken) if taken.isdecimal() and len(taken) < 4 else None
    return await run_in_threadpool(lambda: call.visit.page("media.html", files=files, taken=number))


def _as_json(one: Original) -> dict[str, Any]:
    return {"file": one.path, "kind": one.kind, "film": one.film, "used": one.is_used}


async def _small(call: Call) -> Response:
    width = LARGE if call.request.query_params.get("large") else SMALL
    content = await run_in_threadpool(small_one, call.keeper, call.file, width, call.limits, call.studio.easel)
    return Response(content, media_type="image/webp", headers=ALONE)


async def _original(call: Call) -> Response:
    """A recording to be heard; anything else to be saved, never to be opened as a page of this address."""
    file = await run_in_threadpool(original, call.keeper, call.file)
    kind, media_type = await run_in_threadpool(_type_of, file)
    away = {} if kind == "recording" else {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}"}
    return FileResponse(file, media_type=media_type, headers={**ALONE, **away})


def _type_of(file: Path) -> tuple[str, str]:
    kind, _ = kind_of(file.name, beginning_of(file))
    known = _TYPES.get(file.suffix.lower(), "application/octet-stream")
    return kind, known if kind == "recording" else "application/octet-stream"


# Changing


async def _turn(call: Call) -> Response:
    asked = await asked_of(call)
    quarters = asked.get("quarters", 1)
    if not isinstance(quarters, int):
        raise ValueError("not a number")
    return _made(await run_in_threadpool(turned, call.keeper, call.file, quarters, call.limits, call.studio.easel))


async def _crop(call: Call) -> Response:
    asked = await asked_of(call)
    sides = [asked.get(side) for side in ("left", "top", "right", "bottom")]
    if not all(isinstance(side, int | float) for side in sides):
        raise ValueError("not a frame")
    frame = Frame(*(float(side) for side in sides if side is not None))
    return _made(await run_in_threadpool(cropped, call.keeper, call.file, frame, call.limits, call.studio.easel))


def _made(path: str) -> Response:
    return told(201, file=path, kind="picture", film=False, remark="")


async def _remove(call: Call) -> Response:
    """Puts a file away that nothing shows."""
    await run_in_threadpool(original, call.keeper, call.file)
    if await run_in_threadpool(is_used, call.keeper, call.file):
        raise UploadRefusedError("One of your pieces shows this file.", "Take it out there first.", 409)
    await run_in_threadpool(call.keeper.put_away, f"{MEDIA}/{call.file}")
    return to(f"/s/{call.visit.student}/media/") if call.wants_page else told(file=call.file)
