"""What a family wrote on a school's laptop, sealed so that only the school can open it.

Two write this format and one reads it: the page `respond.html` seals in the browser (`meeting/respond.js` of the
theme base), `sealed` does the same here, and `opened` opens both. A sealed response is a JSON file, in UTF-8:

    {"profilegen": "response", "version": 1,
     "event": "autumn-2026",    the event to whose key it is sealed
     "key": "BPu4…",            a public key that was made for this response alone: P-256, the 65 bytes of the point
     "nonce": "b3Rk…",          12 random bytes
     "sealed": "x81f…"}         the response, encrypted, and the tag of 16 bytes; all three in base64

1. ECDH over P-256 between the key in the file and the event's gives 32 bytes that only the two ends know.
2. HKDF-SHA256 makes of them the key of 256 bits. Its salt is the public key in the file followed by the event's, each
   as its 65 bytes; its info is `profilegen response 1 ` and the event's name.
3. AES-256-GCM seals the response under it. The same words as in info are authenticated: a response that was given to
   another event, or another version, does not open.

What is sealed is JSON in UTF-8, filled up with spaces to a multiple of 4 KiB, so that the size tells nothing:

    {"student": "amina-x7k2", "date": "2026-12-03", "name": "…", "relation": "…", "shown_to": "family",
     "comment": "…", "question": "…", "goal": "…", "help": "…", "by": "…", "goal_agreed": true}

`shown_to` is `teachers`, `family` or `school`. `question`, `goal`, `help` and `by` may be "". No length is above
`LONGEST`. The file is called `response-2026-12-03-5f0c9a1e.json`: a day, and four random bytes.

Anybody who has the page can seal something, and say that they are anyone: it is paper, not a signature. A teacher reads
each response, and whose it says it is, before it is taken in.
"""

from __future__ import annotations

import json
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, get_args

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from profilegen.event.keys import EventKey, is_event
from profilegen.problems import ProfilegenError

ShownTo = Literal["teachers", "family", "school"]

VERSION = 1
LARGEST_RESPONSE = 64 * 1024
"""Bytes of a file: twice what the longest response comes to."""

LONGEST: Mapping[str, int] = {
    "comment": 3000,
    "question": 2000,
    "goal": 300,
    "help": 1000,
    "by": 100,
    "name": 120,
    "relation": 120,
}
"""Letters of each field at most. The page lets nobody type more."""

_BLOCK = 4096
_NONCE, _KEY, _TAG, _POINT = 12, 32, 16, 65  # bytes
_STUDENT = re.compile(r"[a-z0-9][a-z0-9-]{0,59}", re.ASCII)
_NEEDED = ("comment", "name")
# Nobody types these: what steers a terminal, as a whole; and what cannot be seen, or turns a line about.
_STEERS = re.compile(
    r"""\x1b\[[0-?]*+[ -/]*+[@-~]?
      | \x1b[\]PX^_][^\x07\x1b\n]*+(?:\x07|\x1b\\)
      | \x1b[ -/]*+[0-~]?""",
    re.VERBOSE,
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FIELDS = frozenset([*LONGEST, "student", "date", "shown_to", "goal_agreed"])


class ResponseError(ProfilegenError):
    """A file that is no response, or cannot be opened. The sentence names neither the file nor what is in it."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a family wrote back to a student. What they left empty is ""."""

    student: str
    date: date
    name: str
    relation: str
    shown_to: ShownTo
    comment: str
    question: str = ""
    goal: str = ""
    help: str = ""
    by: str = ""
    goal_agreed: bool = False


def sealed(response: Response, event: str, public: bytes) -> bytes:
    """The file of a response: sealed to an event's public key, as the page does it."""
    once = generate_private_key(SECP256R1())
    own = once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), public)
    nonce = secrets.token_bytes(_NONCE)
    key = _content_key(once, theirs, own + public, event)
    written = json.dumps(asdict(response) | {"date": response.date.isoformat()}, ensure_ascii=False).encode("utf-8")
    filled = written.ljust(-(-len(written) // _BLOCK) * _BLOCK)
    parts = {"key": own, "nonce": nonce, "sealed": AESGCM(key).encrypt(nonce, filled, _told(event))}
    head = {"profilegen": "response", "version": VERSION, "event": event}
    text = json.dumps(head | {name: b64encode(part).decode("ascii") for name, part in parts.items()}, indent=2)
    return f"{text}\n".encode()


def response_name(day: date) -> str:
    """What the file of a response is called: of nobody, and never twice the same."""
    return f"response-{day.isoformat()}-{secrets.token_hex(4)}.json"


def opened(content: bytes, keys: Mapping[str, EventKey]) -> Response:
    """The response in a file, opened with the one of these keys to whose event it was sealed.

    ResponseError where it is none, or none of them opens it; KeyDamagedError where the key itself cannot be read.
    """
    head = _head(content)
    event = head["event"]
    key = keys.get(event) if is_event(event) else None
    if key is None:
        raise ResponseError(
            f"It was sealed for the event “{event[:60]}”, and this school has no key of that name.",
            "Is it from another school? The keys are in _keys, in the folder of the school that prepared the event.",
        )
    own, nonce = _bytes_in(head, "key", _POINT), _bytes_in(head, "nonce", _NONCE)
    inside = _bytes_in(head, "sealed")
    if len(inside) % _BLOCK != _TAG:
        raise _damaged()
    try:
        theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), own)
        content_key = _content_key(key.private, theirs, own + key.public_bytes, event)
        written = AESGCM(content_key).decrypt(nonce, inside, _told(event))
    except (ValueError, InvalidTag) as error:
        raise _damaged() from error
    return _response(_json(written))


