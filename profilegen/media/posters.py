"""The picture that stands for a film before it plays: an early frame with something on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, cast

from profilegen.media import recording_refusals as refusals
from profilegen.media.colours import BT709
from profilegen.media.frames import Frames, shown_size
from profilegen.media.reels import Reel, allow_pixels
from profilegen.media.transcoding import decoded
from profilegen.media.turning import turn_of

if TYPE_CHECKING:
    from av import VideoFrame
    from PIL import Image

_UNTIL = 3.0  # seconds; in a film of ten seconds or less, a third of it
_EVERY = 0.25  # seconds
_NEARLY_UNIFORM = 10.0  # of 255: how far brightness strays from its mean in a picture of nothing
_PACKETS_TRIED = 300
_THUMBNAIL = (64, 64)


def poster_of(reel: Reel) -> Image.Image:
    """The first frame within the first seconds that is not nearly all one colour, else the very first, upright.

    RecordingError if not one frame can be decoded.
    """
    first = None
    for frame in _looked_at(reel):
        picture = _shown(frame, reel)
        if not _is_nearly_uniform(picture):
            return picture
        first = first or picture
    if first is None:
        raise refusals.damaged()
    return first


def first_frame(reel: Reel) -> VideoFrame:
    """The first frame that can be decoded. RecordingError if there is none among the first packets."""
    assert reel.film is not None  # noqa: S101 - nobody asks for the frames of a voice
    allow_pixels(reel.film, reel.limits)
    for packet in islice(reel.packets(reel.film), _PACKETS_TRIED):
        for frame in cast("Sequence[VideoFrame]", decoded(packet)):
            return frame
    raise refusals.damaged()


def _looked_at(reel: Reel) -> Iterator[VideoFrame]:
    assert reel.film is not None  # noqa: S101 - nobody asks for the poster of a voice
    allow_pixels(reel.film, reel.limits)
    due, until = 0.0, min(_UNTIL, max(_EVERY, reel.announced / 3))
    for packet in reel.packets(reel.film):
        for frame in cast("Sequence[VideoFrame]", decoded(packet)):
            at = due if frame.time is None else frame.time - reel.zero
            if at > until:
                return
            if at >= due:
                yield frame
                due = at + _EVERY


def _shown(frame: VideoFrame, reel: Reel) -> Image.Image:
    ratio = reel.film.sample_aspect_ratio if reel.film else None
    frames = Frames(shown_size(frame, ratio, turn_of(frame)), ratio)
    made = [*frames.show(frame), *frames.rest()]
    return cast("Image.Image", made[0].to_image(src_colorspace=BT709))  # type: ignore[no-untyped-call]


def _is_nearly_uniform(picture: Image.Image) -> bool:
    from PIL import ImageStat

    return ImageStat.Stat(picture.resize(_THUMBNAIL).convert("L")).stddev[0] < _NEARLY_UNIFORM
