"""Opening a file as a picture: known by its content, never by its name, and whatever is wrong said in plain words."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isqrt
from pathlib import Path
from typing import BinaryIO

# Imported here so that Pillow finds each reader at once; it would load all forty of its formats otherwise.
from PIL import (
    AvifImagePlugin,  # noqa: F401
    GifImagePlugin,  # noqa: F401
    Image,
    JpegImagePlugin,  # noqa: F401
    PngImagePlugin,  # noqa: F401
    TiffImagePlugin,  # noqa: F401
    WebPImagePlugin,  # noqa: F401
    features,
)

from profilegen.media.made_to_cost import made_to_cost
from profilegen.media.refusals import MOST_PIXELS, PictureError

KINDS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "tiff": "TIFF",
    "webp": "WebP",
    "avif": "AVIF",
    "heic": "HEIC",
    "svg": "SVG",
}
"""The formats that are read, and how each is called in a sentence."""

_SAVE_AGAIN = "Open it in a picture program, save it as JPEG or PNG, and use the new file."
_FETCH_AGAIN = "Copy it again from the camera, phone or e-mail it came from."
_ENOUGH_FOR_ANY_SCREEN = 4000
_TURNED_WHILE_READ = {"heic", "tiff", "svg"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_STARTS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"II+\0": "tiff",
    b"MM\0+": "tiff",
}
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_DRAWINGS = (b"<svg", b"<?xml", b"<!--", b"<!doctype svg", b"\xff\xfe<\0", b"\xfe\xff\0<")  # the last in UTF-16
_ZIPPED = b"\x1f\x8b"
_OTHER_STARTS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip file or an office document",
    b"BM": "a bitmap (BMP)",
    b"8BPS": "a Photoshop document",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"\x1aE\xdf\xa3": "a video",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture whose header is read: `kind` is a key of KINDS, `turn` its EXIF orientation (1 where it needs none)."""

    kind: str
    picture: Image.Image
    turn: int

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as a person sees the picture."""
        width, height = self.picture.size
        return (height, width) if self.turn >= 5 else (width, height)


@contextmanager
def opened(path: Path, most_pixels: int = MOST_PIXELS) -> Iterator[Opened]:
    """The picture in a file, its pixels not yet read; closed afterwards.

    Raises PictureError for everything that is wrong with the file, also for what is found out within the
    `with` block: only decode there.
    """
    with _stream(path) as stream:
        kind = _kind(stream)
        with _plain_words(kind), _quietly(), Image.open(stream, formats=_readers(kind)) as picture:
            _check_size(picture.size, most_pixels)
            if made_to_cost(picture, path):
                raise PictureError("The picture is built so that reading it would take very long.", _SAVE_AGAIN)
            yield Opened(kind, picture, _turn(kind, picture))


def kind_of(start: bytes) -> str:
    """The format that the first bytes of a file belong to (a key of KINDS), or "" for anything else."""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    if start[4:8] == b"ftyp":
        brands = {start[at : at + 4] for at in (8, *range(16, min(int.from_bytes(start[:4], "big"), len(start)), 4))}
        return "avif" if brands & _AVIF_BRANDS else "heic" if brands & _HEIC_BRANDS else ""
    if start.startswith(_ZIPPED) or start.lstrip(_BLANKS).lower().startswith(_DRAWINGS):
        return "svg"
    return next((kind for signature, kind in _STARTS.items() if start.startswith(signature)), "")


@contextmanager
def _stream(path: Path) -> Iterator[BinaryIO]:
    if not path.is_file():  # a pipe or a device would never end
        raise PictureError("There is no such file.", "Check the name, and that the file is in the media folder.")
    try:
        stream = path.open("rb")
    except OSError as error:
        reason = f"The file cannot be opened ({error.strerror})."
        raise PictureError(reason, "Close other programs that use it, and check who may read it.") from error
    with stream:
        yield stream


def _kind(stream: BinaryIO) -> str:
    start = stream.read(64)
    stream.seek(0)
    if not start:
        raise PictureError("The file is empty: it holds no bytes at all.", _FETCH_AGAIN)
    kind = kind_of(start)
    if not kind:
        raise PictureError(f"This is not a picture that can be shown{_looks_like(start)}.", _SAVE_AGAIN)
    return kind


def _looks_like(start: bytes) -> str:
    if start[4:8] == b"ftyp":
        return ": it looks like a video or a sound recording"
    text = start.lstrip(_BLANKS)
    other = next((name for signature, name in _OTHER_STARTS.items() if text.startswith(signature)), "")
    return f": it looks like {other}" if other else ""


def _readers(kind: str) -> tuple[str, ...]:
    """The one reader of Pillow that may see the file; those that Pillow does not bring are registered first."""
    if kind == "svg":
        from profilegen.media.drawings import register

        register()
    if kind == "heic":
        _register_heic()
        return ("HEIF",)
    if kind == "avif" and not features.check("avif"):
        raise PictureError("This computer's Pillow cannot read AVIF pictures.", "pip install --upgrade pillow")
    return (kind.upper(),)


def _register_heic() -> None:
    try:
        from pi_heif import register_heif_opener
    except ImportError as error:
        reason = "This is an iPhone photo (HEIC), and the part that reads such photos is not installed."
        raise PictureError(reason, "pip install pi-heif, or save the photo as JPEG.") from error
    register_heif_opener(thumbnails=False)


@contextmanager
def _quietly() -> Iterator[None]:
    """Pillow warns of odd files by printing; what counts is checked here instead.

    Its warning of a decompression bomb too: `_check_size` is stricter in what it does, and exact. Filters are
    shared by threads, so in another thread a warning may still show; no check depends on one.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _plain_words(kind: str) -> Iterator[None]:
    """Turns whatever a decoder raises into a PictureError: on damaged files they raise almost anything."""
    try:
        yield
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except MemoryError as error:
        raise PictureError("There is not enough memory for this picture.", "Save a smaller copy of it.") from error
    except Exception as error:
        raise _damaged(kind, error) from error


