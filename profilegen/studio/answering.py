"""What every page of the studio needs: the form that was posted, the language, and answers to what goes wrong."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from profilegen.problems import ProfilegenError
from profilegen.studio.doors import Session, session_of
from profilegen.studio.forms import Posted
from profilegen.studio.keeping import PROFILE, Keeper, NotHereError
from profilegen.studio.sentences import N_, Sentence, spoken
from profilegen.studio.speaking import own_headers, page, words_of
from profilegen.studio.working import Studio

_LOG = logging.getLogger(__name__)
_MOST_FIELDS = 3000
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who may be here."""

    studio: Studio
    session: Session
    request: Request
    posted: Posted

    @property
    def student(self) -> str:
        """Whose folder it is about: `Doors` has made sure that this is the session's own."""
        return str(self.request.path_params.get("student", ""))

    @property
    def keeper(self) -> Keeper:
        """Who keeps that folder. NotHereError."""
        return self.studio.keeper(self.student)

    @property
    def record(self) -> str:
        """The record in the address."""
        return str(self.request.path_params.get("record", PROFILE))

    @property
    def language(self) -> str:
        """The language of the student's pages, else the school's; also where the profile cannot be read."""
        with contextlib.suppress(NotHereError):
            fields = self.keeper.read(PROFILE).fields if self.student else None
            if fields and isinstance(lang := fields.get("lang"), str) and lang.strip():
                return lang.strip()
        return self.studio.school.settings.locale

    @property
    def is_public_allowed(self) -> bool:
        """Whether anything can be shown to everybody: where the school says so, or where there is no school."""
        school = self.studio.school
        return school.settings.publishing.public or school.lone

    def say(self, sentence: str) -> str:
        """A sentence of the studio's, in the language of its pages."""
        return spoken(words_of(self.language), sentence)

    def said(self, name: str) -> str:
        """One posted field; "" where there is none."""
        return self.posted.get(name, [""])[-1]

    def asked(self, name: str) -> str:
        """A word after the question mark of the address."""
        return self.request.query_params.get(name, "")

    def page(self, template: str, status: int = 200, /, **view: Any) -> Response:
        """A page, in the right language, that knows whose it is."""
        card = self.studio.card(self.student) if self.student else None
        own = {"student": self.student, "card": card, "studio": self.studio, "session": self.session}
        return page(self.language, template, status, **own, **view)


View = Callable[[Visit], Response]


def to(address: str) -> Response:
    """On to another page, after something was done."""
    return RedirectResponse(address, 303, headers=dict(own_headers()))


def told(status: int = 200, **said: Any) -> Response:
    """An answer to a script."""
    return JSONResponse(said, status, headers=dict(own_headers()))


def answering(studio: Studio, view: View) -> Endpoint:
    """The view as an endpoint: it runs in a thread, and what goes wrong becomes a page of plain words."""

    async def endpoint(request: Request) -> Response:
        body = await request.body() if request.method == "POST" else b""
        visit = Visit(studio, session_of(request), request, _posted(body))
        return await run_in_threadpool(_answer, view, visit)

    return endpoint


def _answer(view: View, visit: Visit) -> Response:
    try:
        return view(visit)
    except NotHereError as error:
        return _trouble(visit, 404, error.message, error.hint)
    except ProfilegenError as error:
        return _trouble(visit, 409, error.message, error.hint)
    except OSError as error:
        return _trouble(visit, 507, *not_written(error))
    except HTTPException:
        raise
    except Exception:  # whatever it is: the studio lives on, and nobody is left with a blank page
        _LOG.exception("A page of the studio failed.")
        return _failed(visit)


def _failed(visit: Visit) -> Response:
    """Plain words for what nobody expected; the plainest where even a page of the student's own fails."""
    message, hint = N_("That did not work. Try it once more."), N_("Ask a grown-up.")
    try:
        return _trouble(visit, 500, message, hint)
    except Exception:  # the desk around it reads the folder, which may be what fails
        _LOG.exception("The page that tells of it failed too.")
        return PlainTextResponse(f"{message}\n", 500, headers=dict(own_headers()))


def not_written(error: OSError) -> tuple[str, str]:
    """What to say when the disk does not take it, and what to do."""
    why = error.strerror or "?"
    return Sentence("This could not be written down: {why}.", why=why), N_("Is there room on the disk?")


def _trouble(visit: Visit, status: int, message: str, hint: str) -> Response:
    return visit.page("trouble.html", status, message=message, hint=hint)


def _posted(body: bytes) -> Posted:
    """The fields of a form, in the order of the page."""
    posted: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise HTTPException(400, "This form has too many fields, or is none.") from None
    for name, said in pairs:
        posted.setdefault(name, []).append(said)
    return posted
