"""A clean copy of a document: the pictures of its pages and nothing else.

Written here, word for word, since every library that writes PDF puts in more: a date, a producer, a number of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be: its picture, a JPEG in three colours of so many pixels, and its size on paper in points."""

    jpeg: Path
    width: int
    height: int
    points: tuple[float, float]


def write_copy(sheets: Sequence[Sheet], destination: Path) -> None:
    """Writes the PDF to `destination`, one page after the other. The same pages always give the same bytes."""
    with destination.open("wb") as stream:
        copy = _Copy(stream)
        pages = range(3, 3 + 3 * len(sheets), 3)
        copy.add("<</Type/Catalog/Pages 2 0 R>>")
        copy.add(f"<</Type/Pages/Count {len(sheets)}/Kids[{' '.join(f'{page} 0 R' for page in pages)}]>>")
        for page, sheet in zip(pages, sheets, strict=True):
            width, height = (f"{side:.2f}" for side in sheet.points)
            copy.add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {page + 1} 0 R"
                f"/Resources<</XObject<</P {page + 2} 0 R>>>>>>"
            )
            copy.add_stream("", f"{width} 0 0 {height} 0 0 cm /P Do".encode("ascii"))
            size = f"/Width {sheet.width}/Height {sheet.height}"
            form = "/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
            copy.add_stream(form + size, sheet.jpeg.read_bytes())
        copy.end()


class _Copy:
    """A PDF being written: its objects, each with its number in order, then the list of where they are."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._starts: list[int] = []
        stream.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add(self, content: str) -> None:
        self._begin()
        self._stream.write(content.encode("ascii") + b"\nendobj\n")

    def add_stream(self, facts: str, content: bytes) -> None:
        self._begin()
        self._stream.write(f"<<{facts}/Length {len(content)}>>\nstream\n".encode("ascii"))
        self._stream.write(content + b"\nendstream\nendobj\n")

    def end(self) -> None:
        start, count = self._stream.tell(), len(self._starts) + 1
        lines = [f"xref\n0 {count}\n0000000000 65535 f \n", *(f"{at:010} 00000 n \n" for at in self._starts)]
        lines.append(f"trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n")
        self._stream.write("".join(lines).encode("ascii"))

    def _begin(self) -> None:
        self._starts.append(self._stream.tell())
        self._stream.write(f"{len(self._starts)} 0 obj\n".encode("ascii"))
