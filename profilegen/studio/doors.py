"""Who comes in: the key in the address, the session in a cookie, one student at a time, and nobody from elsewhere."""

from __future__ import annotations

import hmac
import math
import secrets
import threading
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from profilegen.rendering.words import Words, direction, words_in

_COOKIE = "profilegen-studio"
_IDLE = 4 * 3600.0  # seconds after which a session that nobody used has ended
_MOST_SESSIONS = 500
_AS_TEACHER = 10 * 60.0  # seconds after which a teacher is asked again
_OLD_NAME = 15.0  # seconds for which a session answers to its old name, too: somebody pressed twice
_ENGLISH = words_in("en-GB")
_SAFE = ("GET", "HEAD")
_OWN_SITES = ("", "same-origin", "none")  # what a browser says of where a request comes from; old ones say nothing
USUAL_WEB_PORT = 80  # which browsers leave out
_FOR_EVERYBODY = "/-/"  # the studio's own style sheets and scripts

POLICY = (
    "default-src 'none'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self'; script-src 'self'; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, a browser says nothing of a form's origin either
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
}
_REFUSED = Markup("""<!DOCTYPE html>
<html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><link rel="stylesheet" href="/-/studio.css"></head>
<body class="alone"><main><h1>{title}</h1><p>{why}</p><p><a class="press" href="/">{back}</a></p></main>
</body></html>
""")


@dataclass(slots=True)
class Session:
    """One browser: whose card was chosen, whether a teacher opened the list, and whether one is still there."""

    student: str = ""
    list_is_open: bool = False  # stays: the class goes on choosing cards
    seen: float = field(default_factory=time.monotonic)
    _teacher_until: float = field(default=0.0, init=False)

    @property
    def is_teacher(self) -> bool:
        """Whether a teacher is at this browser: said a little while ago, and no card was chosen since."""
        return time.monotonic() < self._teacher_until

    def begin_as_teacher(self) -> None:
        """A teacher said the school's passphrase."""
        self.list_is_open = True
        self._teacher_until = time.monotonic() + _AS_TEACHER

    def end_as_teacher(self) -> None:
        """Whoever comes next is no teacher."""
        self._teacher_until = 0.0


