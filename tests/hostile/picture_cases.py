"""Hostile pictures: small files that claim to be huge, that are cut off or damaged, or that are something else."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from tests.hostile.arena import Case, of_files
from tests.media.profiles import DISPLAY_P3

_HEIC = Path(__file__).resolve().parents[1] / "media" / "samples" / "upright.heic"
_BROKEN = "unreadable-media"


def saved(picture: Image.Image, form: str, **settings: Any) -> bytes:
    """The picture as the bytes of a file."""
    file = io.BytesIO()
    picture.save(file, form, **settings)
    return file.getvalue()


@cache
def sound(form: str) -> bytes:
    """A small sound picture with some detail, so that there is something to damage."""
    if form == "HEIC":
        return _HEIC.read_bytes()
    return saved(Image.linear_gradient("L").resize((40, 30)).convert("RGB"), form)


FORMS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "HEIC")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(
    width: int, height: int, *, bits: int = 1, colour: int = 0, rows: int | None = None, extra: bytes = b""
) -> bytes:
    """A PNG of nothing but zeros, of any claimed size: 900 megapixels are 110 KB."""
    row = 1 + (width * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour] * bits + 7) // 8
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(row)) for _ in range(height if rows is None else rows)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    parts = _chunk(b"IHDR", header) + extra + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def many_scans(side: int, scans: int) -> bytes:
    """A progressive JPEG of one grey whose every scan, some hundred bytes, is a pass over all its pixels."""
    blocks = (-(-side // 8)) ** 2
    start = _segment(0xDB, b"\0" + b"\1" * 64) + _segment(0xC2, struct.pack(">BHHB", 8, side, side, 1) + b"\1\x11\0")
    tables = _segment(0xC4, b"\x00\1" + bytes(15) + b"\0") + _segment(0xC4, b"\x10\1" + bytes(15) + b"\xe0")
    first = _segment(0xDA, b"\1\1\0\0\0\0") + bytes(blocks // 8 + 1)
    signs = ("0" + "1" * 14) * -(-blocks // 32_767)
    packed = int(signs + "1" * (-len(signs) % 8), 2).to_bytes(-(-len(signs) // 8), "big").replace(b"\xff", b"\xff\0")
    return b"\xff\xd8" + start + tables + first + (_segment(0xDA, b"\1\1\0\1\x3f\0") + packed) * scans + b"\xff\xd9"


def painted_again(strips: int, side: int = 10_000) -> bytes:
    """A TIFF whose every strip is the same half of the picture, unpacked again from the same bytes."""
    content = bytes(side // 8 * (side // 2) + 16)
    table_end = 8 + 2 + 12 * 9 + 4
    facts = [(256, 4, 1, side), (257, 4, 1, side), (258, 3, 1, 1), (259, 3, 1, 1), (262, 3, 1, 1)]
    facts += [
        (273, 4, strips, table_end),
        (277, 3, 1, 1),
        (278, 4, 1, side // 2),
        (279, 4, strips, table_end + 4 * strips),
    ]
    where = b"".join(struct.pack("<I", table_end + 8 * strips + number % 16) for number in range(strips))
    sizes = struct.pack("<I", len(content) - 16) * strips
    table = b"".join(struct.pack("<HHII", *fact) for fact in facts)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 9) + table + bytes(4) + where + sizes + content


def tags(number: int, size: int, *, first: int = 1_000) -> bytes:
    """A TIFF header, as in EXIF, whose every tag names the same large piece of the file."""
    start = 8 + 2 + 12 * number + 4
    table = b"".join(struct.pack("<HHII", first + tag, 7, size, start) for tag in range(number))
    return b"II*\0\x08\0\0\0" + struct.pack("<H", number) + table + bytes(4) + b"x" * size


def with_exif(exif: bytes) -> bytes:
    """A JPEG with these bytes for EXIF, in as many segments as they need."""
    pieces = (exif[at : at + 60_000] for at in range(0, len(exif), 60_000))
    segments = b"".join(_segment(0xE1, b"Exif\0\0" + piece) for piece in pieces)
    return sound("JPEG")[:2] + segments + sound("JPEG")[2:]


def _round() -> bytes:
    """EXIF whose directory names itself as its next and its inner one."""
    table = struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0x0112, 3, 1, 6)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 2) + table + struct.pack("<I", 8)


def _gif(width: int, height: int, frame: tuple[int, int] | None = None) -> bytes:
    """A GIF that claims this size, with a frame of this one."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    return screen + b"\x2c" + struct.pack("<HHHHB", 0, 0, *(frame or (width, height)), 0) + b"\x02\x02\x44\x01\0\x3b"


