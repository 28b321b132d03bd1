"""The addresses `/s/<student>/recordings/…`: recordings that are being made, and those that were left in the middle."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from profilegen.studio.answering import to, told
from profilegen.studio.calling import ALONE, Call, as_taken, asked_of, beginning_of, in_words
from profilegen.studio.unfinished import (
    Asked,
    begin,
    bring_back,
    content_of,
    drop,
    hand_over,
    pieces_of,
    throw_away,
    unfinished,
)
from profilegen.studio.uploads import Received, receive
from profilegen.studio.working import Studio

PieceOf = Callable[[Call, Received], str]
"""Makes a piece of what was taken in; returns the address that shows it."""


def recording_routes(studio: Studio, piece_of: PieceOf) -> list[Route]:
    """What is to be mounted below `/s/{student}`."""

    async def keep(call: Call) -> Response:
        return await _keep(call, piece_of)

    return [
        Route("/recordings/", in_words(studio, _begin), methods=["POST"]),
        Route("/recordings/{name}", in_words(studio, _hand_over), methods=["POST"]),
        Route("/recordings/{name}", in_words(studio, _hear), methods=["GET"]),
        Route("/recordings/{name}/keep", in_words(studio, keep), methods=["POST"]),
        Route("/recordings/{name}/away", in_words(studio, _throw_away), methods=["POST"]),
        Route("/recordings/{name}/back", in_words(studio, _bring_back), methods=["POST"]),
    ]


async def _begin(call: Call) -> Response:
    asked = await asked_of(call)
    try:
        recording = Asked(**asked)
    except TypeError as error:
        raise ValueError("not what is recorded here") from error
    return told(201, name=await run_in_threadpool(begin, call.keeper, recording))


async def _hand_over(call: Call) -> Response:
    part, at = await call.request.body(), call.visit.asked("at")
    if not (at.isascii() and at.isdigit() and len(at) < 15):
        raise ValueError("no place for a part")
    return told(size=await run_in_threadpool(hand_over, call.keeper, call.name, int(at), part, call.limits))


async def _hear(call: Call) -> Response:
    """What there is of it, whatever a browser called it: its first bytes say what it is."""
    one = await run_in_threadpool(unfinished, call.keeper, call.name)
    file = await run_in_threadpool(content_of, call.keeper, call.name)
    beginning = await run_in_threadpool(beginning_of, file)
    shape = {b"\x1aE\xdf\xa3": "webm", b"OggS": "ogg"}.get(beginning[:4], "mp4")
    return FileResponse(file, media_type=f"{'video' if one.asked.kind == 'film' else 'audio'}/{shape}", headers=ALONE)


async def _keep(call: Call, piece_of: PieceOf) -> Response:
    """To a script a file, which it puts where it belongs; from a page a piece of its own."""
    one = await run_in_threadpool(unfinished, call.keeper, call.name)
    content = await run_in_threadpool(content_of, call.keeper, call.name)
    claimed = f"{one.asked.kind}-{one.begun:%Y-%m-%d-%H%M}"
    received = await receive(call.keeper, pieces_of(content), claimed, call.limits)
    answer = told(201, **as_taken(received))
    if call.wants_page:
        answer = to(await run_in_threadpool(piece_of, call, received))
    await run_in_threadpool(drop, call.keeper, call.name)
    return answer


async def _throw_away(call: Call) -> Response:
    if call.visit.asked("done"):  # by whoever has just made it and does not want it
        await run_in_threadpool(drop, call.keeper, call.name)
    else:
        await run_in_threadpool(throw_away, call.keeper, call.name)
    return to(f"/s/{call.visit.student}/?thrown={quote(call.name)}") if call.wants_page else told(name=call.name)


async def _bring_back(call: Call) -> Response:
    await run_in_threadpool(bring_back, call.keeper, call.name)
    return to(f"/s/{call.visit.student}/") if call.wants_page else told(name=call.name)
