"""Sound on its way into a recording: in one form throughout, without gaps, as AAC."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from profilegen.media.reels import Reel

if TYPE_CHECKING:
    from av import AudioFrame, AudioStream
    from av.audio.resampler import AudioResampler
    from av.container import OutputContainer

BIT_RATES = {1: 64_000, 2: 96_000}
"""Of a voice, and of sound from two sides."""

_FILM_BIT_RATES = {1: 96_000, 2: 128_000}
_QUICK = {"aac_coder": "fast"}  # half the time: where pictures are copied, sound is nearly all the work

_RATES = (44_100, 48_000)
_FORM = "fltp"
_JITTER = 0.1  # seconds by which a sound may come early or late before that is heard


class SoundTrack:
    """The sound of a recording that is being made. `count` samples of the source, until so many seconds."""

    def __init__(self, reel: Reel, sound: AudioStream, output: OutputContainer) -> None:
        self.count, self.until = 0, 0.0
        self._reel, self._output = reel, output
        rate = sound.codec_context.sample_rate
        channels = min(2, max(1, sound.codec_context.channels))
        self._rate = rate if rate in _RATES else _RATES[1]
        self._layout = "mono" if channels == 1 else "stereo"
        is_film = reel.film is not None
        options = {"flags": "+bitexact", **(_QUICK if is_film else {})}
        self._track = output.add_stream("aac", rate=self._rate, options=options)
        self._track.layout, self._track.bit_rate = self._layout, (_FILM_BIT_RATES if is_film else BIT_RATES)[channels]
        self._resampler: AudioResampler | None = None
        self._kind: tuple[object, ...] = ()
        self._written = 0  # samples, of ours

    def add(self, frame: AudioFrame) -> None:
        """Takes in what was decoded; RecordingError once that is longer than allowed."""
        if not frame.samples or not frame.sample_rate:
            return
        at = self.until if frame.time is None else frame.time - self._reel.zero
        self._reel.check_length(max(at, self.until))
        if at < self.until - _JITTER:
            return  # said already
        if at > self.until + _JITTER:
            self._be_silent(at - self.until)
        self._push(frame)
        self.count += frame.samples
        self.until += frame.samples / frame.sample_rate

    def end(self) -> None:
        """Writes what is still under way."""
        self._change_form(())
        self._output.mux(self._track.encode(None))

    def _push(self, frame: AudioFrame) -> None:
        from av.audio.resampler import AudioResampler

        kind = frame.format.name, frame.layout.name, frame.sample_rate
        if kind != self._kind:
            self._change_form(kind)
            self._resampler = AudioResampler(_FORM, self._layout, self._rate)
        assert self._resampler is not None  # noqa: S101 - made with the first frame
        frame.pts = None  # the samples are counted here
        self._write(self._resampler.resample(frame))

    def _change_form(self, kind: tuple[object, ...]) -> None:
        if self._resampler is not None:
            self._write(self._resampler.resample(None))
        self._resampler, self._kind = None, kind

    def _be_silent(self, seconds: float) -> None:
        """In pieces of at most a second: a gap may last as long as a recording."""
        from av import AudioFrame

        self._change_form(())
        left = round(seconds * self._rate)
        while left > 0:
            piece = AudioFrame(_FORM, self._layout, min(left, self._rate))
            piece.sample_rate = self._rate
            for plane in piece.planes:
                plane.update(bytes(plane.buffer_size))
            self._write([piece])
            left -= piece.samples
        self.until += seconds

    def _write(self, frames: list[AudioFrame]) -> None:
        for frame in frames:
            frame.pts, frame.time_base = self._written, Fraction(1, self._rate)
            self._written += frame.samples
            self._output.mux(self._track.encode(frame))