def _webp(width: int, height: int) -> bytes:
    """A WebP that claims this canvas, and holds next to nothing."""
    canvas = b"VP8X\x0a\0\0\0\x10\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(canvas) + 4) + b"WEBP" + canvas


def _heic_of(width: int, height: int) -> bytes:
    return sound("HEIC").replace(
        b"ispe" + bytes(4) + _HEIC_SIZE, b"ispe" + bytes(4) + struct.pack(">II", width, height)
    )


def _first_size(content: bytes) -> bytes:
    at = content.index(b"ispe") + 8
    return content[at : at + 8]


_HEIC_SIZE = _first_size(_HEIC.read_bytes())
_GREY = Image.new("L", (40, 30), 99)
_CLEAR = Image.new("RGBA", (40, 30), (9, 99, 199, 0))
_ADOBE = _segment(0xEE, b"Adobe\0\x64\0\0\0\0\2")


def _frames(form: str) -> bytes:
    frames = [Image.new("RGB", (40, 30), (n, 0, 0)) for n in range(60)]
    return saved(frames[0], form, save_all=True, append_images=frames[1:])


_FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "900 megapixels": (lambda: png(30_000, 30_000), _BROKEN),
    "a claim of 900 megapixels": (lambda: png(30_000, 30_000, rows=0), _BROKEN),
    "a claim of four thousand million squared": (lambda: png(2**31 - 1, 2**31 - 1, rows=0), _BROKEN),
    "a GIF's claim": (lambda: _gif(65_535, 65_535), _BROKEN),
    "a GIF's frame larger than its screen": (lambda: _gif(10, 10, (60_000, 60_000)), _BROKEN),
    "a WebP's claim": (lambda: _webp(16_777_216, 256), _BROKEN),
    "a HEIC's claim": (lambda: _heic_of(60_000, 60_000), _BROKEN),
    "a TIFF's claim": (
        lambda: sound("TIFF").replace(struct.pack("<HHII", 256, 4, 1, 40), struct.pack("<HHII", 256, 4, 1, 2**31)),
        _BROKEN,
    ),
    # 10 MB of these took a quarter of an hour in libjpeg, 12 ms for each hundred bytes.
    "a JPEG of ten thousand scans": (lambda: many_scans(9_000, 10_000), _BROKEN),
    # 200 strips, in 6 MB that zip to nothing, took over a minute; the file has room for a million.
    "a TIFF that paints over itself": (lambda: painted_again(20_000, 2_000), _BROKEN),
    "tags that all name one piece": (lambda: tags(2_000, 500_000), _BROKEN),
    "EXIF that all names one piece": (lambda: with_exif(tags(2_000, 500_000)), ""),
    "EXIF that turns in a circle": (lambda: with_exif(_round()), ""),
    "EXIF of nothing": (lambda: with_exif(b""), ""),
    "EXIF of rubbish": (lambda: with_exif(b"MM\0*" + b"\xff" * 50_000), ""),
    "thousands of pieces of EXIF": (
        lambda: sound("JPEG")[:2] + _segment(0xE1, b"Exif\0\0x") * 20_000 + sound("JPEG")[2:],
        "",
    ),
    "a comment of a megabyte": (lambda: sound("JPEG")[:2] + _segment(0xFE, b"c" * 60_000) * 18 + sound("JPEG")[2:], ""),
    "texts of PNG that unpack to gigabytes": (
        lambda: png(40, 30, extra=_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(20_000_000), 9)) * 20),
        _BROKEN,
    ),
    "a profile that unpacks to gigabytes": (
        lambda: png(40, 30, extra=_chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(50_000_000), 9))),
        "",
    ),
    "a profile of rubbish": (lambda: saved(_GREY, "JPEG", icc_profile=b"\xff" * 10_000), ""),
    "half a profile": (lambda: saved(_CLEAR, "PNG", icc_profile=DISPLAY_P3[:300]), ""),
    "a profile of other colours": (lambda: saved(_GREY, "PNG", icc_profile=DISPLAY_P3), ""),
    "grey in sixteen bits": (lambda: saved(Image.new("I;16", (40, 30), 40_000), "PNG"), ""),
    "colours in sixteen bits": (lambda: png(40, 30, bits=16, colour=2), ""),
    "printers' colours": (lambda: saved(Image.new("CMYK", (40, 30)), "JPEG"), ""),
    "printers' colours with Adobe's mark": (
        lambda: (
            saved(Image.new("CMYK", (40, 30)), "JPEG")[:2] + _ADOBE + saved(Image.new("CMYK", (40, 30)), "JPEG")[2:]
        ),
        "",
    ),
    "a palette that is clear in places": (
        lambda: saved(_CLEAR.convert("P"), "PNG", transparency=bytes(range(256))),
        "",
    ),
    "a palette that is not there": (lambda: png(40, 30, bits=8, colour=3), ""),
    "an animated GIF": (lambda: _frames("GIF"), ""),
    "an animated WebP": (lambda: _frames("WEBP"), ""),
    "an animated PNG": (lambda: _frames("PNG"), ""),
    "one pixel": (lambda: png(1, 1), ""),
    "one pixel wide": (lambda: png(1, 65_535), ""),
    "one pixel high": (lambda: png(65_535, 1), ""),
    "no pixel": (lambda: png(0, 0), _BROKEN),
    "nothing": (lambda: b"", _BROKEN),
    "a web page": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", _BROKEN),
    "a drawing in SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', _BROKEN),
    "a zip": (lambda: b"PK\x03\x04" + bytes(100), _BROKEN),
    "a program": (lambda: b"MZ" + bytes(100), _BROKEN),
    "a program for Linux": (lambda: b"\x7fELF" + bytes(100), _BROKEN),
    "a picture and a web page at once": (lambda: sound("JPEG") + b"<script>alert(1)</script>", ""),
}


