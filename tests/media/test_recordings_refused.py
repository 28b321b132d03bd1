"""Whatever is wrong with a recording costs one refusal with a hint, in bounded time; nothing else is ever opened."""

from __future__ import annotations

import socket
import struct
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profilegen.media.recordings import probe_recording
from profilegen.media.refusals import RecordingError
from profilegen.media.store import Store
from profilegen.model.limits import Limits
from tests.media.phones import record
from tests.media.test_recordings import LIMITS, made


def refusal(source: Path, limits: Limits = LIMITS) -> RecordingError:
    with TemporaryDirectory() as folder, pytest.raises(RecordingError) as refused:
        made(source, Store(Path(folder)), limits)
    assert refused.value.reason.endswith(".")
    assert refused.value.hint.endswith(".")
    return refused.value


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


@cache
def sample(name: str, film: str, sound: str) -> bytes:
    with TemporaryDirectory() as folder:
        return record(Path(folder, name), film, sound, seconds=0.5, size=(96, 64)).read_bytes()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"Dear diary, this is no film at all.", "looks like a text"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\x00\x01\x02\x03" * 40, "not a recording"),
        (box(b"ftyp", b"heic" + bytes(8)), "photo"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "photo"),
        (box(b"ftyp", b"qt  " + bytes(4)) + box(b"mdat", bytes(500)), "cut off"),
        (box(b"ftyp", b"M4P " + bytes(4)) + box(b"moov", b""), "no sound and no picture"),
        (b"\x1aE\xdf\xa3" + bytes(80), "damaged"),
        (b"OggS" + bytes(80), "damaged"),
    ],
)
def test_what_is_no_recording_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(content)

    assert reason in refusal(source).reason


