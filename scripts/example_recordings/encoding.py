"""Files as telephones, browsers and talkers write them: each with its own codec, container, rate and tags."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
from PIL import Image

from .sound import RATE, Samples

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.packet import Packet
    from av.stream import Stream
    from av.video.stream import VideoStream

FRAMES_A_SECOND = 15

Frames = Iterable[Image.Image]


@dataclass(frozen=True)
class SoundKind:
    """How a device writes sound. `channels` is mono or stereo."""

    container: str
    codec: str
    rate: int
    bit_rate: int = 0
    channels: str = "mono"
    settings: Mapping[str, str] = field(default_factory=dict)  # of the container
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FilmKind:
    """How a device writes film. `turned` are the degrees by which its frames are to be turned against the clock."""

    codec: str
    sound: SoundKind
    options: Mapping[str, str]
    turned: int = 0
    codec_tag: str = ""


def write_voice(path: Path, kind: SoundKind, *channels: Samples) -> None:
    """Write a recording of sound: one row of samples for each channel."""
    with av.open(str(path), "w", format=kind.container, container_options=_settings(kind)) as output:
        output.metadata.update(kind.tags)
        stream = _sound_stream(output, kind)
        for packet in _sound_packets(stream, kind, channels):
            output.mux(packet)


def write_film(path: Path, kind: FilmKind, frames: Frames, size: tuple[int, int], sound: Samples) -> None:
    """Write a film of upright frames, all of this size, with one channel of sound."""
    with av.open(str(path), "w", format=kind.sound.container, container_options=_settings(kind.sound)) as output:
        output.metadata.update(kind.sound.tags)
        film = _film_stream(output, kind, size)
        stream = _sound_stream(output, kind.sound)
        voice = _sound_packets(stream, kind.sound, [sound])
        _mux_side_by_side(output, _film_packets(film, kind, frames), voice)


def _settings(kind: SoundKind) -> dict[str, str]:
    return {"fflags": "+bitexact", **kind.settings}  # without it, Ogg and WebM get a random number of their own


def _sound_stream(output: OutputContainer, kind: SoundKind) -> AudioStream:
    stream = cast("AudioStream", output.add_stream(kind.codec, rate=kind.rate, layout=kind.channels))
    if kind.bit_rate:
        stream.codec_context.bit_rate = kind.bit_rate
    stream.codec_context.options = {"flags": "+bitexact"}
    return stream


def _film_stream(output: OutputContainer, kind: FilmKind, size: tuple[int, int]) -> VideoStream:
    stream = cast("VideoStream", output.add_stream(kind.codec, rate=FRAMES_A_SECOND))
    stream.width, stream.height = size if kind.turned % 180 == 0 else size[::-1]
    stream.pix_fmt = "yuv420p"
    stream.codec_context.options = {"flags": "+bitexact", **kind.options}
    stream.codec_context.thread_count = 1  # the bytes depend on it
    if kind.codec_tag:
        stream.codec_context.codec_tag = kind.codec_tag
    if kind.turned:
        stream.set_display_rotation(kind.turned)
    return stream


def _mux_side_by_side(output: OutputContainer, film: Iterator[Packet[Stream]], voice: Iterator[Packet[Stream]]) -> None:
    """Write picture and sound in the order of time, as a device does that records both at once."""
    frame, tone = next(film, None), next(voice, None)
    while frame is not None or tone is not None:
        if frame is not None and (tone is None or _moment(frame) <= _moment(tone)):
            output.mux(frame)
            frame = next(film, None)
        elif tone is not None:
            output.mux(tone)
            tone = next(voice, None)


def _moment(packet: Packet[Stream]) -> float:
    return float((packet.dts or 0) * packet.time_base) if packet.time_base else 0.0


def _film_packets(stream: VideoStream, kind: FilmKind, frames: Frames) -> Iterator[Packet[Stream]]:
    quarters = {0: None, 90: Image.Transpose.ROTATE_270, 270: Image.Transpose.ROTATE_90}
    lay = quarters[kind.turned % 360]
    for number, image in enumerate(frames):
        frame = av.VideoFrame.from_image(image.transpose(lay) if lay is not None else image)  # type: ignore[no-untyped-call]
        frame.pts, frame.time_base = number, Fraction(1, FRAMES_A_SECOND)
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _sound_packets(stream: AudioStream, kind: SoundKind, channels: Sequence[Samples]) -> Iterator[Packet[Stream]]:
    context = stream.codec_context
    context.open()
    resampler = av.AudioResampler(context.format, context.layout, kind.rate, frame_size=context.frame_size or 1024)
    for frame in (*resampler.resample(_one_frame(channels, kind.channels)), *resampler.resample(None)):
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _one_frame(channels: Sequence[Samples], layout: str) -> av.AudioFrame:
    together = array("f", (value for moment in zip(*channels, strict=True) for value in moment))
    frame = av.AudioFrame(format="flt", layout=layout, samples=len(channels[0]))
    frame.planes[0].update(together.tobytes())
    frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
    return frame
