"""A small writer of PDF: real text in Helvetica, straight shapes, and JPEG pictures. What a page needs and no more."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Point = tuple[float, float]
Tint = tuple[float, float, float]

WIDTH, HEIGHT = 842.0, 474.0  # points: a slide of 16 to 9


@dataclass(frozen=True)
class Photo:
    """A JPEG picture, as it is."""

    jpeg: bytes
    width: int
    height: int


@dataclass
class Page:
    """A page in the making. Places count from its upper left corner, in points."""

    size: tuple[float, float] = (WIDTH, HEIGHT)
    steps: list[str] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)

    def text(self, at: Point, words: str, size: float, tint: Tint, *, bold: bool = False) -> None:
        """Write one line; `at` is where it begins, on its base line."""
        face = "/Bold" if bold else "/Plain"
        x, y = self._place(at)
        self.steps.append(f"BT {_numbers(*tint)} rg {face} {size:g} Tf {_numbers(x, y)} Td {_literal(words)} Tj ET")

    def area(self, corners: Sequence[Point], tint: Tint) -> None:
        """Fill a shape."""
        self.steps.append(f"{_numbers(*tint)} rg {self._way(corners)} h f")

    def line(self, path: Sequence[Point], tint: Tint, width: float, dashes: str = "") -> None:
        """Draw a line; `dashes` as PDF writes them, such as `6 4`."""
        self.steps.append(f"q 1 J 1 j [{dashes}] 0 d {_numbers(*tint)} RG {width:g} w {self._way(path)} S Q")

    def photo(self, at: Point, width: float, photo: Photo) -> None:
        """Put a picture with its upper left corner at a place."""
        high = width * photo.height / photo.width
        x, y = self._place((at[0], at[1] + high))
        self.photos.append(photo)
        self.steps.append(f"q {_numbers(width)} 0 0 {_numbers(high, x, y)} cm /Photo{len(self.photos)} Do Q")

    def _place(self, p: Point) -> Point:
        return p[0], self.size[1] - p[1]

    def _way(self, path: Sequence[Point]) -> str:
        places = [_numbers(*self._place(p)) for p in path]
        return f"{places[0]} m " + " ".join(f"{place} l" for place in places[1:])


def write_pdf(path: Path, pages: Sequence[Page], facts: Mapping[str, str]) -> None:
    """Write the pages, with facts (Title, Author, …) as office programs leave them in the file."""
    written = _Objects()
    fonts = {name: written.add(_font(face)) for name, face in (("Plain", "Helvetica"), ("Bold", "Helvetica-Bold"))}
    tree = written.add(b"")  # its number is needed by the pages, its words need theirs
    numbers = [_add_page(written, page, fonts, tree) for page in pages]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    written.change(tree, f"<< /Type /Pages /Count {len(numbers)} /Kids [{kids}] >>".encode())
    catalogue = written.add(f"<< /Type /Catalog /Pages {tree} 0 R >>".encode())
    told = " ".join(f"/{name} {_literal(fact)}" for name, fact in facts.items())
    information = written.add(f"<< {told} >>".encode("latin-1"))
    path.write_bytes(written.file(catalogue, information))


class _Objects:
    """The numbered parts of a PDF."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def add(self, part: bytes) -> int:
        self._parts.append(part)
        return len(self._parts)

    def change(self, number: int, part: bytes) -> None:
        self._parts[number - 1] = part

    def add_stream(self, entries: str, content: bytes) -> int:
        head = f"<< {entries} /Length {len(content)} >>\nstream\n".encode()
        return self.add(head + content + b"\nendstream")

    def file(self, catalogue: int, information: int) -> bytes:
        out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
        for number, part in enumerate(self._parts, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        last = f"trailer\n<< /Size {len(places) + 1} /Root {catalogue} 0 R /Info {information} 0 R >>\n"
        end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}{last}startxref\n{len(out)}\n%%EOF\n"
        return bytes(out) + end.encode()


def _add_page(written: _Objects, page: Page, fonts: Mapping[str, int], tree: int) -> int:
    content = zlib.compress("\n".join(page.steps).encode("latin-1"), 9)
    drawn = written.add_stream("/Filter /FlateDecode", content)
    seen = [_add_photo(written, photo) for photo in page.photos]
    faces = " ".join(f"/{name} {number} 0 R" for name, number in fonts.items())
    photos = " ".join(f"/Photo{place} {number} 0 R" for place, number in enumerate(seen, 1))
    resources = f"<< /Font << {faces} >> /XObject << {photos} >> >>"
    box = f"[0 0 {_numbers(*page.size)}]"
    entries = f"/Type /Page /Parent {tree} 0 R /MediaBox {box} /Resources {resources} /Contents {drawn} 0 R"
    return written.add(f"<< {entries} >>".encode())


def _add_photo(written: _Objects, photo: Photo) -> int:
    size = f"/Width {photo.width} /Height {photo.height} /ColorSpace /DeviceRGB /BitsPerComponent 8"
    return written.add_stream(f"/Type /XObject /Subtype /Image {size} /Filter /DCTDecode", photo.jpeg)


def _font(face: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>".encode()


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in values)


def _literal(words: str) -> str:
    """Write words as PDF does, in Windows' letters; the page is encoded as Latin-1 afterwards, byte for byte."""
    letters = words.encode("cp1252").decode("latin-1")
    for mark in "\\()":
        letters = letters.replace(mark, "\\" + mark)
    return f"({letters})"
