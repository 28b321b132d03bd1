"""What the pictures, recordings and documents of the kitchen sink would give: names and sizes, but no files."""

from __future__ import annotations

from collections.abc import Iterable

from profilegen.media.documents import Document, DocumentPage
from profilegen.media.made import Made
from profilegen.media.photos import PictureFile, PictureSet
from profilegen.media.recipes import SOURCE_LETTERS, Variant, derivative_name, sizes_for
from profilegen.media.recordings import WAVEFORM_BARS, Recording
from profilegen.model.theme import Theme
from profilegen.model.views import MediaView
from profilegen.planning.student import variants_for

_SHAPES = ((2000, 1500), (1500, 2000), (1600, 1600), (3000, 900))
_STILL = Variant("", (640, 1280))
_COLOUR = "#6b7f8c"


def made_in_name_only(shown: Iterable[MediaView], theme: Theme) -> Made:
    """What a build would have made of these media for this theme."""
    media = {one.sha256: one for one in shown}
    recordings = {sha256: _recording(one) for sha256, one in media.items() if one.kind == "recording"}
    documents = {sha256: _document(sha256) for sha256, one in media.items() if one.kind == "document"}
    pictures = {sha256: _picture(sha256, theme) for sha256, one in media.items() if one.kind == "picture"}
    pictures |= {sha256: one.poster for sha256, one in recordings.items() if one.poster}
    pictures |= {sha256: one.pages[0].picture for sha256, one in documents.items()}
    return Made(pictures, recordings, documents)


def _picture(sha256: str, theme: Theme) -> PictureSet:
    """Wide, tall, square or very wide; every fourth lets something show through."""
    return _set(sha256, variants_for(theme, ("pictures", "avatars")), is_transparent=int(sha256[1], 16) % 4 == 0)


def _set(sha256: str, variants: Iterable[Variant], *, is_transparent: bool = False) -> PictureSet:
    width, height = _SHAPES[int(sha256[0], 16) % len(_SHAPES)]
    kind, ending = ("image/png", ".png") if is_transparent else ("image/jpeg", ".jpg")
    files = tuple(
        PictureFile(
            variant.name,
            *size,
            derivative_name(sha256, variant, size[0], ".webp"),
            derivative_name(sha256, variant, size[0], ending),
            kind,  # type: ignore[arg-type]  # one of the two
        )
        for variant in variants
        for size in sizes_for(width, height, variant)
    )
    return PictureSet(_COLOUR, is_transparent, files)


def _recording(media: MediaView) -> Recording:
    stem = media.sha256[:SOURCE_LETTERS]
    waveform = tuple(number * 37 % 101 for number in range(WAVEFORM_BARS))
    if media.film:
        return Recording(f"{stem}-film.mp4", True, 65_000, 4_000_000, 1280, 720, (), _set(media.sha256, [_STILL]))
    return Recording(f"{stem}-voice.m4a", False, 125_000, 900_000, 0, 0, waveform, None)


def _document(sha256: str) -> Document:
    pages = (
        DocumentPage(_set(f"{sha256[number:]}{sha256[:number]}", [_STILL]), "A page of words.\n" * number)
        for number in range(3)
    )
    return Document(tuple(pages), f"{sha256[:SOURCE_LETTERS]}-copy.pdf", 250_000)
