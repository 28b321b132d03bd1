"""What the store remembers of recordings is believed only as far as it can be true, and tells file from machine."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import pytest

from profilegen.media.recordings import Recording, probe_recording, recall_recording
from profilegen.media.refusals import RecordingError
from profilegen.media.stills import still_as_facts, still_from_facts
from profilegen.media.store import Store
from profilegen.model.limits import Limits
from tests.media.phones import record
from tests.media.test_recordings import LIMITS, made, sha256_of

ONE_MINUTE = Limits(recording_minutes=1)
INVALID_DATA = 1_094_995_529  # FFmpeg's own number


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def change_record(store: Store, source: Path, change: Callable[[dict[str, Any]], None]) -> None:
    path = store.path_of(f"{sha256_of(source)[:16]}-recording.json")
    record = json.loads(path.read_text(encoding="utf-8"))
    change(record["facts"])
    path.write_text(json.dumps(record), encoding="utf-8")


def test_what_is_a_little_longer_than_allowed_is_made_once(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "long.wav", sound="pcm_s16le", seconds=60.5)

    recording = made(source, store, ONE_MINUTE)

    assert recording.milliseconds > 60_000
    assert recall_recording(sha256_of(source), store, ONE_MINUTE) == recording


def test_what_is_longer_than_another_limit_is_not_recalled_under_it(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "long.wav", sound="pcm_s16le", seconds=61.5)
    made(source, store)

    assert recall_recording(sha256_of(source), store, ONE_MINUTE) is None
    with pytest.raises(RecordingError, match="longer than 1 minute"):
        made(source, store, ONE_MINUTE)


FALSE: dict[str, list[Any]] = {
    "file": ["../../etc/passwd", "0123456789abcdef-film.mp4", "", 7],
    "film": [1, "yes", None],
    "milliseconds": [0, -1, 1.5, True, 10**9, "1000"],
    "size": [0, 10**12, "many"],
    "width": [0, 100_000, 320.0, '"><script>'],
    "height": [-2, None, True],
    "waveform": [[1, 2, 3], [101] * 96, [-1] * 96, [0.5] * 96, [True] * 96, None, "a" * 96],
    "poster": [None, {}, [], "poster"],
    "caption": ["a field that there is not"],
}
FALSE_STILL: dict[str, list[Any]] = {
    "colour": ["red", "#ABCDEF", "#12345", "#123456;x", 7, None],
    "transparent": [True, 0, "no"],
    "files": [[], None, [{}], ["a"]],
}
FALSE_FILE: dict[str, list[Any]] = {
    "webp": ["../x.webp", "0123456789abcdef-poster-320.webp", "poster.webp", None],
    "fallback": ["0123456789abcdef-poster-320.jpg", "poster.jpg", 3],
    "fallback_type": ["text/html", "image/png", None],
    "variant": ["card", 1],
    "width": [0, -320, 320.0, 99_999, True, '"'],
    "height": [0, 10**6, "180"],
    "more": ["a field that there is not"],
}


def each(false: dict[str, list[Any]]) -> list[tuple[str, Any]]:
    return [(name, value) for name, values in false.items() for value in values]


def test_a_record_that_cannot_be_true_counts_for_nothing(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "film.mp4", "libx264", "aac", seconds=0.5)
    sha256, recording = sha256_of(source), made(source, store)
    path = store.path_of(f"{sha256[:16]}-recording.json")
    true = path.read_bytes()
    places: list[tuple[Callable[[dict[str, Any]], dict[str, Any]], dict[str, list[Any]]]] = [
        (lambda facts: facts["made"], FALSE),
        (lambda facts: facts["made"]["poster"], FALSE_STILL),
        (lambda facts: facts["made"]["poster"]["files"][0], FALSE_FILE),
        (lambda facts: facts, {"needed": [{}, None, {"recording_minutes": 0}], "made": [None, [], "made", 1]}),
    ]

    for place, false in places:
        for name, value in each(false):
            path.write_bytes(true)
            assert recall_recording(sha256, store, LIMITS) == recording
            change_record(store, source, lambda facts: place(facts).update({name: value}))  # noqa: B023 - called here
            assert recall_recording(sha256, store, LIMITS) is None, (name, value)
    assert made(source, store) == recording


@pytest.mark.parametrize("sentence", [None, 7, "", ["a"], "a" * 5000])
def test_a_refusal_that_is_no_sentence_counts_for_nothing(sentence: object, tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "nothing.wav", sound="pcm_s16le", seconds=0)
    with pytest.raises(RecordingError):
        made(source, store)
    with pytest.raises(RecordingError):
        recall_recording(sha256_of(source), store, LIMITS)

    change_record(store, source, lambda facts: facts.update({"reason": sentence}))

    assert recall_recording(sha256_of(source), store, LIMITS) is None


@pytest.mark.parametrize(("name", "value"), each(FALSE_STILL))
def test_a_still_that_cannot_be_true_is_none(name: str, value: object, tmp_path: Path, store: Store) -> None:
    recording: Recording = made(record(tmp_path / "film.mp4", "libx264", seconds=0.5), store)
    assert recording.poster is not None
    facts = json.loads(json.dumps(still_as_facts(recording.poster)))
    assert still_from_facts(facts) == recording.poster

    with pytest.raises((KeyError, TypeError, ValueError)):
        still_from_facts({**facts, name: value})


def failing_with(number: int) -> Callable[..., None]:
    def fail(*_: object) -> None:
        av.error.err_check(-number)

    return fail


@pytest.mark.parametrize("name", ["EDQUOT", "EIO", "ENODEV", "ENXIO", "ESTALE", "ENFILE", "EPERM", "ENOSPC", "EROFS"])
@pytest.mark.parametrize("film", ["", "libx264"])  # made anew, and copied
def test_a_disk_that_fails_is_no_damaged_recording(
    film: str, name: str, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = record(tmp_path / "recording.mp4", film, "aac", seconds=0.5)
    with monkeypatch.context() as patch:
        patch.setattr("profilegen.media.sound.SoundTrack.end", failing_with(getattr(errno, name)))
        with pytest.raises(OSError, match=rf"Errno {getattr(errno, name)}\b"):
            made(source, store)

    assert recall_recording(sha256_of(source), store, LIMITS) is None
    assert made(source, store).milliseconds


@pytest.mark.parametrize("number", [INVALID_DATA, errno.EINVAL, errno.EPIPE, errno.ERANGE])
def test_what_ffmpeg_says_of_bad_bytes_is_remembered(
    number: int, tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = record(tmp_path / "voice.m4a", sound="aac", seconds=0.5)
    monkeypatch.setattr("profilegen.media.sound.SoundTrack.end", failing_with(number))
    with pytest.raises(RecordingError):
        made(source, store)

    with pytest.raises(RecordingError, match="damaged"):
        recall_recording(sha256_of(source), store, LIMITS)


def test_a_stick_that_cannot_be_read_is_no_damaged_recording(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = record(tmp_path / "voice.m4a", sound="aac", seconds=0.5)

    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, "the stick is gone")

    with monkeypatch.context() as patch:
        patch.setattr("profilegen.media.reels._Measured.read", fail)
        with pytest.raises(OSError, match="the stick is gone"):
            made(source, store)
        with pytest.raises(RecordingError, match="cannot be opened"):
            probe_recording(source, LIMITS)

    assert recall_recording(sha256_of(source), store, LIMITS) is None


def test_too_little_memory_is_no_damaged_recording(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = record(tmp_path / "film.mp4", "libx264", "aac", seconds=0.5)
    with monkeypatch.context() as patch:
        patch.setattr("profilegen.media.sound.SoundTrack.end", failing_with(errno.ENOMEM))
        with pytest.raises(RecordingError, match="not enough memory"):
            made(source, store)

    assert recall_recording(sha256_of(source), store, LIMITS) is None


def test_a_first_look_decodes_nothing_and_reads_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = record(tmp_path / "film.mp4", "libx264", seconds=0.5)
    content = bytearray(source.read_bytes())
    start = content.index(b"mdat") + 4
    end = content.index(b"moov") - 4
    content[start:end] = bytes(end - start)
    source.write_bytes(content)

    facts = probe_recording(source, LIMITS)  # it is all the header's

    assert (facts.film, facts.width, facts.height, facts.milliseconds) == (True, 320, 180, 500)
    monkeypatch.setattr("profilegen.media.reels._FIRST_LOOK_BYTES", 500)
    with pytest.raises(RecordingError):
        probe_recording(source, LIMITS)
