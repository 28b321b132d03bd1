"""Sealed responses: only the school opens them, they tell nothing, and anything else is answered in a sentence."""

from __future__ import annotations

import json
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDH, SECP256R1, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from profilegen.event.keys import EventKey, KeyDamagedError, event_key, keys_of
from profilegen.event.sealing import (
    LARGEST_RESPONSE,
    LONGEST,
    Response,
    ResponseError,
    event_in,
    opened,
    response_name,
    sealed,
)

EVENT = "autumn-2026"
RESPONSE = Response(
    student="amina-x7k2",
    date=date(2026, 12, 3),
    name="Fatima Yusuf",
    relation="Mother",
    shown_to="family",
    comment="That you asked for help.\n\nأحسنتِ 🌱",
    question="What was hard?",
    goal="Read together",
    help="Ten minutes a day",
    by="Easter",
    goal_agreed=True,
)


@pytest.fixture
def key(tmp_path: Path) -> EventKey:
    return event_key(tmp_path, EVENT)


def message(content: bytes, keys: Mapping[str, EventKey]) -> str:
    """The sentence with which a file is refused; it never says what is in it."""
    with pytest.raises(ResponseError) as refused:
        opened(content, keys)
    return refused.value.message


def by_hand(fields: Any, key: EventKey, event: str = EVENT, written: bytes | None = None) -> bytes:
    """Sealed as the description in `profilegen.event.sealing` says, without the product's own code."""
    once, nonce = generate_private_key(SECP256R1()), b"twelve bytes"
    own = once.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    theirs = b64decode(key.public)
    shared = once.exchange(ECDH(), EllipticCurvePublicKey.from_encoded_point(SECP256R1(), theirs))
    told = f"profilegen response 1 {event}".encode()
    content_key = HKDF(SHA256(), 32, own + theirs, told).derive(shared)
    text = json.dumps(fields).encode() if written is None else written
    inside = AESGCM(content_key).encrypt(nonce, text + b" " * (-len(text) % 4096), told)
    parts = {"key": own, "nonce": nonce, "sealed": inside}
    head = {"profilegen": "response", "version": 1, "event": event}
    return json.dumps(head | {name: b64encode(part).decode() for name, part in parts.items()}).encode()


FIELDS = {
    **{"student": "amina-x7k2", "date": "2026-12-03", "name": "Fatima", "relation": "Mother", "shown_to": "family"},
    **{"comment": "Good.", "question": "", "goal": "", "help": "", "by": "", "goal_agreed": False},
}


def test_what_was_sealed_opens_again(key: EventKey) -> None:
    assert opened(sealed(RESPONSE, EVENT, key.public_bytes), {EVENT: key}) == RESPONSE


def test_the_description_is_enough_to_seal(key: EventKey) -> None:
    """What a stranger writes by it, opens."""
    found = opened(by_hand(FIELDS, key), {EVENT: key})
    assert (found.student, found.name, found.comment, found.goal_agreed) == ("amina-x7k2", "Fatima", "Good.", False)


def test_nothing_of_it_stands_in_the_open(key: EventKey) -> None:
    """Nor in the name of the file."""
    content = sealed(RESPONSE, EVENT, key.public_bytes)
    assert json.loads(content).keys() == {"profilegen", "version", "event", "key", "nonce", "sealed"}
    for word in (b"amina", b"Fatima", b"Mother", b"help", b"family", b"2026-12"):
        assert word not in content
    assert re.fullmatch(r"response-2026-12-03-[0-9a-f]{8}\.json", response_name(RESPONSE.date))


def test_the_same_words_are_never_sealed_alike(key: EventKey) -> None:
    first, second = (json.loads(sealed(RESPONSE, EVENT, key.public_bytes)) for _ in range(2))
    assert all(first[name] != second[name] for name in ("key", "nonce", "sealed"))
    assert response_name(RESPONSE.date) != response_name(RESPONSE.date)


def test_the_size_tells_nothing(key: EventKey) -> None:
    short, long = (
        sealed(replace(RESPONSE, comment=text), EVENT, key.public_bytes) for text in ("Thanks.", "Thanks. " * 300)
    )
    assert len(short) == len(long)


