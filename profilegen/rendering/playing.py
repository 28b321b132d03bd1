"""Recordings and documents as a template gets them: addresses, lengths and words of what is already made."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from profilegen.media.photos import PictureSet
from profilegen.model.views import CaptionsView, CueView, MediaView
from profilegen.rendering.pictures import MEDIA_FOLDER, Picture, picture_for

if TYPE_CHECKING:
    from profilegen.media.made import Made

_HEIGHT = 32  # of the drawn waveform; its bars stand _STEP apart
_STEP = 3
_LOWEST = 2


@dataclass(frozen=True, slots=True)
class Playable:
    """A recording, ready for `<video>` or `<audio>`; addresses include the way to the student's folder."""

    address: str
    type: str  # video/mp4 or audio/mp4
    film: bool
    seconds: int
    length: str  # 1:05
    size: int  # bytes
    width: int  # of a film; 0 of a voice
    height: int
    waveform: str  # the path of an SVG, in a box of `waveform_box`; "" where there is no sound
    waveform_box: str
    captions: str  # a data: address of WebVTT; "" where there are none
    captions_lang: str


@dataclass(frozen=True, slots=True)
class Slide:
    """One page of a document: its picture, and its own words, a paragraph each."""

    number: int  # from 1
    picture: Picture
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slides:
    """A document's pages; `copy` is the address of a clean PDF, "" where none may be saved."""

    pages: tuple[Slide, ...]
    copy: str
    copy_size: int  # bytes


def playable_for(made: Made, media: MediaView, root: str) -> Playable | None:
    """The recording, to be played; None where it is none, or could not be made."""
    recording = made.recordings.get(media.sha256)
    if recording is None:
        return None
    seconds = max(1, round(recording.milliseconds / 1000))
    captions = media.captions
    return Playable(
        address=f"{root}{MEDIA_FOLDER}/{recording.file}",
        type="video/mp4" if recording.film else "audio/mp4",
        film=recording.film,
        seconds=seconds,
        length=clock(seconds),
        size=recording.size,
        width=recording.width,
        height=recording.height,
        waveform=_waveform(recording.waveform),
        waveform_box=f"0 0 {_STEP * len(recording.waveform)} {_HEIGHT}",
        captions=_as_address(captions) if captions else "",
        captions_lang=captions.lang if captions else "",
    )


def slides_for(made: Made, media: MediaView, root: str) -> Slides | None:
    """The document, page by page; None where it is none, or could not be made."""
    document = made.documents.get(media.sha256)
    if document is None:
        return None
    pages = (
        Slide(number, picture, tuple(filter(None, map(str.strip, page.text.split("\n")))))
        for number, page in enumerate(document.pages, start=1)
        if (picture := _page(page.picture, media, root))
    )
    may_be_saved = media.download and document.copy
    copy = f"{root}{MEDIA_FOLDER}/{document.copy}" if may_be_saved else ""
    return Slides(tuple(pages), copy, document.size if may_be_saved else 0)


def clock(seconds: int) -> str:
    """A length as players write it: 0:42, 12:05, 1:02:05."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def web_vtt(cues: tuple[CueView, ...]) -> str:
    """The cues as WebVTT (https://www.w3.org/TR/webvtt1/), their text as text: `<`, `>` and `&` are escaped."""
    blocks = [f"{_moment(cue.start)} --> {_moment(cue.end)}\n{_cue_text(cue.text)}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def _cue_text(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "\n".join(line for line in escaped.splitlines() if line.strip())


def _moment(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


@lru_cache(maxsize=64)
def _as_address(captions: CaptionsView) -> str:
    """A browser reads no captions from a file that it has opened from a stick; it does read them from the page."""
    return f"data:text/vtt;base64,{b64encode(web_vtt(captions.cues).encode('utf-8')).decode('ascii')}"


@lru_cache(maxsize=64)
def _waveform(bars: tuple[int, ...]) -> str:
    """Upright strokes around the middle, each as high as the sound is loud."""
    heights = (max(_LOWEST, round(bar * _HEIGHT / 100)) for bar in bars)
    return "".join(
        f"M{_STEP * number + 1} {(_HEIGHT - height) / 2:g}v{height}" for number, height in enumerate(heights)
    )


def _page(made: PictureSet, media: MediaView, root: str) -> Picture | None:
    return picture_for({media.sha256: made}, media, "", root)
