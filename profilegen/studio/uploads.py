"""Taking in a picture, a recording or a document: in pieces, no more than a school allows, and known by its content.

What a browser says of a file is only a wish for its name. It lies under a name of no ending until it is all there and
was looked at; then it gets the first name that is free, and never the place of another file.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from unicodedata import normalize

from starlette.concurrency import run_in_threadpool

from profilegen.checks.office import how_to_save_as_pdf
from profilegen.loading.media_files import kind_of
from profilegen.media.probe import probe_picture
from profilegen.media.refusals import MediaError, PartMissingError
from profilegen.model.addresses import slug_of
from profilegen.model.limits import Limits
from profilegen.model.school import MediaKind
from profilegen.problems import ProfilegenError
from profilegen.studio.files import BEGINNING, UNFINISHED
from profilegen.studio.keeping import Keeper
from profilegen.studio.sentences import Sentence

PICTURE_MEGABYTES = 200
"""Of one picture's file: more than any camera writes."""

MEDIA = "media"
_CAPTION_MEGABYTES = 2
_MEGA = 1_000_000
_ENOUGH_TO_KNOW = 128
_PICTURE_ENDINGS = {"jpeg": ".jpg", "tiff": ".tif", "svg": ".svg"}
_SOUND_ENDINGS = {"matroska": ".weba", "mov": ".m4a", "ogg": ".ogg", "wav": ".wav", "flac": ".flac", "aiff": ".aiff"}
_FILM_ENDINGS = {"matroska": ".webm", "mov": ".mp4", "ogg": ".ogv", "mpegts": ".mts", "mpeg": ".mpg", "avi": ".avi"}
_OTHER_ENDINGS = {"mp3": ".mp3", "aac": ".aac", "amr": ".amr", "caf": ".caf", "flv": ".flv", "asf": ".wmv"}
_CAPTIONS = (".vtt", ".srt")


class UploadRefusedError(ProfilegenError):
    """A file that is not taken in: `message` says why, `hint` what to do, `status` is HTTP's number for it."""

    def __init__(self, message: str, hint: str = "", status: int = 415) -> None:
        super().__init__(message, hint)
        self.status = status


@dataclass(frozen=True, slots=True)
class Received:
    """A file that is in the media folder now: its path there, what it is, and what is to be said of it, if anything."""

    path: str
    kind: MediaKind
    film: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file is by its content."""

    kind: MediaKind
    ending: str
    film: bool = False
    remark: str = ""


async def receive(keeper: Keeper, pieces: AsyncIterable[bytes], claimed_name: str, limits: Limits) -> Received:
    """Takes in a file whose content comes in these pieces. UploadRefusedError, OSError; nothing is left behind then.

    Whatever stops the pieces (a browser that has gone, one that is too slow) goes on to the caller.
    """
    folder = await run_in_threadpool(media_folder, keeper)
    part = await run_in_threadpool(_begun, folder)
    try:
        await _written(part, pieces, claimed_name, limits)
        known = await run_in_threadpool(_looked_at, part, claimed_name, limits)
        stem = slug_of(plain_name(claimed_name).rpartition(".")[0] or plain_name(claimed_name))
        path = await run_in_threadpool(keeper.place_new_file, part, f"{MEDIA}/{stem}{known.ending}")
    finally:
        part.unlink(missing_ok=True)
    return Received(path.removeprefix(f"{MEDIA}/"), known.kind, known.film, known.remark)


def most_bytes(limits: Limits) -> int:
    """More than this no file may have, whatever it is."""
    return max(limits.recording_megabytes, limits.document_megabytes, PICTURE_MEGABYTES) * _MEGA


def media_folder(keeper: Keeper) -> Path:
    """The student's media folder, which is there afterwards. UploadRefusedError where it is a link; OSError."""
    folder = keeper.folder / MEDIA
    if folder.is_symlink():
        raise UploadRefusedError("The media folder is a link to somewhere else.", "Ask a grown-up.", 403)
    folder.mkdir(exist_ok=True)
    return folder


def plain_name(claimed: str) -> str:
    """The last part of whatever a browser, or somebody in its place, calls a file."""
    return PurePosixPath(normalize("NFC", claimed).replace("\\", "/").replace("\0", "")).name