def test_the_longest_response_fits(key: EventKey) -> None:
    """Letters of four bytes, as many as the page lets anybody type."""
    texts: dict[str, Any] = {name: "🌱" * most for name, most in LONGEST.items()}
    longest = replace(RESPONSE, **texts)
    content = sealed(longest, EVENT, key.public_bytes)
    assert len(content) < LARGEST_RESPONSE
    assert opened(content, {EVENT: key}) == longest


def test_the_page_lets_nobody_type_more_than_is_taken() -> None:
    """The numbers in the template are those of the importer."""
    page = (Path(__file__).parents[2] / "themes/base/templates/respond.html").read_text(encoding="utf-8")
    fields = re.findall(
        r'writing\.(?:long|short)\("(\w+)", _\("[^"]*"(?:, name=name)?\), (?:"|_\(")[^"]*"(?:\)|, name=name\))?, (\d+)',
        page,
    )
    assert {name: int(most) for name, most in fields} == LONGEST


@pytest.mark.parametrize(
    ("sealed_words", "found"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;https://example.org\x07here\x1b]8;;\x1b\\", "here"),
        ("\x1b]0;never ended\nand more", "0;never ended\nand more"),
        ("\x1bcall \x1b(B\x9b", "all "),
        ("a\x00b\x08\u202ec\u202c\u2066d\u2069\x7f", "abcd"),
        ("أحسنتِ\u200f 2.\n\tنعم\u200c", "أحسنتِ\u200f 2.\n\tنعم\u200c"),
    ],
)
def test_what_steers_a_screen_is_not_among_the_words(key: EventKey, sealed_words: str, found: str) -> None:
    """Whole sequences, and not only their first letter; what a language needs stays, and so does what follows."""
    response = opened(by_hand(FIELDS | {"comment": f"{sealed_words}."}, key), {EVENT: key})
    assert response.comment == f"{found}."


def test_the_event_is_read_from_the_open_part(key: EventKey) -> None:
    assert event_in(sealed(RESPONSE, EVENT, key.public_bytes)) == EVENT
    with pytest.raises(ResponseError):
        event_in(b"{}")


def test_another_schools_key_does_not_open_it(key: EventKey, tmp_path: Path) -> None:
    """Also where its event is called the same."""
    content = sealed(RESPONSE, EVENT, key.public_bytes)
    other = tmp_path / "other"
    other.mkdir()
    assert "no key of that name" in message(content, {})
    assert "another school’s key" in message(content, {EVENT: event_key(other, EVENT)})


def test_a_response_belongs_to_its_event(key: EventKey) -> None:
    """Under another event's name it does not open, even with the same key."""
    content = sealed(RESPONSE, EVENT, key.public_bytes).replace(EVENT.encode(), b"spring-2027")
    assert "damaged" in message(content, {"spring-2027": key})