def event_in(content: bytes) -> str:
    """The event to which a response is sealed, as its file says it. ResponseError where it is none."""
    return _head(content)["event"]


def _told(event: str) -> bytes:
    return f"profilegen response {VERSION} {event}".encode("ascii")


def _content_key(own: EllipticCurvePrivateKey, other: EllipticCurvePublicKey, salt: bytes, event: str) -> bytes:
    return HKDF(SHA256(), _KEY, salt, _told(event)).derive(own.exchange(ECDH(), other))


# What is looked at before anything is opened


def _head(content: bytes) -> Mapping[str, str]:
    """The five texts of a sealed file, looked at."""
    if len(content) > LARGEST_RESPONSE:
        raise ResponseError(
            f"It is larger than {LARGEST_RESPONSE // 1024} KB, and no response is.", "Is it another file?"
        )
    head = _json(content)
    if not isinstance(head, dict) or head.get("profilegen") != "response":
        raise _no_response()
    if type(head.get("version")) is not int or head["version"] != VERSION:
        raise ResponseError(
            "It was saved by another version of profilegen.", "Open it with the version that made the conference."
        )
    if not all(isinstance(head.get(name), str) for name in ("event", "key", "nonce", "sealed")):
        raise _damaged()
    return head


def _bytes_in(head: Mapping[str, str], name: str, length: int = 0) -> bytes:
    try:
        content = b64decode(head[name], validate=True)
    except ValueError as error:
        raise _damaged() from error
    if length and len(content) != length:
        raise _damaged()
    return content


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # brackets within brackets, thousands deep
        raise _no_response() from error


# What was inside


def _response(fields: Any) -> Response:
    """What was sealed, looked at: whoever has the page can seal anything."""
    if not isinstance(fields, dict) or not fields.keys() >= _FIELDS:
        raise _wrong("a part of it is missing")
    texts = {name: fields[name] for name in (*LONGEST, "student", "date", "shown_to")}
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(fields["goal_agreed"], bool):
        raise _wrong("a part of it is of another kind")
    if any(len(texts[name]) > longest for name, longest in LONGEST.items()):
        raise _wrong("a part of it is longer than the page lets anybody write")
    written = {name: _as_text(texts[name]) for name in LONGEST}
    if not all(written[name].strip() for name in _NEEDED):
        raise _wrong("who wrote it, or what, is missing")
    if texts["shown_to"] not in get_args(ShownTo):
        raise _wrong("who may see it is not said")
    if not _STUDENT.fullmatch(texts["student"]):
        raise _wrong("it names no student")
    return Response(
        student=texts["student"],
        date=_day(texts["date"]),
        shown_to=texts["shown_to"],
        goal_agreed=fields["goal_agreed"],
        **written,
    )


def _as_text(text: str) -> str:
    """JSON can hold one half of a letter, and what steers a terminal; no file of ours does."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _UNSEEN.sub("", _STEERS.sub("", whole))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text if len(text) == len("2026-12-03") else "")
    except ValueError as error:
        raise _wrong("its day is none") from error


def _no_response() -> ResponseError:
    return ResponseError("It is no response of a family’s.", "Such a file is called response-….json.")


def _damaged() -> ResponseError:
    return ResponseError(
        "It cannot be opened: it is damaged, or was sealed to another school’s key.",
        "Is there another copy of it? The family may have their words on paper too.",
    )


def _wrong(what: str) -> ResponseError:
    return ResponseError(f"It opens, but {what}.", "It was not written by the page of a conference.")