def _shown(content: bytes, name: str = "x.jpg") -> dict[str, str | bytes]:
    record = f"title: A\ndate: 2026-10-14\nmedia: [{{file: {name}, alt: A picture}}]\n"
    return {f"media/{name}": content, "reflections/a.yaml": record}


def _late(make: Callable[[], bytes], rule: str) -> Case:
    return Case(lambda folder: of_files(_shown(make())).lay(folder), rule)


KEPT = {name: _late(make, rule) for name, (make, rule) in _FILES.items()}
KEPT |= {
    f"a {form} cut off at {share} percent": of_files(_shown(sound(form)[: len(sound(form)) * share // 100]))
    for form in FORMS
    for share in (10, 50, 99)
}
KEPT |= {
    f"a {form} by the name of {name}": of_files(_shown(sound(form), name))
    for form in FORMS
    for name in ("a.pdf", "a.mp3")
}
KEPT["a portrait that is none"] = of_files({**_shown(b"MZ"), "profile.yaml": "name: Hana\navatar: x.jpg\n"}, _BROKEN)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound picture of any sort, cut off, with single bytes changed, or with a piece of it repeated."""
    content = bytearray(sound(draw(st.sampled_from(FORMS))))
    for _ in range(draw(st.integers(0, 4))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    match draw(st.sampled_from(["whole", "cut", "repeated", "moved"])):
        case "cut":
            del content[draw(st.integers(0, len(content) - 1)) :]
        case "repeated":
            start, end = sorted(draw(st.tuples(*[st.integers(0, len(content) - 1)] * 2)))
            content[end:end] = content[start:end] * draw(st.integers(1, 50))
        case "moved":
            content[0:0] = draw(st.binary(max_size=16))
    return bytes(content)


cases = damaged().map(_shown).map(of_files)
"""Any damaged picture, shown in a reflection."""