class Sessions:
    """Every browser that came in by the key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_name: dict[str, Session] = {}
        self._old_names: dict[str, tuple[float, str]] = {}  # until when, and the new one

    def begin(self, instead_of: str = "") -> tuple[str, Session]:
        """A new session and its name, in place of the one that this browser had.

        Of very many, one without a card ends; where all have one, the one that was not used for longest.
        """
        name, session = secrets.token_urlsafe(32), Session()
        with self._lock:
            self._by_name.pop(instead_of, None)
            if len(self._by_name) >= _MOST_SESSIONS:
                del self._by_name[min(self._by_name, key=self._worth)]
            self._by_name[name] = session
        return name, session

    def _worth(self, name: str) -> tuple[bool, float]:
        session = self._by_name[name]
        return bool(session.student), session.seen

    def renamed(self, name: str) -> str:
        """A new name for this session. The old one is good for some seconds more, and leads to the same new one."""
        now = time.monotonic()
        with self._lock:
            ended = [old for old, (until, _) in self._old_names.items() if until < now]
            for old in ended:
                del self._old_names[old]
                self._by_name.pop(old, None)
            if name in self._old_names:
                return self._old_names[name][1]
            new = secrets.token_urlsafe(32)
            if name in self._by_name:
                self._by_name[new] = self._by_name[name]
                self._old_names[name] = now + _OLD_NAME, new
            return new

    def named(self, name: str) -> Session | None:
        """The session of this name, unless it has ended."""
        with self._lock:
            session = self._by_name.get(name)
            if session is None:
                return None
            until, _ = self._old_names.get(name, (math.inf, ""))
            if time.monotonic() - session.seen > _IDLE or time.monotonic() > until:
                del self._by_name[name]
                return None
            session.seen = time.monotonic()
            return session


def new_key() -> str:
    """A key that nobody guesses, and that can be read out across a room."""
    letters = "abcdefghjkmnpqrstvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


class Doors:
    """Asked before anything else: lets in who asks this address for itself, and has the key or a session.

    `first` says whose card is chosen for whoever comes by the key; it is asked each time.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Collection[str],
        key: str,
        sessions: Sessions,
        first: Callable[[], str] = str,
        words: Words = _ENGLISH,
    ) -> None:
        self._app, self._key, self._sessions, self._first, self._words = app, key, sessions, first, words
        self._hosts = frozenset(host.lower() for host in hosts)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI's hook."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        answer = self._refusal(Request(scope)) or await self._by_key(Request(scope))
        if answer is None:
            answer = self._not_for_this_session(scope)
        if answer is not None:
            await answer(scope, receive, _guarded(send))
            return
        await self._app(scope, receive, _guarded(send))

    def _refusal(self, request: Request) -> Response | None:
        """What to say to somebody who asks from elsewhere."""
        headers = request.headers
        if headers.get("host", "").lower() not in self._hosts:
            return self._refused("The studio answers only at its own address.")
        site = headers.get("sec-fetch-site", "")
        is_link = request.method in _SAFE and request.url.path == "/" and headers.get("sec-fetch-mode") == "navigate"
        if site not in _OWN_SITES and not is_link:
            return self._refused("This was asked by a page from somewhere else.")
        if request.method not in _SAFE and not self._is_own_origin(headers, site):
            return self._refused("This was sent by a page from somewhere else.")
        return None

    def _is_own_origin(self, headers: Headers, site: str) -> bool:
        origin = headers.get("origin")
        return origin in self._origins if origin is not None else site == "same-origin"

    async def _by_key(self, request: Request) -> Response | None:
        """The way in: a new session, and an address without the key."""
        key = QueryParams(request.url.query).get("key", "")
        if request.url.path != "/" or request.method not in _SAFE or not key:
            return None
        if not hmac.compare_digest(key.encode("utf-8", "replace"), self._key.encode("ascii")):
            return self._refused("This key is not the one of today. Look at the address once more.", 401)
        name, session = self._sessions.begin(instead_of=_cookie(request.headers))
        session.student = await run_in_threadpool(self._first)
        answer = RedirectResponse("/", 303)
        _remember(answer, request.headers, name)
        return answer

    def _not_for_this_session(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if path.startswith(_FOR_EVERYBODY):
            return None
        session = self._sessions.named(_cookie(Headers(scope=scope)))
        if session is None:
            return self._refused("Open the studio by the address that it said when it was started.", 401)
        asked = path.removeprefix("/s/").partition("/")[0] if path.startswith("/s/") else ""
        if asked and asked != session.student:
            return self._refused("Choose your card first.")
        scope.setdefault("state", {}).update(session=session, sessions=self._sessions)
        return None

    def _refused(self, why: str, status: int = 403) -> Response:
        """A page of few words, in the language of the school: whose card it is, nobody has said."""
        words = self._words
        page = _REFUSED.format(
            lang=words.language,
            dir=direction(words.language),
            title=words.say("Not this way"),
            why=words.say(why),
            back=words.say("To the first page"),
        )
        return HTMLResponse(page, status)


def session_of(request: Request) -> Session:
    """The session that `Doors` found."""
    session: Session = request.state.session
    return session


def renewed(request: Request, answer: Response) -> Response:
    """The same answer, and a new name for the session: no browser shows again what it has of the pages before."""
    sessions: Sessions = request.state.sessions
    _remember(answer, request.headers, sessions.renamed(_cookie(request.headers)))
    return answer


def _remember(answer: Response, asked: Headers, name: str) -> None:
    answer.set_cookie(_cookie_name(asked), name, path="/", httponly=True, samesite="strict")


def _guarded(send: Send) -> Send:
    """Answers that the framework makes by itself get the headers of every page."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "x-content-type-options" not in headers:
                headers.update({**HEADERS, "Content-Security-Policy": POLICY})
        await send(message)

    return guarded


def _cookie_name(headers: Headers) -> str:
    """With the port: browsers send the cookies of one machine to all its ports, and there may be two studios."""
    _, _, port = headers.get("host", "").rpartition(":")
    return f"{_COOKIE}-{port if port.isdigit() else USUAL_WEB_PORT}"


def _cookie(headers: Headers) -> str:
    """The session's name. What other programs of this machine have left in the header is passed over."""
    pairs = (pair.strip().partition("=") for pair in headers.get("cookie", "").split(";"))
    return next((said for name, _, said in pairs if name == _cookie_name(headers)), "")
