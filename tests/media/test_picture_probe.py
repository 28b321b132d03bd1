"""What a picture's header says, and what is said about a file that holds no picture."""

from __future__ import annotations

import pickle
import struct
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from profilegen.media.probe import PictureError, PictureFacts, probe_picture

SAMPLES = Path(__file__).parent / "samples"


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims this size and holds next to nothing."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_every_format_is_known_by_its_content(form: str, tmp_path: Path) -> None:
    """The name's ending does not matter: a .jpg that is a PNG is simply a PNG."""
    file = tmp_path / "picture.jpg"
    Image.new("RGB", (30, 20), "teal").save(file, form)
    assert probe_picture(file) == PictureFacts(30, 20, transparent=False, format=form.lower())


def test_an_iphone_photo_is_known_and_upright() -> None:
    """HEIC is turned by its own reader: the size is that of the picture as shown, not turned twice."""
    assert probe_picture(SAMPLES / "upright.heic") == PictureFacts(64, 48, transparent=False, format="heic")
    assert probe_picture(SAMPLES / "turned.heic") == PictureFacts(48, 64, transparent=False, format="heic")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize(("turn", "size"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30)), (8, (20, 30))])
def test_the_size_is_that_of_the_upright_picture(form: str, turn: int, size: tuple[int, int], tmp_path: Path) -> None:
    """Width and height are as a person sees them, whichever way the camera was held."""
    exif = Image.Exif()
    exif[0x0112] = turn
    Image.new("RGB", (30, 20)).save(tmp_path / "p", form, exif=exif)
    facts = probe_picture(tmp_path / "p")
    assert (facts.width, facts.height) == size


@pytest.mark.parametrize("exif", [b"Exif\0\0", b"Exif\0\0rubbish", b"Exif\0\0II*\0\xff\xff\xff\xff", b"x"])
def test_damaged_exif_counts_as_none(exif: bytes, tmp_path: Path) -> None:
    """A picture is not lost for its metadata."""
    Image.new("RGB", (30, 20)).save(tmp_path / "p", "JPEG", exif=exif)
    assert probe_picture(tmp_path / "p").width == 30


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_room_for_transparency_is_seen(mode: str, tmp_path: Path) -> None:
    """An alpha channel, or a palette with a transparent colour."""
    image = Image.new("RGBA", (4, 4), (0, 0, 0, 0)).convert(mode)
    image.save(tmp_path / "p", "PNG", **({"transparency": 0} if mode == "P" else {}))
    assert probe_picture(tmp_path / "p").transparent


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Dear diary, today", "not a picture"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xef\xbb\xbf<svg xmlns='x'>", "SVG"),
        (b"PK\x03\x04rest", "zip"),
        (b"\0\0\0\x20ftypisom\0\0\0\0isommp41", "video"),
        (b"BM" + b"\0" * 60, "BMP"),
        (b"\xff\xd8\xff", "begins like a JPEG"),
        (b"\x89PNG\r\n\x1a\n", "begins like a PNG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "begins like a WebP"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "begins like a HEIC"),
        (b"II*\0\x08\0\0\0", "TIFF"),
    ],
)
def test_what_is_no_picture_is_said_in_plain_words(content: bytes, words: str, tmp_path: Path) -> None:
    """One sentence about the file, and a hint about what to do."""
    (tmp_path / "p.jpg").write_bytes(content)
    with pytest.raises(PictureError) as caught:
        probe_picture(tmp_path / "p.jpg")
    assert words in caught.value.reason
    assert caught.value.hint


def test_a_file_that_is_not_there_and_a_folder_are_told() -> None:
    """What is no file at all is not waited for."""
    for path in (SAMPLES / "nothing.jpg", SAMPLES):
        with pytest.raises(PictureError, match="no such file"):
            probe_picture(path)


@pytest.mark.parametrize("size", [(10_001, 10_000), (14_000, 14_000), (60_000, 60_000), (2_000_000_000, 2)])
def test_a_picture_over_the_limit_is_refused_by_its_header(size: tuple[int, int], tmp_path: Path) -> None:
    """A few bytes can claim gigabytes of pixels: nothing is decoded to find out."""
    (tmp_path / "bomb.png").write_bytes(png_of_size(*size))
    with pytest.raises(PictureError, match="too large") as caught:
        probe_picture(tmp_path / "bomb.png")
    assert "100 megapixels" in caught.value.hint


def test_the_limit_is_exact_and_can_be_set(tmp_path: Path) -> None:
    """100 megapixels pass by default, also where Pillow alone would already warn."""
    (tmp_path / "p.png").write_bytes(png_of_size(10_000, 10_000))
    assert probe_picture(tmp_path / "p.png").width == 10_000
    with pytest.raises(PictureError, match="too large") as caught:
        probe_picture(tmp_path / "p.png", most_pixels=2_500_000)
    assert "2.5 megapixels" in caught.value.hint


def test_a_missing_reader_for_iphone_photos_is_named_with_its_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    """It costs this picture, not the build."""
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(PictureError, match="iPhone") as caught:
        probe_picture(SAMPLES / "upright.heic")
    assert "pip install pi-heif" in caught.value.hint


def test_a_picture_error_comes_home_from_a_worker_whole() -> None:
    """Workers send errors by pickle: reason and hint survive it."""
    error = pickle.loads(pickle.dumps(PictureError("why", "what to do")))  # noqa: S301  (our own bytes)
    assert (error.reason, error.hint) == ("why", "what to do")
