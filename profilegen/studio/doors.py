"""Who comes in: the key in the address, the session in a cookie, one student at a time, and nobody from elsewhere."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from markupsafe import Markup
from starlette.datastructures import Headers, QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from profilegen.rendering.words import Words, direction, words_in

_COOKIE = "profilegen-studio"
_IDLE = 4 * 3600.0  # seconds after which a session that nobody used has ended
_MOST_SESSIONS = 500
_ENGLISH = words_in("en-GB")
_SAFE = ("GET", "HEAD")
_OWN_SITES = ("", "same-origin", "none")  # what a browser says of where a request comes from; old ones say nothing
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
    """One browser: whose card was chosen, and whether a teacher said the school's passphrase."""

    student: str = ""
    is_teacher: bool = False
    seen: float = field(default_factory=time.monotonic)


class Sessions:
    """Every browser that came in by the key."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_name: dict[str, Session] = {}

    def begin(self) -> tuple[str, Session]:
        """A new session and its name; of very many, the one that was not used for longest ends."""
        name, session = secrets.token_urlsafe(32), Session()
        with self._lock:
            self._by_name[name] = session
            if len(self._by_name) > _MOST_SESSIONS:
                oldest = min(self._by_name, key=lambda one: self._by_name[one].seen)
                del self._by_name[oldest]
        return name, session

    def named(self, name: str) -> Session | None:
        """The session of this name, unless it has ended."""
        with self._lock:
            session = self._by_name.get(name)
            if session is None:
                return None
            if time.monotonic() - session.seen > _IDLE:
                del self._by_name[name]
                return None
            session.seen = time.monotonic()
            return session


def new_key() -> str:
    """A key that nobody guesses, and that can be read out across a room."""
    letters = "abcdefghjkmnpqrstvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


class Doors:
    """Asked before anything else: lets in who asks this address for itself, and has the key or a session."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Collection[str],
        key: str,
        sessions: Sessions,
        first: str = "",
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
        answer = self._refusal(Request(scope)) or self._by_key(Request(scope))
        if answer is None:
            answer = self._not_for_this_session(scope)
        if answer is not None:
            answer.headers.update({**HEADERS, "Content-Security-Policy": POLICY})
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

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

    def _by_key(self, request: Request) -> Response | None:
        """The way in: a new session, and an address without the key."""
        key = QueryParams(request.url.query).get("key", "")
        if request.url.path != "/" or request.method not in _SAFE or not key:
            return None
        if not hmac.compare_digest(key.encode("utf-8", "replace"), self._key.encode("ascii")):
            return self._refused("This key is not the one of today. Look at the address once more.", 401)
        name, session = self._sessions.begin()
        session.student = self._first
        answer = RedirectResponse("/", 303)
        answer.set_cookie(_cookie_name(request.headers), name, path="/", httponly=True, samesite="strict")
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
        scope.setdefault("state", {})["session"] = session
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


def _cookie_name(headers: Headers) -> str:
    """With the port: browsers send the cookies of one machine to all its ports, and there may be two studios."""
    return f"{_COOKIE}-{headers.get('host', '').rpartition(':')[2]}"


def _cookie(headers: Headers) -> str:
    """The session's name. What other programs of this machine have left in the header is passed over."""
    pairs = (pair.strip().partition("=") for pair in headers.get("cookie", "").split(";"))
    return next((said for name, _, said in pairs if name == _cookie_name(headers)), "")
