"""One request about a student's files and recordings, and what goes wrong with it told in words."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from profilegen.media.refusals import MediaError
from profilegen.model.limits import Limits
from profilegen.problems import ProfilegenError
from profilegen.studio.answering import Visit, not_written, told
from profilegen.studio.doors import HEADERS, session_of
from profilegen.studio.keeping import Keeper, NotHereError
from profilegen.studio.multipart import NotAFormError
from profilegen.studio.sentences import N_
from profilegen.studio.unfinished import NoRoomError, NotThereError
from profilegen.studio.uploads import Received, UploadRefusedError
from profilegen.studio.working import Studio

ALONE = {**HEADERS, "Content-Security-Policy": "default-src 'none'; media-src 'self'; sandbox"}
"""The headers of a student's own file: whatever is in it, it is no page of this address."""

Endpoint = Callable[[Request], Awaitable[Response]]
_MOST_ASKED = 10_000  # bytes: a script asks for a frame, or for room
_NOT_UNDERSTOOD = N_("This cannot be understood."), N_("Try it once more.")


@dataclass(frozen=True, slots=True)
class Call:
    """One request about the files of one student: who keeps them, and how large the school lets one be."""

    visit: Visit
    keeper: Keeper
    limits: Limits

    @property
    def studio(self) -> Studio:
        """The folder in which everybody works."""
        return self.visit.studio

    @property
    def request(self) -> Request:
        """What a browser sent."""
        return self.visit.request

    @property
    def file(self) -> str:
        """The file in the address."""
        return str(self.request.path_params["file"])

    @property
    def name(self) -> str:
        """The recording in the address."""
        return str(self.request.path_params["name"])

    @property
    def wants_page(self) -> bool:
        """Whether a browser without the studio's scripts asks."""
        return _wants_page(self.visit)


def in_words(studio: Studio, answer: Callable[[Call], Awaitable[Response]]) -> Endpoint:
    """The answer as an endpoint, with what goes wrong told in words."""

    async def endpoint(request: Request) -> Response:
        visit = Visit(studio, session_of(request), request, {})
        try:
            return await answer(await run_in_threadpool(_call, visit))
        except UploadRefusedError as error:
            return await run_in_threadpool(_trouble, visit, error.status, error.message, error.hint)
        except NotHereError as error:
            return await run_in_threadpool(_trouble, visit, 404, error.message, error.hint)
        except NotThereError as error:
            return told(409, size=error.size)
        except NoRoomError as error:
            return await run_in_threadpool(_trouble, visit, 413, error.message, error.hint)
        except MediaError as error:
            return await run_in_threadpool(_trouble, visit, 415, error.reason, error.hint)
        except ProfilegenError as error:
            return await run_in_threadpool(_trouble, visit, 409, error.message, error.hint)
        except (NotAFormError, ValueError):
            return await run_in_threadpool(_trouble, visit, 400, *_NOT_UNDERSTOOD)
        except ClientDisconnect:
            return Response(status_code=400)
        except OSError as error:
            return await run_in_threadpool(_trouble, visit, 507, *not_written(error))

    return endpoint


def _call(visit: Visit) -> Call:
    """In a thread: the school may have to be read for it. NotHereError."""
    return Call(visit, visit.keeper, visit.studio.school.limits)


def _wants_page(visit: Visit) -> bool:
    return "text/html" in visit.request.headers.get("accept", "")


def _trouble(visit: Visit, status: int, message: str, hint: str) -> Response:
    if _wants_page(visit):
        return visit.page("trouble.html", status, message=message, hint=hint)
    return told(status, message=visit.say(message), hint=visit.say(hint))


async def asked_of(call: Call) -> dict[str, Any]:
    """What a script asks for. ValueError."""
    body = await call.request.body()
    if len(body) > _MOST_ASKED:
        raise ValueError("more than is asked")
    try:
        asked = json.loads(body)
    except RecursionError as error:
        raise ValueError("not what is asked") from error
    if not isinstance(asked, dict):
        raise ValueError("not what is asked")
    return asked


def as_taken(received: Received) -> dict[str, Any]:
    """What a script is told of a file that was taken in."""
    return {"file": received.path, "kind": received.kind, "film": received.film, "remark": received.remark}


def beginning_of(file: Path) -> bytes:
    """The first bytes of a file, which say what it is."""
    with file.open("rb") as opened:
        return opened.read(64)