@pytest.mark.parametrize("name", ["key", "nonce", "sealed"])
def test_whatever_was_changed_does_not_open(key: EventKey, name: str) -> None:
    """One bit, anywhere; another length; no base64; nothing."""
    head = json.loads(sealed(RESPONSE, EVENT, key.public_bytes))
    whole = b64decode(head[name])
    flipped = (bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]]) for at in (0, len(whole) // 2, len(whole) - 1))
    changed = [b64encode(one).decode() for one in (*flipped, whole[:-1], whole + b"x", b"")]
    for text in (*changed, "%%%", "é", "A" * 50_000):
        assert "damaged" in message(json.dumps(head | {name: text}).encode(), {EVENT: key})


def test_a_point_that_is_on_no_curve_is_refused(key: EventKey) -> None:
    head = json.loads(sealed(RESPONSE, EVENT, key.public_bytes))
    point = b64encode(b"\x04" + b"\x01" * 64).decode()
    assert "damaged" in message(json.dumps(head | {"key": point}).encode(), {EVENT: key})


NO_RESPONSES = {
    "empty": b"",
    "text": b"Dear Amina",
    "a list": b"[1, 2]",
    "a number": b"7",
    "bytes": b"\xff\xfe\x00" * 100,
    "deep": b"[" * 60_000,
    "deep fields": b'{"a":' * 12_000,
    "deep and closed": b"[" * 30_000 + b"]" * 30_000,
    "a long number": b"1" * 60_000,
    "another file": b'{"name": "Amina"}',
    "another word": b'{"profilegen": ["response"]}',
}


@pytest.mark.parametrize("content", NO_RESPONSES.values(), ids=list(NO_RESPONSES))
def test_what_is_no_response_is_told_so(content: bytes) -> None:
    assert message(content, {}) == "It is no response of a family’s."


def test_a_huge_file_is_not_looked_into(key: EventKey) -> None:
    before = time.process_time()
    assert "larger than 64 KB" in message(b'{"profilegen": "response", "x": "' + b"x" * 10_000_000, {EVENT: key})
    assert time.process_time() - before < 1


NO_TEXTS: tuple[Any, ...] = (None, 1, ["x"], {})


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        *[("version", value, "another version") for value in (2, 0, True, "1", 1.0, None)],
        *[(name, value, "damaged") for name in ("event", "key", "nonce", "sealed") for value in NO_TEXTS],
        *[("event", value, "no key of that name") for value in ("", "../../etc/passwd", "x" * 10_000, "Autumn")],
    ],
)
def test_a_head_that_is_not_as_it_should_be_is_refused(key: EventKey, field: str, value: object, told: str) -> None:
    head = json.loads(sealed(RESPONSE, EVENT, key.public_bytes))
    refused = message(json.dumps(head | {field: value}).encode(), {EVENT: key})
    assert told in refused and len(refused) < 200


@pytest.mark.parametrize("name", list(FIELDS))
def test_a_part_that_is_missing_or_of_another_kind_is_refused(key: EventKey, name: str) -> None:
    """Whoever has the page can seal anything."""
    without = {field: value for field, value in FIELDS.items() if field != name}
    assert "missing" in message(by_hand(without, key), {EVENT: key})
    others: tuple[Any, ...] = (None, 1, [], {}, ["x"], "x" if name == "goal_agreed" else True)
    for wrong in others:
        assert "another kind" in message(by_hand(FIELDS | {name: wrong}, key), {EVENT: key})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"shown_to": "public"}, "who may see it"),
        ({"shown_to": ""}, "who may see it"),
        ({"student": "../amina"}, "names no student"),
        ({"student": ""}, "names no student"),
        ({"date": "3 December"}, "its day"),
        ({"date": "2026-13-01"}, "its day"),
        ({"comment": " \n "}, "who wrote it, or what"),
        ({"name": ""}, "who wrote it, or what"),
        *[({name: "x" * (most + 1)}, "longer than the page") for name, most in LONGEST.items()],
    ],
)
def test_what_the_page_would_not_have_saved_is_refused(key: EventKey, change: dict[str, str], told: str) -> None:
    assert told in message(by_hand(FIELDS | change, key), {EVENT: key})


@pytest.mark.parametrize("written", [b"[" * 8000, b"null", b"\xff\xff", b"", b"[]"])
def test_what_was_sealed_may_be_anything(key: EventKey, written: bytes) -> None:
    assert message(by_hand(None, key, written=written.ljust(1)), {EVENT: key})


def test_half_a_letter_does_no_harm(key: EventKey) -> None:
    """JSON can hold one, a file cannot."""
    found = opened(by_hand(FIELDS | {"comment": "Good \ud83d."}, key), {EVENT: key})
    assert found.comment == "Good \ufffd."


def test_a_damaged_key_says_so_itself(key: EventKey, tmp_path: Path) -> None:
    """It is not the family's file that is broken."""
    content = sealed(RESPONSE, EVENT, key.public_bytes)
    (tmp_path / "_keys" / f"{EVENT}.pem").write_text("gone", encoding="utf-8")
    with pytest.raises(KeyDamagedError):
        opened(content, keys_of(tmp_path))
