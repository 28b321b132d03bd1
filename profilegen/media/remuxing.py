"""Copying a film that browsers play already into a clean file: the same pictures, and nothing else.

Sound is never copied: between the samples AAC has room for bytes that nobody hears, and any of them may be words.
Pictures are, as making them anew costs time and looks. Messages within them go. What stays is what somebody may have
put behind the end of a picture's own bits, where no camera writes: only decoding the picture tells where that is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from profilegen.media.frames import LONG_SIDE, SHORT_SIDE
from profilegen.media.reels import Reel, is_of_the_disk
from profilegen.media.sound import SoundTrack
from profilegen.media.transcoding import ONLY_PICTURES, check_is_enough, decoded, new_mp4
from profilegen.media.turning import Turn, degrees_of

if TYPE_CHECKING:
    from av import AudioFrame, VideoStream
    from av.container import OutputContainer
    from av.packet import Packet
    from av.stream import Stream

_PROFILES = frozenset(["Baseline", "Constrained Baseline", "Main", "High"])
_CONTAINERS = ("mov", "matroska")  # that keep the description of a stream apart from it
_MOST_FRAMES_A_SECOND = 61
_MOST_BITS_A_SECOND = 6_500_000
_STANDARD_TRC = (1, 2, 6)  # BT.709, nothing said, and BT.601
_PROGRESSIVE = (0, 1)  # nothing said, or whole frames


class _NotCopiedError(Exception):
    """Copying would give a file that does not play, or that shows what its owner has cut away."""


def can_be_copied(reel: Reel, turn: Turn, size: int) -> bool:
    """Whether the film's pictures are such already that they need no encoding; `size` is that of the file."""
    if reel.film is None or not reel.container.format.name.startswith(_CONTAINERS):
        return False
    return _is_plain_film(reel.film, turn) and size * 8 <= _MOST_BITS_A_SECOND * reel.announced


def copy(reel: Reel, turn: Turn, part: Path) -> bool:
    """Writes the film to the file `part`, its sound made anew; whether that went well. Otherwise it needs transcoding.

    Raises RecordingError where there is too little of it, or too much.
    """
    from av.error import FFmpegError

    try:
        with new_mp4(part) as output:
            _copy(reel, turn, output)
    except (_NotCopiedError, FFmpegError, ValueError) as error:
        if is_of_the_disk(error) or isinstance(error, MemoryError):
            raise
        return False
    return True


def _copy(reel: Reel, turn: Turn, output: OutputContainer) -> None:
    assert reel.film is not None  # noqa: S101 - nobody copies a voice
    until = _Until(reel)
    tracks = {reel.film.index: _film_track(reel.film, turn, output, until)}
    sound = SoundTrack(reel, reel.sound, output) if reel.sound is not None else None
    if reel.sound is not None and sound is not None:
        tracks[reel.sound.index] = _encoding(sound)
    for packet in reel.packets(*reel.streams):
        tracks[packet.stream_index](packet)
    if sound is not None:
        sound.end()
    check_is_enough(reel, until.seconds)


class _Until:
    """How far copying has come: timestamps begin at zero in what is made."""

    def __init__(self, reel: Reel) -> None:
        self.seconds = 0.0
        self._reel = reel
        self._start = Fraction(reel.container.start_time or 0, 1_000_000)

    def shift_of(self, stream: Stream) -> tuple[int, float]:
        """By how much this stream's times are too late, in its own unit; and that unit in seconds."""
        unit = Fraction(stream.time_base or 1)
        return round(self._start / unit), float(unit)

    def begin_at_zero(self, packet: Packet[Stream], shift: int, unit: float) -> None:
        """Shifts a packet; _NotCopiedError for one without a time."""
        if packet.pts is None or packet.dts is None:
            raise _NotCopiedError
        packet.pts -= shift
        packet.dts -= shift
        self.seconds = max(self.seconds, packet.pts * unit)
        self._reel.check_length(self.seconds)


def _film_track(
    film: VideoStream, turn: Turn, output: OutputContainer, until: _Until
) -> Callable[[Packet[Stream]], None]:
    from av.bitstream import BitStreamFilterContext

    track = output.add_stream_from_template(film, opaque=True)
    only_pictures = BitStreamFilterContext(ONLY_PICTURES, in_stream=film, out_stream=track)
    track.codec_context.codec_tag = "avc1"
    track.set_display_rotation(degrees_of(turn) or 0)
    shift, time_base = until.shift_of(film), film.time_base

    def add(packet: Packet[Stream]) -> None:
        if packet.is_discard:  # what was cut away on the phone, and is still in the file
            raise _NotCopiedError
        if packet.size and not packet.is_corrupt:
            until.begin_at_zero(packet, *shift)
            _mux(only_pictures.filter(packet), track, time_base, output)

    return add


def _encoding(sound: SoundTrack) -> Callable[[Packet[Stream]], None]:
    def add(packet: Packet[Stream]) -> None:
        for frame in decoded(packet):
            sound.add(cast("AudioFrame", frame))

    return add


def _mux(packets: Sequence[Packet[Any]], track: Stream, time_base: Fraction | None, output: OutputContainer) -> None:
    for packet in packets:
        packet.stream, packet.time_base = track, cast("Fraction", time_base)
        output.mux(packet)


def _is_plain_film(film: VideoStream, turn: Turn) -> bool:
    context = film.codec_context
    shape = sorted((context.width, context.height))
    rate = film.average_rate or film.guessed_rate
    return (
        film.name == "h264"
        and context.profile in _PROFILES
        and context.pix_fmt == "yuv420p"
        and context.color_trc in _STANDARD_TRC
        and context.field_order in _PROGRESSIVE
        and shape[0] <= SHORT_SIDE
        and shape[1] <= LONG_SIDE
        and not any(side % 2 for side in shape)
        and film.sample_aspect_ratio in (None, 0, 1)
        and rate is not None
        and 0 < rate <= _MOST_FRAMES_A_SECOND
        and degrees_of(turn) is not None
        and context.extradata is not None
    )
