"""Pictures as a template gets them: addresses, sizes and colour of derivatives that are already made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from profilegen.media.photos import PictureFile, PictureSet
from profilegen.model.views import MediaView

MEDIA_FOLDER = "media"


@dataclass(frozen=True, slots=True)
class Picture:
    """One variant of a picture, ready for a `<picture>`; addresses include the way to the student's folder."""

    webp: str  # srcset of WebP derivatives
    fallback: str  # srcset of JPEG derivatives, PNG where the picture is transparent
    src: str  # the fallback of middle size
    type: str  # of the fallback: image/jpeg or image/png
    width: int  # of the largest
    height: int
    colour_class: str  # a class with the picture's average colour as background
    large: str  # address of the largest derivative of any variant that is not cropped


def picture_for(pictures: Mapping[str, PictureSet], media: MediaView, variant: str, root: str) -> Picture | None:
    """The picture in a variant of the theme; None where it is no picture or could not be made."""
    made = pictures.get(media.sha256)
    files = [file for file in made.files if file.variant in (variant, "")] if made else []  # a still fits every variant
    if made is None or not files:
        return None
    largest = max(files, key=lambda file: file.width)
    widest = max((file for file in made.files if _keeps_proportions(file, largest)), key=lambda file: file.width)
    base = f"{root}{MEDIA_FOLDER}/"
    return Picture(
        webp=_srcset(base, [(file.webp, file.width) for file in files]),
        fallback=_srcset(base, [(file.fallback, file.width) for file in files]),
        src=base + files[len(files) // 2].fallback,
        type=largest.fallback_type,
        width=largest.width,
        height=largest.height,
        colour_class=colour_class(made),
        large=base + widest.fallback,
    )


def _keeps_proportions(file: PictureFile, of: PictureFile) -> bool:
    return abs(file.width * of.height - of.width * file.height) <= max(file.width, of.width, file.height, of.height)


def _srcset(base: str, files: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{base}{name} {width}w" for name, width in files)


def colour_class(made: PictureSet) -> str:
    """The class whose background is the picture's colour while it loads; none where it is transparent."""
    return "" if made.transparent else f"c-{made.colour.lstrip('#')}"


def file_names(made: PictureSet) -> tuple[str, ...]:
    """Every derivative's name, WebP and fallback."""
    return tuple(name for file in made.files for name in (file.webp, file.fallback))
