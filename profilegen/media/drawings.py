"""Drawings in SVG, read as pictures: their size from what they say, their pixels from a process of its own.

A reader for Pillow, so that all that is done to a photo is done to a drawing too. Nothing of the file itself gets
into a site. Words are drawn with the fonts of the computer that builds.
"""

from __future__ import annotations

import re
import subprocess
import zlib
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import quoteattr

from PIL import (
    Image,
    ImageFile,
    PngImagePlugin,  # noqa: F401 - so that Pillow finds the reader of what was drawn
)

from profilegen.media import rasterising
from profilegen.media.apart import QUIETLY, command, folder_of
from profilegen.media.clean_drawings import MOST_BYTES, CleanDrawing, clean, too_elaborate
from profilegen.media.refusals import PictureError

LONG_SIDE = 1600
"""Pixels of a drawing's longer side: it has no size of its own that would count."""

_LIBRARY = "resvg_py"
_ZIPPED = b"\x1f\x8b"
_LONGEST_WAIT = 30  # seconds by the clock, where a computer is busy or knows no other limit
_NUMBER = r"\d+\.?\d*(?:e[+-]?\d{1,3})?|\.\d+(?:e[+-]?\d{1,3})?"
_LONGEST_SIZE = 500  # letters, in which a drawing says how large it is
_LENGTH = re.compile(rf"\+?({_NUMBER})(px|pt|pc|mm|cm|in|em|ex)?", re.IGNORECASE)
_INCH = 96.0
_UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": _INCH / 72,
    "pc": _INCH / 6,
    "mm": _INCH / 25.4,
    "cm": _INCH / 2.54,
    "in": _INCH,
    "em": 16.0,
    "ex": 8.0,
}
_EXPORT = "Open it in the program that it was drawn with, export it as PNG, and use the new file."

Box = tuple[float, float, float, float]


class Drawing(ImageFile.StubImageFile):
    """An SVG as Pillow sees it: cleaned when it is opened, drawn when its pixels are asked for. PictureError."""

    format = "SVG"
    format_description = "Scalable Vector Graphics"

    def _open(self) -> None:
        assert self.fp is not None  # noqa: S101 - Pillow has just set it
        if not folder_of(_LIBRARY):
            reason = "This is a drawing (SVG), and the part that reads drawings is not installed."
            raise PictureError(reason, "pip install resvg-py, or export the drawing as PNG.")
        drawing = clean(_unzipped(self.fp.read(MOST_BYTES + 1)))
        box = _view_box(drawing.attributes)
        self._size = _pixels(drawing.attributes, box)
        self._mode = "RGBA"
        self._handler = _Pencil(drawing, box or _box_of(drawing.attributes))


class _Pencil(ImageFile.StubHandler):
    """Draws one drawing."""

    def __init__(self, drawing: CleanDrawing, box: Box) -> None:
        self._drawing = drawing
        self._box = box

    def open(self, im: ImageFile.StubImageFile) -> None:
        """Nothing is left to do."""

    def load(self, im: ImageFile.StubImageFile) -> Image.Image:
        """The drawing's pixels."""
        content = _drawn(_as_svg(self._drawing, self._box, im.size), self._drawing.has_words)
        with Image.open(BytesIO(content), formats=("PNG",)) as drawn:
            return drawn.convert("RGBA")


def _unzipped(content: bytes) -> bytes:
    if not content.startswith(_ZIPPED):
        return content
    try:
        return zlib.decompressobj(wbits=31).decompress(content, MOST_BYTES + 1)
    except zlib.error as error:
        raise PictureError("The drawing is zipped (svgz), and the zip is damaged.", _EXPORT) from error


def _view_box(attributes: Mapping[str, str]) -> Box | None:
    numbers = attributes.get("viewBox", "")[:_LONGEST_SIZE].replace(",", " ").split()
    try:
        left, top, width, height = (float(number) for number in numbers)
    except ValueError:
        return None
    usable = min(width, height) > 1e-6 and max(width, height, abs(left), abs(top)) < 1e9
    return (left, top, width, height) if usable else None


def _box_of(attributes: Mapping[str, str]) -> Box:
    return 0.0, 0.0, _length(attributes, "width") or 1.0, _length(attributes, "height") or 1.0


def _pixels(attributes: Mapping[str, str], box: Box | None) -> tuple[int, int]:
    """How many pixels wide and high it is drawn: in its own proportions, its longer side always the same."""
    width, height = _length(attributes, "width"), _length(attributes, "height")
    if box and not (width and height):
        ratio = box[2] / box[3]
        width, height = (width, width / ratio) if width else (height * ratio, height) if height else (box[2], box[3])
    if not (width and height):
        reason = "The drawing does not say how large it is."
        raise PictureError(reason, 'Write it into its first line, such as viewBox="0 0 300 200", or export it as PNG.')
    scale = LONG_SIDE / max(width, height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _length(attributes: Mapping[str, str], name: str) -> float:
    """A length in pixels; 0 where there is none, as in percent of an unknown page."""
    matched = _LENGTH.fullmatch(attributes.get(name, "")[:_LONGEST_SIZE].strip())
    length = float(matched[1]) * _UNITS[(matched[2] or "").lower()] if matched else 0.0
    return length if 1e-6 < length < 1e12 else 0.0


def _as_svg(drawing: CleanDrawing, box: Box, size: tuple[int, int]) -> str:
    """The whole drawing, so large."""
    replaced = {"width": str(size[0]), "height": str(size[1]), "viewBox": " ".join(f"{part:.9g}" for part in box)}
    attributes = {**drawing.attributes, **replaced, "xmlns": "http://www.w3.org/2000/svg"}
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<svg{written}>{drawing.body}</svg>"


def _drawn(svg: str, has_words: bool) -> bytes:
    """The drawing as PNG. Raises PictureError where that takes too long, or does not end well."""
    drawing = command("profilegen.media.rasterising", _LIBRARY, "words" if has_words else "none")
    try:
        ended = subprocess.run(  # noqa: S603 - this very Python, and a module of ours
            drawing, input=svg.encode("utf-8"), capture_output=True, timeout=_LONGEST_WAIT, creationflags=QUIETLY
        )
    except subprocess.TimeoutExpired as error:
        raise too_elaborate("drawing it takes too long") from error
    if ended.returncode == rasterising.NO_FONTS:
        reason = "The drawing has words in it, and this computer has no fonts to write them with."
        raise PictureError(reason, "Export the drawing as PNG, or install fonts, such as DejaVu or Noto.")
    if ended.returncode == rasterising.DAMAGED:
        raise PictureError("Something in the drawing is not as SVG wants it.", _EXPORT)
    if ended.returncode:
        raise too_elaborate("drawing it takes too long, or too much memory")
    return ended.stdout


def register() -> None:
    """Lets Pillow open drawings, for whoever asks for the format SVG by its name."""
    if "SVG" not in Image.OPEN:
        Image.register_open("SVG", Drawing)
