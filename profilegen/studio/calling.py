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
_NOT_UNDERSTOOD = N_("This cannot be understood."), N_("Try it once more.")


@dataclass(frozen=True, slots=True)
class Call:
    """One request about the files of one student."""

    studio: Studio
    request: Request

    @property
    def visit(self) -> Visit:
        """The same as any page of the studio sees it."""
        return Visit(self.studio, session_of(self.request), self.request, {})

    @property
    def keeper(self) -> Keeper:
        """Who keeps the student's folder. NotHereError."""
        return self.studio.keeper(self.visit.student)

    @property
    def limits(self) -> Limits:
        """How large the school lets a file be."""
        return self.studio.school.limits

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
        return "text/html" in self.request.headers.get("accept", "")


def in_words(studio: Studio, answer: Callable[[Call], Awaitable[Response]]) -> Endpoint:
    """The answer as an endpoint, with what goes wrong told in words."""

    async def endpoint(request: Request) -> Response:
        call = Call(studio, request)
        try:
            return await answer(call)
        except UploadRefusedError as error:
            return await run_in_threadpool(_trouble, call, error.status, error.message, error.hint)
        except NotHereError as error:
            return await run_in_threadpool(_trouble, call, 404, error.message, error.hint)
        except NotThereError as error:
            return told(409, size=error.size)
        except NoRoomError as error:
            return await run_in_threadpool(_trouble, call, 413, error.message, error.hint)
        except MediaError as error:
            return await run_in_threadpool(_trouble, call, 415, error.reason, error.hint)
        except ProfilegenError as error:
            return await run_in_threadpool(_trouble, call, 409, error.message, error.hint)
        except (NotAFormError, ValueError):
            return await run_in_threadpool(_trouble, call, 400, *_NOT_UNDERSTOOD)
        except ClientDisconnect:
            return Response(status_code=400)
        except OSError as error:
            return await run_in_threadpool(_trouble, call, 507, *not_written(error))

    return endpoint


def _trouble(call: Call, status: int, message: str, hint: str) -> Response:
    if call.wants_page:
        return call.visit.page("trouble.html", status, message=message, hint=hint)
    return told(status, message=call.visit.say(message), hint=call.visit.say(hint))


async def asked_of(call: Call) -> dict[str, Any]:
    """What a script asks for. ValueError."""
    asked = json.loads(await call.request.body())
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
