"""Recordings: from whatever a phone wrote to what every browser plays, made once for each content, kept in the store.

A film becomes MP4 (H.264 and AAC, at most 720 lines, upright), a voice M4A (AAC). Pictures that are such already are
copied; sound never is.
Nothing of the original's metadata comes along: places, devices, names, dates, covers, chapters.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from profilegen.media import recording_refusals as refusals
from profilegen.media.containers import reader_for
from profilegen.media.frames import LONG_SIDE
from profilegen.media.photos import PictureSet
from profilegen.media.recipes import ENCODER_VERSION, SOURCE_LETTERS
from profilegen.media.refusals import RecordingError
from profilegen.media.stills import is_whole, keep_still, still_as_facts, still_from_facts, still_names
from profilegen.media.store import Facts, Store
from profilegen.media.unchanged import check_unchanged
from profilegen.media.waveform import WAVEFORM_BARS, Loudness
from profilegen.model.limits import CEILINGS, Limits

if TYPE_CHECKING:
    from av import AudioFrame
    from PIL import Image

    from profilegen.media.reels import Reel
    from profilegen.media.turning import Turn

__all__ = [
    "RECORDING_ENCODER",
    "WAVEFORM_BARS",
    "Recording",
    "RecordingFacts",
    "make_recording",
    "probe_recording",
    "recall_recording",
]


def _encoder() -> str:
    try:
        return f"3 av-{version('av')} {ENCODER_VERSION}"  # posters are made as photos are
    except PackageNotFoundError:
        return f"3 av-none {ENCODER_VERSION}"


RECORDING_ENCODER = _encoder()
"""Changes whenever the same source would give other bytes: count the number up with any change in what makes them."""

_KEY = "recording"
_POSTER = "poster"
_POSTER_WIDTHS = (480, 1280)
_LISTENED_RATE = 8_000  # samples in a second that a waveform is drawn from
_MEGA = 1_000_000
_ENDINGS = {True: "film.mp4", False: "voice.m4a"}
_NEEDED = {"recording_minutes", "recording_megabytes", "film_megapixels"}
_MOST_MILLISECONDS = (CEILINGS["recording_minutes"] + 1) * 60_000
_MOST_BYTES = CEILINGS["recording_megabytes"] * _MEGA
_MOST_LETTERS = 1000  # of a sentence


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording ready to be played.

    `file` is its name in the store and `size` its bytes; `width` and `height` are a film's, upright, and 0 of a voice.
    `waveform` is its loudness from 0 to 100 in WAVEFORM_BARS steps, () where there is no sound.
    """

    file: str
    film: bool
    milliseconds: int
    size: int
    width: int
    height: int
    waveform: tuple[int, ...]
    poster: PictureSet | None


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """A recording as its header describes it; `milliseconds` is 0 where it does not say how long it is.

    `width` and `height` are those of a film's pictures before they are turned upright, 0 where it does not say.
    """

    film: bool
    milliseconds: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the first look at a recording gave: whether its file can be copied, and how a film is to be shown."""

    film: bool
    turn: Turn
    copied: bool
    frame: tuple[int, int]  # of a film as it is in the file
    shown: tuple[int, int]


def recall_recording(sha256: str, store: Store, limits: Limits) -> Recording | None:
    """What the store holds of this source; None if it is still to be made under these limits.

    Raises RecordingError if it was refused under the same limits.
    """
    is_installed = "av-none" not in RECORDING_ENCODER  # without PyAV, what was made with it is still there to be shown
    facts = store.recall(sha256, _KEY, RECORDING_ENCODER if is_installed else None) or {}
    if facts.get("limits") != _as_facts(limits) and not _still_within(facts, limits):
        return None
    try:
        if "reason" in facts:
            raise RecordingError(_text(facts["reason"]), _text(facts["hint"]))
        return _from_facts(facts["made"], sha256)
    except (KeyError, TypeError, ValueError):
        return None  # a record that something else wrote


def make_recording(source: Path, sha256: str, store: Store, limits: Limits) -> Recording:
    """The recording in the file `source` (whose SHA-256 is `sha256`), in the store afterwards.

    What the store holds already is not made again. Raises RecordingError where the file gives no recording,
    PartMissingError without PyAV, OSError where the store cannot be written.
    """
    if known := recall_recording(sha256, store, limits):
        return known
    _check_part()
    reader_for(source, limits)  # says what a system that does not let us read it says; that is not remembered
    try:
        return _make(source, sha256, store, limits)
    except RecordingError as refused:
        check_unchanged(source, sha256, RecordingError)
        facts = {"reason": refused.reason, "hint": refused.hint, "limits": _as_facts(limits)}
        if not _may_pass(refused.__cause__):
            store.remember(sha256, _KEY, RECORDING_ENCODER, facts, ())
        raise


def probe_recording(source: Path, limits: Limits) -> RecordingFacts:
    """What the header says; nothing is decoded. RecordingError, or PartMissingError without PyAV."""
    _check_part()
    from profilegen.media.reels import opened_reel

    try:
        with opened_reel(source, limits, at_first_look=True) as reel:
            context = reel.film.codec_context if reel.film else None
            size = (context.width, context.height) if context else (0, 0)
            return RecordingFacts(reel.film is not None, round(reel.announced * 1000), *size)
    except OSError as error:
        raise refusals.not_opened(error) from error


def _may_pass(cause: BaseException | None) -> bool:
    """Whether a refusal says as much about the machine as about the file: then it is not remembered."""
    from av.error import FFmpegError

    return isinstance(cause, MemoryError) or (isinstance(cause, OSError) and not isinstance(cause, FFmpegError))


def _check_part() -> None:
    try:
        import av  # noqa: F401 - 0.1 s to load, and not every student has recordings
    except ImportError as error:
        raise refusals.part_missing() from error


def _make(source: Path, sha256: str, store: Store, limits: Limits) -> Recording:
    plan = _look_at(source, limits)
    store.forget_other_encoders(sha256, RECORDING_ENCODER)
    name = f"{sha256[:SOURCE_LETTERS]}-{_ENDINGS[plan.film]}"
    with store.making(name) as part:
        minutes = _convert(source, plan, part, limits)
        milliseconds, poster, waveform = _look_at_made(part, limits)
        check_unchanged(source, sha256, RecordingError)
        size = part.stat().st_size
    still = keep_still(poster, sha256, _POSTER, _POSTER_WIDTHS, store) if poster else None
    recording = Recording(name, plan.film, milliseconds, size, *plan.shown, waveform, still)
    needed = {
        "recording_minutes": minutes,
        "recording_megabytes": source.stat().st_size / _MEGA,
        "film_megapixels": plan.frame[0] * plan.frame[1] / _MEGA,
    }
    facts = {"made": _to_facts(recording), "needed": needed}
    store.remember(sha256, _KEY, RECORDING_ENCODER, facts, (name, *(still_names(still) if still else ())))
    return recording


def _look_at(source: Path, limits: Limits) -> _Plan:
    from profilegen.media.frames import shown_size
    from profilegen.media.posters import first_frame
    from profilegen.media.reels import opened_reel
    from profilegen.media.remuxing import can_be_copied
    from profilegen.media.turning import turn_of

    with opened_reel(source, limits) as reel:
        turn: Turn = ()
        shown = frame_size = (0, 0)
        if reel.film is not None:
            frame = first_frame(reel)
            turn, frame_size = turn_of(frame), (frame.width, frame.height)
            shown = shown_size(frame, reel.film.sample_aspect_ratio, turn)
        copied = can_be_copied(reel, turn, source.stat().st_size)
        return _Plan(reel.film is not None, turn, copied, frame_size, shown)


def _convert(source: Path, plan: _Plan, part: Path, limits: Limits) -> float:
    """Makes the file `part`; returns how many minutes a school must allow for it."""
    from profilegen.media.reels import opened_reel
    from profilegen.media.remuxing import copy
    from profilegen.media.transcoding import transcode

    if plan.copied:
        with opened_reel(source, limits) as reel:
            if copy(reel, plan.turn, part):
                return reel.minutes_needed
    with opened_reel(source, limits) as reel:
        transcode(reel, plan.shown, part)
        return reel.minutes_needed


def _look_at_made(part: Path, limits: Limits) -> tuple[int, Image.Image | None, tuple[int, ...]]:
    """How long it plays, its poster and its waveform, all of what was made: that it can be decoded is seen as well."""
    from profilegen.media.posters import poster_of
    from profilegen.media.reels import opened_reel

    with opened_reel(part, limits) as reel:
        milliseconds, poster = round(reel.announced * 1000), poster_of(reel) if reel.film else None
    if not milliseconds:
        raise refusals.nothing_to_play()
    with opened_reel(part, limits) as reel:
        return milliseconds, poster, _waveform(reel) if reel.sound else ()


def _waveform(reel: Reel) -> tuple[int, ...]:
    from av.audio.resampler import AudioResampler

    from profilegen.media.transcoding import decoded

    assert reel.sound is not None  # noqa: S101 - asked only of what has sound
    loudness = Loudness()
    resampler = AudioResampler("s16", "mono", _LISTENED_RATE)
    heard: list[AudioFrame] = []
    for packet in reel.packets(reel.sound):
        heard = [again for frame in decoded(packet) for again in resampler.resample(frame)]  # type: ignore[arg-type]
        for frame in heard:
            loudness.add(memoryview(frame.planes[0]).cast("B")[: 2 * frame.samples].cast("h"))
    return loudness.bars()


def _as_facts(limits: Limits) -> Facts:
    """Those limits that a recording depends on."""
    return {name: limit for name, limit in asdict(limits).items() if name.startswith(("recording_", "film_"))}


def _still_within(facts: Facts, limits: Limits) -> bool:
    """Whether what was made, perhaps under other limits, would be made under these as well."""
    needed = facts.get("needed")
    if not isinstance(needed, dict) or set(needed) != _NEEDED:
        return False
    allowed = _as_facts(limits)
    return all(isinstance(least, int | float) and least <= allowed.get(name, 0) for name, least in needed.items())


def _to_facts(recording: Recording) -> Facts:
    poster = still_as_facts(recording.poster) if recording.poster else None
    return {**asdict(recording), "waveform": list(recording.waveform), "poster": poster}


def _from_facts(facts: Facts, sha256: str) -> Recording:
    """KeyError, TypeError or ValueError for a record that does not say what one of this source can say."""
    film, waveform = facts["film"], facts["waveform"]
    poster = still_from_facts(facts["poster"], f"{sha256[:SOURCE_LETTERS]}-{_POSTER}-") if film else None
    recording = Recording(**{**facts, "waveform": tuple(waveform), "poster": poster})
    sides = range(2, LONG_SIDE + 1) if film else range(1)
    if not (
        isinstance(film, bool)
        and recording.file == f"{sha256[:SOURCE_LETTERS]}-{_ENDINGS[film]}"
        and is_whole(recording.milliseconds, range(1, _MOST_MILLISECONDS))
        and is_whole(recording.size, range(1, _MOST_BYTES))
        and is_whole(recording.width, sides)
        and is_whole(recording.height, sides)
        and len(waveform) in (0, WAVEFORM_BARS)
        and all(is_whole(bar, range(101)) for bar in waveform)
        and (film or facts["poster"] is None)
    ):
        raise ValueError("not what is remembered of a recording")
    return recording


def _text(sentence: object) -> str:
    if not isinstance(sentence, str) or not 0 < len(sentence) <= _MOST_LETTERS:
        raise ValueError("not a sentence")
    return sentence
