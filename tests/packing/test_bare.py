"""Originals without what was written about them: every pixel and sample is as it was, and no word is left."""

from __future__ import annotations

import array
import io
import math
import struct
import zlib
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pillow_heif
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from profilegen.baring.bare import bare

CANARY = b"Quillfeather"
_TURNED = 6


def _photo() -> Image.Image:
    photo = Image.new("RGB", (64, 48))
    photo.putdata([(x * 3 % 256, x * 7 % 256, x % 256) for x in range(64 * 48)])
    return photo


def _exif(*, turn: int = _TURNED) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010E] = turn, CANARY.decode(), CANARY.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 1.5)})
    return exif


def _jpeg(path: Path) -> None:
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _photo().save(path, exif=_exif(), icc_profile=icc, comment=CANARY, progressive=True)
    plain = path.read_bytes()
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x>" + CANARY + b"</x>"
    segment = b"\xff\xe1" + struct.pack(">H", len(xmp) + 2) + xmp
    path.write_bytes(plain[:2] + segment + plain[2:] + b"a film behind the photo: " + CANARY)


def _png(path: Path) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", CANARY.decode())
    words.add_itxt("XML:com.adobe.xmp", CANARY.decode(), zip=False)
    _photo().save(path, pnginfo=words, exif=_exif())


def _webp(path: Path) -> None:
    _photo().save(path, lossless=True, exif=_exif(), xmp=b"<x>" + CANARY + b"</x>")


def _gif(path: Path) -> None:
    frames = [_photo().quantize(16).rotate(angle) for angle in (0, 90)]
    frames[0].save(path, save_all=True, append_images=frames[1:], comment=CANARY, loop=0, duration=200)


def _heic(path: Path) -> None:
    pillow_heif.from_pillow(_photo()).save(path, exif=_exif(turn=1).tobytes(), quality=90)


_PICTURES = {"a.jpg": _jpeg, "a.png": _png, "a.webp": _webp, "a.gif": _gif, "a.heic": _heic}


def _bared(path: Path) -> bytes:
    found = bare(path)
    content = b"".join(found.pieces())
    assert found.is_known and found.is_changed and found.size == len(content)
    again = path.with_name(f"again-{path.name}")
    again.write_bytes(content)
    assert not bare(again).is_changed, "what is bare stays as it is"
    return content


def _pixels(content: bytes) -> list[bytes]:
    if content[4:8] == b"ftyp":
        return [pillow_heif.open_heif(io.BytesIO(content)).to_pillow().tobytes()]
    with Image.open(io.BytesIO(content)) as opened:
        frames = []
        for number in range(getattr(opened, "n_frames", 1)):
            opened.seek(number)
            frames.append(opened.convert("RGB").tobytes())
        return frames