def _begun(folder: Path) -> Path:
    handle, part = tempfile.mkstemp(dir=folder, prefix=BEGINNING, suffix=UNFINISHED)
    os.close(handle)
    return Path(part)


async def _written(part: Path, pieces: AsyncIterable[bytes], claimed_name: str, limits: Limits) -> None:
    """Writes the pieces, as long as there may be more of what they are. The first ones say what that is."""
    beginning, size, most = b"", 0, 0
    with part.open("wb") as file:
        async for piece in pieces:
            if len(beginning) < _ENOUGH_TO_KNOW:
                beginning += piece[:_ENOUGH_TO_KNOW]
            size += len(piece)
            most = most or (_most(claimed_name, beginning, limits) if len(beginning) >= _ENOUGH_TO_KNOW else 0)
            if most and size > most:
                raise UploadRefusedError(
                    Sentence("This file is too large: {size} MB is the most.", size=most // _MEGA),
                    "Choose a smaller one.",
                    413,
                )
            await run_in_threadpool(file.write, piece)
        if not size:
            raise UploadRefusedError("This file is empty.", "Choose it once more, or another one.")
        _most(claimed_name, beginning, limits)
        await run_in_threadpool(_settle, file)


def _settle(file: BinaryIO) -> None:
    """Has all of it on the disk before it gets a name."""
    file.flush()
    os.fsync(file.fileno())


def _most(claimed_name: str, beginning: bytes, limits: Limits) -> int:
    """How many bytes such a file may have. UploadRefusedError for one that is nothing to be shown."""
    name = plain_name(claimed_name)
    kind, _ = kind_of(name, beginning)
    if kind in ("document", "other") and (told := how_to_save_as_pdf(name, beginning)):
        raise UploadRefusedError(told[0], told[1].replace("write its name here", "choose it here"))
    match kind:
        case "picture":
            return PICTURE_MEGABYTES * _MEGA
        case "recording":
            return limits.recording_megabytes * _MEGA
        case "document":
            return limits.document_megabytes * _MEGA
        case "captions":
            return _CAPTION_MEGABYTES * _MEGA
    raise UploadRefusedError("This is no picture, recording or PDF.", "Take a photo of it, or save it as a PDF.")


def _looked_at(part: Path, claimed_name: str, limits: Limits) -> _Known:
    """What the whole file is. UploadRefusedError where it cannot be shown."""
    name = plain_name(claimed_name)
    with part.open("rb") as file:
        kind, _ = kind_of(name, file.read(_ENOUGH_TO_KNOW))
    try:
        return _known(kind, part, name, limits)
    except PartMissingError as error:  # nothing is wrong with the file: it is kept for a machine that can read it
        return _Known(kind, _ending_said(name), remark=f"{error.reason} {error.hint}")
    except MediaError as error:
        raise UploadRefusedError(error.reason, error.hint) from error


def _known(kind: MediaKind, part: Path, name: str, limits: Limits) -> _Known:
    if kind == "picture":
        shape = probe_picture(part, limits.picture_megapixels * _MEGA).format
        return _Known(kind, _PICTURE_ENDINGS.get(shape, f".{shape}"))
    if kind == "recording":
        return _known_recording(part, limits)
    if kind == "document":
        from profilegen.media.documents import probe_document

        probe_document(part, limits)
        return _Known(kind, ".pdf")
    _check_captions(part)
    return _Known("captions", _ending_said(name))


def _known_recording(part: Path, limits: Limits) -> _Known:
    from profilegen.media.containers import reader_for
    from profilegen.media.recordings import probe_recording

    film = probe_recording(part, limits).film
    reader = reader_for(part, limits)
    endings = _OTHER_ENDINGS | (_FILM_ENDINGS if film else _SOUND_ENDINGS)
    return _Known("recording", endings.get(reader, ".mkv" if film else ".mka"), film)


def _check_captions(part: Path) -> None:
    """Captions are text: whatever else calls itself so is refused here. What is wrong in them, check says."""
    text = part.read_bytes()
    try:
        is_text = "\0" not in text.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_text = False
    if not is_text or b"-->" not in text:
        raise UploadRefusedError("These are no captions.", "Captions are a text file with the ending .vtt or .srt.")


def _ending_said(name: str) -> str:
    """The ending that a file came with, where it is a plain one."""
    ending = PurePosixPath(name).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= 6 else ".bin"