def _damaged(kind: str, error: Exception) -> PictureError:
    if isinstance(error, EOFError) or "truncated" in str(error).lower():
        return PictureError(f"This {KINDS[kind]} picture is cut off: the end of the file is missing.", _FETCH_AGAIN)
    return PictureError(f"This file begins like a {KINDS[kind]} picture, but is cut off or damaged.", _FETCH_AGAIN)


def _too_large(size: tuple[int, int] | None = None, most_pixels: int = MOST_PIXELS) -> PictureError:
    measured = f" ({size[0]} × {size[1]} pixels)" if size else ""
    side = min(_ENOUGH_FOR_ANY_SCREEN, isqrt(most_pixels) // 100 * 100 or isqrt(most_pixels))
    hint = f"Open it in a picture program, choose “Resize”, make its longer side {side} pixels, and use that copy. "
    limit = f"(The most is {most_pixels / 1e6:g} megapixels: width times height, in millions.)"
    return PictureError(f"The picture is too large{measured}.", hint + limit)


def _check_size(size: tuple[int, int], most_pixels: int) -> None:
    if size[0] * size[1] > most_pixels:
        raise _too_large(size, most_pixels)
    if min(size) < 1:
        raise PictureError("The picture has no width or no height.", _SAVE_AGAIN)


def _turn(kind: str, picture: Image.Image) -> int:
    """The EXIF orientation still to be applied, 1 to 8; damaged EXIF counts as none.

    Asked of the base class, since a PNG's own method would decode the whole picture to look behind the pixels.
    """
    if kind in _TURNED_WHILE_READ:
        return 1
    try:
        turn = Image.Image.getexif(picture).get(0x0112, 1)
    except Exception:  # as above: EXIF is written by every camera in its own way
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1