@pytest.mark.parametrize("name", _PICTURES)
def test_a_picture_keeps_every_pixel_and_loses_every_word(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    _PICTURES[name](path)
    content = _bared(path)
    assert CANARY in path.read_bytes() and CANARY not in content
    assert _pixels(content) == _pixels(path.read_bytes())


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_it_still_knows_which_way_up_it_is_and_nothing_else(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    _PICTURES[name](path)
    with Image.open(io.BytesIO(_bared(path))) as opened:
        opened.load()
        assert dict(opened.getexif()) == {0x0112: _TURNED}


def test_a_photo_keeps_its_colour_profile_and_ends_where_the_picture_ends(tmp_path: Path) -> None:
    _jpeg(tmp_path / "a.jpg")
    content = _bared(tmp_path / "a.jpg")
    assert Image.open(io.BytesIO(content)).info["icc_profile"] and content.endswith(b"\xff\xd9")


# Recordings


_frame_of: Any = av.VideoFrame.from_image


def _recording(path: Path, form: str, video: str = "", audio: str = "") -> None:
    words = {"title": CANARY.decode(), "comment": CANARY.decode(), "location": "+51.5-000.1/"}
    output: Any
    with av.open(path, "w", format=form, options={"movflags": "use_metadata_tags"} if form == "mp4" else {}) as output:
        output.metadata.update(words)
        film: Any = output.add_stream(video, rate=10) if video else None
        sound: Any = output.add_stream(audio, rate=48000, layout="mono") if audio else None
        if film is not None:
            film.width, film.height, film.pix_fmt = 64, 48, "yuv420p"
            for number in range(5):
                frame = _frame_of(Image.new("RGB", (64, 48), (number * 40, 90, 10)))
                output.mux(film.encode(frame))
            output.mux(film.encode(None))
        if sound is not None:
            fitting = av.AudioResampler(sound.format.name, "mono", 48000, sound.frame_size or None)
            for number in range(12):
                wave = array.array("h", (round(9000 * math.sin(at / (5 + number))) for at in range(960)))
                frame = av.AudioFrame(format="s16", layout="mono", samples=960)
                frame.planes[0].update(wave.tobytes().ljust(frame.planes[0].buffer_size, b"\0"))
                frame.sample_rate, frame.pts, frame.time_base = 48000, number * 960, Fraction(1, 48000)
                for one in fitting.resample(frame):
                    output.mux(sound.encode(one))
            output.mux(sound.encode(None))


def _packets(content: bytes) -> list[tuple[int, int | None, int]]:
    opened: Any
    with av.open(io.BytesIO(content)) as opened:
        return [(one.stream_index, one.pts, zlib.crc32(bytes(one))) for one in opened.demux() if one.size]


_RECORDINGS = {
    "a.mp4": ("mp4", "libx264", "aac"),
    "a.mov": ("mov", "libx264", ""),
    "a.m4a": ("ipod", "", "aac"),
    "a.webm": ("webm", "libvpx-vp9", "libopus"),
    "a.mkv": ("matroska", "libx264", "libopus"),
    "a.ogg": ("ogg", "", "libopus"),
    "a.flac": ("flac", "", "flac"),
    "a.mp3": ("mp3", "", "libmp3lame"),
    "a.wav": ("wav", "", "pcm_s16le"),
}


@pytest.mark.parametrize("name", _RECORDINGS)
def test_a_recording_keeps_every_packet_and_loses_every_word(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    _recording(path, *_RECORDINGS[name])
    content = _bared(path)
    assert CANARY in path.read_bytes()
    assert CANARY not in content and b"+51.5" not in content
    assert _packets(content) == _packets(path.read_bytes()) != []
    with av.open(io.BytesIO(content)) as opened:
        assert not {"title", "comment", "location"} & {word.lower() for word in opened.metadata}


@pytest.mark.parametrize("content", [b"#!AMR\n<voice", b"\xff\xf1\x50\x80 frames"])
def test_a_format_without_room_for_words_is_bare_already(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    assert (bare(tmp_path / "a").is_known, bare(tmp_path / "a").is_changed) == (True, False)


def test_a_track_of_places_beside_the_film_is_emptied(tmp_path: Path) -> None:
    """As action cameras write it: here a track of sound that says of itself that it is something else."""
    path = tmp_path / "a.mp4"
    _recording(path, "mp4", "libx264", "aac")
    raw = path.read_bytes()
    sound = [crc for index, _, crc in _packets(raw) if index == 1]
    path.write_bytes(raw.replace(b"soun", b"meta"))
    film = [one for one in _packets(raw) if one[0] == 0]
    content = _bared(path).replace(b"meta", b"soun")
    assert [one for one in _packets(content) if one[0] == 0] == film
    assert len(sound) > 3 and not {crc for index, _, crc in _packets(content) if index == 1} & set(sound)


@pytest.mark.parametrize("content", [b"%PDF-1.7 by Quillfeather", b"<svg/>", b"\xff\xd8\xff\xe1\xff", b"GIF89a", b""])
def test_what_cannot_be_made_bare_is_left_as_it_is_and_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(content)
    found = bare(path)
    assert (found.is_known, found.is_changed, b"".join(found.pieces())) == (False, False, content)


@pytest.mark.parametrize("name", [*_PICTURES, *_RECORDINGS])
def test_half_a_file_is_no_traceback(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name in _PICTURES:
        _PICTURES[name](path)
    else:
        _recording(path, *_RECORDINGS[name])
    whole = path.read_bytes()
    for length in range(3, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:length])
        found = bare(path)
        assert sum(map(len, found.pieces())) == found.size
