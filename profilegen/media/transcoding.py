"""Making anew what browsers play: a film in H.264 and AAC, or a voice in AAC, from whatever a phone wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, cast

from profilegen.media import recording_refusals as refusals
from profilegen.media.colours import BT709
from profilegen.media.frames import TICKS, Frames
from profilegen.media.reels import Reel, allow_pixels
from profilegen.media.sound import SoundTrack

if TYPE_CHECKING:
    from av import AudioFrame, VideoFrame, VideoStream
    from av.bitstream import BitStreamFilterContext
    from av.container import OutputContainer
    from av.packet import Packet
    from av.stream import Stream

FRAMES_A_SECOND = 30
ONLY_PICTURES = "filter_units=pass_types=1-5|7-8"
"""Of H.264: slices and what describes them. Everything else may hold words, such as who encoded it, when and where."""

_QUALITY = {"preset": "veryfast", "crf": "23", "maxrate": "5M", "bufsize": "10M", "profile": "high"}
_THREADS = 4  # fixed, since the bytes depend on it
_KEYFRAME_EVERY = 2 * FRAMES_A_SECOND  # frames; jumping lands on one
_MOST_A_SECOND = 250  # frames: slow motion has 240
_A_FEW = 1000
_LEAST_SHARE = 0.5  # of what the header announces; less is not shown


@contextmanager
def new_mp4(part: Path) -> Iterator[OutputContainer]:
    """A file to be played: its contents first, so that playing begins at once, and nothing in it but the streams."""
    import av

    settings = {"movflags": "+faststart", "fflags": "+bitexact"}
    output = av.open(str(part), "w", format="mp4", container_options=settings)
    try:
        yield output
    except BaseException:
        with suppress(Exception):  # what went wrong before says more
            output.close()
        raise
    output.close()


def transcode(reel: Reel, size: tuple[int, int], part: Path) -> None:
    """Writes the recording to the file `part`, a film in this size.

    Raises RecordingError where it gives too little, or too much.
    """
    with new_mp4(part) as output:
        film = _FilmTrack(reel, reel.film, size, output) if reel.film else None
        sound = SoundTrack(reel, reel.sound, output) if reel.sound else None
        for packet in reel.packets(*reel.streams):
            for frame in decoded(packet):
                if film and packet.stream_index == film.index:
                    film.add(cast("VideoFrame", frame))
                elif sound:
                    sound.add(cast("AudioFrame", frame))
        tracks = [track for track in (film, sound) if track]
        if not tracks[0].count:
            raise refusals.nothing_to_play() if sound is tracks[0] else refusals.damaged()
        check_is_enough(reel, max(track.until for track in tracks))
        for track in tracks:
            track.end()


def decoded(packet: Packet[Stream]) -> Sequence[object]:
    """A packet's frames; none where it is damaged: the next may be well."""
    from av.error import FFmpegError

    if packet.is_corrupt:
        return ()
    try:
        return packet.decode()
    except MemoryError:
        raise  # this one is not damaged: nothing may be left out for it
    except (FFmpegError, ValueError):
        return ()


def check_is_enough(reel: Reel, seconds: float) -> None:
    """Raises RecordingError if so many seconds are less than half of what was announced."""
    if seconds < reel.announced * _LEAST_SHARE:
        raise refusals.cut_off()


class _FilmTrack:
    """The picture of a recording that is being made: `count` frames of the source, until so many seconds."""

    def __init__(self, reel: Reel, film: VideoStream, size: tuple[int, int], output: OutputContainer) -> None:
        self.count, self.until, self.index = 0, 0.0, film.index
        self._reel, self._output = reel, output
        self._apart = _apart(film.average_rate)
        self._due = float("-inf")
        self._frames = Frames(size, film.sample_aspect_ratio)
        allow_pixels(film, reel.limits)
        self._track = _new_track(output, size)
        self._only_pictures: BitStreamFilterContext | None = None

    def add(self, frame: VideoFrame) -> None:
        """Takes in what was decoded; RecordingError once that is longer, or more, than allowed."""
        at = self.until if frame.time is None else frame.time - self._reel.zero
        self.count += 1
        self._reel.check_length(max(at, self.count / _MOST_A_SECOND - _A_FEW))
        if at < 0 or at < self._due - self._apart / 4:
            return
        if at <= self.until and self._due > 0:
            return  # time does not go back
        self._due = max(self._due, at - self._apart / 2) + self._apart
        self.until = at
        frame.pts, frame.time_base = round(at * TICKS), Fraction(1, TICKS)
        self._write(self._frames.show(frame))

    def end(self) -> None:
        """Writes what is still under way."""
        self._write(self._frames.rest())
        self._mux(self._track.encode(None))

    def _write(self, frames: Iterator[VideoFrame]) -> None:
        from av.video.frame import PictureType

        for frame in frames:
            frame.pict_type = PictureType.NONE  # x264 decides anew which frames stand alone
            self._mux(self._track.encode(frame))

    def _mux(self, packets: Sequence[Packet[VideoStream]]) -> None:
        from av.bitstream import BitStreamFilterContext

        if self._only_pictures is None:
            self._output.start_encoding()  # from here on the stream says what it is
            self._only_pictures = BitStreamFilterContext(ONLY_PICTURES, in_stream=self._track)
        for packet in packets:
            for kept in self._only_pictures.filter(packet):
                kept.stream, kept.time_base = self._track, self._track.codec_context.time_base
                self._output.mux(kept)


def _apart(rate: Fraction | None) -> float:
    """Seconds between two frames that are kept: every one, or every second, or so; never more than 30 in a second."""
    if rate is None or not FRAMES_A_SECOND < rate <= _MOST_A_SECOND:
        return 1 / FRAMES_A_SECOND
    return ceil(float(rate) / FRAMES_A_SECOND - 0.02) / float(rate)


def _new_track(output: OutputContainer, size: tuple[int, int]) -> VideoStream:
    from av.codec.context import ThreadType

    track = output.add_stream("libx264", rate=FRAMES_A_SECOND, options=dict(_QUALITY))
    context = track.codec_context
    context.width, context.height = size
    context.pix_fmt, context.time_base = "yuv420p", Fraction(1, TICKS)
    context.gop_size = _KEYFRAME_EVERY
    context.thread_count, context.thread_type = _THREADS, ThreadType.FRAME
    context.color_range, context.colorspace = 1, BT709
    context.color_primaries, context.color_trc = BT709, BT709
    return track
