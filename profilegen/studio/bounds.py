"""How much, and how slowly, anybody may send: what is too large or never ends is refused, and the studio lives on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TEXT_BYTES = 2_000_000  # of one form: more than the longest record with all its fields
TEXT_SECONDS = 30.0
PAUSE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Bound:
    """How many bytes a body may have, how long it may take, and how long nothing may come."""

    most: int = TEXT_BYTES
    seconds: float = TEXT_SECONDS
    pause: float = PAUSE_SECONDS


class _RefusedError(HTTPException):
    """Answered by the application that reads the body; by `Bounds` itself where nothing was read yet."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(status, f"{why}\n", {"Connection": "close"})


class Bounds:
    """Lets bodies through as long as they keep to their bound. `bound_of` says which that is for a path."""

    def __init__(self, app: ASGIApp, bound_of: Callable[[str], Bound]) -> None:
        self._app, self._bound_of = app, bound_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's hook."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bound, begun = self._bound_of(scope["path"]), False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            _refuse_announced(scope, bound)
            await self._app(scope, _bounded(receive, bound), noted)
        except _RefusedError as refused:
            if begun:
                raise
            answer = PlainTextResponse(refused.detail, refused.status_code, headers=refused.headers)
            await answer(scope, receive, send)


def _refuse_announced(scope: Scope, bound: Bound) -> None:
    """What says itself that it is too large is not read at all."""
    said = dict(scope["headers"]).get(b"content-length", b"0")
    if not said.isdigit() or int(said) > bound.most:
        raise _RefusedError(413, "This is too large.")


def _bounded(receive: Receive, bound: Bound) -> Receive:
    come, started, whole = 0, time.monotonic(), False

    async def bounded() -> Message:
        nonlocal come, whole
        if whole:  # from now on one only waits for the reader to go
            return await receive()
        left = min(bound.pause, started + bound.seconds - time.monotonic())
        try:
            message = await asyncio.wait_for(receive(), max(left, 0.001))
        except TimeoutError:
            raise _RefusedError(408, "This came too slowly.") from None
        come += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if come > bound.most:
            raise _RefusedError(413, "This is too large.")
        return message

    return bounded
