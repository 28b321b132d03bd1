"""Opening a recording: its reader chosen by content, its streams by what they are, and every trouble in plain words."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from profilegen.media import recording_refusals as refusals
from profilegen.media.boxes import check_boxes
from profilegen.media.containers import reader_for
from profilegen.media.refusals import MediaError
from profilegen.model.limits import CEILINGS, Limits

if TYPE_CHECKING:
    from av import AudioStream, VideoStream
    from av.container import InputContainer
    from av.packet import Packet
    from av.stream import Stream

    Playing = VideoStream | AudioStream

_PICTURE_FORMS = (
    "h264 hevc vp8 vp9 libvpx-vp9 av1 libdav1d h263 mpeg4 mjpeg mpeg1video mpeg2video msmpeg4 msmpeg4v2 "
    "wmv1 wmv2 wmv3 vc1 theora flv prores dvvideo"
)
_SOUND_FORMS = (
    "aac mp3 mp3float mp2 mp2float mp1 mp1float amrnb amrwb libopencore_amrnb libopencore_amrwb opus libopus vorbis "
    "flac alac ac3 eac3 wmav1 wmav2 wmapro adpcm_ima_wav adpcm_ima_qt adpcm_ms gsm gsm_ms"
)
PICTURE_FORMS, SOUND_FORMS = frozenset(_PICTURE_FORMS.split()), frozenset(_SOUND_FORMS.split())
"""Decoders that may see a file. FFmpeg has five hundred; what phones, cameras and programs write takes these."""

_PCM = "pcm_"
_SEVERAL_NAMES = {"mov": "mov,mp4,m4a,3gp,3g2,mj2", "matroska": "matroska,webm"}
_READ_AT_ONCE = 1 << 15  # bytes; larger is slower where sound and picture lie far apart
_MOST_STREAMS = 64
_MOST_PASSES = 3  # over the whole file, between one packet and the next
_ALWAYS_ALLOWED = 100_000_000  # bytes that may be read for a packet of any file
_FIRST_LOOK_OPTIONS = {"probesize": "1000000", "analyzeduration": "2000000", "codec_whitelist": "none"}
_FIRST_LOOK_BYTES = 64_000_000  # of a header, which four hours of film in 4K do not fill
_NOT_OF_THE_DISK = {errno.EINVAL, errno.EPIPE, errno.ERANGE, errno.EDOM, errno.ENOSYS, errno.EAGAIN, errno.EILSEQ}
_TOLERANCE = 1  # second, by which headers and players differ
_MICROSECOND = 1e-6


@dataclass(frozen=True, slots=True)
class Reel:
    """A recording whose header is read. `film` and `sound` are the streams to play; at least one is there."""

    container: InputContainer
    film: VideoStream | None
    sound: AudioStream | None
    limits: Limits
    _measured: _Measured
    _length: _Length

    @property
    def streams(self) -> tuple[Playing, ...]:
        """The streams to play, the film first."""
        return tuple(stream for stream in (self.film, self.sound) if stream is not None)

    @property
    def announced(self) -> float:
        """The length in seconds by the header; 0 where it does not say."""
        return (self.container.duration or 0) * _MICROSECOND

    @property
    def zero(self) -> float:
        """The instant at which playing begins, in the streams' own seconds."""
        return (self.container.start_time or 0) * _MICROSECOND

    def check_length(self, seconds: float) -> None:
        """Raises RecordingError if this is more than the school allows: what a header says may be wrong."""
        self._length.longest = max(self._length.longest, seconds)
        if seconds > self.limits.recording_minutes * 60 + _TOLERANCE:
            raise refusals.too_long(self.limits)

    @property
    def minutes_needed(self) -> float:
        """The least limit in minutes under which `check_length` would have passed all that it has seen till now."""
        return max(0.0, self._length.longest - _TOLERANCE) / 60

    def packets(self, *streams: Playing) -> Iterator[Packet[Stream]]:
        """What the file holds for these streams, till its end, or till nothing more of it can be read."""
        from av.error import FFmpegError

        found = self.container.demux(*streams)
        while True:
            try:
                packet = next(found)
            except (StopIteration, FFmpegError):
                return
            self._measured.go_on()
            yield packet


@contextmanager
def opened_reel(source: Path, limits: Limits, *, at_first_look: bool = False) -> Iterator[Reel]:
    """The recording in a file; closed afterwards. At first look nothing is decoded, and little read.

    Raises RecordingError for everything that is wrong with the file, also for what is found out within the `with`
    block; OSError where a disk cannot be read or written.
    """
    reader = reader_for(source, limits)
    try:
        if reader == "mov":
            check_boxes(source, limits)
        stream = source.open("rb", buffering=0)
    except OSError as error:
        raise refusals.not_opened(error) from error
    with stream, plain_words():
        measured = _Measured(stream, _FIRST_LOOK_BYTES if at_first_look else 0)
        stream.seek(0)
        with _container(measured, reader, _FIRST_LOOK_OPTIONS if at_first_look else {}) as container:
            yield _reel(container, measured, limits)


