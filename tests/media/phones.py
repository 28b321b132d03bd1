"""Recordings as phones and programs write them, made on the spot: small, drawn, and full of what must not be shown.

A film shows four colours in its corners, so that which way up it is can be seen in one look.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image

RED, GREEN, BLUE, WHITE = (210, 40, 40), (40, 170, 60), (50, 70, 210), (230, 230, 230)
CORNERS = (RED, GREEN, BLUE, WHITE)
"""Top left, top right, bottom left, bottom right."""

SECRETS = {
    "title": "canary-title",
    "artist": "canary-artist",
    "comment": "canary-comment",
    "date": "2031-07-09",
    "creation_time": "2031-07-09T08:07:06.000000Z",
    "location": "+48.1234+011.5678/",
    "com.apple.quicktime.make": "canary-maker",
    "com.apple.quicktime.model": "canary-model",
    "com.apple.quicktime.location.ISO6709": "+48.1234+011.5678/",
}

PHONES: dict[str, dict[str, Any]] = {
    "iphone.mov": {"film": "libx265", "sound": "aac"},
    "iphone-bright.mov": {"film": "libx265", "sound": "aac", "bright": True},
    "android.mp4": {"film": "libx264", "sound": "aac"},
    "old.3gp": {"film": "h263", "sound": "libopencore_amrnb", "size": (352, 288)},
    "browser.webm": {"film": "libvpx-vp9", "sound": "libopus", "live": True},
    "camera.avi": {"film": "mjpeg", "sound": "pcm_s16le"},
    "program.mkv": {"film": "libx264", "sound": "flac"},
}
"""Films."""

VOICES: dict[str, dict[str, Any]] = {
    "memo.m4a": {"sound": "aac"},
    "memo.amr": {"sound": "libopencore_amrnb"},
    "chat.opus": {"sound": "libopus"},
    "chat.ogg": {"sound": "libopus"},
    "browser-voice.webm": {"sound": "libopus", "live": True},
    "song.mp3": {"sound": "libmp3lame", "cover": True},
    "studio.wav": {"sound": "pcm_s16le"},
    "studio.flac": {"sound": "flac"},
    "bare.aac": {"sound": "aac"},
}

_X265 = {"preset": "ultrafast", "x265-params": "log-level=none:pools=1"}
_SETTINGS = {
    "libx264": {"preset": "ultrafast"},
    "libx265": _X265,
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
}
_AT_ONCE = 960  # samples
_PIXELS = {"mjpeg": "yuvj420p"}
_FORMATS = {".mka": "matroska", ".m4a": "ipod", ".aac": "adts", ".mkv": "matroska", ".3gp": "3gp", ".opus": "opus"}


def picture(size: tuple[int, int], degrees: int = 0, at: float = 0.0) -> Image.Image:
    """The four corners with a bar that wanders, as a camera that was held turned writes it."""
    width, height = size
    drawn = Image.new("RGB", (2, 2))
    drawn.putdata(CORNERS)
    upright = drawn.resize(size, Image.Resampling.NEAREST)
    left = int((0.3 + 0.3 * at % 0.4) * width)
    upright.paste((20, 20, 20), (left, height // 3, left + width // 12, height * 2 // 3))
    return upright.rotate(-degrees, expand=True)


def record(
    path: Path,
    film: str = "",
    sound: str = "",
    *,
    size: tuple[int, int] = (320, 180),
    seconds: float = 1.0,
    rate: int = 30,
    degrees: int = 0,
    bright: bool = False,
    live: bool = False,
    cover: bool = False,
    black_until: float = 0.0,
    channels: int = 1,
    settings: Mapping[str, str] | None = None,
) -> Path:
    """Writes a recording to `path`, its form by the ending. `degrees` are those by which a player turns it."""
    suffix = path.suffix
    options = {"live": "1"} if live else {}
    if suffix in (".mov", ".mp4"):
        options["movflags"] = "use_metadata_tags"
    with av.open(str(path), "w", format=_FORMATS.get(suffix), container_options=options) as output:
        output.metadata.update(SECRETS)
        if suffix in (".mp4", ".mov", ".mkv", ".webm"):
            name = {"title": "canary-chapter"}
            output.set_chapters([{"id": 1, "start": 0, "end": 500, "time_base": Fraction(1, 1000), "metadata": name}])
        pictures = _film_stream(output, film, size, rate, degrees, bright, settings or {}) if film else None
        voice = _sound_stream(output, sound, channels) if sound else None
        cover_stream = _cover(output) if cover else None
        output.start_encoding()
        if pictures is not None:
            for number in range(round(seconds * rate)):
                output.mux(pictures.encode(_frame(pictures, number, rate, size, degrees, black_until)))
            output.mux(pictures.encode(None))
        if voice is not None:
            for frame in _sound(voice, seconds):
                output.mux(voice.encode(frame))
            output.mux(voice.encode(None))
        if cover_stream is not None:
            output.mux(cover_stream.encode(_as_frame(picture((64, 64)), "yuvj420p")))
            output.mux(cover_stream.encode(None))
    return path


def with_words_in_its_sound(source: Path, path: Path) -> Path:
    """Writes a recording with AAC anew, each packet of sound beginning with bytes that every player skips."""
    words = b"canary-hidden"
    skipped = bytes([0b100_0000_1, len(words)]) + words  # a "data stream element", which is whole bytes
    with av.open(str(source)) as original, av.open(str(path), "w", format=_FORMATS.get(path.suffix)) as output:
        streams = (*original.streams.video, *original.streams.audio)
        tracks = {stream.index: output.add_stream_from_template(stream, opaque=True) for stream in streams}
        for packet in original.demux(*streams):
            if packet.size:
                heard = packet.stream.type == "audio"
                again: Any = av.Packet(skipped + bytes(packet)) if heard else packet
                again.pts, again.dts, again.duration = packet.pts, packet.dts, packet.duration
                again.time_base, again.is_keyframe = packet.time_base, packet.is_keyframe
                again.stream = tracks[packet.stream_index]
                output.mux(again)
    return path


def _film_stream(
    output: Any, form: str, size: tuple[int, int], rate: int, degrees: int, bright: bool, settings: Mapping[str, str]
) -> Any:
    stream = output.add_stream(form, rate=rate, options={**_SETTINGS.get(form, {}), **settings})
    stream.width, stream.height = size if degrees % 180 == 0 else size[::-1]
    stream.pix_fmt = "yuv420p10le" if bright else _PIXELS.get(form, "yuv420p")
    stream.metadata.update({"handler_name": "canary-handler", "title": "canary-stream"})
    if bright:
        context = stream.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = 9, 18, 9, 1
    if degrees:
        stream.set_display_rotation(degrees)
    return stream


def _frame(stream: Any, number: int, rate: int, size: tuple[int, int], degrees: int, black_until: float) -> Any:
    at = number / rate
    drawn = Image.new("RGB", (stream.width, stream.height)) if at < black_until else picture(size, degrees, at)
    frame = _as_frame(drawn, stream.pix_fmt)
    frame.pts, frame.time_base = number, Fraction(1, rate)
    return frame


def _as_frame(drawn: Image.Image, pixels: str) -> av.VideoFrame:
    frame: av.VideoFrame = av.VideoFrame.from_image(drawn)  # type: ignore[no-untyped-call]
    return frame.reformat(format=pixels)


def _sound_stream(output: Any, form: str, channels: int) -> Any:
    rate = 8_000 if "amr" in form else 48_000
    stream = output.add_stream(form, rate=rate)
    stream.layout = "mono" if channels == 1 else "stereo"
    if "amr" in form:
        stream.bit_rate = 12_200
    stream.metadata["title"] = "canary-stream"
    return stream


def _sound(stream: Any, seconds: float) -> Iterator[Any]:
    """A tone that swells: its second half is louder than its first."""
    rate, channels = stream.rate, len(stream.layout.channels)
    wave = [math.sin(2 * math.pi * at / 96) for at in range(_AT_ONCE) for _ in range(channels)]
    quiet, loud = (array("f", [share * sample for sample in wave]).tobytes() for share in (0.1, 0.6))
    for start in range(0, round(seconds * rate), _AT_ONCE):
        frame = av.AudioFrame("flt", stream.layout.name, _AT_ONCE)
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        frame.planes[0].update(quiet if start < seconds * rate / 2 else loud)
        yield frame


def _cover(output: Any) -> Any:
    from av.stream import Disposition

    stream = output.add_stream("mjpeg", rate=1)
    stream.width = stream.height = 64
    stream.pix_fmt = "yuvj420p"
    stream.disposition = Disposition.attached_pic
    return stream
