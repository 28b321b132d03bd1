"""Which of FFmpeg's readers may see a file: decided by its first bytes, never by its name, and from a short list.

FFmpeg knows hundreds of formats, and some of them (playlists, scripts that join files, descriptions of streams) open
other files or the network. Naming the reader keeps it from guessing, and none on this list opens anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from profilegen.media import recording_refusals as refusals
from profilegen.model.limits import Limits

_START = 4096
_MP4_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_PICTURE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis", b"crx "}
_STARTS = {
    b"\x1aE\xdf\xa3": "matroska",
    b"OggS": "ogg",
    b"fLaC": "flac",
    b"#!AMR": "amr",
    b"caff": "caf",
    b"FLV\x01": "flv",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "asf",
    b"\0\0\1\xba": "mpeg",
}
_RIFF = {b"WAVE": "wav", b"AVI ": "avi"}
_FORM = {b"AIFF": "aiff", b"AIFC": "aiff"}
_OTHER_STARTS = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a zip file or an office document",
    b"\xff\xd8\xff": "a photo",
    b"\x89PNG": "a picture",
    b"GIF8": "a picture",
    b"#EXTM3U": "a playlist, without what it lists",
    b"ffconcat": "a playlist, without what it lists",
    b"<": "a web page or another text",
    b"MThd": "a song written as notes (MIDI)",
}


def reader_for(source: Path, limits: Limits) -> str:
    """The name of the reader for this file. RecordingError for a file that is none, not ours, empty or too large."""
    if not source.is_file():  # a pipe or a device would never end
        raise refusals.no_file()
    try:
        size = source.stat().st_size
        with source.open("rb") as stream:
            start = stream.read(_START)
            reader = _reader(start, stream)
    except OSError as error:
        raise refusals.not_opened(error) from error
    if not start:
        raise refusals.empty()
    if not reader:
        raise refusals.not_a_recording(_looks_like(start))
    if size > limits.recording_megabytes * 1_000_000:
        raise refusals.too_heavy(-(-size // 1_000_000), limits)
    return reader


def _reader(start: bytes, stream: BinaryIO) -> str:
    if start[4:8] in _MP4_BOXES:
        return "" if start[4:8] == b"ftyp" and start[8:12] in _PICTURE_BRANDS else "mov"
    if start[:4] in (b"RIFF", b"RF64"):
        return _RIFF.get(start[8:12], "")
    if start[:4] == b"FORM":
        return _FORM.get(start[8:12], "")
    if start[:3] == b"ID3":
        return _behind_tags(start, stream)
    known = (name for signature, name in _STARTS.items() if start.startswith(signature))
    return next(known, "") or _transport(start) or _bare_sound(start)


def _behind_tags(start: bytes, stream: BinaryIO) -> str:
    """Sound that stands behind an ID3 tag, which says itself how long it is (seven bits in each byte)."""
    length = 0
    for byte in start[6:10]:
        length = length << 7 | byte & 0x7F
    stream.seek(10 + length)
    following = stream.read(_START).lstrip(b"\0")
    return "flac" if following.startswith(b"fLaC") else _bare_sound(following) or "mp3"


def _bare_sound(start: bytes) -> str:
    """MP3 and AAC without a container: eleven bits set, then the layer, which is 0 for AAC."""
    if len(start) < 4 or start[0] != 0xFF or start[1] & 0xE0 != 0xE0:
        return ""
    if start[1] & 0b110 == 0:
        return "aac" if start[1] & 0xF0 == 0xF0 else ""
    return "mp3" if start[2] & 0xF0 != 0xF0 and start[1] & 0b11000 != 0b01000 else ""


def _transport(start: bytes) -> str:
    """Camcorders: packets of 188 bytes, or of 192 with a clock before each."""
    steps = ((0, 188), (4, 192))
    found = any(start[first : first + 4 * step : step] == b"G" * 4 for first, step in steps)
    return "mpegts" if found else ""


def _looks_like(start: bytes) -> str:
    if start[4:8] == b"ftyp":
        return "a photo"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "a picture"
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    known = next((name for signature, name in _OTHER_STARTS.items() if text.startswith(signature)), "")
    return known or ("a text" if text and not set(start) & set(range(9)) else "")