@pytest.mark.parametrize(
    "script",
    [
        "#EXTM3U\n#EXTINF:1,\n{url}/a.ts\n",
        "ffconcat version 1.0\nfile {file}\n",
        "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio {port} RTP/AVP 0\n",
        '<?xml version="1.0"?><MPD><BaseURL>{url}</BaseURL></MPD>',
        "[playlist]\nFile1={url}\n",
        "RTSPtext\nrtsp://127.0.0.1:{port}/a\n",
    ],
)
def test_a_file_that_names_others_opens_none(script: str, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        other = record(tmp_path / "other.wav", sound="pcm_s16le")
        source = tmp_path / "film.mp4"
        source.write_text(script.format(url=f"http://127.0.0.1:{port}", file=other, port=port), encoding="utf-8")

        assert "not a recording" in refusal(source).reason
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_film_whose_contents_are_elsewhere_opens_nothing(tmp_path: Path) -> None:
    """QuickTime can name another file: its sound would be published, and the school never chose it."""
    other = record(tmp_path / "other.mov", sound="pcm_s16le")
    content = other.read_bytes()
    source = tmp_path / "film.mov"
    source.write_bytes(with_contents_in(other, content))

    follows = {"enable_drefs": "1", "use_absolute_path": "1"}
    with av.open(str(source), options=follows) as careless:
        assert sum(frame.samples for frame in careless.decode(audio=0)) == 48_000
    assert "no sound" in refusal(source).reason


def with_contents_in(other: Path, content: bytes) -> bytes:
    """The QuickTime file `content` with an alias to the file `other` in place of its own samples."""
    name = str(other).encode("utf-8")
    path = struct.pack(">HH", 2, len(name)) + name + b"\0" * (len(name) % 2)
    alias = bytes(10) + bytes(28) + bytes(12) + bytes(64) + bytes(16) + struct.pack(">HH", 1, 1) + bytes(16) + path
    entry = box(b"alis", bytes(4) + alias + struct.pack(">HH", 0xFFFF, 0))
    reference = box(b"dref", struct.pack(">II", 0, 1) + entry)
    at = content.index(b"dref") - 4
    length = struct.unpack_from(">I", content, at)[0]
    grown = bytearray(content[:at] + reference + content[at + length :])
    for holder in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        start = grown.rindex(holder, 0, at) - 4
        struct.pack_into(">I", grown, start, struct.unpack_from(">I", grown, start)[0] + len(reference) - length)
    return bytes(grown)


def test_locked_music_is_recognised(tmp_path: Path) -> None:
    source = tmp_path / "bought.m4p"
    source.write_bytes(sample("voice.m4a", "", "aac").replace(b"mp4a", b"drms", 1))

    assert "locked" in refusal(source).reason


def test_a_sound_without_samples_is_refused(tmp_path: Path) -> None:
    source = record(tmp_path / "nothing.wav", sound="pcm_s16le", seconds=0)

    assert "no sound and no picture" in refusal(source).reason


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "film.avi"
    source.write_bytes(sample("film.avi", "mjpeg", "").replace(b"MJPG", b"ZZZZ"))

    assert "cannot be read" in refusal(source).reason


def test_limits_are_kept_and_say_how_to_ask_for_more(tmp_path: Path) -> None:
    film = record(tmp_path / "film.avi", "mjpeg", size=(1400, 1000), seconds=0.2)
    long = record(tmp_path / "long.wav", sound="pcm_s16le", seconds=63)
    unsaid = tmp_path / "unsaid.aac"
    unsaid.write_bytes(record(tmp_path / "long.aac", sound="aac", seconds=10).read_bytes() * 7)

    assert "film_megapixels: 2" in refusal(film, Limits(film_megapixels=1)).hint
    assert "recording_minutes: 2" in refusal(long, Limits(recording_minutes=1)).hint
    assert "longer than 1 minute" in refusal(unsaid, Limits(recording_minutes=1)).reason
    assert "recording_megabytes: 2" in refusal(long, Limits(recording_megabytes=1)).hint


def test_a_header_that_says_nothing_or_less_stops_while_converting(tmp_path: Path) -> None:
    live = record(tmp_path / "live.webm", sound="libopus", seconds=63, live=True)
    content = record(tmp_path / "long.mka", sound="libopus", seconds=63).read_bytes()
    duration = content.index(b"\x44\x89\x88") + 3
    lying = tmp_path / "lying.webm"
    lying.write_bytes(content[:duration] + struct.pack(">d", 1000.0) + content[duration + 8 :])

    for source in (live, lying):
        assert probe_recording(source, LIMITS).milliseconds in (0, 1000)
        assert "longer than 1 minute" in refusal(source, Limits(recording_minutes=1)).reason


def test_counts_that_ask_for_gigabytes_are_refused_at_once(tmp_path: Path) -> None:
    content = bytearray(sample("film.mp4", "libx264", ""))
    at = content.index(b"stsz") + 8
    struct.pack_into(">II", content, at, 4, 0x7FFF_FFFF)
    source = tmp_path / "film.mp4"
    source.write_bytes(bytes(content))

    assert refusal(source)


def test_boxes_within_boxes_without_end_are_refused(tmp_path: Path) -> None:
    deep = b""
    for level in range(4000):
        deep = box((b"moov", b"trak")[level % 2], deep)
    for number, content in enumerate((deep, box(b"moov", box(b"trak", b"") * 200_000))):
        source = tmp_path / f"{number}.mp4"
        source.write_bytes(box(b"ftyp", b"isom" + bytes(4)) + content)

        assert "take very long" in refusal(source).reason


def test_a_box_whose_header_is_longer_than_its_holder_is_refused(tmp_path: Path) -> None:
    long_header = struct.pack(">I4s", 1, b"stsz")  # eight more bytes should follow
    source = tmp_path / "film.mp4"
    source.write_bytes(box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", long_header) + box(b"mdat", bytes(200)))

    assert refusal(source)


def test_what_nobody_thought_of_in_a_box_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr("profilegen.media.boxes._check", stumble)
    source = tmp_path / "voice.m4a"
    source.write_bytes(sample("voice.m4a", "", "aac"))

    assert "damaged" in refusal(source).reason


def test_thousands_of_boxes_are_what_a_long_recording_in_fragments_has(tmp_path: Path) -> None:
    source = tmp_path / "voice.m4a"
    content = sample("voice.m4a", "", "aac")

    source.write_bytes(content + box(b"free", b"") * 15_000)
    assert made(source, Store(tmp_path / "store")).milliseconds

    source.write_bytes(content + box(b"free", b"") * 25_000)
    assert "take very long" in refusal(source).reason
    source.write_bytes(content + box(b"free", b"") * 15_000)
    assert "take very long" in refusal(source, Limits(recording_minutes=5)).reason


@pytest.mark.parametrize(("share", "kept"), [(0.8, True), (0.2, False)])
def test_of_a_film_that_is_cut_off_the_larger_part_is_shown(share: float, kept: bool, tmp_path: Path) -> None:
    whole = record(tmp_path / "whole.mp4", "libx264", "aac", seconds=2)
    made_first = made(whole, Store(tmp_path / "first"))
    content = Store(tmp_path / "first").path_of(made_first.file).read_bytes()  # its contents come first
    start = content.index(b"mdat")
    source = tmp_path / "cut.mp4"
    source.write_bytes(content[: start + round((len(content) - start) * share)])

    if kept:
        assert made(source, Store(tmp_path / "store")).milliseconds in range(1000, 2001)
    else:
        assert "cut off" in refusal(source).reason


def test_thousands_of_streams_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "many.mkv"
    with av.open(str(source), "w") as output:
        for _ in range(100):
            output.add_stream("pcm_s16le", rate=8_000)
        output.start_encoding()

    assert refusal(source)


@pytest.mark.parametrize("jump", [10**7, 10**12])  # seconds
def test_times_that_cannot_be_are_refused(jump: int, tmp_path: Path) -> None:
    source = tmp_path / "jump.mkv"
    with av.open(str(record(tmp_path / "film.mkv", "libvpx-vp9"))) as original, av.open(str(source), "w") as output:
        film = original.streams.video[0]
        track = output.add_stream_from_template(film, opaque=True)
        for number, packet in enumerate(original.demux(film)):
            if packet.pts is not None and packet.dts is not None:
                late = int(jump / film.time_base) if film.time_base and number > 10 else 0
                packet.pts, packet.dts, packet.stream = packet.pts + late, packet.dts + late, track
                output.mux(packet)

    assert refusal(source)


def test_a_folder_or_nothing_is_refused(tmp_path: Path) -> None:
    for source in (tmp_path, tmp_path / "missing.mov"):
        with pytest.raises(RecordingError, match="no such file"):
            probe_recording(source, LIMITS)


SAMPLES = [
    ("film.mp4", "libx264", "aac"),
    ("film.mov", "mpeg4", "aac"),
    ("film.webm", "libvpx-vp9", "libopus"),
    ("film.avi", "mjpeg", "pcm_s16le"),
    ("voice.mp3", "", "libmp3lame"),
    ("voice.ogg", "", "libopus"),
    ("voice.amr", "", "libopencore_amrnb"),
    ("voice.flac", "", "flac"),
]


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(SAMPLES),
    cut=st.floats(0.02, 1.0),
    flips=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12),
)
def test_a_damaged_file_gives_a_recording_or_a_refusal(
    kind: tuple[str, str, str], cut: float, flips: list[tuple[float, int]]
) -> None:
    content = bytearray(sample(*kind))
    for place, value in flips:
        content[int(place * len(content))] = value
    with TemporaryDirectory() as folder:
        source = Path(folder, kind[0])
        source.write_bytes(bytes(content[: max(1, int(len(content) * cut))]))
        try:
            assert made(source, Store(Path(folder, "store"))).milliseconds > 0
        except RecordingError as refused:
            assert refused.hint
            assert not list(Path(folder, "store").rglob("*.part"))
