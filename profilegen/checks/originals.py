"""Rules on originals: can each file that a record shows be opened on this computer, and shown?

Only headers are read here, so this is quick. What shows first when all pixels, sounds or pages are read is told by the
build. What reads recordings and documents is loaded when there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from profilegen.checks.office import how_to_save_as_pdf
from profilegen.checks.parts import LaidOut, Shown
from profilegen.media.probe import probe_picture
from profilegen.media.refusals import MediaError, PartMissingError
from profilegen.model.limits import Limits
from profilegen.model.records import Avatar, SayMyName
from profilegen.model.school import MediaFile, MediaKind
from profilegen.opening import open_plainly
from profilegen.problems import Problem

_BEGINNING = 128
_CALLED: dict[MediaKind, str] = {
    "picture": "a picture",
    "recording": "a recording",
    "document": "a document",
    "captions": "a file of captions",
    "other": "no picture, recording or PDF",
}


def unreadable_media(laid: LaidOut) -> Iterator[Problem]:
    """Every original that a record shows can be opened. Each is tried once, however often it is shown.

    Where this computer lacks the part that would read it, nothing is wrong with the file: that is said once.
    """
    tried: set[str] = set()
    lacking: set[str] = set()
    for shown in laid.shown:
        if shown.original is None:
            continue
        try:
            _check_fits(shown, shown.original)
            if shown.original.path not in tried:
                tried.add(shown.original.path)
                _try(shown.original, laid)
        except PartMissingError as error:
            if error.reason not in lacking:
                message = f"“{shown.media.file}” and others like it are not shown. {error.reason}"
                yield shown.problem("part-missing", message, error.hint)
            lacking.add(error.reason)
        except MediaError as error:
            yield shown.problem("unreadable-media", f"“{shown.media.file}” cannot be shown. {error.reason}", error.hint)


def _try(original: MediaFile, laid: LaidOut) -> None:
    """Raises MediaError where this original cannot be shown."""
    path = laid.student.folder / "media" / original.path_on_disk
    _check_office(original, path)
    if error := _refusal(_Original(original.sha256, original.kind, path), laid.school.limits):
        raise error


@dataclass(frozen=True, slots=True)
class _Original:
    """An original as a key: the same content gives the same answer, wherever it lies."""

    sha256: str
    kind: MediaKind
    path: Path = field(compare=False)


@lru_cache(maxsize=1024)
def _refusal(original: _Original, limits: Limits) -> MediaError | None:
    """Why this content cannot be shown. Kept, as the live preview asks it of every original at every save."""
    try:
        _probe(original.kind, original.path, limits)
    except MediaError as error:
        return error.with_traceback(None)
    return None


def _probe(kind: MediaKind, path: Path, limits: Limits) -> None:
    match kind:
        case "picture":
            probe_picture(path, limits.picture_megapixels * 1_000_000)
        case "recording":
            from profilegen.media.recordings import probe_recording

            probe_recording(path, limits)
        case "document":
            from profilegen.media.documents import probe_document

            probe_document(path, limits)
        case "captions":
            hint = "Write the name of the film after file: and the name of its captions after captions:."
            raise MediaError("These are captions, which stand under a film.", hint)
        case "other":
            hint = "Show a picture of it: put a photo or a screenshot into the media folder, and write its name here."
            raise MediaError("It is no picture, recording or PDF.", hint)


def _check_office(original: MediaFile, path: Path) -> None:
    """What a program for texts or slides has saved; known by its beginning too, as some are only called `.pdf`."""
    if original.kind not in ("document", "other"):
        return
    try:
        with open_plainly(path) as opened:
            beginning = opened.read(_BEGINNING)
    except OSError as error:
        reason = f"It cannot be opened ({error.strerror or 'no reason given'})."
        raise MediaError(reason, "Look whether it is still there, and whether you may open it.") from error
    if told := how_to_save_as_pdf(original.path, beginning):
        raise MediaError(*told)


def _check_fits(shown: Shown, original: MediaFile) -> None:
    """A portrait or header is something to see, a spoken name or introduction something to play."""
    kind, is_called = original.kind, _CALLED[original.kind]
    if isinstance(shown.part.group, Avatar) and kind == "recording" and not original.film:
        raise MediaError("It is a recording, and a portrait is a picture.", "Choose a photo or a drawing of yours.")
    if shown.part.key == ("header",) and kind in ("recording", "document"):
        hint = "Choose a photo or a drawing, wide rather than tall."
        raise MediaError(f"It is {is_called}, and a header is a picture.", hint)
    if isinstance(shown.part.group, SayMyName) and original.film:
        raise MediaError("It is a film, and a spoken name is a sound.", "Record it as a voice note.")
    if (isinstance(shown.part.group, SayMyName) or shown.part.key == ("introduction",)) and kind != "recording":
        hint = "Record yourself with a phone, put the recording into the media folder, and write its name."
        raise MediaError(f"It is {is_called}, and here belongs a recording.", hint)
