"""Whatever a phone wrote becomes what every browser plays, once, upright, and the same each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import av
import pytest
from PIL import Image

from profilegen.baring.hashing import hash_of
from profilegen.media.recipes import ENCODER_VERSION
from profilegen.media.recordings import (
    RECORDING_ENCODER,
    WAVEFORM_BARS,
    Recording,
    make_recording,
    probe_recording,
    recall_recording,
)
from profilegen.media.refusals import PartMissingError, RecordingError
from profilegen.media.store import Store
from profilegen.model.limits import Limits
from tests.media.phones import CORNERS, PHONES, VOICES, record

LIMITS = Limits()


def sha256_of(source: Path) -> str:
    return hash_of(source)


def made(source: Path, store: Store, limits: Limits = LIMITS) -> Recording:
    return make_recording(source, sha256_of(source), store, limits)


def corners_of(picture: Image.Image) -> list[tuple[int, ...]]:
    """The colours a tenth of the way in from each corner, in the order of CORNERS."""
    across, down = picture.width // 10, picture.height // 10
    places = [(x, y) for y in (down, picture.height - down) for x in (across, picture.width - across)]
    return [picture.convert("RGB").getpixel(place) for place in places]  # type: ignore[misc]


def looks_upright(picture: Image.Image, tolerance: int = 45) -> bool:
    pairs = zip(corners_of(picture), CORNERS, strict=True)
    return all(abs(seen - meant) <= tolerance for one, other in pairs for seen, meant in zip(one, other, strict=True))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.mark.parametrize("name", PHONES)
def test_a_film_of_any_phone_becomes_mp4(name: str, tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / name, **PHONES[name])

    recording = made(source, store)

    assert recording.film
    assert recording.file == f"{sha256_of(source)[:16]}-film.mp4"
    assert 950 <= recording.milliseconds <= 1150
    assert recording.size == store.path_of(recording.file).stat().st_size
    assert len(recording.waveform) == WAVEFORM_BARS
    assert max(recording.waveform) == 100
    assert recording.poster is not None
    with Image.open(store.path_of(recording.poster.files[-1].webp)) as poster:
        assert poster.size == (recording.width, recording.height)
        bright = "bright" in name  # drawn for an ordinary screen, and said to be for a bright one
        assert looks_upright(poster, 90 if bright else 45)
    _assert_plays_everywhere(store.path_of(recording.file), recording)


def _assert_plays_everywhere(file: Path, recording: Recording) -> None:
    content = file.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    with av.open(str(file)) as opened:
        film, sound = opened.streams.video[0], opened.streams.audio[0]
        assert (film.codec_context.name, film.codec_context.pix_fmt) == ("h264", "yuv420p")
        assert sound.codec_context.name == "aac"
        assert sound.codec_context.sample_rate in (44_100, 48_000)
        assert len(opened.streams) == 2
        frames = list(opened.decode(film))
    assert len(frames) in range(28, 33)
    assert len({frame.pts for frame in frames}) == len(frames)


@pytest.mark.parametrize("name", [*PHONES, *VOICES])
def test_a_first_look_says_what_is_there(name: str, tmp_path: Path) -> None:
    kind = {**PHONES, **VOICES}[name]

    facts = probe_recording(record(tmp_path / name, **kind), LIMITS)

    assert facts.film == (name in PHONES)
    is_said = facts.film and name != "old.3gp"
    assert (facts.width, facts.height) == (kind.get("size", (320, 180)) if is_said else (0, 0))
    said = not kind.get("live")
    assert facts.milliseconds in (range(900, 1400) if said else range(1))


@pytest.mark.parametrize("name", VOICES)
def test_a_voice_becomes_m4a(name: str, tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / name, **VOICES[name])

    recording = made(source, store)

    assert not recording.film
    assert recording.file == f"{sha256_of(source)[:16]}-voice.m4a"
    assert 950 <= recording.milliseconds <= 1150
    assert (recording.width, recording.height, recording.poster) == (0, 0, None)
    bars = recording.waveform
    assert len(bars) == WAVEFORM_BARS
    assert sum(bars[: WAVEFORM_BARS // 3]) < sum(bars[-WAVEFORM_BARS // 3 :]) / 2  # it swells
    with av.open(str(store.path_of(recording.file))) as opened:
        assert [stream.type for stream in opened.streams] == ["audio"]
        assert opened.streams.audio[0].codec_context.name == "aac"


def test_the_streams_decide_and_not_the_name(tmp_path: Path, store: Store) -> None:
    film = record(tmp_path / "film.mp4", "libx264", "aac").rename(tmp_path / "talk.mp3")
    voice = record(tmp_path / "voice.m4a", sound="aac").rename(tmp_path / "talk.mov")

    assert made(film, store).film
    assert not made(voice, store).film


@pytest.mark.parametrize("degrees", [90, 180, 270])
@pytest.mark.parametrize("form", ["libx264", "libx265"])
def test_turned_films_stand_upright(form: str, degrees: int, tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "turned.mov", form, size=(180, 320), degrees=degrees)

    recording = made(source, store)

    assert (recording.width, recording.height) == (180, 320)
    assert recording.poster is not None
    with Image.open(store.path_of(recording.poster.files[-1].webp)) as poster:
        assert poster.size == (180, 320)
        assert looks_upright(poster)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((1920, 1080), (1280, 720)), ((1080, 1920), (720, 1280)), ((2000, 400), (1280, 256)), ((101, 61), (100, 60))],
)
def test_a_film_is_at_most_720_lines_and_never_enlarged(
    size: tuple[int, int], expected: tuple[int, int], tmp_path: Path, store: Store
) -> None:
    source = record(tmp_path / "large.avi", "mjpeg", size=size, seconds=0.2)

    recording = made(source, store)

    assert (recording.width, recording.height) == expected


@pytest.mark.parametrize(("rate", "frames"), [(60, 30), (50, 25), (24, 24), (120, 30)])
def test_a_film_has_at_most_30_frames_a_second(rate: int, frames: int, tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "fast.avi", "mjpeg", size=(96, 64), rate=rate)

    recording = made(source, store)

    with av.open(str(store.path_of(recording.file))) as opened:
        assert sum(1 for _ in opened.decode(video=0)) in (frames, frames + 1)


def test_what_browsers_play_is_copied(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "plain.mp4", "libx264", "aac", degrees=90)

    recording = made(source, store)

    with av.open(str(source)) as original, av.open(str(store.path_of(recording.file))) as copy:
        before = [frame.to_image().tobytes() for frame in original.decode(video=0)]  # type: ignore[no-untyped-call]
        after = [frame.to_image().tobytes() for frame in copy.decode(video=0)]  # type: ignore[no-untyped-call]
    assert before == after


def test_only_the_sound_is_made_anew_where_that_is_enough(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "plain.mkv", "libx264", "flac")

    with av.open(str(source)) as original, av.open(str(store.path_of(made(source, store).file))) as copy:
        before = [frame.to_image().tobytes() for frame in original.decode(video=0)]  # type: ignore[no-untyped-call]
        after = [frame.to_image().tobytes() for frame in copy.decode(video=0)]  # type: ignore[no-untyped-call]
        assert copy.streams.audio[0].codec_context.name == "aac"
    assert before == after


def test_a_poster_has_something_on_it(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "dark.mp4", "libx264", seconds=2, black_until=0.5)

    poster = made(source, store).poster

    assert poster is not None
    with Image.open(store.path_of(poster.files[-1].webp)) as picture:
        assert looks_upright(picture)


def test_a_film_that_stays_black_has_a_black_poster_and_no_waveform(tmp_path: Path, store: Store) -> None:
    recording = made(record(tmp_path / "dark.mp4", "libx264", black_until=9), store)

    assert recording.poster is not None
    assert recording.poster.colour == "#000000"
    assert recording.waveform == ()


def test_the_same_source_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    source = record(tmp_path / "iphone.mov", "libx265", "aac", seconds=0.5)
    here, there = Store(tmp_path / "here"), Store(tmp_path / "there")
    recording = made(source, here)

    call = (
        "import sys; from pathlib import Path; from profilegen.media.recordings import make_recording;"
        "from profilegen.media.store import Store; from profilegen.model.limits import Limits;"
        "make_recording(Path(sys.argv[1]), sys.argv[2], Store(Path(sys.argv[3])), Limits())"
    )
    command = [sys.executable, "-c", call, str(source), sha256_of(source), str(there.folder)]
    done = subprocess.run(command, check=True, capture_output=True)

    assert (done.stdout, done.stderr) == (b"", b"")
    names = {path.name for path in here.folder.rglob("*") if path.is_file()}
    assert len(names) == 4  # film, poster in WebP and JPEG, record
    assert all(here.path_of(name).read_bytes() == there.path_of(name).read_bytes() for name in names)
    assert recording == recall_recording(sha256_of(source), there, LIMITS)


def test_what_is_in_the_store_is_not_made_again(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "voice.m4a", sound="aac")
    sha256 = sha256_of(source)
    assert recall_recording(sha256, store, LIMITS) is None
    recording = made(source, store)
    source.unlink()

    assert recall_recording(sha256, store, LIMITS) == recording
    assert make_recording(source, sha256, store, LIMITS) == recording


def test_what_was_made_counts_under_other_limits_that_allow_it(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "film.avi", "mjpeg", size=(1400, 1000), seconds=0.2)
    recording = made(source, store)

    assert recall_recording(sha256_of(source), store, Limits(recording_minutes=5)) == recording
    assert recall_recording(sha256_of(source), store, Limits(film_megapixels=1)) is None


def test_a_refusal_is_remembered_under_its_limits(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "large.avi", "mjpeg", size=(1400, 1000), seconds=0.2)
    small = Limits(film_megapixels=1)
    with pytest.raises(RecordingError) as refused:
        made(source, store, small)

    with pytest.raises(RecordingError) as again:
        recall_recording(sha256_of(source), store, small)

    assert (again.value.reason, again.value.hint) == (refused.value.reason, refused.value.hint)
    assert recall_recording(sha256_of(source), store, LIMITS) is None
    assert made(source, store).film


def test_a_source_that_changed_gives_nothing(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "voice.m4a", sound="aac")

    with pytest.raises(RecordingError, match="changed"):
        make_recording(source, "0" * 64, store, LIMITS)

    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_conversion_that_is_stopped_leaves_nothing(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = record(tmp_path / "iphone.mov", "libx265", "aac", seconds=0.3)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("profilegen.media.sound.SoundTrack.end", stop)
    with pytest.raises(KeyboardInterrupt):
        made(source, store)

    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_recalling_loads_no_decoder(tmp_path: Path, store: Store) -> None:
    source = record(tmp_path / "film.mp4", "libx264", "aac", seconds=0.5)
    made(source, store)

    call = (
        "import sys; from pathlib import Path; from profilegen.media.recordings import recall_recording;"
        "from profilegen.media.store import Store; from profilegen.model.limits import Limits;"
        "found = recall_recording(sys.argv[1], Store(Path(sys.argv[2])), Limits());"
        "print(found.film, 'av' in sys.modules)"
    )
    command = [sys.executable, "-c", call, sha256_of(source), str(store.folder)]

    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() == ["True", "False"]


def test_without_pyav_it_says_what_to_install(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    source = record(tmp_path / "voice.m4a", sound="aac")
    monkeypatch.setitem(sys.modules, "av", None)

    for ask in (lambda: probe_recording(source, LIMITS), lambda: made(source, store)):
        with pytest.raises(PartMissingError) as missing:
            ask()
        assert "pip install av" in missing.value.hint


def test_the_encoder_says_what_made_films_and_what_made_posters() -> None:
    assert f"av-{av.__version__} " in RECORDING_ENCODER
    assert RECORDING_ENCODER.endswith(ENCODER_VERSION)