@contextmanager
def plain_words() -> Iterator[None]:
    """Turns whatever FFmpeg raises into a RecordingError: on damaged files it raises almost anything."""

    try:
        yield
    except MediaError:
        raise
    except MemoryError as error:
        raise refusals.no_memory() from error
    except Exception as error:
        if is_of_the_disk(error):
            raise
        raise refusals.damaged() from error


def is_of_the_disk(error: Exception) -> bool:
    """Whether this says that a disk cannot be read or written, and nothing about the recording.

    What FFmpeg says of bad bytes is mostly no OSError at all; a few of the system's numbers it uses for them as well.
    """
    return isinstance(error, OSError) and error.errno is not None and error.errno not in _NOT_OF_THE_DISK


def allow_pixels(stream: VideoStream, limits: Limits) -> None:
    """Lets a decoder, not yet used, take no larger frame than this, whatever the header said."""
    stream.codec_context.options = {"max_pixels": str(_most_pixels(limits))}
    stream.thread_type = "AUTO"


def _container(stream: _Measured, reader: str, other_options: Mapping[str, str]) -> InputContainer:
    import av
    from av.error import FFmpegError

    options = {
        "protocol_whitelist": "none",  # nothing else is opened, by three walls: this, `io_open`, and no drefs
        "format_whitelist": _SEVERAL_NAMES.get(reader, reader),
        "codec_whitelist": ",".join(sorted(PICTURE_FORMS | SOUND_FORMS | _pcm_forms())),
        "max_streams": str(_MOST_STREAMS),
        "max_pixels": str(2 * CEILINGS["film_megapixels"] * 1_000_000),  # so that the size of what is larger is known
        "enable_drefs": "0",
        "ignore_chapters": "1",
        **other_options,
    }
    try:
        return av.open(
            stream,
            "r",
            format=reader,
            options=options,
            metadata_errors="replace",
            buffer_size=_READ_AT_ONCE,
            io_open=_open_nothing,
        )
    except MemoryError:
        raise
    except FFmpegError as error:  # never the disk's: reading is Python's, and FFmpeg calls bad bytes EIO as well
        raise refusals.damaged() from error


class _Length:
    """How long a recording is by the farthest of all that has been checked."""

    longest = 0.0


class _Measured:
    """A file of which only so much can be read for each packet: what jumps to and fro without end comes to an end."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        """`most` bytes, or, for 0, what all that is usual takes."""
        self._stream = stream
        self._most = most or _MOST_PASSES * stream.seek(0, SEEK_END) + _ALWAYS_ALLOWED
        self.seek, self.tell = stream.seek, stream.tell
        self.go_on()

    def go_on(self) -> None:
        """A packet has come."""
        self._left = self._most

    def read(self, size: int) -> bytes:
        self._left -= size
        return self._stream.read(size) if self._left > 0 else b""


def _open_nothing(url: str, flags: int, options: dict[str, str]) -> NoReturn:
    raise PermissionError("a recording is one file")


def _most_pixels(limits: Limits) -> int:
    return limits.film_megapixels * 1_000_000


def _pcm_forms() -> set[str]:
    from av.codec import codecs_available

    return {name for name in codecs_available if name.startswith(_PCM)}


def _reel(container: InputContainer, measured: _Measured, limits: Limits) -> Reel:
    film = next((stream for stream in container.streams.video if _is_film(stream)), None)
    sound = next((stream for stream in container.streams.audio if _is_sound(stream)), None)
    others = [stream for stream in container.streams.video if not _is_still(stream)]
    if film is None and (others or sound is None):
        named = [stream.codec_context.name for stream in (*others, *container.streams.audio) if stream.codec_context]
        found = others or container.streams.audio
        raise refusals.unreadable_form(named[0] if named else "") if found else refusals.nothing_to_play()
    if film is not None:
        _check_pixels(film, limits)
    reel = Reel(container, film, sound, limits, measured, _Length())
    reel.check_length(reel.announced)
    return reel


def _check_pixels(film: VideoStream, limits: Limits) -> None:
    width, height = film.codec_context.width, film.codec_context.height
    if width * height > _most_pixels(limits):
        raise refusals.too_many_pixels(width, height, limits)


def _is_still(stream: VideoStream) -> bool:
    """Covers of songs and thumbnails are streams as well."""
    from av.stream import Disposition

    still = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image
    return bool(stream.disposition & still)


def _is_film(stream: VideoStream) -> bool:
    return not _is_still(stream) and stream.codec_context is not None and stream.name in PICTURE_FORMS


def _is_sound(stream: AudioStream) -> bool:
    context = stream.codec_context
    return context is not None and (context.name in SOUND_FORMS or context.name.startswith(_PCM))
