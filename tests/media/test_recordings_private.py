"""Nothing of the original but its sound and its picture is in any byte of what is published."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from profilegen.media.store import Store
from tests.media.phones import PHONES, SECRETS, VOICES, record, with_words_in_its_sound
from tests.media.test_recordings import made, sha256_of

WORDS = ("canary", "2031-07-09", "48.1234", "x264", "x265", "Lavf", "Lavc", "LAME")
NO_TAGS = bytes.fromhex(
    "0000003d 75647461 00000035 6d657461 00000000"  # udta, meta
    "00000021 68646c72 00000000 00000000 6d646972 6170706c 00000000 00000000 00"  # hdlr: mdir, appl
    "00000008 696c7374"  # an empty list
)
EPOCH = 2_082_844_800  # seconds from 1904, where QuickTime begins, to 1970


def forms_of(word: str) -> list[bytes]:
    return [word.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]


def assert_nothing_of(words: tuple[str, ...], store: Store) -> None:
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        found = [word for word in words for form in forms_of(word) if form.lower() in content.lower()]
        assert not found, (path.name, found)


@pytest.mark.parametrize("name", [*PHONES, *VOICES])
def test_no_tag_of_the_original_is_in_any_byte(name: str, tmp_path: Path) -> None:
    source = record(tmp_path / name, **{**PHONES, **VOICES}[name])
    store = Store(tmp_path / "store")

    made(source, store)

    assert_nothing_of((*WORDS, *SECRETS.values()), store)


@pytest.mark.parametrize("form", ["libx264", "libx265"])  # copied, and made anew
def test_no_box_or_message_of_the_original_is_in_any_byte(form: str, tmp_path: Path) -> None:
    source = record(tmp_path / "phone.mp4", form, "aac")
    content = source.read_bytes()
    encoder = b"x264 - core" if form == "libx264" else b"x265 (build"
    assert encoder in content  # a message within the film's own stream
    words = "canary-box".encode("utf-16-le") + b"canary-box"
    boxes = b"".join(struct.pack(">I4s", 8 + len(words), kind) + words for kind in (b"uuid", b"free", b"udta", b"skip"))
    source.write_bytes(content.replace(encoder, b"canary-mess") + boxes)
    store = Store(tmp_path / "store")

    made(source, store)

    assert_nothing_of(WORDS, store)
    published = store.path_of(f"{sha256_of(source)[:16]}-film.mp4").read_bytes()
    assert b"uuid" not in published
    assert published.count(b"udta") == 1
    assert published[published.index(b"udta") - 4 :].startswith(NO_TAGS)


@pytest.mark.parametrize(("name", "film"), [("film.mp4", "libx264"), ("voice.m4a", "")])
def test_no_word_hidden_between_the_samples_is_in_any_byte(name: str, film: str, tmp_path: Path) -> None:
    source = with_words_in_its_sound(record(tmp_path / name, film, "aac"), tmp_path / f"hiding-{name}")
    store = Store(tmp_path / "store")

    recording = made(source, store)

    assert source.read_bytes().count(b"canary-hidden") > 20
    assert max(recording.waveform) == 100  # players do not mind
    assert_nothing_of(WORDS, store)


def test_no_time_of_the_original_is_in_the_headers(tmp_path: Path) -> None:
    source = record(tmp_path / "phone.mp4", "libx264", "aac")
    written = struct.pack(">I", 1_941_350_826 + EPOCH)  # 2031-07-09 08:07:06
    store = Store(tmp_path / "store")

    recording = made(source, store)

    assert source.read_bytes().count(written) >= 3
    content = store.path_of(recording.file).read_bytes()
    for box in (b"mvhd", b"tkhd", b"mdhd"):
        at = content.index(box)
        assert content[at + 8 : at + 16] == bytes(8)


def test_a_cover_is_not_published(tmp_path: Path) -> None:
    source = record(tmp_path / "song.mp3", sound="libmp3lame", cover=True)
    store = Store(tmp_path / "store")

    recording = made(source, store)

    assert b"\xff\xd8\xff" in source.read_bytes()
    assert b"\xff\xd8\xff" not in store.path_of(recording.file).read_bytes()
    assert not recording.film
